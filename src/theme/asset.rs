//! Assets of the theme: style sheets, scripts and fonts with the hash of their bytes in the name, so that a
//! browser never pairs a new page with an old style; and static files, which keep their names.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::ThemeFile;
use super::digest::digest;
use super::look::{self, Dress};
use super::part::Parts;
use crate::words::Words;

/// The style sheet that all files of `assets/css/` are joined into; what a page links to has its parts in it as well.
pub const STYLE_SHEET: &str = "css/site.css";

/// Style sheets are joined in this order, and others after `components.css`.
const CSS_ORDER: [&str; 4] = ["tokens.css", "base.css", "layout.css", "components.css"];

/// The files of a theme that are published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    /// The path below the site by the path in `assets/`: `css/site.css` is at `assets/css/site.0123456789.css`.
    pub names: BTreeMap<String, String>,
    /// The bytes of each file by its path below the site.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The digest of each script and style sheet by its path below the site, for `integrity`.
    pub integrity: BTreeMap<String, String>,
    /// The style that only those pages load which have something for it: the files of `assets/parts/`.
    pub parts: Parts,
}

impl Assets {
    /// Makes the assets of the files of a theme, in the dress that was chosen.
    pub(super) fn new(files: &BTreeMap<String, ThemeFile>, dress: &Dress, words: &Words) -> Self {
        let mut assets = Self::default();
        let mut sheets: Vec<(&str, &ThemeFile)> = Vec::new();
        let mut parts = Vec::new();
        for (path, file) in files {
            if let Some(name) = path.strip_prefix("assets/css/") {
                sheets.push((name, file));
            } else if path.starts_with("assets/parts/") {
                parts.push(String::from_utf8_lossy(&file.bytes));
            } else if let Some(name) = path.strip_prefix("assets/") {
                if dress.leaves_out(name) {
                    continue;
                }
                let script = (name.rsplit('.').next() == Some("js")).then(|| std::str::from_utf8(&file.bytes).ok());
                let compact = script.flatten().map(|text| compact_js(&with_words(text, words)).into_bytes());
                assets.add(name, compact.unwrap_or_else(|| file.bytes.clone()));
            } else if let Some(name) = path.strip_prefix("static/") {
                assets.files.insert(name.to_owned(), file.bytes.clone());
            }
        }
        sheets.sort_by_key(|(name, _)| (rank(name), *name));
        let sheet = |(name, file): &(&str, &ThemeFile)| {
            let text = String::from_utf8_lossy(&file.bytes);
            let is_tokens = look::TOKENS.strip_prefix("assets/css/") == Some(*name);
            compact_css(&if is_tokens { dress.tokens(&text) } else { text.into_owned() })
        };
        let css: String = sheets.iter().map(sheet).collect();
        let css = assets.with_fingerprinted_urls(&dress.without_fonts(&css));
        assets.add(STYLE_SHEET, css.into_bytes());
        for part in parts {
            let css = assets.with_fingerprinted_urls(&dress.without_fonts(&compact_css(&part)));
            assets.parts.add(&part, css);
        }
        let code = assets.files.iter().filter(|(path, _)| is_code(path));
        assets.integrity = code.map(|(path, bytes)| (path.clone(), digest(bytes))).collect();
        assets
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        let path = format!("assets/{}", fingerprinted(name, &bytes));
        self.names.insert(name.to_owned(), path.clone());
        self.files.insert(path, bytes);
    }

    /// Replaces `url("../fonts/x.woff2")` by the name with the hash; the style sheet is one folder deep.
    fn with_fingerprinted_urls(&self, css: &str) -> String {
        let mut css = css.to_owned();
        for (name, path) in &self.names {
            let published = path.strip_prefix("assets/").unwrap_or(path);
            css = css.replace(&format!("../{name}"), &format!("../{published}"));
        }
        css
    }
}

/// Returns the path below the site of a file with these bytes, and their digest.
pub(crate) fn published(name: &str, bytes: &[u8]) -> (String, String) {
    (format!("assets/{}", fingerprinted(name, bytes)), digest(bytes))
}

/// Returns whether a browser runs or applies a file.
fn is_code(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| matches!(extension, "css" | "js" | "mjs"))
}

/// What stands in a script before the words that it says, as in `const words = /* words: script. */ {};`.
const WORDS: &str = "/* words: ";

/// Returns a script with the words that it asks for, as JSON by what follows the prefix in their keys.
fn with_words(script: &str, words: &Words) -> String {
    let parts = script.split_once(WORDS);
    let Some((before, (prefix, after))) = parts.and_then(|(before, rest)| Some((before, rest.split_once(" */ {}")?)))
    else {
        return script.to_owned();
    };
    [before, &words.json(prefix), after].concat()
}

fn rank(name: &str) -> usize {
    match CSS_ORDER.iter().position(|known| *known == name) {
        Some(place) => place,
        None if name == "print.css" => usize::MAX,
        None => CSS_ORDER.len(),
    }
}

/// Returns `name` with the first ten hexadecimal digits of the SHA-256 of `bytes` before its extension.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash = digest.iter().take(5).fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

/// Removes comments and the white space at the ends of lines. Strings are left as they are.
fn compact_css(css: &str) -> String {
    let mut compact = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        compact.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            rest = &rest[end..];
            continue;
        } else if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            rest[1..].find(quote).map_or(rest.len(), |end| end + 2)
        } else {
            1
        };
        compact.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    compact.push_str(rest);
    let lines = compact.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(compact.len()), |mut css, line| {
        css.push_str(line);
        css.push('\n');
        css
    })
}

/// Removes lines with nothing but a comment and the white space at the ends of lines. A script with a text over several
/// lines is left as it is: what begins a line there may be part of the text.
fn compact_js(js: &str) -> String {
    if js.lines().any(|line| line.matches('`').count() % 2 == 1 || line.trim_end().ends_with('\\')) {
        return js.to_owned();
    }
    let lines = js.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::with_capacity(js.len()), |js, line| js + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_comments_go_from_scripts_without_long_texts() {
        assert_eq!(compact_js("// a\nif (a) {\n  b(`c`); // d\n\n  // e\n}\n"), "if (a) {\nb(`c`); // d\n}\n");
        for kept in ["a(`\n  // b\n`);\n", "a = 'b\\\n  // c';\n"] {
            assert_eq!(compact_js(kept), kept);
        }
    }

    #[test]
    fn comments_go_and_strings_stay() {
        assert_eq!(
            compact_css("a { /* x */\n  content: \"/* y */\" ; }\n\n/* z"),
            "a {\ncontent: \"/* y */\" ;\n}\n".replace(" ;\n}", " ; }")
        );
    }

    #[test]
    fn scripts_have_their_words() {
        let script = |text: &str| with_words(text, Words::english());
        let said = script("const w = /* words: script. */ {};");
        assert!(said.starts_with("const w = {\"") && said.contains("\"theme\":\"Theme: \""), "{said}");
        assert!(script("/* words: search.script. */ {}").contains("\"found\":{\"one\":\"{n} page with"));
        for text in ["{}", "/* words: x */", "/* words: "] {
            assert_eq!(script(text), text);
        }
    }

    #[test]
    fn names_carry_the_hash_of_the_bytes() {
        assert_eq!(fingerprinted("js/site.js", b""), "js/site.e3b0c44298.js");
    }
}
