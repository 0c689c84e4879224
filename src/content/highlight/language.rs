//! What may be written after a fence, and the language that is meant.

use std::collections::BTreeMap;

use super::grammar::syntaxes;
use crate::diagnostic;

/// A language that code can be coloured in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// The name that is shown over a block.
    pub name: String,
    /// What can be written after the fence: in lower case, the most common first.
    pub tokens: Vec<String>,
}

impl Language {
    /// Returns whether `text`, in lower case, is in its name or in one of its tokens.
    pub fn matches(&self, text: &str) -> bool {
        self.name.to_lowercase().contains(text) || self.tokens.iter().any(|token| token.contains(text))
    }
}

/// Returns every language, sorted by name. Each token leads to the language that it stands with.
pub fn languages() -> Vec<Language> {
    let mut tokens: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for syntax in syntaxes().syntaxes().iter().filter(|syntax| !syntax.hidden && syntax.name != "Plain Text") {
        let own = syntax.file_extensions.iter().cloned().chain([syntax.name.clone()]).map(|token| token.to_lowercase());
        let other = ALIASES.iter().filter(|(_, token)| leads_to(token, &syntax.name));
        let all = other.map(|(alias, _)| (*alias).to_owned()).chain(own);
        let list = tokens.entry(display_name(&syntax.name)).or_default();
        for token in all.filter(|token| is_token(token) && leads_to(token, &syntax.name)) {
            if !list.contains(&token) {
                list.push(token);
            }
        }
    }
    let languages = tokens.into_iter().filter(|(_, tokens)| !tokens.is_empty());
    let mut languages: Vec<_> = languages.map(|(name, tokens)| Language { name: name.to_owned(), tokens }).collect();
    languages.sort_by_cached_key(|language| language.name.to_lowercase());
    languages
}

/// Returns whether `token` can be the first word of an info string.
fn is_token(token: &str) -> bool {
    !token.is_empty() && !token.contains(|c: char| c.is_whitespace() || matches!(c, '{' | ',' | '=' | ':'))
}

fn leads_to(token: &str, name: &str) -> bool {
    match canonical(token) {
        Token::Syntax(token) => syntaxes().find_syntax_by_token(token).is_some_and(|syntax| syntax.name == name),
        Token::Plain | Token::Named(_) => false,
    }
}

/// What an info word means.
pub(super) enum Token<'a> {
    /// No colours and no name.
    Plain,
    /// No colours, but a name.
    Named(&'static str),
    /// A token for syntect.
    Syntax(&'a str),
}

/// Words that syntect does not know, or understands otherwise, and the tokens that are meant.
const ALIASES: &[(&str, &str)] = &[
    ("shell", "bash"),
    ("sh", "bash"),
    ("bash", "bash"),
    ("zsh", "bash"),
    ("shellscript", "bash"),
    ("math", "tex"),
    ("javascript", "js"),
    ("node", "js"),
    ("typescript", "ts"),
    ("python3", "python"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("golang", "go"),
    ("c++", "cpp"),
    ("csharp", "cs"),
];

pub(super) fn canonical(language: &str) -> Token<'_> {
    match language {
        "" | "text" | "txt" | "plain" | "plaintext" | "console" | "output" | "none" => Token::Plain,
        "mermaid" => Token::Named("mermaid"),
        other => match ALIASES.iter().find(|(alias, _)| *alias == other) {
            Some((_, token)) => Token::Syntax(token),
            None => Token::Syntax(other),
        },
    }
}

/// The names that the grammars give are those of an editor's menu.
pub(super) fn display_name(name: &str) -> &str {
    match name {
        "Bourne Again Shell (bash)" | "Shell-Unix-Generic" => "Shell",
        "JavaScript (Babel)" => "JavaScript",
        _ => name,
    }
}

/// Returns the known token that was probably meant.
pub(super) fn nearest(language: &str) -> Option<String> {
    let tokens = syntaxes().syntaxes().iter().filter(|syntax| !syntax.hidden).flat_map(|syntax| {
        let name = syntax.name.to_lowercase();
        syntax.file_extensions.iter().cloned().chain([name])
    });
    // Of two or three letters everything is near.
    let tokens: Vec<String> = tokens.filter(|token| token.len() > 3).collect();
    diagnostic::nearest(language, tokens.iter().map(String::as_str)).map(str::to_owned)
}
