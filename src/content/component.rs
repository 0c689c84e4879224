//! Components: fenced blocks of YAML that the theme shows as something else, such as the state of a phase.
//!
//! The info string is `component NAME`, the body the arguments. [`name`] knows such a block, [`read`] makes a
//! [`Component`] of it. Content stays data: what a component looks like is the theme's affair.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::plan::id::PlanId;
use crate::source::value::record::{choice, record};
use crate::source::value::{Data, Decode, Decoder, Value, yaml};

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
        /// At most that many; 10 if it is not set.
        optional limit: u32,
    }
}

record! {
    /// A box that stands out, with a title of its own.
    pub struct CalloutArgs: "the component `callout`" {
        /// What it is.
        required kind: CalloutKind,
        /// The title; without it the kind is the title.
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
    pub fn title(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }
}

/// A component with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub enum Component {
    /// `badge`
    Badge(BadgeArgs),
    /// `callout`
    Callout(CalloutArgs),
    /// `note-list`
    NoteList(NoteListArgs),
    /// `progress`
    Progress(ProgressArgs),
    /// `project`
    Project(ProjectArgs),
    /// `skill`
    Skill(SkillArgs),
}

/// Every name there is.
const NAMES: &[&str] = &["badge", "callout", "note-list", "progress", "project", "skill"];

/// Returns the name of the component that a block with this info string is, empty when it has none; nothing for
/// blocks of code.
pub fn name(info: &str) -> Option<&str> {
    let rest = info.trim().strip_prefix("component")?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

/// The lines of a block, each with its bytes in the file: in a list or a quote they are not next to each other.
#[derive(Debug, Default)]
pub struct Lines {
    /// The lines joined.
    pub text: String,
    places: Vec<Place>,
}

#[derive(Debug)]
struct Place {
    /// Where it begins in the text.
    start: usize,
    /// Its bytes in the file.
    range: Range<usize>,
    /// Whether it is written in the file as it reads.
    is_exact: bool,
}

impl Lines {
    /// Adds a line, or a part of one. `range` are its bytes in the file, in which it is `written` so.
    pub fn push(&mut self, text: &str, written: &str, range: Range<usize>) {
        self.places.push(Place { start: self.text.len(), range, is_exact: text == written });
        self.text.push_str(text);
    }

    /// Returns the place with the byte at `offset` of the text.
    fn place(&self, offset: usize) -> Option<&Place> {
        let after = self.places.partition_point(|place| place.start <= offset);
        self.places.get(after.checked_sub(1)?)
    }

    /// Returns where a range of the text stands in the file.
    fn in_file(&self, range: Range<usize>) -> Option<Range<usize>> {
        let at = |offset: usize, place: &Place| (place.range.start + offset - place.start).min(place.range.end);
        let first = self.place(range.start)?;
        let start = if first.is_exact { at(range.start, first) } else { first.range.start };
        if range.is_empty() {
            return Some(start..start);
        }
        let last = self.place(range.end - 1)?;
        let end = if last.is_exact { at(range.end, last) } else { last.range.end };
        Some(start..end.max(start))
    }
}

/// Reads the component that is called `name`, with the arguments in `lines`, or reports to `decoder` what is wrong.
pub fn read(name: &Spanned<&str>, lines: &Lines, decoder: &mut Decoder) -> Option<Component> {
    if !NAMES.contains(&name.value) {
        return decoder.fail(unknown(name));
    }
    let place = |span: Span| moved(span, lines, name.span);
    let mut value = match yaml::parse(&lines.text, name.span.source, 0) {
        Ok(value) => value,
        Err(mut diagnostic) => {
            diagnostic.span = diagnostic.span.map(place);
            diagnostic.labels.iter_mut().for_each(|label| label.span = place(label.span));
            return decoder.fail(diagnostic);
        }
    };
    relocate(&mut value, &place);
    match name.value {
        "badge" => BadgeArgs::decode(&value, decoder).map(Component::Badge),
        "callout" => CalloutArgs::decode(&value, decoder).map(Component::Callout),
        "note-list" => NoteListArgs::decode(&value, decoder).map(Component::NoteList),
        "progress" => ProgressArgs::decode(&value, decoder).map(Component::Progress),
        "project" => ProjectArgs::decode(&value, decoder).map(Component::Project),
        "skill" => SkillArgs::decode(&value, decoder).map(Component::Skill),
        _ => None,
    }
}

fn unknown(name: &Spanned<&str>) -> Diagnostic {
    let message = match name.value {
        "" => "the component has no name".to_owned(),
        other => format!("there is no component `{other}`"),
    };
    Diagnostic::new(Code::UnknownComponent, name.span, message)
        .did_you_mean(name.value, NAMES.iter().copied())
        .hint(format!("the components are {}", NAMES.join(", ")))
}

/// Returns where `span`, which counts from the beginning of the lines, is in the file; at the name if there are none.
fn moved(span: Span, lines: &Lines, name: Span) -> Span {
    lines.in_file(span.range()).map_or(name, |range| Span::new(name.source, range))
}

/// Moves every span in `value`. The reader of YAML sees to it that values do not nest deeply.
fn relocate(value: &mut Value, place: &impl Fn(Span) -> Span) {
    value.span = place(value.span);
    match &mut value.data {
        Data::List(items) => items.iter_mut().for_each(|item| relocate(item, place)),
        Data::Map(entries) => {
            for (key, value) in entries {
                key.span = place(key.span);
                relocate(value, place);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::{self, Place};
    use crate::diagnostic::SourceId;

    fn document(text: &str) -> markdown::Document {
        markdown::parse(text, Place { source: SourceId(0), offset: 0 }, &markdown::Options::default())
    }

    /// Checks the code of the only diagnostic, and the bytes that it is about.
    #[track_caller]
    fn check(text: &str, code: Code, about: &str) {
        let document = document(text);
        let found: Vec<_> =
            document.diagnostics.iter().map(|found| (found.code, found.span.map(|span| &text[span.range()]))).collect();
        assert_eq!(found, [(code, Some(about))], "{text}");
    }

    #[test]
    fn a_name_stands_behind_the_word_component() {
        assert_eq!(name(" component  note-list "), Some("note-list"));
        assert_eq!(name("component"), Some(""));
        for info in ["", "components", "python component", "Component x", "component-x"] {
            assert_eq!(name(info), None, "{info}");
        }
    }

    #[test]
    fn arguments_are_typed() {
        let found = document("```component note-list\ntag: web # the tag\nlimit: 3\n```\n").components;
        let [Component::NoteList(list)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((list.tag.as_ref().map(|tag| tag.value.as_str()), list.limit), (Some("web"), Some(3)));
        assert_eq!(list.topic, None);
        let found = document("~~~component callout\nkind: tip\ntext: |\n  One.\n\n  Two.\n~~~\n");
        let [Component::Callout(callout)] = found.components.as_slice() else { panic!("{found:?}") };
        assert_eq!((callout.kind, callout.text.as_str()), (CalloutKind::Tip, "One.\n\nTwo.\n"));
        assert_eq!(found.text.trim(), "One.\n\nTwo.");
        assert!(!found.has_code);
    }

    #[test]
    fn a_component_without_arguments_may_be_empty() {
        assert_eq!(document("```component note-list\n```\n").components.len(), 1);
        check("é ```\n\n```component progress\n```\n", Code::MissingKey, "p");
    }

    #[test]
    fn mistakes_are_found_where_they_are_written() {
        check("é\n\n```component progres\nof: a\n```\n", Code::UnknownComponent, "progres");
        check("```component\n```\n", Code::UnknownComponent, "component");
        check("```component badge posts\nid: posts\n```\n", Code::UnknownComponent, "badge posts");
        check("```component badge\nid: É\n```\n", Code::BadValue, "É");
        check("```component badge\nid: [a]\n```\n", Code::WrongType, "[a]");
        check("```component callout\nkind: hint\ntext: x\n```\n", Code::BadValue, "hint");
    }

    #[test]
    fn places_are_right_in_lists_and_quotes_and_with_other_line_ends() {
        check("> - é\n>\n>   ```component note-list\n>   limit: 1\n>   tga: x\n>   ```\n", Code::UnknownKey, "tga");
        check("1. a\n\n   ```component note-list\n   limit: 1\n   tga: x\n   ```\n", Code::UnknownKey, "tga");
        check("```component note-list\r\nlimit: 1\r\ntga: x\r\n```\r\n", Code::UnknownKey, "tga");
        check("> ```component badge\n> id: *a\n> ```\n", Code::BadYaml, "*a");
    }
}
