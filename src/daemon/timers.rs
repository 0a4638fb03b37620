//! The alarm: sleeps until the next due timer, at most a minute; notices what other processes commit.

use super::{Error, House};
use crate::{clock, store};
use std::time::Duration;

/// How long timers wait for the mailbox to be read first (page on mail safety, 3.4).
const MAIL_FIRST: Duration = Duration::from_secs(5 * 60);
const AT_ONCE: usize = 50;

/// Fires what is due until nothing is.
pub(super) async fn due(house: &House) -> Result<(), Error> {
    while !house.is_stopped() {
        let now = clock::now();
        let happened = house.with_desk(move |desk| desk.tick(AT_ONCE, now)).await??;
        house.tell(&happened);
        if happened.is_empty() {
            break;
        }
    }
    Ok(())
}

/// A clock that jumped fires nothing; after the machine slept its timers are worked off as after a downtime.
async fn watch(house: &House) -> Result<(), Error> {
    let Some(uptime) = clock::uptime() else { return Ok(()) };
    let now = clock::now();
    let happened = house.with_desk(move |desk| desk.watch(uptime, now)).await??;
    house.tell(&happened.into_iter().collect::<Vec<_>>());
    Ok(())
}

/// Identity papers whose time has come, mail by mail: others have their turn in between.
pub(super) async fn erase_papers(house: &House) -> Result<(), Error> {
    while !house.is_stopped() {
        let now = clock::now();
        let Some(erased) = house.with_desk(move |desk| desk.erase_papers(now)).await?? else { break };
        house.tell(&[erased]);
    }
    Ok(())
}

pub(super) async fn run(house: &House) -> Result<(), Error> {
    let mut read = house.has_read.subscribe();
    let mut stop = house.stop.clone();
    tokio::select! {
        _ = read.wait_for(|read| *read) => {}
        () = tokio::time::sleep(MAIL_FIRST) => {}
        _ = stop.wait_for(|stop| *stop) => return Ok(()),
    }
    while !house.is_stopped() {
        let nudged = house.timers.notified(); // subscribed before we look
        watch(house).await?;
        due(house).await?;
        let _ = sd_notify::notify(&[sd_notify::NotifyState::Watchdog]);
        let now = clock::now();
        house.with_desk(move |desk| desk.beat(now)).await??;
        erase_papers(house).await?;
        let next = house.with_desk(|desk| desk.next_timer_at()).await??;
        house.sleep_until(next, nudged, now).await;
    }
    Ok(())
}

/// The command line is a second process on the same file: its commits change `PRAGMA data_version`.
pub(super) async fn notice_others(house: &House) -> Result<(), Error> {
    let mut seen = None;
    while !house.pause(Duration::from_secs(1)).await {
        let version = house.with_desk(|desk| desk.store().data_version()).await?.map_err(crate::desk::Error::from)?;
        // The first look counts as a change: somebody may have written while the loops began.
        if seen.replace(version) != Some(version) {
            super::rules::follow(house).await?;
            house.work_off().await?;
            house.timers.notify_one();
            house.letters.notify_one();
        }
    }
    Ok(())
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Desk(error.into())
    }
}
