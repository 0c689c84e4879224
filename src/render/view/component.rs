//! Components: what their templates see.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    BadgeView, DateView, EntryView, FigureView, PhaseLine, PictureView, ProjectCard, Shared, SkillLine, TerminalView,
    TextLink, VideoView,
};

/// The one variable of a component's template.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ComponentView {
    /// `components/badge.html`
    Badge(BadgeView),
    /// `components/callout.html`
    Callout(CalloutView),
    /// `components/figure.html`
    Figure(FigureView),
    /// `components/note-list.html`
    NoteList(NoteListView),
    /// A component of the journal's theme.
    #[serde(skip)]
    Own(OwnView),
    /// `components/progress.html`
    Progress(PhaseListView),
    /// `components/project.html`
    Project(Box<ProjectCard>),
    /// `components/skill.html`
    Skill(SkillLine),
    /// `components/terminal.html`
    Terminal(Box<TerminalView>),
    /// `components/video.html`
    Video(Box<VideoView>),
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
    pub entries: Vec<Shared<EntryView>>,
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

/// A component of the journal's theme.
#[derive(Debug, Clone)]
pub struct OwnView {
    /// Its name; the variable has `_` for each `-` in it.
    pub name: String,
    /// The fields of the variable: the arguments that are declared.
    pub arguments: BTreeMap<String, ArgumentView>,
}

impl OwnView {
    /// Returns the one variable of the template.
    ///
    /// # Errors
    /// When the arguments cannot be handed to a template.
    pub fn context(&self) -> tera::TeraResult<tera::Context> {
        tera::Context::from_serialize(&BTreeMap::from([(self.name.replace('-', "_"), &self.arguments)]))
    }
}

/// An argument of a component of the journal's theme, by its declared type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ArgumentView {
    /// Not written, and without a default.
    Nothing,
    /// `text`, `url` and `choice`.
    Text(String),
    /// `prose`: its paragraphs.
    Paragraphs(Vec<String>),
    /// `number`
    Number(f64),
    /// `integer`
    Integer(i64),
    /// `boolean`
    Boolean(bool),
    /// `date`
    Date(DateView),
    /// `image`
    Image(PictureView),
    /// `file`, `page` and `plan-id`: its name or title, and its address if it has one.
    Link(TextLink),
    /// A list of these.
    List(Vec<Self>),
}
