//! core: The lines of a text and their `>` marks.
//! In: a text. Out: lines with their byte places, trimmed for reading.
//! Never changes the text.

#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub start: usize,
    /// After the line end.
    pub end: usize,
    /// Without blanks at both ends.
    pub text: &'a str,
    /// Exactly `-- `, the signature line of RFC 3676 section 4.3.
    pub is_signature_mark: bool,
}

/// Nobody writes more; four megabytes of empty lines would take forty times as much.
const MOST: usize = 100_000;

/// Of a text with more lines the last one takes in the rest.
pub fn split(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines: Vec<Line<'_>> = Vec::new();
    for whole in text.split_inclusive('\n').take(MOST) {
        let end = start + whole.len();
        let bare = whole.trim_end_matches(['\n', '\r']);
        lines.push(Line { start, end, text: trimmed(bare), is_signature_mark: bare == "-- " });
        start = end;
    }
    if let Some(last) = lines.last_mut() {
        last.end = text.len();
    }
    lines
}

/// Blanks, also the ones HTML and old Chinese clients leave behind.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}'))
}

impl<'a> Line<'a> {
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The words behind the `>` marks; none when there is no mark. `>:` alone is the tail of a wrapped introduction.
    pub fn unquoted(&self) -> Option<&'a str> {
        let inner = self.text.strip_prefix(['>', '＞'])?;
        (!matches!(inner, ":" | "：")).then(|| inner.trim_start_matches(['>', ' ', '\t']))
    }

    /// The same line with its marks taken off.
    pub fn without_prefix(&self) -> Option<Line<'a>> {
        self.unquoted().map(|text| Line { text, ..*self })
    }
}

/// The line after the last `>` line, when the first line with words from `from` on has a mark.
pub fn prefixed_run(lines: &[Line<'_>], from: usize) -> Option<usize> {
    let mut stop = None;
    for (at, line) in lines.iter().enumerate().skip(from) {
        if line.unquoted().is_some() {
            stop = Some(at + 1);
        } else if !line.is_blank() {
            break;
        }
    }
    stop
}
