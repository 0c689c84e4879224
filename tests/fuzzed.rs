//! The fuzz targets without a fuzzer: each is given its corpus, and that corpus with a few random changes.
//!
//! `.ci/fuzz` looks for inputs that reach more, which takes a compiler with other flags and time. Here what it found is held,
//! and a change that breaks a promise for something near it is seen by `cargo test`. The random numbers are always the same.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads the corpus from the disk")]

#[path = "common/random.rs"]
mod random;
#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "a crate of its own has them public")]
mod targets;

use std::path::{Path, PathBuf};

use random::Random;

/// As the runs with libFuzzer.
const LONGEST: usize = 4096;

/// Returns a number below `end`, and 0 when there is none.
fn below(random: &mut Random, end: usize) -> usize {
    usize::try_from(random.below(end as u64)).unwrap()
}

fn pick<'a, T>(random: &mut Random, all: &'a [T]) -> &'a T {
    &all[below(random, all.len())]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// Returns the corpus of a target, by name of file.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder().join("corpus").join(target)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Returns the words that mean something to one of the readers.
fn words() -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(folder().join("words.dict")).unwrap();
    let written = text.lines().filter(|line| !line.starts_with('#'));
    written.filter_map(|line| Some(unescaped(line.split_once('"')?.1.strip_suffix('"')?))).collect()
}

/// Returns what stands between the quotes of a word, as libFuzzer reads it: `\\`, `\"`, `\xNN`.
fn unescaped(written: &str) -> Vec<u8> {
    let mut word = Vec::new();
    let mut rest = written;
    while let Some((plain, escape)) = rest.split_once('\\') {
        word.extend(plain.as_bytes());
        let (byte, length) = match escape.strip_prefix('x') {
            Some(digits) => (u8::from_str_radix(&digits[..2], 16).unwrap(), 3),
            None => (escape.as_bytes()[0], 1),
        };
        word.push(byte);
        rest = &escape[length..];
    }
    word.extend(rest.as_bytes());
    word
}

/// Changes an input in one to four places.
fn change(input: &mut Vec<u8>, others: &[Vec<u8>], words: &[Vec<u8>], random: &mut Random) {
    for _ in 0..=below(random, 4) {
        let at = below(random, input.len() + 1);
        let end = (at + below(random, 40)).min(input.len());
        match below(random, 6) {
            0 if at < input.len() => input[at] ^= 1 << below(random, 8),
            1 => drop(input.splice(at..at, pick(random, words).iter().copied())),
            2 => drop(input.drain(at..end)),
            3 => {
                let part = input[at..end].to_vec();
                input.splice(at..at, part);
            }
            4 => input.truncate(at),
            _ => {
                let other = pick(random, others);
                let from = below(random, other.len());
                let to = (from + below(random, 200)).min(other.len());
                input.splice(at..end, other[from..to].iter().copied());
            }
        }
        input.truncate(LONGEST);
    }
}

/// Gives a target its corpus, and then `rounds` changed inputs.
fn run(name: &str, target: fn(&[u8]), rounds: usize) {
    let (corpus, words) = (corpus(name), words());
    assert!(corpus.len() > 5 && words.len() > 60, "{name}: {} inputs, {} words", corpus.len(), words.len());
    let told = |input: &[u8]| {
        let result = std::panic::catch_unwind(|| target(input));
        assert!(result.is_ok(), "{name} fails for {:?}", String::from_utf8_lossy(input));
    };
    for input in &corpus {
        told(input);
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..rounds {
        let mut input = pick(&mut random, &corpus).clone();
        change(&mut input, &corpus, &words, &mut random);
        told(&input);
    }
}

macro_rules! targets {
    ($($name:ident: $rounds:literal,)*) => {
        $(
            #[test]
            fn $name() {
                run(stringify!($name), targets::$name, $rounds);
            }
        )*

        #[test]
        fn every_target_is_here() {
            let mut found: Vec<String> = std::fs::read_dir(folder().join("fuzz_targets"))
                .unwrap()
                .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
                .collect();
            found.sort();
            assert_eq!(found, [$(stringify!($name)),*]);
        }
    };
}

targets! {
    front_matter: 300,
    host: 2000,
    import: 60,
    lock: 300,
    manifest: 2000,
    markdown: 300,
    picture: 200,
    plan: 300,
    range: 2000,
    theme: 20,
    wikilinks: 300,
}
