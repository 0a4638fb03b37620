//! What an admin saved, and what persons ordered about it: the set that judges changes here and nowhere else.
//! The owner hears once of each set that cannot be used, however often the desk is started with it.

use super::{Desk, Error, Happening, Planned, alert, commit};
use crate::activation::{Fate, Standing};
use crate::config::{Activation, Book};
use crate::journal;
use crate::mail::Address;
use crate::phrasebook;
use crate::policy::Policy;
use crate::rules::RuleFile;
use crate::rules::diagnostic::Said;
use crate::store::{self, ActivatedBy, Tx, WaitingRules};
use crate::ticket::{Event, rebooked, step, wish};
use crate::time::Timestamp;

/// Under this key: the promises that all armed timers were derived from.
const DERIVED_FROM: &str = "promises";

impl Desk {
    /// What the database says of the set with this hash.
    pub fn standing(&self, hash: &str) -> Result<Standing, Error> {
        let view = self.store.view();
        Ok(Standing { active: view.active_rules()?, waiting: view.waiting_rules(hash)? })
    }

    /// Carries out what was decided about a save. `kind`: the owner is written to when a guarded save waits.
    pub fn settle_rules(&mut self, fate: Fate, kind: Activation, now: Timestamp) -> Result<Vec<Happening>, Error> {
        match fate {
            Fate::Unchanged => Ok(Vec::new()),
            Fate::Rejected { hash, why } => self.reject(&hash, &why, now),
            Fate::Waits { hash, why } => self.wait(&WaitingRules { hash, why, since: now, is_held: false }, kind, now),
            Fate::Live { files, book, moved } => self.go_live(&files, *book, moved, now),
        }
    }

    /// The set, the deadlines it moves and the owner's letter about them: in one transaction.
    fn go_live(
        &mut self,
        files: &[RuleFile],
        book: Book,
        moved: usize,
        now: Timestamp,
    ) -> Result<Vec<Happening>, Error> {
        let (judged, policy) = (self.policy.rules.hash.clone(), under(&self.policy, &book));
        let hash = policy.rules.hash.clone();
        let happened = self.store.write(|tx| {
            // Somebody ordered another set while this one was weighed.
            if tx.view().active_rules()?.is_some_and(|active| active.hash != judged) {
                return Ok(None);
            }
            tx.keep_rules(&hash, files, now)?;
            tx.activate_rules(&hash, ActivatedBy::Reload, now)?;
            let mut happened = derive(tx, &policy, &book.promises(), now)?;
            happened.extend(tell_moved(tx, &policy, moved, now)?);
            Ok(Some(happened))
        })?;
        if happened.is_some() {
            journal::rules_active(&hash, ActivatedBy::Reload.name());
            self.policy = policy;
        }
        Ok(happened.unwrap_or_default())
    }

    fn reject(&mut self, hash: &str, why: &Said, now: Timestamp) -> Result<Vec<Happening>, Error> {
        let Self { store, policy, .. } = self;
        journal::rules_rejected(hash, &policy.rules.hash, &why.en);
        let what = format!("the rules on the disk cannot be used: the desk goes on with rules {}", policy.rules.hash);
        let letters = store.write(|tx| {
            if !tx.reject_rules(hash, &why.en, now)? {
                return Ok(None);
            }
            let to = alert::patient(tx, policy, now)?;
            alert::write(tx, policy, &to, (&phrasebook::said(&what), why), now).map(Some)
        })?;
        Ok(letters.map(|letters| alert::told(&what, letters, now)).into_iter().collect())
    }

    fn wait(&mut self, rules: &WaitingRules, kind: Activation, now: Timestamp) -> Result<Vec<Happening>, Error> {
        let Self { store, policy, .. } = self;
        let what = format!("the rules on the disk wait for you: see frontdesk activate ({})", rules.why);
        let letters = store.write(|tx| match (tx.let_rules_wait(rules)?, kind) {
            (true, Activation::Guarded) => {
                let what = "the rules on the disk wait for you: see frontdesk activate";
                let to = alert::patient(tx, policy, now)?;
                alert::write(tx, policy, &to, (&phrasebook::said(what), &phrasebook::said(&rules.why)), now).map(Some)
            }
            (is_news, _) => Ok(is_news.then(Vec::new)),
        })?;
        let Some(letters) = letters else { return Ok(Vec::new()) };
        journal::rules_waiting(&rules.hash, &rules.why);
        Ok(vec![alert::told(&what, letters, now)])
    }

    /// From now on this set, ordered by a person, judges and promises. Mail in hand that another set has judged is judged
    /// again when it is handled; open timers are derived anew.
    pub fn take_over(&mut self, book: Book, how: ActivatedBy, now: Timestamp) -> Result<Vec<Happening>, Error> {
        self.policy = under(&self.policy, &book);
        journal::rules_active(&self.policy.rules.hash, how.name());
        self.derive_again(&book.promises(), now)
    }

    /// Brings every open ticket's timers under these promises, unless they are. In one transaction: a crash leaves all of
    /// them old or new, and the next start looks again.
    pub fn derive_again(&mut self, promises: &str, now: Timestamp) -> Result<Vec<Happening>, Error> {
        let Self { store, policy, .. } = self;
        Ok(store.write(|tx| derive(tx, policy, promises, now))?)
    }
}

fn under(policy: &Policy, book: &Book) -> Policy {
    Policy { rules: book.rules.clone(), slas: book.slas.clone(), ..policy.clone() }
}

fn derive(tx: &mut Tx<'_>, policy: &Policy, promises: &str, now: Timestamp) -> store::Result<Vec<Happening>> {
    let before = tx.meta(DERIVED_FROM)?;
    tx.set_meta(DERIVED_FROM, promises)?;
    if before.as_deref().is_none_or(|before| before == promises) {
        return Ok(Vec::new());
    }
    let mut late = Late::default();
    for number in tx.unclosed_tickets()? {
        rebook(tx, policy, number, &mut late, now)?;
    }
    late.tell(tx, policy, now)
}

/// Nobody was asked: the owner hears at least.
fn tell_moved(tx: &mut Tx<'_>, policy: &Policy, moved: usize, now: Timestamp) -> store::Result<Option<Happening>> {
    if moved == 0 {
        return Ok(None);
    }
    let what = format!("edited promises went live: the deadlines of {moved} open tickets moved");
    let why = "frontdesk rollback goes back. With activation = \"guarded\" such an edit waits for frontdesk activate.";
    let to = alert::patient(tx, policy, now)?;
    let letters = alert::write(tx, policy, &to, (&phrasebook::said(&what), &phrasebook::said(why)), now)?;
    Ok(Some(alert::told(&what, letters, now)))
}

fn rebook(tx: &mut Tx<'_>, policy: &Policy, number: i64, late: &mut Late, now: Timestamp) -> store::Result<()> {
    let Some(ticket) = tx.ticket(number)? else { return Ok(()) };
    let facts = commit::facts(tx, &ticket, now)?;
    let event = Event::Rebooked { before: &tx.armed(number)? };
    let decision = step::decide(Some(&ticket), &event, &facts, policy, now);
    if decision.entries.is_empty() {
        return tx.set_timers(number, &decision.timers, now);
    }
    if let Some(why) = rebooked::broken(&decision.entries) {
        late.lines.push((policy.number(number), phrasebook::said(why)));
        wish::staff(&ticket, policy).iter().for_each(|who| wish::add(&mut late.to, who, policy));
    }
    commit::commit(tx, policy, &decision, None, now).map(drop)
}

/// Tickets that an edit made late: one digest for all of them.
#[derive(Default)]
struct Late {
    lines: Vec<(String, Said)>,
    to: Vec<Address>,
}

impl Late {
    fn tell(&self, tx: &mut Tx<'_>, policy: &Policy, now: Timestamp) -> store::Result<Vec<Happening>> {
        if self.lines.is_empty() {
            return Ok(Vec::new());
        }
        let what = format!("the promises were edited, and by the new ones {} tickets are late", self.lines.len());
        let line = |(number, why): &(String, Said)| Said {
            en: format!("{number}  {}", why.en),
            zh: format!("{number}  {}", why.zh),
        };
        let lines: Vec<Said> = self.lines.iter().map(line).collect();
        let words = (&phrasebook::said(&what), &Said::joined(&lines, ("\n", "\n")));
        let letters: Vec<Planned> = alert::write(tx, policy, &self.to, words, now)?;
        Ok(vec![alert::told(&what, letters, now)])
    }
}
