//! The way to the server: name, TCP, TLS.
//! In: settings. Out: a wire behind the greeting and behind TLS, not yet logged in.
//! Never sends anything plain to a host that is not this machine.

use super::runner::Wire;
use super::trouble::{Fault, Trouble, from_io};
use super::{ImapSettings, Stream, Tls};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

pub(super) fn wire(stream: Box<dyn Stream>, settings: &ImapSettings) -> Wire {
    Wire::new(stream, settings.place(), settings.timeout, settings.max_literal())
}

pub(super) async fn dial(settings: &ImapSettings) -> Result<Wire, Trouble> {
    // Certificates are read before the first packet: a bad ca_file is no network trouble.
    let tls = match settings.tls {
        Tls::None => None,
        Tls::Implicit | Tls::StartTls => Some(connector(settings.ca_file.as_deref())?),
    };
    let tcp = reach(settings).await?;
    match (settings.tls, tls) {
        (Tls::Implicit, Some(tls)) => {
            let mut wire = wire(shake(tls, Box::new(tcp), settings).await?, settings);
            wire.greeting().await?;
            Ok(wire)
        }
        (Tls::StartTls, Some(tls)) => {
            let mut plain = wire(Box::new(tcp), settings);
            plain.greeting().await?;
            plain.run("STARTTLS", |_| {}).await.map_err(no_starttls)?;
            Ok(wire(shake(tls, plain.into_stream(), settings).await?, settings))
        }
        _ => {
            let mut wire = wire(Box::new(tcp), settings);
            wire.greeting().await?;
            Ok(wire)
        }
    }
}

fn no_starttls(fault: Fault) -> Trouble {
    match fault {
        Fault::Trouble(trouble) => trouble,
        Fault::No(text) | Fault::Bad(text) => Trouble::Refused(format!(
            "the server offers no STARTTLS: {text}; set tls = \"implicit\" (port 993) if it has that"
        )),
    }
}

async fn reach(settings: &ImapSettings) -> Result<TcpStream, Trouble> {
    let addresses = resolve(settings).await?;
    if settings.tls == Tls::None && !addresses.iter().all(|address| address.ip().is_loopback()) {
        return Err(Trouble::Refused(
            "tls = \"none\" is allowed to this machine only (127.0.0.1, ::1): set tls = \"implicit\" or \"starttls\""
                .to_owned(),
        ));
    }
    let mut last = Trouble::later("the name has no address");
    for address in addresses {
        match timeout(settings.timeout, TcpStream::connect(address)).await {
            Ok(Ok(tcp)) => {
                // Commands are small and waited for: Nagle would hold each back.
                tcp.set_nodelay(true).map_err(|error| from_io(&error))?;
                return Ok(tcp);
            }
            Ok(Err(error)) if error.kind() == ErrorKind::ConnectionRefused => {
                last = Trouble::later(format!("{error}; nothing listens there: check imap and port under [mailbox]"));
            }
            Ok(Err(error)) => last = from_io(&error),
            Err(_) => last = Trouble::later(format!("no answer from {} when connecting", address.ip())),
        }
    }
    Err(last)
}

async fn resolve(settings: &ImapSettings) -> Result<Vec<SocketAddr>, Trouble> {
    let host = settings.host.trim_start_matches('[').trim_end_matches(']');
    match timeout(settings.timeout, lookup_host((host, settings.port))).await {
        Ok(Ok(addresses)) => Ok(addresses.collect()),
        Ok(Err(error)) => Err(Trouble::later(format!("the name cannot be resolved: {error}; check host"))),
        Err(_) => Err(Trouble::later("the name server does not answer")),
    }
}

async fn shake(
    tls: TlsConnector,
    stream: Box<dyn Stream>,
    settings: &ImapSettings,
) -> Result<Box<dyn Stream>, Trouble> {
    let host = settings.host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let name = ServerName::try_from(host)
        .map_err(|_| Trouble::Refused("host is neither a name nor an address TLS could check".to_owned()))?;
    match timeout(settings.timeout, tls.connect(name, stream)).await {
        Ok(Ok(stream)) => Ok(Box::new(stream)),
        Ok(Err(error)) => Err(from_io(&error)),
        Err(_) => Err(Trouble::later("the server does not answer the TLS handshake; is the port one for TLS?")),
    }
}

fn connector(ca_file: Option<&Path>) -> Result<TlsConnector, Trouble> {
    let roots = match ca_file {
        Some(path) => own_roots(path)?,
        None => system_roots()?,
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Trouble::Refused(format!("TLS cannot be set up: {error}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

fn own_roots(path: &Path) -> Result<RootCertStore, Trouble> {
    let refuse = |why: String| Trouble::Refused(format!("ca_file {} {why}", path.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|e| refuse(format!("cannot be read: {e}")))? {
        let certificate = certificate.map_err(|e| refuse(format!("is no PEM file: {e}")))?;
        roots.add(certificate).map_err(|e| refuse(format!("holds no usable certificate: {e}")))?;
    }
    if roots.is_empty() {
        return Err(refuse("holds no certificate (-----BEGIN CERTIFICATE-----)".to_owned()));
    }
    Ok(roots)
}

fn system_roots() -> Result<RootCertStore, Trouble> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(Trouble::Refused(
            "this system has no trusted certificates: install ca-certificates, or set ca_file".to_owned(),
        ));
    }
    Ok(roots)
}
