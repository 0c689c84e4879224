//! `milepost verify`: is a copy of a site what its manifest says?
//!
//! 1. [`folder`] looks at a copy on the disk, `web` at one on a server; both say of each file what they found;
//! 2. [`Finding`] is what is wrong with one file, and [`Verdict`] all of it, as text and as JSON.

pub(crate) mod folder;
#[cfg(feature = "external")]
pub(crate) mod web;

use anyhow::Context as _;
use milepost::output::manifest::Manifest;
use serde::Serialize;

use crate::report::{line, plural};

/// How many files are named, unless all are asked for.
const NAMED: usize = 20;
/// A manifest of more bytes than these is not read: it would list half a million files.
pub(crate) const LARGEST_MANIFEST: u64 = 64 << 20;

/// What is wrong with a file of the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Finding {
    /// It is not there.
    Missing,
    /// It holds something else.
    Changed,
    /// It could not be read.
    Unreadable,
    /// It is there, and must not be anywhere that visitors come.
    Private,
    /// It is there, and the manifest does not list it.
    Extra,
}

impl Finding {
    fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Unreadable => "unreadable",
            Self::Private => "private",
            Self::Extra => "extra",
        }
    }
}

/// A file with what was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Remark {
    /// What is wrong.
    pub(crate) finding: Finding,
    /// Which file.
    pub(crate) path: String,
    /// What is known beside that, such as a status.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) detail: String,
}

/// What came of a comparison.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Verdict {
    /// The copy.
    pub(crate) copy: String,
    /// Who made the site, as the manifest says.
    pub(crate) generator: String,
    /// How many files are as the manifest says.
    pub(crate) right: usize,
    /// How many files the manifest lists.
    pub(crate) listed: usize,
    /// What is wrong, sorted.
    pub(crate) remarks: Vec<Remark>,
    /// What the visitor of the copy should know, and is not wrong.
    pub(crate) notes: Vec<String>,
    /// Whether the copy is whole.
    pub(crate) whole: bool,
}

impl Verdict {
    /// Judges what was found: everything but a file too many makes a copy wrong, and that too where `no_extra`.
    pub(crate) fn judge(mut self, no_extra: bool) -> Self {
        self.remarks.sort();
        let is_wrong = |remark: &Remark| no_extra || remark.finding != Finding::Extra;
        self.whole = !self.remarks.iter().any(is_wrong);
        self
    }

    /// Returns it as text, with every file when `is_verbose`.
    pub(crate) fn text(&self, is_verbose: bool) -> String {
        let mut text = line("copy", &self.copy);
        text += &line("made by", &self.generator);
        text += &line("right", &format!("{} of {}", self.right, plural(self.listed, "file")));
        let named = if is_verbose { self.remarks.len() } else { NAMED };
        for Remark { finding, path, detail } in self.remarks.iter().take(named) {
            let detail = if detail.is_empty() { String::new() } else { format!("  {detail}") };
            text += &line(finding.word(), &format!("{}{detail}", path.escape_debug()));
        }
        if self.remarks.len() > named {
            text += &line("", &format!("and {} more; --verbose names them", self.remarks.len() - named));
        }
        for note in &self.notes {
            text += &line("note", note);
        }
        text
    }

    /// Returns it as JSON.
    pub(crate) fn json(&self) -> anyhow::Result<String> {
        Ok(serde_json::to_string_pretty(self).context("a verdict can be written")? + "\n")
    }
}

/// Reads a manifest, and says where it is when it is none.
pub(crate) fn manifest(bytes: &[u8], place: &str) -> anyhow::Result<Manifest> {
    Manifest::parse(bytes).with_context(|| format!("`{place}` is no manifest of a site"))
}

/// Returns whether a file of this path is never meant for visitors, whoever put it there.
pub(crate) fn is_private(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let in_folder = |folder: &str| path.split('/').rev().skip(1).any(|part| part == folder);
    let is_environment = name == ".env" || name.starts_with(".env.");
    name == "plan.private.yaml" || is_environment || in_folder(".git") || in_folder(".milepost") || name == "id_rsa"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extra_file_is_told_and_a_missing_one_is_wrong() {
        let verdict = |finding, no_extra| {
            let remark = Remark { finding, path: "a".into(), detail: String::new() };
            Verdict { remarks: vec![remark], ..Verdict::default() }.judge(no_extra).whole
        };
        assert!(verdict(Finding::Extra, false) && !verdict(Finding::Extra, true));
        for finding in [Finding::Missing, Finding::Changed, Finding::Unreadable, Finding::Private] {
            assert!(!verdict(finding, false), "{finding:?}");
        }
    }

    #[test]
    fn private_is_known_by_name() {
        for path in ["plan.private.yaml", "x/plan.private.yaml", ".env", "a/.env.local", "a/.git/config"] {
            assert!(is_private(path), "{path}");
        }
        for path in ["plan.yaml", "notes/.git", "environment/index.html", "git/config"] {
            assert!(!is_private(path), "{path}");
        }
    }
}
