//! Random plans that keep every rule: nothing may be found in them. And the same plans with one thing broken.

use std::fmt::Write as _;

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::diagnostic::Code;
use crate::plan;
use crate::source::fixture::journal;

/// A plan as it is drawn at random; `text` writes it so that it keeps every rule.
#[derive(Debug, Clone)]
struct Shape {
    /// For each month the kinds of its items, and whether each needs one that was there before.
    months: Vec<Vec<(u8, bool)>>,
    phases: u8,
    week_hours: u8,
    start: NaiveDate,
}

fn shapes() -> impl Strategy<Value = Shape> {
    let months = prop::collection::vec(prop::collection::vec((0u8..4, any::<bool>()), 1..4), 1..15);
    (months, 1u8..4, 4u8..40, 0u32..800).prop_map(|(months, phases, week_hours, day)| Shape {
        months,
        phases,
        week_hours,
        start: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(day)),
    })
}

/// A word that no other number has, and that is like no other.
fn word(number: usize) -> String {
    let letters = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"];
    format!("{}{}{}", letters[number / 100 % 10], letters[number / 10 % 10], letters[number % 10])
}

impl Shape {
    fn text(&self) -> String {
        let total = self.months.len();
        let mut text = format!(
            "=== plan.yaml\nschema: 1\nsite: {{title: T, url: \"https://a.example/\"}}\nplan: {{id: the-plan, title: Plan, \
             start: {}, months: {total}, private: {{week_hours: {}}}}}\nphases:\n",
            self.start, self.week_hours
        );
        let length = total.div_ceil(usize::from(self.phases));
        let mut number = 0;
        for (month, items) in self.months.iter().enumerate() {
            if month % length == 0 {
                let (first, last) = (month + 1, (month + length).min(total));
                let _ =
                    writeln!(text, "  - id: phase-{first}\n    title: P\n    months: [{first}, {last}]\n    items:");
            }
            for (kind, needs) in items {
                let kind = ["topic", "course", "practice", "build"][usize::from(*kind)];
                // Four weeks are in every month.
                let hours = u32::from(self.week_hours) * 4 / 3;
                let needs =
                    if *needs && number > 0 { format!(", needs: [item-{}]", number - 1) } else { String::new() };
                let title = format!("{} {}", word(number), word(number + 500));
                let _ = writeln!(
                    text,
                    "      - {{id: item-{number}, title: {title}, kind: {kind}, month: {}, hours: {hours}, \
                     skills: [skill-a]{needs}}}",
                    month + 1
                );
                number += 1;
            }
        }
        text + "skills:\n  - {id: skill-a, title: Skill}\n"
    }
}

fn found(text: &str) -> Vec<Code> {
    let sources = journal(text);
    let (_, diagnostics) = plan::parse(&sources, true);
    assert!(diagnostics.is_empty(), "{diagnostics:?}\n{text}");
    let (file, value) = plan::written(&sources).expect("the plan can be read");
    let as_of = file.plan.as_ref().expect("there is one").start.value;
    super::lint(&file, &value, as_of).into_iter().map(|found| found.code).collect()
}

proptest! {
    #[test]
    fn nothing_is_found_in_a_plan_that_keeps_the_rules(shape in shapes()) {
        prop_assert_eq!(found(&shape.text()), []);
    }

    #[test]
    fn one_broken_thing_is_found_and_nothing_else(shape in shapes()) {
        let text = shape.text();
        let with_skills = |more: &str| format!("{text}{more}");
        let check = |text: &str, expected: Code| {
            let found = found(text);
            prop_assert!(!found.is_empty() && found.iter().all(|code| *code == expected), "{found:?}\n{text}");
            Ok(())
        };
        check(&text.replacen(", hours: ", ", est: true, src: ", 1), Code::MissingHours)?;
        check(&text.replace("week_hours: ", "week_hours: 0."), Code::MonthOverCapacity)?;
        check(&text.replace(", private: {week_hours: ", ", src: ").replace("}}\nphases", "}\nphases"), Code::MissingCapacity)?;
        check(&with_skills("  - {id: skill-b, title: Other}\n"), Code::SkillWithoutItem)?;
        check(&with_skills("projects: [{id: proj-a, title: Mirror, hours: 0}]\n"), Code::UndatedEntry)?;
        check(&with_skills("resources: [{id: res-a, type: book, title: A book}]\n"), Code::UnverifiedResource)?;
        let total = shape.months.len();
        let longer = text.replace(&format!("months: {total},"), &format!("months: {},", total + 2));
        check(&longer, Code::IdleMonths)?;
        let goal = "goals: [{id: goal-a, title: Goal, target: {count: talk, min: 2}, counts: [item-0]}]\n";
        check(&with_skills(goal), Code::GoalOutOfReach)?;
        check(&text.replace("title: Plan,", "title: To EUR 90k,"), Code::MoneyInPublic)?;
    }
}
