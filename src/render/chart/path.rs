//! The path: the phases of the plan as mileposts along a thin line.
//!
//! A post stands where its phase begins: filled when the phase is done, with a ring when it is the
//! current one, hollow when it is to come, so that no state is told by colour alone. From each post
//! a thick line covers the share of the phase that is proven, and a pin shows today. The drawing
//! needs 40 rem of width; on narrow screens a list takes its place.

use serde::Serialize;

use super::svg::{Anchor, Frame, circle, frame, line, text};
use super::{Chart, Table, fit, number};
use crate::render::label;
use crate::words::{Key, Words, word};

/// The width of the viewBox.
const WIDTH: f64 = 1100.0;
/// Where the line begins, ends, and how far down it runs.
const LEFT: f64 = 12.0;
const RIGHT: f64 = 1088.0;
const LINE: f64 = 48.0;

/// The phases of a plan and today's place among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The phases in their order.
    pub phases: Vec<Milepost>,
    /// The months since the plan began, with a fraction: 4.5 is the middle of month 5. `None`, or a
    /// value outside the phases, shows no pin.
    pub position: Option<f64>,
}

/// One phase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Milepost {
    /// Its name.
    pub title: String,
    /// Its first and last month, counted from 1.
    pub months: (u32, u32),
    /// Whether it is over.
    pub state: State,
    /// The share of its work that is proven, from 0 to 1.
    pub share: f64,
}

/// How far a phase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its months are over or its work is proven.
    Done,
    /// It is being worked on.
    Current,
    /// It has not begun.
    Future,
}

impl State {
    /// Returns the word for it.
    pub fn word(self) -> Key {
        match self {
            Self::Done => word!("chart.done"),
            Self::Current => word!("chart.current"),
            Self::Future => word!("chart.to_come"),
        }
    }
}

/// Draws `chart` with ids that start with `prefix`.
///
/// Classes: `way` the line, `done` the proven share, `dot` and `mark` the posts, `key` their names,
/// `tick` their months, `today` the pin.
pub fn draw(chart: &Path, prefix: &str, words: &Words) -> Chart {
    let title = words.text(word!("chart.path"));
    let summary = summary(chart, words);
    let stretches = stretches(&chart.phases, words);
    let mut body = line("way", &[(LEFT, LINE), (RIGHT, LINE)]);
    body += &stretches.iter().map(Stretch::proven).collect::<String>();
    body += &circle("mark", (RIGHT, LINE), 4.0);
    body += &stretches.iter().map(Stretch::post).collect::<String>();
    body += &chart.position.map(|position| pin(&stretches, position, words)).unwrap_or_default();
    let lines = stretches.iter().map(|stretch| stretch.name().len()).max();
    let height = if lines > Some(1) { 136.0 } else { 116.0 };
    let svg = frame(&Frame { prefix, size: (WIDTH, height), title, description: &summary }, &body);
    let columns = [
        (words.text(word!("chart.phase")), false),
        (words.text(word!("chart.months")), false),
        (words.text(word!("chart.state")), false),
        (words.text(word!("chart.proven")), true),
    ];
    let table = Table::new(title, &columns, chart.phases.iter().map(|phase| row(phase, words)).collect());
    Chart { svg, table, summary, legend: vec![] }
}

fn summary(chart: &Path, words: &Words) -> String {
    let phases = words.count(word!("chart.phases"), chart.phases.len());
    let Some(phase) = chart.phases.iter().find(|phase| phase.state == State::Current) else {
        let done = chart.phases.iter().filter(|phase| phase.state == State::Done).count();
        return words.with(word!("chart.phases_done"), &[("phases", &phases), ("done", &words.whole(done))]);
    };
    let (title, share) = (label::clean(&phase.title), percent(phase.share, words));
    let values = [("phases", phases.as_str()), ("title", &title), ("months", &months(phase, words)), ("share", &share)];
    words.with(word!("chart.phases_current"), &values)
}

fn row(phase: &Milepost, words: &Words) -> Vec<String> {
    let (first, last) = (words.whole(phase.months.0 as usize), words.whole(phase.months.1 as usize));
    let months = if first == last { first } else { format!("{first}–{last}") };
    let state = words.text(phase.state.word()).to_owned();
    vec![label::clean(&phase.title), months, state, percent(phase.share, words)]
}

/// Returns the months of a phase in words.
fn months(phase: &Milepost, words: &Words) -> String {
    let (first, last) = (words.whole(phase.months.0 as usize), words.whole(phase.months.1 as usize));
    if first == last {
        words.with(word!("chart.month_number"), &[("n", &first)])
    } else {
        words.with(word!("chart.month_range"), &[("first", &first), ("last", &last)])
    }
}

/// Returns a share in whole percent, rounded down so that only what is complete says 100%.
fn percent(share: f64, words: &Words) -> String {
    let percent = number::coordinate((within_one(share) * 100.0 + 1e-9).floor());
    words.with(word!("number.percent"), &[("n", &words.number(&percent))])
}

fn within_one(share: f64) -> f64 {
    if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
}

/// A phase with its place on the line.
struct Stretch<'a> {
    words: &'a Words,
    phase: &'a Milepost,
    start: f64,
    end: f64,
}

impl Stretch<'_> {
    /// Returns the thick line over the proven share.
    fn proven(&self) -> String {
        let end = self.start + (self.end - self.start) * within_one(self.phase.share);
        if end - self.start < 0.1 { String::new() } else { line("done", &[(self.start, LINE), (end, LINE)]) }
    }

    /// Returns the post with its name and months below.
    fn post(&self) -> String {
        let place = (self.start, LINE);
        let mut post = match self.phase.state {
            State::Done => circle("dot", place, 7.0),
            State::Current => circle("mark", place, 10.0) + &circle("dot", place, 5.0),
            State::Future => circle("mark", place, 7.0),
        };
        let x = self.start - 7.0;
        let mut y = LINE + 34.0;
        for name in self.name() {
            post += &text("key", Anchor::Start, (x, y), &name);
            y += 20.0;
        }
        post + &text("tick", Anchor::Start, (x, y), &fit::shorten(&months(self.phase, self.words), self.room()))
    }

    /// Returns the lines of its name.
    fn name(&self) -> Vec<String> {
        fit::two_lines(&self.phase.title, self.room())
    }

    /// Returns how wide its texts may be.
    fn room(&self) -> f64 {
        self.end - self.start - 20.0
    }
}

/// Returns the places of the phases, one after the other.
///
/// Their lengths follow their months, but none is shorter than its name needs while there is room:
/// each gets an equal part first, 130 units at most, and its share of the rest.
fn stretches<'a>(phases: &'a [Milepost], words: &'a Words) -> Vec<Stretch<'a>> {
    let length = |phase: &Milepost| f64::from(phase.months.1.saturating_sub(phase.months.0)) + 1.0;
    let count: f64 = phases.iter().map(|_| 1.0).sum();
    let total: f64 = phases.iter().map(length).sum();
    let equal = 130.0_f64.min((RIGHT - LEFT) / count.max(1.0));
    let rest = RIGHT - LEFT - equal * count;
    let mut start = LEFT;
    let place = |phase| {
        let end = (start + equal + rest * length(phase) / total).min(RIGHT);
        let stretch = Stretch { words, phase, start, end };
        start = end;
        stretch
    };
    phases.iter().map(place).collect()
}

/// Returns the pin at `position` months, or nothing outside the phases.
fn pin(stretches: &[Stretch<'_>], position: f64, words: &Words) -> String {
    let months = |stretch: &Stretch<'_>| {
        let (first, last) = stretch.phase.months;
        (f64::from(first) - 1.0, f64::from(last.max(first)))
    };
    let holds = |stretch: &&Stretch<'_>| {
        let (from, to) = months(stretch);
        from <= position && position < to
    };
    let Some(stretch) = stretches.iter().find(holds) else { return String::new() };
    let (from, to) = months(stretch);
    let x = stretch.start + (stretch.end - stretch.start) * (position - from) / (to - from);
    let month = words.number(&number::coordinate(position.floor() + 1.0));
    let label = words.with(word!("chart.today"), &[("n", &month)]);
    let half = fit::width(&label) / 2.0;
    let middle = x.clamp(half, WIDTH - half);
    let pin = line("today", &[(x, LINE - 24.0), (x, LINE + 8.0)]);
    pin + &text("key", Anchor::Middle, (middle, LINE - 31.0), &label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase(title: &str, months: (u32, u32), state: State, share: f64) -> Milepost {
        Milepost { title: title.to_owned(), months, state, share }
    }

    #[test]
    fn shares_round_down() {
        let percent = |share| percent(share, Words::english());
        assert_eq!(percent(0.999), "99%");
        assert_eq!(percent(0.29), "29%");
        assert_eq!(percent(f64::NAN), "0%");
        assert_eq!(percent(7.0), "100%");
    }

    #[test]
    fn posts_tell_their_state_by_shape() {
        let phases = vec![
            phase("A", (1, 3), State::Done, 1.0),
            phase("B", (4, 4), State::Current, 0.5),
            phase("C", (5, 9), State::Future, 0.0),
        ];
        let chart = draw(&Path { phases, position: Some(3.5) }, "p", Words::english());
        assert_eq!(chart.summary, "3 phases; the current one is B, month 4, 50% proven.");
        assert_eq!(chart.svg.matches(r#"class="dot""#).count(), 2);
        assert_eq!(chart.svg.matches(r#"class="mark""#).count(), 3, "ring, hollow post and the end");
        assert!(chart.svg.contains("now, month 4"));
        assert_eq!(chart.table.rows[1], ["B", "4", "current", "50%"]);
    }

    #[test]
    fn no_pin_stands_outside_the_plan() {
        for position in [None, Some(-0.1), Some(3.0), Some(f64::NAN)] {
            let phases = vec![phase("A", (1, 3), State::Current, 0.2)];
            assert!(!draw(&Path { phases, position }, "p", Words::english()).svg.contains("now"), "{position:?}");
        }
    }
}
