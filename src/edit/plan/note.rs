//! What is given up, and what is for the owner only.

use super::tick::{remove_status, set_status};
use super::{Edit, File, Kind, Object, Plan, Refusal, get, text};
use crate::source::value::Data;

/// Declares `id` dropped: it leaves the scope of the plan. The `reason` becomes a private note.
///
/// # Errors
/// When there is no such thing, it cannot be dropped, or the file cannot be edited.
pub fn drop(plan: &Plan, id: &str, reason: Option<&str>) -> Result<Edit, Refusal> {
    let object = plan.find(id)?;
    refuse_undroppable(&object)?;
    if object.status.as_deref() == Some("dropped") && reason.is_none() {
        return Err(Refusal::new(format!("`{id}` is dropped already")));
    }
    let mut new = plan.clone();
    if object.status.as_deref() != Some("dropped") {
        set_status(&mut new, &object, "dropped")?;
    }
    let mut remarks = Vec::new();
    if let Some(reason) = reason {
        remarks = write_note(&mut new, &object, &format!("dropped: {reason}"), false)?;
    }
    Ok(Edit::between(plan, new, id, remarks))
}

/// Takes a thing up again that was dropped.
///
/// # Errors
/// When it is not dropped, or the file cannot be edited.
pub fn undrop(plan: &Plan, id: &str) -> Result<Edit, Refusal> {
    let object = plan.find(id)?;
    if object.status.as_deref() != Some("dropped") {
        return Err(Refusal::new(format!("`{id}` is not dropped")));
    }
    let mut new = plan.clone();
    remove_status(&mut new, &object)?;
    Ok(Edit::between(plan, new, id, Vec::new()))
}

/// Writes a private note about `id`, behind the one that there is or, with `replaces`, instead of it. It goes into the
/// private file, whatever file the object is in.
///
/// # Errors
/// When there is no such thing, it has no notes, or the file cannot be edited.
pub fn note(plan: &Plan, id: &str, note: &str, replaces: bool) -> Result<Edit, Refusal> {
    let object = plan.find(id)?;
    let mut new = plan.clone();
    let remarks = write_note(&mut new, &object, note, replaces)?;
    Ok(Edit::between(plan, new, id, remarks))
}

fn refuse_undroppable(object: &Object) -> Result<(), Refusal> {
    let id = &object.id;
    match object.kind {
        Kind::Item | Kind::Certification | Kind::Project | Kind::Outreach => Ok(()),
        Kind::Phase => Err(Refusal::new(format!("`{id}` is a phase: drop its items"))),
        _ => Err(Refusal::new(format!(
            "`{id}` has no status: an item, certification, project or outreach entry can be dropped; take it out by hand"
        ))),
    }
}

fn write_note(plan: &mut Plan, object: &Object, note: &str, replaces: bool) -> Result<Vec<String>, Refusal> {
    let mut remarks = Vec::new();
    if object.kind == Kind::Reason {
        return Err(Refusal::new(format!("`{}` has no note: it is one itself", object.id)));
    }
    if object.kind.is_private() {
        if object.file == File::Public {
            return Err(Refusal::new(format!(
                "`{}` stands in `plan.yaml`, where no note is written: `milepost plan split` moves it first",
                object.id
            )));
        }
        let old = plan.at(object.file, &object.path).and_then(|value| text(value, "note"));
        let note = joined(old, note, replaces);
        plan.change(object.file, |document| {
            document.set(&object.path, "note", note.into(), &["names", "usd", "per", "company", "stage"])
        })?;
        return Ok(remarks);
    }
    let chain = if object.kind == Kind::Plan { Vec::new() } else { object.chain.clone() };
    let old = |file: File| {
        let document = plan.document(file)?;
        let path = super::find::path_in(document, &chain)?;
        let value = document.at(&path)?;
        let value = if object.kind == Kind::Plan { get(value, "plan")? } else { value };
        match &get(get(value, "private")?, "note")?.data {
            Data::Text(text) => Some(text.clone()),
            _ => None,
        }
    };
    let public = old(File::Public).filter(|_| object.file == File::Public);
    if public.is_some() && old(File::Private).is_none() {
        remarks.push("`plan.yaml` has a note of its own there, which this one takes the place of".to_owned());
    }
    let note = joined(old(File::Private).or(public).as_deref(), note, replaces);
    if object.kind == Kind::Plan {
        plan.set_plan_note(&note)?;
    } else {
        plan.set_private(&chain, "note", note.into())?;
    }
    Ok(remarks)
}

fn joined(old: Option<&str>, note: &str, replaces: bool) -> String {
    match old.filter(|_| !replaces) {
        Some(old) => format!("{}; {note}", old.trim_end()),
        None => note.to_owned(),
    }
}

impl Plan {
    /// Writes a note about the plan itself.
    fn set_plan_note(&mut self, note: &str) -> Result<(), Refusal> {
        use super::{Node, Step, before};
        let plan = vec![Step::key("plan")];
        let private = self.at(File::Private, &plan).is_some();
        let has_map = self.at(File::Private, &[Step::key("plan"), Step::key("private")]).is_some();
        self.change(File::Private, |document| match (private, has_map) {
            (_, true) => document.set(&vec![Step::key("plan"), Step::key("private")], "note", note.into(), &[]),
            (true, false) => document.set(&plan, "private", Node::map([("note", note.into())]), &before("private")),
            (false, _) => {
                let node = Node::map([("private", Node::map([("note", note.into())]))]);
                document.set(&Vec::new(), "plan", node, &before("plan"))
            }
        })
    }
}
