//! Rules that are opinions: what nobody hears who has not asked.
//!
//! [`stale`] names pages that were not changed for long. [`recruiter`] looks at the finished site as somebody does who may
//! hire its author: `reading` notes what is to see on each page, and each other file holds the rules on one subject.
//! `gather` tells what many pages have from one place once.

mod contrast;
mod freshness;
mod gather;
mod link;
mod picture;
mod placeholder;
mod reading;
mod sheet;
mod text;
mod weight;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use self::gather::Gather;
use self::reading::Reading;
use super::Origins;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::output::OutputSet;
use crate::plan::BaseUrl;
use crate::source::Sources;

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Request {
    /// Whether the site is looked at as somebody does who may hire its author.
    pub recruiter: bool,
    /// Pages that were not changed for more days than that are named.
    pub stale: Option<u32>,
}

/// What is known of a site besides its files.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its address.
    pub base: BaseUrl,
    /// The day that it is for.
    pub as_of: NaiveDate,
    /// For outputs made from a content file, by path: the top of that file.
    pub origins: BTreeMap<String, Span>,
    /// The pages that visitors can find.
    pub pages: Vec<Dated>,
    /// How many of them are projects.
    pub projects: usize,
    /// The day on which the newest of the credentials on show was issued.
    pub newest_credential: Option<NaiveDate>,
    /// Whether pages get a card of their own for link previews.
    pub has_cards: bool,
    /// The pictures of the site itself that are those of the default theme, in whatever colours, by path.
    pub of_theme: BTreeSet<String>,
}

/// A page with its days.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The path of the output.
    pub output: String,
    /// Its title.
    pub title: String,
    /// When it was last changed, else when it was written.
    pub day: Option<NaiveDate>,
    /// The top of its file.
    pub span: Span,
}

/// What the rules look at.
struct Site<'a> {
    subject: &'a Subject,
    outputs: &'a OutputSet,
    sources: &'a Sources,
    /// What is to see on each page, redirects left out.
    pages: Vec<(&'a str, Reading)>,
}

impl Site<'_> {
    fn origins(&self) -> Origins<'_> {
        Origins { spans: &self.subject.origins, sources: self.sources, known: &[] }
    }
}

/// Codes of other checks that the gate for recruiters does not let through either.
pub const GATE: [Code; 4] = [Code::DeadLink, Code::DeadProof, Code::LocalLink, Code::MissingAlt];

/// Returns what there is to say of a finished site when somebody asks.
pub fn answer(request: Request, subject: &Subject, outputs: &OutputSet, sources: &Sources) -> Vec<Diagnostic> {
    let mut diagnostics = request.stale.map(|days| stale(subject, days)).unwrap_or_default();
    if request.recruiter {
        diagnostics.extend(recruiter(subject, outputs, sources));
    }
    crate::diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// Returns the pages that were not changed for more than so many days.
pub fn stale(subject: &Subject, days: u32) -> Vec<Diagnostic> {
    let dated = subject.pages.iter().filter_map(|page| Some((page, page.day?)));
    let age = |day: NaiveDate| (subject.as_of - day).num_days();
    let old = dated.filter(|(_, day)| age(*day) > i64::from(days));
    let tell = |(page, day): (&Dated, NaiveDate)| {
        let message = format!("`{}` was last changed on {day}, {} days ago", page.title, age(day));
        Diagnostic::new(Code::StalePage, page.span, message)
            .hint(format!("read it again, mend what is not true any more, and write `updated: {}`", subject.as_of))
    };
    old.map(tell).collect()
}

/// Returns what somebody would stumble over who may hire the author.
pub fn recruiter(subject: &Subject, outputs: &OutputSet, sources: &Sources) -> Vec<Diagnostic> {
    let files: Vec<(&str, &[u8])> = outputs
        .iter()
        .filter(|(path, _)| path.extension() == "html")
        .map(|(path, output)| (path.as_str(), &**output.bytes()))
        .collect();
    let pages: Vec<(&str, Reading)> = files
        .par_iter()
        .map(|(path, bytes)| (*path, reading::read(bytes)))
        .filter(|(_, page)| !page.is_redirect)
        .collect();
    let site = Site { subject, outputs, sources, pages };
    let mut gather = Gather::default();
    text::check(&site, &mut gather);
    link::check(&site, &mut gather);
    weight::check(&site, &mut gather);
    picture::check(&site, &mut gather);
    contrast::check(&site, &mut gather);
    freshness::check(&site, &mut gather);
    gather.finish()
}

#[cfg(test)]
mod tests;
