//! core: Are the spans of every client's mail right?

use super::*;
use proptest::prelude::*;

/// The words of each span, trimmed, behind the letter of its kind.
fn told(text: &str) -> Vec<String> {
    spans(text)
        .iter()
        .map(|s| {
            let letter = match s.kind {
                SpanKind::New => 'N',
                SpanKind::Quoted => 'Q',
                SpanKind::Forwarded => 'F',
                SpanKind::Signature => 'S',
            };
            let words: Vec<&str> = text[s.start..s.end].split_whitespace().collect();
            format!("{letter} {}", words.join(" "))
        })
        .collect()
}

fn new_words(text: &str) -> String {
    let pieces: Vec<&str> =
        spans(text).iter().filter(|s| s.kind == SpanKind::New).map(|s| text[s.start..s.end].trim()).collect();
    pieces.join("|")
}

const ANSWER_ZH: &str = "订单号是 TX20240501，请尽快退款。";
const ANSWER_EN: &str = "The order is TX20240501, please refund it.";

#[test]
fn every_client_marks_its_quotation_and_the_answer_above_stays_new() {
    let below = [
        "-----Original Message-----\nFrom: Support <s@okpay.example>\nSent: Wednesday, May 1, 2024 2:30 PM\nTo: li@x.org\nSubject: Refund\n\nWhich order?",
        "________________________________\nFrom: Support <s@okpay.example>\nSent: Wednesday\nTo: li@x.org\nSubject: Refund\n\nWhich order?",
        "From: Support <s@okpay.example>\nSent: Wednesday\nTo: li@x.org\nSubject: Refund\n\nWhich order?",
        "*From:* Support <s@okpay.example>\n*Sent:* Wednesday\n*To:* li@x.org\n*Subject:* Refund\n\nWhich order?",
        "发件人：客服 <s@okpay.example>\n发送时间：2024年5月1日 14:30\n收件人：li@x.org\n主题：答复: 退款\n\n请问订单号？",
        "发件人: 客服\n日期: 星期三, 2024年5月1日 14:30\n收件人: 李\n主题: 退款\n请问订单号？",
        "寄件者: 客服 <s@okpay.example>\n寄件日期: 2024年5月1日 下午 02:30\n收件者: li@x.org\n主旨: 退款\n\n請問訂單號？",
        "-----原始邮件-----\n发件人: 客服 <s@okpay.example>\n发送时间: 2024-05-01 14:30:00 (星期三)\n收件人: li@x.org\n主题: 退款\n\n请问订单号？",
        "-----邮件原件-----\n发件人: 客服\n\n请问订单号？",
        "------------------ 原始邮件 ------------------\n发件人: \"客服\" <s@okpay.example>;\n发送时间: 2024年5月1日(星期三) 下午2:30\n收件人: \"li\"<li@x.org>;\n主题: 退款\n\n请问订单号？",
        "------------------&nbsp;原始邮件&nbsp;------------------\n发件人: 客服\n\n请问订单号？",
        "------------------ Original ------------------\nFrom: s@okpay.example\n\nWhich order?",
        "---- 回复的原邮件 ----\n| 发件人 | 客服<s@okpay.example> |\n| 主题 | 退款 |\n请问订单号？",
        "在 2024-05-01 12:00:00，\"客服\" <s@okpay.example> 写道：\n\n请问订单号？",
        "At 2024-05-01 12:00:00, \"Support\" <s@okpay.example> wrote:\n\nWhich order?",
        "在 2024年5月1日，下午2:30，客服 <s@okpay.example> 写道：\n\n> 请问订单号？",
        "在 2024年5月1日，下午2:30，客服 写道：\n\n请问订单号？",
        "On Wed, May 1, 2024 at 2:30 PM OKPay Support Team of the World <\nsupport@okpay.example> wrote:\n\n> Which order?",
        "On May 1, 2024, at 2:30 PM, OKPay Support\n<support@okpay.example>\nwrote:\n\nWhich order?",
        "客服 <s@okpay.example> 于2024年5月1日周三 14:30写道：\n\n> 请问订单号？",
        "客服 <s@okpay.example>\n于2024年5月1日周三 14:30写道：\n\n> 请问订单号？",
        "客服 <s@okpay.example> 於 2024年5月1日 週三 下午2:30 寫道：\n\n> 請問訂單號？",
        "2024-05-01 14:30 GMT+08:00 Support <s@okpay.example>:\n\n> Which order?",
        "------------------------------------------------------------------\n发件人：客服 <s@okpay.example>\n发送时间：2024年5月1日(星期三) 14:30\n收件人：li <li@x.org>\n主　题：退款\n\n请问订单号？",
        "发件人：客服 <s@okpay.example> 发送时间：2024年5月1日 收件人：li 主题：退款 请问订单号？",
        "> Which order?\n> Thanks",
    ];
    for quoted in below {
        for answer in [ANSWER_ZH, ANSWER_EN] {
            let told = told(&format!("{answer}\n\n{quoted}\n"));
            assert_eq!(told.len(), 2, "{quoted}: {told:?}");
            assert_eq!(told[0], format!("N {answer}"));
            assert!(told[1].starts_with("Q "), "{told:?}");
        }
    }
}

#[test]
fn forwards_are_marked_in_both_languages() {
    let below = [
        "---------- Forwarded message ---------\nFrom: Bank <b@bank.example>\nSubject: Your card\n\nDeclined.",
        "Begin forwarded message:\n\n> From: Bank <b@bank.example>\n> Subject: Your card\n>\n> Declined.",
        "> Begin forwarded message:\n>\n> From: Bank <b@bank.example>\n>\n> Declined.",
        "------------------ 转发的邮件 ------------------\n发件人：银行\n\n已拒绝。",
        "-------- 转发邮件信息 --------\n发件人：银行\n\n已拒绝。",
        "---------- 轉寄郵件 ----------\n寄件者：銀行\n\n已拒絕。",
        "开始转发的邮件：\n\n发件人: 银行 <b@bank.example>\n\n已拒绝。",
        "下面是被转发的邮件：\n\n> 发件人: 银行 <b@bank.example>",
    ];
    for forwarded in below {
        let told = told(&format!("请看下面\n\n{forwarded}\n"));
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0], "N 请看下面");
        assert!(told[1].starts_with("F "), "{told:?}");
    }
    let silent = told("From: Bank <b@bank.example>\nSent: Monday\nTo: li@x.org\nSubject: Your card\n\nDeclined.");
    assert!(silent.len() == 1 && silent[0].starts_with("F "), "{silent:?}");
}

#[test]
fn signatures_are_marked_and_words_below_them_are_not() {
    for signature in [
        "-- \nLi Lei\nOKPay fan",
        "--\nLi Lei",
        "发自我的iPhone",
        "发自我的 iPad",
        "從我的 iPhone 傳送",
        "发自我的小米手机",
        "Sent from my iPhone",
        "Sent from my Galaxy S24.",
        "发自QQ邮箱",
        "来自 Windows 版邮件",
        "发自网易邮箱大师",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "获取 Outlook for Android",
        "Kind regards,\nLi Lei\nShanghai",
    ] {
        let told = told(&format!("{ANSWER_ZH}\n\n{signature}\n"));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].starts_with("S "), "{told:?}");
    }
    let told = told("好的\n\n发自我的iPhone\n\n> 请问订单号？\n\n订单 TX1\n");
    assert_eq!(told, ["N 好的", "S 发自我的iPhone", "Q > 请问订单号？", "N 订单 TX1"]);
}

#[test]
fn answers_between_and_below_quoted_lines_stay_new() {
    let mail = "On 1 May 2024 at 14:30, Support <s@okpay.example> wrote:\n\n> Which order?\n\nTX1\n\n> How much?\n500 USD\n>\n> Bye\n\nThanks\n";
    assert_eq!(new_words(mail), "TX1|500 USD|Thanks");
    assert_eq!(new_words("> 请问订单号？\n\n订单 TX1，金额 500\n"), "订单 TX1，金额 500");
}

#[test]
fn what_only_looks_like_a_quotation_stays_new() {
    for mail in [
        "On 3 May your colleague wrote:\nplease wait two days. I waited and nothing came.",
        "在五月三日你们客服写道：\n请等两天。我等了，没有结果。",
        "From: Beijing\nTo: Shanghai\nDate: 3 May\nAmount: 500\nI want a refund.",
        "发件人不明，请核实。\n主题是退款。",
        "Sent from my bank account to yours: 500 USD.",
        "Sent from my bank account",
        "从我的账户扣款了",
        "Sent from my desk, is much easier then my mobile phone.",
        "我的账户 -- 被锁了\n--\n第一段\n\n第二段\n\n第三\n\n4\n\n5\n\n6\n\n7\n\n8\n\n9\n\n10\n\n11\n\n第十二段",
        "Regards,\nmy order number is TX20240501, and why is it so late?",
        "Regards,\nLi\nPS: the order is 12345678",
        "-- \n只有这一行，我的账户被锁了",
        "今天 14:30 我收到你们的邮件，写道：\n账户被锁。请解释。",
        "----------\n我的账户被锁\n----------\n请帮忙",
    ] {
        let told = told(mail);
        assert!(told.len() == 1 && told[0].starts_with("N "), "{told:?}");
    }
}

#[test]
fn a_wrapped_introduction_does_not_swallow_the_line_above() {
    let told = told("I paid on May 3\nOn May 5, 2024, at 3:00 PM, Bob <b@x.org> wrote:\n> hi\n");
    assert_eq!(told[0], "N I paid on May 3");
    assert!(told[1].starts_with("Q On May 5"));
}

#[test]
fn empty_texts_have_no_span_and_blank_ones_are_new() {
    assert!(spans("").is_empty());
    assert_eq!(told("\n\n"), ["N "]);
}

proptest! {
    #[test]
    fn spans_cover_any_text_without_gaps(pieces in prop::collection::vec(prop_oneof![
        Just("> q\n"), Just("\n"), Just("-- \n"), Just("--\n"), Just("发件人：x@y\n主题：z\n发送时间：1\n"), Just("words 你好\n"),
        Just("On 1 May 2024 14:30, a <b@c> wrote:\n"), Just("wrote:\n"), Just("-----原始邮件-----\n"), Just("\r\n"),
        Just("发自我的iPhone\n"), Just("____\n"), Just("Regards,\n"), Just("tail"), Just(">:\n"), Just("<a@b\n"),
    ], 0..14), noise in "\\PC{0,40}") {
        let text = pieces.concat() + &noise;
        let mut end = 0;
        for span in spans(&text) {
            prop_assert_eq!(span.start, end);
            prop_assert!(span.end > span.start);
            prop_assert!(text.is_char_boundary(span.end));
            prop_assert!(span.end == text.len() || text[..span.end].ends_with('\n'));
            end = span.end;
        }
        prop_assert_eq!(end, text.len());
    }
}
