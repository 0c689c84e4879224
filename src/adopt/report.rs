//! What became of every file of an adoption.

use std::collections::BTreeMap;

use super::Kind;
use crate::source::SourcePath;

/// What was done, what was not, and what is left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// From which program the files were.
    pub kind: Kind,
    /// The files that were taken.
    pub taken: Vec<Taken>,
    /// What needs a hand, by place in the journal.
    pub hands: Vec<Hand>,
    /// The files that were left behind, with the reasons.
    pub left: Vec<(SourcePath, String)>,
    /// What was decided about a page, by place in the journal.
    pub notes: Vec<(SourcePath, String)>,
    /// Keys of front matter that were kept as comments, with the number of pages.
    pub keys: BTreeMap<String, usize>,
}

impl Default for Report {
    fn default() -> Self {
        Self::new(Kind::Plain)
    }
}

/// A file that was taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// Where it is in the journal.
    pub to: SourcePath,
    /// Where it came from.
    pub from: SourcePath,
    /// Whether it was changed on the way.
    pub is_converted: bool,
}

/// Something that a program cannot decide.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hand {
    /// The page.
    pub path: SourcePath,
    /// The line, from 1.
    pub line: usize,
    /// What is there.
    pub what: String,
}

impl Report {
    pub(super) fn new(kind: Kind) -> Self {
        let none = Vec::new;
        Self { kind, taken: none(), hands: Vec::new(), left: Vec::new(), notes: Vec::new(), keys: BTreeMap::new() }
    }

    pub(super) fn took(&mut self, from: &SourcePath, to: &SourcePath, is_converted: bool) {
        self.taken.push(Taken { to: to.clone(), from: from.clone(), is_converted });
    }

    pub(super) fn hand(&mut self, path: &SourcePath, line: usize, what: impl Into<String>) {
        self.hands.push(Hand { path: path.clone(), line, what: what.into() });
    }

    /// Notes a file that is left behind.
    pub fn leave(&mut self, path: &SourcePath, reason: String) {
        self.left.push((path.clone(), reason));
    }

    pub(super) fn note(&mut self, path: &SourcePath, what: String) {
        self.notes.push((path.clone(), what));
    }

    pub(super) fn kept_key(&mut self, key: &str) {
        *self.keys.entry(key.to_owned()).or_default() += 1;
    }

    /// Puts everything in the order of the paths.
    pub fn sort(&mut self) {
        self.taken.sort();
        self.hands.sort();
        self.hands.dedup();
        self.left.sort();
        self.notes.sort();
    }

    /// Returns the report as text. Every file that was taken is named when `is_verbose`.
    pub fn text(&self, is_verbose: bool) -> String {
        let mut text = String::new();
        let mut line = |line: String| {
            text.push_str(&line);
            text.push('\n');
        };
        let is_page = |taken: &&Taken| crate::content::page::is_page(&taken.to);
        let pages = self.taken.iter().filter(is_page).count();
        let converted = self.taken.iter().filter(|taken| taken.is_converted).count();
        let files = self.taken.len() - pages;
        line(format!(
            "from {}: {}, {} of them converted; {}",
            self.kind.name(),
            count(pages, "page"),
            converted,
            count(files, "other file")
        ));
        if is_verbose {
            for Taken { to, from, is_converted } in &self.taken {
                let verb = if *is_converted { "converted" } else { "copied" };
                line(format!("  {to}  {verb} from {from}"));
            }
        }
        if !self.keys.is_empty() {
            let keys: Vec<String> = self.keys.iter().map(|(key, pages)| format!("{key} ({pages})")).collect();
            line(format!(
                "\nkept as comments in the front matter, because Milepost has no such keys:\n  {}",
                keys.join(", ")
            ));
        }
        if !self.notes.is_empty() {
            line("\ndecided:".to_owned());
            self.notes.iter().for_each(|(path, what)| line(format!("  {path}: {what}")));
        }
        if !self.hands.is_empty() {
            line(format!("\nneeds a hand, in {}:", count(self.hands.len(), "place")));
            self.hands.iter().for_each(|hand| line(format!("  {}:{}: {}", hand.path, hand.line, hand.what)));
        }
        if !self.left.is_empty() {
            line(format!("\nleft behind, {}:", count(self.left.len(), "file")));
            self.left.iter().for_each(|(path, reason)| line(format!("  {path}: {reason}")));
        }
        text
    }
}

fn count(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
