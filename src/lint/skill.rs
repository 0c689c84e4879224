//! Skills, parts of skills, and features that nothing in the plan teaches.

use std::collections::BTreeSet;

use super::Subject;
use super::word::{set, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::schema::career::SkillFile;

/// Words that name a field of knowledge, without endings. A feature that has one is made of something that has to be
/// learned first; other features are work that any project has, such as an import or a report.
const FIELDS: &[&str] = &[
    "computation",
    "consensus",
    "cryptography",
    "distillation",
    "encryption",
    "federated",
    "forensic",
    "fuzz",
    "homomorphic",
    "inference",
    "interpretability",
    "obfuscation",
    "optimization",
    "quantization",
    "reinforcement",
    "steganography",
    "virtualization",
    "watermark",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let taught = Taught::of(subject);
    for skill in &subject.file.skills {
        let is_listed = subject.entries.iter().flat_map(|entry| entry.skills).any(|id| id.value == skill.id.value);
        if is_listed { unnamed_parts(subject, skill, &taught, found) } else { without_item(subject, skill, found) }
    }
    untaught_features(subject, &taught, found);
}

fn without_item(subject: &Subject<'_>, skill: &SkillFile, found: &mut Vec<Diagnostic>) {
    let message = format!("nothing in the plan teaches or shows `{}`", skill.id.value);
    let span = subject.places.key(skill.id.span, "title");
    found.push(
        Diagnostic::new(Code::SkillWithoutItem, span, message)
            .hint(format!("add `skills: [{}]` to what teaches it, or an item for it", skill.id.value)),
    );
}

/// Reports the parts of a skill that no title names. Of alternatives one is enough.
fn unnamed_parts(subject: &Subject<'_>, skill: &SkillFile, taught: &Taught, found: &mut Vec<Diagnostic>) {
    let unnamed = |parts: &[String]| -> Vec<String> {
        parts.iter().filter(|part| !taught.names(part)).map(|part| format!("`{part}`")).collect()
    };
    let (parts, alternatives) = (unnamed(&skill.parts), unnamed(&skill.any_of));
    let (key, missing) = if !parts.is_empty() {
        ("parts", parts)
    } else if !alternatives.is_empty() && alternatives.len() == skill.any_of.len() {
        ("any_of", alternatives)
    } else {
        return;
    };
    let message = format!("nothing in the plan names {} of `{}`", missing.join(", "), skill.id.value);
    found.push(
        Diagnostic::new(Code::SkillWithoutItem, subject.places.key(skill.id.span, key), message)
            .hint("add an item for it or a criterion to one, or say less in the skill"),
    );
}

fn untaught_features(subject: &Subject<'_>, taught: &Taught, found: &mut Vec<Diagnostic>) {
    for project in &subject.file.projects {
        for feature in &project.features {
            let own = words(&feature.title);
            let fields: Vec<&String> = own.iter().filter(|word| FIELDS.contains(&word.as_str())).collect();
            if fields.is_empty() || fields.iter().any(|word| taught.has(word)) || taught.has_initials(&own) {
                continue;
            }
            let message =
                format!("nothing in the plan teaches `{}`, which `{}` is to have", feature.title, project.id.value);
            let span = subject.places.key(feature.id.span, "title");
            found.push(
                Diagnostic::new(Code::UntaughtFeature, span, message)
                    .hint("add an item for it before the project, or a resource to learn it from")
                    .hint("or take the feature out"),
            );
        }
    }
}

/// What the plan teaches, by the words of its titles.
struct Taught(Vec<BTreeSet<String>>);

impl Taught {
    fn of(subject: &Subject<'_>) -> Self {
        let file = subject.file;
        let mut texts: Vec<&str> = Vec::new();
        for item in file.phases.iter().flat_map(|phase| &phase.items) {
            texts.push(&item.title);
            texts.extend(item.summary.as_deref());
            texts.extend(item.criteria.iter().map(|one| one.title.as_str()));
            texts.extend(item.aliases.iter().map(String::as_str));
        }
        for entry in &file.certifications {
            texts.push(&entry.title);
            texts.extend(entry.any_of.iter().map(|one| one.title.as_str()));
        }
        texts.extend(file.projects.iter().map(|one| one.title.as_str()));
        texts.extend(file.outreach.iter().map(|one| one.title.as_str()));
        texts.extend(file.resources.iter().map(|one| one.title.as_str()));
        Self(texts.into_iter().map(set).collect())
    }

    /// Returns whether a title has all words of `part`.
    fn names(&self, part: &str) -> bool {
        let part = set(part);
        self.0.iter().any(|words| part.is_subset(words))
    }

    fn has(&self, word: &str) -> bool {
        self.0.iter().any(|words| words.contains(word))
    }

    /// Returns whether a title has the initials of `words`, such as `SMPC`, or of the last of them, such as `MPC`.
    fn has_initials(&self, words: &[String]) -> bool {
        let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
        let short = initials.char_indices().map(|(start, _)| &initials[start..]).filter(|short| short.len() > 2);
        short.into_iter().any(|short| self.has(short))
    }
}
