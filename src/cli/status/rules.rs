//! Which rules judge, and what of the disk: the part of `status` that an admin of the rules reads.

use crate::activation;
use crate::cli::list::moment;
use crate::config::{self, Loaded};
use crate::policy::Brand;
use crate::store::{self, Activation, View, WaitingRules};
use crate::time::Timestamp;
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
    pub fn lines(&self, loaded: &Loaded, now: Timestamp) -> Vec<String> {
        let brand = config::brand(loaded);
        let mut lines = vec![self.standing(&brand, now)];
        if let Some(why) = &self.rejected {
            lines.push(format!("          {} on the disk cannot be used:", self.on_disk));
            lines.extend(why.lines().map(|line| format!("          {line}")));
        } else if let Some(waiting) = &self.waiting {
            let since = moment(waiting.since, &brand, now);
            lines.push(format!("          {} on the disk waits since {since}: {}", self.on_disk, waiting.why));
            lines.push("          frontdesk activate shows what it changes, and asks".to_owned());
        } else if self.active.as_ref().is_none_or(|active| active.hash != self.on_disk) {
            lines.push(format!("          {} on the disk: looked at when the desk runs", self.on_disk));
        }
        for before in self.last.iter().skip(1) {
            lines.push(format!(
                "          before: {} from {} by {}",
                before.hash,
                moment(before.since, &brand, now),
                before.how.name()
            ));
        }
        lines
    }

    fn standing(&self, brand: &Brand, now: Timestamp) -> String {
        match &self.active {
            Some(active) => {
                let since = moment(active.since, brand, now);
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
