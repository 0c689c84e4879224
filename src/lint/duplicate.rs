//! The same thing twice: under another name, as a certification and its preparation that do not know each other, or as
//! a project that is called like something that exists.

use std::collections::BTreeSet;

use super::Subject;
use super::credential;
use super::word::{set, tokens};
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::plan::id::PlanId;
use crate::plan::schema::study::{DeclaredStatus, ItemFile, ItemKind};

/// Words for what somebody makes, whatever it is about, without endings.
const ARTEFACTS: &[&str] = &[
    "app",
    "application",
    "assessment",
    "dashboard",
    "demo",
    "demonstration",
    "framework",
    "implementation",
    "pipeline",
    "platform",
    "project",
    "prototype",
    "scanner",
    "suite",
    "system",
    "test",
    "tool",
    "toolbox",
    "toolkit",
];

/// Words that mean the same where a title says what a thing is about.
const SAME_FIELD: &[&str] = &["ai", "ml", "model"];

/// What a title adds to the name of a certification when it is the preparation of it and nothing else.
const EXAM_WORDS: &[&str] = &[
    "aws",
    "certificate",
    "certification",
    "certified",
    "comptia",
    "current",
    "exam",
    "get",
    "giac",
    "if",
    "need",
    "needed",
    "not",
    "pass",
    "prep",
    "preparation",
    "prepare",
    "study",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    twice(subject, found);
    unlinked(subject, found);
    collisions(subject, found);
}

/// A name of something that may be there under another one.
struct Named<'a> {
    id: Span,
    name: &'a str,
    title: &'a str,
    aliases: &'a [String],
    /// What it is compared with: titles of one class only.
    class: Class,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Something to make: a project, a build, a part of a build or of a goal.
    Made,
    /// Something to study.
    Studied,
    Certification,
    Outreach,
    Resource,
}

fn twice(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let all = named(subject);
    for (index, second) in all.iter().enumerate() {
        let same = all[..index].iter().find(|first| first.class == second.class && are_one(first, second));
        let Some(first) = same else { continue };
        let message = format!("`{}` may be the same as `{}`", second.name, first.name);
        let place = |one: &Named<'_>| subject.places.key(one.id, "title");
        found.push(
            Diagnostic::new(Code::DuplicateEntry, place(second), message)
                .label(place(first), "the other")
                .hint(format!(
                    "if they are one, remove one of them; a project or item can keep the other name: `aliases: [{}]`",
                    second.title
                ))
                .hint("if they are two, let the titles say what is different"),
        );
    }
}

fn named<'a>(subject: &'a Subject<'a>) -> Vec<Named<'a>> {
    let file = subject.file;
    let mut all = Vec::new();
    let mut add = |id: &'a Spanned<PlanId>, title: &'a str, aliases: &'a [String], class: Class| {
        all.push(Named { id: id.span, name: id.value.as_str(), title, aliases, class });
    };
    for item in file.phases.iter().flat_map(|phase| &phase.items).filter(|item| is_kept(item)) {
        let class = if item.kind.value == ItemKind::Build { Class::Made } else { Class::Studied };
        add(&item.id, &item.title, &item.aliases, class);
        if matches!(item.kind.value, ItemKind::Build | ItemKind::Goal) {
            item.criteria.iter().for_each(|criterion| add(&criterion.id, &criterion.title, &[], Class::Made));
        }
    }
    file.projects.iter().for_each(|entry| add(&entry.id, &entry.title, &entry.aliases, Class::Made));
    file.certifications.iter().for_each(|entry| add(&entry.id, &entry.title, &[], Class::Certification));
    file.outreach.iter().for_each(|entry| add(&entry.id, &entry.title, &[], Class::Outreach));
    file.resources.iter().for_each(|entry| add(&entry.id, &entry.title, &[], Class::Resource));
    all
}

fn is_kept(item: &ItemFile) -> bool {
    item.status.as_ref().is_none_or(|status| status.value != DeclaredStatus::Dropped)
}

fn are_one(a: &Named<'_>, b: &Named<'_>) -> bool {
    let (first, second) = (set(a.title), set(b.title));
    let is_alias = |one: &Named<'_>, words: &BTreeSet<String>| one.aliases.iter().any(|alias| set(alias) == *words);
    if (first == second && !first.is_empty()) || is_alias(a, &second) || is_alias(b, &first) {
        return true;
    }
    match a.class {
        Class::Made => {
            let subject = subject_words(&first);
            subject.len() >= 2 && subject == subject_words(&second)
        }
        Class::Certification => {
            let known = |one: &Named<'_>| credential::named_in(one.title).map(|(known, _)| known.name);
            known(a).is_some() && known(a) == known(b)
        }
        _ => false,
    }
}

/// Returns what a thing is about: its words without what sort of thing it is.
fn subject_words(words: &BTreeSet<String>) -> BTreeSet<&str> {
    let about = words.iter().map(String::as_str).filter(|word| !ARTEFACTS.contains(word));
    about.map(|word| if SAME_FIELD.contains(&word) { "ai" } else { word }).collect()
}

fn unlinked(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let items = subject.file.phases.iter().flat_map(|phase| &phase.items);
    for item in items.filter(|item| item.cert.is_none() && item.kind.value != ItemKind::Goal && is_kept(item)) {
        let words = set(&item.title);
        let matching = subject.file.certifications.iter().find(|entry| {
            let own = set(&entry.title);
            let says_more = |rest: &BTreeSet<String>| {
                rest.iter().any(|word| !EXAM_WORDS.contains(&word.as_str()) && !own.contains(word))
            };
            let is_same = own.len() >= 2 && own.is_subset(&words) && !says_more(&words);
            let known = |title| credential::named_in(title);
            let is_known = known(&item.title)
                .zip(known(&entry.title))
                .is_some_and(|((a, rest), (b, _))| a == b && !says_more(&rest));
            is_same || is_known
        });
        let Some(entry) = matching else { continue };
        let message =
            format!("`{}` looks like `{}` a second time, and is counted beside it", item.id.value, entry.id.value);
        found.push(
            Diagnostic::new(Code::UnlinkedExamPrep, subject.places.key(item.id.span, "title"), message)
                .label(subject.places.key(entry.id.span, "title"), "the certification")
                .hint(format!(
                    "write `kind: exam-prep` and `cert: {}` to the item; then it counts once",
                    entry.id.value
                )),
        );
    }
}

fn collisions(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for project in &subject.file.projects {
        let title = tokens(&project.title);
        let taken = subject.file.resources.iter().find(|resource| is_called(&title, &tokens(&resource.title)));
        let Some(resource) = taken else { continue };
        let message = format!("`{}` is called almost like `{}`, which exists", project.id.value, resource.id.value);
        let mut diagnostic =
            Diagnostic::new(Code::NameCollision, subject.places.key(project.id.span, "title"), message)
                .label(subject.places.key(resource.id.span, "title"), "what exists");
        if let Some(note) = subject.places.written_key(project.id.span, "naming_note") {
            diagnostic = diagnostic.label(note, "the plan knows of it");
        }
        found.push(
            diagnostic.hint("give the project a name that nobody takes for the other, before its repository has it"),
        );
    }
}

/// Returns whether `longer` has `title` in it, all of its words or all but one that is nearly the same.
fn is_called(title: &[String], longer: &[String]) -> bool {
    if title.len() < 2 {
        return false;
    }
    longer.windows(title.len()).any(|part| {
        let mut differing = title.iter().zip(part).filter(|(a, b)| a != b);
        match (differing.next(), differing.next()) {
            (None, _) => true,
            (Some((a, b)), None) => title.len() > 2 && begin_alike(a, b),
            _ => false,
        }
    })
}

/// Returns whether two words begin alike for at least half of the longer one, as `toolkit` and `toolbox` do.
fn begin_alike(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    same >= 4 && same * 2 >= a.chars().count().max(b.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_made_twice(a: &str, b: &str) -> bool {
        let named = |title| {
            let id = Span::new(crate::diagnostic::SourceId(0), 0..0);
            Named { id, name: "x", title, aliases: &[], class: Class::Made }
        };
        are_one(&named(a), &named(b))
    }

    #[test]
    fn another_word_for_the_artefact_is_no_other_thing() {
        for (a, b) in [
            ("Adversarial Robustness Toolkit", "Adversarial robustness testing suite"),
            ("Model Security Scanner", "AI security assessment toolkit"),
            ("AI Governance Platform", "Model governance dashboard"),
            ("Privacy-Preserving ML Demo", "Privacy-preserving ML pipeline"),
            ("LLM Security Suite", "LLM security scanner"),
        ] {
            assert!(is_made_twice(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn other_things_are_other_things() {
        for (a, b) in [
            ("HTTP server", "DNS server"),
            ("Model Security Scanner", "LLM Security Suite"),
            ("Blog platform", "Blog app"),
            ("Finance demo", "Healthcare demo"),
            ("", ""),
        ] {
            assert!(!is_made_twice(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn a_name_is_taken_by_what_is_almost_called_like_it() {
        let called = |a: &str, b: &str| is_called(&tokens(a), &tokens(b));
        assert!(called("Adversarial Robustness Toolkit", "Adversarial Robustness Toolbox tutorials"));
        assert!(called("Evasion Bench", "The Evasion Bench handbook"));
        assert!(!called("Evasion Bench", "Evasion Benches"));
        assert!(!called("Git", "Pro Git"));
        assert!(!called("Rust web server", "Rust web scraper course"));
    }
}
