//! JSON-LD for search engines: what a page is about, in the vocabulary of schema.org.
//!
//! [`graph`] makes the graph of one page: the site (`WebSite`), the page itself, what it is mostly about
//! (`article`, `blog`, `project`, `person`), and its breadcrumbs. Only what the page shows anyway is in it.

mod article;
mod blog;
mod node;
mod page;
mod person;
mod project;

use crate::render::view::ImageView;
use crate::site::{PageId, Site};
use node::Node;
pub use page::life;

/// What the graph of a page is made of, besides the site.
#[derive(Debug, Clone)]
pub struct PageFacts {
    /// What the page is.
    pub kind: FactKind,
    /// Its title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Its absolute address.
    pub url: String,
    /// Names and absolute addresses from the home page to this page, both included.
    pub breadcrumbs: Vec<(String, String)>,
    /// Its social picture.
    pub image: Option<ImageView>,
    /// The language that it is written in.
    pub language: String,
}

/// What a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// The home page: a profile of the author.
    Home,
    /// A blog post.
    Post(PageId),
    /// A study note.
    Note(PageId),
    /// The page of a project.
    Project(PageId),
    /// A standalone page.
    Page(PageId),
    /// A page of the list of posts: how many posts are before it, and how many it lists.
    Blog(usize, usize),
    /// The verified credentials of the author.
    Credentials,
    /// The résumé of the author.
    Resume,
    /// What matters of the author for a role.
    Lens,
    /// A list of pages or facts.
    Collection,
}

/// The site as JSON, which every graph has.
#[derive(Debug)]
pub struct WebSite(String);

impl WebSite {
    /// Returns what every graph says of `site`.
    pub fn of(site: &Site) -> Self {
        Self(json(&page::web_site(site)))
    }
}

/// Returns the graph of a page as JSON that is safe within `<script type="application/ld+json">`.
///
/// # Panics
/// When texts and lists cannot be written as JSON, which is a bug.
pub fn graph(site: &Site, web_site: &WebSite, facts: &PageFacts) -> String {
    let mut nodes = Vec::new();
    match facts.kind {
        FactKind::Home => {
            nodes.push(Node::Person(Box::new(person::full(site))));
            nodes.push(page::profile(site, facts));
        }
        FactKind::Post(id) => nodes.push(article::node(site, facts, id, article::POST)),
        FactKind::Note(id) => nodes.push(article::node(site, facts, id, article::NOTE)),
        FactKind::Project(id) => {
            nodes.push(page::web_page(site, facts, Some(id), "WebPage"));
            nodes.push(project::node(site, facts, id));
        }
        FactKind::Page(id) => nodes.push(page::web_page(site, facts, Some(id), "WebPage")),
        FactKind::Blog(before, count) => {
            let posts = site.posts.iter().skip(before).take(count).copied().collect::<Vec<_>>();
            nodes.push(page::web_page(site, facts, None, "CollectionPage"));
            nodes.push(blog::node(site, facts, &posts));
        }
        FactKind::Credentials => {
            nodes.push(page::web_page(site, facts, None, "CollectionPage"));
            nodes.push(Node::Person(Box::new(person::with_credentials(site))));
        }
        FactKind::Resume | FactKind::Lens => {
            let is_resume = facts.kind == FactKind::Resume;
            let person = if is_resume { person::with_resume(site) } else { person::short(site) };
            nodes.push(Node::Person(Box::new(person)));
            nodes.push(page::profile(site, facts));
        }
        FactKind::Collection => nodes.push(page::web_page(site, facts, None, "CollectionPage")),
    }
    nodes.extend(page::breadcrumbs(facts));
    let mut graph = format!("{{\"@context\":\"https://schema.org\",\"@graph\":[{}", web_site.0);
    for node in &nodes {
        graph.push(',');
        graph.push_str(&json(node));
    }
    graph.push_str("]}");
    safe(graph)
}

fn json(node: &Node) -> String {
    serde_json::to_string(node).expect("texts and lists can be written as JSON")
}

/// Returns `json` without what could end a script or begin a comment in it, and without what some parsers of
/// scripts take for the end of a line.
fn safe(json: String) -> String {
    let bytes = json.as_bytes();
    // What begins with the last one is three bytes long.
    let other = |at: &usize| matches!(json.get(*at..at + 3), Some("\u{2028}" | "\u{2029}"));
    let others = memchr::memchr_iter(0xE2, bytes).filter(other);
    let mut places: Vec<usize> = memchr::memchr3_iter(b'<', b'>', b'&', bytes).chain(others).collect();
    if places.is_empty() {
        return json;
    }
    places.sort_unstable();
    let mut out = String::with_capacity(json.len() + 8 * places.len());
    let mut written = 0;
    for at in places {
        let (escape, length) = match bytes[at] {
            b'<' => ("\\u003c", 1),
            b'>' => ("\\u003e", 1),
            b'&' => ("\\u0026", 1),
            _ if json[at..].starts_with('\u{2028}') => ("\\u2028", 3),
            _ => ("\\u2029", 3),
        };
        out.push_str(&json[written..at]);
        out.push_str(escape);
        written = at + length;
    }
    out.push_str(&json[written..]);
    out
}

#[cfg(test)]
mod tests;
