//! A page of Markdown that is made of views: headings, paragraphs, lists, links.

use std::fmt::Write as _;

use super::inline;
use crate::plan::BaseUrl;
use crate::render::frame::Frame;
use crate::render::view::{ClaimView, EntryView, ProjectCard, ProofView, Shared, TextLink};
use crate::words::{Key, Words, word};

/// A page of Markdown while it is written.
pub(super) struct Sheet<'a> {
    /// What all pages have in common.
    pub(super) frame: &'a Frame<'a>,
    /// The words of the theme.
    pub(super) words: &'a Words,
    out: String,
    is_in_list: bool,
}

impl<'a> Sheet<'a> {
    /// Returns an empty page.
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        Self { frame, words: frame.words, out: String::new(), is_in_list: false }
    }

    /// Writes a heading.
    pub(super) fn title(&mut self, level: usize, key: Key) {
        self.heading(level, self.words.text(key));
    }

    /// Writes a heading that is not of the theme.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.part();
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{} {}", "#".repeat(level), inline::text(text));
    }

    /// Writes a paragraph of plain text.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.markdown(&inline::line(&inline::text(text)));
    }

    /// Writes the sentence below the title.
    pub(super) fn summary(&mut self, text: &str) {
        self.markdown(&format!("> {}", inline::line(&inline::text(text))));
    }

    /// Writes blocks that are Markdown already.
    pub(super) fn markdown(&mut self, text: &str) {
        let text = text.trim_end();
        if !text.is_empty() {
            self.part();
            self.out.push_str(text);
            self.out.push('\n');
        }
    }

    /// Writes a line of a list; `text` is Markdown.
    pub(super) fn item(&mut self, depth: usize, text: &str) {
        if !self.is_in_list {
            self.part();
            self.is_in_list = true;
        }
        let _ = writeln!(self.out, "{}- {text}", "  ".repeat(depth));
    }

    /// Writes a line of a list with a label; nothing when `value`, which is Markdown, is empty.
    pub(super) fn fact(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.item(0, &self.words.pair(label, value));
        }
    }

    /// Writes a line of a list with a label of the theme; nothing when `value`, which is Markdown, is empty.
    pub(super) fn line(&mut self, label: Key, value: &str) {
        self.fact(self.words.text(label), value);
    }

    fn part(&mut self) {
        self.is_in_list = false;
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// Returns the page.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Returns an absolute address.
    pub(super) fn absolute(&self, href: &str) -> String {
        absolute(&self.frame.site.settings.base, href)
    }

    /// Returns a link; plain text without an address.
    pub(super) fn link(&self, label: &str, href: Option<&str>) -> String {
        let label = inline::text(label);
        href.map_or_else(|| label.clone(), |href| inline::link(&label, &self.absolute(href)))
    }

    /// Returns links on one line.
    pub(super) fn links(&self, links: &[TextLink]) -> String {
        let links: Vec<String> = links.iter().map(|link| self.link(&link.label, link.href.as_deref())).collect();
        self.words.list(&links)
    }

    /// Returns something of the plan.
    pub(super) fn claim(&self, claim: &ClaimView) -> String {
        let title = self.link(&claim.title, claim.href.as_deref());
        claim.criterion.as_ref().map_or_else(|| title.clone(), |part| self.words.pair(&title, &inline::text(part)))
    }

    /// Returns things of the plan on one line.
    pub(super) fn claims(&self, claims: &[ClaimView]) -> String {
        self.words.list(&claims.iter().map(|claim| self.claim(claim)).collect::<Vec<_>>())
    }

    /// Returns a proof with its kind and date.
    pub(super) fn proof(&self, proof: &ProofView) -> String {
        let link = self.link(&proof.title, Some(&proof.href));
        let date = proof.date.as_ref().map(|date| format!(", {}", date.iso)).unwrap_or_default();
        let copy = proof
            .archived
            .as_ref()
            .map(|copy| format!(", {}", self.link(self.words.text(word!("proof.archived_copy")), Some(copy))));
        format!("{link} ({}, {}{date}{})", proof.kind, proof.level_label, copy.unwrap_or_default())
    }

    /// Returns a project with its result.
    pub(super) fn project(&self, card: &ProjectCard) -> String {
        let text = |text: Option<&String>| text.map(|text| inline::text(text)).unwrap_or_default();
        let (summary, result) = (text(card.summary.as_ref()), text(card.result.as_ref()));
        let result = match result.as_str() {
            "" => String::new(),
            result => format!(" {}", self.words.with(word!("project.result_is"), &[("result", result)])),
        };
        self.words.pair(&self.link(&card.title, Some(&card.href)), &format!("{summary}{result}"))
    }

    /// Writes a line for each page.
    pub(super) fn entries(&mut self, entries: &[Shared<EntryView>]) {
        for entry in entries {
            let line = self.entry(entry);
            self.item(0, &line);
        }
    }

    /// Returns a page as the line of a list.
    pub(super) fn entry(&self, entry: &EntryView) -> String {
        let link = self.link(&entry.title, Some(&entry.href));
        let date = entry.date.as_ref().map(|date| format!(" ({})", date.iso)).unwrap_or_default();
        let line = format!("{link}{date}");
        entry.summary.as_ref().map_or_else(|| line.clone(), |summary| self.words.pair(&line, &inline::text(summary)))
    }
}

/// Returns the absolute address of `href`, which is on the host of the site or elsewhere.
pub(super) fn absolute(base: &BaseUrl, href: &str) -> String {
    if href.starts_with('/') && !href.starts_with("//") { base.absolute_href(href) } else { href.to_owned() }
}
