//! How long to wait before another attempt.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// Waits that double, with jitter from a seed.
#[derive(Debug)]
pub(crate) struct Backoff {
    first: Duration,
    max: Duration,
    state: AtomicU64,
}

impl Backoff {
    pub(crate) fn new(first: Duration, max: Duration, seed: u64) -> Self {
        Self { first, max, state: AtomicU64::new(seed) }
    }

    /// Wait after `n_attempts` failed ones: between half of and the whole of `first · 2^(n_attempts - 1)`, at most `max`.
    ///
    /// Half stays fixed so that a wait is never none; the other half spreads clients that failed together.
    pub(crate) fn wait(&self, n_attempts: u32) -> Duration {
        let doubled = self.first.saturating_mul(1 << n_attempts.saturating_sub(1).min(20)).min(self.max);
        let half = doubled / 2;
        half + half.mul_f64(self.fraction())
    }

    /// The next number of a SplitMix64 sequence, within 0 and 1.
    /// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014, for the constants.
    fn fraction(&self) -> f64 {
        let mut bits = self.state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        (bits >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Reads the value of a `Retry-After` header: seconds, or a date, of which the distance from `now` counts.
/// `None` for anything else. Source: RFC 9110, 10.2.3.
pub(crate) fn parse_retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds is a very long wait, not a broken value.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_within_their_bounds_and_repeat_with_the_seed() {
        let waits = |seed| {
            let backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(60), seed);
            (1..=12).map(|n_attempts| backoff.wait(n_attempts)).collect::<Vec<_>>()
        };
        for (n, wait) in waits(7).into_iter().enumerate() {
            let whole = Duration::from_millis(500 << n).min(Duration::from_secs(60));
            assert!(wait >= whole / 2 && wait <= whole, "wait {n} is {wait:?}, not within half and whole {whole:?}");
        }
        assert_eq!(waits(7), waits(7));
        assert_ne!(waits(7), waits(8));
        let backoff = Backoff::new(Duration::MAX, Duration::from_secs(60), 0);
        assert!(backoff.wait(u32::MAX) <= Duration::from_secs(60));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777); // Sun, 06 Nov 1994 08:49:37 GMT
        let secs = |value| parse_retry_after(value, now).map(|it| it.as_secs());
        assert_eq!(secs("120"), Some(120));
        assert_eq!(secs(" 0 "), Some(0));
        assert_eq!(secs("99999999999999999999999"), Some(u64::MAX));
        assert_eq!(secs("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
        assert_eq!(secs("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0), "a date that has passed");
        assert_eq!(secs("-5"), None);
        assert_eq!(secs("1.5"), None);
        assert_eq!(secs("soon"), None);
        assert_eq!(secs(""), None);
    }
}
