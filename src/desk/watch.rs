//! Is the clock to be believed, and has the machine slept?
//! In: the wall clock, and how long the machine has run, sleep included. Out: timers that wait; a word to the owner.
//! Never a timer fired by a clock that jumped, or that stands before this program was written (faults F90, F92, F95).

use super::{Alert, Desk, Error, Happening};
use crate::letter::dates;
use crate::time::{Span, Timestamp};

/// Clocks are set right by minutes without harm.
const JUMP: Span = Span::minutes(10);
/// Until a person, or the time service, has set it right.
const UNSAFE: Span = Span::minutes(15);
/// 1 November 2026: no clock that is right stands before it.
const WRITTEN: Timestamp = Timestamp::from_secs(1_793_491_200);

/// The last look at both clocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watch {
    seen: Option<(Timestamp, Span)>,
    /// By the count that no setting of the clock changes.
    unsafe_until: Option<Span>,
}

impl Watch {
    pub(super) const NEW: Self = Self { seen: None, unsafe_until: None };

    pub(super) fn is_safe(&self) -> bool {
        let uptime = self.seen.map(|(_, uptime)| uptime);
        uptime.zip(self.unsafe_until).is_none_or(|(uptime, until)| uptime >= until)
    }
}

impl Desk {
    /// Looks at both clocks before the timers are looked at.
    pub fn watch(&mut self, uptime: Span, now: Timestamp) -> Result<Option<Happening>, Error> {
        let seen = self.watch.seen.replace((now, uptime));
        if now < WRITTEN {
            self.watch.unsafe_until = Some(uptime + UNSAFE);
            let what = "the clock of this machine is wrong: timers wait until it is right / 本机时钟不对：定时任务暂停";
            return self.alert(Alert { kind: "clock", what }, now).map(Some);
        }
        let Some((then, before)) = seen else { return Ok(None) };
        let passed = uptime - before;
        let jump = (now - then) - passed;
        if Span::secs(jump.as_secs().abs()) > JUMP {
            self.watch.unsafe_until = Some(uptime + UNSAFE);
            // What the jump made due is worked off as after a downtime.
            if jump > Span::ZERO {
                self.wake_after(jump, now);
            }
            let by = dates::length(Span::secs(jump.as_secs().abs()));
            let way = if jump > Span::ZERO { "forward" } else { "back" };
            let what =
                format!("the clock jumped {way} by {by}: timers wait 15 minutes / 时钟跳变 {by}：定时任务暂停 15 分钟");
            return self.alert(Alert { kind: "clock", what: &what }, now).map(Some);
        }
        if !self.is_catching_up() {
            self.wake_after(passed, now);
        }
        Ok(None)
    }
}
