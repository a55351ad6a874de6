//! The report as a plain tree: what every renderer reads, and the JSON that leaves the process.
//!
//! Not here: how figures come about (`questions/`), how they look (`render/`).

use crate::Filter;
use crate::knowledge::{Citation, Section, Work};
use prospect_model::Month;
use prospect_stats::{Estimate, Hidden};
use serde::{Deserialize, Serialize, Serializer};

/// Number of the JSON contract; counts breaking changes.
pub const SCHEMA: u32 = 1;

/// A whole report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Title of the report.
    pub title: String,
    /// What it was made from and how to make it again.
    pub about: About,
    /// Every source of the snapshot, also those that no share may use.
    pub sources: Vec<SourceLine>,
    /// How figures come about: definitions, rules, limits.
    pub method: Vec<Note>,
    /// One panel for each source that shares may be computed within, never summed over sources.
    pub panels: Vec<Panel>,
    /// What is known from outside: adopters, outcomes, claims beside the figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// The works that the sections cite, by number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub works: Vec<Work>,
}

/// What a report was made from and how to make it again.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// Id of the snapshot.
    pub snapshot_id: String,
    /// Version of the readers that made the snapshot.
    pub reader_version: String,
    /// Version of the questions that made the report.
    pub report_version: String,
    /// The command.
    pub command: String,
    /// What was asked for, so that the report can be made again and compared.
    pub request: Request,
    /// Replicates of the bootstrap, B.
    pub n_replicates: usize,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// Postings in the snapshot, offers or not.
    pub n_postings: u64,
    /// Openings in the snapshot.
    pub n_openings: u64,
    /// Employers with an opening in the snapshot.
    pub n_employers: u64,
}

/// What a report was asked for: everything of the options that a report hangs on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// Replicates of the bootstrap.
    pub n_replicates: usize,
    /// Ids of the questions; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
    /// Ids of the sources; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Which openings are counted.
    pub filter: Filter,
    /// The second window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<Window>,
}

/// A source and what came from it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLine {
    /// Id of the source.
    pub id: String,
    /// What its postings are.
    pub frame: String,
    /// Whether shares may be computed within it.
    pub is_denominator: bool,
    /// Records that came in.
    pub n_records: u64,
    /// Problems counted on the way.
    pub n_problems: u64,
    /// Postings of it in the snapshot.
    pub n_postings: u64,
    /// Postings of it that offer a job.
    pub n_offers: u64,
    /// First and last month.
    pub window: Option<Window>,
}

/// A titled paragraph.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// Title.
    pub title: String,
    /// Plain text.
    pub text: String,
}

/// Months, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First month.
    pub first: Month,
    /// Last month.
    pub last: Month,
}

impl Window {
    /// As many months just before.
    pub(crate) fn before(self) -> Self {
        let n_months = self.last.index().saturating_sub(self.first.index()).saturating_add(1);
        let earlier = |month: Month| Month::from_index(month.index().saturating_sub(n_months)).unwrap_or(month);
        Self { first: earlier(self.first), last: earlier(self.last) }
    }
}

/// The figures of one source.
#[derive(Clone, Debug, Serialize)]
pub struct Panel {
    /// Id of the source.
    pub source: String,
    /// What its postings are, for a sentence.
    pub frame: String,
    /// Openings counted.
    pub n_openings: u64,
    /// Clusters that were resampled: employers, else posters.
    pub n_clusters: u64,
    /// Openings left out because none of their postings has a date.
    pub n_undated: u64,
    /// Which openings are counted, in words; empty for all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// First and last month.
    pub window: Option<Window>,
    /// The figures, in the order of the questions.
    pub figures: Vec<Figure>,
    /// The first posting of each opening counted: the denominators.
    pub ids: Vec<PostingId>,
}

/// One answer: a sentence, the numbers under it, and what they rest on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figure {
    /// Unique in the report, in kebab-case.
    pub id: String,
    /// Id of the question that it answers.
    pub question: String,
    /// Title.
    pub title: String,
    /// The finding with its interval in one plain sentence, or why the data cannot carry one.
    pub finding: String,
    /// What is counted, exactly.
    pub definition: String,
    /// Among what it is counted.
    pub frame: String,
    /// Openings in the denominator.
    pub n: u64,
    /// Clusters behind them.
    pub n_clusters: u64,
    /// What a useful answer needs, said before looking, and what is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<Need>,
    /// First and last month of the openings counted.
    pub window: Option<Window>,
    /// Replicates of the bootstrap, B.
    pub n_replicates: usize,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// Charts; each shows numbers of a table.
    pub charts: Vec<Chart>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Limits and cautions of this figure.
    pub notes: Vec<String>,
    /// Postings behind the figure: one for each opening of the numerator, the first that carries the fact.
    pub ids: Vec<PostingId>,
    /// Some of them with their public addresses, spread over the time.
    pub samples: Vec<Sample>,
}

/// What a useful answer needs, said before looking, and what is there.
#[derive(Clone, Debug, Serialize)]
pub struct Need {
    /// What would be useful: "a share of about 3% to within a point".
    pub what: String,
    /// What is counted: "openings".
    pub of: String,
    /// How many of them that takes.
    pub n_needed: u64,
    /// How many there are.
    pub n_there: u64,
}

impl Need {
    /// Whether there are enough.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.n_there >= self.n_needed
    }

    /// The need in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!(
            "Before looking: {} takes about {} {}; there are {}{}.",
            self.what,
            crate::number::count(self.n_needed),
            self.of,
            crate::number::count(self.n_there),
            if self.is_met() { "" } else { ", too few" },
        )
    }
}

/// A posting by its source and the source's own id: `hn:42`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct PostingId(pub String);

/// A posting to look at.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// The posting.
    pub id: PostingId,
    /// Its public address.
    pub url: String,
    /// Its month and title.
    pub label: String,
}

/// What a number counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A share, 0 to 1, shown in per cent.
    Share,
    /// A relative difference, 0.05 for 5 % more, shown in per cent with its sign.
    Difference,
    /// US dollars a year.
    UsdPerYear,
    /// How many times.
    Times,
    /// Years of experience.
    Years,
    /// A measure without a unit, such as a concentration or an association.
    Index,
    /// Days.
    Days,
    /// A number of things, estimated.
    Count,
}

/// A table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Unique in the figure, in kebab-case.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// Whether the table itself is the answer, so that a page shows it rather than a line that opens it.
    #[serde(skip)]
    pub is_open: bool,
    /// Columns; the first names the row.
    pub columns: Vec<Column>,
    /// Rows, with as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Name in CSV and JSON, in snake case.
    pub key: String,
    /// Heading.
    pub label: String,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "unit", rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Whole numbers.
    Count,
    /// A value without an interval.
    Number(Unit),
    /// A value with its interval.
    Estimate(Unit),
    /// Quartiles, with the interval of the median.
    Quartiles(Unit),
}

/// A row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// Postings behind the row, where they are fewer than those of the figure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<PostingId>,
}

/// A cell.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Nothing to say.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A value without an interval.
    Number(#[serde(serialize_with = "six_digits")] f64),
    /// A value with its interval.
    Estimate(Point),
    /// Quartiles.
    Quartiles(QuartileCell),
    /// Works that the row rests on.
    Sources(Vec<Citation>),
    /// Hidden by the small-cell rule.
    Hidden(#[serde(serialize_with = "reason")] Hidden),
}

/// A value with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The value.
    #[serde(serialize_with = "six_digits")]
    pub value: f64,
    /// Lower end.
    #[serde(serialize_with = "six_digits")]
    pub low: f64,
    /// Upper end.
    #[serde(serialize_with = "six_digits")]
    pub high: f64,
}

impl From<Estimate> for Point {
    fn from(estimate: Estimate) -> Self {
        Self { value: estimate.value, low: estimate.low, high: estimate.high }
    }
}

/// Quartiles of `n` values from `n_clusters` clusters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct QuartileCell {
    /// First quartile.
    #[serde(serialize_with = "six_digits")]
    pub p25: f64,
    /// Median with its interval.
    pub median: Point,
    /// Third quartile.
    #[serde(serialize_with = "six_digits")]
    pub p75: f64,
    /// Values.
    pub n: u64,
    /// Clusters.
    pub n_clusters: u64,
}

/// A chart.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "chart", rename_all = "kebab-case")]
pub enum Chart {
    /// Values over time, the first series in focus with its interval.
    Lines {
        /// What it shows, for people who do not see it.
        title: String,
        /// What its numbers count in.
        unit: Unit,
        /// Names of the points in time, in order.
        times: Vec<String>,
        /// The series.
        series: Vec<LineSeries>,
    },
    /// One row for each thing, one mark with its interval for each series.
    Ranges {
        /// What it shows, for people who do not see it.
        title: String,
        /// What its numbers count in.
        unit: Unit,
        /// The rows, from top to bottom.
        rows: Vec<RangeRow>,
    },
}

/// A series over time.
#[derive(Clone, Debug, Serialize)]
pub struct LineSeries {
    /// Name, shown at its last point.
    pub name: String,
    /// Whether it is the one that the chart is about: drawn in colour, with its interval.
    pub is_focus: bool,
    /// A point for each time; `None` where it is hidden or missing.
    pub points: Vec<Option<Point>>,
}

/// A row of a chart of ranges.
#[derive(Clone, Debug, Serialize)]
pub struct RangeRow {
    /// Name.
    pub label: String,
    /// Marks, the focus first.
    pub marks: Vec<Mark>,
}

/// A mark in a row.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// Name of its series, shown at the mark.
    pub series: String,
    /// Whether it is the one that the chart is about.
    pub is_focus: bool,
    /// Its value; `None` where it is hidden.
    pub point: Option<Point>,
    /// A wider range behind the interval (the quartiles of pay).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outer: Option<(f64, f64)>,
}

/// Six decimals: more than any figure carries, and the same text wherever the last bits differ.
fn six_digits<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((value * 1e6).round() / 1e6)
}

fn reason<S: Serializer>(hidden: &Hidden, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(hidden.as_str())
}

impl Chart {
    /// What it shows.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Lines { title, .. } | Self::Ranges { title, .. } => title,
        }
    }

    /// Whether there is no mark to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Lines { series, .. } => series.iter().all(|line| line.points.iter().all(Option::is_none)),
            Self::Ranges { rows, .. } => rows.iter().flat_map(|row| &row.marks).all(|mark| mark.point.is_none()),
        }
    }
}
