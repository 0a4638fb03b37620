use super::hand_over::stuffed;
use super::*;
use crate::post::mime::crlf;
use proptest::prelude::*;

fn settings() -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port: 25,
        tls: Tls::None,
        ca_file: None,
        user: None,
        auth: Auth::Plain,
        secret: Some(SecretString::from("hunter2")),
        hello: "desk.okpay.example".to_owned(),
        null_sender: true,
        bounce_address: Address::new("bounce@okpay.example"),
        timeout: Duration::from_secs(60),
        dot_timeout: Duration::from_secs(600),
    }
}

fn refusal(settings: SmtpSettings) -> String {
    Smtp::new(settings).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn plain_text_goes_to_this_machine_only() {
    for host in ["localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"] {
        assert_eq!(refusal(SmtpSettings { host: host.to_owned(), ..settings() }), "", "{host}");
    }
    for host in ["smtp.okpay.example", "10.0.0.1", "localhost.evil.example"] {
        assert!(refusal(SmtpSettings { host: host.to_owned(), ..settings() }).contains("this machine only"), "{host}");
    }
}

#[test]
fn settings_that_could_smuggle_commands_are_refused() {
    let hello = "desk\r\nMAIL FROM:<x@y>".to_owned();
    assert!(refusal(SmtpSettings { hello, ..settings() }).contains("no host name"));
    let bounce_address = Address::new("a@b>\r\nRCPT");
    assert!(refusal(SmtpSettings { bounce_address, ..settings() }).contains("bounce address"));
}

#[test]
fn a_ca_file_that_cannot_be_read_is_named() {
    let ca_file = Some(PathBuf::from("/nowhere/ca.pem"));
    let refusal = refusal(SmtpSettings { tls: Tls::Implicit, ca_file, ..settings() });
    assert!(refusal.contains("/nowhere/ca.pem"), "{refusal}");
}

#[test]
fn secrets_do_not_print() {
    assert!(!format!("{:?}", settings()).contains("hunter2"));
}

#[test]
fn a_line_that_begins_with_a_dot_is_doubled() {
    assert_eq!(stuffed(&crlf(b".a\n..b\r\nc.\r.\n")), b"..a\r\n...b\r\nc.\r\n..\r\n");
}

proptest! {
    #[test]
    fn no_text_ends_the_letter_early(text in "(\\.|\r|\n|x){0,60}") {
        let out = stuffed(&crlf(text.as_bytes()));
        let framed = [b"\r\n".as_slice(), &out].concat();
        prop_assert!(out.ends_with(b"\r\n"));
        prop_assert!(!framed.windows(5).any(|five| five == b"\r\n.\r\n"));
        let bare = String::from_utf8_lossy(&out).replace("\r\n", "");
        prop_assert!(bare.find(['\r', '\n']).is_none());
    }
}
