//! `frontdesk run [--once]`

use super::setup::{self, Place};
use super::{Done, Failure};
use crate::config::Loaded;
use crate::daemon;
use crate::desk::Desk;
use crate::rules::example;
use crate::{clock, journal};
use std::fs::{File, TryLockError};
use std::io::Write;
use std::process::ExitCode;

pub fn run(place: &Place, once: bool) -> Done {
    let loaded = place.loaded()?;
    let _lock = lock(&loaded)?;
    let now = clock::now();
    let mut desk = setup::desk(place, &loaded, now)?;
    prove(&desk)?;
    let recovered = desk.store().recover(&clock::boot_id(), now)?;
    if recovered != crate::store::Recovered::default() {
        journal::recovered(&recovered.to_string());
    }
    let mode = loaded.config.sending.mode.name().to_owned();
    change_mode(&mut desk, &mode)?;
    let hash = desk.policy().rules.hash.clone();
    desk.store().set_meta("rules", &hash)?;
    if !once {
        journal::started(env!("CARGO_PKG_VERSION"), &loaded.database().display().to_string(), &hash, &mode);
    }
    let left = daemon::serve(loaded, desk, once).map_err(failure)?;
    for trouble in &left.troubles {
        eprintln!("frontdesk: {trouble}");
    }
    Ok(if left.troubles.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(Failure::NO) })
}

fn failure(error: daemon::Error) -> Failure {
    match error {
        daemon::Error::Desk(error) => {
            journal::disk_failed(&super::chain(&error));
            error.into()
        }
        daemon::Error::Config(error) => error.into(),
        daemon::Error::Refused(why) => Failure::new(Failure::CONFIG, why),
        daemon::Error::System(why) => Failure::new(Failure::NO, why),
    }
}

/// One instance a database (exit 75). The lock ends with the process, however it ends.
fn lock(loaded: &Loaded) -> Result<File, Failure> {
    let path = loaded.database().with_extension("lock");
    let wrong = |error: std::io::Error| {
        let code =
            if error.kind() == std::io::ErrorKind::PermissionDenied { Failure::PERMISSION } else { Failure::DISK };
        Failure::new(code, format!("the lock {}: {error}", path.display()))
    };
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(wrong)?;
    }
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(wrong)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let pid = std::fs::read_to_string(&path).unwrap_or_default();
            return Err(Failure::new(
                Failure::BUSY,
                format!("frontdesk already runs on {} (process {})", loaded.database().display(), pid.trim()),
            ));
        }
        Err(TryLockError::Error(error)) => return Err(wrong(error)),
    }
    file.set_len(0).and_then(|()| write!(file, "{}", std::process::id())).map_err(wrong)?;
    Ok(file)
}

/// The examples inside the rule files, before every start.
fn prove(desk: &Desk) -> Result<(), Failure> {
    let report = example::run(&desk.policy().rules);
    if report.failures.is_empty() {
        return Ok(());
    }
    let failures: Vec<String> = report.failures.iter().map(super::test::told).collect();
    Err(Failure::new(
        Failure::CONFIG,
        format!(
            "{}\n{} examples of the rules fail: the mailbox was not touched; see frontdesk test",
            failures.join("\n"),
            failures.len()
        ),
    ))
}

/// Letters held until now were decided under another mode: they do not leave by themselves (design section 5).
fn change_mode(desk: &mut Desk, mode: &str) -> Result<(), Failure> {
    let before = desk.store().view().meta("mode")?;
    if before.as_deref() != Some(mode) {
        let cancelled = if before.is_some() { desk.store().cancel_held_customer_letters(clock::now())? } else { 0 };
        journal::mode_changed(before.as_deref().unwrap_or("none"), mode, cancelled);
        desk.store().set_meta("mode", mode)?;
    }
    Ok(())
}
