//! Draws charts as SVG: colours from the page's style sheet, names and values at the marks, intervals always.
//!
//! Each chart is drawn at two widths, so that text is as large on a phone as on a desk; the page shows one.
//!
//! Not here: the numbers (`questions/`), the page and its colours (`html.rs`).

use super::html::escape;
use crate::number;
use crate::report::{Chart, LineSeries, Point, RangeRow, Unit};
use std::fmt::Write as _;

/// Most times that still get a dot each.
const N_DOTS_MAX: usize = 40;
/// Height of a line of text in pixels, at a font of 13 px.
const LINE: f64 = 16.0;
/// Width of a char in pixels at a font of 13 px: the widest common sans-serif font (DejaVu Sans), so that
/// what is laid out by it is neither cut nor overlaps.
const CHAR: f64 = 7.9;
/// The same in bold, where digits are the most of the text.
const BOLD_CHAR: f64 = 9.2;

/// The width that a chart is drawn for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// A desk or paper: 720 px.
    Wide,
    /// A phone: 328 px, which is 360 px without the margins of the page.
    Narrow,
}

impl Width {
    fn pixels(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 328.0,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// The chart as an `<svg>` element; `id` is unique in the page.
pub(super) fn svg(chart: &Chart, id: &str, width: Width) -> String {
    let (title, body, height) = match chart {
        Chart::Lines { title, unit, times, series } => {
            let (body, height) = lines(*unit, times, series, width);
            (title, body, height)
        }
        Chart::Ranges { title, unit, rows } => {
            let (body, height) = ranges(*unit, rows, width);
            (title, body, height)
        }
    };
    let (id, class) = (escape(id), width.class());
    format!(
        "<svg class=\"chart {class}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-{class}-t {id}-{class}-d\">\
         <title id=\"{id}-{class}-t\">{}</title><desc id=\"{id}-{class}-d\">{}</desc>{body}</svg>\n",
        px(width.pixels()),
        px(height),
        escape(title),
        escape(&description(chart)),
    )
}

/// What a chart shows, for people who do not see it.
fn description(chart: &Chart) -> String {
    let text =
        |point: &Point, unit| format!("{} ({})", number::value(point.value, unit), number::interval(*point, unit));
    let mut parts: Vec<String> = Vec::new();
    match chart {
        Chart::Lines { unit, times, series, .. } => {
            for line in series {
                let mut shown =
                    times.iter().zip(&line.points).filter_map(|(time, point)| Some((time, point.as_ref()?)));
                let ends = [shown.clone().next(), shown.next_back()];
                let ends = ends.into_iter().flatten().map(|(time, point)| format!("{time} {}", text(point, *unit)));
                parts.push(format!("{}: {}", line.name, ends.collect::<Vec<_>>().join(", ")));
            }
        }
        Chart::Ranges { unit, rows, .. } => {
            for row in rows.iter().take(12) {
                let marks = row
                    .marks
                    .iter()
                    .filter_map(|mark| Some(format!("{} {}", mark.series, text(mark.point.as_ref()?, *unit))));
                parts.push(format!("{}: {}", row.label, marks.collect::<Vec<_>>().join(", ")));
            }
        }
    }
    parts.push("All numbers are in the table below".to_owned());
    parts.join("; ") + "."
}

/// A linear scale with round ticks.
struct Scale {
    from: f64,
    to: f64,
    ticks: Vec<f64>,
    start: f64,
    end: f64,
}

impl Scale {
    /// Covers the values between the pixels `start` and `end`, from zero unless `is_zero_free`.
    fn new(values: impl Iterator<Item = f64> + Clone, is_zero_free: bool, n_ticks: f64, start: f64, end: f64) -> Self {
        let finite = || values.clone().filter(|value| value.is_finite());
        let max = finite().fold(0.0_f64, f64::max).max(1e-9);
        // Values below zero widen the scale, so that zero is always on it where it is wanted.
        let lowest = finite().fold(max, f64::min);
        let min = if is_zero_free { lowest.max(0.0) } else { lowest.min(0.0) };
        let step = round_step((max - min).max(max * 1e-6) / n_ticks);
        let (first, last) = ((min / step).floor(), (max / step).ceil().max((min / step).floor() + 1.0));
        // At most a dozen ticks whatever the numbers: the loop must end on odd input.
        let ticks = (0..=12).map(|n| first + f64::from(n)).take_while(|n| *n <= last).map(|n| n * step).collect();
        Self { from: first * step, to: last * step, ticks, start, end }
    }

    fn at(&self, value: f64) -> f64 {
        let part = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.start + (self.end - self.start) * part
    }
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below.
fn round_step(at_least: f64) -> f64 {
    let mut power = 1e-9;
    while power * 10.0 <= at_least && power < 1e300 {
        power *= 10.0;
    }
    [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= at_least).unwrap_or(power * 10.0)
}

/// The label of a tick: no more decimals than the step has.
fn tick(value: f64, step: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => {
            let (value, step) = (value * 100.0, step * 100.0);
            let whole = (step - step.round()).abs() < 1e-9 && step >= 0.5;
            if whole { format!("{value:.0}%") } else { format!("{value:.1}%") }
        }
        Unit::Difference => format!("{}%", number::signed(value)),
        Unit::UsdPerYear => format!("${:.0}k", value / 1e3),
        Unit::Times | Unit::Years => format!("{value:.1}"),
        Unit::Index => format!("{value:.2}"),
        Unit::Days | Unit::Count => format!("{value:.0}"),
    }
}

fn step_of(scale: &Scale) -> f64 {
    match scale.ticks.as_slice() {
        [first, second, ..] => second - first,
        _ => 1.0,
    }
}

fn lines(unit: Unit, times: &[String], series: &[LineSeries], width: Width) -> (String, f64) {
    let (w, height) = (width.pixels(), if width == Width::Wide { 320.0 } else { 290.0 });
    let labels: Vec<Vec<String>> = series.iter().map(|line| end_label(line, unit, width)).collect();
    let n_chars = labels.iter().flatten().map(|text| text.chars().count()).max().unwrap_or(0);
    let (left, right) = (46.0, (n_chars as f64 * BOLD_CHAR + 10.0).min(w * 0.4));
    let (top, bottom) = (10.0, height - 26.0);
    let ends = |line: &LineSeries| {
        line.points.iter().flatten().flat_map(|point| [point.low, point.high]).collect::<Vec<f64>>()
    };
    let values: Vec<f64> = series.iter().flat_map(ends).collect();
    let y = Scale::new(values.iter().copied(), unit == Unit::UsdPerYear, 5.0, bottom, top);
    let last = times.len().saturating_sub(1).max(1) as f64;
    let x = |index: usize| left + 6.0 + (w - left - right - 12.0) * index as f64 / last;

    let mut out = String::new();
    for value in &y.ticks {
        let at = px(y.at(*value));
        push(
            &mut out,
            format_args!("<line class=\"grid\" x1=\"{left}\" x2=\"{}\" y1=\"{at}\" y2=\"{at}\"/>", px(w - right)),
        );
        push(
            &mut out,
            format_args!(
                "<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                left - 6.0,
                px(y.at(*value) + 4.0),
                tick(*value, step_of(&y), unit)
            ),
        );
    }
    for (index, text) in time_ticks(times, (w - left - right) / 44.0) {
        push(
            &mut out,
            format_args!(
                "<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                px(x(index)),
                px(bottom + 18.0),
                escape(&text)
            ),
        );
    }
    // The focus last: drawn over the others.
    let order = (0..series.len()).filter(|&at| series.get(at).is_some_and(|line| !line.is_focus));
    let focus = (0..series.len()).filter(|&at| series.get(at).is_some_and(|line| line.is_focus));
    for index in order.chain(focus) {
        if let Some(line) = series.get(index) {
            push_line(&mut out, line, &class_of(index, line), &x, &y, times.len());
        }
    }
    push_end_labels(&mut out, series, &labels, &x, &y, w - right);
    (out, height)
}

/// The class that gives a series its colour.
fn class_of(index: usize, line: &LineSeries) -> String {
    if line.is_focus { "focus".to_owned() } else { format!("s{}", index % 6) }
}

/// Name and last value, on two lines where one is too long for a phone.
fn end_label(line: &LineSeries, unit: Unit, width: Width) -> Vec<String> {
    let Some(point) = line.points.iter().rev().flatten().next() else { return Vec::new() };
    let value = number::short(point.value, unit);
    if width == Width::Narrow { vec![line.name.clone(), value] } else { vec![format!("{} {value}", line.name)] }
}

fn push_line(out: &mut String, line: &LineSeries, class: &str, x: &impl Fn(usize) -> f64, y: &Scale, n_times: usize) {
    let at: Vec<Option<(usize, &Point)>> =
        line.points.iter().enumerate().map(|(index, point)| point.as_ref().map(|point| (index, point))).collect();
    for run in at.split(Option::is_none) {
        let run: Vec<(usize, &Point)> = run.iter().copied().flatten().collect();
        if run.len() > 1 {
            if line.is_focus {
                let there = run.iter().map(|(index, point)| format!("{},{}", px(x(*index)), px(y.at(point.high))));
                let back = run.iter().rev().map(|(index, point)| format!("{},{}", px(x(*index)), px(y.at(point.low))));
                let corners: Vec<String> = there.chain(back).collect();
                push(out, format_args!("<polygon class=\"band {class}\" points=\"{}\"/>", corners.join(" ")));
            }
            let path: Vec<String> =
                run.iter().map(|(index, point)| format!("{},{}", px(x(*index)), px(y.at(point.value)))).collect();
            push(out, format_args!("<polyline class=\"line {class}\" points=\"{}\"/>", path.join(" ")));
        }
        for (index, point) in &run {
            let (cx, is_alone) = (px(x(*index)), run.len() == 1);
            if n_times <= N_DOTS_MAX || is_alone {
                push(
                    out,
                    format_args!(
                        "<line class=\"whisker {class}\" x1=\"{cx}\" x2=\"{cx}\" y1=\"{}\" y2=\"{}\"/>",
                        px(y.at(point.low)),
                        px(y.at(point.high))
                    ),
                );
                let radius = if line.is_focus { 3.5 } else { 2.5 };
                push(
                    out,
                    format_args!(
                        "<circle class=\"dot {class}\" cx=\"{cx}\" cy=\"{}\" r=\"{radius}\"/>",
                        px(y.at(point.value))
                    ),
                );
            }
        }
    }
}

/// Puts the names beside the last points, moved apart where they would overlap, each with a line to its point.
fn push_end_labels(
    out: &mut String,
    series: &[LineSeries],
    labels: &[Vec<String>],
    x: &impl Fn(usize) -> f64,
    y: &Scale,
    right: f64,
) {
    let mut placed: Vec<(usize, f64, f64, f64)> = Vec::new();
    for (index, (line, label)) in series.iter().zip(labels).enumerate() {
        let last = line.points.iter().enumerate().rev().find_map(|(at, point)| Some((at, point.as_ref()?)));
        if let (Some((at, point)), false) = (last, label.is_empty()) {
            placed.push((index, x(at), y.at(point.value), label.len() as f64 * LINE));
        }
    }
    placed.sort_by(|a, b| a.2.total_cmp(&b.2));
    let mut centers: Vec<f64> = placed.iter().map(|(_, _, wanted, _)| *wanted).collect();
    let half = |at: usize| placed.get(at).map_or(0.0, |(.., tall)| tall / 2.0);
    // Down, so that nothing overlaps, then up again from the lower edge.
    let mut floor = f64::NEG_INFINITY;
    for (at, center) in centers.iter_mut().enumerate() {
        *center = center.max(floor + half(at));
        floor = *center + half(at);
    }
    let mut ceiling = y.start + 6.0;
    for (at, center) in centers.iter_mut().enumerate().rev() {
        *center = center.min(ceiling - half(at));
        ceiling = *center - half(at);
    }
    for ((index, from_x, from_y, tall), center) in placed.iter().zip(&centers) {
        let Some((line, label)) = series.get(*index).zip(labels.get(*index)) else { continue };
        let class = class_of(*index, line);
        let start = from_x + 5.0;
        if (center - from_y).abs() > 2.0 || right - start > 8.0 {
            push(
                out,
                format_args!(
                    "<line class=\"leader\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
                    px(start),
                    px(*from_y),
                    px(right + 4.0),
                    px(*center)
                ),
            );
        }
        for (row, text) in label.iter().enumerate() {
            push(
                out,
                format_args!(
                    "<text class=\"name {class}\" x=\"{}\" y=\"{}\">{}</text>",
                    px(right + 7.0),
                    px(center - tall / 2.0 + LINE * (row as f64 + 1.0) - 3.5),
                    escape(text)
                ),
            );
        }
    }
}

/// Which times get a label, at most that many: years, which are the first four chars of a time.
fn time_ticks(times: &[String], n_max: f64) -> Vec<(usize, String)> {
    let year = |time: &String| time.chars().take(4).collect::<String>();
    let mut starts: Vec<(usize, String)> = Vec::new();
    for (index, time) in times.iter().enumerate() {
        if starts.last().is_none_or(|(_, last)| *last != year(time)) {
            starts.push((index, year(time)));
        }
    }
    let every = (starts.len() as f64 / n_max.max(1.0)).ceil().max(1.0) as usize;
    // Counted from the end: the newest year always has its label.
    let n = starts.len();
    starts.into_iter().enumerate().filter(|(at, _)| (n - 1 - at).is_multiple_of(every)).map(|(_, tick)| tick).collect()
}

fn ranges(unit: Unit, rows: &[RangeRow], width: Width) -> (String, f64) {
    let w = width.pixels();
    let n_label = rows.iter().map(|row| row.label.chars().count()).max().unwrap_or(0).min(34);
    let left = if width == Width::Wide { n_label as f64 * CHAR + 14.0 } else { 6.0 };
    let mark_text = |mark: &crate::report::Mark| match &mark.point {
        Some(point) => format!("{} {}", mark.series, number::short(point.value, unit)),
        None => format!("{}: too few", mark.series),
    };
    let n_text = rows.iter().flat_map(|row| &row.marks).map(|mark| mark_text(mark).chars().count()).max().unwrap_or(0);
    let right = (n_text as f64 * BOLD_CHAR + 10.0).min(w * 0.5);
    let values: Vec<f64> = rows
        .iter()
        .flat_map(|row| &row.marks)
        .flat_map(|mark| {
            let ends = mark.point.map(|point| [point.low, point.high]).into_iter().flatten();
            ends.chain(mark.outer.map(|(low, high)| [low, high]).into_iter().flatten())
        })
        .collect();
    let n_ticks = if width == Width::Wide { 5.0 } else { 3.0 };
    let x = Scale::new(values.iter().copied(), unit == Unit::UsdPerYear, n_ticks, left, w - right);

    let mut body = String::new();
    let mut top = 6.0;
    for row in rows {
        let label_height = if width == Width::Narrow { LINE } else { 0.0 };
        let tall = row.marks.len() as f64 * LINE;
        let (label_x, label_y, anchor) = match width {
            Width::Wide => (left - 10.0, top + tall / 2.0 + 4.5, "end"),
            Width::Narrow => (0.0, top + 12.0, "start"),
        };
        let n_max = if width == Width::Wide { 34 } else { 42 };
        let label = crate::panel::shorten(&row.label, n_max);
        push(
            &mut body,
            format_args!(
                "<text class=\"label\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                px(label_x),
                px(label_y),
                escape(&label)
            ),
        );
        for (at, mark) in row.marks.iter().enumerate() {
            let y = top + label_height + LINE * (at as f64 + 0.5);
            let class = if mark.is_focus { "focus" } else { "s0" };
            let mut text_x = left + 2.0;
            if let Some((low, high)) = mark.outer.filter(|_| mark.point.is_some()) {
                push(
                    &mut body,
                    format_args!(
                        "<rect class=\"band {class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"10\"/>",
                        px(x.at(low)),
                        px(y - 5.0),
                        px((x.at(high) - x.at(low)).max(0.0))
                    ),
                );
                text_x = x.at(high) + 7.0;
            }
            if let Some(point) = &mark.point {
                push(
                    &mut body,
                    format_args!(
                        "<line class=\"whisker {class}\" x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>\
                         <circle class=\"dot {class}\" cx=\"{}\" cy=\"{}\" r=\"4\"/>",
                        px(x.at(point.low)),
                        px(x.at(point.high)),
                        px(y),
                        px(y),
                        px(x.at(point.value)),
                        px(y)
                    ),
                );
                text_x = text_x.max(x.at(point.high) + 7.0);
            }
            push(
                &mut body,
                format_args!(
                    "<text class=\"name {class}\" x=\"{}\" y=\"{}\">{}</text>",
                    px(text_x),
                    px(y + 4.5),
                    escape(&mark_text(mark))
                ),
            );
        }
        top += label_height + tall + 9.0;
    }
    let mut out = String::new();
    for value in &x.ticks {
        let at = px(x.at(*value));
        push(&mut out, format_args!("<line class=\"grid\" x1=\"{at}\" x2=\"{at}\" y1=\"2\" y2=\"{}\"/>", px(top)));
        let anchor = if *value == x.from && width == Width::Narrow { "start" } else { "middle" };
        push(
            &mut out,
            format_args!(
                "<text class=\"tick\" x=\"{at}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                px(top + 15.0),
                tick(*value, step_of(&x), unit)
            ),
        );
    }
    if unit == Unit::Difference {
        let at = px(x.at(0.0));
        push(&mut out, format_args!("<line class=\"zero\" x1=\"{at}\" x2=\"{at}\" y1=\"2\" y2=\"{}\"/>", px(top)));
    }
    out.push_str(&body);
    (out, top + 22.0)
}

/// Pixels to one decimal: enough for the eye, and short.
fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Mark;

    /// The boxes of the texts of a class: left, right, top, bottom.
    fn boxes(svg: &str, class: &str, width_of_char: f64) -> Vec<[f64; 4]> {
        let start = format!("<text class=\"{class}");
        let texts = svg.split(&start).skip(1);
        let boxes = texts.map(|text| {
            let number = |key: &str| -> f64 {
                let from = text.find(&format!(" {key}=\"")).unwrap() + key.len() + 3;
                text[from..].split('"').next().unwrap().parse().unwrap()
            };
            let words = text.split_once('>').unwrap().1.split('<').next().unwrap();
            let (x, y, wide) = (number("x"), number("y"), words.chars().count() as f64 * width_of_char);
            let is_end = text.split('>').next().unwrap().contains("\"end\"");
            let left = if is_end { x - wide } else { x };
            [left, left + wide, y - 11.0, y + 3.0]
        });
        boxes.collect()
    }

    #[track_caller]
    fn check(chart: &Chart, width: Width, class: &str, width_of_char: f64) {
        let svg = svg(chart, "x", width);
        let boxes = boxes(&svg, class, width_of_char);
        assert!(!boxes.is_empty());
        for (at, [left, right, top, bottom]) in boxes.iter().enumerate() {
            assert!(*left >= 0.0 && *right <= width.pixels() + 0.5 && *top >= 0.0, "cut: {left} to {right} at {top}");
            for [other_left, other_right, other_top, other_bottom] in boxes.iter().skip(at + 1) {
                let is_apart = right <= other_left || other_right <= left || bottom <= other_top || other_bottom <= top;
                assert!(is_apart, "{left},{top} overlaps {other_left},{other_top}");
            }
        }
    }

    fn point(value: f64) -> Option<Point> {
        Some(Point { value, low: value * 0.9, high: value * 1.1 })
    }

    #[test]
    fn names_at_the_ends_of_lines_neither_overlap_nor_are_cut() {
        let series = |values: [f64; 6]| {
            let names = ["Rust", "C++", "Go", "Python", "Java", "TypeScript"];
            let line = |(name, value): (&&str, f64)| LineSeries {
                name: (*name).to_owned(),
                is_focus: *name == "Rust",
                points: vec![point(value), None, point(value)],
            };
            names.iter().zip(values).map(line).collect::<Vec<_>>()
        };
        let times = ["2023", "2024", "2025 (to 08)"].map(str::to_owned).to_vec();
        for values in [[0.1; 6], [0.0; 6], [1.0; 6], [0.3, 0.29, 0.28, 0.01, 0.012, 0.3]] {
            let chart =
                Chart::Lines { title: String::new(), unit: Unit::Share, times: times.clone(), series: series(values) };
            check(&chart, Width::Wide, "name", BOLD_CHAR);
            check(&chart, Width::Narrow, "name", BOLD_CHAR);
        }
    }

    #[test]
    fn names_and_values_in_rows_neither_overlap_nor_are_cut() {
        let mark = |series: &str, is_focus, value: Option<f64>| Mark {
            series: series.to_owned(),
            is_focus,
            point: value.and_then(point),
            outer: value.map(|value| (value * 0.5, value * 1.5)),
        };
        let row = |label: &str, rust, all| RangeRow {
            label: label.to_owned(),
            marks: vec![mark("Rust", true, rust), mark("all", false, all)],
        };
        let rows = vec![
            row("a", Some(98_700.0), Some(123_000.0)),
            row("a name that is much longer than any that fits beside a chart", Some(1.0), Some(500_000.0)),
            row("Automotive, aerospace, robotics", None, None),
        ];
        for unit in [Unit::UsdPerYear, Unit::Share] {
            let chart = Chart::Ranges { title: String::new(), unit, rows: rows.clone() };
            for width in [Width::Wide, Width::Narrow] {
                check(&chart, width, "name", if unit == Unit::Share { 0.0 } else { BOLD_CHAR });
                check(&chart, width, "label", CHAR);
            }
        }
    }

    #[test]
    fn odd_numbers_are_no_panic_and_no_endless_loop() {
        for value in [f64::NAN, f64::INFINITY, 0.0, -1.0, 1e300, 1e-300] {
            let series = vec![LineSeries { name: "x".into(), is_focus: true, points: vec![point(value)] }];
            let times = vec!["2024".into()];
            let lines = Chart::Lines { title: String::new(), unit: Unit::Share, times, series };
            let mark = Mark { series: "x".into(), is_focus: true, point: point(value), outer: None };
            let rows = vec![RangeRow { label: "x".into(), marks: vec![mark] }];
            let ranges = Chart::Ranges { title: String::new(), unit: Unit::UsdPerYear, rows };
            for chart in [lines, ranges] {
                assert!(svg(&chart, "x", Width::Wide).ends_with("</svg>\n"));
            }
        }
    }

    #[test]
    fn ticks_are_round() {
        let scale = Scale::new([0.133].into_iter(), false, 5.0, 0.0, 100.0);
        assert_eq!(
            scale.ticks.iter().map(|t| tick(*t, step_of(&scale), Unit::Share)).collect::<Vec<_>>(),
            ["0%", "5%", "10%", "15%"]
        );
    }
}
