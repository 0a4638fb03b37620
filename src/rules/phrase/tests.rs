use super::*;

fn fault_of(text: &str) -> String {
    match parse(text) {
        Err(fault) => format!("{} @{}", fault.message, text.get(fault.at).unwrap_or("?")),
        Ok(phrase) => format!("{phrase:?}"),
    }
}

#[test]
fn the_parts_and_gaps_are_read() {
    let Ok(Phrase::Words(Sequence(steps))) = parse("<account>..(a|b)? ~ 退 款 refund* Status") else { panic!() };
    let gaps: Vec<Gap> = steps.iter().map(|s| s.gap).collect();
    assert_eq!(gaps, [Gap::Beside, Gap::Far, Gap::Near, Gap::Beside]);
    assert!(steps[1].is_optional);
    assert_eq!(steps[2].part, Part::Text { text: "退款 refund".into(), is_open: true });
    assert_eq!(steps[3].part, Part::Text { text: "status".into(), is_open: false });
    assert_eq!(parse("re:'ok-\\d+'"), Ok(Phrase::Regex("ok-\\d+".into())));
    let escaped = Sequence(vec![Step {
        gap: Gap::Beside,
        part: Part::Text { text: "a(b)? no.".into(), is_open: false },
        is_optional: false,
    }]);
    assert_eq!(parse("a\\(b\\)\\? no."), Ok(Phrase::Words(escaped)));
}

#[test]
fn every_slip_has_its_own_words() {
    for (text, wanted) in [
        ("锁*", "* after a Chinese character @*"),
        ("a .*", "* may only end a word, as in refund* @*"),
        ("退款 ~", "this gap has nothing on one side @~"),
        (".. 退款", "this gap has nothing on one side @.."),
        ("a ~ (b)?", "without the optional group a gap hangs in the air @a ~ (b)?"),
        ("(b)? .. a", "without the optional group a gap hangs in the air @(b)? .. a"),
        ("a ()", "nothing stands here @"),
        ("(a|)", "nothing stands here @"),
        ("(a)?", "this can match nothing at all @(a)?"),
        ("refunds?", "? may only follow a group @?"),
        ("[ab]", "[ is not part of the phrase language @["),
        ("退款+", "+ is not part of the phrase language @+"),
        ("\\d", "\\ has no meaning here @\\d"),
        ("a|b", "| stands outside of a group @|"),
        ("(a", "this ( is never closed @(a"),
        ("a)", "this ) closes nothing @)"),
        ("<a", "this < is never closed @<a"),
        ("a ... b", "too many dots @..."),
        ("a ~ .. b", "two gaps side by side @."),
        ("（a|b）", "full-width （ @（"),
        ("re:x", "re: wants a regular expression in quotes @re:x"),
        ("", "nothing stands here @"),
    ] {
        assert_eq!(fault_of(text), wanted, "{text}");
    }
}
