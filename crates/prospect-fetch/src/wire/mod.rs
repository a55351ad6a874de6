//! The HTTP stack behind one function: [`Wire::send`] makes one exchange, without redirects and without retries.
//!
//! `ureq` speaks HTTP and TLS; the parts that touch the network are ours, because they must end when the caller stops,
//! when the attempt's time is over or when too many bytes came, and must look at the address they connect to.

mod call;
mod connect;
mod resolve;

use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::{HeaderValue, Response, header};
use ureq::unversioned::transport::{ConnectProxyConnector, Connector, RustlsConnector};
use url::Url;

pub(crate) use self::call::Limits;
use self::call::Refused;
use crate::address::host_of;
use crate::{FetchError, Options, OptionsError, Request};

/// Room for headers, framing and TLS records above the body's own limit, in bytes.
const OVERHEAD_BYTES: u64 = 1 << 20;

/// The stack, shared by threads; connections are kept for the next request to the same host.
#[derive(Debug)]
pub(crate) struct Wire {
    agent: Agent,
}

impl Wire {
    pub(crate) fn new(options: &Options) -> Result<Self, OptionsError> {
        let user_agent = format!("{} (+{})", options.user_agent, options.contact);
        let is_sendable = user_agent.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_sendable || options.user_agent.trim().is_empty() || options.contact.trim().is_empty() {
            let (user_agent, contact) = (options.user_agent.clone(), options.contact.clone());
            return Err(OptionsError::UserAgent { user_agent, contact });
        }
        let proxy = options.proxy.as_deref().map(parse_proxy).transpose()?;
        // With a proxy, it is all that we connect to, and it may well be in the private network.
        let allow_private = options.allow_private || proxy.is_some();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(proxy)
            .user_agent(user_agent)
            .accept_encoding("gzip")
            .timeout_resolve(Some(options.timeouts.connect))
            .timeout_connect(Some(options.timeouts.connect))
            .timeout_send_request(Some(options.timeouts.first_byte))
            .timeout_recv_response(Some(options.timeouts.first_byte))
            .timeout_per_read(Some(options.timeouts.first_byte))
            .max_idle_connections_per_host(options.per_host_concurrency.max(1))
            .build();
        let connector =
            ().chain(ConnectProxyConnector::default())
                .chain(connect::GuardedTcp { allow_private })
                .chain(RustlsConnector::default());
        Ok(Self { agent: Agent::with_parts(config, connector, resolve::Names) })
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
