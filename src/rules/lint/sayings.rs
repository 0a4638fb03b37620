//! core: What can a phrase say?
//! In: a phrase and the lists. Out: every text it stands for, with its gaps closed or as wide as they may be.
//! Never more than a few thousand: a phrase that says more is left alone.

use super::leaf::Lists;
use crate::rules::phrase::{Gap, Part, Phrase, Sequence, Step, is_cjk};

/// More ways than this are not tried.
const MOST: usize = 3_000;

/// How many units stand in the gaps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Width {
    pub near: usize,
    pub far: usize,
    /// Words that end in `*` also with an ending.
    pub with_endings: bool,
}

pub(super) const TIGHT: Width = Width { near: 0, far: 0, with_endings: false };

/// None for regular expressions, and where there are too many.
pub(super) fn all(phrase: &Phrase, lists: &Lists, width: &Width) -> Option<Vec<String>> {
    let Phrase::Words(sequence) = phrase else { return None };
    (count(sequence, lists, width) <= MOST).then(|| of_sequence(sequence, lists, width)).flatten()
}

/// One of them, for a first try: with every optional word, and of each choice the first.
pub(super) fn one(phrase: &Phrase, lists: &Lists, width: &Width) -> Option<String> {
    let Phrase::Words(sequence) = phrase else { return None };
    first(sequence, lists, width)
}

fn first(sequence: &Sequence, lists: &Lists, width: &Width) -> Option<String> {
    let mut text = String::new();
    for step in &sequence.0 {
        let part = match &step.part {
            Part::Text { text, .. } => text.clone(),
            Part::Group(choices) => first(choices.first()?, lists, width)?,
            Part::List { name, .. } => lists.get(name)?.iter().find_map(|word| one(word, lists, width))?,
        };
        text = joined(&text, &part, (step.gap, width));
    }
    Some(text)
}

/// How many there would be: most of the phrases that say too much are left alone at once.
fn count(sequence: &Sequence, lists: &Lists, width: &Width) -> usize {
    let of_part = |part: &Part| match part {
        Part::Text { is_open, .. } => 1 + usize::from(*is_open && width.with_endings),
        Part::Group(choices) => sum(choices.iter().map(|choice| count(choice, lists, width))),
        Part::List { name, .. } => sum(lists.get(name).into_iter().flatten().map(|word| match word {
            Phrase::Words(words) => count(words, lists, width),
            Phrase::Regex(_) => 0,
        })),
    };
    let of_step = |step: &Step| of_part(&step.part).saturating_add(usize::from(step.is_optional));
    sequence.0.iter().map(of_step).fold(1, usize::saturating_mul)
}

fn sum(counts: impl Iterator<Item = usize>) -> usize {
    counts.fold(0, usize::saturating_add)
}

/// A text so far, and the smallest gap that absent groups left over.
type Begun = (String, Option<Gap>);

fn of_sequence(sequence: &Sequence, lists: &Lists, width: &Width) -> Option<Vec<String>> {
    let mut begun: Vec<Begun> = vec![(String::new(), None)];
    for step in &sequence.0 {
        let parts = of_part(&step.part, lists, width)?;
        let mut next: Vec<Begun> = Vec::new();
        for (text, left) in &begun {
            let gap = left.map_or(step.gap, |left| left.min(step.gap));
            next.extend(parts.iter().map(|part| (joined(text, part, (gap, width)), None)));
            if step.is_optional {
                next.push((text.clone(), (!text.is_empty()).then_some(gap)));
            }
        }
        if next.len() > MOST {
            return None;
        }
        begun = next;
    }
    Some(begun.into_iter().map(|(text, _)| text).collect())
}

fn of_part(part: &Part, lists: &Lists, width: &Width) -> Option<Vec<String>> {
    let sequences: Vec<&Sequence> = match part {
        Part::Text { text, is_open } if *is_open && width.with_endings => {
            return Some(vec![text.clone(), format!("{text}zq")]);
        }
        Part::Text { text, .. } => return Some(vec![text.clone()]),
        Part::Group(choices) => choices.iter().collect(),
        Part::List { name, .. } => {
            let words = lists.get(name).into_iter().flatten();
            words.filter_map(|word| if let Phrase::Words(words) = word { Some(words) } else { None }).collect()
        }
    };
    let mut texts = Vec::new();
    for sequence in sequences {
        texts.extend(of_sequence(sequence, lists, width)?);
        if texts.len() > MOST {
            return None;
        }
    }
    Some(texts)
}

fn joined(before: &str, after: &str, (gap, width): (Gap, &Width)) -> String {
    let units = match gap {
        Gap::Beside => 0,
        Gap::Near => width.near,
        Gap::Far => width.far,
    };
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_cjk(c));
    if before.is_empty() {
        after.to_owned()
    } else if units > 0 {
        format!("{before}{}{after}", filling(units))
    } else if is_latin(before.chars().next_back()) && is_latin(after.chars().next()) {
        format!("{before} {after}")
    } else {
        format!("{before}{after}")
    }
}

/// Characters no phrase holds; the last differs from the first, so that no 不 between two fillings looks like a question.
fn filling(units: usize) -> String {
    (1..=units).map(|unit| if unit == units { '㐁' } else { '㐀' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::phrase::parse;

    fn say(phrase: &str, width: &Width) -> Vec<String> {
        let lists = Lists::from([("pay".to_owned(), vec![parse("付款").unwrap(), parse("pay*").unwrap()])]);
        all(&parse(phrase).unwrap(), &lists, width).unwrap()
    }

    #[test]
    fn a_phrase_says_each_of_its_choices() {
        assert_eq!(
            say("(不|没) (能)? ~ <pay>", &TIGHT),
            ["不能付款", "不能pay", "不付款", "不pay", "没能付款", "没能pay", "没付款", "没pay"]
        );
        let wide = Width { near: 2, far: 3, with_endings: true };
        assert_eq!(say("i .. pay* now", &wide), ["i㐀㐀㐁pay now", "i㐀㐀㐁payzq now"]);
        assert_eq!(say("pay my bill", &TIGHT), ["pay my bill"]);
    }
}
