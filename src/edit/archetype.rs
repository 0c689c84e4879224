//! A new page, made of an archetype and of what the command line says.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Refusal;
use super::front_matter::Edit;
use crate::content::archetype::fill;
use crate::content::front_matter;
use crate::source::value::{Data, Value};

/// What is known of a page that is to be.
#[derive(Debug, Clone, Copy)]
pub struct NewPage<'a> {
    /// Its title.
    pub title: &'a str,
    /// The name of its file without the ending.
    pub slug: &'a str,
    /// The folder below `content/notes`; empty for none.
    pub topic: &'a str,
    /// The day: the one that was asked for, or today.
    pub date: NaiveDate,
    /// Whether that day was asked for, so that it counts more than one of the archetype.
    pub is_dated: bool,
    /// What of the plan it proves.
    pub proves: &'a [String],
    /// The project of the plan that it is the page of.
    pub project: Option<&'a str>,
}

/// Returns the text of `page` as `archetype` begins it.
///
/// # Errors
/// When the front matter of the archetype cannot be read or edited.
pub fn begin(archetype: &str, page: &NewPage<'_>) -> Result<String, Refusal> {
    let values = Values::of(page);
    let with_head = head(archetype, page, &values)?;
    // The list may have been filled just now, so it grows in a second edit.
    let mut edit = Edit::new(&with_head)?;
    let text = if edit.extend("proves", page.proves)? { edit.finish()? } else { with_head };
    let body = front_matter::split(&text).ok().flatten().map_or(0, |split| split.body);
    Ok(format!("{}{}", &text[..body], values.fill(&text[body..])))
}

/// Fills the front matter of `archetype`, and adds what it has no place for.
fn head(archetype: &str, page: &NewPage<'_>, values: &Values<'_>) -> Result<String, Refusal> {
    let mut edit = Edit::new(archetype)?;
    let mut head: BTreeMap<String, Data> = edit
        .entries()
        .filter(|(_, value)| value.data != Data::Null)
        .map(|(key, value)| (key.to_owned(), values.filled(&value.data)))
        .collect();
    let known = [("title", Some(page.title.to_owned())), ("project", page.project.map(str::to_owned))];
    for (key, text) in known {
        if let Some(text) = text {
            head.entry(key.to_owned()).or_insert(Data::Text(text));
        }
    }
    let date = Data::Text(page.date.to_string());
    if page.is_dated {
        head.insert("date".to_owned(), date);
    } else {
        head.entry("date".to_owned()).or_insert(date);
    }
    // Keys that are new come in the order of reading: the title before the date.
    let mut changed: Vec<(String, Data)> =
        head.into_iter().filter(|(key, data)| edit.get(key).map(|value| &value.data) != Some(data)).collect();
    changed.sort_by_key(|(key, _)| key != "title");
    for (key, data) in changed {
        edit.amend(&key, data);
    }
    edit.finish()
}

/// What the placeholders stand for.
struct Values<'a> {
    texts: BTreeMap<&'static str, String>,
    items: &'a [String],
}

impl<'a> Values<'a> {
    fn of(page: &NewPage<'a>) -> Self {
        let texts = BTreeMap::from([
            ("title", page.title.to_owned()),
            ("date", page.date.to_string()),
            ("slug", page.slug.to_owned()),
            ("topic", page.topic.to_owned()),
            ("item", page.proves.join(", ")),
        ]);
        Self { texts, items: page.proves }
    }

    fn fill(&self, text: &str) -> String {
        fill(text, |name| self.texts.get(name).map(String::as_str))
    }

    fn filled(&self, data: &Data) -> Data {
        match data {
            Data::Text(text) => Data::Text(self.fill(text)),
            Data::List(entries) => Data::List(entries.iter().flat_map(|entry| self.filled_entries(entry)).collect()),
            Data::Map(entries) => match entries.as_slice() {
                // `title: {title}` without quotes is a map for YAML, and plainly meant as a placeholder.
                [(key, Value { data: Data::Null, .. })] if self.texts.contains_key(key.value.as_str()) => {
                    Data::Text(self.texts[key.value.as_str()].clone())
                }
                entries => Data::Map(
                    entries
                        .iter()
                        .map(|(key, value)| (key.clone(), Value { data: self.filled(&value.data), span: value.span }))
                        .collect(),
                ),
            },
            Data::Null | Data::Bool(_) | Data::Integer(_) | Data::Float(_) => data.clone(),
        }
    }

    /// Returns what an entry of a list becomes: one entry for each item where it is `{item}`, and none where nothing is
    /// left of it.
    fn filled_entries(&self, entry: &Value) -> Vec<Value> {
        let at_its_place = |data| Value { data, span: entry.span };
        let was_empty = entry.data == Data::Text(String::new());
        let is_item = self.filled(&entry.data) == Data::Text(self.texts["item"].clone());
        if is_item && !was_empty {
            return self.items.iter().cloned().map(|item| at_its_place(Data::Text(item))).collect();
        }
        let filled = self.filled(&entry.data);
        if filled == Data::Text(String::new()) && !was_empty { Vec::new() } else { vec![at_its_place(filled)] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(archetype: &str, page: &NewPage<'_>, expected: &str) {
        assert_eq!(begin(archetype, page).unwrap(), expected);
    }

    fn page<'a>(title: &'a str, proves: &'a [String]) -> NewPage<'a> {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        NewPage { title, slug: "a-b", topic: "web", date, is_dated: false, proves, project: None }
    }

    #[test]
    fn placeholders_are_filled_and_every_other_byte_stays() {
        check(
            "---\n# mine\ntitle: {title}\ndate: \"{date}\" # today\naliases:\n  - /a/ # kept\n  - /old/{slug}/ # filled\ntags: [ a,b ]\n---\n\n# On {title}\n\n$\\frac{a}{b}$ of {topic}\n",
            &page("A: \"b\"", &[]),
            "---\n# mine\ntitle: \"A: \\\"b\\\"\"\ndate: 2026-12-01 # today\naliases:\n  - /a/ # kept\n  - /old/a-b/ # filled\ntags: [ a,b ]\n---\n\n# On A: \"b\"\n\n$\\frac{a}{b}$ of web\n",
        );
    }

    #[test]
    fn what_the_archetype_lacks_is_added() {
        let items = ["x".to_owned(), "v#z".to_owned()];
        check("Text\n", &page("A", &items), "---\ntitle: A\ndate: 2026-12-01\nproves: [x, v#z]\n---\n\nText\n");
        check("---\ntitle:\ndate:\n---\n", &page("A", &[]), "---\ntitle: A\ndate: 2026-12-01\n---\n");
        check(
            "+++\ntitle = \"{title}\"\nproves = [\"w\"]\n[image]\nsrc = \"{slug}.png\"\nalt = \"\"\n+++\n",
            &NewPage { project: Some("p"), ..page("A", &items) },
            "+++\ntitle = \"A\"\ndate = 2026-12-01\nproject = \"p\"\nproves = [\"w\", \"x\", \"v#z\"]\n[image]\nsrc = \"a-b.png\"\nalt = \"\"\n+++\n",
        );
    }

    #[test]
    fn a_date_that_was_asked_for_counts_more_than_one_that_is_written() {
        let text = "---\ntitle: B\ndate: 2020-01-01\n---\n";
        check(text, &page("A", &[]), text);
        check(text, &NewPage { is_dated: true, ..page("A", &[]) }, "---\ntitle: B\ndate: 2026-12-01\n---\n");
    }

    #[test]
    fn the_items_are_entries_of_a_list_and_none_leaves_none() {
        let items = ["u".to_owned(), "v".to_owned()];
        let text =
            "---\ntitle: {title}\ndate: {date}\nabout: [\"{item}\"]\nproves:\n  - w\n  - \"{item}\"\n---\n{item}";
        check(
            text,
            &page("A", &items),
            "---\ntitle: A\ndate: 2026-12-01\nabout: [u, v]\nproves:\n  [w, u, v]\n---\nu, v",
        );
        check(text, &page("A", &[]), "---\ntitle: A\ndate: 2026-12-01\nabout: []\nproves:\n  [w]\n---\n");
    }
}
