//! Links between the plan and content, in both directions: each that leads nowhere is an error where it is written, with what
//! was meant.

use milepost::diagnostic::Diagnostic;

use super::*;

/// A journal in which plan and content name each other in every way that there is.
const SOUND: &str = "
=== plan.yaml
schema: 1
site:
  title: Ada
  url: \"https://ada.example/\"
  nav: [progress, colophon, {label: A note, url: /notes/first-note/}]
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
skills: [{id: skill-rust, title: Rust}]
phases:
  - id: phase-one
    title: One
    months: [1, 3]
    items:
      - id: item-http
        title: HTTP
        kind: topic
        month: 1
        skills: [skill-rust]
        criteria: [{id: headers, title: Headers}]
        proof: [{kind: note, page: notes/first.md, date: 2026-10-20, verifies: [headers]}]
      - {id: item-tls, title: TLS, kind: topic, month: 2, needs: [item-http]}
certifications:
  - {id: cert-x, title: X, issuer: Y, skills: [skill-rust], proof: [{kind: note, page: notes/second.md, date: 2026-10-20}]}
projects:
  - id: scanner
    title: Scanner
    features:
      - {id: fast-scan, title: Fast, proof: [{kind: note, page: /posts/a-post/, date: 2026-10-20}]}
outreach:
  - {id: talk-one, title: A talk, kind: speaking, proof: [{kind: note, page: notes/third.md, date: 2026-10-20}]}
resume:
  experience:
    - {role: Engineer, organization: Y, start: 2024, highlights: [{text: Did it, url: /posts/a-post/}]}
=== content/colophon.md
# Colophon
=== content/notes/first.md
---
title: First
date: 2026-10-20
slug: first-note
proves: [item-http#headers]
about: [item-tls]
skills: [skill-rust]
---
Text.
=== content/notes/second.md
---
title: Second
date: 2026-10-20
---

```component progress
of: phase-one
```
=== content/notes/third.md
---
title: Third
date: 2026-10-20
---
Text.
=== content/posts/a-post.md
---
title: A post
date: 2026-10-20
---
Text.
=== content/projects/scanner.md
---
title: Scanner
date: 2026-10-20
project: scanner
features: {fast-scan: {proof: [{kind: note, page: ../notes/third.md, date: 2026-10-20}]}}
decisions: [{title: Why so, post: ../posts/a-post.md}]
---
Text.
";

fn errors(case: &str) -> (Sources, Vec<Diagnostic>) {
    let sources = journal(case.trim_start());
    let build = milepost::build(&sources, &options());
    (sources, build.diagnostics.into_iter().filter(Diagnostic::is_error).collect())
}

#[test]
fn plan_and_content_name_what_is_there() {
    assert_eq!(errors(SOUND).1, []);
    for (right, wrong, code) in [
        // From the plan to content.
        ("nav: [progress, colophon,", "nav: [progress, colophom,", "bad-value"),
        ("url: /notes/first-note/}]\nplan", "url: /notes/first-nose/}]\nplan", "broken-link"),
        ("page: notes/first.md", "page: notes/firts.md", "broken-link"),
        ("page: notes/second.md", "page: notes/secund.md", "broken-link"),
        ("page: /posts/a-post/", "page: /posts/a-past/", "broken-link"),
        ("page: notes/third.md", "page: notes/thirt.md", "broken-link"),
        ("url: /posts/a-post/", "url: /posts/a-pots/", "broken-link"),
        // From content to the plan.
        ("proves: [item-http#headers]", "proves: [item-htpp#headers]", "unknown-id"),
        ("proves: [item-http#headers]", "proves: [item-http#haeders]", "unknown-id"),
        ("about: [item-tls]", "about: [item-tsl]", "unknown-id"),
        ("skills: [skill-rust]\n---", "skills: [skill-rusd]\n---", "unknown-id"),
        ("project: scanner", "project: scaner", "unknown-id"),
        ("features: {fast-scan:", "features: {fast-skan:", "unknown-id"),
        ("of: phase-one", "of: phase-ome", "unknown-id"),
        // From content to content, as the plan does it.
        ("page: ../notes/third.md", "page: ../notes/thirt.md", "broken-link"),
        ("post: ../posts/a-post.md", "post: ../posts/a-pots.md", "broken-link"),
        // Within the plan.
        ("skills: [skill-rust]\n        criteria", "skills: [skill-rusd]\n        criteria", "unknown-id"),
        ("verifies: [headers]", "verifies: [haeders]", "unknown-id"),
        ("needs: [item-http]", "needs: [item-htpp]", "unknown-id"),
    ] {
        let case = SOUND.replacen(right, wrong, 1);
        assert_ne!(case, SOUND, "{right}");
        let (sources, found) = errors(&case);
        let [found] = found.as_slice() else { panic!("{wrong}: one error, not {found:?}") };
        assert_eq!(found.code.name(), code, "{wrong}: {}", found.message);
        let span = found.span.unwrap_or_else(|| panic!("{wrong} has no place: {}", found.message));
        let text = sources.text(span.source).expect("a text");
        let words = |text: &'static str| text.split(|c: char| !c.is_alphanumeric());
        let (meant, word) =
            words(right).zip(words(wrong)).find(|(right, wrong)| right != wrong).expect("a word is wrong");
        assert!(text[span.range()].contains(word), "{wrong} is told at `{}`", &text[span.range()]);
        assert!(
            found.hints.iter().any(|hint| hint.starts_with("did you mean") && hint.contains(meant)),
            "{wrong}: {:?}",
            found.hints
        );
    }
}
