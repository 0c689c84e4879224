//! `plan.yaml`

use super::{For, Names, hours, item, pair, parts, public_text, src, times, title};
use crate::import::Site;
use crate::import::draft::{Base, Certification, Draft, Goal, Outreach, Phase, Project, Resource, Skill};
use crate::import::yaml::{self, Map, Node};

const HEAD: &str = "\
# Your plan.  This file is public: commit it.
#
# It is a first draft, made from {file}.
# Correct it as you like; `src` is the line there that something comes from.
#
#   ids       kebab-case, unique in this file.  Never rename one once notes refer to it
#   month: N  counted from plan.start (month 1 begins on that day); `due: DATE` overrides it
#   hours     planned effort, and the item's weight in the progress; `est: true` marks an estimate
#   status    `done` is a claim.  Progress is never written here: it is computed from evidence, such as a note that
#             says `proves: [id]`, or a `proof:` entry below
#
# Money, employers and reasons are in plan.private.yaml, which git ignores.
# `milepost schema plan` prints every field that there is.
";

/// Returns the text of the public file.
pub(in crate::import) fn public(draft: &Draft, file: &str, site: &Site) -> String {
    let mut out = HEAD.replace("{file}", file);
    let names = Names::new(draft, For::Everybody);
    section(&mut out, "schema", &Node::Plain("1".to_owned()));
    section(&mut out, "site", &Node::Block(site_block(site)));
    section(&mut out, "plan", &Node::Block(plan(draft)));
    let phases = draft.phases.iter().filter(|phase| !phase.base.is_private);
    let phases: Vec<Node> = phases.map(|one| Node::Block(phase(one, &names))).collect();
    section(&mut out, "phases", &Node::List(phases));
    let certifications = draft.certifications.iter().zip(1..).filter(|(entry, _)| !entry.base.is_private);
    list(&mut out, "certifications", certifications.map(|(entry, order)| Node::Block(certification(entry, order))));
    list(&mut out, "skills", draft.skills.iter().map(|entry| Node::Line(skill(entry))));
    let projects: Vec<&str> = draft.projects.iter().map(|entry| entry.base.id.as_str()).collect();
    list(&mut out, "goals", draft.goals.iter().map(|entry| Node::Block(goal(entry, &projects))));
    let shown = draft.projects.iter().filter(|entry| !entry.base.is_private);
    list(&mut out, "projects", shown.map(|entry| Node::Block(project(entry))));
    let shown = draft.outreach.iter().filter(|entry| !entry.base.is_private);
    list(&mut out, "outreach", shown.map(|entry| Node::Line(outreach(entry))));
    list(&mut out, "roles", draft.roles.iter().map(|entry| Node::Line(named(&entry.base))));
    let shown = draft.resources.iter().filter(|entry| !entry.base.is_private);
    list(&mut out, "resources", shown.map(|entry| Node::Line(resource(entry))));
    out
}

fn section(out: &mut String, key: &str, node: &Node) {
    out.push('\n');
    yaml::pair(key, node, 0, out);
}

fn list(out: &mut String, key: &str, nodes: impl Iterator<Item = Node>) {
    let nodes: Vec<Node> = nodes.collect();
    if !nodes.is_empty() {
        section(out, key, &Node::List(nodes));
    }
}

fn site_block(site: &Site) -> Map {
    let mut author = Map::default();
    author.put("name", Node::Text(site.author.clone()));
    let mut map = Map::default();
    map.text("title", &site.title);
    map.text("description", "A public learning journal: study notes, projects and the evidence behind them.");
    map.text("url", &site.url);
    map.put("author", Node::Block(author));
    map.plain("language", &site.language);
    map.plain("timezone", "UTC");
    map.words("nav", &["progress", "projects", "posts", "notes", "skills", "about"]);
    map
}

fn plan(draft: &Draft) -> Map {
    let head = &draft.head;
    let mut map = Map::default();
    map.plain("id", &head.base.id);
    title(&mut map, if head.base.title.is_empty() { "My plan" } else { &head.base.title }, For::Everybody);
    for (key, text) in [("tagline", &head.tagline), ("focus", &head.focus)] {
        if let Some(text) = text.as_ref().map(|text| public_text(text)).filter(|text| !text.is_empty()) {
            map.text(key, &text);
        }
    }
    map.plain("start", head.first_day);
    map.plain("months", head.months);
    if !draft.roles.is_empty() {
        map.plain("open_to_work", false);
    }
    src(&mut map, &head.base.src);
    map
}

fn phase(phase: &Phase, names: &Names<'_>) -> Map {
    let mut map = Map::default();
    map.plain("id", &phase.base.id);
    title(&mut map, &phase.base.title, For::Everybody);
    if let Some(summary) = &phase.base.summary {
        map.text("summary", &public_text(summary));
    }
    let months = phase.base.window.map_or((1, 1), |window| window.months);
    map.put("months", pair(months.0, months.1));
    let themes = themes(phase);
    if !themes.made.is_empty() {
        map.put("themes", Node::Block(themes));
    }
    src(&mut map, &phase.base.src);
    let mut items: Vec<Node> = Vec::new();
    let mut group: Option<&str> = None;
    for one in phase.items.iter().filter(|item| !item.base.is_private) {
        let mut row = item(one, months, names, For::Everybody);
        if one.group.as_deref() != group {
            group = one.group.as_deref();
            row.comment = group.map(public_text).filter(|text| !text.is_empty());
        }
        items.push(Node::Block(row));
    }
    map.put("items", Node::List(items));
    map
}

/// Returns the titles of the months. Several weeks of a month share one.
pub(super) fn themes(phase: &Phase) -> Map {
    let mut titles: std::collections::BTreeMap<u32, (Vec<String>, Vec<u32>)> = std::collections::BTreeMap::new();
    for theme in &phase.themes {
        if let Some(month) = theme.month {
            let (title, lines) = titles.entry(month).or_default();
            title.push(public_text(&theme.title));
            lines.push(theme.src);
        }
    }
    let mut map = Map::default();
    for (month, (title, lines)) in titles {
        let mut row = Map::default();
        row.text("title", &title.join("; "));
        src(&mut row, &lines);
        map.made.push((month.to_string(), Node::Line(row)));
    }
    map
}

fn named(base: &Base) -> Map {
    let mut map = Map::default();
    map.plain("id", &base.id);
    title(&mut map, &base.title, For::Everybody);
    src(&mut map, &base.src);
    map
}

pub(super) fn certification(entry: &Certification, order: usize) -> Map {
    let mut map = Map::default();
    map.plain("id", &entry.base.id);
    title(&mut map, &entry.base.title, For::Everybody);
    map.plain("order", order);
    times(&mut map, &entry.base, None);
    hours(&mut map, &entry.base);
    if entry.if_not_held {
        let mut condition = Map::default();
        condition.plain("if_not_held", true);
        map.put("condition", Node::Line(condition));
    }
    let alternative = |(name, id): &(String, String)| {
        let mut row = Map::default();
        row.plain("id", id);
        title(&mut row, name, For::Everybody);
        Node::Line(row)
    };
    if !entry.any_of.is_empty() {
        map.put("any_of", Node::List(entry.any_of.iter().map(alternative).collect()));
    }
    if entry.is_optional {
        map.plain("optional", true);
    }
    if entry.is_unavailable {
        map.plain("available", false);
    }
    if let Some(status) = entry.base.status {
        map.plain("status", status);
    }
    src(&mut map, &entry.base.src);
    map
}

fn skill(entry: &Skill) -> Map {
    let mut map = Map::default();
    map.plain("id", &entry.base.id);
    title(&mut map, &entry.base.title, For::Everybody);
    if let Some(group) = &entry.group {
        map.text("group", group);
    }
    let said = |names: &[String]| {
        names.iter().map(|name| public_text(name)).filter(|name| !name.is_empty()).collect::<Vec<_>>()
    };
    map.words("any_of", &said(&entry.any_of));
    map.words("parts", &said(&entry.parts));
    src(&mut map, &entry.base.src);
    map
}

fn goal(entry: &Goal, projects: &[&str]) -> Map {
    let mut map = Map::default();
    map.plain("id", &entry.base.id);
    title(&mut map, &entry.base.title, For::Everybody);
    times(&mut map, &entry.base, None);
    let mut target = Map::default();
    target.plain("count", entry.count.word());
    target.plain("min", entry.min);
    map.put("target", Node::Line(target));
    let counts: Vec<&str> = entry.counts.iter().filter_map(|at| projects.get(*at)).copied().collect();
    map.words("counts", &counts);
    src(&mut map, &entry.base.src);
    map
}

pub(super) fn project(entry: &Project) -> Map {
    let mut map = Map::default();
    map.plain("id", &entry.base.id);
    title(&mut map, &entry.base.title, For::Everybody);
    if let Some(summary) = &entry.base.summary {
        map.text("summary", &public_text(summary));
    }
    map.words(
        "aliases",
        &entry.aliases.iter().map(|alias| public_text(alias)).filter(|alias| !alias.is_empty()).collect::<Vec<_>>(),
    );
    times(&mut map, &entry.base, None);
    hours(&mut map, &entry.base);
    parts(&mut map, "features", &entry.parts, For::Everybody);
    if let Some(status) = entry.base.status {
        map.plain("status", status);
    }
    src(&mut map, &entry.base.src);
    map
}

pub(super) fn outreach(entry: &Outreach) -> Map {
    let mut map = Map::default();
    map.plain("id", &entry.base.id);
    title(&mut map, &entry.base.title, For::Everybody);
    map.plain("kind", entry.kind.word());
    times(&mut map, &entry.base, None);
    if let Some((count, min)) = entry.target {
        let mut target = Map::default();
        target.plain("count", count.word());
        target.plain("min", min);
        map.put("target", Node::Line(target));
    }
    hours(&mut map, &entry.base);
    if let Some(status) = entry.base.status {
        map.plain("status", status);
    }
    src(&mut map, &entry.base.src);
    map
}

pub(super) fn resource(entry: &Resource) -> Map {
    let mut map = Map::default();
    map.plain("id", &entry.base.id);
    map.plain("type", entry.kind.word());
    title(&mut map, &entry.base.title, For::Everybody);
    map.words(
        "authors",
        &entry.authors.iter().map(|author| public_text(author)).filter(|author| !author.is_empty()).collect::<Vec<_>>(),
    );
    if let Some(publisher) = entry.publisher.as_ref().map(|name| public_text(name)).filter(|name| !name.is_empty()) {
        map.text("publisher", &publisher);
    }
    if entry.is_free {
        map.plain("free", true);
    }
    if let Some(url) = &entry.url {
        map.text("url", url);
    }
    map.plain("checked", false);
    match entry.base.status {
        Some("done") => map.plain("status", "finished"),
        Some("active") => map.plain("status", "reading"),
        _ => {}
    }
    src(&mut map, &entry.base.src);
    map
}
