//! Proofs as news, and what happened on which day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::item::{certification_of, goal_of};
use super::unit::UnitKind;
use super::{Context, ItemProgress, Progress};
use crate::plan::{Claim, Item, PlanId};
use crate::site::evidence::Proof;

/// A proof as news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What it proves: an item, a certification, a project or outreach, or one part of it.
    pub claim: Claim,
    /// What `claim.target` is.
    pub kind: UnitKind,
    /// The title of `claim.target`.
    pub title: String,
    /// The title of the criterion or feature, when one is named.
    pub part_title: Option<String>,
    /// By what.
    pub proof: Proof,
}

/// Returns every proof of what is in scope as news, newest first; ties stand in order of ids and addresses.
pub(super) fn recent(ctx: &Context<'_>, progress: &Progress) -> Vec<News> {
    let mut news = Vec::new();
    for (_, item) in ctx.plan.items() {
        let found = progress.items.get(&item.id.value).filter(|found| found.state.is_in_scope());
        let is_own = certification_of(item).is_none() && goal_of(item).is_none();
        news.extend(found.filter(|_| is_own).into_iter().flat_map(|found| of_item(item, found)));
    }
    for entry in &ctx.plan.certifications {
        if let Some(found) = progress.certifications.get(&entry.id.value).filter(|found| !found.state.is_hidden()) {
            let subject = Subject { id: &entry.id, kind: UnitKind::Certification, title: &found.title };
            news.extend(found.proofs.iter().map(|proof| subject.news(None, proof)));
        }
    }
    for project in &ctx.plan.projects {
        let Some(found) = progress.projects.get(&project.id.value).filter(|found| found.is_listed) else { continue };
        let subject = Subject { id: &project.id, kind: UnitKind::Project, title: &project.title };
        let parts = found.features.iter().map(|feature| (&feature.id, &*feature.title, &feature.proofs[..]));
        news.extend(subject.all(&found.proofs, parts));
    }
    for entry in &ctx.plan.outreach {
        let Some(found) = progress.outreach.get(&entry.id.value).filter(|found| found.state.is_in_scope()) else {
            continue;
        };
        let subject = Subject { id: &entry.id, kind: UnitKind::Outreach, title: &entry.title };
        news.extend(found.proofs.iter().map(|proof| subject.news(None, proof)));
    }
    let key = |news: &News| (news.claim.clone(), news.proof.href.clone());
    news.sort_by(|a, b| b.proof.date.cmp(&a.proof.date).then_with(|| key(a).cmp(&key(b))));
    news
}

/// Returns the titles of what was published or proven, by day, each address once.
pub(super) fn activity(ctx: &Context<'_>, recent: &[News]) -> BTreeMap<NaiveDate, Vec<String>> {
    let pages = ctx.pages.iter().filter_map(|page| Some((page.date?, page.href.clone(), page.title.clone())));
    let hosted = recent.iter().map(|news| &news.proof).filter(|proof| proof.page.is_none());
    let hosted = hosted.map(|proof| (proof.date, proof.href.clone(), proof.title.clone()));
    let mut days: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (day, href, title) in pages.chain(hosted).collect::<BTreeSet<_>>() {
        if seen.insert((day, href)) {
            days.entry(day).or_default().push(title);
        }
    }
    days
}

struct Subject<'a> {
    id: &'a PlanId,
    kind: UnitKind,
    title: &'a str,
}

impl Subject<'_> {
    fn news(&self, part: Option<(&PlanId, &str)>, proof: &Proof) -> News {
        News {
            claim: Claim { target: self.id.clone(), part: part.map(|(id, _)| id.clone()) },
            kind: self.kind,
            title: self.title.to_owned(),
            part_title: part.map(|(_, title)| title.to_owned()),
            proof: proof.clone(),
        }
    }

    /// Returns the news of the whole, then of each part what is not of the whole.
    fn all<'b>(&self, whole: &[Proof], parts: impl Iterator<Item = (&'b PlanId, &'b str, &'b [Proof])>) -> Vec<News> {
        let mut news: Vec<News> = whole.iter().map(|proof| self.news(None, proof)).collect();
        for (id, title, proofs) in parts {
            let own = proofs.iter().filter(|proof| !whole.iter().any(|other| other.href == proof.href));
            news.extend(own.map(|proof| self.news(Some((id, title)), proof)));
        }
        news
    }
}

fn of_item(item: &Item, found: &ItemProgress) -> Vec<News> {
    let subject = Subject { id: &item.id, kind: UnitKind::Item, title: &item.title };
    let parts = found.criteria.iter().map(|criterion| (&criterion.id, &*criterion.title, &criterion.proofs[..]));
    subject.all(&found.proofs, parts)
}
