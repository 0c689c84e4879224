//! Where the site goes, and which commit it comes from.

use anyhow::bail;
use milepost::diagnostic::nearest;

use super::address::Repository;
use crate::git::Git;

/// A remote of the repository, or an address that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remote {
    name: Option<String>,
    /// Where git pushes to. It is used in place of the name, so that no tracking branch of the user moves.
    pub(super) url: String,
    repository: Option<Repository>,
}

impl Remote {
    /// Returns the remote as it is told: without what the address may have of passwords.
    pub(crate) fn shown(&self) -> String {
        self.name.clone().unwrap_or_else(|| without_password(&self.url))
    }

    /// Returns the repository on GitHub that it is.
    pub(crate) fn repository(&self) -> Option<&Repository> {
        self.repository.as_ref()
    }
}

/// Returns `text` without user and password of addresses in it.
pub(super) fn without_password(text: &str) -> String {
    let mut parts = text.split("://");
    let mut safe = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['/', ' ', '\'', '"', '\n']).unwrap_or(part.len());
        let start = part[..end].rfind('@').map_or(0, |at| at + 1);
        safe = format!("{safe}://{}", &part[start..]);
    }
    safe
}

/// Returns the remote that is `wanted`, else `origin`, else the only one.
pub(crate) fn choose(git: &Git, wanted: Option<&str>) -> anyhow::Result<Remote> {
    let listed = git.line(&["remote"])?;
    let names: Vec<&str> = listed.lines().collect();
    let named = |name: &str| -> anyhow::Result<Remote> {
        let urls = git.line(&["remote", "get-url", "--push", "--", name])?;
        let url = urls.lines().next().unwrap_or_default().to_owned();
        // Settings may lead the address elsewhere, to a mirror; it still is that repository.
        let written = || Repository::of(&git.ask(&["config", "--get", &format!("remote.{name}.url")])?);
        let repository = Repository::of(&url).or_else(written);
        Ok(Remote { name: Some(name.to_owned()), url, repository })
    };
    match wanted {
        Some(name) if names.contains(&name) => named(name),
        Some(url) if url.contains([':', '/']) && !url.starts_with('-') => {
            Ok(Remote { name: None, url: url.to_owned(), repository: Repository::of(url) })
        }
        Some(name) => {
            let near = nearest(name, names.iter().copied()).map(|near| format!(": did you mean `{near}`?"));
            bail!("there is no remote `{name}`{} (`git remote -v` lists them)", near.unwrap_or_default())
        }
        None => match names.as_slice() {
            [] => bail!(
                "the repository has no remote: `git remote add origin ADDRESS`, or say where with `--remote ADDRESS`"
            ),
            [only] => named(only),
            all if all.contains(&"origin") => named("origin"),
            all => bail!("there are several remotes and none is `origin`: choose with `--remote`: {}", all.join(", ")),
        },
    }
}

/// Returns the full name of `branch`, which has to be one and must not be checked out here.
pub(super) fn reference(git: &Git, branch: &str) -> anyhow::Result<String> {
    let reference = format!("refs/heads/{branch}");
    if branch.starts_with('-') || !git.try_run(&["check-ref-format", &reference])?.ok {
        bail!("`{branch}` cannot be the name of a branch: `--branch gh-pages` is usual");
    }
    let trees = git.line(&["worktree", "list", "--porcelain"])?;
    if trees.lines().any(|line| line.strip_prefix("branch ") == Some(reference.as_str())) {
        bail!(
            "`{branch}` is checked out here, so it is where you work: the site goes to a branch of its own, such as \
             `--branch gh-pages`"
        );
    }
    Ok(reference)
}

/// What the site was built from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    commit: Option<String>,
    /// Whether files were built that are not committed.
    pub(super) is_dirty: bool,
}

impl Source {
    /// Returns it in a few words.
    pub(super) fn shown(&self) -> String {
        match (&self.commit, self.is_dirty) {
            (None, _) => "files without a commit".to_owned(),
            (Some(commit), true) => format!("{commit} and changes that are not committed"),
            (Some(commit), false) => commit.clone(),
        }
    }
}

/// Returns what is checked out.
pub(super) fn source(git: &Git) -> Source {
    let commit = git.ask(&["rev-parse", "--short=10", "--verify", "--quiet", "HEAD"]);
    let is_dirty = git.ask(&["status", "--porcelain", "--untracked-files=normal", "--", "."]).is_some();
    Source { commit, is_dirty }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_told() {
        for (text, safe) in [
            ("https://noor:secret@github.com/a/b", "https://github.com/a/b"),
            ("could not read 'https://token@h.example/a@b': no", "could not read 'https://h.example/a@b': no"),
            ("git@github.com:a/b.git", "git@github.com:a/b.git"),
            ("https://a.example/ and https://p@b.example", "https://a.example/ and https://b.example"),
        ] {
            assert_eq!(without_password(text), safe);
        }
    }
}
