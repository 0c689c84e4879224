//! Abbreviations: a line `*[HTML]: HyperText Markup Language` explains every `HTML` of the page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Options;
use super::escape;
use super::events::Events;
use super::writer::Writer;

/// The most bytes of an abbreviation.
const MAX_LENGTH: usize = 60;

/// The abbreviations of a page.
#[derive(Debug, Default)]
pub(super) struct Abbreviations {
    meanings: BTreeMap<String, String>,
    /// How long the abbreviations are that begin with a word, the longest last.
    lengths: BTreeMap<String, BTreeSet<usize>>,
}

/// Takes the definitions out of `text`: it is returned with blanks for their lines, so spans hold.
///
/// A definition is a line of its own, outside code and raw HTML. The first one of an abbreviation counts.
pub(super) fn take(text: Cow<str>, options: Options) -> (Cow<str>, Abbreviations) {
    let mut found = Abbreviations::default();
    let mut lines: Vec<_> = lines(&text).filter(|line| definition(&text[line.clone()]).is_some()).collect();
    if lines.is_empty() {
        return (text, found);
    }
    let verbatim = verbatim(&Events::new(&text, options));
    lines.retain(|line| {
        let after = verbatim.partition_point(|range| range.end <= line.start);
        verbatim.get(after).is_none_or(|range| range.start >= line.end)
    });
    let mut out = text.into_owned();
    for line in lines {
        if let Some((short, meaning)) = definition(&out[line.clone()]) {
            let (short, meaning) = (short.to_owned(), meaning.to_owned());
            found.lengths.entry(head(&short).to_owned()).or_default().insert(short.len());
            found.meanings.entry(short).or_insert(meaning);
        }
        out.replace_range(line.clone(), &" ".repeat(line.len()));
    }
    (Cow::Owned(out), found)
}

/// Returns the lines of `text` without what ends them.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start..start + line.trim_end_matches(['\n', '\r']).len())
    })
}

/// Reads a line as a definition: the abbreviation and its meaning.
fn definition(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches(' ');
    let (short, meaning) = text.strip_prefix("*[")?.split_once("]:")?;
    let meaning = meaning.trim();
    let is_short = short.len() <= MAX_LENGTH
        && short.starts_with(char::is_alphanumeric)
        && !short.ends_with(char::is_whitespace)
        && !short.contains(['[', ']']);
    // `*[a]: b*` is something emphasised.
    let is_meaning = !meaning.is_empty() && !meaning.ends_with('*');
    (line.len() - text.len() < 4 && is_short && is_meaning).then_some((short, meaning))
}

/// Returns where nothing is a definition, in order.
fn verbatim(events: &Events) -> Vec<Range<usize>> {
    let is_verbatim = |index: &usize| {
        matches!(events.get(*index), Some(Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_))))
            || matches!(events.get(*index), Some(Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_)))
    };
    (0..events.len()).filter(is_verbatim).map(|index| events.range(index)).collect()
}

/// Returns the letters and digits that `text` begins with.
fn head(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

impl Abbreviations {
    /// Returns the abbreviations in `text`, whole words only, with what they mean.
    fn find(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find(char::is_alphanumeric).map(|offset| at + offset) {
            let word = head(&text[start..]);
            let use_here = self.lengths.get(word).into_iter().flatten().rev().find_map(|length| {
                let short = text.get(start..start + length)?;
                let is_whole = !text[start + length..].starts_with(char::is_alphanumeric);
                Some((start..start + length, self.meanings.get(short).filter(|_| is_whole)?.as_str()))
            });
            at = use_here.as_ref().map_or(start + word.len(), |(range, _)| range.end);
            found.extend(use_here);
        }
        found
    }
}

impl Writer<'_> {
    /// Writes a text like [`Writer::words`], with its abbreviations explained.
    pub(super) fn explained(&mut self, text: &str) {
        let found: Vec<(Range<usize>, String)> = self
            .abbreviations
            .find(text)
            .into_iter()
            .map(|(range, meaning)| (range, escape::attribute(meaning)))
            .collect();
        let mut written = 0;
        for (range, meaning) in found {
            self.words(&text[written..range.start]);
            self.html(&format!("<abbr title=\"{meaning}\">"));
            self.words(&text[range.clone()]);
            self.html("</abbr>");
            written = range.end;
        }
        self.words(&text[written..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rest: &str, uses: &[&str]) {
        let (visible, found) = take(Cow::Borrowed(text), Options::default());
        assert_eq!(visible, rest);
        let seen: Vec<_> = found.find(&visible).into_iter().map(|(range, _)| &visible[range]).collect();
        assert_eq!(seen, uses, "{text}");
    }

    #[test]
    fn whole_words_are_found_and_the_longest_first() {
        check("HTML HTMLs aHTML, (HTML5)\n\n*[HTML]: a", "HTML HTMLs aHTML, (HTML5)\n\n          ", &["HTML"]);
        check(
            "C, C++, R&D-R\n*[C]: a\n*[C++]: é\n*[R&D]: c\n",
            "C, C++, R&D-R\n       \n          \n         \n",
            &["C", "C++", "R&D"],
        );
    }

    #[test]
    fn code_emphasis_and_what_is_no_line_of_its_own_define_nothing() {
        for text in [
            "```\n*[a]: b\n```\n",
            "    *[a]: b\n",
            "<pre>\n*[a]: b\n</pre>\n",
            "*[a]: b*\n",
            "x *[a]: b\n",
            "*[a]:\n",
            "*[]: b\n",
        ] {
            check(text, text, &[]);
        }
    }

    #[test]
    fn many_take_linear_time() {
        let definitions: Vec<String> = (0..5_000).map(|number| format!("*[a b{number}]: c\n")).collect();
        let (_, found) = take(Cow::Owned(definitions.concat()), Options::default());
        assert_eq!(found.find(&"a b1 ".repeat(20_000)).len(), 20_000);
    }
}
