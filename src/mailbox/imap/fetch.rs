//! What lies in the folder, and the mails themselves.
//! In: UIDs. Out: a listing, and mails in windows of at most 50 and 8 MB, the next window asked for while one is read.
//! Never believes a row by its place: only the UID says which mail it is. Never sets \Seen (BODY.PEEK).

use super::name::uid_set;
use super::runner::{Asked, Wire};
use super::trouble::{Fault, Trouble};
use super::{Imap, Selected};
use crate::mailbox::{CUT_BODY, CUT_HEADERS};
use crate::time::Timestamp;
use async_imap::imap_proto::{AttributeValue, MailboxDatum, MessageSection, Response, SectionPath};
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;
use tokio::time::timeout;

const WINDOW_MAILS: usize = 50;
const WINDOW_BYTES: u64 = 8 * 1024 * 1024;
/// A whole window must come at this pace at least, on top of the time every command has.
const SLOWEST_BYTES_A_SEC: u64 = 4096;

/// A mail as the listing shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    pub uid: u32,
    /// RFC822.SIZE: exact by RFC 3501, an estimate at Exchange.
    pub size: u32,
    /// INTERNALDATE; 1970 when the server gives none that can be read, so that such mail counts as old.
    pub internal_date: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub uid: u32,
    pub raw: Vec<u8>,
    pub is_cut: bool,
    pub internal_date: Timestamp,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchReport {
    /// No body came, or `NIL`: expunged, or the server is not itself. The next listing tells.
    pub vanished: Vec<u32>,
    /// Three times fewer bytes than announced, and not twice the same: half a mail is not handed out.
    pub short: Vec<u32>,
}

/// What one command brought, in the order of the listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub mails: Vec<Fetched>,
    pub report: FetchReport,
}

/// Windows under way. Dropped early, the connection is in the middle of a command and refuses the next.
pub struct Windows<'a> {
    imap: &'a mut Imap,
    planned: VecDeque<Vec<Listed>>,
    asked: Option<(Asked, Vec<Listed>)>,
}

impl Imap {
    /// All mail from `low` on, ascending. Rows are taken as they come, one small value each.
    pub async fn list_from(&mut self, low: u32) -> Result<Vec<Listed>, Trouble> {
        self.wire.has_news = false;
        let mut list = self.list(&format!("UID FETCH {}:*", low.max(1))).await?;
        // RFC 3501 section 6.4.8: `n:*` beyond the end names the last mail.
        list.retain(|mail| mail.uid >= low);
        Ok(list)
    }

    /// The newest `count` mails, and the oldest one first: what `check --online` looks at.
    pub async fn sample(&mut self, selected: &Selected, count: u32) -> Result<Vec<Listed>, Trouble> {
        if selected.exists == 0 {
            return Ok(Vec::new());
        }
        let first = selected.exists.saturating_sub(count.saturating_sub(1)).max(1);
        let set = if first > 1 { format!("1,{first}:*") } else { "1:*".to_owned() };
        self.list(&format!("FETCH {set}")).await
    }

    async fn list(&mut self, fetch: &str) -> Result<Vec<Listed>, Trouble> {
        let mut rows = BTreeMap::new();
        let note = |answer: &Response<'_>| {
            if let Some(listed) = listed(answer) {
                rows.insert(listed.uid, listed);
            }
        };
        let command = format!("{fetch} (UID RFC822.SIZE INTERNALDATE)");
        self.wire.run(&command, note).await.map_err(|fault| self.at(fault.trouble("listing the mail")))?;
        Ok(rows.into_values().collect())
    }

    /// UIDs of mail that came on or after a day: the sweep that finds what came out of order (F10).
    pub async fn search_since(&mut self, since: Timestamp) -> Result<Vec<u32>, Trouble> {
        let day = jiff::Timestamp::from_second(since.secs()).unwrap_or_default().strftime("%-d-%b-%Y").to_string();
        let mut uids = Vec::new();
        let note = |answer: &Response<'_>| {
            if let Response::MailboxData(MailboxDatum::Search(found)) = answer {
                uids.extend_from_slice(found);
            }
        };
        let command = format!("UID SEARCH SINCE {day}");
        self.wire.run(&command, note).await.map_err(|fault| self.at(fault.trouble("searching recent mail")))?;
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// The mails of a listing, window by window: hand each on, commit it, ask for the next.
    pub fn windows(&mut self, listed: &[Listed]) -> Windows<'_> {
        let planned = split(listed, self.settings.max_mail);
        Windows { imap: self, planned, asked: None }
    }

    /// The mails of a listing, each to `on`.
    pub async fn fetch(
        &mut self,
        listed: &[Listed],
        on: &mut (dyn FnMut(Fetched) + Send),
    ) -> Result<FetchReport, Trouble> {
        let mut report = FetchReport::default();
        let mut windows = self.windows(listed);
        while let Some(window) = windows.next().await? {
            window.mails.into_iter().for_each(&mut *on);
            report.vanished.extend(window.report.vanished);
            report.short.extend(window.report.short);
        }
        Ok(report)
    }

    /// One mail again, alone.
    async fn fetch_again(&mut self, mail: Listed) -> Result<Option<Fetched>, Trouble> {
        let asked = self.ask(&[mail]).await?;
        Ok(self.receive(asked, &[mail]).await?.pop())
    }

    async fn ask(&mut self, window: &[Listed]) -> Result<Asked, Trouble> {
        let uids: Vec<u32> = window.iter().map(|mail| mail.uid).collect();
        let is_cut = window.iter().any(|mail| u64::from(mail.size) > self.settings.max_mail);
        let body = if is_cut {
            format!("BODY.PEEK[HEADER]<0.{CUT_HEADERS}> BODY.PEEK[TEXT]<0.{CUT_BODY}>")
        } else {
            "BODY.PEEK[]".to_owned()
        };
        self.wire.begin(&format!("UID FETCH {} (UID {body})", uid_set(&uids))).await
    }

    /// Bodies of the mails asked for, in the order of `window`; a mail that did not come is not in it.
    async fn receive(&mut self, asked: Asked, window: &[Listed]) -> Result<Vec<Fetched>, Trouble> {
        let mut parts: BTreeMap<u32, Parts> = window.iter().map(|mail| (mail.uid, Parts::default())).collect();
        let bytes: u64 = window.iter().map(|mail| u64::from(mail.size).min(self.settings.max_mail)).sum();
        let limit = self.wire.patience * 10 + Duration::from_secs(bytes / SLOWEST_BYTES_A_SEC);
        finish(&mut self.wire, limit, asked, &mut parts).await.map_err(|fault| fault.trouble("fetching mail"))?;
        let whole = |mail: &Listed| {
            let (raw, is_cut) = parts.remove(&mail.uid)?.whole()?;
            Some(Fetched { uid: mail.uid, raw, is_cut, internal_date: mail.internal_date })
        };
        Ok(window.iter().filter_map(whole).collect())
    }

    /// A mail shorter than announced is fetched twice more. The same length again is the server's estimate at fault.
    async fn settle(&mut self, first: Fetched, mail: Listed) -> Result<Option<Fetched>, Trouble> {
        let mut before = first;
        for _ in 0..2 {
            match self.fetch_again(mail).await? {
                Some(again) if again.raw == before.raw || !is_short(&again, mail) => return Ok(Some(again)),
                Some(again) => before = again,
                None => return Ok(None),
            }
        }
        Ok(None)
    }
}

impl Windows<'_> {
    /// The next window; none when all are done.
    pub async fn next(&mut self) -> Result<Option<Window>, Trouble> {
        let result = self.step().await;
        result.map_err(|trouble| self.imap.at(trouble))
    }

    async fn step(&mut self) -> Result<Option<Window>, Trouble> {
        if self.asked.is_none() {
            self.asked = self.ask_next().await?;
        }
        let Some((asked, window)) = self.asked.take() else { return Ok(None) };
        self.asked = self.ask_next().await?;
        let mails = self.imap.receive(asked, &window).await?;
        self.sort_out(mails, &window).await.map(Some)
    }

    async fn ask_next(&mut self) -> Result<Option<(Asked, Vec<Listed>)>, Trouble> {
        let Some(window) = self.planned.pop_front() else { return Ok(None) };
        let asked = self.imap.ask(&window).await?;
        Ok(Some((asked, window)))
    }

    async fn sort_out(&mut self, mails: Vec<Fetched>, window: &[Listed]) -> Result<Window, Trouble> {
        let mut out = Window::default();
        let mut came: BTreeMap<u32, Fetched> = mails.into_iter().map(|mail| (mail.uid, mail)).collect();
        for listed in window {
            match came.remove(&listed.uid) {
                None => out.report.vanished.push(listed.uid),
                Some(mail) if !is_short(&mail, *listed) => out.mails.push(mail),
                Some(mail) => match self.again(mail, *listed).await? {
                    Some(mail) => out.mails.push(mail),
                    None => out.report.short.push(listed.uid),
                },
            }
        }
        Ok(out)
    }

    /// Between windows: the one already asked for is read first, or its rows would come in between.
    async fn again(&mut self, mail: Fetched, listed: Listed) -> Result<Option<Fetched>, Trouble> {
        if let Some((asked, window)) = self.asked.take() {
            self.imap.receive(asked, &window).await?;
            self.planned.push_front(window);
        }
        self.imap.settle(mail, listed).await
    }
}

/// Mails in windows; one over `max_mail` alone, because it is asked for differently.
fn split(listed: &[Listed], max_mail: u64) -> VecDeque<Vec<Listed>> {
    let mut windows = VecDeque::new();
    let mut window: Vec<Listed> = Vec::new();
    let mut bytes = 0;
    for mail in listed {
        let size = u64::from(mail.size);
        let is_full = window.len() >= WINDOW_MAILS || bytes + size > WINDOW_BYTES;
        if !window.is_empty() && (is_full || size > max_mail || bytes > max_mail) {
            windows.push_back(std::mem::take(&mut window));
            bytes = 0;
        }
        window.push(*mail);
        bytes += size;
    }
    if !window.is_empty() {
        windows.push_back(window);
    }
    windows
}

async fn finish(wire: &mut Wire, limit: Duration, asked: Asked, parts: &mut BTreeMap<u32, Parts>) -> Result<(), Fault> {
    let note = |answer: &Response<'_>| {
        if let Response::Fetch(_, attributes) = answer {
            let uid = attributes.iter().find_map(|a| if let AttributeValue::Uid(uid) = a { Some(*uid) } else { None });
            if let Some(part) = uid.and_then(|uid| parts.get_mut(&uid)) {
                attributes.iter().for_each(|attribute| part.note(attribute));
            }
        }
    };
    match timeout(limit, wire.finish(asked, note)).await {
        Ok(result) => result,
        Err(_) => Err(Trouble::later("the mail comes too slowly").into()),
    }
}

/// Pieces of one mail; of duplicate rows the first counts.
#[derive(Default)]
struct Parts {
    all: Option<Vec<u8>>,
    header: Option<Vec<u8>>,
    text: Option<Vec<u8>>,
}

impl Parts {
    fn note(&mut self, attribute: &AttributeValue<'_>) {
        let AttributeValue::BodySection { section, data: Some(data), .. } = attribute else { return };
        let slot = match section {
            None => &mut self.all,
            Some(SectionPath::Full(MessageSection::Header)) => &mut self.header,
            Some(SectionPath::Full(MessageSection::Text)) => &mut self.text,
            Some(_) => return,
        };
        slot.get_or_insert_with(|| data.to_vec());
    }

    fn whole(self) -> Option<(Vec<u8>, bool)> {
        if let Some(all) = self.all {
            return Some((all, false));
        }
        let mut raw = self.header?;
        raw.extend(self.text.unwrap_or_default());
        Some((raw, true))
    }
}

/// Exchange estimates: a tenth and 4 kB are forgiven.
fn is_short(mail: &Fetched, listed: Listed) -> bool {
    let announced = listed.size as usize;
    !mail.is_cut && mail.raw.len() + announced / 10 + 4096 < announced
}

fn listed(answer: &Response<'_>) -> Option<Listed> {
    let Response::Fetch(_, attributes) = answer else { return None };
    let (mut uid, mut size, mut date) = (None, None, None);
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(n) => uid = Some(*n),
            AttributeValue::Rfc822Size(n) => size = Some(*n),
            AttributeValue::InternalDate(text) => date = internal_date(text),
            _ => {}
        }
    }
    Some(Listed { uid: uid?, size: size?, internal_date: date.unwrap_or_default() })
}

/// `17-Jul-1996 02:44:25 -0700`, the day padded with a space when it has one digit.
fn internal_date(text: &str) -> Option<Timestamp> {
    let at = jiff::fmt::strtime::parse("%d-%b-%Y %H:%M:%S %z", text.trim()).ok()?.to_timestamp().ok()?;
    Some(Timestamp::from_secs(at.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(uid: u32, size: u32) -> Listed {
        Listed { uid, size, internal_date: Timestamp::default() }
    }

    fn sizes(listed: &[Listed], max_mail: u64) -> Vec<usize> {
        split(listed, max_mail).iter().map(Vec::len).collect()
    }

    #[test]
    fn windows_hold_fifty_mails_or_eight_megabytes() {
        let small: Vec<Listed> = (1..=120).map(|uid| mail(uid, 2_000)).collect();
        assert_eq!(sizes(&small, 25_000_000), [50, 50, 20]);
        let large: Vec<Listed> = (1..=5).map(|uid| mail(uid, 3_000_000)).collect();
        assert_eq!(sizes(&large, 25_000_000), [2, 2, 1]);
    }

    #[test]
    fn a_mail_over_the_limit_goes_alone() {
        let mixed = [mail(1, 100), mail(2, 30_000_000), mail(3, 100), mail(4, 100)];
        assert_eq!(sizes(&mixed, 25_000_000), [1, 1, 2]);
        let above_a_small_limit = [mail(1, 100), mail(2, 2_000), mail(3, 100)];
        assert_eq!(sizes(&above_a_small_limit, 1_000), [1, 1, 1]);
    }

    #[test]
    fn server_dates_are_read_with_their_zone() {
        assert_eq!(internal_date("17-Jul-1996 02:44:25 -0700"), Some(Timestamp::from_secs(837_596_665)));
        assert_eq!(internal_date(" 7-Jul-2026 00:00:00 +0000"), Some(Timestamp::from_secs(1_783_382_400)));
        assert_eq!(internal_date("yesterday"), None);
    }
}
