//! What the sources say, and where they contradict each other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::page;
use super::read::Tree;

/// One thing that one source says.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Of whom or what: the address of a page, or `author`.
    pub(super) subject: String,
    /// What kind of thing.
    pub(super) fact: &'static str,
    /// Where.
    pub(super) source: &'static str,
    /// What.
    pub(super) value: Vec<String>,
}

/// Collects what is said of one subject by one source.
pub(super) struct Voice<'a> {
    pub(super) said: &'a mut Vec<Said>,
    pub(super) subject: String,
    pub(super) source: &'static str,
}

impl Voice<'_> {
    /// Says `value`; nothing is not said.
    pub(super) fn say(&mut self, fact: &'static str, value: impl IntoIterator<Item = String>) {
        let value: Vec<String> = value.into_iter().filter(|one| !one.is_empty()).collect();
        if !value.is_empty() {
            self.said.push(Said { subject: self.subject.clone(), fact, source: self.source, value });
        }
    }

    /// Says `value` in alphabetical order, where the order says nothing.
    pub(super) fn say_any_order(&mut self, fact: &'static str, value: impl IntoIterator<Item = String>) {
        let mut value: Vec<String> = value.into_iter().collect();
        value.sort();
        self.say(fact, value);
    }

    /// Says the days of moments.
    pub(super) fn say_day(&mut self, fact: &'static str, value: impl IntoIterator<Item = String>) {
        self.say(fact, value.into_iter().map(|moment| moment.chars().take(10).collect()));
    }
}

/// Returns what a file says, of a site with that home page.
pub(super) fn says(path: &str, text: &str, home: &str) -> Vec<Said> {
    let mut said = Vec::new();
    match path {
        "feed.json" => json_feed(&json(text), &mut said),
        "feed.xml" => atom(text, &mut said),
        "sitemap.xml" => sitemap(text, home, &mut said),
        "resume.json" => resume(&json(text), &mut said),
        "progress.json" => progress(&json(text), &mut said),
        "humans.txt" => humans(text, &mut said),
        // A redirect has no data.
        _ if text.starts_with("<!doctype html>") && text.contains("ld+json") => page::says(path, text, &mut said),
        _ => {}
    }
    said
}

/// Returns every fact that is not the same everywhere, with who says what.
pub(super) fn disagreements(said: &[&Said]) -> BTreeMap<&'static str, String> {
    let mut by_fact: BTreeMap<(&str, &'static str), Vec<&Said>> = BTreeMap::new();
    for one in said {
        by_fact.entry((&one.subject, one.fact)).or_default().push(one);
    }
    let mut wrong: BTreeMap<&'static str, String> = BTreeMap::new();
    for ((subject, fact), all) in by_fact {
        if all.iter().any(|one| one.value != all[0].value) {
            let text = wrong.entry(fact).or_default();
            let _ = writeln!(text, "{fact} of {subject}:");
            for one in all {
                let _ = writeln!(text, "    {}: {:?}", one.source, one.value);
            }
        }
    }
    wrong
}

pub(super) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Returns the text at `pointer`, or the texts of the list there; nothing where there is none.
pub(super) fn texts(value: &Value, pointer: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match value.pointer(pointer) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(all)) => all.iter().map(text).collect(),
        Some(one) => vec![text(one)],
    }
}

/// Returns the text at `pointer` of every entry of the list at `list`.
pub(super) fn each(value: &Value, list: &str, pointer: &str) -> Vec<String> {
    let entries = value.pointer(list).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    entries.iter().flat_map(|entry| texts(entry, pointer)).collect()
}

fn json_feed(feed: &Value, said: &mut Vec<Said>) {
    for entry in feed["items"].as_array().expect("a feed has entries") {
        let subject = texts(entry, "/url").concat();
        let mut voice = Voice { said, subject, source: "JSON Feed" };
        voice.say("title", texts(entry, "/title"));
        voice.say("address", texts(entry, "/url"));
        voice.say("description", texts(entry, "/summary"));
        voice.say("author", each(feed, "/authors", "/name"));
        voice.say_day("published", texts(entry, "/date_published"));
        let changed = [texts(entry, "/date_modified"), texts(entry, "/date_published")].concat();
        voice.say_day("changed", changed.into_iter().take(1));
        voice.say_any_order("tags", texts(entry, "/tags"));
    }
}

fn atom(xml: &str, said: &mut Vec<Said>) {
    // An empty element of XML stays open in a tree of HTML, which changes no text and no attribute.
    let atom = Tree::read(&xml.replace("title>", "name-of>").replace("<link ", "<at "));
    for entry in atom.all("entry") {
        let entry = atom.within(entry);
        let subject = entry.values("at[rel=alternate]", "href").concat();
        let mut voice = Voice { said, subject, source: "Atom" };
        voice.say("title", entry.texts("name-of"));
        voice.say("address", entry.texts("id"));
        voice.say("description", entry.texts("summary"));
        voice.say("author", atom.texts("feed author name").into_iter().take(1));
        voice.say_day("published", entry.texts("published"));
        voice.say_day("changed", entry.texts("updated"));
        voice.say_any_order("tags", entry.values("category", "term"));
    }
}

fn sitemap(xml: &str, home: &str, said: &mut Vec<Said>) {
    let tree = Tree::read(xml);
    for url in tree.all("url") {
        let url = tree.within(url);
        let address = url.texts("loc");
        let is_home = address.concat() == home;
        let mut voice = Voice { said, subject: address.concat(), source: "sitemap" };
        voice.say("address", address);
        if is_home {
            "author".clone_into(&mut voice.subject);
            voice.say("last change", url.texts("lastmod"));
        } else {
            voice.say("changed", url.texts("lastmod"));
        }
    }
}

fn resume(resume: &Value, said: &mut Vec<Said>) {
    let mut voice = Voice { said, subject: "author".to_owned(), source: "JSON Resume" };
    voice.say("name", texts(resume, "/basics/name"));
    voice.say("work", texts(resume, "/basics/label"));
    voice.say("mail", texts(resume, "/basics/email"));
    voice.say("place", texts(resume, "/basics/location/city"));
    voice.say("elsewhere", each(resume, "/basics/profiles", "/url"));
    voice.say("languages", each(resume, "/languages", "/language"));
    voice.say("studies", each(resume, "/education", "/institution"));
    voice.say_any_order("skills", each(resume, "/skills", "/keywords"));
    let certificates = resume["certificates"].as_array().map(Vec::as_slice).unwrap_or_default();
    let parts = ["/name", "/issuer", "/date", "/expires", "/url"];
    voice.say_any_order(
        "credentials",
        certificates.iter().map(|one| parts.map(|part| texts(one, part).concat()).join(" | ")),
    );
}

fn progress(progress: &Value, said: &mut Vec<Said>) {
    let mut voice = Voice { said, subject: "author".to_owned(), source: "progress.json" };
    voice.say("proven items", [format!("{} of {}", progress["items_proven"], progress["items_total"])]);
    voice.say("phases", each(progress, "/phases", "/title"));
    voice.say_any_order("skills", each(progress, "/skills", "/title"));
    let skills = progress["skills"].as_array().map(Vec::as_slice).unwrap_or_default();
    voice.say_any_order(
        "proofs of skills",
        skills.iter().map(|one| format!("{}: {}", texts(one, "/title").concat(), one["proofs"])),
    );
}

fn humans(text: &str, said: &mut Vec<Said>) {
    let line = |term: &str| text.lines().find_map(|line| line.strip_prefix(&format!("{term}: ")).map(str::to_owned));
    let mut voice = Voice { said, subject: "author".to_owned(), source: "humans.txt" };
    voice.say("name", line("Author"));
    voice.say("work", line("Work"));
    voice.say("mail", line("Contact"));
    voice.say("place", line("From"));
    let team = text.split("/* SITE */").next().unwrap_or("");
    let addresses = team.lines().filter_map(|line| line.split_once(": ")).map(|(_, value)| value.to_owned());
    voice.say("elsewhere", addresses.filter(|value| value.starts_with("https://")));
    voice.say("last change", line("Last update").map(|day| day.replace('/', "-")));
}
