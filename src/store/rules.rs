//! The rule sets this desk has used: their texts, when each went live, what was rejected and what waits.
//! In: the texts of a checked set under its hash. Out: the same, byte for byte, after any number of edits and restarts.
//! Never forgets a set that judged a mail: its verdicts name it. The texts go in packed, a set once.

use super::error::Doing;
use super::{Error, Result, Store, Tx, View};
use crate::rules::RuleFile;
use crate::time::Timestamp;
use rusqlite::params;
use serde::Serialize;

/// Rule files are small; a row that unpacks to more than this is none of ours.
const LARGEST_SET: usize = 256 << 20;
/// Rule sets are stored seldom and read seldom: small is better than fast.
const LEVEL: i32 = 9;

/// By what a set went live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivatedBy {
    /// The first set of a desk, or one found at the start.
    Start,
    /// Saved while the desk ran.
    Reload,
    /// `frontdesk activate`
    Activate,
    /// `frontdesk rollback`
    Rollback,
}

impl ActivatedBy {
    pub const ALL: [Self; 4] = [Self::Start, Self::Reload, Self::Activate, Self::Rollback];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Reload => "reload",
            Self::Activate => "activate",
            Self::Rollback => "rollback",
        }
    }
}

/// A set went live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Activation {
    pub hash: String,
    pub since: Timestamp,
    pub how: ActivatedBy,
}

/// Files that could not go live, and the first words about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectedRules {
    pub hash: String,
    pub at: Timestamp,
    pub diagnostics: String,
}

/// A set that passed its checks and waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaitingRules {
    pub hash: String,
    pub since: Timestamp,
    pub why: String,
    /// Somebody rolled back from it: it waits under every kind of activation.
    pub is_held: bool,
}

impl Store {
    /// The texts of a set that passed its checks. Known ones are not written again.
    pub fn keep_rules(&mut self, hash: &str, files: &[RuleFile], now: Timestamp) -> Result<()> {
        self.write(|tx| tx.keep_rules(hash, files, now))
    }

    /// This set, kept before, judges from now on.
    pub fn activate_rules(&mut self, hash: &str, how: ActivatedBy, now: Timestamp) -> Result<()> {
        self.write(|tx| tx.activate_rules(hash, how, now))
    }

    pub fn active_rules(&self) -> Result<Option<Activation>> {
        self.view().active_rules()
    }

    pub fn rules_of(&self, hash: &str) -> Result<Option<Vec<RuleFile>>> {
        self.view().rules_of(hash)
    }
}

impl Tx<'_> {
    pub fn keep_rules(&self, hash: &str, files: &[RuleFile], now: Timestamp) -> Result<()> {
        let doing = "keeping a rule set";
        if self.ask::<i64>("SELECT 1 FROM rule_set WHERE hash = ?1", [hash], doing)?.is_some() {
            return Ok(());
        }
        let pairs: Vec<(&str, &str)> = files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
        let json = serde_json::to_vec(&pairs).doing(doing)?;
        let packed = zstd::bulk::compress(&json, LEVEL).doing(doing)?;
        let sql = "INSERT INTO rule_set (hash, size, files, stored_at) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, params![hash, json.len() as i64, packed, now], doing).map(drop)
    }

    /// What waited waits no longer: a person or an edit has decided.
    pub fn activate_rules(&self, hash: &str, how: ActivatedBy, now: Timestamp) -> Result<()> {
        let doing = "activating a rule set";
        if self.view().rules_of(hash)?.is_none() {
            return Err(Error::refused(format!("there is no rule set {hash}: see frontdesk rollback --list")));
        }
        self.run("DELETE FROM waiting_rules", [], doing)?;
        let sql = "INSERT INTO activation (hash, how, activated_at) VALUES (?1, ?2, ?3)";
        self.run(sql, params![hash, how, now], doing).map(drop)
    }

    /// Out: nobody has heard of it yet.
    pub fn reject_rules(&self, hash: &str, diagnostics: &str, now: Timestamp) -> Result<bool> {
        let sql = "INSERT INTO rejected_rules (hash, diagnostics, rejected_at) VALUES (?1, ?2, ?3)
                   ON CONFLICT (hash) DO NOTHING";
        Ok(self.run(sql, params![hash, diagnostics, now], "noting rejected rules")? > 0)
    }

    /// One set waits at a time: the newest on the disk. Out: it did not wait before.
    pub fn let_rules_wait(&self, rules: &WaitingRules) -> Result<bool> {
        let doing = "noting rules that wait";
        self.run("DELETE FROM waiting_rules WHERE hash <> ?1 AND is_held = 0", [&rules.hash], doing)?;
        let sql = "INSERT INTO waiting_rules (hash, why, is_held, waiting_at) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (hash) DO NOTHING";
        Ok(self.run(sql, params![rules.hash, rules.why, rules.is_held, rules.since], doing)? > 0)
    }
}

impl View<'_> {
    /// The files of a set, as they were: those under `rules/` and, as `../sla.toml`, the promises.
    pub fn rules_of(&self, hash: &str) -> Result<Option<Vec<RuleFile>>> {
        let doing = "reading a rule set";
        let tx = Tx { conn: self.conn };
        let Some(packed) = tx.ask::<Vec<u8>>("SELECT files FROM rule_set WHERE hash = ?1", [hash], doing)? else {
            return Ok(None);
        };
        let size: Option<i64> = tx.ask("SELECT size FROM rule_set WHERE hash = ?1", [hash], doing)?;
        let size = size.and_then(|size| usize::try_from(size).ok()).unwrap_or(LARGEST_SET).min(LARGEST_SET);
        let json = zstd::bulk::decompress(&packed, size).map_err(|source| Error::Corrupt {
            doing: format!("unpacking rule set {hash}").into(),
            what: source.to_string(),
        })?;
        let pairs: Vec<(String, String)> = serde_json::from_slice(&json).doing(doing)?;
        Ok(Some(pairs.into_iter().map(|(path, text)| RuleFile { path, text }).collect()))
    }

    /// The set that judges, since when and by what.
    pub fn active_rules(&self) -> Result<Option<Activation>> {
        Ok(self.activations(1)?.pop())
    }

    /// Every time a set went live, the newest first; 0 is all.
    pub fn activations(&self, limit: usize) -> Result<Vec<Activation>> {
        let doing = "reading which rules were active";
        let limit = if limit == 0 { -1 } else { limit as i64 };
        let tx = Tx { conn: self.conn };
        let sql = "SELECT hash, activated_at, how FROM activation ORDER BY id DESC LIMIT ?1";
        tx.prepare(sql, doing)?
            .query_map([limit], |row| Ok(Activation { hash: row.get(0)?, since: row.get(1)?, how: row.get(2)? }))
            .and_then(Iterator::collect)
            .doing(doing)
    }

    pub fn rejected_rules(&self, hash: &str) -> Result<Option<RejectedRules>> {
        let doing = "reading rejected rules";
        let tx = Tx { conn: self.conn };
        let sql = "SELECT hash, rejected_at, diagnostics FROM rejected_rules WHERE hash = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(RejectedRules { hash: row.get(0)?, at: row.get(1)?, diagnostics: row.get(2)? })
        };
        let found: rusqlite::Result<Vec<_>> =
            tx.prepare(sql, doing)?.query_map([hash], read).and_then(Iterator::collect);
        Ok(found.doing(doing)?.pop())
    }

    pub fn waiting_rules(&self, hash: &str) -> Result<Option<WaitingRules>> {
        let doing = "reading which rules wait";
        let tx = Tx { conn: self.conn };
        let sql = "SELECT hash, waiting_at, why, is_held FROM waiting_rules WHERE hash = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(WaitingRules { hash: row.get(0)?, since: row.get(1)?, why: row.get(2)?, is_held: row.get(3)? })
        };
        let found: rusqlite::Result<Vec<_>> =
            tx.prepare(sql, doing)?.query_map([hash], read).and_then(Iterator::collect);
        Ok(found.doing(doing)?.pop())
    }
}
