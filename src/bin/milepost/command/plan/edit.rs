//! What every change of the plan does: read both files, edit them as text, look at what the plan says then, write, tell.
//!
//! The private file is written first, so that a run that is killed between the two never leaves a public file without what
//! belongs to it. Each of them is there as it was or as it is meant, whole.
#![expect(clippy::disallowed_methods, reason = "the command line reads and writes the plan")]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use clap::builder::styling::AnsiColor;
use milepost::diagnostic::Diagnostic;
use milepost::edit::Refusal;
use milepost::edit::diff::{Hunk, hunks};
use milepost::edit::plan::{Edit, File, Plan};
use milepost::plan as read_plan;
use milepost::source::{Source, SourcePath, Sources};

use super::state::Standing;
use super::{Context, Outcome};
use crate::args::EditHow;
use crate::terminal::paint;
use crate::{ignored, journal, report, write};

/// What an edit of the plan did, or would do.
pub(crate) struct Applied {
    /// The files as they were.
    texts: Texts,
    /// The new texts.
    edit: Edit,
    /// The journal with them.
    after: Sources,
}

/// Edits the plan of the journal below `root`; with `is_dry`, nothing is written. The commands and the cockpit of `serve`
/// change the plan here and nowhere else.
pub(crate) fn apply(
    root: &Path,
    is_dry: bool,
    edit: impl FnOnce(&Plan) -> Result<Edit, Refusal>,
) -> anyhow::Result<Applied> {
    let _lock = write::lock(root)?;
    let texts = Texts::read(root)?;
    let plan = texts.plan()?;
    let edit = edit(&plan).map_err(|refusal| anyhow!("nothing was changed: {refusal}"))?;
    let before = journal::load(root, journal::WANTED)?;
    let after = with_texts(&before, &edit.files);
    refuse_new_mistakes(&before, &after)?;
    if !is_dry {
        for (file, text) in edit.files.iter().rev() {
            if *file == File::Private {
                // Before the file that it keeps out of git.
                ignored::ensure(root, &[read_plan::PRIVATE_FILE])?;
            }
            write::replace(&root.join(file.path()), text.as_bytes())?;
        }
    }
    Ok(Applied { texts, edit, after })
}

/// Edits the plan of the journal, and prints what changed and how it stands with what was edited.
pub(super) fn run(
    how: EditHow,
    label: &str,
    ctx: &Context<'_>,
    edit: impl FnOnce(&Plan) -> Result<Edit, Refusal>,
) -> anyhow::Result<Outcome> {
    let Applied { texts, edit, after } = apply(ctx.root, how.dry_run, edit)?;
    let mut text = report::line(label, &edit.id);
    for (file, new) in &edit.files {
        let old = texts.of(*file);
        let path = super::super::shown(&ctx.root.join(file.path()));
        for hunk in hunks(old, new) {
            ctx.terminal.data(&format!("{path}:{}\n", hunk.line))?;
            text += &shown(&hunk);
        }
    }
    for remark in &edit.remarks {
        text += &report::line("note", remark);
    }
    let standing = Standing::of(&after, ctx)?;
    let edited = Plan::read(
        texts_of(&after, File::Public),
        after.find(File::Private.path()).map(|_| texts_of(&after, File::Private)),
    );
    if let Ok(object) = edited.and_then(|plan| plan.find(&edit.id)) {
        text += &report::line("state", &standing.sentence(&object));
    }
    if how.dry_run {
        text += &report::line("dry run", "nothing was written");
    }
    ctx.terminal.report(&text);
    Ok(Outcome::Fine)
}

/// The two files as they are on the disk.
pub(super) struct Texts {
    public: String,
    private: Option<String>,
}

impl Texts {
    /// Reads the plan of the journal at `root`.
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let read = |file: File| match fs::read_to_string(root.join(file.path())) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("could not read `{}`", root.join(file.path()).display())),
        };
        let Some(public) = read(File::Public)? else {
            bail!(
                "there is no `plan.yaml` in `{}`: start a journal with `milepost init`, or name one with --root",
                root.display()
            )
        };
        Ok(Self { public, private: read(File::Private)? })
    }

    /// Returns them as a plan.
    pub(super) fn plan(&self) -> anyhow::Result<Plan> {
        Plan::read(&self.public, self.private.as_deref())
            .map_err(|refusal| anyhow!("{refusal}: run `milepost check` to see where"))
    }

    fn of(&self, file: File) -> &str {
        match file {
            File::Public => &self.public,
            File::Private => self.private.as_deref().unwrap_or_default(),
        }
    }
}

/// Returns the journal with the new texts in it.
fn with_texts(sources: &Sources, files: &[(File, String)]) -> Sources {
    let new = files.iter().filter_map(|(file, text)| {
        Some(Source { path: SourcePath::new(file.path())?, bytes: text.as_bytes().into(), added: None })
    });
    let mut after = Sources::new(sources.iter().map(|(_, file)| file.clone()).chain(new));
    after.updated.clone_from(&sources.updated);
    after.is_shallow = sources.is_shallow;
    after
}

fn texts_of(sources: &Sources, file: File) -> &str {
    sources.find(file.path()).and_then(|(id, _)| sources.text(id).ok()).unwrap_or_default()
}

/// Refuses an edit with which the plan would have an error that it did not have before.
fn refuse_new_mistakes(before: &Sources, after: &Sources) -> anyhow::Result<()> {
    let errors = |sources: &Sources| -> Vec<Diagnostic> {
        let (_, found) = read_plan::parse(sources, true);
        found.into_iter().filter(Diagnostic::is_error).collect()
    };
    let old = errors(before);
    let is_new = |found: &Diagnostic| !old.iter().any(|old| old.code == found.code && old.message == found.message);
    if let Some(found) = errors(after).into_iter().find(is_new) {
        let hints: Vec<String> = found.hints.iter().map(|hint| format!(": {hint}")).collect();
        let hints = hints.concat();
        bail!("nothing was changed, because the plan would be wrong: {}{hints}", found.message);
    }
    Ok(())
}

/// Returns the lines that are gone and those that are new.
pub(super) fn shown(hunk: &Hunk<'_>) -> String {
    let line = |mark: &str, color: AnsiColor, line: &&str| {
        let text = format!("{mark} {}", line.trim_end_matches(['\r', '\n']));
        format!("      {}\n", paint(color, text.trim_end()))
    };
    let removed = hunk.removed.iter().map(|text| line("-", AnsiColor::Red, text));
    removed.chain(hunk.added.iter().map(|text| line("+", AnsiColor::Green, text))).collect()
}
