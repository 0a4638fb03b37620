//! core: What does one category file say?
//! In: `categories/refund.toml`. Out: the `Category`, its phrases and its examples, each with its line.
//! Never looks up fields, templates, teams or lists; the set does, when all files are read.

use super::diagnostic::said;
use super::example::{Example, Wish};
use super::page::{Keys, Page, Placed};
use super::set::Category;
use super::{GENERAL, Strength};

/// In a file of `local/`: this one in place of the shipped one.
const REPLACE: &str = "replace";

/// What a phrase is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Ignore,
    Match(Strength),
}

/// A category file as read, before names are looked up.
#[derive(Debug)]
pub struct CategoryFile {
    pub category: Category,
    pub phrases: Vec<(Use, Placed)>,
    pub examples: Vec<Example>,
    /// Names to look up: where they stand.
    pub team: Option<Placed>,
    pub sla: Option<Placed>,
    pub answer: Option<Placed>,
    pub fields: Vec<Placed>,
}

impl Category {
    /// As a file that says nothing but its name.
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: super::Words::default(),
            team: None,
            sla: None,
            precedence: 0,
            overrides: false,
            need: Vec::new(),
            nice: Vec::new(),
            answer: None,
            auto_answer: false,
            never_auto_close: false,
            page: false,
            one_account_per_mail: false,
        }
    }
}

impl CategoryFile {
    /// `id` is the file's name. `over`: the category this file is laid over; what it does not say stays.
    pub fn read(page: &Page<'_>, id: &str, over: Option<&Category>) -> Option<Self> {
        let table = page.parse()?;
        let keys = page.keys(&table);
        let (team, sla) = (keys.text("team"), keys.text("sla"));
        let mut category = over.cloned().unwrap_or_else(|| Category::new(id));
        if over.is_none() || keys.has("name") {
            category.name = keys.words("name");
        }
        category.team = team.as_ref().map(|p| p.text.clone()).or(category.team);
        category.sla = sla.as_ref().map(|p| p.text.clone()).or(category.sla);
        category.precedence = keys.number("precedence").map_or(category.precedence, |number| number as i64);
        category.overrides = keys.flag("overrides").unwrap_or(category.overrides);
        let phrases = keys.table("match").map(read_phrases).unwrap_or_default();
        let fields = keys.table("ask").map(|ask| read_questions(ask, &mut category)).unwrap_or_default();
        let mut answer = None;
        if let Some(reply) = keys.table("reply") {
            let flag = |key: &'static str, before: bool| reply.flag(key).unwrap_or(before);
            answer = reply.text("answer");
            category.answer = answer.as_ref().map(|p| p.text.clone()).or(category.answer);
            category.auto_answer = flag("auto_answer", category.auto_answer);
            category.never_auto_close = flag("never_auto_close", category.never_auto_close);
            category.page = flag("page", category.page);
            category.one_account_per_mail = flag("one_account_per_mail", category.one_account_per_mail);
            reply.finish();
        }
        let examples = keys.table("test").map(|test| read_examples(page, id, test)).unwrap_or_default();
        keys.flag(REPLACE);
        keys.finish();
        let file = Self { category, phrases, examples, team, sla, answer, fields };
        if over.is_none() {
            file.check(page);
        }
        Some(file)
    }

    /// Does the site's own file take the place of the shipped one?
    pub fn replaces(text: &str) -> bool {
        let table = toml::from_str::<toml::Table>(text).unwrap_or_default();
        table.get(REPLACE).and_then(toml::Value::as_bool).unwrap_or(false)
    }

    /// A category proves itself (E41); `general` has no words of its own and nothing to prove.
    fn check(&self, page: &Page<'_>) {
        if self.category.id == GENERAL {
            if let Some((_, phrase)) = self.phrases.first() {
                let message = said!("general has no words of its own", "general 不能有自己的用词");
                let help = said!(
                    "it is what no rule reached; make a category for these words",
                    "它收下所有没有归类的邮件；请为这些词新建一个类别"
                );
                page.tell(page.at("E02", phrase.at.clone()).message(message).help(help));
            }
            return;
        }
        let wishes = [
            (Wish::Yes, said!("no example of a mail that belongs here", "没有属于这一类的例句")),
            (
                Wish::No,
                said!(
                    "no example of a mail that sounds like it and does not belong here",
                    "没有听起来像、其实不属于这一类的例句"
                ),
            ),
        ];
        for (wish, message) in wishes {
            // Without phrases nothing can be proved yet: a wish for later is enough.
            let later = self.phrases.is_empty().then(|| wish.later());
            if !self.examples.iter().any(|example| example.wish == wish || Some(example.wish) == later) {
                let name = wish.name();
                let help = said!("add under [test]: {name} = [\"…\"]", "在 [test] 下面加：{name} = [\"…\"]");
                page.tell(page.at("E41", 0..0).message(message).help(help));
            }
        }
    }
}

fn read_questions(ask: Keys<'_, '_>, category: &mut Category) -> Vec<Placed> {
    let mut fields = Vec::new();
    for (key, list) in [("need", &mut category.need), ("nice", &mut category.nice)] {
        let placed = ask.texts(key);
        if ask.has(key) {
            *list = placed.iter().map(|p| p.text.clone()).collect();
        }
        fields.extend(placed);
    }
    ask.finish();
    fields
}

/// Ignore phrases first: the judge blanks before it looks.
fn read_phrases(keys: Keys<'_, '_>) -> Vec<(Use, Placed)> {
    let mut phrases = Vec::new();
    for (key, purpose) in [
        ("ignore", Use::Ignore),
        ("strong", Use::Match(Strength::Strong)),
        ("normal", Use::Match(Strength::Normal)),
        ("weak", Use::Match(Strength::Weak)),
    ] {
        phrases.extend(keys.texts(key).into_iter().map(|phrase| (purpose, phrase)));
    }
    keys.finish();
    phrases
}

fn read_examples(page: &Page<'_>, category: &str, keys: Keys<'_, '_>) -> Vec<Example> {
    let mut examples = Vec::new();
    for (key, wish) in [("yes", Wish::Yes), ("no", Wish::No), ("todo_yes", Wish::TodoYes), ("todo_no", Wish::TodoNo)] {
        for (index, text) in keys.texts(key).into_iter().enumerate() {
            examples.push(Example {
                category: category.to_owned(),
                wish,
                index,
                rule: format!("{}:{}", page.file, page.line(text.at.start)),
                text: text.text,
            });
        }
    }
    keys.finish();
    examples
}
