use super::*;
use proptest::prelude::*;

fn folded(text: &str) -> String {
    fold(text).text
}

#[test]
fn width_case_and_script_do_not_matter() {
    assert_eq!(folded("ＯＫＰａｙ　帳戶被鎖，請協助"), "okpay 账户被锁,请协助");
    assert_eq!(folded("ﬁrst ① ｶﾞ"), "first 1 ガ");
}

#[test]
fn invisible_characters_are_dropped_and_quotes_are_straight() {
    assert_eq!(folded("锁\u{200B}定\u{FEFF} can’t “x”"), "锁定 can't \"x\"");
}

#[test]
fn a_wrapped_line_is_joined_and_a_blank_line_is_a_border() {
    assert_eq!(folded("已被系统锁\n住,怎么办"), "已被系统锁住,怎么办");
    assert_eq!(folded("my account\r\nis locked\r\n \r\nthanks\n"), "my account is locked\nthanks");
    assert_eq!(folded("  退款  OK \t pay"), "退款 ok pay");
}

#[test]
fn accents_meet_composed_and_decomposed() {
    assert_eq!(folded("Cafe\u{301} É"), folded("Café e\u{301}"));
    assert_eq!(folded("か\u{3099}"), "が");
}

#[test]
fn words_that_differ_beyond_characters_stay() {
    assert_eq!(folded("回覆 著急"), "回覆著急");
}

#[test]
fn places_lead_back_to_the_original() {
    let text = "您好，\n帳\u{200B}戶１２";
    let f = fold(text);
    assert_eq!(f.text, "您好, 账户12");
    let at = f.text.find("账户12").unwrap();
    let (start, end) = f.original(at, at + "账户12".len());
    assert_eq!(&text[start..end], "帳\u{200B}戶１２");
    let (start, end) = f.original(at + 6, at + 7);
    assert_eq!(&text[start..end], "１");
}

#[test]
fn values_keep_their_letters_and_lines() {
    let mut f = Folded::new(Depth::Values);
    f.push("編號：ＴＸ2024\r\nA B", 0);
    assert_eq!(f.text, "编号:TX2024\nA B");
    let at = f.text.find("A B").unwrap();
    assert_eq!(f.original(at, at + 3), (21, 24));
}

#[test]
fn the_table_is_large_and_points_to_simplified_characters() {
    let pairs = SIMPLIFIED.to.iter().filter(|c| **c != '\0').count();
    assert!(pairs >= 2_500, "{pairs}");
    assert_eq!(simplified("登錄麼帳裡後臺灣電郵"), "登录么账里后台湾电邮");
    SIMPLIFIED.to.iter().filter(|c| **c != '\0').for_each(|&c| assert_eq!(simplify(c), c));
}

proptest! {
    #[test]
    fn every_place_lies_in_the_original_and_places_ascend(text in "[a-zA-Z０-９帳戶锁é\u{301}\u{200B} \n，。’ﬁ㎏İが]{0,60}") {
        let f = fold(&text);
        let mut last = 0;
        for (at, c) in f.text.char_indices() {
            let (start, end) = f.original(at, at + c.len_utf8());
            prop_assert!(text.get(start..end).is_some(), "{start}..{end} in {text:?}");
            prop_assert!(start >= last, "{start} < {last}");
            last = start;
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
        // A paragraph folds to one line end, which is no paragraph any more.
        let once = folded(&text.replace('\u{2029}', " "));
        prop_assert_eq!(folded(&once), once);
    }
}
