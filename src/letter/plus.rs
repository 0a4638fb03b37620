//! core: What is a ticket's own address, and whose is this one?
//! In: a ticket's number and the mailbox; or an address a mail was sent to. Out: `support+10234.MAC@okpay.example`; the
//! ticket it names. Never believes a number without its MAC: nobody can write into a ticket by guessing (mail safety,
//! section 1, row 3).

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
}
