//! core: A program answers our letter to a colleague: he is away. Who hears of it?
//! In: the answer, and the ticket it joined. Out: an entry, and a letter to those of his team who are there.
//! Never writes to him again because of it, and never twice a day about him (fault F105).

use super::draft::Draft;
use super::wish::{Wish, add, alarm, extra, named, staff};
use super::{Facts, Ticket, What};
use crate::letter::LetterKind;
use crate::mail::{Address, Kind, Mail, SpanKind, robot};
use crate::policy::Policy;
use crate::thread::Joined;

/// The table of threading: it answers a letter of ours.
const ROW_OURS: u8 = 1;

pub(super) fn tell(
    draft: &mut Draft,
    mail: &Mail,
    (ticket, joined): (&Ticket, &Joined),
    facts: &Facts,
    policy: &Policy,
) {
    let Some(sender) = mail.sender().filter(|_| joined.row == ROW_OURS && mail.bounce.is_none()) else { return };
    let Some(name) = policy.person(&sender.address).filter(|_| !sender.address.same_as(&ticket.customer)) else {
        return;
    };
    let notice = robot::notice(&mail.subject, &mail.words(SpanKind::New));
    if mail.kind != Kind::AutoReply && notice.is_none() {
        return;
    }
    let why = format!("{name} is away: a program answered our letter");
    draft.because(&why);
    draft.note(What::Away { who: sender.address.clone() }, why);
    if facts.is_old.is_some() || facts.is_away_told {
        return;
    }
    let number = policy.number(ticket.number);
    let mut wish =
        Wish::new(LetterKind::OwnerAlert, others(ticket, &sender.address, policy), draft.step(), "the others are told");
    wish.extra = extra(ticket, policy, facts.arrived_at);
    let due = policy.slas.due(ticket).map(|(_, at)| at);
    wish.extra.alarm = alarm(format!("{number}: {name} is away, please take it"), due, 0);
    draft.wishes.push(wish);
}

/// His team without him, else the lead, else whoever is there.
fn others(ticket: &Ticket, away: &Address, policy: &Policy) -> Vec<Address> {
    let mut all = Vec::new();
    policy.people.values().for_each(|person| add(&mut all, &person.address, policy));
    [staff(ticket, policy), named("lead", policy), all]
        .into_iter()
        .map(|people| people.into_iter().filter(|person| !person.same_as(away)).collect::<Vec<_>>())
        .find(|people| !people.is_empty())
        .unwrap_or_default()
}
