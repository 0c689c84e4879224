//! The git program, for what `deploy` and `doctor` do with repositories.
//!
//! Every run is in the repository of the journal, with its settings: addresses that are rewritten, credentials, ssh.
#![expect(clippy::disallowed_methods, reason = "the command line runs git")]

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, bail};

/// What a hook or another program may have set for another repository.
const ELSEWHERE: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
];

/// Git in one folder, with variables of its own.
#[derive(Debug, Clone)]
pub(crate) struct Git {
    folder: PathBuf,
    variables: Vec<(&'static str, OsString)>,
}

/// What a run of git said.
#[derive(Debug)]
pub(crate) struct Said {
    /// Whether it succeeded.
    pub(crate) ok: bool,
    /// What it printed.
    pub(crate) out: Vec<u8>,
    /// What it complained of.
    pub(crate) complaint: String,
}

impl Git {
    /// Returns git in `folder`, or `None` where there is no repository.
    ///
    /// # Errors
    /// When there is no git, or when it refuses to read the repository.
    pub(crate) fn open(folder: &Path) -> anyhow::Result<Option<Self>> {
        let git = Self { folder: folder.to_owned(), variables: Vec::new() };
        let said = git.try_run(&["rev-parse", "--git-dir"])?;
        if said.ok {
            return Ok(Some(git));
        }
        if said.complaint.contains("not a git repository") {
            return Ok(None);
        }
        bail!("git does not read the repository of `{}`: {}", folder.display(), said.reason());
    }

    /// Returns the same with the variable `name`.
    pub(crate) fn with(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Self {
        self.variables.push((name, value.as_ref().to_owned()));
        self
    }

    /// Runs git and returns what it said, whether it succeeded or not.
    pub(crate) fn try_run(&self, arguments: &[&str]) -> anyhow::Result<Said> {
        self.feed(arguments, &[])
    }

    /// Runs git and returns what it printed.
    ///
    /// # Errors
    /// With what git complained of.
    pub(crate) fn run(&self, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
        self.run_with(arguments, &[])
    }

    /// Runs git with `input`, and returns what it printed.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> anyhow::Result<Vec<u8>> {
        let said = self.feed(arguments, input)?;
        if !said.ok {
            bail!("`git {}` failed: {}", arguments.first().unwrap_or(&""), said.reason());
        }
        Ok(said.out)
    }

    /// Runs git and returns the line that it printed.
    pub(crate) fn line(&self, arguments: &[&str]) -> anyhow::Result<String> {
        Ok(text(&self.run(arguments)?))
    }

    /// Runs git and returns the line that it printed, or `None` when it failed or printed nothing.
    pub(crate) fn ask(&self, arguments: &[&str]) -> Option<String> {
        let said = self.try_run(arguments).ok()?;
        Some(text(&said.out)).filter(|line| said.ok && !line.is_empty())
    }

    fn feed(&self, arguments: &[&str], input: &[u8]) -> anyhow::Result<Said> {
        let mut command = self.command(arguments);
        command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
        let mut child = match command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                bail!("there is no `git` on this machine: install it from https://git-scm.com/")
            }
            other => other.context("could not run git")?,
        };
        let stdin = child.stdin.take();
        // Beside the reading: git answers while it is fed, and a full pipe would stop both.
        let output: std::io::Result<Output> = std::thread::scope(|scope| {
            scope.spawn(move || {
                // A git that has heard enough says why on its own.
                let _ = stdin.map(|mut stdin| stdin.write_all(input));
            });
            child.wait_with_output()
        });
        let output = output.context("could not read what git said")?;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(Said { ok: output.status.success(), out: output.stdout, complaint })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        for name in ELSEWHERE {
            command.env_remove(name);
        }
        // Messages are read, so they have to be in one language; the index of the user is not even refreshed.
        command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").current_dir(&self.folder);
        if !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        // A transfer that stands still is not waited for.
        command.args(["-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60"]);
        command.args(arguments);
        command
    }
}

impl Said {
    /// Returns what git complained of, on one line.
    pub(crate) fn reason(&self) -> String {
        let lines = self.complaint.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("hint:"));
        let lines: Vec<&str> = lines.collect();
        if lines.is_empty() { "it did not say why".to_owned() } else { lines.join("; ") }
    }
}

/// Returns what was printed, without the line break at the end.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}
