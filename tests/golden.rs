//! The full text of every diagnostic, as a user sees it.
//!
//! Each folder `tests/golden/diagnostics/CODE` or `CODE-WHAT` is a journal with one mistake, and `expected.stderr`
//! what a build says of it. `UPDATE_GOLDEN=1 cargo test --test golden` writes the texts anew: read them in the diff.

#![expect(clippy::disallowed_methods, reason = "the tests read and write folders")]

mod support;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use milepost::check::request::Request;
use milepost::diagnostic::{Code, Diagnostic};
use milepost::source::excerpt::{Style, render_all};
use milepost::source::load::{MAX_FILE_SIZE, Wanted, load};

/// Adds files to the folder of a journal.
type Make = fn(&Path);

/// Files that no repository should carry; the test lays them beside those of the folder.
const MADE: &[(&str, Make)] = &[
    ("bad-diagram", |journal| {
        let note = format!("# Title\n\n```mermaid\n%% {}\nflowchart LR\n  a --> b\n```\n", "é".repeat(10_000));
        write(journal, "content/notes/2026-12-01-a.md", &note);
    }),
    ("bad-name", |journal| write(journal, "content/line\nbreak.md", "# Title\n")),
    ("bad-name-of-an-image", |journal| write(journal, "content/notes/a:b.png", "")),
    // Put together here, so that no scan of this repository takes it for a real one.
    ("exposed-secret", |journal| {
        let token = ["ghp_", "9fQ2mX7tLr4VbN8sKc1HdY6wZj3GpA5uEoTi"].concat();
        let text = format!("---\ntitle: A\ndate: 2026-12-02\n---\n\nI log in with `{token}`.\n");
        write(journal, "content/notes/a.md", &text);
    }),
    ("file-too-large", |journal| {
        let file = File::create(folder(journal, "content").join("talk.mp4")).expect("the folder is there");
        file.set_len(MAX_FILE_SIZE + 1).expect("the file can have holes");
    }),
    ("file-too-large-page", |journal| write(journal, "content/notes/a.md", &"word\n".repeat(1 << 20))),
    ("file-too-large-plan", |journal| write(journal, "plan.yaml", &"# plan\n".repeat(1 << 21))),
    ("tracked-private", |journal| {
        for arguments in [&["init", "-q"][..], &["add", "-f", "plan.private.yaml"]] {
            let git = std::process::Command::new("git").args(arguments).current_dir(journal).status();
            assert!(git.expect("git runs").success());
        }
    }),
    #[cfg(unix)]
    ("unused-file-link", |journal| {
        std::os::unix::fs::symlink("/", folder(journal, "content").join("link")).expect("links can be made");
    }),
];

#[test]
fn every_diagnostic_reads_as_expected() {
    let failures: Vec<String> = cases().iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "{}\n\n{} of the texts differ", failures.join("\n\n"), failures.len());
}

/// Whole plans, and all that `plan lint` says of them: a career plan as one first writes it down, the same in the preset,
/// the sample journal, and a plan that keeps every rule.
#[test]
fn whole_plans_are_asked_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let goldens = root.join("tests/golden/plan-lint");
    let preset = tempfile::tempdir().expect("there is room for a plan");
    for name in ["plan.yaml", "plan.private.yaml"] {
        let text = fs::read_to_string(root.join("src/bin/milepost/preset/ai-ml-security").join(name));
        let text = text.expect("the preset is there").replace("{{start}}", "2026-12-01");
        write(preset.path(), name, &text);
    }
    let plans = [
        ("career-plan", goldens.join("career-plan")),
        ("preset", preset.path().to_owned()),
        ("sample", root.to_owned()),
        ("clean", goldens.join("clean")),
    ];
    let failures: Vec<String> =
        plans.iter().filter_map(|(name, plan)| check_plan(&goldens, name, plan).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn check_plan(goldens: &Path, name: &str, plan: &Path) -> Result<(), String> {
    let mut sources = load(plan, &Wanted { private: false, git_dates: false }).expect("the journal can be read");
    if name != "sample" {
        sources = load(plan, &Wanted { private: true, git_dates: false }).expect("the journal can be read");
    }
    let diagnostics = milepost::lint_plan(&sources, &support::options());
    let found = text(&render_all(&diagnostics, &sources, Style::Plain), &diagnostics);
    let golden = goldens.join(format!("{name}.stderr"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &found).expect("the golden can be written");
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    let mut failure = if expected == found { String::new() } else { difference(&expected, &found) };
    for fault in support::faults(&diagnostics, &sources) {
        let _ = writeln!(failure, "{fault}");
    }
    for found in diagnostics.iter().filter(|found| found.hints.is_empty() || found.span.is_none()) {
        let _ = writeln!(failure, "no place or no way out: {}", found.message);
    }
    if failure.is_empty() { Ok(()) } else { Err(format!("{}\n{failure}", golden.display())) }
}

#[test]
fn every_code_has_a_case_and_every_case_a_code() {
    let codes: Vec<Option<Code>> = cases().iter().map(|case| code_of(name(case))).collect();
    let without_case: Vec<_> = Code::ALL.iter().filter(|code| !codes.contains(&Some(**code))).collect();
    assert!(without_case.is_empty(), "there is no case for {without_case:?}");
    let without_code: Vec<_> = cases().into_iter().filter(|case| code_of(name(case)).is_none()).collect();
    assert!(without_code.is_empty(), "no code begins the name of {without_code:?}");
}

/// Holds what the build of one journal says against its `expected.stderr`.
fn check(case: &Path) -> Result<(), String> {
    let made = MADE.iter().find(|(made, _)| *made == name(case));
    let copy = made.map(|(_, make)| {
        let copy = tempfile::tempdir().expect("there is room for a journal");
        copy_folder(case, copy.path());
        make(copy.path());
        copy
    });
    let root = copy.as_ref().map_or(case, |copy| copy.path());
    let has_private = root.join("plan.private.yaml").exists();
    let mut sources = load(root, &Wanted { private: has_private, git_dates: false }).expect("the journal can be read");
    // Others stand in the repository of Milepost.
    if name(case).starts_with("tracked-private") {
        let found = milepost::source::load::tracked::check_file(root, &sources);
        sources.diagnostics.extend(found);
    }
    let mut build = milepost::build(&sources, &support::options());
    // Opinions are asked for one by one: a small journal has few projects, no icon of its own, and more.
    if let Some(code) = code_of(name(case)).filter(|code| code.is_on_request()) {
        let mut asked = build.clone();
        asked.answer(Request { recruiter: code.is_of_recruiter(), stale: Some(365) }, &sources);
        build.diagnostics.extend(asked.diagnostics.into_iter().filter(|found| found.code == code));
    }
    // What `check` tells besides.
    let elsewhere = build.findings_elsewhere();
    let mut diagnostics = build.diagnostics;
    diagnostics.extend(elsewhere);
    if has_private {
        diagnostics.extend(milepost::check_private(&sources));
    }
    // A build does not make the remarks of `plan lint`: of these journals it has nothing to say.
    if code_of(name(case)).is_some_and(Code::is_plan_lint) {
        diagnostics.extend(milepost::lint_plan(&sources, &support::options()));
    }
    let found = text(&render_all(&diagnostics, &sources, Style::Plain), &diagnostics);
    let golden = case.join("expected.stderr");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &found).expect("the golden can be written");
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    let mut failure = if expected == found { String::new() } else { difference(&expected, &found) };
    for fault in support::faults(&diagnostics, &sources).into_iter().chain(bad_manners(case, &diagnostics)) {
        let _ = writeln!(failure, "{fault}");
    }
    if failure.is_empty() { Ok(()) } else { Err(format!("{}\n{failure}", golden.display())) }
}

fn text(rendered: &str, diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|found| found.is_error()).count();
    format!("{rendered}\n\nerrors: {errors}, warnings: {}\n", diagnostics.len() - errors)
}

/// One mistake is one message of the code that the folder is named by, and the message shows a way out.
fn bad_manners(case: &Path, diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut bad = Vec::new();
    if diagnostics.is_empty() {
        bad.push("nothing is found".to_owned());
    }
    for found in diagnostics {
        if Some(found.code) != code_of(name(case)) {
            bad.push(format!("something else is found: {}: {}", found.code, found.message));
        }
        if found.hints.is_empty() {
            bad.push(format!("no way out is shown: {}", found.message));
        }
    }
    if diagnostics.len() > 1 {
        bad.push(format!("one mistake has {} messages", diagnostics.len()));
    }
    bad
}

/// Returns every line with what became of it: ` ` the same, `-` expected and not there, `+` there and not expected.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rests = old[same_start..].iter().rev().zip(new[same_start..].iter().rev());
    let same_end = rests.take_while(|(a, b)| a == b).count();
    let mut text = String::new();
    let parts = [
        (' ', &old[..same_start]),
        ('-', &old[same_start..old.len() - same_end]),
        ('+', &new[same_start..new.len() - same_end]),
        (' ', &old[old.len() - same_end..]),
    ];
    for (mark, line) in parts.into_iter().flat_map(|(mark, lines)| lines.iter().map(move |line| (mark, line))) {
        let _ = writeln!(text, "{mark} {line}");
    }
    text
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/diagnostics");
    let entries = fs::read_dir(&root).expect("the cases are there");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

fn name(case: &Path) -> &str {
    case.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Returns the code that the name of a case begins with; the longest, should one begin with another.
fn code_of(name: &str) -> Option<Code> {
    let is_of =
        |code: &&Code| name.strip_prefix(code.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    Code::ALL.iter().filter(is_of).max_by_key(|code| code.name().len()).copied()
}

fn folder(journal: &Path, name: &str) -> PathBuf {
    let folder = journal.join(name);
    fs::create_dir_all(&folder).expect("there is room for a folder");
    folder
}

fn write(journal: &Path, path: &str, text: &str) {
    let path = journal.join(path);
    fs::create_dir_all(path.parent().expect("the path is below the journal")).expect("there is room for a folder");
    fs::write(path, text).expect("there is room for a file");
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        let copy = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            fs::create_dir_all(&copy).expect("there is room for a folder");
            copy_folder(&path, &copy);
        } else {
            fs::copy(&path, &copy).expect("there is room for a file");
        }
    }
}
