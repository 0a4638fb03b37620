//! core: Which picture is it, and how large is it drawn?
//! In: the first bytes of a file. Out: its type as its bytes tell it, and its size in pixels where the header says so.
//! Never decodes a picture and believes no name: what does not begin like one is none.

/// What a header says of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    pub media_type: &'static str,
    /// How names of such files end.
    pub ending: &'static str,
    /// Width and height; none where they stand too deep in the file.
    pub size: Option<(u32, u32)>,
}

pub fn picture(content: &[u8]) -> Option<Picture> {
    let found = |media_type, ending, size| Some(Picture { media_type, ending, size });
    match content {
        [0x89, b'P', b'N', b'G', ..] => found("image/png", "png", pair(content, 16, big)),
        [0xff, 0xd8, 0xff, ..] => found("image/jpeg", "jpg", jpeg(content)),
        [b'G', b'I', b'F', b'8', ..] => found("image/gif", "gif", pair(content, 6, little_short)),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => found("image/tiff", "tif", None),
        [b'B', b'M', ..] if is_bitmap(content) => found("image/bmp", "bmp", pair(content, 18, little)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => found("image/webp", "webp", webp(content)),
        _ if content.get(4..8) == Some(b"ftyp") => match content.get(8..12)? {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"mif1" | b"msf1" => found("image/heic", "heic", None),
            b"avif" | b"avis" => found("image/avif", "avif", None),
            _ => None, // a film
        },
        _ => None,
    }
}

/// A number and what follows it.
type Number = fn(&[u8]) -> Option<(u32, &[u8])>;

/// Two numbers that follow each other.
fn pair(content: &[u8], at: usize, number: Number) -> Option<(u32, u32)> {
    let (width, rest) = number(content.get(at..)?)?;
    Some((width, number(rest)?.0))
}

fn big(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk().map(|(number, rest)| (u32::from_be_bytes(*number), rest))
}

fn little(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk().map(|(number, rest)| (u32::from_le_bytes(*number), rest))
}

fn big_short(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk().map(|(number, rest)| (u32::from(u16::from_be_bytes(*number)), rest))
}

fn little_short(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk().map(|(number, rest)| (u32::from(u16::from_le_bytes(*number)), rest))
}

/// Two letters alone would make a bitmap of many a text.
fn is_bitmap(content: &[u8]) -> bool {
    content.get(14..).and_then(little).is_some_and(|(header, _)| matches!(header, 12 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// ITU T.81, annex B: segments follow each other, each with its length; a frame header holds height and width.
fn jpeg(content: &[u8]) -> Option<(u32, u32)> {
    const MOST: usize = 200;
    let mut rest = content.get(2..)?;
    for _ in 0..MOST {
        let (mark, after) = rest.split_first_chunk::<2>()?;
        match mark {
            [0xff, 0xff] => rest = rest.get(1..)?, // filling
            [0xff, 0xc4 | 0xc8 | 0xcc] => rest = segment(after)?,
            [0xff, 0xc0..=0xcf] => return pair(after, 3, big_short).map(|(height, width)| (width, height)),
            [0xff, 0xd8 | 0x01 | 0xd0..=0xd7] => rest = after,
            [0xff, 0xda | 0xd9] => return None, // the picture itself, or its end
            [0xff, _] => rest = segment(after)?,
            _ => return None,
        }
    }
    None
}

fn segment(after: &[u8]) -> Option<&[u8]> {
    let (length, _) = big_short(after)?;
    after.get(usize::try_from(length).ok()?..)
}

/// RFC 9649: three forms, two of which tell the size in their first bytes.
fn webp(content: &[u8]) -> Option<(u32, u32)> {
    match content.get(12..16)? {
        b"VP8X" => {
            let three =
                |at: usize| content.get(at..at + 3).map(|b| b.iter().rev().fold(0, |n, b| n << 8 | u32::from(*b)));
            Some((three(24)? + 1, three(27)? + 1))
        }
        b"VP8L" => {
            let (bits, _) = little(content.get(21..)?)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => pair(content, 26, little_short).map(|(width, height)| (width & 0x3fff, height & 0x3fff)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_and_size_are_read_from_the_first_bytes() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\x01\x2c\x02\x58\x03";
        for (content, media_type, size) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xd2\0\0\0\x20"[..], "image/png", Some((1234, 32))),
            (b"GIF89a\x01\0\x02\0\x80", "image/gif", Some((1, 2))),
            (jpeg, "image/jpeg", Some((600, 300))),
            (&jpeg[..24], "image/jpeg", None),
            (b"\xff\xd8\xff\xff\xff\xff", "image/jpeg", None),
            (b"BM....\0\0\0\0\x36\0\0\0\x28\0\0\0\x0a\0\0\0\x05\0\0\0", "image/bmp", Some((10, 5))),
            (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\x63\0\0\x31\0\0", "image/webp", Some((100, 50))),
            (b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x64\0\x32\0", "image/webp", Some((100, 50))),
            (b"\0\0\0\x18ftypheic", "image/heic", None),
            (b"II*\0", "image/tiff", None),
        ] {
            let picture = picture(content).unwrap();
            assert_eq!((picture.media_type, picture.size), (media_type, size));
        }
        for none in [
            &b"BM is how this text begins, and it is long enough"[..],
            b"\0\0\0\x18ftypisom",
            b"RIFF\0\0\0\0WAVE",
            b"",
            b"\xff\xd8",
        ] {
            assert_eq!(picture(none), None);
        }
    }
}
