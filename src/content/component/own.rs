//! Components of the journal's theme in a text: given types by their declaration, once the file is read.
//!
//! Reading Markdown does not depend on the theme, so that a page can be read by itself. What belongs to the page as
//! a whole, links and prose, is added to the document here.

use super::argument::{Argument, ArgumentType};
use super::built_in;
use super::declaration::{Declaration, Declarations};
use super::feed::Part;
use super::reference::AddLink;
use crate::content::component::Component;
use crate::content::markdown::Document;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::decode::Fields;
use crate::source::value::{Data, Decoder, Value};

/// A component that is not built in, as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// Its name.
    pub name: Spanned<String>,
    /// Its arguments.
    pub value: Value,
}

/// A component of the journal's theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// Its name.
    pub name: String,
    /// Every argument that is declared, in that order.
    pub arguments: Vec<(String, Argument)>,
    /// What stands in feeds, if the declaration says so.
    pub feed: Option<Vec<Part>>,
}

/// Gives the components of `document` their types, and reports those that are not as declared.
pub fn read(document: &mut Document, declarations: &Declarations, decoder: &mut Decoder) {
    let mut components = std::mem::take(&mut document.components);
    for component in &mut components {
        let Component::Unread(unread) = &*component else { continue };
        let own = match declarations.get(&unread.name.value) {
            None => decoder.fail(unknown(&unread.name, declarations)),
            // What is wrong with the declaration is said there.
            Some(None) => None,
            Some(Some(declaration)) => typed(unread, declaration, document, decoder),
        };
        if let Some(own) = own {
            *component = Component::Own(own);
        }
    }
    document.components = components;
}

fn unknown(name: &Spanned<String>, declarations: &Declarations) -> Diagnostic {
    let message = match name.value.as_str() {
        "" => "the component has no name".to_owned(),
        other => format!("there is no component `{other}`"),
    };
    let mut names: Vec<&str> = built_in::ALL.iter().map(|known| known.name).chain(declarations.names()).collect();
    names.sort_unstable();
    names.dedup();
    Diagnostic::new(Code::UnknownComponent, name.span, message)
        .did_you_mean(&name.value, names.iter().copied())
        .hint(format!("the components are {}", names.join(", ")))
}

fn typed(unread: &Unread, declaration: &Declaration, document: &mut Document, decoder: &mut Decoder) -> Option<Own> {
    let what = format!("the component `{}`", unread.name.value);
    let known: Vec<&str> = declaration.arguments.iter().map(|(name, _)| name.as_str()).collect();
    let fields = Fields::new(&unread.value, &what, &known, decoder)?;
    let mut arguments = Vec::new();
    for (name, rule) in &declaration.arguments {
        let written = if rule.is_required {
            fields.needed(name, &rule.expected(), decoder)
        } else {
            fields.find(name).filter(|value| value.data != Data::Null)
        };
        let argument = match written {
            Some(written) => value(&rule.r#type, rule.is_list, written, decoder, &mut |link| document.add_link(link)),
            None => rule.default.as_ref().map(|(default, _)| default.clone()),
        };
        let argument = argument.unwrap_or(if rule.is_list { Argument::List(Vec::new()) } else { Argument::Nothing });
        add_prose(&argument, document);
        arguments.push((name.clone(), argument));
    }
    Some(Own { name: unread.name.value.clone(), arguments, feed: declaration.feed.clone() })
}

/// Reads a value, or a list of such.
pub(super) fn value(
    r#type: &ArgumentType,
    is_list: bool,
    value: &Value,
    decoder: &mut Decoder,
    add: AddLink<'_>,
) -> Option<Argument> {
    if !is_list {
        return r#type.decode(value, decoder, add);
    }
    let Data::List(items) = &value.data else { return decoder.wrong_type(value, "a list") };
    Some(Argument::List(items.iter().filter_map(|item| r#type.decode(item, decoder, &mut *add)).collect()))
}

fn add_prose(argument: &Argument, document: &mut Document) {
    match argument {
        Argument::Prose(paragraphs) => paragraphs.iter().for_each(|paragraph| document.add_prose(paragraph)),
        Argument::List(items) => items.iter().for_each(|item| add_prose(item, document)),
        _ => {}
    }
}
