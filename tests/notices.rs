//! Mails without any honest field: absence notes in seventeen languages, challenges, read receipts and other desks' receipts
//! as plain text are not answered – and people who use the same words are.
#![allow(clippy::expect_used, reason = "a test may panic")]

use frontdesk::mail::{self, Kind};
use frontdesk::safety::{Gate, mail_gate};
use frontdesk::ticket::Facts;
use frontdesk::time::Timestamp;

/// (language, subject, text)
const ABSENCES: &[(&str, &str, &str)] = &[
    ("zh-Hans", "自动回复: [OK-10001] 我们已收到您的来信", "您好，我正在休假，11月30日回来。"),
    ("zh-Hans", "假期自动回复：退款", "这是来自QQ邮箱的假期自动回复邮件。您好，我最近正在休假中。"),
    ("zh-Hans", "Re: 退款", "这是来自QQ邮箱的假期自动回复邮件。\n您好，我最近正在休假中，无法亲自回复您的邮件。"),
    ("zh-Hans", "休假中：11月20日至30日", "急事请联系王伟。"),
    ("zh-Hans", "[外部邮件] 自动答复: 退款", "我不在办公室。"),
    ("zh-Hant", "自動回覆: [OK-10001] 我們已收到您的來信", "您好，我目前休假，將於週一回覆。"),
    ("zh-Hant", "【自動回覆】退款", "我不在辦公室。"),
    ("zh-Hant", "不在辦公室：出差", "回來後回覆您。"),
    ("en", "Automatic reply: [OK-10001] We have your mail", "I am out of the office until 30 November."),
    ("en", "[EXTERNAL] Out of Office: Refund", "Back on Monday."),
    ("en", "AUTO: Ann Smith is out of the office (returning 12/01/2026)", "I am out of the office."),
    ("en", "OOO: Refund", "Back on Monday."),
    ("en", "Re: Refund", "This is an automated response. I will be away until 30 November."),
    ("ja", "自動返信: [OK-10001] メールを受け取りました", "ただいま休暇中です。"),
    ("ja", "【自動返信】返金", "担当者は不在です。"),
    ("ja", "不在のお知らせ", "11月30日まで不在にしております。"),
    ("ja", "Re: 返金", "このメールは自動返信です。\n休暇をいただいております。"),
    ("ko", "자동 회신: [OK-10001] 환불", "휴가 중입니다."),
    ("ko", "부재중: 환불", "11월 30일에 돌아옵니다."),
    ("ko", "[자동응답] 환불", "휴가 중입니다."),
    ("de", "Automatische Antwort: [OK-10001] Erstattung", "Ich bin bis 30. November nicht im Haus."),
    ("de", "Abwesenheitsnotiz: Erstattung", "Ich bin im Urlaub."),
    ("de", "Außer Haus: Erstattung", "Ich bin im Urlaub."),
    ("de", "AW: Erstattung", "Dies ist eine automatische Antwort. Ich bin im Urlaub."),
    ("fr", "Réponse automatique : [OK-10001] Remboursement", "Je suis absent jusqu'au 30 novembre."),
    ("fr", "Absence du bureau : Remboursement", "Je suis en congé."),
    ("fr", "Absente : Remboursement", "Je suis en congé."),
    ("es", "Respuesta automática: [OK-10001] Reembolso", "Estoy fuera de la oficina."),
    ("es", "Fuera de oficina: Reembolso", "Vuelvo el lunes."),
    ("es", "De vacaciones: Reembolso", "Vuelvo el lunes."),
    ("it", "Risposta automatica: [OK-10001] Rimborso", "Sono fuori sede."),
    ("it", "In ferie: Rimborso", "Torno lunedì."),
    ("pt", "Resposta automática: [OK-10001] Reembolso", "Estou de férias."),
    ("pt", "Fora do escritório: Reembolso", "Volto na segunda."),
    ("nl", "Automatisch antwoord: [OK-10001] Terugbetaling", "Ik ben afwezig."),
    ("nl", "Afwezig: Terugbetaling", "Ik ben maandag terug."),
    ("pl", "Automatyczna odpowiedź: [OK-10001] Zwrot", "Jestem na urlopie."),
    ("pl", "Poza biurem: Zwrot", "Wracam w poniedziałek."),
    ("tr", "Otomatik Yanıt: [OK-10001] İade", "İzindeyim."),
    ("tr", "OTOMATİK YANIT: İade", "Pazartesi döneceğim."),
    ("ru", "Автоматический ответ: [OK-10001] Возврат", "Я в отпуске."),
    ("ru", "В отпуске: возврат", "Вернусь в понедельник."),
    ("vi", "Trả lời tự động: [OK-10001] Hoàn tiền", "Tôi đang nghỉ phép."),
    ("th", "ตอบกลับอัตโนมัติ: [OK-10001] คืนเงิน", "ฉันไม่อยู่ที่สำนักงาน"),
    ("sv", "Autosvar: [OK-10001] Återbetalning", "Jag är på semester."),
    ("sv", "Frånvarande: Återbetalning", "Jag är tillbaka på måndag."),
];

/// (subject, text)
const CHALLENGES: &[(&str, &str)] = &[
    (
        "Please confirm your message",
        "Your message is being held because your address has not been seen here before.\nTo have it delivered, confirm by replying to this mail.",
    ),
    (
        "Re: Refund (verification required)",
        "I do not know you yet. Click the link to verify that you are a real person; your message will be delivered then.",
    ),
    (
        "[Action required] Refund",
        "Ann guards her mailbox. Your email is awaiting approval: ask to be on her guest list at https://g.example/x.",
    ),
    (
        "Re: Refund",
        "Your message has not been delivered yet: the recipient takes mail of approved senders only. https://c.example/1",
    ),
    ("退款", "您的邮件已被暂存。请点击下面的链接完成验证，邮件将随后送达。"),
    ("退款", "您的邮件被拦截，请回复本邮件验证您不是机器人。"),
];

const RECEIPTS: &[(&str, &str)] = &[
    (
        "Read: [OK-10001] We have your mail",
        "Your message\n\n   To: Ann\n   Subject: We have your mail\n   Sent: 22 November 2026 10:00\n\nwas read on 22 November 2026 10:05.",
    ),
    ("已读: [OK-10001] 我们已收到您的来信", "您的邮件已被阅读。\n阅读时间：2026年11月22日 10:05"),
    ("已读回执：退款", "您发送的邮件，对方已阅读。"),
    ("邮件回执", "这是一封邮件回执。"),
    ("已讀: 退款", "您的郵件已被閱讀。"),
    ("開封済み: 返金", "メッセージが開封されました。"),
    ("읽음: 환불", "메시지를 읽었습니다."),
    ("Gelesen: Erstattung", "Ihre Nachricht wurde am 22.11.2026 um 10:05 gelesen."),
    ("Lu : Remboursement", "Votre message a été lu le 22/11/2026 à 10:05."),
    ("Leído: Reembolso", "El mensaje ha sido leído el 22/11/2026."),
    ("Not read: Refund", "Your message was deleted without being read on 22 November 2026."),
];

const DESKS: &[(&str, &str)] = &[
    ("[Ticket#2026112210] Refund", "Dear Ann,\n\nThank you for contacting us. We will answer within two days."),
    ("Request received: Refund", "Your request has been received and a person will look at it."),
    ("[#4711] Refund", "A ticket has been created: 4711."),
    ("工单 20261122 已受理", "您好！\n您的工单已创建，编号 20261122。"),
    ("咨询受理通知", "我们已收到您的咨询，将在两个工作日内回复。"),
    ("お問い合わせを受け付けました", "お問い合わせいただき、誠にありがとうございます。"),
    ("Ihre Anfrage 4711", "Vielen Dank für Ihre Anfrage. Wir melden uns."),
    ("RE: Refund : non remis", "Your message could not be delivered to\nsales@x.example"),
];

/// People: each comes as near to a robot's words as people do.
const PEOPLE: &[(&str, &str)] = &[
    ("On vacation and my card is blocked", "I am in Spain, please help."),
    ("Away from home, card lost", "What now?"),
    ("Absence of any answer for a week", "I wrote on Monday."),
    ("Absent funds", "My transfer has not arrived."),
    ("Out of money, out of patience", "Where is my refund?"),
    ("Re: Automatic reply: Refund", "You sent me an automatic reply, now please a person."),
    ("Read my last mail please", "It has been read by nobody, it seems."),
    ("Read: this is urgent", "My account is locked, please answer today."),
    (
        "Delivered: wrong amount",
        "The card was delivered to the following address: 1 Main Street, but I had asked for two cards. I have written three times about it, and each time somebody told me that another department would call. Nobody did. I paid on 3 November, the shop says it has not been paid, and your page says that all is well. Which of it is true? I need the second card before I travel on Friday. If that is not possible, please cancel the whole order and send the money back to the account it came from. I also want to know who signed for the parcel, because it was not me and nobody else lives here. The courier says he does not know.",
    ),
    ("休假中无法刷卡", "我在国外休假，卡被拒了。"),
    ("外出中無法付款", "請協助。"),
    ("自动扣款没有停", "请取消自动续费。"),
    ("自动回复没有解决我的问题", "请人工处理。"),
    ("收到自动回复，但问题没解决", "请人工处理。"),
    ("已读不回是什么意思", "我发了三封邮件都没有人回。"),
    ("回执单怎么开", "请把付款的回执发给我。"),
    ("您的邮件", "您的邮件我看了，但还是不明白怎么验证身份。"),
    ("退款", "感谢您的来信。我的交易号是 TX8812345。"),
    ("退款到账了吗", "我们已收到您的退款通知，但银行没有入账。"),
    ("휴가 중 카드 분실", "카드를 정지해 주세요."),
    ("不在者投票の支払い", "返金をお願いします。"),
    ("Im Urlaub Karte verloren", "Bitte sperren."),
    ("Urlaub gebucht, Zahlung doppelt", "Bitte erstatten."),
    ("Fuera de plazo", "¿Puedo reclamar?"),
    ("Ausencia de respuesta", "Escribí hace una semana."),
    ("En vacances, carte bloquée", "Aidez-moi."),
    ("In ferie senza carta", "Aiutatemi."),
    ("Urlop i podwójna płatność", "Proszę o zwrot."),
    ("Withdrawal held", "My withdrawal is being held. I have confirmed my address and you still verify."),
    ("Refund", "Your message says my refund was approved; please confirm the date."),
    ("Your ticket", "Your ticket system does not let me answer."),
    ("Refund", "Thank you for contacting me. My transaction id is TX8812345."),
    ("What is this?", "I got: \"Your message could not be delivered to ann@x.example\". Did you write to me?"),
    ("Receipt for my payment", "Please send me a receipt for my tax office, the payment has been read out to me."),
];

fn written(subject: &str, text: &str) -> Vec<u8> {
    let head = "Return-Path: <ann@x.example>\nFrom: Ann <ann@x.example>\nTo: <support@okpay.example>";
    let more =
        "Date: Sun, 22 Nov 2026 10:00:00 +0800\nMessage-ID: <1@x.example>\nContent-Type: text/plain; charset=utf-8";
    format!("{head}\nSubject: {subject}\n{more}\n\n{text}\n").replace('\n', "\r\n").into_bytes()
}

fn row(raw: &[u8]) -> (Kind, String) {
    let mail = mail::read(raw, false);
    match mail_gate(&mail, &Facts::default(), None, Timestamp::from_secs(1)) {
        Gate::Send => (mail.kind, "L31".to_owned()),
        Gate::Silent { row, .. } | Gate::Drop { row, .. } => (mail.kind, row.to_owned()),
    }
}

#[test]
fn absence_notes_are_not_answered_in_any_language() {
    let answered: Vec<_> =
        ABSENCES.iter().filter(|(_, subject, text)| row(&written(subject, text)).1 == "L31").collect();
    println!("absence notes answered: {} of {}", answered.len(), ABSENCES.len());
    assert!(answered.is_empty(), "{answered:#?}");
}

#[test]
fn challenges_and_receipts_of_other_desks_are_not_answered_but_seen_by_people() {
    let all: Vec<_> = CHALLENGES.iter().chain(DESKS).collect();
    let wrong: Vec<_> =
        all.iter().filter(|(s, text)| row(&written(s, text)) != (Kind::Human, "L22".to_owned())).collect();
    println!("challenges and receipts of desks answered or unseen: {} of {}", wrong.len(), all.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn read_receipts_in_plain_text_are_reports() {
    let wrong: Vec<_> =
        RECEIPTS.iter().filter(|(s, text)| row(&written(s, text)) != (Kind::Report, "L07".to_owned())).collect();
    println!("read receipts answered: {} of {}", wrong.len(), RECEIPTS.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn people_who_use_the_words_of_robots_are_answered() {
    let is_unanswered = |(s, text): &&(&str, &str)| row(&written(s, text)) != (Kind::Human, "L31".to_owned());
    let wrong: Vec<_> = PEOPLE.iter().filter(is_unanswered).collect();
    println!("people not answered: {} of {}", wrong.len(), PEOPLE.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
