//! Formulas.

use std::ops::Range;

use pulldown_cmark::Event;

use super::escape;
use super::writer::Writer;
use crate::content::math::{self, Display};
use crate::diagnostic::{Code, Diagnostic};

/// What stays with the word before it.
const CLOSING: [char; 16] = ['.', ',', ';', ':', '!', '?', ')', ']', '}', '%', '’', '”', '»', '…', '。', '、'];

impl Writer<'_> {
    /// Writes a formula among words.
    pub(super) fn inline_math(&mut self, index: usize, tex: &str) {
        let lines = self.tex_lines(index, "$", tex);
        // A line may end beside what is no text, and a full stop would begin the next one; not where lines do not wrap.
        let is_kept = matches!(self.events.get(index + 1), Some(Event::Text(text)) if text.starts_with(CLOSING));
        let (begin, end) = if is_kept { ("<span class=\"math-kept\">", "</span>") } else { ("", "") };
        self.html(begin);
        self.formula(tex, Display::Inline, |range| written(&lines, &range), index);
        self.html(end);
    }

    /// Writes a formula that stands by itself, in an `element` of its own.
    pub(super) fn display_math(&mut self, index: usize, tex: &str, element: &str) {
        let lines = self.tex_lines(index, "$$", tex);
        self.html(&format!("<{element} class=\"math-block\">"));
        self.formula(tex, Display::Block, |range| written(&lines, &range), index);
        self.html(&format!("</{element}>"));
    }

    /// Writes a fenced formula, whose lines are the events from `start` to `end`.
    pub(super) fn math_block(&mut self, start: usize, end: usize) {
        let mut tex = String::new();
        let mut lines: Vec<(usize, usize)> = Vec::new();
        for index in start..end {
            if let Some(line) = self.code_text(index) {
                lines.push((tex.len(), self.events.range(index).start));
                tex.push_str(line);
            }
        }
        let tex = tex.trim_end();
        self.html("<div class=\"math-block\">");
        self.formula(tex, Display::Block, |range| written(&lines, &range), start);
        self.html("</div>\n");
    }

    /// Writes a formula; `place` says where a range of its TeX is written, if that can be said.
    fn formula(
        &mut self,
        tex: &str,
        display: Display,
        place: impl Fn(Range<usize>) -> Option<Range<usize>>,
        index: usize,
    ) {
        self.has_math = true;
        let begins = self.text.len();
        self.text.push_str(tex);
        self.formulas.push(begins..self.text.len());
        match math::to_mathml(tex, display) {
            Ok(html) => self.html(&html),
            Err(error) => {
                let range = place(error.range).unwrap_or_else(|| self.events.range(index));
                let hint = way_out(&error.message, self.events.written(index).starts_with('$'));
                self.diagnostics.push(Diagnostic::new(Code::BadMath, self.place.span(range), error.message).hint(hint));
                self.html(&format!("<code class=\"math-error\">{}</code>", escape::text(tex)));
            }
        }
    }

    /// Returns where each line between the dollars begins, in the TeX and in the text; none when they read otherwise than
    /// they are written. In a list or a quote, lines are written with something before them.
    fn tex_lines(&self, index: usize, dollars: &str, tex: &str) -> Vec<(usize, usize)> {
        let inner = self.events.written(index).strip_prefix(dollars).and_then(|rest| rest.strip_suffix(dollars));
        let Some(inner) = inner.filter(|inner| inner.split('\n').count() == tex.split('\n').count()) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        let (mut in_tex, mut in_text) = (0, self.events.range(index).start + dollars.len());
        for (line, written) in tex.split('\n').zip(inner.split('\n')) {
            if !written.ends_with(line) {
                return Vec::new();
            }
            lines.push((in_tex, in_text + written.len() - line.len()));
            in_tex += line.len() + 1;
            in_text += written.len() + 1;
        }
        lines
    }
}

/// Returns where a range of TeX is written, by where its lines begin.
fn written(lines: &[(usize, usize)], range: &Range<usize>) -> Option<Range<usize>> {
    let offset = |at: usize| {
        let line = lines.partition_point(|(begins, _)| *begins <= at).checked_sub(1)?;
        lines.get(line).map(|(begins, written)| written + at - begins)
    };
    Some(offset(range.start)?..offset(range.end)?)
}

/// Returns what to type so that a formula of which `message` is said is none, or is a good one.
fn way_out(message: &str, is_in_dollars: bool) -> String {
    let quoted = |start: &str| Some(message.strip_prefix(start)?.split_once('`')?.0);
    if let Some(name) = quoted("unknown command `\\") {
        return format!("check the name; a function of your own is written `\\operatorname{{{name}}}`");
    }
    if let Some(token) = quoted("expected closing token `") {
        return format!("close it with `{token}`");
    }
    if is_in_dollars {
        return "mend the formula; a dollar that begins none is written `\\$`".to_owned();
    }
    "mend the formula; to show TeX as it is, name the block of code `latex`".to_owned()
}
