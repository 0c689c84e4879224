//! Recordings of terminals: asciicast files as screens that a page can show and play without a terminal of its own.
//!
//! 1. `cast` reads a file, version 2 or 3, into events with times, within limits.
//! 2. [`Recording::read`] plays the events on a virtual terminal, and keeps what changed on which row at what time.
//!    Rows repeat, so each is kept once, as `run`s of text of one look.
//! 3. `look` says what a look is called: classes of sixteen colours, which are the theme's, and never a style.
//!
//! Pure functions: bytes in, plain data out.

mod cast;
mod look;

use std::collections::BTreeMap;

use avt::Terminal;

pub use self::cast::Mistake;
use self::cast::{Cast, Event};

/// Changes within so many milliseconds are seen as one.
const FRAME: u32 = 50;
/// The most frames of a recording: ten minutes in which something changes all the time.
const FRAMES: usize = 12_000;
/// The most rows, each counted once however often it is shown.
const ROWS: usize = 20_000;

/// Text of one look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Its classes, parted by spaces; empty for text as it is.
    pub look: String,
}

/// A row of a screen.
pub type Row = Vec<Run>;

/// What changes at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Milliseconds since the beginning.
    pub at: u32,
    /// The place of each row that changes, from the top, with its place in [`Recording::rows`].
    pub changes: Vec<(usize, usize)>,
}

/// A recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// What its author calls it.
    pub title: Option<String>,
    /// How wide the screen is.
    pub columns: usize,
    /// How many rows of the screen are used.
    pub height: usize,
    /// How long it takes, in milliseconds.
    pub length: u32,
    /// Every row that is shown, each once; the first is empty.
    pub rows: Vec<Row>,
    /// What changes, in order; before the first frame every row is empty.
    pub frames: Vec<Frame>,
}

impl Recording {
    /// Reads an asciicast file.
    ///
    /// # Errors
    /// When it is none, or larger than what a page can play.
    pub fn read(bytes: &[u8]) -> Result<Self, Mistake> {
        let cast = Cast::read(bytes)?;
        let mut stage = Stage::new(&cast)?;
        let mut events = cast.events.iter().peekable();
        while let Some((at, event)) = events.next() {
            stage.play(event);
            let is_last = events.peek().is_none_or(|(next, _)| next / FRAME != at / FRAME);
            if is_last {
                stage.keep(*at)?;
            }
        }
        Ok(stage.finish(cast))
    }

    /// Returns the last screen, from its first to its last used row.
    pub fn last_screen(&self) -> Vec<&Row> {
        let mut screen: Vec<usize> = vec![0; self.height];
        for (place, row) in self.frames.iter().flat_map(|frame| &frame.changes) {
            if let Some(shown) = screen.get_mut(*place) {
                *shown = *row;
            }
        }
        while screen.last() == Some(&0) {
            screen.pop();
        }
        screen.into_iter().filter_map(|row| self.rows.get(row)).collect()
    }

    /// Returns the last screen as text.
    pub fn last_text(&self) -> String {
        let text = |row: &Row| row.iter().map(|run| run.text.as_str()).collect::<String>();
        self.last_screen().into_iter().map(text).collect::<Vec<_>>().join("\n")
    }

    /// Returns what the player of a page needs, as JSON: `rows` of pairs of text and classes, and `frames` of a time
    /// followed by pairs of a place and a row.
    pub fn json(&self) -> serde_json::Value {
        let rows: Vec<Vec<[&str; 2]>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(|run| [run.text.as_str(), run.look.as_str()]).collect())
            .collect();
        let frames = self.frames.iter().map(|frame| {
            let changes = frame.changes.iter().flat_map(|(place, row)| [*place, *row]);
            std::iter::once(frame.at as usize).chain(changes).collect()
        });
        let frames: Vec<Vec<usize>> = frames.collect();
        serde_json::json!({ "height": self.height, "length": self.length, "rows": rows, "frames": frames })
    }
}

/// A terminal on which a recording is played, and what was seen on it.
struct Stage {
    terminal: Terminal,
    columns: usize,
    /// The row that is shown at each place.
    screen: Vec<usize>,
    rows: Vec<Row>,
    known: BTreeMap<Row, usize>,
    frames: Vec<Frame>,
}

impl Stage {
    fn new(cast: &Cast) -> Result<Self, Mistake> {
        let (columns, rows) = cast.size;
        let terminal =
            Terminal::new(columns, rows).map_err(|_| Mistake::at(1, "the terminal has no columns or no rows"))?;
        Ok(Self {
            terminal,
            columns,
            screen: Vec::new(),
            rows: vec![Row::new()],
            known: BTreeMap::from([(Row::new(), 0)]),
            frames: Vec::new(),
        })
    }

    fn play(&mut self, event: &Event) {
        match event {
            Event::Output(text) => self.terminal.feed(text.as_str()),
            Event::Resize(columns, rows) => {
                self.terminal.resize(*columns, *rows);
                self.columns = self.columns.max(*columns);
            }
        }
    }

    /// Keeps what has changed since the last frame.
    fn keep(&mut self, at: u32) -> Result<(), Mistake> {
        let shown: Vec<Row> = self.terminal.screen().visible_lines().map(|line| look::row(line.cells())).collect();
        let mut changes = Vec::new();
        for place in 0..shown.len().max(self.screen.len()) {
            let row = shown.get(place).map_or(0, |row| self.number(row));
            if self.screen.len() <= place {
                self.screen.push(0);
            }
            if self.screen[place] != row {
                self.screen[place] = row;
                changes.push((place, row));
            }
        }
        if !changes.is_empty() {
            self.frames.push(Frame { at, changes });
        }
        if self.frames.len() > FRAMES || self.rows.len() > ROWS {
            return Err(Mistake::whole("it is too long to be played on a page"));
        }
        Ok(())
    }

    fn number(&mut self, row: &Row) -> usize {
        if let Some(number) = self.known.get(row) {
            return *number;
        }
        let number = self.rows.len();
        self.rows.push(row.clone());
        self.known.insert(row.clone(), number);
        number
    }

    fn finish(self, cast: Cast) -> Recording {
        let used = self.frames.iter().flat_map(|frame| &frame.changes).filter(|(_, row)| *row != 0);
        let height = used.map(|(place, _)| place + 1).max().unwrap_or(0);
        let length = self.frames.last().map_or(0, |frame| frame.at).max(cast.length);
        let frames = self.frames.into_iter().map(|mut frame| {
            frame.changes.retain(|(place, _)| *place < height);
            frame
        });
        let frames = frames.filter(|frame| !frame.changes.is_empty()).collect();
        Recording { title: cast.title, columns: self.columns, height, length, rows: self.rows, frames }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEAD: &str = "{\"version\": 2, \"width\": 20, \"height\": 4, \"title\": \"T\"}\n";

    fn read(events: &str) -> Recording {
        Recording::read(format!("{HEAD}{events}").as_bytes()).expect("a recording")
    }

    #[test]
    fn what_changes_is_kept_row_by_row_and_each_row_once() {
        let recording = read(
            "[0.1, \"o\", \"$ ls\\r\\n\"]\n[0.12, \"o\", \"a\\u001b[1;31mb\\u001b[0m\\r\\n\"]\n[1.0, \"o\", \"$ ls\\r\\n\"]\n",
        );
        assert_eq!((recording.columns, recording.height, recording.length), (20, 3, 1000));
        assert_eq!(recording.title.as_deref(), Some("T"));
        let plain = |text: &str| Run { text: text.to_owned(), look: String::new() };
        let red = Run { text: "b".to_owned(), look: "bo f1".to_owned() };
        assert_eq!(recording.rows, [vec![], vec![plain("$ ls")], vec![plain("a"), red]]);
        assert_eq!(recording.frames.len(), 2);
        assert_eq!(recording.frames[0].changes, [(0, 1), (1, 2)], "what is written at once is one frame");
        assert_eq!(recording.frames[1].changes, [(2, 1)], "a row that was seen before is not kept again");
        assert_eq!(recording.last_text(), "$ ls\nab\n$ ls");
    }

    #[test]
    fn cursor_moves_clearing_and_scrolling_are_those_of_a_terminal() {
        assert_eq!(read("[0, \"o\", \"abc\\u001b[2Dx\"]\n").last_text(), "axc");
        assert_eq!(read("[0, \"o\", \"abc\\u001b[2J\\u001b[Hd\"]\n").last_text(), "d");
        assert_eq!(read("[0, \"o\", \"1\\r\\n2\\r\\n3\\r\\n4\\r\\n5\"]\n").last_text(), "2\n3\n4\n5");
        assert_eq!(read("[0, \"o\", \"50%\\r100%\"]\n").last_text(), "100%");
    }

    #[test]
    fn a_recording_is_the_same_from_version_2_and_3() {
        let old = "{\"version\": 2, \"width\": 9, \"height\": 2}\n[0.5, \"o\", \"a\"]\n[1.5, \"o\", \"b\"]\n";
        let new = "{\"version\": 3, \"term\": {\"cols\": 9, \"rows\": 2}}\n# a remark\n[0.5, \"o\", \"a\"]\n[1.0, \"o\", \"b\"]\n[0.0, \"x\", \"0\"]\n";
        assert_eq!(Recording::read(old.as_bytes()), Recording::read(new.as_bytes()));
    }

    #[test]
    fn long_waits_are_cut() {
        assert_eq!(read("[0, \"o\", \"a\"]\n[60, \"o\", \"b\"]\n").length, 2000);
        let own = "{\"version\": 2, \"width\": 9, \"height\": 2, \"idle_time_limit\": 5}\n[0, \"o\", \"a\"]\n[60, \"o\", \"b\"]\n";
        assert_eq!(Recording::read(own.as_bytes()).expect("a recording").length, 5000);
    }

    #[test]
    fn what_is_no_recording_is_told_with_its_line() {
        for (file, line, words) in [
            ("", None, "empty"),
            ("hello\n", Some(1), "header"),
            ("{\"version\": 1, \"width\": 80, \"height\": 24}\n", Some(1), "version"),
            ("{\"version\": 2, \"width\": 0, \"height\": 24}\n", Some(1), "columns"),
            ("{\"version\": 2, \"width\": 9000, \"height\": 24}\n", Some(1), "columns"),
            ("{\"version\": 2, \"width\": 80, \"height\": 24}\n[0, \"o\"]\n", Some(2), "event"),
            (
                "{\"version\": 2, \"width\": 80, \"height\": 24}\n[0, \"o\", \"a\"]\n[-1, \"o\", \"a\"]\n",
                Some(3),
                "time",
            ),
            ("{\"version\": 2, \"width\": 80, \"height\": 24}\n", None, "nothing"),
        ] {
            let mistake = Recording::read(file.as_bytes()).expect_err(file);
            assert_eq!(mistake.line, line, "{file}: {}", mistake.message);
            assert!(mistake.message.contains(words), "{file}: {}", mistake.message);
        }
        assert!(Recording::read(&[0xff, 0xfe, b'\n']).is_err());
    }

    proptest! {
        #[test]
        fn any_output_can_be_played(chunks in proptest::collection::vec("([\u{1b}\\[\\]0-9;?a-zA-Z\r\n\t é漢🙂█]|\u{1b}\\[[0-9;]{0,6}[A-Za-z]){0,40}", 1..20)) {
            let events: Vec<String> = (0..).zip(&chunks).map(|(at, text)| serde_json::json!([at, "o", text]).to_string()).collect();
            let file = format!("{HEAD}{}\n", events.join("\n"));
            if let Ok(recording) = Recording::read(file.as_bytes()) {
                prop_assert!(recording.height <= 4);
                prop_assert!(recording.rows.iter().flatten().all(|run| !run.text.chars().any(char::is_control)));
                prop_assert!(recording.frames.iter().flat_map(|frame| &frame.changes).all(|(_, row)| *row < recording.rows.len()));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Recording::read(&bytes);
        }
    }
}
