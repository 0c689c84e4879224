//! The draft as two files: `plan.yaml`, which is public, and `plan.private.yaml`, which git ignores.
//!
//! **Invariant:** no sum of money leaves [`public_text`], through which every text of the public file goes.

mod private;
mod public;

pub(super) use self::private::private;
pub(super) use self::public::public;

use super::draft::{Base, Draft, Item, Part};
use super::quantity;
use super::text::clean;
use super::yaml::{Map, Node};
use crate::plan::ItemKind;

/// Which of the two files an object is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    Everybody,
    Owner,
}

/// Returns a text as the public file may have it.
fn public_text(text: &str) -> String {
    quantity::without_money(text, false).unwrap_or_else(|| text.to_owned())
}

/// Returns a text as a file of that kind may have it.
fn said(text: &str, who: For) -> String {
    if who == For::Everybody { public_text(text) } else { text.to_owned() }
}

fn title(map: &mut Map, text: &str, who: For) {
    let said = said(text, who);
    // A title of money alone; its id stays.
    map.text("title", if said.is_empty() { "Untitled" } else { &said });
}

fn src(map: &mut Map, lines: &[u32]) {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    lines.dedup();
    match lines.as_slice() {
        [] => {}
        [line] => map.plain("src", line),
        lines => map.put("src", Node::Words(lines.iter().map(|line| Node::Plain(line.to_string())).collect())),
    }
}

/// Writes the months of an object and the day it is due, unless they are those of what is `around` it.
fn times(map: &mut Map, base: &Base, around: Option<(u32, u32)>) {
    let Some(window) = base.window else { return };
    let (first, last) = window.months;
    if around != Some(window.months) {
        if first == last {
            map.plain("month", first);
        } else {
            map.put("months", pair(first, last));
        }
    }
    if let Some(due) = window.due {
        map.plain("due", due);
    }
}

fn pair(first: u32, last: u32) -> Node {
    Node::Words(vec![Node::Plain(first.to_string()), Node::Plain(last.to_string())])
}

fn hours(map: &mut Map, base: &Base) {
    let Some((hours, is_estimate)) = base.effort() else { return };
    map.plain("hours", hours);
    if is_estimate {
        map.plain("est", true);
    }
}

fn parts(map: &mut Map, key: &'static str, parts: &[Part], who: For) {
    let part = |part: &Part| {
        let mut row = Map::default();
        row.plain("id", &part.id);
        title(&mut row, &part.title, who);
        src(&mut row, part.src.as_slice());
        Node::Line(row)
    };
    if !parts.is_empty() {
        map.put(key, Node::List(parts.iter().map(part).collect()));
    }
}

/// What items and their references are called.
struct Names<'a> {
    certifications: Vec<Option<&'a str>>,
    goals: Vec<Option<&'a str>>,
    skills: Vec<Option<&'a str>>,
    resources: Vec<Option<&'a str>>,
}

impl<'a> Names<'a> {
    /// Returns the names that a file of that kind may have: what is public refers to nothing that is not.
    fn new(draft: &'a Draft, who: For) -> Self {
        let name = |base: &'a Base| Some(base.id.as_str()).filter(|_| who == For::Owner || !base.is_private);
        Self {
            certifications: draft.certifications.iter().map(|entry| name(&entry.base)).collect(),
            goals: draft.goals.iter().map(|entry| name(&entry.base)).collect(),
            skills: draft.skills.iter().map(|entry| name(&entry.base)).collect(),
            resources: draft.resources.iter().map(|entry| name(&entry.base)).collect(),
        }
    }
}

fn item(item: &Item, around: (u32, u32), names: &Names<'_>, who: For) -> Map {
    let base = &item.base;
    let mut map = Map { comment: None, ..Map::default() };
    map.plain("id", &base.id);
    title(&mut map, &base.title, who);
    if let Some(summary) = &base.summary {
        map.text("summary", &said(summary, who));
    }
    map.plain("kind", item.kind.word());
    let of = |list: &[Option<&str>], at: Option<usize>| list.get(at?).copied().flatten().map(str::to_owned);
    match item.kind {
        ItemKind::ExamPrep => refer(&mut map, "cert", of(&names.certifications, item.cert)),
        ItemKind::Goal => refer(&mut map, "goal", of(&names.goals, item.goal)),
        _ => {}
    }
    times(&mut map, base, Some(around));
    if item.kind == ItemKind::Goal {
        map.plain("hours", 0);
    } else {
        hours(&mut map, base);
    }
    let ids = |list: &[Option<&str>], of: &[usize]| {
        of.iter().filter_map(|at| list.get(*at).copied().flatten()).map(str::to_owned).collect::<Vec<_>>()
    };
    map.words("skills", &ids(&names.skills, &item.skills));
    map.words("resources", &ids(&names.resources, &item.resources));
    parts(&mut map, "criteria", &item.parts, who);
    if item.is_optional {
        map.plain("optional", true);
    }
    if let Some(status) = base.status {
        map.plain("status", status);
    }
    if who == For::Owner {
        map.plain("visibility", "private");
    }
    src(&mut map, &base.src);
    map
}

fn refer(map: &mut Map, key: &'static str, id: Option<String>) {
    if let Some(id) = id {
        map.plain(key, id);
    }
}

/// Returns `private: {…}` of an object, if there is anything in it. Only some kinds of objects have a private title.
fn remarks(base: &Base, has_title: bool) -> Option<Map> {
    let mut map = Map::default();
    let mut notes = base.notes.clone();
    if let Some(own) = &base.own_title {
        if has_title {
            map.text("title", own);
        } else {
            notes.insert(0, format!("from the plan: {own}"));
        }
    }
    let notes: Vec<String> = notes.iter().map(|note| clean(note)).filter(|note| !note.is_empty()).collect();
    if !notes.is_empty() {
        map.text("note", &notes.join("\n"));
    }
    (!map.pairs.is_empty()).then_some(map)
}
