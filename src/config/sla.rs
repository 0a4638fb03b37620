//! The promises: `sla.toml`, or the ones that ship.

use super::{Loaded, SHIPPED_SLA, read_text};
use crate::rules::Diagnostic;
use crate::sla::SlaBook;

/// The book that ships.
pub fn shipped() -> Result<SlaBook, Vec<Diagnostic>> {
    SlaBook::load(SHIPPED_SLA, "sla.toml")
}

/// The configured book; the shipped one where the file is not there.
pub fn read(loaded: &Loaded) -> Result<SlaBook, super::Error> {
    let file = loaded.sla_file();
    if !file.is_file() {
        return shipped().map_err(super::Error::Wrong);
    }
    SlaBook::load(&read_text(&file)?, &file.display().to_string()).map_err(super::Error::Wrong)
}
