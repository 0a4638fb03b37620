//! The way to an IMAP server over real sockets: what is refused before a password could leave.

// A test that cannot set its scene shall fail at once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use frontdesk::mailbox::imap::{Auth, Imap, ImapSettings, Tls, Trouble};
use secrecy::SecretString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

fn settings(host: &str, port: u16, tls: Tls) -> ImapSettings {
    ImapSettings {
        host: host.to_owned(),
        port,
        tls,
        ca_file: None,
        user: "ann".to_owned(),
        auth: Auth::Login,
        secret: SecretString::from("canary-secret"),
        inbox: "INBOX".to_owned(),
        sent: None,
        max_mail: 25_000_000,
        poll: Duration::from_secs(60),
        mailbox: "support".to_owned(),
        timeout: Duration::from_secs(20),
    }
}

/// A certificate authority nobody uses, so that the tests need none of the system's.
fn own_ca() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ca.pem");
    std::fs::write(&path, include_str!("talks/ca.pem")).unwrap();
    (dir, path)
}

async fn starttls(answer: &str) -> (Trouble, Vec<u8>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (_dir, ca) = own_ca();
    let settings = ImapSettings {
        ca_file: Some(ca),
        ..settings("127.0.0.1", listener.local_addr().unwrap().port(), Tls::StartTls)
    };
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n").await.unwrap();
        assert_eq!(heard(&mut stream).await, b"f1 STARTTLS\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
        heard(&mut stream).await
    };
    let (connected, after) = tokio::join!(Imap::connect(&settings), server);
    (connected.expect_err("no TLS, no mailbox"), after)
}

async fn heard(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = vec![0; 4096];
    let length = stream.read(&mut bytes).await.unwrap();
    bytes.truncate(length);
    bytes
}

#[tokio::test]
async fn what_an_attacker_adds_before_starttls_is_forgotten() {
    let (trouble, after) = starttls("f1 OK go\r\n* PREAUTH you are in\r\nf2 OK done\r\n").await;
    assert_eq!(after.first(), Some(&0x16), "a TLS handshake follows, nothing plain");
    assert!(!after.windows(13).any(|bytes| bytes == b"canary-secret"));
    assert!(matches!(trouble, Trouble::Later { .. } | Trouble::Refused(_)), "{trouble}");
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let (trouble, after) = starttls("f1 BAD unknown\r\n").await;
    assert!(after.is_empty());
    assert!(trouble.to_string().contains("offers no STARTTLS: unknown"), "{trouble}");
    assert!(matches!(trouble, Trouble::Refused(_)));
}

#[tokio::test]
async fn plain_is_for_this_machine_only() {
    // TEST-NET-1 (RFC 5737): no packet may go there.
    let trouble = Imap::connect(&settings("192.0.2.1", 143, Tls::None)).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Refused(_)));
    assert!(trouble.to_string().starts_with("imap 192.0.2.1:143: tls = \"none\" is allowed to this machine only"));
}

/// A server whose certificate is good, and names `mx.example`.
async fn another_hosts_server(ca: &Path) -> Trouble {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talks/smtp/tls");
    let chain = CertificateDer::pem_file_iter(folder.join("cert.pem")).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(folder.join("key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let settings = ImapSettings { ca_file: Some(ca.to_owned()), ..settings("localhost", port, Tls::Implicit) };
    let server = async {
        let (stream, _) = listener.accept().await.unwrap();
        assert!(TlsAcceptor::from(Arc::new(config)).accept(stream).await.is_err(), "the client goes on");
    };
    let (connected, ()) = tokio::join!(Imap::connect(&settings), server);
    connected.expect_err("not the host that was asked for")
}

#[tokio::test]
async fn no_password_goes_to_another_host_nor_to_one_nobody_vouches_for() {
    let (_dir, stranger) = own_ca();
    let ca = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talks/smtp/tls/ca.pem");
    for (ca, why) in [(ca, "localhost"), (stranger, "UnknownIssuer")] {
        let trouble = another_hosts_server(&ca).await;
        assert!(matches!(trouble, Trouble::Refused(_)), "{trouble:?}");
        let told = trouble.to_string();
        assert!(told.contains("the certificate is not trusted") && told.contains(why), "{told}");
    }
}

#[tokio::test]
async fn a_ca_file_that_is_none_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let settings = ImapSettings { ca_file: Some(file.path().to_owned()), ..settings("127.0.0.1", 1, Tls::Implicit) };
    let trouble = Imap::connect(&settings).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Refused(_)));
    assert!(trouble.to_string().contains("holds no certificate"), "{trouble}");
}

#[tokio::test]
async fn a_closed_port_is_tried_again_later() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let trouble = Imap::connect(&settings("127.0.0.1", port, Tls::None)).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Later { .. }), "{trouble}");
}
