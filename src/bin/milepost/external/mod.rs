//! `milepost check --external`: asks every address that the site leads to, politely, and writes down what it found.
//!
//! 1. [`run`] makes a queue of what has to be asked, the longest unasked first;
//! 2. `crew` works it off with a few threads; `desk` lets one of them at a time ask a host, with a pause after each
//!    request; `probe` finds out what became of one address, through `client`;
//! 3. `save` writes findings to `evidence.lock` while more come in, so a run that is ended loses next to nothing;
//! 4. `bar` shows how far it is, `summary` tells what came of it.
#![expect(clippy::disallowed_methods, reason = "politeness is a matter of time")]

mod address;
mod bar;
mod client;
mod crew;
mod desk;
mod probe;
mod save;
mod summary;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use milepost::Build;
use milepost::lock::{Finding, Lock, Outcome, Reason};
use milepost::site::external::is_local;
use tokio::sync::mpsc::UnboundedReceiver;

use self::bar::Bar;
use self::client::Client;
use self::desk::Desk;
use crate::command::Context;

/// How the addresses are asked.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// For how many days an address that was found is not asked again.
    pub(crate) max_age: u32,
    /// How long all of it may take.
    pub(crate) time_limit: Duration,
    /// How long one request may take.
    pub(crate) timeout: Duration,
    /// How long a host is left alone after a request.
    pub(crate) pause: Duration,
    /// How long a host that is busy is left alone at first; twice as long each time.
    pub(crate) backoff: Duration,
    /// Where hosts of these names are, instead of what the system says; for tests.
    pub(crate) resolve: Vec<(String, SocketAddr)>,
    /// A certificate to trust instead of the usual ones; for tests.
    pub(crate) trust: Option<PathBuf>,
}

/// An address to ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Job {
    /// When it was last asked; never goes before any day.
    checked: Option<NaiveDate>,
    url: String,
}

/// How many addresses are asked at once, each on a host of its own.
const THREADS: usize = 8;
/// How often findings are written while more come in.
const SAVE_EVERY: Duration = Duration::from_secs(5);
/// How often the bar is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// Why the work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    TimeIsUp,
    Interrupted,
}

/// Asks what `build` leads to, and writes `evidence.lock`.
pub(crate) fn run(build: &Build, settings: &Settings, ctx: &Context<'_>) -> anyhow::Result<()> {
    let today = build.report.as_of.context("a build has a day")?;
    let wanted: Vec<&str> =
        build.elsewhere.links.uses.keys().map(String::as_str).filter(|url| !is_local(url)).collect();
    let base = build.elsewhere.base.as_ref().context("a build has an address")?;
    let lock = save::write(ctx.root, &wanted, &[], today)?;
    let queue = queue(&wanted, &lock, today, settings.max_age);
    let total = queue.len();
    let mut run =
        Run { root: ctx.root, wanted: &wanted, today, unsaved: Vec::new(), found: BTreeMap::new(), has_answer: false };
    let desk = Arc::new(Desk::new(queue, settings.pause));
    let client = Client::new(&agent(&base.absolute("")), settings)?;
    let findings = crew::start(&desk, client, settings);
    let end = run.collect(findings, Bar::new(ctx.terminal, total), settings.time_limit);
    desk.end();
    run.save()?;
    let end = end?;
    let figures = summary::Figures { all: wanted.len(), fresh: wanted.len() - total, left: total - run.found.len() };
    ctx.terminal.report(&summary::text(&wanted, &figures, &run.found, ctx.terminal.is_verbose()));
    if end == End::Interrupted {
        bail!("interrupted: what was found is in `{}`, and the same command goes on", milepost::lock::FILE);
    }
    Ok(())
}

/// Returns what a server is told of who asks.
fn agent(site: &str) -> String {
    format!("milepost/{} (+{site})", env!("CARGO_PKG_VERSION"))
}

/// Returns what has to be asked on `today`, the longest unasked first. What was there is asked again after `max_age`
/// days, all else on another day.
fn queue(wanted: &[&str], lock: &Lock, today: NaiveDate, max_age: u32) -> Vec<Job> {
    let is_fresh = |url: &str| {
        let Some(entry) = lock.get(url) else { return false };
        let age = (today - entry.checked).num_days();
        let limit = if entry.outcome == Outcome::Ok { max_age } else { max_age.min(1) };
        age < i64::from(limit)
    };
    let stale = wanted.iter().filter(|url| !is_fresh(url));
    let mut jobs: Vec<Job> =
        stale.map(|url| Job { checked: lock.get(url).map(|entry| entry.checked), url: (*url).to_owned() }).collect();
    jobs.sort();
    jobs
}

/// What a run has found so far.
struct Run<'a> {
    root: &'a Path,
    wanted: &'a [&'a str],
    today: NaiveDate,
    unsaved: Vec<(String, Finding)>,
    found: BTreeMap<String, Finding>,
    /// Whether any host has answered, so that there is a network.
    has_answer: bool,
}

impl Run<'_> {
    /// Takes findings until there are no more, the time is up, or somebody presses Ctrl-C.
    fn collect(
        &mut self,
        mut findings: UnboundedReceiver<(String, Finding)>,
        mut bar: Bar,
        limit: Duration,
    ) -> anyhow::Result<End> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no event loop")?;
        let end = runtime.block_on(async {
            let deadline = tokio::time::sleep(limit);
            tokio::pin!(deadline);
            let interrupt = tokio::signal::ctrl_c();
            tokio::pin!(interrupt);
            let mut tick = tokio::time::interval(TICK);
            let mut saved = Instant::now();
            loop {
                tokio::select! {
                    found = findings.recv() => match found {
                        Some((url, finding)) => self.take(url, finding),
                        None => return Ok(End::Done),
                    },
                    _ = &mut interrupt => return Ok(End::Interrupted),
                    () = &mut deadline => return Ok(End::TimeIsUp),
                    _ = tick.tick() => bar.draw(self.found.len()),
                }
                if !self.unsaved.is_empty() && saved.elapsed() >= SAVE_EVERY {
                    self.save()?;
                    saved = Instant::now();
                }
            }
        });
        bar.clear();
        end
    }

    fn take(&mut self, url: String, finding: Finding) {
        self.has_answer |= finding.status.is_some();
        self.unsaved.push((url.clone(), finding.clone()));
        self.found.insert(url, finding);
    }

    /// Where other hosts answer, one that has no address is gone.
    fn bury(&mut self) {
        for (url, finding) in self.unsaved.iter_mut().filter(|(_, found)| found.reason == Some(Reason::Host)) {
            if self.has_answer {
                finding.outcome = Outcome::Dead;
                self.found.insert(url.clone(), finding.clone());
            }
        }
    }

    /// Writes what is not written yet.
    fn save(&mut self) -> anyhow::Result<()> {
        if !self.unsaved.is_empty() {
            self.bury();
            save::write(self.root, self.wanted, &self.unsaved, self.today)?;
            self.unsaved.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use milepost::lock::Entry;

    #[test]
    fn the_longest_unasked_come_first_and_fresh_ones_not_at_all() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut lock = Lock::default();
        let mut add = |url: &str, outcome, checked: &str| {
            let found = Finding { outcome, status: None, reason: None, moved_to: None };
            lock.links.insert(url.to_owned(), Entry::after(None, found, day(checked)));
        };
        add("https://a.example/fresh", Outcome::Ok, "2026-12-05");
        add("https://a.example/old", Outcome::Ok, "2026-12-01");
        add("https://a.example/older", Outcome::Ok, "2026-11-01");
        add("https://a.example/dead", Outcome::Dead, "2026-12-09");
        add("https://a.example/dead-today", Outcome::Dead, "2026-12-10");
        add("https://a.example/unknown", Outcome::Unknown, "2026-12-08");
        let mut wanted: Vec<&str> = lock.links.keys().map(String::as_str).collect();
        wanted.push("https://a.example/new");
        let names = |max_age| {
            let jobs = queue(&wanted, &lock, day("2026-12-10"), max_age);
            jobs.iter().map(|job| job.url.rsplit('/').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(7), ["new", "older", "old", "unknown", "dead"]);
        assert_eq!(names(0), ["new", "older", "old", "fresh", "unknown", "dead", "dead-today"]);
    }
}
