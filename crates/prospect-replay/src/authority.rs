//! Certificates for any host, made when they are asked for and signed by one made at the start.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

/// Name that a certificate is for when the client names none, as it does for an address.
const NAMELESS: &str = "127.0.0.1";

pub(crate) struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    hosts: Mutex<BTreeMap<String, Arc<CertifiedKey>>>,
}

impl Authority {
    pub(crate) fn new() -> Result<Self, rcgen::Error> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        Ok(Self { root, hosts: Mutex::default() })
    }

    pub(crate) fn config(authority: &Arc<Self>) -> Result<Arc<ServerConfig>, rustls::Error> {
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::<Self>::clone(authority));
        Ok(Arc::new(config))
    }

    pub(crate) fn root_pem(&self) -> String {
        self.root.pem()
    }

    fn certify(&self, host: &str) -> Option<Arc<CertifiedKey>> {
        let key = KeyPair::generate().ok()?;
        let params = CertificateParams::new(vec![host.to_owned()]).ok()?;
        let certificate = params.signed_by(&key, &self.root).ok()?;
        let key = ring::sign::any_supported_type(&PrivateKeyDer::Pkcs8(key.serialize_der().into())).ok()?;
        Some(Arc::new(CertifiedKey::new(vec![certificate.der().clone()], key)))
    }
}

impl ResolvesServerCert for Authority {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let host = hello.server_name().unwrap_or(NAMELESS).to_owned();
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = hosts.get(&host) {
            return Some(Arc::clone(key));
        }
        let key = self.certify(&host)?;
        hosts.insert(host, Arc::clone(&key));
        Some(key)
    }
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}
