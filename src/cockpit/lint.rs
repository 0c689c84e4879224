//! What the lint of the plan found, each with its place and a way out.

use super::html::Html;
use super::{Cockpit, words};
use crate::diagnostic::Diagnostic;
use crate::source::excerpt::{self, Style};

/// Writes the section.
pub(super) fn write(html: &mut Html, cockpit: &Cockpit<'_>) {
    super::section(html, "lint", "Lint of the plan", |html| {
        if cockpit.lint.is_empty() {
            super::nothing(html, "No defect is known.");
            return;
        }
        html.element(
            "p",
            &[("class", "lead")],
            &format!("{} in the plan.", words::count(cockpit.lint.len(), "finding")),
        );
        html.within("ul", &[("class", "findings")], |html| {
            cockpit.lint.iter().for_each(|finding| line(html, finding, cockpit));
        });
    });
}

fn line(html: &mut Html, finding: &Diagnostic, cockpit: &Cockpit<'_>) {
    html.within("li", &[], |html| {
        html.within("details", &[], |html| {
            html.within("summary", &[], |html| {
                html.element("code", &[], finding.code.name());
                html.text(" ");
                html.within("span", &[], |html| html.prose(&finding.message));
            });
            let text = excerpt::render(finding, cockpit.sources, Style::Plain);
            html.element("pre", &[("tabindex", "0")], &text);
        });
    });
}
