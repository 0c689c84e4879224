//! `milepost doctor`, in repositories with one thing wrong at a time.

use crate::common::Run;
use crate::deploy::{Setup, git};

const GITHUB: &str = "git@github.com:noor/journal.git";

/// A journal that is ready.
fn ready() -> Setup {
    let setup = Setup::new();
    setup.git(&["remote", "set-url", "origin", GITHUB]);
    setup
}

fn doctor(setup: &Setup, more: &[&str]) -> Run {
    let arguments: Vec<&str> = ["doctor", "--as-of", "2026-12-01"].iter().chain(more).copied().collect();
    Run::from(setup.command(&arguments).output().unwrap())
}

#[track_caller]
fn says(setup: &Setup, status: i32, parts: &[&str]) {
    let run = doctor(setup, &[]).ends_with(status);
    for part in parts {
        assert!(run.stdout.contains(part), "`{part}` is not in:\n{}", run.stdout);
    }
}

#[test]
fn a_new_journal_with_a_remote_is_ready() {
    let setup = ready();
    let before = setup.repository();
    let run = doctor(&setup, &[]).ends_with(0);
    assert!(run.stdout.ends_with("\nready for GitHub Pages\n"), "{}", run.stdout);
    assert!(!run.stdout.contains('✗') && !run.stdout.contains('!'), "{}", run.stdout);
    assert!(setup.repository() == before, "something in `.git` has changed");

    let json: serde_json::Value = serde_json::from_str(&doctor(&setup, &["--json"]).ends_with(0).stdout).unwrap();
    assert_eq!(json["ready"], true);
    let ids: Vec<&str> = json["checks"].as_array().unwrap().iter().map(|check| check["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["build", "address", "size", "remote", "history", "private", "names", "committed", "workflow"]);
}

#[test]
fn each_thing_that_is_wrong_is_said_with_what_to_do() {
    let setup = ready();
    setup.git(&["remote", "set-url", "origin", "https://github.com/noor/other"]);
    says(
        &setup,
        1,
        &["✗ the site is for https://noor.github.io/journal/", "→ set `url: https://noor.github.io/other/`"],
    );
    setup.git(&["remote", "set-url", "origin", "../origin.git"]);
    says(&setup, 0, &["! origin is not on github.com"]);
    setup.git(&["remote", "remove", "origin"]);
    says(&setup, 1, &["✗ the repository has no remote", "→ git remote add origin"]);
    setup.git(&["remote", "add", "origin", GITHUB]);

    setup.write("content/notes/broken.md", super::BROKEN);
    says(&setup, 1, &["✗ the build has 1 error", "→ milepost check", "! 1 change not committed"]);
    std::fs::remove_file(setup.folder().join("content/notes/broken.md")).unwrap();

    let plan = setup.journal.read("journal/plan.yaml");
    setup.write("plan.yaml", &plan.replace("https://noor.github.io/journal/", "https://example.github.io/"));
    says(&setup, 1, &["✗ the site is for https://example.github.io/"]);
    setup.git(&["remote", "set-url", "origin", "../origin.git"]);
    says(&setup, 1, &["✗ the address of the site is still https://example.github.io/"]);
    setup.git(&["remote", "set-url", "origin", GITHUB]);
    setup.write("plan.yaml", &plan.replace("https://noor.github.io/journal/", "https://noor.dev/"));
    says(&setup, 0, &["✓ `CNAME` says noor.dev"]);
    setup.write("plan.yaml", &plan);

    setup.write("plan.private.yaml", "private: {}\n");
    setup.git(&["add", "-f", "plan.private.yaml"]);
    says(&setup, 1, &["✗ git has `plan.private.yaml`", "→ git rm -r --cached plan.private.yaml"]);
    setup.git(&["rm", "-q", "--cached", "plan.private.yaml"]);
    std::fs::remove_file(setup.folder().join("plan.private.yaml")).unwrap();
    setup.write(".gitignore", "site/\n");
    says(&setup, 1, &["✗ git does not ignore `plan.private.yaml`", ">> .gitignore"]);
    setup.git(&["checkout", "-q", ".gitignore"]);

    let blob = setup.git(&["hash-object", "-w", "plan.yaml"]);
    for path in ["content/A.md", "content/a.md"] {
        setup.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{blob},{path}")]);
    }
    says(&setup, 1, &["✗ 2 files differ by case", "`content/A.md` and `content/a.md`", "→ git mv 'content/a.md'"]);
}

#[test]
fn the_state_of_the_repository_is_told() {
    let setup = ready();
    setup.git(&["branch", "-m", "master"]);
    says(&setup, 0, &["! the workflow waits for `main`, and you are on `master`", "→ git branch -m main"]);
    setup.git(&["branch", "-m", "main"]);
    setup.note("second");
    setup.commit("second");
    let url = format!("file://{}", setup.folder().display());
    git(setup.journal.root(), &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let shallow = Setup { root: "shallow".to_owned(), ..setup };
    says(&shallow, 0, &["! the history is cut off", "→ git fetch --unshallow"]);

    let journal = shallow.journal;
    git(journal.root(), &["init", "-q", "-b", "main", "above"]);
    journal.run(&["init", "above/journal", "--url", "https://noor.github.io/journal/"]).succeeds();
    let below = Setup { root: "above/journal".to_owned(), journal };
    says(&below, 1, &["✗ there is no commit yet", "is in a folder of the repository, where GitHub does not look"]);
    doctor(&below, &["--write-workflow"]);
    assert!(below.journal.exists("above/.github/workflows/pages.yml"));

    let journal = below.journal;
    std::fs::remove_dir_all(journal.path("above/.git")).unwrap();
    let bare = Setup { root: "above/journal".to_owned(), journal };
    let ceiling = bare.journal.root().to_owned();
    let run =
        Run::from(bare.command(&["doctor"]).env("GIT_CEILING_DIRECTORIES", ceiling).output().unwrap()).ends_with(1);
    assert!(run.stdout.contains("→ git init"), "{}", run.stdout);
}

#[test]
fn the_workflow_is_kept_current_unless_somebody_has_edited_it() {
    const PATH: &str = ".github/workflows/pages.yml";
    let setup = ready();
    let place = format!("journal/{PATH}");
    let first = setup.journal.read(&place);
    assert!(!first.contains("cron"));

    // A page that is scheduled wants a run on every day, and no page wants none.
    setup.write("content/notes/later.md", "---\ntitle: Later\ndate: 2030-01-05\nsummary: S.\n---\n\nWords.\n");
    says(
        &setup,
        0,
        &["! 1 page scheduled, and the workflow runs on a push only", "→ milepost doctor --write-workflow"],
    );
    doctor(&setup, &["--write-workflow"]).ends_with(0).says("pages.yml");
    assert!(setup.journal.read(&place).contains("cron: \"17 5 * * *\""));
    says(&setup, 0, &["✓ 1 page scheduled, and the workflow runs every day"]);
    std::fs::remove_file(setup.folder().join("content/notes/later.md")).unwrap();
    says(&setup, 0, &["! the workflow runs every day, and no page is scheduled"]);
    doctor(&setup, &["--write-workflow"]).ends_with(0);
    assert_eq!(setup.journal.read(&place), first);

    setup.write(PATH, &first.replace("fetch-depth: 0", "fetch-depth: 1"));
    says(&setup, 0, &["! the workflow was edited by hand: checkout without `fetch-depth: 0`"]);
    let edited = setup.journal.read(&place);
    doctor(&setup, &["--write-workflow"]).ends_with(2).says("was edited by hand and was left as it is");
    assert_eq!(setup.journal.read(&place), edited);
    setup.write(PATH, &first.replace("timeout-minutes: 15", "timeout-minutes: 25"));
    says(&setup, 0, &["✓ the workflow was edited by hand, and has what it needs"]);

    std::fs::remove_file(setup.folder().join(PATH)).unwrap();
    says(&setup, 1, &["✗ nothing publishes the site", "→ milepost deploy"]);
    setup.git(&["remote", "set-url", "origin", "../origin.git"]);
    setup.deploy(&[]).succeeds();
    says(&setup, 0, &["✓ there is no workflow; `milepost deploy` publishes"]);
}
