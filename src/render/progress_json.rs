//! `progress.json`: the public progress as data, for whoever wants to compute with it. It says what the progress
//! page says and nothing more.

use serde::Serialize;

use super::frame::Frame;
use crate::site::PageId;
use crate::site::evidence::Proof;
use crate::site::progress::ItemState;

/// The path of the file below the site.
pub const PATH: &str = "progress.json";

#[derive(Serialize)]
struct ProgressJson<'a> {
    generator: String,
    as_of: String,
    plan: PlanJson<'a>,
    items_proven: usize,
    /// Left out while so little is proven that the plan shows no ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    items_total: Option<usize>,
    phases: Vec<PhaseJson<'a>>,
    projects: Vec<ProjectJson<'a>>,
    credentials: Vec<CredentialJson<'a>>,
    skills: Vec<SkillJson<'a>>,
    /// Only where the plan makes them public.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hours: Vec<HoursJson>,
}

#[derive(Serialize)]
struct HoursJson {
    month: String,
    hours: f64,
}

#[derive(Serialize)]
struct PlanJson<'a> {
    id: &'a str,
    title: &'a str,
    start: String,
    months: u32,
    month: Option<u32>,
}

#[derive(Serialize)]
struct PhaseJson<'a> {
    id: &'a str,
    title: &'a str,
    months: [u32; 2],
    items: Vec<ItemJson<'a>>,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    id: &'a str,
    title: &'a str,
    state: &'static str,
    proven_on: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    criteria: Vec<PartJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    proofs: Vec<ProofJson<'a>>,
}

#[derive(Serialize)]
struct PartJson<'a> {
    id: &'a str,
    title: &'a str,
    proven_on: Option<String>,
    proofs: Vec<ProofJson<'a>>,
}

#[derive(Serialize)]
struct ProjectJson<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
    release: Option<&'a str>,
    features: Vec<PartJson<'a>>,
}

#[derive(Serialize)]
struct CredentialJson<'a> {
    id: &'a str,
    title: &'a str,
    issuer: Option<&'a str>,
    issued: Option<String>,
    expires: Option<String>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct SkillJson<'a> {
    id: &'a str,
    title: &'a str,
    proofs: usize,
}

#[derive(Serialize)]
struct ProofJson<'a> {
    kind: &'static str,
    title: &'a str,
    url: String,
    level: u8,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived: Option<&'a str>,
}

/// Returns the file.
///
/// # Panics
/// When text, numbers and lists could not be written as JSON, which cannot be.
pub fn render(frame: &Frame<'_>) -> Vec<u8> {
    let site = frame.site;
    let counts = site.progress.counts;
    let plan = PlanJson {
        id: site.plan.id.as_str(),
        title: &site.plan.title,
        start: site.plan.start.to_string(),
        months: site.plan.months,
        month: site.progress.calendar.month,
    };
    let shows_ratio = counts.items_proven >= site.plan.display.min_proven;
    let hours = site.progress.effort.iter().map(|((year, month), minutes)| HoursJson {
        month: format!("{year:04}-{month:02}"),
        hours: f64::from(*minutes) / 60.0,
    });
    let progress = ProgressJson {
        generator: format!("Milepost {}", env!("CARGO_PKG_VERSION")),
        as_of: site.as_of.to_string(),
        plan,
        items_proven: counts.items_proven,
        items_total: shows_ratio.then_some(counts.items_total),
        phases: phases(frame),
        projects: projects(frame),
        credentials: credentials(frame),
        skills: super::skill::shown(frame)
            .map(|(skill, progress)| SkillJson {
                id: skill.id.as_str(),
                title: &skill.title,
                proofs: progress.proofs.len(),
            })
            .collect(),
        hours: hours.collect(),
    };
    let mut json = serde_json::to_vec_pretty(&progress).expect("text, numbers and lists are always JSON");
    json.push(b'\n');
    json
}

fn phases<'a>(frame: &'a Frame<'_>) -> Vec<PhaseJson<'a>> {
    let site = frame.site;
    let items = |phase: &'a crate::plan::Phase| {
        let shown = phase.items.iter().filter(|item| site.shows_item(&item.id.value));
        shown.filter_map(|item| item_json(frame, item)).collect()
    };
    let phases = site.plan.phases.iter().map(|phase| PhaseJson {
        id: phase.id.as_str(),
        title: &phase.title,
        months: [phase.months.0, phase.months.1],
        items: items(phase),
    });
    phases.collect()
}

fn item_json<'a>(frame: &'a Frame<'_>, item: &'a crate::plan::Item) -> Option<ItemJson<'a>> {
    let progress = frame.site.progress.items.get(&item.id.value)?;
    let criteria: Vec<PartJson<'a>> = progress
        .criteria
        .iter()
        .map(|part| PartJson {
            id: part.id.as_str(),
            title: &part.title,
            proven_on: part.proven_on.map(|day| day.to_string()),
            proofs: proofs(frame, &part.proofs),
        })
        .collect();
    Some(ItemJson {
        id: item.id.value.as_str(),
        title: &item.title,
        state: match progress.state.public() {
            ItemState::Proven => "proven",
            ItemState::Waived => "waived",
            ItemState::Active | ItemState::Claimed => "active",
            ItemState::Planned => "planned",
            ItemState::Blocked => "blocked",
            ItemState::Dropped => "dropped",
            ItemState::Unavailable => "unavailable",
        },
        proven_on: progress.proven_on.map(|day| day.to_string()),
        proofs: if criteria.is_empty() { proofs(frame, &progress.proofs) } else { Vec::new() },
        criteria,
    })
}

fn projects<'a>(frame: &'a Frame<'_>) -> Vec<ProjectJson<'a>> {
    let site = frame.site;
    let projects = site.plan.projects.iter().filter_map(|project| {
        let progress = site.progress.projects.get(&project.id.value)?;
        let page = site.page(PageId(progress.page?));
        let features = progress.features.iter().map(|feature| PartJson {
            id: feature.id.as_str(),
            title: &feature.title,
            proven_on: feature.proven_on.map(|day| day.to_string()),
            proofs: proofs(frame, &feature.proofs),
        });
        Some(ProjectJson {
            id: project.id.value.as_str(),
            title: &page.title,
            url: frame.absolute(&page.permalink),
            release: progress.release.as_deref(),
            features: features.collect(),
        })
    });
    projects.collect()
}

fn credentials<'a>(frame: &'a Frame<'_>) -> Vec<CredentialJson<'a>> {
    let verified = frame.site.progress.certifications.iter().filter(|(_, progress)| progress.state.is_verified());
    let credentials = verified.map(|(id, progress)| CredentialJson {
        id: id.as_str(),
        title: &progress.title,
        issuer: progress.issuer.as_deref(),
        issued: progress.issued.map(|day| day.to_string()),
        expires: progress.expires.map(|day| day.to_string()),
        url: progress.proof.as_ref().map(|proof| proof.href.as_str()),
    });
    credentials.collect()
}

/// Returns proofs with absolute addresses.
fn proofs<'a>(frame: &Frame<'_>, all: &'a [Proof]) -> Vec<ProofJson<'a>> {
    let base = &frame.site.settings.base;
    let proofs = all.iter().map(|proof| ProofJson {
        kind: proof.kind.label(),
        title: &proof.title,
        url: if proof.href.starts_with('/') { base.absolute_href(&proof.href) } else { proof.href.clone() },
        level: proof.level,
        date: proof.date.to_string(),
        archived: proof.archived.as_deref(),
    });
    proofs.collect()
}
