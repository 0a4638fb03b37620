//! core: Does a mail show, beyond its header fields, that no answer should follow?
//! In: a mail, what the desk remembers of its sender and its ticket, the operator's terms. Out: why a row holds.
//! Never takes a customer's silence for a robot's: a mail with a subject or a picture says something.

use super::rows::{Case, is_mailbox_of};
use crate::mail::{Address, Mail, SpanKind, subject};
use crate::{letter, mail};

/// L01: the words say what made it old.
pub fn is_old(case: &Case<'_>) -> Option<String> {
    case.facts.is_old.map(str::to_owned)
}

/// L06: the desk has seen whether this mailbox's server writes the field.
pub fn lacks_path(case: &Case<'_>) -> Option<String> {
    let lacks = case.facts.is_path_usual && case.mail.return_path == mail::ReturnPath::Absent;
    lacks.then(String::new)
}

/// L20: only fields the operator's own filter writes; what the sender writes in them can but silence himself.
pub fn is_spam(case: &Case<'_>) -> Option<String> {
    let fields = &case.terms?.trust.spam_fields;
    let stamped = |(name, _): &&(String, String)| fields.iter().any(|field| field.eq_ignore_ascii_case(name));
    let mut told = case.mail.headers.0.iter().filter(stamped);
    let (name, value) = told.find(|(name, value)| is_verdict(name, value))?;
    Some(format!("{name}: {}", value.chars().take(60).collect::<String>()))
}

/// `Yes, score=9.1`, `spam`, `INFECTED`, `add header`; Exchange counts from -1 to 9 and filters from 5 on.
fn is_verdict(name: &str, value: &str) -> bool {
    const WORDS: [&str; 11] = [
        "yes",
        "true",
        "spam",
        "infected",
        "virus",
        "phish",
        "reject",
        "quarantine",
        "add header",
        "rewrite subject",
        "soft reject",
    ];
    let value = value.trim().to_lowercase();
    if name.to_lowercase().ends_with("scl") {
        return value.parse::<i32>().is_ok_and(|level| level >= 5);
    }
    let follows = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    WORDS.iter().any(|word| value.strip_prefix(word).is_some_and(follows))
}

/// L21: our server, then somebody else's, and below it our server again with a recipient of ours. A filter on the same
/// machine that hands the mail back is no stranger.
pub fn came_back(case: &Case<'_>) -> Option<String> {
    let own = case.terms?.own;
    let hops: Vec<String> = case.mail.headers.all("Received").map(str::to_lowercase).collect();
    let ours = host(hops.first()?)?;
    let foreign = hops.iter().position(|hop| host(hop).is_some_and(|host| host != ours && !is_local(&host)))?;
    let mut below = hops.iter().skip(foreign).filter(|hop| host(hop).is_some_and(|host| host == ours));
    below.any(|hop| own.iter().any(|own| is_for(hop, own))).then(|| format!("{ours} has seen it before"))
}

/// The server that wrote the field: the word after `by`.
fn host(hop: &str) -> Option<String> {
    let mut words = hop.split_whitespace().skip_while(|word| *word != "by");
    words.nth(1).map(|host| host.trim_end_matches(';').to_owned())
}

fn is_local(host: &str) -> bool {
    host.starts_with("localhost") || host.starts_with("127.") || host.starts_with("[127.") || host.contains("::1]")
}

fn is_for(hop: &str, own: &Address) -> bool {
    let recipient = hop.split_once(" for <").and_then(|(_, after)| after.split_once('>'));
    recipient.is_some_and(|(address, _)| is_mailbox_of(own, &Address::new(address)))
}

/// L21: a program put our letter with its header into the text. Quoting people leave the header out.
pub fn holds_our_letter(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let is_id = |word: &str| word.len() < 200 && word.contains('@') && letter::ours(terms.keys, word).is_some();
    let lines = case.mail.text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']));
    for (field, value) in lines.filter_map(|line| line.split_once(':')) {
        let is_ours = match field.to_ascii_lowercase().as_str() {
            "message-id" => value.split_whitespace().any(|word| is_id(word.trim_matches(['<', '>', ',']))),
            "x-frontdesk-loop" => value.split(';').next().is_some_and(|name| name.trim() == terms.keys.instance),
            _ => false,
        };
        if is_ours {
            return Some(format!("the text shows {} of a letter of ours", field.trim()));
        }
    }
    None
}

/// L23: a subject is words too; many people write nothing else.
pub fn says_nothing(case: &Case<'_>) -> Option<String> {
    let mail = case.mail;
    let is_blank = |kind| mail.words(kind).trim().is_empty();
    let has_words = !is_blank(SpanKind::New) || !is_blank(SpanKind::Forwarded);
    if has_words || !mail.attachments.is_empty() {
        return None;
    }
    if !is_blank(SpanKind::Quoted) {
        return subject::is_answer(&mail.subject).then(|| "nothing but quoted text".to_owned());
    }
    mail.subject.trim().is_empty().then(String::new)
}

/// L23: nine tenths of it are the words of our last letter to this sender, quotation signs or not.
pub fn repeats_us(case: &Case<'_>) -> Option<String> {
    let ours = case.facts.last_letter.as_deref()?;
    let alike = likeness(&case.mail.text, ours);
    (alike >= 90).then(|| format!("{alike} % of it are our last letter"))
}

/// Can it be the words of our last letter, whose form on the wire has so many bytes? Most mails are far shorter or say
/// something new, and need not be held against it.
pub fn may_repeat(mail: &Mail, wire_bytes: usize) -> bool {
    const MOST_HEADERS: usize = 2_500;
    let new: usize = mail.spans.iter().filter(|s| s.kind == SpanKind::New).map(|s| s.end - s.start).sum();
    let (all, is_quoted) = (mail.text.len(), mail.spans.iter().any(|s| s.kind == SpanKind::Quoted));
    let is_as_long = 2 * all >= wire_bytes.saturating_sub(MOST_HEADERS) && 4 * all <= 5 * wire_bytes;
    is_as_long && !(is_quoted && 5 * new > all)
}

/// In hundredths, by pairs of letters and signs that follow one another (Dice's coefficient). Blanks and quotation
/// signs do not count.
fn likeness(one: &str, other: &str) -> usize {
    let [one, other] = [one, other]
        .map(|text| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace() && *c != '>').take(20_000).collect() });
    // Of texts so different in length no nine tenths can be alike.
    if 11 * one.len().min(other.len()) < 9 * one.len().max(other.len()) {
        return 0;
    }
    let possible = overlap(&one, &other);
    if 100 * possible < 90 * (one.len() + other.len()) / 2 {
        return 0;
    }
    let [one, other] = [one, other].map(|letters| {
        let mut pairs: Vec<(char, char)> = letters.iter().copied().zip(letters.iter().skip(1).copied()).collect();
        pairs.sort_unstable();
        pairs
    });
    let (mut both, mut rest) = (0_usize, other.as_slice());
    for pair in &one {
        rest = rest.get(rest.partition_point(|other| other < pair)..).unwrap_or_default();
        if let Some((_, after)) = rest.split_first().filter(|(first, _)| *first == pair) {
            (both, rest) = (both + 1, after);
        }
    }
    (200 * both).checked_div(one.len() + other.len()).unwrap_or(0)
}

/// At least as many as the pairs two texts share: counted in few boxes, so that some differing pairs meet in one. Spares
/// most texts the sorting.
fn overlap(one: &[char], other: &[char]) -> usize {
    const BOXES: usize = 1 << 13;
    let boxed = |(a, b): (&char, &char)| (*a as usize * 31 + *b as usize) % BOXES;
    let mut boxes = vec![0_u32; BOXES];
    for pair in one.iter().zip(one.iter().skip(1)) {
        boxes.get_mut(boxed(pair)).into_iter().for_each(|count| *count += 1);
    }
    let mut take = |pair| {
        boxes.get_mut(boxed(pair)).is_some_and(|left| {
            *left > 0 && {
                *left -= 1;
                true
            }
        })
    };
    other.iter().zip(other.iter().skip(1)).filter(|pair| take(*pair)).count()
}

/// L24: so many mails came right after letters of ours.
pub fn is_ping_pong(case: &Case<'_>) -> Option<String> {
    const MOST: u32 = 3;
    let count = case.facts.right_after_letters;
    (count >= MOST).then(|| format!("{count} mails of this sender came within minutes after letters of ours"))
}

/// L27: a bound of reading was hit. People's programs write nothing like it.
pub fn is_malformed(case: &Case<'_>) -> Option<String> {
    let bounds = ["more than ", "the header is over "];
    let found = case.mail.defects.iter().find(|defect| bounds.iter().any(|bound| defect.0.starts_with(bound)));
    found.map(|defect| defect.0.clone())
}
