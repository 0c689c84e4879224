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
use node::{Graph, Node};
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

/// Returns the graph of a page as JSON that is safe within `<script type="application/ld+json">`.
///
/// # Panics
/// When texts and lists cannot be written as JSON, which is a bug.
pub fn graph(site: &Site, facts: &PageFacts) -> String {
    let mut nodes = vec![page::web_site(site)];
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
    let graph = Graph { context: "https://schema.org", nodes };
    safe(&serde_json::to_string(&graph).expect("texts and lists can be written as JSON"))
}

/// Returns `json` without what could end a script or begin a comment in it, and without what some parsers of
/// scripts take for the end of a line.
fn safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut written = 0;
    // Byte by byte, because that is done for every page. What begins with the last one is three bytes long.
    let places = json.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'<' | b'>' | b'&' | 0xE2));
    for (at, byte) in places {
        let (escape, length) = match byte {
            b'<' => ("\\u003c", 1),
            b'>' => ("\\u003e", 1),
            b'&' => ("\\u0026", 1),
            _ => match &json[at..at + 3] {
                "\u{2028}" => ("\\u2028", 3),
                "\u{2029}" => ("\\u2029", 3),
                _ => continue,
            },
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
