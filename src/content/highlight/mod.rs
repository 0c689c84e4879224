//! Colours for code: a dozen short CSS classes instead of one span for each scope.
//!
//! A class for every scope that syntect knows makes HTML twelve times the size of the code. Here each
//! scope is mapped to one of the classes in `CLASSES`, neighbours with the same class share one
//! `<span>`, and what has no class has no span. The colours are the theme's.
//!
//! The grammars, and what they mean, are syntect's. Its parser asks the regex engine about every rule of a context for
//! every token, which is most of the time of a build; the parser here asks an automaton first (`filter`) and gives
//! the same classes, which the tests compare block by block with those of syntect.

mod chain;
mod class;
mod filter;
mod grammar;
mod language;
mod parse;
mod span;

use std::panic::{AssertUnwindSafe, catch_unwind};

use syntect::parsing::SyntaxReference;

pub use self::language::{Language, languages};
use self::language::{Token, canonical, display_name, nearest};
use crate::content::markdown::escape;
use crate::memo::form::{self, Form};
use crate::memo::{Key, Kind, Memo, Shelf};

const KIND: Kind = Kind { name: "code", version: 2, shelf: Shelf::Bulk };
/// The most bytes of a block that is coloured; larger ones are data, and colouring them takes seconds.
const MAX_BLOCK: usize = 64 * 1024;
/// The most bytes of a line in a block that is coloured: minified code takes quadratic time.
const MAX_LINE: usize = 4 * 1024;

/// Code as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Highlighted {
    /// The language is known, or none was asked for.
    Known {
        /// The code, escaped, with spans; safe inside `<code>`.
        html: String,
        /// The name to show, such as `Python`; `None` for plain text.
        language: Option<String>,
    },
    /// There is no such language.
    Unknown {
        /// The code, escaped, without spans.
        html: String,
        /// The known token that was probably meant.
        nearest: Option<String>,
    },
}

/// Returns `code` in `language` (a token such as `rust` or `py`, in any case) as HTML.
///
/// Never fails: code that is too large or that the grammar stumbles over comes out escaped and plain.
pub fn highlight(code: &str, language: &str) -> Highlighted {
    read(code, language, coloured)
}

/// Returns what [`highlight`] does, from `memo` where it is remembered. Then no grammar is read.
pub fn recalled(code: &str, language: &str, memo: &dyn Memo) -> Highlighted {
    let key = Key::new(KIND, &[language.as_bytes(), code.as_bytes()]);
    if let Some(known) = memo.get(&key).and_then(|record| known(&record)) {
        return known;
    }
    let found = highlight(code, language);
    if let Highlighted::Known { html, language: Some(name) } = &found {
        let mut record = Vec::with_capacity(html.len() + name.len() + 8);
        form::push(&mut record, name);
        form::push(&mut record, html);
        memo.put(&key, &record.into());
    }
    found
}

/// Returns what a record says; `None` when it is not whole.
fn known(record: &[u8]) -> Option<Highlighted> {
    let mut form = Form::of(record);
    let (language, html) = (Some(form.text()?.to_owned()), form.text()?.to_owned());
    form.is_over().then_some(Highlighted::Known { html, language })
}

/// Returns `code` as HTML without colours, and otherwise what [`highlight`] says of it.
pub fn uncoloured(code: &str, language: &str) -> Highlighted {
    read(code, language, |code, _| escape::text(code))
}

/// Frees what the threads of builds have made to colour code, once there is none left: it takes more memory than the text
/// of a thousand pages.
pub fn forget() {
    rayon::broadcast(|_| parse::forget());
}

fn read(code: &str, language: &str, html: impl Fn(&str, &'static SyntaxReference) -> String) -> Highlighted {
    let language = language.to_lowercase();
    let token = match canonical(&language) {
        Token::Plain => return Highlighted::Known { html: escape::text(code), language: None },
        Token::Named(name) => {
            return Highlighted::Known { html: escape::text(code), language: Some(name.to_owned()) };
        }
        Token::Syntax(token) => token,
    };
    match grammar::syntaxes().find_syntax_by_token(token) {
        Some(syntax) => {
            Highlighted::Known { html: html(code, syntax), language: Some(display_name(&syntax.name).to_owned()) }
        }
        None => Highlighted::Unknown { html: escape::text(code), nearest: nearest(&language) },
    }
}

fn coloured(code: &str, syntax: &'static SyntaxReference) -> String {
    if code.len() > MAX_BLOCK || code.lines().any(|line| line.len() > MAX_LINE) {
        return escape::text(code);
    }
    // A grammar is data from elsewhere, and syntect panics on some mistakes in one.
    catch_unwind(AssertUnwindSafe(|| spans(code, syntax))).ok().flatten().unwrap_or_else(|| escape::text(code))
}

/// Returns `None` when the grammar fails.
fn spans(code: &str, syntax: &'static SyntaxReference) -> Option<String> {
    let mut parser = parse::Parser::new(grammar::start(syntax)?);
    let mut painter = span::Painter::default();
    for line in code.split_inclusive('\n') {
        painter.begin(line);
        parser.line(line, &mut painter)?;
        painter.end();
    }
    Some(painter.finish())
}

#[cfg(test)]
mod tests;
