//! Projects: the card, the list, the page of one, and proofs of its features.

use serde::Serialize;

use super::{ArticleView, BadgeView, DateView, EntryView, LanguageView, Shared, TerminalView, TextLink};

/// A project in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectCard {
    /// The name.
    pub title: String,
    /// The language of its page, if that is another than the one of the site.
    pub language: Option<LanguageView>,
    /// The address of its page.
    pub href: String,
    /// `released`, `active` or `archived`.
    pub status: &'static str,
    /// The status as a word to read.
    pub status_label: String,
    /// One sentence.
    pub summary: Option<String>,
    /// One measured result.
    pub result: Option<String>,
    /// What it is made with.
    pub stack: Vec<String>,
    /// Code, demo, release: at most three.
    pub links: Vec<TextLink>,
    /// `2 of 3 features proven`
    pub features: Option<String>,
    /// What it looks like.
    pub cover: CoverView,
}

/// What a project looks like.
#[derive(Debug, Clone, Serialize)]
pub struct CoverView {
    /// The author's picture, or what is drawn from the project's data, as finished markup.
    pub html: String,
    /// Whether it is drawn: then it is decoration, and a theme may leave it out.
    pub is_drawn: bool,
}

/// The list of projects.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectsView {
    /// The heading.
    pub title: String,
    /// Released first, then active, then archived.
    pub projects: Vec<ProjectCard>,
}

/// A project's own page.
#[derive(Debug, Clone, Serialize)]
pub struct ProjectView {
    /// What the card shows.
    pub card: ProjectCard,
    /// Why it exists, and for whom.
    pub problem: Option<String>,
    /// How it was approached.
    pub approach: Option<String>,
    /// What it cannot do.
    pub limits: Option<String>,
    /// The author's part.
    pub role: Option<String>,
    /// The licence of the code.
    pub license: Option<String>,
    /// The released version.
    pub release: Option<String>,
    /// Key decisions, each with the post that tells it.
    pub decisions: Vec<TextLink>,
    /// The features with their proofs.
    pub features: Vec<FeatureView>,
    /// Pages that are about it, newest first.
    pub mentions: Vec<Shared<EntryView>>,
    /// Its badge; absent when the plan has no such project or nothing of it is public yet.
    pub badge: Option<BadgeView>,
    /// The recording of a terminal that demonstrates it.
    pub recording: Option<TerminalView>,
    /// The body, its dates, contents, neighbours and backlinks.
    pub article: ArticleView,
    /// The sections that have something to show, in the order of `site.project.sections`.
    pub sections: Vec<&'static str>,
}

/// A feature of a project.
#[derive(Debug, Clone, Serialize)]
pub struct FeatureView {
    /// The anchor.
    pub id: String,
    /// The title.
    pub title: String,
    /// Whether it is proven.
    pub is_proven: bool,
    /// Its proofs.
    pub proofs: Vec<ProofView>,
}

/// A piece of evidence that a visitor can open.
#[derive(Debug, Clone, Serialize)]
pub struct ProofView {
    /// Its title.
    pub title: String,
    /// The language of the title, if it is another than that of the site.
    pub language: Option<LanguageView>,
    /// Its address.
    pub href: String,
    /// The title without the kind before it, where it is made of that and of what it proves.
    pub name: String,
    /// `Note`, `Post`, `Repository`, `Credential` ...
    pub kind: String,
    /// 1 own page, 2 hosted elsewhere, 3 verified by an issuer.
    pub level: u8,
    /// What the level means, in words.
    pub level_label: String,
    /// The date of the proof.
    pub date: Option<DateView>,
    /// A copy in a public archive.
    pub archived: Option<String>,
}
