//! Small facts the program keeps about itself.
//! In: a key and its value. Out: the same after a restart.
//! Never holds secrets: keys lie beside the database, not in it.

use super::{Result, Store, Tx, View};

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
}

impl Store {
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        self.view().meta(key)
    }

    pub fn set_meta(&mut self, key: &str, value: &str) -> Result<()> {
        self.write(|tx| tx.set_meta(key, value))
    }
}
