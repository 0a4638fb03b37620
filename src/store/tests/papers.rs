//! What is erased is gone from the file, too.

use super::*;
use crate::mail::{Digest, read};
use crate::ticket::File;

/// Bytes no compression makes smaller, so that they lie in the database as they are.
fn canary() -> Vec<u8> {
    (0u32..300)
        .flat_map(|n| Digest::of(&n.to_le_bytes()).0)
        .map(|byte| if byte == b'\n' { b'x' } else { byte })
        .collect()
}

fn lies_in(disk: &Disk, needle: &[u8]) -> bool {
    let files = std::fs::read_dir(disk.dir.path()).unwrap();
    files
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .any(|bytes| bytes.windows(needle.len()).any(|w| w == needle))
}

#[test]
fn erased_papers_lie_nowhere_in_the_file() {
    let disk = Disk::new();
    let mut store = disk.open();
    let head = b"From: ann@x.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n\
                 --b\r\nContent-Type: image/png; name=id.png\r\nContent-Transfer-Encoding: binary\r\n\r\n";
    let raw = [&head[..], &canary(), b"\r\n--b--\r\n"].concat();
    let sum = read(&raw, false).attachments[0].sha256.to_string();
    let mail = store.keep(&[Arrived { raw, ..arrived("1", "") }], MONDAY).unwrap()[0].mail;
    open_ticket(&mut store, 10_001);
    store.write(|tx| tx.handled(mail, &handled(Some(10_001), None, &ann()), MONDAY)).unwrap();
    let file = File {
        mail_id: mail,
        place: 0,
        name: "id.png".into(),
        bytes: 9600,
        sha256: sum.clone(),
        is_sensitive: true,
        sent_to: vec![],
    };
    store.write(|tx| tx.note_sensitive(&[file], MONDAY)).unwrap();
    let needle = canary()[4000..4064].to_vec();
    assert!(lies_in(&disk, &needle), "the canary lies in the file as it is");
    assert_eq!(store.erase_papers(MONDAY + Span::days(99), MONDAY).unwrap(), None, "the ticket is open");
    happens(&mut store, 10_001, 2, What::Closed { by: "bob".to_owned() });
    let closed = Ticket { status: Status::Closed, closed_at: Some(MONDAY), ..ticket(10_001) };
    store.write(|tx| tx.save(&closed, &[], MONDAY)).unwrap();
    assert_eq!(store.erase_papers(MONDAY, MONDAY).unwrap().map(|erased| erased.files), Some(1));
    drop(store);
    assert!(!lies_in(&disk, &needle));
    let store = disk.open();
    let row = store.view().mail(mail).unwrap().unwrap();
    assert_eq!(row.bytes as usize, store.view().raw(mail).unwrap().unwrap().len());
    let papers = store.view().papers(10_001).unwrap();
    assert_eq!((papers[0].sha256.as_str(), papers[0].erased_at), (sum.as_str(), Some(MONDAY)));
    store.quick_check().unwrap();
    assert_eq!(store.view().status(MONDAY).unwrap().sensitive_erased, 1);
}
