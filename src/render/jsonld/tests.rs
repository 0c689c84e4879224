//! What the JSON-LD of each kind of page says.

use serde_json::{Value, json};

use super::*;
use crate::plan::PlanId;
use crate::render::feed::fixture;
use crate::site::evidence::Proof;
use crate::site::progress::SkillProgress;

const JOURNAL: &str = "=== content/posts/a.md\n---\ndate: 2026-11-02\ntags: [Rust]\n---\n# A </script>\n\nText.\n\
    === content/notes/undated.md\n# U\n\nText.\n\
    === content/projects/p.md\n---\ndate: 2026-10-01\nrepo: https://y.org/p\nlicense: MIT\nstack: [Rust, Tokio]\n---\n# P\n\nText.\n";

fn facts(kind: FactKind, url: &str) -> PageFacts {
    let url = format!("https://x.org/r/{url}");
    PageFacts {
        language: "en".to_owned(),
        kind,
        title: "A </script>".to_owned(),
        description: "D & e.".to_owned(),
        breadcrumbs: vec![("Home".to_owned(), "https://x.org/r/".to_owned()), ("A".to_owned(), url.clone())],
        url,
        image: Some(ImageView {
            url: "https://x.org/r/og.png".to_owned(),
            alt: "Card".to_owned(),
            width: 1200,
            height: 630,
        }),
    }
}

fn graph_of(site: &Site, facts: &PageFacts) -> String {
    graph(site, &WebSite::of(site), facts)
}

/// Returns the page of `site` whose address ends so.
fn id(site: &Site, end: &str) -> PageId {
    PageId(site.pages.iter().position(|page| page.permalink.as_str().ends_with(end)).unwrap())
}

/// Returns the node of that type in the graph.
fn node(graph: &str, kind: &str) -> Value {
    let graph: Value = serde_json::from_str(graph).unwrap();
    assert_eq!(graph["@context"], "https://schema.org");
    let found = graph["@graph"].as_array().unwrap().iter().find(|node| node["@type"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} in {graph}")).clone()
}

#[test]
fn nothing_ends_the_script() {
    let site = fixture::site(JOURNAL);
    let found = graph_of(&site, &facts(FactKind::Post(id(&site, "a/")), "posts/a/"));
    assert!(!found.contains(['<', '>', '&']), "{found}");
    assert_eq!(node(&found, "BlogPosting")["headline"], "A </script>");
    assert_eq!(safe("\u{2028}".to_owned()), "\\u2028");
}

#[test]
fn a_post_is_an_article_with_its_author() {
    let site = fixture::site(JOURNAL);
    let found = graph_of(&site, &facts(FactKind::Post(id(&site, "a/")), "posts/a/"));
    let post = node(&found, "BlogPosting");
    assert_eq!(post["datePublished"], "2026-11-02T00:00:00+01:00");
    assert_eq!(post["dateModified"], "2026-11-02T00:00:00+01:00");
    assert_eq!(post["mainEntityOfPage"], "https://x.org/r/posts/a/");
    assert_eq!(post["keywords"], json!(["Rust"]));
    assert_eq!(post["image"]["url"], "https://x.org/r/og.png");
    let author =
        json!({"@type": "Person", "@id": "https://x.org/r/#person", "name": "Noor & co", "url": "https://x.org/r/"});
    assert_eq!(post["author"], author);
    let steps = &node(&found, "BreadcrumbList")["itemListElement"];
    assert_eq!(steps[1], json!({"@type": "ListItem", "position": 2, "name": "A", "item": "https://x.org/r/posts/a/"}));
}

#[test]
fn a_note_without_a_date_is_a_page() {
    let site = fixture::site(JOURNAL);
    let found = graph_of(&site, &facts(FactKind::Note(id(&site, "undated/")), "notes/undated/"));
    assert_eq!(node(&found, "WebPage").get("datePublished"), None);
}

#[test]
fn a_project_is_source_code() {
    let site = fixture::site(JOURNAL);
    let found = graph_of(&site, &facts(FactKind::Project(id(&site, "p/")), "projects/p/"));
    let code = node(&found, "SoftwareSourceCode");
    assert_eq!(code["codeRepository"], "https://y.org/p");
    assert_eq!(code["programmingLanguage"], json!(["Rust"]));
    assert_eq!(code["keywords"], json!(["Tokio"]));
    assert_eq!(code["license"], "https://spdx.org/licenses/MIT.html");
    assert_eq!(node(&found, "WebPage")["mainEntity"], json!({"@id": "https://x.org/r/projects/p/#code"}));
}

#[test]
fn the_home_page_is_a_profile_of_what_is_proven() {
    use crate::site::evidence::{EvidenceKind, PageKind};
    let mut site = fixture::site(JOURNAL);
    let skill = |id: &str, title: &str| crate::plan::Skill {
        id: PlanId::new(id).unwrap(),
        title: title.to_owned(),
        group: None,
        parts: Vec::new(),
    };
    site.plan.skills = vec![skill("skill-rust", "Rust"), skill("skill-go", "Go")];
    let proof = Proof {
        kind: EvidenceKind::Own(PageKind::Post),
        also: Vec::new(),
        title: "A".to_owned(),
        of: None,
        href: "/r/posts/a/".to_owned(),
        level: 1,
        date: "2026-11-02".parse().unwrap(),
        page: Some(0),
        expires: None,
        archived: None,
    };
    let proven = SkillProgress { proofs: vec![proof], ..SkillProgress::default() };
    site.progress.skills.insert(PlanId::new("skill-rust").unwrap(), proven);
    site.progress.skills.insert(PlanId::new("skill-go").unwrap(), SkillProgress::default());
    let home = PageFacts { breadcrumbs: Vec::new(), ..facts(FactKind::Home, "") };
    let found = graph_of(&site, &home);
    let person = node(&found, "Person");
    assert_eq!(person["knowsAbout"], json!(["Rust"]));
    assert_eq!(person["jobTitle"], "engineer");
    assert_eq!(person["sameAs"], json!(["https://y.org/noor"]));
    let profile = node(&found, "ProfilePage");
    assert_eq!(profile["mainEntity"], json!({"@id": "https://x.org/r/#person"}));
    assert_eq!(profile["dateCreated"], "2026-10-01T00:00:00+02:00");
    assert_eq!(profile["dateModified"], "2026-11-02T00:00:00+01:00");
    assert!(!found.contains("BreadcrumbList"));
}
