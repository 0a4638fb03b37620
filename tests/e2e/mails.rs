//! Mails of every kind, made by us, and what must become of them.

use crate::dovecot::USER;
use crate::tools::Dice;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A ticket and a receipt.
    New,
    /// A ticket, a receipt, and a page to whoever is on call.
    Alarm,
    /// Joins the ticket of an earlier mail by References; no letter.
    Reply,
    /// A robot about an earlier mail: joins its ticket.
    AutoReply,
    /// Robots that join nothing: a ticket nobody is bothered with.
    Bounce,
    List,
    /// The bytes of an earlier mail once more: nothing, not even a row.
    SameBytes,
    /// An earlier mail by another route: a row, no ticket.
    SameMail,
    /// The words of an earlier mail under another Message-ID: joins its ticket.
    SameWords,
}

#[derive(Clone, Debug)]
pub struct Made {
    pub kind: Kind,
    pub id: String,
    pub from: String,
    pub raw: Vec<u8>,
}

/// What a mailbox must come to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Expected {
    pub tickets: usize,
    /// Rows, whatever their state.
    pub mails: usize,
    pub dropped: usize,
    /// Message-IDs that get a receipt.
    pub receipts: BTreeSet<String>,
    pub pages: usize,
}

pub fn expected(mails: &[Made]) -> Expected {
    let count = |kinds: &[Kind]| mails.iter().filter(|mail| kinds.contains(&mail.kind)).count();
    let receipts = mails.iter().filter(|mail| matches!(mail.kind, Kind::New | Kind::Alarm));
    Expected {
        tickets: count(&[Kind::New, Kind::Alarm, Kind::Bounce, Kind::List]),
        mails: mails.len() - count(&[Kind::SameBytes]),
        dropped: count(&[Kind::SameMail]),
        receipts: receipts.map(|mail| mail.id.clone()).collect(),
        pages: count(&[Kind::Alarm]),
    }
}

/// Subject and text, their charset. No two of a language about the same.
const NEWS: [(&str, &str, &str); 10] = [
    ("utf-8", "Refund request", "Hello,\nI want a refund for transaction id TX8812{n}, amount 120 EUR."),
    ("us-ascii", "Fees", "What are the fees for credit card deposits? I pay about {n} times a year."),
    ("utf-8", "Question", "Do you have an office in Lisbon where I could bring form {n}?"),
    ("utf-8", "申请退款", "您好，\n申请退款，交易编号 TX2024{n}，金额 120 元。"),
    ("gbk", "登录问题", "无法登录我的账号，页面提示密码错误，第 {n} 次了。"),
    ("gb18030", "手续费", "请问提现手续费怎么算？客户编号 {n}。"),
    ("big5", "退款進度", "上週申請的退款還沒有收到，金額 {n} 元。"),
    ("utf-8", "手續費", "交易手續費是多少？我的編號是 {n}。"),
    ("big5", "問題", "請問你們在台北有辦公室嗎？我想親自拿文件 {n}。"),
    ("gb2312", "您好", "想了解一下贵公司的产品，请寄资料，编号 {n}。"),
];

/// A new mail of a new customer.
pub fn new(n: u64) -> Made {
    let (charset, subject, text) = NEWS[(n % NEWS.len() as u64) as usize];
    let (from, id) = (customer(n), format!("{n}.new@mail.customers.example"));
    let text = text.replace("{n}", &n.to_string());
    Made { kind: Kind::New, raw: letter(&from, &id, "", (charset, subject, &text)), id, from }
}

/// A plain mail with these words, from this address.
pub fn plain(from: &str, id: &str, subject: &str, text: &str) -> Vec<u8> {
    letter(from, id, "", ("utf-8", subject, text))
}

/// The same with further header lines.
pub fn plain_with(from: &str, id: &str, headers: &str, (subject, text): (&str, &str)) -> Vec<u8> {
    letter(from, id, headers, ("utf-8", subject, text))
}

/// `count` mails of all kinds, every time the same. A mail that refers to another comes after it.
pub fn mixed(count: usize, seed: u64) -> Vec<Made> {
    let mut dice = Dice(seed);
    let mut mails: Vec<Made> = Vec::with_capacity(count);
    while mails.len() < count {
        let n = seed * 10_000 + mails.len() as u64;
        let first = |mail: &&Made| mail.kind == Kind::New;
        let roots: Vec<&Made> = mails.iter().filter(first).collect();
        let made = match (dice.below(100), roots.len()) {
            (0..56, _) | (_, 0) => new(n),
            (56..58, _) => alarm(n),
            (58..76, len) => reply(roots[dice.below(len as u64) as usize], n),
            (76..81, len) => auto_reply(roots[dice.below(len as u64) as usize], n),
            (81..85, _) => bounce(n),
            (85..91, _) => list(n),
            (91..94, len) => Made { kind: Kind::SameBytes, ..roots[dice.below(len as u64) as usize].clone() },
            (94..97, len) => other_route(roots[dice.below(len as u64) as usize], n),
            (_, len) => same_words(roots[dice.below(len as u64) as usize], n),
        };
        mails.push(made);
    }
    mails
}

fn alarm(n: u64) -> Made {
    let (from, id) = (customer(n), format!("{n}.alarm@mail.customers.example"));
    let text = "My account was hacked, somebody stole my money and changed the password. This is not me.";
    Made { kind: Kind::Alarm, raw: letter(&from, &id, "", ("utf-8", "Account hacked", text)), id, from }
}

fn reply(root: &Made, n: u64) -> Made {
    let id = format!("{n}.reply@mail.customers.example");
    let links = format!("In-Reply-To: <{0}>\nReferences: <{0}>\n", root.id);
    let text = format!("One thing more: the receipt with the number {n} is in my bag.");
    Made {
        kind: Kind::Reply,
        raw: letter(&root.from, &id, &links, ("utf-8", "Re: my mail", &text)),
        id,
        from: root.from.clone(),
    }
}

fn auto_reply(root: &Made, n: u64) -> Made {
    let id = format!("{n}.auto@mail.customers.example");
    let links = format!("Auto-Submitted: auto-replied\nReferences: <{}>\n", root.id);
    let text = format!("I am away until day {n}.");
    Made {
        kind: Kind::AutoReply,
        raw: letter(&root.from, &id, &links, ("utf-8", "Out of office", &text)),
        id,
        from: root.from.clone(),
    }
}

fn bounce(n: u64) -> Made {
    let id = format!("{n}.bounce@mx.customers.example");
    let raw = format!(
        "Return-Path: <>\nFrom: Mail Delivery System <mailer-daemon@mx.customers.example>\nTo: {USER}\n\
         Subject: Undelivered Mail Returned to Sender\nMessage-ID: <{id}>\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b{n}\"\n\n--b{n}\n\n\
         Your mail {n} could not be delivered.\n\n--b{n}\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.customers.example\n\nFinal-Recipient: rfc822; gone{n}@customers.example\n\
         Action: failed\nStatus: 5.1.1\n\n--b{n}\nContent-Type: text/rfc822-headers\n\n\
         Message-ID: <{n}.foreign@elsewhere.example>\n\n--b{n}--\n"
    );
    Made { kind: Kind::Bounce, raw: raw.into_bytes(), id, from: "mailer-daemon@mx.customers.example".into() }
}

fn list(n: u64) -> Made {
    let (from, id) = (customer(n), format!("{n}.list@lists.customers.example"));
    let links = "List-Id: Payments <payments.lists.customers.example>\nPrecedence: list\n";
    let text = format!("Issue {n} of our letter: the fees of all cards compared.");
    Made { kind: Kind::List, raw: letter(&from, &id, links, ("utf-8", "Newsletter", &text)), id, from }
}

fn other_route(root: &Made, n: u64) -> Made {
    let hop =
        format!("Received: from relay{n}.customers.example by mx.okpay.example; Sun, 22 Nov 2026 00:00:00 +0000\n");
    let raw = [hop.as_bytes(), &root.raw].concat();
    Made { kind: Kind::SameMail, raw, ..root.clone() }
}

fn same_words(root: &Made, n: u64) -> Made {
    let id = format!("{n}.again@mail.customers.example");
    // Only the header changes, so bytes of any charset stay as they are.
    let end = root.raw.windows(2).position(|two| two == b"\n\n").unwrap();
    let head = String::from_utf8(root.raw[..end].to_vec()).unwrap().replace(&root.id, &id);
    let raw = [head.as_bytes(), &root.raw[end..]].concat();
    Made { kind: Kind::SameWords, raw, id, from: root.from.clone() }
}

pub fn customer(n: u64) -> String {
    format!("customer{n}@customers.example")
}

fn letter(from: &str, id: &str, headers: &str, (charset, subject, text): (&str, &str, &str)) -> Vec<u8> {
    let encoded = encode(charset, &format!("{text}\n"));
    let subject = match subject.is_ascii() {
        true => subject.to_owned(),
        false => format!("=?{charset}?B?{}?=", STANDARD.encode(encode(charset, subject))),
    };
    let head = format!(
        "Return-Path: <{from}>\nFrom: {from}\nTo: {USER}\nSubject: {subject}\nDate: Sun, 22 Nov 2026 00:00:00 +0000\n\
         Message-ID: <{id}>\n{headers}MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
    );
    // Half of the bytes that are no ASCII travel bare, half as base64.
    match encoded.is_ascii() || encoded.len().is_multiple_of(2) {
        true => [format!("{head}Content-Transfer-Encoding: 8bit\n\n").as_bytes(), &encoded].concat(),
        false => format!("{head}Content-Transfer-Encoding: base64\n\n{}\n", folded(&STANDARD.encode(encoded))).into(),
    }
}

fn folded(text: &str) -> String {
    text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>().join("\n")
}

fn encode(charset: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes()).expect("a known charset");
    let (bytes, _, is_lossy) = encoding.encode(text);
    assert!(!is_lossy, "{charset} cannot write {text}");
    bytes.into_owned()
}
