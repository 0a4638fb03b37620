//! core: Which Message-ID does a letter get, and is a Message-ID ours?
//! In: the cause of a letter (ticket, step of its history, kind, the how-many-eth recipient). Out: always the same id.
//! Never random: one cause cannot make two letters (design section 5). The MAC covers everything left of it and the
//! domain, so an id of ours proves its ticket and nobody can make one up (mail safety, section 1, row 1).

use super::LetterKind;
use crate::policy::Keys;
use ring::hmac;

/// 80 bits: RFC 2104 section 5 asks for at least half the hash or 80 bits.
const MAC_BYTES: usize = 10;
const MAC_LETTERS: usize = 16;
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

impl Keys {
    /// One key for each purpose from the one secret kept beside the database.
    pub fn derive(secret: &[u8], instance: &str) -> Self {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let key = |purpose: &str| {
            let mut out = [0; 32];
            out.copy_from_slice(hmac::sign(&secret, purpose.as_bytes()).as_ref());
            out
        };
        Self {
            message_id: key("frontdesk message-id 1"),
            plus_address: key("frontdesk plus-address 1"),
            loop_mark: key("frontdesk loop-mark 1"),
            bounce_address: key("frontdesk bounce-address 1"),
            instance: instance.to_owned(),
        }
    }
}

/// `10234.7.ack.1.MAC@domain`; without a ticket `desk.SEQ.kind.1.MAC@domain`, SEQ in place of the step.
/// `nth` counts the recipients of one cause from 1: every copy to another person of the staff is a letter of its own.
pub fn message_id(keys: &Keys, ticket: Option<i64>, step: u32, kind: LetterKind, nth: u32, domain: &str) -> String {
    let ticket = ticket.map_or_else(|| "desk".to_owned(), |number| number.to_string());
    let claim = format!("{ticket}.{step}.{}.{nth}", kind.name());
    let domain = domain.to_ascii_lowercase();
    format!("{claim}.{}@{domain}", mac(keys, &claim, &domain))
}

/// The ticket a Message-ID of ours names (`Some(None)`: ours, without a ticket); none when the MAC is wrong or the id is
/// not of our shape. Case does not matter: some relays change the domain's.
pub fn ours(keys: &Keys, message_id: &str) -> Option<Option<i64>> {
    let id = message_id.trim().trim_start_matches('<').trim_end_matches('>').to_ascii_lowercase();
    let (local, domain) = id.rsplit_once('@')?;
    let (claim, given) = local.rsplit_once('.')?;
    if given.len() != MAC_LETTERS || !same(given, &mac(keys, claim, domain)) {
        return None;
    }
    match claim.split_once('.')? {
        ("desk", _) => Some(None),
        (number, _) => Some(Some(number.parse().ok()?)),
    }
}

/// A Message-ID of ours, of a letter no person wrote to a customer.
pub fn is_automatic(keys: &Keys, message_id: &str) -> bool {
    let kind = message_id.trim_start_matches('<').split('.').nth(2).map(str::to_ascii_lowercase);
    let kind = kind.and_then(|name| LetterKind::from_name(&name));
    kind.is_some_and(LetterKind::is_at_most_once) && ours(keys, message_id).is_some()
}

/// `desk1; hop=1; letter=10234.7.ack.1; mac=MAC`: by it this desk knows its own letter, and every other desk that one
/// wrote it. `hop` counts the answers of robots one after another; we answer none, so ours is the first.
pub fn loop_mark(keys: &Keys, message_id: &str) -> String {
    let local = message_id.split('@').next().unwrap_or_default();
    let letter = local.rsplit_once('.').map_or(local, |(claim, _)| claim);
    let claim = format!("{}; hop=1; letter={letter}", keys.instance);
    let mac = tag(&keys.loop_mark, &claim);
    format!("{claim}; mac={mac}")
}

/// The mark is of this desk and nobody changed it.
pub fn is_loop_mark(keys: &Keys, mark: &str) -> bool {
    let Some((claim, given)) = mark.trim().rsplit_once("; mac=") else { return false };
    claim.split(';').next() == Some(keys.instance.as_str()) && same(given, &tag(&keys.loop_mark, claim))
}

fn mac(keys: &Keys, claim: &str, domain: &str) -> String {
    tag(&keys.message_id, &format!("{claim}@{domain}"))
}

pub(super) fn tag(key: &[u8; 32], claim: &str) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), claim.as_bytes());
    base32(tag.as_ref().get(..MAC_BYTES).unwrap_or_default())
}

/// RFC 4648 section 6, lower case; for lengths that are multiples of five bytes, so without padding.
fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(MAC_LETTERS);
    for five in bytes.chunks(5) {
        let bits = five.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        for place in (0..8).rev() {
            let letter = ALPHABET.get((bits >> (place * 5) & 31) as usize).copied().unwrap_or(b'a');
            out.push(char::from(letter));
        }
    }
    out
}

/// Takes equal time wherever the difference lies.
pub(super) fn same(given: &str, right: &str) -> bool {
    given.len() == right.len() && given.bytes().zip(right.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::derive(b"a secret of thirty-two bytes....", "desk-1")
    }

    #[test]
    fn one_cause_makes_one_id_and_it_names_its_ticket() {
        let id = message_id(&keys(), Some(10234), 7, LetterKind::Ack, 1, "OKPay.example");
        assert_eq!(id, message_id(&keys(), Some(10234), 7, LetterKind::Ack, 1, "okpay.example"));
        assert!(id.starts_with("10234.7.ack.1.") && id.ends_with("@okpay.example"), "{id}");
        assert_eq!(ours(&keys(), &id), Some(Some(10234)));
        assert_eq!(ours(&keys(), &format!("<{}>", id.replace("okpay", "OKPay"))), Some(Some(10234)));
        let alert = message_id(&keys(), None, 3, LetterKind::OwnerAlert, 1, "okpay.example");
        assert!(alert.starts_with("desk.3.owner_alert.1."), "{alert}");
        assert_eq!(ours(&keys(), &alert), Some(None));
    }

    #[test]
    fn an_id_that_was_tampered_with_is_not_ours() {
        let id = message_id(&keys(), Some(10234), 7, LetterKind::Ack, 1, "okpay.example");
        assert_eq!(ours(&keys(), &id.replace("10234", "10235")), None);
        assert_eq!(ours(&keys(), &id.replace(".ack.1", ".ack.2")), None);
        assert_eq!(ours(&keys(), &id.replace("okpay", "evil")), None);
        assert_eq!(ours(&Keys::derive(b"another", "desk-1"), &id), None);
        for stranger in ["", "@", "a@b", "1.2.ack.1.@d", "10234.7.ack.1.aaaaaaaaaaaaaaaa@okpay.example", "我.好@x"] {
            assert_eq!(ours(&keys(), stranger), None, "{stranger}");
        }
    }

    #[test]
    fn a_loop_mark_is_ours_only_with_its_mac() {
        let id = message_id(&keys(), Some(10234), 7, LetterKind::Ack, 1, "okpay.example");
        let mark = loop_mark(&keys(), &id);
        assert!(mark.starts_with("desk-1; hop=1; letter=10234.7.ack.1; mac="), "{mark}");
        assert!(is_loop_mark(&keys(), &mark));
        assert!(!is_loop_mark(&Keys::derive(b"another", "desk-1"), &mark));
        for forged in
            ["desk-1", "desk-1; hop=1; mac=", "; mac=", "desk-1; hop=1; letter=10234.7.ack.1; mac=aaaaaaaaaaaaaaaa"]
        {
            assert!(!is_loop_mark(&keys(), forged), "{forged}");
        }
        assert!(!is_loop_mark(&keys(), &mark.replace("10234", "10235")));
    }

    #[test]
    fn recipients_of_one_alarm_get_letters_of_their_own() {
        let id = |nth| message_id(&keys(), Some(1), 2, LetterKind::Breach, nth, "d.example");
        assert_ne!(id(1), id(2));
    }

    #[test]
    fn base32_follows_the_vectors_of_rfc_4648() {
        assert_eq!(base32(b"fooba"), "mzxw6ytb");
        assert_ne!(keys().message_id, keys().plus_address);
    }
}
