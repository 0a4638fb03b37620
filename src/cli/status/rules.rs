//! Which rules judge, and what of the disk: the part of `status` that an admin of the rules reads.

use crate::activation;
use crate::cli::table::moment;
use crate::config::{self, Loaded};
use crate::policy::Brand;
use crate::rules::diagnostic::Speech;
use crate::store::{self, Activation, View, WaitingRules};
use serde::Serialize;

/// How many of the last activations are shown.
const SHOWN: usize = 5;

#[derive(Debug, Serialize)]
pub struct RulesStatus {
    pub active: Option<Activation>,
    /// Of what lies on the disk.
    pub on_disk: String,
    pub waiting: Option<WaitingRules>,
    /// Why the files on the disk cannot be used.
    pub rejected: Option<String>,
    pub activation: &'static str,
    pub last: Vec<Activation>,
}

pub fn look(loaded: &Loaded, view: &View<'_>) -> store::Result<RulesStatus> {
    let activation::Saved { hash, files } = activation::saved(loaded);
    let active = view.active_rules()?;
    let is_active = active.as_ref().is_some_and(|active| active.hash == hash);
    let rejected = match files {
        Err(why) => Some(why.en),
        // Its examples ran when it was looked at; what the desk found is remembered.
        Ok(_) if is_active => None,
        Ok(files) => match loaded.compile(&files) {
            Err(error) => Some(activation::unusable(&loaded.root(), &error).en),
            Ok(_) => view.rejected_rules(&hash)?.map(|rejected| rejected.diagnostics),
        },
    };
    Ok(RulesStatus {
        waiting: view.waiting_rules(&hash)?.filter(|_| !is_active),
        active,
        on_disk: hash,
        rejected,
        activation: loaded.config.rules.activation.name(),
        last: view.activations(SHOWN)?,
    })
}

impl RulesStatus {
    pub fn lines(&self, loaded: &Loaded) -> Vec<String> {
        let brand = config::brand(loaded);
        let mut lines = vec![self.standing(&brand)];
        if let Some(why) = &self.rejected {
            lines.push(format!("          {} on the disk cannot be used:", self.on_disk));
            lines.extend(why.lines().map(|line| format!("          {line}")));
        } else if let Some(waiting) = &self.waiting {
            let since = moment(waiting.since, &brand, Speech::En);
            lines.push(format!("          {} on the disk waits since {since}: {}", self.on_disk, waiting.why));
            lines.push("          frontdesk activate shows what it changes, and asks".to_owned());
        } else if self.active.as_ref().is_none_or(|active| active.hash != self.on_disk) {
            lines.push(format!("          {} on the disk: looked at when the desk runs", self.on_disk));
        }
        for before in self.last.iter().skip(1) {
            lines.push(format!(
                "          before: {} from {} by {}",
                before.hash,
                moment(before.since, &brand, Speech::En),
                before.how.name()
            ));
        }
        lines
    }

    fn standing(&self, brand: &Brand) -> String {
        match &self.active {
            Some(active) => {
                let since = moment(active.since, brand, Speech::En);
                format!(
                    "rules     {} active since {since} by {} (activation: {})",
                    active.hash,
                    active.how.name(),
                    self.activation
                )
            }
            None => "rules     none were ever active".to_owned(),
        }
    }

    /// What a person should look at.
    pub fn trouble(&self) -> Option<String> {
        match (&self.rejected, &self.waiting) {
            (Some(_), _) => Some("the rules on the disk cannot be used: frontdesk check".to_owned()),
            (None, Some(waiting)) if !waiting.is_held => {
                Some("the rules on the disk wait for a person: frontdesk activate".to_owned())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ActivatedBy;
    use crate::time::Timestamp;

    #[test]
    fn only_what_is_due_can_be_late() {
        let since = Timestamp::from_secs(1_578_297_600);
        let used = |hash: &str| Activation { hash: hash.into(), since, how: ActivatedBy::Reload };
        let waiting = WaitingRules { hash: "third".into(), since, why: "the text ack changes".into(), is_held: false };
        let status = RulesStatus {
            active: Some(used("second")),
            on_disk: "third".into(),
            waiting: Some(waiting),
            rejected: None,
            activation: "guarded",
            last: vec![used("second"), used("first")],
        };
        let lines = status.lines(&Loaded::shipped().unwrap());
        assert!(lines.len() >= 4 && lines.iter().all(|line| !line.contains("late")), "{lines:#?}");
    }
}
