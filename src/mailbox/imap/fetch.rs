//! What lies in the folder, and the mails themselves.
//! In: UIDs. Out: a listing, and mails in windows of at most 50 and 4 MB, the next window asked for while one is read.
//! Never believes a row by its place: only the UID says which mail it is. Never sets \Seen (BODY.PEEK).

use super::name::uid_set;
use super::runner::Asked;
use super::trouble::Trouble;
use super::{Imap, Selected};
use crate::mailbox::{CUT_BODY, CUT_HEADERS};
use crate::time::Timestamp;
use async_imap::imap_proto::{AttributeValue, MailboxDatum, MessageSection, Response, SectionPath};
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;
use tokio::time::timeout;

const WINDOW_MAILS: usize = 50;
/// Two windows are on their way at a time.
pub const WINDOW_BYTES: u64 = 4 * 1024 * 1024;
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

impl Window {
    pub fn bytes(&self) -> u64 {
        self.mails.iter().map(|mail| mail.raw.len() as u64).sum()
    }
}

/// Windows under way. Dropped early, the connection is in the middle of a command and refuses the next.
pub struct Windows<'a> {
    imap: &'a mut Imap,
    planned: VecDeque<Vec<Listed>>,
    asked: VecDeque<Waited>,
    /// What came of the mails of all windows asked for: a server may mix the rows of two commands.
    parts: BTreeMap<u32, Parts>,
}

struct Waited {
    mails: Vec<Listed>,
    /// None: answered already, the parts are here.
    asked: Option<Asked>,
}

impl Imap {
    /// All mail from `low` on, ascending. Rows are taken as they come, one small value each.
    pub async fn list_from(&mut self, low: u32) -> Result<Vec<Listed>, Trouble> {
        self.list_slice(low, None).await
    }

    /// As `list_from`, to the last of these UIDs; none: to the end.
    pub async fn list_slice(&mut self, low: u32, last: Option<u32>) -> Result<Vec<Listed>, Trouble> {
        self.wire.has_news = false;
        let end = last.map_or_else(|| "*".to_owned(), |last| last.to_string());
        let mut list = self.list(&format!("UID FETCH {}:{end}", low.max(1))).await?;
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
        Windows { imap: self, planned, asked: VecDeque::new(), parts: BTreeMap::new() }
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

    /// Reads to the end of one window; rows of any mail in `parts` are taken.
    async fn receive(&mut self, waited: &mut Waited, parts: &mut BTreeMap<u32, Parts>) -> Result<(), Trouble> {
        let Some(asked) = waited.asked.take() else { return Ok(()) };
        let note = |answer: &Response<'_>| note(answer, parts);
        let limit = self.wire.patience * 10
            + Duration::from_secs(2 * WINDOW_BYTES.max(self.settings.max_mail) / SLOWEST_BYTES_A_SEC);
        match timeout(limit, self.wire.finish(asked, note)).await {
            Ok(result) => result.map_err(|fault| fault.trouble("fetching mail")),
            Err(_) => Err(Trouble::later("the mail comes too slowly")),
        }
    }

    /// One mail again, alone.
    async fn fetch_again(&mut self, mail: Listed) -> Result<Option<Fetched>, Trouble> {
        let mut waited = Waited { mails: vec![mail], asked: Some(self.ask(&[mail]).await?) };
        let mut parts = BTreeMap::from([(mail.uid, Parts::default())]);
        self.receive(&mut waited, &mut parts).await?;
        Ok(parts.remove(&mail.uid).and_then(|part| part.whole(mail)))
    }

    /// A mail shorter than announced is fetched twice more. The same again: the announced size was an estimate.
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
        self.ask_ahead().await?;
        let Some(mut waited) = self.asked.pop_front() else { return Ok(None) };
        self.imap.receive(&mut waited, &mut self.parts).await?;
        let mut out = Window::default();
        for mail in waited.mails {
            match self.parts.remove(&mail.uid).and_then(|part| part.whole(mail)) {
                None => out.report.vanished.push(mail.uid),
                Some(fetched) if !is_short(&fetched, mail) => out.mails.push(fetched),
                Some(fetched) => match self.again(fetched, mail).await? {
                    Some(fetched) => out.mails.push(fetched),
                    None => out.report.short.push(mail.uid),
                },
            }
        }
        Ok(Some(out))
    }

    /// Two commands on their way: the server works on one while we read and commit the other.
    async fn ask_ahead(&mut self) -> Result<(), Trouble> {
        while self.asked.len() < 2 {
            let Some(mails) = self.planned.pop_front() else { break };
            self.parts.extend(mails.iter().map(|mail| (mail.uid, Parts::default())));
            let asked = Some(self.imap.ask(&mails).await?);
            self.asked.push_back(Waited { mails, asked });
        }
        Ok(())
    }

    /// The window already on its way is read first.
    async fn again(&mut self, fetched: Fetched, mail: Listed) -> Result<Option<Fetched>, Trouble> {
        for waited in &mut self.asked {
            self.imap.receive(waited, &mut self.parts).await?;
        }
        self.imap.settle(fetched, mail).await
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

fn note(answer: &Response<'_>, parts: &mut BTreeMap<u32, Parts>) {
    let Response::Fetch(_, attributes) = answer else { return };
    let uid = attributes.iter().find_map(|a| if let AttributeValue::Uid(uid) = a { Some(*uid) } else { None });
    if let Some(part) = uid.and_then(|uid| parts.get_mut(&uid)) {
        attributes.iter().for_each(|attribute| part.note(attribute));
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

    fn whole(self, mail: Listed) -> Option<Fetched> {
        let is_cut = self.all.is_none();
        let raw = match self.all {
            Some(all) => all,
            None => [self.header?, self.text.unwrap_or_default()].concat(),
        };
        Some(Fetched { uid: mail.uid, raw, is_cut, internal_date: mail.internal_date })
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
    fn windows_hold_fifty_mails_or_four_megabytes() {
        let small: Vec<Listed> = (1..=120).map(|uid| mail(uid, 2_000)).collect();
        assert_eq!(sizes(&small, 25_000_000), [50, 50, 20]);
        let large: Vec<Listed> = (1..=5).map(|uid| mail(uid, 3_000_000)).collect();
        assert_eq!(sizes(&large, 25_000_000), [1, 1, 1, 1, 1]);
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
