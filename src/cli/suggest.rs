//! `frontdesk suggest`: words that would make the rules agree more with staff, each tried before it is shown.

use super::filed::filed;
use super::progress::Progress;
use super::setup::Place;
use super::table::{harmless, rows};
use super::{Done, Failure, replay, say, say_json};
use crate::clock;
use crate::config::{self, Loaded};
use crate::reader;
use crate::replay::{Set, Source};
use crate::rules::suggest::{self, Cluster, Effect, Proposal, Sample};
use crate::rules::{GENERAL, RuleFile, edit, example};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub struct Wanted {
    pub since: String,
    pub labels: Option<PathBuf>,
    /// Numbers of the proposals to write into the rule files.
    pub write: Vec<usize>,
}

pub fn run(place: &Place, wanted: &Wanted, as_json: bool) -> Done {
    let loaded = place.loaded_if_there()?;
    let book = place.set(loaded.as_ref())?;
    let files = place.texts(loaded.as_ref())?;
    let samples = samples(loaded.as_ref(), wanted, &book)?;
    let proposals = propose(&files, &samples);
    if !wanted.write.is_empty() {
        return write(place, loaded.as_ref(), &wanted.write, &proposals);
    }
    let clusters = suggest::clusters(&samples);
    if as_json {
        for (number, proposal) in (1..).zip(&proposals) {
            let mut value = serde_json::to_value(proposal).unwrap_or_default();
            if let Some(map) = value.as_object_mut() {
                map.insert("number".into(), json!(number));
            }
            say_json(&value);
        }
        clusters.iter().for_each(|cluster| say_json(&json!({ "new_category": cluster })));
        return Ok(ExitCode::SUCCESS);
    }
    told(&proposals, &clusters, &samples).iter().for_each(|line| say(&harmless(line)));
    Ok(ExitCode::SUCCESS)
}

fn samples(loaded: Option<&Loaded>, wanted: &Wanted, book: &Set) -> Result<Vec<Sample>, Failure> {
    let since = clock::now() - replay::since(&wanted.since)?;
    let reader = replay::reader(loaded, wanted.labels.is_some(), "suggest")?;
    let prefix = loaded.map_or_else(String::new, |loaded| config::brand(loaded).number);
    let source = match (&wanted.labels, &reader) {
        (Some(dir), _) => {
            let known = book.rules.categories.keys().cloned().chain([GENERAL.to_owned()]);
            Source::Files(filed(dir, &known.collect::<BTreeSet<String>>())?)
        }
        (None, Some(reader)) => Source::Stored { view: reader.view(), since, prefix: &prefix },
        (None, None) => return Err(replay::no_mail("suggest")),
    };
    let mut progress = Progress::new("mails read");
    let (samples, _) = source.samples(&book.rules, &mut |done, total| progress.at(done, total))?;
    progress.done();
    Ok(samples)
}

/// Tries every candidate, beside each other.
fn propose(files: &[RuleFile], samples: &[Sample]) -> Vec<Proposal> {
    let candidates = suggest::candidates(samples);
    let mut progress = Progress::new("phrases tried");
    let (total, mut tried) = (candidates.len(), Vec::new());
    for some in candidates.chunks(8) {
        let done = reader::beside(some.iter().collect(), |candidate| suggest::try_out(files, samples, candidate));
        let effects = done.into_iter().map(|result| result.and_then(|effect| effect));
        let both = some.iter().cloned().zip(effects).filter_map(|(candidate, effect)| Some((candidate, effect.ok()?)));
        tried.extend(both.collect::<Vec<(suggest::Candidate, Effect)>>());
        progress.at(tried.len(), Some(total));
    }
    progress.done();
    suggest::choose(tried)
}

fn told(proposals: &[Proposal], clusters: &[Cluster], samples: &[Sample]) -> Vec<String> {
    let decided = samples.iter().filter(|sample| sample.is_decided()).count();
    let mut lines = vec![format!("{} mails, {decided} with staff's word", samples.len())];
    let table: Vec<[String; 4]> = (1..).zip(proposals).map(|(number, proposal)| row(number, proposal)).collect();
    lines.extend(rows(&table));
    for Cluster { words, seen, senders, name } in clusters {
        let name = name.unwrap_or("NAME");
        lines.push(format!(
            "   (no category)  \"{words}\" {seen}× in general, from {senders} senders → a new category?  frontdesk init \
             category {name}"
        ));
    }
    match (proposals.is_empty(), clusters.is_empty(), decided) {
        (false, ..) => {
            let numbers: Vec<String> = (1..=proposals.len()).map(|n| n.to_string()).collect();
            lines.push(format!(
                "write them?  frontdesk suggest --write {}   (comments stay; then check, test and replay as usual)",
                numbers.join(",")
            ));
        }
        (true, _, 0) => lines.push(
            "no phrases to suggest: they are learnt from tickets that staff moved (frontdesk move N CATEGORY), and none \
             was moved or answered yet"
                .to_owned(),
        ),
        (true, true, _) => lines.push(
            "nothing to suggest: no words that three senders used would mend more than they break".to_owned(),
        ),
        (true, false, _) => {}
    }
    lines
}

fn row(number: usize, proposal: &Proposal) -> [String; 4] {
    let Proposal { candidate, fixes, breaks, moves } = proposal;
    let seen = match candidate.list {
        "ignore" => format!("seen {}×, {} of them belong elsewhere", candidate.seen, candidate.own),
        _ => format!("seen {}×, {} of them {}", candidate.seen, candidate.own, candidate.category),
    };
    let others = if *moves > 0 { format!(", moves {moves} nobody decided") } else { String::new() };
    [
        format!("{number:>2} {}", candidate.category),
        format!("+ {} \"{}\"", candidate.list, candidate.phrase),
        seen,
        format!("fixes {fixes}, breaks {breaks}{others}"),
    ]
}

/// Into the category's file, or the site's own under `local/` where that exists; a set that would not load is put back.
fn write(place: &Place, loaded: Option<&Loaded>, numbers: &[usize], proposals: &[Proposal]) -> Done {
    let wrong = |text: String| Failure::new(Failure::CANNOT, text);
    let Some(folder) = place.rules_folder(loaded) else {
        return Err(wrong("the built-in rules cannot be edited: frontdesk init writes a folder of them".to_owned()));
    };
    let of_number = |number: &usize| {
        let proposal = number.checked_sub(1).and_then(|at| proposals.get(at));
        proposal.ok_or_else(|| wrong(format!("--write {number}: there are {} proposals now", proposals.len())))
    };
    for proposal in numbers.iter().map(of_number).collect::<Result<Vec<_>, _>>()? {
        let candidate = &proposal.candidate;
        let file = file_of(&folder, &candidate.category);
        let cannot = |why: &dyn std::fmt::Display| wrong(format!("{}: {why}", file.display()));
        let before =
            file.exists().then(|| std::fs::read_to_string(&file)).transpose().map_err(|error| cannot(&error))?;
        let text = edit::with_phrase(before.as_deref().unwrap_or_default(), candidate.list, &candidate.phrase);
        replace(&file, &text.map_err(|why| cannot(&why))?).map_err(|error| cannot(&error))?;
        if let Err(failure) = place.set(loaded) {
            let back = before.map_or_else(|| std::fs::remove_file(&file), |before| replace(&file, &before));
            back.map_err(|error| cannot(&error))?;
            return Err(failure);
        }
        say(&harmless(&format!("{}: {} + \"{}\"", file.display(), candidate.list, candidate.phrase)));
    }
    let failed = example::run(&place.set(loaded)?.rules).failures.len();
    say(match failed {
        0 => "next: frontdesk replay",
        _ => "some examples fail now: frontdesk test shows which",
    });
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

pub(super) fn file_of(folder: &Path, category: &str) -> PathBuf {
    let local = folder.join("local");
    let home = if local.is_dir() { local } else { folder.to_owned() };
    home.join("categories").join(format!("{category}.toml"))
}

/// Under another name first, then renamed: a desk that runs never reads half a file.
pub(super) fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let half = file.with_extension("toml~");
    std::fs::write(&half, text)?;
    if let Ok(known) = std::fs::metadata(file) {
        std::fs::set_permissions(&half, known.permissions())?;
    }
    std::fs::rename(&half, file)
}
