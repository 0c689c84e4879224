//! A build that finds nothing changed says what the last one said, and reads nothing; and it finds every change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;

use super::common::{Journal, Run};
use super::edits::{self, apply, edit, files};

const NOTHING: &str = "nothing has changed since";
const RECORD: &str = ".milepost/cache/last-build";
const NOTE: &str = "content/notes/first.md";
const PRIVATE: &str = "schema: 1\ncompanies:\n- {id: co-one, tier: 1, names: [Zanzibar Holdings]}\n";
const NOTE_TEXT: &str = "---\ntitle: First\ndate: 2026-01-05\nsummary: A note.\n---\n\nwords 1\n";

/// A change of a journal.
type Change = Box<dyn Fn(&Journal)>;

fn journal() -> Journal {
    let journal = Journal::new();
    journal.write(NOTE, NOTE_TEXT);
    journal
}

fn build(journal: &Journal) -> Run {
    journal.run(&["build", "--as-of", "2026-06-01"])
}

/// Lets a clean build say what the site has to be, and checks that it is.
#[track_caller]
fn check_is_clean(journal: &Journal) {
    journal.run(&["build", "--as-of", "2026-06-01", "--no-cache", "--out", "clean"]).succeeds();
    let mut site = files(journal, "site");
    site.remove("foreign.txt");
    assert!(site == files(journal, "clean"), "it is not a clean build");
}

/// Checks that the next build is a whole one, and makes a clean site; and that the one after it finds nothing changed.
#[track_caller]
fn check_is_noticed(journal: &Journal) {
    let run = build(journal).succeeds();
    assert!(!run.stderr.contains(NOTHING), "the change was not noticed");
    check_is_clean(journal);
    build(journal).succeeds().says(NOTHING);
}

/// Sets the time at which a file was last changed.
fn set_modified(path: &Path, time: SystemTime) {
    fs::File::options().append(true).open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn the_second_build_says_what_the_first_one_said() {
    let journal = journal();
    journal.write("content/notes/second.md", &NOTE_TEXT.replace("First", "Second").replace("summary: A note.\n", ""));
    journal.write("content/notes/broken.md", &format!("{}\n[gone](gone.md)\n", NOTE_TEXT.replace("First", "Broken")));
    let lowered = ["build", "--as-of", "2026-06-01", "--warn", "broken-link"];
    let first = journal.run(&lowered).succeeds().says("warning[broken-link]");
    for _ in 0..3 {
        let again = journal.run(&lowered).succeeds().says(NOTHING).says("+0 new  ~0 changed  -0 removed");
        let findings = |run: &Run| run.stderr.split("wrote ").next().unwrap().to_owned();
        assert_eq!(findings(&again), findings(&first));
        assert!(again.stdout.is_empty());
    }
    let quiet = journal.run(&[&lowered[..], &["--quiet"]].concat()).succeeds();
    assert!(quiet.stderr.contains("warning[broken-link]") && !quiet.stderr.contains("wrote"), "{}", quiet.stderr);

    let as_json = [&lowered[..], &["--format", "json"]].concat();
    let first = journal.run(&as_json).succeeds();
    let again = journal.run(&as_json).succeeds().says(NOTHING);
    assert_eq!(again.stdout, first.stdout);
    assert!(first.stdout.contains("broken-link"));
    journal.run(&["build", "--as-of", "2026-06-01"]).ends_with(1).says("error[broken-link]");
    journal.run(&lowered).succeeds();
}

#[test]
fn every_change_of_a_source_is_noticed() {
    let journal = journal();
    build(&journal).succeeds();
    build(&journal).succeeds().says(NOTHING);
    let write = |path: &'static str, text: &'static str| move |journal: &Journal| journal.write(path, text);
    let changes: Vec<Change> = vec![
        Box::new(|journal| journal.write(NOTE, &NOTE_TEXT.replace("words 1", "words 2"))),
        Box::new(|journal| {
            // The same length and the same time: only what the system itself notes tells.
            let modified = journal.path(NOTE).metadata().unwrap().modified().unwrap();
            journal.write(NOTE, &NOTE_TEXT.replace("words 1", "words 3"));
            set_modified(&journal.path(NOTE), modified);
        }),
        Box::new(|journal| fs::rename(journal.path(NOTE), journal.path("content/notes/other.md")).unwrap()),
        Box::new(|journal| fs::remove_file(journal.path("content/notes/other.md")).unwrap()),
        Box::new(write("content/notes/new/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
        Box::new(write("content/notes/new/index.md", "---\ntitle: New\ndate: 2026-02-01\n---\n\n![A](a.svg)\n")),
        Box::new(write("content/notes/new/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")),
        Box::new(|journal| {
            journal.write("plan.yaml", &journal.read("plan.yaml").replace("My learning", "Our learning"));
        }),
        Box::new(write("plan.private.yaml", PRIVATE)),
        Box::new(write("themes/default/assets/css/zz.css", ".mine { order: 1; }\n")),
        Box::new(write("themes/default/templates/404.html", "<!doctype html>\n<title>No</title>\n<p>no</p>\n")),
        Box::new(|journal| fs::remove_dir_all(journal.path("themes")).unwrap()),
    ];
    for (number, change) in changes.iter().enumerate() {
        change(&journal);
        let run = build(&journal);
        assert_eq!(run.status, 0, "change {number}: {}", run.stderr);
        assert!(!run.stderr.contains(NOTHING), "change {number} was not noticed");
        check_is_clean(&journal);
        build(&journal).succeeds().says(NOTHING);
    }
    // What a build does not read changes nothing.
    for path in ["README.md", "content/.note.md.swp", "content/note.md~", "elsewhere/a.md"] {
        journal.write(path, "anything");
        build(&journal).succeeds().says(NOTHING);
    }
}

#[test]
fn a_change_within_one_tick_of_the_clock_is_noticed() {
    let journal = journal();
    for round in 0..12 {
        // Of one length, and as soon as the build is over.
        journal.write(NOTE, &NOTE_TEXT.replace("words 1", &format!("words {round:02}")));
        build(&journal).succeeds();
        let page = journal.read("site/notes/first/index.html");
        assert!(page.contains(&format!("words {round:02}")), "round {round}");
    }
}

#[test]
fn every_change_of_the_site_is_noticed_and_mended() {
    let journal = journal();
    build(&journal).succeeds();
    let page = journal.path("site/notes/first/index.html");
    let change = |text: &str| {
        let modified = page.metadata().unwrap().modified().unwrap();
        let bytes = fs::read_to_string(&page).unwrap().replace("words 1", text);
        fs::write(&page, bytes).unwrap();
        set_modified(&page, modified);
    };
    // At once, and again when what was published has been looked at.
    for _ in 0..2 {
        change("words 2");
        check_is_noticed(&journal);
    }
    fs::remove_file(&page).unwrap();
    check_is_noticed(&journal);
    fs::remove_dir_all(page.parent().unwrap()).unwrap();
    check_is_noticed(&journal);
    fs::rename(&page, page.with_extension("htm")).unwrap();
    build(&journal).succeeds().says("kept");
    fs::remove_file(page.with_extension("htm")).unwrap();
    check_is_noticed(&journal);
    journal.write("site/foreign.txt", "mine");
    build(&journal).succeeds().says("`foreign.txt` in site/, not made by Milepost");
    build(&journal).succeeds().says(NOTHING).says("`foreign.txt` in site/, not made by Milepost");
    let manifest = journal.read("site/build-manifest.json");
    journal.write("site/build-manifest.json", &manifest.replacen("index.html", "indeX.html", 1));
    build(&journal).ends_with(2).says("which Milepost did not make");
    fs::remove_dir_all(journal.path("site")).unwrap();
    check_is_noticed(&journal);
    // What is left of a publishing that was killed is cleared away.
    fs::create_dir_all(journal.path(".milepost/publish-1/next")).unwrap();
    let run = build(&journal).succeeds();
    assert!(!run.stderr.contains(NOTHING), "{}", run.stderr);
}

#[test]
fn what_was_changed_on_the_site_is_mended_when_the_journal_changes_too() {
    let journal = journal();
    build(&journal).succeeds();
    let page = journal.path("site/notes/first/index.html");
    // At once, and again when what was published has been looked at.
    for round in 0..3 {
        let modified = page.metadata().unwrap().modified().unwrap();
        let bytes = fs::read_to_string(&page).unwrap().replace("words 1", "words 2");
        fs::write(&page, bytes).unwrap();
        set_modified(&page, modified);
        journal.write("content/notes/other.md", &NOTE_TEXT.replace("words 1", &format!("others {round}")));
        build(&journal).succeeds();
        assert!(fs::read_to_string(&page).unwrap().contains("words 1"), "round {round}");
        check_is_clean(&journal);
    }
}

#[test]
fn another_wish_is_another_build() {
    let journal = journal();
    let day = ["build", "--as-of", "2026-06-01"];
    journal.run(&day).succeeds();
    let others: [&[&str]; 8] = [
        &["--drafts"],
        &["--future"],
        &["--base-url", "https://other.example/"],
        &["--out", "elsewhere"],
        &["--warn", "weak-proof"],
        &["--format", "json"],
        &["--as-of", "2026-06-02"],
        &["--no-cache"],
    ];
    for other in others {
        let arguments = if other[0] == "--as-of" { [&["build"], other].concat() } else { [&day, other].concat() };
        let run = journal.run(&arguments).succeeds();
        assert!(!run.stderr.contains(NOTHING), "{other:?}: {}", run.stderr);
        let again = journal.run(&arguments).succeeds();
        assert_eq!(again.stderr.contains(NOTHING), other != ["--no-cache"], "{other:?}: {}", again.stderr);
        journal.run(&day).succeeds();
    }
    // How it is told is no matter of the site.
    journal.run(&day).succeeds().says(NOTHING);
    journal.run(&[&day[..], &["--verbose"]].concat()).succeeds().says(NOTHING);
    let epoch = |seconds: &str| {
        let output = journal.command(&["build"]).env("SOURCE_DATE_EPOCH", seconds).output().unwrap();
        Run::from(output).succeeds()
    };
    epoch("1780300000").says("as of 2026-06-01");
    epoch("1780300001").says(NOTHING);
    let run = epoch("1780400000").says("as of 2026-06-02");
    assert!(!run.stderr.contains(NOTHING), "{}", run.stderr);
    journal.run(&["build"]).succeeds();
    journal.run(&["build"]).succeeds().says(NOTHING);
}

#[test]
fn what_git_knows_is_noticed() {
    let journal = Journal::empty();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=Noor", "-c", "user.email=noor@noor.example", "-c", "commit.gpgsign=false"];
        let mut command = Command::new("git");
        command.args(identity).args(arguments).current_dir(journal.root());
        command.env("GIT_AUTHOR_DATE", "2026-03-04T12:00:00Z").env("GIT_CONFIG_GLOBAL", "/dev/null");
        assert!(command.output().unwrap().status.success(), "{arguments:?}");
    };
    edits::begin(&journal);
    journal.write("content/notes/undated.md", "---\ntitle: Undated\nsummary: A note.\n---\n\nwords\n");
    build(&journal).says("missing-date");
    git(&["init", "-q"]);
    git(&["add", "content", "plan.yaml"]);
    let noticed = || {
        let run = build(&journal).succeeds();
        assert!(!run.stderr.contains(NOTHING), "{}", run.stderr);
        build(&journal).succeeds().says(NOTHING);
        run
    };
    git(&["commit", "-q", "-m", "one"]);
    noticed();
    assert!(journal.read("site/notes/undated/index.html").contains("2026-03-04"));
    git(&["commit", "-q", "--allow-empty", "-m", "two"]);
    noticed();
    journal.write("plan.private.yaml", PRIVATE);
    noticed();
    git(&["add", "-f", "plan.private.yaml"]);
    noticed().says("tracked-private");
    build(&journal).succeeds().says("tracked-private");
}

#[test]
fn a_record_that_is_damaged_or_cannot_be_kept_is_none() {
    let journal = journal();
    build(&journal).succeeds();
    let whole = fs::read(journal.path(RECORD)).unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let text = String::from_utf8(whole.clone()).unwrap();
    let damages = [
        Vec::new(),
        whole[..whole.len() / 2].to_vec(),
        flipped(3),
        flipped(30),
        flipped(whole.len() - 2),
        text.replacen("build 1", "build 2", 1).into_bytes(),
        b"{}".to_vec(),
    ];
    for damage in damages {
        fs::write(journal.path(RECORD), damage).unwrap();
        check_is_noticed(&journal);
    }
    fs::remove_file(journal.path(RECORD)).unwrap();
    fs::create_dir_all(journal.path(RECORD)).unwrap();
    for _ in 0..2 {
        let run = build(&journal).succeeds();
        assert!(!run.stderr.contains(NOTHING), "{}", run.stderr);
    }
    fs::remove_dir_all(journal.path(".milepost")).unwrap();
    check_is_noticed(&journal);
    let left = journal.files(".milepost").into_iter().map(|(path, _)| path);
    let left: Vec<PathBuf> = left.filter(|path| !path.to_string_lossy().contains(".milepost/spare-")).collect();
    let is_known = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.len() == 62
            || ["last-build", "last-site", "small", "bulk", ".gitignore", "CACHEDIR.TAG", "publish.lock"]
                .contains(&name)
    };
    assert!(left.iter().all(is_known), "{left:?}");
}

/// What becomes of the cache between two builds.
#[derive(Debug, Clone, Copy)]
enum Cache {
    Kept,
    Cut(u8),
    Flipped(u8),
    Gone,
}

fn cache() -> impl Strategy<Value = Cache> {
    let any_byte = any::<u8>();
    prop_oneof![
        5 => Just(Cache::Kept),
        1 => any_byte.prop_map(Cache::Cut),
        1 => any_byte.prop_map(Cache::Flipped),
        1 => Just(Cache::Gone),
    ]
}

fn damage(journal: &Journal, cache: Cache) {
    if !journal.exists(".milepost/cache") {
        return;
    }
    let each = |change: &dyn Fn(&mut Vec<u8>)| {
        for (path, mut bytes) in journal.files(".milepost/cache") {
            change(&mut bytes);
            fs::write(journal.root().join(path), bytes).unwrap();
        }
    };
    match cache {
        Cache::Kept => {}
        Cache::Cut(at) => each(&|bytes| bytes.truncate(bytes.len() * usize::from(at) / 256)),
        Cache::Flipped(at) => each(&|bytes| {
            let place = bytes.len() * usize::from(at) / 256;
            bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= 1);
        }),
        Cache::Gone => fs::remove_dir_all(journal.path(".milepost/cache")).unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_build_after_builds_is_a_clean_build(
        script in prop::collection::vec((prop::collection::vec(edit(), 0..4), cache()), 1..6),
    ) {
        let journal = Journal::empty();
        edits::begin(&journal);
        let mut notes = edits::Notes::new();
        for (edits, cache) in script {
            for edit in edits {
                apply(&journal, &mut notes, edit);
            }
            damage(&journal, cache);
            let run = build(&journal);
            prop_assert!(run.status == 0, "{}", run.stderr);
            let clean = journal.run(&["build", "--as-of", "2026-06-01", "--no-cache", "--out", "clean"]);
            prop_assert!(clean.status == 0, "{}", clean.stderr);
            prop_assert!(files(&journal, "site") == files(&journal, "clean"));
        }
    }
}

#[test]
fn times_in_the_future_and_long_ago_are_times() {
    let journal = journal();
    let day = Duration::from_hours(24);
    for time in [SystemTime::now() + day, SystemTime::UNIX_EPOCH - day] {
        set_modified(&journal.path(NOTE), time);
        check_is_noticed(&journal);
        build(&journal).succeeds().says(NOTHING);
        // What claims to be of tomorrow is read each time.
        journal.write(NOTE, &NOTE_TEXT.replace("words 1", "words 4"));
        set_modified(&journal.path(NOTE), time);
        check_is_noticed(&journal);
        journal.write(NOTE, NOTE_TEXT);
        build(&journal).succeeds();
    }
}
