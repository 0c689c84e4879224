//! The screen of `milepost status`: 80 columns, and no more rows than a terminal has unless all is asked for.

use std::fmt::Write as _;

use chrono::NaiveDate;
use clap::builder::styling::{AnsiColor, Style};
use milepost::Fate;
use milepost::diagnostic::Diagnostic;
use milepost::owner::{ActionKind, Due, DueKind, OwnerReport, Step, StepState};
use milepost::site::schedule::ScheduleState;
use milepost::words::Words;

use crate::report::counts;
use crate::terminal::paint;

/// The columns of the screen.
const WIDTH: usize = 80;
/// The column in which texts begin, behind their labels.
const INDENT: usize = 11;
/// How many steps of the month are shown, and how many lines of anything else, unless all is asked for.
const STEPS: usize = 6;
const LINES: usize = 3;
/// How many days ahead exams, appointments and credentials are told.
const SOON: i64 = 60;

/// Returns the screen; with `all`, no list is cut.
pub(super) fn draw(report: &OwnerReport, diagnostics: &[Diagnostic], all: bool) -> String {
    let mut screen = Screen { text: String::new(), report, all };
    screen.head();
    screen.state();
    screen.next();
    screen.month();
    screen.lists();
    screen.figures();
    screen.wrong(diagnostics);
    screen.text
}

/// Returns the share of the hours that is proven, in whole percents. Only what is complete has 100, and only what has
/// not begun has 0.
pub(super) fn percent(report: &OwnerReport) -> u32 {
    let schedule = &report.schedule;
    let share = if schedule.scope > 0.0 { schedule.earned_value / schedule.scope } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is from 0 to 1")]
    let percent = (share * 100.0).round() as u32;
    match percent {
        0 if share > 0.0 => 1,
        100.. if schedule.state != ScheduleState::Complete && share < 1.0 => 99,
        percent => percent,
    }
}

struct Screen<'a> {
    text: String,
    report: &'a OwnerReport,
    all: bool,
}

impl Screen<'_> {
    fn head(&mut self) {
        let (report, now) = (self.report, &self.report.now);
        let heading = cut(&format!("{} · {}", report.title, long(report.as_of)), WIDTH);
        let _ = writeln!(self.text, "{}", bold(&heading));
        let month = now.month.map(|month| format!("month {month} of {}", now.months));
        let outside = match month {
            Some(_) => None,
            None if report.as_of < now.start => Some(format!("begins on {}", long(now.start))),
            None => Some(format!("ended on {}", long(now.end))),
        };
        let day = now.month.map(|_| format!("day {} of {}", now.day, now.days));
        let phase = now.phase.as_ref().map(|(_, title)| title.clone());
        let mut parts: Vec<String> =
            month.into_iter().chain(outside).chain(day).chain(now.theme.clone()).chain(phase).collect();
        // The phase is the least, and goes first.
        if parts.len() > 3 && parts.join(" · ").chars().count() > WIDTH {
            parts.pop();
        }
        let _ = writeln!(self.text, "{}\n", cut(&parts.join(" · "), WIDTH));
    }

    fn state(&mut self) {
        let schedule = &self.report.schedule;
        let (color, state) = match schedule.state {
            ScheduleState::Behind => (AnsiColor::Red, "behind"),
            ScheduleState::Paused => (AnsiColor::Yellow, "paused"),
            ScheduleState::NotStarted => (AnsiColor::Yellow, "not begun"),
            ScheduleState::OnTrack => (AnsiColor::Green, "on track"),
            ScheduleState::Ahead => (AnsiColor::Green, "ahead"),
            ScheduleState::Complete => (AnsiColor::Green, "complete"),
        };
        let reasons: Vec<String> = schedule.reasons.iter().map(|reason| reason.text(Words::english())).collect();
        self.lines(color, state, &reasons);
        let earned = format!(
            "{} of {} h, {} %; planned by today {} h, due {} h",
            hours(schedule.earned_value),
            hours(schedule.scope),
            percent(self.report),
            hours(schedule.planned_value),
            hours(schedule.committed),
        );
        self.line("earned", &earned);
        if let Some(pace) = self.pace() {
            self.line("pace", &pace);
        }
    }

    /// Returns the pace and when the plan ends.
    fn pace(&self) -> Option<String> {
        let earned = self.report.schedule.earned_schedule?;
        let forecast = self.report.forecast.filter(|_| self.report.schedule.state != ScheduleState::Complete)?;
        let variance = match earned.variance_days {
            0 => "as planned".to_owned(),
            days if days < 0 => format!("{} behind the curve", days_of(-days)),
            days => format!("{} ahead of the curve", days_of(days)),
        };
        let end = match (forecast.earliest(), forecast.latest()) {
            (None, _) => "no end in sight".to_owned(),
            (Some(first), Some(last)) if first == last => format!("ends on {}", long(first)),
            (Some(first), Some(last)) => format!("ends between {} and {}", long(first), long(last)),
            (Some(first), None) => format!("ends on {}, if the recent standstill is over", long(first)),
        };
        Some(format!("{:.2} of the plan, {variance}; {end}", earned.performance))
    }

    fn next(&mut self) {
        let Some(next) = &self.report.next else { return };
        let what = match &next.kind {
            ActionKind::Publish(path) => format!("publish {path} ({})", next.id),
            kind => format!("{} {} ({})", kind.word(), next.title, next.id),
        };
        self.lines(AnsiColor::Cyan, "next", &[what, next.reason.clone()]);
    }

    fn month(&mut self) {
        let steps: Vec<&Step> = self.report.month_steps().collect();
        if steps.is_empty() {
            return;
        }
        let heading = format!("{:<59}{:>7}{:>13}", "this month", "due", "hours logged");
        let _ = writeln!(self.text, "\n{}", bold(heading.trim_end()));
        let shown = if self.all { steps.len() } else { STEPS };
        for step in steps.iter().take(shown) {
            self.step(step);
        }
        if steps.len() > shown {
            let _ = writeln!(self.text, "  and {} more: `milepost status --all`", steps.len() - shown);
        }
        self.text.push('\n');
    }

    fn step(&mut self, step: &Step) {
        let (color, mark) = mark(step);
        let private = if step.is_private { " (private)" } else { "" };
        let title = format!("{}{private}", cut(&step.title, 54 - private.len()));
        let planned = format!("{} of {}", hours(step.logged), hours(step.hours));
        let due = step.window.end.format("%-d %b").to_string();
        let _ = writeln!(self.text, "  {} {title:<55}{due:>7}{planned:>13}", paint(color, mark));
        let needs = step.needs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let lacks = step.lacks();
        let line = match (lacks.is_empty(), needs.is_empty()) {
            (true, true) => return,
            (true, false) => format!("comes after {needs}"),
            (false, true) => format!("lacks {lacks}"),
            (false, false) => format!("lacks {lacks}; comes after {needs}"),
        };
        if self.all {
            for line in wrapped(&line, WIDTH - 4) {
                let _ = writeln!(self.text, "    {}", dim(&line));
            }
        } else {
            let _ = writeln!(self.text, "    {}", dim(&cut(&line, WIDTH - 4)));
        }
    }

    fn lists(&mut self) {
        let report = self.report;
        if report.schedule.state != ScheduleState::Behind {
            let late = report.overdue.iter().map(|late| format!("{}, {}", late.title, days_of(late.days)));
            self.list("overdue", late.collect());
        }
        let title = |id| report.step(id).map_or_else(String::new, |step| format!("{} ({id})", step.title));
        self.list("claimed", report.claimed.iter().map(|id| format!("{}: nothing proves it", title(id))).collect());
        let dead = report.dead.iter();
        self.list(
            "dead",
            dead.map(|dead| format!("proof of {}, since {}: {}", title(&dead.of), long(dead.since), dead.href))
                .collect(),
        );
        let drafts = report.drafts.iter().map(|draft| {
            let ids: Vec<String> = draft.proves.iter().map(ToString::to_string).collect();
            let word = if draft.fate == Fate::Scheduled { "scheduled" } else { "draft" };
            format!("{} ({word}) would prove {}", draft.path, ids.join(", "))
        });
        self.list("drafts", drafts.collect());
        let is_soon = |due: &&Due| {
            let days = due.date.signed_duration_since(report.as_of).num_days();
            matches!(due.kind, DueKind::Exam | DueKind::Application) && days <= SOON
        };
        let coming = report.due.iter().filter(is_soon);
        self.list(
            "coming",
            coming.map(|due| format!("{}: {} {}", long(due.date), due.kind.word(), due.title)).collect(),
        );
        let missed =
            report.exams.iter().filter_map(|exam| Some((exam, exam.booked.filter(|day| *day < report.as_of)?)));
        let missed =
            missed.map(|(exam, day)| format!("{} was on {}: add the credential or the attempt", exam.title, long(day)));
        self.list("exams", missed.collect());
        let lapsing = report.lapsing().filter_map(|one| {
            let day = long(one.expires?);
            let left = one.days_left?;
            Some(if left < 0 {
                format!("{} lapsed on {day} and does not count", one.title)
            } else {
                format!("{} lapses on {day}, in {}", one.title, days_of(left))
            })
        });
        self.list("lapsing", lapsing.collect());
    }

    fn figures(&mut self) {
        let (report, now) = (self.report, &self.report.hours);
        let gaps: Vec<&str> = report.skill_gaps.iter().map(|gap| gap.title.as_str()).collect();
        if !gaps.is_empty() {
            let count = format!("{} without a proof: ", gaps.len());
            let named = count + &gaps.join(", ");
            let shown = if self.all { named } else { cut(&named, 2 * (WIDTH - INDENT) - 8) };
            self.line("skills", &shown);
        }
        let mut logged = format!(
            "{} of {} h logged this month; {} h in all",
            hours(now.logged_this_month),
            hours(now.planned_this_month),
            hours(now.logged)
        );
        if let Some(factor) = now.factor() {
            let _ = write!(logged, "; a planned hour took {factor:.1} h so far");
        }
        self.line("hours", &logged);
        let month = report.now.month.and_then(|month| report.months.get(month as usize - 1));
        if let Some((month, capacity)) = month.and_then(|month| Some((month, month.capacity?))) {
            let full = report.months.iter().filter(|month| month.is_overloaded()).map(|month| month.number.to_string());
            let full: Vec<String> = full.collect();
            let full = match full.as_slice() {
                [] => String::new(),
                [one] => format!("; month {one} is too full"),
                many => format!("; months {} are too full", many.join(", ")),
            };
            self.line(
                "capacity",
                &format!("{} h to do this month, {} h there are{full}", hours(month.open), hours(capacity)),
            );
        }
    }

    fn wrong(&mut self, diagnostics: &[Diagnostic]) {
        if diagnostics.iter().any(Diagnostic::is_error) {
            let text = format!(
                "{}: what has an error counts for nothing here; `milepost check` shows it",
                counts(diagnostics)
            );
            self.lines(AnsiColor::Red, "wrong", &[text]);
        }
    }

    /// Adds a list below its label, cut unless all is asked for.
    fn list(&mut self, label: &str, mut entries: Vec<String>) {
        let more = entries.len().saturating_sub(LINES);
        if !self.all && more > 0 {
            entries.truncate(LINES);
            entries.push(format!("and {more} more"));
        }
        self.lines(AnsiColor::Yellow, label, &entries);
    }

    fn line(&mut self, label: &str, text: &str) {
        self.lines(AnsiColor::Blue, label, &[text.to_owned()]);
    }

    fn lines(&mut self, color: AnsiColor, label: &str, texts: &[String]) {
        let rows = texts.iter().flat_map(|text| wrapped(text, WIDTH - INDENT));
        for (number, row) in rows.enumerate() {
            let label = if number == 0 { label } else { "" };
            let _ = writeln!(self.text, "{}{row}", paint(color, &format!("{label:<INDENT$}")));
        }
    }
}

fn mark(step: &Step) -> (AnsiColor, &'static str) {
    match step.state {
        _ if step.overdue_days.is_some() => (AnsiColor::Red, "!"),
        state if state.is_done() => (AnsiColor::Green, "✓"),
        StepState::Planned => (AnsiColor::Blue, "○"),
        StepState::Blocked => (AnsiColor::Yellow, "×"),
        StepState::Claimed => (AnsiColor::Yellow, "?"),
        _ => (AnsiColor::Cyan, "◐"),
    }
}

fn days_of(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Returns hours with one decimal where it says something.
fn hours(hours: f64) -> String {
    // The sum of nothing is -0.0, which is not meant to be seen.
    let hours = hours + 0.0;
    let text = format!("{hours:.1}");
    if hours >= 100.0 { format!("{hours:.0}") } else { text.strip_suffix(".0").unwrap_or(&text).to_owned() }
}

fn bold(text: &str) -> String {
    let style = Style::new().bold();
    format!("{style}{text}{style:#}")
}

fn dim(text: &str) -> String {
    let style = Style::new().dimmed();
    format!("{style}{text}{style:#}")
}

/// Returns `text`, or its beginning with an ellipsis when it is longer than `width`.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Returns `text` in lines of at most `width`, broken between words. A longer word has a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= width) {
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_and_wrapped() {
        assert_eq!(cut("one two", 7), "one two");
        assert_eq!(cut("one two", 5), "one…");
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("unbreakable", 4), ["unbreakable"]);
    }

    #[test]
    fn hours_have_a_decimal_where_it_says_something() {
        assert_eq!([0.0, -0.0, 0.25, 12.0, 12.5, 1266.4].map(hours), ["0", "0", "0.2", "12", "12.5", "1266"]);
    }
}
