//! Addresses outside of the site: which ones its public pages and its plan lead to, where each is written, and what the
//! lock says of them.
//!
//! Only what visitors can find is here, because the addresses are asked for on the network and stand in a file that is
//! committed: the public plan, and listed pages. [`collect`] gathers, [`findings`] holds that against the lock.

mod finding;
mod plan;

use std::collections::{BTreeMap, BTreeSet};

pub use finding::{findings, is_local};

use super::link::Target;
use super::{Site, SitePage};
use crate::diagnostic::{SourceId, Span};
use crate::lock;
use crate::plan::{BaseUrl, Plan, PlanId, ProofFile};
use crate::source::Sources;

/// Every address outside of the site, with the places that lead to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// By the address as the lock has it.
    pub uses: BTreeMap<String, BTreeSet<Use>>,
}

/// A place that leads out of the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Where it is written, if that is known.
    pub span: Option<Span>,
    /// The address as written.
    pub url: String,
    /// What it is for.
    pub role: Role,
}

/// What an address is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It proves something of the plan.
    Proof(PlanId),
    /// It is the copy of a proof.
    Copy(PlanId),
    /// Something to read.
    Link,
}

/// Returns every address outside of `site` that visitors can find on it.
pub fn collect(site: &Site, sources: &Sources) -> Links {
    let mut collector = Collector { links: Links::default(), base: &site.settings.base, sources };
    plan::collect(site, &mut collector);
    for page in site.pages.iter().filter(|page| page.is_listed) {
        collector.page(page, &site.plan);
    }
    collector.links
}

impl Links {
    /// Adds a link to `url` at `span`, unless a link in the same file leads there already.
    pub fn add_raw(&mut self, url: &str, span: Span) {
        if let Some(key) = lock::key(url) {
            let uses = self.uses.entry(key).or_default();
            if !uses.iter().filter_map(|one| one.span).any(|known| known.source == span.source) {
                uses.insert(Use { span: Some(span), url: url.to_owned(), role: Role::Link });
            }
        }
    }
}

/// Gathers addresses.
struct Collector<'a> {
    links: Links,
    base: &'a BaseUrl,
    sources: &'a Sources,
}

impl Collector<'_> {
    /// Adds an address, unless it is on the site or not of the web.
    fn add(&mut self, url: &str, span: Option<Span>, role: Role) {
        if let Some(key) = lock::key(url)
            && !is_own(&key, self.base)
        {
            self.links.uses.entry(key).or_default().insert(Use { span, url: url.to_owned(), role });
        }
    }

    /// Adds an address that is written somewhere in a file.
    fn add_from(&mut self, file: Option<SourceId>, url: &str, role: Role) {
        let span = place(self.sources, file, url);
        self.add(url, span, role);
    }

    fn proofs(&mut self, of: &PlanId, files: &[ProofFile]) {
        for file in files {
            if let Some(url) = &file.url {
                self.add(&url.value, Some(url.span), Role::Proof(of.clone()));
            }
            if let Some(copy) = &file.archived {
                self.add(&copy.value, Some(copy.span), Role::Copy(of.clone()));
            }
        }
    }

    fn page(&mut self, page: &SitePage, plan: &Plan) {
        for (link, target) in page.source.document.links.iter().zip(&page.targets) {
            if let Target::External(url) = target {
                self.add(url, Some(link.span), Role::Link);
            }
        }
        let Some(front) = &page.source.front else { return };
        // Of a project that is private, visitors see neither that this is its page nor its proofs.
        let project = front.project.as_ref().map(|project| &project.value).filter(|id| plan.project(id).is_some());
        for url in front.repo.iter().chain(front.demo_address()) {
            self.add(&url.value, Some(url.span), project.map_or(Role::Link, |id| Role::Proof(id.clone())));
        }
        if let Some(url) = &front.canonical {
            self.add(&url.value, Some(url.span), Role::Link);
        }
        let features = front.features.iter().flat_map(|features| &features.0);
        if let Some(project) = project {
            features.for_each(|(_, feature)| self.proofs(project, &feature.proof));
        }
        for (decision, target) in front.decisions.iter().zip(&page.decision_targets) {
            if let Some(Target::External(url)) = target {
                self.add(url, decision.post.as_ref().map(|post| post.span), Role::Link);
            }
        }
    }
}

/// Returns whether `url` is on the site, whose own addresses are checked without the network.
fn is_own(url: &str, base: &BaseUrl) -> bool {
    let home = base.absolute("");
    url.starts_with(&home) || *url == *home.trim_end_matches('/')
}

/// Returns where `url` is written in `file`, the plan unless given.
pub(super) fn place(sources: &Sources, file: Option<SourceId>, url: &str) -> Option<Span> {
    let id = file.or_else(|| Some(sources.find(crate::plan::PLAN_FILE)?.0))?;
    let text = sources.text(id).ok()?;
    let goes_on = |c: char| c.is_alphanumeric() || "/-_.~%?#=&+:@".contains(c);
    let mut places = text.match_indices(url).map(|(at, _)| at..at + url.len());
    // `https://a.example/x` is not written where `https://a.example/xy` is; a comma or a full stop may follow.
    let whole = places.find(|place| !text[place.end..].trim_start_matches(['.', ':', '?']).starts_with(goes_on));
    whole.map(|place| Span::new(id, place))
}
