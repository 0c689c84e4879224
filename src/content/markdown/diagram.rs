//! Diagrams: blocks of code named `mermaid`.

use std::ops::Range;

use super::escape;
use super::info_string::InfoString;
use super::writer::Writer;
use crate::content::diagram::{self, Undrawn};
use crate::diagnostic::{Code, Diagnostic};
use crate::words::word;

impl Writer<'_> {
    /// Writes a diagram with its source, or its source alone where drawing is not compiled in.
    pub(super) fn diagram(&mut self, start: usize, end: usize, info: &InfoString) {
        let mut source = String::new();
        let mut lines: Vec<(usize, Range<usize>)> = Vec::new();
        for index in start + 1..end {
            if let Some(line) = self.code_text(index) {
                lines.push((source.len(), self.events.range(index)));
                source.push_str(line);
            }
        }
        self.has_code = true;
        self.text.push_str(&source);
        self.diagrams += 1;
        match diagram::draw(&source, &format!("D{}", self.diagrams), self.words) {
            Ok(svg) => self.drawn(&svg, info, &source),
            Err(Undrawn::NotCompiled) => {
                self.undrawn_diagrams += 1;
                let title = info.title.or(diagram::title(&source)).unwrap_or(self.words.text(word!("text.diagram")));
                self.write_code(
                    start,
                    &InfoString { language: "mermaid", title: Some(title), ..InfoString::default() },
                    &source,
                );
            }
            Err(Undrawn::Wrong { range, message }) => {
                let span = self.place.span(written(&lines, range).unwrap_or_else(|| self.events.range(start)));
                let hint = "mend the diagram; to show its source as it is, name the block `text`";
                self.diagnostics.push(Diagnostic::new(Code::BadDiagram, span, message).hint(hint));
            }
        }
    }

    fn drawn(&mut self, svg: &str, info: &InfoString, source: &str) {
        let label = match info.title.or(diagram::title(source)) {
            Some(title) => self.words.with(word!("text.diagram_title"), &[("title", title)]),
            None => self.words.text(word!("text.diagram")).to_owned(),
        };
        let label = self.labels.take(&label, ' ', 2);
        // Without the keyboard's focus on it, a diagram that scrolls could not be seen to the end.
        self.html("<figure class=\"diagram\"><div class=\"drawn\" tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", &label);
        self.html(&format!(">{svg}</div>\n"));
        // A caption is the first or the last part of a figure, so that the source has to be within.
        let title = info.title.map(escape::text).unwrap_or_default();
        let source = escape::text(source);
        let of_source = self.words.text(word!("text.diagram_source"));
        let label = self.labels.take(of_source, ' ', 2);
        let of_source = escape::text(of_source);
        self.html(&format!(
            "<figcaption>{title}<details><summary>{of_source}</summary>
<pre tabindex=\"0\" role=\"region\""
        ));
        self.attribute("aria-label", &label);
        self.html(&format!("><code>{source}</code></pre></details></figcaption></figure>\n"));
    }
}

/// Returns where a range of the source is written; each of `lines` begins at an offset and has its bytes in the text.
fn written(lines: &[(usize, Range<usize>)], range: Range<usize>) -> Option<Range<usize>> {
    let place = |at: usize| {
        let line = lines.partition_point(|(begins, _)| *begins <= at).checked_sub(1)?;
        lines.get(line).map(|(begins, bytes)| (bytes.start + at - begins).min(bytes.end))
    };
    let (start, end) = (place(range.start)?, place(range.end.checked_sub(1)?)? + 1);
    (start < end).then_some(start..end)
}
