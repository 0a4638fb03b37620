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
use crate::rules::diagnostic::{Said, Speech, said};
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

pub fn run(place: &Place, wanted: &Wanted, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded_if_there()?;
    let book = place.set(loaded.as_ref())?;
    let files = place.texts(loaded.as_ref())?;
    let samples = samples(loaded.as_ref(), wanted, (&book, speech))?;
    let proposals = propose(&files, &samples, speech);
    if !wanted.write.is_empty() {
        return write(place, loaded.as_ref(), (&wanted.write, &proposals), speech);
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
    told((&proposals, &clusters), &samples, speech).iter().for_each(|line| say(&harmless(line)));
    Ok(ExitCode::SUCCESS)
}

fn samples(loaded: Option<&Loaded>, wanted: &Wanted, (book, speech): (&Set, Speech)) -> Result<Vec<Sample>, Failure> {
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
    let mut progress = Progress::new(said!("mails read", "封邮件已读"), speech);
    let (samples, _) = source.samples(&book.rules, &mut |done, total| progress.at(done, total))?;
    progress.done();
    Ok(samples)
}

/// Tries every candidate, beside each other.
fn propose(files: &[RuleFile], samples: &[Sample], speech: Speech) -> Vec<Proposal> {
    let candidates = suggest::candidates(samples);
    let mut progress = Progress::new(said!("phrases tried", "个短语已试"), speech);
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

fn told((proposals, clusters): (&[Proposal], &[Cluster]), samples: &[Sample], speech: Speech) -> Vec<String> {
    let (count, decided) = (samples.len(), samples.iter().filter(|sample| sample.is_decided()).count());
    let mut lines =
        vec![said!("{count} mails, {decided} with staff's word", "{count} 封邮件，其中 {decided} 封有员工的决定")];
    let table: Vec<[String; 4]> =
        (1..).zip(proposals).map(|(number, proposal)| row(number, proposal, speech)).collect();
    lines.extend(rows(&table).into_iter().map(Said::from));
    for Cluster { words, seen, senders, name } in clusters {
        let (en, zh) = name.map_or(("NAME", "名称"), |name| (name, name));
        lines.push(said!(
            "   (no category)  \"{words}\" {seen}× in general, from {senders} senders → a new category?  frontdesk init \
             category {en}",
            "   （没有类别）  \"{words}\" 在 general 里 {seen} 次，来自 {senders} 位客户 → 要新建类别吗？  frontdesk init \
             category {zh}"
        ));
    }
    lines.extend(next((proposals, clusters), decided));
    lines.into_iter().map(|line| line.into_speech(speech)).collect()
}

/// What to do with the proposals, or why there are none.
fn next((proposals, clusters): (&[Proposal], &[Cluster]), decided: usize) -> Option<Said> {
    match (proposals.is_empty(), clusters.is_empty(), decided) {
        (false, ..) => {
            let numbers: Vec<String> = (1..=proposals.len()).map(|n| n.to_string()).collect();
            let numbers = numbers.join(",");
            Some(said!(
                "write them?  frontdesk suggest --write {numbers}   (comments stay; then check, test and replay as usual)",
                "要写进去吗？  frontdesk suggest --write {numbers}   （注释会保留；之后照常 check、test、replay）"
            ))
        }
        (true, _, 0) => Some(said!(
            "no phrases to suggest: they are learnt from tickets that staff moved (frontdesk move N CATEGORY), and none \
             was moved or answered yet",
            "没有可以建议的短语：要从员工改过类别的工单里学（frontdesk move 编号 类别），而现在还没有改过或回复过的工单"
        )),
        (true, true, _) => Some(said!(
            "nothing to suggest: no words that three senders used would mend more than they break",
            "没有建议：三位客户都写过的词里，没有修好多于弄坏的"
        )),
        (true, false, _) => None,
    }
}

fn row(number: usize, proposal: &Proposal, speech: Speech) -> [String; 4] {
    let Proposal { candidate, fixes, breaks, moves } = proposal;
    let suggest::Candidate { category, seen, own, .. } = candidate;
    let seen = match candidate.list {
        "ignore" => said!("seen {seen}×, {own} of them belong elsewhere", "出现 {seen} 次，其中 {own} 次属于别的类别"),
        _ => said!("seen {seen}×, {own} of them {category}", "出现 {seen} 次，其中 {own} 次属于 {category}"),
    };
    let mut effect = vec![said!("fixes {fixes}, breaks {breaks}", "修好 {fixes}，弄坏 {breaks}")];
    if *moves > 0 {
        effect.push(said!("moves {moves} nobody decided", "改动 {moves} 张没人决定过的"));
    }
    [
        format!("{number:>2} {category}"),
        format!("+ {} \"{}\"", candidate.list, candidate.phrase),
        seen.into_speech(speech),
        Said::joined(&effect, (", ", "，")).into_speech(speech),
    ]
}

/// Into the site's own file under `local/` for a category that ships, so that an upgrade leaves it alone; a set that would
/// not load is put back.
fn write(
    place: &Place,
    loaded: Option<&Loaded>,
    (numbers, proposals): (&[usize], &[Proposal]),
    speech: Speech,
) -> Done {
    let wrong = |text: Said| Failure::new(Failure::CANNOT, text);
    let Some(folder) = place.rules_folder(loaded) else {
        return Err(wrong(said!(
            "the built-in rules cannot be edited: frontdesk init writes a folder of them",
            "内置的规则不能修改：frontdesk init 会写出一个规则目录"
        )));
    };
    let of_number = |number: &usize| {
        let proposal = number.checked_sub(1).and_then(|at| proposals.get(at));
        let count = proposals.len();
        proposal.ok_or_else(|| {
            wrong(said!(
                "--write {number}: there are {count} proposals now",
                "--write {number}：现在只有 {count} 条建议"
            ))
        })
    };
    for proposal in numbers.iter().map(of_number).collect::<Result<Vec<_>, _>>()? {
        let candidate = &proposal.candidate;
        let file = file_of(&folder, &candidate.category);
        let is_new = !file.exists();
        let shown = file.display();
        let told = |Said { en, zh }: Said| wrong(said!("{shown}: {en}", "{shown}：{zh}"));
        let cannot = |error: &std::io::Error| told(error.to_string().into());
        let before =
            file.exists().then(|| std::fs::read_to_string(&file)).transpose().map_err(|error| cannot(&error))?;
        let text = edit::with_phrase(before.as_deref().unwrap_or_default(), candidate.list, &candidate.phrase);
        let head = if is_new { head(&candidate.category, speech) } else { String::new() };
        replace(&file, &(head + &text.map_err(told)?)).map_err(|error| cannot(&error))?;
        if let Err(failure) = place.set(loaded) {
            let back = before.map_or_else(|| std::fs::remove_file(&file), |before| replace(&file, &before));
            back.map_err(|error| cannot(&error))?;
            return Err(failure);
        }
        say(&harmless(&format!("{}: {} + \"{}\"", file.display(), candidate.list, candidate.phrase)));
        if is_new {
            let lies = said!(
                "  a new file: it is laid over the shipped category, and upgrades leave it alone",
                "  新文件：叠加在自带的类别之上，升级不会动它"
            );
            say(lies.in_speech(speech));
        }
    }
    let failed = example::run(&place.set(loaded)?.rules).failures.len();
    let next = match failed {
        0 => said!("next: frontdesk replay", "下一步：frontdesk replay"),
        _ => said!("some examples fail now: frontdesk test shows which", "现在有例句不成立：frontdesk test 会列出"),
    };
    say(next.in_speech(speech));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Where the category's own words are kept: beside `local/` only in a file that is no shipped one.
fn file_of(folder: &Path, category: &str) -> PathBuf {
    let path = format!("categories/{category}.toml");
    let (plain, own) = (folder.join(&path), folder.join("local").join(&path));
    let ships = config::rules::ships(&path);
    if !ships && !own.exists() && plain.exists() { plain } else { own }
}

/// The first lines of such a file.
fn head(category: &str, speech: Speech) -> String {
    let told = said!(
        "# Words of our own for {category}, laid over the shipped file: an upgrade leaves this one alone.\n\n",
        "# {category} 的自有用词，叠加在自带的文件之上：升级不会动这个文件。\n\n"
    );
    told.into_speech(speech)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_shipped_category_go_where_no_upgrade_touches_them() {
        let home = tempfile::tempdir().unwrap();
        let file = |path: &str| {
            std::fs::create_dir_all(home.path().join(path).parent().unwrap()).unwrap();
            std::fs::write(home.path().join(path), "").unwrap();
        };
        let of = |id: &str| file_of(home.path(), id).strip_prefix(home.path()).unwrap().display().to_string();
        file("categories/refund.toml");
        file("categories/invoice.toml");
        assert_eq!(of("refund"), "local/categories/refund.toml", "it ships");
        assert_eq!(of("invoice"), "categories/invoice.toml", "it is the site's own");
        file("local/categories/invoice.toml");
        assert_eq!(of("invoice"), "local/categories/invoice.toml");
    }
}
