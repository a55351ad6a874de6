//! What a Rust developer is asked to be: skills by share, education, soft skills, and a written role profile line
//! by line beside what openings really name.
//!
//! The lines of the profile and of the skill map are in `profile.rs`; here they are measured.

mod profile;

use super::growth::shown;
use super::{Question, QuestionInfo, need_of_share, too_few};
use crate::breakdown::{self, BreakdownRow, Groups, Shape, breakdown, column, figure, share_cell};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{Cell, Chart, ColumnKind, Figure, Mark, Point, RangeRow, Row, Table, Unit};
use profile::{Line, Measure};
use prospect_model::{Education, SkillNeed, WorkMode};
use prospect_stats::{Hidden, Share, Sum};

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "anatomy",
        title: "Anatomy of a Rust developer",
        asks: "Which skills, education and soft skills do openings that name Rust ask for, and how does a written role \
               profile fare against them?",
    },
    answer,
};

/// A skill is core when at least this part of the openings that name Rust name it too: one in five.
const CORE_SHARE_MIN: f64 = 0.2;
/// A skill is adjacent when at least one in twenty does.
const ADJACENT_SHARE_MIN: f64 = 0.05;
/// Most skills shown.
const N_SKILLS: usize = 40;
/// Most soft skills shown.
const N_SOFT: usize = 15;

fn answer(panel: &Panel<'_>) -> Vec<Figure> {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let measured = |id: &str, title: &str, definition: &str, lines: &[Line]| {
        profile_figure(panel, &groups, id, title, definition, lines)
    };
    vec![
        skills(panel, &groups),
        education(panel, &groups),
        soft_skills(panel, &groups),
        measured(
            "role-profile",
            "A written role profile, line by line",
            "A role profile of a Rust developer as a document describes it (`seeds/002`, in our words), each line with \
             the share of openings that name Rust and name what the line asks for, in whatever way. A line without a \
             share names what no reader looks for; why is said.",
            profile::PROFILE,
        ),
        measured(
            "skill-map",
            "A written skill map: foundational, advanced, professional",
            "The three steps of a skill map as a document describes it (`seeds/002`, in our words), each line with the \
             share of openings that name Rust and name it. That few openings name a foundation says that it is taken \
             for granted, or that it is not asked: postings cannot tell which.",
            profile::SKILL_MAP,
        ),
    ]
}

/// Ids of the skills that measure the lines of the role profile and of the skill map: each should be in the lexicon.
pub fn profile_skills() -> impl Iterator<Item = &'static str> {
    let ids = |line: &'static Line| match line.measure {
        Measure::Skills(ids) => ids,
        _ => &[],
    };
    profile::PROFILE.iter().chain(profile::SKILL_MAP).flat_map(ids).copied()
}

fn skills(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "skill-rings", "Core and adjacent skills", groups);
    figure.definition = format!(
        "Openings first seen in the window that name Rust and the skill, divided by all that name Rust; both as required, \
         preferred or used. Core: at least {:.0}% of them; adjacent: at least {:.0}%.",
        CORE_SHARE_MIN * 100.0,
        ADJACENT_SHARE_MIN * 100.0
    );
    figure.need = need_of_share(0.1, 0.03, figure.n);
    let rust = panel.dataset.skills.iter().position(|id| id == "rust");
    let of = |opening: &Opening| {
        let named =
            panel.skills_of(opening).filter(|row| row.need != SkillNeed::Mentioned).map(|row| row.skill as usize);
        named.filter(|skill| Some(*skill) != rust).collect()
    };
    let shape = Shape { is_exclusive: false, by_count: true, n_rows_max: Some(N_SKILLS) };
    let mut rows = breakdown(panel, groups, panel.dataset.skills.len(), of, shape);
    // Every skill that the rule lets show, for who looks for one that is not among the most frequent.
    let every = Shape { n_rows_max: Some(panel.dataset.skills.len()), ..shape };
    let every = breakdown(panel, groups, panel.dataset.skills.len(), of, every);
    let share_of = |row: &BreakdownRow<'_>| row.focus.as_ref().map_or(0.0, |share| share.estimate.value);
    rows.retain(|row| share_of(row) >= ADJACENT_SHARE_MIN);
    let label = |row: &BreakdownRow<'_>| skill_name(panel, row.category);
    let ring = |row: &BreakdownRow<'_>| if share_of(row) >= CORE_SHARE_MIN { "core" } else { "adjacent" };
    let core: Vec<String> = rows.iter().filter(|row| ring(row) == "core").map(&label).collect();
    let n_adjacent = rows.len() - core.len();
    figure.finding = if rows.is_empty() {
        too_few(figure.n, figure.n_clusters, "openings that name Rust in the window")
    } else {
        let widest = rows.first().and_then(|row| row.focus.as_ref().ok().map(|share| (label(row), share)));
        format!(
            "Of {} openings that name Rust, from {} employers, a fifth or more name {}; {n_adjacent} further skills stand in \
             5% or more.{}",
            number::count(figure.n),
            number::count(figure.n_clusters),
            if core.is_empty() { "no other skill".to_owned() } else { core.join(", ") },
            widest.map_or(String::new(), |(name, share)| format!(
                " The first of them is {name} with {} (95% interval {}).",
                number::percent(share.estimate.value),
                number::interval(share.estimate.into(), Unit::Share)
            )),
        )
    };
    let labelled: Vec<(String, &BreakdownRow<'_>)> = rows.iter().take(20).map(|row| (label(row), row)).collect();
    figure.charts.push(breakdown::chart("Share of openings that name each skill, with 95% intervals", &labelled));
    let mut columns = breakdown::columns("Skill");
    columns.push(column("ring", "Ring", ColumnKind::Text));
    let table_row = |row: &BreakdownRow<'_>| {
        let mut cells = breakdown::cells(row, &label(row));
        cells.push(Cell::Text(ring(row).to_owned()));
        breakdown::table_row(panel, row, cells)
    };
    figure.tables.push(Table {
        id: "skills".to_owned(),
        caption: "Skills named beside Rust by at least one opening in twenty".to_owned(),
        is_open: false,
        columns,
        rows: rows.iter().map(table_row).collect(),
    });
    let table_row = |row: &BreakdownRow<'_>| breakdown::table_row(panel, row, breakdown::cells(row, &label(row)));
    figure.tables.push(Table {
        id: "all".to_owned(),
        caption: "Every skill that ten openings or more name beside Rust".to_owned(),
        is_open: false,
        columns: breakdown::columns("Skill"),
        rows: every.iter().map(table_row).collect(),
    });
    figure.notes.push("A skill whose interval crosses a border may belong to the other ring.".to_owned());
    figure
}

fn education(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "education", "Education asked", groups);
    figure.definition =
        "Openings first seen in the window whose postings ask for the degree or wish it; an opening may \
                         name several."
            .to_owned();
    figure.need = need_of_share(0.1, 0.03, figure.n);
    let n_named = Education::ALL.len();
    let of = |opening: &Opening| {
        let named = panel.postings_of(opening).flat_map(|posting| &posting.education);
        let mut found: Vec<usize> = named.filter_map(|it| Education::ALL.iter().position(|x| x == it)).collect();
        if found.is_empty() {
            found.push(n_named);
        }
        found
    };
    let shape = Shape { is_exclusive: false, by_count: false, n_rows_max: None };
    let rows = breakdown(panel, groups, n_named + 1, of, shape);
    let label = |row: &BreakdownRow<'_>| match Education::ALL.get(row.category) {
        Some(Education::NotRequired) => "says that none is needed".to_owned(),
        Some(other) => other.to_string(),
        None => "not told".to_owned(),
    };
    let silent = rows.iter().find(|row| row.category == n_named).and_then(|row| row.focus.as_ref().ok());
    figure.finding = match silent {
        None => too_few(figure.n, figure.n_clusters, "openings that name Rust in the window"),
        Some(share) => format!(
            "{} of {} openings that name Rust say nothing of a degree (95% interval {}; {} employers).",
            number::percent(share.estimate.value),
            number::count(figure.n),
            number::interval(share.estimate.into(), Unit::Share),
            number::count(figure.n_clusters),
        ),
    };
    finish(panel, figure, "Education", &rows, label)
}

fn soft_skills(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "soft-skills", "Soft skills asked", groups);
    figure.definition =
        "Openings first seen in the window whose postings ask people for the trait, by canonical name; \
                         what a posting says of the employer does not count."
            .to_owned();
    figure.need = need_of_share(0.1, 0.03, figure.n);
    let mut names: Vec<&str> = groups
        .beside
        .iter()
        .flat_map(|opening| panel.postings_of(opening))
        .flat_map(|posting| posting.soft_skills.iter().map(String::as_str))
        .collect();
    names.sort_unstable();
    names.dedup();
    let of = |opening: &Opening| {
        let named = panel.postings_of(opening).flat_map(|posting| &posting.soft_skills);
        named.filter_map(|name| names.binary_search(&name.as_str()).ok()).collect()
    };
    let shape = Shape { is_exclusive: false, by_count: true, n_rows_max: Some(N_SOFT) };
    let rows = breakdown(panel, groups, names.len(), of, shape);
    let label = |row: &BreakdownRow<'_>| names.get(row.category).map_or(String::new(), |name| (*name).to_owned());
    let top: Vec<String> = rows
        .iter()
        .take(3)
        .filter_map(|row| {
            let share = row.focus.as_ref().ok()?;
            let ends = number::interval(share.estimate.into(), Unit::Share);
            Some(format!("{} {} ({ends})", label(row), number::percent(share.estimate.value)))
        })
        .collect();
    figure.finding = if top.is_empty() {
        too_few(figure.n, figure.n_clusters, "openings that name Rust and a soft skill in the window")
    } else {
        format!(
            "Of {} openings that name Rust, from {} employers, most ask for: {}.",
            number::count(figure.n),
            number::count(figure.n_clusters),
            top.join(", ")
        )
    };
    finish(panel, figure, "Soft skill", &rows, label)
}

fn finish(
    panel: &Panel<'_>,
    mut figure: Figure,
    what: &str,
    rows: &[BreakdownRow<'_>],
    label: impl Fn(&BreakdownRow<'_>) -> String,
) -> Figure {
    let labelled: Vec<(String, &BreakdownRow<'_>)> =
        rows.iter().filter(|row| row.focus.is_ok() || row.beside.is_ok()).map(|row| (label(row), row)).collect();
    figure.charts.push(breakdown::chart("Share of openings, with 95% intervals", &labelled));
    let table_row = |row: &BreakdownRow<'_>| breakdown::table_row(panel, row, breakdown::cells(row, &label(row)));
    figure.tables.push(Table {
        id: "rows".to_owned(),
        caption: figure.title.clone(),
        is_open: false,
        columns: breakdown::columns(what),
        rows: rows.iter().map(table_row).collect(),
    });
    figure
}

/// A figure that sets written lines beside the share of openings that name them.
fn profile_figure(
    panel: &Panel<'_>,
    groups: &Groups<'_>,
    id: &str,
    title: &str,
    definition: &str,
    lines: &[Line],
) -> Figure {
    let mut figure = figure(panel, id, title, groups);
    figure.definition = definition.to_owned();
    figure.need = need_of_share(0.1, 0.03, figure.n);
    let tests: Vec<Option<Test>> = lines.iter().map(|line| Test::new(panel, line.measure)).collect();
    let sums = |openings: &[&Opening]| -> Vec<Sum> {
        let lists = tests.iter().map(|test| {
            let has = move |opening: &&&Opening| test.as_ref().is_some_and(|test| test.accepts(panel, opening));
            openings.iter().filter(has).copied()
        });
        panel.sums(lists)
    };
    let (rust, all) = (sums(&groups.focus), sums(&groups.beside));
    let (mut rows, mut range_rows) = (Vec::new(), Vec::new());
    let mut found: Vec<(&Line, Share)> = Vec::new();
    let (mut n_unmeasured, mut n_itself) = (0, 0);
    for ((line, test), (rust, all)) in lines.iter().zip(&tests).zip(rust.iter().zip(&all)) {
        let (section, text) = (Cell::Text(line.section.to_owned()), Cell::Text(line.text.to_owned()));
        if test.is_none() {
            n_unmeasured += 1;
            let why = match line.measure {
                Measure::Nothing(why) => why,
                _ => "no posting of this source names it",
            };
            rows.push(Row {
                cells: vec![text, section, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Text(why.to_owned())],
                ids: Vec::new(),
            });
            continue;
        }
        // A line that asks for Rust is met by every opening that names it: it tells nothing.
        if matches!(line.measure, Measure::Skills(["rust"])) {
            n_itself += 1;
            let met = Cell::Text("Rust itself: every opening counted".to_owned());
            rows.push(Row { cells: vec![text, section, Cell::Empty, Cell::Empty, Cell::Empty, met], ids: Vec::new() });
            continue;
        }
        let (rust, all) = (shown(panel, rust, &groups.focus_sum), shown(panel, all, &groups.beside_sum));
        let count = match &rust {
            Ok(share) => Cell::Count(share.numerator),
            Err(hidden) => Cell::Hidden(*hidden),
        };
        let mark = |series: &str, is_focus, answer: &Result<Share, Hidden>| Mark {
            series: series.to_owned(),
            is_focus,
            point: answer.as_ref().ok().map(|share| Point::from(share.estimate)),
            outer: None,
        };
        if rust.is_ok() {
            range_rows.push(RangeRow {
                label: line.text.to_owned(),
                marks: vec![mark("Rust", true, &rust), mark("all", false, &all)],
            });
        }
        rows.push(Row {
            cells: vec![text, section, share_cell(&rust), count, share_cell(&all), Cell::Text(line.measure.words())],
            ids: Vec::new(),
        });
        if let Ok(share) = rust {
            found.push((line, share));
        }
    }
    found.sort_by(|a, b| b.1.estimate.value.total_cmp(&a.1.estimate.value).then_with(|| a.0.text.cmp(b.0.text)));
    let n_common = found.iter().filter(|(_, share)| share.estimate.value >= 0.1).count();
    figure.finding = match found.first() {
        None => too_few(figure.n, figure.n_clusters, "openings that name Rust in the window"),
        Some((line, share)) => format!(
            "Of {} lines, {} are named by a tenth or more of {} openings that name Rust ({} employers), first \"{}\" with {} \
             (95% interval {}); {} are named too rarely for a share, {n_unmeasured} are in no reader's reach, and {n_itself} \
             ask for Rust itself.",
            lines.len(),
            n_common,
            number::count(figure.n),
            number::count(figure.n_clusters),
            line.text,
            number::percent(share.estimate.value),
            number::interval(share.estimate.into(), Unit::Share),
            lines.len() - found.len() - n_unmeasured - n_itself,
        ),
    };
    range_rows.sort_by(|a, b| {
        let value = |row: &RangeRow| row.marks.first().and_then(|mark| mark.point).map_or(0.0, |point| point.value);
        value(b).total_cmp(&value(a)).then_with(|| a.label.cmp(&b.label))
    });
    range_rows.dedup_by(|a, b| a.label == b.label);
    figure.charts.push(Chart::Ranges {
        title: "Share of openings that name what the line asks for, with 95% intervals".to_owned(),
        unit: Unit::Share,
        rows: range_rows.into_iter().take(20).collect(),
    });
    figure.tables.push(Table {
        id: "lines".to_owned(),
        caption: format!("{title}, with the share of openings that name it"),
        is_open: false,
        columns: vec![
            column("line", "Line", ColumnKind::Text),
            column("section", "Section", ColumnKind::Text),
            column("share", "Share of Rust openings", ColumnKind::Estimate(Unit::Share)),
            column("n", "Rust openings", ColumnKind::Count),
            column("share_all", "Share of all openings", ColumnKind::Estimate(Unit::Share)),
            column("measured_by", "Measured by", ColumnKind::Text),
        ],
        rows,
    });
    figure
}

/// A measure with skills as the dataset numbers them.
enum Test {
    Skills(Vec<u32>),
    Soft(&'static [&'static str]),
    Education(&'static [Education]),
    Mode(WorkMode),
}

impl Test {
    /// `None` where nothing in the dataset could meet it.
    fn new(panel: &Panel<'_>, measure: Measure) -> Option<Self> {
        match measure {
            Measure::Skills(ids) => {
                let index = |id: &&str| panel.dataset.skills.iter().position(|it| it == id);
                let found: Vec<u32> = ids.iter().filter_map(index).filter_map(|at| u32::try_from(at).ok()).collect();
                (!found.is_empty()).then_some(Self::Skills(found))
            }
            Measure::Soft(names) => Some(Self::Soft(names)),
            Measure::Education(levels) => Some(Self::Education(levels)),
            Measure::Mode(mode) => Some(Self::Mode(mode)),
            Measure::Nothing(_) => None,
        }
    }

    fn accepts(&self, panel: &Panel<'_>, opening: &Opening) -> bool {
        let mut postings = panel.postings_of(opening);
        match self {
            Self::Skills(skills) => {
                let is_named = |row: &prospect_model::SkillRow| row.need != SkillNeed::Mentioned;
                panel.skills_of(opening).any(|row| is_named(row) && skills.contains(&row.skill))
            }
            Self::Soft(names) => postings.any(|it| it.soft_skills.iter().any(|name| names.contains(&name.as_str()))),
            Self::Education(levels) => postings.any(|it| it.education.iter().any(|level| levels.contains(level))),
            Self::Mode(mode) => postings.any(|it| it.work_modes.contains(mode)),
        }
    }
}

pub(super) fn skill_name(panel: &Panel<'_>, skill: usize) -> String {
    let id = panel.dataset.skills.get(skill).map_or("", String::as_str);
    panel.options.lookup.skill_name(id).map_or_else(|| id.to_owned(), std::borrow::Cow::into_owned)
}
