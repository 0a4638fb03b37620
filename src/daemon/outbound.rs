//! Letters from the outbox to the post: claimed in batches, sent on one kept connection, settled in one commit.

use super::{Error, House};
use crate::config::TlsMode;
use crate::post::folder::Folder;
use crate::post::smtp::Smtp;
use crate::post::{Outcome, Outgoing};
use crate::{clock, journal};
use std::sync::PoisonError;
use std::time::Duration;

const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// The configured way out.
enum Post {
    Smtp(Box<Smtp>),
    Folder(Folder),
}

/// Posts what is due until nothing is. Out: what could not leave, in words.
pub(super) async fn once(house: &House) -> Result<Vec<String>, Error> {
    let mut post = open(house)?;
    let mut troubles = Vec::new();
    while !house.is_stopped()
        && let Some(later) = batch(house, &mut post).await?
    {
        troubles.extend(later);
    }
    close(post).await;
    troubles.dedup();
    Ok(troubles)
}

pub(super) async fn run(house: &House) -> Result<(), Error> {
    let mut post = open(house)?;
    let mut stop = house.stop.clone();
    while !house.is_stopped() {
        let nudged = house.letters.notified(); // subscribed before we look
        if batch(house, &mut post).await?.is_some() {
            continue;
        }
        let now = clock::now();
        let next = house.with_desk(move |desk| desk.store().next_letter_at(now)).await??;
        let wait =
            next.map_or(LONGEST_SLEEP, |at| Duration::from_secs((at - now).as_secs().clamp(0, 60).unsigned_abs()));
        tokio::select! {
            () = nudged => {}
            () = tokio::time::sleep(wait.max(Duration::from_millis(10))) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }
    close(post).await;
    Ok(())
}

async fn close(post: Post) {
    if let Post::Smtp(mut smtp) = post {
        smtp.quit().await;
    }
}

fn open(house: &House) -> Result<Post, Error> {
    let post = &house.loaded.config.post;
    if let Some(folder) = &post.folder {
        return Ok(Post::Folder(Folder::new(house.loaded.path(folder))));
    }
    if post.tls != TlsMode::None && post.ca_file.is_none() && rustls_native_certs::load_native_certs().certs.is_empty()
    {
        return Err(Error::Refused(
            "this system has no root certificates: install ca-certificates, or set ca_file".into(),
        ));
    }
    Ok(Post::Smtp(Box::new(Smtp::new(house.loaded.smtp()?).map_err(|error| Error::Refused(error.to_string()))?)))
}

/// One claim, sent and settled. None: nothing was due. Else what has to wait, in words.
async fn batch(house: &House, post: &mut Post) -> Result<Option<Vec<String>>, Error> {
    let now = clock::now();
    let letters = house.with_desk(move |desk| desk.claim(now)).await??;
    if letters.is_empty() {
        return Ok(None);
    }
    let mut outcomes: Vec<(i64, Outcome)> = Vec::with_capacity(letters.len());
    let mut down: Option<String> = None;
    let mut left = Vec::new();
    for letter in &letters {
        if house.is_stopped() {
            left.push(letter.id);
            continue;
        }
        let outcome = match &down {
            Some(why) => Outcome::Later(why.clone()),
            None => send(house, post, letter).await,
        };
        if let Post::Smtp(smtp) = post
            && let Some(trouble) = smtp.trouble()
        {
            // The relay, not this letter, is at fault: the rest of the batch need not ask again.
            down = Some(trouble.to_string());
        }
        tell(letter, &outcome);
        outcomes.push((letter.id, outcome));
    }
    let later = outcomes
        .iter()
        .filter_map(|(_, o)| if let Outcome::Later(why) = o { Some(why.clone()) } else { None })
        .collect();
    let now = clock::now();
    let happened = house.with_desk(move |desk| desk.settle(&outcomes, now)).await??;
    house.tell(&happened);
    if !left.is_empty() {
        house.with_desk(move |desk| desk.put_back(&left, now)).await??;
    }
    Ok(Some(later))
}

async fn send(house: &House, post: &mut Post, letter: &Outgoing) -> Outcome {
    let desk = house.desk.clone();
    // A few microseconds on the disk's journal: not worth a thread of its own.
    let mut dot = move |id: i64| {
        tokio::task::block_in_place(|| {
            desk.lock().unwrap_or_else(PoisonError::into_inner).dot(id, clock::now()).unwrap_or(false)
        })
    };
    match post {
        Post::Smtp(smtp) => smtp.send(letter, &mut dot).await,
        Post::Folder(folder) => folder.send(letter, &mut dot, clock::now()),
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
