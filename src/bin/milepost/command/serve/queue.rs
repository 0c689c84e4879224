//! What waits to be built: all that was saved while a build runs is one job.

use std::sync::{Condvar, Mutex, PoisonError};

use super::stage::Turn;
use crate::watch::Burst;

/// What was saved since the last build began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Job {
    /// The last turn in it.
    pub(super) turn: Turn,
    /// What was saved; empty when the system lost count.
    pub(super) burst: Burst,
    /// Whether its page is on show already.
    pub(super) is_shown: bool,
}

/// Hands jobs from the one who watches to the one who builds.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<Option<Job>>,
    added: Condvar,
}

impl Queue {
    /// Adds a job to what waits.
    pub(super) fn add(&self, job: Job) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting = Some(match waiting.take() {
            None => job,
            Some(before) if before.burst.is_empty() || job.burst.is_empty() => {
                Job { turn: job.turn, burst: Burst::new(), is_shown: false }
            }
            Some(mut before) => {
                before.burst.extend(job.burst);
                Job { turn: job.turn, burst: before.burst, is_shown: before.is_shown && job.is_shown }
            }
        });
        self.added.notify_one();
    }

    /// Waits for a job, and takes it.
    pub(super) fn take(&self) -> Job {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(job) = waiting.take() {
                return job;
            }
            waiting = self.added.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_one_job() {
        let queue = Queue::default();
        let job = |turn, paths: &[&str], is_shown| Job {
            turn,
            burst: paths.iter().map(std::path::PathBuf::from).collect(),
            is_shown,
        };
        queue.add(job(1, &["a"], true));
        assert_eq!(queue.take(), job(1, &["a"], true));
        queue.add(job(2, &["b"], true));
        queue.add(job(3, &["a", "c"], false));
        queue.add(job(4, &["b"], true));
        assert_eq!(queue.take(), job(4, &["a", "b", "c"], false));
        // Everything may have changed.
        queue.add(job(5, &["a"], true));
        queue.add(job(6, &[], false));
        queue.add(job(7, &["b"], true));
        assert_eq!(queue.take(), job(7, &[], false));
    }
}
