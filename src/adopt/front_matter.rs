//! The front matter of another program, in the words of Milepost.
//!
//! `read` sorts what is there: keys that have a place here, and others. `with` writes it before the body, the
//! others as comments. Front matter that is Milepost's already stays as it is.

use std::fmt::Write as _;

use crate::content::front_matter::{self as own, FrontMatter};
use crate::diagnostic::{SourceId, Span};
use crate::edit::front_matter::{literal, newline};
use crate::site::permalink::{Permalink, slugify};
use crate::source::value::decode::parse_date;
use crate::source::value::{Data, Decode as _, Decoder, Value};

use super::{Draft, Inbound, Kind, Report};

/// What the front matter of a page says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// Whether it is Milepost's own and can stay as it is.
    is_kept: bool,
    title: Option<String>,
    date: Option<String>,
    updated: Option<String>,
    slug: Option<String>,
    old_addresses: Vec<String>,
    aliases: Vec<String>,
    summary: Option<String>,
    tags: Vec<String>,
    categories: Vec<String>,
    series: Option<String>,
    publish_on: Option<String>,
    canonical: Option<String>,
    is_draft: bool,
    toc: Option<bool>,
    math: Option<bool>,
    /// Keys without a place, as they were.
    others: Vec<(String, Data)>,
    /// Why it could not be read.
    problem: Option<String>,
    /// The title for a page that has none in its text either.
    fallback_title: Option<String>,
    /// Whether tags or a slug were added since.
    is_changed: bool,
}

impl Head {
    pub(crate) fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    pub(crate) fn slug(&self) -> Option<&str> {
        self.slug.as_deref()
    }

    pub(crate) fn date(&self) -> Option<String> {
        self.date.clone()
    }

    pub(crate) fn is_dated(&self) -> bool {
        self.date.is_some()
    }

    pub(crate) fn old_addresses(&self) -> &[String] {
        &self.old_addresses
    }

    pub(crate) fn first_category(&self) -> Option<&str> {
        self.categories.first().map(String::as_str)
    }

    pub(crate) fn is_draft(&self) -> bool {
        self.is_draft
    }

    /// Takes out the alias that is the address of the page itself.
    pub(crate) fn drop_alias(&mut self, address: &str) {
        let before = self.aliases.len();
        self.aliases.retain(|alias| !alias.eq_ignore_ascii_case(address));
        self.is_changed |= self.aliases.len() < before;
    }

    pub(crate) fn set_slug(&mut self, slug: &str) {
        self.slug = Some(slug.to_owned());
        self.is_changed = true;
    }

    /// Takes `key` with `data` to where it belongs.
    fn take(&mut self, key: &str, data: &Data, kind: Kind) {
        let lower = key.to_lowercase();
        let is_taken = match lower.as_str() {
            "title" => set(&mut self.title, text(data)),
            "date" | "created" | "pubdate" => set(&mut self.date, day(data)),
            "publishdate" | "publish_on" => set(&mut self.publish_on, day(data)),
            "updated" | "lastmod" | "modified" | "last_modified_at" | "last_modified" => {
                set(&mut self.updated, day(data))
            }
            "summary" | "description" | "excerpt" => set(&mut self.summary, text(data)),
            "slug" => set(&mut self.slug, text(data).filter(|slug| slugify(slug) == *slug && !slug.is_empty())),
            "url" | "permalink" | "path" => text(data).is_some_and(|address| self.old_address(&address)),
            "aliases" | "alias" | "redirect_from" => self.take_aliases(data),
            "tags" | "tag" | "keywords" => self.take_tags(data, kind),
            "categories" | "category" => self.take_categories(data),
            "series" => {
                set(&mut self.series, texts(data).and_then(|mut all| if all.len() == 1 { all.pop() } else { None }))
            }
            "canonical" | "canonicalurl" => set(&mut self.canonical, text(data)),
            "draft" => flag(data).is_some_and(|flag| {
                self.is_draft |= flag;
                true
            }),
            "published" | "publish" => flag(data).is_some_and(|flag| {
                self.is_draft |= !flag;
                true
            }),
            "toc" => set(&mut self.toc, flag(data)),
            "math" | "katex" | "mathjax" | "latex" => set(&mut self.math, flag(data)),
            "taxonomies" | "extra" | "params" => return self.take_table(key, data, kind),
            _ => false,
        };
        if !is_taken && *data != Data::Null {
            self.others.push((key.to_owned(), data.clone()));
        }
    }

    /// Takes what it can out of a table such as `[taxonomies]`, and keeps the rest of it.
    fn take_table(&mut self, key: &str, data: &Data, kind: Kind) {
        let Data::Map(entries) = data else {
            self.others.push((key.to_owned(), data.clone()));
            return;
        };
        let known: &[&str] =
            if key == "taxonomies" { &["tags", "categories", "series"] } else { &["math", "katex", "toc", "series"] };
        let (ours, rest): (Vec<_>, Vec<_>) =
            entries.iter().cloned().partition(|(name, _)| known.contains(&name.value.as_str()));
        for (name, value) in ours {
            self.take(&name.value, &value.data, kind);
        }
        if !rest.is_empty() {
            self.others.push((key.to_owned(), Data::Map(rest)));
        }
    }

    /// The address that a page had: it leads to the new one.
    fn old_address(&mut self, address: &str) -> bool {
        let is_pattern = address.contains(':');
        let Ok(permalink) = Permalink::parse(address) else { return false };
        if is_pattern {
            return false;
        }
        self.old_addresses.push(address.to_owned());
        self.aliases.push(permalink.to_string());
        true
    }

    fn take_aliases(&mut self, data: &Data) -> bool {
        let Some(all) = texts(data) else { return false };
        let mut bad = Vec::new();
        for alias in all {
            let address = Permalink::parse(&alias).or_else(|_| Permalink::parse(&slugify(&alias)));
            match address {
                Ok(address) => {
                    self.old_addresses.push(address.to_string());
                    self.aliases.push(address.to_string());
                }
                Err(_) => bad.push(alias),
            }
        }
        if !bad.is_empty() {
            self.others.push(("aliases".to_owned(), Data::Text(bad.join(", "))));
        }
        true
    }

    fn take_tags(&mut self, data: &Data, kind: Kind) -> bool {
        // Jekyll parts the tags of a text by blanks, others by commas.
        let all = match data {
            Data::Text(text) if kind == Kind::Jekyll && !text.contains(',') => {
                Some(text.split_whitespace().map(str::to_owned).collect())
            }
            _ => texts(data),
        };
        let Some(all) = all else { return false };
        self.add_tags(all.iter().map(|tag| tag.trim_start_matches('#')));
        true
    }

    fn take_categories(&mut self, data: &Data) -> bool {
        let Some(all) = texts(data) else { return false };
        self.add_tags(all.iter().map(String::as_str));
        self.categories = all;
        true
    }

    fn add_tags<'t>(&mut self, tags: impl Iterator<Item = &'t str>) {
        for tag in tags.map(str::trim).filter(|tag| !slugify(tag).is_empty()) {
            if !self.tags.iter().any(|known| slugify(known) == slugify(tag)) {
                self.tags.push(tag.to_owned());
            }
        }
    }

    /// Adds tags that stand in the text.
    pub(super) fn tags_of_text(&mut self, tags: &[String]) {
        let before = self.tags.len();
        self.add_tags(tags.iter().map(String::as_str));
        self.is_changed |= self.tags.len() > before;
    }

    /// Returns the lines between the fences.
    fn lines(&self, newline: &str) -> String {
        let mut lines = String::new();
        let mut add = |key: &str, data: Option<Data>| {
            if let Some(data) = data {
                // Writing to a string cannot fail.
                let _ = write!(lines, "{key}: {}{newline}", literal(&data, own::Language::Yaml));
            }
        };
        let text = |value: &Option<String>| value.clone().map(Data::Text);
        let list = |values: &[String]| (!values.is_empty()).then(|| list_of(values));
        add("title", text(&self.title).or_else(|| text(&self.fallback_title)));
        add("date", text(&self.date));
        add("updated", text(&self.updated));
        add("slug", text(&self.slug));
        add("aliases", list(&self.aliases));
        add("summary", text(&self.summary));
        add("tags", list(&self.tags));
        add("series", text(&self.series));
        add("draft", self.is_draft.then_some(Data::Bool(true)));
        add("publish_on", text(&self.publish_on));
        add("toc", self.toc.map(Data::Bool));
        add("math", self.math.map(Data::Bool));
        add("canonical", text(&self.canonical));
        lines
    }
}

/// Reads the head of a file. Returns it with the place where the body begins.
pub(super) fn read(text: &str, file: &Inbound, kind: Kind, is_draft: bool) -> (Head, usize) {
    let mut head = Head { is_draft, ..Head::default() };
    let start = own::after_mark(text);
    let split = match own::split(text) {
        Ok(Some(split)) => split,
        Ok(None) => {
            complete(&mut head, &text[start..], file, kind);
            if kind == Kind::Hugo && text[start..].trim_start().starts_with("{\n") {
                head.problem = Some("its front matter is JSON, which stays in the text: write it as YAML".to_owned());
            }
            return (head, start);
        }
        Err(_) => {
            head.is_kept = true;
            head.problem = Some("its front matter has no end".to_owned());
            return (head, start);
        }
    };
    match own::read(text, &split, SourceId(0)) {
        Ok(value) => {
            let mut decoder = Decoder::default();
            let front = FrontMatter::decode(&value, &mut decoder);
            let is_own = front.is_some() && decoder.diagnostics.is_empty();
            if let Data::Map(entries) = &value.data {
                for (key, value) in entries {
                    head.take(&key.value, &value.data, kind);
                }
            }
            // Aliases are addresses here and names in Obsidian.
            let has_names = kind == Kind::Obsidian && !head.aliases.is_empty();
            head.is_kept = is_own && !is_draft && !has_names;
        }
        Err(diagnostic) => {
            head.is_kept = true;
            head.problem = Some(format!("its front matter cannot be read: {}", diagnostic.message));
        }
    }
    complete(&mut head, &text[split.body..], file, kind);
    (head, split.body)
}

/// Adds what the file itself tells: the day on which git first recorded it, and a name for a page without a title.
fn complete(head: &mut Head, body: &str, file: &Inbound, kind: Kind) {
    if head.problem.is_some() {
        return;
    }
    let name = super::place::name(&file.path);
    let folder = file.path.folder().rsplit('/').next().unwrap_or_default();
    let is_named = [file.path.stem(), folder].into_iter().any(|name| super::place::date_in(name).is_some());
    let is_dated = head.date.is_some() || is_named;
    if !is_dated && let Some(added) = &file.added {
        head.date = Some(added.clone());
        head.is_changed = true;
    }
    let has_heading = body.trim_start().starts_with("# ");
    let is_section = file.path.stem() == "_index";
    if head.title.is_none() && !has_heading && !is_section {
        let title = if kind == Kind::Obsidian {
            file.path.stem().to_owned()
        } else {
            crate::content::page::title_of_name(&name)
        };
        head.fallback_title = Some(title);
        head.is_changed = true;
    }
}

/// Returns the whole text of a page: its head as Milepost reads it, and `body`.
pub(super) fn with(page: &Draft<'_>, body: &str, report: &mut Report) -> String {
    let head = &page.head;
    if let Some(problem) = &head.problem {
        report.hand(&page.to, 1, problem.clone());
    }
    if head.is_kept && !head.is_changed {
        return format!("{}{body}", &page.text[..page.body]);
    }
    let newline = newline(page.text);
    let mut lines = head.lines(newline);
    if !head.others.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(lines, "# From {}, without a place here:{newline}", page.kind.name());
        for (key, data) in &head.others {
            report.kept_key(key);
            // In quotes, a text with line breaks stays on its line.
            let _ = write!(lines, "#   {key}: {}{newline}", literal(data, own::Language::Yaml));
        }
    }
    let mark = &page.text[..own::after_mark(page.text)];
    if lines.is_empty() {
        return format!("{mark}{body}");
    }
    let gap = if body.starts_with(['\n', '\r']) || body.is_empty() { "" } else { newline };
    format!("{mark}---{newline}{lines}---{newline}{gap}{body}")
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let is_free = place.is_none() && value.is_some();
    if is_free {
        *place = value;
    }
    is_free
}

fn text(data: &Data) -> Option<String> {
    match data {
        Data::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Data::Integer(number) => Some(number.to_string()),
        Data::Float(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the entries of a list, or of a text with commas.
fn texts(data: &Data) -> Option<Vec<String>> {
    match data {
        Data::List(items) => items.iter().map(|item| text(&item.data)).collect(),
        Data::Text(all) => {
            Some(all.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect())
        }
        Data::Integer(_) => text(data).map(|one| vec![one]),
        _ => None,
    }
}

fn flag(data: &Data) -> Option<bool> {
    match data {
        Data::Bool(flag) => Some(*flag),
        Data::Text(text) => match text.to_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the day of a date, or of a date with a time of day.
fn day(data: &Data) -> Option<String> {
    let Data::Text(text) = data else { return None };
    let text = text.trim();
    let day = text.get(..10).filter(|_| text[10..].is_empty() || text[10..].starts_with(['T', 't', ' ']));
    day.filter(|day| parse_date(day).is_ok()).map(str::to_owned)
}

fn list_of(values: &[String]) -> Data {
    let span = Span::new(SourceId(0), 0..0);
    Data::List(values.iter().map(|text| Value { data: Data::Text(text.clone()), span }).collect())
}
