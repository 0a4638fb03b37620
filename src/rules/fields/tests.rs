use super::*;

const FIELDS: &str = r#"
[field.amount]
name = { zh = "金额", en = "amount" }
ask = { zh = "金额", en = "the amount" }
find = [
  '(?i)(?<c>cny|rmb|usd|us\$|¥|\$)\s*(?<v>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)',
  '(?i)(?<v>\d+(?:\.\d{1,2})?)\s*(?<c>元|块|人民币|美元)',
]
test = [{ text = "扣了３００块", value = "300 CNY" }, { text = "no amount" }]
[field.transaction_id]
name = { zh = "编号", en = "number" }
ask = { zh = "编号", en = "the number" }
find = ['(?i)(?:编号|number)[^a-z0-9]{0,6}(?<v>[a-z0-9-]{5,31})']
must_have_digit = true
typed = false
"#;

fn finders() -> Finders {
    let pages = [Page::new("rules", "fields.toml", FIELDS)];
    let (fields, finders) = Finders::read(&pages);
    assert_eq!(pages.into_iter().flat_map(Page::into_errors).collect::<Vec<_>>(), []);
    assert!(fields["amount"].is_typed && !fields["transaction_id"].is_typed);
    finders
}

fn value(field: &str, text: &str) -> Option<String> {
    let example = FieldExample { field: field.into(), text: text.into(), value: None, rule: String::new() };
    finders().try_example(&example)
}

#[test]
fn amounts_carry_one_name_of_their_currency() {
    for (text, wanted) in [
        ("扣了300元", "300 CNY"),
        ("￥1,299.50", "1299.50 CNY"),
        ("RMB 20", "20 CNY"),
        ("a payment of $25 was declined", "25 USD"),
        ("２５美元", "25 USD"),
        ("二十塊 20塊", "20 CNY"),
    ] {
        assert_eq!(value("amount", text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn a_word_without_a_digit_is_no_number() {
    assert_eq!(value("transaction_id", "transaction number please"), None);
    assert_eq!(value("transaction_id", "number please; 編號：TX２０２４").as_deref(), Some("TX2024"));
}

#[test]
fn the_fields_own_examples_are_kept_with_their_line() {
    let finders = finders();
    let told: Vec<_> = finders.examples.iter().map(|e| (e.rule.as_str(), finders.try_example(e) == e.value)).collect();
    assert_eq!(told, [("rules/fields.toml:9", true), ("rules/fields.toml:9", true)]);
}

#[test]
fn a_pattern_without_a_value_or_with_look_around_is_told() {
    let text = FIELDS.replace("(?<v>[a-z0-9-]{5,31})", "(?=x)").replace("(?<c>元|块|人民币|美元)", "元)");
    let page = Page::new("rules", "fields.toml", &text);
    Finders::read(std::slice::from_ref(&page));
    let codes: Vec<_> = page.into_errors().iter().map(|e| (e.code, e.line, e.help.clone())).collect();
    assert_eq!(codes.iter().map(|c| (c.0, c.1)).collect::<Vec<_>>(), [("E12", 7), ("E12", 13)]);
    assert_eq!(codes[1].2.en, "use an ignore phrase instead: it hides what should not count");
}

#[test]
fn masks_hide_what_identifies() {
    assert_eq!(masked("transaction_id", "TX20240501AA01AA"), "TX2024****01AA");
    assert_eq!(masked("account_email", "lisa@example.com"), "li***@ex…");
    assert_eq!(masked("account_email", "13812345678"), "138****5678");
    assert_eq!(masked("ticket_no", "OK-12"), "****");
    assert_eq!(masked("amount", "300 CNY"), "300 CNY");
}

#[test]
fn parts_stand_for_their_alternatives_and_a_slip_in_their_name_is_told() {
    let text = |used: &str| {
        format!(
            "[parts]\nday = ['昨天', 'yesterday']\nnoon = ['{{day}}中午']\n[field.when]\nname = {{ zh = \"a\", en = \"a\" }}\n\
             ask = {{ zh = \"a\", en = \"a\" }}\nfind = ['(?<v>{{{used}}}[0-9]{{1,2}})']\n"
        )
    };
    let (right, wrong) = (text("noon"), text("nooon"));
    let page = Page::new("rules", "fields.toml", &right);
    let (_, finders) = Finders::read(&[page]);
    assert_eq!(finders.find("昨天中午12点")["when"].value, "昨天中午12");
    let page = [Page::new("rules", "fields.toml", &wrong)];
    Finders::read(&page);
    let told = page.into_iter().flat_map(Page::into_errors).next().unwrap();
    assert_eq!((told.code, told.line, told.column, told.help.en.as_str()), ("E11", 7, 15, "did you mean {noon}?"));
}
