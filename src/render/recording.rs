//! Recordings of terminals: what their templates see, and the files that the player of the page loads.
//!
//! The file of a recording stands beside the asciicast: `demo.cast.json`. It is loaded when somebody plays it; what a
//! page shows before, or without a script, is the last screen as text.

use std::collections::BTreeMap;

use super::component::figure;
use super::frame::Frame;
use super::view::TerminalView;
use crate::content::component::{Component, Terminal};
use crate::content::markdown::escape;
use crate::diagnostic::{Code, Diagnostic, SourceId, Span};
use crate::recording::{Recording, Row};
use crate::site::{Permalink, Site, SitePage, Target};
use crate::source::Sources;

/// The recordings that pages show, by the address of their files.
#[derive(Debug, Clone, Default)]
pub struct Recordings(BTreeMap<Permalink, Recording>);

impl Recordings {
    /// Reads the recordings that pages show, and tells what is wrong with them; one that is as it was, by `is_same`, is
    /// that of `before`.
    pub fn read(
        site: &Site,
        sources: &Sources,
        (mut before, is_same): (Self, &(dyn Fn(SourceId) -> bool + Sync)),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut recordings = BTreeMap::new();
        let mut seen = BTreeMap::new();
        for (permalink, span) in site.pages.iter().flat_map(shown) {
            if seen.insert(permalink.clone(), span).is_some() {
                continue;
            }
            let Some(asset) = site.assets.get(&permalink) else { continue };
            if let Some(known) = before.0.remove(&permalink).filter(|_| is_same(asset.source)) {
                recordings.insert(permalink, known);
                continue;
            }
            let file = sources.get(asset.source);
            match Recording::read(&file.bytes) {
                Ok(recording) => {
                    recordings.insert(permalink, recording);
                }
                Err(mistake) => {
                    let line = mistake.line.map(|line| format!(", line {line}")).unwrap_or_default();
                    let message = format!("the recording `{}` cannot be shown{line}: {}", file.path, mistake.message);
                    let hint = "record it anew with `asciinema rec`, which writes such a file";
                    diagnostics.push(Diagnostic::new(Code::BadRecording, span, message).hint(hint));
                }
            }
        }
        Self(recordings)
    }

    /// Returns what a player loads, by path.
    pub fn files(&self) -> impl Iterator<Item = (Permalink, Vec<u8>)> {
        self.files_of(&|_| true)
    }

    /// Returns the same of those recordings whose address `is_wanted`.
    pub fn files_of(&self, is_wanted: &impl Fn(&Permalink) -> bool) -> impl Iterator<Item = (Permalink, Vec<u8>)> {
        self.0
            .iter()
            .filter(|(permalink, _)| is_wanted(permalink))
            .filter_map(|(permalink, recording)| Some((beside(permalink)?, recording.json().to_string().into_bytes())))
    }

    /// Returns what a template sees of the recording at `permalink`.
    pub fn view(
        &self,
        frame: &Frame<'_>,
        permalink: &Permalink,
        title: Option<&str>,
        page: &str,
    ) -> Option<TerminalView> {
        let recording = self.0.get(permalink)?;
        let own = recording.title.as_deref();
        Some(TerminalView {
            title: title.or(own).unwrap_or(page).to_owned(),
            screen: recording.last_screen().into_iter().map(html).collect(),
            text: recording.last_text(),
            height: recording.height,
            columns: recording.columns,
            length: recording.length,
            duration: figure::duration((recording.length + 500) / 1000),
            player: frame.href(&beside(permalink)?),
            href: frame.href(permalink),
        })
    }
}

/// Returns whether a page shows a recording.
pub fn is_on(page: &SitePage) -> bool {
    !shown(page).is_empty()
}

/// Returns the addresses of the recordings that a page shows, with the places at which it names them.
fn shown(page: &SitePage) -> Vec<(Permalink, Span)> {
    let document = &page.source.document;
    let of_component = document.components.iter().filter_map(|component| {
        let Component::Terminal(Terminal { file, .. }) = component else { return None };
        let span = document.links.get(file.0 as usize)?.span;
        match figure::target(page, *file) {
            Target::File(permalink) => Some((permalink.clone(), span)),
            _ => None,
        }
    });
    let front = page.source.front.as_ref().and_then(|front| front.recording());
    let demo = page.recording.clone().zip(front.map(|path| path.span));
    of_component.chain(demo).collect()
}

fn beside(permalink: &Permalink) -> Option<Permalink> {
    Permalink::file(&format!("{}.json", permalink.as_str()))
}

/// Returns a row as markup.
fn html(row: &Row) -> String {
    let run = |run: &crate::recording::Run| {
        let text = escape::text(&run.text);
        if run.look.is_empty() { text } else { format!("<span class=\"{}\">{text}</span>", run.look) }
    };
    row.iter().map(run).collect()
}
