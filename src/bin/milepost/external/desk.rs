//! Where threads get their work, and wait until a host may be asked: one request at a time for each host, and a pause
//! after it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Job, address};

/// The desk: the addresses that wait, and what is known of their hosts in this run.
pub(super) struct Desk {
    state: Mutex<State>,
    changed: Condvar,
    pause: Duration,
}

struct State {
    waiting: VecDeque<Job>,
    hosts: BTreeMap<String, Host>,
    is_over: bool,
}

#[derive(Default)]
struct Host {
    is_busy: bool,
    ready: Option<Instant>,
    /// How many addresses in a row could not be reached.
    failures: u32,
    is_closed: bool,
}

/// After how many addresses in a row that could not be reached a host is left alone.
const FAILURES: u32 = 3;

/// The right to ask a host once. When it is dropped, the pause begins.
pub(super) struct Pass<'a> {
    desk: &'a Desk,
    host: String,
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut state = self.desk.lock();
        let host = state.hosts.entry(self.host.clone()).or_default();
        host.is_busy = false;
        host.ready = host.ready.max(Some(Instant::now() + self.desk.pause));
        drop(state);
        self.desk.changed.notify_all();
    }
}

impl Desk {
    pub(super) fn new(queue: Vec<Job>, pause: Duration) -> Self {
        let state = State { waiting: queue.into(), hosts: BTreeMap::new(), is_over: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), pause }
    }

    /// Waits for an address whose host may be asked. Returns nothing when there is none any more.
    pub(super) fn next(&self) -> Option<(Job, Pass<'_>)> {
        let mut state = self.lock();
        loop {
            if state.is_over {
                return None;
            }
            let State { waiting, hosts, .. } = &mut *state;
            // Of a host that is closed nothing more is asked in this run.
            waiting.retain(|job| hosts.get(address::host(&job.url)).is_none_or(|host| !host.is_closed));
            if waiting.is_empty() {
                return None;
            }
            let now = Instant::now();
            let is_free = |job: &Job| hosts.get(address::host(&job.url)).is_none_or(|host| host.is_free(now));
            if let Some(job) = waiting.iter().position(is_free).and_then(|index| waiting.remove(index)) {
                let host = address::host(&job.url).to_owned();
                hosts.entry(host.clone()).or_default().is_busy = true;
                return Some((job, Pass { desk: self, host }));
            }
            let wanted = waiting.iter().filter_map(|job| hosts.get(address::host(&job.url)));
            let soonest = wanted.filter(|host| !host.is_busy).filter_map(|host| host.ready).min();
            state = self.wait(state, soonest);
        }
    }

    /// Waits until `host` may be asked. Returns nothing when it may not any more in this run.
    pub(super) fn enter(&self, host: &str) -> Option<Pass<'_>> {
        let mut state = self.lock();
        loop {
            let is_over = state.is_over;
            let known = state.hosts.entry(host.to_owned()).or_default();
            if is_over || known.is_closed {
                return None;
            }
            if known.is_free(Instant::now()) {
                known.is_busy = true;
                return Some(Pass { desk: self, host: host.to_owned() });
            }
            let ready = known.ready.filter(|_| !known.is_busy);
            state = self.wait(state, ready);
        }
    }

    /// Leaves `host` alone for a while.
    pub(super) fn rest(&self, host: &str, time: Duration) {
        let until = Instant::now().checked_add(time);
        let mut state = self.lock();
        let host = state.hosts.entry(host.to_owned()).or_default();
        host.ready = host.ready.max(until);
    }

    /// Asks nothing more of `host` in this run.
    pub(super) fn close(&self, host: &str) {
        self.lock().hosts.entry(host.to_owned()).or_default().is_closed = true;
        self.changed.notify_all();
    }

    /// Notes whether an address on `host` could be reached; after a few that could not, the host is closed.
    pub(super) fn note(&self, host: &str, is_reached: bool) {
        let mut state = self.lock();
        let host = state.hosts.entry(host.to_owned()).or_default();
        host.failures = if is_reached { 0 } else { host.failures + 1 };
        host.is_closed |= host.failures >= FAILURES;
    }

    /// Sends everybody home.
    pub(super) fn end(&self) {
        self.lock().is_over = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // What is kept here is right at any moment, also when a thread died meanwhile.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>, until: Option<Instant>) -> MutexGuard<'a, State> {
        let Some(until) = until else {
            return self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        let time = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        self.changed.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Host {
    fn is_free(&self, now: Instant) -> bool {
        !self.is_busy && self.ready.is_none_or(|ready| ready <= now)
    }
}
