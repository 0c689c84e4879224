//! `milepost doctor`: is the repository ready for GitHub Pages? It looks at this machine only, and changes nothing.
//!
//! 1. [`Visit`] is what is looked at: the journal, its build, its repository;
//! 2. [`site`], [`repository`] and [`publishing`] each make some [`Check`]s of it;
//! 3. [`text`] and [`json`] tell them.

mod publishing;
mod repository;
mod site;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::builder::styling::AnsiColor;
use milepost::Build;
use serde::Serialize;

use crate::deploy::{self, Remote};
use crate::git::Git;
use crate::terminal::paint;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// As it should be.
    Ok,
    /// It works, and could be better.
    Warning,
    /// The site will not be published, or not rightly.
    Error,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub(crate) struct Check {
    /// What it is called, for tools.
    pub(crate) id: &'static str,
    /// How it came out.
    pub(crate) state: State,
    /// What was found.
    pub(crate) message: String,
    /// What to type or to do about it.
    pub(crate) fixes: Vec<String>,
}

impl Check {
    fn ok(id: &'static str, message: impl Into<String>) -> Self {
        Self { id, state: State::Ok, message: message.into(), fixes: Vec::new() }
    }

    fn warning(id: &'static str, message: impl Into<String>, fixes: &[&str]) -> Self {
        Self { state: State::Warning, ..Self::error(id, message, fixes) }
    }

    fn error(id: &'static str, message: impl Into<String>, fixes: &[&str]) -> Self {
        let fixes = fixes.iter().map(|fix| (*fix).to_owned()).collect();
        Self { id, state: State::Error, message: message.into(), fixes }
    }
}

/// What is looked at.
pub(crate) struct Visit<'a> {
    /// The folder of the journal.
    pub(crate) root: &'a Path,
    /// What a build of it made.
    pub(crate) build: &'a Build,
    /// Its repository, if it is in one.
    pub(crate) repository: Option<Repository>,
}

/// The repository of a journal.
pub(crate) struct Repository {
    git: Git,
    /// The folder that it begins at, where workflows are.
    top: PathBuf,
    remote: Result<Remote, String>,
}

impl Repository {
    /// Returns the repository that `root` is in.
    pub(crate) fn find(root: &Path, remote: Option<&str>) -> anyhow::Result<Option<Self>> {
        let Some(git) = Git::open(root)? else { return Ok(None) };
        let top = git.ask(&["rev-parse", "--show-toplevel"]).map_or_else(|| root.to_owned(), PathBuf::from);
        let remote = deploy::choose(&git, remote).map_err(|error| error.to_string());
        Ok(Some(Self { git, top, remote }))
    }

    /// Returns the place of the workflow.
    pub(crate) fn workflow(&self) -> PathBuf {
        self.top.join(crate::workflow::PATH)
    }
}

/// Looks at everything.
pub(crate) fn look(visit: &Visit<'_>) -> Vec<Check> {
    let mut checks = site::checks(visit);
    match &visit.repository {
        None => checks.push(Check::error(
            "git",
            "the journal is in no git repository, so there is nothing to publish from",
            &["git init -b main", "git add . && git commit -m \"a journal\"", "git remote add origin ADDRESS"],
        )),
        Some(repository) => {
            checks.extend(repository::checks(repository, visit));
            checks.extend(publishing::checks(repository, visit));
        }
    }
    checks
}

/// Returns the checks for somebody who reads them.
pub(crate) fn text(checks: &[Check]) -> String {
    let mut text = String::new();
    for Check { state, message, fixes, .. } in checks {
        let (sign, color) = match state {
            State::Ok => ("✓", AnsiColor::Green),
            State::Warning => ("!", AnsiColor::Yellow),
            State::Error => ("✗", AnsiColor::Red),
        };
        let _ = writeln!(text, "   {} {message}", paint(color, sign));
        text.extend(fixes.iter().map(|fix| format!("       → {fix}\n")));
    }
    let count = |state| checks.iter().filter(|check| check.state == state).count();
    let (errors, warnings) = (count(State::Error), count(State::Warning));
    let end = match (errors, warnings) {
        (0, 0) => "\nready for GitHub Pages\n".to_owned(),
        (0, warnings) => format!("\nready for GitHub Pages, with {}\n", crate::report::plural(warnings, "remark")),
        (errors, _) => format!("\nnot ready for GitHub Pages: {} to mend\n", crate::report::plural(errors, "thing")),
    };
    text + &end
}

/// Returns the checks for tools.
pub(crate) fn json(checks: &[Check]) -> anyhow::Result<String> {
    #[derive(Serialize)]
    struct Report<'a> {
        ready: bool,
        checks: &'a [Check],
    }
    let ready = is_ready(checks);
    Ok(serde_json::to_string_pretty(&Report { ready, checks })? + "\n")
}

/// Returns whether nothing stands in the way.
pub(crate) fn is_ready(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.state != State::Error)
}
