//! A story's text: what happens when. The lines that begin with `>` are what came of it.

use frontdesk::time::{Span, Timestamp};

pub struct Script {
    pub title: String,
    /// `key: value` lines before the first event.
    pub setup: Vec<(String, String)>,
    pub scenes: Vec<Scene>,
    head: String,
}

pub struct Scene {
    /// As written, with its `|` lines.
    text: Vec<String>,
    pub at: Timestamp,
    pub act: Act,
}

#[derive(Debug)]
pub enum Act {
    Mail {
        from: String,
        subject: String,
        headers: Vec<String>,
        body: String,
        answers: Option<String>,
        sent: bool,
        /// It comes while the desk sleeps, and is read when it wakes.
        waits: bool,
        to: Option<String>,
    },
    Time,
    Sleep,
    Staff {
        by: String,
        verb: String,
        ticket: i64,
        words: String,
    },
    Post {
        says: String,
    },
}

/// Monday 23 November 2026, 00:00 in Shanghai.
const MONDAY: i64 = 1_795_363_200;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl Script {
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().peekable();
        let (mut head, mut setup, mut title) = (String::new(), Vec::new(), String::new());
        while let Some(line) = lines.peek() {
            if line.starts_with(|c: char| c.is_ascii_uppercase() || c == '+') {
                break;
            }
            if let Some((key, value)) = line.split_once(": ") {
                match key {
                    "story" => title = value.to_owned(),
                    _ => setup.push((key.to_owned(), value.to_owned())),
                }
            }
            head.push_str(line);
            head.push('\n');
            lines.next();
        }
        let mut scenes: Vec<Scene> = Vec::new();
        let mut now = Timestamp::from_secs(MONDAY);
        while let Some(line) = lines.next() {
            if line.trim().is_empty() || line.trim_start().starts_with('>') {
                continue;
            }
            let mut text = vec![line.to_owned()];
            while let Some(more) = lines.next_if(|l| l.trim_start().starts_with('|')) {
                text.push(more.to_owned());
            }
            let (at, act) = scene(&text, now).map_err(|why| format!("{line:?}: {why}"))?;
            now = at;
            scenes.push(Scene { text, at, act });
        }
        Ok(Self { title, setup, scenes, head })
    }

    /// Does the post refuse anything in it?
    pub fn has_refusals(&self) -> bool {
        self.scenes.iter().any(|scene| matches!(scene.act, Act::Post { .. }))
    }

    pub fn with_outcome(&self, outcome: &[Vec<String>]) -> String {
        let mut text = self.head.clone();
        for (scene, lines) in self.scenes.iter().zip(outcome) {
            scene.text.iter().for_each(|l| text.push_str(&format!("{l}\n")));
            lines.iter().for_each(|l| text.push_str(&format!("  > {l}\n")));
        }
        text
    }
}

fn scene(text: &[String], now: Timestamp) -> Result<(Timestamp, Act), String> {
    let (when, rest) = text[0].split_once("  ").ok_or("two blanks between the time and what happens")?;
    let at = moment(when.trim(), now)?;
    let rest = rest.trim();
    let body: Vec<&str> =
        text[1..].iter().map(|l| l.trim_start().trim_start_matches('|').trim_start_matches(' ')).collect();
    let act = if let Some(mail) = rest.strip_prefix("mail from ") {
        mail_act(mail, &body, (false, false))?
    } else if let Some(mail) = rest.strip_prefix("nobody reads the mail from ") {
        mail_act(mail, &body, (false, true))?
    } else if let Some(mail) = rest.strip_prefix("sent from ") {
        mail_act(mail, &body, (true, false))?
    } else if rest == "time passes" {
        Act::Time
    } else if rest == "the desk sleeps until now" {
        Act::Sleep
    } else if let Some(order) = rest.strip_prefix("staff ") {
        let words: Vec<&str> = order.splitn(4, ' ').collect();
        let [by, verb, ticket, more @ ..] = words.as_slice() else { return Err("staff NAME VERB NUMBER".into()) };
        let ticket = ticket.trim_start_matches("OK-").parse().map_err(|_| "a ticket number")?;
        let words = more.first().map_or_else(|| body.join("\n"), |m| m.trim_matches('"').to_owned());
        Act::Staff { by: (*by).into(), verb: (*verb).into(), ticket, words }
    } else if let Some(says) = rest.strip_prefix("post says ") {
        Act::Post { says: says.into() }
    } else {
        return Err("mail from, sent from, staff, time passes, the desk sleeps until now, or post says".into());
    };
    Ok((at, act))
}

/// `ann@example.org "Subject" in reply to ack`, then `|` lines: `|# Header: value`, and the body.
fn mail_act(mail: &str, body: &[&str], (sent, waits): (bool, bool)) -> Result<Act, String> {
    let (from, rest) = mail.split_once(' ').ok_or("a subject in quotes")?;
    let rest = rest.trim().strip_prefix('"').ok_or("a subject in quotes")?;
    let (subject, rest) = rest.split_once('"').ok_or("the subject's closing quote")?;
    let answers = rest.trim().strip_prefix("in reply to ").map(str::to_owned);
    let (headers, body): (Vec<&str>, Vec<&str>) = body.iter().partition(|l| l.starts_with("# "));
    let mut headers: Vec<String> = headers.iter().map(|h| h[2..].to_owned()).collect();
    let to = headers.iter().position(|h| h.starts_with("To: ")).map(|i| headers.remove(i)[4..].to_owned());
    Ok(Act::Mail {
        from: from.into(),
        subject: subject.into(),
        headers,
        body: body.join("\r\n"),
        answers,
        sent,
        waits,
        to,
    })
}

/// `Mon 09:00`: the next one from now on. `+3d`, `+10m`: later by that much.
fn moment(when: &str, now: Timestamp) -> Result<Timestamp, String> {
    if let Some(span) = when.strip_prefix('+') {
        return Ok(now + Span::parse(span)?);
    }
    let (day, clock) = when.split_once(' ').ok_or("a day and a time")?;
    let day = DAYS.iter().position(|d| *d == day).ok_or("a day: Mon, Tue, …")? as i64;
    let (hour, minute) = clock.split_once(':').ok_or("a time: 09:00")?;
    let (hour, minute): (i64, i64) = (hour.parse().map_err(|_| "an hour")?, minute.parse().map_err(|_| "a minute")?);
    let mut at = Timestamp::from_secs(MONDAY) + Span::days(day) + Span::hours(hour) + Span::minutes(minute);
    while at < now {
        at = at + Span::days(7);
    }
    Ok(at)
}

/// `Tue 09:00`, as stories write it; beyond a week with the date.
pub fn told_time(at: Timestamp) -> String {
    let day = (at.secs() - MONDAY).div_euclid(86_400);
    let in_day = (at.secs() - MONDAY).rem_euclid(86_400);
    let week = if day >= 7 { format!(" (day {})", day + 1) } else { String::new() };
    format!("{} {:02}:{:02}{week}", DAYS[day.rem_euclid(7) as usize], in_day / 3600, in_day / 60 % 60)
}
