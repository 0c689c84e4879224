//! From the records of the file to the public plan and the private one.

use super::check::Ids;
use super::id::PlanId;
use super::private::PrivatePlan;
use super::schema::career::{
    AlternativeFile, CertificationFile, GoalFile, OutreachFile, ProjectFile, ResourceFile, SkillFile,
};
use super::schema::evidence::{PolicyFile, ProofFile, RequirementFile};
use super::schema::private::NotePrivate;
use super::schema::study::{
    BaselineFile, CalendarDisplay, DisplayFile, HoursDisplay, ItemFile, PauseFile, PhaseFile, PlanHead, ScheduleDisplay,
};
use super::schema::{PlanFile, Visibility};
use super::site::check_address;
use super::{
    Alternative, Baseline, BaselineStep, Certification, Display, Goal, Item, ItemKind, Outreach, Phase, Plan,
    PlanSource, Project, RatioStyle, Requirement, Resource, Role, Skill, Upcoming, Window, site, top,
};
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::{Data, Value};

/// For whom a plan is lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// For visitors: what is private is left out.
    Visitor,
    /// For the owner: objects that are private as a whole are among the others.
    Owner,
}

/// Parts `file`, which was read from `written`, into what `reader` sees and what is private. Returns `None` when there is
/// no usable `site:` or `plan:`.
pub fn lower(
    mut file: PlanFile,
    ids: Ids,
    written: &Value,
    reader: Reader,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PlanSource> {
    let mut needs = |key: &str, what: &str| {
        // What is there and could not be read was reported when it was read.
        if is_written(written, key) {
            return;
        }
        let message = format!("the plan needs the key `{key}`");
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, top(written.span), message).hint(format!("add `{key}:` with {what}")),
        );
    };
    if file.site.is_none() {
        needs("site", "at least `title` and `url`");
    }
    if file.plan.is_none() {
        needs("plan", "at least `id`, `title`, `start` and `months`");
    }
    let head = file.plan.take()?;
    let site = site::lower(file.site.take()?, head.timezone.clone(), diagnostics)?;
    let checks = file.checks.take().map(|table| table.0).unwrap_or_default();
    let mut lowering = Lowering {
        ids: &ids,
        reader,
        private: PrivatePlan::default(),
        diagnostics,
        policy: Policy::new(file.evidence_policy.take().as_ref()),
    };
    let plan = lowering.plan(head, file);
    let private = lowering.private;
    Some(PlanSource { site, plan, private, ids, checks, reader })
}

fn is_written(map: &Value, key: &str) -> bool {
    let Data::Map(entries) = &map.data else { return false };
    entries.iter().any(|(name, value)| name.value == key && value.data != Data::Null)
}

struct Lowering<'a> {
    ids: &'a Ids,
    reader: Reader,
    private: PrivatePlan,
    diagnostics: &'a mut Vec<Diagnostic>,
    policy: Policy,
}

struct Policy {
    topic: Requirement,
    course: Requirement,
    practice: Requirement,
    build: Requirement,
    certification: Requirement,
    project: Requirement,
    outreach: Requirement,
    gates: Vec<super::Gate>,
    max_items_per_proof: u32,
    dead_after_days: u32,
}

impl Policy {
    fn new(file: Option<&PolicyFile>) -> Self {
        let own = |file: Option<&RequirementFile>, level| requirement(file, Requirement { min: 1, level });
        Self {
            topic: own(file.and_then(|file| file.topic.as_ref()), 1),
            course: own(file.and_then(|file| file.course.as_ref()), 1),
            practice: own(file.and_then(|file| file.practice.as_ref()), 2),
            build: own(file.and_then(|file| file.build.as_ref()), 2),
            certification: own(file.and_then(|file| file.certification.as_ref()), 3),
            project: own(file.and_then(|file| file.project.as_ref()), 2),
            outreach: own(file.and_then(|file| file.outreach.as_ref()), 2),
            gates: file.and_then(|file| file.project.as_ref()).map(|project| project.gates.clone()).unwrap_or_default(),
            max_items_per_proof: file.and_then(|file| file.max_items_per_proof).unwrap_or(3),
            dead_after_days: file.and_then(|file| file.dead_after_days).unwrap_or(30),
        }
    }

    fn item(&self, kind: ItemKind) -> Requirement {
        match kind {
            ItemKind::Topic => self.topic,
            ItemKind::Course => self.course,
            ItemKind::Practice => self.practice,
            ItemKind::Build | ItemKind::Goal => self.build,
            ItemKind::ExamPrep => self.certification,
        }
    }
}

fn requirement(file: Option<&RequirementFile>, default: Requirement) -> Requirement {
    let Some(file) = file else { return default };
    let level = file.level.as_ref().and_then(|level| u8::try_from(level.value).ok()).unwrap_or(default.level);
    Requirement { min: file.min.as_ref().map_or(default.min, |min| min.value), level }
}

fn window(
    month: Option<&Spanned<u32>>,
    months: Option<&Spanned<[u32; 2]>>,
    due: Option<&Spanned<chrono::NaiveDate>>,
) -> Window {
    let span = months.map(|months| (months.value[0], months.value[1]));
    Window { months: month.map(|month| (month.value, month.value)).or(span), due: due.map(|due| due.value) }
}

fn hours(value: Option<&Spanned<f64>>) -> Option<f64> {
    value.map(|hours| hours.value.max(0.0))
}

impl Lowering<'_> {
    fn plan(&mut self, head: PlanHead, file: PlanFile) -> Plan {
        let open_to_work = head.open_to_work.unwrap_or(false);
        let shows_roles = open_to_work || self.reader == Reader::Owner;
        self.private.head = head.private;
        self.private.companies = file.companies;
        self.private.applications = file.applications;
        self.private.income = file.income;
        self.private.services = file.services;
        self.private.rationale = file.rationale;
        let pauses = self.pauses(head.pauses);
        let baselines = self.baselines(head.baselines);
        let mut certifications: Vec<_> = file.certifications.into_iter().collect();
        certifications.sort_by_key(|entry| entry.order.unwrap_or(u32::MAX));
        let phases = file.phases.into_iter().filter_map(|phase| self.phase(phase)).collect();
        let certifications = certifications.into_iter().filter_map(|entry| self.certification(entry)).collect();
        let skills = file.skills.into_iter().filter_map(|skill| self.skill(skill)).collect();
        let goals = file.goals.into_iter().filter_map(|goal| self.goal(goal)).collect();
        let projects = file.projects.into_iter().filter_map(|project| self.project(project)).collect();
        let outreach = file.outreach.into_iter().filter_map(|entry| self.outreach(entry)).collect();
        let mut roles = Vec::new();
        for role in file.roles {
            if let Some(salary) = role.private.as_ref().and_then(|private| private.salary_usd) {
                self.private.salaries.insert(role.id.value.clone(), salary);
            }
            if shows_roles && !self.hide(role.visibility, &role.id.value, &role.title) {
                let skills = self.public(role.skills);
                let is_listed = role.visibility != Some(Visibility::Unlisted);
                roles.push(Role { id: role.id.value, title: role.title, summary: role.summary, skills, is_listed });
            }
        }
        let resources = file.resources.into_iter().filter_map(|resource| self.resource(resource)).collect();
        let resume = file.resume.map(|resume| super::resume::lower(resume, self.diagnostics));
        Plan {
            id: head.id.value,
            title: head.title,
            tagline: head.tagline,
            focus: head.focus,
            start: head.start.value,
            months: head.months.value.max(1),
            tolerance_days: head.tolerance_days.unwrap_or(10),
            open_to_work,
            display: display(head.display.as_ref()),
            pauses,
            baselines,
            max_items_per_proof: self.policy.max_items_per_proof,
            dead_after_days: self.policy.dead_after_days,
            gates: self.policy.gates.clone(),
            phases,
            certifications,
            skills,
            goals,
            projects,
            outreach,
            roles,
            resources,
            resume,
        }
    }

    /// Notes an object that is private as a whole, and returns whether the reader must not see it.
    fn hide(&mut self, visibility: Option<Visibility>, id: &PlanId, title: &str) -> bool {
        let is_hidden = visibility == Some(Visibility::Private);
        if is_hidden {
            self.private.hidden.insert(id.clone(), title.to_owned());
        }
        is_hidden && self.reader == Reader::Visitor
    }

    fn note(&mut self, id: &PlanId, note: Option<NotePrivate>) {
        if let Some(note) = note {
            self.private.notes.insert(id.clone(), note);
        }
    }

    /// Returns the ids that the reader may see.
    fn public(&self, ids: Vec<Spanned<PlanId>>) -> Vec<PlanId> {
        ids.into_iter().map(|id| id.value).filter(|id| self.ids.is_public(id)).collect()
    }

    fn public_one(&self, id: Option<Spanned<PlanId>>) -> Option<PlanId> {
        id.map(|id| id.value).filter(|id| self.ids.is_public(id))
    }

    fn proofs(&mut self, proofs: Vec<ProofFile>, parts: &[&PlanId]) -> Vec<ProofFile> {
        for proof in &proofs {
            super::proof::check(proof, self.diagnostics);
            for part in proof.verifies.iter().filter(|part| !parts.contains(&&part.value)) {
                let message = format!("there is no criterion `{}` here", part.value);
                let diagnostic = Diagnostic::new(Code::UnknownId, part.span, message);
                let names: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
                self.diagnostics.push(match crate::diagnostic::nearest(part.value.as_str(), names.iter().copied()) {
                    Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                    None if names.is_empty() => diagnostic.hint("remove `verifies:`: there are no criteria to name"),
                    None => diagnostic.hint(format!("there are {}", names.join(", "))),
                });
            }
        }
        proofs
    }

    fn pauses(&mut self, pauses: Vec<PauseFile>) -> Vec<(chrono::NaiveDate, chrono::NaiveDate)> {
        let mut dates: Vec<_> = Vec::new();
        for pause in pauses {
            if pause.to.value < pause.from.value {
                let diagnostic = Diagnostic::new(Code::BadDate, pause.to.span, "a pause ends before it begins")
                    .label(pause.from.span, "it begins here");
                self.diagnostics.push(diagnostic.hint("write the first day under `from:` and the last under `to:`"));
            }
            if let Some(reason) = pause.reason {
                self.private.pause_reasons.push((pause.from.value, reason));
            }
            dates.push((pause.from.value, pause.to.value));
        }
        dates.sort_unstable();
        dates
    }

    fn baselines(&mut self, files: Vec<BaselineFile>) -> Vec<Baseline> {
        let mut baselines = Vec::new();
        for file in files {
            if let Some(reason) = file.reason {
                self.private.baseline_reasons.insert(file.id.value.clone(), reason);
            }
            let steps = file.steps.into_iter().filter(|step| self.ids.is_public(&step.id.value));
            let steps = steps.map(|step| BaselineStep {
                window: window(step.month.as_ref(), step.months.as_ref(), step.due.as_ref()),
                hours: hours(step.hours.as_ref()),
                id: step.id.value,
            });
            baselines.push(Baseline { date: file.date.value, steps: steps.collect(), id: file.id.value });
        }
        baselines.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
        baselines
    }

    fn phase(&mut self, file: PhaseFile) -> Option<Phase> {
        self.note(&file.id.value, file.private);
        let is_hidden = self.hide(file.visibility, &file.id.value, &file.title);
        let is_private = file.visibility == Some(Visibility::Private);
        let items: Vec<Item> = file.items.into_iter().filter_map(|item| self.item(item, is_private)).collect();
        let mut themes = std::collections::BTreeMap::new();
        for (key, theme) in file.themes.unwrap_or_default().0 {
            match key.value.parse::<u32>() {
                Ok(month) if (file.months.value[0]..=file.months.value[1]).contains(&month) => {
                    themes.insert(month, theme.title);
                }
                _ => {
                    let [first, last] = file.months.value;
                    let message = format!("`{}` is not a month of this phase", key.value);
                    let hint = format!("the phase has months {first} to {last}");
                    self.diagnostics.push(Diagnostic::new(Code::MonthOutOfRange, key.span, message).hint(hint));
                }
            }
        }
        let [first, last] = file.months.value;
        (!is_hidden).then_some(Phase {
            id: file.id.value,
            title: file.title,
            summary: file.summary,
            months: (first, last),
            themes,
            items,
        })
    }

    fn item(&mut self, file: ItemFile, is_hidden_phase: bool) -> Option<Item> {
        self.note(&file.id.value, file.private);
        let visibility = if is_hidden_phase { Some(Visibility::Private) } else { file.visibility };
        if self.hide(visibility, &file.id.value, &file.title) {
            return None;
        }
        let parts: Vec<&PlanId> = file.criteria.iter().map(|criterion| &criterion.id.value).collect();
        let proofs = self.proofs(file.proof, &parts);
        Some(Item {
            requirement: requirement(file.evidence.as_ref(), self.policy.item(file.kind.value)),
            kind: file.kind.value,
            window: window(file.month.as_ref(), file.months.as_ref(), file.due.as_ref()),
            hours: hours(file.hours.as_ref()),
            cert: self.public_one(file.cert),
            goal: self.public_one(file.goal),
            needs: self.public(file.needs),
            skills: self.public(file.skills),
            roles: self.public(file.roles),
            resources: self.public(file.resources),
            counts_for: self.public(file.counts_for),
            id: file.id,
            title: file.title,
            criteria: file.criteria,
            proofs,
            status: file.status,
            is_optional: file.optional.unwrap_or(false),
        })
    }

    fn certification(&mut self, file: CertificationFile) -> Option<Certification> {
        if let Some(private) = file.private {
            self.note(
                &file.id.value,
                private.note.map(|note| NotePrivate {
                    note: Some(note),
                    title: None,
                    summary: None,
                    span: private.span,
                }),
            );
            private.exam.into_iter().for_each(|exam| drop(self.private.exams.insert(file.id.value.clone(), exam)));
        }
        if self.hide(file.visibility, &file.id.value, &file.title) {
            return None;
        }
        let proofs = self.proofs(file.proof, &[]);
        Some(Certification {
            window: window(file.month.as_ref(), file.months.as_ref(), file.due.as_ref()),
            hours: hours(file.hours.as_ref()),
            needs: self.public(file.needs),
            skills: self.public(file.skills),
            any_of: file.any_of.into_iter().map(|alternative| self.alternative(alternative)).collect(),
            id: file.id,
            title: file.title,
            issuer: file.issuer,
            valid_months: file.valid_months,
            retired_on: file.retired_on.map(|date| date.value),
            successors: self.public(file.superseded_by),
            is_optional: file.optional.unwrap_or(false),
            is_available: file.available.unwrap_or(true),
            proofs,
            requirement: self.policy.certification,
            status: file.status,
        })
    }

    fn alternative(&mut self, file: AlternativeFile) -> Alternative {
        self.note(&file.id.value, file.private);
        Alternative {
            proofs: self.proofs(file.proof, &[]),
            id: file.id.value,
            title: file.title,
            issuer: file.issuer,
            valid_months: file.valid_months,
            retired_on: file.retired_on.map(|date| date.value),
            successors: self.public(file.superseded_by),
        }
    }

    fn skill(&mut self, file: SkillFile) -> Option<Skill> {
        if let Some(level) = file.private.and_then(|private| private.target_level) {
            self.private.target_levels.insert(file.id.value.clone(), level);
        }
        let is_hidden = self.hide(file.visibility, &file.id.value, &file.title);
        let parts = if file.parts.is_empty() { file.any_of } else { file.parts };
        (!is_hidden).then_some(Skill { id: file.id.value, title: file.title, group: file.group, parts })
    }

    fn goal(&mut self, file: GoalFile) -> Option<Goal> {
        self.note(&file.id.value, file.private);
        if self.hide(file.visibility, &file.id.value, &file.title) {
            return None;
        }
        Some(Goal {
            window: window(file.month.as_ref(), file.months.as_ref(), file.due.as_ref()),
            count: file.target.count.value,
            min: file.target.min.value,
            counts: self.public(file.counts),
            show_from: file.show_when.and_then(|when| when.min).unwrap_or(1),
            id: file.id,
            title: file.title,
        })
    }

    fn project(&mut self, file: ProjectFile) -> Option<Project> {
        self.note(&file.id.value, file.private);
        if self.hide(file.visibility, &file.id.value, &file.title) {
            return None;
        }
        let parts: Vec<&PlanId> = file.features.iter().map(|feature| &feature.id.value).collect();
        let proofs = self.proofs(file.proof, &parts);
        let features: Vec<_> = file.features;
        for feature in &features {
            self.proofs(feature.proof.clone(), &[]);
        }
        file.repo.iter().chain(&file.demo).for_each(|url| check_address(url, self.diagnostics));
        Some(Project {
            window: window(file.month.as_ref(), file.months.as_ref(), file.due.as_ref()),
            hours: hours(file.hours.as_ref()),
            needs: self.public(file.needs),
            skills: self.public(file.skills),
            roles: self.public(file.roles),
            id: file.id,
            title: file.title,
            summary: file.summary,
            repo: file.repo.map(|url| url.value),
            demo: file.demo.map(|url| url.value),
            features,
            proofs,
            requirement: self.policy.project,
            status: file.status,
        })
    }

    fn outreach(&mut self, file: OutreachFile) -> Option<Outreach> {
        self.note(&file.id.value, file.private);
        if self.hide(file.visibility, &file.id.value, &file.title) {
            return None;
        }
        Some(Outreach {
            proofs: self.proofs(file.proof, &[]),
            window: window(file.month.as_ref(), file.months.as_ref(), file.due.as_ref()),
            target: file.target.map(|target| (target.count.value, target.min.value)),
            hours: hours(file.hours.as_ref()),
            needs: self.public(file.needs),
            skills: self.public(file.skills),
            counts_for: self.public(file.counts_for),
            kind: file.kind,
            id: file.id,
            title: file.title,
            requirement: self.policy.outreach,
            status: file.status,
        })
    }

    fn resource(&mut self, file: ResourceFile) -> Option<Resource> {
        self.note(&file.id.value, file.private);
        if let Some(note) = file.note {
            let note = NotePrivate { note: Some(note), title: None, summary: None, span: file.span };
            self.private.notes.insert(file.id.value.clone(), note);
        }
        if self.hide(file.visibility, &file.id.value, &file.title) {
            return None;
        }
        file.url.iter().for_each(|url| check_address(url, self.diagnostics));
        // A reading list with a book that does not exist is worse than none: unchecked entries stay off the site.
        let url = file.url.filter(|_| file.checked == Some(true))?;
        Some(Resource {
            id: file.id.value,
            kind: file.r#type,
            title: file.title,
            by: file.authors.into_iter().chain(file.publisher).collect(),
            is_free: file.free.unwrap_or(false),
            url: url.value,
            status: file.status,
        })
    }
}

fn display(file: Option<&DisplayFile>) -> Display {
    Display {
        shows_schedule: file.and_then(|file| file.schedule) == Some(ScheduleDisplay::Public),
        min_proven: file.and_then(|file| file.min_proven_for_progress).map_or(5, |min| min as usize),
        ratio_style: file.and_then(|file| file.ratio_style).unwrap_or(RatioStyle::Count),
        upcoming: file.and_then(|file| file.upcoming).unwrap_or(Upcoming::CurrentPhase),
        shows_hours: file.and_then(|file| file.hours) == Some(HoursDisplay::Public),
        shows_calendar: file.and_then(|file| file.calendar) == Some(CalendarDisplay::Public),
    }
}
