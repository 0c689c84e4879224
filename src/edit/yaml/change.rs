//! Changes of a document. Each returns a new one, which is the old one with that change and nothing else.

use std::ops::Range;

use super::layout::{indentation, line_end, line_start, next_line};
use super::{Document, Node, Path, Splice, Step};
use crate::diagnostic::Spanned;
use crate::edit::Refusal;
use crate::source::value::{Data, Value};

/// How something new is laid out where nothing beside it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Each key on a line of its own.
    Block,
    /// In brackets, on one line.
    Flow,
}

/// What is appended to a list.
#[derive(Debug, Clone)]
pub struct Item {
    node: Node,
    style: Style,
    /// Its lines as they stood in another list, from the dash on, with comments above; empty for what is new.
    lines: Vec<String>,
    /// How it stood in brackets, where it did.
    flow: Option<String>,
}

impl Item {
    /// Returns something new.
    pub fn new(node: Node, style: Style) -> Self {
        Self { node, style, lines: Vec::new(), flow: None }
    }

    fn flow(&self) -> Result<String, Refusal> {
        if let Some(flow) = &self.flow {
            return Ok(flow.clone());
        }
        if self.lines.iter().any(|line| line.trim_start().starts_with('#') || line.contains(" #")) {
            return Err(Refusal::new("its comments have no place in a list in brackets: move it by hand"));
        }
        Ok(self.node.flow())
    }

    /// Returns its lines in a block list whose items are written in `style`.
    fn lines(&self, style: Style, list_indent: usize) -> Vec<String> {
        if !self.lines.is_empty() {
            return self.lines.clone();
        }
        match (&self.flow, style) {
            (Some(flow), _) => vec![format!("- {flow}")],
            (None, Style::Flow) => vec![format!("- {}", self.node.flow())],
            (None, Style::Block) => self.node.item(list_indent, true),
        }
    }
}

impl Document {
    /// Sets `key` of the map at `path`: where it is written, else behind the last of the keys `after`.
    pub fn set(&self, path: &Path, key: &str, node: Node, after: &[&str]) -> Result<Self, Refusal> {
        let mut expected = Node::from(&self.root);
        let at = expected.entries_mut(path).ok_or_else(no_map)?;
        let entries = self.entries(path)?;
        let splices = match entries.iter().find(|(name, _)| name.value == key) {
            Some((name, value)) => {
                let splices = self.replacement(name, value, &node)?;
                if let Some((_, old)) = at.iter_mut().find(|(name, _)| name == key) {
                    *old = node;
                }
                splices
            }
            None => {
                let anchor = anchor(entries, after);
                let lines = node.entry(key, self.list_indent());
                let splices = self.new_entry(path, anchor, &format!("{key}: {}", node.flow()), &lines);
                at.insert(anchor.map_or(0, |place| place + 1), (key.to_owned(), node));
                splices
            }
        };
        self.edited(splices, &expected)
    }

    /// Writes the entry `new` in the place of `old` in the map at `path`.
    pub fn rename(&self, path: &Path, old: &str, new: &str, node: Node) -> Result<Self, Refusal> {
        let (name, value) = self.entry(path, old)?;
        let mut splices = self.replacement(name, value, &node)?;
        splices.push(Splice::new(name.span.range(), new));
        let mut expected = Node::from(&self.root);
        let place = expected.entries_mut(path).and_then(|at| at.iter_mut().find(|(name, _)| name == old));
        *place.ok_or_else(no_map)? = (new.to_owned(), node);
        self.edited(splices, &expected)
    }

    /// Removes `key` from the map at `path`. A comment on its line stays, on a line of its own.
    pub fn remove(&self, path: &Path, key: &str) -> Result<Self, Refusal> {
        let mut expected = Node::from(&self.root);
        expected.entries_mut(path).ok_or_else(no_map)?.retain(|(name, _)| name != key);
        let entries = self.entries(path)?;
        let place = entries.iter().position(|(name, _)| name.value == key).ok_or_else(no_map)?;
        let ranges: Vec<_> = entries.iter().map(|(key, value)| self.entry_range(key, value)).collect();
        let map = self.at(path).ok_or_else(no_map)?;
        let cut = if self.is_flow(map) {
            self.cut_flow(&ranges, place, map)?
        } else {
            self.cut_lines(ranges[place].clone(), ranges.get(place + 1))?
        };
        self.edited(vec![Splice::new(cut, "")], &expected)
    }

    /// Appends `item` to the list `key` of the map at `path`, in the layout of the list. A list that is not there is
    /// made, behind the last of the keys `after`.
    pub fn append(&self, path: &Path, key: &str, item: &Item, after: &[&str]) -> Result<Self, Refusal> {
        let entries = self.entries(path)?;
        let mut expected = Node::from(&self.root);
        let at = expected.entries_mut(path).ok_or_else(no_map)?;
        let Some((name, value)) = entries.iter().find(|(name, _)| name.value == key) else {
            let anchor = anchor(entries, after);
            at.insert(anchor.map_or(0, |place| place + 1), (key.to_owned(), Node::List(vec![item.node.clone()])));
            let flow = if self.at(path).is_some_and(|map| self.is_flow(map)) { item.flow()? } else { String::new() };
            let splices = self.new_entry(path, anchor, &format!("{key}: [{flow}]"), &self.new_list(key, item));
            return self.edited(splices, &expected);
        };
        let list = at.iter_mut().find(|(name, _)| name == key).map(|(_, node)| node).ok_or_else(no_map)?;
        match list {
            Node::List(items) => items.push(item.node.clone()),
            node if node.is_null() => *node = Node::List(vec![item.node.clone()]),
            _ => return Err(Refusal::new(format!("`{key}` is not a list: make it one"))),
        }
        let splices = match &value.data {
            Data::List(items) if !items.is_empty() => self.longer(value, items, item)?,
            _ => self.first(path, name, value, item)?,
        };
        self.edited(splices, &expected)
    }

    /// Takes the item at `place` out of the list `key` of the map at `path`, with the comments right above it.
    pub fn take(&self, path: &Path, key: &str, place: usize) -> Result<(Item, Self), Refusal> {
        let mut expected = Node::from(&self.root);
        let list_path: Path = path.iter().cloned().chain([Step::key(key)]).collect();
        let node = match expected.at_mut(&list_path) {
            Some(Node::List(items)) if place < items.len() => items.remove(place),
            _ => return Err(no_map()),
        };
        let list = self.at(&list_path).ok_or_else(no_map)?;
        let Data::List(items) = &list.data else { return Err(no_map()) };
        let ranges: Vec<_> = items.iter().map(|item| item.span.start as usize..self.end(item, 0)).collect();
        if self.is_flow(list) {
            let flow = self.text[ranges[place].clone()].to_owned();
            let flow = (!flow.contains('\n')).then_some(flow);
            let cut = self.cut_flow(&ranges, place, list)?;
            let taken = self.edited(vec![Splice::new(cut, "")], &expected)?;
            return Ok((Item { node, style: Style::Flow, lines: Vec::new(), flow }, taken));
        }
        let dash = self.dash(&items[place]).ok_or_else(odd)?;
        let column = self.column(dash);
        let range = self.with_comments_above(dash, place == 0)..next_line(&self.text, ranges[place].end);
        let strip = |line: &str| line.get(indentation(line).min(column)..).unwrap_or_default().to_owned();
        let lines = self.text[range.clone()].lines().map(strip).collect();
        let mut cut = vec![Splice::new(self.whole_lines(range), "")];
        if items.len() == 1 {
            // Without items the list would be nothing, so it says that it is empty.
            let colon = self.after_colon(&self.entry(path, key)?.0);
            cut.push(Splice::new(colon..colon, " []"));
        }
        let taken = self.edited(cut, &expected)?;
        Ok((Item { node, style: Style::Block, lines, flow: None }, taken))
    }

    fn entry(&self, path: &Path, key: &str) -> Result<&(Spanned<String>, Value), Refusal> {
        self.entries(path)?.iter().find(|(name, _)| name.value == key).ok_or_else(no_map)
    }

    /// Puts `node` in the place of the value of `name`.
    fn replacement(&self, name: &Spanned<String>, value: &Value, node: &Node) -> Result<Vec<Splice>, Refusal> {
        let colon = self.after_colon(name);
        if let (Data::List(old), Node::List(new)) = (&value.data, node)
            && old.len() == new.len()
            && old.iter().all(|item| !matches!(item.data, Data::List(_) | Data::Map(_) | Data::Null))
        {
            return Ok(old.iter().zip(new).map(|(old, new)| Splice::new(old.span.range(), new.flow())).collect());
        }
        let end = self.entry_end(name, value);
        // A text behind `|` or `>` begins on a line of its own, and its mark goes with it.
        let is_apart = end > colon && self.text[colon..value.span.start as usize].contains('\n');
        let is_deep = matches!(value.data, Data::List(_) | Data::Map(_)) && !self.is_flow(value);
        let is_block = is_apart || is_deep;
        let checked = if is_deep { end } else { line_end(&self.text, colon) };
        if is_block && self.has_comment(colon..checked) {
            return Err(Refusal::new(format!("`{}` has comments in it: change it by hand", name.value)));
        }
        if is_block || end == colon {
            return Ok(vec![Splice::new(colon..end, format!(" {}", node.flow()))]);
        }
        Ok(vec![Splice::new(value.span.start as usize..end, node.flow())])
    }

    /// Writes an entry behind the one at `anchor` of the map at `path`.
    fn new_entry(&self, path: &Path, anchor: Option<usize>, flow: &str, lines: &[String]) -> Vec<Splice> {
        let Some(map) = self.at(path) else { return Vec::new() };
        let Data::Map(entries) = &map.data else { return Vec::new() };
        let anchor = anchor.and_then(|place| entries.get(place));
        match anchor {
            Some((key, value)) if self.is_flow(map) => {
                let end = self.entry_end(key, value);
                vec![Splice::new(end..end, format!(", {flow}"))]
            }
            None if self.is_flow(map) => {
                let start = map.span.start as usize + 1;
                vec![Splice::new(start..start, flow)]
            }
            Some((key, value)) => {
                let first = entries.first().map_or(key.span.start, |(first, _)| first.span.start);
                let indent = self.column(first as usize);
                vec![self.lines_below(self.entry_end(key, value), lines, indent)]
            }
            None => {
                let end = self.text.len();
                let newline = self.newline_at(0);
                let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { newline };
                vec![Splice::new(end..end, format!("{gap}{}{newline}", lines.join(newline)))]
            }
        }
    }

    fn new_list(&self, key: &str, item: &Item) -> Vec<String> {
        let indent = self.list_indent();
        let lines = item.lines(item.style, indent);
        std::iter::once(format!("{key}:"))
            .chain(lines.into_iter().map(|line| format!("{}{line}", " ".repeat(indent))))
            .collect()
    }

    /// Appends to a list that has items.
    fn longer(&self, list: &Value, items: &[Value], item: &Item) -> Result<Vec<Splice>, Refusal> {
        let last = items.last().ok_or_else(no_map)?;
        let start = last.span.start as usize;
        let end = self.end(last, start);
        if self.is_flow(list) {
            let begins = line_start(&self.text, start);
            // A list with an item on each line gets another line.
            let own_line = begins > list.span.start as usize && self.text[begins..start].trim().is_empty();
            let gap = if own_line {
                format!(",{}{}", self.newline_at(start), &self.text[begins..start])
            } else {
                ", ".to_owned()
            };
            return Ok(vec![Splice::new(end..end, format!("{gap}{}", item.flow()?))]);
        }
        let dash = self.dash(last).ok_or_else(odd)?;
        let style = if self.is_flow(last) { Style::Flow } else { Style::Block };
        let mut lines = item.lines(style, self.list_indent());
        if self.is_spaced(items, dash) {
            lines.insert(0, String::new());
        }
        Ok(vec![self.lines_below(end, &lines, self.column(dash))])
    }

    /// Returns whether there is an empty line above the last item of a list.
    fn is_spaced(&self, items: &[Value], dash: usize) -> bool {
        let [.., before, _] = items else { return false };
        let end = self.end(before, before.span.start as usize);
        let between = next_line(&self.text, end)..line_start(&self.text, dash);
        self.text[between].lines().any(|line| line.trim().is_empty())
    }

    /// Puts the first item into a list that is empty or not written.
    fn first(&self, path: &Path, name: &Spanned<String>, value: &Value, item: &Item) -> Result<Vec<Splice>, Refusal> {
        let colon = self.after_colon(name);
        let end = self.entry_end(name, value);
        let is_in_flow = self.at(path).is_some_and(|map| self.is_flow(map));
        if is_in_flow {
            let start = if end == colon { colon } else { value.span.start as usize };
            let gap = if end == colon { " " } else { "" };
            return Ok(vec![Splice::new(start..end, format!("{gap}[{}]", item.flow()?))]);
        }
        if self.has_comment(colon..end) {
            return Err(Refusal::new(format!("`{}` has comments in it: change it by hand", name.value)));
        }
        let indent = self.list_indent();
        let lines = item.lines(item.style, indent);
        let rest = line_end(&self.text, end);
        // A comment behind it stays in its column.
        let gap = if self.text[end..rest].trim().is_empty() { 0 } else { end - colon };
        let below = self.lines_below(end, &lines, self.column(name.span.start as usize) + indent);
        if rest == end {
            return Ok(vec![Splice::new(colon..end, below.text)]);
        }
        Ok(vec![Splice::new(colon..end, " ".repeat(gap)), below])
    }

    /// Writes `lines` below the line of `at`, each behind `indent` spaces.
    fn lines_below(&self, at: usize, lines: &[String], indent: usize) -> Splice {
        let end = line_end(&self.text, at);
        let newline = self.newline_at(at);
        let indent = " ".repeat(indent);
        let line = |line: &String| {
            if line.is_empty() { newline.to_owned() } else { format!("{newline}{indent}{line}") }
        };
        Splice::new(end..end, lines.iter().map(line).collect::<String>())
    }

    /// Returns what to cut to take the entry or item at `place` out of brackets.
    pub(super) fn cut_flow(
        &self,
        ranges: &[Range<usize>],
        place: usize,
        around: &Value,
    ) -> Result<Range<usize>, Refusal> {
        let own = &ranges[place];
        let (cut, gap) = match (place.checked_sub(1), ranges.get(place + 1)) {
            (Some(before), _) => (ranges[before].end..own.end, ranges[before].end..own.start),
            (None, Some(next)) => (own.start..next.start, own.end..next.start),
            (None, None) => (own.start..around.span.end as usize - 1, own.end..around.span.end as usize - 1),
        };
        if self.text[gap].contains('#') {
            return Err(Refusal::new("a comment stands within its brackets: change it by hand"));
        }
        Ok(cut)
    }

    /// Returns what to cut to take an entry out of a block map.
    fn cut_lines(&self, own: Range<usize>, next: Option<&Range<usize>>) -> Result<Range<usize>, Refusal> {
        let start = line_start(&self.text, own.start);
        let end = line_end(&self.text, own.end);
        let is_first_of_line = self.text[start..own.start].trim().is_empty();
        let rest = &self.text[own.end..end];
        if !is_first_of_line {
            // It stands behind a dash: the next key takes its place.
            let next = next.ok_or_else(odd)?;
            if !self.text[own.end..next.start].trim().is_empty() {
                return Err(odd());
            }
            return Ok(own.start..next.start);
        }
        if !rest.trim().is_empty() {
            return Ok(own.start..own.end + rest.len() - rest.trim_start().len());
        }
        Ok(self.whole_lines(start..next_line(&self.text, own.end)))
    }

    /// Returns `range`, which consists of lines, with the line feed before it when the text ends without one.
    fn whole_lines(&self, range: Range<usize>) -> Range<usize> {
        let is_last = range.end == self.text.len() && !self.text.ends_with('\n');
        if is_last && range.start > 0 {
            let before = line_end(&self.text, line_start(&self.text, range.start - 1));
            return before..range.end;
        }
        range
    }

    /// Returns where the comments begin that stand right above the item whose dash is at `dash`. Those above the first
    /// item of a list may be about the list, so they stay.
    fn with_comments_above(&self, dash: usize, is_first: bool) -> usize {
        let column = self.column(dash);
        let mut start = line_start(&self.text, dash);
        while !is_first && start > 0 {
            let above = line_start(&self.text, start - 1);
            let line = &self.text[above..start];
            if !line.trim_start().starts_with('#') || indentation(line) != column {
                break;
            }
            start = above;
        }
        start
    }
}

/// Returns the place of the last of the keys `after`, else of the first key.
fn anchor(entries: &[(Spanned<String>, Value)], after: &[&str]) -> Option<usize> {
    let last = entries.iter().rposition(|(name, _)| after.contains(&name.value.as_str()));
    last.or(if entries.is_empty() { None } else { Some(0) })
}

fn no_map() -> Refusal {
    Refusal::new("something that was found before is not there any more: run the command again")
}

fn odd() -> Refusal {
    Refusal::new("it is written in a way that cannot be edited safely: change it by hand")
}
