//! A plan in Markdown, made into a first `plan.yaml` and `plan.private.yaml`. Text in, two texts and a report out; the
//! command line reads and writes them.
//!
//! 1. `outline` makes a flat list of headings, bullets, lines and rows of the Markdown;
//! 2. `sort` says what each of them is, by the words of headings (`vocabulary`), those of titles (`kind`), and what `when` and `quantity`
//!    find in it, and puts it into the `draft`;
//! 3. `refer` finds what refers to what, `settle` gives months, days and ids;
//! 4. [`write`] parts the draft into what is public and what is not, and writes `yaml`;
//! 5. [`report`] says what became of every line.
//!
//! **Invariants:** what comes out reads back as a plan without errors. No text is lost: what has no field becomes a
//! remark in the private file, or is listed. Money, companies and reasons are in the private file only. Nothing recurses
//! over the nesting of the input.

mod draft;
mod id;
mod kind;
mod outline;
mod quantity;
mod refer;
pub mod report;
mod settle;
mod sort;
mod text;
mod token;
mod vocabulary;
mod when;
mod write;
mod yaml;

use chrono::NaiveDate;

pub use report::{Place, Report};

use outline::Lines;

/// The longest text that is read; a plan of a year is a hundredth of it.
pub const MAX_BYTES: usize = 1 << 20;

/// The most headings, bullets, lines and rows that are looked at; the report lists the others.
const MOST_ENTRIES: usize = 20_000;

/// How the site that the plan is for is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The title of the site.
    pub title: String,
    /// The name of its author.
    pub author: String,
    /// Its address.
    pub url: String,
    /// The language of its content.
    pub language: String,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            title: "My learning journal".to_owned(),
            author: "Your Name".to_owned(),
            url: "https://example.github.io/".to_owned(),
            language: "en".to_owned(),
        }
    }
}

/// What an import is told besides the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The file, as it is shown.
    pub file: String,
    /// The first day of the plan; without it the one that the text names, else the first of the next month.
    pub start: Option<NaiveDate>,
    /// The day of the import.
    pub today: NaiveDate,
    /// The site that the plan is for.
    pub site: Site,
}

/// What an import makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The text of `plan.yaml`.
    pub public: String,
    /// The text of `plan.private.yaml`.
    pub private: String,
    /// The id of the first item that everybody may see.
    pub first_item: Option<String>,
    /// What became of every line.
    pub report: Report,
}

/// Makes a plan of `text`, which is Markdown. Of more than [`MAX_BYTES`] the beginning is read; the report lists the rest.
pub fn import(text: &str, options: &Options) -> Import {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let all = Lines::new(text);
    let head = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or(text);
    let mut entries = outline::read(head, &Lines::new(head));
    entries.truncate(MOST_ENTRIES);
    let sort::Sorted { mut draft, places } = sort::sort(&entries);
    if draft.head.base.title.is_empty() {
        draft.head.base.title = title_of(&options.file);
    }
    refer::refer(&mut draft);
    settle::times(&mut draft, options.start, settle::next_month(options.today));
    settle::ids(&mut draft);
    let name = text::clean(options.file.rsplit(['/', '\\']).next().unwrap_or_default());
    let mut report = Report::new(&options.file, &all.all, &places);
    report.remarks = remarks(&draft);
    let public = write::public(&draft, &name, &options.site);
    let private = write::private(&draft, &name);
    let items = draft.phases.iter().filter(|phase| !phase.base.is_private).flat_map(|phase| &phase.items);
    let first_item = items.map(|item| &item.base).find(|base| !base.is_private).map(|base| base.id.clone());
    Import { public, private, first_item, report }
}

/// Returns the text of a new `plan.yaml` with the site of an old one, as that is written.
pub fn with_site_of(new: &str, old: &str) -> String {
    match (site_block(old), site_block(new)) {
        (Some(old_block), Some(new_block)) => new.replacen(new_block, old_block, 1),
        _ => new.to_owned(),
    }
}

/// Returns `site:` with the lines that belong to it.
fn site_block(text: &str) -> Option<&str> {
    let start = if text.starts_with("site:") { 0 } else { text.find("\nsite:")? + 1 };
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        let is_inside = end == start || line.trim().is_empty() || line.starts_with([' ', '#', '\t']);
        if !is_inside {
            break;
        }
        end += line.len();
    }
    Some(text[start..end].trim_end())
}

/// Returns what a plan without a title is called: as its file is.
fn title_of(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = text::clean(&stem.replace(['-', '_'], " "));
    let mut chars = words.chars();
    let title: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    if title.contains(char::is_alphanumeric) { title } else { "My plan".to_owned() }
}

/// Returns what the owner should look at: titles that name a company one applies at.
fn remarks(draft: &draft::Draft) -> Vec<String> {
    let companies =
        || draft.companies.iter().flat_map(|company| &company.names).filter(|name| name.chars().count() > 2);
    let items = draft
        .phases
        .iter()
        .filter(|phase| !phase.base.is_private)
        .flat_map(|phase| &phase.items)
        .map(|item| &item.base);
    let others =
        draft.certifications.iter().map(|entry| &entry.base).chain(draft.projects.iter().map(|entry| &entry.base));
    let titles =
        items.chain(others).chain(draft.resources.iter().map(|entry| &entry.base)).filter(|base| !base.is_private);
    let mut remarks: Vec<String> = Vec::new();
    for base in titles {
        if let Some(name) = companies().find(|name| text::has_word(&base.title, name)) {
            remarks.push(format!(
                "`{}` in plan.yaml names {name}, which is a target company in plan.private.yaml",
                base.id
            ));
        }
    }
    remarks.truncate(20);
    remarks
}
