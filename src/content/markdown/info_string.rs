//! The info string of a fenced block: ```` ```python title="fgsm.py" linenos hl_lines="2 4-6" ````.
//!
//! The first word is the language; attributes follow, in braces or not, separated by white space or commas. The ways
//! to write them that other generators and editors of documents know are all read. What cannot be read is a
//! [`Mistake`] with its place, never an error of the block.

use std::ops::Range;

use super::line_set::LineSet;
use crate::diagnostic;

/// The most mistakes that are told of one block.
const MAX_MISTAKES: usize = 8;

/// What an info string says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct InfoString<'a> {
    /// The first word: what language the code is in; empty when there is none.
    pub(super) language: &'a str,
    /// What stands over the block, such as a file name.
    pub(super) title: Option<&'a str>,
    /// Whether the lines are numbered.
    pub(super) is_numbered: bool,
    /// The number of the first line, if not 1.
    pub(super) start: Option<u32>,
    /// Lines to highlight. These and the other lines are counted from 1, whatever number the first line has.
    pub(super) marked: LineSet,
    /// Lines to show as added.
    pub(super) added: LineSet,
    /// Lines to show as removed.
    pub(super) removed: LineSet,
    /// Lines to hide.
    pub(super) hidden: LineSet,
    /// What hidden lines begin with.
    pub(super) hidden_prefix: Option<&'a str>,
    /// Whether the first character of each line tells if it is added or removed.
    pub(super) is_diff: bool,
    /// Whether long lines are wrapped.
    pub(super) is_wrapped: bool,
    /// What cannot be read.
    pub(super) mistakes: Vec<Mistake>,
}

/// A part of an info string that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Its bytes in the info string.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to write instead.
    pub(super) hint: Option<String>,
}

impl InfoString<'_> {
    /// Returns whether the block has to be written line by line.
    pub(super) fn concerns_lines(&self) -> bool {
        let sets = [&self.marked, &self.added, &self.removed, &self.hidden];
        self.is_numbered || self.is_diff || self.hidden_prefix.is_some() || sets.iter().any(|set| !set.is_empty())
    }
}

/// What an attribute does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Title,
    Numbers,
    Start,
    Marked,
    Added,
    Removed,
    Hidden,
    Diff,
    Wrap,
    /// Known elsewhere, and of no use here.
    Nothing,
}

/// The names of the attributes, without their hyphens and underscores.
const NAMES: &[(&str, Attribute)] = &[
    ("title", Attribute::Title),
    ("name", Attribute::Title),
    ("filename", Attribute::Title),
    ("file", Attribute::Title),
    ("linenos", Attribute::Numbers),
    ("linenumbers", Attribute::Numbers),
    ("showlinenumbers", Attribute::Numbers),
    ("linenostart", Attribute::Start),
    ("startline", Attribute::Start),
    ("startlinenumber", Attribute::Start),
    ("hllines", Attribute::Marked),
    ("highlight", Attribute::Marked),
    ("mark", Attribute::Marked),
    ("ins", Attribute::Added),
    ("added", Attribute::Added),
    ("del", Attribute::Removed),
    ("removed", Attribute::Removed),
    ("hidelines", Attribute::Hidden),
    ("hide", Attribute::Hidden),
    ("diff", Attribute::Diff),
    ("wrap", Attribute::Wrap),
    ("anchorlinenos", Attribute::Nothing),
];

/// The names that "did you mean" offers.
const OFFERED: &[&str] = &[
    "title",
    "name",
    "filename",
    "linenos",
    "showLineNumbers",
    "linenostart",
    "hl_lines",
    "highlight",
    "mark",
    "ins",
    "added",
    "del",
    "removed",
    "hide_lines",
    "hidelines",
    "diff",
    "wrap",
];

/// What rustdoc and mdBook read in the info string of Rust.
const RUST_FLAGS: &[&str] = &[
    "ignore",
    "should_panic",
    "no_run",
    "compile_fail",
    "standalone_crate",
    "test_harness",
    "editable",
    "noplayground",
    "noplaypen",
    "mdbook-runnable",
    "edition2015",
    "edition2018",
    "edition2021",
    "edition2024",
];

/// Reads an info string.
pub(super) fn read(info: &str) -> InfoString<'_> {
    let mut reader = Reader { text: info.trim_end(), at: 0, list: None, found: InfoString::default() };
    reader.skip(char::is_whitespace);
    reader.language();
    reader.attributes();
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The attribute that lines standing by themselves belong to: `hl_lines=2 4-6`, `{1,3}`.
    list: Option<Attribute>,
    found: InfoString<'a>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_skipped).len();
    }

    /// Takes what precedes the first character of which `ends` holds.
    fn word(&mut self, ends: impl Fn(char) -> bool) -> (&'a str, Range<usize>) {
        let rest = self.rest();
        let length = rest.find(ends).unwrap_or(rest.len());
        let range = self.at..self.at + length;
        self.at = range.end;
        (&rest[..length], range)
    }

    fn language(&mut self) {
        let (word, range) = self.word(|c| c.is_whitespace() || matches!(c, '{' | ','));
        // `title="x"` may come first, and then there is no language.
        let place = |mark: char| word.find(mark).unwrap_or(word.len());
        if place('=') < place(':') {
            self.at = range.start;
            return;
        }
        // As in `VitePress`: `ts:line-numbers`, `ts:no-line-numbers`, `ts:line-numbers=2`.
        let (language, option) = word.split_once(':').unwrap_or((word, ""));
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        match name {
            "line-numbers" => {
                self.found.language = language;
                let value_range = range.end - value.len()..range.end;
                self.numbers(Some(value).filter(|value| !value.is_empty()), &value_range);
            }
            "no-line-numbers" => self.found.language = language,
            _ => self.found.language = word,
        }
    }

    fn attributes(&mut self) {
        let mut brace = None;
        loop {
            self.skip(|c| c.is_whitespace() || c == ',');
            match self.rest().chars().next() {
                None => break,
                Some('{') => {
                    brace = Some(self.at);
                    self.list = Some(Attribute::Marked);
                    self.at += 1;
                }
                Some('}') => {
                    brace = None;
                    self.list = None;
                    self.at += 1;
                }
                Some('=' | '"' | '\'' | '[' | ']') => self.nameless(),
                Some(_) => self.attribute(),
            }
        }
        if let Some(at) = brace {
            self.mistake(at..at + 1, "the brace is not closed", Some("close it with `}`".to_owned()));
        }
    }

    /// Reports a value without a name.
    fn nameless(&mut self) {
        let start = self.at;
        self.skip(|c| c == '=');
        let _ = self.value();
        self.at = self.at.max(start + 1);
        let hint = "a title is written `title=\"…\"`".to_owned();
        self.mistake(start..self.at, "an attribute needs a name", Some(hint));
    }

    fn attribute(&mut self) {
        let (name, range) = self.word(|c| c.is_whitespace() || matches!(c, '=' | '{' | '}' | ','));
        if let (Some(list), Some(_)) = (self.list, name.chars().next().filter(char::is_ascii_digit)) {
            return self.lines(list, name, range.start);
        }
        self.list = None;
        let plain: String = name.chars().filter(|c| !matches!(c, '-' | '_')).collect::<String>().to_ascii_lowercase();
        let known = NAMES.iter().find(|(known, _)| *known == plain).map(|(_, attribute)| *attribute);
        let (value, value_range) = match self.rest().chars().next() {
            Some('=') => {
                self.at += 1;
                let (value, range) = self.value();
                (Some(value), range)
            }
            // `showLineNumbers{5}`, `ins{1-2}`.
            Some('{') if known.is_some() => {
                let (value, range) = self.value();
                (Some(value), range)
            }
            _ => (None, range.clone()),
        };
        match known {
            Some(attribute) => self.set(attribute, name, value, value_range),
            None => self.unknown(name, range, value.is_some()),
        }
    }

    /// Takes a value in quotes, in brackets, in braces or bare; returns it with the bytes of its inside.
    fn value(&mut self) -> (&'a str, Range<usize>) {
        let close = match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            Some('[') => ']',
            Some('{') => '}',
            _ => return self.word(|c| c.is_whitespace() || matches!(c, '}' | ',')),
        };
        let open = self.at;
        self.at += 1;
        let (value, range) = self.word(|c| c == close);
        if self.rest().is_empty() {
            let message = format!("`{}` is not closed", &self.text[open..=open]);
            self.mistake(open..open + 1, message, Some(format!("close it with `{close}`")));
        } else {
            self.at += 1;
        }
        (value, range)
    }

    fn set(&mut self, attribute: Attribute, name: &str, value: Option<&'a str>, range: Range<usize>) {
        let text = value.map(str::trim).filter(|value| !value.is_empty());
        match (attribute, text) {
            (Attribute::Nothing, _) => {}
            (Attribute::Diff, _) => self.found.is_diff = self.flag(value, &range).unwrap_or(true),
            (Attribute::Wrap, _) => self.found.is_wrapped = self.flag(value, &range).unwrap_or(true),
            (Attribute::Numbers, _) => self.numbers(value, &range),
            (_, None) => self.mistake(range, format!("`{name}` needs a value"), Some(example(attribute).to_owned())),
            (Attribute::Title, text) => self.found.title = text,
            (Attribute::Start, Some(text)) => self.start(text, range),
            (Attribute::Hidden, Some(text)) if !text.starts_with(|c: char| c.is_ascii_digit() || "\"'".contains(c)) => {
                self.found.hidden_prefix = Some(text);
            }
            (list, Some(_)) => {
                self.list = Some(list);
                self.lines(list, value.unwrap_or_default(), range.start);
            }
        }
    }

    fn numbers(&mut self, value: Option<&str>, range: &Range<usize>) {
        match value {
            Some(value) if value.starts_with(|c: char| c.is_ascii_digit()) => self.start(value, range.clone()),
            Some("table" | "inline") => self.found.is_numbered = true,
            value => self.found.is_numbered = self.flag(value, range).unwrap_or(true),
        }
    }

    fn start(&mut self, value: &str, range: Range<usize>) {
        match value.parse::<u32>() {
            Ok(number) => {
                self.found.is_numbered = true;
                self.found.start = Some(number);
            }
            Err(_) => self.mistake(range, format!("`{value}` is not the number of a line"), None),
        }
    }

    fn flag(&mut self, value: Option<&str>, range: &Range<usize>) -> Option<bool> {
        match value {
            None | Some("true") => Some(true),
            Some("false") => Some(false),
            Some(other) => {
                let hint = Some("write `true` or `false`".to_owned());
                self.mistake(range.clone(), format!("expected true or false, found `{other}`"), hint);
                None
            }
        }
    }

    /// Adds the lines of `text`, which begins at `start`, such as `2`, `4-6` or `2, "4-6"`.
    fn lines(&mut self, list: Attribute, text: &str, start: usize) {
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'' | '[' | ']' | '{' | '}');
        let mut at = 0;
        for part in text.split(is_between) {
            let range = start + at..start + at + part.len();
            // All that stands between is one byte long but for exotic white space.
            at += part.len() + text[at + part.len()..].chars().next().map_or(0, char::len_utf8);
            if part.is_empty() {
                continue;
            }
            let set = match list {
                Attribute::Added => &mut self.found.added,
                Attribute::Removed => &mut self.found.removed,
                Attribute::Hidden => &mut self.found.hidden,
                _ => &mut self.found.marked,
            };
            if !set.add(part, range.clone()) {
                let hint = Some("lines count from 1: `2`, or `4-6` for several".to_owned());
                self.mistake(range, format!("`{part}` is not a line of the block"), hint);
            }
        }
    }

    fn unknown(&mut self, name: &str, range: Range<usize>, has_value: bool) {
        let is_rust = matches!(self.found.language, "rust" | "rs") && !has_value;
        let is_error_code = name.len() == 5 && name.starts_with('E') && name[1..].bytes().all(|b| b.is_ascii_digit());
        if is_rust && (RUST_FLAGS.contains(&name) || is_error_code || name.starts_with("ignore-")) {
            return;
        }
        let hint = match diagnostic::nearest(name, OFFERED.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if name.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("lines to highlight are written `hl_lines={name}` or `{{{name}}}`")
            }
            None => {
                "there are `title`, `linenos`, `linenostart`, `hl_lines`, `hide_lines`, `ins`, `del`, `diff` and `wrap`"
                    .to_owned()
            }
        };
        self.mistake(range, format!("a block of code has no attribute `{name}`"), Some(hint));
    }

    fn mistake(&mut self, range: Range<usize>, message: impl Into<String>, hint: Option<String>) {
        if self.found.mistakes.len() < MAX_MISTAKES {
            self.found.mistakes.push(Mistake { range, message: message.into(), hint });
        }
    }
}

/// Returns how an attribute that needs a value is written.
fn example(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Title => "write a title as in `title=\"fgsm.py\"`",
        Attribute::Start => "write a number as in `linenostart=20`",
        _ => "write lines as in `hl_lines=\"2 4-6\"`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(info: &str, language: &str, title: Option<&str>) {
        let found = read(info);
        assert_eq!(
            (found.language, found.title, found.mistakes.as_slice()),
            (language, title, [].as_slice()),
            "{info}"
        );
    }

    #[test]
    fn a_title_may_be_bare_quoted_or_in_braces() {
        check("python title=\"a b.py\"", "python", Some("a b.py"));
        check("python {linenos, title='a.py'}", "python", Some("a.py"));
        check("rust,ignore title=a.rs", "rust", Some("a.rs"));
        check("title=\"a\"", "", Some("a"));
        check("{title=\"a\"}", "", Some("a"));
        check("title=\"https://a/?b\"", "", Some("https://a/?b"));
        check("", "", None);
    }

    /// Checks language, title, first number and the lines that are highlighted and hidden.
    #[track_caller]
    fn check_lines(info: &str, start: Option<u32>, marked: &str, hidden: &str) {
        let found = read(info);
        assert_eq!(found.mistakes, [], "{info}");
        assert!(found.is_numbered == start.is_some() && found.start.unwrap_or(1) == start.unwrap_or(1), "{found:?}");
        let set = |set: &LineSet| {
            (1..20).filter(|line| set.has(*line)).map(|line| line.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!((set(&found.marked), set(&found.hidden)), (marked.to_owned(), hidden.to_owned()), "{info}");
    }

    #[test]
    fn lines_are_read_as_other_generators_write_them() {
        check_lines("go {linenos=true,hl_lines=[2,\"4-6\"],linenostart=5}", Some(5), "2 4 5 6", "");
        check_lines("go {linenos=inline hl_lines=\"2 4-5\"}", Some(1), "2 4 5", "");
        check_lines(
            "rust, linenos, linenostart=20, hl_lines=2 4-6, name=x.rs, hide_lines=1-2",
            Some(20),
            "2 4 5 6",
            "1 2",
        );
        check_lines("jsx {1,3-5} title=\"x\" showLineNumbers", Some(1), "1 3 4 5", "");
        check_lines("jsx{1,3} showLineNumbers=7", Some(7), "1 3", "");
        check_lines("ts:line-numbers=3 {2}", Some(3), "2", "");
        check_lines("ts:no-line-numbers {2}", None, "2", "");
        check_lines("py showLineNumbers{4} mark={1-2}", Some(4), "1 2", "");
        check_lines("py linenos=false", None, "", "");
    }

    #[test]
    fn changes_and_prefixes_are_read() {
        let found = read("js ins={1-2} del=\"4\" wrap=false");
        assert!(
            found.added.has(2) && found.removed.has(4) && !found.is_wrapped && found.mistakes.is_empty(),
            "{found:?}"
        );
        assert!(read("python diff wrap").is_diff && read("python diff wrap").is_wrapped);
        assert_eq!(read("rust,hidelines=#").hidden_prefix, Some("#"));
        assert_eq!(read("python hidelines=!!!").hidden_prefix, Some("!!!"));
    }

    #[track_caller]
    fn check_mistake(info: &str, about: &str, words: &str) {
        let found = read(info);
        let mistakes: Vec<_> = found.mistakes.iter().collect();
        let [mistake] = mistakes.as_slice() else { panic!("{info}: {mistakes:?}") };
        assert_eq!(&info[mistake.range.clone()], about, "{mistake:?}");
        let hint = mistake.hint.as_deref().unwrap_or_default();
        assert!(format!("{} {hint}", mistake.message).contains(words), "{mistake:?}");
    }

    #[test]
    fn what_cannot_be_read_has_its_place() {
        check_mistake("py titel=\"a\"", "titel", "did you mean `title`?");
        check_mistake("py {lineno}", "lineno", "did you mean `linenos`?");
        check_mistake("py hl_lines=\"2 x-4\"", "x-4", "not a line");
        check_mistake("py hl_lines=0", "0", "count from 1");
        check_mistake("py hl_lines=5-2", "5-2", "not a line");
        check_mistake("py 3-4", "3-4", "`{3-4}`");
        check_mistake("py linenos=yes", "yes", "write `true` or `false`");
        check_mistake("py linenostart=99999999999", "99999999999", "not the number");
        check_mistake("py title=", "", "needs a value");
        check_mistake("py title=\"a", "\"", "is not closed");
        check_mistake("py {linenos", "{", "is not closed");
        check_mistake("é \"a\"", "\"a\"", "needs a name");
        check_mistake("python ignore", "ignore", "no attribute `ignore`");
    }

    #[test]
    fn a_hostile_info_string_has_few_mistakes() {
        for part in ["= ", "{", "x=\"", "é=[", "]", "9-", "1 x "] {
            assert!(read(&format!("py {}", part.repeat(50_000))).mistakes.len() <= MAX_MISTAKES);
        }
    }
}
