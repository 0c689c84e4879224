//! The words of the theme: that none is written anywhere but in its file of words, and what they are in each language.
//!
//! The journal in `tests/golden/words/journal.txt` is in Greek, so that whatever is in other letters is of the theme.

use milepost::words::{Words, file, primary};

use super::*;

/// What every language leaves as it is: names of formats, keys and programs.
const NAMES: &[&str] = &[
    "AsciiDoc", "Atom", "CI", "Ctrl", "Enter", "Esc", "HTML", "JSON", "K", "MIT", "Markdown", "Milepost", "PDF", "SVG",
    "text",
];

/// Words that are data about the others, not to be read.
const DATA: &[&str] = &["number.group", "number.grouped_from", "number.decimal", "number.digits"];

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// Returns the journal in `language` and in a theme, with `more` files.
fn greek(language: &str, theme: &str, more: Vec<Source>) -> Sources {
    let text = fs::read_to_string(golden().join("../words/journal.txt")).expect("the journal");
    let sources = journal(&text.replace("LANGUAGE", language).replace("THEME", theme));
    let picture = source("content/notes/net/p.png", fs::read(golden().join("../words/p.png")).expect("a picture"));
    Sources::new(sources.iter().map(|(_, file)| file.clone()).chain(more).chain([picture]).collect::<Vec<_>>())
}

/// Returns a language in which every word of the theme stands between marks.
fn marked(theme: &str) -> Source {
    let english = file::embedded("en").expect("English");
    let mark = |text: &str| serde_json::Value::from(format!("{OPEN}{text}{CLOSE}")).to_string();
    let mut out = String::new();
    for (name, text) in english {
        let line = match text {
            _ if DATA.contains(&name.as_str()) => continue,
            milepost::words::Text::Plain(text) => mark(&text),
            milepost::words::Text::Plural(forms) => mark(&forms[&milepost::words::plural::Form::Other]),
        };
        let _ = writeln!(out, "{name}: {line}");
    }
    for name in DATA {
        let text = file::embedded("en").expect("English")[*name].clone();
        let milepost::words::Text::Plain(text) = text else { panic!("{name} has plural forms") };
        let _ = writeln!(out, "{name}: {}", serde_json::Value::from(text));
    }
    source(&format!("themes/{theme}/words/eo.yaml"), out.into_bytes())
}

/// Returns what is left of a text without what stands between marks, and without names and addresses.
fn unmarked(text: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut rest = String::new();
    for c in text.chars() {
        match c {
            OPEN => depth += 1,
            CLOSE => depth = depth.saturating_sub(1),
            c if depth == 0 => rest.push(c),
            _ => {}
        }
    }
    assert_eq!(depth, 0, "the marks of a text are in pairs: {text}");
    // Marks of Markdown, and what is a name as a whole.
    let marks = ["[x]", "[!WARNING]", "[!TIP]", "resume.json"];
    let words = rest.split_whitespace().filter(|word| !marks.contains(word) && !word.contains("://"));
    let words = words.filter(|word| !word.contains(".example"));
    let words = words.flat_map(|word| word.split(|c: char| !c.is_alphabetic()));
    let foreign = words.filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()) && !NAMES.contains(word));
    foreign.map(str::to_owned).collect()
}

/// Returns the texts of a page that a visitor reads or hears: attributes that are read out, and the text as a whole,
/// because a word may have elements in it. In the text a line is what stands between two tags.
fn shown(html: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut body = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        body.push_str(&rest[..open]);
        body.push('\n');
        let Some(end) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + end];
        for name in ["aria-label", "alt", "title", "placeholder", "label"] {
            let written = tag.split(&format!(" {name}=\"")).nth(1).and_then(|value| value.split('"').next());
            texts.extend(written.map(str::to_owned));
        }
        let is_named = ["name=\"description\"", "property=\"og:title\"", "property=\"og:description\"", "og:image:alt"];
        if is_named.iter().any(|name| tag.contains(name)) {
            texts.extend(tag.split("content=\"").nth(1).and_then(|value| value.split('"').next()).map(str::to_owned));
        }
        rest = &rest[open + end + 1..];
        let name = tag.split_whitespace().next().unwrap_or_default();
        // Code, keys and lines to copy are the same in every language.
        if ["script", "style", "textarea", "code"].contains(&name) {
            rest = rest.find(&format!("</{name}>")).map_or("", |close| &rest[close..]);
        }
    }
    body.push_str(rest);
    texts.push(body);
    texts.iter().map(|text| without_entities(text)).collect()
}

fn without_entities(text: &str) -> String {
    ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#39;", "&nbsp;"]
        .iter()
        .fold(text.to_owned(), |text, name| text.replace(name, " "))
}

/// Returns Markdown without the addresses of its links and without code.
fn prose(markdown: &str) -> String {
    let mut out = String::new();
    for (index, part) in markdown.split("](").enumerate() {
        out.push_str(if index == 0 { part } else { part.split_once(')').map_or("", |(_, rest)| rest) });
        out.push(' ');
    }
    out.split("```").step_by(2).collect()
}

/// Returns the texts for readers in JSON, whatever they are in.
fn said_by_json(value: &serde_json::Value, texts: &mut Vec<String>) {
    const READ: [&str; 6] = ["name", "title", "headline", "description", "caption", "summary"];
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| said_by_json(item, texts)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                texts.extend(value.as_str().filter(|_| READ.contains(&name.as_str())).map(str::to_owned));
                said_by_json(value, texts);
            }
        }
        _ => {}
    }
}

/// Returns the texts for readers in the JSON-LD of a page.
fn said_by_json_ld(html: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for part in html.split("<script type=\"application/ld+json\">").skip(1) {
        let json = part.split("</script>").next().unwrap_or_default();
        said_by_json(&serde_json::from_str(json).expect("JSON-LD is JSON"), &mut texts);
    }
    texts
}

/// Returns what a program shows of a calendar.
fn said_by_calendar(text: &str) -> Vec<String> {
    let names = ["SUMMARY", "DESCRIPTION", "CATEGORIES", "X-WR-CALNAME"];
    let unfolded = text.replace("\r\n ", "");
    let lines = unfolded.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(name, _)| names.contains(name)).map(|(_, value)| value.to_owned()).collect()
}

/// The themes that ship.
const THEMES: [&str; 2] = ["default", "motorway"];

#[test]
fn every_word_that_is_not_of_the_author_is_in_the_file_of_words() {
    let mut wrong = Vec::new();
    for theme in THEMES {
        words_outside_of_the_file(theme, &mut wrong);
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} texts are not in the file of words:\n{}", wrong.len(), wrong.join("\n"));
}

fn words_outside_of_the_file(theme: &str, wrong: &mut Vec<String>) {
    let sources = greek("eo", theme, vec![marked(theme)]);
    let build = build(&sources, &options());
    let mut has_calendar = false;
    for (path, output) in build.outputs.iter() {
        let Ok(text) = std::str::from_utf8(output.bytes()) else { continue };
        let texts = match path.extension().as_str() {
            "html" => shown(text).into_iter().chain(said_by_json_ld(text)).collect(),
            "json" if path.as_str().ends_with("feed.json") => {
                let mut texts = Vec::new();
                said_by_json(&serde_json::from_str(text).expect("JSON"), &mut texts);
                texts
            }
            "svg" if path.as_str().starts_with("badges/") => shown(text),
            "ics" => said_by_calendar(text),
            "md" => vec![prose(text)],
            "txt" if path.as_str() == "llms.txt" => vec![prose(text)],
            "xml" if path.as_str().ends_with("feed.xml") => text
                .split("<title")
                .skip(1)
                .map(|rest| {
                    rest.split('<').next().unwrap_or_default().split_once('>').map_or("", |(_, title)| title).to_owned()
                })
                .collect(),
            "json" if path.as_str().starts_with("badges/") => {
                let badge: serde_json::Value = serde_json::from_str(text).expect("JSON");
                ["label", "message"].iter().filter_map(|name| badge[name].as_str().map(str::to_owned)).collect()
            }
            "json" if path.as_str().starts_with("search/") => {
                let file: serde_json::Value = serde_json::from_str(text).expect("JSON");
                let groups = file["groups"].as_array().cloned().unwrap_or_default();
                let pages = file.as_array().cloned().unwrap_or_default();
                let labels = groups.iter().map(|group| group["label"].clone());
                let kinds = pages.iter().map(|page| page["kind"].clone());
                labels.chain(kinds).filter_map(|text| text.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        has_calendar |= path.extension() == "ics";
        for text in texts {
            let left = unmarked(&text);
            if !left.is_empty() {
                let line = text.lines().find(|line| line.contains(&left[0])).unwrap_or_default();
                wrong.push(format!("{path}: {left:?} in {line:?}"));
            }
            if text.contains('{') && text.contains('}') {
                let line = text.lines().find(|line| line.contains('{')).unwrap_or_default();
                wrong.push(format!("{path}: a place that is not filled in: {line:?}"));
            }
        }
    }
    let page = |path: &str| text(&build, path).unwrap_or_else(|| panic!("{path}"));
    assert!(page("progress/index.html").matches(OPEN).count() > 100, "the marks are there");
    // What the journal has to have, or nothing is said of it: a recording, diagrams, a calendar.
    assert!(!said_by_json_ld(page("index.html")).is_empty());
    assert!(has_calendar && page("projects/tool/index.html").contains("id=\"the-demo\""));
    #[cfg(feature = "diagrams")]
    assert!(page("notes/dns/index.html").matches(&format!("<title id=\"D1-t\">{OPEN}")).count() == 1);
}

/// Texts in scripts that are no words: names of keys.
const KEYS: &[&str] = &["ArrowDown", "ArrowUp", "DOMContentLoaded", "Enter", "Escape", "NFC", "NFKD"];

#[test]
fn scripts_say_no_words_of_their_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let mut wrong = Vec::new();
    let scripts: Vec<_> = files(&folder, "themes").into_iter().filter(|file| file.path.extension() == "js").collect();
    assert!(scripts.iter().any(|file| file.path.as_str().contains("terminal")), "scripts of all folders");
    for file in scripts {
        let script = String::from_utf8(file.bytes.to_vec()).expect("a script");
        for line in script.lines().filter(|line| !line.trim_start().starts_with("//")) {
            // Every second part stands between quotes.
            for text in line.split('\'').skip(1).step_by(2) {
                let is_word = text.starts_with(|c: char| c.is_ascii_uppercase())
                    && text.chars().all(|c| c.is_alphabetic() || c == ' ');
                if is_word && text.len() > 1 && !KEYS.contains(&text) {
                    wrong.push(format!("{}: {text}", file.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// What is looked for in the site of a language.
struct Expected {
    language: &'static str,
    /// The attributes of the page.
    html: &'static str,
    /// The date in the footer.
    date: &'static str,
    /// Nine study notes, two proofs or the like: a count with its plural form, and the page that it is on.
    count: (&'static str, &'static str),
    /// A number above a thousand on the progress page.
    number: &'static str,
    heading: &'static str,
}

const LANGUAGES: &[Expected] = &[
    Expected {
        language: "ar",
        html: "<html lang=\"ar\" dir=\"rtl\">",
        date: "20 نوفمبر 2026",
        count: ("notes/index.html", "3 ملاحظات في موضوعين."),
        number: "1,417",
        heading: "الآن",
    },
    Expected {
        language: "de-CH",
        html: "<html lang=\"de-CH\">",
        date: "20. November 2026",
        count: ("notes/index.html", "3 Notizen zu 2 Themen."),
        number: "1.417",
        heading: "Zurzeit",
    },
    Expected {
        language: "en",
        html: "<html lang=\"en\">",
        date: "20 November 2026",
        count: ("notes/index.html", "3 notes on 2 topics."),
        number: "1,417",
        heading: "Now",
    },
    Expected {
        language: "es",
        html: "<html lang=\"es\">",
        date: "20 de noviembre de 2026",
        count: ("notes/index.html", "3 notas sobre 2 temas."),
        number: "1417",
        heading: "Ahora",
    },
    Expected {
        language: "fr",
        html: "<html lang=\"fr\">",
        date: "20 novembre 2026",
        count: ("notes/index.html", "3 notes sur 2 sujets."),
        number: "1\u{202f}417",
        heading: "En ce moment",
    },
    Expected {
        language: "ja",
        html: "<html lang=\"ja\">",
        date: "2026年11月20日",
        count: ("notes/index.html", "2テーマ、ノート3件。"),
        number: "1,417",
        heading: "現在",
    },
];

#[test]
fn every_language_that_ships_is_that_of_its_site() {
    let shipped: Vec<String> = LANGUAGES.iter().map(|one| primary(one.language)).collect();
    assert_eq!(shipped, file::languages(), "each language has a site here");
    for one in LANGUAGES {
        let sources = greek(one.language, "default", Vec::new());
        let build = build(&sources, &options());
        assert!(!messages(&sources, &build).contains("missing-word"), "{}", one.language);
        let page = |path: &str| text(&build, path).unwrap_or_else(|| panic!("{}: {path}", one.language));
        let home = page("index.html");
        let has = |page: &str, what: &str| assert!(page.contains(what), "{}: {what} is not in {page}", one.language);
        has(home, one.html);
        has(home, &format!(">{}</time>", one.date));
        has(home, &format!(">{}</h2>", one.heading));
        has(page(one.count.0), one.count.1);
        has(page("progress/index.html"), one.number);
    }
}

#[test]
fn english_words_are_left_in_no_other_language() {
    let english = Words::english();
    let others = LANGUAGES.iter().filter(|one| one.language != "en");
    for (one, theme) in others.flat_map(|one| THEMES.map(|theme| (one, theme))) {
        let build = build(&greek(one.language, theme, Vec::new()), &options());
        for (path, output) in build.outputs.iter() {
            let Ok(html) = std::str::from_utf8(output.bytes()) else { continue };
            let texts = match path.extension().as_str() {
                "html" => shown(html),
                "ics" => said_by_calendar(html),
                _ => continue,
            };
            for name in english.names() {
                let long = english.named(name).filter(|text| text.places().is_empty());
                let Some(text) = long.and_then(|_| english.form(name, 2)).filter(|text| text.contains(' ')) else {
                    continue;
                };
                // `Pull request` is what French and Spanish call it too.
                let is_same = ["Pull request", "JSON Feed"].contains(&text);
                assert!(
                    is_same || !texts.iter().flat_map(|text| text.lines()).any(|shown| shown.trim() == text),
                    "{}: {path}: {text}",
                    one.language
                );
            }
        }
    }
}
