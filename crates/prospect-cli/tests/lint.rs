//! `prospect lint` as a person and a program use it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Without the market: loading it takes longer than all else in these tests.
fn lint(args: &[&str], input: &str) -> Output {
    run(&[&["--no-market"], args].concat(), input)
}

fn run(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_prospect"))
        .arg("lint")
        .args(args)
        // No snapshot of this machine: what is compared is the shipped history.
        .env("PROSPECT_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-home"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[track_caller]
fn check(args: &[&str], input: &str, code: i32, expected: &[&str]) {
    check_output(&lint(args, input), code, expected);
}

#[track_caller]
fn check_output(output: &Output, code: i32, expected: &[&str]) {
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(code), "{text}{}", String::from_utf8_lossy(&output.stderr));
    for part in expected {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
}

const BAD: &str = "Acme | Senior Rust Engineer | Berlin | €80k-90k\n\nYou have 15+ years of Rust experience.\nApply at jobs@acme.example.\n";
const GOOD: &str = "Acme | Senior Rust Engineer | Berlin | €80k-90k\nYou have 3+ years of Rust experience.\nApply at jobs@acme.example.\n";

#[test]
fn words_are_underlined_and_the_code_tells() {
    check(
        &["--date", "2024-05-01"],
        BAD,
        1,
        &[
            "[impossible-years]",
            "3 | You have 15+ years of Rust experience.",
            "why: ",
            "instead: ",
            "1 finding in 1 posting",
        ],
    );
    check(&["--date", "2024-05-01"], GOOD, 0, &["0 findings in 1 posting"]);
    check(&["--date", "2024-05-01", "--allow", "impossible-years"], BAD, 0, &["0 findings"]);
    check(&["--only", "hype"], BAD, 0, &["0 findings"]);
    check(&["--level", "law"], "Acme | Rust Ninja | Remote\n", 0, &["0 findings"]);
}

#[test]
fn each_kind_of_document_is_understood() {
    let job = r#"{"@context":"https://schema.org","@type":"JobPosting","title":"Rust Ninja","description":"<p>We build tools.</p>","datePosted":"2026-05-01","hiringOrganization":{"name":"Acme"},"baseSalary":{"currency":"EUR","value":{"value":90000,"unitText":"YEAR"}},"jobLocation":{"address":{"addressLocality":"Berlin"}}}"#;
    check(&["--level", "law"], job, 1, &["[invalid-jobposting]", "`jobLocation`"]);
    let page = format!("<html><script type=\"application/ld+json\">{job}</script><p>Hello</html>");
    check(&["--level", "law"], &page, 1, &["[invalid-jobposting]"]);
    check(&[], "<p>Acme | Rust <b>Ninja</b> | Remote (EU) | €90k<p>jobs@acme.example", 1, &["[hype]"]);
    let lines = "{\"id\":\"a\",\"text\":\"Acme | Rust Ninja | Remote (EU) | €90k | jobs@acme.example\"}\n{\"id\":\"b\",\"text\":\"Acme | Rust Engineer | Remote (EU) | €90k | jobs@acme.example\"}\n";
    check(&["--format", "json"], lines, 1, &["\"id\":\"a\"", "\"words\":\"Ninja\"", "\"id\":\"b\",\"schema\":1"]);
    check(&[], &format!("{lines}{{broken\n"), 4, &["[hype]"]);
}

#[test]
fn machines_get_lines_and_columns() {
    let output = lint(&["--date", "2024-05-01", "--format", "sarif"], BAD);
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "impossible-years");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
    assert!(log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().len() >= 15);
    check(
        &["--date", "2024-05-01", "--format", "github"],
        BAD,
        1,
        &[
            "::error file=standard input,line=3,endLine=3,col=",
            ",title=impossible-years::15 years of Rust asked on 2024-05-01",
        ],
    );
}

#[test]
fn rules_are_listed_and_explained() {
    check(&["--list"], "", 0, &["impossible-years", "invalid-jobposting", "hype"]);
    check(&["--explain", "impossible-years"], "", 0, &["## Why it matters", "## Flagged"]);
    let output = lint(&["--explain", "impossible"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no rule `impossible`"));
}

#[test]
fn the_market_is_told_and_can_be_left_out() {
    let low = "Acme | Senior Rust Engineer | San Francisco, CA | Onsite | $60k-$65k\nWe build storage in Rust. Apply at jobs@acme.example\n";
    let found = ["[pay-below-market]", "country US, level senior, role family", "95 % interval"];
    check_output(&run(&[], low), 1, &found);
    check(&[], low, 0, &["0 findings"]);
    check_output(
        &run(&["--benchmark", "--allow", "pay-below-market"], low),
        0,
        &["In the market: Senior Rust Engineer", "pay more", "again: prospect ask pay", "--country US", "--history"],
    );
    let output = run(&["--benchmark", "--format", "json"], low);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let pay = &line["benchmark"][0]["pay"];
    assert!(pay["pay_more"]["low"].as_f64().unwrap() > 0.75);
    assert_eq!(pay["comparable"]["ids"].as_array().unwrap().len() as u64, pay["comparable"]["n"].as_u64().unwrap());
    for key in ["stating_pay", "required_technologies", "years", "reach"] {
        let standing = &line["benchmark"][0][key];
        assert!(standing["command"].as_str().unwrap().starts_with("prospect ask "), "{key}: {standing}");
        assert!(standing["comparable"]["n_employers"].as_u64().unwrap() >= 8, "{key}");
    }
    for args in [&["--benchmark", "--no-market"][..], &["--benchmark", "--format", "sarif"]] {
        assert_eq!(run(args, low).status.code(), Some(2), "{args:?}");
    }
}

/// The command that a standing names counts the openings that it says.
#[test]
fn the_named_command_counts_the_same_openings() {
    let draft =
        "Acme | Senior Rust Engineer | Berlin, Germany | Hybrid | 90,000 EUR a year\nWe build storage in Rust.\n";
    let output = run(&["--benchmark", "--format", "json"], draft);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let standing = &line["benchmark"][0]["stating_pay"];
    let command = standing["command"].as_str().unwrap();
    let words: Vec<&str> = command.split(' ').skip(1).chain(["--json", "--replicates", "200"]).collect();
    let answer = Command::new(env!("CARGO_BIN_EXE_prospect")).args(words).output().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(answer["panels"][0]["n_openings"], standing["comparable"]["n_openings"], "{command}");
}

/// What the schema of SARIF 2.1.0 requires, and what code scanning needs to show a result.
#[test]
fn sarif_has_what_its_schema_requires() {
    let lines = "{\"id\":\"a b\",\"text\":\"Acme | Rust Ninja | Berlin\"}\n{\"id\":\"c\",\"text\":\"Acme | Rust Engineer | Remote\"}\n";
    let job = r#"{"@context":"https://schema.org","@type":"JobPosting","title":"Rust Engineer"}"#;
    for input in [BAD, lines, job, "Acme | Rust Engineer | Remote (EU) | €90k | jobs@acme.example"] {
        let output = lint(&["--format", "sarif"], input);
        let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert!(run["tool"]["driver"]["name"].is_string());
        let rules: Vec<&str> =
            run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.is_empty(), output.status.code() == Some(0), "{input}");
        for result in results {
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
            assert!(rules.contains(&result["ruleId"].as_str().unwrap()));
            let location = &result["locations"][0];
            let physical = &location["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(!uri.is_empty() && uri.bytes().all(|byte| byte.is_ascii_graphic()), "`{uri}` is no URI");
            match physical.get("region") {
                Some(region) => {
                    let n = |key: &str| region[key].as_u64().unwrap();
                    assert!(n("startLine") >= 1 && n("startColumn") >= 1);
                    assert!((n("endLine"), n("endColumn")) > (n("startLine"), n("startColumn")));
                }
                None => assert!(location["logicalLocations"][0]["fullyQualifiedName"].is_string()),
            }
        }
    }
}

/// Each line is one workflow command with its known names, whatever stands in the words.
#[test]
fn github_gets_commands_only() {
    let text = "Acme: 100% Rust, Ninja\r\nNinja, two | Remote\n";
    let output = lint(&["--format", "github"], text);
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.lines().count() >= 3, "{out}");
    for line in out.lines() {
        let (command, rest) = line.strip_prefix("::").unwrap().split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command), "{line}");
        let (properties, message) = rest.split_once("::").unwrap();
        assert!(!message.is_empty());
        for property in properties.split(',') {
            let name = property.split_once('=').unwrap().0;
            assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&name), "{line}");
        }
    }
}

#[test]
fn every_rule_is_explained_and_every_failure_has_its_code() {
    let list = String::from_utf8(lint(&["--list"], "").stdout).unwrap();
    assert_eq!(list.lines().count(), 16, "{list}");
    for line in list.lines() {
        let id = line.split(' ').next().unwrap();
        check(&["--explain", id], "", 0, &[&format!("# {id} ("), "## What it does", "## Sources"]);
    }
    assert_eq!(lint(&["no-such-file.txt"], "").status.code(), Some(2));
    assert_eq!(lint(&["--date", "yesterday"], BAD).status.code(), Some(2));
    assert_eq!(lint(&["--only", "no-such-rule"], BAD).status.code(), Some(2));
}

/// An answer of a server, piped in: a page, alone or packed.
#[test]
fn the_content_of_a_url_is_understood() {
    let page = "<!doctype html><html><head><title>Acme: Rust Ninja</title></head><body><h1>Rust Ninja</h1><p>Remote (EU), €90k. Apply: <a href=\"https://acme.example/apply\">here</a></p></body></html>";
    check(&[], page, 1, &["[hype]"]);
    let ld = r#"<html><script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Acme"},{"@type":"JobPosting","title":"Rust Engineer","description":"We build tools.","datePosted":"2026-05-01","hiringOrganization":"Acme","jobLocationType":"TELECOMMUTE"}]}</script></html>"#;
    check(&["--level", "law"], ld, 1, &["`applicantLocationRequirements`"]);
}
