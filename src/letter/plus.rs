//! core: What is a ticket's own address, what a letter's, and whose is this one?
//! In: a ticket's or a letter's number and the mailbox; or an address a mail was sent to. Out:
//! `support+10234.MAC@okpay.example`, `support+b-512-MAC@okpay.example`; the ticket or letter it names. Never believes a
//! number without its MAC: nobody can write into a ticket by guessing (mail safety, section 1, row 3), nor make a letter bounce.

use super::ids::{same, tag};
use crate::mail::Address;
use crate::policy::Keys;

/// The address by which mail finds the ticket, whatever becomes of its subject and References (RFC 5233).
pub fn address(keys: &Keys, ticket: i64, mailbox: &Address) -> Address {
    let claim = ticket.to_string();
    Address::new(&format!("{}+{claim}.{}@{}", mailbox.local(), tag(&keys.plus_address, &claim), mailbox.domain()))
}

/// The ticket; none when the address is not of ours or its MAC is wrong. Case does not matter.
pub fn ticket(keys: &Keys, own: &[Address], address: &Address) -> Option<i64> {
    let (_, detail) = address.local().split_once('+')?;
    let mailbox = address.without_detail();
    let (number, given) = detail.split_once('.')?;
    let is_ours = own.iter().any(|own| own.same_as(&mailbox));
    let is_true = same(&given.to_ascii_lowercase(), &tag(&keys.plus_address, number));
    number.parse().ok().filter(|_| is_ours && is_true)
}

/// A letter of the outbox: its row and its Message-ID. Rows may begin anew from an old backup, the id never does.
pub type LetterKey<'a> = (i64, &'a str);

/// Where a letter comes back to, whatever the report returns of it: its envelope sender (VERP).
pub fn bounce_address(keys: &Keys, letter: LetterKey<'_>, mailbox: &Address) -> Address {
    let (row, mac) = (letter.0, bounce_mac(keys, letter));
    Address::new(&format!("{}+b-{row}-{mac}@{}", mailbox.local(), mailbox.domain()))
}

/// The row of the letter this address of ours speaks of; `is_bounce_of` says whether that is true.
pub fn bounced_row(own: &[Address], address: &Address) -> Option<i64> {
    let (row, _) = bounce_claim(address)?;
    let mailbox = address.without_detail();
    row.parse().ok().filter(|_| own.iter().any(|own| own.same_as(&mailbox)))
}

pub fn is_bounce_of(keys: &Keys, letter: LetterKey<'_>, address: &Address) -> bool {
    let claim = bounce_claim(address);
    claim.is_some_and(|(row, mac)| row == letter.0.to_string() && same(&mac, &bounce_mac(keys, letter)))
}

fn bounce_claim(address: &Address) -> Option<(String, String)> {
    let local = address.local().to_ascii_lowercase();
    let (_, claim) = local.split_once("+b-")?;
    let (row, mac) = claim.split_once('-')?;
    Some((row.to_owned(), mac.to_owned()))
}

fn bounce_mac(keys: &Keys, (row, message_id): LetterKey<'_>) -> String {
    tag(&keys.bounce_address, &format!("{row} {}", message_id.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tickets_own_address_names_it_and_nobody_can_make_one_up() {
        let keys = Keys::derive(b"a secret of thirty-two bytes....", "desk-1");
        let mailbox = Address::new("support@okpay.example");
        let own = [Address::new("help@okpay.example"), mailbox.clone()];
        let plus = address(&keys, 10234, &mailbox);
        assert!(plus.as_str().starts_with("support+10234."), "{plus}");
        assert!(plus.local().len() <= 64, "RFC 5321 section 4.5.3.1.1");
        assert_eq!(ticket(&keys, &own, &plus), Some(10234));
        assert_eq!(ticket(&keys, &own, &Address::new(&plus.as_str().to_uppercase())), Some(10234));
        let forged = [
            plus.as_str().replace("10234", "10235"),
            plus.as_str().replace("okpay", "evil"),
            plus.as_str().replace("support", "sales"),
            "support+10234@okpay.example".to_owned(),
            "support+10234.@okpay.example".to_owned(),
            "support+10234.aaaaaaaaaaaaaaaa@okpay.example".to_owned(),
            "support+.@okpay.example".to_owned(),
            mailbox.as_str().to_owned(),
        ];
        for forged in forged {
            assert_eq!(ticket(&keys, &own, &Address::new(&forged)), None, "{forged}");
        }
        assert_eq!(ticket(&Keys::derive(b"another", "desk-1"), &own, &plus), None);
    }

    #[test]
    fn a_letters_bounce_address_names_it_and_nobody_can_make_one_up() {
        let keys = Keys::derive(b"a secret of thirty-two bytes....", "desk-1");
        let mailbox = Address::new("Support@okpay.example");
        let own = [Address::new("support@okpay.example")];
        let letter = (512, "10234.7.reply.1.abc@okpay.example");
        let path = bounce_address(&keys, letter, &mailbox);
        assert!(path.as_str().starts_with("Support+b-512-") && path.local().len() <= 64, "{path}");
        for written in [path.as_str().to_owned(), path.as_str().to_lowercase(), path.as_str().to_uppercase()] {
            let written = Address::new(&written);
            assert_eq!(bounced_row(&own, &written), Some(512), "{written}");
            assert!(is_bounce_of(&keys, letter, &written), "{written}");
        }
        assert_eq!(ticket(&keys, &own, &path), None, "it is no ticket's");
        assert!(!is_bounce_of(&keys, (512, "another@okpay.example"), &path), "a row of another database");
        assert!(!is_bounce_of(&Keys::derive(b"another", "desk-1"), letter, &path));
        for forged in [
            "support+b-512-aaaaaaaaaaaaaaaa@okpay.example",
            "support+b-512-@okpay.example",
            "support+b-513@okpay.example",
        ] {
            assert!(!is_bounce_of(&keys, letter, &Address::new(forged)), "{forged}");
        }
        for stranger in [
            "support+b-512-aa@evil.example",
            "support+b-x-aa@okpay.example",
            "support@okpay.example",
            "b-512-aa@okpay.example",
        ] {
            assert_eq!(bounced_row(&own, &Address::new(stranger)), None, "{stranger}");
        }
    }
}
