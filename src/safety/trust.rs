//! core: Whom do we believe: lists and forwarders of ours, the provider, the return path?
//! In: a mail and the terms of the policy. Out: the reasons of the gate's rows L15, L18 and L19.
//! Never believes what a stranger can write into his mail.

use super::auth;
use super::rows::{Case, is_mailbox_of};
use crate::mail::ReturnPath;

impl Case<'_> {
    /// The list is one of ours: a support address that is itself a group.
    pub fn is_own_list(&self) -> bool {
        let Some(terms) = self.terms else { return false };
        let id = |value: &str| {
            value.rsplit('<').next().unwrap_or_default().trim_end_matches(['>', ' ']).trim().to_lowercase()
        };
        let own = |value: &str| terms.trust.own_lists.iter().any(|list| list.to_lowercase() == id(value));
        let mut ids = self.mail.headers.all("List-Id").peekable();
        ids.peek().is_some() && ids.all(own)
    }

    /// Re-sent by a service we trust: its path says so (`li+caf_=support=okpay.example@x.org`, or its own domain).
    pub fn is_forwarded(&self) -> bool {
        let (Some(terms), ReturnPath::Path(path)) = (self.terms, &self.mail.return_path) else { return false };
        let local = path.local().split("+caf_=").next().unwrap_or_default().to_lowercase();
        let address = format!("{local}@{}", path.domain());
        terms.trust.forwarders.iter().map(|f| f.to_lowercase()).any(|forwarder| match forwarder.contains('@') {
            true => forwarder == address,
            false => path.domain() == forwarder || path.domain().ends_with(&format!(".{forwarder}")),
        })
    }
}

pub fn is_not_to_us(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let mail = case.mail;
    let mut recipients = mail.to.iter().chain(&mail.cc).chain(&mail.resent_to);
    let is_to_us = recipients.any(|to| terms.own.iter().any(|own| is_mailbox_of(own, &to.address)));
    (!is_to_us && !case.is_forwarded() && !case.is_own_list()).then(|| "our address is not in To or Cc".to_owned())
}

/// Only where the provider stamps it (section 3.6).
pub fn is_unproven(case: &Case<'_>) -> Option<String> {
    let trust = case.terms?.trust;
    let id = trust.authserv_id.as_deref()?;
    (!auth::is_authenticated(case.mail, trust)).then(|| format!("{id} does not vouch for the sender"))
}

/// Only where the provider stamps nothing: the path must then be the sender's own. An absent path counts as From.
pub fn has_other_path(case: &Case<'_>) -> Option<String> {
    let terms = case.terms?;
    let ReturnPath::Path(path) = &case.mail.return_path else { return None };
    if terms.trust.authserv_id.is_some() || case.is_forwarded() || case.is_own_list() {
        return None;
    }
    let sender = case.mail.sender()?;
    (!auth::is_same_path(path, &sender.address)).then(|| format!("Return-Path {path} is not {}", sender.address))
}
