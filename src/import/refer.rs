//! What refers to what: items that prepare an exam, names of the same project, skills and resources by their words.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Base, Certification, Draft, Part, Project, Resource};
use super::id::words_of;
use super::kind;
use super::outline::Link;
use super::sort::is_address;
use super::text::{folded, trimmed};
use crate::plan::{Countable, ItemKind};

/// Sets all references of the draft.
pub(super) fn refer(draft: &mut Draft) {
    exams(draft);
    goals(draft);
    parts(draft);
    links(draft);
    skills(draft);
}

const EXAM_WORDS: [&str; 16] = [
    "certificacion",
    "examen",
    "certification",
    "certificate",
    "exam",
    "cert",
    "preparation",
    "prep",
    "prepare",
    "study",
    "pass",
    "take",
    "earn",
    "get",
    "zertifizierung",
    "prufung",
];

/// Finds the certification that each item prepares. An item that names an exam that is nowhere else makes it.
fn exams(draft: &mut Draft) {
    let tokens = |text: &str| -> Vec<String> { words_of(text).split('-').map(str::to_owned).collect() };
    let mut known: Vec<(Vec<String>, usize)> = Vec::new();
    // What is private must not be referred to from what is not.
    for (at, entry) in draft.certifications.iter().enumerate().filter(|(_, entry)| !entry.base.is_private) {
        known.extend(
            std::iter::once(&entry.base.title)
                .chain(entry.any_of.iter().map(|(title, _)| title))
                .map(|title| (tokens(title), at)),
        );
    }
    known.retain(|(words, _)| words.iter().any(|word| !word.is_empty()));
    known.sort_by_key(|(words, at)| (std::cmp::Reverse(words.len()), *at));
    for phase in &mut draft.phases {
        for item in phase.items.iter_mut().filter(|item| item.goal.is_none() && !item.base.is_private) {
            let is_exam = item.kind == ItemKind::ExamPrep;
            let title = tokens(&item.base.title);
            let fits = |words: &[String]| {
                let rest: Vec<&String> = words.iter().filter(|word| !EXAM_WORDS.contains(&word.as_str())).collect();
                (is_exam || rest.len() > 1) && !rest.is_empty() && rest.iter().all(|word| title.contains(word))
            };
            let mut found = known.iter().find(|(words, _)| fits(words)).map(|(_, at)| *at);
            if found.is_none() && is_exam {
                let name: Vec<&str> = item
                    .base
                    .title
                    .split_whitespace()
                    .filter(|word| !EXAM_WORDS.contains(&folded(word).as_str()))
                    .collect();
                let name = name.join(" ");
                let name = trimmed(
                    ["the ", "for ", "for the "].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(&name),
                );
                let base = Base { title: name.clone(), src: Vec::new(), ..Base::default() };
                if tokens(&name).iter().any(|word| !word.is_empty()) {
                    draft.certifications.push(Certification { base, is_derived: true, ..Certification::default() });
                    known.push((tokens(&name), draft.certifications.len() - 1));
                    found = Some(draft.certifications.len() - 1);
                }
            }
            let Some(at) = found else {
                if is_exam {
                    item.kind = ItemKind::Topic;
                }
                continue;
            };
            item.kind = ItemKind::ExamPrep;
            item.cert = Some(at);
            condition(&mut item.base.title, &mut draft.certifications[at]);
            let entry = &mut draft.certifications[at].base;
            entry.src.extend(item.base.src.iter());
            entry.src.sort_unstable();
            entry.src.dedup();
            entry.when = entry.when.or(item.base.when).or(phase.base.when);
        }
    }
}

/// Takes `(if needed)` off the title of an item: the certification says it.
fn condition(title: &mut String, certification: &mut Certification) {
    for phrase in [" (if needed)", " (if not held)", " (if required)", " (if not current)"] {
        if let Some(plain) = title.strip_suffix(phrase) {
            certification.if_not_held = true;
            *title = plain.to_owned();
            return;
        }
    }
}

/// What a goal lists are projects: those of the plan under other names, or new ones.
fn goals(draft: &mut Draft) {
    for at in 0..draft.goals.len() {
        let listed = std::mem::take(&mut draft.goals[at].listed);
        if draft.goals[at].count != Countable::PublicRepo {
            for part in &listed {
                draft.goals[at].base.note("for it", &part.title);
            }
            continue;
        }
        let names = matched(&listed, &draft.projects);
        for (part, project) in listed.into_iter().zip(names) {
            if let Some(project) = project {
                let project = &mut draft.projects[project];
                project.base.src.extend(part.src);
                project.base.src.sort_unstable();
                if project.base.title != part.title {
                    project.aliases.push(part.title);
                }
            } else {
                let base = Base {
                    title: part.title,
                    src: part.src.into_iter().collect(),
                    status: part.is_done.then_some("done"),
                    ..Base::default()
                };
                draft
                    .projects
                    .push(Project { base: Base { when: draft.goals[at].base.when, ..base }, ..Project::default() });
            }
        }
        // Where a plan has dozens of such goals, each counts everything, which needs no list.
        if draft.goals.len() > 12 {
            continue;
        }
        draft.goals[at].counts =
            (0..draft.projects.len()).filter(|project| !draft.projects[*project].base.is_private).collect();
    }
}

/// Returns for each of `listed` the project that it names. Each project is named once; the words that few projects have
/// tell more, the first one most.
fn matched(listed: &[Part], projects: &[Project]) -> Vec<Option<usize>> {
    let words = |text: &str| -> Vec<String> {
        words_of(text)
            .split('-')
            .filter(|word| word.len() > 1 && !matches!(*word, "and" | "the" | "for" | "of" | "with"))
            .map(str::to_owned)
            .collect()
    };
    let titles: Vec<Vec<String>> = projects.iter().map(|project| words(&project.base.title)).collect();
    let features: Vec<Vec<String>> =
        projects.iter().map(|project| project.parts.iter().flat_map(|part| words(&part.title)).collect()).collect();
    let mut common: BTreeMap<&str, u32> = BTreeMap::new();
    for (title, features) in titles.iter().zip(&features) {
        let words: BTreeSet<&str> = title.iter().chain(features).map(String::as_str).collect();
        for word in words {
            *common.entry(word).or_default() += 1;
        }
    }
    let mut scores: Vec<(u32, usize, usize)> = Vec::new();
    for (one, part) in listed.iter().enumerate() {
        let own = words(&part.title);
        for (project, title) in titles.iter().enumerate() {
            let mut score = 0;
            for (at, word) in own.iter().enumerate() {
                if let Some(place) = title.iter().position(|other| other == word) {
                    let weight = 12 / common.get(word.as_str()).copied().unwrap_or(1).clamp(1, 6);
                    let is_short = word.len() < 3;
                    let bonus = if at == 0 && place == 0 && !is_short { 6 } else { 0 };
                    score += bonus + if is_short { weight / 3 } else { weight };
                } else if features[project].contains(word) {
                    score += 3;
                }
            }
            // A word of a feature alone does not make it the same thing.
            if score > 3 {
                scores.push((score, one, project));
            }
        }
    }
    scores.sort_by_key(|(score, one, project)| (std::cmp::Reverse(*score), *one, *project));
    let mut names = vec![None; listed.len()];
    let mut taken = vec![false; projects.len()];
    for (_, one, project) in scores {
        if names[one].is_none() && !taken[project] {
            (names[one], taken[project]) = (Some(project), true);
        }
    }
    names
}

/// What is done of the parts: the whole when all are, else a remark, because parts have no status.
fn parts(draft: &mut Draft) {
    let items = draft.phases.iter_mut().flat_map(|phase| &mut phase.items).map(|item| (&mut item.base, &item.parts));
    let projects = draft.projects.iter_mut().map(|project| (&mut project.base, &project.parts));
    for (base, parts) in items.chain(projects) {
        let done: Vec<&str> = parts.iter().filter(|part| part.is_done).map(|part| part.title.as_str()).collect();
        if done.is_empty() {
            continue;
        }
        if done.len() == parts.len() && base.status.is_none() {
            base.status = Some("done");
        } else if done.len() < parts.len() {
            base.status = base.status.or(Some("active"));
            let done = done.join(", ");
            base.note("done already", &done);
        }
    }
}

/// Links of items become resources; those of others go to the remarks.
fn links(draft: &mut Draft) {
    let mut by_url: BTreeMap<String, usize> =
        draft.resources.iter().enumerate().filter_map(|(at, resource)| Some((resource.url.clone()?, at))).collect();
    let named: Vec<(String, usize)> = draft
        .resources
        .iter()
        .enumerate()
        .map(|(at, resource)| (telling(&resource.base.title), at))
        .filter(|(name, _)| name.len() > 5)
        .collect();
    let items = draft.phases.iter_mut().flat_map(|phase| {
        let hides = phase.base.is_private;
        phase.items.iter_mut().map(move |item| (item, hides))
    });
    for (item, hides) in items {
        let title = format!("-{}-", words_of(&item.base.title));
        item.resources =
            named.iter().filter(|(name, _)| title.contains(&format!("-{name}-"))).map(|(_, at)| *at).collect();
        for link in std::mem::take(&mut item.base.links) {
            if !is_address(&link.url) {
                item.base.note("link", &link.url);
                continue;
            }
            let at = *by_url.entry(link.url.clone()).or_insert_with(|| {
                let mut made = resource(&link, &item.base.src);
                made.base.is_private = hides || item.base.is_private;
                draft.resources.push(made);
                draft.resources.len() - 1
            });
            item.resources.push(at);
        }
        item.resources.sort_unstable();
        item.resources.dedup();
    }
    let certifications = draft.certifications.iter_mut().map(|entry| &mut entry.base);
    let others = certifications
        .chain(draft.projects.iter_mut().map(|entry| &mut entry.base))
        .chain(draft.outreach.iter_mut().map(|entry| &mut entry.base));
    let others = others
        .chain(draft.skills.iter_mut().map(|entry| &mut entry.base))
        .chain(draft.goals.iter_mut().map(|entry| &mut entry.base));
    let others = others
        .chain(draft.roles.iter_mut().map(|entry| &mut entry.base))
        .chain(draft.phases.iter_mut().map(|entry| &mut entry.base));
    for base in others {
        for link in std::mem::take(&mut base.links) {
            base.note("link", &link.url);
        }
    }
}

/// Returns the words of a title that tell it from others: `fast-ai` of `Fast.ai courses`.
fn telling(title: &str) -> String {
    const GENERIC: [&str; 12] = [
        "course",
        "courses",
        "book",
        "tutorial",
        "tutorials",
        "guide",
        "docs",
        "documentation",
        "the",
        "series",
        "kurs",
        "project",
    ];
    words_of(title).split('-').filter(|word| !GENERIC.contains(word)).collect::<Vec<_>>().join("-")
}

fn resource(link: &Link, src: &[u32]) -> Resource {
    let has_text = link.text.contains(char::is_alphanumeric) && !super::sort::is_address(&link.text);
    let host = link
        .url
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or("link")
        .trim_start_matches("www.");
    let title = if has_text { link.text.clone() } else { host.to_owned() };
    let base = Base { title, src: src.to_vec(), ..Base::default() };
    Resource {
        kind: kind::of_resource(&format!("{} {}", link.text, link.url)),
        base,
        authors: Vec::new(),
        publisher: None,
        is_free: false,
        url: Some(link.url.clone()),
    }
}

/// A skill is taught by the items whose titles have its name.
fn skills(draft: &mut Draft) {
    let mut names: Vec<(String, usize)> = Vec::new();
    for (at, skill) in draft.skills.iter().enumerate() {
        let all = std::iter::once(&skill.base.title).chain(&skill.parts).chain(&skill.any_of);
        names
            .extend(all.map(|name| words_of(name)).filter(|name| name.len() > 2).map(|name| (format!("-{name}-"), at)));
    }
    for item in draft.phases.iter_mut().flat_map(|phase| &mut phase.items) {
        let title = format!("-{}-", words_of(&item.base.title));
        item.skills = names.iter().filter(|(name, _)| title.contains(name.as_str())).map(|(_, at)| *at).collect();
        item.skills.sort_unstable();
        item.skills.dedup();
    }
}
