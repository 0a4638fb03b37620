//! core: Which words of a text are new, quoted, forwarded, signature?
//! In: the text of a mail. Out: spans over whole lines that cover it without gaps, in order.
//! Never cuts a word: spans only mark. In doubt a line stays new, for hiding what the customer wrote is the large fault.
//! Weak spot: answers written into an Outlook quotation, which has no marks of its own, count as quoted unless the words
//! above say that they are there.

mod block;
mod intro;
mod lines;
mod signature;

use super::{SpanKind, TextSpan};
use lines::Line;

/// Spans that cover `text` from 0 to its end, in order, without gaps.
pub fn spans(text: &str) -> Vec<TextSpan> {
    let lines = lines::split(text);
    let mut kinds = quotations(&lines);
    signature::mark(&lines, &mut kinds);
    settle_blank_lines(&lines, &mut kinds);
    join(&lines, &kinds)
}

/// Where somebody else's words begin.
struct Opening {
    kind: SpanKind,
    /// The first line after the introduction.
    body: usize,
    /// Quoted to the end of the mail even when no `>` follows.
    is_sure: bool,
}

fn quotations(lines: &[Line<'_>]) -> Vec<SpanKind> {
    let mut kinds = vec![SpanKind::New; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let Some((kind, stop)) = quotation(lines, at) else {
            at += 1;
            continue;
        };
        kinds.iter_mut().take(stop).skip(at).for_each(|k| *k = kind);
        at = stop.max(at + 1);
    }
    kinds
}

/// The quotation that begins at this line: its kind, and the line after its last.
fn quotation(lines: &[Line<'_>], at: usize) -> Option<(SpanKind, usize)> {
    let opening = opening(lines, at)?;
    if let Some(stop) = lines::prefixed_run(lines, opening.body) {
        return Some((opening.kind, stop));
    }
    if !opening.is_sure || points_inside(lines, at) {
        return None;
    }
    // Nothing above it: the whole mail was passed on, or the answer stands below where no mark tells it.
    let kind = if is_top(lines, at) { SpanKind::Forwarded } else { opening.kind };
    Some((kind, lines.len()))
}

/// Words of an answer that stands inside the quotation, lower case.
const POINTERS: [&str; 23] = [
    "红字",
    "紅字",
    "蓝字",
    "藍字",
    "红色字",
    "紅色字",
    "蓝色字",
    "藍色字",
    "标红",
    "標紅",
    "见下文",
    "見下文",
    "在下面回复",
    "在下方回复",
    "在原文",
    "在原邮件",
    "在原郵件",
    "inline",
    "in red",
    "in blue",
    "answers below",
    "replies below",
    "see my answers",
];
/// Who points there does so at the end of a short text.
const POINTER_LINES: usize = 12;

fn points_inside(lines: &[Line<'_>], at: usize) -> bool {
    let above = lines.iter().take(at).rev().filter(|line| !line.is_blank()).take(POINTER_LINES);
    above.into_iter().any(|line| {
        let words: String = line.text.chars().take(200).flat_map(char::to_lowercase).collect();
        POINTERS.iter().any(|pointer| words.contains(pointer))
    })
}

fn opening(lines: &[Line<'_>], at: usize) -> Option<Opening> {
    let line = lines.get(at)?;
    if let Some(words) = line.unquoted() {
        let inner: Vec<Line<'_>> = lines.iter().skip(at).map_while(Line::without_prefix).collect();
        let is_forward = block::forward_marker(words) || block::header_block(&inner, 0).is_some();
        let is_intro = intro::of(lines, at).is_some();
        let kind = if is_forward && !is_intro { SpanKind::Forwarded } else { SpanKind::Quoted };
        return Some(Opening { kind, body: at, is_sure: false });
    }
    if let Some(kind) = block::separator(line.text) {
        return Some(Opening { kind, body: block::after_headers(lines, at + 1), is_sure: true });
    }
    if let Some(body) = block::with_rule_above(lines, at) {
        return Some(Opening { kind: SpanKind::Quoted, body, is_sure: true });
    }
    intro::of(lines, at).map(|intro| Opening { kind: SpanKind::Quoted, body: intro.end, is_sure: intro.is_sure })
}

fn is_top(lines: &[Line<'_>], at: usize) -> bool {
    lines.iter().take(at).all(Line::is_blank)
}

/// A blank line goes with both neighbours when they agree, with the new words beside it, else with what is above.
fn settle_blank_lines(lines: &[Line<'_>], kinds: &mut [SpanKind]) {
    let mut above = None;
    let mut at = 0;
    while at < lines.len() {
        let blanks = lines.iter().skip(at).take_while(|line| line.is_blank()).count();
        let below = kinds.get(at + blanks).copied();
        let kind = match (above, below) {
            (Some(a), Some(b)) if a == b => a,
            (Some(SpanKind::New), _) | (_, Some(SpanKind::New)) | (None, None) => SpanKind::New,
            (Some(kind), _) | (None, Some(kind)) => kind,
        };
        kinds.iter_mut().skip(at).take(blanks).for_each(|k| *k = kind);
        above = below;
        at += blanks + 1;
    }
}

fn join(lines: &[Line<'_>], kinds: &[SpanKind]) -> Vec<TextSpan> {
    let mut spans: Vec<TextSpan> = Vec::new();
    for (line, kind) in lines.iter().zip(kinds) {
        match spans.last_mut() {
            Some(last) if last.kind == *kind => last.end = line.end,
            _ => spans.push(TextSpan { kind: *kind, start: line.start, end: line.end }),
        }
    }
    spans
}

#[cfg(test)]
mod tests;
