//! Components: what their templates see.

use serde::Serialize;

use super::{BadgeView, EntryView, PhaseLine, ProjectCard, SkillLine};

/// The one variable of a component's template.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ComponentView {
    /// `components/badge.html`
    Badge(BadgeView),
    /// `components/callout.html`
    Callout(CalloutView),
    /// `components/note-list.html`
    NoteList(NoteListView),
    /// `components/progress.html`
    Progress(PhaseListView),
    /// `components/project.html`
    Project(Box<ProjectCard>),
    /// `components/skill.html`
    Skill(SkillLine),
}

/// How far a phase, or the whole plan, is.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseListView {
    /// The title of the phase, or of the plan.
    pub title: String,
    /// The phase alone, or every phase of the plan.
    pub phases: Vec<PhaseLine>,
}

/// Notes in a text.
#[derive(Debug, Clone, Serialize)]
pub struct NoteListView {
    /// Newest first, at least one.
    pub entries: Vec<EntryView>,
}

/// A box that stands out.
#[derive(Debug, Clone, Serialize)]
pub struct CalloutView {
    /// `note`, `tip`, `important`, `warning` or `caution`.
    pub kind: &'static str,
    /// Its own title, else the kind as a word.
    pub title: String,
    /// The text, without markup.
    pub paragraphs: Vec<String>,
}
