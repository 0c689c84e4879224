//! A badge as it is offered to other places: what it says, its absolute addresses, and the lines that show it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Group, Listed, all, svg_path};
use crate::plan::{ItemKind, Plan};
use crate::render::badge::{self, BadgeId};
use crate::render::label;
use crate::site::Site;

/// A badge with everything that a README needs of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// The group that the gallery shows it in.
    #[serde(skip)]
    pub group: Group,
    /// The title of that group.
    #[serde(rename = "group")]
    pub group_title: String,
    /// The left half; empty for a badge of one colour.
    pub label: String,
    /// The right half.
    pub message: String,
    /// The sentence that it asserts.
    pub sentence: String,
    /// The absolute address of the picture.
    pub image: String,
    /// The absolute address of the page that proves it.
    pub page: String,
    /// The line of Markdown.
    pub markdown: String,
    /// The line of HTML.
    pub html: String,
    /// The line of `AsciiDoc`.
    pub asciidoc: String,
}

/// What a journal has to offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Every badge whose fact holds, in the order of the gallery.
    pub offers: Vec<Offer>,
    /// The id of every badge that there is or can be one day.
    pub known: BTreeSet<String>,
}

/// How many badges a README shows when its author does not choose: more are decoration.
const DEFAULT_COUNT: usize = 5;

impl Shelf {
    /// Returns the badge of that id, if its fact holds.
    pub fn find(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.id == id)
    }

    /// Returns what a README shows when its author does not choose: at most five badges of the plan as a whole.
    pub fn by_default(&self) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(|offer| matches!(offer.group, Group::Plan | Group::Phases)).take(DEFAULT_COUNT)
    }
}

/// Returns what the journal has to offer.
pub fn shelf(site: &Site) -> Shelf {
    Shelf { offers: all(site).iter().map(|listed| offer(site, listed)).collect(), known: known(&site.plan) }
}

fn offer(site: &Site, listed: &Listed) -> Offer {
    let base = &site.settings.base;
    let image = base.absolute(&svg_path(listed));
    let page = listed.absolute_target(base);
    let badge = &listed.badge;
    Offer {
        id: badge.id.as_str().to_owned(),
        group: listed.group,
        group_title: site.words.text(listed.group.word()).to_owned(),
        label: label::clean(&badge.label),
        message: label::clean(&badge.message),
        sentence: label::clean(&badge.sentence),
        markdown: badge::markdown(badge, &image, &page),
        html: badge::html(badge, &image, &page),
        asciidoc: badge::asciidoc(badge, &image, &page),
        image,
        page,
    }
}

/// Returns the id of every badge that the plan can ever have.
fn known(plan: &Plan) -> BTreeSet<String> {
    let made = plan.items().filter(|(_, item)| matches!(item.kind, ItemKind::Course | ItemKind::Build));
    let of_plan = plan.phases.iter().map(|phase| format!("phase-{}", phase.id));
    let ids = of_plan
        .chain((1..=plan.months).map(|month| format!("month-{month}")))
        .chain(plan.certifications.iter().map(|one| one.id.value.to_string()))
        .chain(plan.projects.iter().map(|one| one.id.value.to_string()))
        .chain(plan.goals.iter().map(|one| one.id.value.to_string()))
        .chain(plan.skills.iter().map(|one| one.id.to_string()))
        .chain(made.map(|(_, item)| item.id.value.to_string()))
        .chain(["plan-month", "plan-proven", "posts", "notes", "updated"].map(str::to_owned));
    ids.map(|id| BadgeId::new(&id).as_str().to_owned()).collect()
}
