//! Where a file of the site is: a relative path that cannot leave the site, on any system.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use crate::source::path::problem_on_windows;

/// The path of an output below the site's root: UTF-8, separated by `/`. Lists and maps of a site share its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

/// Why a text is not the path of an output.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` cannot be the path of a page or file: {problem}", path.escape_debug())]
pub struct BadOutputPath {
    /// The text.
    pub path: String,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// The most bytes that file systems allow for one part of a path.
const MAX_PART: usize = 255;

impl OutputPath {
    /// Returns the path, or what is wrong with `path`.
    pub fn new(path: &str) -> Result<Self, BadOutputPath> {
        match path.split('/').find_map(problem) {
            Some(problem) => Err(BadOutputPath { path: path.to_owned(), problem }),
            None => Ok(Self(path.into())),
        }
    }

    /// Returns the path of the file that answers to `url`, a URL path below the site's root and without
    /// percent-encoding: `/notes/x/` is `notes/x/index.html`.
    pub fn from_url(url: &str) -> Result<Self, BadOutputPath> {
        let relative = url.strip_prefix('/').unwrap_or(url);
        if relative.is_empty() || relative.ends_with('/') {
            Self::new(&format!("{relative}index.html"))
        } else {
            Self::new(relative)
        }
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the extension in lower case, or the empty text.
    pub fn extension(&self) -> String {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_lowercase())
    }

    /// Returns the folders it is in, the outermost first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(slash, _)| &self.0[..slash])
    }

    /// Returns a text that is equal for two paths that are one file where case does not matter, as on
    /// macOS and Windows.
    pub fn collision_key(&self) -> Arc<str> {
        let key = self.0.to_lowercase();
        if *key == *self.0 { Arc::clone(&self.0) } else { key.into() }
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Returns what is wrong with a part of a path.
fn problem(part: &str) -> Option<&'static str> {
    match part {
        "" => return Some("a part of it is empty"),
        "." | ".." => return Some("`.` and `..` are not names"),
        _ => {}
    }
    let is_separator_elsewhere = |c| matches!(c, '\\' | ':');
    let is_wild = |c| matches!(c, '<' | '>' | '"' | '|' | '?' | '*');
    if part.contains(char::is_control) {
        Some("it has a control character")
    } else if part.contains(is_separator_elsewhere) || part.contains(is_wild) {
        Some("Windows does not allow one of `\\ : < > \" | ? *`")
    } else if let Some(problem) = problem_on_windows(part) {
        Some(problem)
    } else if part.len() > MAX_PART {
        Some("a name may have at most 255 bytes")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_file() {
        let file = |url: &str| OutputPath::from_url(url).map(|path| path.to_string());
        assert_eq!(file("/").as_deref(), Ok("index.html"));
        assert_eq!(file("/notes/x/").as_deref(), Ok("notes/x/index.html"));
        assert_eq!(file("/feed.xml").as_deref(), Ok("feed.xml"));
        assert_eq!(file("/.well-known/security.txt").as_deref(), Ok(".well-known/security.txt"));
        assert_eq!(file("/tags/größe 🎉/").as_deref(), Ok("tags/größe 🎉/index.html"));
        for url in ["//", "/a//b/", "/../a/", "/a/../../b"] {
            assert!(file(url).is_err(), "{url}");
        }
    }

    #[test]
    fn nothing_leaves_the_root_or_means_something_else_elsewhere() {
        for path in [
            "",
            "/",
            "/etc/passwd",
            "a/",
            "../a",
            "a/../b",
            "./a",
            "a/.",
            "a\0b",
            "a\\b",
            "..\\a",
            "C:/a",
            "a:b",
            "a\nb",
            "a\u{85}b",
            "nul",
            "a/CON.html",
            "Com1",
            "lpt9.txt",
            "com¹",
            "aux .txt",
            "a.",
            "a ",
            "a?",
            "a*b",
        ] {
            assert!(OutputPath::new(path).is_err(), "{path:?}");
        }
        assert!(OutputPath::new(&"x".repeat(256)).is_err());
        for path in ["a", "a/b.html", "console", "com10", "com", "nul-1", "..a", "a..b", ".nojekyll", "x/日本.html"] {
            assert!(OutputPath::new(path).is_ok(), "{path:?}");
        }
    }

    #[test]
    fn the_message_names_the_path_and_the_problem() {
        let error = OutputPath::new("a\n/nul").expect_err("it is not one");
        assert_eq!(error.to_string(), r"`a\n/nul` cannot be the path of a page or file: it has a control character");
    }

    proptest::proptest! {
        #[test]
        fn an_accepted_path_stays_below_the_root(path in "[a./\\\\: \0]{0,12}") {
            if let Ok(path) = OutputPath::new(&path) {
                let parts = std::path::Path::new(path.as_str()).components();
                for part in parts {
                    proptest::prop_assert!(matches!(part, std::path::Component::Normal(_)));
                }
            }
        }
    }
}
