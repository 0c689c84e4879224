//! What is written is read again, and what is not a lock is refused.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::SourceId;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn found(outcome: Outcome) -> Finding {
    let status = match outcome {
        Outcome::Ok => 200,
        Outcome::Dead => 404,
        Outcome::Unknown => 503,
    };
    let reason = (outcome == Outcome::Unknown).then_some(Reason::Status);
    Finding { outcome, status: Some(status), reason, moved_to: None }
}

/// Returns what is known after checks with these outcomes on the days of December.
fn history(outcomes: &[(u32, Outcome)]) -> Entry {
    let mut entry = None;
    for (number, outcome) in outcomes {
        entry = Some(Entry::after(entry.as_ref(), found(*outcome), day(&format!("2026-12-{number:02}"))));
    }
    entry.expect("there was a check")
}

#[track_caller]
fn refused(text: &str, message: &str) {
    let (lock, mistakes) = parse(text, SourceId(0));
    let messages: Vec<&str> = mistakes.iter().map(|mistake| mistake.message.as_str()).collect();
    assert!(messages.iter().any(|found| found.contains(message)), "{messages:?}");
    assert!(mistakes.iter().all(|mistake| mistake.code == crate::diagnostic::Code::BadLock));
    assert_eq!(lock, Lock::default());
}

fn written(line: &str) -> String {
    format!("version = 1\n[links]\n{line}\n# end of the lock\n")
}

#[test]
fn death_lasts_from_the_first_day_until_an_answer() {
    use Outcome::{Dead, Ok, Unknown};
    let entry = history(&[(1, Ok), (3, Dead), (5, Dead), (9, Unknown)]);
    assert_eq!((entry.dead_since(), entry.checked), (Some(day("2026-12-03")), day("2026-12-09")));
    assert_eq!((entry.status, entry.last_ok), (Some(404), Some(day("2026-12-01"))));
    let entry = history(&[(1, Ok), (3, Dead), (9, Ok)]);
    assert_eq!((entry.dead_since(), entry.since, entry.last_ok), (None, None, None));
    let entry = history(&[(3, Dead), (5, Ok), (7, Dead)]);
    assert_eq!((entry.dead_since(), entry.last_ok), (Some(day("2026-12-07")), Some(day("2026-12-05"))));
}

#[test]
fn a_host_without_address_is_surely_dead_once_it_was_missed_twice() {
    let check = |before: Option<&Entry>, text: &str| {
        let found = Finding { outcome: Outcome::Dead, status: None, reason: Some(Reason::Host), moved_to: None };
        Entry::after(before, found, day(text))
    };
    let lost = |entry: &Entry| {
        let lock = Lock { links: [("https://a.example/".to_owned(), entry.clone())].into() };
        Standing { lock: &lock, as_of: day("2027-06-01"), grace_days: 10 }.lost_since("https://a.example/")
    };
    let once = check(None, "2026-12-01");
    assert_eq!((once.dead_since(), lost(&once)), (Some(day("2026-12-01")), None));
    assert_eq!(lost(&check(Some(&once), "2026-12-07")), None);
    assert_eq!(lost(&check(Some(&once), "2026-12-08")), Some(day("2026-12-01")));
}

#[test]
fn what_is_unknown_is_not_dead() {
    use Outcome::{Ok, Unknown};
    let entry = history(&[(1, Ok), (3, Unknown), (5, Unknown)]);
    assert_eq!(entry.dead_since(), None);
    assert_eq!((entry.since, entry.last_ok), (Some(day("2026-12-03")), Some(day("2026-12-01"))));
}

#[test]
fn a_proof_is_lost_the_day_after_the_days_of_grace() {
    let mut lock = Lock::default();
    for url in ["https://a.example/x", "https://copy.example/x"] {
        lock.links.insert(url.to_owned(), history(&[(1, Outcome::Dead)]));
    }
    let on = |text: &str| Standing { lock: &lock, as_of: day(text), grace_days: 10 };
    let url = "https://a.example/x#part";
    assert_eq!(on("2026-11-01").access(url, None), Access::Original);
    assert_eq!(on("2026-12-11").access(url, None), Access::Original);
    assert_eq!(on("2026-12-12").access(url, None), Access::Dead(day("2026-12-01")));
    assert_eq!(on("2026-12-12").access(url, Some("https://archive.example/x")), Access::Copy);
    assert_eq!(on("2026-12-12").access(url, Some("https://copy.example/x")), Access::Dead(day("2026-12-01")));
    assert_eq!(on("2026-12-12").access("https://elsewhere.example/", None), Access::Original);
}

#[test]
fn only_addresses_of_the_web_are_known() {
    assert_eq!(key("https://a.example/x?q#f").as_deref(), Some("https://a.example/x?q"));
    assert_eq!(key("//a.example/x").as_deref(), Some("https://a.example/x"));
    assert_eq!(key("HTTP://a.example/").as_deref(), Some("HTTP://a.example/"));
    for other in ["mailto:a@b.example", "ftp://a.example/", "/x", "x", "", "data:text/plain,://"] {
        assert_eq!(key(other), None, "{other}");
    }
}

#[test]
fn what_is_not_a_whole_lock_is_refused() {
    let line = "\"https://a.example/\" = { result = \"ok\", checked = 2026-12-01 }";
    assert_eq!(parse(&written(line), SourceId(0)).1, []);
    assert_eq!(parse(&Lock::default().text(), SourceId(0)), (Lock::default(), Vec::new()));
    refused("", "is cut off");
    refused(&format!("version = 1\n[links]\n{line}\n"), "is cut off");
    refused(&format!("version = 1\n[links]\n{}", &line[..30]), "is cut off");
    refused("version = 2\nlinks = 3\n", "of a version that");
    refused(&written(&format!("<<<<<<< ours\n{line}\n=======\n{line}\n>>>>>>> theirs")), "merged and not resolved");
    refused(&written(&format!("{line}\n{line}")), "is written twice");
    refused(&written("\"https://a.example/\" = { result = \"fine\", checked = 2026-12-01 }"), "`fine` is not");
    refused(&written("\"https://a.example/\" = { result = \"ok\", checked = 2026-13-01 }"), "");
    refused(
        &written("\"https://a.example/\" = { result = \"dead\", checked = 2026-12-01 }"),
        "`since` when is not said",
    );
    let late = "result = \"dead\", checked = 2026-12-01, since = 2026-12-02";
    refused(&written(&format!("\"https://a.example/\" = {{ {late} }}")), "later than the last check");
    refused(
        &written("\"mailto:a@b.example\" = { result = \"ok\", checked = 2026-12-01 }"),
        "not an address of the web",
    );
    refused(&written(&line.replace("checked", "chekced")), "chekced");
}

prop_compose! {
    fn any_entry()(
        outcome in prop::sample::select(vec![Outcome::Ok, Outcome::Dead, Outcome::Unknown]),
        number in 1_u32..28,
        status in prop::option::of(100_u32..600),
        moved_to in prop::option::of("https://[a-z\"\\\\é]{1,9}\\.example/"),
    ) -> Entry {
        let checked = day(&format!("2026-12-{number:02}"));
        let reason = (outcome == Outcome::Unknown).then_some(Reason::Timeout);
        let since = (outcome != Outcome::Ok).then_some(checked);
        Entry { outcome, checked, status, reason, moved_to, since, last_ok: since }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(links in prop::collection::btree_map("https?://[a-z\"'\\\\=é]{1,12}", any_entry(), 0..9)) {
        let lock = Lock { links };
        prop_assert_eq!(parse(&lock.text(), SourceId(0)), (lock, Vec::new()));
    }

    #[test]
    fn a_lock_that_is_cut_anywhere_is_refused(
        links in prop::collection::btree_map("https://[a-zé]{1,12}", any_entry(), 1..5), at in 0.0..1.0_f64,
    ) {
        let text = Lock { links }.text();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let mut end = (at * (text.len() - 1) as f64) as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (lock, mistakes) = parse(&text[..end], SourceId(0));
        prop_assert!(!mistakes.is_empty());
        prop_assert_eq!(lock, Lock::default());
    }
}
