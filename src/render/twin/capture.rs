//! Elements whose text is taken as it is, without the elements in them: code, formulas, what is left out.

use html5gum::{StartTag, Token};

use super::from_html::{attribute, has_class};

/// What is left out with all that is in it.
const LEFT_OUT: &[&str] = &["script", "style", "template", "noscript", "object", "svg", "head", "select", "textarea"];

/// An element that is being captured.
#[derive(Debug)]
pub(super) struct Capture {
    kind: Kind,
    name: String,
    /// How many elements of that name are open within it.
    depth: usize,
    text: String,
    /// An element within it whose text does not count, with the number of its name that are open.
    hidden: Option<(String, usize)>,
    /// Whether text counts.
    is_taken: bool,
}

#[derive(Debug)]
enum Kind {
    Nothing,
    Code,
    Title,
    Block { language: String },
    FootnoteRef,
    Formula { is_block: bool },
    Embedded { label: String, address: String },
}

/// What was captured.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Captured {
    /// Something that is left out.
    Nothing,
    /// Code in a line.
    Code(String),
    /// The title of the block of code that follows.
    Title(String),
    /// A block of code.
    Block {
        /// Its text.
        code: String,
        /// Its language; empty for none.
        language: String,
    },
    /// A reference to a footnote.
    FootnoteRef(String),
    /// A formula.
    Formula {
        /// As TeX.
        tex: String,
        /// Whether it stands by itself.
        is_block: bool,
    },
    /// Something that plays or is embedded.
    Embedded {
        /// What to call it.
        label: String,
        /// Where it is.
        address: String,
    },
}

impl Capture {
    /// Returns the capture that begins with `tag`, if one does.
    pub(super) fn of(tag: &StartTag<()>) -> Option<Self> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let kind = match name.as_str() {
            name if LEFT_OUT.contains(&name) || is_hidden(tag) => Kind::Nothing,
            "code" => Kind::Code,
            "pre" => Kind::Block { language: attribute(tag, "data-lang").unwrap_or_default() },
            "math" => Kind::Formula { is_block: attribute(tag, "display").as_deref() == Some("block") },
            "sup" if has_class(tag, "footnote-ref") => Kind::FootnoteRef,
            "span" if has_class(tag, "code-title") => Kind::Title,
            "video" | "audio" | "iframe" => {
                let address = attribute(tag, "src").or_else(|| attribute(tag, "poster")).unwrap_or_default();
                let label = attribute(tag, "title").or_else(|| attribute(tag, "aria-label"));
                Kind::Embedded { label: label.unwrap_or_else(|| name.clone()), address }
            }
            _ => return None,
        };
        let is_taken = !matches!(kind, Kind::Formula { .. } | Kind::Nothing | Kind::Embedded { .. });
        Some(Self { kind, name, depth: 1, text: String::new(), hidden: None, is_taken })
    }

    /// Returns whether it stands by itself.
    pub(super) fn is_block(&self) -> bool {
        matches!(self.kind, Kind::Block { .. })
    }

    /// Takes a token; returns whether the element goes on.
    pub(super) fn token(&mut self, token: &Token) -> bool {
        match token {
            Token::StartTag(tag) => self.start(tag),
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if self.is_taken && self.hidden.is_none() => {
                self.text.push_str(&String::from_utf8_lossy(text));
            }
            _ => {}
        }
        self.depth > 0
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        if tag.self_closing {
            return;
        }
        self.depth += usize::from(name == self.name);
        match &mut self.hidden {
            Some((hidden, depth)) => *depth += usize::from(*hidden == name),
            None if is_hidden(tag) && name != self.name => self.hidden = Some((name.into_owned(), 1)),
            None => {
                if let (Kind::Block { language }, "code") = (&mut self.kind, &*name)
                    && let Some(class) = attribute(tag, "class")
                    && language.is_empty()
                {
                    let own = class.split_ascii_whitespace().find_map(|class| class.strip_prefix("language-"));
                    own.unwrap_or_default().clone_into(language);
                }
                if let (Kind::Embedded { address, .. }, "source") = (&mut self.kind, &*name)
                    && let Some(source) = attribute(tag, "src")
                    && address.is_empty()
                {
                    *address = source;
                }
                self.is_taken |= name == "annotation" && matches!(self.kind, Kind::Formula { .. });
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
        }
        self.depth -= usize::from(name == self.name);
        if name == "annotation" && matches!(self.kind, Kind::Formula { .. }) {
            self.is_taken = false;
        }
    }

    /// Returns what was captured.
    pub(super) fn finish(self) -> Captured {
        let text = self.text;
        match self.kind {
            Kind::Nothing => Captured::Nothing,
            Kind::Code => Captured::Code(text),
            Kind::Title => Captured::Title(text),
            Kind::Block { language } => Captured::Block { code: text, language },
            Kind::FootnoteRef => Captured::FootnoteRef(text),
            Kind::Formula { is_block } => Captured::Formula { tex: text, is_block },
            Kind::Embedded { label, address } => Captured::Embedded { label, address },
        }
    }
}

/// Returns whether an element is not there to be read: anchors of headings, ways back from footnotes, labels of code.
fn is_hidden(tag: &StartTag<()>) -> bool {
    let unread = ["anchor", "footnote-back", "code-lang", "vh"];
    tag.attributes.contains_key(b"hidden".as_slice())
        || attribute(tag, "aria-hidden").as_deref() == Some("true")
        || unread.iter().any(|class| has_class(tag, class))
}
