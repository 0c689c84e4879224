//! `build-manifest.json`: every file of a site with its SHA-256.
//!
//! It tells the next publishing which files Milepost made, and anybody whether a copy is complete.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

use super::{OutputPath, OutputSet};

/// The path of the manifest in a site.
pub const MANIFEST: &str = "build-manifest.json";

const SCHEMA: u32 = 1;
const GENERATOR: &str = concat!("milepost ", env!("CARGO_PKG_VERSION"));

/// What a site consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The program and version that made the site.
    pub generator: String,
    /// The version of this format.
    pub schema: u32,
    /// Every file except the manifest itself.
    pub files: Files,
}

/// Paths and the SHA-256 of each file, in lower-case hexadecimal digits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Files(pub BTreeMap<OutputPath, String>);

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is not a manifest.
    #[error("it is damaged: {0}")]
    Damaged(#[from] serde_json::Error),
    /// It was written by a later Milepost.
    #[error("it has schema {0}, and this Milepost knows schema {SCHEMA}: it was made by `{1}`")]
    Schema(u32, String),
}

impl Manifest {
    /// Returns the manifest of `outputs`.
    pub fn of(outputs: &OutputSet) -> Self {
        let files: Vec<_> = outputs.iter().collect();
        let files = files.into_par_iter().map(|(path, output)| (path.clone(), hex(output.digest())));
        Self { generator: GENERATOR.to_owned(), schema: SCHEMA, files: Files(files.collect()) }
    }

    /// Reads a manifest; anything unexpected in it is an error, because files are removed by it.
    pub fn parse(bytes: &[u8]) -> Result<Self, ManifestError> {
        let manifest: Self = serde_json::from_slice(bytes)?;
        if manifest.schema == SCHEMA {
            Ok(manifest)
        } else {
            Err(ManifestError::Schema(manifest.schema, manifest.generator))
        }
    }

    /// Returns the bytes of the manifest as a file.
    ///
    /// # Panics
    /// Never: texts and numbers can always be written as JSON.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).expect("maps of texts can be written as JSON");
        text.push('\n');
        text.into_bytes()
    }
}

/// Returns the SHA-256 of `bytes` in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

impl Serialize for OutputPath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FilesVisitor)
    }
}

struct FilesVisitor;

impl<'de> Visitor<'de> for FilesVisitor {
    type Value = Files;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("paths with their SHA-256")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Files, A::Error> {
        let mut files = BTreeMap::new();
        while let Some((path, hash)) = map.next_entry::<String, String>()? {
            let path = OutputPath::new(&path).map_err(A::Error::custom)?;
            if path.as_str() == MANIFEST {
                return Err(A::Error::custom("it lists itself"));
            }
            if hash.len() != 64 || !hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
                return Err(A::Error::custom(format!("`{}` is not a SHA-256", hash.escape_debug())));
            }
            if let Some(path) = files.insert(path.clone(), hash).map(|_| path) {
                return Err(A::Error::custom(format!("it lists `{path}` twice")));
            }
        }
        Ok(Files(files))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn manifest() -> Manifest {
        let mut outputs = OutputSet::default();
        for (path, text) in [("b.html", ""), ("a/index.html", "abc")] {
            outputs.insert(OutputPath::new(path).expect("a path"), text.to_owned().into()).expect("it is new");
        }
        Manifest::of(&outputs)
    }

    #[test]
    fn it_lists_every_file_in_order() {
        let expected = format!(
            r#"{{
  "generator": "milepost {}",
  "schema": 1,
  "files": {{
    "a/index.html": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "b.html": "{EMPTY}"
  }}
}}
"#,
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(String::from_utf8(manifest().to_bytes()).expect("UTF-8"), expected);
        assert_eq!(Manifest::parse(expected.as_bytes()).expect("it is one"), manifest());
    }

    #[test]
    fn a_damaged_one_is_refused() {
        let with = |files: &str| format!(r#"{{"generator":"milepost 0","schema":1,"files":{files}}}"#);
        let ok = |text: &str| Manifest::parse(text.as_bytes()).is_ok();
        assert!(ok(&with(&format!(r#"{{"a":"{EMPTY}"}}"#))));
        for files in [
            r#"{"a":"00"}"#.to_owned(),
            r#"["a"]"#.to_owned(),
            format!(r#"{{"../a":"{EMPTY}"}}"#),
            format!(r#"{{"/a":"{EMPTY}"}}"#),
            format!(r#"{{"build-manifest.json":"{EMPTY}"}}"#),
            format!(r#"{{"a":"{EMPTY}","a":"{EMPTY}"}}"#),
            format!(r#"{{"a":"{}"}}"#, EMPTY.to_uppercase()),
        ] {
            assert!(!ok(&with(&files)), "{files}");
        }
        let whole = manifest().to_bytes();
        for end in 0..whole.len() - 1 {
            assert!(Manifest::parse(&whole[..end]).is_err(), "cut at {end}");
        }
        assert!(!ok(&with("{}").replace("schema", "extra\":1,\"schema")));
        assert!(!ok(&format!("{} x", with("{}"))));
        let later = Manifest::parse(with("{}").replace("\"schema\":1", "\"schema\":2").as_bytes());
        let expected = "it has schema 2, and this Milepost knows schema 1: it was made by `milepost 0`";
        assert_eq!(later.expect_err("it is later").to_string(), expected);
    }
}
