//! Which rule set judges, and what becomes of what an admin saved?
//! In: the configuration, the files on the disk, what the database remembers. Out: the set to begin with; for a save
//! whether it goes live, waits or is rejected, and why. Never half a set, and never one that its examples disprove.
//! Mail that came earlier is only read here, and a few mails at a time.

use crate::config::{self, Activation, Book, Loaded};
use crate::journal;
use crate::mail::Digest;
use crate::replay::{self, Sides, Source};
use crate::rules::compare::Side;
use crate::rules::diagnostic::Said;
use crate::rules::guard::{self, Share};
use crate::rules::{RuleFile, proof, set};
use crate::sla::diff;
use crate::store::{self, ActivatedBy, ListFilter, Store, TicketRow, WaitingRules};
use crate::ticket::Status;
use crate::time::{Span, Timestamp};
use std::sync::Arc;

/// A guarded save is held against the mail of this long.
pub const LOOK_BACK: Span = Span::days(30);

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    /// No set can be used; the words say why.
    #[error("{}", .0.en)]
    Unusable(Said),
}

/// What lies on the disk: the texts, or why they cannot be read.
pub struct Saved {
    pub hash: String,
    pub files: Result<Vec<RuleFile>, Said>,
}

/// What the database says of the set on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The set that judges.
    pub active: Option<store::Activation>,
    pub waiting: Option<WaitingRules>,
}

/// What becomes of a save.
pub enum Fate {
    /// It judges already, or waits as before.
    Unchanged,
    Rejected {
        hash: String,
        why: Said,
    },
    Waits {
        hash: String,
        why: String,
    },
    Live {
        files: Vec<RuleFile>,
        book: Box<Book>,
        /// Open tickets of which a deadline moves.
        moved: usize,
    },
}

/// Reads the disk once: what is checked, proved and kept afterwards are these bytes.
pub fn saved(loaded: &Loaded) -> Saved {
    match loaded.texts() {
        Ok(files) => Saved { hash: set::hash_of(&files), files: Ok(files) },
        Err(error) => {
            let why = error.said();
            Saved { hash: Digest::of(why.en.as_bytes()).to_string().chars().take(12).collect(), files: Err(why) }
        }
    }
}

/// Checks a set, its promises and its examples, as `check` does. What the examples leave in the caches of its patterns is
/// given back, and the daemon stays small.
pub fn prove(loaded: &Loaded, files: &[RuleFile]) -> Result<Book, Said> {
    let root = loaded.root();
    let mut book = loaded.compile(files).map_err(|error| unusable(&root, &error))?;
    let (wrong, _) = proof::prove(&root, files, (&book.rules, &book.slas));
    if !wrong.is_empty() {
        return Err(unusable(&root, &config::Error::Wrong(wrong)));
    }
    book.rules.engine.forget();
    rest(&mut book);
    Ok(book)
}

/// What only proving needs.
fn rest(book: &mut Book) {
    if let Some(rules) = Arc::get_mut(&mut book.rules) {
        rules.engine.drop_examples();
    }
}

/// How many faults, then each of them.
pub fn unusable(root: &str, error: &config::Error) -> Said {
    let config::Error::Wrong(wrong) = error else { return error.said() };
    let count = match wrong.len() {
        1 => "one error".to_owned(),
        count => format!("{count} errors"),
    };
    let (all, number) = (error.said(), wrong.len());
    Said {
        en: format!("{count} in {root}: these rules cannot be used\n\n{}", all.en),
        zh: format!("{root} 有 {number} 处错误，这些规则不能使用\n\n{}", all.zh),
    }
}

/// The set a desk begins with: the one that judged last, as the database has it, whatever lies on the disk. The first
/// start, or a program or a configuration that cannot use that set any more, takes the disk's.
pub fn begin(loaded: &Loaded, store: &mut Store, now: Timestamp) -> Result<Book, Error> {
    if let Some(active) = store.active_rules()?
        && let Some(files) = store.rules_of(&active.hash)?
    {
        match loaded.compile(&files) {
            Ok(mut book) => {
                rest(&mut book);
                return Ok(book);
            }
            Err(error) => journal::rules_lost(&active.hash, &error.to_string()),
        }
    }
    let (files, book) = usable(loaded)?;
    store.write(|tx| {
        tx.keep_rules(&book.rules.hash, &files, now)?;
        tx.activate_rules(&book.rules.hash, ActivatedBy::Start, now)
    })?;
    Ok(book)
}

/// The set on the disk, proved; or nothing can begin.
pub fn usable(loaded: &Loaded) -> Result<(Vec<RuleFile>, Book), Error> {
    let files = saved(loaded).files.map_err(Error::Unusable)?;
    let book = prove(loaded, &files).map_err(|Said { en, zh }| {
        Error::Unusable(Said {
            en: format!("{en}\n\nthere is no earlier set: the mailbox was not touched"),
            zh: format!("{zh}\n\n没有更早的规则可用：没有动过邮箱"),
        })
    })?;
    Ok((files, book))
}

/// What becomes of the save, next to the set that judges now.
pub fn weigh(loaded: &Loaded, saved: Saved, (standing, active): (&Standing, Side<'_>), now: Timestamp) -> Fate {
    let Saved { hash, files } = saved;
    let kind = loaded.config.rules.activation;
    let is_known = standing.active.as_ref().is_some_and(|active| active.hash == hash);
    let stays = standing.waiting.as_ref().is_some_and(|waiting| waiting.is_held || kind != Activation::Auto);
    if is_known || stays {
        return Fate::Unchanged;
    }
    let proved = files.and_then(|files| prove(loaded, &files).map(|book| (files, book)));
    let (files, book) = match proved {
        Ok(proved) => proved,
        Err(why) => return Fate::Rejected { hash, why },
    };
    let reasons = match kind {
        Activation::Auto => Vec::new(),
        Activation::Manual => vec!["activation is manual".to_owned()],
        Activation::Guarded => guarded(loaded, active, book.side(), now),
    };
    if reasons.is_empty() {
        // Only `auto` lets promises go live by themselves, and then the owner hears of it.
        let moved = moved(loaded, (active, book.side()), now).unwrap_or_default();
        Fate::Live { files, book: Box::new(book), moved }
    } else {
        Fate::Waits { hash, why: reasons.join("; ") }
    }
}

/// The mails are looked at only when nothing else speaks: they cost seconds.
fn guarded(loaded: &Loaded, old: Side<'_>, new: Side<'_>, now: Timestamp) -> Vec<String> {
    // Kept with the set and written to the owner: in English, as all that is kept.
    let reasons = |share| guard::reasons(old, new, share, now).into_iter().map(|reason| reason.en);
    let at_once: Vec<String> = reasons(Share::default()).collect();
    if !at_once.is_empty() {
        return at_once;
    }
    match moved(loaded, (old, new), now) {
        Ok(0) => {}
        Ok(moved) => return vec![format!("deadlines of {moved} open tickets move: see frontdesk sla diff")],
        Err(error) => return vec![format!("the open tickets cannot be read ({error})")],
    }
    match share(loaded, old, new, now) {
        Ok(share) => reasons(share).collect(),
        Err(error) => vec![format!("the mail of the last weeks cannot be read ({error})")],
    }
}

/// How many open tickets have a deadline that would move.
pub fn moved(loaded: &Loaded, (old, new): (Side<'_>, Side<'_>), now: Timestamp) -> store::Result<usize> {
    if !diff::differ((old.rules, old.slas), (new.rules, new.slas)) {
        return Ok(0);
    }
    let reader = Store::reader(&loaded.database())?;
    let mut moved = 0;
    for status in [Status::Open, Status::Waiting, Status::Solved] {
        let rows = reader.view().list(&ListFilter { status: Some(status), ..ListFilter::default() })?;
        let moves = |row: &TicketRow| !diff::moves(&row.ticket, old.slas, (new.rules, new.slas), now).is_empty();
        moved += rows.iter().filter(|row| moves(row)).count();
    }
    Ok(moved)
}

/// How many tickets of the last weeks would be treated otherwise.
pub fn share(loaded: &Loaded, old: Side<'_>, new: Side<'_>, now: Timestamp) -> Result<Share, replay::Error> {
    let reader = Store::reader(&loaded.database())?;
    let prefix = &loaded.config.brand.number;
    let source = Source::Stored { view: reader.view(), since: now - LOOK_BACK, prefix };
    let card = source.compare(&Sides { old, new }, &mut |_, _| {})?;
    Ok(Share { tickets: card.tickets, changed: card.tickets - card.same })
}
