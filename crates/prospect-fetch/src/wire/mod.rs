//! The HTTP stack behind one function: [`Wire::send`] makes one exchange, without redirects and without retries.
//!
//! `ureq` speaks HTTP and TLS; the parts that touch the network are ours, because they must end when the caller stops,
//! when the attempt's time is over or when too many bytes came, and must look at the address they connect to.

mod call;
mod connect;
mod resolve;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::{HeaderValue, Response, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::resolver::Resolver;
use ureq::unversioned::transport::{ConnectProxyConnector, Connector, RustlsConnector};
use url::Url;

pub(crate) use self::call::Limits;
use self::call::Refused;
use crate::address::{host_of, is_public};
use crate::{FetchError, Options, OptionsError, Request};

/// Room for headers, framing and TLS records above the body's own limit, in bytes.
const OVERHEAD_BYTES: u64 = 1 << 20;

/// Longest time limit: `ureq` adds limits to the clock, which must not overflow.
const TIMEOUT_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// The stack, shared by threads; connections are kept for the next request to the same host.
#[derive(Debug)]
pub(crate) struct Wire {
    agent: Agent,
}

impl Wire {
    pub(crate) fn new(options: &Options) -> Result<Self, OptionsError> {
        // With a proxy, it is all that we connect to, and it may well be in the private network.
        let is_any_allowed = options.allow_private || options.proxy.is_some();
        Self::with_parts(options, resolve::Names, if is_any_allowed { |_| true } else { is_public })
    }

    fn with_parts(
        options: &Options,
        names: impl Resolver,
        is_allowed: fn(IpAddr) -> bool,
    ) -> Result<Self, OptionsError> {
        let user_agent = format!("{} (+{})", options.user_agent, options.contact);
        let is_sendable = user_agent.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_sendable || options.user_agent.trim().is_empty() || options.contact.trim().is_empty() {
            let (user_agent, contact) = (options.user_agent.clone(), options.contact.clone());
            return Err(OptionsError::UserAgent { user_agent, contact });
        }
        let proxy = options.proxy.as_deref().map(parse_proxy).transpose()?;
        let connect = Some(options.timeouts.connect.min(TIMEOUT_MAX));
        let first_byte = Some(options.timeouts.first_byte.min(TIMEOUT_MAX));
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(proxy)
            .tls_config(tls_config(options.roots_pem.as_deref())?)
            .user_agent(user_agent)
            .accept_encoding("gzip")
            .timeout_resolve(connect)
            .timeout_connect(connect)
            .timeout_send_request(first_byte)
            .timeout_recv_response(first_byte)
            .timeout_per_read(first_byte)
            .max_idle_connections_per_host(options.per_host_concurrency.max(1))
            .build();
        let connector =
            ().chain(ConnectProxyConnector::default())
                .chain(connect::GuardedTcp { is_allowed })
                .chain(RustlsConnector::default());
        Ok(Self { agent: Agent::with_parts(config, connector, names) })
    }

    /// Sends one request, waits for the headers of its answer and hands the answer to `read`, all within the limits.
    /// Returns what `read` returns, and how long it took together.
    pub(crate) fn send<T>(
        &self,
        url: &Url,
        request: &Request<'_>,
        limits: Limits<'_>,
        read: impl FnOnce(Response<ureq::Body>) -> Result<T, FetchError>,
    ) -> (Result<T, FetchError>, Duration) {
        let start = Instant::now();
        let _guard = call::begin(&limits, start, OVERHEAD_BYTES);
        let mut builder = self.agent.get(url.as_str());
        for (name, value) in [
            (header::ACCEPT, Some(request.accept)),
            (header::IF_NONE_MATCH, request.etag),
            (header::IF_MODIFIED_SINCE, request.last_modified),
        ] {
            let Some(value) = value else { continue };
            match HeaderValue::from_str(value) {
                Ok(value) => builder = builder.header(name, value),
                Err(_) => return (Err(FetchError::BadHeader { name: header_label(&name) }), Duration::ZERO),
            }
        }
        let result = match builder.call() {
            Ok(response) => read(response),
            Err(error) => Err(from_call(error, url)),
        };
        (result, start.elapsed())
    }
}

fn header_label(name: &header::HeaderName) -> &'static str {
    match *name {
        header::ACCEPT => "Accept",
        header::IF_NONE_MATCH => "If-None-Match",
        _ => "If-Modified-Since",
    }
}

fn parse_proxy(text: &str) -> Result<ureq::Proxy, OptionsError> {
    let proxy = ureq::Proxy::new(text).map_err(|_| OptionsError::Proxy)?;
    match proxy.protocol() {
        ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https => Ok(proxy),
        _ => Err(OptionsError::Proxy),
    }
}

fn tls_config(roots_pem: Option<&str>) -> Result<TlsConfig, OptionsError> {
    let roots = match roots_pem {
        None => RootCerts::WebPki,
        Some(pem) => {
            let items = parse_pem(pem.as_bytes()).collect::<Result<Vec<_>, _>>().map_err(|_| OptionsError::Roots)?;
            let certificates = items.into_iter().filter_map(|item| match item {
                PemItem::Certificate(certificate) => Some(certificate),
                _ => None,
            });
            let certificates: Vec<_> = certificates.collect();
            if certificates.is_empty() {
                return Err(OptionsError::Roots);
            }
            RootCerts::Specific(Arc::new(certificates))
        }
    };
    Ok(TlsConfig::builder().root_certs(roots).build())
}

/// What went wrong before the headers of an answer were whole.
fn from_call(error: ureq::Error, url: &Url) -> FetchError {
    use std::io::ErrorKind;
    use ureq::Error;
    match error {
        Error::Timeout(timeout) => from_timeout(timeout),
        Error::Other(other) => match other.downcast::<Refused>() {
            Ok(refused) => refused.into_error(&host_of(url)),
            Err(other) => FetchError::ConnectionLost { why: other.to_string() },
        },
        Error::HostNotFound => FetchError::Dns { host: host_of(url), why: "name has no address".to_owned() },
        // A TLS library's complaint comes as invalid data of the connection below it.
        Error::Io(error) if error.kind() == ErrorKind::InvalidData => FetchError::Tls { why: error.to_string() },
        Error::Io(error) => FetchError::ConnectionLost { why: error.to_string() },
        Error::Tls(why) => FetchError::Tls { why: why.to_owned() },
        Error::Rustls(error) => FetchError::Tls { why: error.to_string() },
        Error::ConnectProxyFailed(why) => FetchError::Proxy { why },
        Error::BadUri(why) => FetchError::BadUrl { url: url.to_string(), why },
        Error::Http(error) => FetchError::BadUrl { url: url.to_string(), why: error.to_string() },
        Error::ConnectionFailed => FetchError::Connect { why: "no connection".to_owned() },
        error => FetchError::BadHttp { why: error.to_string() },
    }
}

/// What went wrong while a body was read.
pub(crate) fn from_body(error: std::io::Error, n_wire_bytes: u64) -> FetchError {
    use ureq::Error;
    match Error::from(error) {
        Error::Timeout(timeout) => from_timeout(timeout),
        Error::Other(other) => match other.downcast::<Refused>() {
            Ok(refused) => refused.into_error(""),
            Err(_) => FetchError::Truncated { n_wire_bytes },
        },
        Error::Io(_) | Error::BodyStalled => FetchError::Truncated { n_wire_bytes },
        error => FetchError::BadHttp { why: error.to_string() },
    }
}

fn from_timeout(timeout: ureq::Timeout) -> FetchError {
    match timeout {
        ureq::Timeout::Resolve | ureq::Timeout::Connect => FetchError::TimeoutConnect,
        ureq::Timeout::Global | ureq::Timeout::PerCall => FetchError::TimeoutWhole,
        _ => FetchError::TimeoutFirstByte,
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, SocketAddr};
    use std::sync::Mutex;
    use std::time::Duration;

    use prospect_replay::{Reply, Routes, Server};
    use ureq::config::Config;
    use ureq::http::Uri;
    use ureq::unversioned::resolver::ResolvedSocketAddrs;
    use ureq::unversioned::transport::NextTimeout;

    use super::*;
    use crate::Stop;

    /// Answers of a name server: each look-up takes the next.
    #[derive(Debug)]
    struct Answers(Mutex<Vec<Vec<SocketAddr>>>);

    impl Resolver for Answers {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut addresses = self.empty();
            self.0.lock().unwrap().remove(0).into_iter().for_each(|address| addresses.push(address));
            Ok(addresses)
        }
    }

    const GOOD: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 1);
    const BAD: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

    /// Kinds of the answers to one request for each look-up, where all but `GOOD` is private.
    #[track_caller]
    fn check(look_ups: &[&[Ipv4Addr]], expected: &[&str], n_connections: usize) {
        // The reply ends the connection, so that each request looks the name up.
        let server = Server::start(Routes::new().on("/", Reply::json("[]").until_close()));
        let port = server.address().port();
        let sockets = |addresses: &[Ipv4Addr]| addresses.iter().map(|it| SocketAddr::from((*it, port))).collect();
        let names = Answers(Mutex::new(look_ups.iter().map(|addresses| sockets(addresses)).collect()));
        let wire = Wire::with_parts(&Options::new("x"), names, |address| address == GOOD).unwrap();
        let stop = Stop::new();
        let limits = Limits { stop: &stop, whole: Duration::from_secs(10), body_bytes_max: 100 };
        let url = Url::parse(&format!("http://jobs.example:{port}/")).unwrap();
        let kinds: Vec<_> = (look_ups.iter())
            .map(|_| wire.send(&url, &Request::new(url.as_str()), limits, |_| Ok(())).0)
            .map(|result| result.map_or_else(|error| error.kind(), |()| "fresh"))
            .collect();
        assert_eq!(kinds, expected);
        assert_eq!(server.n_connections(), n_connections);
    }

    #[test]
    fn a_name_that_leads_to_a_private_address_is_refused() {
        check(&[&[BAD]], &["refused-private-address"], 0);
        check(&[&[BAD, BAD]], &["refused-private-address"], 0);
    }

    #[test]
    fn a_name_that_changes_its_mind_is_judged_each_time() {
        check(&[&[GOOD], &[BAD], &[GOOD]], &["fresh", "refused-private-address", "fresh"], 2);
    }

    #[test]
    fn of_several_addresses_only_the_public_ones_are_connected_to() {
        check(&[&[BAD, GOOD]], &["fresh"], 1);
    }
}
