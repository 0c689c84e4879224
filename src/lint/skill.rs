//! Skills that nothing in the plan teaches or shows.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for skill in &subject.file.skills {
        let is_listed = subject.entries.iter().flat_map(|entry| entry.skills).any(|id| id.value == skill.id.value);
        if is_listed {
            continue;
        }
        let message = format!("nothing in the plan teaches or shows `{}`", skill.id.value);
        let span = subject.places.key(skill.id.span, "title");
        found.push(
            Diagnostic::new(Code::SkillWithoutItem, span, message)
                .hint(format!("add `skills: [{}]` to what teaches it, or an item for it", skill.id.value)),
        );
    }
}
