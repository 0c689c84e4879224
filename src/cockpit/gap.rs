//! Gaps: skills that nothing proves, what was ticked without proof, credentials that lapse, exams, drafts that wait.

use super::html::Html;
use super::words;
use crate::owner::OwnerReport;
use crate::plan::PlanId;

/// Writes the section.
pub(super) fn write(html: &mut Html, report: &OwnerReport) {
    super::section(html, "gaps", "Gaps", |html| {
        html.within("div", &[("class", "gaps")], |html| {
            skills(html, report);
            claims(html, report);
            dead(html, report);
            credentials(html, report);
            exams(html, report);
            drafts(html, report);
        });
    });
}

/// Writes one kind of gap: its lines, or that there is none.
fn gap(html: &mut Html, title: &str, none: &str, count: usize, write: impl FnOnce(&mut Html)) {
    html.within("div", &[("class", "gap")], |html| {
        html.within("h3", &[], |html| {
            html.text(title);
            html.text(" ");
            html.element("span", &[("class", "count")], &count.to_string());
        });
        if count == 0 {
            super::nothing(html, none);
        } else {
            html.within("ul", &[("class", "rows")], write);
        }
    });
}

fn row(html: &mut Html, name: &str, about: &str) {
    html.within("li", &[], |html| {
        html.element("span", &[("class", "name")], name);
        html.within("span", &[("class", "meta")], |html| html.prose(about));
    });
}

fn titles(ids: &[PlanId], report: &OwnerReport) -> String {
    let titles: Vec<String> =
        ids.iter().map(|id| report.step(id).map_or_else(|| id.to_string(), |step| step.title.clone())).collect();
    titles.join("; ")
}

fn skills(html: &mut Html, report: &OwnerReport) {
    let gaps = &report.skill_gaps;
    gap(html, "Skills without proof", "Every skill has a proof.", gaps.len(), |html| {
        for skill in gaps {
            let target = skill.target_level.as_ref().map_or_else(String::new, |level| format!("aimed at: {level}. "));
            let from = if skill.taught_by.is_empty() {
                "Nothing of the plan will ever prove it.".to_owned()
            } else {
                format!("To be shown by: {}", titles(&skill.taught_by, report))
            };
            row(html, &skill.title, &format!("{target}{from}"));
        }
    });
}

fn claims(html: &mut Html, report: &OwnerReport) {
    gap(html, "Ticked without proof", "Nothing is claimed that is not proven.", report.claimed.len(), |html| {
        for id in &report.claimed {
            let Some(step) = report.step(id) else { continue };
            let missing: Vec<String> = step.missing.iter().map(|one| words::missing(one, report)).collect();
            row(html, &step.title, &missing.join("; "));
        }
    });
}

fn dead(html: &mut Html, report: &OwnerReport) {
    gap(html, "Dead proofs", "No proof is known to be dead.", report.dead.len(), |html| {
        for proof in &report.dead {
            html.within("li", &[], |html| {
                html.within("span", &[("class", "name")], |html| html.link(&proof.href, &proof.title));
                let of = titles(std::slice::from_ref(&proof.of), report);
                html.element("span", &[("class", "meta")], &format!("of {of}; dead since {}", words::day(proof.since)));
            });
        }
    });
}

fn credentials(html: &mut Html, report: &OwnerReport) {
    let lapsing: Vec<_> = report.credentials.iter().filter(|credential| credential.is_lapsing()).collect();
    gap(html, "Credentials that lapse", "No credential lapses within 90 days.", lapsing.len(), |html| {
        for credential in lapsing {
            let about = credential.expires.map_or_else(String::new, |last| {
                format!("{}: {}, {}", credential.state.word(), words::day(last), words::distance(last, report.as_of))
            });
            row(html, &credential.title, &about);
        }
    });
}

fn exams(html: &mut Html, report: &OwnerReport) {
    gap(html, "Exams", "No exam is open.", report.exams.len(), |html| {
        for exam in &report.exams {
            let booked = match exam.booked {
                Some(day) if day < report.as_of => format!("was booked for {}: what came of it?", words::day(day)),
                Some(day) => format!("booked for {}, {}", words::day(day), words::distance(day, report.as_of)),
                None => "not booked".to_owned(),
            };
            let attempts = match exam.attempts.len() {
                0 => String::new(),
                tried => format!("; {}", words::count(tried, "attempt")),
            };
            row(html, &exam.title, &format!("{booked}{attempts}"));
        }
    });
}

fn drafts(html: &mut Html, report: &OwnerReport) {
    gap(html, "Drafts that would prove something", "No draft waits.", report.drafts.len(), |html| {
        for draft in &report.drafts {
            row(html, &draft.title, &format!("{}: {}", draft.path, titles(&draft.proves, report)));
        }
    });
}
