//! What a build returns: the site, what is wrong, and figures.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::check;
use crate::diagnostic::{self, Code, Diagnostic, Severity, Span};
use crate::lock;
use crate::output::OutputSet;
use crate::plan::BaseUrl;
use crate::plan::schema::CheckLevel;
use crate::render::resume::Sheet;
use crate::site::{self, Fate};
use crate::source::Sources;
use crate::with_levels;

/// The figures of a build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The site's title.
    pub title: String,
    /// The date it was computed for.
    pub as_of: Option<NaiveDate>,
    /// The time zone in which that date is today, unless it was asked for.
    pub zone: Option<chrono_tz::Tz>,
    /// Content files by what became of them; the sum is their number.
    pub fates: BTreeMap<Fate, usize>,
    /// Scheduled files, with the day they go live.
    pub scheduled: Vec<(String, NaiveDate)>,
    /// `month 5 of 15`
    pub month: Option<String>,
    /// Study items that are proven.
    pub items_proven: usize,
    /// Study items that count.
    pub items_total: usize,
    /// HTML pages, redirects left out.
    pub pages: usize,
    /// Diagrams that are shown as their source, because drawing is not compiled in.
    pub undrawn_diagrams: usize,
}

/// A finished build.
#[derive(Debug, Clone)]
pub struct Build {
    /// The whole site; to be published only when there is no error.
    pub outputs: OutputSet,
    /// Everything that is wrong, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The figures.
    pub report: Report,
    /// The address of the site.
    pub base: Option<BaseUrl>,
    /// The path that the site is served below, such as `/repo/`.
    pub base_path: String,
    /// What the site leads to elsewhere, and what is known of that.
    pub elsewhere: Elsewhere,
    /// Severities by code: those of the plan, and those of the options over them.
    pub levels: BTreeMap<Code, CheckLevel>,
    /// The pages that are meant for paper.
    pub sheets: Vec<Sheet>,
    /// What is known of the site besides its files, for those who ask more of it; `None` when it was not made.
    pub subject: Option<check::request::Subject>,
}

/// What a site leads to elsewhere, and what its lock knows of that.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere {
    /// The address of the site itself.
    pub base: Option<BaseUrl>,
    /// The pages that visitors can find, by path of the output, with the top of their files.
    pub pages: BTreeMap<String, Span>,
    /// The addresses, with the places that lead there.
    pub links: site::external::Links,
    /// What is known.
    pub lock: lock::Lock,
    /// For how many days a proof may be dead.
    pub grace_days: u32,
}

impl Build {
    /// Returns whether something is wrong that stops the site from being published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Adds the addresses elsewhere that stand in raw HTML of pages, for those who look at each of them.
    pub fn add_raw_links(&mut self, sources: &Sources) {
        let Some(base) = &self.elsewhere.base else { return };
        let origins = check::Origins { spans: &self.elsewhere.pages, sources, known: &[] };
        for (url, span) in check::elsewhere(&self.outputs, base, &origins) {
            self.elsewhere.links.add_raw(&url, span);
        }
    }

    /// Returns what the lock knows of the addresses elsewhere that an author should look at. It stops no build, but a
    /// check tells it.
    pub fn findings_elsewhere(&self) -> Vec<Diagnostic> {
        let Some(as_of) = self.report.as_of else { return Vec::new() };
        let Elsewhere { links, lock, grace_days, .. } = &self.elsewhere;
        let standing = lock::Standing { lock, as_of, grace_days: *grace_days };
        with_levels(site::external::findings(links, standing), &self.levels)
    }

    /// Answers what is asked of the finished site besides what every build says. With `recruiter`, what stands in the way
    /// of a good first look is an error, unless the plan or the options say otherwise.
    pub fn answer(&mut self, request: check::request::Request, sources: &Sources) {
        let Some(subject) = &self.subject else { return };
        let found = check::request::answer(request, subject, &self.outputs, sources);
        self.diagnostics.append(&mut with_levels(found, &self.levels));
        let gate = check::request::GATE.iter().filter(|code| request.recruiter && !self.levels.contains_key(code));
        let gate: Vec<Code> = gate.copied().collect();
        let at_gate = self.diagnostics.iter_mut().filter(|found| gate.contains(&found.code));
        at_gate.for_each(|found| found.severity = Severity::Error);
        diagnostic::sort(&mut self.diagnostics);
    }
}
