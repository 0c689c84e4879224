//! What is fuzzed: a function from bytes for each thing that Milepost reads and did not write.
//!
//! A target ends quietly, whatever it is given, or it panics: on a bug of Milepost, or because what comes out breaks a
//! promise.

mod journal;

use std::net::{IpAddr, Ipv4Addr};

use milepost::http::{host, path, range};
use milepost::image;
use milepost::output::manifest::Manifest;

/// `plan.yaml`, and with its first half as `plan.private.yaml` beside it.
pub fn plan(data: &[u8]) {
    journal::read(&[("plan.yaml", data)], journal::plan);
    let (private, public) = data.split_at(data.iter().position(|byte| *byte == 0).unwrap_or(0));
    if !private.is_empty() {
        journal::read(&[("plan.yaml", &public[1..]), ("plan.private.yaml", private)], journal::plan);
    }
}

/// A page as it is in its file: front matter in YAML or TOML, and text.
pub fn front_matter(data: &[u8]) {
    journal::read(&[("plan.yaml", journal::PLAN), ("content/notes/a.md", data)], journal::pages);
}

/// The text of a page, with formulas.
pub fn markdown(data: &[u8]) {
    let note = [b"---\ntitle: T\ndate: 2026-12-01\nmath: true\n---\n", data].concat();
    journal::read(
        &[("plan.yaml", journal::PLAN), ("content/notes/a.md", &note), ("content/b.md", b"# B\n")],
        journal::pages,
    );
}

/// What stands between the brackets of a wikilink, with pages, a picture and a heading that it may mean.
pub fn wikilinks(data: &[u8]) {
    let note = [b"# A\n\n[[", data, b"]] ![[", data, b"]]\n"].concat();
    journal::link(&[
        ("plan.yaml", journal::PLAN),
        ("content/notes/a.md", &note),
        ("content/notes/two words.md", b"---\naliases: [/old/]\nslug: other\n---\n# Two Words\n\n## A heading\n"),
        ("content/posts/étude.md", b"# \xc3\x89tude #1\n"),
        ("content/notes/p.png", b"\x89PNG\r\n\x1a\n"),
    ]);
}

/// A template in a journal that takes the place of one of the theme.
pub fn theme(data: &[u8]) {
    journal::build(&[
        ("plan.yaml", journal::PLAN),
        ("themes/default/templates/partials/footer.html", data),
        ("content/notes/a.md", b"---\ndate: 2026-12-01\n---\n# A\n"),
    ]);
}

/// `evidence.lock`
pub fn lock(data: &[u8]) {
    journal::read(&[("plan.yaml", journal::PLAN), ("evidence.lock", data)], journal::lock);
}

/// `build-manifest.json`: what can be read is written as it was read.
pub fn manifest(data: &[u8]) {
    let Ok(manifest) = Manifest::parse(data) else { return };
    let again = Manifest::parse(&manifest.to_bytes()).expect("what was written can be read");
    assert_eq!(manifest, again);
    for path in manifest.files.0.keys() {
        let is_inside = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
        assert!(path.as_str().split('/').all(is_inside), "{path} may leave the site");
    }
}

/// A picture: what is published of it is no larger, and clean.
pub fn picture(data: &[u8]) {
    let _ = image::Header::read(data);
    if let Some(once) = image::clean(data) {
        assert!(once.bytes.len() <= data.len() + 64, "a picture grew");
        assert!(image::clean(&once.bytes).is_none_or(|twice| twice.bytes == once.bytes), "a clean picture changes");
    }
    let note = b"---\ndate: 2026-12-01\n---\n# A\n\n![A](a.png) ![A](a.jpg) ![A](a.gif) ![A](a.webp)\n";
    let pictures = ["a.png", "a.jpg", "a.gif", "a.webp"].map(|name| format!("content/notes/{name}"));
    let mut files = vec![("plan.yaml", journal::PLAN), ("content/notes/a.md", note.as_slice())];
    files.extend(pictures.iter().map(|path| (path.as_str(), data)));
    journal::read(&files, journal::pages);
}

/// A plan in Markdown, of which a first `plan.yaml` is made.
pub fn import(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    journal::import(text);
}

/// The header `Range`: a part lies in the file.
pub fn range(data: &[u8]) {
    let length = usize::from(data.first().copied().unwrap_or(0));
    let Ok(header) = std::str::from_utf8(data.get(1..).unwrap_or_default()) else { return };
    if let range::Wanted::Part(part) = range::wanted(Some(header), length) {
        assert!(part.start < part.end && part.end <= length, "{header}: {part:?} of {length}");
    }
}

/// The header `Host` and the path of a request: no other name is ours, and no path is decoded twice.
pub fn host(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let own = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 20));
    if host::is_ours(Some(text), 4321, own) {
        let name = text.to_ascii_lowercase();
        assert!(
            ["localhost:4321", "127.0.0.1:4321", "[::1]:4321", "192.168.1.20:4321"].contains(&name.as_str()),
            "{text}"
        );
    }
    if let Some(decoded) = path::decode(text) {
        assert!(decoded.len() <= text.len(), "{text}");
        assert!(text.contains('%') || decoded == text, "{text}");
    }
}
