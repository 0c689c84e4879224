//! What the Markdown stage makes of a text.

use std::fmt::Write as _;
use std::ops::Range;

use super::part::Part;
use super::{escape, words};
use crate::content::component::Component;
use crate::diagnostic::{Diagnostic, Span};

/// A page's text as HTML with slots, and what other stages want to know of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The HTML in order, without the leading heading of level 1.
    pub body: Part<Vec<Piece>>,
    /// The links and images in the order of the body, then those of footnotes, then those of the theme's own
    /// components; a [`LinkId`] is a place in it.
    pub links: Vec<Link>,
    /// The components in the order of the body; a [`ComponentId`] is a place in it.
    pub components: Vec<Component>,
    /// The headings in the order of the body, without the title.
    pub headings: Vec<Heading>,
    /// The heading of level 1 that the text begins with, if it does.
    pub title: Option<Heading>,
    /// In plain text, what precedes `<!-- more -->`, else the beginning of the first paragraph.
    pub summary: Option<String>,
    /// The body in plain text.
    pub plain: Part<Plain>,
    /// The number of words in `plain`; Chinese and Japanese characters count one each.
    pub words: u32,
    /// How many of `words` are Chinese or Japanese characters.
    pub cjk_characters: u32,
    /// Whether there is a formula.
    pub has_math: bool,
    /// Whether there is a block of code.
    pub has_code: bool,
    /// How many diagrams are shown as their source, because drawing is not compiled in.
    pub undrawn_diagrams: usize,
    /// What is wrong with the text.
    pub diagnostics: Vec<Diagnostic>,
    /// A hash of all that it was made of, where it is remembered.
    pub digest: Option<[u8; 32]>,
}

/// The body of a document in plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    /// The text: blocks end with a line feed; code and TeX are included, HTML blocks, images and the title are not.
    pub text: String,
    /// The stretches of it that are TeX.
    pub formulas: Vec<Range<usize>>,
}

/// A stretch of a document's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// HTML as it is.
    Html(String),
    /// The value of an `href`, inside its quotes.
    Url(LinkId),
    /// An image.
    Image(Box<Image>),
    /// A component as HTML.
    Component(ComponentId),
}

/// A link or image of a document, by its place in [`Document::links`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// A component of a document, by its place in [`Document::components`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId(pub u32);

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Something to go to.
    Link,
    /// An image to show.
    Image,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Which of the two.
    pub kind: LinkKind,
    /// The destination as written, with entities and backslashes decoded but without percent-encoding
    /// added. A bare `www.` address has `http://` put before it, a bare e-mail address `mailto:`.
    pub destination: String,
    /// Whether it is a wikilink, whose destination is a name with `#heading` rather than a path.
    pub is_wikilink: bool,
    /// Whether it is an argument of a component, which has to be a file of the journal.
    pub is_argument: bool,
    /// Where the destination is written; for a reference such as `[text][label]`, the whole link.
    pub span: Span,
    /// The text of the link or the alternative text of the image, plain.
    pub text: String,
    /// The sentence that it stands in, plain, for the list of backlinks on the other page.
    pub context: String,
}

/// An image in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The link to it, by which its address is found.
    pub link: LinkId,
    /// What it shows, plain; empty when it is there for decoration.
    pub alt: String,
    /// The title to show on hovering; that of a figure is its caption and stands in the text.
    pub title: Option<String>,
    /// Whether it is a block of its own.
    pub is_figure: bool,
    /// Whether it is in a link.
    pub is_in_link: bool,
    /// Where on the page it stands.
    pub position: Position,
}

/// Where on a page an image stands, by which a browser is told when to load it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Position {
    /// The first one, with little text before it: it is seen at once.
    Top,
    /// The first one, further down.
    First,
    /// Any other.
    #[default]
    Later,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The id, unique in the document.
    pub id: String,
    /// The plain text.
    pub text: String,
    /// The text as HTML for a table of contents: emphasis, code and formulas, but no links.
    pub html: String,
    /// The level that it is written with in the HTML: 1 for the title, else 2 to 6.
    pub level: u8,
    /// Where it stands in [`Plain::text`]; what belongs to it follows. Empty for the title, which is not in it.
    pub place: Range<usize>,
    /// Where it is written.
    pub span: Span,
}

/// Fills the slots of a document. A closure from [`LinkId`] to the URL will do where components do not matter.
pub trait Fill {
    /// Returns the URL for a link or image, not yet escaped.
    fn url(&mut self, link: LinkId) -> String;

    /// Returns an image as HTML, which is written as it is.
    fn image(&mut self, image: &Image) -> String {
        let mut html = format!(
            "<img src=\"{}\" alt=\"{}\"",
            escape::attribute(&self.url(image.link)),
            escape::attribute(&image.alt)
        );
        if let Some(title) = &image.title {
            let _ = write!(html, " title=\"{}\"", escape::attribute(title));
        }
        html + ">"
    }

    /// Returns whether a link leads nowhere, so that its text is shown without a link.
    fn is_dead(&mut self, _link: LinkId) -> bool {
        false
    }

    /// Returns a component as HTML, which is written as it is.
    fn component(&mut self, _component: ComponentId) -> String {
        String::new()
    }
}

impl<F: FnMut(LinkId) -> String> Fill for F {
    fn url(&mut self, link: LinkId) -> String {
        self(link)
    }
}

/// What the address of a link is written behind.
const HREF: &str = " href=\"";

impl Document {
    /// Returns the HTML with every slot filled.
    pub fn html(&self, mut fill: impl Fill) -> String {
        let mut out = String::new();
        let mut is_dead = false;
        for piece in &*self.body.read() {
            match piece {
                // The quote that would have ended the attribute.
                Piece::Html(html) if std::mem::take(&mut is_dead) => {
                    out.push_str(html.strip_prefix('"').unwrap_or(html));
                }
                Piece::Html(html) => out.push_str(html),
                Piece::Url(link) if out.ends_with(HREF) && fill.is_dead(*link) => {
                    out.truncate(out.len() - HREF.len());
                    is_dead = true;
                }
                Piece::Url(link) => escape::push_attribute(&mut out, &fill.url(*link)),
                Piece::Image(image) => out.push_str(&fill.image(image)),
                Piece::Component(component) => out.push_str(&fill.component(*component)),
            }
        }
        out
    }

    /// Adds a link that a component has, and returns its place.
    pub fn add_link(&mut self, link: Link) -> LinkId {
        let id = LinkId(u32::try_from(self.links.len()).unwrap_or(u32::MAX));
        self.links.push(link);
        id
    }

    /// Adds a paragraph that a component shows to the plain text.
    pub fn add_prose(&mut self, paragraph: &str) {
        let (words, cjk_characters) = words::count(paragraph);
        self.words = self.words.saturating_add(words).saturating_add(cjk_characters);
        self.cjk_characters = self.cjk_characters.saturating_add(cjk_characters);
        self.plain.change(|plain| {
            plain.text.push_str(paragraph);
            plain.text.push('\n');
        });
    }

    /// Returns the link with that id.
    ///
    /// # Panics
    /// When the id belongs to another document, which is a bug.
    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id.0 as usize]
    }

    /// Returns how many minutes the text takes to read, at least 1.
    pub fn reading_minutes(&self) -> u32 {
        words::reading_minutes(self.words - self.cjk_characters.min(self.words), self.cjk_characters)
    }
}
