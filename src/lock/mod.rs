//! `evidence.lock`: what was found at addresses outside of the site, and when.
//!
//! `milepost check --external` writes the file, and a build reads it: so a build knows which proofs are dead, and goes
//! nowhere on the network. Start with [`Lock`]; [`entry`] says what one finding changes of what was known; `read`
//! takes the file apart, `write` puts it together again: a line for each address, sorted.

pub mod entry;
pub mod read;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

pub use entry::{Entry, Finding, Outcome, Reason};
pub use read::{parse, read};

/// The file, at the root of the journal.
pub const FILE: &str = "evidence.lock";

/// What is known of addresses outside of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// By address, without what stands behind a `#`.
    pub links: BTreeMap<String, Entry>,
}

impl Lock {
    /// Returns what is known of `url`.
    pub fn get(&self, url: &str) -> Option<&Entry> {
        self.links.get(&key(url)?)
    }
}

/// Returns the address by which `url` is known: without fragment, and with a scheme. `None` when it is not an address
/// of the web, such as that of a mailbox.
pub fn key(url: &str) -> Option<String> {
    let url = url.split_once('#').map_or(url, |(address, _)| address).trim();
    let url = if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() };
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    matches!(scheme.as_str(), "http" | "https").then_some(url)
}

/// What the lock says of proofs on one day.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// What is known.
    pub lock: &'a Lock,
    /// The day.
    pub as_of: NaiveDate,
    /// For how many days an address may be dead before it proves nothing any more.
    pub grace_days: u32,
}

/// Whether a visitor can open a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// At its address, or nothing else is known.
    Original,
    /// At the copy in an archive only.
    Copy,
    /// Not since that day.
    Dead(NaiveDate),
}

impl Standing<'_> {
    /// Returns since when `url` has been dead, if that is longer than allowed.
    pub fn lost_since(&self, url: &str) -> Option<NaiveDate> {
        let since = self.lock.get(url).filter(|entry| entry.is_surely_dead())?.dead_since()?;
        let last = since.checked_add_days(Days::new(self.grace_days.into()))?;
        (last < self.as_of).then_some(since)
    }

    /// Returns where a visitor can open a proof at `url` with a copy at `archived`. What is not known to be dead is
    /// there.
    pub fn access(&self, url: &str, archived: Option<&str>) -> Access {
        match (self.lost_since(url), archived) {
            (None, _) => Access::Original,
            (Some(_), Some(copy)) if self.lost_since(copy).is_none() => Access::Copy,
            (Some(since), _) => Access::Dead(since),
        }
    }
}
