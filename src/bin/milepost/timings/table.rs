//! What was recorded, added up to be read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::builder::styling::AnsiColor;

use super::records::{Kind, Record, Records};
use crate::report::plural;
use crate::terminal::paint;

/// How many of the slowest pages and templates are shown.
const SHOWN: usize = 10;
/// The width of names.
const WIDTH: usize = 44;

/// Returns where the time went: the stages in their order, the slowest pages, the templates.
pub(crate) fn table(records: &Records) -> String {
    let mut text = stages(records);
    text += &slowest_pages(records);
    text += &templates(records);
    text
}

/// Returns each stage with how long it took, and how much work that was on all threads together.
fn stages(records: &Records) -> String {
    let mut text = head("stage", &["time", "work", ""]);
    let mut stages: Vec<&Record> = records.0.iter().filter(|record| record.kind == Kind::Stage).collect();
    // Of two side by side the one that began first; what is within a stage stays behind it.
    stages.sort_by_key(|stage| (stage.began, std::cmp::Reverse(stage.ended)));
    for stage in stages {
        let pieces = pieces(records, stage);
        let work = work(stage, &pieces);
        let name = format!("{}{}", "  ".repeat(stage.depth), stage.name);
        text += &row(&name, &[time(stage.length()), time(work), counts(&pieces)]);
    }
    text
}

/// Returns the work of all threads within a stage that is in no other work but stages.
fn pieces<'a>(records: &'a Records, stage: &Record) -> Vec<&'a Record> {
    let mut pieces = Vec::new();
    // Until when the piece before lasts, on the thread that is looked at.
    let mut last = (0, 0);
    for record in records.0.iter().filter(|record| record.kind != Kind::Stage) {
        let is_inner = last.0 == record.thread && record.ended <= last.1;
        if !is_inner && stage.began <= record.began && record.ended <= stage.ended {
            pieces.push(record);
            last = (record.thread, record.ended);
        }
    }
    pieces
}

/// Returns the time of all `pieces` of a stage, and that in which no thread was at any: then one was at something that
/// has no name.
fn work(stage: &Record, pieces: &[&Record]) -> u64 {
    let mut covered = 0;
    let mut until = stage.began;
    let mut in_time: Vec<(u64, u64)> = pieces.iter().map(|piece| (piece.began, piece.ended)).collect();
    in_time.sort_unstable();
    for (began, ended) in in_time {
        covered += ended.saturating_sub(until.max(began));
        until = until.max(ended);
    }
    stage.length() - covered + pieces.iter().map(|piece| piece.length()).sum::<u64>()
}

/// Returns `12 pages and 3 files`.
fn counts(pieces: &[&Record]) -> String {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for piece in pieces {
        *counts.entry(piece.kind).or_default() += 1;
    }
    let said = counts.into_iter().map(|(kind, count)| match kind {
        Kind::Reading => plural(count, "page"),
        kind => plural(count, kind.word()),
    });
    said.collect::<Vec<_>>().join(", ")
}

fn slowest_pages(records: &Records) -> String {
    // Reading, and making.
    let mut pages: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for record in &records.0 {
        let part = match record.kind {
            Kind::Reading => 0,
            Kind::Page => 1,
            _ => continue,
        };
        pages.entry(&record.name).or_default()[part] += record.length();
    }
    let mut pages: Vec<_> = pages.into_iter().collect();
    pages.sort_by_key(|(_, parts)| std::cmp::Reverse(parts[0] + parts[1]));
    if pages.is_empty() {
        return String::new();
    }
    let mut text = head("slowest pages", &["read", "made", ""]);
    for (name, [read, made]) in pages.into_iter().take(SHOWN) {
        let name = if name.is_empty() { "index.html" } else { name };
        text += &row(name, &[time(read), time(made), String::new()]);
    }
    text
}

/// What a template cost.
#[derive(Default)]
struct Use<'a> {
    count: usize,
    total: u64,
    slowest: Option<&'a Record>,
    /// The page that the slowest was for.
    page: &'a str,
}

fn templates(records: &Records) -> String {
    let mut templates: BTreeMap<&str, Use<'_>> = BTreeMap::new();
    // What was for a page stands behind it and ends before it does.
    let mut page = ("", 0, 0);
    for record in &records.0 {
        match record.kind {
            Kind::Page | Kind::Card => page = (&record.name, record.thread, record.ended),
            Kind::Template => {
                let all = templates.entry(&record.name).or_default();
                all.count += 1;
                all.total += record.length();
                if all.slowest.is_none_or(|slowest| record.length() > slowest.length()) {
                    let is_within = record.thread == page.1 && record.ended <= page.2;
                    (all.slowest, all.page) = (Some(record), if is_within { page.0 } else { "" });
                }
            }
            Kind::Stage | Kind::Reading | Kind::File => {}
        }
    }
    let mut templates: Vec<_> = templates.into_iter().collect();
    templates.sort_by_key(|(_, all)| std::cmp::Reverse(all.total));
    if templates.is_empty() {
        return String::new();
    }
    let mut text = head("templates", &["work", "slowest", ""]);
    for (name, all) in templates.into_iter().take(SHOWN) {
        let slowest = all.slowest.map_or(0, Record::length);
        let of = if all.page.is_empty() { String::new() } else { format!(", slowest for {}", all.page) };
        text += &row(name, &[time(all.total), time(slowest), format!("{}{of}", plural(all.count, "time"))]);
    }
    text
}

fn head(name: &str, columns: &[&str; 3]) -> String {
    let columns = columns.map(str::to_owned);
    format!("\n{}", paint(AnsiColor::Green, row(name, &columns).trim_end())) + "\n"
}

fn row(name: &str, columns: &[String; 3]) -> String {
    let mut text = format!("   {name:<WIDTH$}");
    let [first, second, rest] = columns;
    let _ = write!(text, " {first:>11} {second:>11}   {rest}");
    format!("{}\n", text.trim_end())
}

/// Returns `12.3 ms`.
#[expect(clippy::cast_precision_loss, reason = "a length is rounded to be read")]
fn time(nanoseconds: u64) -> String {
    format!("{:.1} ms", nanoseconds as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: u64 = 1_000_000;

    fn record(kind: Kind, name: &str, thread: usize, began: u64, ended: u64) -> Record {
        Record { kind, name: name.to_owned(), thread, began: began * MS, ended: ended * MS, depth: 0 }
    }

    #[test]
    fn work_is_that_of_all_threads_and_what_has_no_name() {
        let records = Records::new(vec![
            record(Kind::Template, "post.html", 1, 2, 4),
            record(Kind::Page, "content/posts/a.md", 1, 1, 5),
            record(Kind::Page, "content/posts/b.md", 2, 2, 6),
            record(Kind::Stage, "pages", 0, 1, 7),
            record(Kind::Stage, "render", 0, 0, 10),
            record(Kind::Page, "later.md", 0, 11, 12),
        ]);
        // From 1 to 6 two threads were at 4 ms each; before and after it one was.
        let expected = "
   stage                                               time        work
   render                                           10.0 ms     13.0 ms   2 pages
     pages                                           6.0 ms      9.0 ms   2 pages
";
        assert_eq!(anstream::adapter::strip_str(&stages(&records)).to_string(), expected);
    }

    #[test]
    fn pages_are_told_by_reading_and_making_together() {
        let mut all: Vec<Record> = (0..20).map(|n| record(Kind::Page, &format!("{n:02}"), 0, n * 10, n * 11)).collect();
        all.push(record(Kind::Reading, "01", 0, 300, 400));
        let text = anstream::adapter::strip_str(&slowest_pages(&Records::new(all))).to_string();
        let names: Vec<&str> = text.lines().skip(2).filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(names, ["01", "19", "18", "17", "16", "15", "14", "13", "12", "11"]);
        assert!(text.contains("100.0 ms      1.0 ms"), "{text}");
    }

    #[test]
    fn templates_are_told_by_all_their_uses_and_the_page_of_the_slowest() {
        let records = Records::new(vec![
            record(Kind::Template, "post.html", 0, 1, 2),
            record(Kind::Page, "a.md", 0, 0, 3),
            record(Kind::Template, "post.html", 0, 4, 9),
            record(Kind::Page, "b.md", 0, 4, 9),
            record(Kind::Template, "tag.html", 0, 10, 17),
        ]);
        let text = anstream::adapter::strip_str(&templates(&records)).to_string();
        let lines: Vec<Vec<&str>> = text.lines().skip(2).map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0].join(" "), "tag.html 7.0 ms 7.0 ms 1 time");
        assert_eq!(lines[1].join(" "), "post.html 6.0 ms 5.0 ms 2 times, slowest for b.md");
    }
}
