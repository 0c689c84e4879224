//! `milepost serve` from outside: a raw HTTP client on the socket, and edits on the disk.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests edit files, run programs and wait")]

mod arrivals;
mod at_once;
mod bursts;
mod cockpit;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/edits.rs"]
mod edits;
mod glimpses;
mod script_of_edits;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use common::Journal;

/// Far longer than anything takes, for machines that are busy. Every wait ends after it.
const PATIENCE: Duration = Duration::from_secs(45);
const NOTE: &str = "---\ntitle: Fresh\ndate: 2026-01-05\nsummary: A note.\n---\n\nfirst words\n";

/// A running server; killed with the test.
struct Server {
    child: Child,
    port: u16,
    address: String,
    lines: Receiver<String>,
}

impl Server {
    /// Starts `milepost serve` in `journal`.
    fn spawn(journal: &Journal, arguments: &[&str]) -> Self {
        Self::spawn_with_editor(journal, arguments, "vi")
    }

    /// The same with `editor` for `VISUAL`.
    fn spawn_with_editor(journal: &Journal, arguments: &[&str], editor: &str) -> Self {
        let mut command = journal.command(&[&["serve"], arguments].concat());
        let mut child = command.env("VISUAL", editor).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, port: 0, address: String::new(), lines }
    }

    /// Starts `milepost serve` in `journal` and waits until it says where it is.
    fn start(journal: &Journal, arguments: &[&str]) -> Self {
        Self::spawn(journal, arguments).started()
    }

    fn started(mut self) -> Self {
        let server = &mut self;
        let line = server.wait_for("serving");
        let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
        server.port = address.trim_start_matches("http://localhost:").split('/').next().unwrap().parse().unwrap();
        server.address = address;
        self
    }

    /// Waits for a line on stderr with `text` in it.
    fn wait_for(&self, text: &str) -> String {
        self.wait_any(&[text])
    }

    /// Waits for a line on stderr with one of `texts` in it.
    fn wait_any(&self, texts: &[&str]) -> String {
        let mut seen = Vec::new();
        let end = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if texts.iter().any(|text| line.contains(text)) {
                return line;
            }
            seen.push(line);
        }
        panic!("{texts:?} never came:\n{}", seen.join("\n"));
    }

    /// Sends `head`, as it stands, and returns the whole answer.
    fn raw(&self, head: &str) -> String {
        String::from_utf8_lossy(&self.exchange(head)).into_owned()
    }

    fn exchange(&self, head: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(head.replace('\n', "\r\n").as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    /// Returns the head and the bytes of what is at `path`.
    fn bytes(&self, path: &str) -> (String, Vec<u8>) {
        let request = format!("GET {path} HTTP/1.1\nHost: localhost:{}\nConnection: close\n\n", self.port);
        let answer = self.exchange(&request);
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec())
    }

    fn request(&self, method: &str, path: &str) -> Answer {
        self.send(method, path, &[], "")
    }

    /// Sends a request with `headers` and `body`; a `Host` among them takes the place of ours.
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let host = ("Host", format!("localhost:{}", self.port));
        let length = ("Content-Length", body.len().to_string());
        let mut all: Vec<(&str, &str)> = vec![("Connection", "close")];
        all.extend(Some((host.0, host.1.as_str())).filter(|_| !headers.iter().any(|(name, _)| *name == "Host")));
        all.extend(Some((length.0, length.1.as_str())).filter(|_| !body.is_empty()));
        all.extend(headers);
        let lines: Vec<String> = all.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let head = format!("{method} {path} HTTP/1.1\n{}", lines.concat());
        let answer = self.raw(&format!("{head}\n{body}"));
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head in {answer:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", path)
    }

    /// Opens the stream of events.
    fn events(&self) -> Events {
        self.events_of("")
    }

    /// Opens the stream of events as a window does that shows `page`.
    fn events_at(&self, page: &str) -> Events {
        self.events_of(&format!("?page={}", page.replace('/', "%2F")))
    }

    fn events_of(&self, query: &str) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /_milepost/events{query} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).unwrap();
        Events { stream: BufReader::new(stream), seen: Vec::new() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

struct Events {
    stream: BufReader<TcpStream>,
    seen: Vec<String>,
}

impl Events {
    /// Returns the data of the next event.
    fn next(&mut self) -> serde_json::Value {
        // The stream is never silent for long, so the time of all reads together is what counts.
        let end = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < end, "no event in time; until then there were {:#?}", self.seen);
            let mut line = String::new();
            assert_ne!(self.stream.read_line(&mut line).expect("a heartbeat in time"), 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                self.seen.push(data.chars().take(200).collect());
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// Returns the next event that passes `is_wanted`; builds between two edits may add others.
    fn wait(&mut self, is_wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let event = self.next();
            if is_wanted(&event) {
                return event;
            }
            assert!(Instant::now() < end, "the wanted event was not among {:#?}", self.seen);
        }
    }
}

fn has_problems(event: &serde_json::Value) -> bool {
    !event["problems"].as_array().unwrap().is_empty()
}

fn journal_at(url: &str) -> Journal {
    let journal = Journal::empty();
    journal.run(&["init", "--url", url]).succeeds();
    journal
}

#[test]
fn pages_come_from_memory_with_the_script_and_no_caching() {
    let journal = Journal::new();
    let server = Server::start(&journal, &["--port", "0"]);
    let home = server.get("/");
    assert_eq!(home.status, 200, "{}", home.head);
    for header in
        ["content-type: text/html; charset=utf-8", "cache-control: no-store", "x-content-type-options: nosniff"]
    {
        assert!(home.head.contains(header), "{header} is not in {}", home.head);
    }
    assert!(home.body.contains("<script src=\"/_milepost/reload.js?v="), "{}", home.body);
    assert!(server.get("/_milepost/reload.js").head.contains("text/javascript"));
    assert!(!server.get("/feed.xml").body.contains("_milepost"));
    assert!(!journal.exists("site"), "serve never touches the output folder");
}

#[test]
fn the_site_is_below_its_base_path() {
    let journal = journal_at("https://noor.github.io/repo");
    let server = Server::start(&journal, &["--port", "0"]);
    assert!(server.address.ends_with("/repo/"), "{}", server.address);
    let root = server.get("/?a=b");
    assert_eq!(root.status, 302);
    assert!(root.head.contains("location: /repo/?a=b"), "{}", root.head);
    assert!(server.get("/repo").head.contains("location: /repo/"));
    assert_eq!(server.get("/repo/").status, 200);
    assert_eq!(server.get("/about/").status, 404, "outside the base path");
    assert_eq!(server.get("/repo/about/").status, 200);
}

#[test]
fn a_page_without_its_slash_redirects() {
    let server = Server::start(&Journal::new(), &["--port", "0"]);
    let answer = server.get("/about");
    assert_eq!(answer.status, 302);
    assert!(answer.head.contains("location: /about/\r\n"), "{}", answer.head);
    assert_ne!(server.get("//about").status, 302, "never a redirect to another host");
}

#[test]
fn what_is_not_there_is_the_404_page() {
    let server = Server::start(&Journal::new(), &["--port", "0"]);
    let answer = server.get("/nowhere/");
    assert_eq!(answer.status, 404);
    assert!(answer.head.contains("text/html"));
    assert!(answer.body.contains("_milepost/reload.js"), "so that it reloads when the page appears");
}

#[test]
fn no_path_reaches_the_disk() {
    let server = Server::start(&Journal::new(), &["--port", "0"]);
    for path in [
        "/../plan.yaml",
        "/%2e%2e/plan.yaml",
        "/..%2fplan.yaml",
        "/plan.yaml",
        "/notes/../../plan.yaml",
        "/.gitignore",
        "//etc/passwd",
        "/%00",
        "/%ff",
        "/%",
        "/..%5cplan.yaml",
        "/_milepost/../plan.yaml",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("schema: 1"), "{path}");
    }
}

#[test]
fn only_our_host_names_are_answered() {
    let server = Server::start(&Journal::new(), &["--port", "0"]);
    let port = server.port;
    let status = |host: &str| server.raw(&format!("GET / HTTP/1.1\n{host}Connection: close\n\n"));
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        assert!(status(&format!("Host: {host}\n")).starts_with("HTTP/1.1 200"), "{host}");
    }
    for host in [format!("evil.example:{port}"), "localhost".to_owned(), format!("localhost.evil.example:{port}")] {
        assert!(status(&format!("Host: {host}\n")).starts_with("HTTP/1.1 403"), "{host}");
    }
    assert!(!status("").starts_with("HTTP/1.1 200"), "no host at all");
}

#[test]
fn other_machines_are_answered_only_when_asked_for_and_see_no_source() {
    let journal = Journal::new();
    let server = Server::spawn(&journal, &["--port", "0", "--host", "0.0.0.0"]);
    assert!(server.wait_for("every machine that reaches this one at port ").contains("the cockpit is off"));
    let server = Server::start(&journal, &["--port", "0", "--host", "0.0.0.0"]);
    let evil = server.send("GET", "/", &[("Host", &format!("evil.example:{}", server.port))], "");
    assert_eq!(evil.status, 403, "names are still checked");
    let mut events = server.events();
    let plan = journal.read("plan.yaml");
    journal.write("plan.yaml", &format!("{plan}\nsecret-key: 123456\n"));
    let event = events.wait(has_problems).to_string();
    assert!(event.contains("the terminal says more") && event.contains("plan.yaml:"), "{event}");
    assert!(!event.contains("123456"), "{event}");
}

#[test]
fn the_way_for_a_phone_is_a_code() {
    let journal = Journal::new();
    let server = Server::spawn(&journal, &["--port", "0", "--lan", "--color", "never"]);
    let line = server.wait_for("serving");
    assert!(line.contains("http://"), "{line}");
    // The quiet zone at the top, and then the code.
    assert!(server.wait_for("██████").trim().chars().all(|c| c == '█'));
    assert!(server.wait_for("▄▄▄▄▄").contains('█'));
}

#[test]
fn a_part_of_a_file_is_answered() {
    let journal = Journal::new();
    let server = Server::start(&journal, &["--port", "0"]);
    let whole = server.get("/feed.xml");
    assert!(whole.head.contains("accept-ranges: bytes"), "{}", whole.head);
    let length = whole.body.len();
    let ask =
        |range: &str, more: &[(&str, &str)]| server.send("GET", "/feed.xml", &[&[("Range", range)], more].concat(), "");
    let part = ask("bytes=5-14", &[]);
    assert_eq!((part.status, part.body.as_str()), (206, &whole.body[5..15]));
    assert!(part.head.contains(&format!("content-range: bytes 5-14/{length}")), "{}", part.head);
    let nowhere = ask("bytes=99999999-", &[]);
    assert_eq!(nowhere.status, 416);
    assert!(nowhere.head.contains(&format!("content-range: bytes */{length}")), "{}", nowhere.head);
    for (range, more) in [("bytes=0-1,4-5", &[][..]), ("lines=1-2", &[]), ("bytes=0-1", &[("If-Range", "\"x\"")])] {
        let answer = ask(range, more);
        assert_eq!((answer.status, answer.body.len()), (200, length), "{range}");
    }
}

#[test]
fn only_reading_is_allowed() {
    let server = Server::start(&Journal::new(), &["--port", "0"]);
    let head = server.request("HEAD", "/");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let length = format!("content-length: {}", server.get("/").body.len());
    assert!(head.head.contains(&length), "{length} is not in {}", head.head);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = server.request(method, "/");
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.head.contains("allow: get, head"), "{}", answer.head);
    }
}

#[test]
fn a_taken_port_is_said_and_the_next_one_used() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let journal = Journal::new();
    let server = Server::spawn(&journal, &["--port", &port.to_string()]);
    let line = server.wait_for("is taken");
    assert!(line.starts_with(&format!("port {port} is taken, so this is port ")), "{line}");
}

#[test]
fn saving_a_file_reloads_the_browser() {
    let journal = Journal::new();
    let server = Server::start(&journal, &["--port", "0"]);
    let mut events = server.events();
    let first = events.next();
    assert!(!has_problems(&first));

    journal.write("content/notes/fresh.md", NOTE);
    let second = events.wait(|event| event["version"] != first["version"]);
    assert!(server.get("/notes/fresh/").body.contains("first words"));

    journal.write("content/notes/fresh.md", &NOTE.replace("first", "second"));
    events.wait(|event| {
        event["version"] != second["version"] && server.get("/notes/fresh/").body.contains("second words")
    });

    std::fs::remove_file(journal.path("content/notes/fresh.md")).unwrap();
    events.wait(|_| server.get("/notes/fresh/").status == 404);
}

#[test]
fn saving_by_renaming_and_changing_the_plan_reload_too() {
    let journal = Journal::new();
    let server = Server::start(&journal, &["--port", "0"]);
    let mut events = server.events();
    let first = events.next();
    journal.write(".plan.tmp", &journal.read("plan.yaml").replace("My plan", "Another plan"));
    std::fs::rename(journal.path(".plan.tmp"), journal.path("plan.yaml")).unwrap();
    events.wait(|event| event["version"] != first["version"]);
}

#[test]
fn content_that_appears_later_is_watched() {
    let journal = Journal::new();
    // The navigation of the plan names the page about the author.
    let about = journal.read("content/about.md");
    std::fs::remove_dir_all(journal.path("content")).unwrap();
    let server = Server::start(&journal, &["--port", "0"]);
    let mut events = server.events();
    assert!(has_problems(&events.next()));
    journal.write("content/notes/fresh.md", NOTE);
    journal.write("content/about.md", &about);
    events.wait(|_| server.get("/notes/fresh/").status == 200);
    journal.write("content/notes/deep/er/later.md", &NOTE.replace("Fresh", "Later"));
    events.wait(|_| server.get("/notes/later/").status == 200);
    // Gone and back again, as when git switches branches.
    std::fs::rename(journal.path("content"), journal.path("elsewhere")).unwrap();
    events.wait(has_problems);
    std::fs::rename(journal.path("elsewhere"), journal.path("content")).unwrap();
    events.wait(|event| !has_problems(event));
    journal.write("content/notes/deep/er/later.md", &NOTE.replace("first words", "last words"));
    events.wait(|_| server.get("/notes/later/").body.contains("last words"));
}

#[test]
fn a_page_that_is_saved_by_renaming_is_followed() {
    let journal = Journal::new();
    journal.write("content/notes/fresh.md", NOTE);
    let server = Server::start(&journal, &["--port", "0"]);
    let mut events = server.events();
    events.next();
    for words in ["second words", "third words", "fourth words"] {
        journal.write("content/notes/.fresh.md.tmp", &NOTE.replace("first words", words));
        std::fs::rename(journal.path("content/notes/.fresh.md.tmp"), journal.path("content/notes/fresh.md")).unwrap();
        events.wait(|_| server.get("/notes/fresh/").body.contains(words));
    }
}

#[test]
fn what_changes_while_a_build_runs_is_built_next() {
    let journal = Journal::new();
    let server = Server::start(&journal, &["--port", "0"]);
    let mut events = server.events();
    events.next();
    // The pauses are longer than a burst waits for quiet, and shorter than a build takes.
    for number in 0..20 {
        journal.write(
            &format!("content/notes/f{number}/n{number}.md"),
            &NOTE.replace("Fresh", &format!("Number {number}")),
        );
        std::thread::sleep(Duration::from_millis(60));
    }
    events.wait(|_| (0..20).all(|number| server.get(&format!("/notes/n{number}/")).status == 200));
}

#[test]
fn what_a_build_does_not_read_is_not_watched() {
    let journal = Journal::new();
    let server = Server::start(&journal, &["--port", "0"]);
    let mut events = server.events();
    let first = events.next();
    for path in ["site/index.html", ".milepost/cache/a", "target/debug/a", ".git/index", "content/.a.md.swp", "a.md"] {
        journal.write(path, "something");
    }
    std::thread::sleep(Duration::from_secs(2));
    // A page that is opened now is told about the same site as before.
    assert_eq!(server.events().next()["version"], first["version"]);
    let rebuilds = std::iter::from_fn(|| server.lines.try_recv().ok()).filter(|line| line.contains("rebuilt")).count();
    assert_eq!(rebuilds, 0);
}

#[test]
fn the_last_good_site_stays_while_there_are_errors() {
    let journal = Journal::new();
    journal.write("content/notes/fresh.md", NOTE);
    let server = Server::start(&journal, &["--port", "0"]);
    let mut events = server.events();
    let good = events.next();

    journal.write("content/notes/fresh.md", &NOTE.replace("first words", "<b>[gone](missing.md)</b>"));
    let broken = events.wait(has_problems);
    assert_eq!(broken["version"], good["version"]);
    let problem = broken["problems"][0]["text"].as_str().unwrap();
    assert!(problem.starts_with("error[broken-link]"), "{problem}");
    assert!(problem.contains("content/notes/fresh.md"), "{problem}");
    assert!(!problem.contains('\u{1b}'), "no colours in the browser");
    assert!(server.get("/notes/fresh/").body.contains("first words"));
    server.wait_for("error: 1 error; the last good site stays");
    // Somebody who opens the page now is told as well.
    assert!(has_problems(&server.events().next()));

    // The error goes with the file that has it.
    std::fs::remove_file(journal.path("content/notes/fresh.md")).unwrap();
    let mended = events.wait(|event| !has_problems(event));
    assert_ne!(mended["version"], good["version"]);
    assert_eq!(server.get("/notes/fresh/").status, 404);
    server.wait_for("all errors mended");
}

#[cfg(unix)]
#[test]
fn an_error_is_opened_in_the_editor_by_a_page_of_ours_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let journal = Journal::new();
    let editor = journal.path("bin/code");
    journal.write("bin/code", "#!/bin/sh\necho \"$@\" > \"$(dirname \"$0\")/said.new\" && mv \"$(dirname \"$0\")/said.new\" \"$(dirname \"$0\")/said\"\n");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    let server =
        Server::spawn_with_editor(&journal, &["--port", "0"], &format!("{} --wait", editor.display())).started();
    let mut events = server.events();
    journal.write("content/notes/fresh.md", &NOTE.replace("first words", "[gone](missing.md)"));
    let place = events.wait(has_problems)["problems"][0]["place"].clone();
    assert_eq!(place, serde_json::json!({ "file": "content/notes/fresh.md", "line": 7, "column": 8 }));

    let form = "file=content%2Fnotes%2Ffresh.md&line=7&column=8";
    let origin = format!("http://localhost:{}", server.port);
    let ours = ("Origin", origin.as_str());
    let kind = ("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
    let open = |headers: &[(&str, &str)], form: &str| server.send("POST", "/_milepost/open", headers, form).status;
    assert_eq!(open(&[kind], form), 403, "who asks is not said");
    assert_eq!(open(&[("Origin", "http://evil.example"), kind], form), 403);
    assert_eq!(open(&[ours, ("Content-Type", "text/plain")], form), 403);
    assert_eq!(open(&[ours, kind], "file=plan.yaml&line=1&column=1"), 404, "no error is there");
    assert_eq!(open(&[ours, kind], "file=..%2F..%2Fetc%2Fpasswd&line=7&column=8"), 404);
    assert_eq!(server.get("/_milepost/open").status, 404);
    assert!(!journal.exists("bin/said"));

    assert_eq!(open(&[ours, kind], form), 200);
    let end = Instant::now() + PATIENCE;
    while !journal.exists("bin/said") && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    let root = journal.root().canonicalize().unwrap();
    assert_eq!(journal.read("bin/said"), format!("--goto {}/content/notes/fresh.md:7:8\n", root.display()));
}

#[test]
fn a_journal_that_starts_broken_is_shown_once_it_is_mended() {
    let journal = Journal::new();
    journal.write("content/notes/fresh.md", &NOTE.replace("first words", "[gone](missing.md)"));
    let server = Server::start(&journal, &["--port", "0"]);
    let waiting = server.get("/");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("_milepost/reload.js"));
    let mut events = server.events();
    assert!(has_problems(&events.next()));
    journal.write("content/notes/fresh.md", NOTE);
    events.wait(|event| !has_problems(event));
    assert_eq!(server.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_cleanly() {
    let journal = Journal::new();
    let mut server = Server::start(&journal, &["--port", "0"]);
    let _open = server.events();
    let before = journal.files(".");
    let id = server.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let end = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = server.child.try_wait().unwrap() {
            break status;
        }
        assert!(Instant::now() < end, "it did not end");
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(0));
    assert_eq!(journal.files("."), before);
}

#[test]
fn windows_are_told_which_page_was_saved_on_wish_only() {
    let journal = journal_at("https://noor.example/repo/");
    let note = |words: &str| format!("---\ntitle: Größe\ndate: 2026-01-01\n---\n\n{words}\n");
    for (arguments, page) in [
        (&["--port", "0", "--follow"][..], serde_json::json!("/repo/notes/fresh/")),
        (&["--port", "0"][..], serde_json::Value::Null),
    ] {
        journal.write("content/notes/fresh.md", &note("first"));
        let server = Server::start(&journal, arguments);
        let mut events = server.events();
        let first = events.next();
        assert_eq!(first["page"], serde_json::Value::Null);
        // At once, because only the text has changed.
        journal.write("content/notes/fresh.md", &note("second"));
        let second = events.wait(|event| event["version"] != first["version"]);
        assert_eq!(second["page"], page);
        server.wait_for("rebuilt");
        // The same for a title, though lists follow with the whole site.
        let third = server.events().next();
        journal.write("content/notes/fresh.md", &note("third").replace("Größe", "Size"));
        let fourth = events.wait(|event| event["version"] != second["version"] && event["version"] != third["version"]);
        assert_eq!(fourth["page"], page);
        server.wait_for("rebuilt");
        journal.write("content/notes/a.md", &note("a"));
        journal.write("content/notes/b.md", &note("b"));
        let both =
            events.wait(|_| server.get("/repo/notes/b/").status == 200 && server.get("/repo/notes/a/").status == 200);
        let one_of_two = serde_json::json!("/repo/notes/b/");
        assert!(both["page"].is_null() || both["page"] == one_of_two, "{both}");
        for gone in ["a", "b"] {
            std::fs::remove_file(journal.path(&format!("content/notes/{gone}.md"))).unwrap();
        }
    }
}
