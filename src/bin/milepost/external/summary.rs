//! What came of it, in a few lines.

use std::collections::{BTreeMap, BTreeSet};

use milepost::lock::{Finding, Outcome, Reason};

use super::address;
use crate::report::{line, plural};

/// How many unknown addresses are named, unless all are asked for.
const NAMED: usize = 10;

/// How many addresses there are, and what was not asked.
pub(super) struct Figures {
    /// All that the site leads to.
    pub(super) all: usize,
    /// Those that were asked lately.
    pub(super) fresh: usize,
    /// Those that are left for the next run.
    pub(super) left: usize,
}

/// Returns what came of a run over the addresses `wanted` that found `found`, with the addresses that are unknown. What
/// is dead or has moved is told at its place, by the check that follows.
pub(super) fn text(wanted: &[&str], figures: &Figures, found: &BTreeMap<String, Finding>, is_verbose: bool) -> String {
    let hosts: BTreeSet<&str> = wanted.iter().map(|url| address::host(url)).collect();
    let addresses = if figures.all == 1 { "1 address".to_owned() } else { format!("{} addresses", figures.all) };
    let mut text = line("elsewhere", &format!("{addresses} on {}", plural(hosts.len(), "host")));
    if figures.fresh > 0 {
        text += &line("", &format!("{} asked lately, and not again", figures.fresh));
    }
    let count = |outcome| found.values().filter(|found| found.outcome == outcome).count();
    let moved = found.values().filter(|found| found.moved_to.is_some()).count();
    let (ok, dead, unknown) = (count(Outcome::Ok), count(Outcome::Dead), count(Outcome::Unknown));
    let asked = format!("{}: {ok} ok, {moved} of them moved; {dead} dead; {unknown} unknown", found.len());
    text += &line("asked", &asked);
    if figures.left > 0 {
        text += &line("", &format!("{} left for the next run", figures.left));
    }
    text + &self::unknown(found, is_verbose)
}

fn unknown(found: &BTreeMap<String, Finding>, is_verbose: bool) -> String {
    let unknown: Vec<_> = found.iter().filter(|(_, found)| found.outcome == Outcome::Unknown).collect();
    let named = if is_verbose { unknown.len() } else { NAMED };
    let mut text = String::new();
    for (index, (url, found)) in unknown.iter().take(named).enumerate() {
        text += &line(if index == 0 { "unknown" } else { "" }, &format!("{url}  {}", why(found)));
    }
    if unknown.len() > named {
        text += &line("", &format!("and {} more; --verbose names them", unknown.len() - named));
    }
    text
}

fn why(found: &Finding) -> String {
    match (found.reason, found.status) {
        (Some(Reason::Status) | None, Some(status)) => status.to_string(),
        (Some(reason), _) => reason.word().replace('-', " "),
        (None, None) => String::new(),
    }
}
