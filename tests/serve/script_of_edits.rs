//! Whatever is edited, and however fast: in the end `serve` holds what a clean build writes, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::common::Journal;
use super::{PATIENCE, Server};

const PLAN: &str = "schema: 1
site:
  title: Noor
  url: https://noor.example/
  author: {name: Noor}
  cards: false
plan: {id: plan-one, title: TITLE, start: 2026-01-01, months: 12}
phases: []
";

/// A change of the journal.
#[derive(Debug, Clone, Copy)]
enum Edit {
    /// Writes a note, new or not.
    Note(u8, u8),
    /// Writes it as editors do: to another file, which then takes its place.
    Replace(u8, u8),
    /// Moves the folder of a note.
    Rename(u8, u8),
    /// Removes a note with its picture.
    Delete(u8),
    /// Puts a picture beside a note, or another in its place.
    Picture(u8, u8),
    /// Takes the picture away.
    NoPicture(u8),
    /// Changes the plan.
    Plan(u8),
    /// Lays a style sheet over that of the theme.
    Style(u8),
    /// Takes it away.
    NoStyle,
    /// Leaves time for a build, or for the half of one.
    Pause(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let (slot, value) = (0..4_u8, any::<u8>());
    prop_oneof![
        3 => (slot.clone(), value).prop_map(|(slot, value)| Edit::Note(slot, value)),
        2 => (slot.clone(), value).prop_map(|(slot, value)| Edit::Replace(slot, value)),
        2 => (slot.clone(), slot.clone()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => slot.clone().prop_map(Edit::Delete),
        2 => (slot.clone(), value).prop_map(|(slot, value)| Edit::Picture(slot, value)),
        1 => slot.prop_map(Edit::NoPicture),
        1 => value.prop_map(Edit::Plan),
        1 => value.prop_map(Edit::Style),
        1 => Just(Edit::NoStyle),
        2 => (0..120_u8).prop_map(Edit::Pause),
    ]
}

/// What a note says, and which picture is beside it.
#[derive(Debug, Clone, Copy, Default)]
struct Note {
    words: u8,
    picture: Option<u8>,
}

impl Note {
    fn text(self, slot: u8) -> String {
        let picture = self.picture.map_or("", |_| "![A dot](dot.gif)\n");
        format!("---\ntitle: Note {slot}\ndate: 2026-01-0{}\n---\n\nwords {}\n\n{picture}", slot + 1, self.words)
    }
}

/// A picture of one pixel in a colour of its own.
fn dot(color: u8) -> Vec<u8> {
    let mut bytes = b"GIF89a\x01\x00\x01\x00\x80\x00\x00".to_vec();
    bytes.extend([color, 7, 7, 0, 0, 0]);
    bytes.extend(b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b");
    bytes
}

fn apply(journal: &Journal, notes: &mut BTreeMap<u8, Note>, edit: Edit) {
    let folder = |slot: u8| journal.path(&format!("content/notes/n{slot}"));
    let write = |slot: u8, note: Note| journal.write(&format!("content/notes/n{slot}/index.md"), &note.text(slot));
    match edit {
        Edit::Note(slot, words) => {
            let note = Note { words, ..notes.get(&slot).copied().unwrap_or_default() };
            write(slot, note);
            notes.insert(slot, note);
        }
        Edit::Replace(slot, words) => {
            let note = Note { words, ..notes.get(&slot).copied().unwrap_or_default() };
            let staged = format!("content/notes/n{slot}/.index.md.swp");
            journal.write(&staged, &note.text(slot));
            fs::rename(journal.path(&staged), folder(slot).join("index.md")).unwrap();
            notes.insert(slot, note);
        }
        Edit::Rename(from, to) if notes.contains_key(&from) && !notes.contains_key(&to) => {
            fs::rename(folder(from), folder(to)).unwrap();
            notes.insert(to, notes[&from]);
            notes.remove(&from);
        }
        Edit::Delete(slot) if notes.remove(&slot).is_some() => fs::remove_dir_all(folder(slot)).unwrap(),
        Edit::Picture(slot, color) => {
            if let Some(note) = notes.get_mut(&slot) {
                fs::write(folder(slot).join("dot.gif"), dot(color)).unwrap();
                note.picture = Some(color);
                write(slot, *note);
            }
        }
        Edit::NoPicture(slot) => {
            if let Some(note) = notes.get_mut(&slot).filter(|note| note.picture.is_some()) {
                note.picture = None;
                write(slot, *note);
                fs::remove_file(folder(slot).join("dot.gif")).unwrap();
            }
        }
        Edit::Plan(value) => journal.write("plan.yaml", &PLAN.replace("TITLE", &format!("Plan {value}"))),
        Edit::Style(value) => {
            journal.write("themes/default/assets/css/zz.css", &format!(".mine {{ order: {value}; }}\n"));
        }
        Edit::NoStyle => {
            let _ = fs::remove_file(journal.path("themes/default/assets/css/zz.css"));
        }
        Edit::Pause(milliseconds) => std::thread::sleep(Duration::from_millis(milliseconds.into())),
        Edit::Rename(..) | Edit::Delete(_) => {}
    }
}

/// Returns the files of a folder by their paths in it.
fn files(journal: &Journal, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let below = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    journal.files(folder).into_iter().map(|(path, bytes)| (below(&path), bytes)).collect()
}

/// Returns the first of `paths` at which what is served is not what was built.
fn difference<'a>(
    server: &Server,
    built: &BTreeMap<String, Vec<u8>>,
    paths: impl IntoIterator<Item = &'a String>,
) -> Option<String> {
    paths.into_iter().find_map(|path| {
        let (head, body) = server.bytes(&format!("/{path}"));
        let is_there = head.starts_with("HTTP/1.1 200") || path == "404.html";
        let served = is_there.then(|| without_script(body));
        (served.as_ref() != built.get(path)).then(|| path.clone())
    })
}

/// Returns a page without the script that `serve` adds.
fn without_script(body: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(body.clone()) else { return body };
    match text.split_once("<script src=\"/_milepost/") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</script>").unwrap().1).into_bytes(),
        None => body,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn after_any_script_of_edits_what_is_served_is_a_clean_build(script in prop::collection::vec(edit(), 1..24)) {
        let journal = Journal::empty();
        journal.write("plan.yaml", &PLAN.replace("TITLE", "Plan"));
        journal.write("content/about.md", "---\ntitle: About\n---\n\nwords\n");
        let server = Server::start(&journal, &["--port", "0"]);
        let (mut notes, mut ever) = (BTreeMap::new(), Vec::new());
        for edit in script {
            apply(&journal, &mut notes, edit);
            ever.extend(notes.keys().map(|slot| format!("notes/n{slot}/index.html")));
        }
        let address = format!("http://localhost:{}/", server.port);
        let build = journal.run(&["build", "--out", "built", "--base-url", &address]);
        prop_assert!(build.status == 0, "{}", build.stderr);
        let mut built = files(&journal, "built");
        // It tells what is on the disk, so only the disk has it.
        built.remove("build-manifest.json");
        let end = Instant::now() + PATIENCE;
        while let Some(path) = difference(&server, &built, built.keys().chain(&ever)) {
            prop_assert!(Instant::now() < end, "{path} is not what was built");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
