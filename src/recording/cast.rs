//! asciicast files: a line of JSON with the size of the terminal, then a line for each event.

use serde::Deserialize;
use serde_json::Value;

/// The largest file that is read.
const BYTES: usize = 4 * 1024 * 1024;
/// The most events.
const EVENTS: usize = 100_000;
/// The most columns and rows of a terminal.
const COLUMNS: usize = 400;
const ROWS: usize = 150;
/// A wait is cut to so many seconds where the file does not say how long it may be.
const WAIT: f64 = 2.0;
/// The longest recording, in seconds.
const LONGEST: f64 = 3600.0;

/// Why a file is no recording that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1; absent when it is the file as a whole.
    pub line: Option<usize>,
    /// What is wrong, as the end of a sentence about the file.
    pub message: String,
}

impl Mistake {
    pub(super) fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), message: message.into() }
    }

    pub(super) fn whole(message: impl Into<String>) -> Self {
        Self { line: None, message: message.into() }
    }
}

/// What happens in a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    /// Something is written.
    Output(String),
    /// The terminal gets another size: columns and rows.
    Resize(usize, usize),
}

/// A file as it is written, with waits cut.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cast {
    pub(super) size: (usize, usize),
    pub(super) title: Option<String>,
    /// Events with their times in milliseconds, which never fall.
    pub(super) events: Vec<(u32, Event)>,
    /// The time of the last event of any kind.
    pub(super) length: u32,
}

#[derive(Debug, Deserialize)]
struct Header {
    version: u64,
    width: Option<u64>,
    height: Option<u64>,
    term: Option<Term>,
    title: Option<String>,
    idle_time_limit: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct Term {
    cols: Option<u64>,
    rows: Option<u64>,
}

impl Cast {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Mistake> {
        if bytes.len() > BYTES {
            return Err(Mistake::whole(format!("it has more than {} MB", BYTES / 1024 / 1024)));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Mistake::whole("it is not UTF-8 text"))?;
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let (number, first) = lines.next().ok_or_else(|| Mistake::whole("it is empty"))?;
        let header: Header = serde_json::from_str(first)
            .map_err(|_| Mistake::at(number, "the first line is not the header of an asciicast"))?;
        let is_relative = match header.version {
            2 => false,
            3 => true,
            other => return Err(Mistake::at(number, format!("it is of version {other}, and only 2 and 3 are known"))),
        };
        let term = header.term.as_ref();
        let columns = header.width.or_else(|| term.and_then(|term| term.cols));
        let rows = header.height.or_else(|| term.and_then(|term| term.rows));
        let size = size(columns, rows).ok_or_else(|| {
            Mistake::at(number, format!("its terminal is not of 1 to {COLUMNS} columns and 1 to {ROWS} rows"))
        })?;
        let mut cast =
            Self { size, title: header.title.filter(|title| !title.trim().is_empty()), events: Vec::new(), length: 0 };
        let limit = header.idle_time_limit.filter(|limit| limit.is_finite() && *limit > 0.0).unwrap_or(WAIT);
        let mut clock = Clock { is_relative, limit, written: 0.0, shown: 0.0 };
        for (number, line) in lines {
            cast.add(number, line, &mut clock)?;
        }
        if cast.events.is_empty() {
            return Err(Mistake::whole("nothing is written in it"));
        }
        Ok(cast)
    }

    fn add(&mut self, number: usize, line: &str, clock: &mut Clock) -> Result<(), Mistake> {
        let (time, kind, data): (f64, String, Value) = serde_json::from_str(line).map_err(|_| {
            Mistake::at(number, "the line is not an event: a time, a letter, and what happened, in brackets")
        })?;
        if !clock.advance(time) {
            return Err(Mistake::at(number, format!("`{time}` is not the time of an event")));
        }
        self.length = clock.milliseconds();
        let text = data.as_str().unwrap_or_default();
        match kind.as_str() {
            "o" => self.events.push((self.length, Event::Output(text.to_owned()))),
            "r" => {
                let (columns, rows) = text.split_once('x').unwrap_or_default();
                let size = size(columns.parse().ok(), rows.parse().ok())
                    .ok_or_else(|| Mistake::at(number, format!("`{text}` is not the size of a terminal")))?;
                self.events.push((self.length, Event::Resize(size.0, size.1)));
            }
            // Input, marks and the status at the end change nothing on the screen.
            _ => {}
        }
        if self.events.len() > EVENTS {
            return Err(Mistake::at(number, format!("it has more than {EVENTS} events")));
        }
        Ok(())
    }
}

fn size(columns: Option<u64>, rows: Option<u64>) -> Option<(usize, usize)> {
    let (columns, rows) = (usize::try_from(columns?).ok()?, usize::try_from(rows?).ok()?);
    ((1..=COLUMNS).contains(&columns) && (1..=ROWS).contains(&rows)).then_some((columns, rows))
}

/// The time in a recording, with and without long waits.
struct Clock {
    is_relative: bool,
    limit: f64,
    written: f64,
    shown: f64,
}

impl Clock {
    /// Goes on to the time of an event; says whether it is one.
    fn advance(&mut self, time: f64) -> bool {
        if !time.is_finite() || time < 0.0 {
            return false;
        }
        let wait = if self.is_relative { time } else { (time - self.written).max(0.0) };
        self.written += wait;
        self.shown = (self.shown + wait.min(self.limit)).min(LONGEST);
        true
    }

    fn milliseconds(&self) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is from 0 to the longest recording"
        )]
        let milliseconds = (self.shown * 1000.0).round() as u32;
        milliseconds
    }
}
