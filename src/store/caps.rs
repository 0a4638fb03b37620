//! How many automatic letters have gone where: what the caps of the gate look at.
//! In: a mail, its sender and its ticket. Out: counts within windows that slide with the largest time seen.
//! Never too low: a letter decided a second ago counts, one held counts, windows of an hour and a day end at a minute.

use super::{Result, Tx};
use crate::letter::LetterKind;
use crate::mail::Address;
use crate::ticket::event::Counts;
use crate::time::{Span, Timestamp};
use rusqlite::params;

/// One person's address in one form: lower case, without plus tag; Gmail's dots mean nothing.
pub fn sender_key(address: &Address) -> String {
    let (local, domain) = (address.local().to_lowercase(), address.domain().to_lowercase());
    let local = local.split_once('+').map_or(local.as_str(), |(name, _)| name);
    match domain.as_str() {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        _ => format!("{local}@{domain}"),
    }
}

impl Tx<'_> {
    /// Automatic letters to customers that left, wait or are held; failed and cancelled ones do not count.
    pub fn counts(&self, mail: i64, ticket: Option<i64>, sender: &Address, now: Timestamp) -> Result<Counts> {
        let newest: Option<Timestamp> =
            self.ask("SELECT max(planned_at) FROM outbox", [], "looking for the newest letter")?.flatten();
        // A clock set back must not open the windows anew.
        let end = newest.map_or(now, |newest| newest.max(now));
        let mut counts = Counts { for_mail: self.for_mail(mail)?, ..Counts::default() };
        self.count_sender(sender, end, &mut counts)?;
        self.count_domain(sender.domain(), end, &mut counts)?;
        if let Some(ticket) = ticket {
            self.count_ticket(ticket, end, &mut counts)?;
        }
        Ok(counts)
    }

    /// All letters to an address since then, but those that were cancelled: the limit of letters to staff.
    pub fn letters_to(&self, to: &Address, since: Timestamp) -> Result<u32> {
        let sql = "SELECT count(*) FROM outbox WHERE recipient_key = ?1 AND planned_at > ?2 AND state <> 'cancelled'";
        Ok(self.ask(sql, params![sender_key(to), since], "counting letters to staff")?.unwrap_or(0))
    }

    /// Alerts about the desk itself that went, or go, to this address.
    pub fn alerts_to(&self, to: &Address, since: Timestamp) -> Result<u32> {
        let sql = "SELECT count(*) FROM outbox WHERE recipient_key = ?1 AND planned_at > ?2 AND kind = 'owner_alert'
                   AND ticket IS NULL AND state NOT IN ('failed', 'cancelled')";
        Ok(self.ask(sql, params![sender_key(to), since], "counting alerts")?.unwrap_or(0))
    }

    fn for_mail(&self, mail: i64) -> Result<u32> {
        let sql = "SELECT count(*) FROM outbox WHERE cause_mail = ?1 AND is_counted = 1
                   AND state NOT IN ('failed', 'cancelled')";
        Ok(self.ask(sql, [mail], "counting a mail's letters")?.unwrap_or(0))
    }

    fn count_sender(&self, sender: &Address, end: Timestamp, counts: &mut Counts) -> Result<()> {
        let doing = "counting a sender's letters";
        let key = sender_key(sender);
        let sql = "SELECT count(*) FROM outbox WHERE recipient_key = ?1 AND planned_at > ?2 AND is_counted = 1
                   AND kind NOT IN ('ask_again', 'overdue', 'remind', 'closing', 'solved_check')
                   AND state NOT IN ('failed', 'cancelled')";
        let since = |window: Span| Ok(self.ask(sql, params![key, end - window], doing)?.unwrap_or(0));
        counts.sender_week = since(Span::days(7))?;
        if counts.sender_week > 0 {
            counts.sender_day = since(Span::days(1))?;
            counts.sender_ten_minutes = since(Span::minutes(10))?;
        }
        let sql = "SELECT count(*) FROM outbox WHERE recipient_key = ?1 AND planned_at > ?2 AND is_counted = 1
                   AND kind IN ('ask_again', 'overdue', 'remind', 'closing', 'solved_check')
                   AND state NOT IN ('failed', 'cancelled')";
        counts.sender_clock_day = self.ask(sql, params![key, end - Span::days(1)], doing)?.unwrap_or(0);
        Ok(())
    }

    fn count_domain(&self, domain: &str, end: Timestamp, counts: &mut Counts) -> Result<()> {
        let sql = "SELECT coalesce(sum(letters), 0) FROM letters_a_minute WHERE domain = ?1 AND minute >= ?2";
        let since = |window: Span| -> Result<u32> {
            let minute = (end - window).secs().div_euclid(60);
            Ok(self.ask(sql, params![domain, minute], "counting a domain's letters")?.unwrap_or(0))
        };
        counts.domain_hour = since(Span::hours(1))?;
        counts.domain_day = since(Span::days(1))?;
        Ok(())
    }

    /// Several recipients of one cause are one alarm.
    fn count_alarms(&self, ticket: i64, end: Timestamp, counts: &mut Counts) -> Result<()> {
        let sql = "SELECT count(DISTINCT step) FROM outbox WHERE ticket = ?1 AND planned_at > ?2
                   AND (kind = 'breach' OR kind = ?3) AND state NOT IN ('failed', 'cancelled')";
        let since = |window: Span, other: LetterKind| -> Result<u32> {
            Ok(self.ask(sql, params![ticket, end - window, other], "counting a ticket's alarms")?.unwrap_or(0))
        };
        counts.alarms_day = since(Span::days(1), LetterKind::Warning)?;
        if counts.alarms_day > 0 {
            counts.alarms_half_hour = since(Span::minutes(30), LetterKind::Warning)?;
            counts.breaches_day = since(Span::days(1), LetterKind::Breach)?;
            counts.breaches_half_hour = since(Span::minutes(30), LetterKind::Breach)?;
        }
        Ok(())
    }

    fn count_ticket(&self, ticket: i64, end: Timestamp, counts: &mut Counts) -> Result<()> {
        let doing = "counting a ticket's letters";
        self.count_alarms(ticket, end, counts)?;
        let sql = "SELECT count(*) FROM history WHERE ticket = ?1 AND kind = 'reopened' AND happened_at > ?2";
        counts.reopened_day = self.ask(sql, params![ticket, end - Span::days(1)], doing)?.unwrap_or(0);
        let sql = "SELECT max(step) FROM history WHERE ticket = ?1 AND kind = 'replied'";
        let replied: u32 = self.ask::<Option<u32>>(sql, [ticket], doing)?.flatten().unwrap_or(0);
        let mut statement = self.prepare(
            "SELECT kind, step, planned_at FROM outbox
             WHERE ticket = ?1 AND is_counted = 1 AND state NOT IN ('failed', 'cancelled')",
            doing,
        )?;
        let day = end - Span::days(1);
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let rows = statement.query_map([ticket], read).map_err(|source| super::Error::sql(doing, source))?;
        for row in rows {
            let (kind, step, at): (LetterKind, u32, Timestamp) =
                row.map_err(|source| super::Error::sql(doing, source))?;
            let in_day = u32::from(at > day);
            if kind.answers_a_mail() && step > replied {
                counts.ticket_total += 1;
                counts.ticket_day += in_day;
            }
            match kind {
                LetterKind::Ack => counts.ticket_acks += 1,
                LetterKind::FollowupStatus => counts.status_day += in_day,
                _ => {}
            }
        }
        Ok(())
    }
}
