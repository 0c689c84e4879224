//! `milepost check --external`, against a server that fails in every way.

use std::io::Read as _;
use std::net::TcpListener;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use milepost::diagnostic::SourceId;
use milepost::lock::{self, Lock};

use crate::common::{Journal, Run};
use crate::server::Server;

const PLAN: &str = "schema: 1\nsite: {title: T, url: \"https://own.example/\"}\n\
                    plan: {id: the-plan, title: Plan, start: 2026-10-01, months: 12}\n";

/// A journal with one note that leads to these addresses.
fn journal(urls: &[&str]) -> Journal {
    let journal = Journal::empty();
    journal.write("plan.yaml", PLAN);
    note(&journal, "a", "date: 2026-11-01\n", urls);
    journal
}

fn note(journal: &Journal, name: &str, keys: &str, urls: &[&str]) {
    let links: Vec<String> = urls.iter().map(|url| format!("- [link]({url})\n")).collect();
    let links = links.concat();
    journal.write(&format!("content/notes/{name}.md"), &format!("---\ntitle: {name}\n{keys}---\n\n{links}"));
}

/// The command line of a check that does not wait where a real one does.
fn arguments(server: &Server, urls: &[&str], day: &str) -> Vec<String> {
    let mut hosts: Vec<&str> = urls.iter().filter_map(|url| url.split('/').nth(2)).collect();
    hosts.extend(["ok.test", "gone.test"]);
    hosts.sort_unstable();
    hosts.dedup();
    hosts.retain(|host| host.split('.').next_back() == Some("test"));
    let fixed = ["check", "--external", "--pause=0", "--backoff=1", "--timeout=4000", "--as-of", day];
    fixed.iter().map(ToString::to_string).chain(server.resolve(&hosts)).collect()
}

fn check(journal: &Journal, server: &Server, urls: &[&str], day: &str) -> Run {
    check_with(journal, server, urls, day, &[])
}

fn check_with(journal: &Journal, server: &Server, urls: &[&str], day: &str, more: &[&str]) -> Run {
    let arguments = arguments(server, urls, day);
    let all: Vec<&str> = arguments.iter().map(String::as_str).chain(more.iter().copied()).collect();
    let mut command = journal.command(&all);
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    Run::from(command.output().unwrap())
}

/// The lock, which has to be whole.
fn read_lock(journal: &Journal) -> Lock {
    let (lock, mistakes) = lock::parse(&journal.read("evidence.lock"), SourceId(0));
    assert_eq!(mistakes, []);
    lock
}

/// What the lock says of an address: result, status, reason, where it moved.
fn known(journal: &Journal, url: &str) -> String {
    let lock = read_lock(journal);
    let entry = lock.get(url).unwrap_or_else(|| panic!("{url} is not in the lock"));
    let mut text = entry.outcome.word().to_owned();
    text += &entry.status.map(|status| format!(" {status}")).unwrap_or_default();
    text += &entry.reason.map(|reason| format!(" {}", reason.word())).unwrap_or_default();
    text + &entry.moved_to.as_ref().map(|to| format!(" → {to}")).unwrap_or_default()
}

/// Every way to answer, and what is made of it.
const WAYS: &[(&str, &str)] = &[
    ("http://ok.test/", "ok 200"),
    ("http://ok.test/größe?a=b&c", "ok 200"),
    ("http://gone.test/404", "dead 404"),
    ("http://gone.test/410", "dead 410"),
    ("http://forbidden.test/", "unknown 403 status"),
    ("http://busy.test/", "unknown 429 status"),
    ("http://patient.test/", "ok 200"),
    ("http://flaky.test/", "ok 200"),
    ("http://broken.test/", "unknown 503 status"),
    ("http://nohead.test/", "ok 200"),
    ("http://hidinghead.test/", "ok 200"),
    ("http://hanghead.test/", "ok 200"),
    ("http://hang.test/", "unknown timeout"),
    ("http://slow.test/", "ok 200"),
    ("http://endless.test/", "ok 200"),
    ("http://gzip.test/", "ok 200"),
    ("http://moved.test/old", "ok 200 → http://moved.test/new"),
    ("http://moved.test/away", "ok 200 → http://ok.test/new"),
    ("http://moved.test/lost", "dead 404"),
    ("http://temporary.test/", "ok 200"),
    ("http://loop.test/", "unknown redirects"),
    ("http://spiral.test/x", "unknown redirects"),
    ("http://reset.test/", "unknown no-connection"),
    ("http://garbage.test/", "unknown bad-answer"),
    ("http://cut.test/", "unknown no-connection"),
    ("http://huge.test/", "unknown bad-answer"),
    ("http://closed.test/", "unknown no-connection"),
    ("http://nowhere.test/", "dead no-such-host"),
];

#[test]
fn every_way_to_answer_is_understood() {
    let server = Server::start();
    let urls: Vec<&str> = WAYS.iter().map(|(url, _)| *url).collect();
    let journal = journal(&urls);
    let run = check(&journal, &server, &urls, "2026-11-20").succeeds();
    let found: Vec<(&str, String)> = WAYS.iter().map(|(url, _)| (*url, known(&journal, url))).collect();
    let expected: Vec<(&str, String)> = WAYS.iter().map(|(url, expected)| (*url, (*expected).to_owned())).collect();
    assert_eq!(found, expected, "{}", run.stderr);
    // Polite: one at a time for each host, by name, and no more than what is needed.
    assert_eq!(server.most_at_once(), 1);
    let agent = format!("milepost/{} (+https://own.example/)", env!("CARGO_PKG_VERSION"));
    assert!(server.requests().iter().all(|request| request.agent == agent), "{:?}", server.requests());
    assert_eq!(server.asked("nohead.test"), ["HEAD /", "GET /"]);
    assert_eq!(server.asked("busy.test"), ["HEAD /"]);
    assert_eq!(server.asked("patient.test"), ["HEAD /", "GET /", "GET /"]);
    assert_eq!(server.asked("broken.test"), ["HEAD /", "GET /", "GET /", "GET /"]);
    assert_eq!(server.asked("forbidden.test"), ["HEAD /", "GET /"]);
    assert!(server.asked("ok.test").contains(&"HEAD /gr%C3%B6%C3%9Fe?a=b&c".to_owned()));
    assert!(server.asked("spiral.test").len() <= 11);
    // Findings are at the places where the addresses are written, and figures in the end.
    run.says("warning[dead-link]: `http://gone.test/404` has been dead since 2026-11-20 (404)")
        .says("content/notes/a.md:8:10")
        .says("warning[moved-link]: `http://moved.test/old` has moved for good")
        .says("write `http://moved.test/new`")
        .says("28 addresses on 24 hosts")
        .says("warning[dead-link]: `http://nowhere.test/` has been dead since 2026-11-20 (no such host)")
        .says("28: 13 ok, 2 of them moved; 4 dead; 11 unknown")
        .says("http://forbidden.test/  403");
}

/// Then names fail for all of them, and none is to blame.
#[test]
fn without_a_network_nothing_is_dead() {
    let server = Server::start();
    let urls = ["http://nowhere.test/", "http://does-not-exist.invalid/"];
    let journal = journal(&urls);
    check(&journal, &server, &urls, "2026-11-20").succeeds().says("0 dead; 2 unknown");
    assert_eq!(known(&journal, urls[0]), "unknown no-such-host");
    // The system may take its time to say so.
    let other = known(&journal, urls[1]);
    assert!(["unknown no-such-host", "unknown timeout"].contains(&other.as_str()), "{other}");
}

#[test]
fn a_run_goes_on_where_the_last_one_ended() {
    let server = Server::start();
    let urls = ["http://ok.test/a", "http://ok.test/b", "http://gone.test/404"];
    let journal = journal(&urls);
    // No time at all: what is not asked is left, and that is no mistake.
    check_with(&journal, &server, &urls, "2026-11-20", &["--time-limit=0"]).succeeds().says("left for the next run");
    check(&journal, &server, &urls, "2026-11-20").succeeds();
    assert_eq!(known(&journal, "http://ok.test/a"), "ok 200");
    let asked = server.requests().len();
    let before = journal.read("evidence.lock");
    let times = || server.asked("ok.test").iter().filter(|asked| asked.contains("/a")).count();
    let first = times();
    check(&journal, &server, &urls, "2026-11-20").succeeds().says("3 asked lately, and not again");
    assert_eq!((server.requests().len(), journal.read("evidence.lock")), (asked, before));
    // What is dead is asked again on another day, the others after a week.
    check(&journal, &server, &urls, "2026-11-21").succeeds().says("2 asked lately");
    assert_eq!(times(), first);
    check_with(&journal, &server, &urls, "2026-11-22", &["--max-age=2"]).succeeds();
    assert_eq!(times(), first + 1);
    server.recover();
    check(&journal, &server, &urls, "2026-11-25").succeeds();
    assert_eq!(known(&journal, "http://gone.test/404"), "ok 200");
}

#[test]
fn a_dead_proof_demotes_its_item_and_can_be_made_an_error() {
    let server = Server::start();
    let urls = ["http://gone.test/404"];
    let journal = journal(&[]);
    journal.write(
        "plan.yaml",
        &format!(
            "{PLAN}phases:\n  - id: first\n    title: First\n    months: [1, 3]\n    items:\n      - id: regression\n        \
             title: Regression\n        kind: practice\n        month: 1\n        \
             proof: [{{kind: repo, url: \"{}\", date: 2026-10-20}}]\n",
            urls[0]
        ),
    );
    check(&journal, &server, &urls, "2026-11-20")
        .succeeds()
        .says("counts for `regression` until 2026-12-20")
        .says("1 of 1 items proven");
    let late = check_with(&journal, &server, &urls, "2026-12-21", &["--deny", "dead-proof"]).ends_with(1);
    late.says(
        "error[dead-proof]: `http://gone.test/404` has been dead since 2026-11-20, so it proves `regression` no more",
    )
    .says("plan.yaml:13:");
    journal.run(&["build", "--as-of", "2026-12-21"]).succeeds().says("0 of 1 items proven").says("dead-proof");
    // The way back: the address answers again.
    server.recover();
    check(&journal, &server, &urls, "2026-12-22").succeeds().says("1 of 1 items proven");
    let build = journal.run(&["build", "--as-of", "2026-12-22"]).succeeds();
    assert!(!build.stderr.contains("dead-proof"), "{}", build.stderr);
}

/// The lock is committed, and whoever is asked learns the address.
#[test]
fn what_is_not_public_is_neither_asked_nor_written_down() {
    let server = Server::start();
    let urls = ["http://ok.test/public"];
    let journal = journal(&urls);
    let secret = ["draft", "private", "unlisted", "scheduled", "raw"];
    note(&journal, "draft", "date: 2026-11-01\ndraft: true\n", &["http://ok.test/draft"]);
    note(&journal, "private", "date: 2026-11-01\nvisibility: private\n", &["http://ok.test/private"]);
    note(&journal, "unlisted", "date: 2026-11-01\nvisibility: unlisted\n", &["http://ok.test/unlisted"]);
    note(&journal, "scheduled", "date: 2027-11-01\n", &["http://ok.test/scheduled"]);
    journal.write(
        "content/notes/raw.md",
        "---\ntitle: raw\ndate: 2026-11-01\nvisibility: unlisted\n---\n<a href=\"http://ok.test/raw\">x</a>\n",
    );
    journal.write(
        "plan.private.yaml",
        "schema: 1\nprojects: [{id: proj-p, title: Hidden thing, repo: \"http://ok.test/overlay\"}]\n",
    );
    check(&journal, &server, &urls, "2026-11-20").succeeds();
    assert_eq!(read_lock(&journal).links.keys().collect::<Vec<_>>(), ["http://ok.test/public"]);
    assert_eq!(server.asked("ok.test"), ["HEAD /public"]);
    check_with(&journal, &server, &urls, "2026-11-20", &["--drafts"]).ends_with(2);
    // What was public and is not any more leaves the lock with the next check.
    note(&journal, "a", "date: 2026-11-01\ndraft: true\n", &urls);
    check(&journal, &server, &urls, "2026-11-20").succeeds();
    assert_eq!(read_lock(&journal), Lock::default());
    assert!(secret.iter().all(|name| !journal.read("evidence.lock").contains(name)));
}

#[test]
fn raw_html_is_looked_at_and_the_visitor_s_own_machine_is_not_asked() {
    let server = Server::start();
    let urls = ["http://ok.test/raw?a&b"];
    let journal = journal(&["http://localhost:1/"]);
    journal.write(
        "content/notes/raw.md",
        "---\ntitle: raw\ndate: 2026-11-01\n---\n\n<p><a href=\"http://ok.test/raw?a&amp;b\">x</a></p>\n\n[y](https://own.example/notes/a/)\n",
    );
    let run = check(&journal, &server, &urls, "2026-11-20").succeeds();
    run.says("warning[local-link]: `http://localhost:1/` leads a visitor to their own machine")
        .says("content/notes/a.md:6:10");
    assert_eq!(read_lock(&journal).links.keys().collect::<Vec<_>>(), urls.iter().collect::<Vec<_>>());
}

#[test]
fn nothing_is_asked_while_there_are_errors_and_a_damaged_lock_is_kept() {
    let server = Server::start();
    let urls = ["http://ok.test/"];
    let journal = journal(&urls);
    let damaged = "version = 1\n[links]\n\"http://ok.test/\" = { result = \"ok";
    journal.write("evidence.lock", damaged);
    check(&journal, &server, &urls, "2026-11-20")
        .ends_with(1)
        .says("error[bad-lock]")
        .says("nothing was asked on the network");
    assert_eq!(journal.read("evidence.lock"), damaged);
    assert!(server.requests().is_empty());
    // A build, too, is told rather than going on without it.
    journal.run(&["build", "--as-of", "2026-11-20"]).ends_with(1).says("error[bad-lock]");
}

#[test]
fn no_bar_is_drawn_where_nobody_looks_and_quiet_is_quiet() {
    let server = Server::start();
    let urls = ["http://ok.test/"];
    let journal = journal(&urls);
    let run = check_with(&journal, &server, &urls, "2026-11-20", &["--quiet"]).succeeds();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    let run = check_with(&journal, &server, &urls, "2026-11-20", &["--max-age=0"]).succeeds();
    assert!(!run.stderr.contains('\r'), "{:?}", run.stderr);
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_found() {
    let server = Server::start();
    let urls = ["http://ok.test/a", "http://ok.test/b", "http://ok.test/c", "http://hang.test/"];
    let journal = journal(&urls);
    let mut arguments = arguments(&server, &urls, "2026-11-20");
    arguments.push("--timeout=600000".to_owned());
    arguments.retain(|argument| argument != "--timeout=4000");
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let child = journal.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while server.asked("ok.test").len() < 3 || server.asked("hang.test").is_empty() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    Run::from(child.wait_with_output().unwrap()).ends_with(2).says("interrupted").says("left for the next run");
    let saved = read_lock(&journal).links.len();
    assert!((1..=3).contains(&saved), "{saved}");
    server.recover();
    check(&journal, &server, &urls, "2026-11-20").succeeds().says(&format!("{saved} asked lately"));
    assert_eq!(read_lock(&journal).links.len(), urls.len());
}

#[test]
fn a_killed_check_leaves_the_old_lock_or_the_new_one() {
    let server = Server::start();
    let urls: Vec<String> = (0..40).map(|number| format!("http://ok.test/{number}")).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let journal = journal(&urls);
    let start = std::time::Instant::now();
    check(&journal, &server, &urls, "2026-11-02").succeeds();
    let took = start.elapsed();
    let mut days = std::collections::BTreeSet::new();
    for round in 3..=26_u32 {
        let day = format!("2026-11-{round:02}");
        let mut arguments = arguments(&server, &urls, &day);
        arguments.push("--max-age=0".to_owned());
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut child = journal.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(took * (round % 12) / 9);
        child.kill().unwrap();
        child.wait().unwrap();
        let lock = read_lock(&journal);
        assert_eq!(lock.links.len(), urls.len(), "kill {round}");
        days.extend(lock.links.values().map(|entry| entry.checked));
    }
    assert!(days.len() > 1, "no killed run came as far as writing");
}

/// Answers every connection with a certificate that nobody vouches for.
fn secure_server() -> std::net::SocketAddr {
    use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
    let certificate = CertificateDer::from(include_bytes!("secure.test.cert.der").as_slice());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(include_bytes!("secure.test.key.der").as_slice()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(builder.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut secret = rustls::Stream::new(&mut connection, &mut stream);
            let mut request = [0; 4096];
            if secret.read(&mut request).is_ok() {
                let _ = std::io::Write::write_all(&mut secret, b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            }
        }
    });
    address
}

#[test]
fn https_is_spoken_and_a_certificate_that_nobody_vouches_for_is_no_death() {
    let server = Server::start();
    let address = secure_server();
    let journal = journal(&["https://secure.test/", "https://other.test/"]);
    let secure = [format!("--resolve=secure.test={address}"), format!("--resolve=other.test={address}")];
    let certificate = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/secure.test.cert.der");
    let more = |trust: &'static str| -> Vec<&str> {
        let mut more: Vec<&str> = secure.iter().map(String::as_str).chain(["--max-age=0"]).collect();
        if !trust.is_empty() {
            more.extend(["--trust", trust]);
        }
        more
    };
    check_with(&journal, &server, &[], "2026-11-20", &more("")).succeeds();
    assert_eq!(known(&journal, "https://secure.test/"), "unknown certificate");
    check_with(&journal, &server, &[], "2026-11-20", &more(certificate)).succeeds();
    assert_eq!(known(&journal, "https://secure.test/"), "ok 200");
    // The certificate is trusted, but it is for another name.
    assert_eq!(known(&journal, "https://other.test/"), "unknown certificate");
}
