//! Identity papers of tickets long closed go, mail by mail.

use super::{Desk, Error, Happening, alert};
use crate::time::{Span, Timestamp};

/// Days matter here, not minutes.
const LOOK: Span = Span::hours(1);

impl Desk {
    /// Erases the papers of one mail. None: nothing is due, or it was looked within the hour.
    pub fn erase_papers(&mut self, now: Timestamp) -> Result<Option<Happening>, Error> {
        if self.papers_seen_at.is_some_and(|seen| seen <= now && now - seen < LOOK) {
            return Ok(None);
        }
        let kept = self.policy.attachments.sensitive_for;
        let Some(erased) = self.store.erase_papers(now - kept, now)? else {
            self.papers_seen_at = Some(now);
            return Ok(None);
        };
        let why = format!(
            "erased {} sensitive files of mail #{}: kept for {} days after closing",
            erased.files,
            erased.mail,
            kept.as_secs() / 86_400
        );
        let told = alert::told(&why, Vec::new(), now);
        Ok(Some(Happening { ticket: Some(self.policy.number(erased.ticket)), ..told }))
    }
}
