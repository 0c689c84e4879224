//! `milepost plan import` and `milepost init --from`: plans in Markdown of many styles.

use std::collections::BTreeSet;
use std::fs;

use milepost::import::{Import, Options, Place, Site, import};
use milepost::plan;
use milepost::source::{Source, SourcePath, Sources};
use proptest::prelude::*;
use serde_yaml::Value;

use crate::common::Journal;

const PLANS: [&str; 17] = [
    "almost-empty",
    "bold-weeks",
    "career-plan",
    "check-boxes",
    "courses-table",
    "days",
    "emoji",
    "german",
    "headings-only",
    "modules",
    "nested-bullets",
    "other-scripts",
    "phases-table",
    "private-words",
    "quarters",
    "tasks",
    "weeks-table",
];

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/plans/{name}.md", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn imported(name: &str, text: &str) -> Import {
    let today = "2026-11-29".parse().unwrap();
    import(text, &Options { file: format!("{name}.md"), start: None, today, site: Site::default() })
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Asserts that both files read back without an error, together and the public one alone, and that the counts add up.
#[track_caller]
fn reads_back(text: &str, plan: &Import) {
    let source = |path: &str, text: &str| Source {
        path: SourcePath::new(path).unwrap(),
        bytes: text.as_bytes().into(),
        added: None,
    };
    let files = [source("plan.yaml", &plan.public), source("plan.private.yaml", &plan.private)];
    let sources = Sources::new(files);
    for with_private in [false, true] {
        let (parsed, found) = plan::parse(&sources, with_private);
        assert!(found.is_empty() && parsed.is_some(), "{found:#?}\n{text}\n{}\n{}", plan.public, plan.private);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let with_text =
        lines.strip_prefix('\u{FEFF}').unwrap_or(&lines).lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(plan.report.lines(), with_text, "the counts do not add up:\n{}", plan.report.text());
    let not_placed = plan.report.counts.get(&Place::Nowhere).copied().unwrap_or(0);
    assert_eq!(plan.report.not_placed.len(), not_placed);
}

/// Returns every id of a file, in any depth.
fn ids(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                match value.as_str().filter(|_| key.as_str() == Some("id")) {
                    Some(id) => found.push(id.to_owned()),
                    None => ids(value, found),
                }
            }
        }
        Value::Sequence(list) => list.iter().for_each(|value| ids(value, found)),
        _ => {}
    }
}

/// Compares a text with a file below `tests/golden/import/`, or writes that.
#[track_caller]
fn check_golden(name: &str, text: &str) {
    let folder = format!("{}/tests/golden/import", env!("CARGO_MANIFEST_DIR"));
    let path = format!("{folder}/{name}");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(text, expected, "UPDATE_GOLDEN=1 writes {path}");
}

#[test]
fn every_plan_reads_back() {
    for name in PLANS {
        let text = fixture(name);
        for text in [text.replace('\n', "\r\n"), format!("\u{FEFF}{text}"), text] {
            reads_back(&text, &imported(name, &text));
        }
    }
}

#[test]
fn drafts_are_as_they_were() {
    for name in ["career-plan", "check-boxes", "german", "quarters", "weeks-table"] {
        let plan = imported(name, &fixture(name));
        check_golden(&format!("{name}.yaml"), &plan.public);
        check_golden(&format!("{name}.private.yaml"), &plan.private);
        check_golden(&format!("{name}.txt"), &plan.report.text());
    }
}

// --- The plan that this program was made for -----------------------------------------------------

/// Returns the lines that the objects at `path` come from; `features` are below each of `projects`.
fn lines(document: &Value, path: &[&str]) -> BTreeSet<u64> {
    let mut values = vec![document];
    for key in path {
        let below = values.into_iter().flat_map(|value| match value {
            Value::Sequence(list) => list.iter().collect(),
            value => vec![value],
        });
        values = below.filter_map(|value| value.get(key)).collect();
    }
    let objects = values.into_iter().flat_map(|value| match value {
        Value::Sequence(list) => list.iter().collect(),
        Value::Mapping(map) if map.contains_key("src") => vec![value],
        Value::Mapping(map) => map.values().collect(),
        _ => Vec::new(),
    });
    let src = objects.filter_map(|object| object.get("src"));
    src.flat_map(|src| src.as_sequence().cloned().unwrap_or_else(|| vec![src.clone()]))
        .filter_map(|line| line.as_u64())
        .collect()
}

#[test]
fn every_line_of_the_career_plan_becomes_what_it_is() {
    let plan = imported("career-plan", &fixture("career-plan"));
    assert_eq!(plan.report.not_placed, []);
    let (public, private) = (yaml(&plan.public), yaml(&plan.private));
    let expected: [(&Value, &[&str], &[u64]); 20] = [
        (&public, &["plan"], &[1, 5, 8, 9]),
        (&public, &["phases"], &[22, 23, 43, 63, 100, 102]),
        (&private, &["phases"], &[85, 86]),
        (&public, &["phases", "themes"], &[25, 31, 37, 45, 51, 57, 65, 71, 77]),
        (
            &public,
            &["phases", "items"],
            &[
                26, 27, 28, 29, 32, 33, 34, 35, 38, 39, 40, 41, 46, 47, 48, 49, 52, 53, 54, 55, 58, 59, 60, 61, 66, 67,
                68, 69, 72, 73, 74, 75, 78,
            ],
        ),
        (&public, &["certifications"], &[26, 32, 113, 114, 115, 116]),
        (&public, &["skills"], &[119, 120, 121, 122, 123, 126, 127, 128, 129, 130]),
        (&public, &["goals"], &[78]),
        (&public, &["projects"], &[79, 80, 81, 82, 83, 138, 143, 148, 153, 158]),
        (
            &public,
            &["projects", "features"],
            &[139, 140, 141, 144, 145, 146, 149, 150, 151, 154, 155, 156, 159, 160, 161],
        ),
        (&public, &["outreach"], &[103, 104, 105, 106]),
        (&public, &["roles"], &[89, 90, 91, 92]),
        (&public, &["resources"], &[184, 185, 186, 187, 190, 191, 192, 193, 196, 197, 198, 199]),
        (&private, &["companies"], &[95, 96, 97, 98]),
        (&private, &["income"], &[167, 168, 169, 170, 171]),
        (&private, &["services"], &[174, 175, 176, 177]),
        (&private, &["rationale", "field"], &[12, 13, 14, 15, 16]),
        (&private, &["rationale", "plan"], &[205, 206, 207, 208, 209]),
        (&private, &["rationale", "closing"], &[211]),
        (&public, &["companies"], &[]),
    ];
    for (document, path, expected) in expected {
        assert_eq!(lines(document, path), expected.iter().copied().collect(), "{path:?}");
    }
    // Lines 2, 6 and 7 have no `src`, because they are of `plan.private`.
    let own = &private["plan"]["private"];
    assert_eq!(own["title"].as_str(), Some("15-Month Path to $150-200K AI/ML Security Role"));
    assert_eq!(own["target_salary_usd"], yaml("[150000, 200000]"));
    assert_eq!(own["investment_usd"].as_u64(), Some(65000));
    assert_eq!(public["plan"]["months"].as_u64(), Some(15));
    let phases = public["phases"].as_sequence().unwrap();
    let items: Vec<&Value> = phases.iter().flat_map(|phase| phase["items"].as_sequence().unwrap()).collect();
    let item = |id: &str| items.iter().find(|item| item["id"].as_str() == Some(id)).unwrap_or_else(|| panic!("{id}"));
    assert_eq!(item("python-for-ml")["hours"].as_u64(), Some(60));
    assert_eq!(item("aws-security-specialty")["cert"].as_str(), Some("cert-aws-security-specialty"));
    assert_eq!(item("aws-security-specialty")["kind"].as_str(), Some("exam-prep"));
    assert_eq!(item("llm-security")["criteria"].as_sequence().map(Vec::len), Some(2));
    let aliases: Vec<&str> =
        public["projects"].as_sequence().unwrap().iter().filter_map(|project| project["aliases"][0].as_str()).collect();
    let expected = [
        "Adversarial robustness testing suite",
        "AI security assessment toolkit",
        "Model governance dashboard",
        "Privacy-preserving ML pipeline",
        "LLM security scanner",
    ];
    assert_eq!(aliases, expected);
}

/// What must not be in a public file made of the career plan.
const PRIVATE: [&str; 26] = [
    "150",
    "160",
    "170",
    "180",
    "190",
    "200",
    "250",
    "350",
    "500",
    "65K",
    "65000",
    "$",
    "5-10",
    "10-20",
    "2-5K",
    "OpenAI",
    "Anthropic",
    "DeepMind",
    "Microsoft",
    "Meta",
    "Amazon",
    "JPM",
    "Goldman",
    "salary",
    "Job Search",
    "Premium",
];

#[test]
fn nothing_private_of_the_career_plan_is_in_the_public_file_or_on_the_site() {
    let journal = Journal::empty();
    journal.write("old/career-plan.md", &fixture("career-plan"));
    journal.run(&["init", "j", "--from", "old/career-plan.md", "--author", "A"]).succeeds().says("0  not placed");
    let public = journal.read("j/plan.yaml");
    // The numbers of lines are no money.
    let said: String =
        public.lines().map(|line| line.split("src:").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let words: BTreeSet<&str> = said.split(|c: char| !c.is_alphanumeric() && !"$-".contains(c)).collect();
    for private in PRIVATE {
        let is_number = private.ends_with(|c: char| c.is_ascii_digit());
        let is_there = if is_number { words.contains(private) } else { said.contains(private) };
        assert!(!is_there, "{private} is in plan.yaml");
    }
    let private = journal.read("j/plan.private.yaml");
    assert!(private.contains("usd: [350000, 500000]") && private.contains("Google DeepMind"));
    assert!(journal.read("j/.gitignore").lines().any(|line| line == "plan.private.yaml"));
    // The leak check is a part of every build.
    journal.run(&["--root", "j", "check", "--drafts", "--future"]).succeeds();
    journal.run(&["--root", "j", "build", "--as-of", "2027-06-01"]).succeeds();
    for (path, bytes) in journal.files("j/site") {
        let text = String::from_utf8_lossy(&bytes);
        for secret in ["150-200K", "OpenAI", "Anthropic", "JPM", "commanding premium"] {
            assert!(!text.contains(secret), "{secret} is in {}", path.display());
        }
    }
}

// --- Other people's plans ------------------------------------------------------------------------

#[test]
fn other_peoples_plans_become_journals_that_build() {
    for name in PLANS {
        let journal = Journal::empty();
        journal.write("plan.md", &fixture(name));
        journal.run(&["init", "j", "--from", "plan.md"]).succeeds();
        journal.run(&["--root", "j", "check", "--drafts", "--future"]).succeeds();
    }
}

#[test]
fn money_and_companies_are_in_the_private_file_only() {
    let mut companies = 0;
    for name in PLANS {
        let plan = imported(name, &fixture(name));
        assert_eq!(plan.public.find(['$', '€', '£']), None, "{name}:\n{}", plan.public);
        let tiers = yaml(&plan.private)["companies"].as_sequence().cloned().unwrap_or_default();
        for tier in tiers {
            for company in tier["names"].as_sequence().into_iter().flatten().filter_map(Value::as_str) {
                assert!(!plan.public.contains(company), "{name}: {company} is in plan.yaml");
                companies += 1;
            }
        }
    }
    assert!(companies > 10, "{companies}");
}

#[test]
fn a_table_of_phases_says_when_they_are() {
    let plan = yaml(&imported("phases-table", &fixture("phases-table")).public);
    let phases = plan["phases"].as_sequence().unwrap();
    let shown: Vec<String> = phases
        .iter()
        .map(|phase| {
            let months = phase["months"].as_sequence().unwrap();
            let [first, last] = [0, 1].map(|at| months[at].as_u64().unwrap());
            let items = phase["items"].as_sequence().unwrap().len();
            format!(
                "{} {first}-{last}: {} ({items})",
                phase["title"].as_str().unwrap(),
                phase["summary"].as_str().unwrap()
            )
        })
        .collect();
    let expected =
        ["Foundations 1-3: Maths, Python (2)", "Core ML 4-6: scikit-learn (2)", "Deploy 7-9: Docker, cloud (1)"];
    assert_eq!(shown, expected);
}

#[test]
fn hours_a_week_for_some_weeks_are_hours() {
    let plan = yaml(&imported("courses-table", &fixture("courses-table")).public);
    let item = &plan["phases"][0]["items"][0];
    assert_eq!(item["title"].as_str(), Some("How to Code: Simple Data"));
    assert_eq!((item["hours"].as_u64(), item["est"].as_bool()), (Some(63), Some(true)));
    assert_eq!(plan["resources"][0]["url"].as_str(), Some("https://www.edx.org/htc1"));
    assert_eq!(plan["plan"]["months"].as_u64(), Some(24));
}

/// A company that one applies at may be in the name of something to learn; that is told.
#[test]
fn a_title_that_names_a_target_company_is_pointed_out() {
    let text = "# P\n\n## Phase 1: A\n\n- Contoso Cloud basics\n\n## Target companies\n\n- Contoso\n";
    let remarks = imported("p", text).report.remarks;
    assert_eq!(
        remarks,
        ["`contoso-cloud-basics` in plan.yaml names Contoso, which is a target company in plan.private.yaml"]
    );
}

/// Found by the fuzz target: a cell became a reason, which is private, and months stand in every file of progress.
#[test]
fn months_in_a_table_of_reasons_stop_no_build() {
    let text = "# Plan 2027\n\n## Q1 2027 – Automation\n\n- Terraform; deadline: 2027-05-31\n- Ansible\n\n## Why SRE\n\nIt pays better.\n\n| Phase | Months |\n|---|---|\n| 1. Foundations | 1-3 |\n| 4-6 | 4-6 |\n";
    let journal = Journal::empty();
    journal.write("PLAN.md", text);
    journal.run(&["init", "--from", "PLAN.md", "j"]).succeeds();
    assert!(journal.read("j/plan.private.yaml").contains("4-6"));
    for day in ["2026-12-15", "2027-04-06"] {
        journal.run(&["--root", "j", "build", "--as-of", day]).succeeds();
    }
}

#[test]
fn ids_name_no_month() {
    for name in PLANS {
        let plan = imported(name, &fixture(name));
        let mut found = Vec::new();
        ids(&yaml(&plan.public), &mut found);
        for id in found {
            let words: Vec<&str> = id.split('-').collect();
            let names = ["january", "februar", "february", "march", "june", "juni", "q1", "q2", "q3", "q4"];
            let units = ["month", "months", "week", "weeks", "day", "monat", "woche", "quarter"];
            let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
            let is_counted = words.windows(2).any(|pair| units.contains(&pair[0]) && is_number(pair[1]));
            assert!(!is_counted && !words.iter().any(|word| names.contains(word)), "{name}: {id}");
        }
    }
}

/// No word is lost: it is in one of the two files, or in the list of what was not placed, unless it says what the
/// thing is (`Phase 1:`), when it is, how long it takes or what it pays, which are fields.
#[test]
fn no_word_is_lost() {
    const FIELDS: [&str; 48] = [
        "cost",
        "goals",
        "phase",
        "stage",
        "module",
        "weeks",
        "week",
        "months",
        "monat",
        "monate",
        "january",
        "february",
        "timeline",
        "total",
        "investment",
        "starting",
        "salary",
        "value",
        "unique",
        "target",
        "needed",
        "current",
        "showcasing",
        "level",
        "each",
        "when",
        "goal",
        "hours",
        "objective",
        "deadline",
        "duration",
        "dauer",
        "ziel",
        "projekt",
        "project",
        "budget",
        "aufwand",
        "этап",
        "часов",
        "optional",
        "free",
        "available",
        "stunden",
        "days",
        "start",
        "focus",
        "resources",
        "commitment",
    ];
    let folded = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
        let has_letters = |word: &&str| !word.contains(|c: char| c.is_ascii_digit());
        words.filter(has_letters).map(str::to_lowercase).collect()
    };
    for name in PLANS {
        let text = fixture(name);
        let plan = imported(name, &text);
        let mut kept: BTreeSet<String> = folded(&plan.public).into_iter().chain(folded(&plan.private)).collect();
        kept.extend(plan.report.not_placed.iter().flat_map(|(_, line)| folded(line)));
        let headings = text
            .lines()
            .filter(|line| line.starts_with('#') || line.trim_end().ends_with(':') || line.starts_with('|'));
        let headings: BTreeSet<String> = headings.flat_map(folded).collect();
        for word in folded(&text) {
            let is_field = FIELDS.contains(&word.as_str()) || headings.contains(&word);
            assert!(is_field || kept.contains(&word), "{name}: `{word}` is lost");
        }
    }
}

#[test]
fn what_has_no_place_is_listed_with_its_line() {
    let journal = Journal::empty();
    journal.write("modules.md", &fixture("modules"));
    let run = journal.run(&["plan", "import", "modules.md", "--dry-run"]).succeeds();
    assert!(run.stdout.contains("title: Embedded systems, self-taught"), "{}", run.stdout);
    let run = run
        .says("modules.md:31: int main(void) { return 0; }")
        .says("modules.md:51: [parts]: https://example.org/parts");
    run.says("     3  not placed");
    assert!(!journal.exists("plan.yaml") && !journal.exists(".gitignore"));
}

// --- The command ---------------------------------------------------------------------------------

#[test]
fn nothing_is_overwritten_without_force() {
    let journal = Journal::new();
    let before = journal.read("plan.yaml");
    journal.write("old/plan.md", &fixture("german"));
    let import = ["plan", "import", "old/plan.md"];
    journal.run(&import).ends_with(2).says("`plan.yaml` is in `.` already, and nothing was written");
    assert_eq!(journal.read("plan.yaml"), before);
    assert!(!journal.exists("plan.private.yaml"));
    journal.run(&[&import[..], &["--out", "elsewhere"]].concat()).succeeds();
    assert!(journal.read("elsewhere/.gitignore").contains("plan.private.yaml"));
    // What says how the site is called stays, with its comments.
    journal.write("plan.yaml", &before.replace("My learning journal", "Mine"));
    journal.run(&[&import[..], &["--force", "--start", "2027-02-01"]].concat()).succeeds();
    let after = journal.read("plan.yaml");
    assert!(after.contains("title: \"Mine\"") && after.contains("# the address the site will have"), "{after}");
    assert!(after.contains("start: 2027-02-01") && after.contains("title: Lernplan Kryptografie"), "{after}");
    journal.run(&import).ends_with(2).says("`plan.yaml` and `plan.private.yaml` are in `.` already");
}

#[test]
fn a_plan_begins_when_it_says_or_next_month() {
    let start = |text: &str, arguments: &[&str]| {
        let journal = Journal::empty();
        journal.write("p.md", text);
        journal.run(&[&["plan", "import", "p.md", "--as-of", "2027-12-31"], arguments].concat()).succeeds();
        yaml(&journal.read("plan.yaml"))["plan"]["start"].as_str().unwrap().to_owned()
    };
    let undated = "# P\n\n## Phase 1: A\n\n- b\n";
    assert_eq!(start(undated, &[]), "2028-01-01");
    assert_eq!(start(undated, &["--start", "2028-03-05"]), "2028-03-05");
    assert_eq!(start("# P\n\n## May 2028: A\n\n- b\n\n## April 2028: C\n\n- d\n", &[]), "2028-04-01");
}

#[test]
fn files_that_cannot_be_read_are_refused() {
    let journal = Journal::empty();
    fs::write(journal.path("latin.md"), b"# Pl\xE4ne\n").unwrap();
    journal.run(&["plan", "import", "latin.md"]).ends_with(2).says("is not UTF-8");
    journal.run(&["plan", "import", "none.md"]).ends_with(2).says("could not read `none.md`");
    journal.run(&["init", "j", "--from", "none.md"]).ends_with(2).says("could not read `none.md`");
    assert!(!journal.exists("j"));
    journal.write("j/plan.md", &fixture("career-plan"));
    journal.run(&["--root", "j", "plan", "import", "j/plan.md"]).succeeds().says("is inside of the journal");
}

// --- Hostile input -------------------------------------------------------------------------------

#[test]
fn hostile_plans_become_plans() {
    let deep: String = (0..500).map(|depth| " ".repeat(2 * depth) + "- a\n").collect();
    let plans = [
        "#".repeat(1_000_000),
        "- ".repeat(100_000) + "x",
        ">".repeat(100_000) + " x",
        "# a\n- b\n".repeat(10_000),
        "## Phase 1: a\n\n".repeat(3000),
        "\0".repeat(10_000),
        format!("# T\0\0\n\n- a\0b \u{1b}[31m\u{2028}\u{feff}\n{deep}"),
        "# T\n\n## Month 99999999999999999999\n\n- 999999999999999 hours of $99999999999999999999\n- week 4294967296, 2027-99-99\n".to_owned(),
        "# T\n\n## Projects\n\n".to_owned() + &"- a project of words\n".repeat(3000),
        "- ".to_owned() + &"$1 (1h) ".repeat(500),
        "|a|\n|-|\n".repeat(1000),
        "# \"quotes\": {a: [b]}\n\n## - - -: #\n\n- yes\n- null\n- 'it: \"s\"'\n- |-\n- !tag &anchor *alias\n- \\n\n".to_owned(),
    ];
    for text in &plans {
        reads_back(text, &imported("hostile", text));
    }
}

fn fragment() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "# ",
        "## ",
        "### ",
        "- ",
        "  - ",
        "1. ",
        "- [x] ",
        "> ",
        "| ",
        "**",
        "~~",
        "`",
        "```\n",
        "---\n",
        "Phase 1: ",
        "Month 3: ",
        "Week 1-2 ",
        "(60 hours)",
        "$150-200K",
        "€5.000",
        "Q1 2027",
        "2027-03-15",
        "Companies",
        "Projects",
        "Skills",
        "Certifications",
        " exam",
        "Resources",
        "Why this plan",
        "Income",
        "Budget",
        "Job Search",
        "Python",
        "AI/ML",
        "日本語",
        "🚀",
        ": ",
        ", ",
        " or ",
        "(a, b)",
        "10+ GitHub projects",
        "\n",
        "\n",
        "\n\n",
        "\"",
        "#",
        "{",
        "]",
        "&",
        "\t",
        "\r\n",
        "[x](https://a.example/b)",
        "| Week | Topic | Hours |\n|---|---|---|\n",
        "yes",
        "null",
        "Tier 1: A, B",
        "Year 1: $5K",
        "Summary",
        "Goals",
        "<br>",
        "Optional: ",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[ -~]{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_becomes_a_plan(parts in prop::collection::vec(fragment(), 0..60)) {
        let text = parts.concat();
        let plan = imported("any", &text);
        reads_back(&text, &plan);
        prop_assert!(!plan.public.contains("$150") && !plan.public.contains("€5"), "{}", plan.public);
        prop_assert_eq!(&plan, &imported("any", &text));
    }
}
