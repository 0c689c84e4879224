//! What a window is told when something else is on show: the page that it shows and the style sheets that are new in it,
//! so that it need not ask for them one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::json;

use super::live::{Place, Problem, Shown, Site};
use super::readers::Reader;
use super::reply::{HTML, with_script};
use super::route::media_type;

/// The page that stands for one that is not there.
const NOT_FOUND: &str = "404.html";

/// Who listens to what is on show.
#[derive(Debug)]
pub(super) struct Listener {
    /// The window, when it said what it shows. It is open as long as this is there.
    reader: Option<Reader>,
    /// The addresses of the style sheets that its page was loaded with; nothing before the first event.
    loaded: Option<BTreeSet<String>>,
    /// Whether it was sent others since, which it has instead of those.
    has_others: bool,
}

impl Listener {
    /// Returns somebody who was told nothing.
    pub(super) fn new(reader: Option<Reader>) -> Self {
        Self { reader, loaded: None, has_others: false }
    }

    /// Returns the event that tells what is on show now.
    pub(super) fn event(&mut self, shown: &Shown) -> String {
        let (html, sheets) = self.page(shown).unwrap_or_default();
        let place = |place: &Place| json!({ "file": place.file, "line": place.line, "column": place.column });
        let problem = |one: &Problem| json!({ "text": one.text, "place": one.place.as_ref().map(place) });
        let problems: Vec<_> = shown.problems.iter().map(problem).collect();
        // JSON escapes newlines, so the data is one line.
        let state = json!({
            "version": shown.version, "problems": problems, "page": shown.page, "pictures": shown.pictures,
            "html": html, "sheets": sheets,
        });
        format!("event: state\ndata: {state}\n\n")
    }

    /// Returns the page of the window, and the texts of its style sheets, once they are not those it was loaded with.
    fn page<'a>(&mut self, shown: &'a Shown) -> Option<(Option<String>, BTreeMap<&'a str, &'a str>)> {
        let site: &Arc<Site> = shown.site.as_ref()?;
        let path = site.path_of(self.reader.as_ref()?.page())?;
        let page = match site.get(&path) {
            Some(page) => Some(page).filter(|_| media_type(&path) == HTML),
            None => site.get(NOT_FOUND),
        }?;
        let html = std::str::from_utf8(page.bytes()).ok()?;
        let wanted: BTreeSet<&str> = style_sheets(html).collect();
        let loaded = self.loaded.get_or_insert_with(|| wanted.iter().map(|href| (*href).to_owned()).collect());
        self.has_others |= wanted.iter().any(|href| !loaded.contains(*href));
        let text = |href: &'a str| Some((href, std::str::from_utf8(site.get(&site.path_of(href)?)?.bytes()).ok()?));
        let sheets = wanted.into_iter().filter(|_| self.has_others).filter_map(text);
        // What a sheet imports is not read where its text is put into a page.
        let sheets = sheets.filter(|(_, text)| !text.contains("@import"));
        // As it is served, so that the window can compare it with what it has.
        Some((String::from_utf8(with_script(page.bytes(), shown)).ok(), sheets.collect()))
    }
}

/// Returns the addresses of the style sheets of a page, as they stand there; not those with references to characters. A
/// browser asks for what is missed here.
fn style_sheets(html: &str) -> impl Iterator<Item = &str> {
    let tags = html.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
    let sheets = tags.filter(|tag| tag.contains("rel=\"stylesheet\"") || tag.contains("rel=stylesheet"));
    sheets.filter_map(address).filter(|href| !href.is_empty() && !href.contains('&'))
}

/// Returns what a tag refers to.
fn address(tag: &str) -> Option<&str> {
    let value = tag.split_once("href=")?.1;
    let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
    value.split(['"', '\'', ' ']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_of_data() {
        let problem = Problem { text: "error\n\nevent: x\r\n<b>".into(), place: None };
        let shown = Shown { problems: vec![problem], ..Shown::default() };
        let event = Listener::new(None).event(&shown);
        assert_eq!(event.trim_end().lines().count(), 2, "{event}");
        assert!(!event.contains('\r'));
    }

    #[test]
    fn style_sheets_are_found_however_their_attributes_are_written() {
        let html = "<link rel=\"icon\" href=\"/i.svg\"><link rel=\"stylesheet\" href=\"/a.css\" integrity=\"x\">\
                    <link href='/b.css' rel=stylesheet><link rel=stylesheet href=/c.css><link rel=stylesheet>\
                    <link rel=\"stylesheet\" href=\"/d.css?e&amp;f\"><code>&lt;link rel=stylesheet href=/g.css></code>";
        assert_eq!(style_sheets(html).collect::<Vec<_>>(), ["/a.css", "/b.css", "/c.css"]);
    }
}
