//! What can be found: pages with their passages, as visitors see them.
//!
//! A subject is made of the view of a page, or of a published document that the page shows whole. What is unlisted
//! asks search engines to leave it out, and is left out here as well.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::content::markdown::{Document, Plain};
use crate::content::page::PageKind;
use crate::render::frame::Frame;
use crate::render::view::{
    ArticleView, Content, CredentialsView, LanguageView, ProgressView, ProjectView, ResourcesView, SkillView,
};
use crate::render::{Page, entry, language};
use crate::words::{Key, word};

/// Which pages stand together. Notes are last: most of what is new is a note, and then the others keep their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Projects,
    Posts,
    Pages,
    Notes,
}

impl Group {
    /// Returns the word for a visitor.
    pub(super) fn word(self) -> Key {
        match self {
            Self::Projects => word!("section.projects"),
            Self::Posts => word!("section.posts"),
            Self::Pages => word!("section.pages"),
            Self::Notes => word!("section.notes"),
        }
    }

    /// Returns the folder of its pages in the index, which is the same in every language.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            Self::Posts => "posts",
            Self::Pages => "pages",
            Self::Notes => "notes",
        }
    }
}

/// A page that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub(super) group: Group,
    /// The address on the host.
    pub(super) href: String,
    pub(super) title: String,
    /// `Note`, `Skill` ...
    pub(super) kind: String,
    /// The day as ISO for the order, and to be read.
    pub(super) date: Option<(String, String)>,
    pub(super) tags: Vec<String>,
    /// What its author says of it; not the beginning of the text.
    pub(super) summary: Option<String>,
    /// Its language, if that is another than the one of the site.
    pub(super) language: Option<LanguageView>,
    /// The text before all headings, and that of each heading.
    pub(super) passages: Vec<Passage>,
}

/// A part of a page with an anchor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// The anchor; none for the beginning of the page.
    pub(super) anchor: Option<String>,
    pub(super) heading: String,
    pub(super) text: String,
}

/// Returns what can be found on the site, group by group, the oldest first: what is new comes at the end.
pub(super) fn ordered(mut subjects: Vec<Subject>) -> Vec<Subject> {
    subjects.par_sort_by(|a, b| key(a).cmp(&key(b)));
    subjects
}

fn key(subject: &Subject) -> (Group, Reverse<bool>, Option<&str>, &str) {
    let date = subject.date.as_ref().map(|(iso, _)| iso.as_str());
    (subject.group, Reverse(date.is_none()), date, &subject.href)
}

/// Returns what can be found of a page, if anything: nothing of one that search engines are told to leave out.
pub fn subject(frame: &Frame<'_>, page: &Page) -> Option<Subject> {
    if page.head.noindex {
        return None;
    }
    let mut subject = Subject {
        group: Group::Pages,
        href: frame.href(&page.head.permalink),
        title: page.head.title.clone(),
        kind: frame.words.text(word!("kind.page")).to_owned(),
        date: None,
        tags: Vec::new(),
        summary: None,
        language: page.source.and_then(|id| language::of(frame.site, frame.site.page(id))),
        passages: vec![Passage::default()],
    };
    match &page.content {
        Content::Article(article) => add_article(&mut subject, frame, page, article)?,
        Content::Project(project) => add_project(&mut subject, frame, page, project)?,
        Content::Progress(progress) => {
            frame.words.text(word!("kind.plan")).clone_into(&mut subject.kind);
            add_progress(&mut subject, progress);
        }
        Content::Skill(skill) => {
            frame.words.text(word!("kind.skill")).clone_into(&mut subject.kind);
            add_skill(&mut subject, skill);
        }
        Content::Credentials(credentials) => add_credentials(&mut subject, credentials),
        Content::Resources(resources) => add_resources(&mut subject, resources),
        // Lists of what is found by itself.
        _ => return None,
    }
    Some(subject)
}

fn add_article(subject: &mut Subject, frame: &Frame<'_>, page: &Page, article: &ArticleView) -> Option<()> {
    let source = frame.site.page(page.source?);
    subject.group = match source.kind {
        PageKind::Post => Group::Posts,
        PageKind::Note => Group::Notes,
        PageKind::Project => Group::Projects,
        PageKind::Page => Group::Pages,
    };
    entry::kind_label(frame.words, source.kind).clone_into(&mut subject.kind);
    subject.date = article.date.as_ref().map(|date| (date.iso.clone(), date.short.clone()));
    subject.tags = article.tags.iter().map(|tag| tag.label.clone()).collect();
    subject.tags.extend(article.topic.iter().map(|topic| topic.label.clone()));
    subject.summary.clone_from(&article.summary);
    subject.passages = passages(&source.source.document);
    Some(())
}

fn add_project(subject: &mut Subject, frame: &Frame<'_>, page: &Page, project: &ProjectView) -> Option<()> {
    add_article(subject, frame, page, &project.article)?;
    subject.tags.extend(project.card.stack.iter().cloned());
    let about = [&project.card.result, &project.problem, &project.approach, &project.limits];
    let about = about.into_iter().flatten().map(String::as_str);
    let decisions = project.decisions.iter().map(|decision| decision.label.as_str());
    let text: Vec<&str> = about.chain(decisions).chain([subject.passages[0].text.as_str()]).collect();
    subject.passages[0].text = one_line(&text.join(" "));
    let features = project.features.iter().map(|feature| passage(&feature.id, &feature.title, ""));
    subject.passages.extend(features);
    Some(())
}

fn add_progress(subject: &mut Subject, progress: &ProgressView) {
    for phase in &progress.phases {
        let summary = phase.summary.as_deref().unwrap_or_default();
        subject.passages.push(passage(&phase.id, &phase.line.title, summary));
        for item in phase.months.iter().flat_map(|month| &month.items) {
            let criteria: Vec<&str> = item.criteria.iter().map(|criterion| criterion.title.as_str()).collect();
            subject.passages.push(passage(&item.id, &item.title, &criteria.join("; ")));
        }
    }
    subject.passages.extend(progress.goals.iter().map(|goal| passage(&goal.id, &goal.title, "")));
}

fn add_skill(subject: &mut Subject, skill: &SkillView) {
    let names = [skill.line.group.as_str()].into_iter().chain(skill.parts.iter().map(String::as_str));
    subject.passages[0].text = names.collect::<Vec<_>>().join("; ");
}

fn add_credentials(subject: &mut Subject, credentials: &CredentialsView) {
    for one in credentials.verified.iter().chain(&credentials.expired).chain(&credentials.planned) {
        subject.passages.push(passage(&one.id, &one.title, one.issuer.as_deref().unwrap_or_default()));
    }
}

fn add_resources(subject: &mut Subject, resources: &ResourcesView) {
    let all = resources.groups.iter().flat_map(|group| &group.resources);
    let names = all.map(|one| match &one.by {
        Some(by) => format!("{}, {by}", one.title),
        None => one.title.clone(),
    });
    subject.passages[0].text = names.collect::<Vec<_>>().join("; ");
}

fn passage(anchor: &str, heading: &str, text: &str) -> Passage {
    Passage { anchor: Some(anchor.to_owned()), heading: heading.to_owned(), text: text.to_owned() }
}

/// Parts the text of a document at its headings. Formulas are left out: nobody looks for `\frac`.
fn passages(document: &Document) -> Vec<Passage> {
    let plain = document.plain.read();
    let mut passages = Vec::new();
    let mut begins = 0;
    let mut open = Passage::default();
    for heading in &document.headings {
        open.text = words_of(&plain, begins, heading.place.start);
        passages.push(std::mem::replace(&mut open, passage(&heading.id, &one_line(&heading.text), "")));
        begins = heading.place.end;
    }
    open.text = words_of(&plain, begins, plain.text.len());
    passages.push(open);
    passages
}

fn words_of(plain: &Plain, begins: usize, ends: usize) -> String {
    let first = plain.formulas.partition_point(|formula| formula.end <= begins);
    let mut text = String::new();
    let mut at = begins;
    for formula in plain.formulas[first..].iter().take_while(|formula| formula.start < ends) {
        text.push_str(plain.text.get(at..formula.start).unwrap_or_default());
        text.push_str(" … ");
        at = formula.end;
    }
    text.push_str(plain.text.get(at..ends).unwrap_or_default());
    one_line(&text)
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
