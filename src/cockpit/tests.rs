//! The page without a server.

use crate::source::fixture;

use super::*;

const PLAN: &str = "\
=== plan.yaml
schema: 1
site:
  title: Noor
  url: https://noor.example/
  author: {name: Noor}
plan: {id: plan-one, title: Twelve months, start: 2027-01-01, months: 12}
phases:
  - id: phase-one
    title: Foundation
    months: [1, 12]
    items:
      - {id: first-item, title: First step, kind: topic, month: 1, hours: 10}
      - {id: second-item, title: Second step, kind: topic, month: 7, hours: 20}
";

fn page_of(journal: &str, as_of: &str, notice: Option<&Notice>) -> String {
    let sources = fixture::journal(journal);
    let options = crate::Options {
        now: chrono::DateTime::UNIX_EPOCH,
        as_of: as_of.parse().ok(),
        base_url: None,
        drafts: false,
        future: false,
        cards: false,
        pdfs: std::collections::BTreeMap::new(),
        levels: std::collections::BTreeMap::new(),
    };
    let (report, diagnostics) = crate::owner(&sources, &options);
    page(&Cockpit {
        report: report.as_ref(),
        lint: &[],
        diagnostics: &diagnostics,
        sources: &sources,
        notice,
        token: "the-token",
        site: "/",
    })
}

#[test]
fn a_month_of_the_calendar_leads_to_its_line() {
    let page = page_of(PLAN, "2027-07-10", None);
    assert!(page.contains("<caption>July 2027</caption>") && page.contains("<caption>August 2027</caption>"), "{page}");
    assert!(page.contains("<td aria-current=\"date\">10</td>"), "{page}");
    assert!(page.contains("<a href=\"#step-second-item\" title=\"Second step\""), "{page}");
    assert!(page.contains("<li id=\"step-second-item\""), "{page}");
    assert!(page.contains("160 days overdue"), "{page}");
}

#[test]
fn what_was_ticked_is_told_only_of_steps_that_there_are() {
    let ticked = |id: &str| page_of(PLAN, "2027-07-10", PlanId::new(id).map(Notice::Ticked).as_ref());
    assert!(ticked("first-item").contains("It does not count before it is proven. Missing:"));
    assert!(!ticked("some-other-id").contains("some-other-id"));
    let refused = page_of(PLAN, "2027-07-10", Some(&Notice::Refused("<script>".into())));
    assert!(refused.contains("Nothing was changed") && refused.contains("&lt;script&gt;"), "{refused}");
}

#[test]
fn an_empty_plan_says_what_to_add() {
    let head = PLAN.split("phases:").next().unwrap_or_default();
    let page = page_of(&format!("{head}phases: []\n"), "2027-07-10", None);
    for text in ["Nothing is due", "<code>companies:</code>", "<code>income:</code>", "<code>services:</code>"] {
        assert!(page.contains(text), "{text} is not in {page}");
    }
}

#[test]
fn every_id_is_there_once_and_every_anchor_leads_somewhere() {
    for as_of in ["2026-01-01", "2027-01-20", "2027-07-10", "2031-01-01"] {
        let page = page_of(PLAN, as_of, None);
        let all = |mark: &str| -> Vec<String> {
            page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
        };
        let ids = all(" id=\"");
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{as_of}: {ids:?}");
        for anchor in all("href=\"#") {
            assert!(distinct.contains(&anchor), "{as_of}: #{anchor} is not in {ids:?}");
        }
    }
}

#[test]
fn the_style_sheet_names_fonts_that_there_are() {
    let css = String::from_utf8(style_sheet()).expect("it is text");
    let fonts: Vec<&str> = css.split("../fonts/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(!fonts.is_empty() && fonts.iter().all(|name| font(name).is_some()), "{fonts:?}");
    assert!(css.contains(".calendars") && css.contains("--accent:"));
    assert_eq!(font("../css/tokens.css"), None);
    assert_eq!(font("OFL.txt"), None);
}
