//! What a build says of itself: short, aligned, and readable without knowing Milepost.

use std::fmt::Write as _;
use std::time::Duration;

use clap::builder::styling::AnsiColor;
use milepost::diagnostic::{Diagnostic, Severity};
use milepost::output::publish::Changes;
use milepost::source::Sources;
use milepost::source::excerpt::{self, Style};
use milepost::{Build, Fate, Report};

use crate::terminal::{Terminal, paint};

/// Prints all of `diagnostics` with their source lines.
pub(crate) fn diagnostics(diagnostics: &[Diagnostic], sources: &Sources, terminal: Terminal) {
    if !diagnostics.is_empty() {
        terminal.say(&found(diagnostics, sources));
    }
}

/// Returns all of `diagnostics` with their source lines; nothing for none.
pub(crate) fn found(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    // In colour whatever the terminal is: the stream strips what it cannot show.
    format!("{}\n\n", excerpt::render_all(diagnostics, sources, Style::Color))
}

/// Returns the closing line of a build with errors, such as `error: 3 errors and 1 warning; …`.
pub(crate) fn failure(diagnostics: &[Diagnostic], consequence: &str) -> String {
    format!("{} {}{consequence}\n", paint(AnsiColor::Red, "error:"), counts(diagnostics))
}

/// Returns the closing line of a command that found something wrong.
pub(crate) fn wrong(text: &str) -> String {
    format!("{} {text}\n", paint(AnsiColor::Red, "error:"))
}

/// Returns `3 errors and 1 warning`.
pub(crate) fn counts(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    match (count(Severity::Error), count(Severity::Warning)) {
        (errors, 0) => plural(errors, "error"),
        (0, warnings) => plural(warnings, "warning"),
        (errors, warnings) => format!("{} and {}", plural(errors, "error"), plural(warnings, "warning")),
    }
}

/// Returns what was read and what came of it.
pub(crate) fn summary(build: &Build) -> String {
    let report = &build.report;
    let mut text = line("milepost", &title(report));
    text += &line("read", &fates(report));
    for (path, date) in &report.scheduled {
        text += &line("", &format!("{path} goes live on {date}"));
    }
    if let Some(plan) = plan(report) {
        text += &line("plan", &plan);
    }
    text += &line("site", &format!("{}, {}", plural(report.pages, "page"), plural(build.outputs.len(), "file")));
    if report.undrawn_diagrams > 0 {
        let count = plural(report.undrawn_diagrams, "diagram");
        text += &line("", &format!("{count} shown as source: this milepost was built without the feature `diagrams`"));
    }
    let found = match build.diagnostics.as_slice() {
        [] => "nothing wrong".to_owned(),
        found => format!("{}, above", counts(found)),
    };
    text + &line("checked", &found)
}

/// Returns what was written to `out`; every path of it when `is_verbose`.
pub(crate) fn changes(changes: &Changes, out: &str, is_verbose: bool) -> String {
    let Changes { created, updated, unchanged, removed, foreign, .. } = changes;
    let figures = format!(
        "{out}  +{} new  ~{} changed  -{} removed  ({} unchanged)",
        created.len(),
        updated.len(),
        removed.len(),
        unchanged.len()
    );
    let mut text = line("wrote", &figures);
    if !foreign.is_empty() {
        let names: Vec<String> = foreign.iter().map(|path| format!("`{}`", path.display())).collect();
        text += &line("kept", &format!("{} in {out}, not made by Milepost", names.join(", ")));
    }
    if is_verbose {
        for (mark, paths) in [("+", created), ("~", updated), ("-", removed)] {
            for path in paths {
                text += &line("", &format!("{mark} {}", path.as_str()));
            }
        }
    }
    text
}

/// Returns the last line.
pub(crate) fn done(elapsed: Duration, remark: &str) -> String {
    line("done", &format!("in {:.2} s{remark}", elapsed.as_secs_f64()))
}

/// Returns one line of the report; `label` is empty for what belongs to the line above.
pub(crate) fn line(label: &str, text: &str) -> String {
    format!("   {} {text}\n", paint(AnsiColor::Green, &format!("{label:<9}")))
}

/// Returns `1 page` or `2 pages`.
pub(crate) fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn title(report: &Report) -> String {
    let mut text = env!("CARGO_PKG_VERSION").to_owned();
    if !report.title.is_empty() {
        let _ = write!(text, "  {}", report.title);
    }
    if let Some(date) = report.as_of {
        let _ = write!(text, " · as of {date}");
    }
    text
}

fn fates(report: &Report) -> String {
    let total: usize = report.fates.values().sum();
    let part = |(fate, &count): (&Fate, &usize)| match fate {
        Fate::Draft | Fate::Error => plural(count, fate.word()),
        _ => format!("{count} {}", fate.word()),
    };
    let parts: Vec<String> = report.fates.iter().filter(|(_, count)| **count > 0).map(part).collect();
    let colon = if parts.is_empty() { "" } else { ": " };
    format!("{}{colon}{}", plural(total, "file"), parts.join(", "))
}

fn plan(report: &Report) -> Option<String> {
    let proven =
        (report.items_total > 0).then(|| format!("{} of {} items proven", report.items_proven, report.items_total));
    let parts: Vec<String> = report.month.iter().cloned().chain(proven).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use milepost::diagnostic::Code;

    use super::*;

    #[test]
    fn counts_are_grammatical() {
        let error = Diagnostic::without_place(Code::BadDate, "bad");
        let warning = Diagnostic::without_place(Code::WeakProof, "weak");
        assert_eq!(counts(&[error.clone(), error.clone(), warning.clone()]), "2 errors and 1 warning");
        assert_eq!(counts(&[error]), "1 error");
        assert_eq!(counts(&[warning.clone(), warning]), "2 warnings");
    }

    #[test]
    fn fates_add_up_and_zero_is_not_said() {
        let mut report = Report::default();
        report.fates.extend([(Fate::Published, 25), (Fate::Draft, 2), (Fate::Error, 0)]);
        assert_eq!(fates(&report), "27 files: 25 published, 2 drafts");
        assert_eq!(fates(&Report::default()), "0 files");
    }

    #[test]
    fn plan_says_what_it_knows() {
        let report =
            Report { month: Some("month 5 of 15".into()), items_proven: 14, items_total: 61, ..Report::default() };
        assert_eq!(plan(&report).unwrap(), "month 5 of 15 · 14 of 61 items proven");
        assert_eq!(plan(&Report::default()), None);
    }
}
