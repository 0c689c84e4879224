//! Twins of texts: posts, notes, standalone pages, projects.

use super::from_html::from_html;
use super::inline;
use super::sheet::Sheet;
use crate::render::feed;
use crate::render::view::{ArticleView, ProjectView, TextLink};
use crate::site::PageId;

/// Writes a text.
pub(super) fn article(sheet: &mut Sheet<'_>, id: PageId, view: &ArticleView) {
    sheet.heading(1, &view.title);
    if let Some(summary) = &view.summary {
        sheet.summary(summary);
    }
    facts(sheet, id, view);
    body(sheet, id);
}

/// Writes a project.
pub(super) fn project(sheet: &mut Sheet<'_>, id: PageId, view: &ProjectView) {
    let card = &view.card;
    sheet.heading(1, &card.title);
    if let Some(summary) = &card.summary {
        sheet.summary(summary);
    }
    sheet.fact("Status", card.status_label);
    let texts = [
        ("Result", &card.result),
        ("Role", &view.role),
        ("Release", &view.release),
        ("Licence", &view.license),
        ("Features", &card.features),
    ];
    for (label, text) in texts {
        sheet.fact(label, &text.as_deref().map(inline::text).unwrap_or_default());
    }
    sheet.fact("Made with", &inline::text(&card.stack.join(", ")));
    let links = sheet.links(&card.links);
    sheet.fact("Links", &links);
    facts(sheet, id, &view.article);
    let problem = view.problem.as_deref().unwrap_or_default();
    section(sheet, "Problem", problem, &[]);
    section(sheet, "Approach and decisions", view.approach.as_deref().unwrap_or_default(), &view.decisions);
    section(sheet, "Limits", view.limits.as_deref().unwrap_or_default(), &[]);
    if !view.features.is_empty() {
        sheet.heading(2, "Features and their proofs");
    }
    for feature in &view.features {
        let mark = if feature.is_proven { "[x]" } else { "[ ]" };
        sheet.item(0, &format!("{mark} {}", inline::text(&feature.title)));
        for proof in &feature.proofs {
            let proof = sheet.proof(proof);
            sheet.item(1, &proof);
        }
    }
    body(sheet, id);
}

fn section(sheet: &mut Sheet<'_>, title: &str, text: &str, decisions: &[TextLink]) {
    if text.is_empty() && decisions.is_empty() {
        return;
    }
    sheet.heading(2, title);
    if !text.is_empty() {
        sheet.paragraph(text);
    }
    for decision in decisions {
        let link = sheet.link(&decision.label, decision.href.as_deref());
        sheet.item(0, &link);
    }
}

fn facts(sheet: &mut Sheet<'_>, id: PageId, view: &ArticleView) {
    let own = sheet.frame.absolute(&sheet.frame.site.page(id).permalink);
    sheet.fact("Page", &inline::link(&inline::text(&own), &own));
    sheet.fact("By", &inline::text(&sheet.frame.site.settings.author.name));
    sheet.fact("Published", view.date.as_ref().map_or("", |date| &date.iso));
    sheet.fact("Updated", view.updated.as_ref().map_or("", |date| &date.iso));
    if let Some(topic) = &view.topic {
        let topic = sheet.link(&topic.label, topic.href.as_deref());
        sheet.fact("Topic", &topic);
    }
    if let Some(series) = &view.series {
        let link = sheet.link(&series.title, Some(&series.href));
        sheet.fact("Series", &format!("part {} of {} in {link}", series.number, series.total));
    }
    let lines = [
        ("Proves", sheet.claims(&view.proves)),
        ("About", sheet.claims(&view.about)),
        ("Skills", sheet.links(&view.skills)),
        ("Tags", sheet.links(&view.tags)),
    ];
    for (label, line) in lines {
        sheet.fact(label, &line);
    }
    let texts = [
        ("First published at", &view.canonical),
        ("Authorisation", &view.authorization),
        ("AI assistance", &view.ai_assistance),
    ];
    for (label, text) in texts {
        sheet.fact(label, &text.as_deref().map(inline::text).unwrap_or_default());
    }
}

fn body(sheet: &mut Sheet<'_>, id: PageId) {
    let site = sheet.frame.site;
    let html = feed::html(site, &sheet.frame.components, id);
    let own = sheet.frame.absolute(&site.page(id).permalink);
    let text = from_html(&html, &own, site.page(id).source.document.has_math);
    sheet.markdown(&text);
}
