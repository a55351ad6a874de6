//! The examples on each rule's page are what they say: flagged ones are flagged by that rule, accepted ones are not.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use prospect_extract::{Extractor, Scratch};
use prospect_lint::{ALL, Draft, Finding, Market, Measured, Place, Rule, lint};
use prospect_model::{Body, Date, Fields, Posting};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

struct Example {
    is_flagged: bool,
    is_json: bool,
    /// Lines `posted: …`, `paying-more: …` (value and interval) before the posting's own.
    options: Vec<(String, String)>,
    body: String,
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut section = "";
    let mut open: Option<Example> = None;
    for line in page.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if let Some(title) = line.strip_prefix("## ") {
            section = title;
        } else if let Some(info) = line.strip_prefix("```") {
            match open.take() {
                Some(example) => examples.push(example),
                None => {
                    open = Some(Example {
                        is_flagged: section == "Flagged",
                        is_json: info == "json",
                        options: Vec::new(),
                        body: String::new(),
                    })
                }
            }
        } else if let Some(example) = open.as_mut() {
            match line.split_once(": ") {
                Some((name @ ("posted" | "paying-more"), value)) => {
                    example.options.push((name.to_owned(), value.to_owned()));
                }
                _ => {
                    example.body.push_str(line);
                    example.body.push('\n');
                }
            }
        }
    }
    examples
}

fn measured(value: f64, low: f64, high: f64) -> Measured {
    Measured { value, low, high, n: 64, comparable: "openings of a test".to_owned() }
}

/// A market that knows pay only.
#[derive(Debug)]
struct PaysMore(Measured);

impl Market for PaysMore {
    fn share_stating_pay(&self) -> Option<Measured> {
        None
    }

    fn required_technologies_p90(&self) -> Option<Measured> {
        None
    }

    fn share_paying_more(&self) -> Option<Measured> {
        Some(self.0.clone())
    }
}

fn findings(rules: &[&'static Rule], example: &Example) -> (String, Vec<Finding>) {
    let option = |name: &str| example.options.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let json: Option<serde_json::Value> = example.is_json.then(|| serde_json::from_str(&example.body).unwrap());
    let text = json.as_ref().map_or(example.body.as_str(), |job| job["description"].as_str().unwrap_or_default());
    let posting = Posting {
        id: "example".to_owned(),
        source: "jsonl".to_owned(),
        posted: option("posted").and_then(|day| Date::parse(&day)),
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text.to_owned()),
        fields: Fields::default(),
    };
    let facts = EXTRACTOR.read(&posting, &mut Scratch::default());
    let market = option("paying-more").map(|numbers| {
        let numbers: Vec<f64> = numbers.split(' ').map(|number| number.parse().unwrap()).collect();
        PaysMore(measured(numbers[0], numbers[1], numbers[2]))
    });
    let draft = Draft {
        posting: &posting,
        text,
        facts: &facts,
        day: posting.posted,
        job_posting: json.as_ref(),
        market: market.as_ref().map(|market| market as &dyn Market),
    };
    (text.to_owned(), lint(&draft, rules))
}

#[test]
fn flagged_examples_are_flagged_and_accepted_ones_are_not() {
    for rule in ALL {
        for example in examples(rule.page) {
            let (text, found) = findings(&[rule], &example);
            assert_eq!(!found.is_empty(), example.is_flagged, "{}: {found:#?}\n{}", rule.id, example.body);
            for finding in found {
                assert!(finding.level <= rule.level, "{}", rule.id);
                assert!(![&finding.what, &finding.why, &finding.instead].iter().any(|words| words.is_empty()));
                if let Place::Text { start, end } = finding.place {
                    assert!(!text.get(start as usize..end as usize).unwrap().trim().is_empty());
                }
            }
        }
    }
}

#[test]
fn every_rule_has_a_page_with_all_its_parts() {
    for rule in ALL {
        for part in ["## What it does\n", "## Why it matters\n", "## Flagged\n", "## Accepted\n", "## Sources\n"] {
            assert!(rule.page.contains(&format!(" {part}")), "{}: {part}", rule.id);
        }
        assert!(examples(rule.page).iter().any(|example| example.is_flagged), "{}", rule.id);
        assert!(examples(rule.page).iter().any(|example| !example.is_flagged), "{}", rule.id);
        assert!(rule.summary().ends_with('.'), "{}: {}", rule.id, rule.summary());
    }
}

#[test]
fn rules_stand_in_the_order_of_their_ids_and_no_id_stands_twice() {
    assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
}
