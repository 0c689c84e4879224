//! `milepost deploy` to bare repositories on this disk.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{Journal, Run};

/// A journal in a repository, and a bare one beside it that is its `origin`.
pub(crate) struct Setup {
    pub(crate) journal: Journal,
    /// The folder of the journal in that of the test.
    pub(crate) root: String,
}

/// Settings of whoever runs the tests must not matter.
pub(crate) fn isolated(command: &mut Command) -> &mut Command {
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", "/nonexistent");
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"] {
        command.env_remove(name);
    }
    command
}

/// Runs git in `folder` and returns what it printed.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let output = isolated(command.current_dir(folder).args(arguments)).output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

impl Setup {
    pub(crate) fn new() -> Self {
        let setup = Self { journal: Journal::empty(), root: "journal".to_owned() };
        setup.journal.run(&["init", "journal", "--url", "https://noor.github.io/journal/"]).succeeds();
        git(setup.journal.root(), &["init", "-q", "--bare", "origin.git"]);
        setup.git(&["init", "-q", "-b", "main"]);
        setup.identify();
        setup.git(&["remote", "add", "origin", "../origin.git"]);
        setup.commit("first");
        setup.git(&["push", "-q", "origin", "main"]);
        setup
    }

    pub(crate) fn identify(&self) {
        self.git(&["config", "user.name", "Noor"]);
        self.git(&["config", "user.email", "noor@example.org"]);
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "."]);
        self.git(&["commit", "-q", "-m", message]);
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.journal.path(&self.root)
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(&self.folder(), arguments)
    }

    /// Runs git in the bare repository.
    pub(crate) fn origin(&self, arguments: &[&str]) -> String {
        git(&self.journal.path("origin.git"), arguments)
    }

    pub(crate) fn tip(&self) -> String {
        self.origin(&["rev-parse", "gh-pages"])
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.journal.command(arguments);
        isolated(command.args(["--root", &self.root]));
        command
    }

    pub(crate) fn deploy(&self, more: &[&str]) -> Run {
        let arguments: Vec<&str> = ["deploy", "--as-of", "2026-12-01"].iter().chain(more).copied().collect();
        Run::from(self.command(&arguments).output().unwrap())
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.journal.write(&format!("{}/{path}", self.root), text);
    }

    /// Adds a note, so that the next site is another one.
    pub(crate) fn note(&self, name: &str) {
        let text = format!("---\ntitle: {name}\ndate: 2026-01-05\nsummary: A note.\n---\n\nWords of {name}.\n");
        self.write(&format!("content/notes/{name}.md"), &text);
    }

    /// Everything that git keeps for the user, byte for byte.
    pub(crate) fn repository(&self) -> Vec<(PathBuf, Vec<u8>)> {
        self.journal.files(&format!("{}/.git", self.root))
    }

    /// A clone of the branch, to change it as somebody else.
    pub(crate) fn clone_branch(&self) -> PathBuf {
        let folder = self.journal.path("other");
        let _ = std::fs::remove_dir_all(&folder);
        git(self.journal.root(), &["clone", "-q", "-b", "gh-pages", "origin.git", "other"]);
        git(&folder, &["config", "user.name", "Somebody"]);
        git(&folder, &["config", "user.email", "somebody@example.org"]);
        folder
    }

    /// Commits files to the branch as somebody else.
    pub(crate) fn somebody_writes(&self, files: &[(&str, &str)]) {
        let folder = self.clone_branch();
        for (path, text) in files {
            std::fs::write(folder.join(path), text).unwrap();
        }
        git(&folder, &["add", "."]);
        git(&folder, &["commit", "-q", "-m", "by hand"]);
        git(&folder, &["push", "-q"]);
    }
}

#[test]
fn the_first_deployment_is_the_site_and_touches_nothing_else() {
    let setup = Setup::new();
    setup.write("content/notes/unfinished.md", "# Not committed\n");
    std::fs::write(setup.folder().join("staged.txt"), "staged").unwrap();
    setup.git(&["add", "staged.txt"]);
    setup.git(&["status"]);
    let before = setup.repository();
    let work = setup.git(&["status", "--porcelain"]);

    setup.deploy(&["--dry-run"]).succeeds().says("which is new").says("+ index.html").says("nothing pushed");
    assert_eq!(setup.origin(&["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
    let run = setup.deploy(&[]).succeeds().says("gh-pages of origin, which is new").says("not committed");
    assert!(!run.stderr.contains("error"), "{}", run.stderr);

    assert!(setup.repository() == before, "something in `.git` has changed");
    assert_eq!(setup.git(&["status", "--porcelain"]), work);
    setup.git(&["fsck", "--strict"]);
    setup.origin(&["fsck", "--strict"]);
    assert_eq!(setup.origin(&["rev-list", "--count", "gh-pages"]), "1");
    let message = setup.origin(&["log", "-1", "--format=%an%n%B", "gh-pages"]);
    let head = setup.git(&["rev-parse", "--short=10", "HEAD"]);
    assert!(message.starts_with(&format!("Noor\nSite of {head} and changes")), "{message}");

    // What a clone has is what a build writes, file by file.
    setup.clone_branch();
    Run::from(setup.command(&["build", "--as-of", "2026-12-01"]).output().unwrap()).succeeds();
    let strip = |files: Vec<(PathBuf, Vec<u8>)>, below: &str| -> Vec<(PathBuf, Vec<u8>)> {
        let inner = files.into_iter().map(|(path, bytes)| (path.strip_prefix(below).unwrap().to_owned(), bytes));
        inner.filter(|(path, _)| !path.starts_with(".git")).collect()
    };
    let built = strip(setup.journal.files("journal/site"), "journal/site");
    assert!(strip(setup.journal.files("other"), "other") == built);
    assert!(built.iter().any(|(path, _)| path.ends_with(".nojekyll")));
    setup.journal.run(&["verify", "other", "--no-extra"]).succeeds();
}

#[test]
fn what_has_not_changed_is_not_committed_and_what_has_is() {
    let setup = Setup::new();
    setup.deploy(&[]).succeeds();
    let first = setup.tip();
    setup.deploy(&[]).succeeds().says("has this site already");
    setup.deploy(&["--replace-history"]).succeeds().says("has this site already");
    assert_eq!(setup.tip(), first);

    setup.note("second");
    setup.commit("second");
    setup.deploy(&["--message", "the second month"]).succeeds().says("new  ~").says("pushed");
    assert_eq!(setup.origin(&["rev-parse", "gh-pages~1"]), first);
    assert_eq!(setup.origin(&["log", "-1", "--format=%s", "gh-pages"]), "the second month");
    let body = setup.origin(&["log", "-1", "--format=%b", "gh-pages"]);
    assert!(body.contains(&setup.git(&["rev-parse", "--short=10", "HEAD"])), "{body}");

    // What is taken away from the journal is taken away there.
    std::fs::remove_file(setup.folder().join("content/notes/second.md")).unwrap();
    setup.deploy(&["--replace-history"]).succeeds().says("history replaced");
    assert_eq!(setup.origin(&["rev-list", "--count", "gh-pages"]), "1");
    assert!(!setup.origin(&["ls-tree", "-r", "--name-only", "gh-pages"]).contains("second"));
    assert_eq!(
        setup.origin(&["rev-parse", "gh-pages^{tree}"]),
        setup.origin(&["rev-parse", &format!("{first}^{{tree}}")])
    );
}

#[test]
fn a_build_with_an_error_is_not_deployed() {
    let setup = Setup::new();
    setup.write("content/notes/broken.md", super::BROKEN);
    setup.deploy(&[]).ends_with(1).says("broken-link").says("nothing was deployed");
    assert_eq!(setup.origin(&["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
    setup.deploy(&["--warn", "broken-link"]).succeeds();
    setup.deploy(&["--deny", "warnings", "--allow", "broken-link"]).succeeds();
}

#[test]
fn what_others_put_on_the_branch_is_kept_or_asked_about() {
    let setup = Setup::new();
    setup.deploy(&[]).succeeds();
    setup.somebody_writes(&[("google123.html", "verification"), ("README.md", "by hand")]);
    setup.note("second");
    setup
        .deploy(&["--replace-history"])
        .ends_with(2)
        .says("`gh-pages` has 1 commit that `milepost deploy` did not make");
    setup.deploy(&[]).succeeds().says("`README.md`, `google123.html`, not made by Milepost");
    assert_eq!(setup.origin(&["show", "gh-pages:google123.html"]), "verification");
    assert_eq!(setup.origin(&["rev-list", "--count", "gh-pages"]), "3");

    setup.somebody_writes(&[("index.html", "defaced")]);
    let tip = setup.tip();
    for arguments in [&[][..], &["--replace-history"]] {
        let run = setup.deploy(arguments).ends_with(2);
        assert!(run.stderr.contains("`index.html`") || run.stderr.contains("2 commits"), "{}", run.stderr);
        assert_eq!(setup.tip(), tip);
    }
    setup.deploy(&["--adopt-branch"]).succeeds();
    assert!(setup.origin(&["show", "gh-pages:index.html"]).contains("<html"));
    assert_eq!(setup.origin(&["show", "gh-pages~1:index.html"]), "defaced");
    assert_eq!(setup.origin(&["show", "gh-pages:README.md"]), "by hand");
}

#[test]
fn a_file_of_somebody_else_where_a_page_comes_is_not_overwritten() {
    let setup = Setup::new();
    setup.deploy(&[]).succeeds();
    setup.somebody_writes(&[("NOTES", "a file where a folder is, where case does not matter")]);
    setup.note("second");
    setup.deploy(&[]).ends_with(2).says("where the site has a page or file (`NOTES`)");
    setup.deploy(&["--adopt-branch"]).succeeds();
}

#[test]
fn a_branch_that_is_not_a_site_is_refused() {
    let setup = Setup::new();
    setup.git(&["push", "-q", "origin", "main:gh-pages", "main:next"]);
    setup.deploy(&[]).ends_with(2).says("shares history with what you work on");
    setup.deploy(&["--adopt-branch"]).ends_with(2).says("shares history with what you work on");
    setup.deploy(&["--branch", "main"]).ends_with(2).says("is checked out here");
    for bad in ["a b", "-x", "a..b", ""] {
        setup.deploy(&[&format!("--branch={bad}")]).ends_with(2).says("cannot be the name of a branch");
    }

    // A site by another program, without a common history.
    setup.origin(&["branch", "-D", "gh-pages"]);
    git(setup.journal.root(), &["init", "-q", "-b", "gh-pages", "foreign"]);
    setup.journal.write("foreign/index.html", "by another program");
    let foreign = setup.journal.path("foreign");
    git(&foreign, &["add", "."]);
    git(&foreign, &["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "site"]);
    git(&foreign, &["push", "-q", "../origin.git", "gh-pages"]);
    let tip = setup.tip();
    setup.deploy(&[]).ends_with(2).says("was not made by Milepost").says("`index.html`");
    setup.deploy(&["--replace-history"]).ends_with(2).says("`milepost deploy` did not make");
    assert_eq!(setup.tip(), tip);
    setup.deploy(&["--adopt-branch"]).succeeds();
    assert_eq!(setup.origin(&["rev-parse", "gh-pages~1"]), tip);
}

#[test]
fn a_domain_that_pages_has_written_stays() {
    let setup = Setup::new();
    setup.deploy(&[]).succeeds();
    setup.somebody_writes(&[("CNAME", "noor.dev\n")]);
    setup.note("second");
    setup.deploy(&[]).ends_with(2).says("serves it there").says("https://noor.dev/");
    setup.deploy(&["--base-url", "https://noor.dev/"]).succeeds().says("https://noor.dev/");
    assert_eq!(setup.origin(&["show", "gh-pages:CNAME"]), "noor.dev");
}

#[test]
fn the_address_has_to_be_that_of_the_repository() {
    let setup = Setup::new();
    let origin = setup.journal.path("origin.git");
    setup.git(&["config", &format!("url.{}.insteadOf", origin.display()), "https://github.com/noor/other.git"]);
    setup.git(&["remote", "set-url", "origin", "https://github.com/noor/other.git"]);
    setup.deploy(&[]).ends_with(2).says("is published at https://noor.github.io/other/").says("nothing was pushed");
    setup.deploy(&["--base-url", "https://noor.github.io/other/"]).succeeds().says("Deploy from a branch → gh-pages");
}

#[test]
fn wherever_the_head_is_the_site_goes_there() {
    let setup = Setup::new();
    setup.git(&["checkout", "-q", "--detach"]);
    setup.deploy(&[]).succeeds();
    let first = setup.tip();

    // A worktree: `.git` is a file there.
    setup.git(&["worktree", "add", "-q", "../tree", "-b", "topic"]);
    let tree = Setup { root: "tree".to_owned(), ..setup };
    tree.note("second");
    tree.commit("second");
    tree.deploy(&[]).succeeds();
    assert_eq!(tree.origin(&["rev-parse", "gh-pages~1"]), first);
    assert_eq!(tree.git(&["status", "--porcelain"]), "");
    tree.git(&["worktree", "add", "-q", "../pages", "-b", "gh-pages"]);
    tree.deploy(&[]).ends_with(2).says("`gh-pages` is checked out here");
    tree.git(&["worktree", "remove", "../pages"]);

    // A submodule: so it is there, and its remote is its own.
    let journal = tree.journal;
    git(journal.root(), &["init", "-q", "super"]);
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "-b", "main", "../origin.git", "sub"];
    let path = journal.path("origin.git").display().to_string();
    let add: Vec<&str> = add.iter().map(|part| if *part == "../origin.git" { path.as_str() } else { part }).collect();
    git(&journal.path("super"), &add);
    let sub = Setup { root: "super/sub".to_owned(), journal };
    sub.identify();
    sub.note("third");
    sub.deploy(&[]).succeeds();
    assert_eq!(sub.origin(&["rev-list", "--count", "gh-pages"]), "3");
    assert_eq!(
        git(&sub.journal.path("super"), &["status", "--porcelain", "--ignore-submodules"]),
        "A  .gitmodules\nA  sub"
    );
}

#[test]
fn a_journal_in_a_folder_of_a_shallow_clone_is_deployed() {
    let setup = Setup::new();
    setup.deploy(&[]).succeeds();
    setup.note("second");
    setup.commit("second");
    setup.git(&["push", "-q", "origin", "main"]);
    let url = format!("file://{}", setup.journal.path("origin.git").display());
    git(setup.journal.root(), &["clone", "-q", "--depth", "1", "-b", "main", &url, "shallow"]);
    let shallow = Setup { root: "shallow".to_owned(), ..setup };
    shallow.identify();
    let before = shallow.journal.read("shallow/.git/shallow");
    shallow.deploy(&[]).succeeds();
    assert_eq!(shallow.journal.read("shallow/.git/shallow"), before);
    assert_eq!(shallow.origin(&["rev-list", "--count", "gh-pages"]), "2");
    shallow.git(&["fsck"]);
}

#[test]
fn what_is_missing_is_said_with_the_way_to_it() {
    let setup = Setup::new();
    setup.deploy(&["--remote", "orgin"]).ends_with(2).says("did you mean `origin`?");
    setup.git(&["config", "--unset", "user.email"]);
    setup.git(&["config", "user.useConfigOnly", "true"]);
    setup.deploy(&[]).ends_with(2).says("git config user.email ADDRESS");
    setup.identify();
    setup.git(&["remote", "rename", "origin", "one"]);
    setup.git(&["remote", "add", "two", "../two.git"]);
    setup.deploy(&[]).ends_with(2).says("choose with `--remote`: one, two");
    setup.deploy(&["--remote", "two"]).ends_with(2).says("could not read from two").says("git ls-remote two");
    setup.git(&["remote", "remove", "two"]);
    setup.deploy(&["--dry-run"]).succeeds().says("gh-pages of one");
    setup.git(&["remote", "remove", "one"]);
    setup.deploy(&[]).ends_with(2).says("git remote add origin ADDRESS");
    let run = setup.deploy(&["--remote", "http://noor:hunter2@127.0.0.1:1/journal.git"]).ends_with(2);
    assert!(run.stderr.contains("127.0.0.1:1") && !run.stderr.contains("hunter2"), "{}", run.stderr);
    std::fs::remove_dir_all(setup.folder().join(".git")).unwrap();
    let ceiling = setup.journal.root().to_owned();
    let mut command = setup.command(&["deploy"]);
    Run::from(command.env("GIT_CEILING_DIRECTORIES", ceiling).output().unwrap()).ends_with(2).says("git init");
}
