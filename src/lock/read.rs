//! The lock from a text, strictly: what cannot be read is an error, because a death that is overlooked would bring a
//! proof back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::write::END;
use super::{Entry, FILE, Lock, Outcome, Reason, key};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};
use crate::source::Sources;
use crate::source::value::record::record;
use crate::source::value::{Data, Decode as _, Decoder, Table, Value, toml};

record! {
    /// The file.
    pub struct LockFile: "the lock" {
        /// The version of its format: 1.
        required version: Spanned<u32>,
        /// What is known, by address.
        required links: Table<LinkFile>,
    }
}

record! {
    /// What is known of an address.
    pub struct LinkFile: "an address of the lock" {
        /// What became of it.
        required result: Outcome,
        /// When it was last checked.
        required checked: NaiveDate,
        /// The status of the answer.
        optional status: u32,
        /// Why it is unknown.
        optional reason: Reason,
        /// Where it has moved for good.
        optional moved_to: String,
        /// Since when it has been dead or unknown.
        optional since: Spanned<NaiveDate>,
        /// When it was last seen to be there.
        optional last_ok: NaiveDate,
    }
}

/// Reads the lock of a journal. A journal without one knows nothing, and that is no mistake.
pub fn read(sources: &Sources) -> (Lock, Vec<Diagnostic>) {
    let Some((id, _)) = sources.find(FILE) else { return (Lock::default(), Vec::new()) };
    match sources.text(id) {
        Ok(text) => parse(text, id),
        Err(mistake) => (Lock::default(), vec![as_lock(mistake)]),
    }
}

/// Reads the lock in `text`, the whole of `source`. What is returned is empty when there is any mistake.
pub fn parse(text: &str, source: SourceId) -> (Lock, Vec<Diagnostic>) {
    let (lock, mistakes) = match tree(text, source) {
        Ok(value) => decode(&value),
        Err(mistake) => (Lock::default(), vec![*mistake]),
    };
    let lock = if mistakes.is_empty() { lock } else { Lock::default() };
    (lock, mistakes.into_iter().map(as_lock).collect())
}

/// Returns the file as a tree, or why it is not a lock that this program knows.
fn tree(text: &str, source: SourceId) -> Result<Value, Box<Diagnostic>> {
    let mistake = |range: std::ops::Range<usize>, message: String| {
        Diagnostic::new(Code::BadLock, Span::new(source, range), message)
    };
    if let Some(range) = line_that(text, |line| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>")) {
        let message = format!("two versions of `{FILE}` were merged and not resolved");
        let hint = "keep both sides, and of an address that is twice one of the two lines";
        return Err(Box::new(mistake(range, message).hint(hint)));
    }
    let value = toml::parse(text, source, 0);
    if let Ok(Value { data: Data::Map(entries), .. }) = &value
        && let Some((_, version)) = entries.iter().find(|(key, _)| key.value == "version")
        && version.data != Data::Integer(1)
    {
        let message = format!("`{FILE}` is of a version that this Milepost does not know");
        return Err(Box::new(mistake(version.span.range(), message).hint("use the Milepost that wrote it")));
    }
    if !text.trim_end().ends_with(END) {
        let start = text.trim_end().rfind('\n').map_or(0, |newline| newline + 1);
        let message = format!("`{FILE}` is cut off: its last line is not `{END}`");
        return Err(Box::new(mistake(start..text.trim_end().len(), message)));
    }
    value.map_err(Box::new)
}

/// Returns the range of the first line that is like that.
fn line_that(text: &str, is_like: impl Fn(&str) -> bool) -> Option<std::ops::Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if is_like(line) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

fn decode(value: &Value) -> (Lock, Vec<Diagnostic>) {
    let mut decoder = Decoder::default();
    let mut links = BTreeMap::new();
    if let Some(file) = LockFile::decode(value, &mut decoder) {
        for (url, link) in file.links.0 {
            if let Some(mistake) = check(&url, &link) {
                decoder.diagnostics.push(mistake);
            }
            links.insert(url.value, entry(link));
        }
    }
    (Lock { links }, decoder.diagnostics)
}

/// Returns what is wrong with an address that has all its keys.
fn check(url: &Spanned<String>, link: &LinkFile) -> Option<Diagnostic> {
    if key(&url.value).as_ref() != Some(&url.value) {
        let message = format!("`{}` is not an address of the web without fragment", url.value);
        return Some(Diagnostic::new(Code::BadLock, url.span, message));
    }
    if link.result == Outcome::Dead && link.since.is_none() {
        let message = format!("`{}` is dead, but `since` when is not said", url.value);
        return Some(Diagnostic::new(Code::BadLock, url.span, message));
    }
    let since = link.since.filter(|since| since.value > link.checked)?;
    let message = format!("`since` is later than the last check, which was on {}", link.checked);
    Some(Diagnostic::new(Code::BadLock, since.span, message))
}

fn entry(link: LinkFile) -> Entry {
    Entry {
        outcome: link.result,
        checked: link.checked,
        status: link.status,
        reason: link.reason,
        moved_to: link.moved_to,
        since: link.since.map(|since| since.value),
        last_ok: link.last_ok,
    }
}

/// Returns a mistake of the file as one of the lock: nobody is meant to mend it by hand.
fn as_lock(mistake: Diagnostic) -> Diagnostic {
    let hint = format!("take `{FILE}` from git as it was; without it `milepost check --external` begins anew");
    Diagnostic { code: Code::BadLock, severity: Code::BadLock.default_severity(), ..mistake }.hint(hint)
}
