//! The two streams: data to stdout, reports to stderr.

#[cfg(feature = "external")]
use std::io::IsTerminal as _;
use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};

use crate::args::Color;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verbosity {
    /// Only what is wrong.
    Quiet,
    /// A short summary.
    Normal,
    /// Every file that changed.
    Verbose,
}

/// Where the run speaks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    color: ColorChoice,
    verbosity: Verbosity,
}

impl Terminal {
    /// Returns the terminal of this process. `auto` looks at `NO_COLOR` and at what stderr is.
    pub(crate) fn new(color: Color, verbosity: Verbosity) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { color, verbosity }
    }

    /// Returns whether every changed file is to be named.
    pub(crate) fn is_verbose(self) -> bool {
        self.verbosity == Verbosity::Verbose
    }

    /// Returns whether somebody looks at stderr while it is written, and wants to.
    #[cfg(feature = "external")]
    pub(crate) fn is_live(self) -> bool {
        self.verbosity > Verbosity::Quiet && io::stderr().is_terminal()
    }

    /// Writes `text`, the data that was asked for, to stdout.
    pub(crate) fn data(self, text: &str) -> io::Result<()> {
        let mut stdout = AutoStream::new(io::stdout().lock(), self.color);
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    }

    /// Writes `text` to stderr unless the run is quiet.
    pub(crate) fn report(self, text: &str) {
        if self.verbosity > Verbosity::Quiet {
            self.say(text);
        }
    }

    /// Writes `text` to stderr in any case.
    pub(crate) fn say(self, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        // Nobody is left to be told that stderr is closed, and the work is not undone by it.
        let _ = stderr.write_all(text.as_bytes());
    }

    /// Writes what went wrong, with its causes, on one line.
    pub(crate) fn error(self, error: &anyhow::Error) {
        self.say(&format!("{} {}\n", paint(AnsiColor::Red, "error:"), chain(error)));
    }

    /// Writes what the user should look at.
    pub(crate) fn warning(self, text: &str) {
        self.say(&format!("{} {text}\n", paint(AnsiColor::Yellow, "warning:")));
    }
}

/// Returns `text` in bold `color`, between escape codes that a stream without colours strips.
pub(crate) fn paint(color: AnsiColor, text: &str) -> String {
    let style = Style::new().bold().fg_color(Some(color.into()));
    format!("{style}{text}{style:#}")
}

/// Returns whether `error` says that the reader of our output went away.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref().is_some_and(broken))
}

/// Returns the message and its causes, without those that an earlier message has told already.
pub(crate) fn chain(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_told_once() {
        let error =
            anyhow::anyhow!("no such file").context("could not read `a`: no such file").context("could not load");
        assert_eq!(chain(&error), "could not load: could not read `a`: no such file");
    }
}
