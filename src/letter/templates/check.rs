//! core: What is wrong with the templates?
//! In: the files of the folder. Out: compiled folders; or a diagnostic for each fault, with file, line and remedy.
//! Tries every template on samples with every optional part present and absent, so that a letter cannot fail later.
//! Weak spot: a wrong name inside a condition on certain values is found by reading, not by trying.

use super::{Folder, SUBJECT, Templates, Tongue, environment};
use crate::letter::secrets;
use crate::letter::variables::{INTERNAL_ONLY, Variables};
use crate::rules::diagnostic::{Said, did_you_mean, nearest, said};
use crate::rules::{Diagnostic, RuleFile, overlay};
use minijinja::{Environment, ErrorKind};
use std::collections::{BTreeMap, BTreeSet};

/// The files one tongue sees, by file name.
type Files<'a> = BTreeMap<&'a str, &'a RuleFile>;

struct Checker<'a> {
    root: &'a str,
    known: BTreeSet<String>,
    faults: Vec<Diagnostic>,
    brand: BTreeMap<String, Diagnostic>,
}

pub(super) fn load(root: &str, files: &[RuleFile]) -> Result<Templates, Vec<Diagnostic>> {
    let mut checker = Checker { root, known: Variables::names(), faults: Vec::new(), brand: BTreeMap::new() };
    let sorted = checker.sort(files);
    checker.find_absent(&sorted);
    checker.find_secrets(&sorted);
    let mut folders = BTreeMap::new();
    for tongue in Tongue::ALL {
        let own = sorted.get(&tongue).cloned().unwrap_or_default();
        let mut seen = own.clone();
        if tongue == Tongue::ZhHant {
            let shared = sorted.get(&Tongue::Zh).cloned().unwrap_or_default();
            seen = shared.into_iter().chain(own.clone()).collect();
        }
        if let Some(folder) = checker.compile(&seen) {
            checker.read(tongue, &folder, &own);
            folders.insert(tongue, (folder, seen));
        }
    }
    let more: Vec<String> = checker.brand.keys().cloned().collect();
    for (tongue, (folder, seen)) in &folders {
        checker.try_out(*tongue, folder, seen, &more);
    }
    let finished = folders.into_iter().map(|(tongue, (folder, seen))| (tongue, Folder::of(folder, seen.into_keys())));
    checker.finish(finished.collect())
}

impl Checker<'_> {
    fn finish(mut self, folders: BTreeMap<Tongue, Folder>) -> Result<Templates, Vec<Diagnostic>> {
        if self.faults.is_empty() {
            return Ok(Templates { folders, brand: self.brand });
        }
        self.faults.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
        self.faults.dedup_by(|a, b| (&a.file, a.line, &a.message) == (&b.file, b.line, &b.message));
        Err(self.faults)
    }

    /// By tongue; a folder of another name is a fault, for nobody would miss the letters in it.
    fn sort<'f>(&mut self, files: &'f [RuleFile]) -> BTreeMap<Tongue, Files<'f>> {
        let mut sorted: BTreeMap<Tongue, Files<'f>> = BTreeMap::new();
        for (path, file) in overlay::templates(files) {
            let Some(path) = path.strip_prefix("templates/").filter(|path| path.ends_with(".txt")) else {
                continue;
            };
            let place = path.split_once('/').filter(|(_, name)| !name.contains('/'));
            let tongue = place.and_then(|(folder, _)| Tongue::ALL.into_iter().find(|t| t.folder() == folder));
            match (place, tongue) {
                (Some((_, name)), Some(tongue)) => {
                    sorted.entry(tongue).or_default().insert(name, file);
                }
                _ => {
                    let help = said!(
                        "templates lie in templates/zh, zh-Hant, en or internal, without further folders",
                        "模板放在 templates/zh、zh-Hant、en 或 internal 里，下面不能再有文件夹"
                    );
                    let message = said!("no letter is written from here", "不会用这里的文件写信");
                    self.fault("E03", file, 0, (message, help));
                }
            }
        }
        sorted
    }

    /// E22: what no letter to a customer may ask for.
    fn find_secrets(&mut self, sorted: &BTreeMap<Tongue, Files>) {
        let written = sorted.iter().filter(|(tongue, _)| **tongue != Tongue::Internal);
        for file in written.flat_map(|(_, files)| files.values()) {
            for (line, secret) in secrets::all_asked_for(&file.text) {
                let message = said!("this text asks the customer for: {secret}", "这段文字在向客户索要：{secret}");
                self.fault("E22", file, line, (message, secrets::remedy()));
            }
        }
    }

    /// E20: customers are written to in Chinese and English, so each text is needed in both.
    fn find_absent(&mut self, sorted: &BTreeMap<Tongue, Files>) {
        let names = |tongue| sorted.get(&tongue).into_iter().flat_map(|files| files.iter());
        let written = [Tongue::Zh, Tongue::ZhHant, Tongue::En];
        let all: BTreeMap<&str, &RuleFile> = written
            .into_iter()
            .flat_map(names)
            .filter(|(name, _)| !name.starts_with('_'))
            .map(|(n, f)| (*n, *f))
            .collect();
        for (name, file) in all {
            for tongue in [Tongue::Zh, Tongue::En] {
                if sorted.get(&tongue).is_some_and(|files| files.contains_key(name)) {
                    continue;
                }
                // Beside it: an upgrade would take a text of the site's own away from among those that ship.
                let home = if file.path.starts_with(overlay::LOCAL) { overlay::LOCAL } else { "" };
                let (id, path) =
                    (name.trim_end_matches(".txt"), format!("{}/{home}templates/{}", self.root, tongue.folder()));
                let message = match tongue {
                    Tongue::En => said!("no English text for {id}", "{id} 没有英文"),
                    _ => said!("no Chinese text for {id}", "{id} 没有中文"),
                };
                self.fault("E20", file, 0, (message, said!("write {path}/{name}", "请写 {path}/{name}")));
            }
        }
    }

    /// None when a file has a syntax error: then nothing of the folder can be tried.
    fn compile(&mut self, files: &Files) -> Option<Environment<'static>> {
        let mut folder = environment();
        let texts: BTreeMap<String, String> =
            files.iter().map(|(name, file)| ((*name).to_owned(), file.text.clone())).collect();
        folder.set_loader(move |name| Ok(texts.get(name).cloned()));
        let before = self.faults.len();
        for (name, file) in files {
            if let Err(error) = folder.get_template(name) {
                let detail = error.detail().unwrap_or("it is no template");
                let message = said!("the template cannot be read: {detail}", "模板的写法有误（{detail}）");
                let help = said!(
                    "each {{% if … %}} ends with {{% endif %}}, each {{% for … %}} with {{% endfor %}}, each {{{{ with }}}}",
                    "每个 {{% if … %}} 要有 {{% endif %}}，每个 {{% for … %}} 要有 {{% endfor %}}，每个 {{{{ 要有 }}}}"
                );
                self.fault("E01", file, error.line().unwrap_or(0), (message, help));
            }
            if has_subject(name) && !file.text.starts_with(SUBJECT) {
                let help = said!(
                    "the first line of a letter is  Subject: …  then comes a blank line",
                    "信件的第一行是  Subject: …  然后空一行"
                );
                self.fault("E01", file, 1, (said!("this letter has no subject", "这封信没有主题"), help));
            }
        }
        (self.faults.len() == before).then_some(folder)
    }

    /// E21 by reading: names outside the closed list, and strangers' words in letters to customers.
    fn read(&mut self, tongue: Tongue, folder: &Environment, own: &Files) {
        let functions: BTreeSet<String> = folder.globals().map(|(name, _)| name.to_owned()).collect();
        for (name, file) in own {
            let Ok(template) = folder.get_template(name) else { continue };
            for used in template.undeclared_variables(true) {
                if tongue != Tongue::Internal && INTERNAL_ONLY.contains(&used.as_str()) {
                    let help = said!(
                        "letters to customers never repeat what strangers wrote; use it in internal/ only",
                        "给客户的信绝不重复来信人写的内容；只能用在 internal/ 里"
                    );
                    self.unknown(file, &used, help);
                } else if let Some(key) = used.strip_prefix("brand.").filter(|_| !self.known.contains(&used)) {
                    let help =
                        said!("set {key} under [brand.more] in the configuration", "在配置的 [brand.more] 里写 {key}");
                    let message = said!("{used} is not set", "没有设置 {used}");
                    let place = at_word(self.root, file, &used, (message, help));
                    self.brand.entry(key.to_owned()).or_insert(place);
                } else if !self.is_known(&used) && !functions.contains(&used) {
                    let list = || {
                        said!("rules/README.md lists the names they may use", "能用的名字列在 rules/README.zh.md 里")
                    };
                    let near = nearest(&used, self.known.iter().map(String::as_str));
                    self.unknown(file, &used, near.map_or_else(list, did_you_mean));
                }
            }
        }
    }

    /// Also `ticket` for `ticket.number`, and `sla.peak.name`, which trying finds out about.
    fn is_known(&self, used: &str) -> bool {
        let (longer, shorter) = (format!("{used}."), |name: &String| used.starts_with(&format!("{name}.")));
        self.known.contains(used) || self.known.iter().any(|name| name.starts_with(&longer) || shorter(name))
    }

    fn try_out(&mut self, tongue: Tongue, folder: &Environment, seen: &Files, more: &[String]) {
        let samples = [Variables::sample(more), Variables::bare_sample(more)];
        for name in seen.keys().filter(|name| !name.starts_with('_')) {
            let Ok(template) = folder.get_template(name) else { continue };
            for sample in &samples {
                if let Err(error) = template.render(minijinja::value::Serde(sample)) {
                    self.failed(tongue, seen, innermost(&error));
                }
            }
        }
    }

    fn failed(&mut self, tongue: Tongue, seen: &Files, error: &minijinja::Error) {
        let line = error.line().unwrap_or(0);
        let Some(file) = error.name().and_then(|name| seen.get(name)) else { return };
        let said = self.faults.iter().any(|f| f.line == line && f.file.ends_with(&file.path));
        match error.kind() {
            ErrorKind::UndefinedError if said => {}
            ErrorKind::UndefinedError => {
                let help =
                    said!("rules/README.md lists the names they may use", "能用的名字列在 rules/README.zh.md 里");
                self.fault("E21", file, line, (said!("a name here has no value", "这里有一个名字没有值"), help));
            }
            _ => {
                let (folder, cause) = (tongue.folder(), cause(error));
                let message = said!("{folder} cannot be written: {cause}", "{folder} 无法写出（{cause}）");
                self.fault("E01", file, line, (message, Said::default()));
            }
        }
    }

    fn unknown(&mut self, file: &RuleFile, used: &str, help: Said) {
        let message = said!("templates may not use {used}", "模板里不能用 {used}");
        self.faults.push(at_word(self.root, file, used, (message, help)));
    }

    fn fault(&mut self, code: &'static str, file: &RuleFile, line: usize, (message, help): (Said, Said)) {
        let source = file.text.lines().nth(line.wrapping_sub(1)).unwrap_or_default().to_owned();
        let column = usize::from(line > 0);
        let width = source.chars().count().max(1);
        self.faults.push(Diagnostic { code, line, column, source, width, ..plain(self.root, file, message, help) });
    }
}

/// What went wrong, without any value.
pub(super) fn cause(error: &minijinja::Error) -> String {
    let inner = innermost(error);
    let line = inner.line().map(|line| format!(" (line {line})")).unwrap_or_default();
    match (inner.kind(), inner.detail()) {
        (ErrorKind::SyntaxError | ErrorKind::UnknownFilter | ErrorKind::UnknownFunction, Some(detail)) => {
            format!("{detail}{line}")
        }
        (kind, _) => format!("{kind}{line}"),
    }
}

/// The error inside the included file, not the one of the include.
fn innermost(error: &minijinja::Error) -> &minijinja::Error {
    let mut inner = error;
    while let Some(next) = std::error::Error::source(inner).and_then(|source| source.downcast_ref::<minijinja::Error>())
    {
        inner = next;
    }
    inner
}

/// FAQ answers stand inside other letters, files with `_` are pieces.
fn has_subject(name: &str) -> bool {
    !name.starts_with('_') && !name.starts_with("faq-")
}

fn at_word(root: &str, file: &RuleFile, word: &str, (message, help): (Said, Said)) -> Diagnostic {
    let found = file.text.lines().enumerate().find_map(|(at, line)| line.find(word).map(|byte| (at, line, byte)));
    let diagnostic = plain(root, file, message, help);
    match found {
        Some((at, line, byte)) => Diagnostic {
            line: at + 1,
            column: line.get(..byte).unwrap_or_default().chars().count() + 1,
            source: line.to_owned(),
            width: word.chars().count(),
            ..diagnostic
        },
        None => diagnostic,
    }
}

fn plain(root: &str, file: &RuleFile, message: Said, help: Said) -> Diagnostic {
    Diagnostic::of_file("E21", &format!("{root}/{}", file.path), message).help(help)
}
