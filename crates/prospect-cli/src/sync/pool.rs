//! Looks at many boards: services side by side, the boards of one service one after the other.

use crate::screen::grouped;
use crate::sync::look::{LookReport, Looker, Plan};
use anyhow::Result;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Services that are asked at once: each mostly waits.
const GROUPS_AT_ONCE_MAX: usize = 16;

/// One line on the screen a source: boards done of all, postings, bytes and their rate.
pub(crate) struct Bars {
    bars: BTreeMap<String, (ProgressBar, AtomicUsize, AtomicUsize)>,
}

impl Bars {
    /// Lines for the sources of these plans; shown on a terminal only.
    pub(crate) fn new(plans: &[Plan]) -> Self {
        let screen = MultiProgress::new();
        if !std::io::stderr().is_terminal() {
            screen.set_draw_target(ProgressDrawTarget::hidden());
        }
        let mut n_boards: BTreeMap<String, u64> = BTreeMap::new();
        for plan in plans {
            *n_boards.entry(plan.board.source.clone()).or_default() += 1;
        }
        let bar = |(source, n): (String, u64)| {
            let bar = screen.add(ProgressBar::new(n));
            let style = ProgressStyle::with_template("{prefix:16} {bar:16} {pos} of {len} boards {msg} {elapsed}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.set_prefix(source.clone());
            (source, (bar, AtomicUsize::new(0), AtomicUsize::new(0)))
        };
        Self { bars: n_boards.into_iter().map(bar).collect() }
    }

    /// An answer came.
    pub(crate) fn heard(&self, source: &str, n_bytes: u64, n_postings: u64) {
        let Some((bar, bytes, postings)) = self.bars.get(source) else { return };
        let add = |to: &AtomicUsize, n: u64| {
            let n = usize::try_from(n).unwrap_or(usize::MAX);
            to.fetch_add(n, Ordering::Relaxed).saturating_add(n)
        };
        let (bytes, postings) = (add(bytes, n_bytes), add(postings, n_postings));
        let secs = bar.elapsed().as_secs_f64().max(0.001);
        bar.set_message(format!("{} postings, {:.2} MB/s", grouped(postings as u64), bytes as f64 / 1e6 / secs));
    }

    /// A board is done.
    fn done(&self, source: &str) {
        if let Some((bar, ..)) = self.bars.get(source) {
            bar.inc(1);
        }
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.bars.values().for_each(|(bar, ..)| bar.finish_and_clear());
    }
}

/// Looks at all boards; reports in the order of the plans. Ends early when told to stop, or when the home fails.
///
/// # Errors
/// Fails when the home cannot be read or written.
pub(crate) fn run(looker: &Looker<'_>, plans: &[Plan], bars: &Bars) -> Result<Vec<LookReport>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, plan) in plans.iter().enumerate() {
        groups.entry(service_of(plan)).or_default().push(at);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().collect();
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, LookReport>> = Mutex::default();
    let failed: Mutex<Option<anyhow::Error>> = Mutex::default();
    let lock = |mutex: &Mutex<BTreeMap<usize, LookReport>>, at: usize, report: LookReport| {
        mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(at, report);
    };
    let work = || {
        while let Some(group) = groups.get(next.fetch_add(1, Ordering::SeqCst)) {
            for &at in group {
                let Some(plan) = plans.get(at).filter(|_| !looker.stop.is_set()) else { return };
                match looker.look(plan) {
                    Ok(report) => lock(&done, at, report),
                    Err(error) => {
                        looker.stop.set();
                        failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(error);
                        return;
                    }
                }
                bars.done(&plan.board.source);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..groups.len().min(GROUPS_AT_ONCE_MAX) {
            scope.spawn(work);
        }
        work();
    });
    match failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).into_values().collect()),
    }
}

/// What is asked at one pace: the last two labels of the host, since many services give each customer a host of its own.
fn service_of(plan: &Plan) -> String {
    let url = plan.first.first().map(|request| request.url.as_str()).unwrap_or_default();
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or_default();
    if host.starts_with(|c: char| c.is_ascii_digit() || c == '[') {
        return host.to_owned();
    }
    let host = host.split(':').next().unwrap_or_default();
    let mut labels: Vec<&str> = host.rsplit('.').take(2).collect();
    labels.reverse();
    labels.join(".")
}

/// Whether a stop was asked for by Ctrl-C; set once for the process.
pub(crate) fn stop_on_ctrl_c(stop: &prospect_fetch::Stop) -> Result<()> {
    let stop = stop.clone();
    // A second Ctrl-C ends the process at once: what came is stored either way.
    ctrlc::set_handler(move || {
        if stop.is_set() {
            std::process::exit(130);
        }
        stop.set();
        eprintln!("stopping: what came is stored; press again to end at once");
    })?;
    Ok(())
}
