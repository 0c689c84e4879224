//! Block quotes and alerts: `> [!WARNING]`, with or without a title of their own.

use pulldown_cmark::{BlockQuoteKind, Event, Tag};

use super::escape;
use super::writer::Writer;
use crate::words::{Key, word};

/// The class and the title of an alert, by the word between the brackets.
const KINDS: &[(&str, &str, Key)] = &[
    ("note", "note-note", word!("text.note")),
    ("tip", "note-tip", word!("text.tip")),
    ("important", "note-important", word!("text.important")),
    ("warning", "note-warning", word!("text.warning")),
    ("caution", "note-caution", word!("text.caution")),
];

/// A kind of alert: its class and its title.
type Kind = (&'static str, Key);

impl Writer<'_> {
    /// Writes the start of a block quote, or of the alert that it is.
    pub(super) fn block_quote(&mut self, start: usize, kind: Option<BlockQuoteKind>) -> usize {
        if let Some(kind) = kind {
            let (class, title) = plain_kind(kind);
            let title = self.words.text(title);
            self.open_alert(class, title);
            self.html(&escape::text(title));
            self.html("</p>\n");
            return start + 1;
        }
        if let Some((kind, prefix)) = self.titled_alert(start) {
            return self.alert_with_title(start + 1, kind, prefix);
        }
        self.open("<blockquote>\n");
        self.quotes.push("</blockquote>\n");
        start + 1
    }

    fn open_alert(&mut self, class: &str, label: &str) {
        self.open(&format!("<div class=\"note {class}\" role=\"note\""));
        self.attribute("aria-label", label);
        self.html("><p class=\"note-title\">");
        self.quotes.push("</div>\n");
    }

    /// Returns the kind and where the title begins, when the quote's first line is `[!KIND] Title`.
    fn titled_alert(&self, start: usize) -> Option<(Kind, usize)> {
        let Some(Event::Start(Tag::Paragraph)) = self.events.get(start + 1) else { return None };
        let paragraph = self.events.range(start + 1);
        let first_line = self.events.source.get(paragraph.clone())?.lines().next()?;
        let (word, after) = first_line.strip_prefix("[!")?.split_once(']')?;
        let (_, class, title) = KINDS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word))?;
        // Obsidian writes `-` or `+` for an alert that folds.
        let own = after.strip_prefix(['-', '+']).unwrap_or(after);
        let own = own.strip_prefix([' ', '\t'])?.trim_start();
        (!own.is_empty()).then(|| ((*class, *title), paragraph.start + first_line.len() - own.len()))
    }

    /// Writes an alert whose paragraph begins with its title at the byte `prefix`.
    fn alert_with_title(&mut self, paragraph: usize, (class, default): Kind, prefix: usize) -> usize {
        let end = self.events.end_of(paragraph);
        let mut first = paragraph + 1;
        while first < end && self.events.range(first).end <= prefix {
            first += 1;
        }
        let at = self.events.range(first);
        self.events.trim_text(first, prefix.saturating_sub(at.start));
        let title_end = self.first_break(first, end);
        let label = self.events.plain(first..title_end);
        let default = self.words.text(default);
        self.open_alert(class, if label.is_empty() { default } else { &label });
        if label.is_empty() {
            self.html(&escape::text(default));
        }
        self.walk(first..title_end);
        self.html("</p>\n");
        self.end_block();
        if title_end + 1 < end {
            self.html("<p>");
            self.walk(title_end + 1..end);
            self.html("</p>\n");
            self.end_block();
        }
        end + 1
    }

    /// Returns the first line break that is not inside something, or `end`.
    fn first_break(&self, start: usize, end: usize) -> usize {
        let mut depth = 0_usize;
        for index in start..end {
            match self.events.get(index) {
                Some(Event::Start(_)) => depth += 1,
                Some(Event::End(_)) => depth = depth.saturating_sub(1),
                Some(Event::SoftBreak | Event::HardBreak) if depth == 0 => return index,
                _ => {}
            }
        }
        end
    }
}

fn plain_kind(kind: BlockQuoteKind) -> Kind {
    let name = match kind {
        BlockQuoteKind::Note => 0,
        BlockQuoteKind::Tip => 1,
        BlockQuoteKind::Important => 2,
        BlockQuoteKind::Warning => 3,
        BlockQuoteKind::Caution => 4,
    };
    (KINDS[name].1, KINDS[name].2)
}
