//! `frontdesk init`: a commented configuration, the rule set and the templates, ready to edit.

use super::sla::shipped_calendars;
use super::{SHIPPED, SHIPPED_SLA, rules};
use std::io;
use std::path::{Path, PathBuf};

/// What the rules are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// A payment service.
    #[default]
    Payments,
    /// Any other company.
    General,
}

impl Profile {
    /// The rule folder with its guides and mails, by path within it.
    pub fn rules(self) -> Vec<(String, Vec<u8>)> {
        let words = rules::shipped_with_docs().into_iter().filter(|file| !file.path.ends_with(".eml"));
        let mails = rules::shipped_mails().into_iter();
        let mails = mails.map(|(name, raw)| (name.trim_start_matches("rules/").to_owned(), raw));
        let payments: Vec<(String, Vec<u8>)> =
            words.map(|file| (file.path, file.text.into_bytes())).chain(mails).collect();
        match self {
            Self::Payments => payments,
            Self::General => {
                let own = rules::profile_files();
                let is_shared = |path: &str| is_shared(path) && !own.iter().any(|(name, _)| name == path);
                payments.into_iter().filter(|(path, _)| is_shared(path)).chain(own.clone()).collect()
            }
        }
    }

    pub fn sla(self) -> &'static str {
        match self {
            Self::Payments => SHIPPED_SLA,
            Self::General => include_str!("../../config/profiles/general/sla.toml"),
        }
    }

    /// `frontdesk.toml`: every option stands in one file; a profile changes names in it.
    pub fn config(self) -> String {
        match self {
            Self::Payments => SHIPPED.to_owned(),
            Self::General => general_config(),
        }
    }
}

/// What every company can use as it is: letters, guides, numbers. Not the answers to a payment service's questions.
fn is_shared(path: &str) -> bool {
    let is_answer = path.contains("/faq-") || path.ends_with("/security-first-steps.txt");
    (path.starts_with("templates/") && !is_answer)
        || ["scoring.toml", "guards.toml"].contains(&path)
        || path.ends_with(".md")
}

const TEAMS: [&str; 7] = ["support", "sales", "billing", "delivery", "technical", "lead", "oncall"];

fn general_config() -> String {
    let mut teams = String::new();
    TEAMS.iter().for_each(|team| teams.push_str(&format!("{team} = [\"ann\"]\n")));
    let (head, rest) = SHIPPED.split_once("[teams]\n").unwrap_or((SHIPPED, ""));
    let owner = rest.find("owner = ").and_then(|at| rest.get(at..)).unwrap_or(rest);
    format!("{head}[teams]\n{teams}{owner}")
        .replace("OKPay", "Your Company")
        .replace("okpay.example", "company.example")
        .replace("@okpay", "@company")
        .replace(
            "#number = \"OK-\"                             # ticket numbers: OK-10001, OK-10002, …",
            "number = \"REQ-\"                             # ticket numbers: REQ-10001, REQ-10002, …",
        )
        .replace("身份核验", "联系我们")
        .replace("身分核驗", "聯絡我們")
        .replace("Verify identity", "Contact us")
}

/// Writes the files; never over one that is there. Out: what was written, or the first file in the way.
pub fn write(folder: &Path, profile: Profile) -> io::Result<Vec<PathBuf>> {
    let text = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    let mut files = vec![text("frontdesk.toml", profile.config()), text("sla.toml", profile.sla().to_owned())];
    files.extend(shipped_calendars().into_iter().map(|file| text(&file.path, file.text)));
    files.extend(profile.rules().into_iter().map(|(path, bytes)| (format!("rules/{path}"), bytes)));
    let targets: Vec<(PathBuf, Vec<u8>)> = files.into_iter().map(|(name, text)| (folder.join(name), text)).collect();
    if let Some((there, _)) = targets.iter().find(|(path, _)| path.exists()) {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} is already there", there.display())));
    }
    for (path, text) in &targets {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(targets.into_iter().map(|(path, _)| path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::config::sla::ZONES;
    use crate::rules::{Kinship, RuleFile, RuleSet, example};
    use crate::sla::{SlaBook, Source};

    #[test]
    fn every_profile_fits_together_and_keeps_its_examples() {
        for profile in [Profile::Payments, Profile::General] {
            let config = Config::parse(&profile.config(), "frontdesk.toml").unwrap();
            let files = shipped_calendars();
            let source = Source { text: profile.sla(), file: "sla.toml", files: &files, zones: ZONES };
            let book = SlaBook::read(&source).unwrap();
            let known = |to: &str| config.teams.contains_key(to) || config.people.contains_key(to);
            assert!(book.slas.values().flat_map(|sla| &sla.escalate).all(|step| known(&step.to)), "{profile:?}");
            let is_rule = |path: &str| path.ends_with(".toml") || path.ends_with(".txt");
            let files = profile.rules().into_iter().filter(|(path, _)| is_rule(path));
            let files: Vec<RuleFile> =
                files.map(|(path, bytes)| RuleFile { path, text: String::from_utf8(bytes).unwrap() }).collect();
            let slas = Some(book.slas.keys().cloned().collect());
            let names = Kinship { slas, teams: Some(config.teams.keys().cloned().collect()) };
            let rules = RuleSet::load("rules", &files, &names).unwrap();
            let report = example::run(&rules);
            assert!(report.failures.is_empty() && report.passed > 200, "{profile:?}: {:#?}", report.failures);
            assert_eq!(rules.templates.lacking(), [], "{profile:?}");
        }
    }

    #[test]
    fn the_general_profile_names_no_payment_service() {
        let config = Profile::General.config();
        assert!(config.contains("number = \"REQ-\"") && config.contains("technical = [\"ann\"]"), "{config}");
        for (path, bytes) in Profile::General.rules() {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(path.ends_with(".md") || !text.contains("okpay"), "{path}");
        }
        assert!(!config.to_lowercase().contains("okpay"), "{config}");
    }
}
