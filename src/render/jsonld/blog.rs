//! The list of posts as a blog.

use super::article::article_id;
use super::node::{Blog, Node, Reference};
use super::{PageFacts, page, person};
use crate::site::{PageId, Permalink, Site};

/// Returns the blog, with the posts that this page of it lists.
pub(super) fn node(site: &Site, facts: &PageFacts, posts: &[PageId]) -> Node {
    let settings = &site.settings;
    let post = |id: &PageId| Reference { id: article_id(&site.page(*id).permalink.absolute(&settings.base)) };
    Node::Blog(Box::new(Blog {
        kind: "Blog",
        id: reference(site).id,
        url: address(site),
        // The second page has a title and a description of its own.
        name: facts.breadcrumbs.get(1).map_or(&facts.title, |(name, _)| name).clone(),
        description: Some(facts.description.clone()).filter(|_| facts.url == address(site)),
        author: person::author(site),
        in_language: settings.language.clone(),
        is_part_of: page::site_reference(site),
        license: settings.license.as_ref().and_then(|license| license.url.clone()),
        posts: posts.iter().map(post).collect(),
    }))
}

/// Returns what the blog is known by, on all of its pages.
pub(super) fn reference(site: &Site) -> Reference {
    Reference { id: format!("{}#blog", address(site)) }
}

fn address(site: &Site) -> String {
    Permalink::folder(&["posts"]).absolute(&site.settings.base)
}
