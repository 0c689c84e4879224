//! Target companies by tier, each with how far an application there is, and all applications by stage.

use super::html::Html;
use super::words;
use crate::plan::Stage;
use crate::plan::private::PrivatePlan;
use crate::plan::schema::private::{ApplicationFile, CompanyFile};

/// The stages that an application goes through.
const WAY: [Stage; 6] =
    [Stage::Found, Stage::Applied, Stage::Screening, Stage::Interview, Stage::Offer, Stage::Accepted];

/// Writes the section.
pub(super) fn write(html: &mut Html, private: &PrivatePlan) {
    super::section(html, "companies", "Target companies", |html| {
        if private.companies.is_empty() && private.applications.is_empty() {
            html.within("p", &[("class", "none")], |html| {
                html.text("None yet. Add ");
                html.element("code", &[], "companies:");
                html.text(" and ");
                html.element("code", &[], "applications:");
                html.text(" to ");
                html.element("code", &[], "plan.private.yaml");
                html.text(".");
            });
            return;
        }
        stages(html, &private.applications);
        tiers(html, private);
        if !private.applications.is_empty() {
            html.within(
                "div",
                &[("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Applications")],
                |html| {
                    html.within("table", &[("class", "applications")], |html| applications(html, private));
                },
            );
        }
    });
}

/// Writes how many applications are where.
fn stages(html: &mut Html, applications: &[ApplicationFile]) {
    if applications.is_empty() {
        return;
    }
    html.within("ol", &[("class", "stages")], |html| {
        for stage in WAY {
            let count = applications.iter().filter(|entry| entry.stage == stage).count();
            let class = if count > 0 { "is-there" } else { "is-empty" };
            html.within("li", &[("class", class)], |html| {
                html.element("span", &[("class", "figure")], &count.to_string());
                html.element("span", &[], words::stage(stage));
            });
        }
    });
}

fn tiers(html: &mut Html, private: &PrivatePlan) {
    let mut tiers: Vec<&CompanyFile> = private.companies.iter().collect();
    tiers.sort_by_key(|tier| tier.tier.unwrap_or(u32::MAX));
    html.within("div", &[("class", "tiers")], |html| {
        for tier in tiers {
            html.within("div", &[("class", "tier")], |html| {
                let rank = tier.tier.map_or_else(|| "Others".to_owned(), |rank| format!("Tier {rank}"));
                html.element("h3", &[], &rank);
                tier.label.iter().chain(&tier.note).for_each(|text| html.element("p", &[("class", "meta")], text));
                html.within("ul", &[("class", "names")], |html| {
                    for name in &tier.names {
                        let application = private.applications.iter().find(|entry| is_same(&entry.company, name));
                        html.within("li", &[], |html| {
                            html.element("span", &[], name);
                            if let Some(application) = application {
                                stage(html, application.stage);
                            }
                        });
                    }
                });
            });
        }
    });
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn stage(html: &mut Html, stage: Stage) {
    let class = match stage {
        Stage::Found => "chip",
        Stage::Applied | Stage::Screening | Stage::Interview => "chip is-active",
        Stage::Offer | Stage::Accepted => "chip is-proven",
        Stage::Declined | Stage::Rejected => "chip is-over",
    };
    html.element("span", &[("class", class)], words::stage(stage));
}

fn applications(html: &mut Html, private: &PrivatePlan) {
    html.element("caption", &[], "Applications");
    html.within("thead", &[], |html| {
        html.within("tr", &[], |html| {
            for head in ["Company", "Role", "Stage", "Since", "Next", "Remark"] {
                html.element("th", &[("scope", "col")], head);
            }
        });
    });
    let mut all: Vec<&ApplicationFile> = private.applications.iter().collect();
    // The furthest first, and what is over last.
    all.sort_by_key(|entry| (!WAY.contains(&entry.stage), std::cmp::Reverse(entry.stage), entry.company.clone()));
    html.within("tbody", &[], |html| {
        for entry in all {
            html.within("tr", &[("id", &format!("application-{}", entry.id.value))], |html| {
                html.within("th", &[("scope", "row")], |html| match &entry.url {
                    Some(url) => html.link(&url.value, &entry.company),
                    None => html.text(&entry.company),
                });
                html.element("td", &[], entry.role.as_deref().unwrap_or("–"));
                html.within("td", &[], |html| stage(html, entry.stage));
                let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "–".to_owned(), words::day);
                html.element("td", &[], &day(entry.since.as_ref().map(|since| since.value)));
                html.element("td", &[], &day(entry.next.as_ref().map(|next| next.value)));
                html.element("td", &[], entry.note.as_deref().unwrap_or_default());
            });
        }
    });
}
