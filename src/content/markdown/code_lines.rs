//! Code line by line: numbers, highlighted, hidden, added and removed lines.
//!
//! Each line is an element with its line feed in it: `<mark>` for a highlighted one, `<ins>` and `<del>` for what
//! changed, else `<span>`. So text without styles still says what was meant. Numbers and marks are drawn by the style
//! sheet and are not in the text, so they are never copied.

use std::fmt::Write as _;

use super::escape;
use super::info_string::InfoString;
use super::unique::Unique;
use crate::words::{Words, word};

/// How a line differs from what the code was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    None,
    Added,
    Removed,
}

/// A block that is written line by line.
#[derive(Debug)]
pub(super) struct CodeLines {
    /// The code to colour, without the marks that lines of it began with.
    pub(super) text: String,
    lines: Vec<Line>,
    /// Whether it is a patch, whose text itself says what changed.
    is_patch: bool,
}

#[derive(Debug)]
struct Line {
    change: Change,
    is_marked: bool,
    is_hidden: bool,
}

impl CodeLines {
    /// Returns the lines of `code`, or `None` when there is nothing to say of any.
    pub(super) fn new(code: &str, info: &InfoString) -> Option<Self> {
        let is_patch = matches!(info.language.to_ascii_lowercase().as_str(), "diff" | "patch");
        if !is_patch && !info.concerns_lines() {
            return None;
        }
        let count = code.lines().count();
        let [marked, added, removed, hidden] =
            [&info.marked, &info.added, &info.removed, &info.hidden].map(|set| set.spread(count));
        let mut lines = Self { text: String::with_capacity(code.len()), lines: Vec::with_capacity(count), is_patch };
        for (index, line) in code.lines().enumerate() {
            let (mut change, line) = match info.is_diff {
                true => split_mark(line),
                false if is_patch => (change_in_patch(line), line),
                false => (Change::None, line),
            };
            let (has_prefix, line) = without_prefix(line, info.hidden_prefix);
            if added[index] {
                change = Change::Added;
            } else if removed[index] {
                change = Change::Removed;
            }
            lines.lines.push(Line { change, is_marked: marked[index], is_hidden: has_prefix || hidden[index] });
            lines.text.push_str(&line);
            lines.text.push('\n');
        }
        Some(lines)
    }

    /// Returns the classes of the block: whether it has numbers, and of how many digits.
    pub(super) fn classes(&self, info: &InfoString) -> Vec<&'static str> {
        let mut classes = vec!["lines"];
        if self.lines.iter().any(|line| line.change != Change::None) {
            classes.push("changes");
        }
        if info.is_numbered {
            let last = info.start.unwrap_or(1) as usize + self.lines.len();
            classes.push("numbered");
            classes.extend(match last {
                0..=100 => None,
                101..=1_000 => Some("digits-3"),
                1_001..=10_000 => Some("digits-4"),
                _ => Some("digits-9"),
            });
        }
        classes
    }

    /// Returns the code, coloured as `html`, with an element for each line.
    ///
    /// A line that was removed has no number: the numbers are those of the code as it is now.
    pub(super) fn html(
        &self,
        html: &str,
        info: &InfoString,
        words: &Words,
        (ids, names): (&mut Unique, &mut Unique),
    ) -> String {
        let name = if info.is_numbered { names.take(&block_name(info.title), '-', 2) } else { String::new() };
        let mut number = info.start.unwrap_or(1);
        let mut is_first = true;
        let mut out = String::with_capacity(html.len() * 2);
        for (line, code) in self.lines.iter().zip(split(html)) {
            let element = self.element(line);
            let _ = write!(out, "<{element} class=\"{}\"", self.line_class(line));
            out.push_str(if line.is_hidden { " hidden>" } else { ">" });
            if info.is_numbered && (self.is_patch || line.change != Change::Removed) {
                let id = escape::attribute(&ids.take(&format!("{name}-L{number}"), '-', 1));
                // A hundred stops of the tabulator would be in the way: a script moves on by arrow keys.
                let tab = if is_first { "" } else { " tabindex=\"-1\"" };
                let label = words.with(word!("text.line"), &[("n", &number.to_string())]);
                let label = escape::attribute(&label);
                let _ = write!(
                    out,
                    "<a class=\"ln\" id=\"{id}\" href=\"#{id}\"{tab} data-n=\"{number}\" aria-label=\"{label}\"></a>"
                );
                number = number.saturating_add(1);
                is_first &= line.is_hidden;
            }
            let _ = write!(out, "{code}\n</{element}>");
        }
        out
    }

    fn element(&self, line: &Line) -> &'static str {
        match line.change {
            Change::Added if !self.is_patch => "ins",
            Change::Removed if !self.is_patch => "del",
            _ if line.is_marked => "mark",
            _ => "span",
        }
    }

    fn line_class(&self, line: &Line) -> String {
        let mut class = "l".to_owned();
        class.push_str(match line.change {
            Change::Added => " add",
            Change::Removed => " rem",
            Change::None => "",
        });
        // The text of a patch has the sign already.
        if line.change != Change::None && !self.is_patch {
            class.push_str(" signed");
        }
        if line.is_marked {
            class.push_str(" hl");
        }
        class
    }
}

/// Takes the mark off a line of code that is written with one: `+new`, `-old`, ` same`.
fn split_mark(line: &str) -> (Change, &str) {
    match line.as_bytes().first() {
        Some(b'+') => (Change::Added, &line[1..]),
        Some(b'-') => (Change::Removed, &line[1..]),
        Some(b' ') => (Change::None, &line[1..]),
        _ => (Change::None, line),
    }
}

/// Returns what a line of a patch says of itself; its two headers say nothing.
fn change_in_patch(line: &str) -> Change {
    match line.as_bytes().first() {
        Some(b'+') if !line.starts_with("+++ ") => Change::Added,
        Some(b'-') if !line.starts_with("--- ") => Change::Removed,
        _ => Change::None,
    }
}

/// Returns whether a line begins with the prefix of hidden lines, and the line without it.
///
/// As in rustdoc, `#` needs a space after it or nothing, so that `#[derive]` is not hidden.
fn without_prefix<'a>(line: &'a str, prefix: Option<&str>) -> (bool, std::borrow::Cow<'a, str>) {
    let code = line.trim_start();
    let Some(rest) = prefix.and_then(|prefix| code.strip_prefix(prefix)) else { return (false, line.into()) };
    let is_alone = rest.is_empty() || rest.starts_with(' ');
    if prefix == Some("#") && !is_alone {
        return (false, line.into());
    }
    let indentation = &line[..line.len() - code.len()];
    (true, format!("{indentation}{}", rest.strip_prefix(' ').unwrap_or(rest)).into())
}

/// Returns what the ids of a block's lines begin with: `fgsm-py` for `fgsm.py`. An `L` follows, which no id that is made
/// of a heading has.
fn block_name(title: Option<&str>) -> String {
    let words = title.unwrap_or_default().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_lowercase();
    if name.is_empty() { "code".to_owned() } else { name }
}

/// Returns coloured code line by line; a span that reaches over several lines is closed and opened again.
fn split(html: &str) -> impl Iterator<Item = String> + '_ {
    let mut open = "";
    html.split('\n').map(move |line| {
        let mut out = if line.is_empty() { String::new() } else { open.to_owned() };
        out.push_str(line);
        let mut rest = line;
        // The code is escaped, so that every `<` begins a tag.
        while let Some(at) = rest.find('<') {
            rest = &rest[at..];
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            open = if rest.starts_with("</") { "" } else { &rest[..end] };
            rest = &rest[end..];
        }
        if !open.is_empty() && !line.is_empty() {
            out.push_str("</span>");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::super::info_string;
    use super::*;

    #[track_caller]
    fn check(info: &str, code: &str, expected: &str) {
        let info = info_string::read(info);
        let lines = CodeLines::new(code, &info).expect("the lines matter");
        let html = lines.html(
            &escape::text(&lines.text),
            &info,
            Words::english(),
            (&mut Unique::default(), &mut Unique::default()),
        );
        assert_eq!(html, expected);
    }

    #[test]
    fn a_block_without_lines_to_tell_of_is_left_alone() {
        assert!(CodeLines::new("a\n", &info_string::read("rust title=a wrap")).is_none());
    }

    #[test]
    fn numbers_are_links_and_not_text() {
        check(
            "text title=\"Ä b.py\" linenostart=9 hl_lines=2",
            "a\nb\n",
            "<span class=\"l\"><a class=\"ln\" id=\"ä-b-py-L9\" href=\"#ä-b-py-L9\" data-n=\"9\" aria-label=\"Line 9\"></a>a\n</span>\
             <mark class=\"l hl\"><a class=\"ln\" id=\"ä-b-py-L10\" href=\"#ä-b-py-L10\" tabindex=\"-1\" data-n=\"10\" aria-label=\"Line 10\"></a>b\n</mark>",
        );
    }

    #[test]
    fn what_changed_is_told_by_marks_or_by_numbers_of_lines() {
        let expected =
            "<span class=\"l\">a\n</span><del class=\"l rem signed\">b\n</del><ins class=\"l add signed\">c\n</ins>";
        check("text diff", " a\n-b\n+c\n", expected);
        check("text del=2 ins=3", "a\nb\nc\n", expected);
    }

    #[test]
    fn a_removed_line_has_no_number() {
        let info = info_string::read("text diff linenos");
        let lines = CodeLines::new("-a\n+b\n", &info).unwrap();
        let html = lines.html("a\nb\n", &info, Words::english(), (&mut Unique::default(), &mut Unique::default()));
        assert!(html.starts_with(
            "<del class=\"l rem signed\">a\n</del><ins class=\"l add signed\"><a class=\"ln\" id=\"code-L1\""
        ));
    }

    #[test]
    fn a_patch_keeps_its_text() {
        check(
            "diff",
            "--- a\n+++ b\n-x\n+y\n",
            "<span class=\"l\">--- a\n</span><span class=\"l\">+++ b\n</span><span class=\"l rem\">-x\n</span><span class=\"l add\">+y\n</span>",
        );
    }

    #[test]
    fn hidden_lines_are_there_and_hidden() {
        check(
            "rust,hidelines=#",
            "# use x;\n#\n#[test]\n",
            "<span class=\"l\" hidden>use x;\n</span><span class=\"l\" hidden>\n</span><span class=\"l\">#[test]\n</span>",
        );
        check("text hide_lines=1", "a\nb\n", "<span class=\"l\" hidden>a\n</span><span class=\"l\">b\n</span>");
    }

    #[test]
    fn a_span_over_several_lines_is_opened_again() {
        let lines: Vec<String> = split("<span class=\"s\">a\n\nb</span> c\n").collect();
        assert_eq!(lines, ["<span class=\"s\">a</span>", "", "<span class=\"s\">b</span> c", ""]);
    }
}
