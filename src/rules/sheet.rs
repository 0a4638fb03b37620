//! core: What of a mail do the phrases see, folded into one text?
//! In: a `Material`. Out: the folded text, its parts with the place each counts as, and the way back to the original.
//! Never drops quoted words or a signature: they are shown, and count nothing. Text beyond 256 kB is not looked at.

use super::fold::{Depth, Folded};
use super::phrase::is_cjk;
use super::{Material, Place};
use crate::mail::{SpanKind, TextSpan};
use std::cell::OnceCell;
use std::ops::Range;

/// Folded for phrases, or for field values.
#[derive(Debug)]
pub struct Sheet<'a> {
    material: &'a Material<'a>,
    pub folded: Folded,
    pub parts: Vec<SheetPart>,
    /// Characters of the text before each of its blocks; filled when first asked.
    characters: OnceCell<Vec<usize>>,
}

#[derive(Clone, Debug)]
pub struct SheetPart {
    /// Bytes of the folded text.
    pub range: Range<usize>,
    pub place: Place,
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Subject,
    Text,
    Attachment(usize),
}

const MAX_SCAN: usize = 256 * 1024;
/// Patterns of fields are dearer than words, and customers name their amount early.
const MAX_VALUES: usize = 64 * 1024;
/// Fewer new words than this beside a forwarded text: the forwarded text is what they write about.
const FEW_UNITS: usize = 20;
/// Bytes of text between two counts of its characters.
const BLOCK: usize = 256;

impl<'a> Sheet<'a> {
    /// Subject, text and the names of attachments.
    pub fn for_words(material: &'a Material<'a>) -> Self {
        let mut sheet =
            Self { material, folded: Folded::new(Depth::Words), parts: Vec::new(), characters: OnceCell::new() };
        sheet.push(material.subject, 0, (Place::Subject, Source::Subject));
        sheet.push_text(MAX_SCAN, |_| true);
        for (index, name) in material.attachments.iter().enumerate() {
            // `refund_receipt.png` holds three words; signs of the same length keep every place.
            let words = name.replace(['_', '-', '.'], " ");
            sheet.push(&words, 0, (Place::Attachment, Source::Attachment(index)));
        }
        sheet
    }

    /// Subject and the text that counts.
    pub fn for_values(material: &'a Material<'a>) -> Self {
        let mut sheet =
            Self { material, folded: Folded::new(Depth::Values), parts: Vec::new(), characters: OnceCell::new() };
        sheet.push(material.subject, 0, (Place::Subject, Source::Subject));
        sheet.push_text(MAX_VALUES, |place| place == Place::Body);
        sheet
    }

    fn push_text(&mut self, limit: usize, wanted: impl Fn(Place) -> bool) {
        let text = self.material.text;
        let whole = [TextSpan { kind: SpanKind::New, start: 0, end: text.len() }];
        let spans = if self.material.spans.is_empty() { &whole } else { self.material.spans };
        let new = spans.iter().filter(|span| span.kind == SpanKind::New);
        let new = new.filter_map(|span| text.get(span.start..span.end));
        let few =
            || new.clone().flat_map(str::chars).scan(false, is_unit).filter(|is| *is).nth(FEW_UNITS - 1).is_none();
        let counts_forwarded = spans.iter().any(|span| span.kind == SpanKind::Forwarded) && few();
        let limit = text.floor_char_boundary(limit);
        for span in spans {
            let place = match span.kind {
                SpanKind::New => Place::Body,
                SpanKind::Forwarded if counts_forwarded => Place::Body,
                SpanKind::Forwarded | SpanKind::Quoted | SpanKind::Signature => Place::Quoted,
            };
            if let Some(piece) = text.get(span.start..span.end.min(limit)).filter(|_| wanted(place)) {
                self.push(piece, span.start, (place, Source::Text));
            }
        }
    }

    fn push(&mut self, piece: &str, base: usize, (place, source): (Place, Source)) {
        self.folded.border();
        let start = self.folded.text.len();
        self.folded.push(piece, base);
        self.parts.push(SheetPart { range: start..self.folded.text.len(), place, source });
    }

    /// The original words behind a place of one part, and where they stand in their text, in characters.
    pub fn original(&self, part: &SheetPart, found: &Range<usize>) -> (&'a str, Range<usize>) {
        let text = match part.source {
            Source::Subject => self.material.subject,
            Source::Text => self.material.text,
            Source::Attachment(index) => self.material.attachments.get(index).map_or("", String::as_str),
        };
        let (start, end) = self.folded.original(found.start, found.end);
        let words = text.get(start..end).unwrap_or_default();
        let before = match part.source {
            Source::Text => self.characters_before(start),
            Source::Subject | Source::Attachment(_) => text.get(..start).unwrap_or_default().chars().count(),
        };
        (words, before..before + words.chars().count())
    }

    /// A long mail with many hits is not counted from its beginning for each.
    fn characters_before(&self, at: usize) -> usize {
        let bytes = self.material.text.as_bytes();
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count();
        let sums = self.characters.get_or_init(|| {
            let add = |sum: &mut usize, block| Some(std::mem::replace(sum, *sum + count(block)));
            bytes.chunks(BLOCK).scan(0, add).collect()
        });
        let block = at / BLOCK;
        let within = bytes.get(block * BLOCK..at).unwrap_or_default();
        sums.get(block).copied().unwrap_or_else(|| count(bytes) - count(within)) + count(within)
    }

    /// The part a place of the folded text lies in.
    pub fn part_of(&self, found: &Range<usize>) -> Option<&SheetPart> {
        self.parts.iter().find(|part| part.range.start <= found.start && found.end <= part.range.end)
    }
}

/// One Han character, or the first letter of a run of Latin letters and digits.
fn is_unit(is_run: &mut bool, c: char) -> Option<bool> {
    let is_letter = c.is_alphanumeric();
    let is_unit = is_letter && (is_cjk(c) || !*is_run);
    *is_run = is_letter && !is_cjk(c);
    Some(is_unit)
}
