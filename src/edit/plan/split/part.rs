//! The text of the two halves.

use std::ops::Range;

use super::super::{Document, Path, Refusal, Step, get};
use crate::diagnostic::Spanned;
use crate::edit::splice::{Splice, apply};
use crate::edit::yaml::layout::{indentation, line_end, line_number, line_start, next_line};
use crate::source::value::{Data, Value};

/// A master, and what of it is private.
pub(super) struct Parting<'a> {
    document: &'a Document,
    parts: &'a [Path],
    /// What is cut out of the public half.
    cuts: Vec<Range<usize>>,
}

impl<'a> Parting<'a> {
    pub(super) fn new(document: &'a Document, parts: &'a [Path]) -> Result<Self, Refusal> {
        let mut parting = Self { document, parts, cuts: Vec::new() };
        if document.is_flow(document.root()) {
            return Err(Refusal::new("it is one map in brackets: write its keys on lines of their own"));
        }
        let mut cuts = Vec::new();
        parting.cut(document.root(), &Path::new(), &mut cuts)?;
        cuts.sort_by_key(|cut| cut.start);
        parting.cuts = joined(cuts);
        Ok(parting)
    }

    /// Returns the public half.
    pub(super) fn public(&self) -> String {
        let text = apply(self.document.text(), self.cuts.iter().map(|cut| Splice::new(cut.clone(), "")).collect());
        // A master that ended in something private ends where the public part of it does.
        let end = text.trim_end().len();
        let rest = &text[end..];
        let feed = rest.find('\n').map_or(rest.len(), |feed| feed + 1);
        if self.cuts.last().is_some_and(|cut| cut.end == self.document.text().len()) {
            text[..end + feed].to_owned()
        } else {
            text
        }
    }

    /// Returns the private half, without its head.
    pub(super) fn private(&self) -> Result<String, Refusal> {
        let mut out = String::new();
        let Data::Map(entries) = &self.document.root().data else { return Ok(out) };
        for place in 0..entries.len() {
            let mut section = String::new();
            self.write_entry(entries, place, &Path::new(), &mut section)?;
            if !section.is_empty() {
                out.push_str(self.newline());
                out.push_str(section.trim_start_matches(['\r', '\n']));
            }
        }
        Ok(out)
    }

    fn newline(&self) -> &'static str {
        self.document.newline_at(0)
    }

    fn is_part(&self, path: &[Step]) -> bool {
        self.parts.iter().any(|part| part == path)
    }

    fn has_part(&self, path: &[Step]) -> bool {
        self.parts.iter().any(|part| part.starts_with(path))
    }

    /// Collects what is cut out of the value at `path`.
    fn cut(&self, value: &Value, path: &Path, cuts: &mut Vec<Range<usize>>) -> Result<(), Refusal> {
        let children = self.children(value, path);
        let is_cut: Vec<bool> = children.iter().map(|child| self.is_part(&child.path)).collect();
        if is_cut.contains(&true) {
            if self.document.is_flow(value) {
                cuts.extend(self.cut_flow(&children, &is_cut, value)?);
            } else {
                for (place, _) in is_cut.iter().enumerate().filter(|(_, is_cut)| **is_cut) {
                    cuts.push(self.lines(&children, place)?);
                }
            }
        }
        for (child, _) in children.iter().zip(is_cut).filter(|(child, is_cut)| !is_cut && self.has_part(&child.path)) {
            self.cut(child.value, &child.path, cuts)?;
        }
        Ok(())
    }

    fn children<'v>(&self, value: &'v Value, path: &Path) -> Vec<Child<'v>> {
        let step = |step: Step| [&path[..], &[step]].concat();
        match &value.data {
            Data::Map(entries) => entries
                .iter()
                .map(|(key, value)| Child {
                    range: self.document.entry_range(key, value),
                    value,
                    path: step(Step::key(&key.value)),
                })
                .collect(),
            Data::List(items) => items
                .iter()
                .enumerate()
                .map(|(place, item)| {
                    let start = item.span.start as usize;
                    let dash = if self.document.is_flow(value) { None } else { self.document.dash(item) };
                    Child {
                        range: dash.unwrap_or(start)..self.document.end(item, start),
                        value: item,
                        path: step(Step::Place(place)),
                    }
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Returns what to cut to take children out of brackets.
    fn cut_flow(&self, children: &[Child<'_>], is_cut: &[bool], around: &Value) -> Result<Vec<Range<usize>>, Refusal> {
        let text = self.document.text();
        let open = around.span.start as usize + 1;
        let gaps =
            children.iter().scan(open, |end, child| Some(std::mem::replace(end, child.range.end)..child.range.start));
        let last = children.last().map_or(open, |child| child.range.end)..around.span.end as usize;
        if let Some(gap) = gaps.chain([last]).find(|gap| text[gap.clone()].contains('#')) {
            let line = line_number(text, gap.start);
            let message =
                format!("line {line}: a comment within brackets that hold something private: take it out of them");
            return Err(Refusal::new(message));
        }
        let mut cuts = Vec::new();
        let kept = is_cut.iter().position(|is_cut| !is_cut);
        for (place, child) in children.iter().enumerate().filter(|(place, _)| is_cut[*place]) {
            // Before the first one that stays, the comma behind goes too; after it, the comma before.
            cuts.push(match (kept, place.checked_sub(1)) {
                (Some(kept), _) if place < kept => child.range.start..children[place + 1].range.start,
                (_, Some(before)) => children[before].range.end..child.range.end,
                _ => child.range.clone(),
            });
        }
        Ok(cuts)
    }

    /// Returns the lines of a child of a block list or map, with the comments that belong to it.
    fn lines(&self, children: &[Child<'_>], place: usize) -> Result<Range<usize>, Refusal> {
        let text = self.document.text();
        let own = &children[place].range;
        let start = line_start(text, own.start);
        if !text[start..own.start].trim().is_empty() {
            let line = line_number(text, own.start);
            return Err(Refusal::new(format!(
                "line {line}: something private stands right behind a dash: put `id` first"
            )));
        }
        let floor = place.checked_sub(1).map_or(0, |before| next_line(text, children[before].range.end));
        let end = self.comments_below(next_line(text, own.end), own.start - start);
        let start = comments_above(text, start, floor);
        let is_blank = |line: &str| line.trim().is_empty();
        // Of the empty lines around it, those above go with it, so that no gap is left.
        let mut above = start;
        if end == text.len() || is_blank(&text[end..line_end(text, end)]) {
            while above > floor && is_blank(&text[line_start(text, above - 1)..above]) {
                above = line_start(text, above - 1);
            }
        }
        Ok(above..end)
    }

    /// Returns where the comments end that stand below something at `column` and are set in deeper, or that nothing else
    /// follows.
    fn comments_below(&self, start: usize, column: usize) -> usize {
        let text = self.document.text();
        let (mut end, mut at) = (start, start);
        let mut is_next_to_it = true;
        while at < text.len() {
            let line = &text[at..line_end(text, at)];
            let next = next_line(text, at);
            let is_comment = line.trim_start().starts_with('#');
            if is_comment && indentation(line) > column {
                end = next;
            } else if is_comment && is_next_to_it {
                // Comments right below it are its own when an empty line or the end comes after them.
                let mut last = next;
                while last < text.len() && text[last..].trim_start_matches([' ', '\t']).starts_with('#') {
                    last = next_line(text, last);
                }
                if text[last..line_end(text, last.min(text.len()))].trim().is_empty() {
                    end = last;
                    at = last;
                    continue;
                }
                break;
            } else if !line.trim().is_empty() {
                break;
            } else {
                is_next_to_it = false;
            }
            at = next;
        }
        end
    }

    /// Writes what is private of an entry of a block map.
    fn write_entry(
        &self,
        entries: &[(Spanned<String>, Value)],
        place: usize,
        path: &Path,
        out: &mut String,
    ) -> Result<(), Refusal> {
        let (key, value) = &entries[place];
        let own = [&path[..], &[Step::key(&key.value)]].concat();
        let document = self.document;
        if self.is_part(&own) {
            let children: Vec<Child<'_>> = entries
                .iter()
                .map(|(key, value)| Child { range: document.entry_range(key, value), value, path: Path::new() })
                .collect();
            let lines = self.lines(&children, place)?;
            self.write_lines(lines, out);
        } else if self.has_part(&own) {
            let start = key.span.start as usize;
            let indent = " ".repeat(document.column(start));
            let name = &document.text()[start..document.after_colon(key)];
            if document.is_flow(value) {
                let flow = self.flow(value, &own);
                *out += &[&indent, name, " ", &flow, self.newline()].concat();
            } else {
                *out += &[&indent, name, self.newline()].concat();
                self.write(value, &own, out)?;
            }
        }
        Ok(())
    }

    /// Writes what is private of a block list or map.
    fn write(&self, value: &Value, path: &Path, out: &mut String) -> Result<(), Refusal> {
        match &value.data {
            Data::Map(entries) => {
                (0..entries.len()).try_for_each(|place| self.write_entry(entries, place, path, out))?;
            }
            Data::List(_) => {
                let children = self.children(value, path);
                for (place, child) in children.iter().enumerate() {
                    if self.is_part(&child.path) {
                        self.write_lines(self.lines(&children, place)?, out);
                    } else if self.has_part(&child.path) {
                        self.write_item(child, out)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn write_item(&self, child: &Child<'_>, out: &mut String) -> Result<(), Refusal> {
        let document = self.document;
        let column = document.column(child.range.start);
        let dash = format!("{}-", " ".repeat(column));
        if document.is_flow(child.value) {
            *out += &[&dash, " ", &self.flow(child.value, &child.path), self.newline()].concat();
            return Ok(());
        }
        let Data::Map(entries) = &child.value.data else { return Ok(()) };
        let first = entries.first().map_or(0, |(key, _)| key.span.start as usize);
        let gap = " ".repeat(document.column(first).saturating_sub(column + 1).max(1));
        let Some((key, value)) = identity(child.value) else {
            return Err(Refusal::new(format!("line {}: it has no `id`", document.line_of(child.value))));
        };
        let name = &document.text()[document.entry_range(key, value)];
        *out += &[&dash, &gap, name, self.newline()].concat();
        (0..entries.len()).try_for_each(|place| self.write_entry(entries, place, &child.path, out))
    }

    /// Returns what is private of a list or map in brackets, in brackets.
    fn flow(&self, value: &Value, path: &Path) -> String {
        let text = self.document.text();
        let own = identity(value).map(|(key, value)| text[self.document.entry_range(key, value)].to_owned());
        let parts = self.children(value, path).into_iter().filter_map(|child| {
            if self.is_part(&child.path) {
                return Some(text[child.range].to_owned());
            }
            if !self.has_part(&child.path) {
                return None;
            }
            let flow = self.flow(child.value, &child.path);
            match child.path.last() {
                Some(Step::Key(key)) => Some(format!("{key}: {flow}")),
                _ => Some(flow),
            }
        });
        let parts = own.into_iter().chain(parts).collect::<Vec<_>>().join(", ");
        if matches!(value.data, Data::List(_)) { format!("[{parts}]") } else { format!("{{{parts}}}") }
    }

    fn write_lines(&self, lines: Range<usize>, out: &mut String) {
        let text = &self.document.text()[lines];
        // Below a key no empty line is needed.
        let text = if out.trim_end().ends_with(':') || out.is_empty() { skip_blank(text) } else { text };
        out.push_str(text);
        if !text.ends_with('\n') {
            out.push_str(self.newline());
        }
    }
}

/// An entry of a map or an item of a list.
struct Child<'a> {
    /// From its key or dash to the end of its value.
    range: Range<usize>,
    value: &'a Value,
    path: Path,
}

/// Returns the entry by which an object is known: its id, or the first day of a pause.
fn identity(value: &Value) -> Option<(&Spanned<String>, &Value)> {
    let Data::Map(entries) = &value.data else { return None };
    let key = if get(value, "id").is_some() { "id" } else { "from" };
    entries.iter().find(|(name, _)| name.value == key).map(|(key, value)| (key, value))
}

fn comments_above(text: &str, start: usize, floor: usize) -> usize {
    let mut start = start;
    while start > floor {
        let above = line_start(text, start - 1);
        if above < floor || !text[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

fn skip_blank(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n') {
        if !line.trim().is_empty() {
            break;
        }
        rest = below;
    }
    rest
}

/// Returns ranges that overlap or touch as one.
fn joined(cuts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for cut in cuts {
        match joined.last_mut() {
            Some(last) if cut.start <= last.end => last.end = last.end.max(cut.end),
            _ => joined.push(cut),
        }
    }
    joined
}
