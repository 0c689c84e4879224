//! Which address a repository has on GitHub Pages, and whether the site was built for it.

use anyhow::bail;
use milepost::Build;
use milepost::plan::BaseUrl;

use super::branch::Kept;
use super::desk::Desk;
use super::remote::Remote;

/// A repository on GitHub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repository {
    /// Whose it is.
    pub(crate) owner: String,
    /// What it is called.
    pub(crate) name: String,
}

impl Repository {
    /// Returns the repository that `url`, the address of a remote, names on github.com.
    pub(crate) fn of(url: &str) -> Option<Self> {
        let (_, rest) = url.split_once("://").unwrap_or(("", url));
        let rest = rest.split_once('@').map_or(rest, |(_, rest)| rest);
        let (host, path) = rest.split_once(['/', ':'])?;
        if !matches!(host.to_ascii_lowercase().as_str(), "github.com" | "ssh.github.com" | "www.github.com") {
            return None;
        }
        // `ssh://git@ssh.github.com:443/owner/name.git` has a port.
        let path = path.strip_prefix("443/").or_else(|| path.strip_prefix("22/")).unwrap_or(path);
        Self::from_path(path.trim_matches('/').trim_end_matches(".git"))
    }

    /// Returns the repository of `OWNER/NAME`.
    pub(crate) fn from_path(path: &str) -> Option<Self> {
        let is_name = |name: &str| {
            !matches!(name, "" | "." | "..")
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        let (owner, name) = path.split_once('/')?;
        (is_name(owner) && is_name(name)).then(|| Self { owner: owner.to_owned(), name: name.to_owned() })
    }

    /// Returns the address that Pages gives it when there is no domain of one's own.
    pub(crate) fn address(&self) -> String {
        let host = format!("{}.github.io", self.owner.to_ascii_lowercase());
        if self.name.eq_ignore_ascii_case(&host) {
            format!("https://{host}/")
        } else {
            format!("https://{host}/{}/", self.name)
        }
    }

    /// Returns what is wrong with `base` as the address of a site from here. A domain of one's own is not judged.
    pub(crate) fn mismatch(&self, base: &BaseUrl) -> Option<String> {
        let address = self.address();
        let is_other = base.host().ends_with(".github.io") && !base.to_string().eq_ignore_ascii_case(&address);
        is_other.then_some(address)
    }
}

/// Refuses a site that was built for another address than that of `remote`, which is one without styles and with dead
/// links. An address that was typed is not questioned.
pub(super) fn require(build: &Build, remote: &Remote, is_typed: bool) -> anyhow::Result<()> {
    let (Some(base), Some(repository)) = (&build.base, remote.repository()) else { return Ok(()) };
    match repository.mismatch(base) {
        Some(address) if !is_typed => bail!(
            "the site is built for {base}, and {} is published at {address}: set `site.url` in `plan.yaml` to that, or \
             say `--base-url {base}` if it is right; nothing was pushed",
            remote.shown()
        ),
        _ => Ok(()),
    }
}

/// Refuses to keep a `CNAME` of the branch that leads to another host than the one that the site is built for.
pub(super) fn require_domain(build: &Build, kept: &Kept, desk: &Desk) -> anyhow::Result<()> {
    let (Some(base), Some(cname)) = (&build.base, kept.get("CNAME")) else { return Ok(()) };
    let domain = crate::git::text(&desk.blob(&cname.id)?);
    if domain.eq_ignore_ascii_case(base.host()) {
        return Ok(());
    }
    bail!(
        "the branch has a `CNAME` for {domain:?}, so Pages serves it there, and the site is built for {base}: set \
         `site.url` to https://{domain}/, or remove the domain in the settings of the repository; nothing was pushed"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_names_its_repository() {
        for url in [
            "https://github.com/Noor/journal.git",
            "https://github.com/Noor/journal/",
            "https://x-access-token:secret@github.com/Noor/journal",
            "git@github.com:Noor/journal.git",
            "ssh://git@github.com/Noor/journal.git",
            "ssh://git@ssh.github.com:443/Noor/journal.git",
        ] {
            let found = Repository::of(url).unwrap_or_else(|| panic!("{url}"));
            assert_eq!((found.owner.as_str(), found.name.as_str()), ("Noor", "journal"), "{url}");
            assert_eq!(found.address(), "https://noor.github.io/journal/");
        }
        for url in ["/srv/git/journal.git", "https://git.example/a/b", "https://github.com/a", "../journal", ""] {
            assert_eq!(Repository::of(url), None, "{url}");
        }
        let user = Repository::of("https://github.com/Noor/noor.github.io").expect("it is one");
        assert_eq!(user.address(), "https://noor.github.io/");
    }

    #[test]
    fn only_another_address_of_pages_is_wrong() {
        let repository = Repository::of("git@github.com:noor/journal").expect("it is one");
        let wrong = |url: &str| repository.mismatch(&BaseUrl::parse(url).expect("an address")).is_some();
        assert!(wrong("https://noor.github.io/") && wrong("https://example.github.io/journal/"));
        assert!(!wrong("https://noor.github.io/journal/") && !wrong("https://noor.dev/"));
    }
}
