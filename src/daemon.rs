//! Wires the loops together; the only place that spawns.
//! In: a desk, where mail comes from and goes to, a wish to stop. Out: why it ended.
//! Wake-ups (IDLE, nudges, sleep) are hints to look again; the truth is in the database.

mod checkpoint;
mod inbound;
mod outbound;
mod rules;
mod timers;

use crate::config::Loaded;
use crate::desk::{self, Desk, Happening};
use crate::mailbox::Arrived;
use crate::reader::Read;
use crate::rules::RuleSet;
use crate::store::{self, InHand};
use crate::time::Timestamp;
use crate::{clock, journal, memory, reader};
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
    desk: Arc<Turns>,
    loaded: Arc<Loaded>,
    /// "Look at the outbox again."
    letters: Arc<Notify>,
    /// "Look at the timers again."
    timers: Arc<Notify>,
    backlog: Arc<checkpoint::Backlog>,
    /// Tells every loop to stop.
    told: Arc<watch::Sender<bool>>,
    stop: watch::Receiver<bool>,
    /// The mailbox was read once: timers may fire (the customer may have answered while we were away).
    has_read: Arc<watch::Sender<bool>>,
}

/// The desk, by turns: whoever waits holds `next`, so that a backlog cannot take the desk again and again while the post
/// waits for one dot.
struct Turns {
    next: Mutex<()>,
    desk: Mutex<Desk>,
    /// As the desk had them last: readers do not wait for it.
    rules: Mutex<Arc<RuleSet>>,
}

impl Turns {
    fn new(desk: Desk) -> Self {
        let rules = Mutex::new(desk.policy().rules.clone());
        Self { next: Mutex::default(), desk: Mutex::new(desk), rules }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Desk) -> T) -> T {
        let mut desk = {
            let _next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            self.desk.lock().unwrap_or_else(PoisonError::into_inner)
        };
        let done = work(&mut desk);
        *self.rules.lock().unwrap_or_else(PoisonError::into_inner) = desk.policy().rules.clone();
        done
    }

    fn rules(&self) -> Arc<RuleSet> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
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
        .max_blocking_threads(6) // one of them is the post's
        .enable_all()
        .build()
        .map_err(|error| Error::System(format!("starting the runtime: {error}")))?;
    let left = runtime.block_on(async move {
        // From now on a hangup ends nobody, whatever the desk is at.
        let hangup = signal(SignalKind::hangup());
        let hangup = hangup.map_err(|error| Error::System(format!("listening for SIGHUP: {error}")))?;
        let (told, stop) = watch::channel(false);
        let told = Arc::new(told);
        let house = House {
            desk: Arc::new(Turns::new(desk)),
            loaded: Arc::new(loaded),
            letters: Arc::default(),
            timers: Arc::default(),
            backlog: Arc::default(),
            told: told.clone(),
            stop,
            has_read: Arc::new(watch::channel(false).0),
        };
        tokio::spawn(until_told(told));
        if once { run_once(&house).await } else { run_on(&house, hangup).await }
    });
    runtime.shutdown_timeout(Duration::from_secs(5));
    left
}

async fn until_told(told: Arc<watch::Sender<bool>>) {
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return;
    };
    let why = tokio::select! {
        _ = term.recv() => "SIGTERM",
        _ = int.recv() => "SIGINT",
    };
    journal::stopped(why);
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
    told.send_replace(true);
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
    timers::erase_papers(house).await?;
    house.with_desk(move |desk| desk.beat(now)).await??;
    left.troubles.extend(outbound::once(house).await?);
    Ok(left)
}

async fn run_on(house: &House, hangup: Signal) -> Result<Left, Error> {
    house.wake().await?;
    rules::look(house).await?;
    house.work_off().await?;
    let mut loops: JoinSet<Result<(), Error>> = JoinSet::new();
    let [a, b, c, d, e, f] = std::array::from_fn(|_| house.clone());
    loops.spawn(async move { inbound::run(&a).await });
    loops.spawn_blocking(move || outbound::run_on_own_thread(&b));
    loops.spawn(async move { timers::run(&c).await });
    loops.spawn(async move { timers::notice_others(&d).await });
    loops.spawn(async move { rules::run(&e, hangup).await });
    loops.spawn(async move { checkpoint::run(&f).await });
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
    let mut result = Ok(Left::default());
    while let Some(ended) = loops.join_next().await {
        let wrong = match ended {
            Ok(Ok(())) if house.is_stopped() => continue,
            Ok(Ok(())) => Error::System("a loop ended by itself".into()),
            Ok(Err(error)) => error,
            Err(aborted) if aborted.is_cancelled() => continue,
            Err(panic) => Error::System(format!("a loop broke: {panic}")),
        };
        if result.is_ok() {
            result = Err(wrong);
            // The post writes down what its relay said before it ends; the others leave nothing open.
            house.told.send_replace(true);
            loops.abort_all();
        }
    }
    result
}

impl House {
    /// The one way from async code to the desk: a thread that may block.
    async fn with_desk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let desk = self.desk.clone();
        tokio::task::spawn_blocking(move || desk.with(work))
            .await
            .map_err(|panic| Error::System(format!("the desk broke: {panic}")))
    }

    /// Waits while nothing is left to do: what a backlog needed is given back, and once more what the other loops needed
    /// to come to rest.
    async fn at_rest<T>(&self, wait: impl Future<Output = T>) -> T {
        const SETTLED: Duration = Duration::from_secs(5);
        memory::give_back();
        let mut wait = std::pin::pin!(wait);
        tokio::select! {
            ended = &mut wait => ended,
            () = tokio::time::sleep(SETTLED) => {
                // What fails here fails at the next mail too, and is told then.
                self.with_desk(Desk::rest).await.ok();
                memory::give_back();
                wait.await
            }
        }
    }

    /// Keeps a batch and handles it; both are committed when this returns. Reading happens outside the lock.
    async fn take_in(&self, batch: Vec<Arrived>, now: Timestamp) -> Result<(), Error> {
        let hand = self.keep(batch, now).await?;
        self.handle(hand, now).await
    }

    /// TX 1. Packing happens outside the lock.
    async fn keep(&self, batch: Vec<Arrived>, now: Timestamp) -> Result<Vec<InHand>, Error> {
        let (desk, backlog) = (self.desk.clone(), self.backlog.clone());
        let kept = tokio::task::spawn_blocking(move || {
            let packed = store::pack(batch).map_err(desk::Error::from)?;
            backlog.add(packed.bytes());
            desk.with(|desk| desk.keep_packed(packed, now))
        });
        Ok(kept.await.map_err(|panic| Error::System(format!("the desk broke: {panic}")))??)
    }

    /// In hand and not handled: nobody is to blame for what stopped us.
    async fn put_back(&self, mails: Vec<i64>) -> Result<(), Error> {
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
        let read = self.read(hand).await?;
        self.settle(read, now).await
    }

    /// Outside the lock: the desk works on another batch meanwhile.
    async fn read(&self, hand: Vec<InHand>) -> Result<Vec<Read>, Error> {
        let rules = self.desk.rules();
        let read = tokio::task::spawn_blocking(move || reader::read_all(hand, &rules));
        read.await.map_err(|panic| Error::System(format!("reading mails broke: {panic}")))
    }

    /// TX 2.
    async fn settle(&self, read: Vec<Read>, now: Timestamp) -> Result<(), Error> {
        if read.is_empty() {
            return Ok(());
        }
        let happened = self.with_desk(move |desk| desk.handle(&read, now)).await??;
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
