//! What templates really get is what the reference of views says: templates of a journal that write all they have.

use std::collections::BTreeSet;

use milepost::source::load::{Wanted, load};
use serde_json::{Map, Value};

use super::*;
use crate::media::{CAST, SHOWN};
use crate::view_types::{self, Kind, Views};

/// Around what a component writes, in the markup of a page.
const OPEN: &str = "\u{27e6}";
const CLOSE: &str = "\u{27e7}";

fn views() -> Views {
    view_types::read(&view_types::sources(Path::new(env!("CARGO_MANIFEST_DIR"))))
}

/// Returns the sources with templates that write their name and all their variables.
fn with_telling_templates(sources: &Sources, theme: &str, views: &Views) -> Sources {
    let templates = views.pages.iter().flat_map(|one| &one.templates);
    let pages = templates.map(|name| (name, format!("{name}\n{{{{ __tera_context | safe }}}}")));
    let templates = views.components.iter().flat_map(|one| &one.templates);
    let components = templates.map(|name| (name, format!("{OPEN}{name}\n{{{{ __tera_context | safe }}}}{CLOSE}")));
    let own: BTreeMap<_, _> =
        pages.chain(components).map(|(name, text)| (format!("themes/{theme}/templates/{name}"), text)).collect();
    let others = sources.iter().map(|(_, file)| file.clone()).filter(|file| !own.contains_key(file.path.as_str()));
    let own = own.iter().map(|(path, text)| source(path, text.clone().into_bytes()));
    Sources::new(others.chain(own).collect::<Vec<_>>())
}

/// Compares what templates get with the types.
struct Comparison<'a> {
    views: &'a Views,
    wrong: BTreeSet<String>,
    /// The templates that wrote something.
    templates: BTreeSet<String>,
    /// The views that were there at least once.
    seen: BTreeSet<String>,
}

impl Comparison<'_> {
    fn page(&mut self, text: &str) {
        let Some((template, dump)) = text.split_once('\n') else { return };
        let Some(own) = self.views.pages.iter().find(|one| one.templates.iter().any(|name| name == template)) else {
            return;
        };
        let Value::Object(mut found) = Dump::read(dump) else { panic!("{template} has no variables: {dump}") };
        self.templates.insert(template.to_owned());
        for field in &self.views.always {
            let value = found.shift_remove(&field.name);
            self.value(value.as_ref(), &field.kind, &format!("{template}: {}", field.name));
        }
        self.variable(found, &own.name, &own.view, template);
        let kind = template.strip_suffix(".html").expect("a template");
        if !text.contains(&format!("\"kind\": \"{kind}\"")) {
            self.wrong.insert(format!("{template}: `page.kind` is not `{kind}`"));
        }
    }

    fn component(&mut self, text: &str) {
        let (template, dump) = text.split_once('\n').expect("a component writes its name");
        let own = self.views.components.iter().find(|one| one.templates.iter().any(|name| name == template));
        let own = own.expect("a component of the reference");
        let Value::Object(found) = Dump::read(dump) else { panic!("{template} has no variables: {dump}") };
        self.templates.insert(template.to_owned());
        self.variable(found, &own.name, &own.view, template);
    }

    /// The variables that are left must be the one called `name`.
    fn variable(&mut self, mut found: Map<String, Value>, name: &str, view: &str, template: &str) {
        let value = found.shift_remove(name);
        self.value(value.as_ref(), &Kind::View(view.to_owned()), &format!("{template}: {name}"));
        for other in found.keys() {
            self.wrong.insert(format!("{template}: `{other}` is there, and the reference has no such variable"));
        }
    }

    fn value(&mut self, value: Option<&Value>, kind: &Kind, place: &str) {
        let fits = match (kind, value) {
            (Kind::Absent(kind), value) if !matches!(value, Some(Value::Null)) => {
                return self.value(value, kind, place);
            }
            (Kind::Text, Some(Value::String(text))) => {
                for part in text.split(OPEN).skip(1) {
                    self.component(part.split(CLOSE).next().expect("a first part"));
                }
                true
            }
            (Kind::Absent(_), _) | (Kind::Number, Some(Value::Number(_))) | (Kind::Boolean, Some(Value::Bool(_))) => {
                true
            }
            (Kind::List(kind), Some(Value::Array(all))) => {
                for one in all {
                    self.value(Some(one), kind, place);
                }
                true
            }
            (Kind::Map(kind), Some(Value::Object(all))) => {
                for one in all.values() {
                    self.value(Some(one), kind, place);
                }
                true
            }
            (Kind::View(name), Some(Value::Object(all))) => {
                self.fields(all, name, place);
                true
            }
            _ => false,
        };
        if !fits {
            let value = value.map_or_else(|| "nothing".to_owned(), ToString::to_string);
            self.wrong.insert(format!("{place} should be {kind}, and is {value}"));
        }
    }

    fn fields(&mut self, found: &Map<String, Value>, name: &str, place: &str) {
        let view = self.views.view(name);
        self.seen.insert(name.to_owned());
        for field in &view.fields {
            self.value(found.get(&field.name), &field.kind, &format!("{place}.{}", field.name));
        }
        for other in found.keys().filter(|key| !view.fields.iter().any(|field| field.name == **key)) {
            self.wrong.insert(format!("{place}.{other} is there, and the reference has no such field in {name}"));
        }
    }
}

/// Reads what `__tera_context` writes: JSON in which nothing stands for what is absent, and texts are as Rust
/// writes them.
struct Dump<'a> {
    rest: &'a str,
}

impl<'a> Dump<'a> {
    fn read(text: &'a str) -> Value {
        Dump { rest: text }.value()
    }

    /// Takes `what` if it comes next.
    fn takes(&mut self, what: char) -> bool {
        self.rest = self.rest.trim_start_matches(' ');
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self) -> Value {
        if self.takes('{') {
            let mut all = Map::new();
            while !self.takes('}') {
                assert!(self.takes('"'), "a name comes next: {:.60}", self.rest);
                let name = self.text();
                assert!(self.takes(':'), "a value comes next: {:.60}", self.rest);
                all.insert(name, self.value());
                self.takes(',');
            }
            Value::Object(all)
        } else if self.takes('[') {
            let mut all = Vec::new();
            while !self.takes(']') {
                all.push(self.value());
                self.takes(',');
            }
            Value::Array(all)
        } else if self.takes('"') {
            Value::String(self.text())
        } else {
            let end = self.rest.find([',', '}', ']']).unwrap_or(self.rest.len());
            let word = self.rest[..end].trim();
            self.rest = &self.rest[end..];
            if word.is_empty() { Value::Null } else { word.parse().unwrap_or_else(|_| panic!("what is `{word}`?")) }
        }
    }

    /// Returns what stands before the next quotation mark.
    fn text(&mut self) -> String {
        let mut text = String::new();
        let mut letters = self.rest.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return text;
                }
                '\\' => match letters.next().expect("an escaped letter").1 {
                    'n' => text.push('\n'),
                    'r' => text.push('\r'),
                    't' => text.push('\t'),
                    '0' => text.push('\0'),
                    'u' => {
                        let code: String = letters
                            .by_ref()
                            .map(|(_, letter)| letter)
                            .skip(1)
                            .take_while(|letter| *letter != '}')
                            .collect();
                        let code = u32::from_str_radix(&code, 16).expect("a number");
                        text.push(char::from_u32(code).expect("a letter"));
                    }
                    other => text.push(other),
                },
                other => text.push(other),
            }
        }
        panic!("a text does not end: {text}")
    }
}

#[test]
fn templates_get_what_the_reference_says() {
    let views = views();
    let mut comparison =
        Comparison { views: &views, wrong: BTreeSet::new(), templates: BTreeSet::new(), seen: BTreeSet::new() };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = load(root, &Wanted { private: false, git_dates: false }).expect("the sample can be read");
    // The sample has no video of its own.
    let video = "video\nsrc: talk.mp4\ntitle: A talk\nposter: p.gif\nduration: \"12:34\"\ncaptions: talk.vtt";
    let recording = format!("terminal\nfile: run.cast\n```\n=== content/notes/x/run.cast\n{CAST}");
    let media = journal(&format!("{SHOWN}\n```component {video}\n```\n\n```component {recording}"));
    let blocks = [
        "badge\nid: phase-first",
        "callout\nkind: tip\ntext: T",
        "note-list",
        "progress\nof: plan",
        "skill\nid: skill-rust",
    ];
    let blocks = blocks.map(|block| format!("\n```component {block}\n```\n")).concat();
    let plan = component::SHOWN.replace("months: 6", "months: 6, display: {schedule: public}");
    let foreign = "=== content/notes/foreign.md\n---\ntitle: F\ndate: 2026-11-01\nlang: ar\n---\nText.\n";
    let components = journal(&format!("{plan}{blocks}{foreign}"));
    for sources in [&sample, &media, &components] {
        let sources = with_telling_templates(sources, "default", &views);
        let build = milepost::build(&sources, &options());
        let failed = build.diagnostics.iter().find(|found| found.code.name() == "template-error");
        assert!(failed.is_none(), "{}", messages(&sources, &build));
        pages(&build).for_each(|(_, html)| comparison.page(html));
    }
    assert!(comparison.wrong.is_empty(), "{:#?}", comparison.wrong);
    let all: BTreeSet<String> =
        views.pages.iter().chain(&views.components).flat_map(|one| one.templates.iter().cloned()).collect();
    assert_eq!(comparison.templates, all, "a template wrote nothing");
    let cards = ["CardView", "CardLine"];
    let unseen: Vec<_> = views.all.keys().filter(|name| !comparison.seen.contains(*name)).collect();
    assert_eq!(unseen, cards.iter().rev().copied().collect::<Vec<_>>(), "no page has such a view: add one");
}

#[test]
fn a_card_gets_what_the_reference_says() {
    let views = views();
    let write = |name: &str, before: &str| -> String {
        let fields = views.view(name).fields.iter().filter(|field| field.kind.view().is_none());
        fields.fold(String::new(), |all, field| all + "{{ " + before + &field.name + " }} ")
    };
    let shown = write("CardView", "");
    let line = write("CardLine", "line.");
    let case = |more: &str| {
        let plan = PLAN.replace(", theme: bare", "");
        journal(&format!(
            "{plan}=== themes/default/templates/card.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" \
             height=\"630\"><desc>{shown}{{% for line in lines %}}{line}{{% endfor %}}{more}</desc></svg>\n"
        ))
    };
    let with_cards = Options { cards: true, ..options() };
    build(&case(""), &with_cards);
    let failed = milepost::build(&case("{{ nothing_such }}"), &with_cards);
    let found = failed.diagnostics.iter().find(|found| found.code.name() == "template-error").expect("an error");
    let listed = found.hints.iter().find_map(|hint| hint.split_once("there are ")).expect("the names that there are").1;
    let named: BTreeSet<&str> = listed.split(", ").collect();
    let fields: BTreeSet<&str> = views.view("CardView").fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(named, fields);
}

#[test]
fn a_field_that_the_reference_lacks_is_noticed() {
    let mut views = views();
    views.all.get_mut("NotFoundView").expect("the view").fields.retain(|field| field.name != "writing");
    let sources = with_telling_templates(&with_bare_theme(&journal(PLAN)), "bare", &views);
    let build = milepost::build(&sources, &options());
    let mut comparison =
        Comparison { views: &views, wrong: BTreeSet::new(), templates: BTreeSet::new(), seen: BTreeSet::new() };
    comparison.page(text(&build, "404.html").expect("the page"));
    let wanted = "404.html: not_found.writing is there, and the reference has no such field in NotFoundView";
    assert_eq!(comparison.wrong.iter().map(String::as_str).collect::<Vec<_>>(), [wanted]);
}
