//! From the file's values to what the core and the shell use.

use super::file::ModeName;
use super::{Config, Loaded, MailboxConfig, Tls, attachments, complaint};
use crate::mail::Address;
use crate::policy::{Brand, Keys, Mode, Person, Policy, Sending};
use crate::rules::diagnostic::{Said, Speech, no_length, said};
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
    wrong.extend(trust_complaints(config));
    wrong.extend(attachments::complaints(&config.attachments));
    let place = |told: &Complaint| complaint::at_text(text, file, (&told.section, &told.needle));
    wrong.into_iter().map(|told| place(&told).message(told.message).help(told.help)).collect()
}

/// Which section, what to look for in it, the message, the remedy.
pub(super) struct Complaint {
    section: String,
    needle: String,
    message: Said,
    help: Said,
}

impl Complaint {
    pub(super) fn new(section: &str, needle: impl Into<String>, message: Said, help: Said) -> Self {
        Self { section: section.to_owned(), needle: needle.into(), message, help }
    }

    /// About the section as a whole.
    fn of(section: &str, message: Said, help: Said) -> Self {
        Self::new(section, section, message, help)
    }
}

const ONE_SECRET: &str = "password_file, password_command, password_credential, token_command";

fn brand_complaints(config: &Config) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let zone = &config.brand.zone;
    if jiff::tz::TimeZone::get(zone).is_err() {
        let message = said!("unknown time zone {zone}", "没有时区 {zone}");
        let help = said!("for example Asia/Shanghai or Europe/Berlin", "例如 Asia/Shanghai 或 Europe/Berlin");
        wrong.push(Complaint::new("[brand]", quoted(zone), message, help));
    }
    if config.mailbox.is_empty() {
        let help = said!(
            "add [mailbox.support] with address, and imap or maildir",
            "加一节 [mailbox.support]，写 address，以及 imap 或 maildir"
        );
        wrong.push(Complaint::of("[mailbox", said!("no mailbox", "没有邮箱"), help));
    }
    wrong
}

fn mailbox_complaints(name: &str, mailbox: &MailboxConfig) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let section = format!("[mailbox.{name}]");
    for address in std::iter::once(&mailbox.address).chain(&mailbox.aliases).filter(|a| !looks_like_address(a)) {
        wrong.push(no_address(&section, address));
    }
    match (&mailbox.imap, &mailbox.maildir) {
        (Some(_), Some(_)) => {
            wrong.push(Complaint::of(&section, said!("both imap and maildir", "imap 和 maildir 都写了"), keep_one()))
        }
        (None, None) => {
            let help = said!("add imap = \"imap.example.com\"", "加一行 imap = \"imap.example.com\"");
            wrong.push(Complaint::of(&section, said!("no imap and no maildir", "没有 imap，也没有 maildir"), help))
        }
        (Some(host), None) if mailbox.tls == Tls::None && !is_loopback(host) => wrong.push(Complaint::new(
            &section,
            "\"none\"",
            said!(
                "without TLS the password would be readable on the way to {host}",
                "没有 TLS，去 {host} 的路上谁都能看到密码"
            ),
            with_tls(),
        )),
        (Some(_), None) if mailbox.user.is_none() => wrong.push(Complaint::of(
            &section,
            said!("no user for the IMAP server", "没有写 IMAP 的用户名"),
            said!("add user = \"…\" and password_file = \"…\"", "加上 user = \"…\" 和 password_file = \"…\""),
        )),
        _ => {}
    }
    if mailbox.imap.is_some() && sources(&mailbox.secret()) != 1 {
        let message =
            said!("the mailbox needs exactly one of {ONE_SECRET}", "邮箱必须写、也只能写其中一项：{ONE_SECRET}");
        let help = said!("for example password_file = \"imap.password\"", "例如 password_file = \"imap.password\"");
        wrong.push(Complaint::of(&section, message, help));
    }
    if Span::parse(&mailbox.poll).is_err() {
        let help = said!("for example poll = \"60s\"", "例如 poll = \"60s\"");
        wrong.push(Complaint::new(&section, quoted(&mailbox.poll), no_length(&mailbox.poll), help));
    }
    // A row of the database holds 256 MB, and what does not shrink must fit.
    if !(1..=250).contains(&mailbox.max_mail_mb) {
        let help =
            said!("write 1 to 250; of larger mails only the head is read", "请写 1 到 250；更大的邮件只读开头部分");
        let message = said!("max_mail_mb is out of reach", "max_mail_mb 超出范围");
        wrong.push(Complaint::new(&section, "max_mail_mb", message, help));
    }
    wrong
}

fn post_complaints(config: &Config) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let post = &config.post;
    match (&post.smtp, &post.folder) {
        (Some(_), Some(_)) => {
            wrong.push(Complaint::of("[post]", said!("both smtp and folder", "smtp 和 folder 都写了"), keep_one()))
        }
        (None, None) => {
            let help = said!("add smtp = \"smtp.example.com\"", "加一行 smtp = \"smtp.example.com\"");
            wrong.push(Complaint::of("[post]", said!("no smtp and no folder", "没有 smtp，也没有 folder"), help))
        }
        (Some(host), None) if post.tls == Tls::None && !is_loopback(host) => wrong.push(Complaint::new(
            "[post]",
            "\"none\"",
            said!(
                "without TLS letters and password would be readable on the way to {host}",
                "没有 TLS，去 {host} 的路上谁都能看到信件和密码"
            ),
            with_tls(),
        )),
        _ => {}
    }
    let count = sources(&post.secret());
    if count > 1 || (post.user.is_some() && count == 0) {
        let message = said!(
            "with user the post needs exactly one of {ONE_SECRET}",
            "写了 user，就必须写、也只能写其中一项：{ONE_SECRET}"
        );
        let help = said!("for example password_file = \"smtp.password\"", "例如 password_file = \"smtp.password\"");
        wrong.push(Complaint::of("[post]", message, help));
    }
    for address in config.sending.try_addresses.iter().filter(|address| !looks_like_address(address)) {
        wrong.push(no_address("[sending]", address));
    }
    let age = &config.sending.max_auto_age;
    if Span::parse(age).is_err() {
        let help = said!("for example max_auto_age = \"6h\"", "例如 max_auto_age = \"6h\"");
        wrong.push(Complaint::new("[sending]", quoted(age), no_length(age), help));
    }
    let silence = &config.sending.silence_after_bounce;
    if Span::parse(silence).is_err() {
        let help = said!("for example silence_after_bounce = \"30d\"", "例如 silence_after_bounce = \"30d\"");
        wrong.push(Complaint::new("[sending]", quoted(silence), no_length(silence), help));
    }
    wrong
}

fn people_complaints(config: &Config) -> Vec<Complaint> {
    let mut wrong = Vec::new();
    let own = own_addresses(config);
    for (name, person) in &config.people {
        let place = quoted(&person.address);
        if !looks_like_address(&person.address) {
            wrong.push(no_address("[people", &person.address));
        } else if own.iter().any(|own| is_mailbox_of(own, &Address::new(&person.address))) {
            // F104: a letter to staff would come back as a mail of a customer.
            let message = said!("{name} has the address of the mailbox itself", "{name} 的地址就是邮箱自己的地址");
            let help = said!(
                "give the person's own address: letters to staff must not come back here",
                "请写这个人自己的地址：给员工的信不能又回到这个邮箱"
            );
            wrong.push(Complaint::new("[people", place, message, help));
        }
    }
    for (team, members) in &config.teams {
        if members.is_empty() {
            let help =
                said!("name somebody of [people], or take the team out", "写上 [people] 里的人，或者删去这个小组");
            wrong.push(Complaint::new(
                "[teams]",
                team,
                said!("nobody is in team {team}", "小组 {team} 里没有人"),
                help,
            ));
        }
        for member in members.iter().filter(|member| !config.people.contains_key(*member)) {
            let message = said!("team {team}: there is no person {member}", "小组 {team}：没有 {member} 这个人");
            let help = said!("add them under [people]", "请加到 [people] 里");
            wrong.push(Complaint::new("[teams]", quoted(member), message, help));
        }
    }
    wrong
}

/// Without a dot or with more than one `*` at its beginning a name would trust half the world, or nobody.
fn trust_complaints(config: &Config) -> Vec<Complaint> {
    let trust = &config.trust;
    let mut wrong = Vec::new();
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic() && !";()<>\"*".contains(c));
    let is_domain = |name: &str| is_name(name) && name.contains('.') && !name.starts_with('.') && !name.contains('/');
    let help = |en: &str, zh: &str| Said { en: en.to_owned(), zh: zh.to_owned() };
    if let Some(id) = &trust.authserv_id {
        let is_right = match id.strip_prefix("*.") {
            // Two labels at least: "*.com" is everybody.
            Some(rest) => is_domain(rest),
            None => is_name(id),
        };
        if !is_right {
            let message = said!("authserv_id = {id:?} names no server", "authserv_id = {id:?} 不是服务器的名字");
            let help = help(
                "write the word in front of the first ; of Authentication-Results, \"mx.example.com\" or \"*.mx.example.com\"",
                "请写 Authentication-Results 里第一个 ; 前面的词：\"mx.example.com\" 或 \"*.mx.example.com\"",
            );
            wrong.push(Complaint::new("[trust]", quoted(id), message, help));
        }
    }
    for list in trust.own_lists.iter().filter(|list| !is_domain(list) || list.contains('@')) {
        let message = said!("own_lists: {list:?} is no List-Id", "own_lists：{list:?} 不是 List-Id");
        let help = help(
            "write what stands between < and > in List-Id, for example \"support.example.com\"",
            "请写 List-Id 里 < 和 > 之间的文字，例如 \"support.example.com\"",
        );
        wrong.push(Complaint::new("[trust]", quoted(list), message, help));
    }
    for forwarder in trust.forwarders.iter().filter(|f| !is_domain(f) && !looks_like_address(f)) {
        let message = said!(
            "forwarders: {forwarder:?} is no domain and no address",
            "forwarders：{forwarder:?} 不是域名，也不是地址"
        );
        let help =
            help("write for example \"relay.net\" or \"old@gmail.com\"", "例如 \"relay.net\" 或 \"old@gmail.com\"");
        wrong.push(Complaint::new("[trust]", quoted(forwarder), message, help));
    }
    wrong
}

/// Letters to `support+ann@` come back to `support@`.
fn is_mailbox_of(own: &Address, address: &Address) -> bool {
    let bare = |a: &Address| a.local().split('+').next().unwrap_or_default().to_lowercase();
    own.domain() == address.domain() && bare(own) == bare(address)
}

fn no_address(section: &str, address: &str) -> Complaint {
    let message = said!("{address:?} is no mail address", "{address:?} 不是邮件地址");
    let help = said!("write for example \"ann@example.com\"", "例如 \"ann@example.com\"");
    Complaint::new(section, quoted(address), message, help)
}

fn keep_one() -> Said {
    said!("keep one of them", "只留一个")
}

fn with_tls() -> Said {
    said!(
        "write tls = \"implicit\" or \"starttls\"; none is for this machine only",
        "请写 tls = \"implicit\" 或 \"starttls\"；none 只能用于本机"
    )
}

pub(super) fn quoted(value: &str) -> String {
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
                .map(|(name, p)| {
                    let speech = p.languages.iter().find_map(|language| Speech::of_locale(language));
                    (name.clone(), Person { address: Address::new(&p.address), speech })
                })
                .collect(),
            teams: config.teams.clone(),
            sending: Sending {
                mode: match config.sending.mode {
                    ModeName::Shadow => Mode::Shadow,
                    ModeName::Staff => Mode::Staff,
                    ModeName::Live => Mode::Live,
                },
                try_addresses: config.sending.try_addresses.iter().map(|a| Address::new(a)).collect(),
                silence_after_bounce: silence_after_bounce(config),
                plus_address: config.sending.plus_address,
                precedence_bulk: config.sending.precedence_bulk,
            },
            caps: config.caps.clone(),
            trust: config.trust.clone(),
            attachments: attachments::policy(&config.attachments),
            max_auto_age: Span::parse(&config.sending.max_auto_age).unwrap_or(Span::hours(6)),
            own_addresses: own_addresses(config),
            keys,
        }
    }
}

/// How long an address whose letter came back gets nothing automatic.
pub fn silence_after_bounce(config: &Config) -> Span {
    Span::parse(&config.sending.silence_after_bounce).unwrap_or(Span::days(30))
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
