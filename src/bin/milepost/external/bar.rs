//! How far it is: one line that is drawn over and over, on a terminal only, and only when it takes a while.

use std::time::{Duration, Instant};

use crate::terminal::Terminal;

/// How long something has to take before a bar is shown.
const PATIENCE: Duration = Duration::from_millis(500);
/// How many signs the bar itself has.
const WIDTH: usize = 30;

/// A bar on stderr.
pub(super) struct Bar {
    terminal: Terminal,
    total: usize,
    started: Instant,
    /// The line that is shown.
    drawn: String,
}

impl Bar {
    /// Returns the bar of a work of `total` steps, which is not drawn yet.
    pub(super) fn new(terminal: Terminal, total: usize) -> Self {
        Self { terminal, total, started: Instant::now(), drawn: String::new() }
    }

    /// Draws it anew, `done` steps on the way.
    pub(super) fn draw(&mut self, done: usize) {
        if self.total == 0 || !self.terminal.is_live() || self.started.elapsed() < PATIENCE {
            return;
        }
        let line = line(done, self.total);
        if line != self.drawn {
            self.terminal.say(&format!("\r{line:<0$}", self.drawn.len()));
            self.drawn = line;
        }
    }

    /// Takes it away again.
    pub(super) fn clear(&mut self) {
        if !self.drawn.is_empty() {
            self.terminal.say(&format!("\r{:1$}\r", "", self.drawn.len()));
            self.drawn.clear();
        }
    }
}

fn line(done: usize, total: usize) -> String {
    let full = (WIDTH * done).checked_div(total).unwrap_or(WIDTH).min(WIDTH);
    format!("   asking    [{}{}] {done} of {total} addresses", "=".repeat(full), " ".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills() {
        let filled = |done| line(done, 60).matches('=').count();
        assert_eq!([0, 1, 30, 59, 60, 61].map(filled), [0, 0, 15, 29, 30, 30]);
        assert!(line(7, 60).ends_with("] 7 of 60 addresses"));
    }
}
