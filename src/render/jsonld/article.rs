//! Posts and notes.

use super::node::{Article, ArticleType, CreativeWorkSeries, Node, Whole};
use super::{PageFacts, blog, page, person};
use crate::render::moment;
use crate::site::{PageId, Site, SitePage};

/// The most characters of a headline that search engines show.
const HEADLINE: usize = 110;

/// A post.
pub(super) const POST: ArticleType = ArticleType::One("BlogPosting");
/// A note, which others can learn from.
pub(super) const NOTE: ArticleType = ArticleType::Two(["TechArticle", "LearningResource"]);

/// Returns the article that a page is, of `kind`; a page without a date is only a page.
pub(super) fn node(site: &Site, facts: &PageFacts, id: PageId, kind: ArticleType) -> Node {
    let page = site.page(id);
    let Some(date) = page.date else { return page::web_page(site, facts, Some(id), "WebPage") };
    let zone = site.settings.timezone;
    let document = &page.source.document;
    Node::Article(Box::new(Article {
        kind,
        id: article_id(&facts.url),
        url: facts.url.clone(),
        main_entity_of_page: facts.url.clone(),
        headline: shortened(&facts.title),
        description: facts.description.clone(),
        date_published: moment::rfc3339(date, zone),
        date_modified: moment::rfc3339(page.last_change().unwrap_or(date), zone),
        author: person::author(site),
        publisher: person::reference(site),
        in_language: facts.language.clone(),
        is_part_of: std::iter::once(Whole::Site(page::site_reference(site)))
            .chain(is_post(kind).then(|| Whole::Blog(blog::reference(site))).filter(|_| page.is_listed))
            .chain(series(site, page))
            .collect(),
        position: page.series.map(|place| place.index + 1),
        image: facts.image.as_ref().map(page::image),
        keywords: page.tags().map(str::to_owned).collect(),
        teaches: skills(site, page),
        learning_resource_type: (!is_post(kind)).then_some("study note"),
        word_count: document.words,
        time_required: format!("PT{}M", document.reading_minutes()),
        license: site.settings.license.as_ref().and_then(|license| license.url.clone()),
    }))
}

/// Returns what the article at `url` is known by.
pub(super) fn article_id(url: &str) -> String {
    format!("{url}#article")
}

fn is_post(kind: ArticleType) -> bool {
    matches!(kind, ArticleType::One(_))
}

fn series(site: &Site, page: &SitePage) -> Option<Whole> {
    let series = site.series.get(page.series?.series)?;
    let url = series.permalink().absolute(&site.settings.base);
    let id = format!("{url}#series");
    Some(Whole::Series(CreativeWorkSeries { kind: "CreativeWorkSeries", id, name: series.title.clone(), url }))
}

fn skills(site: &Site, page: &SitePage) -> Vec<String> {
    page.skills.iter().filter_map(|id| site.plan.skill(id)).map(|skill| skill.title.clone()).collect()
}

fn shortened(title: &str) -> String {
    if title.chars().count() <= HEADLINE {
        return title.to_owned();
    }
    let cut: String = title.chars().take(HEADLINE - 1).collect();
    let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_ends_at_a_word() {
        assert_eq!(shortened("Short"), "Short");
        let long = "word ".repeat(40);
        let found = shortened(&long);
        assert!(found.chars().count() <= HEADLINE && found.ends_with("word…"), "{found}");
        assert_eq!(shortened(&"é".repeat(200)).chars().count(), HEADLINE);
    }
}
