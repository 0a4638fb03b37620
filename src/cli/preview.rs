//! `frontdesk preview TEMPLATE`: letters as they would leave.

use super::setup::{self, Place};
use super::table::harmless;
use super::{Done, Failure, say};
use crate::clock;
use crate::letter::sample::{self, Sample, Shape};
use crate::letter::{Letter, Origin, Tongue, variables};
use crate::policy::Policy;
use crate::rehearsal::alone;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is to be shown.
pub struct Wanted {
    pub template: Option<String>,
    pub language: Option<String>,
    pub mail: Option<PathBuf>,
    pub all: bool,
    pub out: Option<PathBuf>,
    pub vars: bool,
}

pub fn run(place: &Place, wanted: &Wanted) -> Done {
    if wanted.vars {
        variables::TOLD.iter().for_each(|(name, what)| say(&format!("{name:<24} {what}")));
        return Ok(ExitCode::SUCCESS);
    }
    let loaded = place.loaded_if_there()?;
    let policy = setup::pretended_policy(place, loaded.as_ref())?;
    let tongue = wanted.language.as_deref().map(tongue_of).transpose()?;
    let cannot = |why: String| Failure::new(Failure::CANNOT, why);
    match &wanted.template {
        _ if wanted.all => all(&policy, wanted.out.as_deref()),
        None => {
            let names = sample::names(&policy).join(", ");
            Err(cannot(format!("which letter? one of {names}; or --all, or --vars for what templates may say")))
        }
        Some(name) => {
            let shape = sample::shape(name, &policy).map_err(cannot)?;
            let letters = match &wanted.mail {
                Some(file) => vec![about(shape, file, tongue, &policy)?],
                None => samples(shape, tongue, &policy).map_err(cannot)?,
            };
            for (at, letter) in letters.iter().enumerate() {
                if at > 0 {
                    say(&format!("\n{}\n", "─".repeat(78)));
                }
                say(&harmless(&with_head(letter, &policy)));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn tongue_of(tag: &str) -> Result<Tongue, Failure> {
    let known = [("zh", Tongue::Zh), ("zh-hans", Tongue::Zh), ("zh-hant", Tongue::ZhHant), ("en", Tongue::En)];
    let found = known.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(tag)).map(|(_, tongue)| tongue);
    found.ok_or_else(|| {
        Failure::new(Failure::CANNOT, format!("--lang {tag}: letters are written in zh, zh-Hant and en"))
    })
}

/// The letter about the ticket this mail would open.
fn about(shape: Shape<'_>, file: &Path, tongue: Option<Tongue>, policy: &Policy) -> Result<Letter, Failure> {
    let name = file.display().to_string();
    let cannot = |why: String| Failure::new(Failure::CANNOT, format!("{name}: {why}"));
    let raw = std::fs::read(file).map_err(|error| cannot(error.to_string()))?;
    let alone = alone::rehearse(policy, &name, &raw, clock::now()).map_err(cannot)?;
    let mut ticket = alone.ticket.ok_or_else(|| cannot("this mail opens no ticket, so no letter is written".into()))?;
    let is_answered = alone.happened.iter().any(|happening| !happening.letters.is_empty());
    if shape.kind.answers_a_mail() && !is_answered {
        let why = alone.happened.first().map(|happening| happening.why.clone()).unwrap_or_default();
        eprintln!("frontdesk: this mail itself would get no automatic letter: {}", harmless(&why));
    }
    if let Some(tongue) = tongue {
        ticket.language = tongue.language();
    }
    shape.about(&ticket, policy, alone.at).map_err(cannot)
}

fn samples(shape: Shape<'_>, tongue: Option<Tongue>, policy: &Policy) -> Result<Vec<Letter>, String> {
    let tongues = shape.tongues().iter().filter(|own| tongue.is_none_or(|t| t == **own) || **own == Tongue::Internal);
    tongues.map(|tongue| shape.sample(policy, *tongue, Sample::Full)).collect()
}

/// Every template, tongue and sample: to the folder, or one after the other.
fn all(policy: &Policy, out: Option<&Path>) -> Done {
    let mut count = 0;
    for (name, letter) in sample::all(policy).map_err(|why| Failure::new(Failure::CONFIG, why))? {
        count += 1;
        let Some(folder) = out else {
            say(&format!("═══ {name}\n{}\n", harmless(&letter)));
            continue;
        };
        let file = folder.join(&name);
        let failed = |error: std::io::Error| {
            let code =
                if error.kind() == std::io::ErrorKind::PermissionDenied { Failure::PERMISSION } else { Failure::DISK };
            Failure::new(code, format!("writing {}: {error}", file.display()))
        };
        std::fs::create_dir_all(file.parent().unwrap_or(folder)).map_err(failed)?;
        std::fs::write(&file, letter).map_err(failed)?;
    }
    if let Some(folder) = out {
        say(&format!("{count} letters written into {}", folder.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn with_head(letter: &Letter, policy: &Policy) -> String {
    let mut head =
        format!("From: {} <{}>\nTo: {}\nSubject: {}", policy.brand.name, policy.brand.mail, letter.to, letter.subject);
    if let Some(parent) = &letter.in_reply_to {
        head.push_str(&format!("\nIn-Reply-To: <{parent}>"));
    }
    match letter.kind.origin() {
        Origin::Person => {}
        Origin::AutoReplied => head.push_str("\nAuto-Submitted: auto-replied"),
        Origin::AutoGenerated => head.push_str("\nAuto-Submitted: auto-generated"),
    }
    format!("{head}\n\n{}", letter.text.trim_end())
}
