//! core: A phrase more in a category file.
//! In: the file's text, one of its word lists and the phrase. Out: the text with it, everything else as it was.
//! Never touches a comment, an order or a layout: admins keep their files by hand.

use super::diagnostic::{Said, said};
use toml_edit::{Array, DocumentMut, Formatted, Item, RawString, Table, Value};

/// Why a file cannot be edited, with the remedy.
pub type Refusal = Said;

/// Adds to `strong`, `normal`, `weak` or `ignore` under `[match]`; a file that has neither gets them.
pub fn with_phrase(text: &str, list: &str, phrase: &str) -> Result<String, Refusal> {
    let mut file: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| Said::from(error.message()))?;
    let matches = file.entry("match").or_insert_with(|| Item::Table(Table::new()));
    let Some(matches) = matches.as_table_like_mut() else { return Err(said!("match is no table", "match 不是表")) };
    let words = matches.entry(list).or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let Some(words) = words.as_array_mut() else { return Err(said!("{list} is no list", "{list} 不是列表")) };
    if words.iter().any(|word| word.as_str() == Some(phrase)) {
        return Err(said!("{list} holds \"{phrase}\" already", "{list} 里已经有 \"{phrase}\""));
    }
    push(words, phrase);
    Ok(file.to_string())
}

/// Behind the last one, on a line of its own where the others have theirs.
fn push(words: &mut Array, phrase: &str) {
    let of = |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or_default().to_owned();
    // Without a comma behind it the last phrase owns the line end.
    let end = words.len().checked_sub(1).and_then(|last| words.get_mut(last)).map(|last| {
        let suffix = of(last.decor().suffix());
        last.decor_mut().set_suffix("");
        suffix
    });
    words.set_trailing(end.unwrap_or_default() + &of(Some(words.trailing())));
    let trailing = of(Some(words.trailing()));
    let last = words.iter().last().map(|word| of(word.decor().prefix()));
    let mut value = Value::String(Formatted::new(phrase.to_owned()));
    match trailing.rfind('\n') {
        // What stands behind the last phrase, a comment say, stays there.
        Some(end) => {
            let indent = last.as_deref().and_then(|prefix| prefix.rsplit_once('\n')).map_or("  ", |(_, indent)| indent);
            let kept = trailing.get(..end).unwrap_or_default();
            value.decor_mut().set_prefix(format!("{kept}\n{indent}"));
            words.push_formatted(value);
            words.set_trailing(trailing.get(end..).unwrap_or_default().to_owned());
            words.set_trailing_comma(true);
        }
        None => words.push(phrase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_layout_stay_and_the_phrase_stands_behind_the_last() {
        let text = "# Refunds.\nname = { zh = \"退款\", en = \"Refund\" } # shown\n\n[match]\nstrong = [\n  \"refund\", # the word\n  # and the Chinese one\n  \"退款\",   # in both scripts\n]\nnormal = [\"退货\"] # goods\n";
        let edited = with_phrase(text, "strong", "退 钱").unwrap();
        assert_eq!(edited, text.replace("# in both scripts\n", "# in both scripts\n  \"退 钱\",\n"));
        let edited = with_phrase(text, "normal", "退换").unwrap();
        assert_eq!(edited, text.replace("[\"退货\"]", "[\"退货\", \"退换\"]"));
        let edited = with_phrase(text, "ignore", "不退款").unwrap();
        assert_eq!(edited, format!("{text}ignore = [\"不退款\"]\n"));
    }

    #[test]
    fn a_list_without_a_last_comma_gets_one() {
        let text = "[match]\nweak = [\n  \"a\"\n]\n";
        assert_eq!(with_phrase(text, "weak", "b").unwrap(), "[match]\nweak = [\n  \"a\",\n  \"b\",\n]\n");
        assert_eq!(with_phrase("", "weak", "b").unwrap(), "[match]\nweak = [\"b\"]\n");
    }

    #[test]
    fn what_cannot_be_edited_is_left_alone() {
        assert!(with_phrase("[match]\nstrong = [\"退款\"]\n", "strong", "退款").unwrap_err().en.contains("already"));
        assert!(with_phrase("match = 1\n", "strong", "a").is_err());
        assert!(with_phrase("[match\n", "strong", "a").is_err());
    }
}
