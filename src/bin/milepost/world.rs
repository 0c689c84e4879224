//! The clock and the environment, read once at the start.
#![expect(clippy::disallowed_methods, reason = "the command line is where clock and environment are read")]

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDate, Utc};
use milepost::plan::BaseUrl;

use crate::deploy::address::Repository;

/// What a run needs to know of the world around it.
#[derive(Debug, Clone)]
pub(crate) struct World {
    /// The moment of the start.
    pub(crate) now: DateTime<Utc>,
    /// Where programs may be.
    pub(crate) installed: Installed,
    /// What a workflow of GitHub tells of itself.
    pub(crate) github: Github,
    source_date_epoch: Option<String>,
    editor: Option<String>,
    /// When that was, to measure time.
    pub(crate) started: Instant,
}

impl World {
    /// Reads clock and environment.
    pub(crate) fn read() -> Self {
        Self {
            now: Utc::now(),
            installed: Installed::read(),
            github: Github::read(),
            source_date_epoch: variable("SOURCE_DATE_EPOCH"),
            editor: variable("VISUAL").or_else(|| variable("EDITOR")),
            started: Instant::now(),
        }
    }

    /// Returns the date of `SOURCE_DATE_EPOCH`, in UTC.
    pub(crate) fn source_date(&self) -> anyhow::Result<Option<NaiveDate>> {
        self.source_date_epoch.as_deref().map(date_of_epoch).transpose()
    }

    /// Returns the command of the user's editor, with its arguments.
    pub(crate) fn editor(&self) -> Option<&str> {
        self.editor.as_deref()
    }

    /// Returns the time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Returns the world as it is now, for a build that comes later in the same run.
    pub(crate) fn again(&self) -> Self {
        Self { now: Utc::now(), started: Instant::now(), ..self.clone() }
    }
}

/// Where programs may be, as the environment tells.
#[derive(Debug, Clone)]
pub(crate) struct Installed {
    /// The browser that is named, with the variable that names it.
    pub(crate) browser: Option<(&'static str, OsString)>,
    /// The folders of `PATH`.
    pub(crate) search_path: Vec<PathBuf>,
    /// The folders that Windows has for programs.
    pub(crate) programs: Vec<PathBuf>,
}

impl Installed {
    fn read() -> Self {
        let named = |name: &'static str| Some((name, env::var_os(name).filter(|value| !value.is_empty())?));
        let folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];
        Self {
            browser: named("CHROME").or_else(|| named("CHROMIUM")),
            search_path: env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default(),
            programs: folders.into_iter().filter_map(|name| named(name).map(|(_, path)| path.into())).collect(),
        }
    }
}

/// What a workflow of GitHub tells of itself. It is looked at only where a flag asks for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Github {
    is_workflow: bool,
    server: Option<String>,
    repository: Option<String>,
    base_url: Option<String>,
}

impl Github {
    fn read() -> Self {
        Self {
            is_workflow: variable("GITHUB_ACTIONS").as_deref() == Some("true"),
            server: variable("GITHUB_SERVER_URL"),
            repository: variable("GITHUB_REPOSITORY"),
            base_url: variable("PAGES_BASE_URL"),
        }
    }

    /// Returns the address that Pages has for the repository: what the workflow was told by Pages itself, else what
    /// follows from the name of the repository.
    pub(crate) fn pages_address(&self) -> anyhow::Result<BaseUrl> {
        if !self.is_workflow {
            bail!(
                "--github-pages is for workflows of GitHub, which say so in GITHUB_ACTIONS: elsewhere use --base-url URL"
            );
        }
        if let Some(url) = &self.base_url {
            return BaseUrl::parse(url).map_err(|why| anyhow::anyhow!("PAGES_BASE_URL is `{url}`, which {why}"));
        }
        if self.server.as_deref().is_some_and(|server| server != "https://github.com") {
            bail!(
                "the address of Pages is known for github.com only: pass `base_url` of actions/configure-pages in PAGES_BASE_URL"
            );
        }
        let repository = self.repository.as_deref().and_then(Repository::from_path);
        let address =
            repository.context("GITHUB_REPOSITORY does not name a repository: it should be OWNER/NAME")?.address();
        BaseUrl::parse(&address).map_err(|why| anyhow::anyhow!("the address {address} {why}"))
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}

fn date_of_epoch(value: &str) -> anyhow::Result<NaiveDate> {
    let seconds = value.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let moment = seconds.with_context(|| {
        format!("SOURCE_DATE_EPOCH is `{value}`, which is not a number of seconds since 1970: correct or unset it")
    })?;
    Ok(moment.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epoch_is_a_date_in_utc() {
        assert_eq!(date_of_epoch("1763856000").unwrap().to_string(), "2025-11-23");
    }

    #[test]
    fn the_address_of_pages_is_what_pages_says_then_what_the_name_says() {
        let workflow = |server: &str, repository: &str, base_url: Option<&str>| Github {
            is_workflow: true,
            server: Some(server.to_owned()),
            repository: Some(repository.to_owned()),
            base_url: base_url.map(str::to_owned),
        };
        let address =
            |github: &Github| github.pages_address().map(|url| url.to_string()).map_err(|why| why.to_string());
        let here = "https://github.com";
        assert_eq!(address(&workflow(here, "Noor/journal", None)).unwrap(), "https://noor.github.io/journal/");
        assert_eq!(address(&workflow(here, "Noor/Noor.github.io", None)).unwrap(), "https://noor.github.io/");
        let told = workflow(here, "Noor/journal", Some("https://noor.dev"));
        assert_eq!(address(&told).unwrap(), "https://noor.dev/");
        for (github, part) in [
            (Github { is_workflow: false, ..told.clone() }, "GITHUB_ACTIONS"),
            (workflow(here, "Noor/journal", Some("noor.dev")), "PAGES_BASE_URL is `noor.dev`"),
            (workflow("https://git.corp.example", "Noor/journal", None), "PAGES_BASE_URL"),
            (workflow(here, "../journal", None), "GITHUB_REPOSITORY"),
        ] {
            assert!(address(&github).unwrap_err().contains(part), "{part}");
        }
    }

    #[test]
    fn epoch_that_is_no_number_is_refused() {
        for value in ["yesterday", "99999999999999999999", "1.5"] {
            assert!(date_of_epoch(value).unwrap_err().to_string().contains(value));
        }
    }
}
