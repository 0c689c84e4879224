//! What is known of one address, and what a finding changes of it.

use chrono::NaiveDate;

use crate::source::value::record::choice;

choice! {
    /// What became of an address.
    pub enum Outcome: "a result of a check" {
        /// A visitor can open it.
        Ok = "ok",
        /// It says of itself that it is gone, or its host is no more.
        Dead = "dead",
        /// It did not say: it refuses programs, or could not be reached.
        Unknown = "unknown",
    }
}

choice! {
    /// Why it is unknown what is at an address.
    pub enum Reason: "a reason" {
        /// It answered with a status that says nothing of the page, such as 403, 429 or 503.
        Status = "status",
        /// It did not answer in time.
        Timeout = "timeout",
        /// Its host has no address. While other hosts answer, that is a death; else there may be no network.
        Host = "no-such-host",
        /// It cannot be asked for as it is written, such as a host with letters beyond ASCII.
        Address = "bad-address",
        /// There was no connection.
        Connection = "no-connection",
        /// Its certificate is not to be trusted, or the connection could not be made secret.
        Certificate = "certificate",
        /// What it answered is not HTTP.
        Answer = "bad-answer",
        /// It leads in a circle, or through more addresses than a browser follows.
        Redirects = "redirects",
    }
}

/// After how many days a host without an address has to be missing still.
const HOST_DAYS: i64 = 7;

/// What one check of an address found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What became of it.
    pub outcome: Outcome,
    /// The status of the last answer.
    pub status: Option<u32>,
    /// Why there was no answer, or none that counts.
    pub reason: Option<Reason>,
    /// Where it has moved for good.
    pub moved_to: Option<String>,
}

/// What is known of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What became of it.
    pub outcome: Outcome,
    /// When it was last checked.
    pub checked: NaiveDate,
    /// The status of the answer.
    pub status: Option<u32>,
    /// Why it is unknown.
    pub reason: Option<Reason>,
    /// Where it has moved for good.
    pub moved_to: Option<String>,
    /// Since when it has been dead or unknown.
    pub since: Option<NaiveDate>,
    /// When it was last seen to be there, if it is not.
    pub last_ok: Option<NaiveDate>,
}

impl Entry {
    /// Returns what is known of an address that was found like that on `day`, when `before` was known.
    ///
    /// A check that finds nothing out changes nothing of a death: only an answer brings an address back.
    pub fn after(before: Option<&Self>, found: Finding, day: NaiveDate) -> Self {
        let still_dead = before.filter(|old| old.outcome == Outcome::Dead && found.outcome == Outcome::Unknown);
        if let Some(old) = still_dead {
            return Self { checked: day, ..old.clone() };
        }
        let is_there = found.outcome == Outcome::Ok;
        let same = before.filter(|old| old.outcome == found.outcome).and_then(|old| old.since);
        let last_ok = before.and_then(|old| if old.outcome == Outcome::Ok { Some(old.checked) } else { old.last_ok });
        Self {
            outcome: found.outcome,
            checked: day,
            status: found.status,
            reason: found.reason,
            moved_to: found.moved_to,
            since: (!is_there).then(|| same.unwrap_or(day).min(day)),
            last_ok: last_ok.filter(|_| !is_there),
        }
    }

    /// Returns since when it has been dead.
    pub fn dead_since(&self) -> Option<NaiveDate> {
        self.since.filter(|_| self.outcome == Outcome::Dead)
    }

    /// Returns whether its death is beyond doubt. A server that answers knows its pages; that a host has no address must
    /// have been found again after a while, because names fail for hours and come back.
    pub fn is_surely_dead(&self) -> bool {
        let has_lasted = |since: NaiveDate| (self.checked - since).num_days() >= HOST_DAYS;
        self.dead_since().is_some_and(|since| self.reason != Some(Reason::Host) || has_lasted(since))
    }
}
