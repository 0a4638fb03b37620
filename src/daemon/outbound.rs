//! Letters from the outbox to the post: claimed in batches, sent on one kept connection, each noted on the slip before its
//! dot, settled together by a durable commit.

use super::{Error, House};
use crate::config::Tls;
use crate::desk::{Desk, enclosed};
use crate::post::folder::Folder;
use crate::post::smtp::Smtp;
use crate::post::{Outcome, Outgoing};
use crate::store::{self, Reader, Slip, Store};
use crate::{clock, journal, memory};

/// What the last moment before a dot needs: neither waits for the desk.
struct LastLook {
    reader: Reader,
    slip: Slip,
}

impl LastLook {
    /// Noted on the slip when it may.
    fn may_leave(&mut self, said: Option<&(i64, Outcome)>, letter: i64) -> store::Result<bool> {
        let may = self.reader.view().still_holds(letter)?;
        if may {
            self.slip.dot(said, letter)?;
        }
        Ok(may)
    }
}

/// The configured way out.
enum Post {
    Smtp(Box<Smtp>),
    Folder(Folder),
}

/// Posts what is due until nothing is. Out: what could not leave, in words.
pub(super) async fn once(house: &House) -> Result<Vec<String>, Error> {
    let (mut post, mut look) = (Some(open(house)?), last_look(house)?);
    let mut troubles = Vec::new();
    while !house.is_stopped()
        && let Some(later) = batch(house, &mut post, &mut look).await?
    {
        troubles.extend(later);
    }
    close(post).await;
    troubles.dedup();
    Ok(troubles)
}

/// Claims and outcomes wait for the desk: on a thread of its own no other loop waits with it.
pub(super) fn run_on_own_thread(house: &House) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Error::System(format!("starting the post: {error}")))?.block_on(run(house))
}

/// The desk, waited for: nothing else runs on this thread.
fn with_desk<T>(house: &House, work: impl FnOnce(&mut Desk) -> T) -> T {
    house.desk.with(work)
}

async fn run(house: &House) -> Result<(), Error> {
    let (mut post, mut look) = (Some(open(house)?), last_look(house)?);
    while !house.is_stopped() {
        let nudged = house.letters.notified(); // subscribed before we look
        if batch(house, &mut post, &mut look).await?.is_some() {
            continue;
        }
        let now = clock::now();
        let next = with_desk(house, |desk| desk.store().next_letter_at(now))?;
        house.sleep_until(next, nudged, now).await;
    }
    close(post).await;
    Ok(())
}

async fn close(post: Option<Post>) {
    if let Some(Post::Smtp(mut smtp)) = post {
        smtp.quit().await;
    }
}

fn last_look(house: &House) -> Result<LastLook, Error> {
    let open = || {
        let slip = Slip::create(&house.loaded.slip(), &clock::boot_id())?;
        Ok::<_, store::Error>(LastLook { reader: Store::reader(&house.loaded.database())?, slip })
    };
    Ok(open().map_err(crate::desk::Error::from)?)
}

fn open(house: &House) -> Result<Post, Error> {
    let post = &house.loaded.config.post;
    if let Some(folder) = &post.folder {
        return Ok(Post::Folder(Folder::new(house.loaded.path(folder))));
    }
    if post.tls != Tls::None && post.ca_file.is_none() && rustls_native_certs::load_native_certs().certs.is_empty() {
        return Err(Error::Refused(
            "this system has no root certificates: install ca-certificates, or set ca_file".into(),
        ));
    }
    Ok(Post::Smtp(Box::new(Smtp::new(house.loaded.smtp()?).map_err(|error| Error::Refused(error.to_string()))?)))
}

/// One claim, sent and settled. None: nothing was due. Else what has to wait, in words.
async fn batch(house: &House, post: &mut Option<Post>, look: &mut LastLook) -> Result<Option<Vec<String>>, Error> {
    let now = clock::now();
    look.slip.begin().map_err(crate::desk::Error::from)?;
    let letters = with_desk(house, |desk| desk.claim(now))?;
    if letters.is_empty() {
        return Ok(None);
    }
    let (mut said, mut later) = (Vec::with_capacity(letters.len()), Vec::new());
    let mut down: Option<String> = None;
    let mut left = Vec::new();
    for letter in &letters {
        if house.is_stopped() {
            left.push(letter.id);
            continue;
        }
        let outcome = match &down {
            Some(why) => Some(Outcome::Later(why.clone())),
            None => send(house, (post, look), letter, &said).await,
        };
        if let Some(Post::Smtp(smtp)) = post
            && let Some(trouble) = smtp.trouble()
        {
            // The relay, not this letter, is at fault: the rest of the batch need not ask again, and the next one
            // begins with the secret read anew (a token may have run out).
            down = Some(trouble.to_string());
            *post = None;
        }
        let Some(outcome) = outcome else { continue };
        tell(letter, &outcome);
        if let Outcome::Later(why) = &outcome {
            later.push(why.clone());
        }
        // A letter put off may be given up by it, which is an event too. Of those behind a relay in trouble none is
        // settled beside a dot any more.
        let is_event = matches!(outcome, Outcome::Never(_)) || (matches!(outcome, Outcome::Later(_)) && down.is_none());
        said.push((letter.id, outcome));
        if is_event {
            settle(house, std::mem::take(&mut said))?;
        }
    }
    settle(house, said)?;
    if !left.is_empty() {
        let now = clock::now();
        with_desk(house, |desk| desk.put_back(&left, now))?;
    }
    Ok(Some(later))
}

fn settle(house: &House, outcomes: Vec<(i64, Outcome)>) -> Result<(), Error> {
    if outcomes.is_empty() {
        return Ok(());
    }
    let now = clock::now();
    let happened = with_desk(house, |desk| desk.settle(&outcomes, now))?;
    house.tell(&happened);
    Ok(())
}

/// `said`: outcomes not settled yet; the last of them is noted with this letter's dot. None: the letter was called off.
async fn send(
    house: &House,
    (post, look): (&mut Option<Post>, &mut LastLook),
    letter: &Outgoing,
    said: &[(i64, Outcome)],
) -> Option<Outcome> {
    let post = match post {
        Some(post) => post,
        None => match open(house) {
            Ok(opened) => post.insert(opened),
            Err(error) => return Some(Outcome::Later(error.to_string())),
        },
    };
    let whole = match enclosed::whole(&look.reader.view(), letter) {
        Ok(whole) => whole,
        Err(error) => return Some(Outcome::Later(error.to_string())),
    };
    let mut is_called_off = false;
    let mut dot = |id: i64| match look.may_leave(said.last(), id) {
        Ok(true) => true,
        Ok(false) => {
            is_called_off = with_desk(house, |desk| desk.call_off(id, clock::now())).is_ok();
            false
        }
        Err(_) => false,
    };
    let mut outcome = hand_over(post, &whole, &mut dot).await;
    drop(whole);
    if let Some(bare) = enclosed::bare(letter, &outcome) {
        outcome = hand_over(post, &bare, &mut dot).await;
    }
    if !letter.enclosed.is_empty() {
        memory::give_back();
    }
    (!is_called_off).then_some(outcome)
}

async fn hand_over(post: &mut Post, letter: &Outgoing, dot: &mut (dyn FnMut(i64) -> bool + Send)) -> Outcome {
    match post {
        Post::Smtp(smtp) => smtp.send(letter, dot).await,
        Post::Folder(folder) => folder.send(letter, dot, clock::now()),
    }
}

fn tell(letter: &Outgoing, outcome: &Outcome) {
    match outcome {
        Outcome::Accepted(answer) => journal::letter_accepted(&letter.message_id, answer),
        Outcome::Later(why) => journal::letter_later(&letter.message_id, why),
        Outcome::Never(why) => journal::letter_failed(&letter.message_id, why),
        Outcome::Uncertain(why) => journal::letter_uncertain(&letter.message_id, why),
    }
}
