use super::*;

#[test]
fn names_are_safe_on_every_disk() {
    for (written, safe) in [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\截图.png", "截图.png"),
        ("..\\..\\", "attachment.png"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.png", "_com1.png"),
        ("a\0b\r\nc?.pdf", "abc_.pdf"),
        ("photo\u{202e}gpj.exe", "photogpj.exe"),
        (".hidden. ", "hidden"),
        ("", "attachment.png"),
        ("~$report:stream.docx", "~$report_stream.docx"),
    ] {
        assert_eq!(safe_name(written, "image/png"), safe, "{written:?}");
    }
}

#[test]
fn a_name_of_five_kilobytes_is_cut_before_its_ending() {
    let name = safe_name(&format!("{}.pdf", "长".repeat(2000)), "application/pdf");
    assert_eq!(name.chars().count(), limits::NAME_CHARS);
    assert!(name.ends_with(".pdf"));
}

/// A picture of this size, as much of it as a header is, in a mail whose HTML shows it so often.
fn shown(width: u32, height: u32, times: usize) -> bool {
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &width.to_be_bytes()[..], &height.to_be_bytes()].concat();
    is_decoration(&png, times)
}

#[test]
fn a_logo_is_told_from_a_screenshot_by_its_place_and_its_size() {
    for (width, height, times, is, what) in [
        (32, 32, 1, true, "an icon"),
        (160, 60, 1, true, "a logo"),
        (600, 2, 0, true, "a spacer, wherever it hangs"),
        (1, 1, 0, true, "a tracking pixel"),
        (800, 600, 1, false, "a pasted screenshot, however few bytes it takes"),
        (320, 120, 1, false, "a piece cut out of one"),
        (320, 120, 2, true, "the same under two mails of the thread"),
        (160, 60, 0, false, "a small picture somebody attached"),
    ] {
        assert_eq!(shown(width, height, times), is, "{what}");
    }
    assert!(
        is_decoration(b"GIF8", 1) && !is_decoration(b"GIF8", 0),
        "no size in it: what is light and shown is a logo"
    );
    assert!(!is_decoration(&[b"GIF8", &[1; 30_000][..]].concat(), 1), "far too heavy for its size");
}

fn parts() -> Vec<u8> {
    b"From: a@x.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nmy words\r\n\
      --b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n\
      --b\r\nContent-Type: application/pdf; name=b.pdf\r\n\r\n%PDF-1.7\r\n--b--\r\n"
        .to_vec()
}

#[test]
fn an_attachment_goes_without_its_mail() {
    let raw = parts();
    let names = |raw: &[u8]| {
        super::super::read(raw, false).attachments.iter().map(|a| (a.name.clone(), a.bytes)).collect::<Vec<_>>()
    };
    let named = |a: usize, b: usize| [("a.png".to_owned(), a), ("b.pdf".to_owned(), b)];
    assert_eq!(names(&raw), named(4, 8));
    assert_eq!(names(&without(&raw, &[0])), named(0, 8));
    assert_eq!(names(&without(&raw, &[1])), named(4, 0));
    let bare = without(&raw, &[0, 1, 7]);
    assert_eq!(names(&bare), named(0, 0));
    let read = super::super::read(&bare, false);
    assert_eq!((read.text.trim(), read.defects.len()), ("my words", super::super::read(&raw, false).defects.len()));
    assert_eq!(without(&raw, &[]), raw);
    assert_eq!(without(&bare, &[0, 1]), bare, "twice is once");
}
