//! Links and images, with slots for where they lead.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::autolink::Address;
use super::document::{Image, Link, LinkKind, Piece, Position};
use super::writer::Writer;
use super::{destination, escape};
use crate::diagnostic::{Code, Diagnostic, Span};

/// An image with no more bytes of text before it is seen without scrolling.
const NEAR_THE_TOP: usize = 600;

impl Writer<'_> {
    /// Writes the start of a link.
    pub(super) fn link(&mut self, start: usize, link_type: LinkType, destination: &str, title: &str) -> usize {
        let end = self.events.end_of(start);
        let destination = match link_type {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        let text = self.events.plain(start + 1..end);
        let link = Link {
            kind: LinkKind::Link,
            span: self.destination_span(start, end, link_type, &destination),
            is_wikilink: matches!(link_type, LinkType::WikiLink { .. }),
            is_argument: false,
            destination,
            text,
            context: String::new(),
        };
        // A link without a name is nothing that can be announced.
        let name = (end == start + 1).then(|| link.destination.clone());
        self.open_link(link, title);
        if let Some(name) = name {
            self.words(&name);
        }
        start + 1
    }

    /// Writes the end of a link.
    pub(super) fn end_link(&mut self) {
        self.in_link = false;
        self.html("</a>");
    }

    /// Writes an address that stands in a text as a link.
    pub(super) fn bare_address(&mut self, address: &Address, text: &str, place: Range<usize>) {
        let link = Link {
            kind: LinkKind::Link,
            destination: format!("{}{text}", address.prefix),
            is_wikilink: false,
            is_argument: false,
            span: self.place.span(place),
            text: text.to_owned(),
            context: String::new(),
        };
        self.open_link(link, "");
        self.words(text);
        self.end_link();
    }

    fn open_link(&mut self, link: Link, title: &str) {
        let is_external = !link.is_wikilink && destination::is_external(&link.destination);
        self.html("<a href=\"");
        self.destination(link);
        self.html("\"");
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.html(if is_external { " rel=\"noopener\">" } else { ">" });
        self.in_link = true;
    }

    /// Writes the slot for a link; `#` for one that must not be.
    fn destination(&mut self, link: Link) {
        if self.is_allowed(&link) {
            let id = self.add_link(link);
            self.slot(Piece::Url(id));
        } else {
            self.html("#");
        }
    }

    /// Returns whether a link may lead where it does, or says that it must not.
    fn is_allowed(&mut self, link: &Link) -> bool {
        // The name in a wikilink is never an address.
        let scheme = destination::forbidden_scheme(&link.destination).filter(|_| !link.is_wikilink);
        let Some(scheme) = scheme else { return true };
        let message = format!("a link must not begin with `{scheme}`");
        let hint = "link to an address with `https://` or `mailto:`, or to a file of the journal";
        self.diagnostics.push(Diagnostic::new(Code::BadValue, link.span, message).hint(hint));
        false
    }

    /// Writes an image that is a block of its own, with its title under it.
    pub(super) fn figure(&mut self, start: usize, destination: &str, title: &str) {
        self.html("<figure>");
        self.write_image(start, destination, "", true);
        if !title.is_empty() {
            self.html("<figcaption>");
            self.words(title);
            self.html("</figcaption>");
        }
        self.html("</figure>\n");
    }

    /// Writes an image in a line; what is within it is its alternative text.
    pub(super) fn image(&mut self, start: usize, destination: &str, title: &str) -> usize {
        self.write_image(start, destination, title, false)
    }

    fn write_image(&mut self, start: usize, destination: &str, title: &str, is_figure: bool) -> usize {
        let end = self.events.end_of(start);
        let written = self.events.plain(start + 1..end);
        if end == start + 1 {
            self.report_missing_alt(start);
        }
        let link_type = match self.events.get(start) {
            Some(Event::Start(Tag::Image { link_type: LinkType::WikiLink { has_pothole }, .. })) => {
                LinkType::WikiLink { has_pothole: *has_pothole }
            }
            _ => LinkType::Inline,
        };
        let alt = written.trim().to_owned();
        let link = Link {
            kind: LinkKind::Image,
            destination: destination.to_owned(),
            is_wikilink: matches!(link_type, LinkType::WikiLink { .. }),
            is_argument: false,
            span: self.destination_span(start, end, link_type, destination),
            text: alt.clone(),
            context: String::new(),
        };
        self.place_image(link, alt, title, is_figure);
        end + 1
    }

    /// Writes the slot for an image that `link` leads to.
    pub(super) fn place_image(&mut self, link: Link, alt: String, title: &str, is_figure: bool) {
        if !self.is_allowed(&link) {
            self.html(&format!("<img src=\"#\" alt=\"{}\">", escape::attribute(&alt)));
            return;
        }
        let is_first = self.links.iter().all(|link| link.kind != LinkKind::Image);
        let position = match is_first {
            true if is_figure && self.text.len() <= NEAR_THE_TOP => Position::Top,
            true => Position::First,
            false => Position::Later,
        };
        let is_in_link = self.in_link || self.in_raw_link;
        let title = (!title.is_empty()).then(|| title.to_owned());
        let link = self.add_link(link);
        self.slot(Piece::Image(Box::new(Image { link, alt, title, is_figure, is_in_link, position })));
    }

    fn report_missing_alt(&mut self, start: usize) {
        let span = self.place.span(self.events.range(start));
        let hint = "write what it shows between the brackets, or a blank if it is there for decoration: `![ ](…)`";
        let message = "the image has no alternative text";
        self.diagnostics.push(Diagnostic::new(Code::MissingAlt, span, message).hint(hint));
    }

    /// Returns where a destination is written, or the whole link when it is written elsewhere.
    fn destination_span(&self, start: usize, end: usize, link_type: LinkType, destination: &str) -> Span {
        let whole = self.events.range(start);
        let range = match link_type {
            LinkType::Autolink | LinkType::Email => Some(whole.start + 1..whole.end.saturating_sub(1)),
            LinkType::Inline => self.inline_destination(start, end, destination),
            LinkType::WikiLink { .. } => self.wikilink_name(whole.clone()),
            _ => None,
        };
        self.place.span(range.filter(|range| range.start < range.end).unwrap_or(whole))
    }

    /// Finds the name in a wikilink.
    fn wikilink_name(&self, whole: Range<usize>) -> Option<Range<usize>> {
        let written = self.events.source.get(whole.clone())?;
        let at = written.find("[[")? + 2;
        let name = written[at..].strip_suffix("]]")?;
        let name = name.split('|').next()?.trim_end_matches(['\\', ' ', '\t']);
        Some(whole.start + at..whole.start + at + name.len())
    }

    /// Finds `](destination` after what is within the link.
    fn inline_destination(&self, start: usize, end: usize, destination: &str) -> Option<Range<usize>> {
        let whole = self.events.range(start);
        let inner = if end > start + 1 { self.events.range(end - 1).end } else { whole.start };
        let rest = self.events.source.get(inner..whole.end)?;
        let bracket = rest.find("](")? + 2;
        let after = rest[bracket..].trim_start_matches(|c: char| c.is_whitespace() || c == '<');
        let from = whole.end - after.len();
        if !destination.is_empty() && after.starts_with(destination) {
            return Some(from..from + destination.len());
        }
        // Written with entities or backslashes.
        let length = after.find(|c: char| c.is_whitespace() || matches!(c, '>' | ')'))?;
        Some(from..from + length)
    }
}
