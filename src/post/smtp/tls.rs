//! How is the connection encrypted?
//! In: the system's roots or a file of them. Out: a rustls configuration, an encrypted wire and its version.
//! Never accepts a certificate that does not verify for the host's name.

use super::wire::Wire;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

pub(super) fn client(ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, String> {
    let mut roots = RootCertStore::empty();
    match ca_file {
        Some(path) => {
            let failed = |error| format!("reading the certificates in {}: {error}", path.display());
            for certificate in CertificateDer::pem_file_iter(path).map_err(failed)? {
                let certificate = certificate.map_err(failed)?;
                roots.add(certificate).map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if roots.is_empty() {
        return Err("there is no root certificate to trust; install ca-certificates or set ca_file".to_owned());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// The encrypted wire and how it is encrypted, `TLS 1.3`.
pub(super) async fn encrypt(
    wire: Box<dyn Wire>,
    host: &str,
    config: Arc<ClientConfig>,
) -> io::Result<(Box<dyn Wire>, String)> {
    let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let name = ServerName::try_from(bare).map_err(io::Error::other)?;
    let stream = TlsConnector::from(config).connect(name, wire).await?;
    let version = stream.get_ref().1.protocol_version().and_then(|version| version.as_str()).unwrap_or("TLS");
    let version = version.replace("TLSv1_", "TLS 1.");
    Ok((Box::new(stream), version))
}
