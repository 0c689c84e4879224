//! Changes to the files of a journal, as text in and text out. The command line reads and writes the files.
//!
//! 1. [`splice`] replaces ranges of a text and leaves every other byte alone;
//! 2. [`front_matter`] sets, removes and extends keys at the place where the reader found them;
//! 3. [`archetype`] begins a page; [`log`] adds an entry to the note of a day; [`publish`] takes a draft out of draft; [`rename`] moves a page and
//!    turns the links to it, with [`destination`], which writes paths into links; [`readme`] keeps badges in step.
//! 4. [`yaml`] changes any YAML in its own layout, and [`plan`] the plan with it; [`diff`] tells what changed.
//!
//! **Invariant:** an edit that would not read back as it was meant is refused, and what it is not about is kept byte
//! for byte.

pub mod archetype;
pub mod destination;
pub mod diff;
pub mod front_matter;
pub mod log;
pub mod plan;
pub mod publish;
pub mod readme;
pub mod rename;
pub mod splice;
mod target;
pub mod yaml;

/// Why an edit was not made: a sentence in lower case that names the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl Refusal {
    fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}
