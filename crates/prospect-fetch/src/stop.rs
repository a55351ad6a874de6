//! The flag by which a caller ends everything that waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Longest time between two looks at the flag: a stop is noticed within it.
pub(crate) const SLICE: Duration = Duration::from_millis(40);

/// A flag that ends waits: for the pace of a host, for a retry, for a name, for a connection, for bytes.
///
/// Clones share one flag. Setting it is one atomic store, so a signal handler may do it.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// A flag that is not set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the flag, for good.
    pub fn set(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether the flag is set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Sleeps for `duration` or until the flag is set; `true` when the whole time passed.
    #[must_use]
    pub fn wait(&self, duration: Duration) -> bool {
        let start = Instant::now();
        loop {
            if self.is_set() {
                return false;
            }
            let left = duration.saturating_sub(start.elapsed());
            if left.is_zero() {
                return true;
            }
            thread::sleep(left.min(SLICE));
        }
    }
}
