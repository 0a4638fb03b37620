//! What nobody wrote, for W107: a site's own phrases against the stored mail of ninety days.
//! Never speaks before the database holds so much, nor of words that ship; it is asked only where a site has its own.

use crate::cli::progress::Progress;
use crate::cli::setup;
use crate::clock;
use crate::config::{self, Loaded};
use crate::replay::Source;
use crate::rules::RuleSet;
use crate::rules::diagnostic::said;
use crate::rules::lint::Idle;
use crate::rules::tally::{Mark, PhraseRow};
use crate::store::Store;
use crate::time::{Span, Timestamp};

const LOOK_BACK: Span = Span::days(90);

/// None: there is no database, or it is too young to say.
pub fn of(loaded: &Loaded, rules: &RuleSet) -> Option<Idle> {
    let database = loaded.database();
    let reader = database.is_file().then(|| Store::reader(&database).ok()).flatten()?;
    let (view, since) = (reader.view(), clock::now() - LOOK_BACK);
    let (all, recent) = (view.tickets_since(Timestamp::default()).ok()?, view.tickets_since(since).ok()?);
    if all.len() == recent.len() || recent.is_empty() {
        return None;
    }
    let prefix = &loaded.config.brand.number;
    let mut progress = Progress::new(said!("tickets", "张工单"), setup::speech());
    let source = Source::Stored { view, since, prefix };
    let tally = source.tally(rules, &mut |done, total| progress.at(done, total)).ok()?;
    progress.done();
    let shipped = config::rules::shipped_phrases();
    let root = format!("{}/", loaded.root());
    let is_own = |row: &PhraseRow| {
        let file = row.rule.rsplit_once(':').map_or(row.rule.as_str(), |(file, _)| file);
        !shipped.contains(&(file.strip_prefix(&root).unwrap_or(file).to_owned(), row.phrase.clone()))
    };
    let never = tally.phrases(rules).into_iter().filter(|row| row.mark == Mark::Never && is_own(row));
    Some(never.map(|row| (row.rule, row.phrase)).collect())
}
