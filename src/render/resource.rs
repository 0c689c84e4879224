//! The reading list: resources whose address was checked, by type.

use super::Page;
use super::entry;
use super::frame::{Frame, Head};
use super::view::{Content, ResourceGroup, ResourceView, ResourcesView};
use crate::plan::{Claim, ReadingStatus, Resource, ResourceKind};

const GROUPS: [(ResourceKind, &str); 7] = [
    (ResourceKind::Course, "Courses"),
    (ResourceKind::Book, "Books"),
    (ResourceKind::Paper, "Papers"),
    (ResourceKind::Video, "Talks and videos"),
    (ResourceKind::Tool, "Tools"),
    (ResourceKind::Site, "Sites"),
    (ResourceKind::Community, "Communities"),
];

/// Returns the reading list.
pub fn page(frame: &Frame<'_>) -> Page {
    let description =
        format!("What {} learns from: courses, books, papers and communities.", frame.site.settings.author.name);
    let head = Head::of_section("resources", "Resources", description);
    let groups = GROUPS.iter().map(|(kind, title)| ResourceGroup {
        title: (*title).to_owned(),
        resources: frame
            .site
            .plan
            .resources
            .iter()
            .filter(|resource| resource.kind == *kind)
            .map(|resource| view(frame, resource))
            .collect(),
    });
    let groups = groups.filter(|group| !group.resources.is_empty()).collect();
    Page::new(head, None, Content::Resources(ResourcesView { title: "Resources".to_owned(), groups }))
}

fn view(frame: &Frame<'_>, resource: &Resource) -> ResourceView {
    let items = frame.site.plan.items().filter(|(_, item)| item.resources.contains(&resource.id));
    let items = items.filter_map(|(_, item)| {
        entry::item_href(frame, &item.id.value)?;
        entry::claim(frame, &Claim { target: item.id.value.clone(), part: None })
    });
    ResourceView {
        title: resource.title.clone(),
        href: resource.url.clone(),
        by: (!resource.by.is_empty()).then(|| resource.by.join(", ")),
        status: resource.status.map(|status| match status {
            ReadingStatus::ToRead => "to read",
            ReadingStatus::Reading => "reading",
            ReadingStatus::Finished => "finished",
        }),
        is_free: resource.is_free,
        items: items.collect(),
    }
}
