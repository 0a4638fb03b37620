//! `frontdesk preview TEMPLATE`: letters as they would leave.

use super::setup::{self, Place};
use super::table::harmless;
use super::{Done, Failure, say};
use crate::clock;
use crate::letter::sample::{self, Sample, Shape};
use crate::letter::{Letter, Origin, Tongue, variables};
use crate::policy::Policy;
use crate::rehearsal::alone;
use crate::rules::diagnostic::{Said, Speech, said};
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

pub fn run(place: &Place, wanted: &Wanted, speech: Speech) -> Done {
    if wanted.vars {
        for (name, en, zh) in variables::TOLD {
            let what = said!("{en}", "{zh}");
            say(&format!("{name:<24} {}", what.in_speech(speech)));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let loaded = place.loaded_if_there()?;
    let policy = setup::pretended_policy(place, loaded.as_ref())?;
    let tongue = wanted.language.as_deref().map(tongue_of).transpose()?;
    let cannot = |why: Said| Failure::new(Failure::CANNOT, why);
    match &wanted.template {
        _ if wanted.all => all(&policy, wanted.out.as_deref(), speech),
        None => {
            let names = sample::names(&policy).join(", ");
            Err(cannot(said!(
                "which letter? one of {names}; or --all, or --vars for what templates may say",
                "要看哪封信？可以是 {names}；也可以写 --all，或者用 --vars 列出模板能用的名字"
            )))
        }
        Some(name) => {
            let shape = sample::shape(name, &policy).map_err(cannot)?;
            let letters = match &wanted.mail {
                Some(file) => vec![about(shape, file, tongue, (&policy, speech))?],
                None => samples(shape, tongue, &policy).map_err(|why| cannot(why.into()))?,
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
        let why =
            said!("--lang {tag}: letters are written in zh, zh-Hant and en", "--lang {tag}：信件有 zh、zh-Hant 和 en");
        Failure::new(Failure::CANNOT, why)
    })
}

/// The letter about the ticket this mail would open.
fn about(
    shape: Shape<'_>,
    file: &Path,
    tongue: Option<Tongue>,
    (policy, speech): (&Policy, Speech),
) -> Result<Letter, Failure> {
    let name = file.display().to_string();
    let cannot = |Said { en, zh }: Said| Failure::new(Failure::CANNOT, said!("{name}: {en}", "{name}：{zh}"));
    let raw = std::fs::read(file).map_err(|error| cannot(error.to_string().into()))?;
    let alone = alone::rehearse(policy, &name, &raw, clock::now()).map_err(|why| cannot(why.into()))?;
    let mut ticket = alone.ticket.ok_or_else(|| {
        cannot(said!("this mail opens no ticket, so no letter is written", "这封邮件不会建立工单，所以不写信"))
    })?;
    let is_answered = alone.happened.iter().any(|happening| !happening.letters.is_empty());
    if shape.kind.answers_a_mail() && !is_answered {
        let why = alone.happened.first().map(|happening| happening.why.clone()).unwrap_or_default();
        let why = harmless(&why);
        let told =
            said!("this mail itself would get no automatic letter: {why}", "这封邮件本身不会得到自动回信：{why}");
        eprintln!("frontdesk: {}", told.in_speech(speech));
    }
    if let Some(tongue) = tongue {
        ticket.language = tongue.language();
    }
    shape.about(&ticket, policy, alone.at).map_err(|why| cannot(why.into()))
}

fn samples(shape: Shape<'_>, tongue: Option<Tongue>, policy: &Policy) -> Result<Vec<Letter>, String> {
    let tongues = shape.tongues().iter().filter(|own| tongue.is_none_or(|t| t == **own) || **own == Tongue::Internal);
    tongues.map(|tongue| shape.sample(policy, *tongue, Sample::Full)).collect()
}

/// Every template, tongue and sample: to the folder, or one after the other.
fn all(policy: &Policy, out: Option<&Path>, speech: Speech) -> Done {
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
            let file = file.display();
            Failure::new(code, said!("writing {file}: {error}", "写入 {file}：{error}"))
        };
        std::fs::create_dir_all(file.parent().unwrap_or(folder)).map_err(failed)?;
        std::fs::write(&file, letter).map_err(failed)?;
    }
    if let Some(folder) = out {
        let folder = folder.display();
        say(said!("{count} letters written into {folder}", "{count} 封信写进了 {folder}").in_speech(speech));
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
