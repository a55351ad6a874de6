//! Maps a stream over threads and hands the results on in the order of the stream.
//!
//! Bounded: no more than a few items a thread are in flight, so memory does not grow with the stream, and
//! a slow item holds the others back instead of filling memory.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

/// Items in flight per thread.
const IN_FLIGHT_PER_THREAD: usize = 4;

/// Runs `produce` on a thread of its own, `work` on `n_threads` threads each with a state of its own, and
/// `consume` on this thread in the order of production. Stops at the first error of `consume`.
///
/// # Errors
/// The first error of `consume`.
pub(crate) fn ordered<T: Send, R: Send, S, E>(
    n_threads: usize,
    produce: impl FnOnce(&mut dyn FnMut(T) -> bool) + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
    mut consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let n_threads = n_threads.max(1);
    let (permits_in, permits_out) = sync_channel::<()>(n_threads * IN_FLIGHT_PER_THREAD);
    let (items_in, items_out) = channel::<(u64, T)>();
    let items_out = Mutex::new(items_out);
    let (results_in, results_out) = channel::<(u64, R)>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut number = 0;
            produce(&mut |item| {
                // A permit comes back when the item's result was consumed; no receiver means: stop.
                let is_wanted = permits_in.send(()).is_ok() && items_in.send((number, item)).is_ok();
                number += 1;
                is_wanted
            });
        });
        for _ in 0..n_threads {
            let (items_out, results_in, state, work) = (&items_out, results_in.clone(), &state, &work);
            scope.spawn(move || {
                let mut state = state();
                loop {
                    let next = match items_out.lock() {
                        Ok(items) => items.recv(),
                        Err(_) => return,
                    };
                    let Ok((number, item)) = next else { return };
                    if results_in.send((number, work(&mut state, item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(results_in);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (number, result) in results_out {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                let _ = permits_out.recv();
                if let Err(error) = consume(result) {
                    drop(permits_out);
                    return Err(error);
                }
            }
        }
        Ok(())
    })
}

/// Threads to use when nobody says: as many as the machine has.
pub(crate) fn default_threads() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_stream_at_any_number_of_threads() {
        for n_threads in [1, 2, 8] {
            let mut seen = Vec::new();
            let outcome: Result<(), ()> = ordered(
                n_threads,
                |send| {
                    for number in 0..1_000_u64 {
                        send(number);
                    }
                },
                || (),
                |(), number| {
                    // Uneven work, so that later items overtake earlier ones.
                    (0..(number * 7919) % 500).fold(number, |sum, n| sum ^ n ^ n)
                },
                |number| {
                    seen.push(number);
                    Ok(())
                },
            );
            assert_eq!(outcome, Ok(()));
            assert_eq!(seen, (0..1_000).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_of_the_consumer_stops_an_endless_stream() {
        let outcome = ordered(
            2,
            |send| {
                let mut number = 0_u64;
                while send(number) {
                    number += 1;
                }
            },
            || (),
            |(), number| number,
            |number| if number == 100 { Err(number) } else { Ok(()) },
        );
        assert_eq!(outcome, Err(100));
    }
}
