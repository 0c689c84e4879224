//! Diagrams: as SVG with the cargo feature `diagrams`, as their source without it.

use super::*;

const CASE: &str = "
=== content/notes/x.md
---
date: 2026-11-01
---
# X

```mermaid title=\"Who calls whom\"
flowchart LR
  accTitle: Data flow
  user -->|TLS| app[Web app]
  style user fill:#f9f
  click app \"https://evil.example/\"
```

```mermaid
sequenceDiagram
  Alice->>Bob: Hello
```
";

#[cfg(feature = "diagrams")]
#[test]
fn a_diagram_is_drawn_without_styles_scripts_or_links_and_has_a_text_alternative() {
    check(
        CASE,
        "
+ notes/x/index.html | <figure class=\"diagram\"><div class=\"drawn\" tabindex=\"0\" role=\"region\" aria-label=\"Diagram: Who calls whom\"><svg class=\"of-flowchart\" role=\"img\"
+ notes/x/index.html | <title id=\"D1-t\">Data flow</title><desc id=\"D1-d\">Flowchart with the labels: 
+ notes/x/index.html | <title id=\"D2-t\">Sequence diagram</title><desc id=\"D2-d\">Sequence diagram with the labels: 
+ notes/x/index.html | Web app
+ notes/x/index.html | <figcaption>Who calls whom<details><summary>Source of the diagram</summary>
+ notes/x/index.html | <pre tabindex=\"0\" role=\"region\" aria-label=\"Source of the diagram 2\"><code>
- notes/x/index.html | <style
- notes/x/index.html | foreignObject
- notes/x/index.html | href=\"https://evil.example/\"
- feed.xml | &lt;svg
+ feed.xml | user --&amp;gt;|TLS| app[Web app]
",
    );
    let build = milepost::build(&with_bare_theme(&journal(&format!("{PLAN}{CASE}"))), &options());
    let page = text(&build, "notes/x/index.html").expect("the note has a page");
    assert!(!page.contains(" style=") && !page.contains("#f9f\""), "{page}");
}

#[cfg(feature = "diagrams")]
#[test]
fn a_mistake_in_a_diagram_has_its_place_also_in_a_quote() {
    let body = "> ```mermaid\n> flowchart LR\n>   user é --> [endpoint\n> ```\n";
    let sources =
        with_bare_theme(&journal(&format!("{PLAN}=== content/notes/x.md\n---\ndate: 2026-11-01\n---\n# X\n\n{body}")));
    let build = milepost::build(&sources, &options());
    let [found] = build.diagnostics.as_slice() else { panic!("{:?}", build.diagnostics) };
    let span = found.span.expect("it has a place");
    assert_eq!((found.code.name(), &sources.text(span.source).expect("text")[span.range()]), ("bad-diagram", "é"));
}

#[cfg(feature = "diagrams")]
#[test]
fn hostile_diagrams_end_in_time_and_without_a_panic() {
    let many = (0..900).map(|n| format!("  n{n} --> n{}\n", (n * 7) % 900)).collect::<Vec<_>>().concat();
    let deep = format!("{}{}", "subgraph a\n".repeat(300), "end\n".repeat(300));
    for body in [
        format!("flowchart TD\n{many}"),
        format!("flowchart TD\n{deep}"),
        format!("flowchart TD\n{}", "a[".repeat(4_000)),
        "flowchart TD\n a[\"<img src=x onerror=alert(1)>\"] --> b[\"`**x**`\"]\n".to_owned(),
        "%%{init: {\"flowchart\": {\"htmlLabels\": true}, \"securityLevel\": \"loose\"}}%%\nflowchart TD\n a --> b\n"
            .to_owned(),
        "mindmap\n root\n".to_owned() + &"  x\n".repeat(1_000),
        "gantt\n section A\n a: 0000-99-99, 1d\n".to_owned(),
    ] {
        let case = format!("{PLAN}=== content/notes/x.md\n---\ndate: 2026-11-01\n---\n# X\n\n```mermaid\n{body}```\n");
        let build = milepost::build(&with_bare_theme(&journal(&case)), &options());
        let html = text(&build, "notes/x/index.html").unwrap_or_default();
        assert!(
            !html.contains("onerror=alert(1)>") && !html.contains("<foreignObject") && !html.contains("<img"),
            "{html}"
        );
    }
}

#[cfg(not(feature = "diagrams"))]
#[test]
fn without_the_feature_a_diagram_is_its_source_with_a_title_and_is_counted() {
    check(
        CASE,
        "
+ notes/x/index.html | <span class=\"code-title\">Who calls whom</span><span class=\"code-lang\">mermaid</span>
+ notes/x/index.html | <span class=\"code-title\">Diagram</span>
+ notes/x/index.html | user --&gt;|TLS| app[Web app]
- notes/x/index.html | <svg class=\"of-
",
    );
    let build = milepost::build(&with_bare_theme(&journal(&format!("{PLAN}{CASE}"))), &options());
    assert_eq!((build.report.undrawn_diagrams, build.diagnostics.len()), (2, 0), "{:?}", build.diagnostics);
}
