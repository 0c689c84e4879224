//! The plan: `plan.yaml` as it is written, what it means, and what in it is private.
//!
//! 1. [`schema`] reads the file into records, strictly, with the place of every value.
//! 2. [`merge`] lays `plan.private.yaml` over it, by id, for the owner's commands only.
//! 3. [`check`] holds the rules that concern several objects: ids, references, cycles, months.
//! 4. [`lower`] parts the records into the public [`Plan`] and the [`private::PrivatePlan`].
//!
//! Beside these, [`needle`] reads both files for what must not appear on the site.
//!
//! **Invariant:** nothing private is in the [`Plan`] of a visitor; the private types have no `Serialize`, so that no
//! template view and no JSON file can be made of them. What [`parse_whole`] reads is for the owner, and rendering
//! refuses it.

pub mod base_url;
pub mod check;
pub mod id;
pub mod language;
pub mod look;
pub mod lower;
pub mod merge;
pub mod needle;
pub mod private;
pub mod proof;
pub mod resume;
pub mod schema;
pub mod site;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use base_url::BaseUrl;
pub use id::{Claim, PlanId};
pub use lower::Reader;
pub use schema::career::{Countable, OutreachKind, ReadingStatus, ResourceKind, Stage, TargetFile};
pub use schema::evidence::{Gate, ProofFile, ProofKind};
pub use schema::study::{CriterionFile, DeclaredStatus, ItemKind, RatioStyle, Upcoming};
pub use site::SiteSettings;

use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::source::Sources;
use crate::source::value::{Data, Decode, Decoder, Value, yaml};

/// The file that makes a folder a journal.
pub const PLAN_FILE: &str = "plan.yaml";
/// Its private overlay, which git ignores.
pub const PRIVATE_FILE: &str = "plan.private.yaml";

/// The public plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Its public title.
    pub title: String,
    /// One public sentence.
    pub tagline: Option<String>,
    /// The field of work.
    pub focus: Option<String>,
    /// The first day of month 1.
    pub start: NaiveDate,
    /// How many months it has; at least 1.
    pub months: u32,
    /// Days past due before it counts as behind.
    pub tolerance_days: u32,
    /// Whether role titles are public.
    pub open_to_work: bool,
    /// What the public sees of the progress.
    pub display: Display,
    /// Times in which the plan rests, first and last day.
    pub pauses: Vec<(NaiveDate, NaiveDate)>,
    /// The plan as it was agreed on earlier days, earliest first.
    pub baselines: Vec<Baseline>,
    /// From how many items on one proof is suspicious.
    pub max_items_per_proof: u32,
    /// For how many days the address of a proof may be dead before the proof counts no more.
    pub dead_after_days: u32,
    /// What a project needs besides proofs.
    pub gates: Vec<Gate>,
    /// Its parts in order of writing.
    pub phases: Vec<Phase>,
    /// Certifications by `order`.
    pub certifications: Vec<Certification>,
    /// Skills in order of writing.
    pub skills: Vec<Skill>,
    /// Goals in order of writing.
    pub goals: Vec<Goal>,
    /// Projects in order of writing.
    pub projects: Vec<Project>,
    /// Outreach in order of writing.
    pub outreach: Vec<Outreach>,
    /// Role titles; empty unless `open_to_work`.
    pub roles: Vec<Role>,
    /// Resources in order of writing.
    pub resources: Vec<Resource>,
    /// What the author says of themselves; absent when there is to be no résumé.
    pub resume: Option<resume::Resume>,
}

/// What the public sees of the progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Display {
    /// Whether the state of the schedule is public.
    pub shows_schedule: bool,
    /// The number of proven items below which no ratio, no burn-up chart and no badge of progress is shown.
    pub min_proven: usize,
    /// How ratios are shown.
    pub ratio_style: RatioStyle,
    /// Which planned items are listed.
    pub upcoming: Upcoming,
    /// Whether the hours of each month are public.
    pub shows_hours: bool,
    /// Whether due days are published as a calendar.
    pub shows_calendar: bool,
}

/// When something is meant to happen: months of the plan, or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// First and last month.
    pub months: Option<(u32, u32)>,
    /// The day it is due, which overrides the end of the last month.
    pub due: Option<NaiveDate>,
}

/// The plan as it was agreed on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// Its id.
    pub id: PlanId,
    /// The day from which on it holds.
    pub date: NaiveDate,
    /// What was in the plan.
    pub steps: Vec<BaselineStep>,
}

/// Something that was in the plan when a baseline was set.
#[derive(Debug, Clone, PartialEq)]
pub struct BaselineStep {
    /// The item, certification, project or outreach entry.
    pub id: PlanId,
    /// When it was planned.
    pub window: Window,
    /// Planned effort, where the baseline states it.
    pub hours: Option<f64>,
}

/// How much evidence something needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// The number of proofs for each criterion.
    pub min: u32,
    /// The level that each of them must have.
    pub level: u8,
}

/// A part of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// Its id.
    pub id: PlanId,
    /// Its title.
    pub title: String,
    /// One sentence.
    pub summary: Option<String>,
    /// First and last month.
    pub months: (u32, u32),
    /// Titles of months.
    pub themes: BTreeMap<u32, String>,
    /// What is studied in it.
    pub items: Vec<Item>,
}

/// A study item.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its id.
    pub id: Spanned<PlanId>,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: ItemKind,
    /// When it is planned.
    pub window: Window,
    /// Planned effort, where the plan states it.
    pub hours: Option<f64>,
    /// The certification it prepares.
    pub cert: Option<PlanId>,
    /// The goal it stands for.
    pub goal: Option<PlanId>,
    /// What has to come first.
    pub needs: Vec<PlanId>,
    /// Skills it teaches.
    pub skills: Vec<PlanId>,
    /// Roles it matters for.
    pub roles: Vec<PlanId>,
    /// Resources it uses.
    pub resources: Vec<PlanId>,
    /// Its units; empty when it is one unit itself.
    pub criteria: Vec<CriterionFile>,
    /// Goals that its proofs count for.
    pub counts_for: Vec<PlanId>,
    /// Evidence that lives elsewhere.
    pub proofs: Vec<ProofFile>,
    /// How much evidence it needs.
    pub requirement: Requirement,
    /// What evidence cannot say.
    pub status: Option<Spanned<DeclaredStatus>>,
    /// Whether it is left out of progress.
    pub is_optional: bool,
}

/// A certification to earn.
#[derive(Debug, Clone, PartialEq)]
pub struct Certification {
    /// Its id.
    pub id: Spanned<PlanId>,
    /// Its name.
    pub title: String,
    /// Who gives it.
    pub issuer: Option<String>,
    /// When it is planned.
    pub window: Window,
    /// Planned effort besides the items that prepare it.
    pub hours: Option<f64>,
    /// What has to come first.
    pub needs: Vec<PlanId>,
    /// Skills it shows.
    pub skills: Vec<PlanId>,
    /// Alternatives of which one is enough.
    pub any_of: Vec<Alternative>,
    /// How long it is valid.
    pub valid_months: Option<u32>,
    /// From when on it cannot be earned.
    pub retired_on: Option<NaiveDate>,
    /// What replaces it: one of them held is enough.
    pub successors: Vec<PlanId>,
    /// Whether it is left out of progress.
    pub is_optional: bool,
    /// Whether it can be earned.
    pub is_available: bool,
    /// The credential.
    pub proofs: Vec<ProofFile>,
    /// How much evidence it needs.
    pub requirement: Requirement,
    /// What evidence cannot say.
    pub status: Option<Spanned<DeclaredStatus>>,
}

/// One of several certifications of which one is enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// Its id.
    pub id: PlanId,
    /// Its name.
    pub title: String,
    /// Who gives it.
    pub issuer: Option<String>,
    /// How long it is valid.
    pub valid_months: Option<u32>,
    /// From when on it cannot be earned.
    pub retired_on: Option<NaiveDate>,
    /// What replaces it: one of them held is enough.
    pub successors: Vec<PlanId>,
    /// The credential.
    pub proofs: Vec<ProofFile>,
}

/// A skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    /// Its id.
    pub id: PlanId,
    /// Its name.
    pub title: String,
    /// Its group.
    pub group: Option<String>,
    /// What it consists of, or its alternatives.
    pub parts: Vec<String>,
}

/// A goal that counts something.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// Its id.
    pub id: Spanned<PlanId>,
    /// Its title.
    pub title: String,
    /// When it is planned.
    pub window: Window,
    /// What is counted.
    pub count: Countable,
    /// How many there should be.
    pub min: u32,
    /// Whose proofs count.
    pub counts: Vec<PlanId>,
    /// From when on it is shown.
    pub show_from: u32,
}

/// A portfolio project.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// Its id.
    pub id: Spanned<PlanId>,
    /// Its title in the plan.
    pub title: String,
    /// One sentence.
    pub summary: Option<String>,
    /// When it is planned.
    pub window: Window,
    /// Planned effort.
    pub hours: Option<f64>,
    /// What has to come first.
    pub needs: Vec<PlanId>,
    /// Skills it shows.
    pub skills: Vec<PlanId>,
    /// Roles it matters for.
    pub roles: Vec<PlanId>,
    /// Its repository.
    pub repo: Option<String>,
    /// Its demonstration.
    pub demo: Option<String>,
    /// What it must be able to do.
    pub features: Vec<schema::career::FeatureFile>,
    /// Evidence that lives elsewhere.
    pub proofs: Vec<ProofFile>,
    /// How much evidence it needs.
    pub requirement: Requirement,
    /// What evidence cannot say.
    pub status: Option<Spanned<DeclaredStatus>>,
}

/// Writing, speaking or open-source work for others.
#[derive(Debug, Clone, PartialEq)]
pub struct Outreach {
    /// Its id.
    pub id: Spanned<PlanId>,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: OutreachKind,
    /// When it is planned.
    pub window: Window,
    /// What is counted, and how many there should be.
    pub target: Option<(Countable, u32)>,
    /// Planned effort.
    pub hours: Option<f64>,
    /// What has to come first.
    pub needs: Vec<PlanId>,
    /// Skills it shows.
    pub skills: Vec<PlanId>,
    /// Goals that its proofs count for.
    pub counts_for: Vec<PlanId>,
    /// Evidence that lives elsewhere.
    pub proofs: Vec<ProofFile>,
    /// How much evidence it needs.
    pub requirement: Requirement,
    /// What evidence cannot say.
    pub status: Option<Spanned<DeclaredStatus>>,
}

/// A role title one is open to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its id.
    pub id: PlanId,
    /// Its title.
    pub title: String,
    /// Two or three sentences for its résumé.
    pub summary: Option<String>,
    /// Skills that it asks for, the most important first.
    pub skills: Vec<PlanId>,
    /// Whether the site names it; an unlisted role has its lens only.
    pub is_listed: bool,
}

/// Something to read, watch or take part in. Only resources with a checked address are in the public plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its id.
    pub id: PlanId,
    /// What it is.
    pub kind: ResourceKind,
    /// Its title.
    pub title: String,
    /// Authors or publisher.
    pub by: Vec<String>,
    /// Whether it costs nothing.
    pub is_free: bool,
    /// Its address.
    pub url: String,
    /// How far one is with it.
    pub status: Option<ReadingStatus>,
}

/// Everything that `plan.yaml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSource {
    /// The site's settings.
    pub site: SiteSettings,
    /// The public plan.
    pub plan: Plan,
    /// What the visitor must not see.
    pub private: private::PrivatePlan,
    /// Every id, public or not, for checking what content refers to.
    pub ids: check::Ids,
    /// Severities by code.
    pub checks: Vec<(Spanned<String>, schema::CheckLevel)>,
    /// Who may see `plan`.
    pub reader: Reader,
}

/// Reads the plan; with `with_private`, the private overlay is laid over it.
///
/// Returns the plan as far as it could be read, and everything that is wrong with it.
pub fn parse(sources: &Sources, with_private: bool) -> (Option<PlanSource>, Vec<Diagnostic>) {
    read_for(sources, with_private, Reader::Visitor)
}

/// Reads the plan as its owner sees it: the private overlay is laid over it, and nothing is left out.
///
/// Nothing that is made of it may be published; `render` refuses it.
pub fn parse_whole(sources: &Sources) -> (Option<PlanSource>, Vec<Diagnostic>) {
    read_for(sources, true, Reader::Owner)
}

fn read_for(sources: &Sources, with_private: bool, reader: Reader) -> (Option<PlanSource>, Vec<Diagnostic>) {
    let mut decoder = Decoder::default();
    let value = match tree(sources, with_private, &mut decoder) {
        Ok(value) => value,
        Err(diagnostic) => return (None, vec![diagnostic]),
    };
    let file = schema::PlanFile::decode(&value, &mut decoder);
    let parsed = file.and_then(|file| {
        let has_errors = decoder.diagnostics.iter().any(Diagnostic::is_error);
        let mut unreadable = Vec::new();
        if has_errors {
            written_ids(&value, &mut unreadable);
        }
        let mut ids = check::check(&file, unreadable, &mut decoder.diagnostics);
        if reader == Reader::Owner {
            ids.reveal();
        }
        lower::lower(file, ids, &value, reader, &mut decoder.diagnostics)
    });
    (parsed, decoder.diagnostics)
}

/// Returns every id of the plan with the private overlay laid over it; `None` when there is no overlay, or when one of
/// the two cannot be read. What is wrong with them is told where they are read for use.
pub fn all_ids(sources: &Sources) -> Option<check::Ids> {
    sources.find(PRIVATE_FILE)?;
    let mut unsaid = Decoder::default();
    let value = tree(sources, true, &mut unsaid).ok()?;
    let file = schema::PlanFile::decode(&value, &mut unsaid)?;
    let mut unreadable = Vec::new();
    if unsaid.diagnostics.iter().any(Diagnostic::is_error) {
        written_ids(&value, &mut unreadable);
    }
    Some(check::check(&file, unreadable, &mut Vec::new()))
}

/// Returns the plan as it is written, the private overlay laid over it, with the place of every value; `None` when it
/// cannot be read. What is wrong with it is told by [`parse`].
pub fn written(sources: &Sources) -> Option<(schema::PlanFile, Value)> {
    let mut decoder = Decoder::default();
    let value = tree(sources, true, &mut decoder).ok()?;
    let file = schema::PlanFile::decode(&value, &mut decoder)?;
    Some((file, value))
}

/// Reads `plan.yaml`, and with `with_private` lays the overlay over it.
fn tree(sources: &Sources, with_private: bool, decoder: &mut Decoder) -> Result<Value, Diagnostic> {
    let Some((id, _)) = sources.find(PLAN_FILE) else {
        let missing = Diagnostic::without_place(Code::MissingPlan, format!("there is no `{PLAN_FILE}` here"));
        return Err(missing.hint("run `milepost init` to make a journal, or name its folder with `--root`"));
    };
    let value = read(sources, id)?;
    Ok(match sources.find(PRIVATE_FILE).filter(|_| with_private) {
        None => value,
        Some((id, _)) => match read(sources, id) {
            Ok(overlay) => merge::merge(value, overlay, decoder),
            Err(diagnostic) => {
                decoder.diagnostics.push(diagnostic);
                value
            }
        },
    })
}

fn read(sources: &Sources, id: crate::diagnostic::SourceId) -> Result<Value, Diagnostic> {
    let text = sources.text(id)?;
    yaml::parse(text, id, 0)
}

/// Adds everything to `ids` that is written under a key `id`, whatever it belongs to.
fn written_ids(value: &Value, ids: &mut Vec<Spanned<PlanId>>) {
    match &value.data {
        Data::List(items) => items.iter().for_each(|item| written_ids(item, ids)),
        Data::Map(entries) => {
            for (key, value) in entries {
                if let (Data::Text(id), "id") = (&value.data, key.value.as_str()) {
                    ids.extend(PlanId::new(id).map(|id| Spanned::new(id, value.span)));
                }
                written_ids(value, ids);
            }
        }
        _ => {}
    }
}

impl Plan {
    /// Returns every study item with its phase, in order of writing.
    pub fn items(&self) -> impl Iterator<Item = (&Phase, &Item)> {
        self.phases.iter().flat_map(|phase| phase.items.iter().map(move |item| (phase, item)))
    }

    /// Returns the skill with that id.
    pub fn skill(&self, id: &PlanId) -> Option<&Skill> {
        self.skills.iter().find(|skill| skill.id == *id)
    }

    /// Returns the project with that id.
    pub fn project(&self, id: &PlanId) -> Option<&Project> {
        self.projects.iter().find(|project| project.id.value == *id)
    }
}

/// Returns the place to point at when something is missing from `plan.yaml` as a whole.
fn top(span: Span) -> Span {
    Span { end: span.start, ..span }
}
