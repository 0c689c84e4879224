//! Series: the list of them, the page of each, and the place of a page in its own.

use super::frame::{Frame, Head};
use super::view::{Content, SeriesLine, SeriesListView, SeriesPart, SeriesPlace, SeriesView, TextLink};
use super::{Page, entry, feed, jsonld, language};
use crate::site::{PageId, Series};
use crate::words::word;

/// How many parts the page of one of them lists: a list of all of them on each of them would grow with their square.
const AROUND: usize = 12;
/// How many parts the list of series names.
const FIRST: usize = 3;

/// Returns the list of series.
pub fn list(frame: &Frame<'_>) -> Page {
    let name = &frame.site.settings.author.name;
    let mut head = frame.section_head("series", frame.words.with(word!("describe.series_list"), &[("name", name)]));
    head.kind = "series-list";
    let lines = frame.site.series.iter().map(|series| SeriesLine {
        title: series.title.clone(),
        href: frame.href(&series.permalink()),
        count_label: count(frame, series),
        first: series.parts.iter().take(FIRST).map(|id| link(frame, *id)).collect(),
    });
    let view = SeriesListView { title: head.title.clone(), series: lines.collect() };
    Page::new(head, None, Content::SeriesList(view))
}

/// Returns the page of a series.
pub fn page(frame: &Frame<'_>, series: &Series) -> Page {
    let (words, parts) = (frame.words, series.parts.len());
    let values = [("title", series.title.as_str()), ("name", frame.site.settings.author.name.as_str())];
    let head = Head {
        kind: "series",
        title: series.title.clone(),
        description: words.count_with(word!("describe.series"), parts, &values),
        permalink: series.permalink(),
        noindex: false,
        above: vec![frame.section_link("series")],
        feeds: feed::of_series(frame.site, series),
        facts: jsonld::FactKind::Collection,
    };
    let intro = match parts {
        1 => words.text(word!("series.first_part")).to_owned(),
        _ => words.with(word!("series.in_order"), &[("count", &count(frame, series))]),
    };
    let view = SeriesView { title: series.title.clone(), intro, parts: entry::entries(frame, &series.parts) };
    Page::new(head, None, Content::Series(view))
}

/// Returns where a page stands in its series, if it is a part of one.
pub fn place(frame: &Frame<'_>, id: PageId) -> Option<SeriesPlace> {
    let place = frame.site.page(id).series?;
    let series = frame.site.series.get(place.series)?;
    let total = series.parts.len();
    let at = |index: Option<usize>| index.and_then(|index| series.parts.get(index)).map(|id| link(frame, *id));
    let start = place.index.saturating_sub(AROUND / 2).min(total.saturating_sub(AROUND));
    let part = |(index, id): (usize, &PageId)| SeriesPart {
        number: index + 1,
        title: frame.site.page(*id).title.clone(),
        language: language::of(frame.site, frame.site.page(*id)),
        href: frame.href(&frame.site.page(*id).permalink),
        is_current: index == place.index,
    };
    Some(SeriesPlace {
        title: series.title.clone(),
        href: frame.href(&series.permalink()),
        number: place.index + 1,
        total,
        parts: series.parts.iter().enumerate().skip(start).take(AROUND).map(part).collect(),
        previous: at(place.index.checked_sub(1)),
        next: at(Some(place.index + 1)),
    })
}

fn count(frame: &Frame<'_>, series: &Series) -> String {
    frame.words.count(word!("count.parts"), series.parts.len())
}

fn link(frame: &Frame<'_>, id: PageId) -> TextLink {
    let page = frame.site.page(id);
    TextLink {
        label: page.title.clone(),
        href: Some(frame.href(&page.permalink)),
        language: language::of(frame.site, page),
    }
}
