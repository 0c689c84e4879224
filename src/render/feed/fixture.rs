//! What tests of the machine-readable outputs are made with.

use std::collections::BTreeMap;

use super::{Entry, Feed, FeedAuthor};
use crate::content::page::PageKind;
use crate::plan::SiteSettings;
use crate::render::moment;
use crate::site::link::Resolver;
use crate::site::progress::{Calendar, Counts, Progress, Tally};
use crate::site::schedule::Curves;
use crate::site::{Site, SitePage, fate, permalink, section, series, taxonomy};
use crate::source::fixture::journal;

/// The plan of every fixture.
const PLAN: &str = "=== plan.yaml
schema: 1
site:
  title: Noor
  description: A journal.
  url: https://x.org/r/
  timezone: Europe/Berlin
  author:
    name: Noor & co
    headline: engineer
    links: [{label: Code, url: https://y.org/noor}]
plan: {id: my-plan, title: Plan, start: 2026-07-01, months: 15}
phases: []
";

/// Returns the settings of every fixture.
pub(crate) fn settings() -> SiteSettings {
    site("").settings
}

/// Returns the site of the content written in `text`. Nothing is proven on it.
pub(crate) fn site(text: &str) -> Site {
    let sources = journal(&format!("{PLAN}{text}"));
    let journal = crate::journal::parse(&sources);
    let plan = journal.plan.unwrap_or_else(|| panic!("{:?}", journal.diagnostics));
    let mut pages: Vec<SitePage> = journal.pages.into_iter().map(page).collect();
    let mut resolver = Resolver::new(&sources, &pages, &[], None);
    let targets: Vec<_> = pages.iter().map(|page| resolver.targets(page)).collect();
    let assets = resolver.assets;
    pages.iter_mut().zip(targets).for_each(|(page, targets)| page.targets = targets);
    let of = |kinds: &[PageKind]| section::newest_first(&pages, kinds);
    let series = series::collect(&pages, &of(&[PageKind::Post, PageKind::Note, PageKind::Project]));
    let writing = of(&[PageKind::Post, PageKind::Note, PageKind::Project]);
    Site {
        lock: journal.lock,
        words: journal.words,
        as_of: "2026-11-20".parse().unwrap(),
        posts: of(&[PageKind::Post]),
        notes: of(&[PageKind::Note]),
        projects: of(&[PageKind::Project]),
        topics: Vec::new(),
        terms: taxonomy::terms(&pages, &writing),
        series,
        aliases: Vec::new(),
        coming: std::collections::BTreeSet::new(),
        progress: nothing_proven(),
        settings: plan.site,
        plan: plan.plan,
        reader: plan.reader,
        writing,
        assets,
        pages,
    }
}

fn page(source: crate::content::page::Page) -> SitePage {
    let front = source.front.clone().unwrap();
    SitePage {
        kind: source.kind,
        permalink: permalink::of(&source, None, &mut Vec::new()).unwrap(),
        title: source.title().unwrap().value.to_owned(),
        date: fate::date(&source),
        updated: front.updated.map(|date| date.value),
        is_listed: true,
        topic: None,
        targets: Vec::new(),
        decision_targets: Vec::new(),
        image: None,
        cover: None,
        recording: None,
        proves: Vec::new(),
        about: Vec::new(),
        skills: Vec::new(),
        backlinks: Vec::new(),
        related: Vec::new(),
        series: None,
        newer: None,
        older: None,
        source,
    }
}

fn nothing_proven() -> Progress {
    let day = "2026-07-01".parse().unwrap();
    Progress {
        dead: Vec::new(),
        as_of: day,
        items: BTreeMap::new(),
        certifications: BTreeMap::new(),
        projects: BTreeMap::new(),
        outreach: BTreeMap::new(),
        goals: BTreeMap::new(),
        skills: BTreeMap::new(),
        phases: Vec::new(),
        plan: Tally::default(),
        counts: Counts::default(),
        calendar: Calendar { start: day, end: day, month: None, months: Vec::new() },
        recent: Vec::new(),
        activity: BTreeMap::new(),
        effort: BTreeMap::new(),
        curves: Curves::default(),
        schedule: None,
        units: Vec::new(),
    }
}

/// Returns a feed with one entry.
pub(crate) fn feed() -> Feed {
    let day = |text: &str| moment::beginning(text.parse().unwrap(), chrono_tz::Europe::Berlin);
    Feed {
        title: "Feed".to_owned(),
        subtitle: String::new(),
        self_href: "https://x.org/r/feed.xml".to_owned(),
        home: "https://x.org/r/".to_owned(),
        id: "https://x.org/r/feed.xml".to_owned(),
        updated: day("2026-11-05"),
        author: FeedAuthor { name: "Noor & co".to_owned(), url: "https://x.org/r/".to_owned() },
        language: "en".to_owned(),
        entries: vec![Entry {
            url: "https://x.org/r/posts/a/".to_owned(),
            title: "A < B".to_owned(),
            summary: Some("Short.".to_owned()),
            html: None,
            published: day("2026-11-04"),
            updated: day("2026-11-05"),
            categories: vec!["tag \"x\"".to_owned()],
            language: None,
            image: None,
        }],
    }
}
