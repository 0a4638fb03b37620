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
