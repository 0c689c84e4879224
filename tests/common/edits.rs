//! Random edits of a small journal: notes, their pictures, the plan, files of the theme, a component of its own and the
//! evidence lock, each made, changed, renamed and deleted.

#![allow(dead_code, unreachable_pub, reason = "every test file uses a part of it")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "tests edit a real disk"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;

use super::common::Journal;

const PLAN: &str = "schema: 1
site:
  title: Noor
  url: https://noor.example/
  author: {name: Noor}
  cards: false
plan: {id: plan-one, title: TITLE, start: 2026-01-01, months: 12}
phases:
- id: first
  title: First
  months: [1, 2]
  items:
  - {id: one, title: One, kind: practice, hours: 3, proof: [{kind: repo, title: A proof, url: \"https://proof.example/a\", date: 2026-01-02}]}
";
/// A template that is laid over that of the theme.
const TEMPLATE: &str = "themes/default/templates/404.html";
const STYLES: [&str; 2] = ["themes/default/assets/css/zz.css", "themes/default/assets/css/yy.css"];

/// The declaration of a component, and its template.
const COMPONENT: [&str; 2] = ["components/mark.yaml", "components/mark.html"];
const WORDS: &str = "themes/default/words/en.yaml";
const ABOUT: &str = "content/about.md";
const LOCK: &str = "evidence.lock";

/// A change of the journal.
#[derive(Debug, Clone, Copy)]
pub enum Edit {
    /// Writes a note, new or not.
    Note(u8, u8),
    /// Writes it as editors do: to another file, which then takes its place.
    Replace(u8, u8),
    /// Changes what the front matter of a note says.
    Front(u8, u8),
    /// Moves the folder of a note.
    Rename(u8, u8),
    /// Removes a note with its picture.
    Delete(u8),
    /// Puts a picture beside a note, or another in its place.
    Picture(u8, u8),
    /// Renames the picture, and mends the note.
    RenamePicture(u8),
    /// Takes the picture away.
    NoPicture(u8),
    /// Changes the plan.
    Plan(u8),
    /// Changes a word of the theme.
    Word(u8),
    /// Moves the plan away for a moment, and back.
    PlanAway(u8),
    /// Lays a style sheet over that of the theme.
    Style(u8),
    /// Gives it another name.
    RenameStyle,
    /// Takes it away.
    NoStyle,
    /// Lays a template over that of the theme.
    Template(u8),
    /// Takes it away.
    NoTemplate,
    /// Declares a component, or declares it in another way, and puts it on a page.
    Component(u8),
    /// Changes the template of the component.
    Draw(u8),
    /// Takes the component off the page, and away.
    NoComponent,
    /// Writes down what is known of the address of a proof.
    Lock(u8),
    /// Forgets it.
    NoLock,
    /// Leaves time for a build, or for the half of one.
    Pause(u8),
}

/// Any edit.
pub fn edit() -> impl Strategy<Value = Edit> {
    let (slot, value) = (0..4_u8, any::<u8>());
    prop_oneof![
        3 => (slot.clone(), value).prop_map(|(slot, value)| Edit::Note(slot, value)),
        2 => (slot.clone(), value).prop_map(|(slot, value)| Edit::Replace(slot, value)),
        3 => (slot.clone(), value).prop_map(|(slot, value)| Edit::Front(slot, value)),
        2 => (slot.clone(), slot.clone()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => slot.clone().prop_map(Edit::Delete),
        2 => (slot.clone(), value).prop_map(|(slot, value)| Edit::Picture(slot, value)),
        1 => slot.clone().prop_map(Edit::RenamePicture),
        1 => slot.prop_map(Edit::NoPicture),
        2 => value.prop_map(Edit::Plan),
        1 => value.prop_map(Edit::Word),
        1 => (0..60_u8).prop_map(Edit::PlanAway),
        1 => value.prop_map(Edit::Style),
        1 => Just(Edit::RenameStyle),
        1 => Just(Edit::NoStyle),
        1 => value.prop_map(Edit::Template),
        1 => Just(Edit::NoTemplate),
        2 => value.prop_map(Edit::Component),
        1 => value.prop_map(Edit::Draw),
        1 => Just(Edit::NoComponent),
        2 => value.prop_map(Edit::Lock),
        1 => Just(Edit::NoLock),
        2 => (0..120_u8).prop_map(Edit::Pause),
    ]
}

/// What a note says, and which picture is beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Note {
    words: u8,
    /// What its front matter says, bit by bit.
    front: u8,
    picture: Option<u8>,
    is_renamed: bool,
}

impl Note {
    fn text(self, slot: u8) -> String {
        let picture = self.picture.map_or(String::new(), |_| format!("![A dot]({})\n", self.file()));
        let lines = [
            "tags: [a, b]\n",
            "summary: In short.\n",
            "slug: elsewhere-SLOT\n",
            "series: {name: One after the other}\n",
            "proves: [one]\n",
            "draft: true\n",
            "lang: de\n",
        ];
        let said = lines.iter().enumerate().filter(|(bit, _)| self.front & 1 << bit != 0).map(|(_, line)| *line);
        let said = said.collect::<String>().replace("SLOT", &slot.to_string());
        let (day, title) = if self.front & 128 == 0 { (slot + 1, "Note") } else { (9 - slot, "A note") };
        let link = if self.words.is_multiple_of(3) { "[about](../../about.md)" } else { "" };
        let text = "a word or two ".repeat(usize::from(self.words % 4) * 60);
        format!(
            "---\ntitle: {title} {slot}\ndate: 2026-01-0{day}\n{said}---\n\nwords {} {link}\n\n{text}\n\n{picture}",
            self.words
        )
    }

    fn file(self) -> &'static str {
        if self.is_renamed { "point.gif" } else { "dot.gif" }
    }
}

/// The notes of the journal, by their slot.
pub type Notes = BTreeMap<u8, Note>;

/// Makes the journal that edits begin with.
pub fn begin(journal: &Journal) {
    journal.write("plan.yaml", &PLAN.replace("TITLE", "Plan"));
    about(journal, "words");
}

fn about(journal: &Journal, text: &str) {
    journal.write(ABOUT, &format!("---\ntitle: About\n---\n\n{text}\n"));
}

fn draw(journal: &Journal, value: u8) {
    journal.write(COMPONENT[1], &format!("<p class=\"mark\">{value}: {{{{ mark.text }}}} {{{{ mark.level }}}}</p>\n"));
}

/// A picture of one pixel in a colour of its own.
fn dot(color: u8) -> Vec<u8> {
    let mut bytes = b"GIF89a\x01\x00\x01\x00\x80\x00\x00".to_vec();
    bytes.extend([color, 7, 7, 0, 0, 0]);
    bytes.extend(b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b");
    bytes
}

/// Makes the edit. What makes no sense, such as a note that is not there being renamed, is left.
pub fn apply(journal: &Journal, notes: &mut Notes, edit: Edit) {
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
        Edit::Front(slot, front) => {
            if let Some(note) = notes.get_mut(&slot) {
                note.front = front;
                write(slot, *note);
            }
        }
        Edit::Rename(from, to) if notes.contains_key(&from) && !notes.contains_key(&to) => {
            fs::rename(folder(from), folder(to)).unwrap();
            notes.insert(to, notes[&from]);
            notes.remove(&from);
        }
        Edit::Delete(slot) if notes.remove(&slot).is_some() => fs::remove_dir_all(folder(slot)).unwrap(),
        Edit::Picture(slot, color) => {
            if let Some(note) = notes.get_mut(&slot) {
                fs::write(folder(slot).join(note.file()), dot(color)).unwrap();
                note.picture = Some(color);
                write(slot, *note);
            }
        }
        Edit::RenamePicture(slot) => {
            if let Some(note) = notes.get_mut(&slot).filter(|note| note.picture.is_some()) {
                let old = note.file();
                note.is_renamed = !note.is_renamed;
                fs::rename(folder(slot).join(old), folder(slot).join(note.file())).unwrap();
                write(slot, *note);
            }
        }
        Edit::NoPicture(slot) => {
            if let Some(note) = notes.get_mut(&slot).filter(|note| note.picture.is_some()) {
                note.picture = None;
                write(slot, *note);
                fs::remove_file(folder(slot).join(note.file())).unwrap();
            }
        }
        Edit::Rename(..) | Edit::Delete(_) => {}
        Edit::Pause(milliseconds) => std::thread::sleep(Duration::from_millis(milliseconds.into())),
        Edit::Style(_)
        | Edit::RenameStyle
        | Edit::NoStyle
        | Edit::Template(_)
        | Edit::NoTemplate
        | Edit::Component(_)
        | Edit::Draw(_)
        | Edit::NoComponent => apply_to_theme(journal, edit),
        _ => apply_to_plan(journal, edit),
    }
}

/// Makes an edit of the plan, of what is known of its proofs, and of the words of the theme.
fn apply_to_plan(journal: &Journal, edit: Edit) {
    match edit {
        Edit::Plan(value) => {
            let accent = if value % 2 == 0 { "  cards: false\n  accent: \"#7a1f5c\"\n" } else { "  cards: false\n" };
            let plan = PLAN.replace("TITLE", &format!("Plan {}", value / 2));
            journal.write("plan.yaml", &plan.replace("  cards: false\n", accent));
        }
        Edit::Word(value) => {
            let key = if value % 4 == 0 { "text.footnotes" } else { "section.notes" };
            journal.write(WORDS, &format!("{key}: Notes {value}\n"));
        }
        Edit::PlanAway(milliseconds) => {
            fs::rename(journal.path("plan.yaml"), journal.path("plan.old")).unwrap();
            std::thread::sleep(Duration::from_millis(milliseconds.into()));
            fs::rename(journal.path("plan.old"), journal.path("plan.yaml")).unwrap();
        }
        Edit::Lock(value) => {
            let known = match value % 3 {
                0 => "result = \"ok\", checked = 2026-05-01, status = 200",
                1 => "result = \"dead\", checked = 2026-05-01, status = 404, since = 2026-04-30, last_ok = 2026-04-01",
                _ => "result = \"dead\", checked = 2026-05-01, status = 410, since = 2026-01-03",
            };
            journal.write(
                LOCK,
                &format!("version = 1\n\n[links]\n\"https://proof.example/a\" = {{ {known} }}\n# end of the lock\n"),
            );
        }
        Edit::NoLock => {
            let _ = fs::remove_file(journal.path(LOCK));
        }
        _ => {}
    }
}

/// Makes an edit of the theme.
fn apply_to_theme(journal: &Journal, edit: Edit) {
    match edit {
        Edit::Style(value) => journal.write(STYLES[0], &format!(".mine {{ order: {value}; }}\n")),
        Edit::RenameStyle => {
            let _ = fs::rename(journal.path(STYLES[0]), journal.path(STYLES[1]));
        }
        Edit::NoStyle => STYLES.iter().for_each(|style| {
            let _ = fs::remove_file(journal.path(style));
        }),
        Edit::Template(value) => {
            let text = format!("<!doctype html>\n<title>Not here {value}</title>\n<p>nothing here {value}</p>\n");
            journal.write(TEMPLATE, &text);
        }
        Edit::NoTemplate => {
            let _ = fs::remove_file(journal.path(TEMPLATE));
        }
        Edit::Component(value) => {
            let arguments =
                format!("text: {{type: text, required: true}}\n  level: {{type: text, default: \"{value}\"}}");
            if !journal.exists(COMPONENT[1]) {
                draw(journal, value);
            }
            journal.write(COMPONENT[0], &format!("summary: A mark.\narguments:\n  {arguments}\n"));
            about(journal, "```component mark\ntext: words\n```");
        }
        Edit::Draw(value) if journal.exists(COMPONENT[0]) => draw(journal, value),
        Edit::NoComponent => {
            about(journal, "words");
            for path in COMPONENT {
                let _ = fs::remove_file(journal.path(path));
            }
        }
        _ => {}
    }
}

/// Returns the files of a folder by their paths in it.
pub fn files(journal: &Journal, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let below = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    journal.files(folder).into_iter().map(|(path, bytes)| (below(&path), bytes)).collect()
}
