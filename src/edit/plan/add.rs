//! Something new in the plan.

use super::find::path_in;
use super::{
    Data, Document, Edit, File, Item, Kind, Node, Path, Plan, Refusal, Style, before, list, text, with_object,
};
use crate::diagnostic::nearest;
use crate::plan::{ItemKind, PlanId};
use crate::source::value::Value;

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewKind {
    /// A study item.
    Item,
    /// A portfolio project.
    Project,
    /// A certification.
    Certification,
}

impl NewKind {
    fn list(self) -> &'static str {
        match self {
            Self::Item => "items",
            Self::Project => "projects",
            Self::Certification => "certifications",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Item => "",
            Self::Project => "proj-",
            Self::Certification => "cert-",
        }
    }
}

/// What is added.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    /// What it is.
    pub kind: NewKind,
    /// Its title.
    pub title: String,
    /// Its id; made from the title when it is absent.
    pub id: Option<String>,
    /// The phase of an item; told by the month when it is absent.
    pub phase: Option<String>,
    /// First and last month.
    pub months: Option<(u32, u32)>,
    /// Planned effort.
    pub hours: Option<f64>,
    /// Skills that it teaches or shows.
    pub skills: Vec<String>,
    /// What an item is; a topic when it is absent.
    pub item_kind: Option<ItemKind>,
    /// Who gives a certification.
    pub issuer: Option<String>,
    /// Whether it is private, and goes into the private file.
    pub is_private: bool,
}

/// Adds something at the end of its list, in the layout of the list.
///
/// # Errors
/// When its id is taken, a skill or phase is not there, or the file cannot be edited.
pub fn add(plan: &Plan, new: &New) -> Result<Edit, Refusal> {
    for skill in &new.skills {
        known(plan, skill, Kind::Skill)?;
    }
    let id = new_id(plan, new)?;
    let node = node(new, &id);
    let chain = chain(plan, new)?;
    let style = sibling_style(plan, new.kind.list());
    let file = if new.is_private { File::Private } else { File::Public };
    let mut edited = plan.clone();
    let key = new.kind.list();
    edited.change(file, |document| {
        let (path, document) = with_path(document, &chain)?;
        document.append(&path, key, &Item::new(node, style), &before(key))
    })?;
    Ok(Edit::between(plan, edited, &id, Vec::new()))
}

/// Returns where the object at `chain` is, in a document that has it for certain.
fn with_path(document: &Document, chain: &[(String, String)]) -> Result<(Path, Document), Refusal> {
    if let Some(path) = path_in(document, chain) {
        return Ok((path, document.clone()));
    }
    let document = with_object(document, chain, &Node::Map(Vec::new()))?;
    let path = path_in(&document, chain).ok_or_else(|| Refusal::new("it has no place in the plan"))?;
    Ok((path, document))
}

fn node(new: &New, id: &str) -> Node {
    let mut entries: Vec<(&str, Node)> = vec![("id", id.into()), ("title", new.title.as_str().into())];
    if let Some(issuer) = &new.issuer {
        entries.push(("issuer", issuer.as_str().into()));
    }
    if new.kind == NewKind::Item {
        entries.push(("kind", new.item_kind.unwrap_or(ItemKind::Topic).word().into()));
    }
    match new.months {
        Some((first, last)) if first == last => entries.push(("month", first.into())),
        Some((first, last)) => entries.push(("months", Node::List(vec![first.into(), last.into()]))),
        None => {}
    }
    if let Some(hours) = new.hours {
        entries.push(("hours", Node::Scalar(figure(hours))));
    }
    if !new.skills.is_empty() {
        entries.push(("skills", Node::List(new.skills.iter().map(|skill| skill.as_str().into()).collect())));
    }
    if new.is_private {
        entries.push(("visibility", "private".into()));
    }
    Node::Map(entries.into_iter().map(|(key, node)| (key.to_owned(), node)).collect())
}

/// Returns whole hours as a whole number.
#[expect(clippy::cast_possible_truncation, reason = "whole numbers below a million fit")]
fn figure(hours: f64) -> Data {
    if hours.fract() == 0.0 && hours.abs() < 1e6 { Data::Integer(hours as i64) } else { Data::Float(hours) }
}

fn known(plan: &Plan, id: &str, kind: Kind) -> Result<(), Refusal> {
    let objects = plan.objects();
    if objects.iter().any(|object| object.id == id && object.kind == kind) {
        return Ok(());
    }
    let names = objects.iter().filter(|object| object.kind == kind).map(|object| object.id.as_str());
    let way_out = match nearest(id, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let names: Vec<&str> = names.collect();
            if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) }
        }
    };
    Err(Refusal::new(format!("the plan has no {} `{id}`: {way_out}", kind.word())))
}

/// Returns the way to the object that the new thing goes into.
fn chain(plan: &Plan, new: &New) -> Result<Vec<(String, String)>, Refusal> {
    if let Some((first, last)) = new.months {
        super::schedule::check(plan, first, last)?;
    }
    if new.kind != NewKind::Item {
        return Ok(Vec::new());
    }
    if let Some(phase) = &new.phase {
        known(plan, phase, Kind::Phase)?;
        return Ok(vec![("phases".to_owned(), phase.clone())]);
    }
    let months = |phase: &Value| super::schedule::range(phase);
    let document = plan.document(File::Public).ok_or_else(|| Refusal::new("there is no plan"))?;
    let phases = list(document.root(), "phases");
    let mut found: Vec<&Value> = phases.iter().collect();
    if let Some((first, last)) = new.months {
        found.retain(|phase| months(phase).is_some_and(|(from, to)| from <= first && last <= to));
    }
    match found.as_slice() {
        [phase, ..] if new.months.is_some() || found.len() == 1 => {
            Ok(vec![("phases".to_owned(), text(phase, "id").unwrap_or_default().to_owned())])
        }
        _ => {
            let names: Vec<&str> = phases.iter().filter_map(|phase| text(phase, "id")).collect();
            let which =
                if names.is_empty() { "it has none yet".to_owned() } else { format!("it has {}", names.join(", ")) };
            Err(Refusal::new(format!("say which phase of the plan it belongs to, with --phase or --month: {which}")))
        }
    }
}

/// Returns the id that was asked for, or one made of the title that nothing has yet.
fn new_id(plan: &Plan, new: &New) -> Result<String, Refusal> {
    let objects = plan.objects();
    let is_taken = |id: &str| objects.iter().any(|object| object.id == id);
    if let Some(id) = &new.id {
        if PlanId::new(id).is_none() {
            let form = "an id begins with a letter and has 2 to 64 of `a-z`, `0-9` and `-`";
            return Err(Refusal::new(format!("`{id}` is not an id: {form}")));
        }
        if is_taken(id) {
            return Err(Refusal::new(format!("the id `{id}` is taken: choose another")));
        }
        return Ok(id.clone());
    }
    let base = slug(&new.title, new.kind.prefix());
    if base.len() <= new.kind.prefix().len() + 1 {
        return Err(Refusal::new(format!("no id can be made of the title `{}`: give one with --id", new.title)));
    }
    let numbered = |number: u32| if number == 1 { base.clone() } else { format!("{base}-{number}") };
    (1..=999).map(numbered).find(|id| !is_taken(id)).ok_or_else(|| Refusal::new("give an id with --id"))
}

/// Returns the words of `title` as an id. Letters with marks lose them; what has no such letter is left out.
fn slug(title: &str, prefix: &str) -> String {
    let mut id = prefix.to_owned();
    let lower = title.to_lowercase();
    let plain: String = lower.chars().flat_map(|c| ascii(c).chars().collect::<Vec<_>>()).collect();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if id.is_empty() && word.starts_with(|c: char| c.is_ascii_digit()) {
            id.push_str("item-");
        }
        let gap = usize::from(!id.is_empty() && !id.ends_with('-'));
        // An id has at most 64 characters, and a number may come behind it.
        if id.len() + gap + word.len() > 56 && id.len() > prefix.len() {
            break;
        }
        if gap == 1 {
            id.push('-');
        }
        id.push_str(&word[..word.len().min(48)]);
    }
    id
}

/// Returns what stands for a letter in an id.
fn ascii(c: char) -> String {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' => "a".to_owned(),
        'ä' | 'æ' => "ae".to_owned(),
        'ç' | 'ć' | 'č' => "c".to_owned(),
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e".to_owned(),
        'ì' | 'í' | 'î' | 'ï' => "i".to_owned(),
        'ł' => "l".to_owned(),
        'ñ' | 'ń' => "n".to_owned(),
        'ò' | 'ó' | 'ô' | 'õ' => "o".to_owned(),
        'ö' | 'ø' | 'œ' => "oe".to_owned(),
        'ß' => "ss".to_owned(),
        'ś' | 'š' => "s".to_owned(),
        'ù' | 'ú' | 'û' => "u".to_owned(),
        'ü' => "ue".to_owned(),
        'ž' | 'ź' | 'ż' => "z".to_owned(),
        '\'' | '’' => String::new(),
        c if c.is_ascii_alphanumeric() => c.to_string(),
        _ => " ".to_owned(),
    }
}

/// Returns how the things of that kind are written in the plan.
fn sibling_style(plan: &Plan, key: &str) -> Style {
    let is_flow = |(_, document): (File, &Document)| {
        let root = document.root();
        let phases = list(root, "phases").iter().rev();
        let mut siblings = phases.filter_map(|phase| list(phase, key).last()).chain(list(root, key).last());
        siblings.next().map(|sibling| document.is_flow(sibling))
    };
    match plan.documents().find_map(is_flow) {
        Some(true) => Style::Flow,
        _ => Style::Block,
    }
}
