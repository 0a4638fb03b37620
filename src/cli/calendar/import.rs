//! `frontdesk calendar import FILE.ics [--name cn-2027]`: the days of a holiday feed into a file of exceptions.
//! In: an iCalendar file. Out: `calendars/NAME.toml` beside the promises; what stands there already stays as it is.
//! Never a file that `check` would refuse: what is written was read before.

use crate::calendar::{Shift, ics};
use crate::cli::setup::Place;
use crate::cli::{Done, Failure, say, say_json};
use crate::clock;
use crate::config::{self, Loaded};
use crate::rules::diagnostic::{Speech, said};
use crate::sla::load::{FOLDER, dated, named};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub struct Wanted {
    pub feed: PathBuf,
    /// None: as the feed's file is called.
    pub name: Option<String>,
    /// Of the days on which people work instead.
    pub hours: String,
}

pub fn import(place: &Place, wanted: &Wanted, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let (feed, hours) = (wanted.feed.display(), &wanted.hours);
    if Shift::parse(hours).is_none_or(|(_, after)| after.is_some()) {
        let why = said!("--hours {hours}: write it as 09:00-18:00", "--hours {hours}：请写成 09:00-18:00");
        return Err(Failure::new(Failure::CANNOT, why));
    }
    let name = name(wanted)?;
    let this_year = clock::now().in_zone(&config::brand(&loaded).zone).year();
    let text = config::read_text(&wanted.feed)?;
    let found = ics::read(&text, (this_year, this_year + 1)).map_err(|(line, why)| {
        let (en, zh) = (why.en, why.zh);
        Failure::new(Failure::CANNOT, said!("{feed}:{line}: {en}", "{feed}:{line}：{zh}"))
    })?;
    let file = loaded.sla_file().with_file_name(FOLDER.trim_end_matches('/')).join(format!("{name}.toml"));
    let (mut days, all) = (found.days, found.left_out);
    let old = if file.is_file() { Some(config::read_text(&file)?) } else { None };
    let known = match &old {
        Some(old) => dated(old, &file.display().to_string()).map_err(config::Error::Wrong)?,
        None => Default::default(),
    };
    let count = days.len();
    days.retain(|day, _| !known.contains_key(day));
    if !as_json {
        for (line, why) in &all {
            let (en, zh) = (&why.en, &why.zh);
            say(said!("left out, line {line}: {en}", "没有采用，第 {line} 行：{zh}").in_speech(speech));
        }
    }
    if !days.is_empty() {
        write(&file, old, (&wanted.feed, &ics::lines_of(&days, hours)))?;
    }
    let (added, there) = (days.len(), count - days.len());
    let is_used = is_named(&loaded, &name)?;
    if as_json {
        say_json(&json!({ "file": file, "added": added, "there": there, "left_out": all.len(), "is_used": is_used }));
    } else {
        let file = file.display();
        say(said!("{file}: {added} days added, {there} were there", "{file}：新增 {added} 天，已有 {there} 天")
            .in_speech(speech));
        if !is_used {
            say(said!(
                "name it in sla.toml: [calendar.…] exceptions = [\"{FOLDER}{name}.toml\"]",
                "请在 sla.toml 里写上：[calendar.…] exceptions = [\"{FOLDER}{name}.toml\"]"
            )
            .in_speech(speech));
        }
    }
    Ok(if count == 0 { ExitCode::from(Failure::NO) } else { ExitCode::SUCCESS })
}

/// Of the file to write: small letters, digits, `-` and `_`.
fn name(wanted: &Wanted) -> Result<String, Failure> {
    let stem = wanted.feed.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let name = wanted.name.clone().or(stem).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ['-', '_'].contains(&c);
    if name.is_empty() || !name.chars().all(is_plain) {
        let why = said!(
            "{name:?} is no name for a file of days: give --name cn-2027 (small letters, digits, - and _)",
            "{name:?} 不能用作文件名：请写 --name cn-2027（小写字母、数字、- 和 _）"
        );
        return Err(Failure::new(Failure::CANNOT, why));
    }
    Ok(name)
}

/// Whole or not at all: the desk reads this file while it runs.
fn write(file: &Path, old: Option<String>, (feed, lines): (&Path, &[String])) -> Result<(), Failure> {
    let from = feed.file_name().unwrap_or_default().to_string_lossy();
    let head = format!("# From {from}. Each line replaces the whole day or days.\n");
    let text = match old {
        Some(old) => format!("{}\n\n{head}{}\n", old.trim_end(), lines.join("\n")),
        None => format!("{head}{}\n", lines.join("\n")),
    };
    dated(&text, &file.display().to_string()).map_err(config::Error::Wrong)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let beside = folder.join(".importing");
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&beside, text))
        .and_then(|()| std::fs::rename(&beside, file));
    written.map_err(|error| Failure::new(Failure::of_file(&error), format!("{}: {error}", file.display())))
}

fn is_named(loaded: &Loaded, name: &str) -> Result<bool, Failure> {
    Ok(named(&config::sla::text(loaded)?).contains(&format!("{FOLDER}{name}.toml")))
}
