//! What a page says: what it shows, its microformats, its head, its JSON-LD.

use serde_json::Value;

use super::claim::{Said, Voice, each, json, texts};
use super::read::Tree;

const MAIN: [&str; 7] =
    ["BlogPosting", "TechArticle", "SoftwareSourceCode", "WebPage", "CollectionPage", "ProfilePage", "Blog"];

/// Returns the address that a page says it has.
pub(super) fn address_of(html: &str) -> String {
    Tree::read(html).values("link[rel=canonical]", "href").concat()
}

/// Collects what the page at `path` says.
pub(super) fn says(path: &str, html: &str, said: &mut Vec<Said>) {
    let tree = Tree::read(html);
    let data = json(&tree.texts("script[type=application/ld+json]").concat());
    let nodes: Vec<&Value> = data["@graph"].as_array().expect("a graph").iter().collect();
    let site = of_type(&nodes, "WebSite").expect("every graph has the site");
    let home = texts(site, "/url").concat();
    // Of a page without an address of its own nobody else can speak.
    let Some(subject) = main(&nodes).map(|node| texts(node, "/url").concat()) else { return };
    let mut voice = Voice { said, subject: subject.clone(), source: "head" };
    head(&tree, &mut voice);
    graph(&nodes, &mut voice);
    // A profile is titled by the name, and a page for a role by both.
    if of_type(&nodes, "ProfilePage").is_none() {
        shown(&tree, &home, &mut voice);
    }
    voice.source = "footer";
    voice.say("author", tree.texts("footer a[rel=author]"));
    voice.source = "shown";
    voice.subject = subject;
    way(&tree, &home, &mut voice);
    let person = of_type(&nodes, "Person");
    "author".clone_into(&mut voice.subject);
    match path {
        "index.html" => {
            self::person(person, "home JSON-LD", &mut voice);
            voice.say_day(
                "last change",
                of_type(&nodes, "ProfilePage").into_iter().flat_map(|page| texts(page, "/dateModified")),
            );
            home_shows(&tree, &mut voice);
        }
        "resume/index.html" => {
            self::person(person, "résumé JSON-LD", &mut voice);
            resume_shows(&tree, &mut voice);
        }
        "credentials/index.html" => {
            self::person(person, "credentials JSON-LD", &mut voice);
            voice.source = "credentials";
            let page = address_of(html);
            let ids = tree.values("section[aria-labelledby=verified] li", "id").into_iter().filter(|id| !id.is_empty());
            voice.say_any_order("places of credentials", ids.map(|id| format!("{page}#{id}")));
            credentials(&tree, "section[aria-labelledby=verified] li", &mut voice);
        }
        "skills/index.html" => {
            voice.source = "skills";
            skills(&tree, &mut voice);
        }
        "progress/index.html" => {
            voice.source = "progress";
            proven(&tree, &mut voice);
            voice.say("phases", tree.texts("ol.path span.name"));
            voice.source = "progress badge";
            let alts = tree.values("header.title img", "alt");
            voice.say(
                "proven items",
                alts.iter().filter_map(|alt| Some(alt.split_once(": ")?.1.strip_suffix(" proven")?.to_owned())),
            );
        }
        _ => {}
    }
}

fn of_type<'a>(nodes: &[&'a Value], kind: &str) -> Option<&'a Value> {
    nodes.iter().find(|node| texts(node, "/@type").iter().any(|own| own == kind)).copied()
}

/// Returns the node that is the page, or what it is about.
fn main<'a>(nodes: &[&'a Value]) -> Option<&'a Value> {
    MAIN.iter().find_map(|kind| of_type(nodes, kind))
}

fn head(tree: &Tree, voice: &mut Voice<'_>) {
    let property = |name: &str| tree.values(&format!("meta[property={name}]"), "content");
    let name = |name: &str| tree.values(&format!("meta[name={name}]"), "content");
    voice.say("description", name("description"));
    voice.say("author", name("author"));
    voice.source = "canonical";
    voice.say("address", tree.values("link[rel=canonical]", "href"));
    voice.source = "Open Graph";
    voice.say("title", property("og:title"));
    voice.say("address", property("og:url"));
    voice.say("description", property("og:description"));
    voice.say_day("published", property("article:published_time"));
    voice.say_day("changed", property("article:modified_time"));
    voice.say(
        "picture",
        ["og:image", "og:image:width", "og:image:height", "og:image:alt"].iter().flat_map(|name| property(name)),
    );
}

fn graph(nodes: &[&Value], voice: &mut Voice<'_>) {
    voice.source = "JSON-LD";
    let has_404 = |node: &Value| texts(node, "/url").concat().ends_with("404.html");
    for kind in MAIN {
        let Some(node) = of_type(nodes, kind).filter(|node| !has_404(node)) else { continue };
        voice.say("title", [texts(node, "/headline"), texts(node, "/name")].concat());
        voice.say("address", texts(node, "/url"));
        voice.say("description", texts(node, "/description"));
        voice.say("author", texts(node, "/author/name"));
        if kind != "ProfilePage" {
            voice.say_day("published", texts(node, "/datePublished"));
            voice.say_day("changed", texts(node, "/dateModified"));
        }
        voice.say_any_order("skills of a page", texts(node, "/teaches"));
        if kind != "SoftwareSourceCode" {
            voice.say_any_order("tags", texts(node, "/keywords"));
        }
        for image in ["/image", "/primaryImageOfPage"] {
            let parts = ["url", "width", "height", "caption"];
            voice.say("picture", parts.iter().flat_map(|part| texts(node, &format!("{image}/{part}"))));
        }
        voice.say("posts", each(node, "/blogPost", "/@id"));
    }
    if let Some(code) = of_type(nodes, "SoftwareSourceCode") {
        voice.say_any_order("made with", [texts(code, "/programmingLanguage"), texts(code, "/keywords")].concat());
        voice.say("release", texts(code, "/version"));
        let spdx =
            |url: String| url.trim_start_matches("https://spdx.org/licenses/").trim_end_matches(".html").to_owned();
        voice.say("licence", texts(code, "/license").into_iter().map(spdx));
        voice.say("repository", texts(code, "/codeRepository"));
    }
    if let Some(way) = of_type(nodes, "BreadcrumbList") {
        let names = each(way, "/itemListElement", "/name");
        let items = each(way, "/itemListElement", "/item");
        voice.say("way", names.into_iter().zip(items).map(|(name, item)| format!("{name} ({item})")));
    }
}

fn shown(tree: &Tree, home: &str, voice: &mut Voice<'_>) {
    voice.source = "shown";
    voice.say("title", tree.texts("main h1"));
    voice.source = "breadcrumb";
    voice.say("title", tree.texts("nav.crumbs span"));
    let is_blog = voice.subject == format!("{home}posts/");
    if is_blog {
        voice.source = "shown";
        let own = |href: String| format!("{}#article", absolute(&href, home));
        voice.say("posts", tree.values("ol.list a.u-url", "href").into_iter().map(own));
    }
    let Some(entry) = tree.all("article.h-entry").into_iter().next() else { return };
    let entry = tree.within(entry);
    voice.source = "h-entry";
    voice.say("title", entry.texts("h1.p-name"));
    voice.say("address", entry.values("a.u-url", "href").into_iter().take(1).map(|href| absolute(&href, home)));
    voice.say("description", entry.texts("p.p-summary").into_iter().take(1));
    voice.say("author", entry.texts("a.p-author"));
    voice.source = "shown";
    let published = entry.values("time.dt-published", "datetime").into_iter().take(1);
    let updated = entry.values("time.dt-updated", "datetime").into_iter().take(1);
    voice.say("published", published.clone());
    voice.say("changed", updated.chain(published).take(1));
    // Within a page the tags of others may be listed, too.
    let tags = tree.texts("section[aria-labelledby=filed] a.p-category");
    let made_with = tree.texts("ul[aria-label=Made] li");
    voice.say_any_order("tags", tags.clone());
    voice.say_any_order("skills of a page", tree.texts("ul[aria-label=Skills] li"));
    if tree.all("section[aria-labelledby=facts]").is_empty() {
        return;
    }
    voice.say_any_order("made with", made_with.into_iter().chain(tags));
    let facts = tree.all("dl.pairs div").into_iter().map(|pair| tree.within(pair));
    for pair in facts {
        let fact = match pair.texts("dt").concat().as_str() {
            "Release" => "release",
            "Licence" => "licence",
            _ => continue,
        };
        voice.say(fact, pair.texts("dd"));
    }
    let links = tree.all("ul[aria-label=Links] a").into_iter();
    voice.say(
        "repository",
        links
            .filter(|link| link.text == "Code" || link.text == "Source code" || link.text == "Repository")
            .map(|link| link.get("href").to_owned()),
    );
}

fn way(tree: &Tree, home: &str, voice: &mut Voice<'_>) {
    let steps = tree
        .all("nav.crumbs a")
        .into_iter()
        .map(|link| format!("{} ({})", link.text, absolute(link.get("href"), home)));
    let last = tree.texts("nav.crumbs span").into_iter().map(|name| format!("{name} ({})", voice.subject));
    let is_404 = voice.subject.ends_with("404.html");
    let steps: Vec<String> = steps.chain(last).collect();
    voice.say("way", steps.into_iter().filter(|_| !is_404));
}

/// Returns an address on the host as one from anywhere.
fn absolute(href: &str, home: &str) -> String {
    let origin = home.match_indices('/').nth(2).map_or(home, |(at, _)| &home[..at]);
    if href.starts_with('/') { format!("{origin}{href}") } else { href.to_owned() }
}

fn person(person: Option<&Value>, source: &'static str, voice: &mut Voice<'_>) {
    let person = person.expect("the page is about a person");
    voice.source = source;
    voice.say("name", texts(person, "/name"));
    voice.say("work", texts(person, "/jobTitle"));
    voice.say("mail", texts(person, "/email"));
    voice.say("place", texts(person, "/homeLocation/name"));
    voice.say("elsewhere", texts(person, "/sameAs"));
    voice.say("in a sentence", texts(person, "/description"));
    voice.say("languages", each(person, "/knowsLanguage", "/name"));
    voice.say("studies", each(person, "/alumniOf", "/name"));
    voice.say_any_order("skills", texts(person, "/knowsAbout"));
    let credentials = person["hasCredential"].as_array().map(Vec::as_slice).unwrap_or_default();
    let day = |one: &Value, part: &str| texts(one, part).concat().chars().take(10).collect::<String>();
    voice.say_any_order("places of credentials", credentials.iter().flat_map(|one| texts(one, "/@id")));
    voice.say_any_order(
        "credentials",
        credentials.iter().map(|one| {
            let (name, issuer) = (texts(one, "/name").concat(), texts(one, "/recognizedBy/name").concat());
            let dates = (day(one, "/dateCreated"), day(one, "/expires"));
            format!("{name} | {issuer} | {} | {} | {}", dates.0, dates.1, texts(one, "/url").concat())
        }),
    );
}

fn home_shows(tree: &Tree, voice: &mut Voice<'_>) {
    voice.source = "home";
    voice.say("name", tree.texts("h1 a.p-name"));
    voice.say("work", tree.texts("h1 span.p-job-title"));
    voice.say("mail", mail(tree));
    voice.say("elsewhere", tree.values("ul.links a.u-url", "href"));
    voice.say("in a sentence", tree.texts("p.p-note"));
    proven(tree, voice);
    credentials(tree, "section[aria-labelledby=credentials] li", voice);
}

fn resume_shows(tree: &Tree, voice: &mut Voice<'_>) {
    voice.source = "résumé";
    voice.say("name", tree.texts("h1.p-name"));
    voice.say("work", tree.texts("p.p-job-title"));
    voice.say("mail", mail(tree));
    voice.say("place", tree.texts("li.p-locality"));
    voice.say("elsewhere", tree.values("header a.u-url", "href"));
    let languages = tree.texts("section[aria-labelledby=languages] p").concat();
    let name = |one: &str| one.split(" (").next().unwrap_or(one).to_owned();
    voice.say("languages", languages.split(", ").map(name));
    voice.say_any_order("skills", tree.texts("span.p-skill a"));
    let count =
        |text: &String| text.trim_end_matches(')').replace(" (", ": ").replace(" proofs", "").replace(" proof", "");
    voice.say_any_order("proofs of skills", tree.texts("span.p-skill").iter().map(count));
    credentials(tree, "section[aria-labelledby=certifications] div.entry", voice);
}

fn mail(tree: &Tree) -> Vec<String> {
    let addresses = tree.values("a.u-email", "href").into_iter();
    addresses.map(|href| href.trim_start_matches("mailto:").to_owned()).collect()
}

fn proven(tree: &Tree, voice: &mut Voice<'_>) {
    let facts = tree.all("dl.facts div").into_iter().map(|fact| tree.within(fact));
    let items = facts.filter(|fact| fact.texts("dt").concat().contains("items proven"));
    voice.say("proven items", items.map(|fact| fact.texts("dd").concat()));
}

fn skills(tree: &Tree, voice: &mut Voice<'_>) {
    let rows: Vec<Tree> = tree.all("main tbody tr").into_iter().map(|row| tree.within(row)).collect();
    voice.say_any_order("skills", rows.iter().map(|row| row.texts("th").concat()));
    let number = |text: &String| text.split(' ').next().unwrap_or("").to_owned();
    let count = |row: &Tree| {
        format!("{}: {}", row.texts("th").concat(), row.texts("td").first().map(number).unwrap_or_default())
    };
    voice.say_any_order("proofs of skills", rows.iter().map(count));
}

/// Reads name, issuer, when it was issued, until when it holds, and where to verify it.
fn credentials(tree: &Tree, entries: &str, voice: &mut Voice<'_>) {
    let read = |entry: &Tree| {
        let heading = entry.texts("h3").concat();
        let (name, issuer) = match heading.split_once(" · ") {
            Some((name, issuer)) => (name.to_owned(), issuer.to_owned()),
            None => (heading, entry.texts("span").into_iter().next().unwrap_or_default()),
        };
        let dates = entry.values("time", "datetime");
        let verify = entry.all("a").into_iter().find(|link| link.text.starts_with("Verify"));
        let href = verify.map_or("", |link| link.get("href"));
        let date = |at: usize| dates.get(at).map_or("", String::as_str);
        format!("{name} | {issuer} | {} | {} | {href}", date(0), date(1))
    };
    voice.say_any_order("credentials", tree.all(entries).into_iter().map(|entry| read(&tree.within(entry))));
}
