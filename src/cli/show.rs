//! `frontdesk show N`

use super::setup::Place;
use super::table::{self, fitted, harmless, shown};
use super::{Done, Failure, list, order, say, say_json, unreachable};
use crate::mail::{self, Attachment, notes, visible};
use crate::policy::Brand;
use crate::rules::diagnostic::{Said, Speech, said};
use crate::rules::fields::masked;
use crate::sla::{DEADLINE, PROMISES};
use crate::store::{LetterRow, LetterState, MailRow, SensitiveRow, Shown, Store, TimerRow, View};
use crate::ticket::{Entry, Outsider, Ticket, TimerKind};
use crate::time::Timestamp;
use crate::{clock, config, phrasebook, safety};
use serde_json::json;
use std::cmp::Ordering;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub fn run(place: &Place, ticket: &str, save: Option<PathBuf>, (as_json, speech): (bool, Speech)) -> Done {
    let loaded = place.loaded()?;
    let brand = config::brand(&loaded);
    let number = order::parse_number(ticket, &brand.number)?;
    let reader = Store::reader(&loaded.database())?;
    let view = reader.view();
    let Some(found) = view.show(number)? else {
        let prefix = &brand.number;
        let why = said!("there is no ticket {prefix}{number}", "没有工单 {prefix}{number}");
        return Err(Failure::new(Failure::NO, why));
    };
    if let Some(folder) = save {
        return save_attachments(&view, &found, (&folder, speech));
    }
    let back = unreachable::of(&loaded, &view, &found.ticket.customer)?;
    if as_json {
        say_json(&json!({ "ticket": format!("{}{number}", brand.number), "shown": found, "unreachable": back }));
        return Ok(ExitCode::SUCCESS);
    }
    let sheet = Sheet { brand: &brand, speech, now: clock::now() };
    sheet.ticket(&view, &found)?;
    if let Some(row) = back {
        let (address, since, why) = (&row.address, sheet.moment(row.failed_at), &row.why);
        let lift = format!("frontdesk outbox --lift {address}");
        sheet.tell(&said!(
            "\nletters to {address} come back since {since}: {why}\n  {lift}",
            "\n发给 {address} 的信从 {since} 起被退回：{why}\n  {lift}"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// What the page is written with.
struct Sheet<'a> {
    brand: &'a Brand,
    speech: Speech,
    now: Timestamp,
}

impl Sheet<'_> {
    fn tell(&self, said: &Said) {
        say(&harmless(said.in_speech(self.speech)));
    }

    /// A line under its name.
    fn line(&self, (en, zh): (&str, &str), said: &Said) {
        let name = if self.speech == Speech::En { en } else { zh };
        say(&harmless(&format!("{} {}", fitted(name, 9), said.in_speech(self.speech))));
    }

    fn moment(&self, at: Timestamp) -> String {
        table::moment(at, self.brand, self.speech)
    }

    fn word(&self, name: &str) -> String {
        phrasebook::told(name, self.speech)
    }

    fn ticket(&self, view: &View<'_>, found: &Shown) -> Result<(), Failure> {
        let ticket = &found.ticket;
        let (prefix, number, status) = (&self.brand.number, ticket.number, self.word(ticket.status.name()));
        self.tell(&format!("{prefix}{number}  {status}  {}", ticket.subject).into());
        let labels = ticket.also.join(", ");
        let also = if labels.is_empty() { Said::default() } else { said!("  also {labels}", "  另外 {labels}") };
        let (team, sla) = (ticket.team.as_deref().unwrap_or("–"), ticket.sla.as_deref().unwrap_or("–"));
        let (category, Said { en, zh }) = (&ticket.category, also);
        let told = said!("{category}{en}   team {team}   sla {sla}", "{category}{zh}   小组 {team}   承诺 {sla}");
        self.line(("category", "类别"), &told);
        let customer = visible::address(ticket.customer.as_str());
        let (name, tag) = (&ticket.customer_name, ticket.language.tag());
        let told = format!("{name} <{customer}>   {tag}");
        self.line(("customer", "客户"), &told.trim_start().to_owned().into());
        for (field, value) in &ticket.fields {
            self.line(("data", "数据"), &format!("{field}: {}", masked(field, &value.value)).into());
        }
        if !ticket.asked.is_empty() {
            self.line(("asked", "已询问"), &ticket.asked.join(", ").into());
        }
        self.hints(ticket);
        for timer in found.timers.iter().filter(|timer| timer.state == "armed") {
            let due = list::moment(timer.due_at, (self.brand, self.speech), self.now);
            self.line(("timer", "计时"), &format!("{due}  {}", self.what_falls_due(timer)).into());
        }
        found.mails.iter().try_for_each(|row| self.mail(view, row, &found.sensitive))?;
        found.letters.iter().for_each(|letter| self.letter(letter));
        self.tell(&said!("\nhistory", "\n经过"));
        found.history.iter().for_each(|entry| self.entry(entry));
        Ok(())
    }

    /// A promise has a warning, its hour, and escalations after it; reminders are counted.
    fn what_falls_due(&self, timer: &TimerRow) -> String {
        let (kind, level) = (self.word(timer.kind.words()), timer.level);
        let is_promise = PROMISES.contains(&timer.kind);
        let Said { en, zh } = match level.cmp(&DEADLINE) {
            Ordering::Less if is_promise => said!(", warning", "，预警"),
            Ordering::Greater if is_promise => {
                let escalation = (level + 1).saturating_sub(DEADLINE);
                said!(", escalation {escalation}", "，第 {escalation} 次升级")
            }
            _ if timer.kind == TimerKind::Remind => said!(" {level}", " {level}"),
            _ => Said::default(),
        };
        format!("{kind}{}", if self.speech == Speech::En { en } else { zh })
    }

    fn letter(&self, letter: &LetterRow) {
        let at = self.moment(letter.settled_at.unwrap_or(letter.planned_at));
        let (id, kind, to) = (letter.id, self.word(letter.kind.name()), &letter.to);
        let Said { en, zh } = match letter.bounced_at {
            Some(_) => said!("came back", "被退回"),
            None => phrasebook::said(letter.state.name()),
        };
        let answer =
            if letter.state == LetterState::Cancelled { self.word(&letter.answer) } else { letter.answer.clone() };
        let answer = shown(&answer, 60);
        self.tell(&said!(
            "\n── letter {id} {kind} to {to}: {en}   {at}   {answer}",
            "\n── 信 {id} {kind}，发给 {to}：{zh}   {at}   {answer}"
        ));
        self.tell(&format!("   {}", letter.subject).into());
    }

    fn entry(&self, entry: &Entry) {
        let what = serde_json::to_value(&entry.what).ok();
        let what = what.as_ref().and_then(|value| value.get("what")).and_then(|name| name.as_str());
        let (step, at, what) = (entry.step, self.moment(entry.at), self.word(what.unwrap_or_default()));
        let Said { en, zh } = phrasebook::said(&entry.why);
        self.tell(&said!("  {step:>3}  {at}  {what}: {en}", "  {step:>3}  {at}  {what}：{zh}"));
    }

    /// What a person must know before he answers.
    fn hints(&self, ticket: &Ticket) {
        let (prefix, number) = (&self.brand.number, ticket.number);
        if let Some(into) = ticket.merged_into {
            let told = said!("into {prefix}{into}: its mail goes there", "{prefix}{into}：来信归那边");
            self.line(("merged", "已并入"), &told);
        }
        if ticket.is_spam {
            let told = said!("what its sender writes here changes nothing", "来信人再写也不起作用");
            self.line(("spam", "垃圾邮件"), &told);
        }
        for other in &ticket.maybe_related {
            self.line(("related", "相关"), &said!("maybe {prefix}{other}", "可能是 {prefix}{other}"));
        }
        if ticket.accounts.len() > 1 {
            let all: Vec<_> = ticket.accounts.iter().map(|one| masked("account_email", one.as_str())).collect();
            let all = all.join(", ");
            self.line(("accounts", "账户"), &said!("several: {all}", "不止一个：{all}"));
        }
        for one in ticket.participants.iter().filter(|one| !one.same_as(&ticket.customer)) {
            self.line(("accepted", "已允许"), &one.to_string().into());
        }
        for Outsider { address, wrote_at, .. } in &ticket.outsiders {
            let at = self.moment(*wrote_at);
            self.line(("stranger", "第三方"), &said!("{address} wrote {at}", "{address} 来信于 {at}"));
            let accept = format!("frontdesk accept {prefix}{number} {address}");
            let told = said!("may he speak for the customer? {accept}", "可以代客户说话吗？{accept}");
            self.line(("", ""), &told);
        }
    }

    fn mail(&self, view: &View<'_>, row: &MailRow, papers: &[SensitiveRow]) -> Result<(), Failure> {
        let (id, at) = (row.id, self.moment(row.arrived_at));
        let kind = self.word(row.kind.as_deref().unwrap_or_default());
        let from = row.from.as_deref().unwrap_or("–");
        self.tell(&said!("\n── mail #{id} {at} from {from}   {kind}", "\n── 邮件 #{id} {at} 来自 {from}   {kind}"));
        if let Some(gate) = &row.gate {
            let (row, why) = (&gate.row, phrasebook::said(&gate.why));
            let Said { en, zh } = safety::meaning(row).unwrap_or_default();
            self.tell(&Said {
                en: format!("   no automatic letter: {en} ({row}): {}", why.en),
                zh: format!("   不发自动信：{zh}（{row}）：{}", why.zh),
            });
        }
        if row.is_cut {
            self.tell(&said!(
                "   larger than max_mail: only the headers and the first 64 kB were read; the whole mail stays on the server",
                "   超过 max_mail：只读了邮件头和前 64 kB；整封邮件留在服务器上"
            ));
        }
        let Some(raw) = view.raw(row.id)? else { return Ok(()) };
        let mail = mail::read(&raw, row.is_cut);
        if let Some(note) = notes::elsewhere(&mail) {
            self.tell(&format!("   {note}").into());
        }
        self.tell(&format!("\n{}", mail.text.trim_end()).into());
        for (place, attachment) in (0u32..).zip(&mail.attachments) {
            let paper = papers.iter().find(|paper| paper.mail == row.id && paper.place == place);
            self.attachment(attachment, paper);
        }
        Ok(())
    }

    fn attachment(&self, attachment: &Attachment, paper: Option<&SensitiveRow>) {
        let Attachment { name, media_type, bytes, sha256, .. } = attachment;
        let warning = attachment.warning().map(|warning| format!("  {warning}")).unwrap_or_default();
        let (sha256, note) = match paper {
            Some(SensitiveRow { erased_at: Some(at), sha256, .. }) => {
                let at = self.moment(*at);
                (sha256.clone(), said!("  sensitive, erased {at}", "  敏感，已于 {at} 删除"))
            }
            Some(_) => {
                (sha256.to_string(), said!("  sensitive: not mailed on{warning}", "  敏感：不随信转发{warning}"))
            }
            None if attachment.is_decoration => {
                return self.tell(&said!(
                    "   logo       {name} ({media_type}, {bytes} bytes)",
                    "   标志 {name}（{media_type}，{bytes} 字节）"
                ));
            }
            None => (sha256.to_string(), said!("{warning}", "{warning}")),
        };
        // Nothing is left of what was erased: its size is that of the paper.
        let bytes = paper.map_or_else(|| bytes.to_string(), |paper| paper.bytes.to_string());
        let Said { en, zh } = note;
        self.tell(&said!(
            "   attachment {name} ({media_type}, {bytes} bytes, sha256 {sha256}){en}",
            "   附件 {name}（{media_type}，{bytes} 字节，sha256 {sha256}）{zh}"
        ));
    }
}

/// For its owner's eyes only: it may be an identity card.
fn own_file(path: &Path) -> std::io::Result<std::fs::File> {
    std::fs::File::options().create(true).write(true).truncate(true).mode(0o600).open(path)
}

/// Under a temporary name first, then renamed: no half file is left behind.
fn save_attachments(view: &View<'_>, found: &Shown, (folder, speech): (&Path, Speech)) -> Done {
    let shown = folder.display();
    let wrong = |error: std::io::Error| {
        Failure::new(Failure::CANNOT, said!("writing into {shown}: {error}", "写入 {shown}：{error}"))
    };
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
        say(said!("no attachments", "没有附件").in_speech(speech));
    }
    Ok(ExitCode::SUCCESS)
}
