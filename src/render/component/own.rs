//! Components of the journal's theme: what their templates see.

use super::figure::{file_or_page, picture};
use crate::content::component::argument::Argument;
use crate::content::component::{Own, Part, paragraphs};
use crate::plan::PlanId;
use crate::render::frame::Frame;
use crate::render::view::{ArgumentView, OwnView, TextLink};
use crate::render::{date, entry, skill};
use crate::site::{PageId, SitePage};

/// Returns the view of a component on the page `id`.
pub(super) fn view(frame: &Frame<'_>, id: PageId, own: &Own) -> OwnView {
    let page = frame.site.page(id);
    let argument = |(name, argument): &(String, Argument)| (name.clone(), argument_view(frame, page, argument));
    OwnView { name: own.name.clone(), arguments: own.arguments.iter().map(argument).collect() }
}

fn argument_view(frame: &Frame<'_>, page: &SitePage, argument: &Argument) -> ArgumentView {
    match argument {
        Argument::Nothing => ArgumentView::Nothing,
        Argument::Text(text) => ArgumentView::Text(text.clone()),
        Argument::Prose(paragraphs) => ArgumentView::Paragraphs(paragraphs.clone()),
        Argument::Number(number) => ArgumentView::Number(*number),
        Argument::Integer(number) => ArgumentView::Integer(*number),
        Argument::Boolean(value) => ArgumentView::Boolean(*value),
        Argument::Date(day) => ArgumentView::Date(date::view(frame.words, *day)),
        Argument::Image(link) => ArgumentView::Image(picture(frame, page, *link)),
        Argument::File(link) | Argument::Page(link) => ArgumentView::Link(file_or_page(frame, page, *link)),
        Argument::Id(id, _) => plan_link(frame, &id.value).map_or(ArgumentView::Nothing, ArgumentView::Link),
        Argument::List(all) => ArgumentView::List(all.iter().map(|one| argument_view(frame, page, one)).collect()),
    }
}

/// Returns the title of something in the plan, with the place where visitors see it, if they do.
fn plan_link(frame: &Frame<'_>, id: &PlanId) -> Option<TextLink> {
    let plan = &frame.site.plan;
    if let Some(phase) = plan.phases.iter().find(|phase| phase.id == *id) {
        let href = frame.has("progress").then(|| format!("{}#{id}", frame.section_href("progress")));
        return Some(TextLink { label: phase.title.clone(), href, language: None });
    }
    if let Some(found) = plan.skills.iter().find(|skill| skill.id == *id) {
        let shown = skill::link(frame, id);
        return Some(shown.unwrap_or_else(|| TextLink { label: found.title.clone(), href: None, language: None }));
    }
    let claim = entry::claim(frame, &crate::plan::Claim { target: id.clone(), part: None })?;
    Some(TextLink { label: claim.title, href: claim.href, language: None })
}

/// Returns the paragraphs of a component in feeds.
pub(super) fn in_feed(parts: &[Part], view: &OwnView) -> Vec<String> {
    let text: String = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Argument(name) => view.arguments.get(name).map(in_words).unwrap_or_default(),
        })
        .collect();
    paragraphs(&text)
}

fn in_words(argument: &ArgumentView) -> String {
    match argument {
        ArgumentView::Nothing => String::new(),
        ArgumentView::Text(text) => text.clone(),
        ArgumentView::Paragraphs(paragraphs) => paragraphs.join("\n\n"),
        ArgumentView::Number(number) => number.to_string(),
        ArgumentView::Integer(number) => number.to_string(),
        ArgumentView::Boolean(value) => value.to_string(),
        ArgumentView::Date(day) => day.long.clone(),
        ArgumentView::Image(picture) => picture.src.clone(),
        ArgumentView::Link(link) => link.label.clone(),
        ArgumentView::List(all) => all.iter().map(in_words).collect::<Vec<_>>().join(", "),
    }
}
