//! What must be right before anything is touched, and the exit code that says what is not.

use crate::desk::{Desk, PROGRAM, Scene, Settings, ended, open_folder, quoted};
use crate::mails;
use crate::tools;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// A desk with a Maildir and a folder for its letters: no servers needed.
pub fn quiet_desk(folder: &Path) -> Desk {
    std::fs::create_dir_all(folder.join("desk/mail/new")).unwrap();
    std::fs::create_dir_all(folder.join("desk/mail/cur")).unwrap();
    let settings = Settings {
        mailbox: [("maildir", quoted("mail")), ("first_start", quoted("handle"))].into(),
        post: [("folder", quoted("outbox"))].into(),
        mode: "live",
    };
    Desk::new(&folder.join("desk"), settings)
}

#[test]
fn a_second_instance_on_the_same_database_ends_with_75_and_names_the_first() {
    let folder = open_folder();
    let desk = quiet_desk(folder.path());
    let daemon = crate::desk::Daemon::of(desk.command(&["run"]));
    daemon.wait_for_line("started");
    let pid = daemon.child.0.id().to_string();
    let ended = desk.run(&["run", "--once"]).expect(75);
    assert!(ended.err.contains("already runs") && ended.err.contains(&pid), "{}", ended.err);
    assert_eq!(daemon.stop(), Some(0));
    desk.run_once();
}

#[test]
fn a_configuration_that_is_not_there_ends_with_78_and_says_where_it_was_looked_for() {
    let folder = open_folder();
    let mut command = Command::new(PROGRAM);
    command.args(["run", "--once"]).current_dir(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let ended = ended(command.spawn().unwrap()).expect(78);
    assert!(ended.err.contains("frontdesk init"), "{}", ended.err);
    let missing = folder.path().join("none.toml");
    let mut command = Command::new(PROGRAM);
    command.args(["run", "--once", "--config"]).arg(&missing).stdout(Stdio::piped()).stderr(Stdio::piped());
    let ended = crate::desk::ended(command.spawn().unwrap()).expect(78);
    assert!(ended.err.contains("none.toml"), "{}", ended.err);
}

#[test]
fn a_secret_that_others_may_read_ends_with_77_and_the_cure() {
    let Some(mut scene) = Scene::set() else { return };
    scene.dovecot.deliver(&mails::new(1).raw);
    let secret = scene.desk.folder.join("imap.password");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    let ended = scene.desk.run(&["run", "--once"]).expect(77);
    assert!(ended.err.contains("chmod 600"), "{}", ended.err);
    assert!(!ended.err.contains(crate::dovecot::PASSWORD));
    std::fs::remove_file(&secret).unwrap();
    let ended = scene.desk.run(&["run", "--once"]).expect(78);
    assert!(ended.err.contains("imap.password"), "{}", ended.err);
    assert!(scene.dovecot.flags()[0].flags.is_empty());
}

#[test]
fn broken_rules_end_with_78_and_name_file_and_line_before_any_mail_is_touched() {
    let folder = open_folder();
    let desk = quiet_desk(folder.path());
    std::fs::write(desk.folder.join("mail/new/1.M1.desk"), mails::new(1).raw).unwrap();
    let file = desk.folder.join("rules/categories/refund.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("[match]", "[match]\nstrnog = [\"x\"]", 1)).unwrap();
    let line = 1 + text.lines().position(|line| line == "[match]").unwrap() + 1;
    let ended = desk.run(&["run", "--once"]).expect(78);
    let place = format!("rules/categories/refund.toml:{line}");
    assert!(ended.err.contains(&place), "{place} is not in\n{}", ended.err);
    assert!(!desk.folder.join("outbox").exists());
    assert!(desk.folder.join("mail/new/1.M1.desk").exists());

    std::fs::write(&file, text.replacen("no = [", "no = [\n  \"I want a refund\",", 1)).unwrap();
    let ended = desk.run(&["run", "--once"]).expect(78);
    assert!(ended.err.contains("refund.toml:"), "an example that fails is named: {}", ended.err);
    assert!(desk.folder.join("mail/new/1.M1.desk").exists());
}

#[test]
fn a_folder_for_the_database_that_may_not_be_written_ends_with_77() {
    let folder = open_folder();
    let desk = quiet_desk(folder.path());
    // Root may write anywhere: the program runs as somebody else then, from a place where he may read it.
    let program = folder.path().join("frontdesk");
    std::fs::copy(PROGRAM, &program).unwrap();
    let mut command = Command::new(&program);
    command.args(["run", "--once", "--config"]).arg(desk.folder.join("frontdesk.toml"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if tools::is_root() {
        let (uid, gid) = tools::mail_owner();
        command.uid(uid).gid(gid);
    }
    std::fs::set_permissions(&desk.folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    let ended = ended(command.spawn().unwrap());
    std::fs::set_permissions(&desk.folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    let ended = ended.expect(77);
    assert!(ended.err.contains(&desk.folder.display().to_string()), "{}", ended.err);
    assert!(!desk.database().exists());

    // The same with a database that is somebody else's.
    desk.run_once();
    std::fs::set_permissions(desk.database().with_extension("lock"), std::fs::Permissions::from_mode(0o666)).unwrap();
    std::fs::set_permissions(desk.database().with_extension("key"), std::fs::Permissions::from_mode(0o644)).unwrap();
    if tools::is_root() {
        let ended = crate::desk::ended(command.spawn().unwrap()).expect(77);
        assert!(ended.err.contains("frontdesk.db"), "{}", ended.err);
        let (uid, gid) = tools::mail_owner();
        chown(desk.database(), Some(uid), Some(gid)).unwrap();
        let ended = crate::desk::ended(command.spawn().unwrap()).expect(77);
        assert!(ended.err.contains("frontdesk.db"), "SQLite cannot make its WAL beside it: {}", ended.err);
    }
}
