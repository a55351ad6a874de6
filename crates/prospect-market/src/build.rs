//! Puts a report together: panels, questions, method.

use crate::panel::{Panel, month_of};
use crate::questions::{self, Question};
use crate::report::{About, Figure, Note, Panel as ReportPanel, Report, Request, SCHEMA, SourceLine, Window};
use crate::{Filter, Options, number};
use prospect_model::{Dataset, SourceRow};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Answers every question over every source that shares may be computed within.
///
/// Never fails: a question that the data cannot carry says so in its finding. The result depends on the
/// dataset and the options, not on the number of threads.
#[must_use]
pub fn report(dataset: &Dataset, options: &Options<'_>) -> Report {
    let chosen = dataset.sources.iter().enumerate().filter(|(_, source)| {
        source.is_denominator && (options.sources.is_empty() || options.sources.contains(&source.id))
    });
    let earlier = options.compare.map(|window| Filter {
        since: Some(window.first),
        until: Some(window.last),
        ..options.filter.clone()
    });
    let mut panels = Vec::new();
    for source in chosen.filter_map(|(index, _)| u32::try_from(index).ok()) {
        let make = |filter, suffix| {
            let panel = Panel::new(dataset, source, filter, options);
            (!panel.openings.is_empty()).then(|| report_panel(&panel, suffix))
        };
        let mut first = make(&options.filter, "");
        if let (Some(panel), Some(earlier)) = (&mut first, options.compare) {
            // Both windows in one panel, so that employers of both are resampled together.
            let both = Filter { since: None, until: None, ..options.filter.clone() };
            let joint = Panel::new(dataset, source, &both, options);
            if let Some(later) = panel.window {
                panel.figures.insert(0, questions::compared(&joint, later, earlier));
            }
        }
        panels.extend(first);
        panels.extend(earlier.as_ref().and_then(|filter| make(filter, "-compared")));
    }
    if is_asked(options, "lifecycle") {
        panels.extend(questions::watched_panels(dataset, options));
    }
    Report {
        schema: SCHEMA,
        title: "Rust in job openings".to_owned(),
        about: About {
            snapshot_id: dataset.snapshot_id.clone(),
            reader_version: dataset.reader_version.clone(),
            report_version: env!("CARGO_PKG_VERSION").to_owned(),
            command: options.command.clone(),
            request: Request {
                n_replicates: options.n_replicates,
                questions: options.questions.clone(),
                sources: options.sources.clone(),
                filter: options.filter.clone(),
                compare: options.compare,
            },
            n_replicates: options.n_replicates,
            seed: options.seed,
            n_postings: dataset.postings.len() as u64,
            n_openings: dataset.openings.len() as u64,
            n_employers: n_employers(dataset),
        },
        sources: source_lines(dataset),
        method: method(options),
        panels,
        sections: Vec::new(),
        works: Vec::new(),
    }
}

/// Employers that have an opening: those of postings that offer no job are none of a market.
fn n_employers(dataset: &Dataset) -> u64 {
    let employers: std::collections::BTreeSet<u32> = dataset.openings.iter().filter_map(|it| it.employer).collect();
    employers.len() as u64
}

/// `suffix` keeps the ids of figures apart where a source has two panels.
fn report_panel(panel: &Panel<'_>, suffix: &str) -> ReportPanel {
    let mut figures = answer_all(panel);
    figures.iter_mut().for_each(|figure| figure.id.push_str(suffix));
    ReportPanel {
        source: panel.source_id.to_owned(),
        frame: panel.frame.to_owned(),
        n_openings: panel.openings.len() as u64,
        n_clusters: u64::from(panel.n_clusters),
        n_undated: panel.n_undated,
        window: panel.window,
        filter: panel.filter.words(),
        figures,
        ids: panel.openings.iter().filter_map(|opening| panel.posting_id(opening.sightings.first()?.posting)).collect(),
    }
}

/// Answers the questions, in threads where the caller allows, and puts the figures in the order of the registry.
fn answer_all(panel: &Panel<'_>) -> Vec<Figure> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut answers: Vec<(usize, Vec<Figure>)> = Vec::new();
        // Relaxed: the counter only hands out numbers, results travel through the join.
        while let Some((index, question)) = take(&next) {
            if is_asked(panel.options, question.info.id) {
                let mut figures = (question.answer)(panel);
                figures.iter_mut().for_each(|figure| figure.question = question.info.id.to_owned());
                answers.push((index, figures));
            }
        }
        answers
    };
    let n_helpers = panel.options.n_threads.min(questions::ALL.len()).saturating_sub(1);
    let mut answers = std::thread::scope(|scope| {
        let helpers: Vec<_> = (0..n_helpers).map(|_| scope.spawn(work)).collect();
        let mut answers = work();
        for helper in helpers {
            match helper.join() {
                Ok(more) => answers.extend(more),
                // A panic is a defect of a question: it must not become a report with a figure less.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    });
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().flat_map(|(_, figures)| figures).collect()
}

fn take(next: &AtomicUsize) -> Option<(usize, &'static Question)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    questions::ALL.get(index).map(|question| (index, question))
}

fn is_asked(options: &Options<'_>, question: &str) -> bool {
    options.questions.is_empty() || options.questions.iter().any(|id| id == question)
}

fn source_lines(dataset: &Dataset) -> Vec<SourceLine> {
    let mut lines: Vec<SourceLine> = dataset.sources.iter().map(empty_line).collect();
    for posting in &dataset.postings {
        let Some(line) = lines.get_mut(posting.source as usize) else { continue };
        line.n_postings += 1;
        line.n_offers += u64::from(posting.is_offer);
        if let Some(month) = month_of(posting) {
            let window = line.window.unwrap_or(Window { first: month, last: month });
            line.window = Some(Window { first: window.first.min(month), last: window.last.max(month) });
        }
    }
    lines
}

fn empty_line(source: &SourceRow) -> SourceLine {
    SourceLine {
        id: source.id.clone(),
        frame: source.frame.clone(),
        is_denominator: source.is_denominator,
        n_records: source.n_records,
        n_problems: source.n_problems,
        n_postings: 0,
        n_offers: 0,
        window: None,
    }
}

fn method(options: &Options<'_>) -> Vec<Note> {
    let note = |title: &str, text: String| Note { title: title.to_owned(), text };
    let (cell, median) = (options.cell_rule, options.median_rule);
    vec![
        note(
            "Frame",
            "Every figure describes the postings of one named source, and nothing else: not all vacancies, and not \
             the labour market. A posting is not a vacancy, and who posts in a source is not a sample of employers. \
             Sources are never added up. A source that takes postings for one technology only has no denominator \
             and enters no figure."
                .to_owned(),
        ),
        note(
            "Unit",
            format!(
                "One opening: one role of one employer over time, with its copies and reposts. It counts once, in the \
                 month of its first posting in the source (flow, not stock), and again when it comes back after more \
                 than {} days without a posting. A posting that offers several roles counts for each of them; what \
                 it says for all of its roles counts for each.",
                options.spell_gap_days
            ),
        ),
        note(
            "Names Rust",
            "An opening names Rust when one of its postings asks for it, wishes it, or lists it among what the \
             employer uses. Rust compared, negated or mentioned in passing does not count, except where a column \
             says so."
                .to_owned(),
        ),
        note(
            "Intervals",
            format!(
                "95% percentile intervals of a bootstrap over clusters, not over postings: B = {} resamples of the \
                 employers (of the posting account where no employer was read), with replacement, seed {}. They \
                 show how much the figures hang on which employers happened to post. They do not show errors of \
                 merging or of the frame, and those of reading only where a share is said to be corrected for them. The design effect says how many times larger the variance \
                 is than that of as many unrelated openings.",
                number::count(options.n_replicates as u64),
                options.seed
            ),
        ),
        note(
            "Misreading",
            "The readers miss and misread some facts. Where openings of a source were drawn at random and labelled by \
             hand, a figure tells the shares of its question as read and corrected: the share of readings plus the mean \
             of label minus reading among the labelled, strata by their weights. Labels tell what openings say, not what \
             a version of the readers makes of them, so they hold for every version and are compared with the readings \
             of this snapshot. They are used where every opening counted was first seen in the months that they were \
             drawn from, 95% of them are in this snapshot, it has within a tenth as many postings of these months, and \
             50 of them are among the openings counted. Else nothing is corrected, and the figure says why."
                .to_owned(),
        ),
        note(
            "What is hidden",
            format!(
                "A cell is hidden when it rests on fewer than {} openings, on fewer than {} employers, or when one \
                 employer has more than {:.0}% of it; a share also when fewer than {} openings have the property; \
                 a median when it rests on fewer than {} amounts or {} employers. Where a hidden cell could be \
                 found by subtraction from its total, the next smallest cell is hidden too. Cells are hidden \
                 because so few say nothing about the others, not because they are secret.",
                cell.n_min,
                cell.n_clusters_min,
                cell.largest_share_max * 100.0,
                cell.numerator_min,
                median.n_min,
                median.n_clusters_min
            ),
        ),
        note(
            "Pay",
            "Base pay as stated, before tax, in US dollars a year at the rate of the posting's month. Hours count \
             2,080 to the year, weeks 52, months 12; day rates and fees are left out. The value of a range is its \
             log-midpoint √(min × max); several ranges of one posting count with their geometric mean. Pay with one \
             end only (\"up to\", \"from\") counts as stated and enters no median; ranges with max/min above 3 and \
             amounts below $5,000 or above $2,000,000 are left out. These are advertised amounts of employers that \
             state pay: laws that make some state it changed over the years, so a change of the median is partly a \
             change of who states pay."
                .to_owned(),
        ),
        note(
            "Before looking",
            "Each question says how many openings a useful answer takes, planned with a design effect of 4 for shares \
             and 2 for pay (an employer's openings resemble each other), and how many there are. A figure with too few \
             is shown with its interval, or hidden by the rule above; it is not made to say more."
                .to_owned(),
        ),
        note(
            "Roles",
            "A posting that offers several roles tells them apart by their titles and lines. What stands in a role's own \
             lines is that role's alone (skills, pay, places), its level and kind of work are those of its title; what \
             stands in no role's lines holds for all of them; but a role whose title says that its work is sales, people, \
             design or product is asked for no skill outside of its own lines."
                .to_owned(),
        ),
        note(
            "Works",
            "Bootstrap intervals: Efron and Tibshirani 1993. Correction for misreading: Angelopoulos, Bates, Fannjiang, \
             Jordan and Zrnic 2023. Cluster-robust errors: Cameron and Miller 2015. Premium from a \
             coefficient: Kennedy 1981. Power: Bloom 1995, Cochran 1977. Ranges of openings that end: Kaplan and Meier 1958 \
             with delayed entry. NPMI: Bouma 2009. Log-odds with a prior: Monroe, Colaresi and Quinn 2008. False \
             discoveries: Benjamini and Hochberg 1995. Ranks: Mogstad, Romano, Shaikh and Wilhelm 2024. Concentration: \
             Hirschman 1964."
                .to_owned(),
        ),
        note(
            "Tracing",
            "Each figure lists the ids of the postings behind it in the JSON form of this report: one for each \
             opening, the first that carries the fact; and each panel the first posting of every opening counted."
                .to_owned(),
        ),
    ]
}
