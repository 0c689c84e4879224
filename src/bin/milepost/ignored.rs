//! `.gitignore`: what it must have, added rather than replaced.
#![expect(clippy::disallowed_methods, reason = "the command line reads and writes `.gitignore`")]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context as _;

use crate::write;

/// Adds to `.gitignore` of `dir` what is missing of `lines`, and returns what was done to it, if anything was.
pub(crate) fn ensure(dir: &Path, lines: &[&str]) -> anyhow::Result<Option<&'static str>> {
    let path = dir.join(".gitignore");
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
    };
    let Some(new) = with_ignored(&old, lines) else { return Ok(None) };
    write::replace(&path, new.as_bytes())?;
    Ok(Some(if old.is_empty() { "wrote" } else { "completed" }))
}

/// Returns `old` with the lines that are missing, or `None` when none is.
fn with_ignored(old: &str, lines: &[&str]) -> Option<String> {
    let is_there = |line: &str| old.lines().any(|old| old.trim().trim_start_matches('/') == line);
    let missing: Vec<&str> = lines.iter().copied().filter(|line| !is_there(line)).collect();
    if missing.is_empty() {
        return None;
    }
    let gap = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
    Some(format!("{old}{gap}{}\n", missing.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_lines_are_added_to_gitignore() {
        let lines = ["site/", "plan.private.yaml", ".milepost/"];
        let with = |old: &str| with_ignored(old, &lines);
        assert_eq!(with("").unwrap(), "site/\nplan.private.yaml\n.milepost/\n");
        assert_eq!(with("target/\n/site/").unwrap(), "target/\n/site/\nplan.private.yaml\n.milepost/\n");
        assert_eq!(with("site/\nplan.private.yaml\n.milepost/"), None);
    }
}
