//! Projects: the cards, the list, the page of each.

use super::entry;
use super::frame::Frame;
use super::lens::order::Lens;
use super::view::{
    ArticleView, Content, CoverView, FeatureView, ProjectCard, ProjectView, ProjectsView, TerminalView, TextLink,
};
use super::{Page, article, badges, cover, feed, image, language};
use crate::content::front_matter::ProjectStatus;
use crate::content::markdown::{Image, LinkId, Position};
use crate::content::page::PageKind;
use crate::plan::schema::look::ProjectSection;
use crate::site::progress::{FeatureProgress, ProjectProgress};
use crate::site::{PageId, SitePage, Target};
use crate::words::format::capitalized;
use crate::words::{Key, word};

/// Returns what the plan's evidence says of the project that `page` is about.
fn progress<'a>(frame: &'a Frame<'_>, page: &SitePage) -> Option<&'a ProjectProgress> {
    let id = page.source.front.as_ref()?.project.as_ref()?;
    frame.site.progress.projects.get(&id.value)
}

/// Returns the status: what the page says, else what the evidence says.
fn status(frame: &Frame<'_>, page: &SitePage) -> ProjectStatus {
    let own = page.source.front.as_ref().and_then(|front| front.status);
    let is_released = || progress(frame, page).is_some_and(|progress| progress.release.is_some());
    own.unwrap_or_else(|| if is_released() { ProjectStatus::Released } else { ProjectStatus::Active })
}

/// Returns the card of a project.
pub fn card(frame: &Frame<'_>, id: PageId) -> ProjectCard {
    let words = frame.words;
    let page = frame.site.page(id);
    let front = page.source.front.as_ref();
    let status = status(frame, page);
    let progress = progress(frame, page);
    let features = progress.filter(|progress| !progress.features.is_empty()).map(|progress| {
        let proven = progress.features.iter().filter(|feature| feature.is_proven()).count();
        words.count_with(
            word!("count.of_features_proven"),
            progress.features.len(),
            &[("proven", &words.whole(proven))],
        )
    });
    ProjectCard {
        title: page.title.clone(),
        language: language::of(frame.site, page),
        href: frame.href(&page.permalink),
        status: status.word(),
        status_label: capitalized(words.text(match status {
            ProjectStatus::Released => word!("status.released"),
            ProjectStatus::Active => word!("status.active"),
            ProjectStatus::Archived => word!("status.archived"),
        })),
        summary: page.summary().map(str::to_owned),
        result: front.and_then(|front| front.result.clone()),
        stack: front.map(|front| front.stack.clone()).unwrap_or_default(),
        links: links(frame, page),
        features,
        cover: cover(frame, id, status),
    }
}

/// Returns the author's picture of a project, else one that is drawn from its data.
fn cover(frame: &Frame<'_>, id: PageId, status: ProjectStatus) -> CoverView {
    let page = frame.site.page(id);
    if let Some((permalink, alt)) = &page.cover {
        let target = Target::File(permalink.clone());
        let image = Image {
            link: LinkId(0),
            alt: alt.clone(),
            title: None,
            is_figure: false,
            is_in_link: true,
            position: Position::Later,
        };
        return CoverView { html: image::html(frame, &target, &image), is_drawn: false };
    }
    let oldest_first = || frame.site.projects.iter().rev();
    let drawn = cover::Cover {
        name: page.permalink.as_str(),
        place: oldest_first().position(|known| *known == id).unwrap_or_default(),
        features: progress(frame, page)
            .into_iter()
            .flat_map(|progress| progress.features.iter().map(FeatureProgress::is_proven))
            .collect(),
        stack: page.source.front.as_ref().map_or(0, |front| front.stack.len()),
        status: status.word(),
    };
    CoverView { html: cover::draw(&drawn), is_drawn: true }
}

/// The anchor of the demonstration on the page of a project.
const DEMO: &str = "the-demo";

/// Returns the recording that demonstrates the project.
fn recording(frame: &Frame<'_>, page: &SitePage) -> Option<TerminalView> {
    page.recording.as_ref().and_then(|permalink| frame.common.recordings.view(frame, permalink, None, &page.title))
}

fn links(frame: &Frame<'_>, page: &SitePage) -> Vec<TextLink> {
    let front = page.source.front.as_ref();
    let progress = progress(frame, page);
    let repo = front.and_then(|front| front.repo.as_ref()).map(|url| url.value.clone());
    let demo = front.and_then(|front| front.demo_address()).map(|url| url.value.clone());
    let recording = page.recording.as_ref().map(|_| format!("{}#{DEMO}", frame.href(&page.permalink)));
    let named = [
        (word!("project.code"), repo.or_else(|| progress.and_then(|progress| progress.repo.clone()))),
        (word!("project.demo"), recording.or(demo).or_else(|| progress.and_then(|progress| progress.demo.clone()))),
    ];
    let link = |(label, url): (Key, Option<String>)| {
        Some(TextLink { label: frame.words.text(label).to_owned(), href: Some(url?), language: None })
    };
    named.into_iter().filter_map(link).collect()
}

/// Returns the projects in the order of the list: released first, then active, then archived; newest first.
pub fn order(frame: &Frame<'_>) -> Vec<PageId> {
    let mut order = frame.site.projects.clone();
    order.sort_by_key(|id| status(frame, frame.site.page(*id)));
    order
}

/// Returns the projects in the order in which they matter for a role.
pub fn order_for(frame: &Frame<'_>, lens: &Lens<'_>) -> Vec<PageId> {
    let mut order = order(frame);
    order.sort_by_key(|id| lens.of_project(frame.site, *id));
    order
}

/// Returns the list of projects.
pub fn list(frame: &Frame<'_>) -> Page {
    let name = &frame.site.settings.author.name;
    let count = frame.site.projects.len();
    let description = frame.words.count_with(word!("describe.projects"), count, &[("name", name)]);
    let mut head = frame.section_head("projects", description);
    head.feeds = feed::of_section(frame.site, PageKind::Project);
    let projects = order(frame).into_iter().map(|id| card(frame, id)).collect();
    let view = ProjectsView { title: head.title.clone(), projects };
    Page::new(head, None, Content::Projects(view))
}

/// Returns the page of a project.
pub fn page(frame: &Frame<'_>, id: PageId) -> Page {
    let page = frame.site.page(id);
    let front = page.source.front.as_ref();
    let text = |get: fn(&crate::content::front_matter::FrontMatter) -> &Option<String>| {
        front.and_then(|front| get(front).clone())
    };
    let decisions =
        front.iter().flat_map(|front| &front.decisions).zip(&page.decision_targets).map(|(decision, target)| {
            let href = target.as_ref().map(|target| target.href(&frame.site.pages, &frame.site.settings.base));
            TextLink { label: decision.title.clone(), href, language: None }
        });
    let features =
        progress(frame, page).into_iter().flat_map(|progress| &progress.features).map(|feature| FeatureView {
            id: feature.id.to_string(),
            title: feature.title.clone(),
            is_proven: feature.is_proven(),
            proofs: entry::proofs(frame.site, &feature.proofs),
        });
    let others = progress(frame, page).into_iter().flat_map(|progress| &progress.mentions);
    let mentions =
        others.filter(|mention| mention.page != id.0).map(|mention| entry::entry(frame, PageId(mention.page)));
    let badge =
        front.and_then(|front| front.project.as_ref()).and_then(|project| badges::of(frame, project.value.as_str()));
    let mut view = ProjectView {
        card: card(frame, id),
        problem: text(|front| &front.problem),
        approach: text(|front| &front.approach),
        limits: text(|front| &front.limits),
        role: text(|front| &front.role),
        license: text(|front| &front.license),
        release: text(|front| &front.release),
        decisions: decisions.collect(),
        features: features.collect(),
        mentions: mentions.collect(),
        badge,
        recording: recording(frame, page),
        // What has nothing to show is no section, so the text is wanted at once; projects are few.
        article: ArticleView { html: article::html(frame, id), ..article::article(frame, id) },
        sections: Vec::new(),
    };
    arrange(&mut view, frame.site.settings.look.project_sections());
    Page::new(article::head(frame, id), Some(id), Content::Project(Box::new(view)))
}

/// Puts the sections that have something to show in the order that was asked for, and empties the others.
fn arrange(view: &mut ProjectView, order: &[ProjectSection]) {
    for section in ProjectSection::ALL.into_iter().filter(|section| !order.contains(section)) {
        match section {
            ProjectSection::Demo => view.recording = None,
            ProjectSection::Problem => view.problem = None,
            ProjectSection::Approach => (view.approach, view.decisions) = (None, Vec::new()),
            ProjectSection::Limits => view.limits = None,
            ProjectSection::Features => view.features.clear(),
            ProjectSection::Text => view.article.html.clear(),
            ProjectSection::Writing => view.mentions.clear(),
        }
    }
    let has_content = |section: &ProjectSection| match section {
        ProjectSection::Demo => view.recording.is_some(),
        ProjectSection::Problem => view.problem.is_some(),
        ProjectSection::Approach => view.approach.is_some() || !view.decisions.is_empty(),
        ProjectSection::Limits => view.limits.is_some(),
        ProjectSection::Features => !view.features.is_empty(),
        ProjectSection::Text => !view.article.html.is_empty(),
        ProjectSection::Writing => !view.mentions.is_empty(),
    };
    view.sections = order.iter().filter(|section| has_content(section)).map(|section| section.word()).collect();
}
