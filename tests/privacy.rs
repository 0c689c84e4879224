//! Nothing private of the preset is in any byte of the site that is built from it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeSet;

use common::Journal;
use serde_yaml::Value;

/// Employers that the private half of the preset names.
const COMPANIES: [&str; 8] = ["OpenAI", "Anthropic", "DeepMind", "Microsoft", "Meta", "Amazon", "JPM", "Goldman"];

/// Where the overlay has text that is private.
const KEYS: [&str; 7] = ["title", "note", "summary", "text", "investment_note", "names", "label"];

/// What must not appear.
#[derive(Debug, Default)]
struct Secrets {
    /// Words: in every file, bounded by what is no letter or digit.
    words: BTreeSet<String>,
    /// Figures, which a compressed image may hold by chance: in files of text, bounded as well.
    figures: BTreeSet<String>,
}

#[test]
fn nothing_private_of_the_preset_is_published() {
    let journal = Journal::empty();
    journal.run(&["init", "x", "--preset", "ai-ml-security", "--title", "T", "--author", "A"]).succeeds();
    let secrets = secrets(&journal.read("x/plan.private.yaml"));
    assert!(secrets.words.contains("Job Search") && secrets.figures.contains("150,000"), "{secrets:?}");

    // What a site without this plan has to the byte comes from the theme, such as delays in scripts.
    journal.run(&["init", "plain"]).succeeds();
    journal.run(&["build", "--root", "plain"]).succeeds();
    let without: BTreeSet<Vec<u8>> = journal.files("plain/site").into_iter().map(|(_, bytes)| bytes).collect();

    // Open to work shows the titles of the roles, next to which the salaries stand.
    let plan = journal.read("x/plan.yaml");
    for plan in [plan.replace("open_to_work: false", "open_to_work: true"), plan] {
        journal.write("x/plan.yaml", &plan);
        journal.run(&["build", "--root", "x", "--drafts", "--future"]).succeeds();
        let site = journal.files("x/site");
        assert!(!site.is_empty());
        let found: Vec<String> = site
            .iter()
            .filter(|(_, bytes)| !without.contains(bytes))
            .flat_map(|(path, bytes)| {
                secrets.found_in(bytes).into_iter().map(move |secret| format!("{}: {secret}", path.display()))
            })
            .collect();
        assert!(found.is_empty(), "private values are published:\n{}", found.join("\n"));
    }
}

impl Secrets {
    fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let words = self.words.iter().filter(|word| contains(bytes, word));
        // The name of a format, and the letters that a font of the theme has.
        let text =
            std::str::from_utf8(bytes).unwrap_or("").replace("http://www.w3.org/2000/svg", "").replace("U+2000-", "U+");
        let figures = self.figures.iter().filter(|figure| contains(text.as_bytes(), figure));
        words.chain(figures).map(String::as_str).collect()
    }
}

/// Returns every private text and figure of the overlay, in the spellings that people use.
fn secrets(overlay: &str) -> Secrets {
    let mut secrets = Secrets::default();
    secrets.words.extend(COMPANIES.map(str::to_owned));
    collect(&serde_yaml::from_str(overlay).unwrap(), "", &mut secrets);
    secrets
}

fn collect(value: &Value, key: &str, secrets: &mut Secrets) {
    match value {
        Value::Mapping(map) => {
            map.iter().for_each(|(key, value)| collect(value, key.as_str().unwrap_or_default(), secrets));
        }
        Value::Sequence(list) => list.iter().for_each(|value| collect(value, key, secrets)),
        Value::Number(number) => {
            secrets.figures.extend(number.as_u64().filter(|n| *n >= 1000).into_iter().flat_map(spellings));
        }
        // A single common word, such as the note `base`, is no secret.
        Value::String(text) if KEYS.contains(&key) && text.contains(' ') => {
            secrets.words.insert(text.clone());
            secrets.words.insert(text.replace('&', "&amp;").replace('\'', "&#39;"));
        }
        _ => {}
    }
}

/// Returns 150000 as `150000`, `150,000`, `150K`, `150k` and `$150`.
fn spellings(number: u64) -> Vec<String> {
    let (thousands, rest) = (number / 1000, number % 1000);
    let mut spellings = vec![number.to_string(), format!("{thousands},{rest:03}")];
    if rest == 0 {
        spellings.extend([format!("{thousands}K"), format!("{thousands}k"), format!("${thousands}")]);
    }
    spellings
}

/// Returns whether `word` stands in `bytes` and no letter, digit or dot runs on from it.
fn contains(bytes: &[u8], word: &str) -> bool {
    let is_joined = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    // `0.2000` and the colour `#150000` are other figures.
    let continues = |byte: Option<&u8>| is_joined(byte) || byte.is_some_and(|byte| matches!(byte, b'.' | b'#'));
    bytes.windows(word.len()).enumerate().any(|(at, window)| {
        window == word.as_bytes()
            && !continues(at.checked_sub(1).and_then(|before| bytes.get(before)))
            && !is_joined(bytes.get(at + word.len()))
    })
}

#[test]
fn figures_are_found_in_every_spelling() {
    let secrets = secrets("income: [{usd: [150000, 2500]}]\n");
    for text in ["150000", "of 150,000 a", "150K-200K", "150k", "$150", "2500", "by Meta."] {
        assert_eq!(secrets.found_in(text.as_bytes()).len(), 1, "{text}");
    }
    for text in ["1500001", "0.150000", "#150000", "x150k", "<meta name", "Metadata"] {
        assert_eq!(secrets.found_in(text.as_bytes()), Vec::<&str>::new(), "{text}");
    }
}
