//! Colours for code: a dozen short CSS classes instead of one span for each scope.
//!
//! A class for every scope that syntect knows makes HTML twelve times the size of the code. Here each
//! scope is mapped to one of the classes in `CLASSES`, neighbours with the same class share one
//! `<span>`, and what has no class has no span. The colours are the theme's.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::content::markdown::escape;
use crate::diagnostic;

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
    let language = language.to_lowercase();
    let token = match canonical(&language) {
        Token::Plain => return Highlighted::Known { html: escape::text(code), language: None },
        Token::Named(name) => {
            return Highlighted::Known { html: escape::text(code), language: Some(name.to_owned()) };
        }
        Token::Syntax(token) => token,
    };
    match syntaxes().find_syntax_by_token(token) {
        Some(syntax) => {
            Highlighted::Known { html: coloured(code, syntax), language: Some(display_name(&syntax.name).to_owned()) }
        }
        None => Highlighted::Unknown { html: escape::text(code), nearest: nearest(&language) },
    }
}

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
enum Token<'a> {
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

fn canonical(language: &str) -> Token<'_> {
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
fn display_name(name: &str) -> &str {
    match name {
        "Bourne Again Shell (bash)" | "Shell-Unix-Generic" => "Shell",
        "JavaScript (Babel)" => "JavaScript",
        _ => name,
    }
}

fn nearest(language: &str) -> Option<String> {
    let tokens = syntaxes().syntaxes().iter().filter(|syntax| !syntax.hidden).flat_map(|syntax| {
        let name = syntax.name.to_lowercase();
        syntax.file_extensions.iter().cloned().chain([name])
    });
    // Of two or three letters everything is near.
    let tokens: Vec<String> = tokens.filter(|token| token.len() > 3).collect();
    diagnostic::nearest(language, tokens.iter().map(String::as_str)).map(str::to_owned)
}

fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
}

fn coloured(code: &str, syntax: &SyntaxReference) -> String {
    if code.len() > MAX_BLOCK || code.lines().any(|line| line.len() > MAX_LINE) {
        return escape::text(code);
    }
    // A grammar is data from elsewhere, and syntect panics on some mistakes in one.
    catch_unwind(AssertUnwindSafe(|| spans(code, syntax))).ok().flatten().unwrap_or_else(|| escape::text(code))
}

/// Returns `None` when the grammar fails.
fn spans(code: &str, syntax: &SyntaxReference) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut scopes = Scopes::default();
    let mut out = Spans::default();
    for line in code.split_inclusive('\n') {
        let mut written = 0;
        for (at, operation) in state.parse_line(line, syntaxes()).ok()? {
            out.push(line.get(written..at)?, scopes.class());
            written = at;
            scopes.apply(&operation)?;
        }
        out.push(line.get(written..)?, scopes.class());
    }
    Some(out.finish())
}

/// The open scopes, with the class that each gives to what is in it.
#[derive(Default)]
struct Scopes {
    stack: ScopeStack,
    classes: Vec<&'static str>,
}

impl Scopes {
    fn class(&self) -> &'static str {
        self.classes.last().copied().unwrap_or_default()
    }

    fn apply(&mut self, operation: &syntect::parsing::ScopeStackOp) -> Option<()> {
        let classes = &mut self.classes;
        self.stack
            .apply_with_hook(operation, |basic, _| match basic {
                BasicScopeStackOp::Push(scope) => {
                    let outer = classes.last().copied().unwrap_or_default();
                    classes.push(class_of(scope).unwrap_or(outer));
                }
                BasicScopeStackOp::Pop => {
                    classes.pop();
                }
            })
            .ok()
    }
}

/// HTML under construction, which joins neighbours of the same class.
#[derive(Default)]
struct Spans {
    html: String,
    open: &'static str,
}

impl Spans {
    fn push(&mut self, text: &str, class: &'static str) {
        if text.is_empty() {
            return;
        }
        // White space has no colour, so it need not end a span or begin one.
        let visible = text.trim_start();
        if class != self.open && !visible.is_empty() {
            self.close();
            self.html.push_str(&text[..text.len() - visible.len()]);
            if !class.is_empty() {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
            escape::push_text(&mut self.html, visible);
        } else {
            escape::push_text(&mut self.html, text);
        }
    }

    fn close(&mut self) {
        if !std::mem::take(&mut self.open).is_empty() {
            // Trailing white space was taken in only because it might have been inner.
            let end = self.html.trim_end().len();
            self.html.insert_str(end, "</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

/// The class for each scope; of several that fit the longest wins. The empty class takes a colour away.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("constant", "u"),
    ("constant.character.escape", "u"),
    ("entity.name", "t"),
    ("entity.name.function", "f"),
    ("entity.name.section", "h"),
    ("entity.name.table", "h"),
    ("entity.name.tag", "a"),
    ("entity.other.attribute-name", "a"),
    ("entity.other.inherited-class", "t"),
    ("invalid", ""),
    ("keyword", "k"),
    ("keyword.operator", "o"),
    ("keyword.operator.word", "k"),
    ("keyword.operator.logical.python", "k"),
    ("markup.bold", "v"),
    ("markup.deleted", "d"),
    ("markup.heading", "h"),
    ("markup.inserted", "i"),
    ("markup.raw", "s"),
    ("meta.annotation", "a"),
    ("meta.diff.header", "h"),
    ("meta.diff.range", "h"),
    ("meta.embedded", ""),
    ("meta.interpolation", ""),
    ("meta.preprocessor", "h"),
    ("source", ""),
    ("source.regexp", "s"),
    ("storage", "k"),
    ("string", "s"),
    ("support.class", "t"),
    ("support.constant", "u"),
    ("support.function", "f"),
    ("support.macro", "f"),
    ("support.type", "t"),
    ("support.type.property-name", "a"),
    ("text", ""),
    ("variable.annotation", "a"),
    ("variable.function", "f"),
    ("variable.language", "k"),
    ("variable.other.member", "v"),
    ("variable.other.readwrite.assignment", "v"),
    ("variable.parameter", "v"),
];

/// Returns the class that a scope asks for; `None` when it has no opinion.
fn class_of(scope: Scope) -> Option<&'static str> {
    static TABLE: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: Vec<_> =
            CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect();
        table.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        table
    });
    table.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, code: &str, expected: &str) {
        let Highlighted::Known { html, .. } = highlight(code, language) else { panic!("{language} is known") };
        assert_eq!(html, expected);
    }

    #[test]
    fn neighbours_of_one_class_share_a_span_and_plain_text_has_none() {
        check(
            "rust",
            "let x = 1;",
            "<span class=\"k\">let</span> x <span class=\"o\">=</span> <span class=\"u\">1</span>;",
        );
        check("py", "# a <b>\n", "<span class=\"c\"># a &lt;b&gt;</span>\n");
    }

    #[test]
    fn an_interpolation_in_a_string_has_its_own_colours() {
        check(
            "python",
            "f'a{b}'",
            "<span class=\"k\">f</span><span class=\"s\">'a</span>{b}<span class=\"s\">'</span>",
        );
    }

    #[test]
    fn the_usual_names_are_known() {
        let names = "sh bash shell zsh js ts py rs yml yaml dockerfile Dockerfile toml json jsonc go c cpp html css sql \
                     diff md makefile typescript javascript python rust java kotlin swift nix ini powershell tsx jsx \
                     tex latex xml ruby php lua r haskell scala terraform hcl nginx proto graphql csharp c++ http";
        for name in names.split_whitespace() {
            assert!(matches!(highlight("x", name), Highlighted::Known { language: Some(_), .. }), "{name}");
        }
    }

    #[test]
    fn every_token_that_is_listed_is_known_by_that_name() {
        let all = languages();
        assert!(all.len() > 150, "{}", all.len());
        for Language { name, tokens } in &all {
            for token in tokens {
                let Highlighted::Known { language, .. } = highlight("x", token) else { panic!("{token}") };
                assert_eq!(language.as_deref(), Some(name.as_str()), "{token}");
            }
        }
        assert!(all.iter().any(|language| language.name == "Python" && language.matches("py")));
    }

    #[test]
    fn plain_words_have_no_language() {
        for name in ["", "text", "txt", "plain", "console", "output"] {
            assert_eq!(highlight("<", name), Highlighted::Known { html: "&lt;".into(), language: None });
        }
    }

    #[test]
    fn an_unknown_language_offers_the_nearest() {
        let expected = Highlighted::Unknown { html: "x".into(), nearest: Some("python".into()) };
        assert_eq!(highlight("x", "pyhton"), expected);
    }

    #[test]
    fn large_blocks_and_long_lines_are_plain() {
        check("rust", &"let\n".repeat(20_000), &"let\n".repeat(20_000));
        check("rust", &"let ".repeat(1_100), &"let ".repeat(1_100));
    }

    #[test]
    fn every_scope_in_the_table_is_one() {
        assert!(CLASSES.iter().all(|(scope, _)| Scope::new(scope).is_ok()));
    }
}
