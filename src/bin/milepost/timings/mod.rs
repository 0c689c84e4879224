//! Where the time of a build goes.
//!
//! 1. [`Recorder`] is the clock: a build tells it when each piece of work is done, from every thread.
//! 2. [`Records`] is what came together, thread by thread, what is within other work behind it.
//! 3. [`table`] adds it up to be read, and [`chrome_trace`] writes all of it for a viewer of traces.

mod chrome;
mod records;
mod table;

pub(crate) use self::chrome::chrome_trace;
pub(crate) use self::records::Recorder;
pub(crate) use self::table::table;
