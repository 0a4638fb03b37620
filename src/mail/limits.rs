//! core: How much of a mail is read?
//! In: nothing. Out: the bounds every reader of `mail` keeps, chosen so that a hostile mail costs what its size costs.
//! Never a reason to lose a mail: over a bound the rest is left unread, a defect says so, and the raw bytes are kept.

/// Multiparts inside one another; people's mail has three or four.
pub const DEPTH: usize = 30;
pub const PARTS: usize = 500;
/// Bytes of one header block.
pub const HEADER: usize = 256 * 1024;
pub const FIELDS: usize = 1000;
/// Mailboxes of one address field.
pub const ADDRESSES: usize = 500;
/// Of `References` the first id and this many of the last ones count.
pub const REFERENCES: usize = 50;
/// RFC 5322 section 2.1.1 allows no longer line, so no longer id.
pub const ID_BYTES: usize = 998;
pub const PARAMETERS: usize = 100;
/// Signs of a file name shown or written to a disk.
pub const NAME_CHARS: usize = 120;
/// An image in the HTML that does not tell its width is a logo up to this size; pasted screenshots are larger.
pub const DECORATION_BYTES: usize = 20_000;
/// Bytes of text, decoded: nobody writes more, and what only unfolds is no letter.
pub const TEXT: usize = 4 << 20;
/// What the charset detector looks at.
pub const SAMPLE: usize = 64 * 1024;
