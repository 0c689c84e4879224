//! Where the files of another program go in a journal.

use super::front_matter::Head;
use super::{Inbound, Kind};
use crate::content::page::{CONTENT, PageKind};
use crate::site::permalink::slugify;
use crate::source::SourcePath;

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A page.
    Page(Fate),
    /// A file that pages may refer to.
    File,
    /// Nothing for a journal, and why.
    Left(String),
}

/// Where a page goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The file in the journal.
    pub to: SourcePath,
    /// Whether it holds the settings of a section, perhaps with a text.
    pub is_section: bool,
    /// Whether its place makes it a draft.
    pub is_draft: bool,
}

const POSTS: [&str; 7] = ["posts", "post", "blog", "articles", "article", "writing", "news"];
const PROJECTS: [&str; 3] = ["projects", "project", "portfolio"];
const NOTES: [&str; 4] = ["notes", "note", "til", "garden"];

/// Files at the head of a repository that speak of it and are no notes.
const ABOUT_THE_REPOSITORY: [&str; 6] =
    ["license", "licence", "contributing", "code_of_conduct", "changelog", "security"];

/// Returns what `file` is in a folder of `kind`.
pub fn of(file: &Inbound, kind: Kind) -> Role {
    let path = &file.path;
    if file.bytes.is_none() {
        return Role::File;
    }
    let stem = path.stem().to_lowercase();
    if path.folder().is_empty() && ABOUT_THE_REPOSITORY.contains(&stem.as_str()) {
        return Role::Left("it speaks of the repository".to_owned());
    }
    if path.folder().is_empty() && stem == "readme" {
        return Role::Left("it speaks of the repository; the site makes lists of its own".to_owned());
    }
    match kind {
        Kind::Plain | Kind::Obsidian => page(&format!("{CONTENT}/notes/{path}")),
        Kind::Zola | Kind::Hugo => of_section(path),
        Kind::Jekyll => of_jekyll(path),
    }
}

/// The content of Zola and Hugo: below `content/`, or the folder itself.
fn of_section(path: &SourcePath) -> Role {
    let below = path.below(CONTENT).unwrap_or(path.as_str());
    if ["archetypes/", "themes/", "templates/", "layouts/", "static/", "public/"]
        .iter()
        .any(|folder| path.as_str().starts_with(folder))
    {
        return Role::Left("it belongs to the templates".to_owned());
    }
    let Some(place) = SourcePath::new(below) else { return Role::File };
    if place.stem() == "_index" {
        let folder = match place.folder() {
            "" => CONTENT.to_owned(),
            folder => settled(folder, ""),
        };
        return match page(&format!("{}/README.md", folder.trim_end_matches('/'))) {
            Role::Page(fate) => Role::Page(Fate { is_section: true, ..fate }),
            other => other,
        };
    }
    match below.split_once('/') {
        Some((section, rest)) => page(&settled(section, rest)),
        None => page(&format!("{CONTENT}/{below}")),
    }
}

/// Returns where what is in a section of another program goes.
fn settled(section: &str, rest: &str) -> String {
    let (section, rest) = match section.split_once('/') {
        Some((first, below)) => (first, format!("{below}/{rest}")),
        None => (section, rest.to_owned()),
    };
    let name = section.to_lowercase();
    if POSTS.contains(&name.as_str()) {
        format!("{CONTENT}/posts/{rest}")
    } else if PROJECTS.contains(&name.as_str()) {
        format!("{CONTENT}/projects/{rest}")
    } else if NOTES.contains(&name.as_str()) {
        format!("{CONTENT}/notes/{rest}")
    } else {
        format!("{CONTENT}/notes/{section}/{rest}")
    }
}

/// Returns where a file that is no page goes: beside the pages that it stood beside, else below `content/static/`.
pub(super) fn of_file(path: &SourcePath, kind: Kind, prefix: &str) -> Option<SourcePath> {
    let aside = |path: &str| format!("{CONTENT}/static/{path}");
    let place = match kind {
        Kind::Plain | Kind::Obsidian => format!("{CONTENT}/notes/{path}"),
        Kind::Zola | Kind::Hugo => match (path.below("static"), path.as_str().strip_prefix(prefix)) {
            (Some(below), _) => aside(below),
            (None, Some(below)) => match below.split_once('/') {
                Some((section, rest)) => settled(section, rest),
                None => format!("{CONTENT}/{below}"),
            },
            (None, None) => aside(path.as_str()),
        },
        Kind::Jekyll => match path.as_str().strip_prefix("_posts/") {
            Some(below) => format!("{CONTENT}/posts/{below}"),
            None => aside(path.as_str().trim_start_matches('_')),
        },
    };
    SourcePath::new(&place)
}

fn of_jekyll(path: &SourcePath) -> Role {
    let parts: Vec<&str> = path.as_str().split('/').collect();
    if let Some(at) = parts.iter().position(|part| matches!(*part, "_posts" | "_drafts")) {
        let rest = parts[at + 1..].join("/");
        return match page(&format!("{CONTENT}/posts/{rest}")) {
            Role::Page(fate) => Role::Page(Fate { is_draft: parts[at] == "_drafts", ..fate }),
            other => other,
        };
    }
    let first = parts.first().copied().unwrap_or_default();
    if ["_layouts", "_includes", "_sass", "_data", "_site", "_plugins"].contains(&first) {
        return Role::Left("it belongs to the templates".to_owned());
    }
    if path.folder().is_empty() && path.stem() == "index" {
        return Role::Left("the home page is made from plan.yaml".to_owned());
    }
    match (first.strip_prefix('_'), parts.len()) {
        (Some(collection), 2..) => page(&settled(collection, &parts[1..].join("/"))),
        (None, 2..) if path.stem() != "index" || parts.len() > 2 => page(&settled(first, &parts[1..].join("/"))),
        (None, 2..) => page(&format!("{CONTENT}/{first}.md")),
        _ => page(&format!("{CONTENT}/{path}")),
    }
}

fn page(to: &str) -> Role {
    match SourcePath::new(to) {
        Some(to) => Role::Page(Fate { to, is_section: false, is_draft: false }),
        None => Role::Left("its name cannot be one of a page".to_owned()),
    }
}

/// A dated page at the head of the content is a post, as blogs without sections have them.
pub(super) fn resettled(to: SourcePath, head: &Head, kind: Kind) -> SourcePath {
    let is_loose = matches!(kind, Kind::Zola | Kind::Hugo) && to.folder() == CONTENT;
    if !is_loose || !head.is_dated() {
        return to;
    }
    SourcePath::new(&format!("{CONTENT}/posts/{}", to.file_name())).unwrap_or(to)
}

/// Returns what the address of a page at `to` is made from, without a date.
pub fn name(to: &SourcePath) -> String {
    let is_index = to.stem() == "index" || to.stem().eq_ignore_ascii_case("readme");
    let raw = if is_index { to.folder().rsplit('/').next().unwrap_or_default() } else { to.stem() };
    date_in(raw).map_or(raw, |_| &raw[11..]).to_owned()
}

/// Returns the date that a name begins with, as Jekyll writes it.
pub(super) fn date_in(name: &str) -> Option<&str> {
    let date = name.get(..11)?.strip_suffix('-')?;
    crate::source::value::decode::parse_date(date).is_ok().then_some(date)
}

/// Returns the address of a page at `to`, which tells those that would be the same.
pub fn address(to: &SourcePath, slug: Option<&str>) -> String {
    let slug = slug.map_or_else(|| slugify(&name(to)), str::to_owned).to_lowercase();
    match PageKind::of(to) {
        PageKind::Post => format!("/posts/{slug}/"),
        PageKind::Note => format!("/notes/{slug}/"),
        PageKind::Project => format!("/projects/{slug}/"),
        PageKind::Page => match to.below(CONTENT).and_then(|below| below.rsplit_once('/')) {
            Some((folder, _)) => format!("/{folder}/{slug}/"),
            None => format!("/{slug}/"),
        },
    }
}
