//! `frontdesk resume`: a person says that all is well, and what the breaker holds leaves.

use super::setup::{self, Place};
use super::{Done, say, say_json};
use crate::clock;
use crate::rules::diagnostic::{Speech, said};
use serde_json::json;
use std::process::ExitCode;

pub fn run(place: &Place, as_json: bool, speech: Speech) -> Done {
    let loaded = place.loaded()?;
    let now = clock::now();
    let mut desk = setup::existing_desk(&loaded, now)?;
    let held = desk.store().view().held_by_breaker()?;
    let was_open = desk.resume(now)?;
    if as_json {
        say_json(&json!({ "was_open": was_open, "held": held }));
    } else if was_open {
        let told = said!(
            "automatic letters to customers leave again, {held} that were held first; what left before is not counted any more",
            "给客户的自动邮件恢复发送，先发出暂停的 {held} 封；此前发出的不再计数"
        );
        say(told.in_speech(speech).trim_end());
    } else {
        let told = said!("nothing is held: there is nothing to resume", "没有暂停发送，无需恢复");
        say(told.in_speech(speech).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}
