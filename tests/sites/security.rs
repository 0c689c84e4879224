//! Pages about security work: who permitted it, and until when it must not be known. And the security of pages: what a
//! browser may load for them, and whom to tell of a hole.

use super::*;

/// Returns the plan with the default theme.
fn plan() -> String {
    PLAN.replace(", theme: bare", "")
}

fn said(front: &str) -> Vec<String> {
    let plan = plan();
    let case = format!("{plan}=== content/notes/a.md\n---\ntitle: A\ndate: 2026-11-01\n{front}\n---\nText.\n");
    let build = milepost::build(&journal(&case), &options());
    build.diagnostics.iter().map(|found| format!("{}: {}", found.code, found.message)).collect()
}

#[test]
fn a_page_about_an_attack_says_who_permitted_it() {
    let missing = "missing-authorization: a page with the tag `Bug Bounty` does not say who permitted the work";
    assert_eq!(said("tags: [web, Bug Bounty]"), [missing]);
    assert_eq!(said("tags: [Bug Bounty]\nauthorization: \" \""), [missing]);
    assert_eq!(said("tags: [Bug Bounty]\nauthorization: In the scope of the programme of Example Ltd."), [""; 0]);
    assert_eq!(said("tags: [Bug Bounty]\nvisibility: private"), [""; 0]);
    assert_eq!(said("tags: [adversarial, attacks]"), [""; 0]);
}

#[test]
fn the_permission_is_shown_and_the_end_of_the_embargo_is_not() {
    let plan = plan();
    let case = format!(
        "{plan}=== content/notes/a.md\n---\ntitle: A\ndate: 2026-11-01\nembargo_until: 2026-11-19\nauthorization: By the owner, in writing.\n---\nText.\n"
    );
    let build = build(&journal(&case), &options());
    let page = text(&build, "notes/a/index.html").expect("the embargo is over");
    assert!(page.contains("By the owner, in writing.") && !page.contains("2026-11-19") && !page.contains("19 Nov"));
}

#[test]
fn under_an_embargo_nothing_of_a_page_is_on_the_site_whatever_is_asked_for() {
    let plan = plan();
    let case = format!(
        "{plan}=== content/notes/gateway-opens/index.md\n---\ntitle: The gateway opens without a key\ndate: 2026-11-01\nembargo_until: 2026-11-21\ndraft: true\ntags: [gateway-tag]\n---\n![x](proof-of-concept.png)\n=== content/notes/gateway-opens/proof-of-concept.png\nx\n"
    );
    let all = Options { drafts: true, future: true, ..options() };
    for options in [options(), all] {
        let build = build(&journal(&case), &options);
        for (path, output) in build.outputs.iter() {
            let text = format!("{path} {}", String::from_utf8_lossy(output.bytes())).to_lowercase();
            assert!(!text.contains("gateway") && !text.contains("proof-of-concept"), "{path}");
        }
    }
}

/// What a browser fetches for a page without being asked by a visitor.
fn is_fetched(element: &site_support::Element) -> bool {
    let rel = element.attributes.get("rel").map_or("", String::as_str);
    match element.name.as_str() {
        "link" => [
            "stylesheet",
            "preload",
            "modulepreload",
            "icon",
            "apple-touch-icon",
            "manifest",
            "prefetch",
            "preconnect",
            "dns-prefetch",
        ]
        .iter()
        .any(|wanted| rel.split_whitespace().any(|own| own == *wanted)),
        "script" | "img" | "source" | "video" | "audio" | "track" | "iframe" | "embed" | "object" | "use" => true,
        _ => false,
    }
}

#[test]
fn pages_of_the_sample_load_their_own_files_only_and_run_what_was_built() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["content", "components"].into_iter().flat_map(|folder| files(&root.join(folder), folder));
    let plan = source("plan.yaml", fs::read(root.join("plan.yaml")).expect("the plan of the sample"));
    let build = build(&Sources::new(folders.chain([plan])), &options());
    let base = "/milepost/";
    let (mut sealed, mut elsewhere) = (0, 0);
    let code = build.outputs.iter().filter(|(path, _)| matches!(path.extension().as_str(), "js" | "css"));
    let digests: BTreeMap<&str, String> = code.map(|(path, output)| (path.as_str(), digest(output.bytes()))).collect();
    for (path, html) in pages(&build) {
        let inline: Vec<&str> =
            html.split("<script>").skip(1).filter_map(|rest| rest.split("</script>").next()).collect();
        let policy = elements(html).into_iter().filter(|one| one.attributes.contains_key("http-equiv"));
        let policy: String = policy.filter_map(|one| one.attributes.get("content").cloned()).collect();
        for script in &inline {
            let digest = digest(script.as_bytes());
            assert!(policy.contains(&format!("'{digest}'")), "{path}: the policy lacks {digest}: {policy}");
        }
        let mut unnamed = 0;
        for element in elements(html) {
            let get = |name: &str| element.attributes.get(name).map_or("", String::as_str);
            let own = |address: &str| address.starts_with(base) || address.starts_with("data:image/");
            if is_fetched(&element) {
                for address in [get("src"), get("href"), get("poster"), get("data")] {
                    assert!(address.is_empty() || own(address), "{path} fetches {address}");
                }
                let sets = get("srcset").split(',').filter_map(|one| one.split_whitespace().next());
                sets.for_each(|address| assert!(own(address), "{path} fetches {address}"));
            }
            let code = match element.name.as_str() {
                "script" => get("src"),
                "link" if get("rel") == "stylesheet" => get("href"),
                _ => "",
            };
            if let Some(file) = code.strip_prefix(base) {
                assert_eq!(Some(get("integrity")), digests.get(file).map(String::as_str), "{path}: {file}");
                sealed += 1;
            }
            if element.name == "a" && get("href").starts_with("http") && !get("href").contains("//example.github.io/") {
                assert!(get("rel").contains("noopener"), "{path}: {}", get("href"));
                elsewhere += 1;
            }
            assert!(element.name != "style" && get("style").is_empty(), "{path}: a style in the page");
            assert!(element.attributes.keys().all(|name| !name.starts_with("on")), "{path}: {:?}", element.attributes);
            let is_data = get("type") == "application/ld+json";
            unnamed += usize::from(element.name == "script" && !is_data && get("src").is_empty());
        }
        assert_eq!(unnamed, inline.len(), "{path}: a script in the page");
        let is_redirect = html.contains("http-equiv=\"refresh\"");
        assert!(
            is_redirect || html.contains("<meta name=\"referrer\" content=\"strict-origin-when-cross-origin\">"),
            "{path}"
        );
    }
    assert!(sealed > 100 && elsewhere > 100, "{sealed} files with a digest, {elsewhere} links to elsewhere");
}

/// Returns what `integrity` has to be.
fn digest(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    let signs: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits = Sha256::digest(bytes).iter().fold(String::new(), |bits, byte| bits + &format!("{byte:08b}")) + "00";
    let sign = |at: usize| signs[usize::from_str_radix(&bits[at..at + 6], 2).expect("six bits")];
    format!("sha256-{}=", (0..bits.len()).step_by(6).map(sign).collect::<String>())
}

#[test]
fn the_policy_allows_what_stands_in_a_template_by_its_digest_and_nothing_else() {
    let plan = PLAN.replace("theme: bare", "theme: own");
    let with = |head: &str| {
        let case = format!(
            "{plan}=== themes/own/templates/partials/footer.html\n{head}\n=== content/notes/a.md\n---\ndate: 2026-11-01\n---\n# A\n\nText.\n"
        );
        journal(&case)
    };
    let policy = |build: &Build| {
        let html = text(build, "notes/a/index.html").expect("the note").to_owned();
        let meta = elements(&html)
            .into_iter()
            .find(|one| one.attributes.get("http-equiv").is_some_and(|name| name == "Content-Security-Policy"));
        meta.expect("a policy").attributes["content"].clone()
    };
    let plain = policy(&build(&with("<p>Foot</p>"), &options()));
    assert!(plain.starts_with("default-src 'none'; script-src 'self' 'sha256-"), "{plain}");
    assert!(plain.contains("'; style-src 'self'; ") && plain.matches("sha256-").count() == 1, "{plain}");
    let own = policy(&build(&with("<script>a()</script><style>p { margin: 0 }</style>"), &options()));
    let script = format!("'{}'", digest(b"a()"));
    let style = format!("style-src 'self' '{}';", digest(b"p { margin: 0 }"));
    assert!(own.contains(&script) && own.contains(&style), "{own}");
    for policy in [plain, own] {
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
    }
    let varying = milepost::build(&with("<script>a('{{ page.title }}')</script>"), &options());
    let said: Vec<_> = varying.diagnostics.iter().map(|found| (found.code.name(), found.message.as_str())).collect();
    let message = "a script or style sheet in a page must not contain template code: a browser would refuse it";
    assert_eq!(said, [("template-error", message)]);
}

#[test]
fn whom_to_tell_of_a_hole_stands_at_the_root_of_a_host() {
    let with = |url: &str, security: &str| {
        let site = format!("{{title: Ada, url: \"{url}\", theme: bare, security: {{{security}}}}}");
        let plan = PLAN.replace("{title: Ada, url: \"https://ada.example/\", theme: bare}", &site);
        let sources = with_bare_theme(&journal(&plan));
        let build = milepost::build(&sources, &options());
        let said: Vec<String> =
            build.diagnostics.iter().map(|found| format!("{}: {}", found.code, found.message)).collect();
        (text(&build, ".well-known/security.txt").map(str::to_owned), said)
    };
    let (file, said) = with("https://ada.example/", "contact: a@ada.example, policy: \"https://ada.example/policy/\"");
    let expected = "Contact: mailto:a@ada.example\nExpires: 2027-11-15T00:00:00+00:00\n\
        Policy: https://ada.example/policy/\nPreferred-Languages: en\n\
        Canonical: https://ada.example/.well-known/security.txt\n";
    assert_eq!((file.as_deref(), said.as_slice()), (Some(expected), [].as_slice()));
    let (file, said) = with("https://ada.example/r/", "contact: a@ada.example");
    assert_eq!(file, None);
    assert_eq!(said, ["unusable-security-txt: a site at `/r/` can have no `security.txt`"]);
    let (file, said) = with("https://ada.example/", "contact: \"https://ada.example/tell/\", expires: 2026-11-20");
    assert!(file.is_some_and(|file| file.contains("Contact: https://ada.example/tell/\nExpires: 2026-11-20T")));
    assert_eq!(said, ["unusable-security-txt: `security.txt` expired on 2026-11-20"]);
    let (_, said) = with("https://ada.example/", "contact: a@ada.example, expires: 2026-12-20");
    assert_eq!(said, ["unusable-security-txt: `security.txt` expires on 2026-12-20"]);
    let (_, said) = with("https://ada.example/", "contact: a@ada.example, expires: 2026-12-21");
    assert_eq!(said, [""; 0]);
    let (_, said) = with("https://ada.example/", "contact: \"http://ada.example/\"");
    assert_eq!(said, ["bad-value: `http://ada.example/` is not encrypted, and what is told there must be"]);
}

#[test]
fn a_theme_may_bring_its_own_humans_txt() {
    let plan = PLAN.replace("theme: bare", "theme: own");
    let case = format!("{plan}=== themes/own/static/humans.txt\nMine.\n");
    assert_eq!(text(&build(&journal(&case), &options()), "humans.txt"), Some("Mine.\n"));
    let own = build(
        &journal(&plan.replace("title: Ada", "title: \"A\\nDa\"").replace("theme: own", "theme: default")),
        &options(),
    );
    assert!(text(&own, "humans.txt").is_some_and(|text| text.starts_with("/* TEAM */\nAuthor: A Da\n\n/* SITE */\n")));
}
