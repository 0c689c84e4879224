//! What a theme declares of its own components: `templates/components/NAME.yaml` beside the template of that name. A
//! journal has such files in [`FOLDER`].

use std::collections::{BTreeMap, BTreeSet};

use super::argument::{Argument, ArgumentType, TypeName};
use super::feed::{self, Part};
use super::{built_in, reference};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};
use crate::plan::check::Kind;
use crate::source::value::decode::Table;
use crate::source::value::record::record;
use crate::source::value::{Data, Decode, Decoder, Value, yaml};
use crate::source::{SourcePath, Sources};

record! {
    /// A component of a theme: what it shows, and its arguments.
    pub struct DeclarationFile: "the declaration of a component" {
        /// What it shows, in a sentence.
        required summary: String,
        /// Its arguments by name. A name has `a-z`, `0-9` and `_`, as templates write it.
        optional arguments: Table<ArgumentFile>,
        /// What stands in feeds, where `{name}` is the value of an argument; without it a link to the page.
        optional feed: Spanned<String>,
    }
}

record! {
    /// An argument of a component.
    pub struct ArgumentFile: "an argument" {
        /// Its type.
        required r#type: Spanned<TypeName>,
        /// What it means, in a sentence.
        optional about: String,
        /// Whether it must be written.
        optional required: bool,
        /// Whether it is a list of which each entry has the type.
        optional list: bool,
        /// The words of a `choice`, or the kinds of thing of a `plan-id`.
        list of: Spanned<String>,
        /// Its value when it is not written.
        optional default: Value,
    }
}

/// A component that a theme declares.
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    /// What it shows.
    pub summary: String,
    /// Its arguments by name, in the order of writing.
    pub arguments: Vec<(String, Rule)>,
    /// What stands in feeds.
    pub feed: Option<Vec<Part>>,
    /// The file.
    pub path: SourcePath,
}

/// What is known of an argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its type.
    pub r#type: ArgumentType,
    /// What it means.
    pub about: String,
    /// Whether it must be written.
    pub is_required: bool,
    /// Whether it is a list.
    pub is_list: bool,
    /// Its value when it is not written, with the text of it.
    pub default: Option<(Argument, String)>,
}

impl Rule {
    /// Returns what is written for the argument.
    pub fn expected(&self) -> String {
        let one = self.r#type.expected();
        if self.is_list { format!("a list of which each entry is {one}") } else { one }
    }
}

/// The components of a theme by name; one that could not be read is there without its declaration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Declarations(BTreeMap<String, Option<Declaration>>);

impl Declarations {
    /// Returns what is declared as `name`: nothing, or something that could not be read, or a declaration.
    pub fn get(&self, name: &str) -> Option<Option<&Declaration>> {
        self.0.get(name).map(Option::as_ref)
    }

    /// Returns every declaration that could be read, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Declaration)> {
        self.0.iter().filter_map(|(name, declaration)| Some((name.as_str(), declaration.as_ref()?)))
    }

    /// Returns every name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// The folder of a journal's own components, which it has whatever its theme is.
pub const FOLDER: &str = "components";

/// Reads what the theme called `theme` declares in the journal, and what the journal does itself, which counts more.
pub fn read(sources: &Sources, theme: &str) -> (Declarations, Vec<Diagnostic>) {
    let mut declarations = Declarations::default();
    let mut decoder = Decoder::default();
    for folder in [&format!("themes/{theme}/templates/components"), FOLDER] {
        read_folder(sources, folder, &mut declarations, &mut decoder);
    }
    (declarations, decoder.diagnostics)
}

fn read_folder(sources: &Sources, folder: &str, declarations: &mut Declarations, decoder: &mut Decoder) {
    let mut templates: BTreeMap<String, SourceId> = BTreeMap::new();
    let mut declared: BTreeMap<String, SourceId> = BTreeMap::new();
    for (id, file) in sources.iter() {
        let Some(name) = file.path.below(folder).filter(|name| !name.contains('/')) else { continue };
        match name.rsplit_once('.') {
            Some((name, "html")) => templates.insert(name.to_owned(), id),
            Some((name, "yaml")) => declared.insert(name.to_owned(), id),
            _ => None,
        };
    }
    let names: BTreeSet<&String> = templates.keys().chain(declared.keys()).collect();
    for name in names {
        let found = match (templates.get(name), declared.get(name)) {
            (template, Some(id)) => whole(name, template.is_some(), *id, folder, decoder)
                .and_then(|()| declaration(sources, *id, name, decoder)),
            (Some(_), None) if built_in::is(name) => continue,
            (Some(id), None) => {
                let message = format!("the component `{name}` has a template and no declaration");
                let hint = format!("declare its arguments in `{folder}/{name}.yaml`");
                let other = "a piece that templates share belongs into `partials/`";
                decoder.fail(Diagnostic::new(Code::BadComponent, top(*id), message).hint(hint).hint(other))
            }
            (None, None) => None,
        };
        declarations.0.insert(name.clone(), found);
    }
}

fn top(id: SourceId) -> Span {
    Span::new(id, 0..0)
}

/// Reports a declaration that is not wanted, or has no template or no name that can be written.
fn whole(name: &str, has_template: bool, id: SourceId, folder: &str, decoder: &mut Decoder) -> Option<()> {
    let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let (message, hint) = if built_in::is(name) {
        let message = format!("`{name}` is a built-in component, whose arguments are fixed");
        (
            message,
            "give the component another name; a template alone changes what the built-in one looks like".to_owned(),
        )
    } else if !is_name {
        (format!("`{name}` cannot be the name of a component"), "a name has `a-z`, `0-9` and `-`".to_owned())
    } else if !has_template {
        (format!("the component `{name}` has a declaration and no template"), format!("add `{folder}/{name}.html`"))
    } else {
        return Some(());
    };
    decoder.fail(Diagnostic::new(Code::BadComponent, top(id), message).hint(hint))
}

fn declaration(sources: &Sources, id: SourceId, name: &str, decoder: &mut Decoder) -> Option<Declaration> {
    let before = decoder.diagnostics.len();
    let value = match sources.text(id).and_then(|text| yaml::parse(text, id, 0)) {
        Ok(value) => value,
        Err(diagnostic) => return decoder.fail(diagnostic),
    };
    let file = DeclarationFile::decode(&value, decoder)?;
    let mut arguments = Vec::new();
    let written = file.arguments.unwrap_or_default().0;
    let names: Vec<String> = written.iter().map(|(key, _)| key.value.clone()).collect();
    for (key, argument) in written {
        if !is_argument(&key.value) {
            let message = format!("`{}` cannot be the name of an argument", key.value);
            let hint = "a name begins with a letter and has `a-z`, `0-9` and `_`, as templates write it";
            decoder.diagnostics.push(Diagnostic::new(Code::BadValue, key.span, message).hint(hint));
        }
        if let Some(rule) = rule(&argument, decoder) {
            arguments.push((key.value, rule));
        }
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let feed = file.feed.as_ref().map(|text| feed::read(text, &names, decoder));
    if file.summary.trim().is_empty() {
        let message = format!("the component `{name}` does not say what it shows");
        decoder.diagnostics.push(Diagnostic::new(Code::BadValue, file.span, message).hint("write a sentence"));
    }
    let path = sources.get(id).path.clone();
    (decoder.diagnostics.len() == before).then_some(Declaration { summary: file.summary, arguments, feed, path })
}

fn is_argument(name: &str) -> bool {
    name.len() <= 40
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn rule(file: &ArgumentFile, decoder: &mut Decoder) -> Option<Rule> {
    let r#type = argument_type(file, decoder)?;
    let is_list = file.list.unwrap_or(false);
    let default = match &file.default {
        None => None,
        Some(value) => Some((default(&r#type, is_list, value, file, decoder)?, written(value))),
    };
    let about = file.about.clone().unwrap_or_default();
    Some(Rule { r#type, about, is_required: file.required.unwrap_or(false), is_list, default })
}

fn argument_type(file: &ArgumentFile, decoder: &mut Decoder) -> Option<ArgumentType> {
    let name = file.r#type.value;
    let fail = |message: &str, hint: &str, span: Span, decoder: &mut Decoder| {
        decoder.fail(Diagnostic::new(Code::BadValue, span, message).hint(hint))
    };
    let words = file.of.iter().map(|word| word.value.clone());
    match (name, file.of.first()) {
        (TypeName::Choice, None) => {
            let hint = "add `of:` with a list of words, such as `of: [small, large]`";
            fail("a choice needs the words to choose from", hint, file.r#type.span, decoder)
        }
        (TypeName::Choice, Some(_)) => Some(ArgumentType::Choice(words.collect())),
        (TypeName::PlanId, None) => Some(ArgumentType::PlanId(KINDS.iter().map(|(_, kind)| *kind).collect())),
        (TypeName::PlanId, Some(_)) => {
            file.of.iter().map(|word| kind(word, decoder)).collect::<Option<_>>().map(ArgumentType::PlanId)
        }
        (_, Some(first)) => {
            let hint = "take `of:` out, or write `type: choice`";
            fail("only a `choice` and a `plan-id` have `of`", hint, first.span, decoder)
        }
        (name, None) => Some(ArgumentType::Plain(name)),
    }
}

/// What an id can be of, by the word for it.
const KINDS: &[(&str, Kind)] = &[
    ("item", Kind::Item),
    ("phase", Kind::Phase),
    ("project", Kind::Project),
    ("skill", Kind::Skill),
    ("certification", Kind::Certification),
    ("goal", Kind::Goal),
];

fn kind(word: &Spanned<String>, decoder: &mut Decoder) -> Option<Kind> {
    let names = || KINDS.iter().map(|(name, _)| *name);
    if let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == word.value) {
        return Some(*kind);
    }
    let found =
        Diagnostic::new(Code::BadValue, word.span, format!("`{}` is not a kind of thing in the plan", word.value));
    let found = found.did_you_mean(&word.value, names());
    decoder.fail(found.hint(format!("the kinds are {}", names().collect::<Vec<_>>().join(", "))))
}

fn default(
    r#type: &ArgumentType,
    is_list: bool,
    value: &Value,
    file: &ArgumentFile,
    decoder: &mut Decoder,
) -> Option<Argument> {
    let fail = |message: &str, hint: &str, decoder: &mut Decoder| {
        decoder.fail(Diagnostic::new(Code::BadValue, value.span, message).hint(hint))
    };
    if file.required == Some(true) {
        let hint = "take out `required: true` or the default";
        return fail("an argument that must be written has no use for a default", hint, decoder);
    }
    if !r#type.can_have_default() {
        let hint = "take the default out, and let the template do without the argument";
        return fail("a file, a page or an id means something else in every page, so it has no default", hint, decoder);
    }
    // What can have a default is no reference, so no link is ever added.
    let mut no_link = |_| crate::content::markdown::LinkId(0);
    let add: reference::AddLink<'_> = &mut no_link;
    super::own::value(r#type, is_list, value, decoder, add)
}

/// Returns a value as it may be written on one line.
fn written(value: &Value) -> String {
    match &value.data {
        Data::Null => String::new(),
        Data::Bool(value) => value.to_string(),
        Data::Integer(value) => value.to_string(),
        Data::Float(value) => value.to_string(),
        Data::Text(text) => text.clone(),
        Data::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Data::Map(_) => "{}".to_owned(),
    }
}
