//! core: What does a new category begin with?
//! In: its id, and the teams and promises that are known. Out: a commented file that `check` and `test` pass at once.
//! Never holds a phrase: until an admin writes one, no mail gets there.

use super::GENERAL;
use super::diagnostic::{Said, said};
use crate::ticket::{INTERNAL, MACHINE};

/// May a category be named so?
pub fn name(id: &str) -> Result<(), Said> {
    if id.is_empty() || !id.bytes().all(|sign| matches!(sign, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
        return Err(said!(
            "{id:?} cannot name a category: small letters a to z, digits and _ only, for example invoice",
            "{id:?} 不能作类别名：只能用小写字母 a 到 z、数字和 _，例如 invoice"
        ));
    }
    if [GENERAL, MACHINE, INTERNAL].contains(&id) {
        return Err(said!(
            "{id} is frontdesk's own category: choose another name",
            "{id} 是 frontdesk 自己的类别：请换一个名字"
        ));
    }
    Ok(())
}

pub fn text(id: &str, teams: &[&str], slas: &[&str]) -> String {
    let mut title = id.replace('_', " ");
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let team = named("team", teams, "general");
    let sla = named("sla ", slas, "standard");
    format!(
        r#"# {title}: write here in one sentence what it is about.
name = {{ zh = "{title}", zh-Hant = "{title}", en = "{title}" }}   # as customers see it: translate
{team}
{sla}
precedence = 30                # decides when two categories score nearly the same: higher wins

[match]
# Take the # away and write your own; the phrase language stands in README.md of the rule folder.
#strong = ["(need|want) ~ invoice*", "(开|要) ~ 发票"]   # one of these is enough
#normal = ["invoice*", "发票"]                           # two of these, or one in the subject
#weak   = ["receipt*", "收据"]                           # only tips the balance
#ignore = ["no invoice", "不需要发票"]                   # these words are covered up before we look

[ask]
need = []                      # fields of fields.toml we ask for when missing, three at most
nice = []                      # used when found, never asked for

[reply]
#answer = "faq-{id}"           # a text of templates/zh and templates/en that goes into the receipt

[test]
# Write mails as customers do. When one holds, test says so: move it to yes or no. With its first phrase a category
# needs one of each.
todo_yes = ["{title}"]
todo_no = ["Something else, 别的问题"]
"#
    )
}

/// The usual one, or the first; the others in a comment. Nothing known: left to the admin.
fn named(key: &str, known: &[&str], usual: &str) -> String {
    let choice = known.iter().find(|name| **name == usual).or_else(|| known.first());
    match choice {
        Some(name) => format!("{key} = \"{name}\"   # one of: {}", known.join(", ")),
        None => format!("#{key} = \"{usual}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::rules::{Kinship, RuleFile, RuleSet, example, fmt, lint};

    #[test]
    fn a_new_category_is_usable_at_once_and_gets_no_mail() {
        let text = text("gift_card", &["lead", "payments"], &["payment", "standard"]);
        assert!(text.contains("team = \"lead\"") && text.contains("sla  = \"standard\""), "{text}");
        assert_eq!(fmt::tidy("a", &text, fmt::Kind::Category).unwrap(), text);
        let mut files = config::rules::shipped();
        let before = lint::lint("rules", &files, None, None).len();
        files.push(RuleFile { path: "local/categories/gift_card.toml".into(), text });
        let rules = RuleSet::load("rules", &files, &Kinship::default()).unwrap();
        let report = example::run(&rules);
        assert!(report.failures.is_empty() && report.open + report.done.len() >= 2, "{:?}", report.failures);
        assert_eq!(lint::lint("rules", &files, None, None).len(), before, "nothing to warn of");
    }

    #[test]
    fn with_its_first_phrase_it_has_to_prove_itself() {
        let text = text("gift_card", &[], &[]).replace("#weak ", "weak ");
        let files = [RuleFile { path: "categories/gift_card.toml".into(), text }];
        let wrong = RuleSet::load("rules", &files, &Kinship::default()).unwrap_err();
        assert_eq!(wrong.iter().filter(|told| told.code == "E41").count(), 2, "{wrong:?}");
    }

    #[test]
    fn names_that_cannot_be_are_refused() {
        assert!(name("gift_card2").is_ok());
        for (id, why) in [("Gift", "small letters"), ("../x", "small letters"), ("", "small"), ("general", "own")] {
            assert!(name(id).unwrap_err().en.contains(why), "{id}");
        }
    }
}
