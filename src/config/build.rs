//! From the file's values to what the core and the shell use.

use super::file::ModeName;
use super::{Config, Loaded, MailboxConfig, Tls, complaint};
use crate::mail::Address;
use crate::policy::{Brand, Keys, Mode, Person, Policy, Sending};
use crate::rules::{Diagnostic, RuleSet};
use crate::sla::SlaBook;
use crate::time::Span;
use std::sync::Arc;

/// What is wrong with the values, all at once.
pub(super) fn complaints(config: &Config, text: &str, file: &str) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let mut say = |needle: &str, message: String, help: &str| {
        wrong.push(complaint::at_text(text, file, needle).message(message).help(help));
    };
    if jiff::tz::TimeZone::get(&config.brand.zone).is_err() {
        say(
            &config.brand.zone,
            format!("unknown time zone {}", config.brand.zone),
            "for example Asia/Shanghai or Europe/Berlin",
        );
    }
    if config.mailbox.is_empty() {
        say("[mailbox", "no mailbox".into(), "add [mailbox.support] with address and imap, or maildir");
    }
    for (name, mailbox) in &config.mailbox {
        for (needle, message, help) in mailbox_complaints(name, mailbox) {
            say(&needle, message, help);
        }
    }
    for (needle, message, help) in post_complaints(config).into_iter().chain(people_complaints(config)) {
        say(&needle, message, help);
    }
    wrong
}

/// What to look for in the text, the message, the remedy.
type Complaint = (String, String, &'static str);

fn mailbox_complaints(name: &str, mailbox: &MailboxConfig) -> Vec<Complaint> {
    let mut wrong: Vec<Complaint> = Vec::new();
    let section = format!("[mailbox.{name}]");
    if !looks_like_address(&mailbox.address) {
        wrong.push((
            mailbox.address.clone(),
            format!("{:?} is no mail address", mailbox.address),
            "write for example support@example.com",
        ));
    }
    match (&mailbox.imap, &mailbox.maildir) {
        (Some(_), Some(_)) => wrong.push((section.clone(), "both imap and maildir".into(), "keep one of them")),
        (None, None) => {
            wrong.push((section.clone(), "no imap and no maildir".into(), "add imap = \"imap.example.com\""))
        }
        (Some(host), None) if mailbox.tls == Tls::None && !is_loopback(host) => {
            wrong.push((
                section.clone(),
                format!("tls = \"none\" to {host}: the password would be readable on the way"),
                "use tls = \"implicit\" or \"starttls\"",
            ));
        }
        (Some(_), None) if mailbox.user.is_none() => wrong.push((
            section.clone(),
            "no user for the IMAP server".into(),
            "add user = \"…\" and password_file = \"…\"",
        )),
        _ => {}
    }
    let secret = mailbox.secret();
    if mailbox.imap.is_some() && sources(&secret) != 1 {
        wrong.push((
            section,
            "the mailbox needs exactly one of password_file, password_command, password_credential, token_command"
                .into(),
            "for example password_file = \"imap.password\"",
        ));
    }
    if let Err(why) = Span::parse(&mailbox.poll) {
        wrong.push((mailbox.poll.clone(), why, "for example poll = \"60s\""));
    }
    wrong
}

fn post_complaints(config: &Config) -> Vec<Complaint> {
    let mut wrong: Vec<Complaint> = Vec::new();
    let post = &config.post;
    match (&post.smtp, &post.folder) {
        (Some(_), Some(_)) => wrong.push(("[post]".into(), "both smtp and folder".into(), "keep one of them")),
        (None, None) => {
            wrong.push(("[post]".into(), "no smtp and no folder".into(), "add smtp = \"smtp.example.com\""))
        }
        (Some(host), None) if post.tls == Tls::None && !is_loopback(host) => {
            wrong.push((
                "[post]".into(),
                format!("tls = \"none\" to {host}: letters and password would be readable on the way"),
                "use tls = \"implicit\" or \"starttls\"",
            ));
        }
        _ => {}
    }
    let count = sources(&post.secret());
    if count > 1 || (post.user.is_some() && count == 0) {
        wrong.push(("[post]".into(), "with user the post needs exactly one of password_file, password_command, password_credential, token_command".into(), "for example password_file = \"smtp.password\""));
    }
    if let Err(why) = Span::parse(&config.sending.max_auto_age) {
        wrong.push((config.sending.max_auto_age.clone(), why, "for example max_auto_age = \"6h\""));
    }
    wrong
}

fn people_complaints(config: &Config) -> Vec<Complaint> {
    let mut wrong: Vec<Complaint> = Vec::new();
    let own = own_addresses(config);
    for (name, person) in &config.people {
        if !looks_like_address(&person.address) {
            wrong.push((
                person.address.clone(),
                format!("{name}: {:?} is no mail address", person.address),
                "write for example ann@example.com",
            ));
        } else if own.iter().any(|own| own.same_as(&Address::new(&person.address))) {
            // F104: a letter to staff would come back as a mail of a customer.
            wrong.push((
                person.address.clone(),
                format!("{name} has the address of the mailbox itself"),
                "give the person's own address: letters to staff must not come back here",
            ));
        }
    }
    for (team, members) in &config.teams {
        for member in members.iter().filter(|member| !config.people.contains_key(*member)) {
            wrong.push((
                format!("\"{member}\""),
                format!("team {team}: there is no person {member}"),
                "add them under [people]",
            ));
        }
    }
    wrong
}

fn sources(secret: &super::SecretSource) -> usize {
    [secret.file.is_some(), secret.command.is_some(), secret.credential.is_some(), secret.token_command.is_some()]
        .into_iter()
        .filter(|set| *set)
        .count()
}

fn looks_like_address(text: &str) -> bool {
    let address = Address::new(text);
    !address.local().is_empty() && address.domain().contains('.') && !text.contains(char::is_whitespace)
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn own_addresses(config: &Config) -> Vec<Address> {
    config
        .mailbox
        .values()
        .flat_map(|m| std::iter::once(&m.address).chain(&m.aliases))
        .map(|a| Address::new(a))
        .collect()
}

impl Loaded {
    /// The one mailbox that is served; several come later, the first by name is taken.
    pub fn mailbox(&self) -> Option<(&str, &MailboxConfig)> {
        self.config.mailbox.iter().next().map(|(name, mailbox)| (name.as_str(), mailbox))
    }

    /// What the core decides under.
    pub fn policy(&self, rules: Arc<RuleSet>, slas: SlaBook, keys: Keys) -> Policy {
        let config = &self.config;
        Policy {
            brand: brand(self),
            rules,
            slas,
            people: config
                .people
                .iter()
                .map(|(name, p)| (name.clone(), Person { address: Address::new(&p.address) }))
                .collect(),
            teams: config.teams.clone(),
            sending: Sending {
                mode: match config.sending.mode {
                    ModeName::Shadow => Mode::Shadow,
                    ModeName::Staff => Mode::Staff,
                    ModeName::Live => Mode::Live,
                },
                try_addresses: config.sending.try_addresses.iter().map(|a| Address::new(a)).collect(),
            },
            caps: config.caps.clone(),
            trust: config.trust.clone(),
            max_auto_age: Span::parse(&config.sending.max_auto_age).unwrap_or(Span::hours(6)),
            own_addresses: own_addresses(config),
            keys,
        }
    }
}

/// Name, numbers and time zone.
pub fn brand(loaded: &Loaded) -> Brand {
    let brand = &loaded.config.brand;
    let mail = loaded.mailbox().map_or("support@localhost", |(_, mailbox)| mailbox.address.as_str());
    Brand {
        name: brand.name.clone(),
        mail: Address::new(mail),
        site: brand.site.clone(),
        faq: brand.faq.clone(),
        hours: brand.hours.clone(),
        verify: brand.verify.clone(),
        more: brand.more.clone(),
        number: brand.number.clone(),
        zone: jiff::tz::TimeZone::get(&brand.zone).unwrap_or(jiff::tz::TimeZone::UTC),
    }
}
