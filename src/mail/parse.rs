//! core: Bytes to `Mail`, behind one adapter.
use super::Mail;

/// Reads a mail. `is_cut`: only headers and the first part of the body were fetched (oversize).
pub fn read(_raw: &[u8], _is_cut: bool) -> Mail {
    unimplemented!()
}
