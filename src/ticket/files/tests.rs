use super::*;
use crate::mail::read;
use crate::ticket::fixture::{Life, policy};
use proptest::prelude::*;

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAABNIAAAIg";

/// A mail with these files, all of them screenshots.
fn mail(subject: &str, words: &str, names: &[&str]) -> Mail {
    let parts: String = names
        .iter()
        .zip(0u8..)
        .map(|(name, n)| {
            let own = base64_of(&[n; 3]);
            format!(
                "--b\r\nContent-Type: image/png; name=\"{name}\"\r\nContent-Disposition: attachment\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{PNG}{own}\r\n"
            )
        })
        .collect();
    let raw = format!(
        "From: ann@x.org\r\nSubject: {subject}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\n\r\n{words}\r\n{parts}--b--\r\n"
    );
    read(raw.as_bytes(), false)
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn sorted(mail: &Mail, ticket: Option<&Ticket>, label: &str) -> Vec<File> {
    Sorting::new((mail, 7), ticket, std::iter::once(label), &policy()).files()
}

fn ticket(files: Vec<File>) -> Ticket {
    Ticket { files, ..Life::opened(&["refund"]).ticket().clone() }
}

fn bob() -> Address {
    Address::new("bob@okpay.example")
}

fn names(enclosed: &[Enclosed]) -> Vec<&str> {
    enclosed.iter().map(|one| one.name.as_str()).collect()
}

#[test]
fn identity_papers_are_told_by_matter_words_and_name() {
    let is_sensitive = |files: Vec<File>| files.iter().map(|file| file.is_sensitive).collect::<Vec<_>>();
    let plain = mail("Refund", "see the picture", &["a.png", "my-passport.png"]);
    assert_eq!(is_sensitive(sorted(&plain, None, "refund")), [false, true]);
    assert_eq!(is_sensitive(sorted(&plain, None, "identity")), [true, true]);
    let about = Ticket { category: "identity".to_owned(), ..ticket(Vec::new()) };
    assert_eq!(is_sensitive(sorted(&plain, Some(&about), "general")), [true, true]);
    let said = mail("Refund", "附件是我的身份证照片", &["a.png"]);
    assert_eq!(is_sensitive(sorted(&said, None, "refund")), [true]);
    let quoted = mail("Refund", "here it is\r\n\r\n> please send your passport", &["a.png"]);
    assert_eq!(is_sensitive(sorted(&quoted, None, "refund")), [false], "we asked, he did not say so");
}

#[test]
fn a_letter_takes_what_this_person_has_not_had_the_newest_first() {
    let mut policy = policy();
    policy.attachments.forward_up_to = 60;
    let files = sorted(&mail("Refund", "see", &["1.png", "2.png", "3.png"]), None, "refund");
    assert!(files.iter().all(|file| file.bytes == 27), "{files:?}");
    let mut ticket = ticket(files);
    let first = enclosed(&ticket, LetterKind::Warning, &bob(), &policy);
    assert_eq!(names(&first), ["2.png", "3.png"]);
    let words = told(&ticket, LetterKind::Warning, &first, (&bob(), &policy)).unwrap();
    assert!(words.contains("2.png, 3.png") && words.contains("Not in this letter / 未随信附上: 1."), "{words}");
    sent(&mut ticket, &first, &bob());
    assert_eq!(names(&enclosed(&ticket, LetterKind::Breach, &bob(), &policy)), ["1.png"]);
    let lead = Address::new("lee@okpay.example");
    assert_eq!(names(&enclosed(&ticket, LetterKind::Breach, &lead, &policy)), ["2.png", "3.png"]);
    unsent(&mut ticket, &bob());
    assert_eq!(names(&enclosed(&ticket, LetterKind::Breach, &bob(), &policy)), ["2.png", "3.png"]);
}

#[test]
fn nothing_is_forwarded_where_it_is_not_wanted() {
    let files = sorted(&mail("Refund", "see", &["1.png", "passport.png"]), None, "refund");
    let ticket = ticket(files);
    let taken = |policy: &Policy, ticket: &Ticket| enclosed(ticket, LetterKind::Page, &bob(), policy).len();
    let mut policy = policy();
    assert_eq!(taken(&policy, &ticket), 1);
    assert_eq!(taken(&policy, &Ticket { category: "identity".to_owned(), ..ticket.clone() }), 0);
    policy.attachments.forward_to_staff = false;
    assert_eq!(taken(&policy, &ticket), 0);
    assert_eq!(told(&ticket, LetterKind::Page, &[], (&bob(), &policy)), None);
}

#[test]
fn what_no_person_sent_and_what_is_in_doubt_is_no_evidence() {
    let mut robot = mail("Refund", "see", &["1.png"]);
    robot.kind = Kind::AutoReply;
    assert_eq!(sorted(&robot, None, "refund"), []);
    let disguised = mail("Refund", "see", &["invoice.docx", "fine.png"]);
    assert_eq!(sorted(&disguised, None, "refund").iter().map(|file| file.place).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_picture_that_stands_in_each_mail_is_a_logo() {
    let mut again = mail("Refund", "see", &["1.png"]);
    let files = sorted(&again, None, "refund");
    again.attachments[0].is_shown = true;
    assert_eq!(sorted(&again, None, "refund").len(), 1);
    assert_eq!(sorted(&again, Some(&ticket(files)), "refund"), []);
}

proptest! {
    /// Attack A41 and the page on mail safety, section 2: automatic letters to customers have no attachments.
    #[test]
    fn no_letter_to_a_customer_takes_a_file_along(kind in proptest::sample::select(&LetterKind::ALL[..])) {
        let files = sorted(&mail("Refund", "see", &["1.png"]), None, "refund");
        let taken = enclosed(&ticket(files), kind, &bob(), &policy());
        prop_assert!(taken.is_empty() || !kind.is_to_customer());
        prop_assert_eq!(taken.is_empty(), !tells_of_mails(kind));
    }
}
