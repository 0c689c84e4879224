//! Findings on pages, each told once for the place that it comes from.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};

/// What is found, and where.
#[derive(Debug, Default)]
pub(super) struct Gather {
    /// By code and by what is the same on all pages.
    found: BTreeMap<(Code, String), Found>,
}

#[derive(Debug, Default)]
struct Found {
    message: String,
    hint: String,
    /// The places in the journal.
    spans: Vec<Span>,
    /// The pages of which no place is known.
    pages: Vec<String>,
}

impl Gather {
    /// Adds what `page` has. Findings of one code with one `key` are the same; the first says what is wrong.
    pub(super) fn on_page(
        &mut self,
        code: Code,
        key: &str,
        page: &str,
        span: Option<Span>,
        (message, hint): (String, String),
    ) {
        let found = self.entry(code, key, message, hint);
        match span {
            Some(span) if !found.spans.contains(&span) => found.spans.push(span),
            Some(_) => {}
            None => found.pages.push(page.to_owned()),
        }
    }

    /// Adds what concerns the whole site.
    pub(super) fn on_site(&mut self, code: Code, span: Option<Span>, message: String, hint: String) {
        let key = message.clone();
        self.entry(code, &key, message, hint).spans.extend(span);
    }

    /// Returns the diagnostics. What a place of the journal is blamed for is not told of other pages that show it too.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found.into_iter().flat_map(|((code, _), found)| found.tell(code)).collect()
    }

    fn entry(&mut self, code: Code, key: &str, message: String, hint: String) -> &mut Found {
        let new = || Found { message, hint, ..Found::default() };
        self.found.entry((code, key.to_owned())).or_insert_with(new)
    }
}

impl Found {
    fn tell(self, code: Code) -> Vec<Diagnostic> {
        if !self.spans.is_empty() {
            let at = |span| Diagnostic::new(code, span, self.message.clone()).hint(self.hint.clone());
            return self.spans.into_iter().map(at).collect();
        }
        let place = match self.pages.as_slice() {
            [] => String::new(),
            [page] => format!(", on `{page}`"),
            [first, _] => format!(", on `{first}` and another page"),
            [first, others @ ..] => format!(", on `{first}` and {} other pages", others.len()),
        };
        vec![Diagnostic::without_place(code, format!("{}{place}", self.message)).hint(self.hint)]
    }
}
