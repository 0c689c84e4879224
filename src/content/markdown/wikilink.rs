//! Wikilinks: `[[page]]`, `[[page#heading]]`, `[[page|text]]` and `![[image.png]]`, as Obsidian writes them.
//!
//! They are looked for in what CommonMark leaves as text. So `[[a]](b)` is a link to `b`, `[[a]]` is one to the
//! address of `[a]: b` where that is defined, and brackets in code, in formulas and behind a backslash mean nothing.
//! What begins with a blank, as in `[[ -f x ]]`, or has brackets in it, as in `[[1, 2], [3, 4]]`, is text too.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::patch::{self, At, Patch, Written};

/// The most bytes of a wikilink, text included.
const MAX_LENGTH: usize = 1000;

/// Returns the list with links and images for the wikilinks in it.
pub(super) fn rewrite<'a>(source: &'a str, list: Vec<Written<'a>>) -> Vec<Written<'a>> {
    if !source.contains("[[") {
        return list;
    }
    let plain = list.iter().map(|(event, range)| patch::is_plain(source, event, range)).collect();
    let mut scan =
        Scan { source, list: &list, plain, line: 0, open: vec![None], barriers: 0, floor: 0, patches: Vec::new() };
    for index in 0..list.len() {
        scan.event(index);
    }
    let patches = scan.patches;
    patch::apply(source, list, patches)
}

/// Brackets that are open.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Where the name begins.
    at: At,
    line: usize,
    is_image: bool,
}

struct Scan<'s, 'a> {
    source: &'a str,
    list: &'s [Written<'a>],
    /// Which of them are texts that were written as they read.
    plain: Vec<bool>,
    /// How many line breaks there were: a wikilink is on one line.
    line: usize,
    /// For each element that is open, the last brackets in it.
    open: Vec<Option<Open>>,
    /// How many links, images and blocks of code are open, in which there are no wikilinks.
    barriers: usize,
    /// The event at which the last wikilink ended: the next one begins no sooner.
    floor: usize,
    patches: Vec<Patch<'a>>,
}

impl<'a> Scan<'_, 'a> {
    fn event(&mut self, index: usize) {
        match &self.list[index].0 {
            Event::Start(tag) => {
                self.open.push(None);
                self.barriers += usize::from(matches!(tag, Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)));
            }
            Event::End(tag) => {
                self.open.pop();
                let is_barrier = matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock);
                self.barriers = self.barriers.saturating_sub(usize::from(is_barrier));
            }
            Event::SoftBreak | Event::HardBreak => self.line += 1,
            Event::Text(text) if self.barriers == 0 && self.plain[index] => {
                self.text(index, text);
            }
            _ => {}
        }
    }

    fn text(&mut self, index: usize, text: &str) {
        let mut from = usize::from(text.starts_with(['[', ']']) && patch::is_escaped(self.source, self.list, index));
        while let Some(at) = text[from..].find(['[', ']']).map(|at| from + at) {
            let bracket = text.as_bytes()[at];
            let run = text.as_bytes()[at..].iter().take_while(|byte| **byte == bracket).count();
            from = at + run;
            if run < 2 {
                continue;
            }
            if bracket == b'[' {
                let is_image = run == 2
                    && text[..at].ends_with('!')
                    && !(at == 1 && patch::is_escaped(self.source, self.list, index));
                let open = Open { at: At { event: index, offset: from }, line: self.line, is_image };
                if let Some(last) = self.open.last_mut() {
                    *last = Some(open);
                }
            } else if let Some(open) = self.open.last_mut().and_then(Option::take) {
                self.close(open, At { event: index, offset: at });
            }
        }
    }

    fn close(&mut self, open: Open, end: At) {
        let whole = self.byte(open.at) - 2 - usize::from(open.is_image)..self.byte(end) + 2;
        if open.line != self.line || open.at.event < self.floor || whole.len() > MAX_LENGTH {
            return;
        }
        let Some(name) = self.name(open.at..end) else { return };
        let dest_url = name.text.clone().into_owned().into();
        let link_type = LinkType::WikiLink { has_pothole: name.pipe.is_some() };
        let (title, id) = ("".into(), "".into());
        let (tag, tag_end) = if open.is_image {
            (Tag::Image { link_type, dest_url, title, id }, TagEnd::Image)
        } else {
            (Tag::Link { link_type, dest_url, title, id }, TagEnd::Link)
        };
        let mut with = vec![(Event::Start(tag), whole.clone())];
        let last = vec![(Event::End(tag_end), whole)];
        let begin = At { offset: open.at.offset - 2 - usize::from(open.is_image), ..open.at };
        match name.pipe {
            Some(pipe) if !open.is_image && !name.is_pipe_marked => {
                self.patches.push(Patch { range: begin..pipe.plus(1), with });
            }
            _ => {
                let piped = name.pipe.and_then(|pipe| self.source.get(self.byte(pipe) + 1..self.byte(end)));
                if piped.is_some_and(|piped| piped.contains(['[', ']']) && name.is_pipe_marked) {
                    return;
                }
                let shown = if open.is_image { piped.and_then(alternative) } else { piped };
                let shown = shown.map_or_else(|| shown_name(&name.text, open.is_image), str::to_owned);
                if !shown.is_empty() {
                    with.push((Event::Text(shown.into()), name.bytes));
                }
                self.patches.push(Patch { range: begin..end, with });
            }
        }
        self.floor = end.event;
        self.patches.push(Patch { range: end..end.plus(2), with: last });
    }

    /// Returns the offset in the source of a place in a text that was written as it reads.
    fn byte(&self, at: At) -> usize {
        self.list.get(at.event).map_or(self.source.len(), |(_, range)| range.start + at.offset)
    }

    /// Reads the name at the head of `range`; `None` when it is none.
    fn name(&self, range: Range<At>) -> Option<Name<'a>> {
        let mut text = String::new();
        let (mut pipe, mut is_marked, mut depth) = (None, false, 0_usize);
        for index in range.start.event..=range.end.event {
            let (event, written) = self.list.get(index)?;
            match event {
                Event::Text(read) => {
                    let from = if index == range.start.event { range.start.offset } else { 0 };
                    let to = if index == range.end.event { range.end.offset } else { read.len() };
                    let part = read.get(from..to)?;
                    let plain = self.plain[index];
                    if let Some(at) = part.find('|').filter(|_| plain) {
                        text.push_str(&part[..at]);
                        pipe = Some(At { event: index, offset: from + at });
                        break;
                    }
                    // Smart punctuation is not part of a name.
                    let typed = self.source.get(written.clone())?;
                    let is_smart = !plain && typed.bytes().all(|byte| matches!(byte, b'-' | b'.' | b'\'' | b'"'));
                    text.push_str(if is_smart { typed } else { part });
                }
                // `__init__` is a name, though CommonMark takes it for something bold.
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                    (is_marked, depth) = (true, depth + 1);
                }
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                    depth = depth.saturating_sub(1);
                }
                _ => return None,
            }
        }
        let bytes = self.byte(range.start)..pipe.map_or_else(|| self.byte(range.end), |pipe| self.byte(pipe));
        let typed = self.source.get(bytes.clone())?.trim_end_matches(['\\', ' ', '\t']);
        let bytes = bytes.start..bytes.start + typed.len();
        let text = if is_marked { Cow::Borrowed(typed) } else { Cow::Owned(text.trim_end().to_owned()) };
        let is_name = !text.is_empty() && !text.starts_with(char::is_whitespace) && !text.contains(['[', ']']);
        is_name.then_some(Name { text, bytes, pipe, is_pipe_marked: depth > 0 })
    }
}

/// What a wikilink names.
struct Name<'a> {
    text: Cow<'a, str>,
    /// Where it is written.
    bytes: Range<usize>,
    /// The `|` behind it.
    pipe: Option<At>,
    /// Whether that is inside something that CommonMark takes for emphasis, as in `[[_a|b_]]`. What is shown is then
    /// what was typed, because half of an emphasis is none.
    is_pipe_marked: bool,
}

/// Returns the alternative text that stands behind the pipe of an image. What Obsidian writes there for the width of
/// the image, as in `|300` or `|300x200`, is none: the size is that of the file.
fn alternative(piped: &str) -> Option<&str> {
    let (text, last) = piped.rsplit_once('|').unwrap_or(("", piped));
    let is_size = !last.trim().is_empty() && last.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
    let text = if is_size { text } else { piped };
    Some(text.trim_end_matches('\\').trim()).filter(|text| !text.is_empty())
}

/// Returns what is shown for a name without a text of its own.
fn shown_name(name: &str, is_image: bool) -> String {
    if is_image {
        let file = name.rsplit('/').next().unwrap_or(name);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        return stem.replace(['-', '_'], " ");
    }
    match name.split_once('#') {
        Some(("", heading)) => heading.to_owned(),
        Some((page, heading)) if !heading.is_empty() => format!("{page} › {heading}"),
        _ => name.to_owned(),
    }
}
