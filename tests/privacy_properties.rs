//! Nothing private is published: random plans and pages with a canary in every private place, and no canary in any
//! byte or path of the site. And the other way round: a plan that was split in two is whole again when merged.

#![expect(clippy::format_push_string, reason = "journals are built as text")]

mod site_support;

use milepost::Options;
use milepost::plan::parse;
use milepost::source::fixture::journal;
use milepost::source::{Source, SourcePath, Sources};
use proptest::prelude::*;
use site_support::{messages, options};

/// What private texts begin with; in ids and file names it is lower case.
const CANARY: &str = "zqcanary";

/// Makes texts, ids and numbers that a site must not have, and keeps them.
struct Canaries {
    seed: u32,
    numbers: Vec<u32>,
}

impl Canaries {
    /// Returns a private text of the kind that breaks naive searches.
    fn text(&mut self, place: &str) -> String {
        self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let around = ["", "& ", "<b> ", "\u{fc}", "it's "][(self.seed >> 16) as usize % 5];
        format!("\"{around}ZQCANARY {place} {}\"", self.seed)
    }

    fn id(&mut self, kind: &str) -> String {
        self.seed = self.seed.wrapping_add(1);
        format!("{kind}-zqcanary-{}", self.seed % 10_000)
    }

    /// Returns a private sum of whole thousands.
    fn sum(&mut self) -> u32 {
        self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // Six digits that no date, colour, hash or path of a chart is likely to have: all spellings are searched for.
        let sum = 100_000 + (self.seed >> 8) % 800_000 / 1000 * 1000;
        self.numbers.push(sum);
        sum
    }
}

/// Which of the optional parts a random plan has.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
struct Shape {
    seed: u32,
    open_to_work: bool,
    shows_schedule: bool,
    upcoming: &'static str,
    /// Whether the private objects stand in `plan.private.yaml` instead of `plan.yaml`.
    has_overlay: bool,
    pages: Vec<Hidden>,
    future: bool,
    drafts: bool,
}

#[derive(Debug, Clone, Copy)]
enum Hidden {
    Private,
    Draft,
    Scheduled,
    Embargoed,
}

impl Hidden {
    fn front(self) -> &'static str {
        match self {
            Self::Private => "date: 2026-11-01\nvisibility: private\n",
            Self::Draft => "date: 2026-11-01\ndraft: true\n",
            Self::Scheduled => "date: 2026-11-01\npublish_on: 2026-12-24\n",
            Self::Embargoed => "date: 2026-11-01\nembargo_until: 2026-12-24\n",
        }
    }

    /// Returns whether the wishes for a preview publish it after all.
    fn is_shown(self, shape: &Shape) -> bool {
        match self {
            Self::Private | Self::Embargoed => false,
            Self::Draft => shape.drafts,
            Self::Scheduled => shape.future,
        }
    }
}

fn shape() -> impl Strategy<Value = Shape> {
    let hidden =
        prop_oneof![Just(Hidden::Private), Just(Hidden::Draft), Just(Hidden::Scheduled), Just(Hidden::Embargoed)];
    let upcoming = prop_oneof![Just("all"), Just("none"), Just("current-phase")];
    (
        (any::<u32>(), any::<bool>(), any::<bool>(), upcoming),
        (any::<bool>(), proptest::collection::vec(hidden, 1..6), any::<bool>(), any::<bool>()),
    )
        .prop_map(|((seed, open_to_work, shows_schedule, upcoming), (has_overlay, pages, future, drafts))| Shape {
            seed,
            open_to_work,
            shows_schedule,
            upcoming,
            has_overlay,
            pages,
            future,
            drafts,
        })
}

/// What is private whatever stands where: whole sections, and fields of the plan.
fn private_sections(c: &mut Canaries) -> String {
    format!(
        "companies: [{{id: {tier}, tier: 1, label: {label}, names: [{name}, {name_2}], note: {company_note}}}]
applications: [{{id: {application}, company: {applied}, role: {applied_role}, stage: interview, since: 2026-11-01, next: 2026-12-03, url: \"https://zqcanary.example/12\", note: {applied_note}}}]
income: [{{id: {income}, year: 1, usd: [{a}, {b}], note: {income_note}}}, {{id: {income_2}, year: 2, usd: [{d}, null]}}]
services: [{{id: {service}, title: {service_title}, rate_usd: [{e}, null], per: {per}, note: {service_note}}}]
rationale:
  visibility: public
  field: [{{id: {why}, topic: {topic}, text: {text}}}]
  plan: [{{id: {why_2}, text: {text_2}}}]
  closing: {{id: {why_3}, text: {text_3}}}
",
        tier = c.id("tier"),
        label = c.text("label"),
        name = c.text("company"),
        name_2 = c.text("company"),
        company_note = c.text("company note"),
        application = c.id("app"),
        applied = c.text("applied company"),
        applied_role = c.text("applied role"),
        applied_note = c.text("application note"),
        income = c.id("inc"),
        a = c.sum(),
        b = c.sum(),
        income_note = c.text("income note"),
        income_2 = c.id("inc"),
        d = c.sum(),
        service = c.id("svc"),
        service_title = c.text("service"),
        e = c.sum(),
        per = c.text("per"),
        service_note = c.text("service note"),
        why = c.id("why"),
        topic = c.text("topic"),
        text = c.text("reason"),
        why_2 = c.id("why"),
        text_2 = c.text("reason"),
        why_3 = c.id("why"),
        text_3 = c.text("reason"),
    )
}

fn note(c: &mut Canaries, place: &str) -> String {
    format!(
        "private: {{note: {}, title: {}, summary: {}}}",
        c.text(place),
        c.text(&format!("{place} title")),
        c.text(&format!("{place} summary"))
    )
}

/// Returns `plan.yaml` with canaries in every private place of it; public objects refer to private ones.
#[expect(clippy::too_many_lines, reason = "it is one file")]
fn plan(c: &mut Canaries, shape: &Shape) -> String {
    let hidden_item = "hidden-item-zqcanary";
    format!(
        "=== plan.yaml
schema: 1
site: {{title: Ada, url: \"https://ada.example/\", author: {{name: Ada}}}}
plan:
  id: the-plan
  title: Public title
  start: 2026-10-01
  months: 6
  open_to_work: {open}
  display: {{min_proven_for_progress: 1, upcoming: {upcoming}, schedule: {schedule}, calendar: {schedule}}}
  pauses: [{{from: 2026-12-20, to: 2027-01-05, reason: {pause}}}]
  baselines: [{{id: base-a, date: 2026-10-15, reason: {baseline}, steps: [{{id: item-a, month: 1, hours: 12}}, {{id: {hidden_item}, month: 1, hours: 4}}]}}]
  private: {{note: {plan_note}, title: {plan_title}, target_salary_usd: [{salary}, {salary_2}], investment_usd: {budget}, investment_note: {budget_note}, week_hours: 31.25}}
phases:
  - id: first
    title: First
    months: [1, 3]
    {phase_private}
    items:
      - {{id: item-a, title: Item A, kind: topic, month: 1, hours: 10, needs: [{hidden_item}], skills: [skill-a, skill-zqcanary], resources: [res-a, res-zqcanary], roles: [role-a], counts_for: [goal-zqcanary], {item_private}}}
      - {{id: item-p, title: Item P, kind: exam-prep, month: 1, cert: cert-zqcanary}}
      - {{id: item-g, title: Item G, kind: goal, month: 1, goal: goal-zqcanary}}
      - {{id: {hidden_item}, title: {item_title}, summary: {item_summary}, kind: build, month: 1, visibility: private, aliases: [{alias}], skills: [skill-a], criteria: [{{id: crit-zqcanary, title: {criterion}}}], proof: [{{kind: repo, url: \"https://zqcanary.example/\", date: 2026-11-01, title: {proof}}}]}}
  - id: phase-zqcanary
    title: {phase_title}
    summary: {phase_summary}
    months: [2, 3]
    themes: {{2: {{title: {theme}}}}}
    visibility: private
    items:
      - {{id: inner-zqcanary, title: {inner}, kind: course, month: 2, skills: [skill-a], proof: [{{kind: certificate, url: \"https://zqcanary.example/2\", date: 2026-11-01, title: {inner_proof}}}]}}
certifications:
  - {{id: cert-a, title: Cert A, month: 5, needs: [{hidden_item}], private: {{note: {cert_note}, exam: {{booked: 2027-02-23, attempts: [2026-11-19]}}}}, any_of: [{{id: cert-b, title: Cert B, {alternative_private}}}]}}
  - {{id: cert-zqcanary, title: {cert_title}, issuer: {issuer}, visibility: private, skills: [skill-a], proof: [{{kind: credential, url: \"https://zqcanary.example/3\", date: 2026-11-01}}], any_of: [{{id: other-zqcanary, title: {alternative}, proof: [{{kind: credential, url: \"https://zqcanary.example/4\", date: 2026-11-01}}]}}]}}
skills:
  - {{id: skill-a, title: Skill A, private: {{note: {skill_note}, target_level: {level}}}}}
  - {{id: skill-zqcanary, title: {skill}, group: {group}, parts: [{part}], visibility: private}}
goals:
  - {{id: goal-a, title: Goal A, target: {{count: public-repo, min: 1}}, {goal_private}}}
  - {{id: goal-zqcanary, title: {goal}, target: {{count: note, min: 1}}, visibility: private}}
projects:
  - {{id: proj-a, title: Project A, naming_note: {naming}, aliases: [{project_alias}], needs: [{hidden_item}], roles: [role-a], skills: [skill-zqcanary], features: [{{id: run, title: Run}}], {project_private}}}
  - {{id: proj-zqcanary, title: {project}, summary: {project_summary}, visibility: private, repo: \"https://zqcanary.example/5\", demo: \"https://zqcanary.example/6\", skills: [skill-a], features: [{{id: feat-zqcanary, title: {feature}, proof: [{{kind: ci, url: \"https://zqcanary.example/7\", date: 2026-11-01}}]}}]}}
outreach:
  - {{id: out-a, title: Talk, kind: speaking, proof: [{{kind: talk, url: \"https://t.example/\", date: 2026-11-01}}], {outreach_private}}}
  - {{id: out-zqcanary, title: {outreach}, kind: speaking, visibility: private, skills: [skill-a], counts_for: [goal-a], proof: [{{kind: talk, url: \"https://zqcanary.example/8\", date: 2026-11-01}}]}}
roles:
  - {{id: role-a, title: {role}, private: {{note: {role_note}, salary_usd: [{role_salary}, {role_salary_2}]}}}}
  - {{id: role-zqcanary, title: {hidden_role}, visibility: private, private: {{salary_usd: [{role_salary_3}, {role_salary_4}]}}}}
resources:
  - {{id: res-a, type: book, title: Book, url: \"https://b.example/\", checked: true, status: reading, note: {resource_note}, {resource_private}}}
  - {{id: res-zqcanary, type: book, title: {resource}, authors: [{by}], url: \"https://zqcanary.example/9\", checked: true, status: reading, visibility: private}}
  - {{id: res-unchecked, type: book, title: {unchecked}, url: \"https://zqcanary.example/10\", status: reading}}
resume:
  summary: A summary.
  experience: [{{role: Engineer, organization: Acme, start: 2020-01}}]
",
        open = shape.open_to_work,
        upcoming = shape.upcoming,
        schedule = if shape.shows_schedule { "public" } else { "private" },
        pause = c.text("pause"),
        baseline = c.text("baseline"),
        plan_note = c.text("plan note"),
        plan_title = c.text("plan title"),
        salary = c.sum(),
        salary_2 = c.sum(),
        budget = c.sum(),
        budget_note = c.text("budget"),
        phase_private = note(c, "phase"),
        item_private = note(c, "item"),
        item_title = c.text("item"),
        item_summary = c.text("item summary"),
        alias = c.text("alias"),
        criterion = c.text("criterion"),
        proof = c.text("proof"),
        phase_title = c.text("phase"),
        phase_summary = c.text("phase summary"),
        theme = c.text("theme"),
        inner = c.text("inner item"),
        inner_proof = c.text("inner proof"),
        cert_note = c.text("cert note"),
        alternative_private = note(c, "alternative"),
        cert_title = c.text("cert"),
        issuer = c.text("issuer"),
        alternative = c.text("alternative"),
        skill_note = c.text("skill note"),
        level = c.text("level"),
        skill = c.text("skill"),
        group = c.text("group"),
        part = c.text("part"),
        goal_private = note(c, "goal"),
        goal = c.text("goal"),
        naming = c.text("naming"),
        project_alias = c.text("project alias"),
        project_private = note(c, "project"),
        project = c.text("project"),
        project_summary = c.text("project summary"),
        feature = c.text("feature"),
        outreach_private = note(c, "outreach"),
        outreach = c.text("outreach"),
        role = if shape.open_to_work { "Public role".to_owned() } else { c.text("role") },
        role_note = c.text("role note"),
        role_salary = c.sum(),
        role_salary_2 = c.sum(),
        hidden_role = c.text("hidden role"),
        role_salary_3 = c.sum(),
        role_salary_4 = c.sum(),
        resource_note = c.text("resource note"),
        resource_private = note(c, "resource"),
        resource = c.text("resource"),
        by = c.text("author"),
        unchecked = c.text("unchecked"),
    )
}

/// Public pages that refer to everything private there is, and pages that are not published.
fn content(c: &mut Canaries, shape: &Shape) -> String {
    let mut text = format!(
        "=== content/notes/public.md
---
title: Public
date: 2026-11-01
time: 7h13m
proves: [item-a, hidden-item-zqcanary, \"hidden-item-zqcanary#crit-zqcanary\", inner-zqcanary, cert-zqcanary, other-zqcanary, goal-zqcanary, proj-zqcanary, out-zqcanary]
about: [out-a, hidden-item-zqcanary, cert-zqcanary, \"proj-zqcanary#feat-zqcanary\"]
skills: [skill-a, skill-zqcanary]
---
A public note. <!-- {} -->
=== content/projects/public-project.md
---
title: Public project
date: 2026-11-02
project: proj-zqcanary
features: {{feat-zqcanary: {{proof: [{{kind: ci, url: \"https://zqcanary.example/11\", date: 2026-11-01}}]}}}}
---
Text.
=== content/projects/tool.md
---
title: Tool
date: 2026-11-03
project: proj-a
---
Text.
",
        c.text("comment")
    );
    for (number, hidden) in shape.pages.iter().enumerate().filter(|(_, hidden)| !hidden.is_shown(shape)) {
        let place = ["notes/zqcanary/", "posts/", "projects/", ""][number % 4];
        text.push_str(&format!(
            "=== content/{place}zqcanary-{number}/index.md
---
title: {}
summary: {}
slug: zqcanary-slug-{number}
aliases: [/zqcanary/old-{number}/]
tags: [zqcanary-tag, {}]
series: {}
{}proves: [item-a]
about: [cert-a]
skills: [skill-a]
time: 41h
image: {{src: zqcanary.gif, alt: {}}}
---
# {}

ZQCANARY body with a [link](/notes/public/) and a [page](/projects/tool/). ![alt](zqcanary.gif)
=== content/{place}zqcanary-{number}/zqcanary.gif
ZQCANARY picture
",
            c.text("page title"),
            c.text("page summary"),
            c.text("tag"),
            c.text("series"),
            hidden.front(),
            c.text("image"),
            c.text("heading"),
        ));
    }
    text
}

/// Returns the journal with its canaries.
fn private_journal(shape: &Shape) -> (Sources, Canaries) {
    let mut c = Canaries { seed: shape.seed, numbers: Vec::new() };
    let plan = plan(&mut c, shape);
    let sections = private_sections(&mut c);
    let overlay = if shape.has_overlay {
        let own = format!(
            "=== plan.private.yaml\nschema: 1\nplan: {{title: {}, tagline: {}}}\nphases: [{{id: first, title: {}, items: [{{id: item-a, title: {}, month: 2}}, {{id: more-zqcanary, title: {}, kind: topic, month: 1}}]}}]\nskills: [{{id: skill-a, title: {}}}]\n",
            c.text("overlay title"),
            c.text("overlay tagline"),
            c.text("overlay phase"),
            c.text("overlay item"),
            c.text("overlay new item"),
            c.text("overlay skill"),
        );
        own + &sections
    } else {
        sections
    };
    let content = content(&mut c, shape);
    (journal(&format!("{plan}{overlay}{content}")), c)
}

/// Returns every way in which people write a sum of whole thousands.
fn spellings(sum: u32) -> Vec<String> {
    let (thousands, digits) = (sum / 1000, sum.to_string());
    let grouped = |mark: &str| format!("{}{mark}{}", &digits[..3], &digits[3..]);
    vec![
        digits.clone(),
        grouped(","),
        grouped("."),
        grouped(" "),
        grouped("\u{a0}"),
        grouped("'"),
        grouped("_"),
        format!("{thousands}K"),
        format!("{thousands}k"),
        format!("{thousands} K"),
    ]
}

/// Returns where a path or the bytes of a file has something private in it.
fn leaks(build: &milepost::Build, canaries: &Canaries) -> Vec<String> {
    let numbers: Vec<String> = canaries.numbers.iter().flat_map(|sum| spellings(*sum)).collect();
    let mut found = Vec::new();
    for (path, output) in build.outputs.iter() {
        // Fonts and pictures of the theme are the same for every journal, and compressed: three digits are in them.
        let is_binary = ["woff2", "png"].contains(&path.extension().as_str());
        let text = String::from_utf8_lossy(output.bytes()).to_lowercase();
        if path.as_str().to_lowercase().contains(CANARY) || text.contains(CANARY) {
            let at = text.find(CANARY).unwrap_or(0);
            let around: String = text.chars().skip(text[..at].chars().count().saturating_sub(80)).take(160).collect();
            found.push(format!("{path}: {around}"));
        }
        // Numbers in the paths of drawings are coordinates; sums would stand in texts.
        let numbers = numbers.iter().filter(|number| !is_binary && has_number(&text, &number.to_lowercase()));
        found.extend(numbers.map(|number| format!("{path}: {number}")));
        found.extend(
            ["2027-02-23", "23 feb", "7h13", "41h", "31.25"]
                .iter()
                .filter(|fact| !is_binary && text.contains(**fact))
                .map(|fact| format!("{path}: {fact}")),
        );
    }
    found
}

/// Returns whether `number` stands in `text` by itself, not as a part of a longer number, a colour or a hash.
fn has_number(text: &str, number: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '#' | '-');
    text.match_indices(number).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + number.len()..].chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn nothing_private_is_in_any_byte_of_the_site(shape in shape()) {
        let (sources, canaries) = private_journal(&shape);
        let options = Options { future: shape.future, drafts: shape.drafts, ..options() };
        let mut build = milepost::build(&sources, &options);
        prop_assert!(!build.has_errors(), "{}", messages(&sources, &build));
        for path in ["notes/public/index.html", "resume/index.html", "resume.json", "llms.txt", "404.html"] {
            prop_assert!(build.outputs.get(path).is_some(), "{path}");
        }
        prop_assert_eq!(build.outputs.get("plan.ics").is_some(), shape.shows_schedule);
        prop_assert_eq!(build.outputs.get("for/a/index.html").is_some(), shape.open_to_work);
        let leaks = leaks(&build, &canaries);
        prop_assert!(leaks.is_empty(), "{}", leaks.join("\n"));
        // What is asked for on the network and stands in `evidence.lock`, which is committed.
        build.add_raw_links(&sources);
        let elsewhere: Vec<&String> = build.elsewhere.links.uses.keys().collect();
        prop_assert!(elsewhere.iter().any(|url| *url == "https://t.example/"), "{elsewhere:?}");
        prop_assert!(!elsewhere.iter().any(|url| url.contains("zqcanary")), "{elsewhere:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// A whole master with everything private in it, in block style and in brackets, with comments and empty lines.
    #[test]
    fn a_master_parted_by_the_command_and_merged_is_the_master(shape in shape(), cut in 0_usize..4, crlf in any::<bool>()) {
        let shape = Shape { has_overlay: false, ..shape };
        let mut c = Canaries { seed: shape.seed, numbers: Vec::new() };
        let text = plan(&mut c, &shape) + &private_sections(&mut c).replace("visibility: public\n", "visibility: private\n");
        // What is merely not shown is not private.
        let text = text.replace("ZQCANARY unchecked", "Unchecked").replace("ZQCANARY project alias", "Alias").replace("zqcanary.example/10", "b.example/10");
        let mut master = commented(text.strip_prefix("=== plan.yaml\n").expect("the plan alone"), shape.seed, cut);
        if crlf {
            master = master.replace('\n', "\r\n");
        }
        let parted = milepost::edit::plan::split(&master).map_err(|refusal| TestCaseError::fail(format!("{refusal}\n{master}")))?;
        // Lists that name ids are laid over each other, so their order is that of the halves.
        let in_order = |text: &str| {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.sort_unstable();
            lines.join("\n")
        };
        let before = in_order(&parsed(&plan_files(&[("plan.yaml", &master)]), true));
        let halves = plan_files(&[("plan.yaml", &parted.public), ("plan.private.yaml", &parted.private)]);
        let after = in_order(&parsed(&halves, true));
        prop_assert!(before == after, "{}", difference(&before, &after));
        prop_assert!(!parted.public.to_lowercase().contains(CANARY), "{}", parted.public);
        let comments = |text: &str| -> Vec<String> {
            let mut found: Vec<String> = text.lines().filter_map(|line| line.split_once("# c")).map(|(_, rest)| rest.trim_end().to_owned()).collect();
            found.sort();
            found
        };
        let mut both = comments(&parted.public);
        both.extend(comments(&parted.private));
        both.sort();
        prop_assert_eq!(both, comments(&master));
        // The public half is a plan by itself.
        let (_, found) = parse(&plan_files(&[("plan.yaml", &parted.public)]), false);
        prop_assert!(found.iter().all(|found| !found.is_error()), "{found:?}");
    }
}

/// Puts numbered comments and empty lines between the lines of a plan and behind them.
fn commented(plan: &str, seed: u32, every: usize) -> String {
    let mut text = String::new();
    for (number, line) in plan.lines().enumerate() {
        let indent = " ".repeat(line.len() - line.trim_start().len());
        let roll = (seed >> (number % 24)) as usize % 4;
        if every > 0 && roll == every {
            text.push_str(&format!("\n{indent}# c{number} above\n"));
        }
        text.push_str(line);
        if every > 0 && roll == 0 {
            text.push_str(&format!("  # c{number} behind"));
        }
        text.push('\n');
    }
    text
}

/// The search itself is tried on a site that does leak.
#[test]
fn a_leak_would_be_found() {
    let canaries = Canaries { seed: 0, numbers: vec![150_000] };
    for leak in ["ZQCANARY", "150000", "150,000", "$150K", "150k", "USD 150\u{a0}000"] {
        let text = format!(
            "=== plan.yaml\nschema: 1\nsite: {{title: \"A {leak} b\", url: \"https://ada.example/\"}}\nplan: {{id: the-plan, title: P, start: 2026-10-01, months: 6}}\n"
        );
        let build = milepost::build(&journal(&text), &options());
        assert!(!leaks(&build, &canaries).is_empty(), "{leak}");
    }
}

#[test]
fn a_salary_is_private_even_when_the_role_is_public() {
    let case = |open: bool| {
        format!(
            "=== plan.yaml\nschema: 1\nsite: {{title: Ada, url: \"https://ada.example/\"}}\n\
             plan: {{id: the-plan, title: P, start: 2026-10-01, months: 6, open_to_work: {open}}}\n\
             roles: [{{id: role-a, title: Role A, private: {{salary_usd: [150000, 200000]}}}}]\n"
        )
    };
    let canaries = Canaries { seed: 0, numbers: vec![150_000, 200_000] };
    for open in [true, false] {
        let build = milepost::build(&journal(&case(open)), &options());
        assert_eq!(leaks(&build, &canaries), [""; 0]);
        let home = site_support::text(&build, "index.html").expect("a home page");
        assert_eq!(home.contains("Role A"), open);
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Splitting and merging

const MASTER: &str = "schema: 1
site: {title: Ada, url: \"https://ada.example/\"}
plan:
  id: the-plan
  title: P
  start: 2026-10-01
  months: 6
  private: {title: Own title, target_salary_usd: [150000, 200000], investment_usd: 65000}
phases:
  - id: first
    title: First
    months: [1, 3]
    private: {note: on the phase}
    items:
      - {id: item-a, title: Item A, kind: topic, month: 1, private: {note: on the item}}
      - {id: item-b, title: Item B, kind: topic, month: 2}
      - {id: item-c, title: Item C, kind: topic, month: 2, visibility: private}
certifications:
  - {id: cert-a, title: Cert A, private: {note: on the certification, exam: {booked: 2027-02-23}}}
skills: [{id: skill-a, title: Skill A, private: {target_level: 8 of 10}}]
roles: [{id: role-a, title: Role A, private: {salary_usd: [150000, 200000]}}]
companies: [{id: tier-one, names: [Secret Corp]}]
income: [{id: inc-one, year: 1, usd: [150000, null]}]
services: [{id: svc-one, title: Advice, rate_usd: [10000, null]}]
rationale: {closing: {id: why-one, text: Because}}
";

const PUBLIC: &str = "schema: 1
site: {title: Ada, url: \"https://ada.example/\"}
plan: {id: the-plan, title: P, start: 2026-10-01, months: 6}
phases:
  - id: first
    title: First
    months: [1, 3]
    items:
      - {id: item-a, title: Item A, kind: topic, month: 1}
      - {id: item-b, title: Item B, kind: topic, month: 2}
certifications: [{id: cert-a, title: Cert A}]
skills: [{id: skill-a, title: Skill A}]
roles: [{id: role-a, title: Role A}]
";

const OVERLAY: &str = "schema: 1
plan: {private: {title: Own title, target_salary_usd: [150000, 200000], investment_usd: 65000}}
phases:
  - id: first
    private: {note: on the phase}
    items:
      - {id: item-c, title: Item C, kind: topic, month: 2, visibility: private}
      - {id: item-a, private: {note: on the item}}
certifications: [{id: cert-a, private: {note: on the certification, exam: {booked: 2027-02-23}}}]
skills: [{id: skill-a, private: {target_level: 8 of 10}}]
roles: [{id: role-a, private: {salary_usd: [150000, 200000]}}]
companies: [{id: tier-one, names: [Secret Corp]}]
income: [{id: inc-one, year: 1, usd: [150000, null]}]
services: [{id: svc-one, title: Advice, rate_usd: [10000, null]}]
rationale: {closing: {id: why-one, text: Because}}
";

fn plan_files(files: &[(&str, &str)]) -> Sources {
    Sources::new(files.iter().map(|(path, text)| Source {
        path: SourcePath::new(path).expect("a path"),
        bytes: text.as_bytes().into(),
        added: None,
    }))
}

/// Returns the plan as a text in which places in files do not count.
#[track_caller]
fn parsed(sources: &Sources, with_private: bool) -> String {
    let (plan, diagnostics) = parse(sources, with_private);
    assert_eq!(diagnostics, [], "the plan is good");
    let text = format!("{:#?}", plan.expect("a plan"));
    let is_place = |line: &&str| {
        let line = line.trim();
        !["start: ", "end: ", "source: "].iter().any(|key| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains('-'))
        })
    };
    let mut text = text.lines().filter(is_place).collect::<Vec<_>>().join("\n");
    // `SourceId(0,)` is written over three lines.
    while let Some(at) = text.find("source: SourceId(") {
        let end = text[at..].find(')').map_or(text.len(), |end| at + end + 1);
        text.replace_range(at..end, "");
    }
    text
}

#[test]
fn a_plan_split_in_two_and_merged_is_the_master() {
    let master = parsed(&plan_files(&[("plan.yaml", MASTER)]), true);
    let merged = parsed(&plan_files(&[("plan.yaml", PUBLIC), ("plan.private.yaml", OVERLAY)]), true);
    assert!(master == merged, "{}", difference(&master, &merged));
    assert!(master.contains("Secret Corp") && master.contains("on the item"));
}

#[test]
fn without_the_overlay_the_plan_is_the_public_one() {
    let alone = parsed(&plan_files(&[("plan.yaml", PUBLIC)]), false);
    let beside = parsed(&plan_files(&[("plan.yaml", PUBLIC), ("plan.private.yaml", OVERLAY)]), false);
    assert!(alone == beside, "{}", difference(&alone, &beside));
    assert!(!beside.contains("Secret Corp"));
}

#[test]
fn the_public_build_of_the_master_is_that_of_the_public_part() {
    let of = |files: &[(&str, &str)]| {
        let build = milepost::build(&plan_files(files), &options());
        assert!(!build.has_errors());
        build.outputs.iter().map(|(path, output)| (path.to_string(), output.bytes().to_vec())).collect::<Vec<_>>()
    };
    let public = of(&[("plan.yaml", PUBLIC)]);
    assert!(of(&[("plan.yaml", MASTER)]) == public);
    assert!(of(&[("plan.yaml", PUBLIC), ("plan.private.yaml", OVERLAY)]) == public);
}

#[test]
fn a_broken_overlay_does_not_touch_the_public_build() {
    let files = [("plan.yaml", PUBLIC), ("plan.private.yaml", "companies: [ZQCANARY")];
    let build = milepost::build(&plan_files(&files), &options());
    assert!(!build.has_errors());
    assert_eq!(leaks(&build, &Canaries { seed: 0, numbers: Vec::new() }), [""; 0]);
}

#[test]
fn the_overlay_cannot_make_something_public() {
    let overlay = "schema: 1\nphases: [{id: first, items: [{id: item-c, visibility: public}]}]\n";
    let (_, diagnostics) = parse(&plan_files(&[("plan.yaml", MASTER), ("plan.private.yaml", overlay)]), true);
    assert!(diagnostics.iter().any(|found| found.code.name() == "private-in-public"));
}

/// Returns the first line that differs, with its neighbours.
fn difference(one: &str, other: &str) -> String {
    let at = one.lines().zip(other.lines()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.lines().skip(at.saturating_sub(5)).take(12).collect::<Vec<_>>().join("\n");
    format!("{}\n--- but\n{}", around(one), around(other))
}
