//! Twins of texts: posts, notes, standalone pages, projects.

use super::from_html::from_html;
use super::inline;
use super::sheet::Sheet;
use crate::render::feed;
use crate::render::view::{ArticleView, ProjectView, TextLink};
use crate::site::PageId;
use crate::words::{Key, word};

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
    sheet.line(word!("project.status"), &card.status_label);
    let texts = [
        (word!("project.result"), &card.result),
        (word!("project.role"), &view.role),
        (word!("project.release"), &view.release),
        (word!("project.licence"), &view.license),
        (word!("project.features"), &card.features),
    ];
    for (label, text) in texts {
        sheet.line(label, &text.as_deref().map(inline::text).unwrap_or_default());
    }
    sheet.line(word!("project.made_with"), &inline::text(&sheet.words.list(&card.stack)));
    let links = sheet.links(&card.links);
    sheet.line(word!("project.links"), &links);
    facts(sheet, id, &view.article);
    let problem = view.problem.as_deref().unwrap_or_default();
    section(sheet, word!("project.problem"), problem, &[]);
    section(sheet, word!("project.approach"), view.approach.as_deref().unwrap_or_default(), &view.decisions);
    section(sheet, word!("project.limits"), view.limits.as_deref().unwrap_or_default(), &[]);
    if !view.features.is_empty() {
        sheet.title(2, word!("project.features_proofs"));
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

fn section(sheet: &mut Sheet<'_>, title: Key, text: &str, decisions: &[TextLink]) {
    if text.is_empty() && decisions.is_empty() {
        return;
    }
    sheet.title(2, title);
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
    sheet.line(word!("twin.page"), &inline::link(&inline::text(&own), &own));
    sheet.line(word!("twin.by"), &inline::text(&sheet.frame.site.settings.author.name));
    sheet.line(word!("twin.published"), view.date.as_ref().map_or("", |date| &date.iso));
    sheet.line(word!("twin.updated"), view.updated.as_ref().map_or("", |date| &date.iso));
    if let Some(topic) = &view.topic {
        let topic = sheet.link(&topic.label, topic.href.as_deref());
        sheet.line(word!("twin.topic"), &topic);
    }
    if let Some(series) = &view.series {
        let link = sheet.link(&series.title, Some(&series.href));
        let words = sheet.words;
        let (n, total) = (words.whole(series.number), words.whole(series.total));
        let values = [("n", n.as_str()), ("total", &total), ("series", &link)];
        sheet.line(word!("twin.series"), &words.with(word!("article.part"), &values));
    }
    let lines = [
        (word!("article.proves"), sheet.claims(&view.proves)),
        (word!("article.about"), sheet.claims(&view.about)),
        (word!("article.skills"), sheet.links(&view.skills)),
        (word!("article.tags"), sheet.links(&view.tags)),
    ];
    for (label, line) in lines {
        sheet.line(label, &line);
    }
    let texts = [
        (word!("twin.first_published"), &view.canonical),
        (word!("twin.authorisation"), &view.authorization),
        (word!("twin.ai_assistance"), &view.ai_assistance),
    ];
    for (label, text) in texts {
        sheet.line(label, &text.as_deref().map(inline::text).unwrap_or_default());
    }
}

fn body(sheet: &mut Sheet<'_>, id: PageId) {
    let site = sheet.frame.site;
    let html = feed::html(site, &sheet.frame.common.components, id);
    let own = sheet.frame.absolute(&site.page(id).permalink);
    let text = from_html(&html, &own, site.page(id).source.document.has_math);
    sheet.markdown(&text);
}
