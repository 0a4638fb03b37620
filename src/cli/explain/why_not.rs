//! What was missing for a category, in lines.

use super::super::table::shown;
use crate::rules::Verdict;
use crate::rules::diagnostic::{Said, said};
use crate::rules::why_not::{Near, WhyNot};

const PHRASE_COLUMNS: usize = 70;
const PART_COLUMNS: usize = 34;

pub fn lines(why: &WhyNot, verdict: &Verdict) -> Vec<Said> {
    let WhyNot { category, score, needs, is_label, is_weak, hits, near } = why;
    let mut lines = vec![Said::default()];
    if verdict.category == *category {
        lines.push(said!(
            "why not {category}? It is: {score} points, {needs} are enough",
            "为什么不是 {category}？就是它：{score} 分，{needs} 分就够"
        ));
        return lines;
    }
    if *is_label {
        let chosen = verdict.scores.get(&verdict.category).copied().unwrap_or(0.0);
        let first = &verdict.category;
        lines.push(said!(
            "why not {category}? It is a label too, {score} points; {first} has {chosen}, or a higher precedence",
            "为什么不是 {category}？它也是标签，{score} 分；{first} 有 {chosen} 分，或者 precedence 更高"
        ));
        return lines;
    }
    let Said { en, zh } = match score >= needs && *is_weak {
        true => said!(", but weak words alone make no label", "，但只有弱词不能成为标签"),
        false => Said::default(),
    };
    lines.push(said!(
        "why not {category}? {score} of {needs} points{en}",
        "为什么不是 {category}？需要 {needs} 分，得 {score} 分{zh}"
    ));
    for hit in hits.iter().filter(|hit| hit.points > 0.0 || hit.ignored_by.is_some()) {
        let words = shown(&hit.text.split_whitespace().collect::<Vec<_>>().join(" "), PART_COLUMNS);
        lines.push(match &hit.ignored_by {
            Some(ignore) => {
                let ignore = shown(ignore, PHRASE_COLUMNS);
                said!("    0 {words}   covered up by ignore {ignore}", "    0 {words}   被 ignore {ignore} 盖住")
            }
            None => {
                let phrase = shown(&hit.phrase, PHRASE_COLUMNS);
                format!("  {:>+3} {words}   {phrase}   {}", hit.points, hit.rule).into()
            }
        });
    }
    if near.is_empty() {
        lines.push(said!(
            "  no phrase of it came near: none of their parts stands in the mail",
            "  没有短语接近：邮件里没有它们的任何一部分"
        ));
    } else {
        lines.push(said!("  phrases that nearly hit", "  差一点命中的短语"));
    }
    near.iter().for_each(|near| lines.extend(nearly(near)));
    lines
}

fn nearly(near: &Near) -> [Said; 3] {
    let stands = near.stands.iter().map(|(part, words)| match part == words {
        true => shown(part, PART_COLUMNS),
        false => format!("{} \"{}\"", shown(part, PART_COLUMNS), shown(words, 20)),
    });
    let stands = stands.collect::<Vec<_>>().join(", ");
    let missing: Vec<String> = near.missing.iter().map(|part| shown(part, PHRASE_COLUMNS)).collect();
    let missing = match missing.is_empty() {
        true => said!(
            "         stand apart: too far, in other sentences or in another order",
            "         分开了   隔得太远、在别的句子里，或者顺序不同"
        ),
        false => {
            let missing = missing.join(", ");
            said!("         missing  {missing}", "         缺少     {missing}")
        }
    };
    [
        format!("  {:<6} {}   {}", near.strength.name(), shown(&near.phrase, PHRASE_COLUMNS), near.rule).into(),
        said!("         stands   {stands}", "         有       {stands}"),
        missing,
    ]
}
