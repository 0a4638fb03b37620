//! Wires the loops together; the only place that spawns.
//! In: a desk, where mail comes from and goes to, a wish to stop. Out: why it ended.
//! Wake-ups (IDLE, nudges, sleep) are hints to look again; the truth is in the database.

mod inbound;
mod outbound;
mod rules;
mod timers;

use crate::config::Loaded;
use crate::desk::{self, Desk, Happening};
use crate::mailbox::Arrived;
use crate::store::{self, InHand};
use crate::time::Timestamp;
use crate::{clock, journal, reader};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

const LONGEST_SLEEP_SECS: i64 = 60;
/// What is due and cannot be done now must not turn the loop into a spin.
const SHORTEST_SLEEP: Duration = Duration::from_millis(10);

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Desk(#[from] desk::Error),
    #[error(transparent)]
    Config(#[from] crate::config::Error),
    /// Nothing can be fetched or sent until somebody changes something.
    #[error("{0}")]
    Refused(String),
    #[error("{0}")]
    System(String),
}

/// What all loops share.
#[derive(Clone)]
struct House {
    desk: Arc<Mutex<Desk>>,
    loaded: Arc<Loaded>,
    /// "Look at the outbox again."
    letters: Arc<Notify>,
    /// "Look at the timers again."
    timers: Arc<Notify>,
    stop: watch::Receiver<bool>,
    /// The mailbox was read once: timers may fire (the customer may have answered while we were away).
    has_read: Arc<watch::Sender<bool>>,
}

/// What a run found it could not do now; the next run tries again.
#[derive(Debug, Default)]
pub struct Left {
    pub troubles: Vec<String>,
}

/// Serves until SIGTERM or SIGINT, or, `once`, until nothing is due.
pub fn serve(loaded: Loaded, desk: Desk, once: bool) -> Result<Left, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(4)
        .enable_all()
        .build()
        .map_err(|error| Error::System(format!("starting the runtime: {error}")))?;
    let left = runtime.block_on(async move {
        // From now on a hangup ends nobody, whatever the desk is at.
        let hangup = signal(SignalKind::hangup());
        let hangup = hangup.map_err(|error| Error::System(format!("listening for SIGHUP: {error}")))?;
        let (stop, stopped) = watch::channel(false);
        let house = House {
            desk: Arc::new(Mutex::new(desk)),
            loaded: Arc::new(loaded),
            letters: Arc::default(),
            timers: Arc::default(),
            stop: stopped,
            has_read: Arc::new(watch::channel(false).0),
        };
        tokio::spawn(until_told(stop));
        if once { run_once(&house).await } else { run_on(&house, hangup).await }
    });
    runtime.shutdown_timeout(Duration::from_secs(5));
    left
}

async fn until_told(stop: watch::Sender<bool>) {
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return;
    };
    let why = tokio::select! {
        _ = term.recv() => "SIGTERM",
        _ = int.recv() => "SIGINT",
    };
    journal::stopped(why);
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
    let _ = stop.send(true);
    std::future::pending::<()>().await;
}

/// For cron: mail first, then timers, then letters, until nothing is due.
async fn run_once(house: &House) -> Result<Left, Error> {
    let mut left = Left::default();
    house.wake().await?;
    rules::look(house).await?;
    house.work_off().await?;
    if let Err(trouble) = inbound::once(house).await? {
        left.troubles.push(trouble);
    }
    let now = clock::now();
    house.with_desk(move |desk| desk.hurry(now)).await?;
    timers::due(house).await?;
    house.with_desk(move |desk| desk.beat(now)).await??;
    left.troubles.extend(outbound::once(house).await?);
    Ok(left)
}

async fn run_on(house: &House, hangup: Signal) -> Result<Left, Error> {
    house.wake().await?;
    rules::look(house).await?;
    house.work_off().await?;
    let mut loops: JoinSet<Result<(), Error>> = JoinSet::new();
    let (a, b, c, d, e) = (house.clone(), house.clone(), house.clone(), house.clone(), house.clone());
    loops.spawn(async move { inbound::run(&a).await });
    loops.spawn(async move { outbound::run(&b).await });
    loops.spawn(async move { timers::run(&c).await });
    loops.spawn(async move { timers::notice_others(&d).await });
    loops.spawn(async move { rules::run(&e, hangup).await });
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
    while let Some(ended) = loops.join_next().await {
        match ended {
            Ok(Ok(())) if *house.stop.borrow() => {}
            Ok(Ok(())) => return Err(Error::System("a loop ended by itself".into())),
            Ok(Err(error)) => return Err(error),
            Err(panic) => return Err(Error::System(format!("a loop broke: {panic}"))),
        }
    }
    Ok(Left::default())
}

impl House {
    /// The one way from async code to the desk: a thread that may block.
    async fn with_desk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let desk = self.desk.clone();
        tokio::task::spawn_blocking(move || work(&mut desk.lock().unwrap_or_else(PoisonError::into_inner)))
            .await
            .map_err(|panic| Error::System(format!("the desk broke: {panic}")))
    }

    /// Keeps a batch and handles it; both are committed when this returns. Reading happens outside the lock.
    async fn take_in(&self, batch: Vec<Arrived>, now: Timestamp) -> Result<(), Error> {
        let hand = self.keep(batch, now).await?;
        self.handle(hand, now).await
    }

    /// TX 1. Packing happens outside the lock.
    async fn keep(&self, batch: Vec<Arrived>, now: Timestamp) -> Result<Vec<InHand>, Error> {
        let desk = self.desk.clone();
        let kept = tokio::task::spawn_blocking(move || {
            let packed = store::pack(batch).map_err(desk::Error::from)?;
            desk.lock().unwrap_or_else(PoisonError::into_inner).keep_packed(packed, now)
        });
        Ok(kept.await.map_err(|panic| Error::System(format!("the desk broke: {panic}")))??)
    }

    /// In hand and not read: nobody is to blame for what stopped us.
    async fn put_back(&self, hand: Vec<InHand>) -> Result<(), Error> {
        let mails: Vec<i64> = hand.iter().map(|hand| hand.mail).collect();
        Ok(self.with_desk(move |desk| desk.store().release(&mails)).await??)
    }

    /// After a long downtime the clock waits for the mail.
    async fn wake(&self) -> Result<(), Error> {
        let now = clock::now();
        if let Some(away) = self.with_desk(move |desk| desk.wake(now)).await?? {
            journal::woke(away);
        }
        Ok(())
    }

    /// Mail kept earlier and not handled.
    async fn work_off(&self) -> Result<(), Error> {
        loop {
            let now = clock::now();
            let hand = self.with_desk(move |desk| desk.backlog(50, now)).await??;
            if hand.is_empty() {
                return Ok(());
            }
            self.handle(hand, now).await?;
        }
    }

    async fn handle(&self, hand: Vec<InHand>, now: Timestamp) -> Result<(), Error> {
        if hand.is_empty() {
            return Ok(());
        }
        let desk = self.desk.clone();
        let happened = tokio::task::spawn_blocking(move || {
            let rules = desk.lock().unwrap_or_else(PoisonError::into_inner).policy().rules.clone();
            let read = reader::read_all(hand, &rules);
            desk.lock().unwrap_or_else(PoisonError::into_inner).handle(&read, now)
        })
        .await
        .map_err(|panic| Error::System(format!("the desk broke: {panic}")))??;
        self.tell(&happened);
        self.timers.notify_one();
        Ok(())
    }

    /// Writes the journal and wakes the post when there are letters.
    fn tell(&self, happened: &[Happening]) {
        happened.iter().for_each(journal::happened);
        if happened.iter().any(|h| !h.letters.is_empty()) {
            self.letters.notify_one();
        }
    }

    /// Sleeps until `next`, a nudge or the wish to stop; a clock that jumps is noticed within a minute.
    async fn sleep_until(&self, next: Option<Timestamp>, nudged: impl Future<Output = ()>, now: Timestamp) {
        let secs = next.map_or(LONGEST_SLEEP_SECS, |at| (at - now).as_secs().clamp(0, LONGEST_SLEEP_SECS));
        let wait = Duration::from_secs(secs.unsigned_abs()).max(SHORTEST_SLEEP);
        let mut stop = self.stop.clone();
        tokio::select! {
            () = nudged => {}
            () = tokio::time::sleep(wait) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }

    /// Waits; true: told to stop meanwhile.
    async fn pause(&self, length: Duration) -> bool {
        let mut stop = self.stop.clone();
        tokio::select! {
            () = tokio::time::sleep(length) => *self.stop.borrow(),
            _ = stop.wait_for(|stop| *stop) => true,
        }
    }

    fn is_stopped(&self) -> bool {
        *self.stop.borrow()
    }
}
