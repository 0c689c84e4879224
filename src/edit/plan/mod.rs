//! Edits of the plan: what is proven, when it is due, what is given up, what is new.
//!
//! A [`Plan`] is the two files as text, read. Each edit is a pure function from it to an [`Edit`], the new texts:
//!
//! 1. [`find`] knows every object by its id, and in which file it stands;
//! 2. [`mod@tick`] adds and removes proofs and claims; [`schedule`] moves; [`mod@note`] drops, and writes what is for the owner;
//!    [`mod@add`] adds;
//! 3. [`mod@split`] parts one private master into the two files.
//!
//! **Invariant:** what is private is never written to the public file.

pub mod add;
pub mod find;
pub mod note;
pub mod schedule;
pub mod split;
pub mod tick;

pub use add::{New, NewKind, add};
pub use find::{Kind, Object};
pub use note::{drop, note, undrop};
pub use schedule::{When, reschedule};
pub use split::{Split, split};
pub use tick::{Proof, Target, kind_of, provable, tick, untick};

use super::Refusal;
use super::yaml::{Document, Item, Node, Path, Step, Style, get, list, text};
use crate::plan::{PLAN_FILE, PRIVATE_FILE};
use crate::source::value::{Data, Value};

/// How a private file begins that is made for an edit.
const PRIVATE_HEAD: &str = "\
# NEVER COMMIT THIS FILE.  It is listed in .gitignore; keep it that way, also in a fork.
#
# The private half of your plan.  It belongs to plan.yaml by id.  Git ignores it, so keep a copy elsewhere.

schema: 1
";

/// One of the two files of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// `plan.yaml`
    Public,
    /// `plan.private.yaml`
    Private,
}

impl File {
    /// Returns its path in the journal.
    pub fn path(self) -> &'static str {
        match self {
            Self::Public => PLAN_FILE,
            Self::Private => PRIVATE_FILE,
        }
    }
}

/// The plan as it is written, in two files.
#[derive(Debug, Clone)]
pub struct Plan {
    public: Document,
    private: Option<Document>,
}

impl Plan {
    /// Reads both files; the private one may be absent.
    ///
    /// # Errors
    /// When one of them is not YAML.
    pub fn read(public: &str, private: Option<&str>) -> Result<Self, Refusal> {
        let read = |file: File, text: &str| Document::read(text).map_err(|refusal| within(file, &refusal));
        Ok(Self {
            public: read(File::Public, public)?,
            private: private.map(|text| read(File::Private, text)).transpose()?,
        })
    }

    /// Returns a file as it is read, if it is there.
    pub fn document(&self, file: File) -> Option<&Document> {
        match file {
            File::Public => Some(&self.public),
            File::Private => self.private.as_ref(),
        }
    }

    /// Returns the files that are there.
    fn documents(&self) -> impl Iterator<Item = (File, &Document)> {
        [File::Public, File::Private].into_iter().filter_map(|file| Some((file, self.document(file)?)))
    }

    /// Makes a change of one file. A private file that is not there is made.
    fn change(
        &mut self,
        file: File,
        change: impl FnOnce(&Document) -> Result<Document, Refusal>,
    ) -> Result<(), Refusal> {
        let changed = match self.document(file) {
            Some(document) => change(document),
            None => change(&Document::read(PRIVATE_HEAD)?),
        };
        let changed = changed.map_err(|refusal| within(file, &refusal))?;
        match file {
            File::Public => self.public = changed,
            File::Private => self.private = Some(changed),
        }
        Ok(())
    }

    /// Returns what stands at `path` of a file.
    fn at(&self, file: File, path: &[Step]) -> Option<&Value> {
        self.document(file)?.at(path)
    }

    /// Returns where an edit of one of `keys` of `object` belongs: into the private file when that says one of them, since
    /// it has the last word, else to where the object is.
    fn holder(&self, object: &Object, keys: &[&str]) -> (File, Path) {
        if object.file == File::Public
            && let Some(path) = self.private.as_ref().and_then(|private| find::path_in(private, &object.chain))
            && keys.iter().any(|key| self.at(File::Private, &path).and_then(|value| get(value, key)).is_some())
        {
            return (File::Private, path);
        }
        (object.file, object.path.clone())
    }

    /// Returns the value of `key` of `object` in the plan as a whole.
    fn get(&self, object: &Object, key: &str) -> Option<&Value> {
        let (file, path) = self.holder(object, &[key]);
        get(self.at(file, &path)?, key)
    }

    /// Returns the text at `key` of `object`.
    fn text(&self, object: &Object, key: &str) -> Option<&str> {
        match &self.get(object, key)?.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number at `key` of `plan`.
    fn head(&self, key: &str) -> Option<&Value> {
        self.documents().filter_map(|(_, document)| get(get(document.root(), "plan")?, key)).last()
    }

    /// Sets `key` in the `private` map of the object at `chain`, in the private file. What is not there is made.
    fn set_private(&mut self, chain: &[(String, String)], key: &str, node: Node) -> Result<(), Refusal> {
        let private = match &self.private {
            Some(document) => document.clone(),
            None => Document::read(PRIVATE_HEAD)?,
        };
        if let Some(mut path) = find::path_in(&private, chain) {
            let object = private.at(&path).ok_or_else(|| Refusal::new("it is gone"))?;
            return if get(object, "private").is_some_and(|value| matches!(value.data, Data::Map(_))) {
                path.push(Step::key("private"));
                self.change(File::Private, |document| document.set(&path, key, node, &["note"]))
            } else {
                let private = Node::map([(key, node)]);
                self.change(File::Private, |document| document.set(&path, "private", private, &before("private")))
            };
        }
        let private = Node::map([("private", Node::map([(key, node)]))]);
        self.change(File::Private, |document| with_object(document, chain, &private))
    }
}

/// Appends the object at `chain` with `fields` to a document that lacks it, or the last steps of it.
fn with_object(document: &Document, chain: &[(String, String)], fields: &Node) -> Result<Document, Refusal> {
    let Some(known) = (0..chain.len()).rev().find(|known| find::path_in(document, &chain[..*known]).is_some()) else {
        // It is the plan itself, which has no place in a list.
        return document.set(&Vec::new(), "plan", fields.clone(), &["schema", "site"]);
    };
    let path = find::path_in(document, &chain[..known]).unwrap_or_default();
    let mut node: Option<Node> = None;
    for (number, (_, id)) in chain.iter().enumerate().skip(known).rev() {
        let mut entries = vec![("id".to_owned(), Node::from(id.as_str()))];
        match node.take() {
            Some(inner) => entries.push((chain[number + 1].0.clone(), Node::List(vec![inner]))),
            None => {
                if let Node::Map(fields) = fields {
                    entries.extend(fields.iter().filter(|(key, _)| key != "id").cloned());
                }
            }
        }
        node = Some(Node::Map(entries));
    }
    let node = node.ok_or_else(|| Refusal::new("it has no place in the plan"))?;
    let style = if known + 1 == chain.len() { Style::Flow } else { Style::Block };
    document.append(&path, &chain[known].0, &Item::new(node, style), &before(&chain[known].0))
}

/// The new texts of the files that an edit changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    /// Each changed file with its new text.
    pub files: Vec<(File, String)>,
    /// The id that the edit is about.
    pub id: String,
    /// What was done besides what was asked for, as sentences.
    pub remarks: Vec<String>,
}

impl Edit {
    /// Returns what changed from `old` to `new`.
    fn between(old: &Plan, new: Plan, id: &str, remarks: Vec<String>) -> Self {
        let was = |file: File| old.document(file).map(Document::text);
        let mut files = Vec::new();
        let Plan { public, private } = new;
        for (file, document) in [(File::Public, Some(public)), (File::Private, private)] {
            if let Some(document) = document
                && was(file) != Some(document.text())
            {
                files.push((file, document.into_text()));
            }
        }
        Self { files, id: id.to_owned(), remarks }
    }
}

/// The keys of objects in the order in which they are written.
const ORDER: [&str; 53] = [
    "schema",
    "site",
    "plan",
    "evidence_policy",
    "phases",
    "certifications",
    "id",
    "type",
    "title",
    "tagline",
    "issuer",
    "exam_code",
    "naming_note",
    "summary",
    "kind",
    "order",
    "group",
    "month",
    "months",
    "due",
    "themes",
    "items",
    "hours",
    "est",
    "condition",
    "cert",
    "goal",
    "target",
    "needs",
    "goals",
    "projects",
    "outreach",
    "counts",
    "skills",
    "roles",
    "resources",
    "criteria",
    "repo",
    "demo",
    "features",
    "any_of",
    "valid_months",
    "retired_on",
    "superseded_by",
    "counts_for",
    "proof",
    "evidence",
    "status",
    "optional",
    "available",
    "watch",
    "visibility",
    "private",
];

/// Returns the keys that stand before `key`.
fn before(key: &str) -> Vec<&'static str> {
    ORDER.iter().copied().take_while(|other| *other != key).collect()
}

fn within(file: File, refusal: &Refusal) -> Refusal {
    Refusal::new(format!("`{}`: {refusal}", file.path()))
}

#[cfg(test)]
mod tests;
