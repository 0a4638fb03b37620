//! Rules and promises while the desk runs: looks at the files when they were saved, and at what persons ordered.
//! In: wake-ups of the folder, SIGHUP, commits of others. Out: a swapped set, or the old one and a word to the owner.
//! Never trusts a wake-up: what counts is whether the files differ from those looked at last. Editors save twice, and in
//! pieces; a look waits until two seconds were quiet.

use super::{Error, House};
use crate::activation::{self, Standing};
use crate::config::{Book, Loaded};
use crate::rules::compare::Side;
use crate::sla::load::FOLDER;
use crate::store::ActivatedBy;
use crate::{clock, journal, memory};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::Signal;
use tokio::sync::Notify;

const QUIET: Duration = Duration::from_secs(2);
/// Without a watch; and how often a watch is not believed, for disks that tell nothing (NFS).
const POLL: Duration = Duration::from_secs(2);
const DISBELIEF: Duration = Duration::from_secs(30);

/// Every file and folder of the set: which it is, when it changed (a copy may keep the time it was written), how long it is.
type Picture = Vec<(PathBuf, u64, (i64, i64), u64)>;

pub(super) async fn run(house: &House, mut hangup: Signal) -> Result<(), Error> {
    let woken = Arc::new(Notify::new());
    let mut watch = watch(&house.loaded, woken.clone());
    let mut seen = picture(&house.loaded);
    let mut stop = house.stop.clone();
    while !house.is_stopped() {
        let rest = watch.as_ref().map_or(POLL, |_| DISBELIEF);
        let is_told = tokio::select! {
            _ = hangup.recv() => true,
            () = woken.notified() => false,
            () = tokio::time::sleep(rest) => false,
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        };
        if !is_told && !settled(house, &mut seen).await {
            continue;
        }
        seen = picture(&house.loaded);
        look(house).await?;
        // Folders may have been made anew, or a link may lead elsewhere.
        watch = self::watch(&house.loaded, woken.clone());
    }
    Ok(())
}

/// Waits until the files rest. False: they are those looked at last.
async fn settled(house: &House, seen: &mut Picture) -> bool {
    let mut now = picture(&house.loaded);
    if now == *seen {
        return false;
    }
    while !house.pause(QUIET).await {
        let next = picture(&house.loaded);
        if next == now {
            return true;
        }
        now = next;
    }
    false
}

/// Reads, checks and proves what lies on the disk, beside the running desk, and settles what becomes of it.
pub(super) async fn look(house: &House) -> Result<(), Error> {
    let (desk, loaded) = (house.desk.clone(), house.loaded.clone());
    let looked = tokio::task::spawn_blocking(move || {
        let now = clock::now();
        let saved = activation::saved(&loaded);
        let (standing, rules, slas) =
            desk.with(|desk| (desk.standing(&saved.hash), desk.policy().rules.clone(), desk.policy().slas.clone()));
        let active = Side { rules: &rules, slas: &slas };
        let fate = activation::weigh(&loaded, saved, (&standing?, active), now);
        desk.with(|desk| desk.settle_rules(fate, loaded.config.rules.activation, now))
    });
    let happened = looked.await.map_err(|panic| Error::System(format!("reading the rules broke: {panic}")))??;
    house.tell(&happened);
    house.timers.notify_one();
    memory::give_back();
    Ok(())
}

/// Somebody may have ordered another set at the command line.
pub(super) async fn follow(house: &House) -> Result<(), Error> {
    let asked = house.with_desk(|desk| {
        let Standing { active, .. } = desk.standing("")?;
        let ordered = active.filter(|active| active.hash != desk.policy().rules.hash);
        let files = ordered.as_ref().map(|active| desk.store().rules_of(&active.hash)).transpose();
        Ok::<_, crate::desk::Error>(ordered.zip(files?.flatten()))
    });
    let Some((ordered, files)) = asked.await?? else { return Ok(()) };
    let loaded = house.loaded.clone();
    let compiled = tokio::task::spawn_blocking(move || loaded.compile(&files).map_err(|error| error.to_string()));
    match compiled.await.map_err(|panic| Error::System(format!("reading the rules broke: {panic}")))? {
        Ok(book) => take_over(house, book, ordered.how).await,
        Err(why) => {
            journal::rules_unusable(&ordered.hash, &why);
            Ok(())
        }
    }
}

async fn take_over(house: &House, book: Book, how: ActivatedBy) -> Result<(), Error> {
    let now = clock::now();
    let happened = house.with_desk(move |desk| desk.take_over(book, how, now)).await??;
    house.tell(&happened);
    house.timers.notify_one();
    memory::give_back();
    Ok(())
}

/// The set's files as the disk shows them, links followed; what cannot be seen is no part of it.
fn picture(loaded: &Loaded) -> Picture {
    let mut picture = Vec::new();
    draw(&loaded.rules_dir(), &mut picture);
    draw(&loaded.sla_file(), &mut picture);
    draw(&calendars(loaded), &mut picture);
    picture.sort();
    picture
}

/// Beside the promises.
fn calendars(loaded: &Loaded) -> PathBuf {
    loaded.sla_file().with_file_name(FOLDER.trim_end_matches('/'))
}

fn draw(path: &Path, picture: &mut Picture) {
    let Ok(facts) = std::fs::metadata(path) else { return };
    if !facts.is_dir() {
        return picture.push((path.to_owned(), facts.ino(), (facts.ctime(), facts.ctime_nsec()), facts.size()));
    }
    // A new folder may be watched too late for what is written into it at once: it is a change itself.
    picture.push((path.to_owned(), facts.ino(), (0, 0), 0));
    let Ok(entries) = std::fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if !name.to_string_lossy().starts_with('.') {
            draw(&entry.path(), picture);
        }
    }
}

/// Wakes us when something happens in the rule folder, beside it (it may be a link, and be swapped) or to `sla.toml`.
fn watch(loaded: &Loaded, woken: Arc<Notify>) -> Option<RecommendedWatcher> {
    let (rules, sla, database) = (loaded.rules_dir(), loaded.sla_file(), loaded.database());
    let (of_rules, of_sla, of_calendars) = (rules.clone(), sla.clone(), calendars(loaded));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_ours =
            |path: &PathBuf| path.starts_with(&of_rules) || *path == of_sla || path.starts_with(&of_calendars);
        let is_news = event.map_or(true, |event| {
            !matches!(event.kind, EventKind::Access(_)) && (event.paths.is_empty() || event.paths.iter().any(is_ours))
        });
        if is_news {
            woken.notify_one();
        }
    })
    .ok()?;
    watcher.watch(&rules, RecursiveMode::Recursive).ok()?;
    watcher.watch(&calendars(loaded), RecursiveMode::NonRecursive).ok();
    for beside in [rules.parent(), sla.parent()].into_iter().flatten() {
        if database.parent() == Some(beside) {
            // Every write to the database would wake the watch, thirty times a mail. The file alone tells when it is
            // written or replaced; a link to another folder of rules is noticed later.
            watcher.watch(&sla, RecursiveMode::NonRecursive).ok();
            continue;
        }
        let beside = if beside.as_os_str().is_empty() { Path::new(".") } else { beside };
        watcher.watch(beside, RecursiveMode::NonRecursive).ok();
    }
    Some(watcher)
}

#[cfg(test)]
mod tests;
