//! Small files that would become large ones, with memory that has an end.

use std::fs;
use std::process::Command;

use super::common::{Journal, Run};
use super::{BUILD, journal};

/// What a build may take, in KiB of addresses: most of it are stacks of threads that are hardly used.
const MEMORY: u32 = 4 << 20;

fn build_in_little_memory(journal: &Journal) -> Run {
    let script = format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_milepost")]).args(BUILD).current_dir(journal.root());
    Run::from(command.env_remove("SOURCE_DATE_EPOCH").output().unwrap())
}

#[test]
fn aliases_do_not_unfold_and_nesting_ends() {
    let journal = journal();
    let mut bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (below, level) in ('a'..'t').zip('b'..='t') {
        bomb.extend([
            &format!("{level}: &{level} ["),
            format!("*{below},").repeat(8).as_str(),
            &format!("*{below}]\n"),
        ]);
    }
    journal.write("content/notes/two.md", &format!("{bomb}---\nText.\n"));
    build_in_little_memory(&journal).ends_with(1).says("bad-yaml");
    for text in
        ["> ".repeat(100_000), "[".repeat(1 << 20), format!("${}x{}$", "{".repeat(100_000), "}".repeat(100_000))]
    {
        journal.write("content/notes/two.md", &format!("---\ntitle: T\ndate: 2026-11-03\nmath: true\n---\n\n{text}\n"));
        let run = build_in_little_memory(&journal);
        assert!(matches!(run.status, 0 | 1), "{}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn pictures_are_measured_before_they_are_decoded() {
    let journal = journal();
    let note = "---\ntitle: T\ndate: 2026-11-03\n---\n\n![A picture](p.png)\n";
    journal.write("content/notes/two.md", note);
    let text = [b"Comment\0\0".as_slice(), &zeros(40_000_000)].concat();
    let profile = [b"p\0\0".as_slice(), &zeros(40_000_000)].concat();
    for picture in [
        // As large as a PNG can say; the pixels of a smaller one.
        png(u32::MAX >> 1, u32::MAX >> 1, &[], &zeros(50_000_000)),
        png(60_000, 60_000, &[], &zeros(50_000_000)),
        // More pixels than it says.
        png(200, 200, &[], &zeros(50_000_000)),
        // Text and a profile of colours that unfold.
        png(7_000, 7_000, &[(b"zTXt", &text), (b"iCCP", &profile)], &zeros(7_000 * 7_001)),
    ] {
        assert!(picture.len() > 24 * 1024, "no copies would be made of it");
        fs::write(journal.path("content/notes/p.png"), &picture).unwrap();
        build_in_little_memory(&journal).succeeds();
        let files = journal.files("site").into_iter();
        let published: Vec<_> =
            files.filter(|(path, _)| path.file_name().is_some_and(|name| name == "p.png")).collect();
        assert_eq!(published.len(), 1, "the picture is not on the site");
        assert!(published[0].1.len() <= picture.len());
    }
}

/// A PNG in shades of grey.
fn png(width: u32, height: u32, more: &[(&[u8; 4], &[u8])], pixels: &[u8]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let chunks =
        [(b"IHDR", head.as_slice())].into_iter().chain(more.iter().copied()).chain([(b"IDAT", pixels), (b"IEND", &[])]);
    for (kind, data) in chunks {
        file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let body = [kind, data].concat();
        file.extend(&body);
        file.extend(crc(&body).to_be_bytes());
    }
    file
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// At least `count` zeros as zlib packs them: one, and "258 times what was before" in 13 bits each.
fn zeros(count: usize) -> Vec<u8> {
    let repeats = count.div_ceil(258);
    let mut bits: Vec<bool> = vec![true, true, false];
    let mut code = |value: u32, length: u32| bits.extend((0..length).rev().map(|at| value >> at & 1 == 1));
    code(0b0011_0000, 8);
    for _ in 0..repeats {
        code(0b1100_0101, 8);
        code(0, 5);
    }
    code(0, 7);
    let bytes = bits.chunks(8).map(|eight| eight.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit)));
    // The last chunk may be short: its bits are the low ones all the same.
    let sum = u32::try_from((repeats * 258 + 1) % 65_521).unwrap() << 16 | 1;
    [0x78, 0x01].into_iter().chain(bytes).chain(sum.to_be_bytes()).collect()
}
