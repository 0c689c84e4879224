//! The types that arguments of a theme's own components have.

use chrono::NaiveDate;

use super::paragraphs;
use super::reference::{self, AddLink, Named};
use crate::content::markdown::LinkId;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::plan::PlanId;
use crate::plan::check::Kind;
use crate::source::value::record::choice;
use crate::source::value::{Data, Decode, Decoder, Value};

choice! {
    /// The types of arguments.
    pub enum TypeName: "a type of argument" {
        /// Text in a line or several, shown as it is.
        Text = "text",
        /// Plain paragraphs that belong to what the page says: they count for search and reading time.
        Prose = "prose",
        /// A number.
        Number = "number",
        /// A whole number.
        Integer = "integer",
        /// `true` or `false`.
        Boolean = "boolean",
        /// A date such as 2026-12-01.
        Date = "date",
        /// An address with `https://`, `http://` or `mailto:`.
        Url = "url",
        /// An image of the journal, by its path from the page.
        Image = "image",
        /// A file of the journal, by its path from the page.
        File = "file",
        /// A page of the journal, by the path of its `.md` file from the page.
        Page = "page",
        /// An id of the plan; `of` says which kinds of thing.
        PlanId = "plan-id",
        /// One of the words in `of`.
        Choice = "choice",
    }
}

/// The type of an argument, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentType {
    /// A type that needs nothing else.
    Plain(TypeName),
    /// An id of something of these kinds.
    PlanId(Vec<Kind>),
    /// One of these words.
    Choice(Vec<String>),
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// None was written, and there is no default.
    Nothing,
    /// Text, an address, or the word of a choice.
    Text(String),
    /// Paragraphs.
    Prose(Vec<String>),
    /// A number.
    Number(f64),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date.
    Date(NaiveDate),
    /// An image, by its place in the links of the document.
    Image(LinkId),
    /// A file, by its place in the links of the document.
    File(LinkId),
    /// A page, by its place in the links of the document.
    Page(LinkId),
    /// An id, to be checked against the plan.
    Id(Spanned<PlanId>, Vec<Kind>),
    /// Several of one type.
    List(Vec<Self>),
}

impl ArgumentType {
    /// Returns what is written for it, such as `a date like 2026-12-01`.
    pub fn expected(&self) -> String {
        match self {
            Self::Choice(words) => format!("one of {}", words.join(", ")),
            Self::PlanId(kinds) => {
                let kinds: Vec<_> = kinds.iter().map(|kind| kind.describe()).collect();
                format!("the id of {}", kinds.join(" or "))
            }
            Self::Plain(TypeName::Prose) => "text, with empty lines between paragraphs".to_owned(),
            Self::Plain(TypeName::Number) => f64::expected(),
            Self::Plain(TypeName::Integer) => "a whole number".to_owned(),
            Self::Plain(TypeName::Boolean) => bool::expected(),
            Self::Plain(TypeName::Date) => NaiveDate::expected(),
            Self::Plain(TypeName::Url) => "an address like `https://example.org/`".to_owned(),
            Self::Plain(TypeName::Image) => "the path of an image from this page".to_owned(),
            Self::Plain(TypeName::File) => "the path of a file from this page".to_owned(),
            Self::Plain(TypeName::Page) => "the path of a `.md` file from this page".to_owned(),
            Self::Plain(_) => String::expected(),
        }
    }

    /// Returns a value to write, for an example.
    pub fn sample(&self) -> String {
        match self {
            Self::Choice(words) => words.first().cloned().unwrap_or_default(),
            Self::PlanId(_) => "some-id".to_owned(),
            Self::Plain(name) => match name {
                TypeName::Number => "1.5",
                TypeName::Integer => "3",
                TypeName::Boolean => "true",
                TypeName::Date => "2026-12-01",
                TypeName::Url => "https://example.org/",
                TypeName::Image => "picture.png",
                TypeName::File => "data.csv",
                TypeName::Page => "other.md",
                _ => "Some text",
            }
            .to_owned(),
        }
    }

    /// Returns whether a value means the same in every file, so that a declaration may have it as the default.
    pub fn can_have_default(&self) -> bool {
        let needs_a_place = [TypeName::Image, TypeName::File, TypeName::Page];
        match self {
            Self::PlanId(_) => false,
            Self::Choice(_) => true,
            Self::Plain(name) => !needs_a_place.contains(name),
        }
    }

    /// Reads a value of this type.
    pub fn decode(&self, value: &Value, decoder: &mut Decoder, add: AddLink<'_>) -> Option<Argument> {
        match self {
            Self::PlanId(kinds) => Some(Argument::Id(Spanned::decode(value, decoder)?, kinds.clone())),
            Self::Choice(words) => choice(words, value, decoder),
            Self::Plain(name) => plain(*name, value, decoder, add),
        }
    }
}

fn plain(name: TypeName, value: &Value, decoder: &mut Decoder, add: AddLink<'_>) -> Option<Argument> {
    let mut named = |named: Named, decoder: &mut Decoder| {
        reference::link(&Spanned::decode(value, decoder)?, named, "", decoder, &mut *add)
    };
    Some(match name {
        TypeName::Prose => Argument::Prose(paragraphs(&String::decode(value, decoder)?)),
        TypeName::Number => Argument::Number(f64::decode(value, decoder)?),
        TypeName::Integer => match value.data {
            Data::Integer(number) => Argument::Integer(number),
            _ => return decoder.wrong_type(value, "a whole number"),
        },
        TypeName::Boolean => Argument::Boolean(bool::decode(value, decoder)?),
        TypeName::Date => Argument::Date(NaiveDate::decode(value, decoder)?),
        TypeName::Url => {
            let url = Spanned::decode(value, decoder)?;
            let before = decoder.diagnostics.len();
            crate::plan::site::check_address(&url, &mut decoder.diagnostics);
            (decoder.diagnostics.len() == before).then_some(Argument::Text(url.value))?
        }
        TypeName::Image => Argument::Image(named(Named::Image, decoder)?),
        TypeName::File => Argument::File(named(Named::File, decoder)?),
        TypeName::Page => Argument::Page(named(Named::Page, decoder)?),
        TypeName::Text | TypeName::PlanId | TypeName::Choice => Argument::Text(String::decode(value, decoder)?),
    })
}

fn choice(words: &[String], value: &Value, decoder: &mut Decoder) -> Option<Argument> {
    let expected = format!("text: one of {}", words.join(", "));
    let Data::Text(text) = &value.data else { return decoder.wrong_type(value, &expected) };
    if words.contains(text) {
        return Some(Argument::Text(text.clone()));
    }
    let found = Diagnostic::new(Code::BadValue, value.span, format!("`{text}` is none of the words to choose from"));
    let found = found.did_you_mean(text, words.iter().map(String::as_str));
    decoder.fail(found.hint(format!("it is one of {}", words.join(", "))))
}
