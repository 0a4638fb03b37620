//! core: Which ids does a mail carry?
//! In: the text of Message-ID, In-Reply-To, References. Out: ids without their brackets.
//! Never keeps blanks or control characters in an id: folding puts them there, and ids go back into letters.

use super::limits;

/// Every id of a field; without brackets, words with an `@` count (old clients).
pub fn ids(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((id, after)) = after.split_once('>') else { break };
        // `<a <b@c>`: the bracket that counts is the last before the end.
        found.extend(clean(id.rsplit('<').next().unwrap_or(id)));
        rest = after;
    }
    if found.is_empty() {
        found.extend(text.split([' ', '\t', ',', '<', '>']).filter(|word| word.contains('@')).filter_map(clean));
    }
    found
}

/// One Message-ID; some programs write it without brackets or without `@`.
pub fn own_id(text: &str) -> Option<String> {
    ids(text).into_iter().next().or_else(|| clean(text.trim().trim_matches(['<', '>'])))
}

/// The first id and the last fifty: long threads grow without end, and only their ends tell.
pub fn bounded(mut ids: Vec<String>) -> Vec<String> {
    if ids.len() > limits::REFERENCES + 1 {
        ids.drain(1..ids.len() - limits::REFERENCES);
    }
    ids
}

fn clean(id: &str) -> Option<String> {
    let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    (!id.is_empty() && id.len() <= limits::ID_BYTES).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_without_brackets_blanks_and_chatter() {
        assert_eq!(ids("<a@x>\t<b @y> (was <c@z>)"), ["a@x", "b@y", "c@z"]);
        assert_eq!(ids("a@x b@y"), ["a@x", "b@y"]);
        assert_eq!(ids("Your mail of Monday"), Vec::<String>::new());
    }

    #[test]
    fn an_empty_or_endless_id_is_none() {
        assert_eq!(own_id("<>"), None);
        assert_eq!(own_id(&format!("<{}@x>", "a".repeat(10_000))), None);
        assert_eq!(own_id("no-at-sign"), Some("no-at-sign".to_owned()));
    }

    #[test]
    fn long_references_keep_first_and_last() {
        let many = (0..1000).map(|n| n.to_string()).collect::<Vec<_>>();
        let kept = bounded(many);
        assert_eq!((kept.len(), kept[0].as_str(), kept[1].as_str(), kept[50].as_str()), (51, "0", "950", "999"));
    }
}
