//! Resources of which nobody has checked that they exist.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::schema::Visibility;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for resource in &subject.file.resources {
        if (resource.checked == Some(true) && resource.url.is_some())
            || resource.visibility == Some(Visibility::Private)
        {
            continue;
        }
        let id = &resource.id.value;
        let (message, span) = match &resource.url {
            Some(url) => (format!("nobody has checked the address of `{id}`, so it stays off the site"), url.span),
            None => {
                let title = subject.places.key(resource.id.span, "title");
                (format!("`{id}` has no address to check, so it stays off the site"), title)
            }
        };
        let mut diagnostic = Diagnostic::new(Code::UnverifiedResource, span, message);
        if let Some(note) = subject.places.written_key(resource.id.span, "note").filter(|_| resource.note.is_some()) {
            diagnostic = diagnostic.label(note, "what the plan knows of it");
        }
        let open = if resource.url.is_some() { "open it" } else { "look for it, write its address under `url:`" };
        found.push(
            diagnostic
                .hint(format!("{open}, and write `checked: true`"))
                .hint("if there is no such thing, take it out of the plan"),
        );
    }
}
