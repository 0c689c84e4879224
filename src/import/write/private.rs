//! `plan.private.yaml`

use super::public::{self, themes};
use super::{For, Names, item, pair, remarks, src, title};
use crate::import::draft::{Base, Company, Draft, Paid, Phase, Reason};
use crate::import::id::is_on_pages;
use crate::import::yaml::{self, Map, Node};

const HEAD: &str = "\
# NEVER COMMIT THIS FILE.  Keep it in .gitignore, also in a fork.
#
# The private half of your plan: money, employers, reasons, and remarks that have no place in the public half.  It
# belongs to plan.yaml by id.  A build opens it only to know what must not be on the site.
#
# It is a first draft, made from {file}.
";

/// Returns the text of the private file.
pub(in crate::import) fn private(draft: &Draft, file: &str) -> String {
    let mut out = HEAD.replace("{file}", file);
    let names = Names::new(draft, For::Owner);
    section(&mut out, "schema", &Node::Plain("1".to_owned()));
    if let Some(head) = head(draft) {
        let mut plan = Map::default();
        plan.put("private", Node::Block(head));
        section(&mut out, "plan", &Node::Block(plan));
    }
    list(&mut out, "phases", draft.phases.iter().filter_map(|one| phase(one, &names)));
    list(
        &mut out,
        "certifications",
        draft
            .certifications
            .iter()
            .zip(1..)
            .filter_map(|(entry, order)| hidden(&entry.base, false, || public::certification(entry, order))),
    );
    let skills = draft.skills.iter().filter_map(|entry| {
        let mut private = remarks(&entry.base, false).unwrap_or_default();
        if let Some(level) = &entry.level {
            private.text("target_level", level);
        }
        with_id(&entry.base, Some(private).filter(|private| !private.pairs.is_empty()))
    });
    list(&mut out, "skills", skills);
    list(&mut out, "goals", draft.goals.iter().filter_map(|entry| with_id(&entry.base, remarks(&entry.base, true))));
    list(
        &mut out,
        "projects",
        draft.projects.iter().filter_map(|entry| hidden(&entry.base, true, || public::project(entry))),
    );
    list(
        &mut out,
        "outreach",
        draft.outreach.iter().filter_map(|entry| hidden(&entry.base, true, || public::outreach(entry))),
    );
    let roles = draft.roles.iter().filter_map(|entry| {
        let mut private = remarks(&entry.base, false).unwrap_or_default();
        if let Some((from, to)) =
            entry.salary.as_ref().filter(|sum| sum.is_usd).and_then(|sum| Some((sum.from?, sum.to?)))
        {
            private.put("salary_usd", pair(from, to));
        }
        with_id(&entry.base, Some(private).filter(|private| !private.pairs.is_empty()))
    });
    list(&mut out, "roles", roles);
    list(
        &mut out,
        "resources",
        draft.resources.iter().filter_map(|entry| hidden(&entry.base, true, || public::resource(entry))),
    );
    list(&mut out, "companies", draft.companies.iter().map(company));
    list(&mut out, "income", draft.income.iter().map(income));
    list(&mut out, "services", draft.services.iter().map(service));
    rationale(draft, &mut out);
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

fn head(draft: &Draft) -> Option<Map> {
    let head = &draft.head;
    let mut map = Map::default();
    if let Some(own) = &head.base.own_title {
        map.text("title", own);
    }
    if let Some([from, to]) = head.salary {
        map.put("target_salary_usd", pair(from, to));
    }
    if let Some(investment) = head.investment {
        map.plain("investment_usd", investment);
    }
    if let Some(note) = &head.investment_note {
        map.text("investment_note", &apart(note));
    }
    if let Some(hours) = head.week_hours {
        map.plain("week_hours", hours);
    }
    let notes = Base { notes: head.base.notes.clone(), ..Base::default() };
    map.pairs.extend(remarks(&notes, true).into_iter().flat_map(|map| map.pairs));
    (!map.pairs.is_empty()).then_some(map)
}

fn with_id(base: &Base, private: Option<Map>) -> Option<Node> {
    let mut map = Map::default();
    map.plain("id", &base.id);
    map.put("private", Node::Line(private?));
    Some(Node::Line(map))
}

/// An object that is private as a whole stands here only, the remarks on others beside their ids.
fn hidden(base: &Base, has_title: bool, whole: impl FnOnce() -> Map) -> Option<Node> {
    let private = remarks(base, has_title);
    if !base.is_private {
        return with_id(base, private);
    }
    let mut map = whole();
    for (key, node) in &mut map.pairs {
        if let ("title", Node::Text(title)) = (*key, node) {
            *title = apart(title);
        }
    }
    map.plain("visibility", "private");
    if let Some(private) = private {
        map.put("private", Node::Line(private));
    }
    Some(Node::Block(map))
}

/// Returns a private text that is no label of a page: `Projects` stands on every page, and a build looks for private
/// texts there.
fn apart(text: &str) -> String {
    if is_on_pages(text) { format!("{text} (private)") } else { text.to_owned() }
}

fn phase(phase: &Phase, names: &Names<'_>) -> Option<Node> {
    let hides = phase.base.is_private;
    let months = phase.base.window.map_or((1, 1), |window| window.months);
    let mut map = Map::default();
    map.plain("id", &phase.base.id);
    if hides {
        title(&mut map, &apart(&phase.base.title), For::Owner);
        if let Some(summary) = &phase.base.summary {
            map.text("summary", &apart(summary));
        }
        map.plain("visibility", "private");
        map.put("months", pair(months.0, months.1));
        let themes = themes(phase);
        if !themes.made.is_empty() {
            map.put("themes", Node::Block(themes));
        }
        src(&mut map, &phase.base.src);
    }
    if let Some(private) = remarks(&phase.base, true) {
        map.put("private", Node::Line(private));
    }
    let items: Vec<Node> = phase
        .items
        .iter()
        .filter_map(|one| {
            if !hides && !one.base.is_private {
                return with_id(&one.base, remarks(&one.base, true));
            }
            // Here the title may say all that it says.
            let mut one = one.clone();
            if let Some(own) = one.base.own_title.take() {
                one.base.title = own;
            }
            one.base.title = apart(&one.base.title);
            one.parts.iter_mut().for_each(|part| part.title = apart(&part.title));
            let mut map = item(&one, months, names, For::Owner);
            if let Some(private) = remarks(&one.base, true) {
                map.put("private", Node::Line(private));
            }
            Some(Node::Block(map))
        })
        .collect();
    if hides || !items.is_empty() {
        map.put("items", Node::List(items));
    }
    (map.pairs.len() > 1).then_some(Node::Block(map))
}

fn company(entry: &Company) -> Node {
    let mut map = Map::default();
    map.plain("id", &entry.id);
    if let Some(tier) = entry.tier {
        map.plain("tier", tier);
    }
    entry.label.iter().for_each(|label| map.text("label", &apart(label)));
    map.words("names", &entry.names);
    entry.note.iter().for_each(|note| map.text("note", &apart(note)));
    src(&mut map, &[entry.src]);
    Node::Line(map)
}

fn sums(usd: [Option<u32>; 2]) -> Node {
    Node::Words(usd.map(|sum| Node::Plain(sum.map_or("null".to_owned(), |sum| sum.to_string()))).to_vec())
}

fn income(entry: &Paid) -> Node {
    let mut map = Map::default();
    map.plain("id", &entry.id);
    map.plain("year", entry.year);
    map.put("usd", sums(entry.usd));
    entry.note.iter().for_each(|note| map.text("note", &apart(note)));
    src(&mut map, &[entry.src]);
    Node::Line(map)
}

fn service(entry: &Paid) -> Node {
    let mut map = Map::default();
    map.plain("id", &entry.id);
    map.text("title", &apart(&entry.title));
    map.put("rate_usd", sums(entry.usd));
    entry.per.iter().for_each(|per| map.text("per", per));
    entry.note.iter().for_each(|note| map.text("note", &apart(note)));
    src(&mut map, &[entry.src]);
    Node::Line(map)
}

fn rationale(draft: &Draft, out: &mut String) {
    let reason = |entry: &Reason| {
        let mut map = Map::default();
        map.plain("id", &entry.id);
        entry.topic.iter().for_each(|topic| map.text("topic", &apart(topic)));
        map.text("text", &apart(&entry.text));
        src(&mut map, &[entry.src]);
        Node::Line(map)
    };
    let mut map = Map::default();
    map.plain("visibility", "private");
    for (key, reasons) in [("field", &draft.field_reasons), ("plan", &draft.plan_reasons)] {
        if !reasons.is_empty() {
            map.put(key, Node::List(reasons.iter().map(reason).collect()));
        }
    }
    draft.closing.iter().for_each(|closing| map.put("closing", reason(closing)));
    if map.pairs.len() > 1 {
        section(out, "rationale", &Node::Block(map));
    }
}
