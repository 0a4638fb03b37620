//! The shape of the tree, executable: sizes, walls between the modules, names, and documents that cannot drift.
//! What a rule forbids it says with file and line; the exceptions we took stand here, each with its reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::config::{Config, SHIPPED};
use regex::Regex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the tree, by its path from the top.
struct Sheet {
    path: String,
    text: String,
}

impl Sheet {
    fn has_ending(&self, ending: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|e| e == ending)
    }

    /// Unit tests may use what their module may not: files of tests, and a shop for tests.
    fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs") || self.path == "src/ticket/fixture.rs"
    }

    /// Numbered lines of code, without comments and without the module of tests at the end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        let lines = self.text[..end].lines().enumerate();
        lines.map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Where the code holds this.
    fn places(&self, forbidden: &Regex) -> Vec<String> {
        let hits = self.code().filter(|(_, line)| forbidden.is_match(line));
        hits.map(|(at, line)| format!("{}:{at}: {}", self.path, line.trim())).collect()
    }
}

/// Every text below a folder of the tree.
fn sheets(folder: &str) -> Vec<Sheet> {
    let mut files = Vec::new();
    walk(&root().join(folder), &mut files);
    let read = |path: PathBuf| {
        let text = std::fs::read(&path).unwrap();
        let path = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        Sheet { path, text: String::from_utf8_lossy(&text).into_owned() }
    };
    files.into_iter().map(read).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn sources() -> Vec<Sheet> {
    sheets("src").into_iter().filter(|sheet| sheet.has_ending("rs")).collect()
}

/// The whole project, but what git ignores.
fn everything() -> Vec<Sheet> {
    let mut all: Vec<Sheet> =
        ["src", "tests", "rules", "config", "benches", ".ci"].iter().flat_map(|folder| sheets(folder)).collect();
    for name in ["README.md", "CHANGELOG.md", "Cargo.toml", ".gitignore", ".clippy.toml"] {
        let text = std::fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        all.push(Sheet { path: name.into(), text });
    }
    all
}

/// The modules that `src/lib.rs` explains: core ones, and all.
fn map() -> (BTreeSet<String>, BTreeSet<String>) {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let entry = Regex::new(r"(?m)^//! - `([a-z_]+)`: \S").unwrap();
    let (core, _) = text.split_once("//! Shell:").expect("the map has a core and a shell");
    let names = |text: &str| entry.captures_iter(text).map(|found| found[1].to_owned()).collect();
    (names(core), names(&text))
}

fn is_core(sheet: &Sheet, core: &BTreeSet<String>) -> bool {
    let module = sheet.path.trim_start_matches("src/").split('/').next().unwrap_or_default();
    core.contains(module.trim_end_matches(".rs"))
}

fn none(wrong: Vec<String>, why: &str) {
    assert!(wrong.is_empty(), "{why}:\n{}", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long_to_be_about_one_thing() {
    let long = |folder: &str, limit: usize| -> Vec<String> {
        let lines = |sheet: &Sheet| sheet.text.lines().count();
        let all = sheets(folder).into_iter().filter(|s| s.has_ending("rs") && lines(s) > limit);
        all.map(|s| format!("{}: {} lines, {limit} at most", s.path, lines(&s))).collect()
    };
    none([long("src", 400), long("tests", 500)].concat(), "a word is missing: split by it");
}

#[test]
fn every_module_says_what_it_answers() {
    let (core, _) = map();
    let mut wrong = Vec::new();
    for sheet in sources().iter().filter(|sheet| !sheet.is_test()) {
        let first = sheet.text.lines().next().unwrap_or_default();
        if !first.starts_with("//! ") || first.starts_with("//! core: ") != is_core(sheet, &core) {
            wrong.push(format!("{}: {first}", sheet.path));
        }
    }
    none(wrong, "each source begins with `//! ` and those of the core, and only they, with `//! core: `");
}

#[test]
fn the_core_touches_no_machine() {
    let (core, _) = map();
    assert!(core.len() >= 10, "only {core:?}");
    let shell = "store|desk|mailbox|post|alarm|daemon|clock|journal|cli|config|reader|rehearsal|replay|explanation";
    let forbidden = Regex::new(&format!(
        r"\b(tokio|rusqlite|lettre|async_imap|tracing|async|await|SystemTime|Instant)\b|std::(fs|net|env|process|thread)\b|crate::({shell})\b"
    ))
    .unwrap();
    let inside = sources().into_iter().filter(|sheet| is_core(sheet, &core) && !sheet.is_test());
    none(inside.flat_map(|sheet| sheet.places(&forbidden)).collect(), "no input, output, clock or shell in the core");
}

#[test]
fn each_power_has_one_home() {
    let spawning = ["src/daemon.rs", "src/daemon/", "src/reader.rs"]; // reader: scoped threads with a large stack
    for (forbidden, homes, why) in [
        (
            r"rusqlite|INSERT INTO|DELETE FROM|SELECT .* FROM|UPDATE \w+ SET|PRAGMA ",
            &["src/store"][..],
            "SQL lives in the store",
        ),
        (r"\b(spawn|spawn_scoped|spawn_blocking|spawn_local)\(", &spawning, "only the daemon spawns"),
        (r"\btracing::", &["src/journal.rs", "src/main.rs"], "a log line is a function of the journal"),
        (r"(SystemTime|Timestamp|Zoned|DateTime)::now\(", &["src/clock.rs"], "only the clock reads the clock"),
        (r"\blettre::", &["src/post/"], "only the post knows how letters are made into mail"),
        (r"\basync_imap::", &["src/mailbox/"], "only the mailbox speaks IMAP"),
    ] {
        let forbidden = Regex::new(forbidden).unwrap();
        let outside =
            sources().into_iter().filter(|s| !homes.iter().any(|home| s.path.starts_with(home)) && !s.is_test());
        none(outside.flat_map(|sheet| sheet.places(&forbidden)).collect(), why);
    }
}

/// Every Rust file, of the sources and of the tests.
fn rust() -> Vec<Sheet> {
    sources().into_iter().chain(sheets("tests").into_iter().filter(|sheet| sheet.has_ending("rs"))).collect()
}

/// The names of all tests.
fn tests(rust: &[Sheet]) -> BTreeSet<&str> {
    let test = Regex::new(r"#\[(?:tokio::)?test[^\]]*\](?:\s*#\[[^\]]*\])*\s*(?:async )?fn (\w+)").unwrap();
    rust.iter().flat_map(|s| test.captures_iter(&s.text).map(|found| found.get(1).unwrap().as_str())).collect()
}

#[test]
fn every_invariant_names_the_test_that_holds_it() {
    let rust = rust();
    let tests = tests(&rust);
    let named = Regex::new(r"`(\w+)`").unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for sheet in rust.iter().filter(|sheet| sheet.path.starts_with("src")) {
        let lines: Vec<&str> = sheet.text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("Invariant:")) {
            let said = lines[at..].iter().take(2).copied().collect::<Vec<_>>().join(" ");
            let said = said.split_once("Invariant:").unwrap().1;
            count += 1;
            if !named.captures_iter(said).any(|name| tests.contains(&name[1])) {
                wrong.push(format!("{}:{}: {line}", sheet.path, at + 1));
            }
        }
    }
    assert!(count >= 4, "only {count} invariants are written down");
    none(wrong, "no test of this name");
}

#[test]
fn the_page_about_the_tests_names_tests_that_exist() {
    let rust = rust();
    let tests = tests(&rust);
    let page = std::fs::read_to_string(root().join("tests/README.md")).unwrap();
    let names = |pattern: &str| -> BTreeSet<String> {
        Regex::new(pattern).unwrap().captures_iter(&page).map(|found| found[1].to_owned()).collect()
    };
    let is_there = |name: &String| {
        let places = ["talks/imap/NAME.talk", "talks/smtp/NAME.talk", "bad-configs/NAME"];
        places.iter().any(|place| root().join("tests").join(place.replace("NAME", name)).exists())
    };
    let gone = names("`([a-z0-9]+(?:_[a-z0-9]+){2,})`").into_iter().filter(|name| !tests.contains(name.as_str()));
    let lost = names("`([a-z0-9]+(?:-[a-z0-9]+)+)`").into_iter().filter(|name| !is_there(name));
    none(gone.chain(lost).collect(), "tests/README.md names a test, a talk or a slip that does not exist");
}

/// `L04, L08`, `F05–F07`: the ids a cell names.
fn ids(cell: &str) -> BTreeSet<String> {
    let range = Regex::new(r"\b([LAF])(\d{2,3})(?:–[LAF]?(\d{2,3}))?").unwrap();
    let each = |found: regex::Captures<'_>| {
        let first: u32 = found[2].parse().unwrap();
        let last = found.get(3).map_or(first, |last| last.as_str().parse().unwrap());
        (first..=last).map(|number| format!("{}{number:02}", &found[1])).collect::<Vec<_>>()
    };
    range.captures_iter(cell).flat_map(each).collect()
}

#[test]
fn every_row_of_the_gate_names_a_test_that_exists() {
    let rust = rust();
    let tests = tests(&rust);
    let rows = frontdesk::safety::ROWS.iter().map(|row| (row.id, row.test, row.basis, row.reason));
    let caps = frontdesk::safety::CAPS.iter().map(|cap| (cap.name, cap.test, "the table of caps", cap.counts));
    let wrong = rows
        .clone()
        .chain(caps)
        .filter(|(_, test, basis, reason)| !tests.contains(test) || basis.is_empty() || reason.is_empty());
    none(wrong.map(|(id, test, _, _)| format!("{id}: {test}")).collect(), "no such test, no basis or no reason");
    let order: Vec<&str> = rows.map(|(id, ..)| id).collect();
    let mut all = order.clone();
    all.dedup();
    assert_eq!(all, (1..=31).map(|n| format!("L{n:02}")).collect::<Vec<_>>(), "the gate is whole, and in order");
}

#[test]
fn every_threat_stands_on_the_page_about_the_tests() {
    let page = std::fs::read_to_string(root().join("tests/README.md")).unwrap();
    let held = Regex::new(r"`[a-z0-9_]+`|\bstor(y|ies) \d\d|talks? `|no test: \S").unwrap();
    let lines = page.lines().filter(|line| line.starts_with("| ") && held.is_match(line));
    let named: BTreeSet<String> = lines.flat_map(|line| ids(line.split('|').nth(1).unwrap_or_default())).collect();
    let range = |letter: &'static str, from: u32, to: u32| (from..=to).map(move |n| format!("{letter}{n:02}"));
    let faults = range("F", 30, 37).chain(range("F", 44, 46)).chain(range("F", 100, 105));
    let single = ["F86", "F88"].map(str::to_owned);
    let all = range("L", 1, 31).chain(range("A", 1, 48)).chain(faults).chain(single);
    none(all.filter(|id| !named.contains(id)).collect(), "tests/README.md has no row with a test or a reason for");
}

#[test]
fn every_story_named_on_the_page_exists() {
    let page = std::fs::read_to_string(root().join("tests/README.md")).unwrap();
    let named = Regex::new(r"stor(?:y|ies) (\d\d(?:, \d\d)*)").unwrap();
    let there: Vec<String> = sheets("tests/stories").into_iter().map(|sheet| sheet.path).collect();
    let is_there = |number: &str| there.iter().any(|path| path.starts_with(&format!("tests/stories/{number}-")));
    let lists: Vec<String> = named.captures_iter(&page).map(|found| found[1].to_owned()).collect();
    let lost = lists.iter().flat_map(|list| list.split(", ")).filter(|number| !is_there(number));
    none(lost.map(str::to_owned).collect(), "tests/README.md names a story that does not exist");
}

/// Folders of which a test reads every file with this ending.
const READ_WHOLE: [(&str, &str, &str); 10] = [
    ("tests/stories", "story", "tests/stories.rs"),
    ("tests/talks/imap", "talk", "tests/talk_imap.rs"),
    ("tests/talks/smtp", "talk", "tests/talk_smtp.rs"),
    ("tests/mails/demo", "eml", "src/cli/demo.rs"),
    ("tests/replay", "txt", "tests/replay/shop.rs"),
    ("tests/letters", "", "tests/letters.rs"),
    ("tests/mails/zh", "", "tests/understanding.rs"),
    ("tests/mails/en", "", "tests/understanding.rs"),
    ("tests/mails/clients", "", "tests/quotes.rs"),
    ("tests/bad-configs", "", "tests/bad_configs.rs"), // lays over whatever a case holds
];

#[test]
fn no_file_of_the_tests_lies_about_unused() {
    let runners: Vec<Sheet> =
        sheets("tests").into_iter().filter(|s| s.has_ending("rs") || s.path == "tests/run").collect();
    for (folder, _, runner) in READ_WHOLE {
        let text = std::fs::read_to_string(root().join(runner)).unwrap_or_else(|e| panic!("{runner}: {e}"));
        assert!(text.contains(folder), "{runner} does not read {folder}");
    }
    let mut unused = Vec::new();
    for sheet in sheets("tests") {
        let path = Path::new(&sheet.path);
        let (folder, name) = (path.parent().unwrap().to_str().unwrap(), path.file_name().unwrap().to_str().unwrap());
        let is_run_by_cargo = folder == "tests" && (sheet.has_ending("rs") || ["run", "README.md"].contains(&name));
        let is_read = READ_WHOLE.iter().any(|(whole, ending, _)| match *ending {
            "" => folder.starts_with(whole),
            ending => *whole == folder && sheet.has_ending(ending),
        });
        let is_named = || runners.iter().any(|runner| runner.path != sheet.path && runner.text.contains(name));
        if !is_run_by_cargo && !is_read && !is_named() {
            unused.push(sheet.path.clone());
        }
    }
    none(unused, "no test reads this");
}

#[test]
fn names_say_what_things_are() {
    let banned = ["util", "common", "helper", "manager", "misc", "stuff"];
    let mut wrong = Vec::new();
    for sheet in everything() {
        if sheet.path.split(['/', '.', '_', '-']).any(|part| banned.iter().any(|b| part.trim_end_matches('s') == *b)) {
            wrong.push(sheet.path.clone());
        }
        let note = ["TO", "DO"].concat();
        for (at, line) in sheet.text.lines().enumerate().filter(|(_, line)| line.contains(&note)) {
            if !line.contains(&format!("{note}-correctness")) && !line.contains(&format!("{note}-hardening")) {
                wrong.push(format!("{}:{}: {line}", sheet.path, at + 1));
            }
        }
    }
    wrong.retain(|place| !place.starts_with("tests/tidy.rs"));
    none(wrong, "a name or a note that says nothing");
}

#[test]
fn the_map_lists_the_modules_that_exist() {
    let (_, listed) = map();
    let entries = std::fs::read_dir(root().join("src")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut there: BTreeSet<String> = entries.map(|name| name.trim_end_matches(".rs").to_owned()).collect();
    there.remove("lib");
    there.remove("main");
    assert_eq!(listed, there, "the map of src/lib.rs");
}

#[test]
fn the_top_level_is_the_one_of_the_design() {
    let must = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "config",
        "rules",
        "src",
        "tests",
        "benches",
    ];
    let may = ["docs", "fuzz", "rustfmt.toml", "target"];
    for name in must {
        assert!(root().join(name).exists(), "{name} is missing");
    }
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with('.') || must.contains(&&*name) || may.contains(&&*name), "{name} has no place here");
    }
}

#[test]
fn nothing_speaks_of_the_place_where_it_was_built() {
    let top = root().components().nth(1).unwrap().as_os_str().to_str().unwrap();
    let is_everywhere = ["tmp", "usr", "etc", "var", "run", "opt", "dev"].contains(&top);
    let place = if is_everywhere { root().display().to_string() } else { format!("/{top}/") };
    let names = |sheet: &Sheet| sheet.text.lines().any(|line| line.contains(&place));
    none(
        everything().iter().filter(|s| names(s)).map(|s| s.path.clone()).collect(),
        "these name a place on one machine",
    );
}

#[test]
fn taking_the_sign_off_every_default_changes_nothing() {
    let plain = Config::parse(SHIPPED, "frontdesk.toml").unwrap();
    let default = Regex::new(r"(?m)^#([a-z_]+ = )").unwrap();
    assert!(default.find_iter(SHIPPED).count() >= 30, "the shipped configuration shows its defaults");
    let bare = default.replace_all(SHIPPED, "$1");
    let told = Config::parse(&bare, "frontdesk.toml").unwrap_or_else(|wrong| panic!("{wrong:?}"));
    assert_eq!(told, plain, "a default in config/frontdesk.toml is not the default of the code");
}

/// serde lists the keys it knows when it meets one it does not.
#[test]
fn every_key_stands_in_the_shipped_configuration() {
    let known = Regex::new("`([a-z_]+)`").unwrap();
    let mut missing = Vec::new();
    for section in ["brand", "mailbox.support", "post", "sending", "caps", "trust", "attachments", "rules", "files"] {
        let head = format!("\n[{section}]\n");
        let (_, after) = SHIPPED.split_once(&head).unwrap_or_else(|| panic!("no [{section}]"));
        let text = SHIPPED.replacen(&head, &format!("{head}no_such_key = 1\n"), 1);
        let error = toml::from_str::<Config>(&text).expect_err("an unknown key is an error").to_string();
        let said = error.split_once("expected").unwrap_or_else(|| panic!("{error}")).1;
        let body = after.split("\n[").next().unwrap();
        for key in known.captures_iter(said).map(|found| found[1].to_owned()) {
            let stands = Regex::new(&format!(r"\b{key}\b")).unwrap();
            if !stands.is_match(body) && !SHIPPED.contains(&format!("[{section}.{key}]")) {
                missing.push(format!("[{section}] {key}"));
            }
        }
    }
    none(missing, "not in config/frontdesk.toml");
}

#[test]
fn the_readme_shows_what_help_prints() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(frontdesk::cli::HELP), "README.md does not hold the text of `frontdesk --help`");
}
