//! The home page.

use serde::Serialize;

use super::{CredentialView, EntryView, ProjectCard, RecentProof, Shared, SkillLine, TextLink};
use crate::render::chart::Chart;

/// The home page.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// `plan.tagline`
    pub tagline: Option<String>,
    /// `plan.focus`
    pub focus: Option<String>,
    /// Up to two buttons below the sentence.
    pub actions: Vec<TextLink>,
    /// The "Now" card: term and details, such as `Month` and `5 of 15`.
    pub now: Vec<FactLine>,
    /// At most four proven figures.
    pub facts: Vec<Figure>,
    /// At most three projects.
    pub projects: Vec<ProjectCard>,
    /// Verified credentials.
    pub credentials: Vec<CredentialView>,
    /// Latest posts and notes, newest first.
    pub writing: Vec<Shared<EntryView>>,
    /// Skills with their number of proofs.
    pub skills: Vec<SkillLine>,
    /// The phases of the plan, in order.
    pub phases: Vec<PhaseLine>,
    /// The activity calendar; absent while nothing is published.
    pub calendar: Option<Chart>,
    /// What was proven last, newest first; shown beside the calendar.
    pub recent: Vec<RecentProof>,
    /// `Month 5 of 15 · 14 items proven · updated 20 November 2026`, in parts.
    pub strip: Vec<String>,
    /// How the sections are laid out, `site.home.layout`: `columns` or `column`.
    pub layout: &'static str,
    /// Whether what is going on now stands beside the introduction; else it is a section of its own, if it is one.
    pub is_now_beside: bool,
    /// The sections that have something to show, in the order of `site.home.sections`, in rows: a row is one name, or two
    /// that stand side by side. The names are `now`, `facts`, `projects`, `credentials`, `writing`, `skills`,
    /// `progress`.
    pub rows: Vec<Vec<&'static str>>,
    /// Where the rest of each section is.
    pub more: MoreLinks,
}

/// The addresses of the pages that show a section of the home page in full; absent where there is no such page.
#[derive(Debug, Clone, Serialize)]
pub struct MoreLinks {
    /// All projects.
    pub projects: Option<String>,
    /// All credentials.
    pub credentials: Option<String>,
    /// All posts, notes and projects by date: the archive.
    pub writing: Option<String>,
    /// All skills.
    pub skills: Option<String>,
    /// The progress page.
    pub progress: Option<String>,
}

/// A term and what it is now.
#[derive(Debug, Clone, Serialize)]
pub struct FactLine {
    /// The term.
    pub term: String,
    /// The details, one line each.
    pub details: Vec<TextLink>,
}

/// A figure with its unit.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// `14` or `14 of 42`
    pub value: String,
    /// `items proven`
    pub label: String,
    /// Where a visitor can check it.
    pub href: Option<String>,
}

/// A phase in the path of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseLine {
    /// The title.
    pub title: String,
    /// Its place on the progress page.
    pub href: String,
    /// `Months 4 to 6`
    pub months: String,
    /// `done`, `current`, `past` (over, not all proven) or `future`.
    pub state: &'static str,
    /// `complete`, `in progress`, ... : the state in words.
    pub state_label: String,
    /// `9 of 12 items proven`; absent where nothing is to be shown yet.
    pub proven: Option<String>,
}
