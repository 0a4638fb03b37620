//! core: Does the provider vouch for the sender (RFC 8601)?
//! In: the topmost Authentication-Results field and the one authserv-id we trust. Out: yes or no.
//! Never reads a second field: a sender can put as many as he likes below the provider's (RFC 8601 section 5).

use crate::mail::{Address, Mail, robot};
use crate::policy::Trust;

/// One `method=result` with its properties, all lower case but the values.
struct Finding {
    method: String,
    result: String,
    properties: Vec<(String, String)>,
}

/// dmarc=pass, or a dkim or spf pass whose domain is aligned with From (RFC 7489 section 3.1).
pub fn is_authenticated(mail: &Mail, trust: &Trust) -> bool {
    let (Some(trusted), Some(sender)) = (trust.authserv_id.as_deref(), mail.sender()) else { return false };
    let Some(field) = mail.headers.first("Authentication-Results") else { return false };
    let Some(findings) = findings(field, trusted) else { return false };
    let domain = sender.address.domain();
    if mail.from_fields != 1 || domain.is_empty() {
        return false;
    }
    let of = |method: &'static str| findings.iter().filter(move |f| f.method == method);
    // A provider gives one dmarc result; two are somebody's game.
    match of("dmarc").collect::<Vec<_>>().as_slice() {
        [only] if only.result == "pass" => {
            only.value("header.from").is_none_or(|from| from.eq_ignore_ascii_case(domain))
        }
        [_] | [_, _, ..] => false,
        [] => {
            let dkim = of("dkim").any(|f| f.passes(&["header.d", "header.i"], domain));
            dkim || of("spf").any(|f| f.passes(&["smtp.mailfrom", "smtp.mfrom"], domain))
        }
    }
}

impl Finding {
    fn value(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn passes(&self, names: &[&str], domain: &str) -> bool {
        let signer = names.iter().find_map(|name| self.value(name));
        let signer = signer.map(|s| s.rsplit('@').next().unwrap_or(s).to_lowercase());
        self.result == "pass" && signer.is_some_and(|signer| is_aligned(&signer, domain))
    }
}

/// The same domain, or one below the other; a top-level domain aligns with nothing.
fn is_aligned(signer: &str, domain: &str) -> bool {
    let below = |inner: &str, outer: &str| outer.contains('.') && inner.ends_with(&format!(".{outer}"));
    signer == domain || below(signer, domain) || below(domain, signer)
}

/// None unless the field is of exactly this authserv-id and well-formed (RFC 8601 section 2.2).
fn findings(field: &str, trusted: &str) -> Option<Vec<Finding>> {
    let tokens = tokens(field)?;
    let mut sections = tokens.split(|token| *token == Token::Semicolon);
    let head: Vec<&str> = sections.next()?.iter().filter_map(Token::word).collect();
    let is_ours = matches!(head.as_slice(), [id] | [id, "1"] if id.eq_ignore_ascii_case(trusted));
    if !is_ours {
        return None;
    }
    let mut found = Vec::new();
    for section in sections {
        let mut pairs = section.split(|token| *token == Token::Blank).filter(|pair| !pair.is_empty());
        let Some(first) = pairs.next() else { continue };
        let (method, result) = verdict(first)?;
        // `dkim/1=pass`
        let method = method.split('/').next().unwrap_or_default().trim().to_owned();
        let properties: Option<Vec<(String, String)>> = pairs.map(property).collect();
        found.push(Finding { method, result: result.to_lowercase(), properties: properties? });
    }
    Some(found)
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

/// `dmarc=pass`; a lone `none` says that no method ran. Anything else makes the field worthless.
fn verdict(tokens: &[Token]) -> Option<(String, String)> {
    match tokens {
        [Token::Word(method), Token::Equals, Token::Word(result)] => Some((method.to_lowercase(), result.clone())),
        [Token::Word(name)] if name.eq_ignore_ascii_case("none") => Some(("none".to_owned(), String::new())),
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

/// Return-Path and From name one mailbox, after BATV, SRS and VERP are taken off (L19).
pub fn is_same_path(path: &Address, from: &Address) -> bool {
    if path.same_as(from) {
        return true;
    }
    let local = robot::bare_local(path);
    let bare = |local: &str| local.split('+').next().unwrap_or_default().to_lowercase();
    if path.domain() == from.domain() && bare(local) == bare(from.local()) {
        return true;
    }
    // SRS0=hash=day=x.org=li@forwarder, and VERP's li=x.org
    let lower = path.local().to_lowercase();
    let rewritten = format!("={}={}", from.domain(), from.local()).to_lowercase();
    let tagged = format!("+{}={}", from.local(), from.domain()).to_lowercase();
    let is_rewritten = lower.starts_with("srs0") || lower.starts_with("srs1");
    (is_rewritten && lower.ends_with(&rewritten)) || lower.ends_with(&tagged)
}
