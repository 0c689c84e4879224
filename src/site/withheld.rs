//! What of a page that is not published must not appear: its title, its sentences, its address, its files.

use std::collections::BTreeSet;

use super::{Fate, Site, permalink};
use crate::content::front_matter::FrontMatter;
use crate::content::page::{CONTENT, Page};
use crate::diagnostic::Span;
use crate::plan::needle::{Form, Needle, Reach, is_distinctive};
use crate::plan::schema::Visibility;
use crate::source::Sources;

/// The most sentences of one page that are looked for. They are spread over the page.
const SENTENCES: usize = 40;

/// Returns what of the pages in `withheld` must not appear on the site that is made of the rest of `sources`.
pub fn needles(withheld: &[(Page, Fate)], sources: &Sources) -> Vec<Needle> {
    let folders: BTreeSet<&str> =
        withheld.iter().filter(|(page, _)| page.is_bundle()).map(|(page, _)| page.path.folder()).collect();
    let is_withheld =
        |path: &str| folders.iter().any(|folder| path.strip_prefix(folder).is_some_and(|p| p.starts_with('/')));
    let public_names: BTreeSet<&str> = sources
        .iter()
        .filter(|(_, file)| !is_withheld(file.path.as_str()))
        .map(|(_, file)| file.path.file_name())
        .collect();
    let mut needles: Vec<Needle> = withheld.iter().flat_map(|(page, fate)| of_page(page, *fate)).collect();
    for (id, file) in sources.iter().filter(|(_, file)| is_withheld(file.path.as_str())) {
        let name = file.path.file_name();
        if file.path.stem().chars().count() >= 8 && !public_names.contains(name) && file.path.stem() != "index" {
            needles.push(Needle {
                what: "the name of a file of a page that is not published".to_owned(),
                span: Span::new(id, 0..0),
                form: Form::Path(name.to_owned()),
                reach: Reach::UnlessWritten,
            });
        }
    }
    needles
}

/// Returns the words of published pages that lists and pages of the plan show.
pub fn shown_words(site: &Site) -> Vec<String> {
    let mut words = Vec::new();
    for page in &site.pages {
        words.push(page.title.clone());
        words.extend(page.summary().map(str::to_owned));
        words.extend(page.tags().map(str::to_owned));
        let front = page.source.front.iter();
        words.extend(front.flat_map(texts).map(|(_, text)| text.to_owned()));
    }
    words
}

fn of_page(page: &Page, fate: Fate) -> Vec<Needle> {
    let Some(front) = &page.front else { return Vec::new() };
    let is_secret = front.visibility == Some(Visibility::Private) || front.embargo_until.is_some();
    let reach = if is_secret { Reach::Everywhere } else { Reach::UnlessWritten };
    let (path, state) = (&page.path, if front.embargo_until.is_some() { "embargoed" } else { fate.word() });
    let top = page.top();
    let needle =
        |what: &str, span, form| Needle { what: format!("{what} of the {state} page `{path}`"), span, form, reach };
    let mut needles = Vec::new();
    if let Some(title) = page.title().filter(|title| is_distinctive(title.value)) {
        needles.push(needle("the title", title.span, Form::Text(title.value.to_owned())));
    }
    let told = texts(front).into_iter().filter(|(_, text)| is_distinctive(text));
    needles.extend(told.map(|(key, text)| needle(&format!("`{key}`"), top, Form::Text(text.to_owned()))));
    let plain = page.document.plain.read();
    let sentences = sentences(&plain.text);
    let step = sentences.len().div_ceil(SENTENCES).max(1);
    let some = sentences.into_iter().step_by(step);
    needles.extend(some.map(|text| needle("a sentence", top, Form::Text(text.to_owned()))));
    let address =
        permalink::of(page, None, &mut Vec::new()).map(|address| address.as_str().trim_end_matches('/').to_owned());
    let file = path.below(CONTENT).map(str::to_owned);
    // A path of one word, such as `about`, is in addresses of other sites as well.
    let is_telling = |path: &String| path.contains('/') && path.len() >= 8;
    for path in address.into_iter().chain(file).filter(is_telling) {
        needles.push(Needle { reach: Reach::UnlessWritten, ..needle("the address", top, Form::Path(path)) });
    }
    needles
}

/// Returns the texts of front matter that pages and lists would show, besides the title.
fn texts(front: &FrontMatter) -> Vec<(&'static str, &str)> {
    let own = [
        ("summary", &front.summary),
        ("problem", &front.problem),
        ("approach", &front.approach),
        ("result", &front.result),
        ("limits", &front.limits),
        ("role", &front.role),
        ("authorization", &front.authorization),
        ("ai_assistance", &front.ai_assistance),
    ];
    let own = own.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)));
    let pictures = [("image", &front.image), ("cover", &front.cover)];
    let pictures = pictures.into_iter().filter_map(|(key, image)| Some((key, image.as_ref()?.alt.as_str())));
    let decisions = front.decisions.iter().map(|decision| ("decisions", decision.title.as_str()));
    own.chain(pictures).chain(decisions).collect()
}

/// Returns the sentences of a plain text that nobody would write a second time by chance. Code is no prose: its lines
/// are the same in many pages.
fn sentences(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '\n');
    let is_prose = |sentence: &&str| {
        let letters = sentence.chars().filter(|c| c.is_alphabetic() || c.is_whitespace()).count();
        let count = sentence.chars().count();
        let begins_well = sentence.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        let is_long = count >= 40 && (sentence.split_whitespace().count() >= 6 || !sentence.is_ascii());
        begins_well && is_long && letters * 10 >= count * 8
    };
    text.split(ends).map(str::trim).filter(is_prose).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_prose_of_some_length() {
        let text = "A short one. The second of these sentences is long enough to be told apart. let a = b(c, d) + e[f];\n\
                    # The comment of some code is not taken for a sentence of the page\nfor item in the list of items that were found here";
        assert_eq!(sentences(text), ["The second of these sentences is long enough to be told apart"]);
    }
}
