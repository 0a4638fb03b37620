//! core: Does the provider vouch for the sender (RFC 8601)?
//! In: the Authentication-Results fields of the one authserv-id we trust, and where they stand. Out: yes or no.
//! Never reads a field a sender can have written: it counts above the hop from outside, or, where the provider is known
//! to write it there, topmost directly below (RFC 8601 section 5). Weak spot: then only that one field counts.

use super::route::{Route, is_aligned, is_below};
use crate::mail::{Address, Mail, ReturnPath, robot};
use crate::policy::Trust;

const FIELD: &str = "Authentication-Results";

/// Whose servers put the result below their own Received field, and always put one (seen in 2026).
const WRITE_BELOW: [&str; 4] = ["google.com", "qq.com", "yahoo.com", "yandex.net"];
/// Writes results without a name (seen in 2026), against RFC 8601 section 2.2.
const NAMELESS: &str = "outlook.com";

/// One `method=result` with its properties, all lower case but the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub method: String,
    pub result: String,
    pub properties: Vec<(String, String)>,
}

/// What our own server says of a mail.
pub enum Results {
    Found(Vec<Finding>),
    /// Nothing of the trusted name where only our own server writes.
    Absent,
    /// A result of that name stands where a stranger can have put it.
    Misplaced,
}

/// Every field of the trusted name in the highest gap that has one: OpenDKIM and OpenDMARC write one each.
pub fn results(mail: &Mail, trust: &Trust) -> Results {
    let Some(trusted) = trust.authserv_id.as_deref() else { return Results::Absent };
    let route = Route::of(&mail.headers);
    let in_gap = |gap: &[(&str, &str)]| -> Vec<Vec<Finding>> {
        let fields = gap.iter().filter(|(name, _)| name.eq_ignore_ascii_case(FIELD));
        fields.filter_map(|(_, value)| findings(value, trusted)).collect()
    };
    let own = route.own.iter().map(|gap| in_gap(gap)).find(|found| !found.is_empty());
    if let Some(found) = own {
        return Results::Found(found.concat());
    }
    // Without any Received nobody can say where our servers end; the topmost field is all there is.
    let is_whole = route.own.is_empty() && route.border.is_none();
    let is_below = is_whole || trust.authserv_is_below || writes_below(trusted);
    let topmost = route.below.iter().find(|(name, _)| name.eq_ignore_ascii_case(FIELD));
    match topmost.and_then(|(_, value)| findings(value, trusted)) {
        Some(found) if is_below => Results::Found(found),
        Some(_) => Results::Misplaced,
        None => Results::Absent,
    }
}

fn writes_below(id: &str) -> bool {
    WRITE_BELOW.iter().any(|domain| is_below(id.trim_start_matches('*').to_lowercase().as_str(), domain))
}

/// dmarc=pass, or a dkim or spf pass whose domain is aligned with From (RFC 7489 section 3.1).
pub fn is_authenticated(mail: &Mail, trust: &Trust) -> bool {
    match results(mail, trust) {
        Results::Found(found) => proves(&found, mail),
        Results::Absent | Results::Misplaced => false,
    }
}

fn proves(found: &[Finding], mail: &Mail) -> bool {
    let Some(sender) = mail.sender().filter(|_| mail.from_fields == 1) else { return false };
    let domain = sender.address.domain();
    if domain.is_empty() {
        return false;
    }
    let of = |method: &'static str| found.iter().filter(move |f| f.method == method);
    let is_signed = || of("dkim").any(|f| f.passes(&["header.d", "header.i"], domain));
    let is_sent = || of("spf").any(|f| f.passes(&MAIL_FROM, domain));
    // A provider gives one dmarc result; two are somebody's game.
    match of("dmarc").collect::<Vec<_>>().as_slice() {
        [only] if only.result == "pass" => {
            only.value("header.from").is_none_or(|from| from.eq_ignore_ascii_case(domain))
        }
        // The domain has no record: then alignment is all there is. Exchange and Yahoo have words of their own for it.
        [only] if matches!(only.result.as_str(), "none" | "bestguesspass" | "success") => is_signed() || is_sent(),
        [_] | [_, _, ..] => false,
        [] => is_signed() || is_sent(),
    }
}

/// Why the sender is not proven, for people.
pub fn why_unproven(mail: &Mail, trust: &Trust) -> String {
    let id = trust.authserv_id.as_deref().unwrap_or_default();
    match results(mail, trust) {
        Results::Absent => format!("{id} says nothing of the sender"),
        Results::Misplaced => format!(
            "the result of {id} stands below the Received field of our server, where a stranger can write it; if your \
             provider writes it there: [trust] authserv_is_below = true"
        ),
        Results::Found(found) => {
            let said = |f: &Finding| format!("{}={}", f.method, f.result);
            let told = found.iter().filter(|f| ["dmarc", "dkim", "spf"].contains(&f.method.as_str()));
            let told: Vec<String> = told.map(said).collect();
            format!("{id} does not vouch for the sender: {}", told.join(", ")).trim_end_matches([':', ' ']).to_owned()
        }
    }
}

/// Our own server found that the path's domain sent the mail, or that `domain` signed it.
pub fn is_from(domain: &str, mail: &Mail, trust: &Trust) -> bool {
    let Results::Found(found) = results(mail, trust) else { return false };
    let path = match &mail.return_path {
        ReturnPath::Path(path) => path.domain(),
        ReturnPath::Absent | ReturnPath::Null => "",
    };
    let is_in = |name: Option<String>| name.is_some_and(|name| is_below(&name, domain));
    found.iter().filter(|f| f.result == "pass").any(|f| match f.method.as_str() {
        "dkim" => is_in(f.domain(&["header.d", "header.i"])),
        "spf" => f.domain(&MAIL_FROM).is_some_and(|sent| sent == path) && is_below(path, domain),
        _ => false,
    })
}

/// `smtp.mail` is NetEase's.
const MAIL_FROM: [&str; 3] = ["smtp.mailfrom", "smtp.mfrom", "smtp.mail"];

impl Finding {
    fn value(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn domain(&self, names: &[&str]) -> Option<String> {
        let named = names.iter().find_map(|name| self.value(name))?;
        Some(named.rsplit('@').next().unwrap_or(named).to_lowercase())
    }

    fn passes(&self, names: &[&str], domain: &str) -> bool {
        self.result == "pass" && self.domain(names).is_some_and(|signer| is_aligned(&signer, domain))
    }
}

/// A provider's name for itself, and where it writes: what `check --online` proposes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    pub id: String,
    pub is_below: bool,
}

/// What would have to be trusted for this mail's sender to be judged.
pub fn stamp(mail: &Mail) -> Option<Stamp> {
    let route = Route::of(&mail.headers);
    let id_of = |gap: &[(&str, &str)], by: &str| {
        let (_, value) = gap.iter().find(|(name, _)| name.eq_ignore_ascii_case(FIELD))?;
        let field = field(value)?;
        let is_microsoft = field.id.is_none() && is_below(by, NAMELESS);
        field.id.or_else(|| is_microsoft.then(|| format!("protection.{NAMELESS}")))
    };
    let by = route.by.as_str();
    if let Some(id) = route.own.iter().find_map(|gap| id_of(gap, by)) {
        return Some(Stamp { id, is_below: false });
    }
    // Below, the name must be our server's own, for a stranger's server writes there too; a name without a dot is one of
    // many machines' (NetEase).
    let id = id_of(&route.below, by).filter(|id| id.contains('.') && is_aligned(id, by))?;
    let is_below = !writes_below(&id);
    Some(Stamp { id, is_below })
}

/// A field, read.
pub struct Field {
    /// Lower case; none when it begins with a result.
    pub id: Option<String>,
    pub findings: Vec<Finding>,
}

/// None unless the field is of this authserv-id.
fn findings(value: &str, trusted: &str) -> Option<Vec<Finding>> {
    let field = field(value)?;
    let trusted = trusted.to_lowercase();
    let is_ours = match &field.id {
        Some(id) => match trusted.strip_prefix('*') {
            Some(end) => id.ends_with(end),
            None => *id == trusted,
        },
        None => is_below(&trusted, NAMELESS),
    };
    is_ours.then_some(field.findings)
}

/// Any Authentication-Results field (RFC 8601 section 2.2); none when its quotes or comments do not end, or its version
/// is not 1. A part that is no result is passed over.
pub fn field(value: &str) -> Option<Field> {
    let tokens = tokens(value)?;
    let mut sections = tokens.split(|token| *token == Token::Semicolon).peekable();
    let head = sections.peek()?;
    let id = if head.contains(&Token::Equals) {
        None
    } else {
        let words: Vec<&str> = head.iter().filter_map(Token::word).collect();
        sections.next();
        match words.as_slice() {
            [id] | [id, "1"] => Some(id.to_lowercase()),
            _ => return None,
        }
    };
    Some(Field { id, findings: sections.filter_map(finding).collect() })
}

fn finding(section: &[Token]) -> Option<Finding> {
    let mut pairs = section.split(|token| *token == Token::Blank).filter(|pair| !pair.is_empty());
    let (method, result) = verdict(pairs.next()?)?;
    // `dkim/1=pass`
    let method = method.split('/').next().unwrap_or_default().trim().to_owned();
    Some(Finding { method, result: result.to_lowercase(), properties: pairs.filter_map(property).collect() })
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    /// Never a keyword: `reason="dmarc=pass"`.
    Quoted(String),
    Equals,
    Semicolon,
    Blank,
}

impl Token {
    fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// `dmarc=pass`; a lone `none` says that no method ran.
fn verdict(tokens: &[Token]) -> Option<(String, String)> {
    match tokens {
        [Token::Word(method), Token::Equals, Token::Word(result)] => Some((method.to_lowercase(), result.clone())),
        _ => None,
    }
}

/// `header.d=x.org`; a value may hold `=` itself (`header.b=ab=`, VERP addresses).
fn property(tokens: &[Token]) -> Option<(String, String)> {
    let [Token::Word(name), Token::Equals, value @ ..] = tokens else { return None };
    let piece = |token: &Token| match token {
        Token::Word(text) | Token::Quoted(text) => text.clone(),
        _ => "=".to_owned(),
    };
    Some((name.to_lowercase(), value.iter().map(piece).collect()))
}

/// Comments are gone, blanks around `=` too. None when a quote or comment does not end.
fn tokens(field: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut letters = field.chars();
    let mut depth = 0_u32;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if depth > 0 => drop(letters.next()),
            '(' => depth += 1,
            ')' => {
                depth = depth.checked_sub(1)?;
                push_blank(&mut tokens);
            }
            _ if depth > 0 => {}
            '"' => tokens.push(Token::Quoted(quoted(&mut letters)?)),
            ';' => tokens.push(Token::Semicolon),
            '=' => {
                while tokens.last() == Some(&Token::Blank) {
                    tokens.pop();
                }
                tokens.push(Token::Equals);
            }
            blank if blank.is_whitespace() => push_blank(&mut tokens),
            other => match tokens.last_mut() {
                Some(Token::Word(word)) => word.push(other),
                _ => tokens.push(Token::Word(other.to_string())),
            },
        }
    }
    (depth == 0).then_some(tokens)
}

fn push_blank(tokens: &mut Vec<Token>) {
    if !matches!(tokens.last(), None | Some(Token::Blank | Token::Equals)) {
        tokens.push(Token::Blank);
    }
}

fn quoted(letters: &mut std::str::Chars<'_>) -> Option<String> {
    let mut value = String::new();
    loop {
        match letters.next()? {
            '"' => return Some(value),
            '\\' => value.push(letters.next()?),
            other => value.push(other),
        }
    }
}

/// Return-Path and From name one mailbox, after BATV, SRS and VERP are taken off (L19). Only a domain of the sender's own
/// may rewrite: a stranger's `SRS0=a=b=x.org=li@evil.net` names whom he likes.
pub fn is_same_path(path: &Address, from: &Address) -> bool {
    if path.same_as(from) {
        return true;
    }
    if !is_aligned(path.domain(), from.domain()) {
        return false;
    }
    let bare = |local: &str| local.split('+').next().unwrap_or_default().to_lowercase();
    if path.domain() == from.domain() && bare(robot::bare_local(path)) == bare(from.local()) {
        return true;
    }
    // VERP: bounce+li=x.org@mail.x.org
    let tagged = format!("+{}={}", from.local(), from.domain()).to_lowercase();
    path.local().to_lowercase().ends_with(&tagged)
        || forwarded_path(path).is_some_and(|original| original.same_as(from))
}

/// The path before it was rewritten: `SRS0=hash=day=x.org=li@relay.net`, `SRS1=hash=first==hash=day=x.org=li@…`.
pub fn forwarded_path(path: &Address) -> Option<Address> {
    let local = path.local();
    let is_rewritten =
        local.get(..4).is_some_and(|tag| ["SRS0", "SRS1"].iter().any(|srs| tag.eq_ignore_ascii_case(srs)));
    let tail = local.rsplit_once("==").map_or(local.get(5..)?, |(_, tail)| tail);
    let mut pieces = tail.splitn(4, '=').skip(2);
    let (domain, local) = (pieces.next()?, pieces.next()?);
    is_rewritten.then(|| Address::new(&format!("{local}@{domain}")))
}
