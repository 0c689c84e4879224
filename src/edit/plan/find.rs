//! What the plan has, by id.

use super::{Document, File, Path, Plan, Refusal, Step, get, list, text};
use crate::diagnostic::nearest;
use crate::source::value::{Data, Value};

/// What an object of the plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The plan itself.
    Plan,
    /// A part of it.
    Phase,
    /// A study item.
    Item,
    /// A certification.
    Certification,
    /// One of several certifications of which one is enough.
    Alternative,
    /// A skill.
    Skill,
    /// A goal.
    Goal,
    /// A project.
    Project,
    /// Writing, speaking or open-source work for others.
    Outreach,
    /// A role title.
    Role,
    /// Something to read or watch.
    Resource,
    /// A tier of target companies.
    Company,
    /// An application for work.
    Application,
    /// A step of the income ladder.
    Income,
    /// A consulting service.
    Service,
    /// A reason for the plan.
    Reason,
}

impl Kind {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Phase => "phase",
            Self::Item => "item",
            Self::Certification => "certification",
            Self::Alternative => "alternative",
            Self::Skill => "skill",
            Self::Goal => "goal",
            Self::Project => "project",
            Self::Outreach => "outreach",
            Self::Role => "role",
            Self::Resource => "resource",
            Self::Company => "companies",
            Self::Application => "application",
            Self::Income => "income",
            Self::Service => "service",
            Self::Reason => "reason",
        }
    }

    /// Returns whether it is private whatever it says.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Company | Self::Application | Self::Income | Self::Service | Self::Reason)
    }
}

/// A list of the plan, by its key, and what is in it.
type List = (&'static str, Kind);

/// Lists of the plan; the third is the list within each of its things.
const LISTS: [(&str, Kind, Option<List>); 12] = [
    ("phases", Kind::Phase, Some(("items", Kind::Item))),
    ("certifications", Kind::Certification, Some(("any_of", Kind::Alternative))),
    ("projects", Kind::Project, None),
    ("goals", Kind::Goal, None),
    ("outreach", Kind::Outreach, None),
    ("skills", Kind::Skill, None),
    ("roles", Kind::Role, None),
    ("resources", Kind::Resource, None),
    ("companies", Kind::Company, None),
    ("applications", Kind::Application, None),
    ("income", Kind::Income, None),
    ("services", Kind::Service, None),
];

/// Something of the plan that has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its title; for what has none, its label or text.
    pub title: String,
    /// The ids of its criteria or features.
    pub parts: Vec<String>,
    /// What its status is declared to be.
    pub status: Option<String>,
    /// Whether visitors do not see it, whatever its evidence.
    pub is_private: bool,
    /// The file that it stands in.
    pub file: File,
    /// Its place there.
    pub path: Path,
    /// Its place by ids: the lists on the way to it, each with the id of the object in it. Empty for the plan itself.
    pub chain: Vec<(String, String)>,
}

impl Plan {
    /// Returns everything that has an id, in the order of writing, the public file first.
    pub fn objects(&self) -> Vec<Object> {
        let mut all: Vec<Object> = Vec::new();
        for (file, document) in self.documents() {
            for object in objects_in(file, document) {
                match all.iter_mut().find(|other| other.chain == object.chain && other.id == object.id) {
                    // What the private file repeats belongs to the object in the public one.
                    Some(other) => {
                        other.is_private |= object.is_private;
                        other.status = object.status.or(other.status.take());
                    }
                    None => all.push(Object { is_private: object.is_private || file == File::Private, ..object }),
                }
            }
        }
        all
    }

    /// Returns the object with that id.
    ///
    /// # Errors
    /// When there is none; the refusal names what could be meant.
    pub fn find(&self, id: &str) -> Result<Object, Refusal> {
        let objects = self.objects();
        if let Some(object) = objects.iter().find(|object| object.id == id) {
            return Ok(object.clone());
        }
        let way_out = match nearest(id, objects.iter().map(|object| object.id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`milepost plan ids` lists what there is".to_owned(),
        };
        Err(Refusal::new(format!("the plan has no `{id}`: {way_out}")))
    }
}

/// Returns where the object at `chain` is in a document.
pub(super) fn path_in(document: &Document, chain: &[(String, String)]) -> Option<Path> {
    if chain.is_empty() {
        return Some(Vec::new());
    }
    let mut path = Path::new();
    for (key, id) in chain {
        let items = list(document.at(&path)?, key);
        let place = items.iter().position(|item| text(item, "id") == Some(id))?;
        path.push(Step::key(key));
        path.push(Step::Place(place));
    }
    Some(path)
}

fn objects_in(file: File, document: &Document) -> Vec<Object> {
    let mut all = Vec::new();
    let root = document.root();
    if let Some(plan) = get(root, "plan") {
        all.extend(object(plan, Kind::Plan, file, &[Step::key("plan")], &[], false));
    }
    for (key, kind, inner) in LISTS {
        for (place, value) in list(root, key).iter().enumerate() {
            let path = [Step::key(key), Step::Place(place)];
            let Some(outer) = object(value, kind, file, &path, &[(key, value)], false) else { continue };
            let is_hidden = outer.is_private;
            all.push(outer);
            let Some((inner_key, inner_kind)) = inner else { continue };
            for (inner_place, inner) in list(value, inner_key).iter().enumerate() {
                let path = [&path[..], &[Step::key(inner_key), Step::Place(inner_place)]].concat();
                all.extend(object(inner, inner_kind, file, &path, &[(key, value), (inner_key, inner)], is_hidden));
            }
        }
    }
    let rationale = get(root, "rationale");
    for key in ["field", "plan"] {
        for (place, value) in rationale.map_or(&[][..], |all| list(all, key)).iter().enumerate() {
            let path = [Step::key("rationale"), Step::key(key), Step::Place(place)];
            all.extend(object(value, Kind::Reason, file, &path, &[(key, value)], true));
        }
    }
    if let Some(closing) = rationale.and_then(|all| get(all, "closing")) {
        let path = [Step::key("rationale"), Step::key("closing")];
        all.extend(object(closing, Kind::Reason, file, &path, &[("closing", closing)], true));
    }
    all
}

fn object(
    value: &Value,
    kind: Kind,
    file: File,
    path: &[Step],
    chain: &[(&str, &Value)],
    is_within_private: bool,
) -> Option<Object> {
    let id = text(value, "id").or((kind == Kind::Plan).then_some(""))?;
    let names = ["title", "label", "text", "company", "topic"];
    let title = names.iter().find_map(|name| text(value, name)).map(str::to_owned);
    let title = title.unwrap_or_else(|| match get(value, "names").map(|value| &value.data) {
        Some(Data::List(names)) => {
            let names = names.iter().filter_map(|name| match &name.data {
                Data::Text(name) => Some(name.as_str()),
                _ => None,
            });
            names.collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    });
    let parts = ["criteria", "features"].into_iter().flat_map(|key| list(value, key));
    Some(Object {
        id: id.to_owned(),
        kind,
        title,
        parts: parts.filter_map(|part| text(part, "id")).map(str::to_owned).collect(),
        status: text(value, "status").map(str::to_owned),
        is_private: is_within_private || kind.is_private() || text(value, "visibility") == Some("private"),
        file,
        path: path.to_vec(),
        chain: chain
            .iter()
            .map(|(key, value)| ((*key).to_owned(), text(value, "id").unwrap_or_default().to_owned()))
            .collect(),
    })
}
