//! Certifications that cannot be earned, are about to change, or are planned too soon.

use chrono::{Months, NaiveDate};

use super::Subject;
use super::credential::{self, Known};
use crate::agenda::Entry;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::plan::id::PlanId;
use crate::plan::schema::career::CertificationFile;
use crate::plan::schema::evidence::ProofFile;
use crate::plan::schema::resume::{ExperienceFile, PartialDate};

/// For how long after an exam was replaced a plan is asked which one it prepares: as long as material on the old one is
/// about.
const RECENT_MONTHS: u32 = 24;

/// What a title says that waits for a certification to exist.
const WAITING: &[&str] =
    &["when available", "once available", "if available", "when released", "not yet available", "coming soon"];

/// A certification of the plan, or one of several alternatives.
struct Credential<'a> {
    id: &'a Spanned<PlanId>,
    title: &'a str,
    exam_code: Option<&'a str>,
    valid_months: Option<u32>,
    retired_on: Option<&'a Spanned<NaiveDate>>,
    successors: &'a [Spanned<PlanId>],
    proofs: &'a [ProofFile],
    known: Option<&'static Known>,
    /// The last day for which it is planned.
    end: NaiveDate,
}

impl Credential<'_> {
    /// Returns from when on it cannot be earned, as the plan says or as is known.
    fn retired_on(&self) -> Option<NaiveDate> {
        let known = || self.known.and_then(Known::retired_on);
        self.retired_on.map(|date| date.value).or_else(known)
    }

    /// Returns whether it cannot be earned on the day that it is planned for.
    fn is_dead(&self, as_of: NaiveDate) -> bool {
        self.retired_on().is_some_and(|date| date <= as_of.max(self.end))
    }
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for file in &subject.file.certifications {
        let Some(entry) = subject.entries.iter().find(|entry| entry.id.value == file.id.value) else { continue };
        // What is given up, waived or marked as not available asks nothing of the plan.
        if file.available == Some(false) || !(entry.is_required || file.optional == Some(true)) {
            continue;
        }
        let all = credentials(file, entry);
        let is_earned = all.iter().any(|one| !one.proofs.is_empty()) || !file.proof.is_empty();
        if is_earned || has_earned_successor(subject, file) {
            continue;
        }
        if unavailable(subject, file, found) {
            continue;
        }
        retired(subject, file, &all, found);
        for one in all.iter().filter(|one| !one.is_dead(subject.as_of)) {
            outdated(subject, one, found);
            validity(subject, one, found);
        }
        optimistic(subject, entry, &all, found);
    }
}

/// Returns whether there is a credential of what replaces `file`, after which nobody needs it.
fn has_earned_successor(subject: &Subject<'_>, file: &CertificationFile) -> bool {
    let names = |id: &Spanned<PlanId>| file.superseded_by.iter().any(|successor| successor.value == id.value);
    subject.file.certifications.iter().any(|other| {
        let mut earned = other.any_of.iter().filter(|one| !one.proof.is_empty());
        let is_earned = !other.proof.is_empty() || earned.clone().next().is_some();
        names(&other.id) && is_earned || earned.any(|one| names(&one.id))
    })
}

fn credentials<'a>(file: &'a CertificationFile, entry: &Entry<'_>) -> Vec<Credential<'a>> {
    let end = entry.window.end;
    if file.any_of.is_empty() {
        return vec![Credential {
            id: &file.id,
            title: &file.title,
            exam_code: file.exam_code.as_deref(),
            valid_months: file.valid_months,
            retired_on: file.retired_on.as_ref(),
            successors: &file.superseded_by,
            proofs: &file.proof,
            known: credential::find(&file.title, file.issuer.as_deref()),
            end,
        }];
    }
    let alternatives = file.any_of.iter().map(|one| Credential {
        id: &one.id,
        title: &one.title,
        exam_code: one.exam_code.as_deref(),
        valid_months: one.valid_months.or(file.valid_months),
        retired_on: one.retired_on.as_ref(),
        successors: &one.superseded_by,
        proofs: &one.proof,
        known: credential::find(&one.title, one.issuer.as_deref()),
        end,
    });
    alternatives.collect()
}

/// Reports a certification that does not exist, and returns whether it does not.
fn unavailable(subject: &Subject<'_>, file: &CertificationFile, found: &mut Vec<Diagnostic>) -> bool {
    let known = credential::find(&file.title, file.issuer.as_deref()).filter(|known| !known.is_offered);
    let title = file.title.to_lowercase();
    let waits = WAITING.iter().any(|phrase| title.contains(phrase));
    if known.is_none() && !waits {
        return false;
    }
    let message = format!("`{}` cannot be earned: there is no such certification yet", file.id.value);
    let span = subject.places.key(file.id.span, "title");
    let mut diagnostic = Diagnostic::new(Code::UnavailableCertification, span, message);
    if let Some(nearest) = known.and_then(|known| known.instead.first()) {
        diagnostic = diagnostic.hint(format!("the nearest that there is: {nearest}"));
    }
    found
        .push(diagnostic.hint(
            "write `available: false`, and under `watch:` the names to look out for; then it stays off the site",
        ));
    true
}

fn retired(subject: &Subject<'_>, file: &CertificationFile, all: &[Credential<'_>], found: &mut Vec<Diagnostic>) {
    let is_alive = all.iter().any(|one| !one.is_dead(subject.as_of));
    for one in all.iter().filter(|one| one.is_dead(subject.as_of)) {
        // It says so itself, and there is another way.
        if is_alive && one.retired_on.is_some() {
            continue;
        }
        let Some(date) = one.retired_on() else { continue };
        let message = if date <= subject.as_of {
            format!("`{}` cannot be earned any more: it was retired on {date}", one.id.value)
        } else {
            format!("`{}` is planned until {}, and is retired on {date}", one.id.value, one.end)
        };
        let title = subject.places.key(one.id.span, "title");
        let span = one.retired_on.map_or(title, |date| date.span);
        let instead = one.known.map(|known| known.instead).unwrap_or_default();
        let mut diagnostic = Diagnostic::new(Code::RetiredCertification, span, message);
        if !one.successors.is_empty() {
            let names: Vec<String> = one.successors.iter().map(|id| format!("`{}`", id.value)).collect();
            diagnostic = diagnostic.hint(format!("what replaces it: {}", names.join(", or ")));
        } else if !instead.is_empty() {
            diagnostic = diagnostic.hint(format!("what can be earned instead: {}", instead.join(", or ")));
        }
        found.push(if is_alive {
            diagnostic.hint(format!("write `retired_on: {date}` to it, or take it out of `any_of`"))
        } else if file.any_of.is_empty() {
            diagnostic.hint("put another in its place, or write `status: dropped`")
        } else {
            diagnostic.hint("add an alternative to `any_of` that can be earned")
        });
    }
}

fn outdated(subject: &Subject<'_>, one: &Credential<'_>, found: &mut Vec<Diagnostic>) {
    let Some(exam) = one.known.and_then(|known| known.exam.as_ref()) else { return };
    let Some(since) = exam.replaced_on() else { return };
    if since > subject.as_of.max(one.end) {
        return;
    }
    let in_code = one.exam_code.and_then(|code| exam.earlier_in(code)).map(|code| (code, "exam_code"));
    let earlier = in_code.or_else(|| exam.earlier_in(one.title).map(|code| (code, "title")));
    if let Some((code, key)) = earlier {
        let message = format!("the exam {code} cannot be taken any more: it is {} since {since}", exam.code);
        found.push(
            Diagnostic::new(Code::OutdatedExam, subject.places.key(one.id.span, key), message)
                .hint(format!("write `exam_code: {}`, and look at what is new in it", exam.code)),
        );
        return;
    }
    let is_recent = since.checked_add_months(Months::new(RECENT_MONTHS)).is_some_and(|end| subject.as_of < end);
    if one.exam_code.is_none() && is_recent {
        let message = format!(
            "`{}` does not say which exam, and that has changed: it is {} since {since}",
            one.id.value, exam.code
        );
        found.push(
            Diagnostic::new(Code::OutdatedExam, subject.places.key(one.id.span, "title"), message)
                .hint(format!("write `exam_code: {}`, and check that what you study from is for it", exam.code)),
        );
    }
}

fn validity(subject: &Subject<'_>, one: &Credential<'_>, found: &mut Vec<Diagnostic>) {
    let Some((known, months)) = one.known.and_then(|known| Some((known, known.valid_months?))) else { return };
    let hint = format!("write `valid_months: {months}`");
    let like = |verb: &str| if known.is_family { format!(", as {verb} all {}", known.name) } else { String::new() };
    match one.valid_months {
        Some(written) if written == months => {}
        Some(written) => {
            let message =
                format!("`{}` is valid for {months} months{}, the plan says {written}", one.id.value, like("are"));
            let span = subject.places.key(one.id.span, "valid_months");
            found.push(Diagnostic::new(Code::WrongValidity, span, message).hint(hint));
        }
        None => {
            let message =
                format!("`{}` lapses after {months} months{}, and the plan does not say so", one.id.value, like("do"));
            let span = subject.places.key(one.id.span, "title");
            found.push(Diagnostic::new(Code::WrongValidity, span, message).hint(hint));
        }
    }
}

/// A month of the plan for each recommended year is the least that is believable without experience of one's own.
fn optimistic(subject: &Subject<'_>, entry: &Entry<'_>, all: &[Credential<'_>], found: &mut Vec<Diagnostic>) {
    let alive = || all.iter().filter(|one| !one.is_dead(subject.as_of));
    let years = |one: &Credential<'_>| one.known.map_or(0, |known| known.experience_years);
    let Some(easiest) = alive().min_by_key(|one| years(one)) else { return };
    let (needed, known) = (years(easiest), easiest.known);
    let months = subject.calendar.month_of(entry.window.end);
    if months >= needed || months_of_work(subject) >= needed * 12 {
        return;
    }
    let Some(known) = known else { return };
    let message =
        format!("`{}` is planned for month {months}, and is meant for {needed} years of experience", entry.id.value);
    let title = subject.places.key(entry.id.span, "title");
    let span = entry.date.as_ref().map_or(title, |date| date.span);
    found.push(
        Diagnostic::new(Code::OptimisticExam, span, message)
            .note(format!("{} recommends at least {needed} years", known.name))
            .hint(format!("plan it for month {needed} or later, after what it needs"))
            .hint("if you have that experience, list it under `resume: {experience: …}`"),
    );
}

/// Returns the months of work that the résumé lists, up to the start of the plan.
fn months_of_work(subject: &Subject<'_>) -> u32 {
    let jobs = subject.file.resume.iter().flat_map(|resume| &resume.experience);
    jobs.map(|job| months_of(job, subject.head.start.value)).sum()
}

fn months_of(job: &ExperienceFile, until: NaiveDate) -> u32 {
    use chrono::Datelike as _;
    let count =
        |date: PartialDate, month: u32| date.year * 12 + i32::try_from(date.month.unwrap_or(month)).unwrap_or(1);
    let start = count(job.start.value, 1);
    let until = until.year() * 12 + i32::try_from(until.month()).unwrap_or(1);
    let end = job.end.as_ref().map_or(until, |end| count(end.value, 12)).min(until);
    u32::try_from(end - start).unwrap_or(0)
}
