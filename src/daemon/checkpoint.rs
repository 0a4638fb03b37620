//! Copies what is committed from the write-ahead log into the database file, beside the desk: no commit waits for it.
//! In: how much was kept. Never needed for safety: SQLite does the same within a commit once the log has grown too long.

use super::{Error, House};
use crate::desk;
use crate::store::Store;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;

/// Bytes kept between two copies.
const EVERY: usize = 32 << 20;

/// What was kept since the last copy.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    bytes: AtomicUsize,
    due: Notify,
}

impl Backlog {
    pub(super) fn add(&self, bytes: usize) {
        if self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes >= EVERY {
            self.bytes.store(0, Ordering::Relaxed);
            self.due.notify_one();
        }
    }
}

pub(super) async fn run(house: &House) -> Result<(), Error> {
    let mut stop = house.stop.clone();
    loop {
        tokio::select! {
            () = house.backlog.due.notified() => {}
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        }
        let database = house.loaded.database();
        let copied = tokio::task::spawn_blocking(move || Store::checkpoint(&database)).await;
        copied.map_err(|panic| Error::System(format!("copying the log broke: {panic}")))?.map_err(desk::Error::from)?;
    }
}
