//! The site, pages, and the way to a page.

use chrono::NaiveDate;

use super::node::{BreadcrumbList, ImageObject, ListItem, Node, Reference, WebPage, WebSite};
use super::{FactKind, PageFacts, blog, person, project};
use crate::render::moment;
use crate::render::view::ImageView;
use crate::site::{PageId, Permalink, Site, SitePage};

/// Returns the site, which every graph has.
pub(super) fn web_site(site: &Site) -> Node {
    let settings = &site.settings;
    Node::WebSite(Box::new(WebSite {
        kind: "WebSite",
        id: site_reference(site).id,
        url: Permalink::home().absolute(&settings.base),
        name: settings.title.clone(),
        description: settings.description.clone(),
        in_language: settings.language.clone(),
        publisher: person::author(site),
    }))
}

/// Returns a page that is about its author (Google: `ProfilePage`).
pub(super) fn profile(site: &Site, facts: &PageFacts) -> Node {
    let (created, modified) = life(site);
    let main_entity = Some(person::reference(site));
    let page = base(site, facts, "ProfilePage");
    Node::Page(Box::new(WebPage {
        main_entity,
        date_created: Some(moment::rfc3339(created, site.settings.timezone)),
        date_modified: Some(moment::rfc3339(modified, site.settings.timezone)),
        ..page
    }))
}

/// Returns a page of `kind`, with the dates of the content file that it is made from, if any.
pub(super) fn web_page(site: &Site, facts: &PageFacts, id: Option<PageId>, kind: &'static str) -> Node {
    let page = id.map(|id| site.page(id));
    let format = |date: NaiveDate| moment::rfc3339(date, site.settings.timezone);
    let main_entity = match facts.kind {
        FactKind::Project(_) => Some(project::reference(facts)),
        FactKind::Blog(..) => Some(blog::reference(site)),
        FactKind::Credentials => Some(person::reference(site)),
        _ => None,
    };
    Node::Page(Box::new(WebPage {
        main_entity,
        date_published: page.and_then(|page| page.date).map(format),
        date_modified: page.and_then(SitePage::last_change).map(format),
        ..base(site, facts, kind)
    }))
}

fn base(site: &Site, facts: &PageFacts, kind: &'static str) -> WebPage {
    WebPage {
        kind,
        id: format!("{}#page", facts.url),
        url: facts.url.clone(),
        name: facts.title.clone(),
        description: facts.description.clone(),
        in_language: facts.language.clone(),
        is_part_of: site_reference(site),
        main_entity: None,
        breadcrumb: has_breadcrumbs(facts).then(|| breadcrumbs_reference(facts)),
        primary_image_of_page: facts.image.as_ref().map(image),
        date_created: None,
        date_published: None,
        date_modified: None,
    }
}

/// Returns the way from the home page to this one; none on the home page.
pub(super) fn breadcrumbs(facts: &PageFacts) -> Option<Node> {
    let item = |(index, (name, url)): (usize, &(String, String))| ListItem {
        kind: "ListItem",
        position: index + 1,
        name: name.clone(),
        item: url.clone(),
    };
    has_breadcrumbs(facts).then(|| {
        Node::Breadcrumbs(BreadcrumbList {
            kind: "BreadcrumbList",
            id: breadcrumbs_reference(facts).id,
            item_list_element: facts.breadcrumbs.iter().enumerate().map(item).collect(),
        })
    })
}

/// Returns a picture.
pub(super) fn image(view: &ImageView) -> ImageObject {
    ImageObject {
        kind: "ImageObject",
        url: view.url.clone(),
        width: view.width,
        height: view.height,
        caption: view.alt.clone(),
    }
}

/// Returns what the site is known by.
pub(super) fn site_reference(site: &Site) -> Reference {
    Reference { id: format!("{}#website", Permalink::home().absolute(&site.settings.base)) }
}

/// A way of one step is none.
fn has_breadcrumbs(facts: &PageFacts) -> bool {
    facts.breadcrumbs.len() > 1
}

fn breadcrumbs_reference(facts: &PageFacts) -> Reference {
    Reference { id: format!("{}#breadcrumbs", facts.url) }
}

/// Returns when the journal began and when something on it last changed.
pub fn life(site: &Site) -> (NaiveDate, NaiveDate) {
    let listed = || site.pages.iter().filter(|page| page.is_listed);
    let first = listed().filter_map(|page| page.date).min();
    let created = first.unwrap_or(site.as_of).min(site.as_of);
    let proven = site.progress.recent.iter().map(|news| news.proof.date);
    let modified = listed().filter_map(SitePage::last_change).chain(proven).max();
    (created, modified.unwrap_or(created).max(created))
}
