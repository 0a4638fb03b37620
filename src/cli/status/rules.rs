//! Which rules judge, and what of the disk: the part of `status` that an admin of the rules reads.

use super::headed;
use crate::activation;
use crate::cli::activate::how;
use crate::cli::table::moment;
use crate::config::{self, Loaded};
use crate::phrasebook;
use crate::policy::Brand;
use crate::rules::diagnostic::{Said, Speech, said};
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
    /// The same for people.
    #[serde(skip)]
    pub why_rejected: Option<Said>,
    pub activation: &'static str,
    pub last: Vec<Activation>,
}

pub fn look(loaded: &Loaded, view: &View<'_>) -> store::Result<RulesStatus> {
    let activation::Saved { hash, files } = activation::saved(loaded);
    let active = view.active_rules()?;
    let is_active = active.as_ref().is_some_and(|active| active.hash == hash);
    let why_rejected = match files {
        Err(why) => Some(why),
        // Its examples are run only where the desk has found something: what, is found again, for it remembers it in English.
        Ok(_) if is_active => None,
        Ok(files) => match (loaded.compile(&files), view.rejected_rules(&hash)?) {
            (Err(error), _) => Some(activation::unusable(&loaded.root(), &error)),
            (Ok(_), Some(rejected)) => activation::prove(loaded, &files).err().or(Some(rejected.diagnostics.into())),
            (Ok(_), None) => None,
        },
    };
    Ok(RulesStatus {
        rejected: why_rejected.as_ref().map(|why| why.en.clone()),
        why_rejected,
        waiting: view.waiting_rules(&hash)?.filter(|_| !is_active),
        active,
        on_disk: hash,
        activation: loaded.config.rules.activation.name(),
        last: view.activations(SHOWN)?,
    })
}

impl RulesStatus {
    pub fn lines(&self, loaded: &Loaded, speech: Speech) -> Vec<String> {
        let brand = config::brand(loaded);
        let when = |at| moment(at, &brand, speech);
        let disk = &self.on_disk;
        let mut told = vec![headed(("rules", "规则"), &self.standing(&brand, speech), speech)];
        let mut more = |said: Said| told.push(headed(("", ""), &said, speech));
        if let Some(why) = &self.why_rejected {
            more(said!("{disk} on the disk cannot be used:", "磁盘上的 {disk} 不能使用："));
            why.in_speech(speech).lines().for_each(|line| more(line.into()));
        } else if let Some(waiting) = &self.waiting {
            let (since, Said { en, zh }) = (when(waiting.since), phrasebook::said(&waiting.why));
            more(said!("{disk} on the disk waits since {since}: {en}", "磁盘上的 {disk} 从 {since} 起等待：{zh}"));
            more(said!(
                "frontdesk activate shows what it changes, and asks",
                "frontdesk activate 会显示它改变什么，然后询问"
            ));
        } else if self.active.as_ref().is_none_or(|active| active.hash != self.on_disk) {
            more(said!(
                "{disk} on the disk: not looked at yet; a desk that runs does it within seconds of a save",
                "磁盘上的 {disk}：还没有检查；服务运行时，保存后几秒钟就会检查"
            ));
        }
        for before in self.last.iter().skip(1) {
            let (hash, since, Said { en, zh }) = (&before.hash, when(before.since), how(before.how));
            more(said!("before: {hash} from {since} by {en}", "之前：{hash}，{since}（{zh}）"));
        }
        told
    }

    fn standing(&self, brand: &Brand, speech: Speech) -> Said {
        let Some(active) = &self.active else { return said!("none were ever active", "从来没有启用过规则") };
        let (hash, since) = (&active.hash, moment(active.since, brand, speech));
        let (how, kind) = (how(active.how), phrasebook::said(self.activation));
        Said {
            en: format!("{hash} active since {since} by {} (activation: {})", how.en, kind.en),
            zh: format!("{hash} 从 {since} 起使用（{}；启用方式：{}）", how.zh, kind.zh),
        }
    }

    /// What a person should look at.
    pub fn trouble(&self) -> Option<Said> {
        match (&self.rejected, &self.waiting) {
            (Some(_), _) => Some(said!(
                "the rules on the disk cannot be used: frontdesk check",
                "磁盘上的规则不能使用：frontdesk check"
            )),
            (None, Some(waiting)) if !waiting.is_held => Some(said!(
                "the rules on the disk wait for a person: frontdesk activate",
                "磁盘上的规则等人启用：frontdesk activate"
            )),
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
            why_rejected: None,
            activation: "guarded",
            last: vec![used("second"), used("first")],
        };
        let lines = status.lines(&Loaded::shipped().unwrap(), Speech::En);
        assert!(lines.len() >= 4 && lines.iter().all(|line| !line.contains("late")), "{lines:#?}");
    }
}
