//! The components that every theme has, and their arguments.

use super::figure::FigureArgs;
use super::terminal::TerminalArgs;
use super::video::VideoArgs;
use crate::diagnostic::Spanned;
use crate::plan::id::PlanId;
use crate::source::value::record::{Field, Record, choice, record};
use crate::words::{Key, word};

/// A built-in component, for lists of what can be written.
#[derive(Debug)]
pub struct BuiltIn {
    /// The name.
    pub name: &'static str,
    /// What it shows, in a sentence.
    pub summary: &'static str,
    /// Returns its arguments.
    pub arguments: fn() -> Vec<Field>,
    /// What arguments are when they are not written.
    pub defaults: &'static [(&'static str, &'static str)],
    /// The lines of a block to start from.
    pub example: &'static str,
}

/// Every built-in component by name.
pub const ALL: &[BuiltIn] = &[
    BuiltIn {
        name: "badge",
        summary: "A badge, as a link to the page that proves it.",
        arguments: BadgeArgs::fields,
        defaults: &[],
        example: "id: plan-proven\n",
    },
    BuiltIn {
        name: "callout",
        summary: "A box that stands out, with a title of its own and plain text.",
        arguments: CalloutArgs::fields,
        defaults: &[("title", "the kind as a word")],
        example: "kind: tip\ntitle: In short\ntext: Write it down.\n",
    },
    BuiltIn {
        name: "figure",
        summary: "An image with a caption, or several side by side.",
        arguments: FigureArgs::fields,
        defaults: &[("width", "wide")],
        example: "src: plot.png\nalt: What the plot shows\ncaption: Accuracy against the size of the change.\n",
    },
    BuiltIn {
        name: "note-list",
        summary: "Notes, newest first, without the page itself.",
        arguments: NoteListArgs::fields,
        defaults: &[("limit", "10")],
        example: "limit: 5\n",
    },
    BuiltIn {
        name: "progress",
        summary: "A phase of the plan, or every phase, with its state and how many of its items are proven.",
        arguments: ProgressArgs::fields,
        defaults: &[],
        example: "of: plan\n",
    },
    BuiltIn {
        name: "project",
        summary: "The card of a project.",
        arguments: ProjectArgs::fields,
        defaults: &[],
        example: "id: proj-name\n",
    },
    BuiltIn {
        name: "skill",
        summary: "A skill with its strongest proofs.",
        arguments: SkillArgs::fields,
        defaults: &[],
        example: "id: skill-name\n",
    },
    BuiltIn {
        name: "terminal",
        summary: "A recording of a terminal: its last screen as text, with a player.",
        arguments: TerminalArgs::fields,
        defaults: &[("title", "that of the recording, else that of the page")],
        example: "file: demo.cast\ntitle: What it prints\n",
    },
    BuiltIn {
        name: "video",
        summary: "A video elsewhere as a poster that links to it, or a file of the journal with a player.",
        arguments: VideoArgs::fields,
        defaults: &[("provider", "the host of the address"), ("language", "that of the site")],
        example: "url: https://video.example/1\ntitle: Title of the talk\nposter: talk.jpg\nduration: \"12:34\"\n",
    },
];

/// Returns whether a component of that name is built in.
pub fn is(name: &str) -> bool {
    ALL.iter().any(|known| known.name == name)
}

record! {
    /// How far a phase, or the whole plan, is.
    pub struct ProgressArgs: "the component `progress`" {
        /// The id of a phase; `plan` for all of them.
        required of: Spanned<PlanId>,
    }
}

record! {
    /// A badge with the page that proves it.
    pub struct BadgeArgs: "the component `badge`" {
        /// The id of the badge, as in the gallery.
        required id: Spanned<PlanId>,
    }
}

record! {
    /// The card of a project.
    pub struct ProjectArgs: "the component `project`" {
        /// The id of the project in the plan.
        required id: Spanned<PlanId>,
    }
}

record! {
    /// A skill with its strongest proofs.
    pub struct SkillArgs: "the component `skill`" {
        /// The id of the skill.
        required id: Spanned<PlanId>,
    }
}

record! {
    /// Notes, newest first.
    pub struct NoteListArgs: "the component `note-list`" {
        /// Only notes with this tag.
        optional tag: Spanned<String>,
        /// Only notes in this folder, or in one below it.
        optional topic: Spanned<String>,
        /// At most that many.
        optional limit: u32,
    }
}

record! {
    /// A box that stands out, with a title of its own.
    pub struct CalloutArgs: "the component `callout`" {
        /// What it is.
        required kind: CalloutKind,
        /// The title.
        optional title: String,
        /// Plain paragraphs, parted by empty lines.
        required text: String,
    }
}

choice! {
    /// The kinds of callout, which are those of alerts.
    pub enum CalloutKind: "a kind of callout" {
        /// Worth knowing.
        Note = "note",
        /// Helpful.
        Tip = "tip",
        /// Needed to succeed.
        Important = "important",
        /// Risky.
        Warning = "warning",
        /// Harmful.
        Caution = "caution",
    }
}

impl CalloutKind {
    /// Returns the title of a callout that has none of its own.
    pub fn title(self) -> Key {
        match self {
            Self::Note => word!("text.note"),
            Self::Tip => word!("text.tip"),
            Self::Important => word!("text.important"),
            Self::Warning => word!("text.warning"),
            Self::Caution => word!("text.caution"),
        }
    }
}
