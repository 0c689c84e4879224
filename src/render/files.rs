//! The files of the site as they come together: two for one path are a mistake, with the place to mend it.

use std::collections::BTreeMap;

use super::Rendered;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::output::{InsertError, Output, OutputPath};

/// Who a file is there for, which says what can be changed when its path is taken.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner {
    /// A content file, with what its address comes from: `path:`, `slug:` or the file as a whole.
    Page(Span),
    /// An alias in front matter.
    Alias(Span),
    /// A file of the journal that a page refers to.
    File(Span),
    /// Milepost or the theme.
    Generator,
}

impl Owner {
    fn span(self) -> Option<Span> {
        match self {
            Self::Page(span) | Self::Alias(span) | Self::File(span) => Some(span),
            Self::Generator => None,
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Page(_) => "give the page another `slug:` or `path:`",
            Self::Alias(_) => "take the alias out, or write another address",
            Self::File(_) => "rename the file",
            Self::Generator => "rename one: a skill of the plan, or a file in `static/` of the theme",
        }
    }

    /// Returns whether the site has compared the path with those of other pages and aliases.
    fn is_address(self) -> bool {
        matches!(self, Self::Page(_) | Self::Alias(_))
    }
}

/// Collects the files of the site.
#[derive(Debug, Default)]
pub(super) struct Files {
    rendered: Rendered,
    owners: BTreeMap<OutputPath, Owner>,
    diagnostics: Vec<Diagnostic>,
}

impl Files {
    /// Adds a file, or reports that its path is taken.
    pub(super) fn add(&mut self, path: &str, bytes: impl Into<Output>, owner: Owner) {
        let output = match OutputPath::new(path) {
            Ok(output) => output,
            Err(error) => {
                self.diagnostics.push(report(Code::BadPath, owner, error.to_string()));
                return;
            }
        };
        match self.rendered.outputs.insert(output.clone(), bytes.into()) {
            Ok(()) => {
                if let Owner::Page(span) | Owner::File(span) = owner {
                    self.rendered.origins.insert(path.to_owned(), Span::new(span.source, 0..0));
                }
                self.owners.insert(output, owner);
            }
            Err(error) => self.refuse(owner, &error),
        }
    }

    /// Takes over what is wrong with a file.
    pub(super) fn report(&mut self, found: Option<Diagnostic>) {
        self.diagnostics.extend(found);
    }

    /// Returns how many files there are.
    pub(super) fn len(&self) -> usize {
        self.rendered.outputs.len()
    }

    /// Returns the files and what is wrong with them.
    pub(super) fn finish(self) -> (Rendered, Vec<Diagnostic>) {
        (self.rendered, self.diagnostics)
    }

    fn refuse(&mut self, owner: Owner, error: &InsertError) {
        let (path, other) = match error {
            InsertError::Duplicate { path } => (path, path),
            InsertError::Case { path, other } | InsertError::Folder { path, other } => (path, other),
            InsertError::Reserved { path } => {
                let message = format!("`{}` is kept for the list of all files", address(path));
                self.diagnostics.push(report(Code::DuplicatePath, owner, message));
                return;
            }
        };
        let is_folder = matches!(error, InsertError::Folder { .. });
        let holder = self.owners.get(other).copied().unwrap_or(Owner::Generator);
        if owner.is_address() && holder.is_address() && !is_folder {
            return;
        }
        // What a user wrote can be changed, what Milepost makes cannot.
        let (to_change, mine, rest) =
            if owner.span().is_some() { (owner, path, holder) } else { (holder, other, owner) };
        let message = match (is_folder, to_change.span(), rest.span()) {
            (true, _, _) => {
                format!("`{}` and `{}` need a file and a folder of one name", address(path), address(other))
            }
            (false, Some(_), None) => {
                let what = if mine.extension() == "html" { "page" } else { "file" };
                format!("`{}` is the address of a {what} that Milepost makes", address(mine))
            }
            (false, _, _) => format!("two files of the site have the address `{}`", address(mine)),
        };
        let found = report(Code::DuplicatePath, to_change, message);
        self.diagnostics.push(match rest.span() {
            Some(span) => found.label(span, "the other is here"),
            None => found,
        });
    }
}

fn report(code: Code, owner: Owner, message: String) -> Diagnostic {
    let found = match owner.span() {
        Some(span) => Diagnostic::new(code, span, message),
        None => Diagnostic::without_place(code, message),
    };
    found.hint(owner.hint())
}

/// Returns the address that the file at `path` answers to.
fn address(path: &OutputPath) -> String {
    let path = path.as_str();
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("/{}", folder.unwrap_or(path))
}
