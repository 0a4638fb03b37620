//! core: Which header fields did our own servers write, and who handed them the mail?
//! In: a header block. Out: its fields up to the hop over which the mail came from outside, and that hop's names.
//! Never believes a name that only the other side said (HELO), but between Microsoft's own hosts, which say no more.
//! Weak spot: a neighbour at the same provider counts as inside where the provider writes nothing about the mail.

use crate::mail::Headers;
use core::net::IpAddr;

/// A header block, read from the top: every server puts its fields above what it was given.
#[derive(Default)]
pub struct Route<'a> {
    /// Above the topmost Received, then between one and the next, down to the hop from outside; ours.
    pub own: Vec<Vec<(&'a str, &'a str)>>,
    /// Directly below the last Received of ours: written by that server, or already by the stranger.
    pub below: Vec<(&'a str, &'a str)>,
    /// What the last server of ours calls itself.
    pub by: String,
    /// Servers of ours and their neighbours that gave the mail on inside.
    pub inside: Vec<String>,
    /// The hop from outside; none without any Received, and for a mail that never left our servers.
    pub border: Option<Hop>,
}

/// What a Received field says (RFC 5321 section 4.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hop {
    /// Found by the taking server in the DNS; `unknown` and what "may be forged" is none.
    pub from: Option<String>,
    /// What the giving side called itself.
    said: Option<String>,
    pub by: String,
    addresses: Vec<IpAddr>,
}

impl<'a> Route<'a> {
    pub fn of(headers: &'a Headers) -> Self {
        let mut route = Self { own: vec![Vec::new()], ..Self::default() };
        for (name, value) in &headers.0 {
            if !name.eq_ignore_ascii_case("Received") {
                let gap = if route.border.is_some() { Some(&mut route.below) } else { route.own.last_mut() };
                gap.into_iter().for_each(|gap| gap.push((name, value)));
                continue;
            }
            if route.border.is_some() {
                break;
            }
            let hop = Hop::read(value);
            route.by.clone_from(&hop.by);
            if hop.is_inside() {
                route.inside.extend(hop.from);
                route.own.push(Vec::new());
            } else {
                route.border = Some(hop);
            }
        }
        if route.border.is_none() {
            route.below = route.own.pop().unwrap_or_default();
        }
        route
    }
}

impl Hop {
    pub fn read(value: &str) -> Self {
        let mut hop = Self::default();
        let pieces = pieces(value);
        let by = pieces.iter().position(|piece| piece.is_word("by"));
        hop.by = by.and_then(|at| pieces.get(at + 1)).map(|piece| host(&piece.text)).unwrap_or_default();
        if !pieces.first().is_some_and(|piece| piece.is_word("from")) {
            return hop;
        }
        let from = pieces.get(1..by.unwrap_or(pieces.len())).unwrap_or_default();
        hop.said = from.first().filter(|piece| !piece.is_comment).map(|piece| host(&piece.text));
        hop.addresses = from.iter().flat_map(|piece| addresses(&piece.text)).collect();
        hop.from = verified(from, value).filter(|name| name.contains('.') && name.parse::<IpAddr>().is_err());
        hop
    }

    /// From one of our servers to another: nobody stood in between.
    fn is_inside(&self) -> bool {
        let Some(said) = &self.said else { return true };
        if !self.addresses.is_empty() && self.addresses.iter().all(is_private) {
            return true;
        }
        let is_same = |name: &String| name == &self.by || is_aligned(name, &self.by);
        // Dovecot's LMTP names itself and no address.
        let is_local = self.addresses.is_empty() && is_same(said);
        let is_microsoft = |name: &str| is_below(name, "outlook.com") || is_below(name, "office365.com");
        is_local || self.from.as_ref().is_some_and(is_same) || (is_microsoft(said) && is_microsoft(&self.by))
    }
}

/// Of one owner: the same registrable domain (RFC 7489 section 3.1, relaxed); a public suffix has none.
pub fn is_aligned(one: &str, other: &str) -> bool {
    let owner = |name: &str| psl::domain_str(name).map(str::to_owned);
    one == other || owner(one).is_some_and(|owned| owner(other) == Some(owned))
}

/// The domain itself or a name in it.
pub fn is_below(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Postfix, Sendmail and Google write `from HELO (NAME [ADDRESS])`, Exim `from NAME ([ADDRESS] helo=HELO)`.
fn verified(from: &[Piece], value: &str) -> Option<String> {
    let comment = from.iter().find(|piece| piece.is_comment && piece.text.contains('['))?;
    let (name, rest) = comment.text.split_once('[')?;
    if rest.contains("may be forged") {
        return None;
    }
    // `(IDENT:root@mx.x.org [192.0.2.1])`
    let name = host(name.rsplit('@').next().unwrap_or(name));
    if name.is_empty() && value.contains("(Exim") {
        return from.first().filter(|piece| !piece.is_comment).map(|piece| host(&piece.text));
    }
    Some(name)
}

fn host(text: &str) -> String {
    text.trim().trim_end_matches(['.', ';']).to_lowercase()
}

struct Piece {
    text: String,
    is_comment: bool,
}

impl Piece {
    fn is_word(&self, word: &str) -> bool {
        !self.is_comment && self.text.eq_ignore_ascii_case(word)
    }
}

/// Words and comments, in order.
fn pieces(value: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut text, mut depth) = (String::new(), 0_u32);
    let mut close = |text: &mut String, is_comment| {
        if !text.trim().is_empty() {
            pieces.push(Piece { text: text.trim().to_owned(), is_comment });
        }
        text.clear();
    };
    for letter in value.chars() {
        match letter {
            '(' => {
                if depth == 0 {
                    close(&mut text, false);
                } else {
                    text.push(letter);
                }
                depth += 1;
            }
            ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    close(&mut text, true);
                } else {
                    text.push(letter);
                }
            }
            blank if blank.is_whitespace() && depth == 0 => close(&mut text, false),
            other => text.push(other),
        }
    }
    close(&mut text, depth > 0);
    pieces
}

fn addresses(text: &str) -> impl Iterator<Item = IpAddr> + '_ {
    let words = text.split(|c: char| !(c.is_ascii_hexdigit() || matches!(c, '.' | ':')));
    words.filter_map(|word| {
        // `IPv6:2001:db8::1` leaves its `6:`.
        let word = word.strip_prefix("6:").unwrap_or(word);
        word.parse().or_else(|_| word.trim_matches(':').parse()).ok()
    })
}

fn is_private(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_loopback() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hop_is_read_as_every_server_writes_it() {
        for (value, from, by) in [
            (
                "from mail.x.org (mail.x.org [192.0.2.1]) by mx.okpay.example (Postfix) with ESMTPS id 1",
                Some("mail.x.org"),
                "mx.okpay.example",
            ),
            ("from liar.org (unknown [192.0.2.1]) by mx.okpay.example (Postfix)", None, "mx.okpay.example"),
            ("from liar.org (a.b.org [192.0.2.1] (may be forged)) by mx.okpay.example", None, "mx.okpay.example"),
            ("from a.org ([192.0.2.1] helo=b.org) by mx.y.org with esmtps (Exim 4.96)", Some("a.org"), "mx.y.org"),
            ("from a.org ([192.0.2.1]) by mx.y.org (8.14/8.14)", None, "mx.y.org"),
            ("from x (IDENT:root@a.org [192.0.2.1]) by mx.y.org;", Some("a.org"), "mx.y.org"),
            ("by 2002:a05:6638:0:0:0:0 with SMTP id x; Mon", None, "2002:a05:6638:0:0:0:0"),
            (
                "from a.org (192.0.2.1) by e1.corp.example (10.0.0.5) with Microsoft SMTP Server",
                None,
                "e1.corp.example",
            ),
            ("", None, ""),
            (")((by", None, ""),
        ] {
            let hop = Hop::read(value);
            assert_eq!((hop.from.as_deref(), hop.by.as_str()), (from, by), "{value}");
        }
    }

    #[test]
    fn only_a_hop_between_our_own_servers_is_inside() {
        for (value, inside) in [
            ("by 2002:a05:6638:0 with SMTP id x", true),
            ("from mx1 ([127.0.0.1]) by store.okpay.example (Dovecot) with LMTP", true),
            ("from mx.okpay.example by mx.okpay.example with LMTP id 7", true),
            ("from mx1 (unknown [10.0.1.5]) by store.okpay.example (Postfix)", true),
            ("from x (mx1.okpay.example [192.0.2.1]) by store.okpay.example (Postfix)", true),
            ("from A.EURPRD09.PROD.OUTLOOK.COM (2603:10a6::1) by B.prod.outlook.com (2603:10a6::2)", true),
            ("from mail.okpay.example (evil.org [192.0.2.1]) by mx.okpay.example (Postfix)", false),
            ("from mail.okpay.example (unknown [192.0.2.1]) by mx.okpay.example (Postfix)", false),
            ("from [10.0.0.1] (evil.org [192.0.2.1]) by mx.okpay.example (Postfix)", false),
            ("from evil.org (2001:db8::1) by A.mail.protection.outlook.com (2603:10a6::2)", false),
            ("from evil.org ([IPv6:2001:db8::1]) by mx.okpay.example", false),
            ("from evil.org by mx.okpay.example", false),
        ] {
            assert_eq!(Hop::read(value).is_inside(), inside, "{value}");
        }
    }

    #[test]
    fn one_owner_aligns_and_neighbours_under_a_public_suffix_do_not() {
        for (one, other, expected) in [
            ("x.org", "x.org", true),
            ("mail.x.org", "x.org", true),
            ("a.x.com.cn", "b.x.com.cn", true),
            ("x.org", "org", false),
            ("a.com.cn", "b.com.cn", false),
            ("evil.blogspot.com", "blogspot.com", false),
            ("evil.github.io", "victim.github.io", false),
            ("evilx.org", "x.org", false),
        ] {
            assert_eq!(is_aligned(one, other), expected, "{one} {other}");
        }
    }
}
