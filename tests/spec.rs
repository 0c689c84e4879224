//! The examples of the CommonMark specification and of GitHub's extensions, through Milepost's own Markdown stage.
//!
//! Most come with the sources of pulldown-cmark, which every build of Milepost has at hand, as the tests of that
//! crate. Their licence (CC-BY-SA) keeps them out of this repository. GitHub's examples of bare addresses and of raw
//! HTML are not among them, so `tests/spec/` has cases of our own for each. What Milepost writes differently on purpose in
//! every document, such as anchors of headings, is taken off first; each such thing has a line in [`Writer::start`]. Any other
//! difference is in `tests/spec/differences.txt` with its reason, and that list is right in both directions.

#![expect(clippy::disallowed_methods, reason = "the examples are files of another crate")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use milepost::content::markdown::{self, LinkId, Options, Place};
use milepost::diagnostic::SourceId;
use milepost::words::Words;

/// The files of examples, by the name that the list of differences gives them, and how many there are.
const SUITES: &[(&str, &str, usize)] = &[
    ("commonmark", "spec.rs", 652),
    ("gfm-tables", "gfm_table.rs", 9),
    ("gfm-task-lists", "gfm_tasklist.rs", 2),
    ("gfm-strikethrough", "gfm_strikethrough.rs", 3),
];

/// Cases of our own, by the name of their file and of what is listed, and how many there are.
const OWN: &[(&str, usize)] = &[("gfm-autolinks", 14), ("gfm-raw-html", 1)];

/// An example: its name, its Markdown, its HTML.
struct Example {
    name: String,
    markdown: String,
    html: String,
}

#[test]
fn examples_of_the_specifications_pass_but_for_those_that_are_listed() {
    let listed = differences();
    let mut wrong = Vec::new();
    let mut passed: BTreeMap<&str, usize> = BTreeMap::new();
    let folder = suite();
    let read = |path: &Path| fs::read_to_string(path).expect("the examples can be read");
    let others = SUITES.iter().map(|(suite, file, count)| (suite, count, examples(suite, &read(&folder.join(file)))));
    let own = OWN
        .iter()
        .map(|(suite, count)| (suite, count, own_cases(suite, &read(&root().join(format!("tests/spec/{suite}.txt"))))));
    let suites: Vec<(&&str, &usize, Vec<Example>)> = others.chain(own).collect();
    for (suite, count, examples) in &suites {
        assert_eq!(examples.len(), **count, "{suite}");
        for example in examples {
            let (found, expected) = (normal(&written(&example.markdown)), normal(&example.html));
            match (found == expected, listed.contains_key(&example.name)) {
                (true, false) => *passed.entry(suite).or_default() += 1,
                (false, true) => {}
                (true, true) => wrong.push(format!("{} is listed, but passes", example.name)),
                (false, false) => wrong.push(format!(
                    "{} differs\n--- Markdown\n{}\n--- expected\n{}\n--- found\n{}\n",
                    example.name,
                    example.markdown,
                    expected.join("\n"),
                    found.join("\n")
                )),
            }
        }
    }
    let total: usize = suites.iter().map(|(_, count, _)| **count).sum();
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
    assert_eq!(passed.values().sum::<usize>() + listed.len(), total, "an example that is listed does not exist");
    let documented = fs::read_to_string(root().join("docs/reference/markdown.md")).expect("the reference can be read");
    for (suite, count, _) in &suites {
        let line = format!("| {suite} | {count} | {} |", passed.get(**suite).copied().unwrap_or_default());
        assert!(documented.contains(&line), "docs/reference/markdown.md lacks the line: {line}");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the folder of examples in the sources of pulldown-cmark.
fn suite() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform", &platform(), "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let package = packages.iter().find(|package| package["name"] == "pulldown-cmark").expect("it is a dependency");
    let manifest = package["manifest_path"].as_str().expect("a package has a manifest");
    Path::new(manifest).with_file_name("tests").join("suite")
}

/// Returns the platform that is built for: packages of others need not be at hand.
fn platform() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc has a host").to_owned()
}

/// Reads the listed differences: `NAME REASON` on each line.
fn differences() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("tests/spec/differences.txt")).expect("the list can be read");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut listed = BTreeMap::new();
    for line in lines {
        let (name, reason) = line.split_once(' ').expect("a difference has a reason");
        assert!(listed.insert(name.to_owned(), reason.trim().to_owned()).is_none(), "{name} is listed twice");
    }
    listed
}

/// Reads examples as pulldown-cmark writes them: `let original = r##"..."##; let expected = r##"..."##;`
fn examples(suite: &str, source: &str) -> Vec<Example> {
    let part = |text: &str, name: &str| {
        let start = text.find(&format!("let {name} = r##\""))? + name.len() + 11;
        Some(text[start..start + text[start..].find("\"##;")?].to_owned())
    };
    let tests = source.split("#[test]").skip(1).enumerate();
    tests
        .map(|(index, test)| Example {
            name: format!("{suite}-{}", index + 1),
            markdown: part(test, "original").expect("an example has Markdown"),
            html: part(test, "expected").expect("an example has HTML"),
        })
        .collect()
}

/// Reads cases of our own: `=== WHAT`, the Markdown, a line `---`, and the HTML.
fn own_cases(suite: &str, text: &str) -> Vec<Example> {
    let cases = text.split("\n=== ").skip(1).enumerate();
    cases
        .map(|(index, case)| {
            let (_, case) = case.split_once('\n').expect("a case says what it is about");
            let (markdown, html) = case.split_once("---\n").expect("a case has HTML");
            Example { name: format!("{suite}-{}", index + 1), markdown: markdown.to_owned(), html: html.to_owned() }
        })
        .collect()
}

/// Returns the HTML that Milepost writes. A paragraph goes before the example, because a heading that a page begins with
/// is its title and not part of the text.
fn written(markdown: &str) -> String {
    let text = format!("BEFORE\n\n{markdown}");
    let document =
        markdown::parse(&text, Place { source: SourceId(0), offset: 0 }, &Options::default(), Words::english());
    let html = document.html(|id: LinkId| document.link(id).destination.clone());
    html.strip_prefix("<p>BEFORE</p>\n").expect("the paragraph before is the first").to_owned()
}

/// Returns HTML as a list of tags and texts that is the same for what means the same.
fn normal(html: &str) -> Vec<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut writer = Writer::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => writer.start(&tag),
            Token::EndTag(tag) => writer.end(&lossy(&tag.name)),
            Token::String(text) => writer.text(&lossy(&text)),
            Token::Comment(text) => writer.push(format!("<!--{}-->", lossy(&text))),
            Token::Doctype(_) => writer.push("<!doctype>".to_owned()),
            Token::Error(_) => {}
        }
    }
    writer.finish()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[derive(Default)]
struct Writer {
    out: Vec<String>,
    text: String,
    /// The names of figures that are open: `code`, `image`, or empty for one of the author's.
    figures: Vec<&'static str>,
    /// What is left out until the end tag of that name.
    skipped: Option<&'static str>,
    in_pre: bool,
    /// The `div` around a table of Milepost's.
    table_boxes: usize,
}

/// What texts in a list begin with.
const TEXT: char = '|';

/// Elements around which white space means nothing.
const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "br",
    "section",
];

impl Writer {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = lossy(&tag.name);
        let mut attributes: BTreeMap<String, String> =
            tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(value))).collect();
        let class = attributes.get("class").cloned().unwrap_or_default();
        if self.skipped.is_some() {
            return;
        }
        match name.as_str() {
            // Code stands in a figure, with its language above it; it scrolls by keyboard.
            "figure" if class == "code" => return self.figures.push("code"),
            "figcaption" if self.figures.last() == Some(&"code") => {
                self.skipped = Some("figcaption");
                return;
            }
            "pre" => {
                self.in_pre = true;
                attributes.retain(|name, _| !matches!(name.as_str(), "tabindex" | "role" | "aria-label" | "data-lang"));
            }
            // Colours are classes; the language is on `<pre>`.
            "span" if self.in_pre => return,
            "code" => {
                attributes.remove("class");
            }
            // An image alone is a figure, with its title as the caption.
            "figure" if attributes.is_empty() => {
                self.figures.push("image");
                return self.push("<p>".to_owned());
            }
            "figcaption" if self.figures.last() == Some(&"image") => {
                self.flush();
                self.text.clear();
                return self.push("<caption>".to_owned());
            }
            // The link stage encodes addresses, images load late, other sites get no opener.
            "a" if class == "anchor" => {
                self.skipped = Some("a");
                return;
            }
            "a" | "img" => {
                attributes.retain(|name, _| !matches!(name.as_str(), "loading" | "decoding" | "rel"));
                for address in ["href", "src"] {
                    if let Some(value) = attributes.get_mut(address) {
                        *value = decode(value);
                    }
                }
            }
            // A page has one heading of level 1, and every other one has an id.
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                attributes.remove("id");
                let name = if name == "h1" { "h2" } else { &name };
                return self.tag(name, &attributes);
            }
            // A table scrolls in a box of its own, and aligns by class.
            "div" if class == "table-scroll" => {
                self.table_boxes += 1;
                return;
            }
            "th" | "td" => {
                attributes.remove("scope");
                let align = attributes.remove("style").or_else(|| attributes.remove("align"));
                if let Some(align) = align {
                    let is = |word: &str| align.contains(word);
                    let class = if is("right") {
                        Some("n")
                    } else if is("center") {
                        Some("mid")
                    } else {
                        None
                    };
                    attributes.extend(class.map(|class| ("class".to_owned(), class.to_owned())));
                }
            }
            // The box of a task has a name.
            "li" if class == "task" => {
                attributes.remove("class");
            }
            "input" => {
                attributes.remove("aria-label");
                attributes.values_mut().for_each(String::clear);
                self.tag("input", &attributes);
                return;
            }
            _ => {}
        }
        self.tag(&name, &attributes);
    }

    fn tag(&mut self, name: &str, attributes: &BTreeMap<String, String>) {
        let attributes: Vec<String> = attributes.iter().map(|(name, value)| format!(" {name}={value:?}")).collect();
        self.push(format!("<{name}{}>", attributes.concat()));
    }

    fn end(&mut self, name: &str) {
        if let Some(skipped) = self.skipped {
            if skipped == name {
                self.skipped = None;
            }
            return;
        }
        match name {
            "figure" => match self.figures.pop() {
                Some("code") => {}
                Some(_) => self.push("</p>".to_owned()),
                None => self.push("</figure>".to_owned()),
            },
            "figcaption" => {
                self.flush();
                self.caption();
            }
            "span" if self.in_pre => {}
            "div" if self.table_boxes > 0 => self.table_boxes -= 1,
            "h1" => self.push("</h2>".to_owned()),
            _ => {
                self.push(format!("</{name}>"));
                self.in_pre &= name != "pre";
            }
        }
    }

    /// Gives the image before a caption the title that the caption is.
    fn caption(&mut self) {
        let title = match self.out.pop() {
            Some(text) if text != "<caption>" => {
                self.out.pop();
                text.trim_start_matches(TEXT).to_owned()
            }
            _ => String::new(),
        };
        if let Some(image) = self.out.last_mut() {
            *image = format!("{} title={title:?}>", image.trim_end_matches('>'));
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_none() {
            self.text.push_str(text);
        }
    }

    fn push(&mut self, tag: String) {
        self.flush();
        self.out.push(tag);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            let text = if self.in_pre { text } else { one_blank(&text) };
            // A text may look like a tag.
            self.out.push(format!("{TEXT}{text}"));
        }
    }

    /// Returns the list, without white space beside blocks.
    fn finish(mut self) -> Vec<String> {
        self.flush();
        let is_block = |tag: &str| {
            let name = tag.trim_start_matches(['<', '/']);
            let name = name.split([' ', '>']).next().unwrap_or_default();
            tag.starts_with('<') && BLOCKS.contains(&name)
        };
        let mut out: Vec<String> = Vec::new();
        let mut in_pre = false;
        for (index, piece) in self.out.iter().enumerate() {
            in_pre = (in_pre || piece.starts_with("<pre")) && piece != "</pre>";
            let Some(mut text) = piece.strip_prefix(TEXT) else {
                out.push(piece.clone());
                continue;
            };
            if !in_pre && (index == 0 || self.out.get(index - 1).is_some_and(|tag| is_block(tag))) {
                text = text.trim_start();
            }
            if !in_pre && self.out.get(index + 1).is_none_or(|tag| is_block(tag)) {
                text = text.trim_end();
            }
            if !text.is_empty() {
                out.push(format!("{TEXT}{text}"));
            }
        }
        out
    }
}

/// Returns `text` with a single blank for every stretch of white space that means no more.
fn one_blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_blank = matches!(c, ' ' | '\n' | '\t' | '\r');
        if !is_blank {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Decodes percent-encoding.
fn decode(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    lossy(&bytes)
}
