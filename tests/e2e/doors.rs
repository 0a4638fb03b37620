//! Doors: TLS, authorities, passwords; what is refused, and that nothing was touched then.

use crate::desk::{Scene, quoted};
use crate::dovecot::PASSWORD;
use crate::mails;

/// A mailbox with one mail that asks for a receipt.
fn scene_with_mail(change: impl FnOnce(&mut Scene)) -> Option<Scene> {
    let mut scene = Scene::set()?;
    scene.dovecot.deliver(&mails::new(1).raw);
    change(&mut scene);
    scene.desk.configure();
    Some(scene)
}

fn set(scene: &mut Scene, key: &'static str, value: &str) {
    scene.desk.settings.mailbox.insert(key, value.to_owned());
}

#[track_caller]
fn assert_untouched(scene: &Scene) {
    assert!(scene.dovecot.flags()[0].flags.is_empty());
    assert!(scene.sink.letters().is_empty());
}

#[test]
fn starttls_reads_the_mailbox_as_implicit_tls_does() {
    let change = |scene: &mut Scene| {
        let port = scene.dovecot.port.to_string();
        set(scene, "port", &port);
        set(scene, "tls", &quoted("starttls"));
        set(scene, "auth", &quoted("plain"));
        set(scene, "imap", &quoted("localhost"));
    };
    let Some(scene) = scene_with_mail(change) else { return };
    scene.desk.run_once();
    assert_eq!(scene.sink.letters().len(), 1);
}

#[test]
fn a_server_whose_authority_is_another_is_refused_before_the_password_leaves() {
    let change = |scene: &mut Scene| {
        let other = scene.dovecot.folder.join("other.pem").display().to_string();
        set(scene, "ca_file", &quoted(&other));
    };
    let Some(scene) = scene_with_mail(change) else { return };
    let ended = scene.desk.run(&["run", "--once"]).expect(1);
    assert!(ended.err.contains("certificate"), "{}", ended.err);
    assert!(ended.err.contains(&scene.dovecot.tls_port.to_string()), "{}", ended.err);
    assert_untouched(&scene);
}

#[test]
fn a_wrong_password_is_told_in_words_and_nothing_is_touched() {
    let Some(scene) = scene_with_mail(|_| {}) else { return };
    scene.desk.write_password("not the password");
    let ended = scene.desk.run(&["run", "--once"]).expect(1);
    assert!(ended.err.to_lowercase().contains("password"), "{}", ended.err);
    assert!(!ended.err.contains("not the password"), "{}", ended.err);
    let ended = scene.desk.run(&["check", "--online"]).expect(1);
    assert!(ended.out.contains("WRONG"), "{}", ended.out);
    assert_untouched(&scene);
    scene.desk.write_password(PASSWORD);
    scene.desk.run_once();
    assert_eq!(scene.sink.letters().len(), 1);
}

#[test]
fn check_online_counts_and_touches_nothing() {
    let change = |scene: &mut Scene| {
        let made = mails::mixed(60, 3);
        made.iter().for_each(|mail| scene.dovecot.deliver(&mail.raw));
    };
    let Some(scene) = scene_with_mail(change) else { return };
    let found = scene.desk.json(&["check", "--online"]);
    let mailbox = &found["mailbox"];
    assert_eq!(mailbox["mails"], 61);
    assert_eq!(mailbox["sample"], 61);
    assert_eq!(mailbox["sent_folder"], "Sent");
    assert_eq!(mailbox["keyword"], true);
    let answered = mailbox["would_answer"].as_u64().unwrap();
    let others: u64 = mailbox["would_not"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(answered + others, 61, "{mailbox}");
    assert!(answered > 30 && others > 3, "{mailbox}");
    assert!(found["relay"].as_str().unwrap().contains("takes the null sender"), "{found}");
    let text = scene.desk.run(&["check", "--online"]).expect(0).out;
    assert!(text.contains("61 mails"), "{text}");
    assert_untouched(&scene);
    assert!(!scene.desk.database().exists(), "checking makes no database");
    assert!(scene.dovecot.flags().iter().all(|mail| mail.flags.is_empty()));
}
