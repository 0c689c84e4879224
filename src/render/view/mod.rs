//! What templates see: plain structs, built from public data only.
//!
//! Every template gets [`Context`] as its variables: `site`, `page`, and exactly one struct that is named for
//! the kind of page (`home`, `article`, `listing` ...). All addresses are complete (they carry the base path)
//! and all dates are formatted; a template has no function that reaches out for more. Text fields are plain
//! text, escaped by the template engine; fields named `html` or `svg` are finished markup for `| safe`.
//!
//! A component in a text is rendered before its page, with a [`ComponentView`] alone.
//!
//! One file for each kind of page; the parts that many share are with the page that they are named for.

mod article;
mod badge;
mod card;
mod component;
mod credential;
mod home;
mod lens;
mod listing;
mod media;
mod not_found;
mod page;
mod progress;
mod project;
mod resource;
mod resume;
mod search;
mod series;
mod shared;
mod site;
mod skill;

use serde::Serialize;

pub use self::article::{ArticleView, BacklinkView, ClaimView, TocEntry};
pub use self::badge::{BadgeGroup, BadgeView, BadgesView};
pub use self::card::{CardLine, CardView};
pub use self::component::{ArgumentView, CalloutView, ComponentView, NoteListView, OwnView, PhaseListView};
pub use self::credential::{CredentialView, CredentialsView};
pub use self::home::{FactLine, Figure, HomeView, MoreLinks, PhaseLine};
pub use self::lens::LensView;
pub use self::listing::{
    ArchiveView, ArchiveYear, EntryView, ListingView, NotesView, Pagination, TagLine, TagsView, TopicView,
};
pub use self::media::{
    CaptionsView, DurationView, FigureImage, FigureView, PictureView, TerminalView, VideoFileView, VideoView,
};
pub use self::not_found::NotFoundView;
pub use self::page::{FeedLink, ImageView, PageView};
pub use self::progress::{
    CriterionView, GoalView, ItemView, MonthView, PhaseView, ProgressView, RecentProof, ScheduleView,
};
pub use self::project::{CoverView, FeatureView, ProjectCard, ProjectView, ProjectsView, ProofView};
pub use self::resource::{ResourceGroup, ResourceView, ResourcesView};
pub use self::resume::{
    PeriodView, ResumeHighlight, ResumeJob, ResumeLanguage, ResumeLink, ResumeSkill, ResumeSkills, ResumeStudy,
    ResumeView,
};
pub use self::search::SearchView;
pub use self::series::{SeriesLine, SeriesListView, SeriesPart, SeriesPlace, SeriesView};
pub use self::shared::Shared;
pub use self::site::{AuthorView, ColorView, DateView, LanguageView, NavLink, SiteView, TextLink};
pub use self::skill::{
    EvidenceCell, EvidenceColumn, EvidenceMatrix, EvidenceRow, ProofGroup, SkillGroup, SkillLine, SkillView, SkillsView,
};

/// The variables of a template.
#[derive(Debug, Clone, Serialize)]
pub struct Context<'a> {
    /// The site as a whole: the same on every page.
    pub site: &'a SiteView,
    /// The page as a document: head, breadcrumbs.
    pub page: &'a PageView,
    /// The part that belongs to the kind of page; its fields are variables of their own.
    #[serde(flatten)]
    pub content: &'a Content,
}

/// The variable that a template has besides `site` and `page`, by kind of page.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// `home.html`
    Home(Box<HomeView>),
    /// `post.html`, `note.html` and `page.html`
    Article(Box<ArticleView>),
    /// `posts.html`, `tag.html`, `topic.html`: a list of pages, newest first, in pages of some length
    Listing(ListingView),
    /// `notes.html`: notes by topic
    Notes(NotesView),
    /// `project.html`
    Project(Box<ProjectView>),
    /// `projects.html`
    Projects(ProjectsView),
    /// `progress.html`
    Progress(Box<ProgressView>),
    /// `skills.html`
    Skills(SkillsView),
    /// `skill.html`
    Skill(Box<SkillView>),
    /// `credentials.html`
    Credentials(CredentialsView),
    /// `resources.html`
    Resources(ResourcesView),
    /// `resume.html`
    Resume(Box<ResumeView>),
    /// `lens.html`
    Lens(Box<LensView>),
    /// `tags.html`
    Tags(TagsView),
    /// `series-list.html`
    SeriesList(SeriesListView),
    /// `series.html`
    Series(SeriesView),
    /// `archive.html`
    Archive(ArchiveView),
    /// `badges.html`
    Badges(BadgesView),
    /// `search.html`
    Search(SearchView),
    /// `404.html`
    NotFound(NotFoundView),
}
