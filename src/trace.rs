//! What a build is at work on, told to who wants to know where its time goes.
//!
//! 1. A function puts what it does into [`traced`], with the [`Work`] that it is.
//! 2. A [`Trace`] is told when that began and ended. Who reads a clock is up to the caller of a build: nobody
//!    ([`Untraced`]), or the command line.
//!
//! On one thread, work is within other work or beside it, and never across its end.

use std::fmt;

/// What is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work<'a> {
    /// A step of the build, or a part of one.
    Stage(&'static str),
    /// A file of the journal that is read as a page, by its path.
    Reading(&'a str),
    /// A page that is made, by the path of its file; by its own path where it has none.
    Page(&'a str),
    /// A template that is filled in, by its name.
    Template(&'a str),
    /// A social card that is drawn, by its path.
    Card(&'a str),
    /// A file of the site that is checked, compared or written, or that is made and no page, by its path.
    File(&'a str),
}

/// A moment, as a [`Trace`] counts it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub u64);

/// Is told of work, from many threads at once.
pub trait Trace: fmt::Debug + Send + Sync {
    /// Returns the present moment.
    fn now(&self) -> Moment;

    /// Notes that this thread was at `work` since `began`.
    fn done(&self, work: Work<'_>, began: Moment);
}

/// Does `run`, and tells `trace` of it.
pub fn traced<T>(trace: &dyn Trace, work: Work<'_>, run: impl FnOnce() -> T) -> T {
    let began = trace.now();
    let result = run();
    trace.done(work, began);
    result
}

/// Notes nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Untraced;

impl Trace for Untraced {
    fn now(&self) -> Moment {
        Moment::default()
    }

    fn done(&self, _: Work<'_>, _: Moment) {}
}
