//! core: What does `guards.toml` say?
//! In: its layers, the site's own first; the lists and the names the configuration knows. Out: `Guards`, and diagnostics.
//! Never takes a guard that holds every mail, one that answers, or one that never gets its turn.

use super::sender::Pattern;
use super::shadow::{self, Placing};
use super::{Act, Guard, Guards, Raise, Test, TestKind, Way};
use crate::rules::diagnostic::{did_you_mean, nearest, said};
use crate::rules::fold::fold;
use crate::rules::lint::canonical;
use crate::rules::lists::{self, read_phrase};
use crate::rules::matcher::{Builder, Reach};
use crate::rules::page::{Keys, Page, Placed};
use crate::rules::phrase::{Phrase, parse};
use crate::rules::set::{Kinship, unknown_name};

/// What guards name of other files.
pub struct Surroundings<'a> {
    pub names: &'a Kinship,
    /// Holds the word lists.
    pub lists: &'a Builder,
    pub knows_lists: bool,
    pub reach: Reach,
}

/// `pages`: the site's own first; a guard of it takes the place of a later one of its name.
pub fn read(pages: &[Page<'_>], around: &Surroundings<'_>) -> Guards {
    let mut builder = Builder::default();
    builder.lists.clone_from(&around.lists.lists);
    builder.expressions = around.lists.expressions;
    let mut reading = Reading { around, builder, has_subjects: false };
    let mut placed: Vec<Placing<'_, '_>> = Vec::new();
    for page in pages {
        let Some(table) = page.parse() else { continue };
        let keys = page.keys(&table);
        for keys in keys.tables("guard") {
            let Some((name, guard)) = reading.guard(page, keys) else { continue };
            match placed.iter().find(|(_, known, _)| known.text == name.text) {
                Some((first, ..)) if std::ptr::eq(*first, page) => {
                    let message = said!("two guards are called \"{}\"", "有两条 guard 都叫 \"{}\"", name.text);
                    let help = said!("give each a name of its own", "请给每条起不同的名字");
                    page.tell(page.at("E02", name.at.clone()).message(message).help(help));
                }
                Some(_) => {}
                None => placed.push((page, name, guard)),
            }
        }
        keys.finish();
    }
    shadow::tell(&placed);
    let matcher = reading.has_subjects.then(|| reading.builder.build(around.reach));
    Guards { guards: placed.into_iter().map(|(.., guard)| guard).collect(), matcher }
}

struct Reading<'a> {
    around: &'a Surroundings<'a>,
    builder: Builder,
    has_subjects: bool,
}

impl Reading<'_> {
    fn guard<'p>(&mut self, page: &'p Page<'_>, keys: Keys<'p, '_>) -> Option<(Placed, Guard)> {
        let (name, act) = (keys.required("name"), keys.required("do"));
        let when = keys.table("when");
        if when.is_none() && !keys.has("when") {
            let message = said!("when is missing", "缺少 when");
            keys.lacks(message, said!("add when = {{ from = [\"…\"] }}", "加一行 when = {{ from = [\"…\"] }}"));
        }
        let ways = when.map(|when| self.when(page, when, true)).unwrap_or_default();
        let (sla, team) = (keys.text("sla"), keys.text("team"));
        keys.finish();
        let (name, act) = (name?, act?);
        let act = self.act(page, &act, (sla, team))?;
        let rule = format!("{}:{}", page.file, page.line(name.at.start));
        Some((name.clone(), Guard { name: name.text, act, rule, ways }))
    }

    fn act(&self, page: &Page<'_>, act: &Placed, (sla, team): (Option<Placed>, Option<Placed>)) -> Option<Act> {
        const ALL: [&str; 3] = ["drop", "store_silently", "raise"];
        if act.text == "raise" {
            return self.raise(page, act, (sla, team));
        }
        if let Some(placed) = sla.or(team) {
            let message = said!("only raise has a promise or a team", "只有 raise 可以写 sla 或 team");
            let help = said!("take it out, or write do = \"raise\"", "请删去，或者写 do = \"raise\"");
            page.tell(page.at("E02", placed.at).message(message).help(help));
        }
        match act.text.as_str() {
            "drop" => Some(Act::Drop),
            "store_silently" => Some(Act::StoreSilently),
            other => {
                let message = said!("a guard cannot do {other}", "guard 不能做 {other}");
                let rest = said!(
                    "drop, store_silently or raise; a guard never has a mail answered: forwarders and own lists stand under [trust] in frontdesk.toml",
                    "只有 drop、store_silently 和 raise；guard 不能让一封信得到答复：转发服务和自己的邮件列表写在 frontdesk.toml 的 [trust]"
                );
                let help = nearest(other, ALL).map_or(rest, did_you_mean);
                page.tell(page.at("E02", act.at.clone()).message(message).help(help));
                None
            }
        }
    }

    fn raise(&self, page: &Page<'_>, act: &Placed, (sla, team): (Option<Placed>, Option<Placed>)) -> Option<Act> {
        if sla.is_none() && team.is_none() {
            let message = said!("raise says neither how soon nor to whom", "raise 没有说多快，也没有说交给谁");
            let help = said!(
                "add sla = \"…\" (a promise of sla.toml) or team = \"…\"",
                "加一行 sla = \"…\"（sla.toml 里的承诺）或 team = \"…\""
            );
            page.tell(page.at("E02", act.at.clone()).message(message).help(help));
            return None;
        }
        let names = self.around.names;
        let kinds = [(&sla, &names.slas, said!("SLA", "承诺")), (&team, &names.teams, said!("team", "小组"))];
        for (placed, known, kind) in kinds {
            if let (Some(placed), Some(known)) = (placed, known)
                && !known.contains(&placed.text)
            {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                page.tell(unknown_name(page, &kind, placed, &known));
            }
        }
        Some(Act::Raise(Raise { sla: sla.map(|placed| placed.text), team: team.map(|placed| placed.text) }))
    }

    /// All keys of one table must hold; of a list, one entry.
    fn when<'p>(&mut self, page: &'p Page<'_>, keys: Keys<'p, '_>, may_have_any: bool) -> Vec<Way> {
        let from: Vec<Test> = keys.texts("from").iter().filter_map(|placed| sender(page, placed)).collect();
        let subject: Vec<Test> = keys.texts("subject").iter().filter_map(|placed| self.subject(page, placed)).collect();
        let (header, has) = (keys.text("header"), keys.text("has"));
        let header: Vec<Test> = header_test(page, header, has).into_iter().collect();
        let mut is_empty = true;
        let mut ways: Vec<Way> = vec![Vec::new()];
        for (key, tests) in [("from", from), ("subject", subject), ("header", header)] {
            if keys.has(key) {
                is_empty = false;
                ways = product(&ways, &tests.into_iter().map(|test| vec![test]).collect::<Vec<_>>());
            }
        }
        if may_have_any && keys.has("any") {
            is_empty = false;
            let any: Vec<Way> = keys.tables("any").into_iter().flat_map(|keys| self.when(page, keys, false)).collect();
            ways = product(&ways, &any);
        }
        if is_empty {
            let message = said!("no condition: this would hold every mail", "没有条件：所有来信都会算上");
            keys.lacks(message, said!("write from, subject, header or any", "请写 from、subject、header 或 any"));
        }
        keys.finish();
        if is_empty { Vec::new() } else { ways }
    }

    fn subject(&mut self, page: &Page<'_>, placed: &Placed) -> Option<Test> {
        let phrase = read_phrase(page, placed)?;
        if let (true, Phrase::Words(sequence)) = (self.around.knows_lists, &phrase) {
            lists::check(page, placed, sequence, &self.builder);
        }
        match self.builder.add(&phrase) {
            Ok(number) => {
                self.has_subjects = true;
                Some(Test { kind: TestKind::Subject(number, canonical(&phrase)), at: placed.at.clone() })
            }
            Err(bad) => {
                page.tell(page.at(bad.code, placed.at.clone()).message(bad.message).help(bad.help));
                None
            }
        }
    }
}

fn product(ways: &[Way], more: &[Way]) -> Vec<Way> {
    ways.iter().flat_map(|way| more.iter().map(|more| [way.as_slice(), more].concat())).collect()
}

fn sender(page: &Page<'_>, placed: &Placed) -> Option<Test> {
    Pattern::parse(&placed.text)
        .map(|pattern| Test { kind: TestKind::From(pattern), at: placed.at.clone() })
        .map_err(|(code, message, help)| page.tell(page.at(code, placed.at.clone()).message(message).help(help)))
        .ok()
}

fn header_test(page: &Page<'_>, header: Option<Placed>, has: Option<Placed>) -> Option<Test> {
    let Some(header) = header else {
        if let Some(has) = has {
            let message = said!("has needs a header to look into", "has 要和 header 一起写");
            let help = said!("add header = \"List-Id\"", "加上 header = \"List-Id\"");
            page.tell(page.at("E02", has.at).message(message).help(help));
        }
        return None;
    };
    let is_name = !header.text.is_empty() && header.text.chars().all(|c| c.is_ascii_graphic() && c != ':');
    if !is_name {
        let message = said!("{:?} is no name of a header field", "{:?} 不是邮件头字段的名字", header.text);
        let help = said!("write the name alone, as in List-Id", "只写名字，例如 List-Id");
        page.tell(page.at("E02", header.at.clone()).message(message).help(help));
        return None;
    }
    let words = has.as_ref().map(|has| fold(&has.text).text);
    if let (Some(has), Some(true)) = (&has, words.as_ref().map(String::is_empty)) {
        let message = said!("has is empty: any field would do", "has 是空的：什么内容都算");
        let help = said!("take it out, if the field alone shall do", "如果只要有这个字段，请删去 has");
        page.tell(page.at("E13", has.at.clone()).message(message).help(help));
        return None;
    }
    Some(Test { kind: TestKind::Header { name: header.text, has: words }, at: header.at })
}

/// The phrases and the promises that guards name, for who looks what is unused.
pub fn subjects(page: &Page<'_>) -> Vec<Phrase> {
    let Some(table) = page.parse() else { return Vec::new() };
    let keys = page.keys(&table);
    let whens: Vec<Keys<'_, '_>> = keys.tables("guard").iter().filter_map(|guard| guard.table("when")).collect();
    let any: Vec<Keys<'_, '_>> = whens.iter().flat_map(|when| when.tables("any")).collect();
    let texts = whens.iter().chain(&any).flat_map(|when| when.texts("subject"));
    texts.filter_map(|placed| parse(&placed.text).ok()).collect()
}

/// See `subjects`.
pub fn promises(page: &Page<'_>) -> Vec<String> {
    let Some(table) = page.parse() else { return Vec::new() };
    let guards = page.keys(&table).tables("guard");
    guards.iter().filter_map(|guard| guard.text("sla")).map(|placed| placed.text).collect()
}
