//! The command line from outside: arguments in; files, streams and exit status out.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests edit files and run programs")]

mod common;
#[path = "cli/deploy.rs"]
mod deploy;
#[cfg(unix)]
#[path = "cli/deploy_trouble.rs"]
mod deploy_trouble;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "common/edits.rs"]
mod edits;
#[cfg(feature = "external")]
#[path = "cli/external.rs"]
mod external;
#[path = "cli/format.rs"]
mod format;
#[cfg(feature = "external")]
#[path = "cli/server.rs"]
mod server;
#[path = "cli/status_again.rs"]
mod status_again;
#[path = "cli/timings.rs"]
mod timings;
#[path = "cli/unchanged.rs"]
mod unchanged;
#[path = "cli/verify.rs"]
mod verify;
#[path = "cli/workflow.rs"]
mod workflow;

use std::io::Read as _;
use std::process::Stdio;

use common::{Journal, Run};

const BROKEN: &str = "---\ntitle: Broken\ndate: 2026-01-05\nsummary: A link to nowhere.\n---\n\n[gone](missing.md)\n";

// init

#[test]
fn init_makes_a_journal_that_builds_without_warnings() {
    let journal = Journal::empty();
    let run = journal.run(&["init", "--title", "Noor \"learns\": #1", "--author", "Noor O'Hara"]).succeeds();
    assert!(run.stdout.is_empty(), "{}", run.stdout);
    let github = [".github/workflows/pages.yml", ".github/dependabot.yml"];
    for path in ["plan.yaml", "content/about.md", ".gitignore", "README.md"].into_iter().chain(github) {
        assert!(journal.exists(path), "{path}");
    }
    let run = journal.run(&["build", "--deny", "warnings"]).succeeds().says("1 draft").says("wrote     site/");
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    assert!(journal.exists("site/index.html"));
}

#[test]
fn init_with_the_preset_makes_a_journal_that_builds_without_warnings() {
    let journal = Journal::empty();
    let arguments =
        ["init", "x", "--preset", "ai-ml-security", "--start", "2026-12-01", "--title", "T", "--author", "A"];
    journal.run(&arguments).succeeds().says("plan.private.yaml");
    assert!(journal.read("x/plan.yaml").contains("start: 2026-12-01"));
    assert!(journal.read("x/.gitignore").contains("plan.private.yaml"));
    journal.run(&["build", "--root", "x", "--deny", "warnings"]).succeeds().says("proven");
}

#[test]
fn init_overwrites_nothing() {
    let journal = Journal::empty();
    journal.write("plan.yaml", "mine\n");
    journal.run(&["init"]).ends_with(2).says("`plan.yaml` is in `.` already, and nothing was written");
    assert_eq!(journal.read("plan.yaml"), "mine\n");
    assert!(!journal.exists("content") && !journal.exists(".gitignore"));
}

#[test]
fn init_completes_gitignore_and_keeps_a_readme() {
    let journal = Journal::empty();
    journal.write(".gitignore", "node_modules/\nsite/");
    journal.write("README.md", "# Mine\n");
    journal.write(".github/dependabot.yml", "version: 2\nupdates: []\n");
    journal.run(&["init"]).succeeds().says("kept");
    assert_eq!(journal.read(".github/dependabot.yml"), "version: 2\nupdates: []\n");
    assert_eq!(journal.read(".gitignore"), "node_modules/\nsite/\nplan.private.yaml\n.milepost/\n");
    assert_eq!(journal.read("README.md"), "# Mine\n");
}

// build and check

#[test]
fn build_writes_the_site_and_a_second_build_writes_nothing() {
    let journal = Journal::new();
    journal.run(&["build", "--as-of", "2099-01-01"]).succeeds().says("as of 2099-01-01").says("~0 changed  -0 removed");
    journal.run(&["build", "--as-of", "2099-01-01"]).succeeds().says("+0 new  ~0 changed  -0 removed");
}

#[test]
fn build_with_an_error_writes_nothing() {
    let journal = Journal::new();
    journal.run(&["build"]).succeeds();
    let before = journal.files("site");
    journal.write("content/notes/broken.md", BROKEN);
    let run = journal.run(&["build"]).ends_with(1).says("broken-link").says("missing.md");
    assert!(run.stderr.ends_with("error: 1 error; nothing was written, the old site stands\n"), "{}", run.stderr);
    assert!(run.stdout.is_empty());
    assert_eq!(journal.files("site"), before);
}

#[test]
fn a_lowered_diagnostic_lets_the_site_through() {
    let journal = Journal::new();
    journal.write("content/notes/broken.md", BROKEN);
    journal.run(&["build", "--warn", "broken-link"]).succeeds().says("warning[broken-link]").says("1 warning, above");
    let run = journal.run(&["build", "--allow", "broken-link"]).succeeds();
    assert!(!run.stderr.contains("broken-link"), "{}", run.stderr);
    journal.run(&["build", "--warn", "broken-link", "--deny", "broken-link"]).ends_with(2).says("keep one of them");
}

#[test]
fn what_is_lowered_does_not_hide_what_is_wrong_in_the_finished_pages() {
    let journal = Journal::new();
    journal.write("content/notes/broken.md", &format!("{BROKEN}\n<p id=\"twice\">1</p>\n\n<p id=\"twice\">2</p>\n"));
    journal.run(&["build", "--warn", "broken-link"]).succeeds().says("missing.md").says("duplicate-html-id");
}

#[test]
fn build_goes_where_it_is_told() {
    let journal = Journal::new();
    journal.run(&["build", "--out", "public", "--base-url", "https://noor.example/repo"]).succeeds().says("public/");
    assert!(journal.exists("public/index.html") && !journal.exists("site"));
    let pages = journal.files("public");
    assert!(pages.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("/repo/")));
}

#[test]
fn build_refuses_a_folder_that_it_did_not_make() {
    let journal = Journal::new();
    journal.write("photos/holiday.jpg", "precious");
    journal.run(&["build", "--out", "photos"]).ends_with(2).says("photos");
    assert_eq!(journal.read("photos/holiday.jpg"), "precious");
}

#[test]
fn drafts_are_shown_on_wish() {
    let journal = Journal::new();
    journal.run(&["build"]).succeeds().says("1 draft");
    let run = journal.run(&["build", "--drafts"]).succeeds();
    assert!(!run.stderr.contains("draft"), "{}", run.stderr);
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let journal = Journal::new();
    assert_eq!(journal.run(&["-q", "build"]).succeeds().stderr, "");
    journal.write("content/notes/broken.md", BROKEN);
    journal.run(&["build", "-q"]).ends_with(1).says("broken-link");
}

#[test]
fn verbose_names_every_file() {
    let journal = Journal::new();
    journal.run(&["-v", "build"]).succeeds().says("+ index.html");
}

#[test]
fn check_writes_nothing() {
    let journal = Journal::new();
    journal.run(&["check"]).succeeds().says("nothing written");
    assert!(!journal.exists("site"));
    journal.write("content/notes/broken.md", BROKEN);
    let run = journal.run(&["check"]).ends_with(1);
    assert!(run.stderr.ends_with("error: 1 error\n"), "{}", run.stderr);
}

#[test]
fn the_date_comes_from_the_flag_then_from_the_environment() {
    let journal = Journal::new();
    let with_epoch = |epoch: &str, arguments: &[&str]| {
        Run::from(journal.command(arguments).env("SOURCE_DATE_EPOCH", epoch).output().unwrap())
    };
    with_epoch("4102444800", &["check"]).succeeds().says("as of 2100-01-01");
    with_epoch("4102444800", &["check", "--as-of", "2099-12-31"]).succeeds().says("as of 2099-12-31");
    with_epoch("yesterday", &["check"]).ends_with(2).says("SOURCE_DATE_EPOCH is `yesterday`");
}

#[test]
fn a_journal_without_a_plan_is_a_content_error() {
    Journal::empty().run(&["build"]).ends_with(1).says("missing-plan");
}

// dates from git

/// Runs git in the folder of the journal, as somebody on the 4th of March 2026.
fn git(journal: &Journal, arguments: &[&str]) {
    let mut command = std::process::Command::new("git");
    command.current_dir(journal.root()).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
    command.env("GIT_AUTHOR_DATE", "2026-03-04T12:00:00Z").env("GIT_COMMITTER_DATE", "2026-05-06T12:00:00Z");
    let output = command.output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_page_without_a_date_has_that_of_its_first_commit() {
    let journal = Journal::empty();
    journal.run(&["init", "origin"]).succeeds();
    journal.write("origin/content/notes/undated.md", "# Undated\n\nWords.\n");
    journal.run(&["build", "--root", "origin"]).succeeds().says("missing-date");
    git(&journal, &["init", "-q"]);
    git(&journal, &["add", "."]);
    git(&journal, &["commit", "-qm", "one"]);
    journal.write("origin/content/notes/undated.md", "# Undated\n\nOther words.\n");
    git(&journal, &["commit", "-qam", "two"]);
    journal.run(&["build", "--root", "origin", "--deny", "warnings"]).succeeds();
    assert!(journal.read("origin/site/notes/undated/index.html").contains("2026-03-04"));

    // A clone with a cut-off history says so once, beside the pages that it cannot date.
    let url = format!("file://{}", journal.root().display());
    git(&journal, &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let run = journal.run(&["build", "--root", "shallow/origin"]).succeeds().says("fetch-depth: 0");
    assert_eq!(run.stderr.matches("is cut off").count(), 1, "{}", run.stderr);
    std::fs::remove_file(journal.path("shallow/origin/content/notes/undated.md")).unwrap();
    let run = journal.run(&["build", "--root", "shallow/origin", "--deny", "warnings"]).succeeds();
    assert!(!run.stderr.contains("is cut off"), "{}", run.stderr);
}

// the private half of the plan

#[test]
fn without_a_readable_private_half_nothing_is_built() {
    let journal = Journal::empty();
    journal.run(&["init", "--preset", "ai-ml-security"]).succeeds();
    journal.run(&["check", "--deny", "warnings"]).succeeds();
    let good = journal.read("plan.private.yaml");
    journal.write("plan.private.yaml", &good.replace("    week_hours:", "    week_huors:"));
    let line = good.lines().position(|line| line.contains("week_hours:")).unwrap() + 1;
    let place = format!("plan.private.yaml:{line}:5");
    journal.run(&["check"]).ends_with(1).says("unknown-key").says(&place).says("week_hours");
    // What cannot be read cannot be looked for, so nothing is written.
    journal.run(&["build"]).ends_with(1).says(&place).says("nothing was written");
    journal.write("plan.private.yaml", "{[\0");
    for command in ["check", "build"] {
        journal.run(&[command]).ends_with(1).says("plan.private.yaml:1:");
    }
    assert!(!journal.exists("site"));
    std::fs::remove_file(journal.path("plan.private.yaml")).unwrap();
    std::fs::create_dir(journal.path("plan.private.yaml")).unwrap();
    journal.run(&["build", "--deny", "warnings"]).succeeds();
}

// usage and the world

#[test]
fn wrong_usage_ends_with_2_and_says_the_way_out() {
    let journal = Journal::new();
    journal.run(&["--deny", "broken-lnk", "check"]).ends_with(2).says("did you mean `broken-link`?");
    journal.run(&["check", "--allow", "private-in-public"]).ends_with(2).says("stays an error");
    journal.run(&["build", "--as-of", "2026-02-30"]).ends_with(2).says("expected a date that exists");
    journal.run(&["build", "--base-url", "noor.example"]).ends_with(2).says("expected an address like");
    journal.run(&["biuld"]).ends_with(2).says("build");
    journal.run(&["-q", "-v", "build"]).ends_with(2);
}

#[test]
fn a_root_that_is_not_there_is_named() {
    let journal = Journal::new();
    journal.run(&["build", "--root", "nowhere"]).ends_with(2).says("error: could not open the journal `nowhere`");
    journal.run(&["build", "--root", "plan.yaml"]).ends_with(2).says("is a file");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let journal = Journal::new();
    journal.write("content/notes/broken.md", BROKEN);
    let colored = |run: Run| run.stderr.contains('\u{1b}');
    assert!(!colored(journal.run(&["check"])), "stderr is no terminal");
    assert!(colored(journal.run(&["check", "--color", "always"])));
    assert!(!colored(journal.run(&["check", "--color", "never"])));
    let no_color = journal.command(&["check"]).env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(!colored(Run::from(no_color)));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let journal = Journal::empty();
    let mut child =
        journal.command(&["completions", "bash"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Closed before a byte is read.
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{stderr}");
    assert_eq!(stderr, "");
}

// new

#[test]
fn new_writes_front_matter_that_reads_back() {
    let journal = Journal::new();
    let title = "What: \"is\" #1 - [it]? 'yes'";
    let arguments =
        ["new", "note", title, "--item", "http-basics#caching", "--topic", "web/http", "--date", "2026-01-05"];
    let run = journal.run(&arguments).succeeds();
    assert_eq!(run.stdout, "content/notes/web/http/what-is-1-it-yes.md\n");
    let text = journal.read(run.stdout.trim());
    let yaml = text.strip_prefix("---\n").and_then(|rest| rest.strip_suffix("---\n\n")).expect("front matter");
    let front_matter: serde_yaml::Value = serde_yaml::from_str(yaml).unwrap();
    assert_eq!(front_matter["title"].as_str(), Some(title));
    assert_eq!(front_matter["proves"][0].as_str(), Some("http-basics#caching"));
    assert!(yaml.contains("date: 2026-01-05\n"), "{yaml}");
    journal.run(&["build"]).succeeds();
}

#[test]
fn new_posts_and_projects_are_drafts() {
    let journal = Journal::new();
    journal.run(&["new", "post", "Hello"]).succeeds().says("it is a draft");
    journal.run(&["new", "project", "Tool"]).succeeds();
    assert!(journal.read("content/posts/hello.md").contains("draft: true"));
    assert!(journal.read("content/projects/tool.md").contains("draft: true"));
    journal.run(&["build"]).succeeds().says("3 drafts");
}

#[test]
fn new_overwrites_nothing() {
    let journal = Journal::new();
    journal.write("content/notes/hello.md", "mine");
    journal.run(&["new", "note", "Hello!"]).ends_with(2).says("is there already");
    assert_eq!(journal.read("content/notes/hello.md"), "mine");
}

#[test]
fn new_refuses_what_the_plan_does_not_know() {
    let journal = Journal::new();
    journal.run(&["new", "note", "X", "--item", "git-basix"]).ends_with(2).says("did you mean `git-basics`?");
    journal.run(&["new", "note", "X", "--topic", "../.."]).ends_with(2).says("is not a folder below");
    journal.run(&["new", "post", "X", "--topic", "a"]).ends_with(2).says("only notes have topics");
    journal.run(&["new", "note", "?!"]).ends_with(2).says("no letter or digit");
    Journal::empty().run(&["new", "note", "X"]).ends_with(2).says("milepost init");
}

// explain, schema, completions

#[test]
fn explain_prints_one_code_or_lists_all() {
    let journal = Journal::empty();
    let list = journal.run(&["explain"]).succeeds().stdout;
    assert!(list.lines().any(|line| line.starts_with("broken-link ") && line.contains("  error ")), "{list}");
    assert!(list.lines().any(|line| line.starts_with("weak-proof ") && line.contains("  warning ")), "{list}");
    assert!(list.lines().all(|line| line.split("  ").filter(|part| !part.is_empty()).count() == 3), "{list}");
    for name in list.lines().filter_map(|line| line.split(' ').next()) {
        assert!(!journal.run(&["explain", name]).succeeds().stdout.trim().is_empty(), "{name}");
    }
    journal.run(&["explain", "broken-lnk"]).ends_with(2).says("did you mean `broken-link`?");
}

#[test]
fn schemas_are_json() {
    let journal = Journal::empty();
    for of in ["plan", "front-matter", "component"] {
        let schema: serde_json::Value = serde_json::from_str(&journal.run(&["schema", of]).succeeds().stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{of}");
    }
}

#[test]
fn every_shell_has_completions() {
    let journal = Journal::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(journal.run(&["completions", shell]).succeeds().stdout.contains("milepost"), "{shell}");
    }
}

#[test]
fn version_is_that_of_the_package() {
    assert_eq!(
        Journal::empty().run(&["--version"]).succeeds().stdout,
        concat!("milepost ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn components_are_listed_with_those_of_the_theme() {
    let journal = Journal::empty();
    journal.run(&["init"]).succeeds();
    let run = journal.run(&["components"]).succeeds();
    assert!(run.stdout.contains("```component callout\n"), "{}", run.stdout);
    assert!(!run.stdout.contains("my-term"), "{}", run.stdout);
    let folder = "themes/default/templates/components";
    journal.write(&format!("{folder}/my-term.html"), "{{ my_term.term }}");
    journal.write(
        &format!("{folder}/my-term.yaml"),
        "summary: A term.\narguments:\n  term: {type: text, required: true, about: What it is.}\n  \
         size: {type: choice, of: [\"true\", large], default: large}\n",
    );
    let run = journal.run(&["components", "my-term"]).succeeds();
    let expected = format!(
        "my-term\n  A term.\n  Declared in {folder}/my-term.yaml.\n\n  term  text; required\n        What it is.\n  \
         size  one of true, large; optional, by default: large\n\n  ```component my-term\n  term: Some text\n  ```\n"
    );
    assert_eq!(run.stdout, expected);
    let json = journal.run(&["components", "--json"]).succeeds().stdout;
    let all: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let own = all.as_array().expect("a list").iter().find(|one| one["name"] == "my-term").expect("it is listed");
    assert_eq!((&own["arguments"][0]["required"], &own["arguments"][1]["default"]), (&true.into(), &"large".into()));
    journal.run(&["components", "my-trem"]).ends_with(2).says("did you mean `my-term`?");
    journal.write(&format!("{folder}/my-term.yaml"), "summary: [A]\n");
    journal.run(&["components"]).ends_with(1).says("error[wrong-type]");
}

#[test]
fn components_need_no_journal() {
    let journal = Journal::empty();
    let run = journal.run(&["components", "progress"]).succeeds();
    assert!(run.stdout.starts_with("progress\n") && run.stdout.contains("of: plan"), "{}", run.stdout);
}

// resume

const WITH_RESUME: &str = "\
schema: 1
site: {title: Ada, url: \"https://ada.example/j/\", author: {name: Ada Ek}}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
resume: {summary: Breaks models.}
";

/// Returns a journal with a résumé, and a program in it that prints nothing but a line for each of its arguments, as
/// Chromium would write a PDF.
#[cfg(unix)]
fn with_browser(script: &str) -> (Journal, std::path::PathBuf) {
    use std::os::unix::fs::PermissionsExt as _;
    let journal = Journal::empty();
    journal.write("plan.yaml", WITH_RESUME);
    journal.write("browser", script);
    let browser = journal.path("browser");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).expect("it is our file");
    (journal, browser)
}

#[cfg(unix)]
const BROWSER: &str = r#"#!/bin/sh
echo "$@" > arguments
for argument; do case $argument in --print-to-pdf=*) printf '%%PDF-1.4\n/Type /Page\n%s\n' "no $#" > "${argument#*=}";; esac; done
"#;

#[cfg(unix)]
#[test]
fn a_resume_is_printed_by_the_browser_that_is_named() {
    let (journal, browser) = with_browser(BROWSER);
    let print = |arguments: &[&str]| Run::from(journal.command(arguments).env("CHROME", &browser).output().unwrap());
    let run = print(&["resume", "--pdf", "out/ada.pdf"]).succeeds().says("printed   1 sheet of a4");
    assert_eq!(run.stdout, "out/ada.pdf\n");
    assert!(journal.read("out/ada.pdf").starts_with("%PDF-1.4\n"));
    let arguments = journal.read("arguments");
    assert!(arguments.contains("--headless") && arguments.contains("http://127.0.0.1:"), "{arguments}");
    assert!(arguments.trim_end().ends_with("/j/resume/"), "{arguments}");
    assert!(!journal.exists(".milepost/print"), "the folder of the browser is gone");
    print(&["resume", "--pdf", "out/ada.pdf", "--paper", "letter"]).succeeds().says("1 sheet of letter");
    journal.write("notes.txt", "mine");
    print(&["resume", "--pdf", "notes.txt"]).ends_with(2).says("is no PDF: it was left as it is");
    assert_eq!(journal.read("notes.txt"), "mine");
}

#[cfg(unix)]
#[test]
fn the_site_has_a_pdf_and_a_link_to_it_where_it_was_made() {
    let (journal, browser) = with_browser(BROWSER);
    let build = |arguments: &[&str]| Run::from(journal.command(arguments).env("CHROME", &browser).output().unwrap());
    build(&["build"]).succeeds();
    assert!(!journal.exists("site/resume.pdf"));
    assert!(!journal.read("site/resume/index.html").contains("resume.pdf"));
    build(&["build", "--resume-pdf"]).succeeds();
    assert!(journal.read("site/resume.pdf").starts_with("%PDF-1.4\n"));
    assert!(journal.read("site/resume/index.html").contains("href=\"/j/resume.pdf\""));
    assert!(journal.read("site/build-manifest.json").contains("\"resume.pdf\""));
    build(&["build"]).succeeds();
    assert!(!journal.exists("site/resume.pdf"), "an old one would say what is no longer so");
    journal.write("plan.yaml", &WITH_RESUME.replace("resume:", "# resume:"));
    Run::from(journal.command(&["build", "--resume-pdf"]).env("CHROME", "/no/chrome").output().unwrap()).succeeds();
}

#[cfg(unix)]
#[test]
fn a_resume_that_cannot_be_printed_is_said_so_and_leaves_nothing() {
    let (journal, browser) = with_browser("#!/bin/sh\necho 'dbus/bus.cc no bus' >&2\necho 'no display' >&2\nexit 3\n");
    let print = |browser: &std::path::Path, arguments: &[&str]| {
        Run::from(journal.command(arguments).env("CHROME", browser).output().unwrap()).ends_with(2)
    };
    let run = print(&browser, &["resume", "--pdf", "ada.pdf"]).says("could not print").says("it said: no display");
    assert!(!run.stderr.contains("dbus"), "{}", run.stderr);
    let missing = std::path::Path::new("/no/chrome");
    print(missing, &["resume", "--pdf", "ada.pdf"]).says("`CHROME` is `/no/chrome`, which is no program");
    print(missing, &["build", "--resume-pdf"]);
    assert!(!journal.exists("ada.pdf") && !journal.exists("site") && !journal.exists(".milepost/print"));
    journal.write("plan.yaml", &WITH_RESUME.replace("resume:", "# resume:"));
    print(&browser, &["resume", "--pdf", "ada.pdf"]).says("there is no résumé to print: add `resume:`");
    journal.write("plan.yaml", &WITH_RESUME.replace("resume:", "resmue:"));
    journal.run(&["resume", "--pdf", "ada.pdf"]).ends_with(1).says("nothing was printed");
}

// plan

#[test]
fn plan_lint_ends_as_its_levels_say() {
    let journal = Journal::new();
    let lint = |arguments: &[&str]| journal.run(&[&["plan", "lint"], arguments].concat());
    lint(&[]).succeeds().says("warning[missing-capacity]").says("1 warning, above");
    lint(&["--deny", "warnings"]).ends_with(1).says("error[missing-capacity]");
    lint(&["--deny", "missing-capacity"]).ends_with(1);
    lint(&["--allow", "missing-capacity"]).succeeds().says("nothing questionable");
    // A build does not make these remarks.
    assert!(!journal.run(&["build", "--deny", "warnings"]).succeeds().stderr.contains("missing-capacity"));
    assert!(!journal.run(&["check", "--deny", "warnings"]).succeeds().stderr.contains("missing-capacity"));
    journal.write("plan.private.yaml", "plan: {private: {week_hours: 8}}\n");
    lint(&["--deny", "warnings"]).succeeds().says("nothing questionable");
    journal.write("plan.private.yaml", "plan: {private: {week_hours: 1}}\n");
    lint(&[]).succeeds().says("warning[month-over-capacity]").says("plan.private.yaml");
    let far = "9999-01-01";
    lint(&["--as-of", far, "--deny", "warnings"]).succeeds();
}

#[test]
fn plan_lint_honours_the_plan_and_reports_its_errors() {
    let journal = Journal::new();
    let plan = journal.read("plan.yaml");
    journal.write("plan.yaml", &format!("{plan}\nchecks: {{missing-capacity: deny}}\n"));
    journal.run(&["plan", "lint"]).ends_with(1).says("error[missing-capacity]");
    journal.write("plan.yaml", &format!("{plan}\nchecks: {{missing-capacity: allow}}\n"));
    journal.run(&["plan", "lint"]).succeeds().says("nothing questionable");
    journal.write("plan.yaml", &plan.replace("kind: topic", "kind: topik"));
    journal.run(&["plan", "lint"]).ends_with(1).says("error[bad-value]");
    Journal::empty().run(&["plan", "lint"]).ends_with(1).says("milepost init");
    journal.run(&["plan"]).ends_with(2).says("lint");
}

#[test]
fn plan_calendar_goes_to_stdout_or_a_file() {
    let journal = Journal::new();
    let run = journal.run(&["plan", "calendar", "--as-of", "2026-12-01"]).succeeds();
    assert!(
        run.stdout.starts_with("BEGIN:VCALENDAR\r\n") && run.stdout.ends_with("END:VCALENDAR\r\n"),
        "{}",
        run.stdout
    );
    let out = journal.path("plan.ics");
    let out = out.to_str().unwrap();
    let written = journal.run(&["plan", "calendar", "--as-of", "2026-12-01", "--out", out]).succeeds().says("wrote");
    assert!(written.stdout.is_empty());
    assert_eq!(journal.read("plan.ics"), run.stdout);
    journal.run(&["build"]).succeeds();
    assert!(!journal.exists("site/plan.ics"));
}
