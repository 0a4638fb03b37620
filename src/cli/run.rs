//! `frontdesk run [--once]`

use super::setup::{self, Place};
use super::{Done, Failure};
use crate::config::Loaded;
use crate::daemon;
use crate::phrasebook;
use crate::rules::diagnostic::{Speech, said};
use crate::store::Slip;
use crate::{clock, journal, memory};
use std::fs::{DirBuilder, File, TryLockError};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::process::ExitCode;

pub fn run(place: &Place, once: bool, speech: Speech) -> Done {
    let loaded = place.loaded()?;
    let _lock = lock(&loaded)?;
    let now = clock::now();
    let (mut desk, promises) = setup::desk(&loaded, now)?;
    desk.store().quick_check()?;
    desk.store().wait_patiently()?;
    let recovered = desk.store().recover(&clock::boot_id(), &Slip::read(&loaded.slip())?, now)?;
    if recovered != crate::store::Recovered::default() {
        journal::recovered(&recovered.to_string());
    }
    if recovered.quarantined > 0 {
        journal::happened(&desk.alert(crate::desk::QUARANTINE, now)?);
    }
    let mode = desk.policy().sending.mode;
    if let Some(changed) = desk.change_mode(mode, now)? {
        journal::happened(&changed);
    }
    desk.derive_again(&promises, now)?.iter().for_each(journal::happened);
    let hash = desk.policy().rules.hash.clone();
    if !once {
        journal::started(env!("CARGO_PKG_VERSION"), &loaded.database().display().to_string(), &hash, mode.name());
    }
    memory::give_back();
    let left = daemon::serve(loaded, desk, once).map_err(failure)?;
    for trouble in &left.troubles {
        eprintln!("frontdesk: {}", phrasebook::told(trouble, speech));
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
        let (code, lock) = (Failure::of_file(&error), path.display());
        Failure::new(code, said!("the lock {lock}: {error}", "锁文件 {lock}：{error}"))
    };
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(wrong)?;
    }
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(wrong)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let pid = std::fs::read_to_string(&path).unwrap_or_default();
            let (database, pid) = (loaded.database(), pid.trim());
            let database = database.display();
            let why = said!(
                "frontdesk already runs on {database} (process {pid})",
                "frontdesk 已经在 {database} 上运行（进程 {pid}）"
            );
            return Err(Failure::new(Failure::BUSY, why));
        }
        Err(TryLockError::Error(error)) => return Err(wrong(error)),
    }
    file.set_len(0).and_then(|()| write!(file, "{}", std::process::id())).map_err(wrong)?;
    Ok(file)
}
