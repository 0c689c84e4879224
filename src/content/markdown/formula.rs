//! Formulas.

use std::ops::Range;

use super::escape;
use super::writer::Writer;
use crate::content::math::{self, Display};
use crate::diagnostic::{Code, Diagnostic};

impl Writer<'_> {
    /// Writes a formula among words.
    pub(super) fn inline_math(&mut self, index: usize, tex: &str) {
        let at = self.tex_range(index, "$", tex);
        self.formula(
            tex,
            Display::Inline,
            |range| at.as_ref().map(|at| at.start + range.start..at.start + range.end),
            index,
        );
    }

    /// Writes a formula that stands by itself, in an `element` of its own.
    pub(super) fn display_math(&mut self, index: usize, tex: &str, element: &str) {
        let at = self.tex_range(index, "$$", tex);
        self.html(&format!("<{element} class=\"math-block\">"));
        self.formula(
            tex,
            Display::Block,
            |range| at.as_ref().map(|at| at.start + range.start..at.start + range.end),
            index,
        );
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
        let offset = |at: usize| {
            let line = lines.partition_point(|(begins, _)| *begins <= at).checked_sub(1)?;
            lines.get(line).map(|(begins, written)| written + at - begins)
        };
        self.formula(tex, Display::Block, |range| Some(offset(range.start)?..offset(range.end)?), start);
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

    /// Returns the bytes between the dollars, if they read as they are written.
    fn tex_range(&self, index: usize, dollars: &str, tex: &str) -> Option<Range<usize>> {
        let written = self.events.written(index).strip_prefix(dollars)?.strip_suffix(dollars)?;
        let start = self.events.range(index).start + dollars.len();
        (written == tex).then(|| start..start + tex.len())
    }
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
