//! The burn-up: what is proven against the plan and against what it was before.

use super::html::Html;
use super::words;
use crate::owner::{Baseline, OwnerReport};
use crate::render::chart::burn_up::{self, BurnUp};
use crate::words::Words;

/// Writes the section.
pub(super) fn write(html: &mut Html, report: &OwnerReport) {
    super::section(html, "burn-up", "Burn-up", |html| {
        if report.schedule.scope <= 0.0 {
            super::nothing(html, "The plan has no steps with hours yet.");
            return;
        }
        let chart = BurnUp {
            start: report.now.start,
            end: report.now.end,
            as_of: report.as_of,
            planned: report.curves.planned.clone(),
            earned: report.curves.earned.clone(),
            scope: report.curves.scope.clone(),
            earlier: report.baselines.iter().map(|one| (one.curve.id.to_string(), one.curve.planned.clone())).collect(),
            unit: "hours".to_owned(),
        };
        let chart = burn_up::draw(&chart, "cockpit-burn-up", Words::english());
        html.element("p", &[("class", "lead")], &chart.summary);
        html.chart(&chart, "Burn-up");
        if !report.baselines.is_empty() {
            html.within("ul", &[("class", "baselines")], |html| {
                for baseline in &report.baselines {
                    html.within("li", &[], |html| line(html, baseline));
                }
            });
        }
    });
}

/// Writes what a baseline is: the plan as it was agreed on a day, and why it was made anew.
fn line(html: &mut Html, baseline: &Baseline) {
    let curve = &baseline.curve;
    html.element("strong", &[], curve.id.as_str());
    html.text(&format!(", the plan of {}: {}", words::day(curve.date), words::hours(curve.scope)));
    if let Some(reason) = &baseline.reason {
        html.text(&format!(". {reason}"));
    }
}
