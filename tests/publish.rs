//! Publishing from outside: what is in the target before and after, whatever happens in between.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk and start processes")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use milepost::output::manifest::{MANIFEST, Manifest, sha256};
use milepost::output::publish::{self, Changes, Sight, Standing, publish};
use milepost::output::{OutputPath, OutputSet};
use milepost::source::load::state::Moment;
use milepost::trace::Untraced;
use proptest::prelude::*;

type Files = BTreeMap<PathBuf, Vec<u8>>;

fn site(files: &[(&str, &str)]) -> OutputSet {
    let mut outputs = OutputSet::default();
    for (path, text) in files {
        let path = OutputPath::new(path).expect("a path");
        outputs.insert(path, (*text).to_owned().into()).expect("the paths differ");
    }
    outputs
}

/// Returns one of two sites of about 300 files, of which half are the same.
fn large_site(name: &str) -> OutputSet {
    let mut outputs = OutputSet::default();
    for number in 0..300 {
        let (path, text) = match number % 4 {
            0 | 1 => (format!("same/{number}/index.html"), "the same".repeat(100)),
            2 => (format!("both/{number}/index.html"), name.repeat(number)),
            _ => (format!("{name}/{number}.html"), name.repeat(9)),
        };
        outputs.insert(OutputPath::new(&path).expect("a path"), text.into()).expect("the paths differ");
    }
    outputs
}

/// Returns what is in `folder`, folders as paths without bytes.
fn read(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(|entry| entry.expect("it can be listed"));
    let file = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).expect("it is below").to_owned();
        (path, if entry.file_type().is_file() { fs::read(entry.path()).expect("it can be read") } else { Vec::new() })
    };
    entries.map(file).collect()
}

/// Returns what `outputs` are on the disk, with their manifest and folders.
fn expected(outputs: &OutputSet) -> Files {
    let mut files: Files = BTreeMap::from([(PathBuf::from(MANIFEST), Manifest::of(outputs).to_bytes())]);
    for (path, output) in outputs.iter() {
        files.extend(path.folders().map(|folder| (PathBuf::from(folder), Vec::new())));
        files.insert(PathBuf::from(path.as_str()), output.bytes().to_vec());
    }
    files
}

/// A folder of its own with a target in it.
struct Bench {
    folder: tempfile::TempDir,
    target: PathBuf,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        Self { target: folder.path().join("site"), folder }
    }

    fn publish(&self, files: &[(&str, &str)]) -> Changes {
        publish(&site(files), &self.target).expect("it can be published")
    }

    /// Publishes what must be refused, and returns why it was, with the folder as `DIR`.
    fn refusal(&self, files: &[(&str, &str)]) -> String {
        self.in_words(publish(&site(files), &self.target).expect_err("it is refused"))
    }

    fn in_words(&self, error: impl std::error::Error) -> String {
        error.to_string().replace(&self.folder.path().display().to_string(), "DIR")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.target.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.target.join(path)).unwrap_or_else(|error| error.to_string())
    }

    fn inode(&self, path: &str) -> u64 {
        self.target.join(path).symlink_metadata().expect("it is there").ino()
    }

    fn check_holds(&self, outputs: &OutputSet) {
        assert!(read(&self.target) == expected(outputs), "the target holds something else");
    }

    /// Returns the folder of the site before the one that stands, which is not always kept.
    fn spare(&self) -> PathBuf {
        self.folder.path().join(".milepost/spare-site/next")
    }

    /// Checks that nothing is left beside the target but the lock and a spare site.
    fn check_tidy(&self) {
        let names = |folder: &Path| -> Vec<_> {
            let mut names: Vec<_> =
                fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
            names.sort();
            names
        };
        assert_eq!(names(self.folder.path()), [".milepost", "site"]);
        let mut left = names(&self.folder.path().join(".milepost"));
        left.retain(|name| name != "spare-site");
        assert_eq!(left, ["publish.lock"]);
    }
}

fn paths(list: &[OutputPath]) -> Vec<&str> {
    list.iter().map(OutputPath::as_str).collect()
}

#[test]
fn the_first_site_appears_with_its_manifest() {
    let bench = Bench::new();
    let files = [("index.html", "home"), ("notes/a/index.html", "a"), (".nojekyll", "")];
    let changes = bench.publish(&files);
    assert_eq!(paths(&changes.created), [".nojekyll", "index.html", "notes/a/index.html"]);
    bench.check_holds(&site(&files));
    bench.check_tidy();
    let manifest = Manifest::parse(bench.text(MANIFEST).as_bytes()).expect("it can be read");
    assert_eq!(manifest.files.0.len(), 3);
    for (path, hash) in &manifest.files.0 {
        assert_eq!(*hash, sha256(bench.text(path.as_str()).as_bytes()), "{path}");
    }
}

#[test]
fn parents_are_made_and_an_empty_directory_is_taken() {
    let bench = Bench::new();
    publish(&site(&[("a", "1")]), &bench.folder.path().join("x/y/site")).expect("it can be published");
    assert_eq!(fs::read(bench.folder.path().join("x/y/site/a")).expect("it is there"), b"1");
    fs::create_dir(&bench.target).expect("a directory");
    fs::set_permissions(&bench.target, fs::Permissions::from_mode(0o750)).expect("it is ours");
    bench.publish(&[("a", "1")]);
    assert_eq!(bench.target.metadata().expect("it is there").mode() & 0o777, 0o750);
}

#[test]
fn publishing_the_same_again_touches_nothing() {
    let bench = Bench::new();
    let files = [("index.html", "home"), ("notes/a/index.html", "a")];
    bench.publish(&files);
    let state = || -> Vec<(PathBuf, u64, i64, i64, i64)> {
        let entries = walkdir::WalkDir::new(&bench.target).sort_by_file_name().into_iter();
        let stamp = |entry: walkdir::DirEntry| {
            let data = entry.metadata().expect("it is there");
            (entry.into_path(), data.ino(), data.mtime_nsec(), data.ctime(), data.ctime_nsec())
        };
        entries.map(|entry| stamp(entry.expect("it can be listed"))).collect()
    };
    let before = state();
    let changes = bench.publish(&files);
    assert!(changes.is_empty());
    assert_eq!(paths(&changes.unchanged), ["index.html", "notes/a/index.html"]);
    assert_eq!(state(), before);
}

#[test]
fn one_changed_file_leaves_the_others_as_they_are() {
    let bench = Bench::new();
    bench.publish(&[("a.html", "1"), ("b/c.html", "2"), ("d.html", "3"), ("old/e.html", "4")]);
    let (a, c) = (bench.inode("a.html"), bench.inode("b/c.html"));
    let modified = |path: &str| bench.target.join(path).metadata().expect("it is there").modified().expect("a time");
    let before = modified("a.html");
    let after = [("a.html", "1"), ("b/c.html", "2"), ("d.html", "x"), ("new.html", "5")];
    let changes = bench.publish(&after);
    assert_eq!(paths(&changes.created), ["new.html"]);
    assert_eq!(paths(&changes.updated), ["d.html"]);
    assert_eq!(paths(&changes.removed), ["old/e.html"]);
    assert_eq!(paths(&changes.unchanged), ["a.html", "b/c.html"]);
    assert_eq!((bench.inode("a.html"), bench.inode("b/c.html"), modified("a.html")), (a, c, before));
    bench.check_holds(&site(&after));
    bench.check_tidy();
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let bench = Bench::new();
    for files in [[("a", "1"), ("b/c", "2")], [("a/d", "1"), ("b", "2")], [("a", "1"), ("b/c", "2")]] {
        bench.publish(&files);
        bench.check_holds(&site(&files));
    }
}

#[test]
fn what_was_edited_by_hand_is_made_anew() {
    let bench = Bench::new();
    let files = [("a", "one"), ("b", "two"), ("c", "three")];
    bench.publish(&files);
    bench.write("a", "two");
    fs::remove_file(bench.target.join("b")).expect("it is there");
    fs::remove_file(bench.target.join("c")).expect("it is there");
    std::os::unix::fs::symlink("/etc/passwd", bench.target.join("c")).expect("a link");
    let changes = bench.publish(&files);
    assert_eq!((paths(&changes.updated), paths(&changes.created)), (vec!["a", "c"], vec!["b"]));
    bench.check_holds(&site(&files));
}

#[test]
fn foreign_files_survive_and_are_reported() {
    let bench = Bench::new();
    bench.publish(&[("notes/a.html", "1"), ("b.html", "2")]);
    bench.write(".git/HEAD", "ref");
    bench.write(".git/objects/ab/cd", "object");
    fs::create_dir_all(bench.target.join(".git/refs")).expect("a folder");
    bench.write("notes/mine.txt", "mine");
    std::os::unix::fs::symlink("nowhere", bench.target.join("link")).expect("a link");
    let inode = bench.inode("notes/mine.txt");
    for files in [[("notes/a.html", "x"), ("b.html", "2")], [("c.html", "1"), ("b.html", "2")]] {
        let changes = bench.publish(&files);
        assert_eq!(changes.foreign, [".git", "link", "notes/mine.txt"].map(PathBuf::from));
        assert_eq!(bench.text(".git/objects/ab/cd"), "object");
        assert!(bench.target.join(".git/refs").is_dir());
        assert_eq!((bench.text("notes/mine.txt").as_str(), bench.inode("notes/mine.txt")), ("mine", inode));
        assert_eq!(fs::read_link(bench.target.join("link")).expect("a link"), Path::new("nowhere"));
    }
    assert!(!bench.target.join("notes/a.html").exists());
    bench.check_tidy();
}

#[test]
fn the_site_before_is_what_the_next_one_is_made_of() {
    let bench = Bench::new();
    let files = |text| [("a/b.html", "1"), ("c.html", "2"), ("d/e.html", text)];
    bench.publish(&files("x"));
    assert!(!bench.spare().exists(), "there was no site before");
    bench.write("mine.txt", "mine");
    bench.publish(&files("y"));
    let folder = bench.spare().join("a").metadata().expect("it is kept").ino();
    assert!(!bench.spare().join("mine.txt").exists(), "what is the user's is in the target only");
    bench.publish(&files("z"));
    assert_eq!(bench.inode("a"), folder);
    assert_eq!((bench.text("d/e.html").as_str(), bench.text("mine.txt").as_str()), ("z", "mine"));
    let spare = bench.spare().join("d/e.html");
    assert_eq!(fs::read_to_string(spare).expect("it is there"), "y");
    bench.publish(&[("other.html", "1")]);
    assert!(!bench.spare().exists(), "nothing is in common");
    bench.check_tidy();
}

#[test]
fn a_file_that_a_shell_in_the_old_directory_wrote_is_in_the_target_after_the_next_publishing() {
    let bench = Bench::new();
    for text in ["x", "y", "y", "z"] {
        bench.publish(&[("a", "1"), ("b", "2"), ("c", text)]);
        if text == "y" && bench.spare().exists() {
            fs::write(bench.spare().join("CNAME"), "example.org").expect("a file");
        }
    }
    assert_eq!(bench.text("CNAME"), "example.org");
}

#[test]
fn two_sites_side_by_side_each_stay_what_they_are() {
    let bench = Bench::new();
    let other = bench.folder.path().join("other");
    let files = |text| site(&[("a", "1"), ("b", "2"), ("c", text)]);
    for texts in [["1", "2"], ["3", "4"], ["5", "6"], ["7", "7"]] {
        for (target, text) in [&bench.target, &other].into_iter().zip(texts) {
            publish(&files(text), target).expect("it can be published");
            assert!(read(target) == expected(&files(text)));
        }
    }
}

/// What happens to a site and to what is kept beside it.
#[derive(Debug, Clone)]
enum Event {
    Published(Vec<(usize, u8)>),
    Edited(usize, u8),
    Deleted(usize),
    SpareEdited(usize, u8),
    SpareDeleted(usize),
    SpareGone,
    SeenDamaged(u8),
}

/// What is remembered of a site from one publishing to the next, as builds remember it.
struct Last {
    sight: Sight,
    since: Moment,
    manifest: String,
}

/// Publishes with what is known of the last time, while a file is `edited` after the look.
fn publish_as_builds_do(outputs: &OutputSet, target: &Path, last: &mut Option<Last>, edited: impl FnOnce()) {
    let sight = last.as_ref().and_then(|last| publish::look(target, Some(&last.sight))).map(Arc::new);
    edited();
    let known = last.as_ref().zip(sight.as_ref());
    let known = known.filter(|(last, sight)| last.sight.look().digest() == sight.look().digest());
    let standing = known.map(|(last, sight)| Standing { sight, since: last.since, manifest: &last.manifest });
    let now = || publish::moment(target).unwrap_or_default();
    let since = standing.map_or_else(now, |standing| standing.sight.since());
    let changes = publish::publish_traced(outputs, target, standing, &Untraced).expect("it can be published");
    let sight = publish::look(target, changes.sight.as_deref());
    *last = sight.map(|sight| Last { sight, since, manifest: changes.manifest });
}

/// Paths of the site; some cannot stand beside others.
const PATHS: [&str; 8] = ["a", "a/b", "a/c/d", "e", "f/g", "f/h", "i/j/k", "l"];
/// Paths of the user.
const MINE: [&str; 2] = ["mine.txt", "f/mine.txt"];

fn event() -> impl Strategy<Value = Event> {
    let at = 0..PATHS.len();
    prop_oneof![
        6 => prop::collection::vec((at.clone(), 0_u8..3), 0..9).prop_map(Event::Published),
        2 => (at.clone(), 0_u8..3).prop_map(|(at, text)| Event::Edited(at, text)),
        1 => at.clone().prop_map(Event::Deleted),
        1 => (at.clone(), 0_u8..3).prop_map(|(at, text)| Event::SpareEdited(at, text)),
        1 => at.prop_map(Event::SpareDeleted),
        1 => Just(Event::SpareGone),
        1 => any::<u8>().prop_map(Event::SeenDamaged),
    ]
}

/// Changes a file if it is one, as editors do that write in place.
fn edit(path: &Path, text: u8) {
    if path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
        fs::write(path, [text]).expect("it can be written");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happened_to_the_old_sites_the_new_one_is_whole(
        events in prop::collection::vec(event(), 1..24),
        remembers in any::<bool>(),
    ) {
        let bench = Bench::new();
        let mut last = None;
        bench.publish(&[("a", "0")]);
        for path in MINE {
            bench.write(path, path);
        }
        for event in events {
            match event {
                Event::Published(files) => {
                    let mut outputs = OutputSet::default();
                    for (at, text) in files {
                        // What cannot stand beside the others is left out.
                        let _ = outputs.insert(OutputPath::new(PATHS[at]).expect("a path"), vec![text].into());
                    }
                    if remembers {
                        publish_as_builds_do(&outputs, &bench.target, &mut last, || {});
                    } else {
                        publish(&outputs, &bench.target).expect("it can be published");
                    }
                    let mut wanted = expected(&outputs);
                    wanted.extend(MINE.map(|path| (PathBuf::from(path), path.as_bytes().to_vec())));
                    wanted.insert("f".into(), Vec::new());
                    prop_assert_eq!(read(&bench.target), wanted);
                    bench.check_tidy();
                }
                Event::Edited(at, text) => edit(&bench.target.join(PATHS[at]), text),
                Event::Deleted(at) => drop(fs::remove_file(bench.target.join(PATHS[at]))),
                Event::SpareEdited(at, text) => edit(&bench.spare().join(PATHS[at]), text),
                Event::SpareDeleted(at) => drop(fs::remove_file(bench.spare().join(PATHS[at]))),
                Event::SpareGone => drop(fs::remove_dir_all(bench.spare())),
                Event::SeenDamaged(at) => {
                    let path = bench.spare().with_file_name("seen");
                    let Ok(mut bytes) = fs::read(&path) else { continue };
                    let place = bytes.len() * usize::from(at) / 256;
                    bytes[place] ^= 1;
                    fs::write(path, bytes).expect("it can be written");
                }
            }
        }
    }
}

#[test]
fn what_came_between_a_look_and_a_publishing_is_kept_or_mended() {
    let bench = Bench::new();
    let mut last = None;
    for round in 0..6_u8 {
        let (mine, text) = (format!("d/mine-{round}"), [round]);
        let outputs = || {
            let mut outputs = OutputSet::default();
            for (path, bytes) in [("a/b", &b"1"[..]), ("c", b"2"), ("d/e", b"3"), ("f", &text)] {
                outputs.insert(OutputPath::new(path).expect("a path"), bytes.to_vec().into()).expect("they differ");
            }
            outputs
        };
        // Time enough for what was there before to count as old.
        std::thread::sleep(Duration::from_millis(20));
        publish_as_builds_do(&outputs(), &bench.target, &mut last, || {
            if round > 0 {
                bench.write(&mine, "mine");
                fs::remove_file(bench.target.join("a/b")).expect("it is there");
                bench.write("a/b", "another");
                // Another publishing, which ends where the one before it did.
                if round % 2 == 0 {
                    let old = outputs();
                    publish(&site(&[("a/b", "x")]), &bench.target).expect("it can be published");
                    publish(&old, &bench.target).expect("it can be published");
                }
            }
        });
        let left = (0..=round).filter(|round| *round > 0).map(|round| format!("d/mine-{round}"));
        assert!(left.map(|path| bench.text(&path)).all(|text| text == "mine"), "round {round}");
        publish_as_builds_do(&outputs(), &bench.target, &mut last, || {});
        assert_eq!((bench.text("a/b").as_str(), bench.text("d/e").as_str()), ("1", "3"), "round {round}");
        assert_eq!(fs::read(bench.target.join("f")).expect("it is there"), text);
    }
}

#[test]
fn a_page_never_takes_the_place_of_a_foreign_file() {
    let bench = Bench::new();
    bench.publish(&[("a.html", "1")]);
    bench.write("b.html", "mine");
    bench.write("c/d.txt", "mine");
    let refused = |path: &str, foreign: &str| {
        let expected = format!(
            "cannot publish `{path}` to `DIR/site`: `{foreign}` is there, which Milepost did not make; \
             move it away, or give the page another path"
        );
        assert_eq!(bench.refusal(&[("a.html", "2"), (path, "x")]), expected);
    };
    refused("b.html", "b.html");
    refused("b.html/index.html", "b.html");
    refused("c", "c");
    assert_eq!((bench.text("a.html").as_str(), bench.text("b.html").as_str()), ("1", "mine"));
    bench.publish(&[("a.html", "2"), ("c/e.html", "beside it")]);
    assert_eq!(bench.text("c/d.txt"), "mine");
}

#[test]
fn a_directory_that_milepost_did_not_make_is_refused() {
    let bench = Bench::new();
    bench.write("thesis/main.tex", "ten years of work");
    let expected = "cannot publish to `DIR/site`: it holds files that Milepost did not make (first: `thesis`); \
                    choose another --out, or empty it";
    assert_eq!(bench.refusal(&[("index.html", "1")]), expected);
    assert_eq!(bench.text("thesis/main.tex"), "ten years of work");
}

#[test]
fn places_that_are_no_place_for_a_site_are_refused() {
    let bench = Bench::new();
    let reason = |target: &Path| {
        let text = bench.in_words(publish(&site(&[("a", "1")]), target).expect_err("it is refused"));
        let text = text.split("`: ").nth(1).expect("a reason").to_owned();
        text.strip_suffix("; choose another --out").expect("the way out").to_owned()
    };
    let at = |name: &str| bench.folder.path().join(name);
    fs::create_dir_all(at("journal/content/notes")).expect("a folder");
    fs::write(at("journal/plan.yaml"), "").expect("a file");
    fs::write(at("file"), "").expect("a file");
    std::os::unix::fs::symlink("journal", at("link")).expect("a link");
    assert_eq!(reason(&at("file")), "it is not a directory");
    assert_eq!(reason(&at("link")), "it is a symbolic link");
    assert_eq!(reason(&at("link/")), "it is a symbolic link");
    assert_eq!(reason(&at("journal")), "it holds the sources of a journal (`plan.yaml`)");
    assert_eq!(reason(&at("journal/.milepost")), "Milepost keeps its own files there");
    assert_eq!(reason(Path::new("/")), "it is not the name of a directory");
    assert_eq!(reason(&at("journal/..")), "it is not the name of a directory");
    let below = reason(&at("journal/content/notes"));
    assert!(below.starts_with("it is among the sources of the journal at `"), "{below}");
    if let Some(home) = std::env::home_dir().filter(|home| home.is_dir()) {
        assert_eq!(reason(&home), "it is your home directory");
    }
}

#[test]
fn a_damaged_manifest_stops_everything() {
    let bench = Bench::new();
    bench.publish(&[("a", "1")]);
    bench.write(MANIFEST, "{}");
    let text = bench.refusal(&[("a", "2")]);
    assert!(text.starts_with("cannot read `DIR/site/build-manifest.json`: it is damaged: "), "{text}");
    assert!(text.ends_with("put the file back as it was, empty the directory, or choose another --out"), "{text}");
    assert_eq!(bench.text("a"), "1");
}

#[test]
fn only_what_the_manifest_lists_is_removed() {
    let bench = Bench::new();
    bench.publish(&[("a", "1"), ("b", "2")]);
    bench.write("c", "mine");
    let changes = bench.publish(&[]);
    assert_eq!(paths(&changes.removed), ["a", "b"]);
    assert_eq!(bench.text("c"), "mine");
}

#[test]
fn an_old_file_is_never_written_in_place() {
    let bench = Bench::new();
    bench.publish(&[("a", "1"), ("b", "2")]);
    fs::hard_link(bench.target.join("a"), bench.folder.path().join("backup")).expect("a link");
    bench.publish(&[("a", "x"), ("b", "2")]);
    assert_eq!(fs::read(bench.folder.path().join("backup")).expect("it is there"), b"1");
}

#[test]
fn two_at_once_take_turns() {
    let bench = Bench::new();
    let sites = ["one", "two"].map(large_site);
    std::thread::scope(|scope| {
        for outputs in &sites {
            scope.spawn(|| {
                for _ in 0..50 {
                    publish(outputs, &bench.target).expect("it can be published");
                }
            });
        }
    });
    let found = read(&bench.target);
    assert!(sites.iter().any(|outputs| found == expected(outputs)), "it is one of the two");
    bench.check_tidy();
}

#[test]
fn when_nothing_can_be_made_beside_the_target_the_old_site_stands() {
    let bench = Bench::new();
    bench.publish(&[("a", "1")]);
    fs::remove_dir_all(bench.folder.path().join(".milepost")).expect("it is there");
    fs::write(bench.folder.path().join(".milepost"), "a file in the way").expect("a file");
    let text = bench.refusal(&[("a", "2")]);
    assert!(text.starts_with("cannot create the directory `DIR/.milepost`: "), "{text}");
    assert_eq!(bench.text("a"), "1");
}

/// Names the target for the tests that are run in a process of their own.
const TARGET: &str = "MILEPOST_TEST_TARGET";

/// Returns a command that runs one test of this file for the target of `bench`, and no other.
fn helper(test: &str, bench: &Bench) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(["--exact", test, "--nocapture"]).env(TARGET, &bench.target);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Publishes to a read-only place when it is run as a helper; does nothing as a test.
#[test]
fn helper_that_publishes_without_permission() {
    if let Some(target) = std::env::var_os(TARGET) {
        let error = publish(&site(&[("a", "2")]), Path::new(&target)).expect_err("it is refused");
        eprintln!("<{error}>");
    }
}

#[test]
fn without_permission_there_is_an_error_and_the_old_site_stands() {
    const NOBODY: u32 = 65_534;
    for read_only in ["", "site"] {
        let bench = Bench::new();
        bench.publish(&[("a", "1")]);
        let everything = walkdir::WalkDir::new(bench.folder.path()).into_iter().map(|entry| entry.expect("an entry"));
        let everything: Vec<PathBuf> = everything.map(walkdir::DirEntry::into_path).collect();
        let mut command = helper("helper_that_publishes_without_permission", &bench);
        if bench.folder.path().metadata().expect("it is there").uid() == 0 {
            // Permissions do not bind root, so the helper is somebody else.
            for path in everything {
                std::os::unix::fs::chown(path, Some(NOBODY), None).expect("we are root");
            }
            command.uid(NOBODY);
        }
        let folder = bench.folder.path().join(read_only);
        let set_mode = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("it is ours");
        if read_only.is_empty() {
            fs::remove_dir_all(bench.folder.path().join(".milepost")).expect("it is there");
        }
        set_mode(0o555);
        let output = command.output().expect("the helper runs");
        set_mode(0o755);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(text.contains("<cannot ") && text.contains("ermission denied"), "{text}");
        bench.check_holds(&site(&[("a", "1")]));
        bench.publish(&[("a", "3")]);
        bench.check_tidy();
    }
}

/// What the helper says when it begins.
const READY: &str = "ready";

/// Publishes two sites by turns until it is killed, when it is run as a helper; does nothing as a test.
#[test]
fn helper_that_publishes_by_turns() {
    let Some(target) = std::env::var_os(TARGET) else { return };
    let sites = ["one", "two"].map(large_site);
    eprintln!("{READY}");
    for outputs in sites.iter().cycle() {
        publish(outputs, Path::new(&target)).expect("it can be published");
    }
}

/// `MILEPOST_TEST_KILLS=200` kills more often than the ordinary run.
#[test]
fn killed_at_any_moment_the_target_is_one_whole_site() {
    let kills = std::env::var("MILEPOST_TEST_KILLS").map_or(40, |kills| kills.parse().expect("a number"));
    let bench = Bench::new();
    let sites = ["one", "two"].map(large_site);
    publish(&sites[0], &bench.target).expect("it can be published");
    bench.write(".git/HEAD", "mine");
    let wanted = sites.each_ref().map(|outputs| {
        let mut files = expected(outputs);
        files.extend([(".git".into(), Vec::new()), (".git/HEAD".into(), b"mine".to_vec())]);
        files
    });
    let mut random = random();
    let mut interrupted = 0;
    for kill in 0..kills {
        kill_helper(&bench, random(100_000));
        let left = fs::read_dir(bench.folder.path().join(".milepost")).expect("a folder");
        let names = left.map(|entry| entry.expect("an entry").file_name().into_string().expect("our own names"));
        let stages = names.filter(|name| name.starts_with("publish-")).count();
        interrupted += usize::from(stages > 0);
        assert!(wanted.contains(&read(&bench.target)), "after kill {kill} the target is neither of the two sites");
        if random(2) == 0 {
            let next = usize::try_from(random(2)).expect("0 or 1");
            let changes = publish(&sites[next], &bench.target).expect("it can be published");
            assert_eq!(changes.left_behind, [] as [PathBuf; 0]);
            assert!(read(&bench.target) == wanted[next], "the next publishing repairs everything");
            bench.check_tidy();
        }
    }
    println!("{interrupted} of {kills} kills hit a publishing");
    assert!(interrupted > kills / 10, "only {interrupted} of {kills} kills hit a publishing");
}

/// Starts the helper that publishes by turns and kills it after some microseconds.
fn kill_helper(bench: &Bench, after: u64) {
    let mut child = helper("helper_that_publishes_by_turns", bench).spawn().expect("the helper runs");
    let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    assert!(lines.any(|line| line.expect("it says something") == READY), "the helper did not begin");
    std::thread::sleep(Duration::from_micros(after));
    assert_eq!(child.try_wait().expect("it is our child"), None, "the helper failed");
    child.kill().expect("it can be killed");
    child.wait().expect("it is our child");
}

/// Returns a source of numbers below a limit, other ones in each run.
fn random() -> impl FnMut(u64) -> u64 {
    use std::hash::{BuildHasher, RandomState};
    let state = RandomState::new();
    let mut count = 0_u64;
    move |limit| {
        count += 1;
        state.hash_one(count) % limit
    }
}
