//! What the world's own tests expect of Authentication-Results fields (RFC 8601), against our reading of them.
//! Every difference stands below by name with its reason, and no other may appear.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use frontdesk::safety::authentication_results;
use serde_json::Value;
use std::path::PathBuf;

/// (part of the field, reason): refused there, read here.
const DIFFERENCES: [(&str, &str); 2] = [
    ("policy.iprev=2001:748:100:40::2:2 (", "an address needs no quotes to be understood"),
    ("header.d=none;thehesiod.com;", "one strange part does not make the server's other results worthless"),
];

fn corpus() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    ["../shared/corpus", "../../shared/corpus"].iter().map(|p| root.join(p)).find(|p| p.is_dir())
}

/// Method, result, properties.
type Found = (String, String, Vec<(String, String)>);

/// What is expected of one result and is not so.
fn wrong(expected: &Value, found: &[Found]) -> Vec<String> {
    let mut wrong = Vec::new();
    let at = usize::try_from(expected["index"].as_u64().unwrap()).unwrap();
    let Some((method, result, properties)) = found.get(at) else { return vec![format!("no result {at}")] };
    let mut same = |what: &str, expected: &Value, ours: Option<&str>| {
        if !expected.is_null() && expected.as_str() != ours {
            wrong.push(format!("{what}: {expected} is expected, {ours:?} found"));
        }
    };
    same("method", &expected["method"], Some(method));
    same("result", &expected["result"], Some(result));
    let value = |name: &str| properties.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    same("reason", &expected["reason"], value("reason"));
    let dotted: Vec<&(String, String)> = properties.iter().filter(|(name, _)| name.contains('.')).collect();
    for property in expected["properties"].as_array().into_iter().flatten() {
        let name = format!("{}.{}", property["type"].as_str().unwrap(), property["name"].as_str().unwrap());
        let place = usize::try_from(property["position"].as_u64().unwrap()).unwrap();
        let ours = dotted.get(place).filter(|(n, _)| *n == name).map(|(_, value)| value.as_str());
        same(&name, &property["value"], ours);
    }
    for (name, expected) in expected["named"].as_object().into_iter().flatten() {
        let name = name.replacen('_', ".", 1);
        match expected {
            Value::Null => assert_eq!(value(&name), None, "{name}"),
            expected => same(&name, expected, value(&name)),
        }
    }
    wrong
}

#[test]
fn every_field_is_read_as_expected_or_the_difference_has_a_reason() {
    let Some(corpus) = corpus() else {
        println!("skipped: no ../shared/corpus");
        return;
    };
    let text = std::fs::read_to_string(corpus.join("auth/authres/expected.jsonl")).unwrap();
    let (mut results, mut differing) = (0, Vec::new());
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let header = case["header"].as_str().unwrap();
        let value = header.split_once(':').unwrap().1.replace(['\r', '\n'], "");
        let field = authentication_results(&value);
        if case["valid"] == false {
            differing.extend(field.is_some().then(|| header.to_owned()));
            continue;
        }
        let field = field.unwrap_or_else(|| panic!("not read: {header}"));
        if let Some(id) = case["authserv_id"].as_str() {
            assert_eq!(field.id.as_deref(), Some(id), "{header}");
        }
        if let Some(count) = case["result_count"].as_u64() {
            assert_eq!(field.findings.len() as u64, count, "{header}");
        }
        let found: Vec<Found> = field.findings.into_iter().map(|f| (f.method, f.result, f.properties)).collect();
        for expected in case["results"].as_array().into_iter().flatten() {
            results += 1;
            assert_eq!(wrong(expected, &found), Vec::<String>::new(), "{header}");
        }
    }
    println!("{results} results of {} fields as expected, {} differences", text.lines().count(), differing.len());
    assert_eq!(differing.len(), DIFFERENCES.len(), "{differing:#?}");
    for (part, reason) in DIFFERENCES {
        assert!(differing.iter().any(|header| header.contains(part)), "not different any more: {part} ({reason})");
    }
}
