//! core: With which words do programs answer?
//! In: nothing. Out: lists, lower case, language by language; `notices` says where they must stand.
//! Never holds what people write too: a false word here is a customer without a receipt.

/// No person begins a subject with these.
#[rustfmt::skip]
pub const ANNOUNCED: [&str; 131] = [
    // English
    "out of office", "out of the office", "out-of-office", "automatic reply", "automated reply", "auto reply",
    "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse", "autoresponder",
    "automatic response", "automated response", "vacation reply", "vacation response", "away from my mail",
    "away from my desk", "away from the office", "away message",
    // Chinese
    "自动回复", "自动回复邮件", "自动回覆", "自动答复", "自动应答", "自动响应", "假期自动回复", "休假自动回复", "外出自动回复", "不在办公室", "自動回覆", "自動回復", "自動答覆", "自動回信",
    "自動應答", "休假自動回覆", "不在辦公室",
    // Japanese
    "自動返信", "自動返信メール", "自動応答", "自動回答", "自動送信", "不在通知", "不在連絡", "不在のお知らせ", "不在のご連絡", "休暇のお知らせ",
    // Korean
    "자동 회신", "자동회신", "자동 응답", "자동응답", "자동 답장", "자동답장", "부재중", "부재 중", "부재 알림",
    // German
    "automatische antwort", "automatisch generierte antwort", "abwesenheitsnotiz", "abwesenheitsnachricht",
    "abwesenheitsmeldung", "abwesenheitsbenachrichtigung", "abwesenheit bis", "abwesenheit vom", "abwesend bis",
    "urlaubsbenachrichtigung",
    // French
    "réponse automatique", "reponse automatique", "message d'absence", "message d’absence",
    "notification d'absence", "absence du bureau", "absent du bureau", "absente du bureau", "absent(e)",
    // Spanish, Portuguese, Italian
    "respuesta automática", "respuesta automatica", "fuera de la oficina", "fuera de oficina",
    "mensaje de ausencia", "resposta automática", "resposta automatica", "fora do escritório", "fora do escritorio",
    "ausência do escritório", "ausência temporária", "risposta automatica", "fuori sede", "fuori ufficio",
    "assenza dall'ufficio", "assente dall'ufficio",
    // Dutch
    "automatisch antwoord", "automatische reactie", "afwezigheidsbericht", "afwezigheidsmelding",
    // Polish, Czech, Slovak, Hungarian, Romanian
    "automatyczna odpowiedź", "automatyczna odpowiedz", "odpowiedź automatyczna", "autoodpowiedź", "poza biurem",
    "automatická odpověď", "automatická odpoveď", "mimo kancelář", "automatikus válasz", "házon kívül",
    "răspuns automat",
    // Turkish
    "otomatik yanıt", "otomatik yanit", "otomatik cevap", "ofis dışında", "ofis disinda",
    // Russian, Ukrainian, Greek
    "автоответ", "автоматический ответ", "автоматична відповідь", "вне офиса", "αυτόματη απάντηση",
    // Vietnamese, Thai, Indonesian, Malay
    "trả lời tự động", "thư trả lời tự động", "tự động trả lời", "ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ",
    "ข้อความตอบกลับอัตโนมัติ", "ไม่อยู่ที่สำนักงาน", "balasan otomatis", "balasan automatik",
    // Swedish, Danish, Norwegian, Finnish
    "autosvar", "automatiskt svar", "automatisk svar", "automaattinen vastaus",
    // Hebrew, Arabic
    "תשובה אוטומטית", "رد تلقائي",
];

/// Absences only when nothing or a mark follows: people write "On vacation and my card is blocked".
#[rustfmt::skip]
pub const ALONE: [&str; 56] = [
    "ooo", "on vacation", "on holiday", "on leave", "on annual leave", "away", "absence", "absence note", "休假",
    "休假中", "外出", "外出中", "出差中", "度假中", "不在", "休暇", "休暇中", "出張中", "휴가 중", "휴가중", "출장 중", "abwesenheit", "abwesend",
    "im urlaub", "urlaub", "nicht im büro", "außer haus", "absent", "absente", "en congé", "en congés",
    "en vacances", "ausente", "ausencia", "de vacaciones", "ausência", "de férias", "em férias", "assente",
    "assenza", "in ferie", "afwezig", "afwezigheid", "niet aanwezig", "met vakantie", "nieobecność", "nieobecny",
    "urlop", "izindeyim", "в отпуске", "отпуск", "vắng mặt", "frånvaro", "frånvarande", "fravær", "poissa",
];

/// Lotus Notes: `AUTO: Ann is out of the office (returning 05/01)`.
#[rustfmt::skip]
pub const NOTES: [&str; 5] = ["out of the office", "out of office", "returning", "zurück", "absent"];

/// How an automatic answer begins its text.
#[rustfmt::skip]
pub const OPENINGS: [&str; 58] = [
    // It says what it is.
    "this is an automated reply", "this is an automated response", "this is an automatic reply",
    "this is an automatic response", "this is an auto-reply", "this is an autoreply",
    "this is an auto-generated reply", "这是来自qq邮箱的假期自动回复", "这是一封自动回复", "此邮件为自动回复", "本邮件为自动回复", "這是一封自動回覆",
    "此郵件為自動回覆", "本郵件為自動回覆", "このメールは自動返信", "本メールは自動返信", "このメールは自動送信", "本メールは自動送信", "이 메일은 자동",
    "dies ist eine automatisch", "ceci est une réponse automatique", "ceci est un message automatique",
    "esta es una respuesta automática", "este es un mensaje automático", "esta é uma resposta automática",
    "questa è una risposta automatica", "dit is een automatisch", "to jest automatyczna odpowiedź",
    "это автоматический ответ", "bu otomatik bir", "đây là thư trả lời tự động", "detta är ett automatiskt",
    // Receipts of other desks.
    "thank you for contacting us", "thank you for contacting our", "thank you for contacting the",
    "thank you for contacting customer", "thanks for contacting us", "thanks for contacting our", "we have received your request",
    "we have received your inquiry", "your request has been received", "your ticket has been",
    "a support ticket has been", "a ticket has been created", "a new support ticket", "感谢您联系", "您的工单已", "我们已收到您的工单",
    "我们已收到您的请求", "我们已收到您的咨询", "我们已收到您的反馈", "我們已收到您的請求", "我們已收到您的諮詢", "お問い合わせいただき", "お問い合わせありがとうございます",
    "vielen dank für ihre anfrage", "nous avons bien reçu votre demande", "hemos recibido su solicitud",
];

/// Reports in a subject that says `Re:`, and challenges: what begins their text.
#[rustfmt::skip]
pub const UNDELIVERED: [&str; 5] = [
    "your message could not be delivered to", "votre message n'a pas pu être", "votre message n'a pas pu etre",
    "ihre nachricht konnte nicht zugestellt", "su mensaje no se pudo entregar",
];

/// A challenge holds our mail back …
#[rustfmt::skip]
pub const HELD: [&str; 22] = [
    "your message is being held", "your email is being held", "your e-mail is being held",
    "your message has been held", "your message is waiting", "your message is awaiting", "your email is awaiting",
    "your message awaits", "your message has not been delivered", "your message was not delivered",
    "your message will be delivered", "your email will be delivered", "your message can be delivered",
    "your message to be delivered", "deliver your message", "deliver your email", "您的邮件已被暂存", "您的邮件正在等待", "您的邮件被拦截",
    "您的郵件已被暫存", "ihre nachricht wird erst", "sua mensagem será entregue",
];

/// … until we prove something.
#[rustfmt::skip]
pub const PROVE: [&str; 18] = [
    "confirm", "verify", "approved sender", "allowed sender", "guest list", "whitelist", "white list", "allow list",
    "challenge", "real person", "click the link", "click on the link", "点击", "验证", "確認", "bestätigen", "confirmar",
    "clique",
];

/// Subjects of read receipts, before the colon.
#[rustfmt::skip]
pub const RECEIPTS: [&str; 34] = [
    "read", "read receipt", "not read", "return receipt", "delivered", "已读", "已閱讀", "已讀", "已阅读", "已读回执", "已读通知",
    "阅读回执", "邮件回执", "回执", "讀取回條", "讀信回條", "未读", "已送达", "開封済み", "開封確認", "開封通知", "既読", "읽음", "수신 확인", "gelesen", "lu",
    "leído", "letto", "lida", "gelezen", "przeczytano", "okundu", "прочтено", "đã đọc",
];

/// Their text, in one sentence.
#[rustfmt::skip]
pub const WAS_READ: [&str; 34] = [
    "was read on", "was read at", "has been read", "was displayed", "was opened on", "has been opened",
    "was delivered to the following", "was deleted without being read", "return receipt for", "已被阅读", "已阅读", "阅读时间",
    "已读时间", "已经阅读", "已读", "回执", "已被閱讀", "閱讀時間", "讀取時間", "開封", "読まれました", "읽었습니다", "확인했습니다", "wurde am", "gelesen",
    "a été lu", "a été affiché", "se leyó", "ha sido leído", "è stato letto", "foi lida", "werd gelezen",
    "прочитано", "đã được đọc",
];
