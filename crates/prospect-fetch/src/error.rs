//! Why a request came to nothing, in kinds that can be counted.

use std::net::IpAddr;
use std::time::Duration;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The address cannot be read, or is none that is fetched.
    #[error("`{url}` is not an address to fetch: {why}")]
    BadUrl {
        /// Address as given.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// A header value of the request cannot be sent.
    #[error("header `{name}` of the request holds what cannot be sent")]
    BadHeader {
        /// Name of the header.
        name: &'static str,
    },
    /// The host is, or its name leads to, an address that is not public.
    #[error("`{host}` leads to {}, which is not public", address.map_or_else(|| "this machine or network".to_owned(), |it| it.to_string()))]
    RefusedPrivateAddress {
        /// Host of the address.
        host: String,
        /// Where it leads; `None` when the name itself says so, as `localhost` does.
        address: Option<IpAddr>,
    },
    /// `robots.txt` asks us not to.
    #[error("robots.txt of `{host}` bars `{path}`")]
    Robots {
        /// Host whose file it is.
        host: String,
        /// Path that is barred.
        path: String,
    },
    /// `robots.txt` could not be had, which bars everything (RFC 9309, 2.3.1.4).
    #[error("robots.txt of `{host}` could not be had: {why}")]
    RobotsUnreachable {
        /// Host whose file it is.
        host: String,
        /// Why it could not be had.
        why: String,
    },
    /// The server answered with a status that carries no document.
    #[error("answered with status {status}")]
    HttpStatus {
        /// HTTP status.
        status: u16,
    },
    /// The server asked for a slower pace until the retries were used up, or for a longer wait than we have.
    #[error("server limits requests (status {status}, {n_attempts} attempts)")]
    RateLimited {
        /// HTTP status, 429 or 503.
        status: u16,
        /// Attempts made; 0 when the host had asked before not to be asked for now.
        n_attempts: u32,
        /// What the last answer asked for, as it asked (not clamped), or what is left of it.
        retry_after: Option<Duration>,
    },
    /// The body is larger than allowed.
    #[error("body is larger than {bytes_max} bytes")]
    TooLarge {
        /// The limit, in bytes as they come over the wire.
        bytes_max: u64,
    },
    /// The body unpacks to more than allowed, or to far more than any document does.
    #[error("body of {n_wire_bytes} bytes unpacks to more than {n_unpacked_bytes}")]
    UnpackBomb {
        /// Bytes read when it was given up.
        n_wire_bytes: u64,
        /// Bytes unpacked when it was given up.
        n_unpacked_bytes: u64,
    },
    /// The body is packed in a way that was not asked for, or its packing is broken.
    #[error("body cannot be unpacked: {why}")]
    BadEncoding {
        /// What is wrong.
        why: String,
    },
    /// The body ended before its end.
    #[error("body ended early, after {n_wire_bytes} bytes")]
    Truncated {
        /// Bytes of the body that came.
        n_wire_bytes: u64,
    },
    /// No connection in time.
    #[error("no connection in time")]
    TimeoutConnect,
    /// The server fell silent: no answer, or nothing more of one.
    #[error("server sent nothing for too long")]
    TimeoutFirstByte,
    /// The attempt took too long as a whole.
    #[error("answer took too long")]
    TimeoutWhole,
    /// More redirects than allowed.
    #[error("more than {redirects_max} redirects")]
    TooManyRedirects {
        /// The limit.
        redirects_max: u32,
    },
    /// A redirect that is not followed: without or with a broken address, or from `https` to `http`.
    #[error("redirect to `{location}` is not followed: {why}")]
    BadRedirect {
        /// Address as the server gave it, cut when long.
        location: String,
        /// Why it is not followed.
        why: String,
    },
    /// The name of the host leads nowhere.
    #[error("no address for `{host}`: {why}")]
    Dns {
        /// Host that was asked for.
        host: String,
        /// What the system said.
        why: String,
    },
    /// No connection: refused or unreachable.
    #[error("failed to connect: {why}")]
    Connect {
        /// What the system said.
        why: String,
    },
    /// The proxy does not let us through.
    #[error("proxy does not connect: {why}")]
    Proxy {
        /// What the proxy said.
        why: String,
    },
    /// No secure connection: certificate or protocol.
    #[error("no secure connection: {why}")]
    Tls {
        /// What is wrong.
        why: String,
    },
    /// The connection broke before the answer's headers were whole.
    #[error("connection was lost before an answer: {why}")]
    ConnectionLost {
        /// What the system said.
        why: String,
    },
    /// The answer is not HTTP as it should be.
    #[error("answer is not valid HTTP: {why}")]
    BadHttp {
        /// What is wrong.
        why: String,
    },
    /// The temporary file of a large body cannot be written.
    #[error("failed to keep the body")]
    Disk(#[source] std::io::Error),
    /// The caller asked to stop.
    #[error("stopped")]
    Stopped,
}

impl FetchError {
    /// Kebab-case code for counting, such as `timeout-connect`; fit for a problem's code.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "bad-url",
            Self::BadHeader { .. } => "bad-header",
            Self::RefusedPrivateAddress { .. } => "refused-private-address",
            Self::Robots { .. } => "robots",
            Self::RobotsUnreachable { .. } => "robots-unreachable",
            Self::HttpStatus { .. } => "http-status",
            Self::RateLimited { .. } => "rate-limited",
            Self::TooLarge { .. } => "too-large",
            Self::UnpackBomb { .. } => "unpack-bomb",
            Self::BadEncoding { .. } => "bad-encoding",
            Self::Truncated { .. } => "truncated",
            Self::TimeoutConnect => "timeout-connect",
            Self::TimeoutFirstByte => "timeout-first-byte",
            Self::TimeoutWhole => "timeout-whole",
            Self::TooManyRedirects { .. } => "too-many-redirects",
            Self::BadRedirect { .. } => "bad-redirect",
            Self::Dns { .. } => "dns",
            Self::Connect { .. } => "connect",
            Self::Proxy { .. } => "proxy",
            Self::Tls { .. } => "tls",
            Self::ConnectionLost { .. } => "connection-lost",
            Self::BadHttp { .. } => "bad-http",
            Self::Disk(_) => "disk",
            Self::Stopped => "stopped",
        }
    }

    /// Whether the same request may succeed a little later. Those that may have been retried already.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::HttpStatus { status } => is_transient_status(*status),
            Self::RateLimited { .. }
            | Self::RobotsUnreachable { .. }
            | Self::Truncated { .. }
            | Self::TimeoutConnect
            | Self::TimeoutFirstByte
            | Self::TimeoutWhole
            | Self::Dns { .. }
            | Self::Connect { .. }
            | Self::ConnectionLost { .. } => true,
            Self::BadUrl { .. }
            | Self::BadHeader { .. }
            | Self::RefusedPrivateAddress { .. }
            | Self::Robots { .. }
            | Self::TooLarge { .. }
            | Self::UnpackBomb { .. }
            | Self::BadEncoding { .. }
            | Self::TooManyRedirects { .. }
            | Self::BadRedirect { .. }
            | Self::Proxy { .. }
            | Self::Tls { .. }
            | Self::BadHttp { .. }
            | Self::Disk(_)
            | Self::Stopped => false,
        }
    }

    /// Whether another attempt is made within one [`get`](crate::Fetcher::get). An attempt that used up its whole time is
    /// not: another one would take as long.
    pub(crate) fn is_retried(&self) -> bool {
        self.is_transient() && !matches!(self, Self::TimeoutWhole | Self::RobotsUnreachable { .. })
    }
}

/// Statuses that tell of a passing state: time-outs, too many requests, and errors of the server other than "not
/// implemented" (501) and "version not supported" (505).
fn is_transient_status(status: u16) -> bool {
    matches!(status, 408 | 425 | 429) || (matches!(status, 500..=599) && !matches!(status, 501 | 505))
}

/// Why a [`Fetcher`](crate::Fetcher) cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OptionsError {
    /// The user agent or the contact is empty or holds what a header cannot.
    #[error("user agent `{user_agent}` with contact `{contact}` cannot be sent; both are needed, in ASCII")]
    UserAgent {
        /// Product and version as given.
        user_agent: String,
        /// Contact as given.
        contact: String,
    },
    /// The proxy's address cannot be read or is of a kind that is not supported.
    #[error("proxy is not of the form `http://host:port` or `https://host:port`")]
    Proxy,
    /// The trusted certificates hold none, or what is none.
    #[error("no certificate in PEM form among the trusted ones")]
    Roots,
}
