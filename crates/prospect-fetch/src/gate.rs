//! The pace of hosts: how often and how many at once.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::stop::SLICE;
use crate::{FetchError, Options, Stop};

/// Longest wait at a gate; no clock overflows with it, and whoever asks for more does not mean it.
const WAIT_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// The gates of all hosts.
#[derive(Debug)]
pub(crate) struct Gates {
    min_interval: Duration,
    pacing: BTreeMap<String, Duration>,
    n_at_once_max: usize,
    gates: Mutex<BTreeMap<String, Arc<Gate>>>,
}

/// The gate of one host, or of all hosts of one service.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    state: Mutex<State>,
    left: Condvar,
}

#[derive(Debug, Default)]
struct State {
    n_inside: usize,
    last_start: Option<Instant>,
    held_until: Option<Instant>,
    /// Times in a row that the host asked for more than we wait.
    n_long_holds: u32,
    closed: Option<Closed>,
}

/// A host that asked not to be asked for long.
#[derive(Clone, Copy, Debug)]
struct Closed {
    until: Instant,
    status: u16,
}

/// Leave to talk to a host; gives its place back when dropped.
#[derive(Debug)]
pub(crate) struct Permit(Arc<Gate>);

impl Gates {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            min_interval: options.min_interval,
            pacing: options.pacing.iter().map(|(host, interval)| (host.to_ascii_lowercase(), *interval)).collect(),
            n_at_once_max: options.per_host_concurrency.max(1),
            gates: Mutex::default(),
        }
    }

    /// The gate of a host and port, and the interval that the options ask for there.
    pub(crate) fn of(&self, host: &str, port: u16) -> (Arc<Gate>, Duration) {
        let (key, interval) = match self.pacing.get(host) {
            Some(interval) => (format!("{host}:{port}"), *interval),
            // The closest service that the host is under shares its gate.
            None => match suffixes(host).find_map(|suffix| self.pacing.get_key_value(suffix)) {
                Some((suffix, interval)) => (suffix.clone(), *interval),
                None => (format!("{host}:{port}"), self.min_interval),
            },
        };
        let gate = Arc::clone(lock(&self.gates).entry(key).or_default());
        (gate, interval)
    }

    /// Waits until the host may be asked: `interval` after its last request started, not held, and with a free place.
    ///
    /// # Errors
    /// The caller stopped, or the host is closed.
    pub(crate) fn enter(&self, gate: &Arc<Gate>, interval: Duration, stop: &Stop) -> Result<Permit, FetchError> {
        let mut state = lock(&gate.state);
        loop {
            if stop.is_set() {
                return Err(FetchError::Stopped);
            }
            let now = Instant::now();
            if let Some(closed) = state.closed.filter(|closed| closed.until > now) {
                let retry_after = Some(closed.until.saturating_duration_since(now));
                return Err(FetchError::RateLimited { status: closed.status, n_attempts: 0, retry_after });
            }
            let paced = state.last_start.and_then(|start| start.checked_add(interval.min(WAIT_MAX)));
            let wait = paced.max(state.held_until).map_or(Duration::ZERO, |due| due.saturating_duration_since(now));
            if wait.is_zero() && state.n_inside < self.n_at_once_max {
                state.n_inside += 1;
                state.last_start = Some(now);
                return Ok(Permit(Arc::clone(gate)));
            }
            let wait = if wait.is_zero() { SLICE } else { wait.min(SLICE) };
            state = gate.left.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Gate {
    /// Lets nobody in for `wait` from now on: the server asked for it.
    pub(crate) fn hold(&self, wait: Duration) {
        lock(&self.state).hold(wait);
    }

    /// The server asked for `asked`, which is longer than `wait_max`. The first time, everybody waits for `wait_max`;
    /// the second time in a row, the host is closed for as long as it asked for, and this is `true`.
    pub(crate) fn hold_long(&self, asked: Duration, wait_max: Duration, status: u16) -> bool {
        let mut state = lock(&self.state);
        state.n_long_holds = state.n_long_holds.saturating_add(1);
        if state.n_long_holds < 2 {
            state.hold(wait_max);
            return false;
        }
        state.closed = Instant::now().checked_add(asked.min(WAIT_MAX)).map(|until| Closed { until, status });
        self.left.notify_all();
        true
    }

    /// The host gave an answer.
    pub(crate) fn was_answered(&self) {
        lock(&self.state).n_long_holds = 0;
    }
}

impl State {
    fn hold(&mut self, wait: Duration) {
        self.held_until = self.held_until.max(Instant::now().checked_add(wait.min(WAIT_MAX)));
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        state.n_inside = state.n_inside.saturating_sub(1);
        self.0.left.notify_one();
    }
}

/// `.b.example`, `.example` for `a.b.example`.
fn suffixes(host: &str) -> impl Iterator<Item = &str> {
    host.match_indices('.').filter_map(|(dot, _)| host.get(dot..))
}

/// Counters stay right when a thread dies, so a poisoned lock is as good as another.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    fn gates() -> Gates {
        let mut options = Options { min_interval: 10 * MS, ..Options::new("x") };
        options.pacing.insert("Slow.Example".to_owned(), 20 * MS);
        options.pacing.insert(".boards.example".to_owned(), 30 * MS);
        options.pacing.insert(".eu.boards.example".to_owned(), 40 * MS);
        Gates::new(&options)
    }

    #[test]
    fn hosts_of_one_service_share_a_gate_and_others_do_not() {
        let gates = gates();
        let gate = |host: &str| gates.of(host, 443).0;
        let is_shared = |one: &str, other: &str| Arc::ptr_eq(&gate(one), &gate(other));
        assert!(is_shared("acme.boards.example", "other.boards.example"));
        assert!(is_shared("acme.eu.boards.example", "other.eu.boards.example"));
        assert!(!is_shared("acme.boards.example", "acme.eu.boards.example"));
        assert!(!is_shared("acme.boards.example", "boards.example"));
        assert!(!is_shared("acme.example", "other.example"));
        assert!(is_shared("acme.example", "acme.example"));
        assert!(!Arc::ptr_eq(&gates.of("acme.example", 80).0, &gates.of("acme.example", 443).0));
    }

    #[test]
    fn the_closest_interval_holds() {
        let gates = gates();
        let ms = |host: &str| gates.of(host, 443).1.as_millis();
        assert_eq!(ms("jobs.example"), 10);
        assert_eq!(ms("slow.example"), 20);
        assert_eq!(ms("a.slow.example"), 10);
        assert_eq!(ms("a.boards.example"), 30);
        assert_eq!(ms("a.b.boards.example"), 30);
        assert_eq!(ms("a.eu.boards.example"), 40);
        assert_eq!(ms("notboards.example"), 10);
        assert_eq!(ms(""), 10);
    }

    #[test]
    fn a_place_is_given_back() {
        let gates = Gates::new(&Options { min_interval: Duration::ZERO, ..Options::new("x") });
        let (gate, interval) = gates.of("jobs.example", 443);
        let stop = Stop::new();
        let permit = gates.enter(&gate, interval, &stop).unwrap();
        assert_eq!(lock(&gate.state).n_inside, 1);
        drop(permit);
        assert_eq!(lock(&gate.state).n_inside, 0);
        stop.set();
        assert!(matches!(gates.enter(&gate, interval, &stop), Err(FetchError::Stopped)));
        assert_eq!(lock(&gate.state).n_inside, 0);
    }

    #[test]
    fn endless_waits_are_waited_for() {
        let gates = Gates::new(&Options::new("x"));
        let is_stuck = |gate: &Arc<Gate>, interval| {
            let stop = Stop::new();
            std::thread::scope(|scope| {
                let waiting = scope.spawn(|| gates.enter(gate, interval, &stop));
                std::thread::sleep(50 * MS);
                stop.set();
                matches!(waiting.join().unwrap(), Err(FetchError::Stopped))
            })
        };
        let (held, _) = gates.of("held.example", 443);
        held.hold(Duration::MAX);
        assert!(is_stuck(&held, Duration::ZERO));
        let (paced, _) = gates.of("paced.example", 443);
        assert!(!is_stuck(&paced, Duration::MAX), "the first one waits for nobody");
        assert!(is_stuck(&paced, Duration::MAX));
    }
}
