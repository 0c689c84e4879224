//! What is to see on a page, and what a browser loads for it.

use std::collections::BTreeSet;

use crate::check::tags::{self, Attributes, Reader, value};

/// What is to see on a page.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Its texts, block by block. What is code stands in them as one sign.
    pub(super) texts: Vec<String>,
    /// Headings that nothing follows.
    pub(super) empty: Vec<String>,
    /// Where its links lead.
    pub(super) links: BTreeSet<String>,
    /// Style sheets and scripts that the first paint waits for: those before anything that is to see.
    pub(super) blocking: BTreeSet<String>,
    /// What else is loaded at once: style sheets further down, fonts, and pictures in their smallest copy.
    pub(super) eager: BTreeSet<String>,
    /// The address of its icon.
    pub(super) icon: Option<String>,
    /// The address of its picture in link previews.
    pub(super) preview: Option<String>,
    /// Whether it only leads on to another page.
    pub(super) is_redirect: bool,
    /// Whether there is something to see, as far as it was read.
    is_painted: bool,
}

/// What is not prose: a reader takes it as it is.
const VERBATIM: [&str; 11] =
    ["code", "pre", "kbd", "samp", "script", "style", "svg", "math", "template", "noscript", "textarea"];
/// What does not end a sentence.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "time", "u", "wbr",
];
/// What is something to see, also without text.
const SHOWN: [&str; 14] = [
    "img", "svg", "video", "audio", "math", "picture", "table", "form", "input", "iframe", "object", "canvas", "code",
    "pre",
];
/// Stands for code in a text.
const CODE: char = '\u{fffc}';

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut eye = tags::read(bytes, || Eye { in_main: true, ..Eye::default() });
    eye.close_section(0);
    eye.end_block();
    eye.page
}

#[derive(Default)]
struct Eye {
    page: Reading,
    block: String,
    /// How many elements of [`VERBATIM`] are open.
    verbatim: usize,
    in_head: bool,
    in_main: bool,
    /// The heading that is being read.
    heading: Option<String>,
    /// The headings that are read, each with its level and whether something follows.
    sections: Vec<(u8, String, bool)>,
    level: u8,
    /// Whether the heading is the title of an entry: that of a list, or one that leads to the whole text.
    is_entry: bool,
    /// How many `<li>` of this list are open: an end tag may be left out.
    items: usize,
    /// The same of the lists around it.
    lists: Vec<usize>,
    /// The smallest copy that the last `<source>` offers for the picture behind it.
    copy: Option<String>,
}

impl<'a> Reader<'a> for Eye {
    fn start(&mut self, tag: &str, attributes: &Attributes<'a>) {
        if !INLINE.contains(&tag) {
            self.end_block();
        }
        if SHOWN.contains(&tag) {
            self.page.is_painted = true;
            if self.heading.is_none() {
                self.see();
            }
        }
        if VERBATIM.contains(&tag) {
            self.verbatim += 1;
            self.block.push(CODE);
        }
        match tag {
            "head" => self.in_head = true,
            "body" => self.in_head = false,
            "li" => self.items += 1,
            "ul" | "ol" => self.lists.push(std::mem::take(&mut self.items)),
            "main" => {
                self.sections.clear();
                self.in_main = true;
            }
            _ => {}
        }
        if let (true, [b'h', digit @ b'1'..=b'6']) = (self.in_main && self.verbatim == 0, tag.as_bytes()) {
            self.level = digit - b'0';
            self.close_section(self.level);
            self.heading = Some(String::new());
            self.is_entry = self.items > 0 || !self.lists.is_empty();
        }
        if tag == "a" && self.heading.is_some() {
            // What it leads to is what it is the title of.
            self.is_entry |= value(attributes, "href").is_some_and(|href| !href.starts_with('#'));
        }
        self.load(tag, attributes);
    }

    fn end(&mut self, tag: &str) {
        if !INLINE.contains(&tag) {
            self.end_block();
        }
        if VERBATIM.contains(&tag) {
            self.verbatim = self.verbatim.saturating_sub(1);
        }
        if let ([b'h', b'1'..=b'6'], Some(text)) = (tag.as_bytes(), self.heading.take_if(|_| tag.len() == 2)) {
            // What is a section to the one above it is something to see there.
            self.see();
            self.sections.push((self.level, crate::check::sketch::plain(&text), self.is_entry));
        }
        match tag {
            "li" => self.items = self.items.saturating_sub(1),
            "ul" | "ol" => self.items = self.lists.pop().unwrap_or_default(),
            "main" => {
                self.close_section(0);
                self.in_main = false;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let is_shown = self.verbatim == 0 && !self.in_head;
        if is_shown {
            self.page.is_painted |= !text.trim().is_empty();
            self.block.push_str(text);
        }
        match &mut self.heading {
            Some(heading) => heading.push_str(text),
            None if is_shown && !text.trim().is_empty() => self.see(),
            None => {}
        }
    }
}

impl Eye {
    fn end_block(&mut self) {
        let text = plain(&std::mem::take(&mut self.block));
        if text.chars().any(|c| c != CODE && !c.is_whitespace()) {
            self.page.texts.push(text);
        }
    }

    /// Notes that something is to see in the sections that are open.
    fn see(&mut self) {
        if self.in_main {
            self.sections.iter_mut().for_each(|(_, _, is_filled)| *is_filled = true);
        }
    }

    /// Ends the sections whose level is `level` or deeper.
    fn close_section(&mut self, level: u8) {
        while let Some((_, text, is_filled)) = self.sections.pop_if(|(open, _, _)| *open >= level) {
            if !is_filled {
                self.page.empty.push(text);
            }
        }
    }

    fn load(&mut self, tag: &str, attributes: &Attributes<'_>) {
        let get = |name: &str| value(attributes, name).map(str::trim);
        let is_painted = self.page.is_painted;
        let page = &mut self.page;
        match tag {
            "a" => page.links.extend(get("href").map(str::to_owned)),
            "link" => {
                let Some(href) = get("href") else { return };
                let relation = get("rel").unwrap_or_default().to_ascii_lowercase();
                let is = |wanted: &str| relation.split_whitespace().any(|word| word == wanted);
                let is_for_screen = get("media").is_none_or(|media| !media.eq_ignore_ascii_case("print"));
                if is("stylesheet") && is_for_screen && !is("alternate") {
                    if is_painted { &mut page.eager } else { &mut page.blocking }.insert(href.to_owned());
                } else if is("preload") && get("as") == Some("font") {
                    page.eager.insert(href.to_owned());
                } else if is("icon") && page.icon.is_none() {
                    page.icon = Some(href.to_owned());
                }
            }
            "script" if !is_painted => {
                let waits = get("defer").is_none() && get("async").is_none() && get("type") != Some("module");
                page.blocking.extend(get("src").filter(|_| waits).map(str::to_owned));
            }
            "picture" => self.copy = None,
            "source" => self.copy = get("srcset").and_then(smallest).or_else(|| self.copy.take()),
            "img" if get("loading") != Some("lazy") => {
                let own = get("srcset").and_then(smallest).or_else(|| get("src").map(str::to_owned));
                page.eager.extend(self.copy.take().or(own));
            }
            "meta" => {
                if get("property") == Some("og:image") {
                    page.preview = get("content").map(str::to_owned);
                }
                page.is_redirect |= get("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"));
            }
            _ => {}
        }
    }
}

/// Returns the address of the smallest copy in a `srcset`.
fn smallest(set: &str) -> Option<String> {
    let copies = set.split(',').filter_map(|copy| {
        let mut words = copy.split_whitespace();
        let address = words.next()?;
        let size = words.next().map_or("1", |size| size.trim_end_matches(['w', 'x', 'h']));
        Some((size.parse::<f64>().ok()?, address))
    });
    copies.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, address)| address.to_owned())
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
