//! The lock as a text: the same knowledge gives the same bytes.

use std::fmt::Write as _;

use super::{Entry, Lock};

/// What the file begins with.
const HEAD: &str = "\
# What `milepost check --external` found at the addresses that the proofs and texts of this journal lead to.
# That command writes this file: commit it, and leave it as it is. A build reads it and goes nowhere on the network.
version = 1

[links]
";

/// What the file ends with, by which one that was cut off is known.
pub(super) const END: &str = "# end of the lock";

impl Lock {
    /// Returns the text of the file.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (url, entry) in &self.links {
            let _ = writeln!(text, "{} = {{ {} }}", quote(url), fields(entry));
        }
        text + END + "\n"
    }
}

fn fields(entry: &Entry) -> String {
    let mut text = format!("result = \"{}\", checked = {}", entry.outcome.word(), entry.checked);
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(text, ", {key} = {value}");
        }
    };
    add("status", entry.status.map(|status| status.to_string()));
    add("reason", entry.reason.map(|reason| quote(reason.word())));
    add("moved_to", entry.moved_to.as_deref().map(quote));
    add("since", entry.since.map(|day| day.to_string()));
    add("last_ok", entry.last_ok.map(|day| day.to_string()));
    text
}

/// Returns `text` as a string of TOML.
fn quote(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
