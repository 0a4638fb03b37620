//! Mail from the mailbox to the desk: fetched in windows, kept and handled while the next window comes.
//! Never marks a mail on the server before it is committed; the cursor follows what is kept.

mod folder;

use super::{Error, House};
use crate::config::{FirstStart, MailboxConfig};
use crate::mailbox::imap::plan::{Plan, advance, plan, slices};
use crate::mailbox::imap::{Fetched, Imap, ImapSettings, Listed, Selected, Trouble, WINDOW_BYTES, Window, sent_of};
use crate::mailbox::{Arrived, Cursor, Folder, Place};
use crate::reader::Read;
use crate::store::InHand;
use crate::time::Span;
use crate::{clock, journal, retry};
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// Windows fetched ahead of the desk.
const AHEAD: usize = 1;
/// Keywords set by one command.
const MARKS: usize = 500;
/// The longest wait in IDLE; Sent is looked at in between.
const TURN: Duration = Duration::from_secs(5 * 60);

/// Why a connection ended.
enum Ended {
    Trouble(Trouble),
    Fatal(Error),
}

impl From<Trouble> for Ended {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Fatal(error)
    }
}

/// One look. The inner error: the mailbox could not be reached, in words.
pub(super) async fn once(house: &House) -> Result<Result<(), String>, Error> {
    let Some((name, mailbox)) = served(house) else { return Ok(Err("no mailbox is configured".into())) };
    if let Some(folder) = &mailbox.maildir {
        return Ok(folder::look(house, &name, &mailbox, &house.loaded.path(folder)).await?.map(drop));
    }
    match session(house, &name, &mailbox, true).await {
        Ok(()) => Ok(Ok(())),
        Err(Ended::Trouble(trouble)) => Ok(Err(trouble.to_string())),
        Err(Ended::Fatal(error)) => Err(error),
    }
}

pub(super) async fn run(house: &House) -> Result<(), Error> {
    let Some((name, mailbox)) = served(house) else { return Err(Error::Refused("no mailbox is configured".into())) };
    if let Some(folder) = &mailbox.maildir {
        return folder::watch(house, (&name, &mailbox), &house.loaded.path(folder)).await;
    }
    let mut attempt = 0;
    while !house.is_stopped() {
        let began = clock::now();
        let trouble = match session(house, &name, &mailbox, false).await {
            Ok(()) => return Ok(()),
            Err(Ended::Fatal(error)) => return Err(error),
            Err(Ended::Trouble(trouble)) => trouble,
        };
        if clock::now() - began > Span::minutes(10) {
            attempt = 0; // it had worked for a while
        }
        let wait = asked_wait(&trouble).unwrap_or_else(|| retry::reconnect(attempt, u64::from(std::process::id())));
        attempt += 1;
        journal::mailbox_trouble(&name, &trouble.to_string(), wait);
        house.pause(Duration::from_secs(wait.as_secs().max(1).unsigned_abs())).await;
    }
    Ok(())
}

/// A refused password is not tried again and again: the account could be locked (F25).
fn asked_wait(trouble: &Trouble) -> Option<Span> {
    match trouble {
        Trouble::Auth(_) | Trouble::Refused(_) => Some(Span::minutes(15)),
        Trouble::Later { wait, .. } => wait.map(|wait| Span::secs(i64::try_from(wait.as_secs()).unwrap_or(300) + 1)),
        Trouble::Broken(_) => None,
    }
}

fn served(house: &House) -> Option<(String, MailboxConfig)> {
    house.loaded.mailbox().map(|(name, mailbox)| (name.to_owned(), mailbox.clone()))
}

/// One connection: passes over Sent and the inbox, then IDLE, until told to stop.
async fn session(house: &House, name: &str, mailbox: &MailboxConfig, once: bool) -> Result<(), Ended> {
    let mut settings = house.loaded.imap(name, mailbox).map_err(Error::from)?;
    let mut imap = Imap::connect(&settings).await?;
    if settings.sent.is_none() && mailbox.sent.is_none() {
        settings.sent = sent_of(&imap.folders().await?).map(str::to_owned);
        imap.use_sent(settings.sent.clone());
    }
    let mut greeted = false;
    loop {
        if settings.sent.as_ref().is_some_and(|sent| !sent.is_empty()) {
            pass(house, &mut imap, (&settings, Folder::Sent), FirstStart::Ignore).await?;
        }
        let selected = pass(house, &mut imap, (&settings, Folder::Inbox), mailbox.first_start).await?;
        house.work_off().await?;
        match mark(house, &mut imap, name, &selected).await {
            // The mark is decoration: a folder that refuses it is read all the same.
            Err(Ended::Trouble(trouble @ Trouble::Refused(_))) if !greeted => {
                journal::mailbox_trouble(name, &trouble.to_string(), Span::ZERO);
            }
            Err(Ended::Trouble(Trouble::Refused(_))) => {}
            marked => marked?,
        }
        house.has_read.send_replace(true);
        if !std::mem::replace(&mut greeted, true) {
            journal::mailbox_reached(
                name,
                &format!("{}:{}", settings.host, settings.port),
                &settings.inbox,
                selected.exists,
            );
        }
        if once || house.is_stopped() {
            imap.logout().await;
            return Ok(());
        }
        journal::idle(name);
        let mut stop = house.stop.clone();
        let turn = if settings.sent.is_some() { settings.poll.min(TURN) } else { TURN };
        house.at_rest(imap.idle(turn, async move { drop(stop.wait_for(|stop| *stop).await) })).await?;
    }
}

/// Everything new in a folder, kept and handled.
async fn pass(
    house: &House,
    imap: &mut Imap,
    (settings, folder): (&ImapSettings, Folder),
    first: FirstStart,
) -> Result<Selected, Ended> {
    let selected = imap.select(folder).await?;
    let name = settings.mailbox.clone();
    let now = clock::now();
    let mailbox = name.clone();
    let known = house.with_desk(move |desk| desk.store().cursor(&mailbox, folder)).await?.map_err(Error::from)?;
    let mut plan = plan(known, &selected, first, now);
    if plan.needs_listing {
        plan = plan.settle(&imap.list_from(plan.list_from()).await?);
    }
    if plan.is_new {
        set_cursor(house, &name, folder, plan.cursor).await?;
        if plan.is_resync {
            journal::resync(&name, folder.name(), "the server renumbered its mail");
        } else {
            journal::baseline(&name, folder.name(), plan.cursor.validity, plan.cursor.baseline);
        }
    }
    let source = Source { mailbox: &name, folder, validity: selected.validity, plan: &plan };
    let (send, windows) = mpsc::channel::<Window>(AHEAD);
    let (hand_on, in_hand) = mpsc::channel::<Vec<InHand>>(1);
    let (settled, mut settling) = watch::channel(0_usize);
    let fetching = async {
        let send = send; // owned here: its end is the others' end
        let mut sent = 0;
        for (first, last) in slices(plan.cursor.low, selected.next_uid) {
            let listed = imap.list_slice(first, last).await?;
            let listed = unknown(house, listed, |uid| source.place(uid)).await?;
            let mut windows = imap.windows(&listed);
            while let Some(window) = windows.next().await? {
                let is_large = window.bytes() > WINDOW_BYTES;
                if send.send(window).await.is_err() {
                    return Ok(());
                }
                sent += 1;
                if is_large {
                    // One large mail is in memory at a time. Nobody settles any more: the next send says so.
                    drop(settling.wait_for(|settled| *settled >= sent).await);
                }
            }
        }
        Ok::<(), Ended>(())
    };
    // While one window is settled, the next is read, the one after it kept, and the one after that fetched.
    let (fetched, kept, handled) =
        tokio::join!(fetching, source.keep(house, windows, hand_on), handle_all(house, in_hand, settled));
    handled?;
    match kept? {
        0 => {}
        count => journal::mails_kept(&name, count),
    }
    fetched?;
    Ok(selected)
}

/// Where a pass reads, and what of it is new.
struct Source<'a> {
    mailbox: &'a str,
    folder: Folder,
    validity: u32,
    plan: &'a Plan,
}

impl Source<'_> {
    fn place(&self, uid: u32) -> Place {
        let Self { mailbox, folder, validity, .. } = *self;
        Place { mailbox: mailbox.to_owned(), folder, validity, key: uid.to_string() }
    }

    fn arrived(&self, mail: Fetched) -> Arrived {
        let is_old = self.plan.age(mail.uid);
        let place = self.place(mail.uid);
        Arrived { place, raw: mail.raw, arrived_at: mail.internal_date, is_cut: mail.is_cut, is_old }
    }

    /// Out: how many mails.
    async fn keep(
        &self,
        house: &House,
        mut windows: mpsc::Receiver<Window>,
        hand_on: mpsc::Sender<Vec<InHand>>,
    ) -> Result<usize, Error> {
        let mut cursor = self.plan.cursor;
        let (mut committed, mut pending): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        while let Some(window) = windows.recv().await {
            pending.extend(window.report.vanished.iter().chain(&window.report.short));
            committed.extend(window.mails.iter().map(|mail| mail.uid));
            let batch = window.mails.into_iter().map(|mail| self.arrived(mail)).collect();
            let hand = house.keep(batch, clock::now()).await?;
            cursor.low = advance(cursor.low, &committed, &pending);
            let (mailbox, folder) = (self.mailbox.to_owned(), self.folder);
            house.with_desk(move |desk| desk.store().advance_cursor(&mailbox, folder, cursor)).await??;
            if let Err(refused) = hand_on.send(hand).await {
                house.put_back(mails_of(&refused.0)).await?;
                break;
            }
        }
        Ok(committed.len())
    }
}

/// Handles batch by batch, one read while the one before is settled. After a failure nothing stays in hand.
async fn handle_all(
    house: &House,
    in_hand: mpsc::Receiver<Vec<InHand>>,
    count: watch::Sender<usize>,
) -> Result<(), Error> {
    let (hand_on, read) = mpsc::channel::<Vec<Read>>(1);
    let (read, settled) = tokio::join!(read_all(house, in_hand, hand_on), settle_all(house, read, count));
    read.and(settled)
}

async fn read_all(
    house: &House,
    mut in_hand: mpsc::Receiver<Vec<InHand>>,
    hand_on: mpsc::Sender<Vec<Read>>,
) -> Result<(), Error> {
    while let Some(hand) = in_hand.recv().await {
        if hand_on.is_closed() {
            in_hand.close();
            house.put_back(mails_of(&hand)).await?;
        } else if let Err(refused) = hand_on.send(house.read(hand).await?).await {
            in_hand.close();
            house.put_back(mails_read(&refused.0)).await?;
        }
    }
    Ok(())
}

/// `count`: batches settled, for who waits with a large mail.
async fn settle_all(
    house: &House,
    mut read: mpsc::Receiver<Vec<Read>>,
    count: watch::Sender<usize>,
) -> Result<(), Error> {
    let mut result = Ok(());
    while let Some(batch) = read.recv().await {
        if result.is_err() {
            house.put_back(mails_read(&batch)).await?;
            continue;
        }
        result = house.settle(batch, clock::now()).await;
        if result.is_err() {
            read.close();
        }
        count.send_modify(|settled| *settled += 1);
    }
    result
}

fn mails_of(hand: &[InHand]) -> Vec<i64> {
    hand.iter().map(|hand| hand.mail).collect()
}

fn mails_read(read: &[Read]) -> Vec<i64> {
    read.iter().map(|read| read.hand.mail).collect()
}

async fn set_cursor(house: &House, name: &str, folder: Folder, cursor: Cursor) -> Result<(), Error> {
    let name = name.to_owned();
    Ok(house.with_desk(move |desk| desk.store().set_cursor(&name, folder, cursor)).await??)
}

/// What was not kept yet: a mail that came short last time keeps the cursor back, the ones after it are known.
async fn unknown(house: &House, listed: Vec<Listed>, place: impl Fn(u32) -> Place) -> Result<Vec<Listed>, Error> {
    let pairs: Vec<(Listed, Place)> = listed.into_iter().map(|mail| (mail, place(mail.uid))).collect();
    Ok(house.with_desk(move |desk| desk.store().unknown(pairs)).await??)
}

/// `$FrontdeskDone` on what is committed, many by one command.
async fn mark(house: &House, imap: &mut Imap, name: &str, selected: &Selected) -> Result<(), Ended> {
    if !selected.can_keyword {
        return Ok(());
    }
    let validity = selected.validity;
    loop {
        let mailbox = name.to_owned();
        let keys = house
            .with_desk(move |desk| desk.store().unmarked(&mailbox, Folder::Inbox, validity, MARKS))
            .await?
            .map_err(Error::from)?;
        if keys.is_empty() {
            return Ok(());
        }
        let uids: Vec<u32> = keys.iter().filter_map(|key| key.parse().ok()).collect();
        imap.mark_done(&uids).await?;
        let mailbox = name.to_owned();
        house
            .with_desk(move |desk| desk.store().marked(&mailbox, Folder::Inbox, validity, &keys))
            .await?
            .map_err(Error::from)?;
    }
}
