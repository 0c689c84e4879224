//! The clock and the environment, read once at the start.
#![expect(clippy::disallowed_methods, reason = "the command line is where clock and environment are read")]

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};

/// What a run needs to know of the world around it.
#[derive(Debug, Clone)]
pub(crate) struct World {
    /// The moment of the start.
    pub(crate) now: DateTime<Utc>,
    /// Where programs may be.
    pub(crate) installed: Installed,
    source_date_epoch: Option<String>,
    editor: Option<String>,
    started: Instant,
}

impl World {
    /// Reads clock and environment.
    pub(crate) fn read() -> Self {
        Self {
            now: Utc::now(),
            installed: Installed::read(),
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
    fn epoch_that_is_no_number_is_refused() {
        for value in ["yesterday", "99999999999999999999", "1.5"] {
            assert!(date_of_epoch(value).unwrap_err().to_string().contains(value));
        }
    }
}
