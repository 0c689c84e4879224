//! Blocks of code, and the components that are written as such.

use pulldown_cmark::{CodeBlockKind, Event};

use super::code_lines::CodeLines;
use super::document::{ComponentId, Piece};
use super::escape;
use super::info_string::{self, InfoString, Mistake};
use super::writer::Writer;
use crate::content::component::{self, Lines};
use crate::content::highlight::{self, Highlighted};
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::source::value::Decoder;
use crate::words::word;

impl Writer<'_> {
    /// Writes a block of code, a formula for a block named `math`, or a component.
    pub(super) fn code_block(&mut self, start: usize, kind: &CodeBlockKind) -> usize {
        let end = self.events.end_of(start);
        self.end_block();
        let written = match kind {
            CodeBlockKind::Fenced(info) => &**info,
            CodeBlockKind::Indented => "",
        };
        let mut info = info_string::read(written);
        let name = match kind {
            CodeBlockKind::Fenced(info) => component::name(info),
            CodeBlockKind::Indented => None,
        };
        if let Some(name) = name {
            self.component(start, end, name);
        } else if info.language.eq_ignore_ascii_case("math") {
            self.math_block(start + 1, end);
        } else if info.language.eq_ignore_ascii_case("mermaid") {
            self.diagram(start, end, &info);
        } else {
            self.has_code = true;
            let code: String = (start + 1..end).filter_map(|index| self.code_text(index)).collect();
            self.text.push_str(&code);
            self.report_attributes(start, written, &mut info, code.lines().count());
            self.write_code(start, &info, &code);
        }
        self.end_block();
        end + 1
    }

    /// Returns the text of an event within a block of code.
    pub(super) fn code_text(&self, index: usize) -> Option<&str> {
        match self.events.get(index) {
            Some(Event::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Writes a slot for the component called `name`, or nothing when it cannot be read.
    fn component(&mut self, start: usize, end: usize, name: &str) {
        let mut lines = Lines::default();
        for index in start + 1..end {
            if let Some(text) = self.code_text(index) {
                let range = self.events.range(index);
                let in_file = range.start + self.place.offset..range.end + self.place.offset;
                lines.push(text, self.events.written(index), in_file);
            }
        }
        let mut decoder = Decoder::default();
        let name = Spanned::new(name, self.component_span(start, name));
        let component = component::read(&name, &lines, &mut decoder, &mut |link| self.add_link(link));
        self.diagnostics.append(&mut decoder.diagnostics);
        let Some(component) = component else { return };
        for text in component.prose() {
            self.text.push_str(text);
            self.end_block();
        }
        let id = ComponentId(u32::try_from(self.components.len()).unwrap_or(u32::MAX));
        self.components.push(component);
        self.slot(Piece::Component(id));
    }

    /// Returns where the name of the component is written; without a name, where it is said to be one.
    fn component_span(&self, start: usize, name: &str) -> Span {
        let word = self.language_span(start, "component");
        let line = self.events.written(start).lines().next().unwrap_or_default();
        let after = (word.end as usize - self.place.offset).saturating_sub(self.events.range(start).start);
        let at = line.get(after..).and_then(|rest| rest.find(name).map(|at| word.end as usize + at));
        match at.filter(|_| !name.is_empty()) {
            Some(at) => Span::new(word.source, at..at + name.len()),
            None => word,
        }
    }

    pub(super) fn write_code(&mut self, start: usize, info: &InfoString, code: &str) {
        let lines = CodeLines::new(code, info);
        let shown = lines.as_ref().map_or(code, |lines| &lines.text);
        let highlighted = if self.plain_code {
            highlight::uncoloured(shown, info.language)
        } else {
            highlight::recalled(shown, info.language, self.memo)
        };
        let (html, name) = match highlighted {
            Highlighted::Known { html, language } => (html, language),
            Highlighted::Unknown { html, nearest } => {
                let span = self.language_span(start, info.language);
                self.diagnostics.push(unknown_language(span, info.language, nearest.as_deref()));
                (html, Some(info.language.to_owned()))
            }
        };
        self.html("<figure class=\"code\">");
        if info.title.is_some() || name.is_some() {
            self.html(&caption(info.title, name.as_deref()));
        }
        let label = match (info.title, &name) {
            (Some(title), _) => self.words.with(word!("text.code_title"), &[("title", title)]),
            (None, Some(name)) => self.words.with(word!("text.code_language"), &[("language", name)]),
            (None, None) => self.words.text(word!("text.code")).to_owned(),
        };
        let label = self.labels.take(&label, ' ', 2);
        // Without the keyboard's focus on it, a block that scrolls could not be read to the end.
        self.html("<pre tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", &label);
        if !info.language.is_empty() {
            self.attribute("data-lang", &info.language.to_lowercase());
        }
        let mut classes = lines.as_ref().map(|lines| lines.classes(info)).unwrap_or_default();
        if info.is_wrapped {
            classes.push("wrapped");
        }
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        let html = match &lines {
            Some(lines) => lines.html(&html, info, self.words, (&mut self.ids, &mut self.code_names)),
            None => html,
        };
        // The first line feed after `<pre>` would be dropped, but `<code>` stands between.
        self.html("><code>");
        self.html(&html);
        self.html("</code></pre></figure>\n");
    }

    /// Reports what is wrong with the attributes of the block, which has `count` lines.
    fn report_attributes(&mut self, start: usize, written: &str, info: &mut InfoString, count: usize) {
        for set in [&info.marked, &info.added, &info.removed, &info.hidden] {
            if let Some((line, range)) = set.beyond(count) {
                let lines = if count == 1 { "line" } else { "lines" };
                let message = format!("there is no line {line} in the block, which has {count} {lines}");
                let hint = Some("lines are counted from the first of the block, which is 1".to_owned());
                info.mistakes.push(Mistake { range, message, hint });
            }
        }
        for mistake in info.mistakes.drain(..) {
            let span = self.info_span(start, written, mistake.range);
            let diagnostic = Diagnostic::new(Code::BadAttribute, span, mistake.message).note("shown without it");
            self.diagnostics.push(match mistake.hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            });
        }
    }

    /// Returns where a range of the info string is written; without escapes in it, to the byte.
    fn info_span(&self, start: usize, info: &str, range: std::ops::Range<usize>) -> Span {
        let block = self.events.range(start).start;
        let first_line = self.events.written(start).lines().next().unwrap_or_default();
        let fence = first_line.len() - first_line.trim_start_matches(['`', '~', ' ', '\t']).len();
        match first_line[fence..].find(info.trim()).filter(|_| !info.trim().is_empty()) {
            Some(at) => {
                let lead = info.len() - info.trim_start().len();
                let at = block + fence + at;
                self.place.span((at + range.start).saturating_sub(lead)..(at + range.end).saturating_sub(lead))
            }
            None => self.place.span(block..block + first_line.trim_end().len()),
        }
    }

    /// Returns where the language of the block is written.
    fn language_span(&self, start: usize, language: &str) -> Span {
        let block = self.events.range(start);
        let written = self.events.source.get(block.clone()).unwrap_or_default();
        let first_line = written.lines().next().unwrap_or_default();
        let at = first_line.len() - first_line.trim_start_matches(['`', '~', ' ', '\t']).len();
        let length = if first_line[at..].starts_with(language) { language.len() } else { first_line.len() - at };
        self.place.span(block.start + at..block.start + at + length)
    }
}

fn caption(title: Option<&str>, language: Option<&str>) -> String {
    let part = |class: &str, text: &str| format!("<span class=\"{class}\">{}</span>", escape::text(text));
    let title = title.map(|title| part("code-title", title)).unwrap_or_default();
    let language = language.map(|language| part("code-lang", language)).unwrap_or_default();
    format!("<figcaption>{title}{language}</figcaption>")
}

fn unknown_language(span: Span, language: &str, nearest: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownLanguage, span, format!("no highlighting for language `{language}`"))
        .note("shown without colours");
    match nearest {
        Some(nearest) => diagnostic.hint(format!("did you mean `{nearest}`?")),
        None => diagnostic.hint("write `text` for what is not in any language"),
    }
}
