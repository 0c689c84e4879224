//! What is written down of a build, and the form of its file: what it is, a checksum, JSON.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use milepost::output::manifest::sha256;
use milepost::source::load::state::Moment;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Said;

/// What the file begins with; another format has another number.
const MAGIC: &str = "milepost build 1\n";

/// A build that published a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// A hash of what was asked for, and of who did it.
    pub(super) asked: String,
    /// The day that it was computed for, and the time zone that says when it ends.
    pub(super) day: String,
    pub(super) zone: String,
    /// What git knew of the journal.
    pub(super) git: String,
    /// The digest of the look at the journal, before it was read.
    pub(super) inputs: String,
    /// Files that had just been written then, with the SHA-256 of what was read.
    pub(super) young: BTreeMap<String, String>,
    /// The digest of the look at the site, after it was published.
    pub(super) outputs: String,
    /// A moment before it was published. What is not older may have been changed since, and looks the same.
    pub(super) since: Moment,
    /// The SHA-256 of its manifest.
    pub(super) manifest: String,
    /// What another build would say that finds nothing changed.
    pub(super) said: Said,
}

impl Record {
    /// Returns the bytes of the file.
    pub(super) fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Returns whether a build that begins `now` is for the same day. A day that was asked for is part of what was asked.
    pub(super) fn is_of_the_day_of(&self, now: DateTime<Utc>) -> bool {
        is_today(&self.day, &self.zone, now)
    }

    /// Returns the record in the bytes of a file, or `None` when they are not whole.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        decode(bytes)
    }
}

/// Returns the bytes of the file of a record.
pub(super) fn encode(record: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(record).expect("texts and numbers can be written as JSON");
    format!("{MAGIC}{}\n{json}", sha256(json.as_bytes())).into_bytes()
}

/// Returns the record in the bytes of a file, or `None` when they are not whole.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (checksum, json) = text.strip_prefix(MAGIC)?.split_once('\n')?;
    if checksum != sha256(json.as_bytes()) {
        return None;
    }
    serde_json::from_str(json).ok()
}

/// Returns whether it is still `day` in a time zone, which is empty when the day was asked for.
pub(super) fn is_today(day: &str, zone: &str, now: DateTime<Utc>) -> bool {
    let today = |zone: chrono_tz::Tz| now.with_timezone(&zone).date_naive().to_string();
    zone.is_empty() || zone.parse().is_ok_and(|zone| today(zone) == day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record() -> Record {
        Record {
            asked: "a".into(),
            day: "2026-01-01".into(),
            zone: "Europe/Berlin".into(),
            git: "b".into(),
            inputs: "c".into(),
            young: [("plan.yaml".into(), "d".into())].into(),
            outputs: "e".into(),
            since: std::time::UNIX_EPOCH.into(),
            manifest: "f".into(),
            said: Said { data: String::new(), found: "Größe\n".into(), summary: "   \u{1b}[1mread\n".into() },
        }
    }

    #[test]
    fn a_day_ends_where_the_journal_is() {
        let at = |time: &str| time.parse::<DateTime<Utc>>().unwrap();
        let of = |zone: &str| Record { zone: zone.into(), ..record() };
        for (zone, moment, expected) in [
            ("Europe/Berlin", "2025-12-31T22:59:59Z", false),
            ("Europe/Berlin", "2025-12-31T23:00:00Z", true),
            ("Europe/Berlin", "2026-01-01T22:59:59Z", true),
            ("Europe/Berlin", "2026-01-01T23:00:00Z", false),
            ("Mars/Base", "2026-01-01T12:00:00Z", false),
            ("", "2027-01-01T12:00:00Z", true),
        ] {
            assert_eq!(of(zone).is_of_the_day_of(at(moment)), expected, "{zone} {moment}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_what_is_damaged_is_not(at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
            let whole = record().encode();
            prop_assert_eq!(Record::decode(&whole), Some(record()));
            let mut damaged = whole.clone();
            damaged[at.index(whole.len())] ^= flip;
            prop_assert_eq!(Record::decode(&damaged), None);
            prop_assert_eq!(Record::decode(&whole[..at.index(whole.len())]), None);
        }
    }
}
