//! The rules that concern several objects of the plan: ids are unique, references resolve, `needs` has no
//! cycle, months are in the plan.

use std::collections::BTreeMap;

use super::id::PlanId;
use super::schema::PlanFile;
use super::schema::Visibility;
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};

/// What kind of object an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The plan itself.
    Plan,
    /// A part of the plan.
    Phase,
    /// A study item.
    Item,
    /// A certification or an alternative of one.
    Certification,
    /// A skill.
    Skill,
    /// A goal.
    Goal,
    /// A project.
    Project,
    /// An outreach entry.
    Outreach,
    /// A role.
    Role,
    /// A resource.
    Resource,
    /// An earlier plan.
    Baseline,
    /// Something that is always private: a company tier, an application, a step of income, a service, a reason.
    Private,
    /// Something that could not be read; a diagnostic says why, and what refers to it is not to blame.
    Unreadable,
}

impl Kind {
    /// Returns the kind as it is named in messages, with an article.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Plan => "the plan",
            Self::Phase => "a phase",
            Self::Item => "an item",
            Self::Certification => "a certification",
            Self::Skill => "a skill",
            Self::Goal => "a goal",
            Self::Project => "a project",
            Self::Outreach => "an outreach entry",
            Self::Role => "a role",
            Self::Resource => "a resource",
            Self::Baseline => "a baseline",
            Self::Private => "something private",
            Self::Unreadable => "something that could not be read",
        }
    }
}

/// What is known of an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it names.
    pub kind: Kind,
    /// Where it is defined.
    pub span: Span,
    /// Its criteria or features.
    pub parts: Vec<PlanId>,
    /// Whether the object is private.
    pub is_private: bool,
}

/// Every id of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ids(BTreeMap<PlanId, Entry>);

impl Ids {
    /// Marks every object of the plan as public, for its owner.
    pub(super) fn reveal(&mut self) {
        self.0.values_mut().for_each(|entry| entry.is_private = matches!(entry.kind, Kind::Private | Kind::Unreadable));
    }

    /// Returns what `id` names.
    pub fn get(&self, id: &PlanId) -> Option<&Entry> {
        self.0.get(id)
    }

    /// Returns every id in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&PlanId, &Entry)> {
        self.0.iter()
    }

    /// Returns whether `id` names something that visitors may see.
    pub fn is_public(&self, id: &PlanId) -> bool {
        self.0.get(id).is_some_and(|entry| !entry.is_private)
    }

    /// Returns the entry of `id` if it is one of `kinds`, or the diagnostic that says why not.
    pub fn resolve(&self, id: &Spanned<PlanId>, kinds: &[Kind]) -> Result<&Entry, Box<Diagnostic>> {
        let expected = || kinds.iter().map(|kind| kind.describe()).collect::<Vec<_>>().join(" or ");
        match self.0.get(&id.value) {
            Some(entry) if kinds.contains(&entry.kind) || entry.kind == Kind::Unreadable => Ok(entry),
            Some(entry) => Err(Box::new(
                Diagnostic::new(
                    Code::UnknownId,
                    id.span,
                    format!("`{}` is {}, but {} is needed here", id.value, entry.kind.describe(), expected()),
                )
                .label(entry.span, "defined here")
                .hint(format!("write the id of {}", expected())),
            )),
            None => Err(Box::new(self.unknown(id, kinds))),
        }
    }

    fn unknown(&self, id: &Spanned<PlanId>, kinds: &[Kind]) -> Diagnostic {
        let candidates = self.0.iter().filter(|(_, entry)| kinds.contains(&entry.kind)).map(|(id, _)| id.as_str());
        let diagnostic = Diagnostic::new(Code::UnknownId, id.span, format!("the plan has no `{}`", id.value));
        match crate::diagnostic::nearest(id.value.as_str(), candidates) {
            Some(near) => {
                let defined = PlanId::new(near).and_then(|near| self.0.get(&near)).map(|entry| entry.span);
                let diagnostic = diagnostic.hint(format!("did you mean `{near}`?"));
                match defined {
                    Some(span) => diagnostic.label(span, format!("`{near}` is defined here")),
                    None => diagnostic,
                }
            }
            None => diagnostic.hint("add it to `plan.yaml`, or use the id of something that is there"),
        }
    }
}

/// Checks `file` and returns its ids; what is wrong is added to `diagnostics`. `unreadable` are the ids of objects
/// that may be missing from `file` because they could not be read.
pub fn check(file: &PlanFile, unreadable: Vec<Spanned<PlanId>>, diagnostics: &mut Vec<Diagnostic>) -> Ids {
    if file.schema.value != 1 {
        let message = format!("this version of Milepost reads schema 1, found schema {}", file.schema.value);
        diagnostics.push(Diagnostic::new(Code::BadValue, file.schema.span, message).hint("write `schema: 1`"));
    }
    let mut ids = collect(file, diagnostics);
    for id in unreadable {
        let entry = Entry { kind: Kind::Unreadable, span: id.span, parts: Vec::new(), is_private: true };
        ids.0.entry(id.value).or_insert(entry);
    }
    check_references(file, &ids, diagnostics);
    check_cycles(file, diagnostics);
    check_months(file, diagnostics);
    ids
}

struct Collector<'a> {
    ids: BTreeMap<PlanId, Entry>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Collector<'_> {
    fn add(&mut self, id: &Spanned<PlanId>, kind: Kind, parts: &[&Spanned<PlanId>], is_private: bool) {
        let mut own: Vec<PlanId> = Vec::new();
        for part in parts {
            if own.contains(&part.value) {
                let first = parts.iter().find(|other| other.value == part.value).map(|other| other.span);
                self.report_twice(part, first);
            }
            own.push(part.value.clone());
        }
        match self.ids.get(&id.value) {
            Some(entry) => {
                let first = entry.span;
                self.report_twice(id, Some(first));
            }
            None => {
                self.ids.insert(id.value.clone(), Entry { kind, span: id.span, parts: own, is_private });
            }
        }
    }

    fn report_twice(&mut self, id: &Spanned<PlanId>, first: Option<Span>) {
        let diagnostic = Diagnostic::new(Code::DuplicateId, id.span, format!("the id `{}` is used twice", id.value));
        let diagnostic = diagnostic.hint("give one of the two another id; ids are unique in the whole plan");
        self.diagnostics.push(match first {
            Some(span) => diagnostic.label(span, "first used here"),
            None => diagnostic,
        });
    }
}

fn is_private(visibility: Option<Visibility>) -> bool {
    visibility == Some(Visibility::Private)
}

fn collect(file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) -> Ids {
    let mut all = Collector { ids: BTreeMap::new(), diagnostics };
    if let Some(plan) = &file.plan {
        all.add(&plan.id, Kind::Plan, &[], false);
        plan.baselines.iter().for_each(|baseline| all.add(&baseline.id, Kind::Baseline, &[], false));
    }
    for phase in &file.phases {
        let hidden = is_private(phase.visibility);
        all.add(&phase.id, Kind::Phase, &[], hidden);
        for item in &phase.items {
            let parts: Vec<_> = item.criteria.iter().map(|criterion| &criterion.id).collect();
            all.add(&item.id, Kind::Item, &parts, hidden || is_private(item.visibility));
        }
    }
    for certification in &file.certifications {
        let hidden = is_private(certification.visibility);
        all.add(&certification.id, Kind::Certification, &[], hidden);
        for alternative in &certification.any_of {
            all.add(&alternative.id, Kind::Certification, &[], hidden);
        }
    }
    for project in &file.projects {
        let parts: Vec<_> = project.features.iter().map(|feature| &feature.id).collect();
        all.add(&project.id, Kind::Project, &parts, is_private(project.visibility));
    }
    let open_to_work = file.plan.as_ref().and_then(|plan| plan.open_to_work).unwrap_or(false);
    file.skills.iter().for_each(|skill| all.add(&skill.id, Kind::Skill, &[], is_private(skill.visibility)));
    file.goals.iter().for_each(|goal| all.add(&goal.id, Kind::Goal, &[], is_private(goal.visibility)));
    file.outreach.iter().for_each(|entry| all.add(&entry.id, Kind::Outreach, &[], is_private(entry.visibility)));
    file.roles.iter().for_each(|role| all.add(&role.id, Kind::Role, &[], !open_to_work || is_private(role.visibility)));
    file.resources.iter().for_each(|entry| all.add(&entry.id, Kind::Resource, &[], is_private(entry.visibility)));
    file.companies.iter().for_each(|entry| all.add(&entry.id, Kind::Private, &[], true));
    file.applications.iter().for_each(|entry| all.add(&entry.id, Kind::Private, &[], true));
    file.income.iter().for_each(|entry| all.add(&entry.id, Kind::Private, &[], true));
    file.services.iter().for_each(|entry| all.add(&entry.id, Kind::Private, &[], true));
    for reason in file.rationale.iter().flat_map(|all| all.field.iter().chain(&all.plan).chain(&all.closing)) {
        all.add(&reason.id, Kind::Private, &[], true);
    }
    Ids(all.ids)
}

/// What `needs` may name.
const STEPS: &[Kind] = &[Kind::Item, Kind::Certification, Kind::Project, Kind::Goal, Kind::Outreach];

/// What carries weight.
const UNITS: &[Kind] = &[Kind::Item, Kind::Certification, Kind::Project, Kind::Outreach];

fn check_references(file: &PlanFile, ids: &Ids, diagnostics: &mut Vec<Diagnostic>) {
    let mut need = |references: &[Spanned<PlanId>], kinds: &[Kind]| {
        for reference in references {
            if let Err(diagnostic) = ids.resolve(reference, kinds) {
                diagnostics.push(*diagnostic);
            }
        }
    };
    for baseline in file.plan.iter().flat_map(|plan| &plan.baselines) {
        baseline.steps.iter().for_each(|step| need(std::slice::from_ref(&step.id), UNITS));
    }
    for item in file.phases.iter().flat_map(|phase| &phase.items) {
        need(&item.needs, STEPS);
        need(&item.skills, &[Kind::Skill]);
        need(&item.roles, &[Kind::Role]);
        need(&item.resources, &[Kind::Resource]);
        need(&item.counts_for, &[Kind::Goal]);
        need(item.cert.as_slice(), &[Kind::Certification]);
        need(item.goal.as_slice(), &[Kind::Goal]);
    }
    for certification in &file.certifications {
        need(&certification.needs, STEPS);
        need(&certification.skills, &[Kind::Skill]);
        need(&certification.superseded_by, &[Kind::Certification]);
        certification.any_of.iter().for_each(|alternative| need(&alternative.superseded_by, &[Kind::Certification]));
    }
    for project in &file.projects {
        need(&project.needs, STEPS);
        need(&project.skills, &[Kind::Skill]);
        need(&project.roles, &[Kind::Role]);
    }
    for role in &file.roles {
        need(&role.skills, &[Kind::Skill]);
    }
    for goal in &file.goals {
        need(&goal.counts, &[Kind::Project, Kind::Item, Kind::Outreach]);
    }
    for entry in &file.outreach {
        need(&entry.needs, STEPS);
        need(&entry.skills, &[Kind::Skill]);
        need(&entry.resources, &[Kind::Resource]);
        need(&entry.counts_for, &[Kind::Goal]);
    }
}

fn check_cycles(file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) {
    let items = file.phases.iter().flat_map(|phase| &phase.items).map(|item| (&item.id, &item.needs));
    let certifications = file.certifications.iter().map(|entry| (&entry.id, &entry.needs));
    let projects = file.projects.iter().map(|entry| (&entry.id, &entry.needs));
    let outreach = file.outreach.iter().map(|entry| (&entry.id, &entry.needs));
    let all = items.chain(certifications).chain(projects).chain(outreach);
    let needs: BTreeMap<&PlanId, &[Spanned<PlanId>]> = all.map(|(id, needs)| (&id.value, needs.as_slice())).collect();
    // Kahn's algorithm: what is left when everything without open needs has been taken away lies on a cycle, or
    // behind one. A walk along the remaining needs then finds the cycle itself.
    let mut open: BTreeMap<&PlanId, usize> = needs
        .iter()
        .map(|(id, list)| (*id, list.iter().filter(|need| needs.contains_key(&need.value)).count()))
        .collect();
    let mut dependants: BTreeMap<&PlanId, Vec<&PlanId>> = BTreeMap::new();
    for (id, list) in &needs {
        list.iter().for_each(|need| dependants.entry(&need.value).or_default().push(id));
    }
    let mut ready: Vec<&PlanId> = open.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = ready.pop() {
        open.remove(id);
        for dependant in dependants.get(id).into_iter().flatten() {
            if let Some(count) = open.get_mut(*dependant) {
                *count -= 1;
                if *count == 0 {
                    ready.push(dependant);
                }
            }
        }
    }
    let Some(start) = open.keys().next() else { return };
    let mut path: Vec<&Spanned<PlanId>> = Vec::new();
    let mut at: &PlanId = start;
    while let Some(next) = needs.get(at).and_then(|list| list.iter().find(|need| open.contains_key(&need.value))) {
        if let Some(first) = path.iter().position(|step| step.value == next.value) {
            report_cycle(&path[first..], diagnostics);
            return;
        }
        path.push(next);
        at = &next.value;
    }
}

fn report_cycle(cycle: &[&Spanned<PlanId>], diagnostics: &mut Vec<Diagnostic>) {
    let Some(last) = cycle.last() else { return };
    // What needs the first step is the last one.
    let names: Vec<String> = [last].into_iter().chain(cycle).map(|step| format!("`{}`", step.value)).collect();
    let message = format!("`needs` goes in a circle: {}", names.join(" needs "));
    let mut diagnostic = Diagnostic::new(Code::NeedsCycle, cycle[0].span, message).hint("remove one of these needs");
    if last.span != cycle[0].span {
        diagnostic = diagnostic.label(last.span, "the circle closes here");
    }
    diagnostics.push(diagnostic);
}

fn check_months(file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) {
    let Some(plan) = &file.plan else { return };
    let total = plan.months.value;
    if !(1..=240).contains(&total) {
        let message = format!("a plan has 1 to 240 months, found {total}");
        let hint = "write how many months the plan has, such as `12`";
        diagnostics.push(Diagnostic::new(Code::MonthOutOfRange, plan.months.span, message).hint(hint));
        return;
    }
    let mut range = |first: u32, last: u32, span: Span| {
        if first < 1 || last > total {
            let message = format!("the plan has months 1 to {total}, found {}", if first < 1 { first } else { last });
            diagnostics.push(
                Diagnostic::new(Code::MonthOutOfRange, span, message)
                    .label(plan.months.span, "the number of months is set here")
                    .hint(format!("use a month from 1 to {total}, or raise `plan.months`")),
            );
        } else if first > last {
            let message = format!("month {first} is after month {last}");
            diagnostics
                .push(Diagnostic::new(Code::MonthOutOfRange, span, message).hint(format!("write `[{last}, {first}]`")));
        }
    };
    let mut both = |month: Option<&Spanned<u32>>, months: Option<&Spanned<[u32; 2]>>| {
        if let Some(month) = month {
            range(month.value, month.value, month.span);
        }
        if let Some(months) = months {
            range(months.value[0], months.value[1], months.span);
        }
    };
    for phase in &file.phases {
        both(None, Some(&phase.months));
        phase.items.iter().for_each(|item| both(item.month.as_ref(), item.months.as_ref()));
    }
    file.certifications.iter().for_each(|entry| both(entry.month.as_ref(), entry.months.as_ref()));
    file.projects.iter().for_each(|entry| both(entry.month.as_ref(), entry.months.as_ref()));
    file.goals.iter().for_each(|entry| both(entry.month.as_ref(), entry.months.as_ref()));
    file.outreach.iter().for_each(|entry| both(entry.month.as_ref(), entry.months.as_ref()));
}
