//! Questions of the report: tickets one by one, promises the clock saw break, questions answered in time.
//! In: since when. Out: core values.
//! Never holds all tickets at once, and never writes.

use super::error::Doing;
use super::{Result, View};
use crate::report::Breach;
use crate::sla::DEADLINE;
use crate::ticket::Ticket;
use crate::time::Timestamp;
use std::collections::BTreeMap;

impl View<'_> {
    /// Tickets that are open or changed since then.
    pub fn each_ticket_since(&self, since: Timestamp, mut work: impl FnMut(&Ticket)) -> Result<()> {
        let sql = "SELECT state FROM ticket WHERE status IN ('open', 'waiting') OR changed_at >= ?1 ORDER BY number";
        let reading = "reading the tickets";
        let mut statement = self.conn.prepare_cached(sql).doing(reading)?;
        let mut rows = statement.query([since]).doing(reading)?;
        while let Some(row) = rows.next().doing(reading)? {
            let state = row.get_ref(0).and_then(|state| Ok(state.as_str()?)).doing(reading)?;
            work(&serde_json::from_str(state).doing("reading a ticket")?);
        }
        Ok(())
    }

    /// Promises that fell due since then and that the clock counted as late; spam and merged tickets owe nothing.
    pub fn breaches_since(&self, since: Timestamp) -> Result<Vec<Breach>> {
        let sql = "SELECT t.ticket, k.category, t.kind, min(t.due_at) AS due,
                          (SELECT min(h.happened_at) FROM history h
                           WHERE h.ticket = t.ticket AND h.happened_at >= min(t.due_at)
                             AND (h.kind IN ('solved', 'closed') OR h.kind = 'replied' AND t.kind <> 'resolution'))
                   FROM timer t JOIN ticket k ON k.number = t.ticket
                   WHERE t.level >= ?2 AND t.state <> 'armed'
                     AND t.kind IN ('first_response', 'next_response', 'update', 'resolution')
                     AND json_extract(k.state, '$.is_spam') IS NOT TRUE
                     AND json_extract(k.state, '$.merged_into') IS NULL
                   GROUP BY t.ticket, t.kind, t.instance
                   HAVING due >= ?1 AND max(t.state = 'fired')";
        self.rows(sql, (since, DEADLINE), |row| {
            let (ticket, category, kind) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Breach { ticket, category, kind, due_at: row.get(3)?, met_at: row.get(4)? })
        })
    }

    /// By ticket, how many replies since then answered, in time, what a customer wrote after an earlier reply.
    pub fn answers_in_time_since(&self, since: Timestamp) -> Result<BTreeMap<i64, u32>> {
        let sql = "SELECT r.ticket, count(*) FROM
                     (SELECT r.ticket, r.step, r.happened_at,
                             (SELECT max(p.step) FROM history p
                              WHERE p.ticket = r.ticket AND p.step < r.step AND p.kind = 'replied') AS before
                      FROM history r WHERE r.kind = 'replied' AND r.happened_at >= ?1) r
                   JOIN history b ON b.ticket = r.ticket AND b.step = r.before
                   WHERE EXISTS (SELECT 1 FROM history m
                                 WHERE m.ticket = r.ticket AND m.step > r.before AND m.step < r.step
                                   AND m.kind = 'mail' AND json_extract(m.entry, '$.counts')
                                   AND NOT json_extract(m.entry, '$.is_thanks'))
                     AND NOT EXISTS (SELECT 1 FROM timer t
                                     WHERE t.ticket = r.ticket AND t.kind = 'next_response' AND t.level >= ?2
                                       AND t.state = 'fired' AND t.due_at > b.happened_at
                                       AND t.due_at <= r.happened_at)
                   GROUP BY r.ticket";
        Ok(self.rows(sql, (since, DEADLINE), |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
    }
}
