//! What is done: a proof, or a claim.

use std::fmt;

use chrono::NaiveDate;

use super::{Edit, File, Item, Kind, Node, Object, Path, Plan, Refusal, Step, Style, before, get, list, text};
use crate::diagnostic::nearest;
use crate::plan::ProofKind;
use crate::source::value::{Data, Value};

/// What is ticked: an object of the plan, or a criterion or feature of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The object.
    pub id: String,
    /// The criterion or feature.
    pub part: Option<String>,
}

impl Target {
    /// Returns what `text` names: `ID` or `ID#CRITERION`.
    pub fn new(text: &str) -> Self {
        match text.split_once('#') {
            Some((id, part)) => Self { id: id.to_owned(), part: Some(part.to_owned()) },
            None => Self { id: text.to_owned(), part: None },
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            Some(part) => write!(f, "{}#{part}", self.id),
            None => f.write_str(&self.id),
        }
    }
}

/// A proof that is hosted elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What it is.
    pub kind: ProofKind,
    /// Where a visitor can open it.
    pub url: String,
    /// When it came to be.
    pub date: NaiveDate,
    /// What to call it.
    pub title: Option<String>,
}

impl Proof {
    fn node(&self, part: Option<&str>) -> Node {
        let title = self.title.as_deref().map(|title| ("title".to_owned(), Node::from(title)));
        let part = part.map(|part| ("verifies".to_owned(), Node::List(vec![Node::from(part)])));
        let entries = [("kind".to_owned(), self.kind.word().into())].into_iter().chain(title);
        let entries = entries
            .chain([("url".to_owned(), self.url.as_str().into()), ("date".to_owned(), self.date.to_string().into())]);
        Node::Map(entries.chain(part).collect())
    }
}

/// Returns what the address of a proof, and what it proves, tell of its kind.
pub fn kind_of(plan: &Plan, object: &Object, url: &str) -> Option<ProofKind> {
    match object.kind {
        Kind::Certification | Kind::Alternative => Some(ProofKind::Credential),
        Kind::Outreach if plan.text(object, "kind") == Some("speaking") => Some(ProofKind::Talk),
        Kind::Outreach if plan.text(object, "kind") == Some("writing") => Some(ProofKind::Post),
        _ => kind_of_address(url),
    }
}

fn kind_of_address(url: &str) -> Option<ProofKind> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.trim_start_matches("www.");
    let parts: Vec<&str> = path.split('/').collect();
    match (host, parts.as_slice()) {
        ("github.com" | "gitlab.com" | "codeberg.org", [_, _]) => Some(ProofKind::Repo),
        (_, [.., "pull" | "pulls" | "merge_requests", number]) if number.parse::<u32>().is_ok() => Some(ProofKind::Pr),
        ("github.com" | "gitlab.com" | "codeberg.org", [_, _, .., "releases"] | [_, _, "releases" | "-", ..]) => {
            Some(ProofKind::Release)
        }
        ("github.com", [_, _, "actions", ..]) => Some(ProofKind::Ci),
        ("credly.com" | "credentials.databricks.com", _) => Some(ProofKind::Credential),
        ("coursera.org" | "udacity.com" | "edx.org", _) => Some(ProofKind::Certificate),
        ("youtube.com" | "youtu.be" | "vimeo.com", _) => Some(ProofKind::Video),
        ("speakerdeck.com" | "slideshare.net", _) => Some(ProofKind::Slides),
        ("arxiv.org", _) => Some(ProofKind::Paper),
        ("crates.io" | "pypi.org" | "npmjs.com", _) => Some(ProofKind::Release),
        _ => None,
    }
}

/// Adds `proof` to what is ticked. Without a proof it is declared done, which is a claim and counts for nothing yet.
///
/// # Errors
/// When there is no such thing, nothing of it can be proven, or the file cannot be edited.
pub fn tick(plan: &Plan, target: &Target, proof: Option<&Proof>) -> Result<Edit, Refusal> {
    let object = provable(plan, target)?;
    let mut new = plan.clone();
    let mut remarks = Vec::new();
    match proof {
        Some(proof) => {
            refuse_follower(plan, &object)?;
            add_proof(&mut new, &object, target, proof)?;
            if object.status.as_deref() == Some("dropped") {
                remove_status(&mut new, &object)?;
                remarks.push("it was dropped, and is part of the plan again".to_owned());
            }
        }
        None => declare(&mut new, &object, target)?,
    }
    Ok(Edit::between(plan, new, &object.id, remarks))
}

/// Takes away what [`tick`] added: the claim, or the proof at `url`. Without either it is the only proof that there is.
///
/// # Errors
/// When there is nothing to take away, or several proofs and no address that tells which.
pub fn untick(plan: &Plan, target: &Target, url: Option<&str>) -> Result<Edit, Refusal> {
    let object = provable(plan, target)?;
    let mut new = plan.clone();
    let found = proofs(plan, &object, target);
    if url.is_none() && target.part.is_none() && object.status.as_deref() == Some("done") {
        remove_status(&mut new, &object)?;
        return Ok(Edit::between(plan, new, &object.id, Vec::new()));
    }
    let matching: Vec<&Found> = found.iter().filter(|found| url.is_none_or(|url| url == found.url)).collect();
    match matching.as_slice() {
        [one] => remove_proof(&mut new, one, target)?,
        [] => return Err(nothing(target, url, &found)),
        several => {
            let urls: Vec<&str> = several.iter().map(|found| found.url.as_str()).collect();
            let message = format!("`{target}` has several proofs: name one with --proof: {}", urls.join(", "));
            return Err(Refusal::new(message));
        }
    }
    Ok(Edit::between(plan, new, &object.id, Vec::new()))
}

fn nothing(target: &Target, url: Option<&str>, found: &[Found]) -> Refusal {
    Refusal::new(match (url, found) {
        (Some(url), [_, ..]) => {
            let urls: Vec<&str> = found.iter().map(|found| found.url.as_str()).collect();
            format!("`{target}` has no proof `{url}` in the plan; it has {}", urls.join(", "))
        }
        _ => format!(
            "`{target}` has neither `status: done` nor a proof in the plan; a page that proves it says so in its front \
             matter, under `proves:`"
        ),
    })
}

/// Returns the object that is ticked, if something of it can be proven.
///
/// # Errors
/// When there is no such thing, or nothing of it can be proven; the refusal says what to tick instead.
pub fn provable(plan: &Plan, target: &Target) -> Result<Object, Refusal> {
    let object = plan.find(&target.id)?;
    let id = &object.id;
    let why_not = match object.kind {
        Kind::Item | Kind::Certification | Kind::Alternative | Kind::Project | Kind::Outreach => None,
        Kind::Goal => Some("is a goal, which is reached when enough of what it counts is proven: tick that"),
        Kind::Phase => Some("is a phase, which is as far as its items are: tick those"),
        Kind::Skill => Some("is a skill, which shows the proofs of what names it: tick that"),
        Kind::Resource => Some("is a resource, which says itself how far you are: `status: finished`"),
        _ => Some("is nothing that can be proven: tick an item, certification, project or outreach entry"),
    };
    if let Some(why_not) = why_not {
        return Err(Refusal::new(format!("`{id}` {why_not}")));
    }
    if let Some(part) = &target.part
        && !object.parts.contains(part)
    {
        let way_out = match nearest(part, object.parts.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{id}#{near}`?"),
            None if object.parts.is_empty() => "it is one unit: leave `#` out".to_owned(),
            None => format!("it has {}", object.parts.join(", ")),
        };
        return Err(Refusal::new(format!("`{id}` has no criterion `{part}`: {way_out}")));
    }
    Ok(object)
}

/// Refuses a proof of what is proven by something else.
fn refuse_follower(plan: &Plan, object: &Object) -> Result<(), Refusal> {
    let followed = match plan.text(object, "kind") {
        Some("exam-prep") if object.kind == Kind::Item => plan.text(object, "cert"),
        Some("goal") if object.kind == Kind::Item => plan.text(object, "goal"),
        _ => None,
    };
    match followed {
        Some(other) => {
            Err(Refusal::new(format!("`{}` is proven when `{other}` is, and by nothing else: tick that", object.id)))
        }
        None => Ok(()),
    }
}

fn declare(plan: &mut Plan, object: &Object, target: &Target) -> Result<(), Refusal> {
    let id = &object.id;
    if target.part.is_some() {
        let message = format!("`{target}` cannot be claimed by itself: give its proof with --proof, or tick `{id}`");
        return Err(Refusal::new(message));
    }
    if object.kind == Kind::Alternative {
        return Err(Refusal::new(format!(
            "`{id}` is an alternative, which has no status: give its credential with --proof"
        )));
    }
    if object.status.as_deref() == Some("done") {
        return Err(Refusal::new(format!(
            "`{id}` is declared done already; what it lacks is a proof: give it with --proof"
        )));
    }
    set_status(plan, object, "done")
}

/// Declares a status.
pub(super) fn set_status(plan: &mut Plan, object: &Object, status: &str) -> Result<(), Refusal> {
    let (file, path) = plan.holder(object, &["status"]);
    plan.change(file, |document| document.set(&path, "status", status.into(), &before("status")))
}

/// Removes what is declared.
pub(super) fn remove_status(plan: &mut Plan, object: &Object) -> Result<(), Refusal> {
    let (file, path) = plan.holder(object, &["status"]);
    plan.change(file, |document| document.remove(&path, "status"))
}

/// A proof of a target in the plan.
struct Found {
    url: String,
    /// The object with the list that it is in.
    file: File,
    holder: Path,
    place: usize,
    /// What it names in `verifies`.
    verifies: Vec<String>,
}

/// Returns the object whose `proof:` a proof of `target` belongs to: a feature has a list of its own.
fn holder(plan: &Plan, object: &Object, target: &Target) -> (File, Path) {
    let (file, mut path) = plan.holder(object, &["proof"]);
    if let (Some(part), Kind::Project) = (&target.part, object.kind) {
        let (own_file, own_path) = plan.holder(object, &["features"]);
        let features = plan.at(own_file, &own_path).map_or(&[][..], |value| list(value, "features"));
        if let Some(place) = features.iter().position(|feature| text(feature, "id") == Some(part)) {
            path = [&own_path[..], &[Step::key("features"), Step::Place(place)]].concat();
            return (own_file, path);
        }
    }
    (file, path)
}

fn names(value: &Value, key: &str) -> Vec<String> {
    let name = |item: &Value| match &item.data {
        Data::Text(text) => Some(text.clone()),
        _ => None,
    };
    list(value, key).iter().filter_map(name).collect()
}

/// Returns the proofs that `target` has: those of a criterion alone, or those of the whole.
fn proofs(plan: &Plan, object: &Object, target: &Target) -> Vec<Found> {
    let (file, holder) = holder(plan, object, target);
    let Some(value) = plan.at(file, &holder) else { return Vec::new() };
    let found = list(value, "proof").iter().enumerate().map(|(place, proof)| Found {
        url: text(proof, "url").unwrap_or_default().to_owned(),
        file,
        holder: holder.clone(),
        place,
        verifies: names(proof, "verifies"),
    });
    let is_meant = |found: &Found| match (&target.part, object.kind) {
        (Some(part), Kind::Item) => found.verifies.contains(part),
        _ => found.verifies.is_empty(),
    };
    found.filter(is_meant).collect()
}

fn add_proof(plan: &mut Plan, object: &Object, target: &Target, proof: &Proof) -> Result<(), Refusal> {
    let (file, path) = holder(plan, object, target);
    let there = plan.at(file, &path).map_or(&[][..], |value| list(value, "proof"));
    let same = there.iter().enumerate().find(|(_, other)| text(other, "url") == Some(proof.url.as_str()));
    let part = target.part.as_deref().filter(|_| object.kind == Kind::Item);
    if let Some((place, other)) = same {
        let verified = names(other, "verifies");
        match part {
            Some(part) if !verified.is_empty() && verified.iter().all(|name| name != part) => {
                let path = [&path[..], &[Step::key("proof"), Step::Place(place)]].concat();
                let item = Item::new(part.into(), Style::Flow);
                return plan.change(file, |document| document.append(&path, "verifies", &item, &[]));
            }
            None if !verified.is_empty() => {}
            _ => return Err(Refusal::new(format!("`{target}` has the proof `{}` already", proof.url))),
        }
    }
    let item = Item::new(proof.node(part), Style::Block);
    plan.change(file, |document| document.append(&path, "proof", &item, &before("proof")))
}

fn remove_proof(plan: &mut Plan, found: &Found, target: &Target) -> Result<(), Refusal> {
    let Found { file, holder, place, verifies, .. } = found;
    let others = verifies.iter().position(|name| Some(name) == target.part.as_ref()).filter(|_| verifies.len() > 1);
    if let Some(part) = others {
        let path = [&holder[..], &[Step::key("proof"), Step::Place(*place)]].concat();
        return plan.change(*file, |document| Ok(document.take(&path, "verifies", part)?.1));
    }
    let count = plan.at(*file, holder).and_then(|value| get(value, "proof")).map_or(0, |value| match &value.data {
        Data::List(items) => items.len(),
        _ => 0,
    });
    plan.change(*file, |document| {
        if count == 1 { document.remove(holder, "proof") } else { Ok(document.take(holder, "proof", *place)?.1) }
    })
}
