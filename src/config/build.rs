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
    let mut wrong = brand_complaints(config);
    for (name, mailbox) in &config.mailbox {
        wrong.extend(mailbox_complaints(name, mailbox));
    }
    wrong.extend(post_complaints(config));
    wrong.extend(people_complaints(config));
    let place = |told: &Complaint| complaint::at_text(text, file, (&told.section, &told.needle));
    wrong.into_iter().map(|told| place(&told).message(told.message).help(told.help)).collect()
}

/// Which section, what to look for in it, the message, the remedy.
struct Complaint {
    section: String,
    needle: String,
    message: String,
    help: &'static str,
}

impl Complaint {
    fn new(section: &str, needle: impl Into<String>, message: impl Into<String>, help: &'static str) -> Self {
        Self { section: section.to_owned(), needle: needle.into(), message: message.into(), help }
    }

    /// About the section as a whole.
    fn of(section: &str, message: impl Into<String>, help: &'static str) -> Self {
        Self::new(section, section, message, help)
    }
}

const ONE_SECRET: &str = "password_file, password_command, password_credential, token_command";

fn brand_complaints(config: &Config) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let zone = &config.brand.zone;
    if jiff::tz::TimeZone::get(zone).is_err() {
        let message = format!("unknown time zone {zone}");
        wrong.push(Complaint::new("[brand]", quoted(zone), message, "for example Asia/Shanghai or Europe/Berlin"));
    }
    if config.mailbox.is_empty() {
        wrong.push(Complaint::of("[mailbox", "no mailbox", "add [mailbox.support] with address, and imap or maildir"));
    }
    wrong
}

fn mailbox_complaints(name: &str, mailbox: &MailboxConfig) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let section = format!("[mailbox.{name}]");
    for address in std::iter::once(&mailbox.address).chain(&mailbox.aliases).filter(|a| !looks_like_address(a)) {
        let message = format!("{address:?} is no mail address");
        wrong.push(Complaint::new(&section, quoted(address), message, "write for example \"support@example.com\""));
    }
    match (&mailbox.imap, &mailbox.maildir) {
        (Some(_), Some(_)) => wrong.push(Complaint::of(&section, "both imap and maildir", "keep one of them")),
        (None, None) => {
            wrong.push(Complaint::of(&section, "no imap and no maildir", "add imap = \"imap.example.com\""))
        }
        (Some(host), None) if mailbox.tls == Tls::None && !is_loopback(host) => wrong.push(Complaint::new(
            &section,
            "\"none\"",
            format!("without TLS the password would be readable on the way to {host}"),
            "write tls = \"implicit\" or \"starttls\"; none is for this machine only",
        )),
        (Some(_), None) if mailbox.user.is_none() => wrong.push(Complaint::of(
            &section,
            "no user for the IMAP server",
            "add user = \"…\" and password_file = \"…\"",
        )),
        _ => {}
    }
    if mailbox.imap.is_some() && sources(&mailbox.secret()) != 1 {
        let message = format!("the mailbox needs exactly one of {ONE_SECRET}");
        wrong.push(Complaint::of(&section, message, "for example password_file = \"imap.password\""));
    }
    if let Err(why) = Span::parse(&mailbox.poll) {
        wrong.push(Complaint::new(&section, quoted(&mailbox.poll), why, "for example poll = \"60s\""));
    }
    if !(1..=1024).contains(&mailbox.max_mail_mb) {
        let help = "write 1 to 1024; of larger mails only the head is read";
        wrong.push(Complaint::new(&section, "max_mail_mb", "max_mail_mb is out of reach", help));
    }
    wrong
}

fn post_complaints(config: &Config) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let post = &config.post;
    match (&post.smtp, &post.folder) {
        (Some(_), Some(_)) => wrong.push(Complaint::of("[post]", "both smtp and folder", "keep one of them")),
        (None, None) => wrong.push(Complaint::of("[post]", "no smtp and no folder", "add smtp = \"smtp.example.com\"")),
        (Some(host), None) if post.tls == Tls::None && !is_loopback(host) => wrong.push(Complaint::new(
            "[post]",
            "\"none\"",
            format!("without TLS letters and password would be readable on the way to {host}"),
            "write tls = \"implicit\" or \"starttls\"; none is for this machine only",
        )),
        _ => {}
    }
    let count = sources(&post.secret());
    if count > 1 || (post.user.is_some() && count == 0) {
        let message = format!("with user the post needs exactly one of {ONE_SECRET}");
        wrong.push(Complaint::of("[post]", message, "for example password_file = \"smtp.password\""));
    }
    for address in config.sending.try_addresses.iter().filter(|address| !looks_like_address(address)) {
        let message = format!("{address:?} is no mail address");
        wrong.push(Complaint::new("[sending]", quoted(address), message, "write for example \"ann@example.com\""));
    }
    if let Err(why) = Span::parse(&config.sending.max_auto_age) {
        let place = quoted(&config.sending.max_auto_age);
        wrong.push(Complaint::new("[sending]", place, why, "for example max_auto_age = \"6h\""));
    }
    wrong
}

fn people_complaints(config: &Config) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let own = own_addresses(config);
    for (name, person) in &config.people {
        let place = quoted(&person.address);
        if !looks_like_address(&person.address) {
            let message = format!("{name}: {:?} is no mail address", person.address);
            wrong.push(Complaint::new("[people", place, message, "write for example \"ann@example.com\""));
        } else if own.iter().any(|own| own.same_as(&Address::new(&person.address))) {
            // F104: a letter to staff would come back as a mail of a customer.
            let message = format!("{name} has the address of the mailbox itself");
            let help = "give the person's own address: letters to staff must not come back here";
            wrong.push(Complaint::new("[people", place, message, help));
        }
    }
    for (team, members) in &config.teams {
        if members.is_empty() {
            let message = format!("nobody is in team {team}");
            wrong.push(Complaint::new("[teams]", team, message, "name somebody of [people], or take the team out"));
        }
        for member in members.iter().filter(|member| !config.people.contains_key(*member)) {
            let message = format!("team {team}: there is no person {member}");
            wrong.push(Complaint::new("[teams]", quoted(member), message, "add them under [people]"));
        }
    }
    wrong
}

fn quoted(value: &str) -> String {
    format!("\"{value}\"")
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
