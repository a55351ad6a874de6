//! What a person sees beside the answer: progress and messages on standard error, colour where it is wanted.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt;
use std::io::{ErrorKind, IsTerminal, Write as _};
use std::time::Duration;

/// How a command ended, for the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done.
    Fine,
    /// Something was found that the caller asked to be told of.
    Findings,
    /// Done in part: some input was refused.
    Part,
}

/// Progress on standard error, shown only on a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Progress of bytes whose total nobody knows.
    pub(crate) fn bytes(what: &'static str) -> Self {
        Self::of(ProgressBar::no_length(), what, "{msg} {bytes} ({binary_bytes_per_sec})")
    }

    /// Progress of bytes with rate and time left.
    pub(crate) fn bytes_of(what: &'static str, total: u64) -> Self {
        let style = "{msg} {bar:24} {bytes} of {total_bytes} ({binary_bytes_per_sec}, {eta} left)";
        Self::of(ProgressBar::new(total), what, style)
    }

    /// Progress of things that are counted.
    pub(crate) fn count_of(what: &'static str, total: u64) -> Self {
        Self::of(ProgressBar::new(total), what, "{msg} {bar:24} {pos} of {len} ({per_sec}, {eta} left)")
    }

    /// A step without a measure.
    pub(crate) fn step(what: &'static str) -> Self {
        Self::of(ProgressBar::new_spinner(), what, "{msg} {elapsed}")
    }

    fn of(bar: ProgressBar, what: &'static str, style: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.set_message(what);
        if std::io::stderr().is_terminal() {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar }
    }

    /// Counts.
    pub(crate) fn add(&self, n: u64) {
        self.bar.inc(n);
    }

    /// Prints a line to standard error without breaking the bar.
    pub(crate) fn say(&self, line: &str) {
        if self.bar.is_hidden() {
            eprintln!("{line}");
        } else {
            self.bar.println(line);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Writes to standard output; what a closed pipe does not take is dropped.
///
/// # Panics
/// As the standard macros do, where writing fails otherwise: a full disk must not look like an answer.
pub(crate) fn put(words: fmt::Arguments<'_>) {
    match std::io::stdout().write_fmt(words) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => panic!("failed to write to standard output: {error}"),
        _ => {}
    }
}

/// Whether standard output wants colour: a terminal, and nobody said no.
pub(crate) fn has_colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// 1 and "opening" as "1 opening", 2,000 as "2,000 openings".
pub(crate) fn counted(n: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// 1234567 as "1,234,567".
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
