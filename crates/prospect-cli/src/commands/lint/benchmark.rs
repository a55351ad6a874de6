//! Prints how a posting stands in the market.

use crate::asked;
use crate::dataset::Origin;
use crate::lookup::Shipped;
use crate::screen::{counted, grouped};
use prospect_lexicon::knowledge;
use prospect_market::benchmark::{Benchmark, Comparable, NumberStanding, PayEnds, ReachFrom, Silent, Trait};
use prospect_market::{Lookup as _, Point};
use serde_json::{Value, json};
use std::io::Write;

/// A benchmark for programs: the standings, and for each the command that makes the same openings again.
pub(super) fn as_json(benchmark: &Benchmark, origin: Option<Origin>) -> Value {
    let standing = |value: Value, comparable: Option<&Comparable>, question: &str| {
        let mut value = value;
        if let (Some(comparable), Some(object)) = (comparable, value.as_object_mut()) {
            object.insert("command".to_owned(), command(comparable, question, origin).into());
        }
        value
    };
    let either = |result: Result<Value, &Silent>| result.unwrap_or_else(|silent| json!({ "too_few": silent }));
    let pay = benchmark.pay.as_ref();
    let reach = benchmark.reach.as_ref();
    let comparable = |number: &Result<NumberStanding, Silent>| number.as_ref().ok().map(|it| it.comparable.clone());
    json!({
        "asked": benchmark.asked,
        "pay": pay.map(|it| standing(either(it.as_ref().map(|it| json!(it))), it.as_ref().ok().map(|it| &it.comparable), "pay")),
        "stating_pay": standing(
            either(benchmark.stating_pay.as_ref().map(|it| json!(it))),
            benchmark.stating_pay.as_ref().ok().map(|it| &it.comparable),
            "pay",
        ),
        "required_technologies": standing(
            either(benchmark.required_technologies.as_ref().map(|it| json!(it))),
            comparable(&benchmark.required_technologies).as_ref(),
            "anatomy",
        ),
        "years": standing(either(benchmark.years.as_ref().map(|it| json!(it))), comparable(&benchmark.years).as_ref(), "careers"),
        "reach": reach.map(|it| standing(either(it.as_ref().map(|it| json!(it))), it.as_ref().ok().map(|it| &it.comparable), "careers")),
    })
}

/// A benchmark for people.
pub(super) fn text(benchmark: &Benchmark, origin: Option<Origin>, out: &mut dyn Write) -> std::io::Result<()> {
    let asked = &benchmark.asked;
    let title = if asked.title.is_empty() { "this posting" } else { &asked.title };
    writeln!(out, "In the market: {title}")?;
    let mut entry = |name: &str, lines: Vec<String>, behind: Option<(&Comparable, &str)>| {
        for (line_idx, line) in lines.iter().enumerate() {
            writeln!(out, "  {:22} {line}", if line_idx == 0 { name } else { "" })?;
        }
        let Some((comparable, question)) = behind else { return Ok(()) };
        writeln!(out, "  {:22} beside {comparable}{}", "", given_up(comparable))?;
        writeln!(out, "  {:22} again: {}", "", command(comparable, question, origin))
    };
    match &benchmark.pay {
        None if asked.countries.is_empty() => entry("pay", vec!["not compared: no pay, or no place".to_owned()], None)?,
        None => entry("pay", vec!["not compared: no base pay that has an amount a year".to_owned()], None)?,
        Some(Err(silent)) => entry("pay", vec![too_few(silent)], None)?,
        Some(Ok(pay)) => {
            let end = match pay.ends {
                PayEnds::Both => "",
                PayEnds::AtLeast => "at least ",
                PayEnds::AtMost => "at most ",
            };
            let usd = grouped(pay.usd.round() as u64);
            let mut lines = vec![
                format!("{end}{usd} USD a year: {} of comparable openings pay less", share(pay.pay_less)),
                format!("{} pay more", share(pay.pay_more)),
            ];
            if pay.n_undecided > 0 {
                let n = counted(pay.n_undecided, "opening");
                lines.push(format!("{n} with one end of pay may be either: counted in the intervals only"));
            }
            entry("pay", lines, Some((&pay.comparable, "pay")))?;
        }
    }
    match &benchmark.stating_pay {
        Err(silent) => entry("pay stated", vec![too_few(silent)], None)?,
        Ok(found) => {
            let own = if found.is_stated { "this one does" } else { "this one does not" };
            entry(
                "pay stated",
                vec![format!("{} state pay; {own}", share(found.share))],
                Some((&found.comparable, "pay")),
            )?;
        }
    }
    for (name, number, question, none) in [
        ("required technologies", &benchmark.required_technologies, "anatomy", "none is required by name"),
        ("years", &benchmark.years, "careers", "no years are asked"),
    ] {
        match number {
            Err(silent) => entry(name, vec![too_few(silent)], None)?,
            Ok(found) => {
                let own = match (found.own, found.have_less) {
                    (Some(own), Some(less)) => format!("{own}: {} ask for fewer", share(less)),
                    _ => none.to_owned(),
                };
                let usual = format!(
                    "half ask for at most {}, nine in ten for at most {}",
                    value(found.median),
                    value(found.p90)
                );
                entry(name, vec![own, usual], Some((&found.comparable, question)))?;
            }
        }
    }
    match &benchmark.reach {
        None => entry("who else could do it", vec!["not compared: no language named".to_owned()], None)?,
        Some(Err(silent)) => entry("who else could do it", vec![too_few(silent)], None)?,
        Some(Ok(reach)) => {
            let language = name(&reach.language);
            let line = |from: &ReachFrom, what: String| {
                let own = if from.is_accepted { "so does this one" } else { "this one does not say so" };
                let share = from.share.map_or("too few for a share".to_owned(), share);
                let employers = counted(from.n_employers, "employer");
                format!(
                    "{} of {} openings {what} ({employers}; {share}); {own}",
                    grouped(from.n),
                    grouped(reach.comparable.n)
                )
            };
            let mut lines: Vec<String> = reach
                .from
                .iter()
                .map(|it| line(it, format!("accept {} in place of {language}", name(&it.skill))))
                .collect();
            lines.push(line(&reach.teach, format!("teach {language}")));
            if reach.language == "rust"
                && let Some(claim) = knowledge::claims().iter().find(|claim| claim.id == "months-to-learn")
            {
                lines.push(format!(
                    "postings state no time of training; a claim, not measured: \"{}\"",
                    claim.statement
                ));
            }
            entry("who else could do it", lines, Some((&reach.comparable, "careers")))?;
        }
    }
    writeln!(out)
}

fn name(skill: &str) -> String {
    Shipped.skill_name(skill).map_or_else(|| skill.to_owned(), std::borrow::Cow::into_owned)
}

fn share(point: Point) -> String {
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    format!("{} % ({} to {} %)", percent(point.value), percent(point.low), percent(point.high))
}

fn value(point: Point) -> String {
    if point.low == point.high {
        format!("{}", point.value)
    } else {
        format!("{} ({} to {})", point.value, point.low, point.high)
    }
}

fn too_few(silent: &Silent) -> String {
    let (n, n_employers) = (counted(silent.n, "opening"), counted(silent.n_employers, "employer"));
    format!("too few to tell: {n} of {n_employers} in the widest search")
}

fn given_up(comparable: &Comparable) -> String {
    if comparable.given_up.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = comparable
        .given_up
        .iter()
        .map(|it| match it {
            Trait::WorkMode => "work mode",
            Trait::Domain => "domain",
            Trait::RoleFamily => "kind of work",
            Trait::Recent => "the last two years",
            Trait::Language => "language",
            Trait::Level => "level",
            Trait::Country => "country",
        })
        .collect();
    format!("; given up for their number: {}", names.join(", "))
}

/// The command that counts the same openings.
fn command(comparable: &Comparable, question: &str, origin: Option<Origin>) -> String {
    let mut words = vec![format!("prospect ask {question}")];
    words.extend(asked::flags(&comparable.filter, std::slice::from_ref(&comparable.source)));
    if origin == Some(Origin::History) {
        words.push("--history".to_owned());
    }
    words.join(" ")
}
