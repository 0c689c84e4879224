//! Annotations of GitHub Actions: one workflow command on a line for each finding.

use milepost::diagnostic::Diagnostic;

use super::place::Places;

/// Returns a workflow command for each of `diagnostics`.
pub(super) fn text(diagnostics: &[Diagnostic], places: &Places<'_>) -> String {
    diagnostics.iter().map(|found| command(found, places)).collect()
}

fn command(found: &Diagnostic, places: &Places<'_>) -> String {
    let name = if found.is_error() { "error" } else { "warning" };
    let mut properties = Vec::new();
    if let Some(place) = found.span.map(|span| places.of(span)) {
        properties.push(("file", place.path));
        properties.push(("line", place.start.line.to_string()));
        properties.push(("endLine", place.end.line.to_string()));
        // Columns of a range over several lines are not understood.
        if place.start.line == place.end.line {
            properties.push(("col", place.start.column.to_string()));
            properties.push(("endColumn", place.end.column.to_string()));
        }
    }
    properties.push(("title", found.code.name().to_owned()));
    let properties: Vec<String> =
        properties.into_iter().map(|(key, value)| format!("{key}={}", escaped_property(&value))).collect();
    let mut message = found.message.clone();
    for hint in &found.hints {
        message.push_str("\nhelp: ");
        message.push_str(hint);
    }
    format!("::{name} {}::{}\n", properties.join(","), escaped(&message))
}

/// Escapes a text as the runner reads it: `%` first, because the others are written with it.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, which ends at a comma or a colon.
fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use milepost::diagnostic::{Code, SourceId, Span};
    use milepost::source::fixture::journal;

    use super::*;

    #[test]
    fn a_finding_is_one_line_that_says_where() {
        let sources = journal("=== content/a, b: c.md\nüber [x](y)\n");
        let found = [
            Diagnostic::new(Code::BrokenLink, Span::new(SourceId(0), 10..11), "100 % `y`\n::error::no")
                .hint("write: `z`"),
            Diagnostic::without_place(Code::WeakProof, "weak"),
        ];
        assert_eq!(
            text(&found, &Places::of_journal(&sources)),
            "::error file=content/a%2C b%3A c.md,line=1,endLine=1,col=10,endColumn=11,title=broken-link::\
             100 %25 `y`%0A::error::no%0Ahelp: write: `z`\n\
             ::warning title=weak-proof::weak\n"
        );
    }

    #[test]
    fn a_range_over_lines_has_no_columns() {
        let sources = journal("=== content/a.md\none\ntwo\n");
        let found = [Diagnostic::new(Code::BadMath, Span::new(SourceId(0), 1..6), "bad")];
        assert_eq!(
            text(&found, &Places::of_journal(&sources)),
            "::error file=content/a.md,line=1,endLine=2,title=bad-math::bad\n"
        );
    }
}
