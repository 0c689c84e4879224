//! The page around the sections: head, navigation, what is wrong, what came of a button.

use super::html::Html;
use super::{Cockpit, Notice, ROOT, STYLE_SHEET, burn, company, due, gap, lint, load, money, state, words};
use crate::owner::OwnerReport;
use crate::source::excerpt::{self, Style};

/// The sections by their anchors, in their order.
const SECTIONS: [(&str, &str); 9] = [
    ("state", "State"),
    ("burn-up", "Burn-up"),
    ("due", "Due"),
    ("hours", "Hours"),
    ("lint", "Lint"),
    ("gaps", "Gaps"),
    ("companies", "Companies"),
    ("income", "Income"),
    ("rates", "Rates"),
];

/// Returns the page.
pub(super) fn page(cockpit: &Cockpit<'_>) -> String {
    let mut html = Html::default();
    html.within("html", &[("lang", "en")], |html| {
        html.within("head", &[], |html| head(html, cockpit));
        html.within("body", &[], |html| body(html, cockpit));
    });
    format!("<!doctype html>\n{}\n", html.finish())
}

fn head(html: &mut Html, cockpit: &Cockpit<'_>) {
    html.void("meta", &[("charset", "utf-8")]);
    html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.void("meta", &[("name", "robots"), ("content", "noindex, nofollow")]);
    html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    html.void("link", &[("rel", "stylesheet"), ("href", STYLE_SHEET)]);
    let title = cockpit.report.map_or_else(
        || "Cockpit".to_owned(),
        |report| format!("{} · {}", words::schedule(report.schedule.state), report.title),
    );
    html.element("title", &[], &title);
}

fn body(html: &mut Html, cockpit: &Cockpit<'_>) {
    html.element("a", &[("class", "skip"), ("href", "#main")], "Skip to the content");
    html.within("header", &[("class", "top")], |html| {
        html.within("div", &[("class", "wrap")], |html| {
            html.element("a", &[("class", "brand"), ("href", ROOT)], "Cockpit");
            html.within("nav", &[("aria-label", "Sections")], |html| {
                html.within("ul", &[], |html| {
                    for (id, name) in SECTIONS.iter().filter(|_| cockpit.report.is_some()) {
                        html.within("li", &[], |html| html.link(&format!("#{id}"), name));
                    }
                    html.within("li", &[], |html| html.link(cockpit.site, "Site"));
                });
            });
        });
    });
    html.within("main", &[("id", "main"), ("class", "wrap"), ("tabindex", "-1")], |html| {
        notice(html, cockpit);
        problems(html, cockpit);
        match cockpit.report {
            Some(report) => sections(html, cockpit, report),
            None => without_report(html),
        }
    });
    html.within("footer", &[("class", "wrap")], |html| {
        let text = "Only milepost serve shows this page, only on this machine. It is made for each request, is never \
            written to disk, and no page of the site leads here.";
        html.element("p", &[], text);
    });
}

fn sections(html: &mut Html, cockpit: &Cockpit<'_>, report: &OwnerReport) {
    state::write(html, report);
    burn::write(html, report);
    due::write(html, report, cockpit.token);
    html.within("div", &[("class", "two")], |html| {
        load::write(html, report);
        lint::write(html, cockpit);
    });
    gap::write(html, report);
    company::write(html, &report.private);
    money::write(html, &report.private);
}

fn without_report(html: &mut Html) {
    html.element("h1", &[], "There is no plan to show");
    html.element(
        "p",
        &[],
        "The plan cannot be read. As soon as its errors are mended, this page shows it: load it again.",
    );
}

/// Writes what came of the last button.
fn notice(html: &mut Html, cockpit: &Cockpit<'_>) {
    let Some(notice) = cockpit.notice else { return };
    let step = |id| cockpit.report.and_then(|report| report.step(id));
    match notice {
        Notice::Refused(reason) => message(html, "is-bad", "Nothing was changed", reason, &[]),
        Notice::Unticked(id) => {
            if let Some(step) = step(id) {
                let text = format!("“{}” is no longer declared done in the plan.", step.title);
                message(html, "is-fine", "Unticked", &text, &[]);
            }
        }
        Notice::Ticked(id) => {
            let Some((step, report)) = step(id).zip(cockpit.report) else { return };
            let missing: Vec<String> = step.missing.iter().map(|one| words::missing(one, report)).collect();
            if missing.is_empty() {
                let text = format!("“{}” is declared done, and its proof is there: it counts.", step.title);
                message(html, "is-good", "Ticked", &text, &[]);
            } else {
                let text =
                    format!("“{}” is declared done. It does not count before it is proven. Missing:", step.title);
                message(html, "is-live", "Ticked", &text, &missing);
            }
        }
    }
}

fn message(html: &mut Html, class: &'static str, title: &str, text: &str, lines: &[String]) {
    let class = format!("notice {class}");
    html.within("div", &[("class", &class), ("role", "status"), ("id", "notice")], |html| {
        html.element("h2", &[], title);
        html.within("p", &[], |html| html.prose(text));
        if !lines.is_empty() {
            html.list(lines);
        }
    });
}

/// Writes the errors of the journal.
fn problems(html: &mut Html, cockpit: &Cockpit<'_>) {
    let errors: Vec<_> = cockpit.diagnostics.iter().filter(|found| found.is_error()).collect();
    if errors.is_empty() {
        return;
    }
    html.within("div", &[("class", "notice is-bad"), ("role", "status"), ("id", "problems")], |html| {
        let what = words::count(errors.len(), "error");
        html.element("h2", &[], &format!("The journal has {what}"));
        html.element(
            "p",
            &[],
            "What can be read is shown below; pages with errors count for nothing until they are mended.",
        );
        html.within("details", &[], |html| {
            html.element("summary", &[], "Show them");
            for error in errors {
                let text = excerpt::render(error, cockpit.sources, Style::Plain);
                html.element("pre", &[("tabindex", "0")], &text);
            }
        });
    });
}
