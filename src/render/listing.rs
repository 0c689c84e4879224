//! Lists of pages: posts, a tag, a topic, notes by topic, all tags, the archive by year.

use chrono::Datelike;

use super::entry;
use super::frame::{Frame, Head};
use super::view::{
    ArchiveView, ArchiveYear, Content, ListingView, NavLink, NotesView, Pagination, TagLine, TagsView, TopicView,
};
use super::{Page, feed, jsonld};
use crate::content::page::PageKind;
use crate::site::{PageId, Permalink, Term, Topic};

/// Returns the pages of the list of posts.
pub fn posts(frame: &Frame<'_>) -> Vec<Page> {
    let site = frame.site;
    let description = format!("Posts by {}, newest first.", site.settings.author.name);
    let mut head = Head::of_section("posts", "Posts", description);
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
    let pages = entry::count(term.pages.len(), "page", "pages");
    let head = Head {
        kind: "tag",
        title: term.label.clone(),
        description: format!("{pages} by {} with the tag {}.", frame.site.settings.author.name, term.label),
        permalink: term.permalink(),
        noindex: false,
        above: vec![("Tags".to_owned(), Permalink::folder(&["tags"]))],
        feeds: feed::of_tag(frame.site, term),
        facts: jsonld::FactKind::Collection,
    };
    let intro = format!("{pages} with this tag.");
    paginated(frame, &head, Some(&intro), &term.pages, frame.site.settings.entries_per_tag_page)
}

/// Returns the pages of a topic.
pub fn topic(frame: &Frame<'_>, topic: &Topic) -> Vec<Page> {
    let Some(permalink) = topic.permalink() else { return Vec::new() };
    let notes = entry::count(topic.pages.len(), "note", "notes");
    let head = Head {
        kind: "topic",
        // A tag or a skill may have the same name.
        title: format!("Notes: {}", topic.title),
        description: format!("{notes} by {} on {}.", frame.site.settings.author.name, topic.title),
        permalink,
        noindex: false,
        above: vec![("Notes".to_owned(), Permalink::folder(&["notes"]))],
        feeds: feed::of_topic(frame.site, topic),
        facts: jsonld::FactKind::Collection,
    };
    let intro = format!("{notes} on this topic.");
    paginated(frame, &head, Some(&intro), &topic.pages, frame.site.settings.entries_per_tag_page)
}

/// Spreads a list over pages: the first at the list's own address, the others below `page/2/` and so on.
fn paginated(frame: &Frame<'_>, head: &Head, intro: Option<&str>, all: &[PageId], per_page: usize) -> Vec<Page> {
    let total = all.len().div_ceil(per_page).max(1);
    let address = |number: usize| match number {
        1 => head.permalink.clone(),
        _ => head.permalink.join(&format!("page/{number}/")),
    };
    let chunks: Vec<&[PageId]> = if all.is_empty() { vec![&[]] } else { all.chunks(per_page).collect() };
    let pages = chunks.into_iter().enumerate().map(|(index, chunk)| {
        let number = index + 1;
        let links = (1..=total).map(|other| NavLink {
            label: other.to_string(),
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
            own.title = format!("{}, page {number}", head.title);
            own.description = format!("{} Page {number} of {total}.", head.description);
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
    let count = entry::count(site.notes.len(), "study note", "study notes");
    let mut head = Head::of_section("notes", "Notes", format!("{count} by {}, by topic.", site.settings.author.name));
    head.feeds = feed::of_section(site, PageKind::Note);
    let topics = site.topics.iter().map(|topic| TopicView {
        id: topic.id.clone(),
        title: topic.title.clone(),
        href: topic.permalink().map(|permalink| frame.href(&permalink)),
        entries: entry::entries(frame, &topic.pages),
    });
    let latest = site.notes.len().min(site.settings.latest_notes);
    let view = NotesView {
        title: "Notes".to_owned(),
        count: site.notes.len(),
        latest: entry::entries(frame, &site.notes[..latest]),
        topics: topics.collect(),
    };
    Page::new(head, None, Content::Notes(view))
}

/// Returns the index of tags.
pub fn tags(frame: &Frame<'_>) -> Page {
    let head =
        Head::of_section("tags", "Tags", format!("All tags of the journal of {}.", frame.site.settings.author.name));
    let tags = frame.site.terms.iter().map(|term| TagLine {
        label: term.label.clone(),
        href: frame.href(&term.permalink()),
        count: term.pages.len(),
    });
    Page::new(head, None, Content::Tags(TagsView { title: "Tags".to_owned(), tags: tags.collect() }))
}

/// Returns everything by year.
pub fn archive(frame: &Frame<'_>) -> Page {
    let site = frame.site;
    let description = format!("Everything that {} has published here, by year.", site.settings.author.name);
    let head = Head::of_section("archive", "Archive", description);
    let mut years: Vec<ArchiveYear> = Vec::new();
    for id in &site.writing {
        let label = site.page(*id).date.map_or_else(|| "Undated".to_owned(), |date| date.year().to_string());
        if years.last().is_none_or(|year| year.label != label) {
            years.push(ArchiveYear { label, entries: Vec::new() });
        }
        if let Some(year) = years.last_mut() {
            year.entries.push(entry::entry(frame, *id));
        }
    }
    Page::new(head, None, Content::Archive(ArchiveView { title: "Archive".to_owned(), years }))
}
