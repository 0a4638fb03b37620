//! core: The line above a quotation: `On 1 May 2024, Ann wrote:`, `在 2024年5月1日，小王 写道：`.
//! In: lines and a place. Out: where the introduction ends, and whether what follows is quoted even without `>`.
//! Never trusts a sentence of the customer (`Your colleague wrote:`) alone: it needs an address, or a year and a time.

use super::lines::Line;

pub struct Intro {
    pub end: usize,
    pub is_sure: bool,
}

/// What such a line ends with, lower case, without the colon.
const VERBS: [&str; 24] = [
    "wrote",
    "writes",
    "写道",
    "寫道",
    "写到",
    "來信",
    "schrieb",
    "schrieb am",
    "a écrit",
    "ha scritto",
    "escribió",
    "escreveu",
    "schreef",
    "napisał",
    "napisał(a)",
    "napisała",
    "skrev",
    "kirjoitti",
    "написал",
    "написала",
    "написал(а)",
    "пишет",
    "のメール",
    "님이 작성",
];

/// What such a line begins with.
const BEGINNINGS: [&str; 17] = [
    "on ", "at ", "le ", "il ", "el ", "am ", "em ", "op ", "den ", "w dniu ", "dnia ", "in data ", "在", "于", "於",
    "日期", "vào ",
];

/// The last letter of such a line: a colon, a dash (Zoho), or of a verb without colon.
const ENDS: [char; 5] = [':', '：', '-', 'e', '道'];

const COLONS: [char; 4] = [':', '：', ' ', '\u{a0}'];

/// Mailers wrap it over at most four lines.
const LINES: usize = 4;

pub fn of(lines: &[Line<'_>], at: usize) -> Option<Intro> {
    // Most lines are no introduction: look for an end before anything is joined.
    if !lines.iter().skip(at).take(LINES).any(|line| line.text.ends_with(ENDS)) {
        return None;
    }
    let mut joined = String::new();
    for (count, line) in lines.iter().skip(at).take(LINES).enumerate() {
        let is_foreign = line.unquoted().is_some() || (count > 0 && begins(line.text) && !is_chinese_tail(line.text));
        if line.is_blank() || is_foreign {
            return None;
        }
        joined.push_str(if count == 0 { "" } else { " " });
        joined.push_str(line.text);
        if joined.chars().count() > 500 {
            return None;
        }
        if let Some(is_sure) = introduces(&joined, count) {
            return Some(Intro { end: at + count + 1, is_sure });
        }
        // A sentence ended: the customer's own words, not a wrapped introduction.
        if line.text.ends_with(['.', '!', '?', '。', '！', '？', ':', '：']) {
            return None;
        }
    }
    None
}

/// None: no introduction. Else: is it sure?
fn introduces(joined: &str, wraps: usize) -> Option<bool> {
    let text = joined.trim_matches(['-', ' ']);
    let has_address = text.contains('@');
    if !has_address && !text.ends_with(COLONS) {
        return None;
    }
    let text = text.to_lowercase();
    let bare = text.trim_end_matches(COLONS);
    let has_colon = bare.len() < text.len();
    let is_dated = has_year(&text) && has_time(&text);
    let is_begun = begins(&text) || has_year(&text) || has_time(&text);
    let has_verb = VERBS.iter().any(|verb| bare.ends_with(verb)) && (has_colon || (has_address && has_time(&text)));
    if has_verb && (is_begun || (has_address && (wraps == 0 || text.contains(['于', '於'])))) {
        return Some(has_address || is_dated);
    }
    // `2017-11-24 16:32 GMT+01:00 Ann <ann@x.org>:`
    let is_named = has_colon && has_address && bare.ends_with(['>', '"']) && is_dated;
    is_named.then_some(true)
}

fn begins(line: &str) -> bool {
    let line: String = line.trim_start_matches(['-', ' ']).chars().take(8).flat_map(char::to_lowercase).collect();
    BEGINNINGS.iter().any(|word| line.starts_with(word))
}

/// Gmail wraps `小王 <a@x.org>` and `于2024年5月1日周三 14:30写道：` into two lines.
fn is_chinese_tail(line: &str) -> bool {
    line.starts_with(['于', '於'])
}

/// A year from 1990 to 2099 that stands alone.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|n| n.len() == 4 && n.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year)))
}

/// `14:30`, `9.05`, `2点30`: one or two digits, a mark, two digits.
fn has_time(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(4).any(|w| {
        matches!(w, [hour, mark, tens, ones]
            if hour.is_ascii_digit() && matches!(mark, ':' | '.' | '：' | '点' | '點' | '时' | '時' | 'h')
                && tens.is_ascii_digit() && ones.is_ascii_digit())
    })
}
