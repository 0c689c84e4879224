//! Components: fenced blocks of YAML that the theme shows as something else, such as the state of a phase.
//!
//! The info string is `component NAME`, the body the arguments. Content stays data: what a component looks like is
//! the theme's affair.
//!
//! 1. [`name`] knows such a block, and [`read`] makes a [`Component`] of it: those of [`built_in`] with typed
//!    arguments, any other as it is written.
//! 2. [`declaration`] reads what the journal's theme declares of its own components.
//! 3. [`own`] gives those their types by it, once a file is read; [`argument`] says which types there are.
//! 4. [`listing`] tells of all components what can be written.

pub mod argument;
pub mod built_in;
pub mod declaration;
mod feed;
pub mod figure;
mod lines;
pub mod listing;
pub mod own;
mod reference;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod video;

pub use self::built_in::{BadgeArgs, CalloutArgs, CalloutKind, NoteListArgs, ProgressArgs, ProjectArgs, SkillArgs};
pub use self::declaration::Declarations;
pub use self::feed::Part;
pub use self::figure::Figure;
pub use self::lines::Lines;
pub use self::own::{Own, Unread};
pub use self::reference::AddLink;
pub use self::terminal::Terminal;
pub use self::video::Video;

use crate::diagnostic::Spanned;
use crate::source::value::{Decode, Decoder};

/// A component with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub enum Component {
    /// `badge`
    Badge(BadgeArgs),
    /// `callout`
    Callout(CalloutArgs),
    /// `figure`
    Figure(Figure),
    /// `note-list`
    NoteList(NoteListArgs),
    /// `progress`
    Progress(ProgressArgs),
    /// `project`
    Project(ProjectArgs),
    /// `skill`
    Skill(SkillArgs),
    /// `terminal`
    Terminal(Terminal),
    /// `video`
    Video(Video),
    /// One of the journal's theme.
    Own(Own),
    /// One with another name, until the declarations of the theme are known; for good if it is in none of them.
    Unread(Unread),
}

/// Returns the name of the component that a block with this info string is, empty when it has none; nothing for
/// blocks of code.
pub fn name(info: &str) -> Option<&str> {
    let rest = info.trim().strip_prefix("component")?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

/// Reads the component that is called `name`, with the arguments in `lines`, or reports to `decoder` what is wrong.
/// Files that it names are added to the links of the document.
pub fn read(name: &Spanned<&str>, lines: &Lines, decoder: &mut Decoder, add: AddLink<'_>) -> Option<Component> {
    let value = match lines.yaml(name.span) {
        Ok(value) => value,
        Err(diagnostic) => return decoder.fail(diagnostic),
    };
    match name.value {
        "badge" => BadgeArgs::decode(&value, decoder).map(Component::Badge),
        "callout" => CalloutArgs::decode(&value, decoder).map(Component::Callout),
        "figure" => figure::read(&value, decoder, add).map(Component::Figure),
        "note-list" => NoteListArgs::decode(&value, decoder).map(Component::NoteList),
        "progress" => ProgressArgs::decode(&value, decoder).map(Component::Progress),
        "project" => ProjectArgs::decode(&value, decoder).map(Component::Project),
        "skill" => SkillArgs::decode(&value, decoder).map(Component::Skill),
        "terminal" => terminal::read(&value, decoder, add).map(Component::Terminal),
        "video" => video::read(&value, decoder, add).map(Component::Video),
        other => Some(Component::Unread(Unread { name: Spanned::new(other.to_owned(), name.span), value })),
    }
}

impl Component {
    /// Returns the texts that belong to what the page says. Those of a theme's components are added by [`own::read`].
    pub fn prose(&self) -> Vec<&str> {
        match self {
            Self::Callout(callout) => vec![&callout.text],
            Self::Figure(figure) => {
                let of_each = figure.images.iter().filter_map(|image| image.caption.as_deref());
                of_each.chain(figure.caption.as_deref()).collect()
            }
            Self::Terminal(terminal) => terminal.title.iter().map(String::as_str).collect(),
            Self::Video(video) => vec![&video.title],
            _ => Vec::new(),
        }
    }
}

/// Returns the paragraphs of a plain text: what empty lines part, each line without the space around it.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                last.push_str(if last.is_empty() { "" } else { "\n" });
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}
