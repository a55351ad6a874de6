//! The limits of the exchange that the current thread is in.
//!
//! `ureq` keeps connections from one request to the next and gives its connectors no word about the request at hand.
//! An exchange runs on its caller's thread from beginning to end, so its limits are kept by thread.

use std::cell::RefCell;
use std::net::IpAddr;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use ureq::{Error, Timeout};

use crate::stop::SLICE;
use crate::{FetchError, Stop};

/// What bounds one exchange.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits<'a> {
    /// Ends the exchange.
    pub(crate) stop: &'a Stop,
    /// What is left of the attempt's time.
    pub(crate) whole: Duration,
    /// Most bytes of the body.
    pub(crate) body_bytes_max: u64,
}

struct Call {
    stop: Stop,
    deadline: Option<Instant>,
    n_bytes_left: u64,
    bytes_max: u64,
}

thread_local! {
    static CALL: RefCell<Option<Call>> = const { RefCell::new(None) };
}

/// Ends the exchange when dropped.
pub(super) struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        CALL.set(None);
    }
}

pub(super) fn begin(limits: &Limits<'_>, now: Instant, overhead_bytes: u64) -> Guard {
    // TLS records and chunks add a few bytes in a thousand; an eighth is ample.
    let n_bytes_left = limits.body_bytes_max.saturating_add(limits.body_bytes_max / 8).saturating_add(overhead_bytes);
    CALL.set(Some(Call {
        stop: limits.stop.clone(),
        deadline: now.checked_add(limits.whole),
        n_bytes_left,
        bytes_max: limits.body_bytes_max,
    }));
    Guard
}

/// Our own reasons to break an exchange off, carried through `ureq` as its error for such.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error("stopped")]
    Stopped,
    #[error("too many bytes")]
    TooLarge { bytes_max: u64 },
    #[error("address {0} is not public")]
    Private(IpAddr),
    #[error("no address: {0}")]
    Dns(String),
    #[error("no connection: {0}")]
    Connect(String),
    #[error("connection broke: {0}")]
    Broken(String),
}

impl Refused {
    pub(super) fn into_error(self, host: &str) -> FetchError {
        match self {
            Self::Stopped => FetchError::Stopped,
            Self::TooLarge { bytes_max } => FetchError::TooLarge { bytes_max },
            Self::Private(address) => {
                FetchError::RefusedPrivateAddress { host: host.to_owned(), address: Some(address) }
            }
            Self::Dns(why) => FetchError::Dns { host: host.to_owned(), why },
            Self::Connect(why) => FetchError::Connect { why },
            Self::Broken(why) => FetchError::ConnectionLost { why },
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Other(Box::new(refused))
    }
}

/// How long to block before looking again: at most a slice, and not past the exchange's end.
pub(super) fn check() -> Result<Duration, Error> {
    CALL.with_borrow(|call| {
        let Some(call) = call else { return Ok(SLICE) };
        if call.stop.is_set() {
            return Err(Refused::Stopped.into());
        }
        let left = call.deadline.map_or(SLICE, |deadline| deadline.saturating_duration_since(Instant::now()));
        if left.is_zero() { Err(Error::Timeout(Timeout::Global)) } else { Ok(left.min(SLICE)) }
    })
}

/// Counts bytes that came, whatever they are.
pub(super) fn count_bytes(n_bytes: usize) -> Result<(), Error> {
    CALL.with_borrow_mut(|call| {
        let Some(call) = call else { return Ok(()) };
        match call.n_bytes_left.checked_sub(n_bytes as u64) {
            Some(left) => {
                call.n_bytes_left = left;
                Ok(())
            }
            None => Err(Refused::TooLarge { bytes_max: call.bytes_max }.into()),
        }
    })
}

/// Runs what blocks and cannot be interrupted on a thread of its own, and waits for it for `after` at most. When it is
/// given up, the thread ends by itself with what it waits for.
pub(super) fn await_helper<T: Send + 'static>(
    after: Duration,
    reason: Timeout,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let start = Instant::now();
    let (sender, receiver) = sync_channel(1);
    thread::Builder::new().name("prospect-fetch".to_owned()).spawn(move || drop(sender.send(work())))?;
    loop {
        let slice = check()?;
        let left = after.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(Error::Timeout(reason));
        }
        match receiver.recv_timeout(left.min(slice)) {
            Ok(outcome) => return Ok(outcome),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(Refused::Connect("helper died".to_owned()).into()),
        }
    }
}
