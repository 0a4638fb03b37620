//! core: Whom do we believe: lists and forwarders of ours, the provider, the return path?
//! In: a mail and the terms of the policy. Out: the reasons of the gate's rows L15, L18 and L19, and the header block
//! without what a trusted service stamped on it: the other rows look at the original (section 3.6).
//! Never believes what a stranger can write into his mail: a service is known by the host that gave us the mail, or by
//! what our own server found of its domain.

use super::auth;
use super::route::{Route, is_below};
use super::rows::{Case, is_mailbox_of};
use crate::mail::address::mailboxes;
use crate::mail::{Headers, Kind, ReturnPath, SpanKind, robot};
use std::borrow::Cow;

/// Domains whose mail leaves from hosts of another name, which let nobody send with another's path (seen in 2026).
const HOSTS: [(&str, &str); 2] = [("gmail.com", "google.com"), ("googlemail.com", "google.com")];

/// What a list puts on the mails of its members (RFC 2369, 2919, 8058).
const LIST_FIELDS: [&str; 13] = [
    "List-Id",
    "List-Post",
    "List-Help",
    "List-Subscribe",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Owner",
    "List-Archive",
    "Mailing-List",
    "X-Mailing-List",
    "X-BeenThere",
    "Sender",
    "Errors-To",
];

impl Case<'_> {
    /// The list is one of ours, a support address that is itself a group: its List-Id says so, and so does the host that
    /// gave us the mail, our server's result for the list's domain, or a sender our server vouches for.
    pub fn is_own_list(&self) -> bool {
        let Some(terms) = self.terms.filter(|terms| !terms.trust.own_lists.is_empty()) else { return false };
        let own: Vec<String> = terms.trust.own_lists.iter().map(|list| list.to_lowercase()).collect();
        let ids = self.list_ids();
        let Some(first) = ids.first().filter(|_| ids.iter().all(|id| own.contains(id))) else { return false };
        let domain = first.split_once('.').map_or("", |(_, domain)| domain);
        let route = Route::of(&self.mail.headers);
        // Beside our own servers only a name for lists alone tells: every mail comes by `mx.okpay.example`.
        let is_for_lists = psl::domain_str(domain).is_some_and(|owned| owned != domain);
        let is_inside = is_for_lists && route.inside.iter().any(|name| is_below(name, domain));
        let host = route.border.and_then(|hop| hop.from).unwrap_or_default();
        // Google lets nobody send from a domain it has not seen to be his.
        let is_of_google = is_below(&host, "google.com") && self.path_domain() == domain;
        let is_proven =
            is_inside || is_below(&host, domain) || is_of_google || auth::is_from(domain, self.mail, terms.trust);
        domain.contains('.') && (is_proven || auth::is_authenticated(self.mail, terms.trust))
    }

    /// Re-sent by a service we trust: the host that gave us the mail is its own, or its path says so
    /// (`li+caf_=support=okpay.example@x.org`) and host or result prove the path.
    pub fn is_forwarded(&self) -> bool {
        let Some(terms) = self.terms.filter(|terms| !terms.trust.forwarders.is_empty()) else { return false };
        let entries: Vec<String> = terms.trust.forwarders.iter().map(|f| f.to_lowercase()).collect();
        let host = Route::of(&self.mail.headers).border.and_then(|hop| hop.from).unwrap_or_default();
        let is_host = |entry: &String| {
            let domain = domain_of(entry);
            is_below(&host, domain) || HOSTS.iter().any(|(mail, at)| *mail == domain && is_below(&host, at))
        };
        entries.iter().any(|entry| {
            let is_by_path = self.has_path_of(entry)
                && (entries.iter().any(is_host) || auth::is_from(domain_of(entry), self.mail, terms.trust));
            is_by_path || (!entry.contains('@') && is_below(&host, entry))
        })
    }

    /// Everything but what a trusted list or forwarder stamped: `auto-forwarded`, and the fields of the list. An
    /// `auto-replied` that came through stays.
    pub fn original(&self) -> Cow<'_, Headers> {
        let headers = &self.mail.headers;
        let (is_own_list, is_forwarded) = (self.is_own_list(), self.is_forwarded());
        if !is_own_list && !is_forwarded {
            return Cow::Borrowed(headers);
        }
        let ids = self.list_ids();
        let entries = self.terms.map(|terms| terms.trust.forwarders.as_slice()).unwrap_or_default();
        let is_theirs = |id: &String| entries.iter().any(|entry| is_below(id, &domain_of(entry).to_lowercase()));
        let is_list = is_own_list || (!ids.is_empty() && ids.iter().all(is_theirs));
        let is_stamp = |name: &str, value: &str| {
            let word = value.split([';', '(']).next().unwrap_or_default().trim().to_lowercase();
            match name.to_lowercase().as_str() {
                "auto-submitted" => is_forwarded && word == "auto-forwarded",
                "precedence" => word == "list",
                name => is_list && LIST_FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name)),
            }
        };
        Cow::Owned(Headers(headers.0.iter().filter(|(name, value)| !is_stamp(name, value)).cloned().collect()))
    }

    /// Host part of every List-Id, `Support <support.okpay.example>`.
    fn list_ids(&self) -> Vec<String> {
        let id = |value: &str| {
            value.rsplit('<').next().unwrap_or_default().trim_end_matches(['>', ' ']).trim().to_lowercase()
        };
        self.mail.headers.all("List-Id").map(id).collect()
    }

    fn path_domain(&self) -> &str {
        match &self.mail.return_path {
            ReturnPath::Path(path) => path.domain(),
            ReturnPath::Absent | ReturnPath::Null => "",
        }
    }

    fn has_path_of(&self, entry: &str) -> bool {
        let ReturnPath::Path(path) = &self.mail.return_path else { return false };
        let local = path.local().split("+caf_=").next().unwrap_or_default().to_lowercase();
        match entry.contains('@') {
            true => format!("{local}@{}", path.domain()) == entry,
            false => is_below(path.domain(), entry),
        }
    }
}

fn domain_of(entry: &str) -> &str {
    entry.rsplit('@').next().unwrap_or(entry)
}

/// Whatever else `robot` knows, so that no kind is forgotten. Lists and forwarders of ours stamp people's mail: then the
/// original is asked again.
pub fn is_other_robot(case: &Case<'_>) -> Option<String> {
    let mail = case.mail;
    let (kind, why) = match case.original() {
        Cow::Borrowed(_) => (mail.kind, mail.kind_why.clone()),
        Cow::Owned(headers) => {
            let types: Vec<String> = mail.attachments.iter().map(|a| a.media_type.clone()).collect();
            robot::kind(&robot::Signs {
                headers: &headers,
                return_path: &ReturnPath::Absent,
                from: &mail.from,
                subject: &mail.subject,
                words: &mail.words(SpanKind::New),
                part_types: &types,
                bounce: mail.bounce.as_ref(),
            })
        }
    };
    (kind != Kind::Human).then_some(why)
}

pub fn is_not_to_us(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let mail = case.mail;
    let resent: Vec<_> = mail.headers.all("Resent-Cc").flat_map(|value| mailboxes(value, None).list).collect();
    let mut recipients = mail.to.iter().chain(&mail.cc).chain(&mail.resent_to).chain(&resent);
    let is_to_us = recipients.any(|to| terms.own.iter().any(|own| is_mailbox_of(own, &to.address)));
    (!is_to_us && !case.is_forwarded() && !case.is_own_list()).then(|| "our address is not in To or Cc".to_owned())
}

/// Only where the provider stamps it (section 3.6).
pub fn is_unproven(case: &Case<'_>) -> Option<String> {
    let trust = case.terms?.trust;
    trust.authserv_id.as_deref()?;
    (!auth::is_authenticated(case.mail, trust)).then(|| auth::why_unproven(case.mail, trust))
}

/// Only where the provider stamps nothing: the path must then be the sender's own. An absent path counts as From. Of a
/// forwarder's path only the sender it names (SRS) is asked.
pub fn has_other_path(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let ReturnPath::Path(path) = &case.mail.return_path else { return None };
    if terms.trust.authserv_id.is_some() || case.is_own_list() {
        return None;
    }
    let sender = &case.mail.sender()?.address;
    if case.is_forwarded() {
        let original = auth::forwarded_path(path)?;
        return (!auth::is_same_path(&original, sender))
            .then(|| format!("it was forwarded from {original}, not {sender}"));
    }
    (!auth::is_same_path(path, sender)).then(|| format!("Return-Path {path} is not {sender}"))
}
