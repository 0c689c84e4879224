//! Where a file of the journal is: a relative path that cannot leave the root.

use std::fmt;

/// The path of a source below the journal's root: UTF-8, separated by `/`, without `.` and `..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(String);

impl SourcePath {
    /// Returns the path, or `None` when `path` is absolute, empty, or has a part that is empty, `.`
    /// or `..`, or holds a NUL byte.
    pub fn new(path: &str) -> Option<Self> {
        let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains('\0');
        (!path.is_empty() && path.split('/').all(is_plain)).then(|| Self(path.to_owned()))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the last part, such as `index.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// Returns the file name without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// Returns the extension in lower case, or the empty text.
    pub fn extension(&self) -> String {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => name[dot + 1..].to_lowercase(),
            _ => String::new(),
        }
    }

    /// Returns the folder it is in, without a slash at the end; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..slash])
    }

    /// Returns the path below `folder`, or `None` when it is elsewhere.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// Resolves `reference`, a relative path as written in a link, against the folder of this file.
    ///
    /// Returns `None` when it would leave the root or names nothing.
    pub fn resolve(&self, reference: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                other => parts.push(other),
            }
        }
        Self::new(&parts.join("/"))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns why a part of a path, though a plain name, cannot be the name of a file on Windows.
pub fn problem_on_windows(part: &str) -> Option<&'static str> {
    if part.ends_with(['.', ' ']) {
        Some("Windows does not allow a name to end with a full stop or a blank")
    } else if is_device(part) {
        Some("Windows reserves the name for a device")
    } else {
        None
    }
}

/// Returns whether Windows takes a part of a path for a device, such as `nul` or `COM1.txt`.
pub fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_lowercase();
    let is_numbered = |prefix: &str| {
        let number = stem.strip_prefix(prefix).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || is_numbered("com")
        || is_numbered("lpt")
}
