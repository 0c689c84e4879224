//! Masters and the halves that become of them, with their comments.

use super::*;

const MASTER: &str = "\
# The master: all of it.
schema: 1

plan:
  id: my-plan                 # never rename it
  title: A plan
  start: 2026-12-01
  months: 6
  pauses:
    - {from: 2027-01-01, to: 2027-01-05, reason: the knee}   # short
  # what nobody needs to know
  private:
    week_hours: 30            # a guess
    # and this too

phases:
  - id: first
    title: First
    months: [1, 3]
    items:
      - id: open-item         # public
        title: Open
        kind: topic
        month: 1
        needs: [apply, other]
        private: {note: mine}

      # The hidden one.
      - id: apply
        title: Apply
        kind: topic
        month: 2
        visibility: private   # of course

      - {id: other, title: Other, kind: exam-prep, month: 2, cert: cert-x, private: {note: 'a, b'}, hours: 3}

  - id: hidden
    title: Interviews
    visibility: private
    months: [4, 6]
    items: []

certifications:
  - {id: cert-x, title: X, visibility: private}

roles:                        # titles
  - {id: role-a, title: A}

companies:                    # always private
  - {id: tier-1, names: [Secret Corp]}
  # - {id: tier-2, names: [Other Corp]}

# What to read.
resources:
  - {id: res-a, type: book, title: Book, note: from the bonus}
  - {id: res-b, type: book, title: Book B}

income: [{id: inc-1, year: 1, usd: [150000, null]}]
# the last word
";

const PUBLIC: &str = "\
# The master: all of it.
schema: 1

plan:
  id: my-plan                 # never rename it
  title: A plan
  start: 2026-12-01
  months: 6
  pauses:
    - {from: 2027-01-01, to: 2027-01-05}   # short

phases:
  - id: first
    title: First
    months: [1, 3]
    items:
      - id: open-item         # public
        title: Open
        kind: topic
        month: 1
        needs: [other]

      - {id: other, title: Other, kind: exam-prep, month: 2, hours: 3}

# What to read.
resources:
  - {id: res-a, type: book, title: Book}
  - {id: res-b, type: book, title: Book B}
";

const PRIVATE: &str = "
plan:
  pauses:
    - {from: 2027-01-01, reason: the knee}
  # what nobody needs to know
  private:
    week_hours: 30            # a guess
    # and this too

phases:
  - id: first
    items:
      - id: open-item
        needs: [apply]
        private: {note: mine}

      # The hidden one.
      - id: apply
        title: Apply
        kind: topic
        month: 2
        visibility: private   # of course
      - {id: other, cert: cert-x, private: {note: 'a, b'}}

  - id: hidden
    title: Interviews
    visibility: private
    months: [4, 6]
    items: []

certifications:
  - {id: cert-x, title: X, visibility: private}

roles:                        # titles
  - {id: role-a, title: A}

companies:                    # always private
  - {id: tier-1, names: [Secret Corp]}
  # - {id: tier-2, names: [Other Corp]}

resources:
  - {id: res-a, note: from the bonus}

income: [{id: inc-1, year: 1, usd: [150000, null]}]
# the last word
";

#[test]
fn each_half_keeps_its_comments_and_its_layout() {
    let parted = split(MASTER).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(parted.public, PUBLIC);
    assert_eq!(parted.private.strip_prefix(&format!("{HEAD}\nschema: 1\n")), Some(PRIVATE));
    assert_eq!(parted.left, []);
    let moved: Vec<&str> = parted.moved.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(moved[..3], ["plan.pauses[1].reason", "plan.private", "phases[first].items[open-item].needs[apply]"]);
}

#[test]
fn a_baseline_is_parted_step_by_step() {
    let baseline = "  baselines:\n    - id: base-1\n      date: 2026-12-01\n      reason: a new job\n      steps:\n        - {id: open-item, month: 1}\n        - {id: apply, month: 2}\n";
    let parted = split(&MASTER.replace("  months: 6\n  pauses", &format!("  months: 6\n{baseline}  pauses"))).unwrap();
    assert!(
        parted.public.contains("      date: 2026-12-01\n      steps:\n        - {id: open-item, month: 1}\n  pauses")
    );
    assert!(
        parted
            .private
            .contains("    - id: base-1\n      reason: a new job\n      steps:\n        - {id: apply, month: 2}\n")
    );
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let parted = split(&MASTER.replace('\n', "\r\n")).unwrap();
    assert_eq!(parted.public, PUBLIC.replace('\n', "\r\n"));
    assert!(parted.private.ends_with(&PRIVATE.replace('\n', "\r\n")));
    let parted = split(&format!("\u{feff}{MASTER}")).unwrap();
    assert_eq!(parted.public, format!("\u{feff}{PUBLIC}"));
    assert!(parted.private.starts_with("\u{feff}# NEVER"));
}

#[test]
fn a_split_half_has_nothing_to_part() {
    let again = split(PUBLIC).unwrap();
    assert_eq!(again.public, PUBLIC);
    assert_eq!(again.moved, []);
}

#[test]
fn what_says_a_private_value_again_is_told() {
    let master = MASTER
        .replace("# What to read.", "# Read until the 150000 are earned, and 165500 too.")
        .replace("null", "165500");
    let parted = split(&master).unwrap();
    let lines: Vec<&str> = parted.left.iter().map(|(line, _)| parted.public.lines().nth(line - 1).unwrap()).collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| line.starts_with("# Read until")), "{:?}", parted.left);
}

#[test]
fn what_cannot_be_parted_safely_is_refused() {
    for (master, says) in [
        ("schema: 1\nsalaries: [1]\n", "has no key `salaries`"),
        ("{schema: 1, companies: []}\n", "in brackets"),
        ("schema: 1\nskills:\n  - {id: sk, # c\n     title: T, private: {note: x}}\n", "a comment within brackets"),
        ("schema: 1\nskills:\n  - private: {note: x}\n    id: sk\n    title: T\n", "put `id` first"),
    ] {
        let refusal = split(master).unwrap_err().to_string();
        assert!(refusal.contains(says), "{refusal}");
    }
}

#[test]
fn roles_are_public_when_the_plan_says_so() {
    let open = MASTER.replace("  months: 6\n", "  months: 6\n  open_to_work: true\n");
    assert!(split(&open).unwrap().public.contains("role-a"));
}
