//! What the tests of the command share: made-up postings, and a way to run the binary.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it, and a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

/// Made-up postings as JSON Lines, the same for the same number: invented employers, reposts over months.
pub(crate) fn postings(n: usize) -> String {
    const TITLES: [&str; 5] = [
        "Senior Rust Engineer",
        "Backend Developer (Go)",
        "Embedded Software Engineer",
        "Data Engineer",
        "Staff Engineer",
    ];
    const PLACES: [&str; 4] = ["Berlin", "Remote (EU)", "New York City or REMOTE (US)", "Zürich, hybrid"];
    const STACKS: [&str; 4] =
        ["Rust, tokio, PostgreSQL", "Go, gRPC, Kubernetes", "C, C++ and Rust", "Python, Spark, Airflow"];
    let mut out = String::new();
    for number in 0..n {
        // A third are reposts of the posting a hundred before, a month later.
        let base = if number % 3 == 0 { number.saturating_sub(100) } else { number };
        let month = 1 + (number / 400) % 12;
        let year = 2015 + (number / 4800) % 10;
        let text = format!(
            "Acme{} | {} | {} | ${}k-${}k | Full-time\\n\\nWe build tool number {base} for people who need it. Our stack is {}.\\n\\nRequirements:\\n- {}+ years of experience with {}\\n- You write clearly about topic {base}\\n\\nNice to have: Terraform, AWS.",
            base % 331,
            TITLES[base % 5],
            PLACES[(base / 3) % 4],
            100 + base % 50,
            150 + base % 70,
            STACKS[(base / 2) % 4],
            1 + base % 9,
            STACKS[(base / 5) % 4],
        );
        out.push_str(&format!("{{\"id\":\"{number}\",\"posted\":\"{year}-{month:02}-01\",\"text\":\"{text}\"}}\n"));
    }
    out
}

/// The binary, on a home of its own, without anything that the environment says.
pub(crate) fn prospect(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prospect"));
    // The cache lies beside the home, which a test may want to stay unmade.
    let cache = home.with_extension("cache");
    command.env("PROSPECT_HOME", home).env("XDG_CACHE_HOME", cache).env_remove("NO_COLOR").env_remove("COLUMNS");
    command
}

/// Runs the binary.
pub(crate) fn run(home: &Path, args: &[&str]) -> Output {
    prospect(home).args(args).output().unwrap()
}

/// Runs the binary, which must end with this exit code; its standard output.
#[track_caller]
pub(crate) fn expect(home: &Path, code: i32, args: &[&str]) -> String {
    let output = run(home, args);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "prospect {args:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}
