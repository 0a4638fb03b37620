//! Small facts the program keeps about itself, and the rule sets it has used.
//! In: a key and its value; a checked rule set. Out: the same after a restart.
//! Never holds secrets: keys lie beside the database, not in it.

use super::error::Doing;
use super::{Result, Store, Tx, View};
use crate::rules::RuleFile;
use crate::time::Timestamp;
use rusqlite::params;

impl Tx<'_> {
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        self.ask("SELECT value FROM meta WHERE key = ?1", [key], "reading a fact of the program")
    }

    pub fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.run(sql, [key, value], "noting a fact of the program").map(drop)
    }
}

impl View<'_> {
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        Tx { conn: self.conn }.meta(key)
    }

    /// The rule set in use last, with its hash.
    pub fn last_good_rules(&self) -> Result<Option<(String, Vec<RuleFile>)>> {
        let doing = "reading the last good rules";
        let sql = "SELECT json_array(hash, files) FROM rule_set ORDER BY activation DESC LIMIT 1";
        let Some(row) = Tx { conn: self.conn }.ask::<String>(sql, [], doing)? else {
            return Ok(None);
        };
        let (hash, files): (String, String) = serde_json::from_str(&row).doing(doing)?;
        let files: Vec<(String, String)> = serde_json::from_str(&files).doing(doing)?;
        Ok(Some((hash, files.into_iter().map(|(path, text)| RuleFile { path, text }).collect())))
    }
}

impl Store {
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        self.view().meta(key)
    }

    pub fn set_meta(&mut self, key: &str, value: &str) -> Result<()> {
        self.write(|tx| tx.set_meta(key, value))
    }

    /// A rule set that passed its checks and is in use from now on.
    pub fn save_rules(&mut self, hash: &str, files: &[RuleFile], now: Timestamp) -> Result<()> {
        let doing = "keeping the rules";
        let pairs: Vec<(&str, &str)> = files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
        let json = serde_json::to_string(&pairs).doing(doing)?;
        self.write(|tx| {
            let sql = "INSERT INTO rule_set (hash, files, activated_at, activation)
                       VALUES (?1, ?2, ?3, (SELECT coalesce(max(activation), 0) + 1 FROM rule_set))
                       ON CONFLICT (hash) DO UPDATE SET files = excluded.files,
                           activated_at = excluded.activated_at, activation = excluded.activation";
            tx.run(sql, params![hash, json, now], doing).map(drop)
        })
    }

    pub fn last_good_rules(&self) -> Result<Option<(String, Vec<RuleFile>)>> {
        self.view().last_good_rules()
    }
}
