//! `frontdesk show N`

use super::list::moment;
use super::setup::Place;
use super::table::{harmless, shown};
use super::{Done, Failure, order, say, say_json, unreachable};
use crate::clock;
use crate::config;
use crate::mail::{self, Attachment, notes, visible};
use crate::policy::Brand;
use crate::rules::fields::masked;
use crate::store::{MailRow, SensitiveRow, Shown, Store, View};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use serde_json::json;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub fn run(place: &Place, ticket: &str, save: Option<PathBuf>, as_json: bool) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    let number = order::parse_number(ticket, &brand.number)?;
    let reader = Store::reader(&loaded.database())?;
    let view = reader.view();
    let Some(found) = view.show(number)? else {
        return Err(Failure::new(Failure::NO, format!("there is no ticket {}{number}", brand.number)));
    };
    if let Some(folder) = save {
        return save_attachments(&view, &found, &folder);
    }
    let back = unreachable::of(&loaded, &view, &found.ticket.customer)?;
    if as_json {
        say_json(&json!({ "ticket": format!("{}{number}", brand.number), "shown": found, "unreachable": back }));
    } else {
        print(&view, &found, &brand)?;
        if let Some(row) = back {
            let since = moment(row.failed_at, &brand, row.failed_at);
            let lift = format!("frontdesk outbox --lift {}", row.address);
            say(&harmless(&format!("\nletters to {} come back since {since}: {}\n  {lift}", row.address, row.why)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print(view: &View<'_>, found: &Shown, brand: &Brand) -> Result<(), Failure> {
    let ticket = &found.ticket;
    let now = clock::now();
    let tell = |text: String| say(&harmless(&text));
    tell(format!("{}{}  {}  {}", brand.number, ticket.number, ticket.status.name(), ticket.subject));
    let also = if ticket.also.is_empty() { String::new() } else { format!("  also {}", ticket.also.join(", ")) };
    tell(format!(
        "category  {}{also}   team {}   sla {}",
        ticket.category,
        ticket.team.as_deref().unwrap_or("none"),
        ticket.sla.as_deref().unwrap_or("none")
    ));
    let customer = visible::address(ticket.customer.as_str());
    tell(format!("customer  {} <{customer}>   {}", ticket.customer_name, ticket.language.tag()));
    for (field, value) in &ticket.fields {
        tell(format!("data      {field}: {}", masked(field, &value.value)));
    }
    if !ticket.asked.is_empty() {
        tell(format!("asked     {}", ticket.asked.join(", ")));
    }
    print_hints(ticket, brand, now);
    for timer in found.timers.iter().filter(|t| t.state == "armed") {
        say(&format!("timer     {} {}", timer.kind.name(), moment(timer.due_at, brand, now)));
    }
    for row in &found.mails {
        print_mail(view, row, &found.sensitive, brand)?;
    }
    for letter in &found.letters {
        let at = letter.settled_at.unwrap_or(letter.planned_at);
        tell(format!(
            "\n── letter {} {} to {}: {}   {}   {}",
            letter.id,
            letter.kind.name(),
            letter.to,
            if letter.bounced_at.is_some() { "came back" } else { letter.state.name() },
            moment(at, brand, at),
            shown(&letter.answer, 60)
        ));
        tell(format!("   {}", letter.subject));
    }
    say("\nhistory");
    for entry in &found.history {
        let what = serde_json::to_value(&entry.what)
            .ok()
            .and_then(|v| v.get("what").and_then(|w| w.as_str().map(str::to_owned)))
            .unwrap_or_default();
        tell(format!("  {:>3}  {}  {what}: {}", entry.step, moment(entry.at, brand, entry.at), entry.why));
    }
    Ok(())
}

/// What a person must know before he answers.
fn print_hints(ticket: &Ticket, brand: &Brand, now: Timestamp) {
    let prefix = &brand.number;
    if let Some(into) = ticket.merged_into {
        say(&format!("merged    into {prefix}{into}: its mail goes there"));
    }
    if ticket.is_spam {
        say("spam      what its sender writes here changes nothing");
    }
    ticket.maybe_related.iter().for_each(|other| say(&format!("related   maybe {prefix}{other}")));
    if ticket.accounts.len() > 1 {
        let masked = ticket.accounts.iter().map(|one| masked("account_email", one.as_str()));
        say(&harmless(&format!("accounts  several: {}", masked.collect::<Vec<_>>().join(", "))));
    }
    for one in ticket.participants.iter().filter(|one| !one.same_as(&ticket.customer)) {
        say(&harmless(&format!("accepted  {one}")));
    }
    for one in &ticket.outsiders {
        let address = &one.address;
        say(&harmless(&format!("stranger  {address} wrote {}", moment(one.wrote_at, brand, now))));
        say(&harmless(&format!(
            "          may he speak for the customer? frontdesk accept {prefix}{} {address}",
            ticket.number
        )));
    }
}

fn print_mail(view: &View<'_>, row: &MailRow, papers: &[SensitiveRow], brand: &Brand) -> Result<(), Failure> {
    say(&harmless(&format!(
        "\n── mail #{} {} from {}   {}",
        row.id,
        moment(row.arrived_at, brand, row.arrived_at),
        row.from.as_deref().unwrap_or("nobody"),
        row.kind.as_deref().unwrap_or_default()
    )));
    if let Some(gate) = &row.gate {
        say(&harmless(&format!("   no automatic letter: {} {}", gate.row, gate.why)));
    }
    if row.is_cut {
        say(
            "   larger than max_mail: only the headers and the first 64 kB were read; the whole mail stays on the server",
        );
    }
    let Some(raw) = view.raw(row.id)? else { return Ok(()) };
    let mail = mail::read(&raw, row.is_cut);
    if let Some(note) = notes::elsewhere(&mail) {
        say(&harmless(&format!("   {note}")));
    }
    say(&format!("\n{}", harmless(mail.text.trim_end())));
    for (place, attachment) in (0u32..).zip(&mail.attachments) {
        let paper = papers.iter().find(|paper| paper.mail == row.id && paper.place == place);
        say(&harmless(&described(attachment, paper, brand)));
    }
    Ok(())
}

fn described(attachment: &Attachment, paper: Option<&SensitiveRow>, brand: &Brand) -> String {
    let Attachment { name, media_type, bytes, sha256, .. } = attachment;
    let warning = attachment.warning().map(|warning| format!("  {warning}")).unwrap_or_default();
    match paper {
        Some(SensitiveRow { erased_at: Some(at), sha256, bytes, .. }) => {
            let at = moment(*at, brand, *at);
            format!("   attachment {name} ({media_type}, {bytes} bytes, sha256 {sha256})  sensitive, erased {at}")
        }
        Some(_) => format!(
            "   attachment {name} ({media_type}, {bytes} bytes, sha256 {sha256})  sensitive: not mailed on{warning}"
        ),
        None if attachment.is_decoration => format!("   logo       {name} ({media_type}, {bytes} bytes)"),
        None => format!("   attachment {name} ({media_type}, {bytes} bytes, sha256 {sha256}){warning}"),
    }
}

/// For its owner's eyes only: it may be an identity card.
fn own_file(path: &Path) -> std::io::Result<std::fs::File> {
    std::fs::File::options().create(true).write(true).truncate(true).mode(0o600).open(path)
}

/// Under a temporary name first, then renamed: no half file is left behind.
fn save_attachments(view: &View<'_>, found: &Shown, folder: &Path) -> Done {
    let wrong =
        |error: std::io::Error| Failure::new(Failure::CANNOT, format!("writing into {}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(wrong)?;
    let mut count = 0;
    for row in &found.mails {
        let Some(raw) = view.raw(row.id)? else { continue };
        for (index, attachment) in mail::read(&raw, row.is_cut).attachments.iter().enumerate() {
            let bytes = mail::attachment_bytes(&raw, index);
            // Nothing but a name is left of what was erased.
            let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else { continue };
            let path = folder.join(format!("{}-{}-{}", row.id, index + 1, attachment.name));
            let half = folder.join(format!(".{}-{}.part", row.id, index + 1));
            let mut file = own_file(&half).map_err(wrong)?;
            file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(wrong)?;
            std::fs::rename(&half, &path).map_err(wrong)?;
            say(&harmless(&path.display().to_string()));
            count += 1;
        }
    }
    if count == 0 {
        say("no attachments");
    }
    Ok(ExitCode::SUCCESS)
}
