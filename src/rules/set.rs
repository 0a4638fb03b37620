//! core: A rule folder, loaded, checked and hashed as one set.
//! In: the folder's texts and the names the configuration knows. Out: a `RuleSet`, or every error of every file.
//! Never accepts half a set: one error, and the old rules stay. A file nobody reads is an error too.

use super::category::{CategoryFile, Use};
use super::diagnostic::{Diagnostic, Said, Severity, did_you_mean, nearest, said};
use super::fields::Finders;
use super::guards::{self, Guards, Surroundings};
use super::judge::{Engine, Label};
use super::lists::{self, read_phrase};
use super::matcher::{Builder, Reach};
use super::overlay::{self, Layers};
use super::page::{Page, Placed};
use super::phrase::Phrase;
use super::register::Register;
use super::scoring::Scoring;
use super::{Found, GENERAL, RuleFile, Words};
use crate::letter::Templates;
use crate::mail::{Digest, Language};
use crate::ticket::{INTERNAL, MACHINE};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;

/// Names from the configuration that categories refer to; None = not checked (no config at hand).
#[derive(Clone, Debug, Default)]
pub struct Kinship {
    pub slas: Option<Vec<String>>,
    pub teams: Option<Vec<String>>,
}

#[derive(Debug)]
pub struct RuleSet {
    /// Hex, first 12 digits of SHA-256 over paths and texts.
    pub hash: String,
    pub categories: BTreeMap<String, Category>,
    pub fields: BTreeMap<String, Field>,
    pub templates: Templates,
    /// What the site wants done with certain mails.
    pub guards: Guards,
    /// The compiled phrases and field patterns.
    pub engine: Engine,
}

#[derive(Clone, Debug)]
pub struct Category {
    pub id: String,
    pub name: Words,
    pub team: Option<String>,
    pub sla: Option<String>,
    pub precedence: i64,
    pub overrides: bool,
    pub need: Vec<String>,
    pub nice: Vec<String>,
    /// Template id of the FAQ answer, `faq-refund`.
    pub answer: Option<String>,
    pub auto_answer: bool,
    pub never_auto_close: bool,
    pub page: bool,
    pub one_account_per_mail: bool,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub id: String,
    pub name: Words,
    pub ask: Words,
    /// Echoed (masked) in letters: amount, when, payment_method.
    pub is_typed: bool,
}

/// Everything of a rule folder but the templates.
#[derive(Debug)]
pub struct Wording {
    pub hash: String,
    pub categories: BTreeMap<String, Category>,
    pub fields: BTreeMap<String, Field>,
    pub guards: Guards,
    pub engine: Engine,
}

/// More questions than this scare a customer away.
const MAX_QUESTIONS: usize = 3;

impl RuleSet {
    /// A category's name for people; `general` and `machine` need no file.
    pub fn name_of<'a>(&'a self, id: &'a str, language: Language) -> &'a str {
        match (self.categories.get(id), id, language) {
            (Some(category), ..) => category.name.in_language(language),
            (None, GENERAL, Language::ZhHans) => "一般咨询",
            (None, GENERAL, Language::ZhHant) => "一般諮詢",
            (None, GENERAL, _) => "General question",
            (None, MACHINE, Language::ZhHans) => "自动邮件",
            (None, MACHINE, Language::ZhHant) => "自動郵件",
            (None, MACHINE, _) => "Automatic mail",
            (None, INTERNAL, Language::ZhHans) => "内部邮件",
            (None, INTERNAL, Language::ZhHant) => "內部郵件",
            (None, INTERNAL, _) => "Mail of our own people",
            (None, ..) => id,
        }
    }

    /// All errors at once. `root` is how the folder is called in messages (`rules`).
    pub fn load(root: &str, files: &[RuleFile], names: &Kinship) -> Result<Self, Vec<Diagnostic>> {
        let (wording, mut told) = load_words(root, files, names);
        match Templates::load(root, files) {
            Ok(templates) if !told.iter().any(|d| d.severity == Severity::Error) => {
                let Wording { hash, categories, fields, guards, engine } = wording;
                Ok(Self { hash, categories, fields, templates, guards, engine })
            }
            Ok(_) => Err(told),
            Err(errors) => {
                told.extend(errors);
                Err(told)
            }
        }
    }

    /// The required fields of these categories that `known` does not hold, at most three, in order. The first category
    /// alone asks when it overrides the others: who was robbed is not sent a form.
    pub fn missing(&self, labels: &[&str], known: &BTreeMap<String, Found>) -> Vec<String> {
        missing(&self.categories, labels, known)
    }
}

/// See `RuleSet::missing`.
pub fn missing(
    categories: &BTreeMap<String, Category>,
    labels: &[&str],
    known: &BTreeMap<String, Found>,
) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    let overrides = labels.first().and_then(|label| categories.get(*label)).is_some_and(|category| category.overrides);
    let labels = if overrides { labels.get(..1).unwrap_or(labels) } else { labels };
    for field in labels.iter().filter_map(|label| categories.get(*label)).flat_map(|category| &category.need) {
        if !known.contains_key(field) && !missing.contains(field) {
            missing.push(field.clone());
        }
    }
    missing.truncate(MAX_QUESTIONS);
    missing
}

/// The set without its templates, and everything wrong with it.
pub fn load_words(root: &str, files: &[RuleFile], names: &Kinship) -> (Wording, Vec<Diagnostic>) {
    let mut told = Vec::new();
    let page = |file| open(root, file);
    let mut builder = Builder::default();
    for lists in Layers::of(files, "lists.toml").each().map(page) {
        lists::read(&lists, &mut builder);
        told.extend(lists.into_errors());
    }
    let knows_lists = told.is_empty();
    let scoring = Layers::of(files, "scoring.toml").top().map(page).map_or_else(Scoring::default, |page| {
        let scoring = Scoring::read(&page);
        told.extend(page.into_errors());
        scoring
    });
    let pages: Vec<Page<'_>> = Layers::of(files, "fields.toml").each().map(page).collect();
    let (fields, finders) = Finders::read(&pages);
    builder.expressions = finders.expressions();
    told.extend(pages.into_iter().flat_map(Page::into_errors));
    let whole = Whole { lists: knows_lists, fields: told.is_empty() };
    let reach = Reach { near: scoring.gap_near, far: scoring.gap_far };
    let layers = Layers::of(files, "guards.toml");
    let pages: Vec<Page<'_>> = layers.local.into_iter().chain(layers.shipped).map(page).collect();
    let guards = guards::read(&pages, &Surroundings { names, lists: &builder, knows_lists, reach });
    told.extend(pages.into_iter().flat_map(Page::into_errors));
    builder.expressions += guards.expressions();
    let mut reading = Reading { files, names, fields: &fields, whole, builder, engine: Parts::default() };
    let mut categories = BTreeMap::new();
    for (id, layers) in overlay::categories(files) {
        let is_replaced = layers.local.is_some_and(|file| CategoryFile::replaces(&file.text));
        let layers = if is_replaced { Layers { shipped: None, ..layers } } else { layers };
        let pages: Vec<Page<'_>> = layers.each().map(page).collect();
        if let Some(category) = reading.category(&pages, id) {
            categories.insert(id.to_owned(), category);
        }
        told.extend(pages.into_iter().flat_map(Page::into_errors));
    }
    if overlay::categories(files).is_empty() {
        let message = said!(
            "no categories: the folder categories/ is empty or missing",
            "没有类别：文件夹 categories/ 不存在或是空的"
        );
        told.push(Diagnostic::of_file("E03", root, message));
    }
    let mut sorted: Vec<&RuleFile> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    told.extend(sorted.iter().filter_map(|file| unread(root, file)));
    let hash = hash_of(files);
    let Reading { builder, engine: parts, .. } = reading;
    let engine = Engine {
        hash: hash.clone(),
        matcher: builder.build(reach),
        scoring,
        phrases: parts.phrases.close(),
        labels: parts.labels,
        finders,
        examples: parts.examples,
        judged: AtomicUsize::default(),
    };
    (Wording { hash, categories, fields, guards, engine }, told)
}

fn open<'f>(root: &str, file: &'f RuleFile) -> Page<'f> {
    Page::new(root, &file.path, &file.text)
}

/// A file that nobody reads: who wrote it believes that it works.
fn unread(root: &str, file: &RuleFile) -> Option<Diagnostic> {
    let path = overlay::plain(&file.path);
    let is_category = path.strip_prefix("categories/").is_some_and(|name| !name.contains('/'));
    let is_read = ["lists.toml", "fields.toml", "scoring.toml", "guards.toml"].contains(&path)
        || (is_category && path.ends_with(".toml"))
        || path.starts_with("templates/")
        || path.starts_with("../"); // the promises, hashed with the set
    let message = said!("no file of this name is read", "这个名字的文件不会被读取");
    let help = said!(
        "categories lie in categories/, letters in templates/LANGUAGE/, beside them only lists.toml, fields.toml, guards.toml and scoring.toml",
        "类别放在 categories/，信件放在 templates/语言/，旁边只能有 lists.toml、fields.toml、guards.toml 和 scoring.toml"
    );
    (!is_read).then(|| Diagnostic::of_file("E03", &format!("{root}/{}", file.path), message).help(help))
}

/// Which shared files are right. Names of a broken one are not looked up: its error alone says what to do.
struct Whole {
    lists: bool,
    fields: bool,
}

/// What the categories share while they are read one by one.
struct Reading<'a> {
    files: &'a [RuleFile],
    names: &'a Kinship,
    fields: &'a BTreeMap<String, Field>,
    whole: Whole,
    builder: Builder,
    engine: Parts,
}

#[derive(Default)]
struct Parts {
    phrases: Register,
    labels: Vec<Label>,
    examples: Vec<super::example::Example>,
}

impl Reading<'_> {
    /// Of its layers, the shipped one first. Ignore phrases of all layers stand before the others.
    fn category(&mut self, pages: &[Page<'_>], id: &str) -> Option<Category> {
        let label = self.engine.labels.len();
        let mut over: Option<Category> = None;
        let mut phrases = Vec::new();
        for page in pages {
            let file = CategoryFile::read(page, id, over.as_ref())?;
            self.look_up_names(page, &file);
            phrases.extend(file.phrases.into_iter().map(|(purpose, placed)| (page, purpose, placed)));
            self.engine.examples.extend(file.examples);
            over = Some(file.category);
        }
        let category = over?;
        phrases.sort_by_key(|(_, purpose, _)| *purpose != Use::Ignore);
        for (page, purpose, placed) in &phrases {
            self.phrase(page, placed, (label, *purpose));
        }
        self.engine.labels.push(Label {
            id: id.to_owned(),
            precedence: category.precedence,
            overrides: category.overrides,
        });
        Some(category)
    }

    fn phrase(&mut self, page: &Page<'_>, placed: &Placed, (label, purpose): (usize, Use)) {
        let Some(phrase) = read_phrase(page, placed) else { return };
        if let (true, Phrase::Words(sequence)) = (self.whole.lists, &phrase) {
            lists::check(page, placed, sequence, &self.builder);
        }
        match self.builder.add(&phrase) {
            Ok(_) => {
                let place = (page.file.as_str(), page.line(placed.at.start));
                self.engine.phrases.push((label, purpose), &placed.text, place);
            }
            Err(bad) => page.tell(page.at(bad.code, placed.at.clone()).message(bad.message).help(bad.help)),
        }
    }

    /// E03: names of other files and of the configuration.
    fn look_up_names(&self, page: &Page<'_>, file: &CategoryFile) {
        let check = |kind: &Said, placed: &Placed, known: &[&str]| {
            if !known.contains(&placed.text.as_str()) {
                page.tell(unknown_name(page, kind, placed, known));
            }
        };
        let configured = |names: &Option<Vec<String>>, kind: &Said, placed: &Option<Placed>| {
            if let (Some(names), Some(placed)) = (names, placed) {
                check(kind, placed, &names.iter().map(String::as_str).collect::<Vec<_>>());
            }
        };
        configured(&self.names.slas, &said!("SLA", "承诺"), &file.sla);
        configured(&self.names.teams, &said!("team", "小组"), &file.team);
        let fields: Vec<&str> = self.fields.keys().map(String::as_str).collect();
        if self.whole.fields {
            let kind = said!("field", "字段");
            file.fields.iter().for_each(|placed| check(&kind, placed, &fields));
        }
        let templates = overlay::templates(self.files).into_keys().filter_map(|path| {
            let path = path.strip_prefix("templates/")?.strip_suffix(".txt")?;
            path.split_once('/').map(|(_, name)| name)
        });
        let mut templates: Vec<&str> = templates.filter(|name| !name.starts_with('_')).collect();
        templates.sort_unstable();
        templates.dedup();
        // A folder without any template is a set of words only, as tests and benches use.
        let answer = file.answer.as_ref().filter(|answer| !templates.contains(&answer.text.as_str()));
        if let Some(answer) = answer.filter(|_| !templates.is_empty()) {
            page.tell(unknown_answer(page, answer, &templates));
        }
    }
}

/// A slip of the pen, or a text that is still to be written.
fn unknown_answer(page: &Page<'_>, answer: &Placed, templates: &[&str]) -> Diagnostic {
    let answers: Vec<&str> = templates.iter().copied().filter(|name| name.starts_with("faq-")).collect();
    let (name, told) = (&answer.text, unknown_name(page, &said!("template", "模板"), answer, &answers));
    match nearest(name, answers) {
        Some(_) => told,
        None => told.help(said!(
            "write local/templates/zh/{name}.txt and local/templates/en/{name}.txt in the rule folder",
            "请在规则目录里写 local/templates/zh/{name}.txt 和 local/templates/en/{name}.txt"
        )),
    }
}

pub(super) fn unknown_name(page: &Page<'_>, kind: &Said, placed: &Placed, known: &[&str]) -> Diagnostic {
    let (name, all) = (&placed.text, known.join(", "));
    let help = nearest(name, known.iter().copied()).map_or_else(|| said!("known: {all}", "已有：{all}"), did_you_mean);
    let said = |en: String, zh: String| Said { en, zh };
    page.at("E03", placed.at.clone())
        .message(said(format!("unknown {} {name}", kind.en), format!("没有{} {name}", kind.zh)))
        .label(said(format!("no {} of this name", kind.en), format!("没有这个名字的{}", kind.zh)))
        .help(help)
}

/// The name of a set: of its paths and texts, in whatever order they come, right or wrong.
pub fn hash_of(files: &[RuleFile]) -> String {
    let mut sorted: Vec<&RuleFile> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let texts = sorted.into_iter().flat_map(|file| [&file.path, &file.text]);
    let lengths: Vec<([u8; 8], &String)> = texts.map(|text| ((text.len() as u64).to_be_bytes(), text)).collect();
    let pieces = lengths.iter().flat_map(|(length, text)| [length.as_slice(), text.as_bytes()]);
    Digest::of_all(pieces).to_string().chars().take(12).collect()
}

#[cfg(test)]
mod tests;
