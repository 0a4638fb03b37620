//! The ramp of going live (design section 5): what becomes of held letters when the mode changes.

use super::{Alert, Desk, Error, Happening, alert};
use crate::letter::LetterKind;
use crate::policy::Mode;
use crate::time::Timestamp;

impl Desk {
    /// Called at every start; none when the mode is the same as last time, or this is the first. Automatic letters held under another mode are cancelled, staff get one digest for all of
    /// them; a person's words stay held until a person decides.
    pub fn change_mode(&mut self, mode: Mode, now: Timestamp) -> Result<Option<Happening>, Error> {
        let Self { store, policy, .. } = self;
        let happening = store.write(|tx| {
            let before = tx.meta("mode")?;
            tx.set_meta("mode", mode.name())?;
            let Some(before) = before.filter(|before| before != mode.name()) else {
                return Ok(None);
            };
            let cancelled = tx.cancel_held(now)?;
            let customers = cancelled.iter().filter(|kind| kind.is_to_customer()).count();
            let replies = tx.held(LetterKind::Reply)?;
            let what = format!(
                "sending is {} now, it was {before}: cancelled {customers} letters to customers and {} to staff that \
                 were held; {replies} replies of people are still held, see frontdesk outbox --held",
                mode.name(),
                cancelled.len() - customers,
            );
            let is_news = !cancelled.is_empty() || replies > 0;
            let alert = Alert { kind: "mode", what: &what };
            let letters = if is_news { alert::owner(tx, policy, alert, now)? } else { Vec::new() };
            Ok(Some(alert::told(&what, letters, now)))
        })?;
        Ok(happening)
    }
}
