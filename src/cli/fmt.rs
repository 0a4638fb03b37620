//! `frontdesk fmt [--check]`: rule files as they should look.

use super::findings::{Format, show};
use super::setup::Place;
use super::suggest::replace;
use super::table::harmless;
use super::{Done, Failure, say};
use crate::config;
use crate::rules::Diagnostic;
use crate::rules::diagnostic::{Severity, Speech, said};
use crate::rules::fmt::{Kind, tidy};
use std::process::ExitCode;

pub fn run(place: &Place, only_check: bool, speech: Speech) -> Done {
    // With --rules the configuration has no say.
    let loaded = if place.rules.is_some() { None } else { place.loaded_if_there()? };
    let Some(folder) = place.rules_folder(loaded.as_ref()) else {
        let why = said!(
            "no rule folder to tidy: frontdesk init writes one, --rules DIR names one",
            "没有可以整理的规则目录：frontdesk init 会写一个，--rules 可以指定一个"
        );
        return Err(Failure::new(Failure::CANNOT, why));
    };
    let (files, told) = config::rules::read_all(&folder)?;
    let is_unreadable = |told: &Diagnostic| told.severity == Severity::Error && told.code == "E01";
    let mut wrong: Vec<Diagnostic> = told.into_iter().filter(is_unreadable).collect();
    let (mut seen, mut changed) = (0, 0);
    for file in &files {
        let Some(kind) = Kind::of(&file.path) else { continue };
        seen += 1;
        let path = folder.join(&file.path);
        let name = path.display().to_string();
        match tidy(&name, &file.text, kind) {
            Err(faults) => wrong.extend(faults),
            Ok(text) if text == file.text => {}
            Ok(text) => {
                changed += 1;
                if !only_check {
                    let cannot = |error: std::io::Error| {
                        Failure::new(Failure::of_file(&error), said!("writing {name}: {error}", "写入 {name}：{error}"))
                    };
                    // A link stays one: what it names is written.
                    let target = path.canonicalize().map_err(cannot)?;
                    replace(&target, &text).map_err(cannot)?;
                }
                say(&harmless(&name));
            }
        }
    }
    show(Format::Text, &wrong, speech);
    let summary = match only_check {
        true => said!("{seen} files, {changed} untidy", "{seen} 个文件，{changed} 个需要整理"),
        false => said!("{seen} files, {changed} tidied", "{seen} 个文件，整理了 {changed} 个"),
    };
    say(summary.in_speech(speech));
    Ok(match (wrong.is_empty(), only_check && changed > 0) {
        (false, _) => ExitCode::from(Failure::CONFIG),
        (true, true) => ExitCode::from(Failure::NO),
        (true, false) => ExitCode::SUCCESS,
    })
}
