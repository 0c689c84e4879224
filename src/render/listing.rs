//! Lists of pages: posts, a tag, a topic, notes by topic, all tags, the archive by year.

use std::collections::BTreeSet;

use chrono::Datelike;
use rayon::prelude::*;

use super::entry;
use super::frame::{Frame, Head};
use super::view::{
    ArchiveView, ArchiveYear, Content, ListingView, NavLink, NotesView, Pagination, TagLine, TagsView, TopicView,
};
use super::{Page, feed, jsonld};
use crate::content::page::PageKind;
use crate::site::{PageId, Term, Topic};
use crate::words::word;

/// Returns the pages of the list of posts.
pub fn posts(frame: &Frame<'_>) -> Vec<Page> {
    let site = frame.site;
    let description = frame.words.with(word!("describe.posts"), &[("name", &site.settings.author.name)]);
    let mut head = frame.section_head("posts", description);
    head.feeds = feed::of_section(site, PageKind::Post);
    let per_page = site.settings.posts_per_page;
    let mut pages = paginated(frame, &head, None, &site.posts, per_page);
    for (index, page) in pages.iter_mut().enumerate() {
        page.head.facts = jsonld::FactKind::Blog(index * per_page, per_page);
    }
    pages
}

/// Returns the pages of a tag.
pub fn tag(frame: &Frame<'_>, term: &Term) -> Vec<Page> {
    let (words, count) = (frame.words, term.pages.len());
    let values = [("name", frame.site.settings.author.name.as_str()), ("tag", term.label.as_str())];
    let head = Head {
        kind: "tag",
        title: term.label.clone(),
        description: words.count_with(word!("describe.tag"), count, &values),
        permalink: term.permalink(),
        noindex: false,
        above: vec![frame.section_link("tags")],
        feeds: feed::of_tag(frame.site, term),
        facts: jsonld::FactKind::Collection,
    };
    let intro = words.count(word!("list.with_tag"), count);
    paginated(frame, &head, Some(&intro), &term.pages, frame.site.settings.entries_per_tag_page)
}

/// Returns the pages of a topic.
pub fn topic(frame: &Frame<'_>, topic: &Topic) -> Vec<Page> {
    let Some(permalink) = topic.permalink() else { return Vec::new() };
    let (words, count) = (frame.words, topic.pages.len());
    let values = [("name", frame.site.settings.author.name.as_str()), ("topic", topic.title.as_str())];
    let head = Head {
        kind: "topic",
        // A tag or a skill may have the same name.
        title: words.with(word!("list.notes_of_topic"), &[("topic", &topic.title)]),
        description: words.count_with(word!("describe.topic"), count, &values),
        permalink,
        noindex: false,
        above: vec![frame.section_link("notes")],
        feeds: feed::of_topic(frame.site, topic),
        facts: jsonld::FactKind::Collection,
    };
    let intro = words.count(word!("list.on_topic"), count);
    paginated(frame, &head, Some(&intro), &topic.pages, frame.site.settings.entries_per_tag_page)
}

/// Up to how many pages each page of a list links to all the others.
const ALL: usize = 20;
/// How many pages before and after it a page of a longer list links to.
const NEAR: usize = 3;

/// Returns which pages of a list page `number` links to: of a long one those nearby, the ends, and those at distances
/// that double. So every page is a few links away, and ten times the pages do not have a hundred times the links.
fn linked(number: usize, total: usize) -> BTreeSet<usize> {
    if total <= ALL {
        return (1..=total).collect();
    }
    let doubling = std::iter::successors(Some(NEAR + 1), |distance| Some(distance * 2));
    let distances = (0..=NEAR).chain(doubling.take_while(|distance| *distance < total));
    let around = distances.flat_map(|distance| [number.checked_sub(distance), Some(number + distance)]);
    let there = around.flatten().filter(|other| (1..=total).contains(other));
    there.chain([1, total]).collect()
}

/// Spreads a list over pages: the first at the list's own address, the others below `page/2/` and so on.
fn paginated(frame: &Frame<'_>, head: &Head, intro: Option<&str>, all: &[PageId], per_page: usize) -> Vec<Page> {
    let words = frame.words;
    let total = all.len().div_ceil(per_page).max(1);
    let address = |number: usize| match number {
        1 => head.permalink.clone(),
        _ => head.permalink.join(&format!("page/{number}/")),
    };
    let chunks: Vec<&[PageId]> = if all.is_empty() { vec![&[]] } else { all.chunks(per_page).collect() };
    let pages = chunks.into_par_iter().enumerate().map(|(index, chunk)| {
        let number = index + 1;
        let links = linked(number, total).into_iter().map(|other| NavLink {
            label: words.whole(other),
            href: frame.href(&address(other)),
            current: (other == number).then_some("page"),
        });
        let pagination = Pagination {
            number,
            total,
            previous: (number > 1).then(|| frame.href(&address(number - 1))),
            next: (number < total).then(|| frame.href(&address(number + 1))),
            pages: if total > 1 { links.collect() } else { Vec::new() },
        };
        let mut own = head.clone();
        own.permalink = address(number);
        if number > 1 {
            own.above.push((head.title.clone(), head.permalink.clone()));
            let (at, of) = (words.whole(number), words.whole(total));
            own.title = words.with(word!("list.title_page"), &[("title", &head.title), ("n", &at)]);
            let values = [("description", head.description.as_str()), ("n", &at), ("total", &of)];
            own.description = words.with(word!("describe.page"), &values);
        }
        let view = ListingView {
            title: own.title.clone(),
            intro: intro.filter(|_| number == 1).map(str::to_owned),
            entries: entry::entries(frame, chunk),
            pagination,
        };
        Page::new(own, None, Content::Listing(view))
    });
    pages.collect()
}

/// Returns the index of notes.
pub fn notes(frame: &Frame<'_>) -> Page {
    let site = frame.site;
    let values = [("name", site.settings.author.name.as_str())];
    let mut head =
        frame.section_head("notes", frame.words.count_with(word!("describe.notes"), site.notes.len(), &values));
    head.feeds = feed::of_section(site, PageKind::Note);
    let topics = site.topics.iter().map(|topic| TopicView {
        id: topic.id.clone(),
        title: topic.title.clone(),
        href: topic.permalink().map(|permalink| frame.href(&permalink)),
        entries: entry::entries(frame, &topic.pages),
    });
    let latest = site.notes.len().min(site.settings.latest_notes);
    let view = NotesView {
        title: head.title.clone(),
        count: site.notes.len(),
        latest: entry::entries(frame, &site.notes[..latest]),
        topics: topics.collect(),
    };
    Page::new(head, None, Content::Notes(view))
}

/// Returns the index of tags.
pub fn tags(frame: &Frame<'_>) -> Page {
    let values = [("name", frame.site.settings.author.name.as_str())];
    let head = frame.section_head("tags", frame.words.with(word!("describe.tags"), &values));
    let tags = frame.site.terms.iter().map(|term| TagLine {
        label: term.label.clone(),
        href: frame.href(&term.permalink()),
        count: term.pages.len(),
    });
    let view = TagsView { title: head.title.clone(), tags: tags.collect() };
    Page::new(head, None, Content::Tags(view))
}

/// Returns everything by year.
pub fn archive(frame: &Frame<'_>) -> Page {
    let (site, words) = (frame.site, frame.words);
    let description = words.with(word!("describe.archive"), &[("name", &site.settings.author.name)]);
    let head = frame.section_head("archive", description);
    let mut years: Vec<ArchiveYear> = Vec::new();
    for id in &site.writing {
        let year = site.page(*id).date.map(|date| date.year());
        let anchor = year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
        if years.last().is_none_or(|year| year.id != anchor) {
            let label = year.map_or_else(|| words.text(word!("list.undated")).to_owned(), |year| words.year(year));
            years.push(ArchiveYear { id: anchor, label, entries: Vec::new() });
        }
        if let Some(year) = years.last_mut() {
            year.entries.push(entry::entry(frame, *id));
        }
    }
    let view = ArchiveView { title: head.title.clone(), years };
    Page::new(head, None, Content::Archive(view))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(number: usize, total: usize) -> Vec<usize> {
        linked(number, total).into_iter().collect()
    }

    #[test]
    fn a_short_list_is_linked_whole_and_a_long_one_in_steps_that_double() {
        assert_eq!(numbers(3, ALL), (1..=ALL).collect::<Vec<_>>());
        assert_eq!(numbers(1, 1), [1]);
        assert_eq!(numbers(1, 50), [1, 2, 3, 4, 5, 9, 17, 33, 50]);
        assert_eq!(numbers(25, 50), [1, 9, 17, 21, 22, 23, 24, 25, 26, 27, 28, 29, 33, 41, 50]);
        assert_eq!(numbers(50, 50), [1, 18, 34, 42, 46, 47, 48, 49, 50]);
    }

    #[test]
    fn the_links_of_a_list_of_any_length_are_few_and_lead_everywhere() {
        let total = 5_000;
        assert!((1..=total).all(|number| linked(number, total).len() < 40));
        // From the first page to any other one in as many steps as the distance has digits in base two, and some.
        for wanted in [2, 777, 2_499, 4_096, 4_999] {
            let (mut at, mut steps) = (1, 0);
            while at != wanted {
                at = linked(at, total).into_iter().min_by_key(|other| other.abs_diff(wanted)).expect("itself");
                steps += 1;
            }
            assert!(steps <= 14, "{wanted}: {steps}");
        }
    }
}
