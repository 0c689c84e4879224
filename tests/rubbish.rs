//! Whatever stands in a journal, a build ends without a panic, and what it says points into the files.
//!
//! Much of this is built to take for ever where a step grows by the square of its input, so that the tests come to an end
//! is a result of theirs.

#![expect(clippy::disallowed_methods, reason = "the tests make folders")]
#![expect(clippy::format_collect, clippy::format_push_string, reason = "journals are built as text")]

mod support;

use std::fs;
use std::path::Path;

use milepost::diagnostic::{Code, Diagnostic};
use milepost::source::excerpt::{Style, render_all};
use milepost::source::load::{Wanted, load};
use milepost::source::{Source, SourcePath, Sources};
use proptest::prelude::*;

const PLAN: &str = "schema: 1\nsite: {title: Journal, url: \"https://a.example/\"}\n\
                    plan: {id: the-plan, title: Plan, start: 2026-12-01, months: 12}\n";
const NOTE: &str = "content/notes/a.md";

fn sources(files: &[(&str, &[u8])]) -> Sources {
    Sources::new(files.iter().map(|(path, bytes)| Source {
        path: SourcePath::new(path).expect("the path is relative"),
        bytes: (*bytes).into(),
        added: None,
    }))
}

/// Builds `sources`, holds what is said against the house rules, and returns it.
#[track_caller]
fn check(sources: &Sources) -> Vec<Diagnostic> {
    let build = milepost::build(sources, &support::options());
    assert_eq!(support::faults(&build.diagnostics, sources), [""; 0]);
    let text = render_all(&build.diagnostics, sources, Style::Plain);
    let control = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    assert_eq!(control, None, "a control character reaches the terminal");
    build.diagnostics
}

#[track_caller]
fn codes(sources: &Sources) -> Vec<Code> {
    check(sources).iter().map(|found| found.code).collect()
}

#[track_caller]
fn plan_codes(plan: &[u8]) -> Vec<Code> {
    codes(&sources(&[("plan.yaml", plan)]))
}

#[track_caller]
fn note_codes(note: &[u8]) -> Vec<Code> {
    codes(&sources(&[("plan.yaml", PLAN.as_bytes()), (NOTE, note)]))
}

#[test]
fn nul_bytes_are_reported_or_harmless() {
    assert!(!plan_codes(b"schema: 1\0\nsite: \0").is_empty());
    assert_eq!(plan_codes(&[0; 4096]).len(), 1);
    assert!(!note_codes(b"---\ntitle: a\0b\n\0: 1\n---\n").is_empty());
    assert_eq!(note_codes(b"# Title\n\nText\0 with \0\0.\n"), [Code::MissingDate]);
}

#[test]
fn ten_megabytes_of_brackets_are_refused_at_once() {
    let brackets = "[".repeat(10 << 20);
    assert_eq!(plan_codes(brackets.as_bytes()), [Code::FileTooLarge]);
    assert_eq!(plan_codes(&brackets.as_bytes()[..1 << 20]), [Code::BadYaml]);
    assert_eq!(note_codes(format!("---\na: {brackets}\n---\n").as_bytes()), [Code::FileTooLarge]);
}

#[test]
fn a_megabyte_of_brackets_in_a_text_is_a_text() {
    // Ten of them would take ten seconds and 1.7 GB, nearly all of it for the events of the Markdown parser.
    assert_eq!(note_codes(format!("# Title\n\n{}", "[".repeat(10 << 20)).as_bytes()), [Code::FileTooLarge]);
    assert_eq!(note_codes(format!("# Title\n\n{}", "[".repeat(1 << 20)).as_bytes()), [Code::MissingDate]);
}

#[test]
fn an_alias_bomb_does_not_unfold() {
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (below, level) in ('a'..'t').zip('b'..='t') {
        bomb += &format!("{level}: &{level} [{}*{below}]\n", format!("*{below},").repeat(8));
    }
    assert_eq!(plan_codes(bomb.as_bytes()), [Code::BadYaml]);
    assert_eq!(note_codes(format!("---\n{bomb}---\n").as_bytes()), [Code::BadYaml]);
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let deep = 50_000;
    assert_eq!(plan_codes(format!("a: {}{}", "[".repeat(deep), "]".repeat(deep)).as_bytes()), [Code::BadYaml]);
    assert_eq!(plan_codes(format!("a: {}", "{b: ".repeat(deep)).as_bytes()), [Code::BadYaml]);
    assert_eq!(plan_codes("- ".repeat(deep).as_bytes()), [Code::BadYaml]);
    let steps: String = (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert_eq!(plan_codes(steps.as_bytes()), [Code::BadYaml]);
    let toml = format!("+++\na = {}{}\n+++\n", "[".repeat(deep), "]".repeat(deep));
    assert_eq!(note_codes(toml.as_bytes()), [Code::BadToml]);
    for opening in ["> ", "- ", "*a **b ", "![", "`a` ", "<div>", "(", "$\\frac{", "[^1]: "] {
        check(&sources(&[("plan.yaml", PLAN.as_bytes()), (NOTE, opening.repeat(2_000).as_bytes())]));
    }
}

#[test]
fn a_deep_formula_does_not_exhaust_the_stack() {
    let formula = format!("---\nmath: true\n---\n# T\n\n${}x{}$\n", "{".repeat(50_000), "}".repeat(50_000));
    check(&sources(&[("plan.yaml", PLAN.as_bytes()), (NOTE, formula.as_bytes())]));
}

#[test]
fn files_of_nearly_nothing_are_reported_in_words() {
    assert_eq!(note_codes(b""), [Code::MissingDate, Code::MissingTitle]);
    assert_eq!(note_codes(b"---"), [Code::MissingDate, Code::MissingTitle]);
    assert_eq!(note_codes(b"---\n---\n"), [Code::MissingDate, Code::MissingTitle]);
    assert_eq!(note_codes(b"+++"), [Code::MissingDate, Code::MissingTitle]);
    assert_eq!(note_codes(b"\xEF\xBB\xBF"), [Code::MissingDate, Code::MissingTitle]);
    assert_eq!(plan_codes(b""), [Code::MissingKey]);
    assert_eq!(plan_codes(b"---"), [Code::MissingKey]);
    assert_eq!(plan_codes(b"[]"), [Code::WrongType]);
}

#[test]
fn line_ends_and_byte_order_marks_of_windows_are_read() {
    let plan = format!("\u{feff}{PLAN}").replace('\n', "\r\n");
    let note = "\u{feff}---\r\ntitle: T\r\ndate: 2026-12-01\r\n---\r\n\r\n```rust\r\nfn main() {}\r\n```\r\n";
    assert_eq!(codes(&sources(&[("plan.yaml", plan.as_bytes()), (NOTE, note.as_bytes())])), []);
    let wrong = note.replace("2026-12-01", "soon");
    let sources = sources(&[("plan.yaml", plan.as_bytes()), (NOTE, wrong.as_bytes())]);
    let found = check(&sources);
    let marked: Vec<&str> = found.iter().filter_map(|found| wrong.get(found.span?.range())).collect();
    assert_eq!(marked, ["soon"]);
}

#[test]
fn a_line_of_a_megabyte_is_shown_in_part() {
    let plan = format!("{PLAN}skills: [{}{{id: 1}}]\n", " ".repeat(1 << 20));
    let sources = sources(&[("plan.yaml", plan.as_bytes())]);
    let found = check(&sources);
    assert!(!found.is_empty());
    assert!(render_all(&found, &sources, Style::Plain).len() < 2_000 * found.len());
    let body = format!("# T\n\n{}\n", "word ".repeat(200_000));
    assert_eq!(note_codes(body.as_bytes()), [Code::MissingDate]);
}

#[test]
fn names_of_every_script_make_pages() {
    let note = b"---\ntitle: T\ndate: 2026-12-01\n---\n".as_slice();
    let names = ["שלום", "👩‍🔬", "e\u{301}tude", "étude", "İstanbul", "\u{202e}txt", "٣", "a b", "ß"];
    for name in names {
        let path = format!("content/notes/{name}.md");
        let found = codes(&sources(&[("plan.yaml", PLAN.as_bytes()), (&path, note)]));
        assert!(found.iter().all(|code| *code == Code::BadPath), "{name}: {found:?}");
    }
}

#[test]
fn names_that_cannot_be_on_a_site_are_reported() {
    let journal = Folder::new();
    journal.write("content/notes/a:b?.md", "# T\n");
    journal.write("content/notes/..md", "# T\n");
    journal.write("content/notes/a\\b.md", "# T\n");
    assert!(journal.codes().contains(&Code::BadName));
}

#[test]
fn a_folder_called_like_a_page_is_a_folder() {
    let journal = Folder::new();
    journal.write("content/notes/x.md/y.md", "---\ntitle: T\ndate: 2026-12-01\n---\n");
    journal.write("content/notes/index.md/index.md", "---\ntitle: U\ndate: 2026-12-01\n---\n");
    assert_eq!(journal.codes(), []);
}

#[test]
fn a_plan_that_is_a_folder_is_a_missing_plan() {
    let root = tempfile::tempdir().expect("there is room for a folder");
    fs::create_dir(root.path().join("plan.yaml")).expect("there is room for a folder");
    let sources = load(root.path(), &Wanted::default()).expect("the folder can be read");
    assert_eq!(codes(&sources), [Code::MissingPlan]);
}

#[test]
fn rubbish_in_an_image_or_a_template_is_harmless() {
    let note = b"---\ntitle: T\ndate: 2026-12-01\nimage: {src: a.png, alt: A}\n---\n![A](a.png)\n".as_slice();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff".as_slice();
    let template = b"{{ {% {# ".as_slice();
    assert_eq!(
        codes(&sources(&[("plan.yaml", PLAN.as_bytes()), (NOTE, note), ("content/notes/a.png", png)])),
        [Code::BrokenImage]
    );
    let path = "themes/default/templates/404.html";
    assert_eq!(codes(&sources(&[("plan.yaml", PLAN.as_bytes()), (path, template)])), [Code::TemplateError]);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf8_is_reported() {
    use std::os::unix::ffi::OsStrExt as _;
    let journal = Folder::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    journal.write("content/a.md", "# T\n");
    fs::write(journal.path().join("content").join(name), "# T\n").expect("there is room for a file");
    assert_eq!(journal.codes(), [Code::BadName]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_reported_and_not_followed() {
    let journal = Folder::new();
    journal.write("content/a.md", "# T\n");
    for (to, from) in [("..", "content/up"), ("self", "content/self"), ("/nowhere", "content/b.md"), ("/", "themes")] {
        std::os::unix::fs::symlink(to, journal.path().join(from)).expect("links can be made");
    }
    let unused = [Code::UnusedFile; 4];
    assert_eq!(journal.codes(), [[Code::OrphanPage].as_slice(), &unused].concat());
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut files: Vec<(String, String)> =
        vec![("plan.yaml".to_owned(), format!("{PLAN}skils: []\nchecks: {{x: warn}}\n"))];
    for n in 0..40 {
        let text =
            format!("---\ntag: x\ndate: {n}\n---\n[a](b{n}.md) [b](#c) ![d](e.png)\n\n```nolang\n```\n\n$\\x$\n");
        files.push((format!("content/notes/{n}.md"), text.clone()));
        files.push((format!("content/posts/{n}.md"), text.replacen(&format!("date: {n}"), "slug: same", 1)));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let sources = sources(&files);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be made");
        pool.install(|| check(&sources))
    };
    let (one, two) = (with(1), with(2));
    assert!(one.len() > 100, "{}", one.len());
    assert_eq!(one, two);
    let mut sorted = one.clone();
    milepost::diagnostic::sort(&mut sorted);
    assert_eq!(one, sorted);
}

/// A journal on the disk.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("there is room for a folder"));
        folder.write("plan.yaml", PLAN);
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("the path is below the folder")).expect("there is room for a folder");
        fs::write(path, text).expect("there is room for a file");
    }

    #[track_caller]
    fn codes(&self) -> Vec<Code> {
        codes(&load(self.path(), &Wanted::default()).expect("the journal can be read"))
    }
}

/// Text that is more often close to the syntax than chance would have it.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => any::<String>(),
        2 => "[a-z]{1,6}: [a-z0-9\"'\\[\\]{}&*!|>%@`-]{0,8}\n",
        2 => "[ \t]{0,4}[-#>*+\\[\\]()`$~:|_!<&\\\\]{1,6}",
        2 => prop::sample::select(vec![
            "---\n", "+++\n", "\r\n", "\0", "\u{feff}", "\u{2028}", "é", "👩‍🔬", "title: ", "date: 2026-12-01\n",
            "```rust\n", "```component badge\n", "```component my-box\n", "```component figure\n", "```component video\n", "src: a.png\n", "id: x\n", "limit: [é", "$$", "<!--", "-->", "[^1]", "[a](b.md)", "| a |\n|-|\n", "{{ x }}", "<b", "\"", "'", "math: true\n",
            "proves: [", "features: {", "\t", "schema: 1\n", "plan:\n", "site:\n  ", "# A {#b}\n", "\\frac{", "\n\n",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Bytes to flip, insert or delete, each at a share of the length.
fn mutations() -> impl Strategy<Value = Vec<(f64, u8, u8)>> {
    prop::collection::vec((0.0..1.0, 0..3_u8, any::<u8>()), 1..8)
}

fn mutated(bytes: &[u8], mutations: &[(f64, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (share, what, byte) in mutations {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "any place will do"
        )]
        let at = (share * bytes.len() as f64) as usize;
        // Mostly characters that mean something, so that the file stays UTF-8.
        let byte = b" \n\t:-#[]{}\"'&*!|>%@`,0aZ\xff"[*byte as usize % 25];
        match what {
            0 if at < bytes.len() => bytes[at] = byte,
            1 if at < bytes.len() => drop(bytes.remove(at)),
            _ => bytes.insert(at, byte),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_as_a_plan(plan in text()) {
        check(&sources(&[("plan.yaml", plan.as_bytes())]));
    }

    #[test]
    fn any_text_is_read_as_front_matter(text in text(), is_toml in any::<bool>()) {
        let fence = if is_toml { "+++" } else { "---" };
        let note = format!("{fence}\n{text}\n{fence}\n# T\n");
        check(&sources(&[("plan.yaml", PLAN.as_bytes()), (NOTE, note.as_bytes())]));
    }

    #[test]
    fn any_text_is_read_as_markdown(body in text(), has_math in any::<bool>()) {
        let note = format!("---\ntitle: T\nmath: {has_math}\n---\n{body}");
        check(&sources(&[("plan.yaml", PLAN.as_bytes()), (NOTE, note.as_bytes()), ("content/b.md", b"# B\n")]));
    }

    #[test]
    fn any_text_is_read_as_a_lock(lock in text(), is_framed in any::<bool>()) {
        let lock = if is_framed { format!("version = 1\n[links]\n{lock}\n# end of the lock\n") } else { lock };
        check(&sources(&[("plan.yaml", PLAN.as_bytes()), ("evidence.lock", lock.as_bytes())]));
    }

    #[test]
    fn a_lock_is_read_with_bytes_changed(mutations in mutations()) {
        let lock = b"version = 1\n\n[links]\n\"https://a.example/x\" = { result = \"dead\", checked = 2026-12-01, status = 404, \
            since = 2026-11-01, last_ok = 2026-10-01 }\n\"https://b.example/\" = { result = \"unknown\", checked = 2026-12-01, \
            reason = \"timeout\", moved_to = \"https://c.example/\" }\n# end of the lock\n";
        check(&sources(&[("plan.yaml", PLAN.as_bytes()), ("evidence.lock", &mutated(lock, &mutations))]));
    }

    #[test]
    fn any_bytes_are_read_as_a_page(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&sources(&[("plan.yaml", PLAN.as_bytes()), (NOTE, &bytes)]));
    }

    #[test]
    fn the_plan_of_the_sample_is_read_with_bytes_changed(mutations in mutations()) {
        let plan = mutated(include_bytes!("../plan.yaml"), &mutations);
        check(&sources(&[("plan.yaml", &plan)]));
        let sources = sources(&[("plan.yaml", &plan), ("plan.private.yaml", &plan)]);
        let (report, diagnostics) = milepost::owner(&sources, &support::options());
        prop_assert_eq!(support::faults(&diagnostics, &sources), [""; 0]);
        if let Some(report) = report {
            prop_assert!(report.schedule.scope.is_finite() && report.hours.planned.is_finite());
            prop_assert!(milepost::owner::json::write(&report, 0, 0).is_object());
        }
    }
}
