use super::*;
use crate::config::init::Profile;
use std::collections::BTreeMap;

fn tidied(text: &str) -> String {
    tidy("rules/categories/a.toml", text, Kind::Category).unwrap()
}

/// Comments are told from texts by a parser of their own: everything of the file that no value covers.
fn comments(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut quote: Option<char> = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        match (quote, sign) {
            (Some('"'), '\\') => {
                signs.next();
            }
            (Some(open), _) if sign == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(sign),
            (None, '#') => {
                found.push(text[at..].lines().next().unwrap().trim_end().to_owned());
                while signs.next_if(|(_, sign)| *sign != '\n').is_some() {}
            }
            (None, _) => {}
        }
    }
    found
}

/// Sections, keys and values, doubles of phrases and words once.
fn meaning(text: &str) -> BTreeMap<String, toml::Value> {
    let mut table: toml::Table = text.parse().unwrap();
    for (name, section) in &mut table {
        let lists = section.as_table_mut().into_iter().flatten().filter_map(|(_, value)| value.as_array_mut());
        for list in lists {
            let mut seen = std::collections::BTreeSet::new();
            let same = |text: &str| if ["match", "lists"].contains(&name.as_str()) { said(text) } else { text.into() };
            list.retain(|entry| seen.insert(same(entry.as_str().unwrap())));
        }
    }
    table.into_iter().collect()
}

#[test]
fn what_ships_means_the_same_keeps_its_comments_and_is_tidied_once() {
    let mut seen = 0;
    for (path, text) in [Profile::Payments, Profile::General].iter().flat_map(|profile| profile.rules()) {
        let Some(kind) = Kind::of(&path) else { continue };
        let text = String::from_utf8(text).unwrap();
        let tidy_text = tidy(&path, &text, kind).unwrap();
        assert_eq!(meaning(&tidy_text), meaning(&text), "{path}");
        assert_eq!(comments(&tidy_text), comments(&text), "{path}");
        assert_eq!(tidy(&path, &tidy_text, kind).unwrap(), tidy_text, "{path}");
        let packed = |line: &&str| line.starts_with("  \"") && line.contains("\", \"") && !line.contains(" #");
        assert!(tidy_text.lines().filter(packed).all(|line| line.width() <= COLUMNS), "{path}");
        seen += 1;
    }
    assert!(seen > 25, "{seen}");
}

#[test]
fn keys_and_sections_stand_in_order_and_the_head_of_the_file_stays() {
    let text = "# Refunds.\nteam = \"pay\" # who\n# shown\nname = { zh = \"退款\", en = \"Refund\" }\nodd = 1\nsla = \"x\"\n[test]\nno = []\nyes = []\n# the words\n[match]\nweak = [\"b\"]\n# sure\nstrong = [\"a\"]\n# end\n";
    let wanted = "# Refunds.\n# shown\nname = { zh = \"退款\", en = \"Refund\" }\nteam = \"pay\" # who\nsla = \"x\"\nodd = 1\n\n# the words\n[match]\n# sure\nstrong = [\"a\"]\nweak = [\"b\"]\n# end\n\n[test]\nyes = []\nno = []\n";
    assert_eq!(tidied(text), wanted);
    assert_eq!(tidied(wanted), wanted);
    let text = "# Mine.\n\n[test]\nyes = []\n\n[match]\nstrong = []\n";
    assert_eq!(tidied(text), "# Mine.\n\n[match]\nstrong = []\n\n[test]\nyes = []\n");
}

#[test]
fn comments_of_an_empty_section_go_where_it_goes() {
    let text = "name = 1\n\n[test]\n#yes = []\n\n# sure\n[match]\n# strong = []\n";
    let wanted = "name = 1\n\n# sure\n[match]\n# strong = []\n\n[test]\n#yes = []\n";
    assert_eq!(tidied(text), wanted);
    assert_eq!(tidied(wanted), wanted);
}

#[test]
fn a_list_that_is_too_long_fills_its_lines_and_a_short_one_stays() {
    let words = |from: usize, to: usize| (from..to).map(|n| format!("\"退款没有到账{n:02}\"")).collect::<Vec<_>>();
    // A Chinese character takes two columns: 22 the key and the brackets less, 16 an entry, 2 between.
    let short = format!("[match]\nnormal = [{}]\n", words(0, 6).join(", "));
    assert_eq!(tidied(&short), short);
    assert_eq!(tidied(&short.replace(", ", ",").replace('[', "[ ").replace("[ match", "[match")), short);
    let long = format!("[match]\nnormal = [{}]\n", words(0, 8).join(", "));
    let lines = [words(0, 6), words(6, 8)].map(|line| line.join(", "));
    assert_eq!(tidied(&long), format!("[match]\nnormal = [\n  {},\n]\n", lines.join(",\n  ")));
    assert_eq!(tidied(&tidied(&long)), tidied(&long));
}

#[test]
fn the_lines_an_author_gave_a_list_stay_unless_they_are_too_long() {
    let text = "[match]\nstrong = [\n  \"a\", \"b\", \"c\",\n  \"d\",\n\n  # more\n  \"e\", \"f\",\n]\n";
    assert_eq!(tidied(text), text);
    assert_eq!(tidied(&text.replace("strong = [\n  ", "strong = [").replace("\"f\",\n]", "\"f\"]")), text);
    let [word, other] = ["长", "短"].map(|word| word.repeat(28));
    let long = format!("[match]\nstrong = [\n  \"{word}\", \"b\", \"{other}\", \"c\",\n  \"d\",\n]\n");
    let filled = long.replace(&format!(", \"{other}\""), &format!(",\n  \"{other}\""));
    assert_eq!(tidied(&long), filled);
}

#[test]
fn a_line_that_a_comment_allows_or_explains_keeps_its_entries() {
    let word = "长".repeat(40);
    for text in [
        format!("[match]\nstrong = [\n  # allow W101: asked for\n  \"{word}\", \"{word}b\",\n  \"c\", \"d\",\n]\n"),
        format!("[match]\nstrong = [\n  \"{word}\", \"{word}b\",   # both\n  \"c\", \"d\",\n]\n"),
        "[match]\nstrong = [\n  \"a\", \"b\",\n  # allow W102: Taiwan\n  \"c\", \"a\",\n  \"d\",\n]\n".to_owned(),
    ] {
        assert_eq!(tidied(&text), text);
    }
}

#[test]
fn comments_stay_above_or_beside_their_line() {
    let text = "[match]\nstrong = [ # asking\n\n  # english\n\"a\", \"b\",   # both\n\n\n  # chinese\n      \"退\" # first\n  , \"钱\"\n  # more to come\n\n]   # strong\n";
    let wanted = "[match]\nstrong = [ # asking\n  # english\n  \"a\", \"b\",   # both\n\n  # chinese\n  \"退\", # first\n  \"钱\",\n  # more to come\n]   # strong\n";
    assert_eq!(tidied(text), wanted);
    assert_eq!(tidied(wanted), wanted);
    let empty = "[match]\nstrong = [\n  # none yet\n]\nweak = [\n]\n";
    assert_eq!(tidied(empty), empty.replace("[\n]", "[]"));
}

#[test]
fn doubles_go_unless_a_comment_hangs_on_them() {
    let text = "[match]\nweak = [\"退款\", \"退歀\", \"Refund\", \"退款\", \"refund\", \"ｒefund\", \"re:'a'\", \"re:'A'\"]\n\n[test]\nyes = [\"帳戶\", \"账户\", \"账户\"]\n";
    let wanted = "[match]\nweak = [\"退款\", \"退歀\", \"Refund\", \"re:'a'\", \"re:'A'\"]\n\n[test]\nyes = [\"帳戶\", \"账户\"]\n";
    assert_eq!(tidied(text), wanted);
    let text = "[match]\nweak = [\n  \"退款\",\n  # Taiwan\n  \"退款\",\n  \"退款\", # Hong Kong\n  \"退款\",\n]\n";
    assert_eq!(tidied(text), text.replace("Kong\n  \"退款\",\n", "Kong\n"));
}

#[test]
fn what_cannot_be_read_is_told_as_check_tells_it() {
    let wrong = tidy("rules/lists.toml", "[lists]\na = [“a”]\n", Kind::Lists).unwrap_err();
    assert_eq!((wrong[0].code, wrong[0].line), ("E01", 2));
    assert_eq!(Kind::of("local/lists.toml"), Some(Kind::Lists));
    assert_eq!(Kind::of("local/categories/a.toml"), Some(Kind::Category));
    assert_eq!([Kind::of("fields.toml"), Kind::of("categories/x/a.toml")], [None, None]);
}
