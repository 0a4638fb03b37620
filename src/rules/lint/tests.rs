use super::*;

fn file(path: &str, text: &str) -> RuleFile {
    RuleFile { path: path.to_owned(), text: text.to_owned() }
}

/// Code, line and message of all warnings about one category.
fn told(matches: &str) -> Vec<String> {
    let text = format!("name = {{ zh = \"锁\", en = \"Lock\" }}\n[match]\n{matches}");
    let lists = "[lists]\naccount = [\"账户\", \"account*\"]\nlocked = [\"锁\", \"locked\"]\n";
    warn(&[file("lists.toml", lists), file("categories/lock.toml", &text)])
}

fn warn(files: &[RuleFile]) -> Vec<String> {
    let warnings = lint("rules", files, None, None);
    warnings.iter().map(|told| format!("{} {} {}", told.code, told.line, told.message.en)).collect()
}

#[test]
fn a_phrase_that_another_one_always_finds_is_dead() {
    assert_eq!(
        told("strong = [\"<account> .. <locked>\"]\nnormal = [\"帳戶被鎖\", \"locked out\"]\n"),
        ["W101 4 帳戶被鎖 can never add anything"]
    );
    assert_eq!(
        told("strong = [\"<account> ~ <locked>\"]\nnormal = [\"账户 .. 锁\", \"locked out\"]\n"),
        Vec::<String>::new()
    );
    assert_eq!(
        told("strong = [\"<account> .. <locked>\", \"account* ~ locked\"]\n"),
        ["W101 3 account* ~ locked can never add anything"]
    );
    let weaker = "normal = [\"account* ~ locked\"]\nstrong = [\"account ~ locked\", \"<account> <locked> 了\"]\n";
    assert_eq!(told(weaker), Vec::<String>::new(), "a weaker phrase kills no stronger one");
}

#[test]
fn the_same_twice_is_told_at_the_second() {
    let twice = "strong = [\"<account> <locked> 了\", \"my <account> locked\"]\nnormal = [\"MY <account> LOCKED\"]\n";
    assert_eq!(told(twice), ["W102 4 the same as \"my <account> locked\" (line 3)"]);
    let lists = "[lists]\na = [\"帳號\", \"账号\"]\nb = [\"pays\", \"pay*\"]\n";
    let category = "[match]\nstrong = [\"<a> <b>\", \"i <b>\"]\n";
    let files = [file("lists.toml", lists), file("categories/x.toml", category)];
    assert_eq!(warn(&files), ["W102 2 the same as \"帳號\" (line 2)", "W101 3 pays can never add anything"]);
}

#[test]
fn too_little_to_be_sure_of_is_told() {
    let short = "strong = [\"<locked>\", \"id <account>\"]\nweak = [\"id\"]\n";
    assert_eq!(told(short), ["W104 3 one Chinese character, 锁, is strong", "W105 4 id has two letters at most"]);
}

#[test]
fn quotes_inside_a_phrase_are_told() {
    let quoted = "strong = [\"“公司抬头”\", \"<account> .. <locked>\"]\n";
    assert_eq!(told(quoted), ["W116 3 quotes inside a phrase: “公司抬头”"]);
}

#[test]
fn an_ignore_that_hides_a_phrase_whole_is_told() {
    let hidden = "strong = [\"<account> <locked>\", \"unlocked account\"]\nignore = [\"unlocked\", \"没有锁\"]\n";
    assert_eq!(told(hidden), ["W106 4 this ignore always hides \"unlocked account\""]);
}

#[test]
fn a_strong_phrase_of_two_categories_is_told_once() {
    let category = "[match]\nstrong = [\"charged (twice|again)\", \"扣了两次\"]\n";
    let other = category.replace("(twice|again)", "(again|TWICE)").replace("扣了两次", "多扣");
    let files = [file("categories/a.toml", category), file("categories/b.toml", &other)];
    assert_eq!(warn(&files), ["W103 2 charged (again|TWICE) is strong in two categories"]);
}

#[test]
fn one_language_many_questions_and_large_patterns_are_told() {
    let category = "# about it\nname = { zh = \"x\", en = \"x\" }\n[match]\nstrong = [\"退款\"]\n[ask]\nneed = [\"a\", \"who\", \"b\", \"c\", \"d\"]\n";
    let field = "{ zh = \"x\", en = \"x\" }";
    let mut fields = String::new();
    for name in ["a", "b", "c", "d", "who"] {
        fields.push_str(&format!("[field.{name}]\nname = {field}\nask = {field}\nfind = ['(?<v>x{name})']\n"));
    }
    let fields = fields.replace("xd)", "\\w{200})") + "default = \"sender\"\n";
    let files = [file("categories/a.toml", category), file("fields.toml", &fields)];
    assert_eq!(
        warn(&files),
        [
            "W108 2 no English words: English mail never gets here",
            "W109 6 4 questions: d is never asked",
            "W110 16 this pattern is large: it slows down every long mail",
        ]
    );
}

#[test]
fn a_word_only_one_region_says_is_told() {
    let only = "strong = [\"<account> .. (登入|sign in)\", \"<locked> 了 登入\", \"短信 .. 登入\", \"簡訊\"]\n";
    assert_eq!(told(only), ["W112 3 登入 and 登录 are different words, and 登录 is missing"]);
    let lists = "[lists]\na = [\"登錄\", \"登入\", \"回复\"]\n";
    let files = [file("lists.toml", lists), file("categories/x.toml", "[match]\nstrong = [\"<a> a\", \"sign in\"]\n")];
    assert_eq!(warn(&files), ["W112 2 回复 and 回覆 are different words, and 回覆 is missing"]);
}

#[test]
fn what_nobody_uses_is_told() {
    let field = "[field.a]\nname = { zh = \"x\", en = \"x\" }\nask = { zh = \"x\", en = \"x\" }\n";
    let files = [
        file("lists.toml", "[lists]\nidle = [\"x\"]\n"),
        file("fields.toml", field),
        file("templates/zh/ack.txt", "Subject: x\n\n{% include \"_a.txt\" %}"),
        file("templates/zh/_a.txt", "a"),
        file("templates/zh/_b.txt", "b"),
        file("templates/zh-Hant/ack.txt", "Subject: x"),
        file("templates/en/faq-x.txt", "x"),
    ];
    let warnings = lint("rules", &files, Some(("sla.toml", "[sla.standard]\n[sla.gold]\n")), None);
    let told: Vec<String> = warnings.iter().map(|t| format!("{} {}:{}", t.code, t.file, t.line)).collect();
    assert_eq!(
        told,
        [
            "W113 rules/fields.toml:1",
            "W113 rules/lists.toml:2",
            "W113 rules/templates/en/faq-x.txt:0",
            "W108 rules/templates/zh/_a.txt:0",
            "W108 rules/templates/zh/_b.txt:0",
            "W113 rules/templates/zh/_b.txt:0",
            "W113 sla.toml:2",
        ]
    );
}

#[test]
fn an_allow_hides_what_it_names_on_the_next_line_and_must_hide_something() {
    let dead = |comments: &str| told(&format!("strong = [\"<account> .. <locked>\",\n{comments}  \"帳戶被鎖\",\n]\n"));
    assert_eq!(dead("  # allow W101: shown in explain\n"), Vec::<String>::new());
    assert_eq!(dead("  # allow W101: shown in explain\n  # a word more\n"), Vec::<String>::new());
    assert_eq!(dead("  # allow W101\n"), ["W114 4 an allow without a reason"]);
    let wrong = dead("  # allow W102: shown in explain\n");
    assert_eq!(wrong, ["W114 4 there is nothing to allow here W102", "W101 5 帳戶被鎖 can never add anything"]);
    let letter = file("templates/zh/_b.txt", "{# allow W108, W113: for later #}b");
    assert_eq!(warn(&[letter]), Vec::<String>::new());
}

#[test]
fn what_is_missing_beside_a_text_of_ones_own_is_asked_for_beside_it() {
    let own = |path: &str| {
        let mut files = crate::config::rules::shipped();
        files.push(file(path, "Thank you.\n"));
        files
    };
    let warnings = lint("rules", &own("local/templates/zh/_bye.txt"), None, None);
    let told = warnings.iter().find(|told| told.code == "W108" && told.file.ends_with("_bye.txt")).unwrap();
    assert!(told.help.en.starts_with("write rules/local/templates/zh-Hant/_bye.txt;"), "{told:?}");
    let files = own("local/templates/en/bye.txt");
    let wrong = crate::rules::RuleSet::load("rules", &files, &crate::rules::Kinship::default()).unwrap_err();
    assert_eq!((wrong[0].code, wrong[0].help.en.as_str()), ("E20", "write rules/local/templates/zh/bye.txt"));
}
