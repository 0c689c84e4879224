//! Whatever is edited, and however fast: in the end `serve` holds what a clean build writes, byte for byte.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::common::Journal;
use super::edits::{self, apply, edit, files};
use super::{PATIENCE, Server};

/// Returns the first of `paths` at which what is served is not what was built.
fn difference<'a>(
    server: &Server,
    built: &BTreeMap<String, Vec<u8>>,
    paths: impl IntoIterator<Item = &'a String>,
) -> Option<String> {
    paths.into_iter().find_map(|path| {
        let (head, body) = server.bytes(&format!("/{path}"));
        let is_there = head.starts_with("HTTP/1.1 200") || path == "404.html";
        let served = is_there.then(|| without_script(body));
        (served.as_ref() != built.get(path)).then(|| path.clone())
    })
}

/// Returns a page without the script that `serve` adds.
fn without_script(body: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(body.clone()) else { return body };
    match text.split_once("<script src=\"/_milepost/") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</script>").unwrap().1).into_bytes(),
        None => body,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn after_any_script_of_edits_what_is_served_is_a_clean_build(script in prop::collection::vec(edit(), 1..24)) {
        let journal = Journal::empty();
        edits::begin(&journal);
        let server = Server::start(&journal, &["--port", "0"]);
        let (mut notes, mut ever) = (edits::Notes::new(), Vec::new());
        for edit in script {
            apply(&journal, &mut notes, edit);
            ever.extend(notes.keys().map(|slot| format!("notes/n{slot}/index.html")));
        }
        let address = format!("http://localhost:{}/", server.port);
        let build = journal.run(&["build", "--no-cache", "--out", "built", "--base-url", &address]);
        prop_assert!(build.status == 0, "{}", build.stderr);
        let mut built = files(&journal, "built");
        // It tells what is on the disk, so only the disk has it.
        built.remove("build-manifest.json");
        let end = Instant::now() + PATIENCE;
        while let Some(path) = difference(&server, &built, built.keys().chain(&ever)) {
            prop_assert!(Instant::now() < end, "{path} is not what was built");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
