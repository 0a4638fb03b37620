//! core: A customer asks how it goes, or sends the last thing we asked for: what do we say?
//! In: the mail, the ticket and what is promised. Out: a wish for a word where it stands, or the ticket raised.
//! Never more than one such word a day, and none that promises a time that has passed.

use super::arrived::Arrival;
use super::draft::Draft;
use super::labels::FOLLOWUP;
use super::wish::{Wish, alarm, extra, promised, staff};
use super::{Status, Ticket, What};
use crate::letter::LetterKind;

impl Arrival<'_> {
    /// A question how it goes: before the promised time a word where it stands, after it the ticket is raised.
    pub(super) fn follow_up(&self, draft: &mut Draft, ticket: &Ticket) {
        let asks = self.news().any(|label| label == FOLLOWUP) && ticket.status == Status::Open;
        let Some((kind, due_at)) = self.policy.slas.due(ticket).filter(|_| asks) else { return };
        if due_at > self.now {
            if self.facts.counts.status_day > 0 {
                return draft.because("a word where it stands went out today already");
            }
            let why = format!("the customer asks, {} is due {}", kind.words(), due_at.rfc3339());
            self.wish_status(draft, ticket, why);
        } else if !ticket.is_raised {
            let why = format!("raised: the customer asks again, {} was due {}", kind.words(), due_at.rfc3339());
            draft.because(&why);
            draft.note(What::Raised, why.as_str());
            let mut wish = Wish::new(LetterKind::Breach, staff(ticket, self.policy), draft.step(), why.as_str());
            wish.extra = extra(ticket, self.policy, self.now);
            let what = format!("{}; the customer asks again / 客户再次来信催促", promised(kind));
            wish.extra.alarm = alarm(what, Some(due_at), 1);
            draft.wishes.push(wish);
        }
    }

    /// The last thing we asked for has come: said once, with what we read.
    pub(super) fn confirm(&self, draft: &mut Draft, ticket: &Ticket) {
        let is_complete = !ticket.asked.is_empty() && draft.ticket.as_ref().is_some_and(|t| t.asked.is_empty());
        let is_owed =
            ticket.status == Status::Open && self.policy.slas.due(ticket).is_some_and(|(_, at)| at > self.now);
        if is_complete && is_owed && draft.wishes.is_empty() && self.facts.counts.status_day == 0 {
            self.wish_status(draft, ticket, "all we asked for is here".to_owned());
        }
    }

    fn wish_status(&self, draft: &mut Draft, ticket: &Ticket, why: String) {
        let mut wish = Wish::new(LetterKind::FollowupStatus, vec![ticket.customer.clone()], draft.step(), why);
        wish.extra = extra(draft.ticket.as_ref().unwrap_or(ticket), self.policy, self.now);
        draft.wishes.push(wish);
    }
}
