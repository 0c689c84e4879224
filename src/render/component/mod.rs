//! Components in texts: the view of each, drawn by the theme for the page, and plainly for feeds.
//!
//! All are drawn before any page is, so that a page's view can hold its whole text. A component whose figure does
//! not exist yet, such as a skill without a proof, is empty.

pub(super) mod figure;
mod own;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::frame::Frame;
use super::view::{CalloutView, ComponentView, NoteListView, PhaseListView};
use super::{badges, entry, progress, project, skill};
use crate::content::component::{CalloutArgs, Component, NoteListArgs, Own, ProgressArgs, paragraphs};
use crate::content::markdown::{ComponentId, escape};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::PlanId;
use crate::site::taxonomy;
use crate::site::{PageId, Site, Target};
use crate::theme::Theme;
use crate::trace::{Work, traced};

/// How many notes are in a list that does not say.
const NOTES: usize = 10;

/// A component as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// As the theme has it.
    pub html: String,
    /// As a link with text, for where the theme's styles are not; its addresses are on the host.
    pub plain: String,
}

/// The components of all pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Components(BTreeMap<PageId, Vec<Drawn>>);

impl Components {
    /// Returns a component of a page.
    pub fn get(&self, page: PageId, component: ComponentId) -> Option<&Drawn> {
        self.0.get(&page)?.get(component.0 as usize)
    }
}

/// Draws the components of pages. A mistake in a template is reported once.
pub fn draw(frame: &Frame<'_>, theme: &Theme, pages: &[PageId], diagnostics: &mut Vec<Diagnostic>) -> Components {
    let has_any = |id: &&PageId| !frame.site.page(**id).source.document.components.is_empty();
    let drawn: Vec<_> = pages.par_iter().filter(has_any).map(|id| (*id, of_page(frame, theme, *id))).collect();
    let mut components = Components::default();
    for (id, results) in drawn {
        let mut all = Vec::with_capacity(results.len());
        for result in results {
            match result {
                Ok(drawn) => all.push(drawn),
                Err(diagnostic) => {
                    all.push(Drawn::default());
                    if !diagnostics.contains(&diagnostic) {
                        diagnostics.push(*diagnostic);
                    }
                }
            }
        }
        components.0.insert(id, all);
    }
    components
}

/// Draws the components of one page again, whose text has changed.
///
/// # Errors
/// When there is a mistake in a template.
pub fn draw_again(frame: &mut Frame<'_>, theme: &Theme, id: PageId) -> Result<(), Box<Diagnostic>> {
    let drawn = of_page(frame, theme, id).into_iter().collect::<Result<Vec<_>, _>>()?;
    frame.common.components.0.insert(id, drawn);
    Ok(())
}

fn of_page(frame: &Frame<'_>, theme: &Theme, id: PageId) -> Vec<Result<Drawn, Box<Diagnostic>>> {
    let components = &frame.site.page(id).source.document.components;
    let drawn = components.iter().map(|component| match view(frame, id, component) {
        Some(view) => Ok(Drawn { html: html(frame, theme, &view)?, plain: plain(frame, id, component, &view) }),
        None => Ok(Drawn::default()),
    });
    drawn.collect()
}

/// Returns what a component shows on the page `id`, if there is anything to show.
fn view(frame: &Frame<'_>, id: PageId, component: &Component) -> Option<ComponentView> {
    match component {
        Component::Badge(badge) => badges::of(frame, badge.id.value.as_str()).map(ComponentView::Badge),
        Component::Callout(callout) => Some(ComponentView::Callout(callout_view(frame, callout))),
        Component::Figure(args) => Some(ComponentView::Figure(figure::figure(frame, frame.site.page(id), args))),
        Component::NoteList(list) => note_list(frame, id, list).map(ComponentView::NoteList),
        Component::Own(component) => Some(ComponentView::Own(own::view(frame, id, component))),
        Component::Progress(of) => phase_list(frame, of).map(ComponentView::Progress),
        Component::Project(project) => {
            let page = project_page(frame.site, &project.id.value)?;
            Some(ComponentView::Project(Box::new(project::card(frame, page))))
        }
        Component::Skill(skill) => {
            let (skill, progress) = skill::shown(frame).find(|(known, _)| known.id == skill.id.value)?;
            Some(ComponentView::Skill(skill::line(frame, skill, progress)))
        }
        Component::Terminal(terminal) => {
            let page = frame.site.page(id);
            let Target::File(permalink) = figure::target(page, terminal.file) else { return None };
            let view = frame.common.recordings.view(frame, permalink, terminal.title.as_deref(), &page.title)?;
            Some(ComponentView::Terminal(Box::new(view)))
        }
        Component::Unread(_) => None,
        Component::Video(args) => Some(ComponentView::Video(Box::new(figure::video(frame, frame.site.page(id), args)))),
    }
}

fn callout_view(frame: &Frame<'_>, callout: &CalloutArgs) -> CalloutView {
    let own = callout.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    CalloutView {
        kind: callout.kind.word(),
        title: own.unwrap_or_else(|| frame.words.text(callout.kind.title())).to_owned(),
        paragraphs: paragraphs(&callout.text),
    }
}

/// Returns the notes of a list, without the page that the list is on.
fn note_list(frame: &Frame<'_>, id: PageId, list: &NoteListArgs) -> Option<NoteListView> {
    let tag = list.tag.as_ref().map(|tag| taxonomy::slug(&tag.value));
    let wanted = |note: &&PageId| {
        let page = frame.site.page(**note);
        let has_tag = tag.as_ref().is_none_or(|tag| page.tags().any(|own| taxonomy::slug(own) == *tag));
        let is_in = |topic: &str| page.topic.as_deref().is_some_and(|own| is_within(own, topic));
        **note != id && has_tag && list.topic.as_ref().is_none_or(|topic| is_in(&topic.value))
    };
    let limit = list.limit.map_or(NOTES, |limit| limit as usize);
    let notes = frame.site.notes.iter().filter(wanted).take(limit);
    let entries: Vec<_> = notes.map(|note| entry::entry(frame, *note)).collect();
    (!entries.is_empty()).then_some(NoteListView { entries })
}

fn is_within(folder: &str, topic: &str) -> bool {
    folder.strip_prefix(topic).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn phase_list(frame: &Frame<'_>, args: &ProgressArgs) -> Option<PhaseListView> {
    let plan = &frame.site.plan;
    let lines = progress::phase_lines(frame);
    let of = &args.of.value;
    if let Some((phase, line)) = plan.phases.iter().zip(&lines).find(|(phase, _)| phase.id == *of) {
        return Some(PhaseListView { title: phase.title.clone(), phases: vec![line.clone()] });
    }
    (!lines.is_empty() && (of.as_str() == "plan" || *of == plan.id))
        .then(|| PhaseListView { title: plan.title.clone(), phases: lines })
}

fn project_page(site: &Site, id: &PlanId) -> Option<PageId> {
    let progress = site.progress.projects.get(id).filter(|progress| progress.is_listed)?;
    progress.page.map(PageId)
}

fn html(frame: &Frame<'_>, theme: &Theme, view: &ComponentView) -> Result<String, Box<Diagnostic>> {
    let name = match view {
        ComponentView::Badge(_) => "badge",
        ComponentView::Callout(_) => "callout",
        ComponentView::Figure(_) => "figure",
        ComponentView::NoteList(_) => "note-list",
        ComponentView::Own(own) => &own.name,
        ComponentView::Progress(_) => "progress",
        ComponentView::Project(_) => "project",
        ComponentView::Skill(_) => "skill",
        ComponentView::Terminal(_) => "terminal",
        ComponentView::Video(_) => "video",
    };
    let context = match view {
        ComponentView::Own(own) => own.context(),
        view => tera::Context::from_serialize(view),
    };
    let context = context.map_err(|error| {
        let message = format!("the view of the component `{name}` cannot be handed to a template: {error}");
        Box::new(Diagnostic::without_place(Code::TemplateError, message))
    })?;
    let template = format!("components/{name}.html");
    traced(frame.trace, Work::Template(&template), || theme.templates.render(&template, &context))
}

/// Returns a component without a theme.
fn plain(frame: &Frame<'_>, id: PageId, component: &Component, view: &ComponentView) -> String {
    let link = |text: &str, href: &str| format!("<a href=\"{}\">{}</a>", escape::attribute(href), escape::text(text));
    let paragraph = |text: &str, href: &str| format!("<p>{}</p>\n", link(text, href));
    match view {
        ComponentView::Badge(badge) => paragraph(&badge.alt, &badge.href),
        ComponentView::Callout(callout) => {
            let paragraphs = callout.paragraphs.iter().map(|text| format!("<p>{}</p>\n", escape::text(text)));
            let title = escape::text(&callout.title);
            format!("<blockquote>\n<p><strong>{title}</strong></p>\n{}</blockquote>\n", paragraphs.collect::<String>())
        }
        ComponentView::Figure(view) => figure::plain_figure(view),
        ComponentView::NoteList(list) => {
            let lines = list.entries.iter().map(|entry| format!("<li>{}</li>\n", link(&entry.title, &entry.href)));
            format!("<ul>\n{}</ul>\n", lines.collect::<String>())
        }
        ComponentView::Own(view) => match component {
            Component::Own(Own { feed: Some(feed), .. }) => {
                let paragraphs = own::in_feed(feed, view).into_iter();
                let paragraphs = paragraphs.map(|text| format!("<p>{}</p>\n", escape::text(&text)));
                paragraphs.collect::<Vec<_>>().concat()
            }
            _ => {
                let page = frame.site.page(id);
                paragraph(&page.title, &frame.href(&page.permalink))
            }
        },
        ComponentView::Progress(list) => {
            let line = |line: &super::view::PhaseLine| {
                let state = line.proven.as_ref().unwrap_or(&line.state_label);
                paragraph(&frame.words.pair(&line.title, state), &line.href)
            };
            list.phases.iter().map(line).collect()
        }
        ComponentView::Terminal(view) => {
            format!("{}<pre>{}</pre>\n", paragraph(&view.title, &view.href), escape::text(&view.text))
        }
        ComponentView::Video(view) => figure::plain_video(view),
        ComponentView::Project(card) => paragraph(&card.title, &card.href),
        ComponentView::Skill(line) => paragraph(&frame.words.pair(&line.title, &line.count_label), &line.href),
    }
}
