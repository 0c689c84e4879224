//! What the next publishing finds after one that was killed between two of its steps.

use super::*;
use crate::output::Output;
use crate::output::manifest::Manifest;
use crate::output::publish::publish;
use crate::source::load::state::Moment;
use crate::trace::Untraced;

/// How far a publishing came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Born,
    Created,
    Filled,
    /// The first of two renames, where directories cannot be exchanged.
    MovedAway,
    Swapped,
    SwappedInTwoSteps,
    HalfCleared,
}

fn site(page: &str) -> OutputSet {
    let mut outputs = OutputSet::default();
    for path in ["same/index.html", page] {
        let output: Output = path.to_owned().into();
        outputs.insert(OutputPath::new(path).expect("a path"), output).expect("the paths differ");
    }
    outputs
}

/// Publishes the page `new.html` to `target` and stops after `step`, as a killed process does.
fn publish_until(step: Step, target: &Path) {
    let place = Place::find(target).expect("it is a place");
    let _lock = place.lock().expect("it is free");
    let site_on_disk = Site::read(&place.target, Moment::default(), None).expect("it can be read");
    if step == Step::Born {
        return fs::create_dir_all(place.work.join("publish-1/next")).expect("a folder");
    }
    let stage = Stage::create(&place, &site_on_disk, None).expect("it can be created");
    let (outputs, old) = (site("new.html"), stage.folder.join(OLD));
    if step >= Step::Filled {
        let manifest = Manifest::of(&outputs).to_bytes();
        let new = New { outputs: &outputs, kept: &BTreeSet::new(), manifest: &manifest };
        stage.fill(&new, &site_on_disk, &Untraced).expect("it can be filled");
    }
    match step {
        Step::MovedAway => fs::rename(target, old).expect("it can be moved"),
        Step::SwappedInTwoSteps => drop(stage.swap_in_two_steps(target).expect("they can be swapped")),
        Step::Swapped | Step::HalfCleared => drop(stage.swap(&place).expect("they can be swapped")),
        Step::Born | Step::Created | Step::Filled => {}
    }
    if step == Step::HalfCleared {
        fs::rename(&stage.next, stage.folder.join(GARBAGE)).expect("it can be moved");
        fs::remove_file(stage.folder.join(GARBAGE).join(MANIFEST)).expect("it is there");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

/// Checks what is in the target after a publishing that was stopped after `step` and the next one, of
/// the site with the page `next.html`.
#[track_caller]
fn check(step: Step, expected: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let target = folder.path().canonicalize().expect("it is there").join("site");
    publish(&site("old.html"), &target).expect("it can be published");
    fs::write(target.join("mine.txt"), "mine").expect("a file");
    publish_until(step, &target);
    let before = target.exists().then(|| names(&target));
    // A file of the user that came into the old site too late to be carried over.
    let old = [OLD, NEXT].map(|name| folder.path().join(".milepost/publish-1").join(name));
    if let Some(old) = old.iter().find(|old| old.exists() && step >= Step::Swapped) {
        fs::write(old.join("late.txt"), "late").expect("a file");
    }
    let changes = publish(&site("next.html"), &target).expect("it can be published");
    assert_eq!(changes.left_behind, [] as [PathBuf; 0], "{step:?}");
    assert_eq!(names(&target), expected, "{step:?}, before: {before:?}");
    assert_eq!(names(&folder.path().join(".milepost")), ["publish.lock", "spare-site"], "{step:?}");
}

#[test]
fn the_next_publishing_clears_up_and_loses_nothing() {
    let whole = ["build-manifest.json", "mine.txt", "next.html", "same"];
    for step in [Step::Born, Step::Created, Step::Filled, Step::MovedAway, Step::HalfCleared] {
        check(step, &whole);
    }
    let with_late_file = ["build-manifest.json", "late.txt", "mine.txt", "next.html", "same"];
    check(Step::Swapped, &with_late_file);
    check(Step::SwappedInTwoSteps, &with_late_file);
}

#[test]
fn a_foreign_file_that_changes_while_the_site_is_built_is_kept_as_it_is_now() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let target = folder.path().canonicalize().expect("it is there").join("site");
    publish(&site("old.html"), &target).expect("it can be published");
    fs::write(target.join("mine.txt"), "before").expect("a file");

    let place = Place::find(&target).expect("it is a place");
    let found = Site::read(&target, Moment::default(), None).expect("it can be read");
    let stage = Stage::create(&place, &found, None).expect("it can be created");
    let (outputs, kept) = (site("new.html"), BTreeSet::new());
    let new = New { outputs: &outputs, kept: &kept, manifest: &Manifest::of(&outputs).to_bytes() };
    stage.fill(&new, &found, &Untraced).expect("it can be filled");
    fs::write(folder.path().join("edited"), "after, in a new file").expect("a file");
    fs::rename(folder.path().join("edited"), target.join("mine.txt")).expect("as editors do");
    let old = stage.swap(&place).expect("they can be swapped");
    assert_eq!(stage.clear(old.as_deref(), &place, &found, false), None);
    assert_eq!(fs::read_to_string(target.join("mine.txt")).expect("it is there"), "after, in a new file");
    assert_eq!(names(&place.work), ["publish.lock"]);
}

#[test]
fn a_folder_of_the_user_beside_the_stages_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for name in ["publish-notes", "publish-7"] {
        fs::create_dir_all(folder.path().join(".milepost").join(name)).expect("a folder");
        fs::write(folder.path().join(".milepost").join(name).join("mine"), "mine").expect("a file");
    }
    let changes = publish(&site("a.html"), &folder.path().join("site")).expect("it can be published");
    assert_eq!(changes.left_behind.len(), 1);
    assert_eq!(names(&folder.path().join(".milepost")), ["publish-7", "publish-notes", "publish.lock"]);
    assert_eq!(names(&folder.path().join(".milepost/publish-7")), ["mine"]);
}
