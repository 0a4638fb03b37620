//! core: What must staff know of a mail beyond where it belongs?
//! In: the mail, what it joined, other tickets it names or is about. Out: entries of the history that `show` and letters
//! to staff repeat. Never tells the sender, and never moves a mail: a hint is a hint.

use super::draft::Draft;
use super::{Ticket, What};
use crate::letter::mask;
use crate::mail::{Address, Kind, Mail, SpanKind};
use crate::policy::Policy;
use crate::thread::Joined;
use crate::ticket::{Facts, wish::is_ours};
use crate::time::Timestamp;

/// The field whose value names a transaction: two tickets with the same one are about the same matter.
pub const MATTER: &str = "transaction_id";

/// One more ticket that may be meant.
pub(super) fn see_also(ticket: &mut Ticket, other: i64) {
    const MOST: usize = 20;
    if other != ticket.number && !ticket.maybe_related.contains(&other) && ticket.maybe_related.len() < MOST {
        ticket.maybe_related.push(other);
    }
}

/// Of the mail that `draft` has just taken in.
pub(super) fn note(draft: &mut Draft, (mail, joined): (&Mail, &Joined), facts: &Facts, policy: &Policy) {
    for other in &joined.maybe_related {
        relate(draft, *other, &format!("the mail names {} too", policy.number(*other)));
    }
    for other in &facts.same_matter {
        relate(draft, *other, &format!("the same transaction as {}", policy.number(*other)));
    }
    if mail.kind != Kind::Human {
        return;
    }
    let accounts = accounts(mail, policy);
    if accounts.len() > 1 {
        let masked: Vec<String> =
            accounts.iter().map(|account| mask::value("account_email", account.as_str())).collect();
        let why = format!("names {} accounts: {}", accounts.len(), masked.join(", "));
        draft.because(&why);
        draft.note(What::Several { accounts }, why);
    }
}

/// The other side of the same hint.
pub(super) fn related(ticket: &Ticket, other: i64, why: &str, now: Timestamp) -> Draft {
    let mut draft = Draft::of(Some(ticket), now);
    relate(&mut draft, other, why);
    draft
}

fn relate(draft: &mut Draft, other: i64, why: &str) {
    let is_known = |ticket: &Ticket| ticket.number == other || ticket.maybe_related.contains(&other);
    if !draft.ticket.as_ref().is_some_and(is_known) {
        draft.because(why);
        draft.note(What::Related { ticket: other }, why);
    }
}

/// Addresses in the new words, but for ours: accounts are named by their address.
fn accounts(mail: &Mail, policy: &Policy) -> Vec<Address> {
    const MOST: usize = 10;
    let words = mail.words(SpanKind::New);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '%' | '+' | '-');
    let mut found: Vec<Address> = Vec::new();
    for word in words.split(|c: char| !is_part(c)).filter(|word| word.contains('@')) {
        let address = Address::new(word.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
        let is_whole = !address.local().is_empty() && address.domain().contains('.') && !address.local().contains('@');
        let is_new = !found.iter().any(|known| known.same_as(&address));
        if is_whole && is_new && !is_ours(&address, policy) && found.len() < MOST {
            found.push(address);
        }
    }
    found
}

/// Mail by which other services make sure of an address. Sent to a ticket's own address it is an attempt to own ours
/// there: its code is for nobody outside (attack A04).
pub(super) fn is_verification(mail: &Mail) -> bool {
    const WORDS: [&str; 14] = [
        "verification code",
        "verify your",
        "confirm your",
        "confirmation code",
        "security code",
        "one-time",
        "sign-in code",
        "login code",
        "activate your",
        "验证码",
        "驗證碼",
        "确认您的",
        "激活",
        "認證碼",
    ];
    let text = format!("{}\n{}", mail.subject, mail.text).to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}
