//! Mail that came earlier, looked at once more: by the rules in force, by those on the disk, by rules on trial.
//! In: a database opened for looking, or folders of mail. Out: for each ticket what the asker works out, in order.
//! Never writes and never sends. A few megabytes of mail are in memory at a time, however many there are.

mod compare;
mod samples;
#[cfg(test)]
mod tests;

use crate::mail::Mail;
use crate::mailbox::files::{self, FilesError};
use crate::reader;
use crate::rules::RuleSet;
use crate::rules::compare::Side;
use crate::rules::scorecard::Scorecard;
use crate::sla::SlaBook;
use crate::store::{self, PackedMail, View};
use crate::ticket::labels::{How, Matter, Said, matter};
use crate::time::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;

pub use compare::Sides;

/// Rules and the promises they name, out of one folder or one row.
#[derive(Clone, Debug)]
pub struct Set {
    pub rules: Arc<RuleSet>,
    pub slas: SlaBook,
}

impl Set {
    pub fn side(&self) -> Side<'_> {
        Side { rules: &self.rules, slas: &self.slas }
    }
}

/// One ticket, or one mail of a folder.
#[derive(Debug)]
pub struct Case {
    /// `OK-10201`, or the file.
    pub name: String,
    pub said: Option<Said>,
    mails: Vec<Bytes>,
}

#[derive(Debug)]
enum Bytes {
    Packed(PackedMail),
    /// From a file; the second: only its beginning.
    Plain(Vec<u8>, bool),
}

/// Where the mail lies.
pub enum Source<'a> {
    /// Tickets opened since then; `prefix` is how their numbers begin.
    Stored { view: View<'a>, since: Timestamp, prefix: &'a str },
    /// Mails, and for each path the category staff filed it under.
    Files(Vec<Filed>),
}

/// A folder, mbox or mail, and what staff said by putting it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub path: PathBuf,
    pub category: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Files(#[from] FilesError),
}

/// How far it is: cases done, and of how many when that is known.
pub type Watch<'w> = &'w mut dyn FnMut(usize, Option<usize>);

/// Handed to the readers at once.
const BATCH_CASES: usize = 256;
const BATCH_BYTES: usize = 4 << 20;

impl Case {
    /// The mails, the first first. Called beside each other, on large stacks.
    pub fn read(&self) -> Result<Vec<Mail>, String> {
        let read = |bytes: &Bytes| match bytes {
            Bytes::Packed(packed) => {
                reader::read_mail(packed.unpack().map_err(|error| error.to_string())?, packed.is_cut)
            }
            Bytes::Plain(raw, is_cut) => reader::read_mail(raw.clone(), *is_cut),
        };
        self.mails.iter().map(read).collect()
    }

    fn bytes(&self) -> usize {
        let one = |bytes: &Bytes| match bytes {
            Bytes::Packed(packed) => packed.packed_bytes(),
            Bytes::Plain(raw, _) => raw.len(),
        };
        self.mails.iter().map(one).sum()
    }
}

impl Source<'_> {
    /// Works on every case, beside each other, and hands over what came of it, in order. A case that broke its reader is
    /// handed over as its name and the reason.
    pub fn each<T: Send>(
        self,
        work: impl Fn(&Case) -> Result<T, String> + Sync,
        mut take: impl FnMut(Result<T, (String, String)>),
        watch: Watch<'_>,
    ) -> Result<(), Error> {
        let mut batch = Batch { cases: Vec::new(), bytes: 0, done: 0 };
        match self {
            Self::Stored { view, since, prefix } => {
                let numbers = view.tickets_since(since)?;
                let total = Some(numbers.len());
                for number in numbers {
                    if let Some(case) = stored(&view, number, prefix)? {
                        batch.push(case, (&work, &mut take), &mut |done| watch(done, total));
                    }
                }
                batch.run((&work, &mut take), &mut |done| watch(done, total));
            }
            Self::Files(filed) => {
                for Filed { path, category } in filed {
                    for mail in files::sources(&[path], None) {
                        let case = from_file(mail?, category.as_deref());
                        batch.push(case, (&work, &mut take), &mut |done| watch(done, None));
                    }
                }
                batch.run((&work, &mut take), &mut |done| watch(done, None));
            }
        }
        Ok(())
    }

    /// Every ticket under two rule sets.
    pub fn compare(self, sides: &Sides<'_>, watch: Watch<'_>) -> Result<Scorecard, Error> {
        let mut card = Scorecard::default();
        let take = |compared: Result<_, _>| match compared {
            Ok(Some(compared)) => card.add(compared),
            Ok(None) => {}
            Err(broken) => card.unreadable.push(broken),
        };
        self.each(|case| sides.compare(case), take, watch)?;
        Ok(card)
    }
}

struct Batch {
    cases: Vec<Case>,
    bytes: usize,
    done: usize,
}

impl Batch {
    fn push<T: Send, W: Fn(&Case) -> Result<T, String> + Sync, K: FnMut(Result<T, (String, String)>)>(
        &mut self,
        case: Case,
        asker: (&W, &mut K),
        watch: &mut dyn FnMut(usize),
    ) {
        self.bytes += case.bytes();
        self.cases.push(case);
        if self.cases.len() >= BATCH_CASES || self.bytes >= BATCH_BYTES {
            self.run(asker, watch);
        }
    }

    fn run<T: Send, W: Fn(&Case) -> Result<T, String> + Sync, K: FnMut(Result<T, (String, String)>)>(
        &mut self,
        (work, take): (&W, &mut K),
        watch: &mut dyn FnMut(usize),
    ) {
        let cases = std::mem::take(&mut self.cases);
        self.bytes = 0;
        self.done += cases.len();
        let done = reader::beside(cases.iter().collect(), |case: &Case| work(case));
        for (case, result) in cases.iter().zip(done) {
            take(result.and_then(|result| result).map_err(|why| (case.name.clone(), why)));
        }
        watch(self.done);
    }
}

/// None: no mail of it is left.
fn stored(view: &View<'_>, number: i64, prefix: &str) -> Result<Option<Case>, store::Error> {
    let Matter { mails, said } = matter(&view.history(number)?);
    let mails = mails.into_iter().map(|mail| view.packed(mail)).collect::<Result<Vec<_>, _>>()?;
    let mails: Vec<Bytes> = mails.into_iter().flatten().map(Bytes::Packed).collect();
    Ok((!mails.is_empty()).then(|| Case { name: format!("{prefix}{number}"), said, mails }))
}

fn from_file(mail: files::Source, category: Option<&str>) -> Case {
    let filed = |category: &str| Said { category: category.to_owned(), how: How::Filed, by: String::new(), mails: 1 };
    Case { name: mail.name, said: category.map(filed), mails: vec![Bytes::Plain(mail.raw, mail.is_cut)] }
}
