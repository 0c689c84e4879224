//! How things of the plan stand, in a word and in a sentence.

use milepost::edit::plan::{Kind, Object};
use milepost::plan::{PlanId, Requirement};
use milepost::site::progress::{CertificationState, ItemState};
use milepost::site::{Site, When};
use milepost::source::Sources;
use milepost::{journal as parsed, site};

use super::Context;

/// What the evidence says about every public thing of the plan.
pub(super) struct Standing(Option<Site>);

impl Standing {
    /// Computes it for today, or for `SOURCE_DATE_EPOCH`.
    pub(super) fn of(sources: &Sources, ctx: &Context<'_>) -> anyhow::Result<Self> {
        let given = ctx.world.source_date()?;
        Ok(Self::on(sources, given, ctx))
    }

    /// Computes it for a day; for today when none is given.
    pub(super) fn on(sources: &Sources, day: Option<chrono::NaiveDate>, ctx: &Context<'_>) -> Self {
        let journal = parsed::parse(sources);
        let zone = journal.plan.as_ref().map_or(chrono_tz::Tz::UTC, |plan| plan.site.timezone);
        let as_of = day.unwrap_or_else(|| ctx.world.now.with_timezone(&zone).date_naive());
        let (site, _, _) = site::link(sources, journal, When { as_of, with_drafts: false, with_future: false });
        Self(site)
    }

    /// Returns the state in a word.
    pub(super) fn word(&self, object: &Object) -> &'static str {
        let (Some(site), Some(id)) = (&self.0, PlanId::new(&object.id)) else { return "unknown" };
        if object.is_private {
            return object.status.as_deref().map_or("private", declared);
        }
        let progress = &site.progress;
        match object.kind {
            Kind::Item => progress.items.get(&id).map_or("", |item| item_word(item.state)),
            Kind::Project => progress.projects.get(&id).map_or("", |project| item_word(project.state)),
            Kind::Outreach => progress.outreach.get(&id).map_or("", |entry| item_word(entry.state)),
            Kind::Certification => progress.certifications.get(&id).map_or("", |entry| certification_word(entry.state)),
            Kind::Goal => match progress.goals.get(&id) {
                Some(goal) if goal.is_reached => "reached",
                Some(_) => "open",
                None => "",
            },
            _ => "",
        }
    }

    /// Returns the state with what it lacks.
    pub(super) fn sentence(&self, object: &Object) -> String {
        let word = self.word(object);
        let (Some(site), Some(id)) = (&self.0, PlanId::new(&object.id)) else {
            return "not known: `milepost check` tells what is wrong with the plan".to_owned();
        };
        if object.is_private {
            return format!("{word}: visitors do not see it");
        }
        match object.kind {
            Kind::Item => item(site, &id, word),
            Kind::Project => project(site, &id, word),
            Kind::Outreach => outreach(site, &id, word),
            Kind::Certification => certification(site, &id, word),
            Kind::Alternative => {
                let of = |entry: &&milepost::plan::Certification| entry.any_of.iter().any(|other| other.id == id);
                match site.plan.certifications.iter().find(of) {
                    Some(entry) => {
                        let word = site
                            .progress
                            .certifications
                            .get(&entry.id.value)
                            .map_or("", |entry| certification_word(entry.state));
                        format!("`{}`: {}", entry.id.value, certification(site, &entry.id.value, word))
                    }
                    None => word.to_owned(),
                }
            }
            Kind::Goal => match site.progress.goals.get(&id) {
                Some(goal) => format!("{word}: {} of {}", goal.count, goal.target),
                None => word.to_owned(),
            },
            _ if word.is_empty() => format!("a {} of the plan", object.kind.word()),
            _ => word.to_owned(),
        }
    }
}

fn declared(status: &str) -> &'static str {
    match status {
        "dropped" => "dropped",
        "done" => "claimed",
        "active" => "active",
        _ => "private",
    }
}

fn item_word(state: ItemState) -> &'static str {
    match state {
        ItemState::Proven => "proven",
        ItemState::Claimed => "claimed",
        ItemState::Active => "active",
        ItemState::Planned => "planned",
        ItemState::Blocked => "blocked",
        ItemState::Waived => "waived",
        ItemState::Dropped => "dropped",
        ItemState::Unavailable => "unavailable",
    }
}

fn certification_word(state: CertificationState) -> &'static str {
    match state {
        CertificationState::Planned => "planned",
        CertificationState::Studying => "studying",
        CertificationState::Verified => "verified",
        CertificationState::Expiring => "expiring",
        CertificationState::Expired => "expired",
        CertificationState::Waived => "waived",
        CertificationState::Unavailable => "unavailable",
        CertificationState::Dropped => "dropped",
    }
}

/// Returns what has to be there before something counts.
fn need(id: &PlanId, requirement: Requirement) -> String {
    let what = match requirement.level {
        0 | 1 => format!("a published page that says `proves: [{id}]`, or a proof that is hosted elsewhere"),
        2 => "a proof that is hosted elsewhere, such as a repository, a release or a talk (a page of this site is not enough)".to_owned(),
        _ => "a credential that its issuer confirms".to_owned(),
    };
    if requirement.min > 1 { format!("{} of these: {what}", requirement.min) } else { what }
}

fn with_need(word: &str, need: &str) -> String {
    match word {
        "claimed" => format!("claimed, which counts for nothing yet: what is missing is {need}"),
        "dropped" => "dropped: it is not part of the plan any more, and visitors do not see it".to_owned(),
        "unavailable" => "unavailable: it cannot be earned".to_owned(),
        _ => format!("{word}: what is missing is {need}"),
    }
}

fn item(site: &Site, id: &PlanId, word: &str) -> String {
    let (Some(progress), Some((_, item))) =
        (site.progress.items.get(id), site.plan.items().find(|(_, item)| item.id.value == *id))
    else {
        return word.to_owned();
    };
    if let Some(day) = progress.proven_on.filter(|_| progress.state.is_proven()) {
        return format!("{word} since {day}");
    }
    let missing: Vec<&str> =
        progress.criteria.iter().filter(|one| !one.is_proven()).map(|one| one.id.as_str()).collect();
    let need = match (&item.cert, &item.goal, missing.as_slice()) {
        (Some(cert), _, _) => format!("the certification `{cert}`: `milepost plan tick {cert} --proof URL`"),
        (None, Some(goal), _) => format!("the goal `{goal}`"),
        (None, None, [_, ..]) => format!("{}, each with {}", missing.join(", "), need(id, item.requirement)),
        (None, None, []) => need(id, item.requirement),
    };
    with_need(word, &need)
}

fn project(site: &Site, id: &PlanId, word: &str) -> String {
    let (Some(progress), Some(project)) = (site.progress.projects.get(id), site.plan.project(id)) else {
        return word.to_owned();
    };
    if let Some(day) = progress.proven_on.filter(|_| progress.state.is_proven()) {
        return format!("{word} since {day}");
    }
    let features = progress.features.iter().filter(|one| !one.is_proven()).map(|one| format!("the feature {}", one.id));
    let gates = progress.gates.iter().filter(|one| !one.is_met).map(|one| format!("the gate {}", one.gate.word()));
    let whole = progress.proofs.is_empty().then(|| need(id, project.requirement));
    let missing: Vec<String> = features.chain(gates).chain(whole).collect();
    with_need(word, &missing.join(", "))
}

fn outreach(site: &Site, id: &PlanId, word: &str) -> String {
    let entry = site.plan.outreach.iter().find(|entry| entry.id.value == *id);
    let (Some(progress), Some(entry)) = (site.progress.outreach.get(id), entry) else { return word.to_owned() };
    match progress.proven_on.filter(|_| progress.is_proven()) {
        Some(day) => format!("{word} since {day}"),
        None => {
            let more = progress.target.saturating_sub(progress.count);
            let count = entry.target.map(|(what, _)| format!("{more} more of the kind `{}`: ", what.word()));
            with_need(word, &(count.unwrap_or_default() + &need(id, entry.requirement)))
        }
    }
}

fn certification(site: &Site, id: &PlanId, word: &str) -> String {
    let entry = site.plan.certifications.iter().find(|entry| entry.id.value == *id);
    let (Some(progress), Some(entry)) = (site.progress.certifications.get(id), entry) else { return word.to_owned() };
    let until = progress.expires.map(|day| format!(", valid until {day}")).unwrap_or_default();
    match progress.proven_on.filter(|_| progress.state.is_verified()) {
        Some(day) => format!("{word} since {day}{until}"),
        None => with_need(word, &need(id, entry.requirement)),
    }
}
