//! Work with when it was done, and on which thread.
#![expect(clippy::disallowed_methods, reason = "the clock of a build that is measured")]

use std::sync::{Mutex, PoisonError};
use std::thread::ThreadId;
use std::time::Instant;

use milepost::trace::{Moment, Trace, Work};

/// What sort of work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Stage,
    Reading,
    Page,
    Template,
    Card,
    File,
}

impl Kind {
    /// Returns the word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Reading => "reading",
            Self::Page => "page",
            Self::Template => "template",
            Self::Card => "card",
            Self::File => "file",
        }
    }
}

/// A piece of work that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// The thread; 0 is the one that the program began with.
    pub(super) thread: usize,
    /// In nanoseconds since the program began, as the end is.
    pub(super) began: u64,
    pub(super) ended: u64,
    /// In how much other work of its thread it is.
    pub(super) depth: usize,
}

impl Record {
    /// Returns how long it took, in nanoseconds.
    pub(super) fn length(&self) -> u64 {
        self.ended - self.began
    }
}

/// Everything that was recorded, sorted by thread; on one thread what is within other work stands behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Records(pub(super) Vec<Record>);

impl Records {
    /// Puts `records` in order, and finds what is within what.
    pub(super) fn new(mut records: Vec<Record>) -> Self {
        // Of two that began in the same nanosecond the longer one is around the other. Of two that also ended in the same
        // one the later record is: what is within is done first.
        records.reverse();
        records.sort_by_key(|record| (record.thread, record.began, std::cmp::Reverse(record.ended)));
        let mut open: Vec<(usize, u64)> = Vec::new();
        for record in &mut records {
            while open.last().is_some_and(|(thread, ended)| (*thread, *ended) < (record.thread, record.ended)) {
                open.pop();
            }
            record.depth = open.len();
            open.push((record.thread, record.ended));
        }
        Self(records)
    }
}

/// The clock that a build is measured with.
#[derive(Debug)]
pub(crate) struct Recorder {
    started: Instant,
    noted: Mutex<Noted>,
}

#[derive(Debug)]
struct Noted {
    threads: Vec<ThreadId>,
    records: Vec<Record>,
}

impl Recorder {
    /// Returns a clock that counts from `started`. The thread that asks for it is the first one.
    pub(crate) fn new(started: Instant) -> Self {
        let noted = Noted { threads: vec![std::thread::current().id()], records: Vec::new() };
        Self { started, noted: Mutex::new(noted) }
    }

    /// Returns all that was recorded.
    pub(crate) fn finish(self) -> Records {
        Records::new(self.noted.into_inner().unwrap_or_else(PoisonError::into_inner).records)
    }
}

impl Trace for Recorder {
    fn now(&self) -> Moment {
        let passed = Instant::now().saturating_duration_since(self.started);
        Moment(u64::try_from(passed.as_nanos()).unwrap_or(u64::MAX))
    }

    fn done(&self, work: Work<'_>, began: Moment) {
        let ended = self.now();
        let (kind, name) = match work {
            Work::Stage(name) => (Kind::Stage, name),
            Work::Reading(name) => (Kind::Reading, name),
            Work::Page(name) => (Kind::Page, name),
            Work::Template(name) => (Kind::Template, name),
            Work::Card(name) => (Kind::Card, name),
            Work::File(name) => (Kind::File, name),
        };
        let id = std::thread::current().id();
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let thread = noted.threads.iter().position(|known| *known == id).unwrap_or_else(|| {
            noted.threads.push(id);
            noted.threads.len() - 1
        });
        let (name, began, ended) = (name.to_owned(), began.0, ended.0);
        noted.records.push(Record { kind, name, thread, began, ended, depth: 0 });
    }
}

#[cfg(test)]
mod tests {
    use milepost::trace::traced;

    use super::*;

    #[test]
    fn work_is_within_the_work_around_it_also_when_both_take_no_time() {
        let done = |kind, began, ended| Record { kind, name: String::new(), thread: 0, began, ended, depth: 0 };
        // In the order in which it is done: what is within comes first.
        let records = Records::new(vec![
            done(Kind::Template, 5, 5),
            done(Kind::Page, 5, 5),
            done(Kind::Stage, 2, 9),
            Record { thread: 1, ..done(Kind::File, 3, 4) },
        ]);
        let order: Vec<_> = records.0.iter().map(|record| (record.kind, record.depth)).collect();
        assert_eq!(order, [(Kind::Stage, 0), (Kind::Page, 1), (Kind::Template, 2), (Kind::File, 0)]);
    }

    #[test]
    fn every_thread_has_its_number() {
        let recorder = Recorder::new(Instant::now());
        let value = traced(&recorder, Work::Stage("outer"), || {
            std::thread::scope(|scope| {
                scope.spawn(|| traced(&recorder, Work::Page("a.md"), || 1)).join().expect("it does not panic")
            })
        });
        let records = recorder.finish().0;
        let found: Vec<_> = records.iter().map(|record| (record.thread, record.name.as_str(), record.depth)).collect();
        assert_eq!((value, found), (1, vec![(0, "outer", 0), (1, "a.md", 0)]));
        assert!(records[0].began <= records[1].began && records[1].ended <= records[0].ended);
    }
}
