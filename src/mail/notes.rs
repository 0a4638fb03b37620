//! core: What must our people know of a mail that its words do not say?
//! In: a mail, and what is said of each of its files. Out: lines for staff: an answer address elsewhere, what is attached.
//! Never follows any of it: letters go to the sender's own address.

use super::{Attachment, Mail, visible};

/// More attachments are only counted.
const MOST: usize = 10;

/// `told`: nothing for a file that is no evidence.
pub fn for_staff(mail: &Mail, told: impl Fn(&Attachment) -> Option<String>) -> Vec<String> {
    let attached: Vec<String> = mail.attachments.iter().filter(|one| !one.is_decoration).filter_map(told).collect();
    let mut notes: Vec<String> = elsewhere(mail).into_iter().collect();
    let more = attached.len().saturating_sub(MOST);
    notes.extend(attached.into_iter().take(MOST));
    if more > 0 {
        notes.push(format!("attached: {more} more / 另有 {more} 个附件"));
    }
    notes
}

/// An answer that went to a Reply-To of another domain would tell a stranger of the ticket (attack A15).
pub fn elsewhere(mail: &Mail) -> Option<String> {
    let from = &mail.sender()?.address;
    let is_other = |domain: &str| !domain.is_empty() && !domain.eq_ignore_ascii_case(from.domain());
    let other = mail.reply_to.iter().find(|mailbox| is_other(mailbox.address.domain()))?;
    let (other, from) = (visible::address(other.address.as_str()), visible::address(from.as_str()));
    Some(format!(
        "Reply-To asks for answers to {other}, another domain: letters go to {from} alone. / \
         Reply-To 指向另一个域名 {other}：回信只发给 {from}。"
    ))
}

/// `attached: bill.pdf, 1200 bytes, sha256 9f86…`
pub fn described(attachment: &Attachment) -> String {
    let Attachment { name, bytes, sha256, .. } = attachment;
    let warning = attachment.warning().map(|warning| format!(", {warning}")).unwrap_or_default();
    format!("attached: {name}, {bytes} bytes, sha256 {sha256}{warning}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::read;

    #[test]
    fn staff_are_told_of_answers_that_should_go_elsewhere() {
        let told = |fields: &str| {
            for_staff(&read(format!("From: Ann <ann@x.org>\r\n{fields}\r\n\r\nhi").as_bytes(), false), |_| None)
        };
        assert!(
            told("Reply-To: thief@y.org")[0].contains("thief@y.org, another domain: letters go to ann@x.org alone")
        );
        assert!(told("Reply-To: bob@x.org, thief@\u{430}pple.com")[0].contains("thief@xn--pple-43d.com"));
        assert_eq!(told("Reply-To: Ann.Lee@X.org"), [""; 0]);
    }

    #[test]
    fn staff_are_told_what_is_attached_and_what_is_dangerous() {
        let part = |name: &str| format!("--b\r\nContent-Type: application/pdf; name=\"{name}\"\r\n\r\nMZ\u{90}\r\n");
        let parts: String = (0..12).map(|n| part(&format!("bill{n}.pdf"))).collect();
        let raw = format!("From: a@x.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n");
        let notes = for_staff(&read(raw.as_bytes(), false), |one| Some(described(one)));
        assert_eq!((notes.len(), notes[10].as_str()), (11, "attached: 2 more / 另有 2 个附件"));
        assert!(notes[0].starts_with("attached: bill0.pdf, 4 bytes, sha256 ") && notes[0].contains("A PROGRAM"));
    }
}
