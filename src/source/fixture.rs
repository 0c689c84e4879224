//! A whole journal in one string, for tests and examples.
//!
//! Each file begins with a line `=== path`; what follows up to the next such line is its text.

use super::{Source, SourcePath, Sources};

/// Returns the journal written in `text`.
///
/// # Panics
/// When a path is not a relative path, because then the test itself is wrong.
pub fn journal(text: &str) -> Sources {
    let mut files: Vec<(SourcePath, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("=== ") {
            let path = SourcePath::new(path.trim()).expect("a fixture names its files by relative paths");
            files.push((path, String::new()));
        } else if let Some((_, content)) = files.last_mut() {
            content.push_str(line);
        }
    }
    Sources::new(files.into_iter().map(|(path, content)| Source {
        path,
        bytes: content.into_bytes().into(),
        added: None,
    }))
}
