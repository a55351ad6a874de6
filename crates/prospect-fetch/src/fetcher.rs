//! One request from its first attempt to its last: pace, robots, redirects, retries.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::time::{Duration, SystemTime};

use ureq::http::{HeaderMap, Response, StatusCode, header};
use url::Url;

use crate::address::{check_url, cut, host_of, parse_url};
use crate::backoff::{Backoff, parse_retry_after};
use crate::body::receive;
use crate::gate::{Gate, Gates};
use crate::robots::Robots;
use crate::wire::{Limits, Wire};
use crate::{Answer, FetchError, Fresh, Options, OptionsError, Request, Stop};

/// Most bytes of a `robots.txt` that are fetched. Sites of one page answer every address with that page, and it must
/// not be taken for a bar; what is read of it is less (`robots.rs`).
const ROBOTS_BYTES_MAX: u64 = 8 << 20;

/// Time between two looks whether another thread has got a `robots.txt`.
const ROBOTS_LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Longest header value that is kept to be sent back, in bytes.
const VALIDATOR_BYTES_MAX: usize = 1024;

/// The client: shared by threads, with the pace of every host and the `robots.txt` files of the run inside.
#[derive(Debug)]
pub struct Fetcher {
    options: Options,
    wire: Wire,
    gates: Gates,
    backoff: Backoff,
    /// By origin.
    robots: Mutex<BTreeMap<String, RobotsSlot>>,
}

/// The file of one origin, once it was asked for. The lock is held meanwhile, so that it is fetched once.
type RobotsSlot = Arc<Mutex<Option<Arc<Policy>>>>;

/// What is known of an origin's `robots.txt`.
#[derive(Debug)]
enum Policy {
    Read(Robots),
    Unreachable(String),
}

/// What one exchange led to.
enum Step {
    Done(Answer),
    Redirect(String),
    Limited { status: u16, retry_after: Option<Duration> },
}

/// Why an attempt failed, and what may follow.
struct Failed {
    error: FetchError,
    next: Next,
}

enum Next {
    /// Another attempt after a wait of our own choice.
    BackOff,
    /// Another attempt when the host's gate lets it in.
    AtTheGate,
    GiveUp,
}

impl From<FetchError> for Failed {
    fn from(error: FetchError) -> Self {
        let next = if error.is_retried() { Next::BackOff } else { Next::GiveUp };
        Self { error, next }
    }
}

impl Fetcher {
    /// A client with these limits and manners.
    ///
    /// # Errors
    /// The user agent, the contact or the proxy cannot be used.
    pub fn new(options: Options) -> Result<Self, OptionsError> {
        Ok(Self {
            wire: Wire::new(&options)?,
            gates: Gates::new(&options),
            backoff: Backoff::new(options.backoff, options.retry_after_max, options.jitter_seed),
            robots: Mutex::default(),
            options,
        })
    }

    /// Gets one address: waits for its host's pace, asks, follows redirects, tries again what may pass.
    ///
    /// Blocks; ends soon after `stop` is set.
    ///
    /// # Errors
    /// There is no whole answer; [`FetchError::kind`] says why.
    pub fn get(&self, request: &Request<'_>, stop: &Stop) -> Result<Answer, FetchError> {
        let url = parse_url(request.url, self.options.allow_private)?;
        self.get_url(&url, request, self.options.body_bytes_max, stop)
    }

    fn get_url(
        &self,
        url: &Url,
        request: &Request<'_>,
        body_bytes_max: u64,
        stop: &Stop,
    ) -> Result<Answer, FetchError> {
        let mut n_attempts: u32 = 0;
        loop {
            n_attempts = n_attempts.saturating_add(1);
            let failed = match self.attempt(url, request, body_bytes_max, n_attempts, stop) {
                Ok(Answer::Fresh(fresh)) => return Ok(Answer::Fresh(Fresh { n_attempts, ..fresh })),
                Ok(Answer::NotModified) => return Ok(Answer::NotModified),
                Err(failed) => failed,
            };
            if n_attempts > self.options.retries_max {
                return Err(failed.error);
            }
            match failed.next {
                Next::GiveUp => return Err(failed.error),
                Next::AtTheGate => {}
                Next::BackOff if stop.wait(self.backoff.wait(n_attempts)) => {}
                Next::BackOff => return Err(FetchError::Stopped),
            }
        }
    }

    /// One attempt with its redirects. Each hop passes the checks, the robots and the pace of its own host.
    fn attempt(
        &self,
        url: &Url,
        request: &Request<'_>,
        body_bytes_max: u64,
        n_attempts: u32,
        stop: &Stop,
    ) -> Result<Answer, Failed> {
        let mut url = url.clone();
        let mut whole = self.options.timeouts.whole;
        for _ in 0..=self.options.redirects_max {
            let (gate, interval) = self.gates.of(&host_of(&url), url.port_or_known_default().unwrap_or(0));
            let interval = request.min_interval.unwrap_or(interval);
            let crawl_delay = if request.obey_robots { self.ask_robots(&url, request, stop)? } else { Duration::ZERO };
            let permit = match self.gates.enter(&gate, interval.max(crawl_delay), stop) {
                Ok(permit) => permit,
                Err(error) => return Err(Failed { error, next: Next::GiveUp }),
            };
            let limits = Limits { stop, whole, body_bytes_max };
            let read = |response| self.read(response, &url, request, body_bytes_max);
            let (step, took) = self.wire.send(&url, request, limits, read);
            drop(permit);
            whole = whole.saturating_sub(took);
            match step? {
                Step::Done(answer) => {
                    gate.was_answered();
                    return Ok(answer);
                }
                Step::Redirect(location) => url = self.follow(&url, &location)?,
                Step::Limited { status, retry_after } => {
                    let is_closed = self.slow_down(&gate, status, retry_after, n_attempts);
                    let error = FetchError::RateLimited { status, n_attempts, retry_after };
                    return Err(Failed { error, next: if is_closed { Next::GiveUp } else { Next::AtTheGate } });
                }
            }
        }
        Err(FetchError::TooManyRedirects { redirects_max: self.options.redirects_max }.into())
    }

    /// Holds back everybody who wants to ask the host; `true` when nobody is to ask it again for now.
    ///
    /// A host that asks for more patience than we have is asked once more after as long as we wait, not again and again.
    fn slow_down(&self, gate: &Gate, status: u16, retry_after: Option<Duration>, n_attempts: u32) -> bool {
        match retry_after {
            Some(asked) if asked > self.options.retry_after_max => {
                gate.hold_long(asked, self.options.retry_after_max, status)
            }
            asked => {
                gate.hold(asked.unwrap_or_else(|| self.backoff.wait(n_attempts)));
                false
            }
        }
    }

    fn read(
        &self,
        response: Response<ureq::Body>,
        url: &Url,
        request: &Request<'_>,
        body_bytes_max: u64,
    ) -> Result<Step, FetchError> {
        let headers = response.headers();
        let status = response.status();
        let retry_after =
            text_of(headers, header::RETRY_AFTER).and_then(|value| parse_retry_after(value, SystemTime::now()));
        match status {
            StatusCode::NOT_MODIFIED if request.etag.is_some() || request.last_modified.is_some() => {
                Ok(Step::Done(Answer::NotModified))
            }
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => {
                let location =
                    headers.get(header::LOCATION).map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
                let why = || "it names no address".to_owned();
                location
                    .map(Step::Redirect)
                    .ok_or_else(|| FetchError::BadRedirect { location: String::new(), why: why() })
            }
            StatusCode::TOO_MANY_REQUESTS => Ok(Step::Limited { status: status.as_u16(), retry_after }),
            StatusCode::SERVICE_UNAVAILABLE if retry_after.is_some() => {
                Ok(Step::Limited { status: status.as_u16(), retry_after })
            }
            // A part was not asked for, and a part is not the document.
            StatusCode::PARTIAL_CONTENT => Err(FetchError::HttpStatus { status: status.as_u16() }),
            status if status.is_success() => {
                let (media_type, charset) = content_type(headers);
                let etag = validator(headers, header::ETAG);
                let last_modified = validator(headers, header::LAST_MODIFIED);
                let received = receive(response, body_bytes_max, &self.options)?;
                Ok(Step::Done(Answer::Fresh(Fresh {
                    final_url: url.to_string(),
                    status: status.as_u16(),
                    media_type,
                    charset,
                    etag,
                    last_modified,
                    body: received.body,
                    n_wire_bytes: received.n_wire_bytes,
                    is_complete: received.is_complete,
                    n_attempts: 1,
                })))
            }
            status => Err(FetchError::HttpStatus { status: status.as_u16() }),
        }
    }

    /// The address that a redirect leads to, checked as the first one was.
    fn follow(&self, from: &Url, location: &str) -> Result<Url, FetchError> {
        let bad = |why: String| FetchError::BadRedirect { location: cut(location), why };
        let to = from.join(location).map_err(|error| bad(error.to_string()))?;
        let to = check_url(to, self.options.allow_private).map_err(|error| match error {
            FetchError::BadUrl { why, .. } => bad(why),
            error => error,
        })?;
        if from.scheme() == "https" && to.scheme() == "http" {
            return Err(bad("it leaves https".to_owned()));
        }
        Ok(to)
    }

    /// Asks the `robots.txt` of the address's origin, fetched once a run; returns the pace that it wants.
    fn ask_robots(&self, url: &Url, request: &Request<'_>, stop: &Stop) -> Result<Duration, FetchError> {
        let slot = {
            let mut slots = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(url.origin().ascii_serialization()).or_default())
        };
        let policy = {
            let mut slot = loop {
                // Whoever has the slot is fetching the file.
                match slot.try_lock() {
                    Ok(slot) => break slot,
                    Err(TryLockError::Poisoned(slot)) => break slot.into_inner(),
                    Err(TryLockError::WouldBlock) if stop.wait(ROBOTS_LOOK_AGAIN) => {}
                    Err(TryLockError::WouldBlock) => return Err(FetchError::Stopped),
                }
            };
            match slot.as_ref() {
                Some(policy) => Arc::clone(policy),
                None => Arc::clone(slot.insert(Arc::new(self.fetch_robots(url, request, stop)?))),
            }
        };
        match &*policy {
            Policy::Unreachable(why) => Err(FetchError::RobotsUnreachable { host: host_of(url), why: why.clone() }),
            Policy::Read(robots) => {
                let path = match url.query() {
                    Some(query) => format!("{}?{query}", url.path()),
                    None => url.path().to_owned(),
                };
                if path != "/robots.txt" && !robots.allows(&path) {
                    return Err(FetchError::Robots { host: host_of(url), path: cut(&path) });
                }
                Ok(robots.crawl_delay.unwrap_or_default().min(self.options.retry_after_max))
            }
        }
    }

    /// Only what says nothing of the file itself is an error here: a stop, and a host that must not be asked.
    fn fetch_robots(&self, url: &Url, request: &Request<'_>, stop: &Stop) -> Result<Policy, FetchError> {
        let mut robots_url = url.clone();
        robots_url.set_path("/robots.txt");
        robots_url.set_query(None);
        let request = Request {
            accept: "text/plain, */*;q=0.5",
            min_interval: request.min_interval,
            obey_robots: false,
            ..Request::new(robots_url.as_str())
        };
        let fresh = match self.get_url(&robots_url, &request, ROBOTS_BYTES_MAX, stop) {
            Ok(Answer::Fresh(fresh)) => fresh,
            Ok(Answer::NotModified) => {
                return Ok(Policy::Unreachable("it was not asked whether it changed".to_owned()));
            }
            Err(error @ (FetchError::Stopped | FetchError::RefusedPrivateAddress { .. })) => return Err(error),
            // The file is not there, or not for us: nothing is barred (RFC 9309, 2.3.1.3).
            Err(FetchError::HttpStatus { status: 400..=499 }) => return Ok(Policy::Read(Robots::default())),
            Err(error) => return Ok(Policy::Unreachable(error.to_string())),
        };
        let bytes = fresh.body.into_bytes().map_err(FetchError::Disk)?;
        let product = self.options.user_agent.split('/').next().unwrap_or_default();
        Ok(Policy::Read(Robots::parse(&bytes, product)))
    }
}

fn text_of(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// A value to ask with next time; one that could not be sent back, or should not, is as good as none.
fn validator(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    text_of(headers, name).filter(|value| !value.is_empty() && value.len() <= VALIDATOR_BYTES_MAX).map(str::to_owned)
}

/// Media type and charset in lower case.
fn content_type(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let value = text_of(headers, header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let mut parts = value.split(';').map(str::trim);
    let media_type = parts.next().filter(|it| !it.is_empty()).map(str::to_owned);
    let charset = parts.find_map(|part| part.strip_prefix("charset=")).map(|it| it.trim_matches('"').to_owned());
    (media_type, charset)
}
