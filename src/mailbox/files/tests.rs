//! Files, folders, mboxes and standard input, as a user names them.

use super::*;

fn read(paths: &[PathBuf], stdin: Option<&[u8]>) -> Vec<(String, String)> {
    sources(paths, stdin.map(<[u8]>::to_vec))
        .map(|item| item.map(|s| (s.name, String::from_utf8_lossy(&s.raw).into_owned())).unwrap())
        .collect()
}

#[test]
fn an_mbox_gives_each_mail_unescaped() {
    let text =
        b"From a@x Mon\nSubject: 1\n\nhi\n>From here\n>>From there\nFrom inside\n\nFrom b@x Tue\nSubject: 2\n\nyo\n";
    let mails = read(&[PathBuf::from("-")], Some(text));
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].0, "-#1");
    assert_eq!(mails[0].1, "Subject: 1\n\nhi\nFrom here\n>From there\nFrom inside\n");
    assert_eq!(mails[1], ("-#2".to_owned(), "Subject: 2\n\nyo\n".to_owned()));
}

#[test]
fn an_mbox_with_network_line_ends_is_split_too() {
    let text = b"From a Mon\r\nSubject: 1\r\n\r\nhi\r\n\r\nFrom b Tue\r\nSubject: 2\r\n\r\nyo\r\n\r\n";
    let mails = read(&[PathBuf::from("-")], Some(text));
    assert_eq!(
        mails.iter().map(|m| m.1.as_str()).collect::<Vec<_>>(),
        ["Subject: 1\r\n\r\nhi\r\n", "Subject: 2\r\n\r\nyo\r\n"]
    );
}

#[test]
fn a_folder_gives_its_mails_deep_and_in_order_of_names() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::create_dir(at("b")).unwrap();
    for (name, text) in [("c.EML", "3"), ("a.eml", "1"), ("b/x.eml", "2"), ("README.md", "no"), (".hidden.eml", "no")] {
        fs::write(at(name), text).unwrap();
    }
    let texts: Vec<String> = read(&[dir.path().to_owned()], None).into_iter().map(|m| m.1).collect();
    assert_eq!(texts, ["1", "2", "3"]);
}

#[test]
fn a_maildir_gives_cur_and_new_but_not_tmp() {
    let dir = tempfile::tempdir().unwrap();
    for (sub, name) in [("cur", "1.a:2,S"), ("new", "2.b"), ("tmp", "3.c.eml")] {
        fs::create_dir_all(dir.path().join(sub)).unwrap();
        fs::write(dir.path().join(sub).join(name), sub).unwrap();
    }
    let texts: Vec<String> = read(&[dir.path().to_owned()], None).into_iter().map(|m| m.1).collect();
    assert_eq!(texts, ["cur", "new"]);
}

#[test]
fn a_file_named_outright_is_a_mail_whatever_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("odd.txt");
    fs::write(&path, "Subject: x\n\n").unwrap();
    assert_eq!(read(std::slice::from_ref(&path), None), [(path.display().to_string(), "Subject: x\n\n".to_owned())]);
}

#[test]
fn errors_name_the_path_and_the_rest_is_still_read() {
    let dir = tempfile::tempdir().unwrap();
    let good = dir.path().join("a.eml");
    fs::write(&good, "x").unwrap();
    fs::create_dir(dir.path().join("empty")).unwrap();
    let paths = [PathBuf::from("/nowhere/x.eml"), dir.path().join("empty"), good];
    let all: Vec<_> = sources(&paths, None).collect();
    assert!(all[0].as_ref().unwrap_err().to_string().starts_with("reading /nowhere/x.eml: "));
    assert!(all[1].as_ref().unwrap_err().to_string().contains("no mail in it"));
    assert!(all[2].is_ok());
}

#[test]
fn of_a_file_larger_than_any_mail_only_the_beginning_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, head: &str| {
        let path = dir.path().join(name);
        fs::write(&path, head).unwrap();
        // A hole: it costs nothing, until somebody reads it whole.
        fs::OpenOptions::new().append(true).open(&path).unwrap().set_len(8 << 30).unwrap();
        path
    };
    let alone = file("huge.eml", "Subject: huge\n\nThe first words.\n");
    let mail = sources(&[alone], None).next().unwrap().unwrap();
    assert!(mail.is_cut && mail.raw.starts_with(b"Subject: huge\n\nThe first words.\n"));
    assert!(mail.raw.len() < 100_000, "{}", mail.raw.len());

    let path = dir.path().join("many.mbox");
    let long = format!("Subject: long\n\n{}", "x".repeat(99).as_str().to_owned() + "\n");
    let body = ("x".repeat(99) + "\n").repeat(300_000);
    fs::write(&path, format!("From a\n{long}{body}\nFrom b\nSubject: short\n\nwords\n")).unwrap();
    let all: Vec<Source> = sources(&[path], None).map(Result::unwrap).collect();
    assert_eq!(all.iter().map(|mail| mail.is_cut).collect::<Vec<_>>(), [true, false]);
    assert!(all[0].raw.len() < 100_000 && all[1].raw == b"Subject: short\n\nwords\n");
}
