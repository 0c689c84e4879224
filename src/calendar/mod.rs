//! The days on which something is due, as a calendar file.
//!
//! [`ics`] writes the format. The calendar here is that of visitors, and only if the plan asks for it; the owner's is
//! made by [`crate::owner::calendar`].

pub mod ics;

use crate::plan::{BaseUrl, PlanId};
use crate::site::Site;
use crate::site::progress::UnitKind;
use crate::words::word;
use ics::Event;

/// Where the public calendar is on the site.
pub const PATH: &str = "plan.ics";

/// Returns the calendar that visitors may have: the open items that the progress page lists.
pub fn public(site: &Site) -> String {
    let open = site.progress.units.iter().filter(|unit| unit.is_commitment && !unit.is_proven());
    let items = open.filter(|unit| unit.kind == UnitKind::Item && site.shows_item(&unit.id));
    let base = &site.settings.base;
    let events = items.map(|unit| Event {
        uid: uid(&unit.id, "due", base),
        day: unit.window.end,
        summary: unit.title.clone(),
        description: String::new(),
        url: Some(address(base, &unit.id)),
        category: site.words.text(word!("calendar.item")).to_owned(),
    });
    ics::calendar(&site.plan.title, site.words.language(), site.as_of, &in_order(events.collect()))
}

/// Returns a name that stays the same while the id and the address of the site do.
pub fn uid(id: &PlanId, what: &str, base: &BaseUrl) -> String {
    format!("{id}.{what}@{}{}", base.host(), base.path().trim_end_matches('/'))
}

fn address(base: &BaseUrl, id: &PlanId) -> String {
    base.absolute(&format!("progress/#{id}"))
}

/// Returns `events` by day, then by name, so that the file does not depend on the order of the plan.
pub fn in_order(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
    events
}
