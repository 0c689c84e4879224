//! The cockpit from outside: who sees it, what it shows, what its buttons do, and that nothing of it is kept.

use super::common::Journal;
use super::{Answer, Server};

const PLAN: &str = r#"schema: 1
site:
  title: Noor
  url: https://noor.example/
  author: {name: Noor}
plan:
  id: plan-one
  title: Twelve months
  start: 2020-01-01
  months: 12
phases:
  - id: phase-one
    title: Foundation
    months: [1, 12]
    items:
      - {id: first-item, title: "First & <b>bold</b> step", kind: topic, month: 1, hours: 10}
      - {id: second-item, title: Second step, kind: practice, month: 2, hours: 20, skills: [skill-one]}   # stays
goals:
  - {id: goal-one, title: Three posts, target: {count: post, min: 3}, month: 3}
skills:
  - {id: skill-one, title: Skill one}
"#;

const PRIVATE: &str = r#"schema: 1
plan:
  private: {title: "My own <i>title</i>", target_salary_usd: [123456, 234567], week_hours: 9}
companies:
  - {id: tier-one, tier: 1, names: ["<script>alert('x')</script>", Plainly Ltd], note: "\"quoted\" & <img src=x>"}
applications:
  - {id: app-one, company: Plainly Ltd, role: "Engineer</td>", stage: interview, next: 2030-02-03, url: "javascript:alert(1)"}
income:
  - {id: inc-one, year: 1, usd: [111000, 222000], note: "base <b>"}
services:
  - {id: svc-one, title: "Audit </svg><script>x</script>", rate_usd: [3333, 4444], per: day}
"#;

fn journal() -> Journal {
    let journal = Journal::empty();
    journal.write("plan.yaml", PLAN);
    journal.write("plan.private.yaml", PRIVATE);
    journal.write("content/about.md", "---\ntitle: About\n---\n\nwords\n");
    journal
}

fn serve(journal: &Journal) -> Server {
    Server::start(journal, &["--port", "0"])
}

/// The token that stands in the forms of the page.
fn token(server: &Server) -> String {
    let page = server.get("/_owner/").body;
    let start = page.find("name=\"token\" value=\"").expect("a form with a token") + "name=\"token\" value=\"".len();
    page[start..].split('"').next().unwrap().to_owned()
}

/// Presses a button as a browser does, but for `headers`, which take the place of those of the same name.
fn press(server: &Server, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
    let origin = format!("http://localhost:{}", server.port);
    let all = [
        ("Origin", origin.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let own = all.into_iter().filter(|(name, _)| !headers.iter().any(|(other, _)| other == name));
    let all: Vec<(&str, &str)> = own.chain(headers.iter().copied()).filter(|(_, value)| *value != "absent").collect();
    server.send("POST", path, &all, body)
}

#[test]
fn every_section_is_shown_to_the_owner() {
    let journal = journal();
    let server = serve(&journal);
    let page = server.get("/_owner/");
    assert_eq!(page.status, 200, "{}", page.head);
    for text in [
        "id=\"state\"",
        "Behind",
        "First &amp; &lt;b&gt;bold&lt;/b&gt; step was due on",
        "Next best action",
        "id=\"burn-up\"",
        "class=\"done\"",
        "id=\"due\"",
        "Overdue",
        "id=\"step-second-item\"",
        "class=\"calendar\"",
        "id=\"hours\"",
        "id=\"lint\"",
        "id=\"gaps\"",
        "Skill one",
        "id=\"companies\"",
        "Plainly Ltd",
        "Interview",
        "id=\"income\"",
        "$111,000–222,000",
        "$123,456–234,567",
        "id=\"rates\"",
        "$3,333–4,444 per day",
    ] {
        assert!(page.body.contains(text), "{text} is not in\n{}", page.body);
    }
    for path in ["/_owner/css/cockpit.css", "/_owner/fonts/sans.woff2"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    assert_eq!(server.get("/_owner").status, 303);
}

#[test]
fn its_answers_are_kept_framed_and_embedded_by_nobody() {
    let journal = journal();
    let server = serve(&journal);
    for path in ["/_owner/", "/_owner/css/cockpit.css", "/_owner/nothing"] {
        let head = server.get(path).head;
        for header in [
            "cache-control: no-store",
            "x-frame-options: deny",
            "frame-ancestors 'none'",
            "default-src 'none'",
            "form-action 'self'",
            "referrer-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
            "x-content-type-options: nosniff",
        ] {
            assert!(head.contains(header), "{header} is not in {head}");
        }
        assert!(!head.contains("unsafe") && !head.contains("script-src"), "{head}");
    }
}

#[test]
fn a_private_text_is_never_markup() {
    let journal = journal();
    let page = serve(&journal).get("/_owner/").body;
    for hostile in ["<script", "<img", "<i>", "<b>", "javascript:alert(1)\"", "</td><", "style=", "onerror=\""] {
        let found = page.find(hostile).map(|at| page[at.saturating_sub(80)..].chars().take(200).collect::<String>());
        // A closing tag of our own table is followed by our own next one.
        assert!(found.is_none() || hostile == "</td><", "{hostile}: {found:?}");
    }
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    assert!(page.contains("Engineer&lt;/td&gt;"));
}

#[test]
fn the_site_is_the_same_with_it_and_nothing_of_it_is_written() {
    let journal = journal();
    let built = journal.run(&["build", "--out", "before"]);
    assert!(built.stderr.contains("wrote"), "{}", built.stderr);
    let before = journal.files("before");
    let server = serve(&journal);
    let token = token(&server);
    for path in ["/", "/progress/", "/404.html", "/sitemap.xml", "/about/", "/nowhere"] {
        let body = server.get(path).body;
        assert!(!body.contains("_owner") && !body.contains(&token), "{path}");
    }
    drop(server);
    assert!(!journal.exists("site"));
    journal.run(&["build", "--out", "after"]);
    let after: Vec<_> = journal.files("after").into_iter().map(|(_, bytes)| bytes).collect();
    assert_eq!(before.into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>(), after);
    for (path, bytes) in journal.files(".") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("_owner") && !text.contains(&token), "{}", path.display());
        let is_plan = path.ends_with("plan.private.yaml");
        assert!(is_plan || !text.contains("Plainly Ltd"), "{}", path.display());
    }
}

#[test]
fn another_host_name_sees_nothing_of_it() {
    let journal = journal();
    let server = serve(&journal);
    let port = server.port;
    for host in [format!("evil.example:{port}"), "localhost".to_owned(), format!("localhost.evil.example:{port}")] {
        let answer = server.send("GET", "/_owner/", &[("Host", &host)], "");
        assert_eq!(answer.status, 403, "{host}");
        assert!(!answer.body.contains("token") && !answer.body.contains("Plainly"), "{host}");
    }
    for site in ["cross-site", "same-site"] {
        let answer = server.send("GET", "/_owner/", &[("Sec-Fetch-Site", site)], "");
        assert_eq!(answer.status, 403, "{site}");
        assert!(!answer.body.contains("Plainly"), "{site}");
    }
}

#[test]
fn it_is_not_there_when_other_machines_can_ask() {
    let journal = journal();
    let server = Server::start(&journal, &["--port", "0", "--host", "0.0.0.0"]);
    for path in ["/_owner/", "/_owner", "/_owner/css/cockpit.css", "/_owner/tick"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("Plainly") && !answer.body.contains("cockpit"), "{path}");
    }
    let form = "token=0&id=second-item";
    assert_eq!(press(&server, "/_owner/tick", form, &[]).status, 405, "as everywhere on the site");
    assert_eq!(journal.read("plan.yaml"), PLAN);
    assert_eq!(server.get("/about/").status, 200);
}

#[test]
fn no_path_below_it_reaches_the_disk() {
    let journal = journal();
    let server = serve(&journal);
    for path in [
        "/_owner/../plan.yaml",
        "/_owner/plan.private.yaml",
        "/_owner/fonts/../css/tokens.css",
        "/_owner/fonts/..%2f..%2fcards/sans.ttf",
        "/_owner/fonts/OFL.txt",
        "/_owner/%2e%2e/plan.yaml",
        "/_owner//",
        "/_OWNER/",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("schema: 1"), "{path}");
    }
}

#[test]
fn a_button_ticks_a_step_as_the_command_does() {
    let (journal, other) = (journal(), journal());
    let server = serve(&journal);
    let answer = press(&server, "/_owner/tick", &format!("token={}&id=second-item", token(&server)), &[]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(answer.head.contains("location: /_owner/?ticked=second-item#notice"), "{}", answer.head);
    other.run(&["plan", "tick", "second-item"]);
    assert_eq!(journal.read("plan.yaml"), other.read("plan.yaml"), "every other byte stays");
    assert!(journal.read("plan.yaml").contains("# stays") && journal.read("plan.yaml").contains("status: done"));
    // At once, without waiting for the next build.
    let page = server.get("/_owner/?ticked=second-item").body;
    assert!(page.contains("It does not count before it is proven. Missing:"), "{page}");
    assert!(page.contains("hosted elsewhere") && page.contains("ticked, not proven"), "{page}");

    let answer = press(&server, "/_owner/untick", &format!("token={}&id=second-item", token(&server)), &[]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(journal.read("plan.yaml"), PLAN, "as it was");
}

#[test]
fn what_cannot_be_ticked_is_refused_with_the_reason() {
    let journal = journal();
    let server = serve(&journal);
    for (id, reason) in [("goal-one", "is a goal"), ("nowhere", "Nothing was changed")] {
        let answer = press(&server, "/_owner/tick", &format!("token={}&id={id}", token(&server)), &[]);
        assert_eq!(answer.status, 422, "{id}");
        assert!(answer.body.contains(reason), "{id}: {}", answer.body);
    }
    assert_eq!(journal.read("plan.yaml"), PLAN);
}

#[test]
fn nothing_but_a_form_of_the_cockpit_changes_the_plan() {
    let journal = journal();
    let server = serve(&journal);
    let own = token(&server);
    let form = format!("token={own}&id=second-item");
    let press = |body: &str, headers: &[(&str, &str)]| press(&server, "/_owner/tick", body, headers).status;

    for token in ["", "0", &own[1..], &own.replace('a', "b").replace('0', "1"), &"0".repeat(64)] {
        assert_eq!(press(&format!("token={token}&id=second-item"), &[]), 403, "{token}");
    }
    assert_eq!(press("id=second-item", &[]), 403, "no token");
    for origin in ["http://evil.example", "null", "http://localhost:1", "https://localhost"] {
        assert_eq!(press(&form, &[("Origin", origin)]), 403, "{origin}");
    }
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(press(&form, &[("Sec-Fetch-Site", site)]), 403, "{site}");
    }
    assert_eq!(press(&form, &[("Origin", "absent"), ("Sec-Fetch-Site", "absent")]), 403, "it says nothing of itself");
    for kind in ["text/plain", "application/json", "multipart/form-data", "absent"] {
        assert_eq!(press(&form, &[("Content-Type", kind)]), 403, "{kind}");
    }
    assert_eq!(press(&form, &[("Host", "evil.example")]), 403);
    assert_eq!(press(&format!("{form}&x={}", "x".repeat(10_000)), &[]), 413);
    assert_eq!(press(&format!("token={own}&id=../etc"), &[]), 400);

    for method in ["GET", "HEAD", "PUT", "DELETE"] {
        let query = format!("/_owner/tick?token={own}&id=second-item");
        assert_eq!(server.request(method, &query).status, 405, "{method}");
    }
    assert_eq!(server.request("POST", "/_owner/").status, 405);
    assert_eq!(server.get("/_owner/?ticked=second-item&id=second-item").status, 200);
    assert_eq!(journal.read("plan.yaml"), PLAN, "nothing was changed");
}

#[test]
fn a_token_holds_for_one_run() {
    let journal = journal();
    let old = token(&serve(&journal));
    let server = serve(&journal);
    assert_ne!(token(&server), old);
    let answer = press(&server, "/_owner/tick", &format!("token={old}&id=second-item"), &[]);
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("load the cockpit again"), "{}", answer.body);
}

#[test]
fn it_shows_what_it_can_while_there_are_errors() {
    let journal = journal();
    let server = serve(&journal);
    journal.write("content/notes/broken.md", "---\ntitle: <b>Broken\ndate: soon\nproves: [nothing-there]\n---\n");
    let page = server.get("/_owner/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("The journal has ") && page.body.contains("error[bad-date]"), "{}", page.body);
    assert!(page.body.contains("Plainly Ltd") && page.body.contains("id=\"step-second-item\""), "{}", page.body);

    journal.write("plan.yaml", "schema: [\n");
    let page = server.get("/_owner/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("There is no plan to show") && page.body.contains("The journal has "), "{}", page.body);
}
