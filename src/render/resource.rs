//! The reading list: resources whose address was checked, by type.

use super::Page;
use super::entry;
use super::frame::Frame;
use super::view::{Content, ResourceGroup, ResourceView, ResourcesView};
use crate::plan::{Claim, ReadingStatus, Resource, ResourceKind};
use crate::words::{Key, word};

const GROUPS: [(ResourceKind, Key); 7] = [
    (ResourceKind::Course, word!("resource.courses")),
    (ResourceKind::Book, word!("resource.books")),
    (ResourceKind::Paper, word!("resource.papers")),
    (ResourceKind::Video, word!("resource.videos")),
    (ResourceKind::Tool, word!("resource.tools")),
    (ResourceKind::Site, word!("resource.sites")),
    (ResourceKind::Community, word!("resource.communities")),
];

/// Returns the reading list.
pub fn page(frame: &Frame<'_>) -> Page {
    let values = [("name", frame.site.settings.author.name.as_str())];
    let head = frame.section_head("resources", frame.words.with(word!("describe.resources"), &values));
    let groups = GROUPS.iter().map(|(kind, title)| ResourceGroup {
        title: frame.words.text(*title).to_owned(),
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
    let view = ResourcesView { title: head.title.clone(), groups };
    Page::new(head, None, Content::Resources(view))
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
        by: (!resource.by.is_empty()).then(|| frame.words.list(&resource.by)),
        status: resource.status.map(|status| match status {
            ReadingStatus::ToRead => "to read",
            ReadingStatus::Reading => "reading",
            ReadingStatus::Finished => "finished",
        }),
        status_label: resource.status.map(|status| {
            let word = match status {
                ReadingStatus::ToRead => word!("reading.to_read"),
                ReadingStatus::Reading => word!("reading.reading"),
                ReadingStatus::Finished => word!("reading.finished"),
            };
            frame.words.text(word).to_owned()
        }),
        is_free: resource.is_free,
        items: items.collect(),
    }
}
