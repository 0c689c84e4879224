//! What a site says of itself, to people and to programs, is the same everywhere.
//!
//! Every source — what a page shows, microformats, its head, JSON-LD, feeds, sitemap, JSON Resume, `progress.json`,
//! `humans.txt` — is read for what it says ([`Said`]). Whatever two of them say of one subject must be equal.

mod claim;
mod page;
mod read;

use super::*;
use claim::{Said, disagreements};

/// What is said, and by whom at least. A source that no longer says it would not be compared.
const SAID_BY: &[(&str, &[&str])] = &[
    ("title", &["shown", "Open Graph", "JSON-LD", "h-entry", "breadcrumb", "Atom", "JSON Feed"]),
    ("address", &["canonical", "Open Graph", "JSON-LD", "h-entry", "sitemap", "Atom", "JSON Feed"]),
    ("description", &["head", "Open Graph", "JSON-LD", "h-entry", "Atom", "JSON Feed"]),
    ("author", &["head", "JSON-LD", "h-entry", "Atom", "JSON Feed", "footer"]),
    ("published", &["shown", "Open Graph", "JSON-LD", "Atom", "JSON Feed"]),
    ("changed", &["shown", "JSON-LD", "sitemap", "Atom", "JSON Feed"]),
    ("tags", &["shown", "JSON-LD", "Atom", "JSON Feed"]),
    ("skills of a page", &["shown", "JSON-LD"]),
    ("picture", &["Open Graph", "JSON-LD"]),
    ("way", &["shown", "JSON-LD"]),
    ("posts", &["shown", "JSON-LD"]),
    ("made with", &["shown", "JSON-LD"]),
    ("release", &["shown", "JSON-LD"]),
    ("licence", &["shown", "JSON-LD"]),
    ("repository", &["shown", "JSON-LD"]),
    ("name", &["home", "home JSON-LD", "résumé", "résumé JSON-LD", "JSON Resume", "humans.txt"]),
    ("work", &["home", "home JSON-LD", "résumé", "résumé JSON-LD", "JSON Resume", "humans.txt"]),
    ("mail", &["home", "home JSON-LD", "résumé", "résumé JSON-LD", "JSON Resume", "humans.txt"]),
    ("elsewhere", &["home", "home JSON-LD", "résumé", "résumé JSON-LD", "JSON Resume", "humans.txt"]),
    ("place", &["résumé", "résumé JSON-LD", "JSON Resume", "humans.txt"]),
    ("in a sentence", &["home", "home JSON-LD"]),
    ("languages", &["résumé", "résumé JSON-LD", "JSON Resume"]),
    ("studies", &["résumé JSON-LD", "JSON Resume"]),
    ("skills", &["skills", "home JSON-LD", "résumé", "résumé JSON-LD", "JSON Resume", "progress.json"]),
    ("proofs of skills", &["skills", "résumé", "progress.json"]),
    (
        "credentials",
        &["credentials", "home", "home JSON-LD", "credentials JSON-LD", "résumé", "résumé JSON-LD", "JSON Resume"],
    ),
    ("places of credentials", &["credentials", "home JSON-LD", "credentials JSON-LD", "résumé JSON-LD"]),
    ("proven items", &["home", "progress", "progress badge", "progress.json"]),
    ("phases", &["progress", "progress.json"]),
    ("last change", &["home JSON-LD", "humans.txt", "sitemap"]),
];

/// Changes one value at a time in a file of the sample: the file, what stands there, what is put there, the fact that
/// must no longer agree.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    (NOTE, "<h1 class=\"p-name\">", "<h1 class=\"p-name\">Not ", "title"),
    (NOTE, "og:title\" content=\"", "og:title\" content=\"Not ", "title"),
    (NOTE, "\"headline\":\"", "\"headline\":\"Not ", "title"),
    (NOTE, "aria-current=\"page\">", "aria-current=\"page\">Not ", "title"),
    ("feed.xml", "<entry>\n    <title>", "<entry>\n    <title>Not ", "title"),
    ("feed.json", "      \"title\": \"", "      \"title\": \"Not ", "title"),
    (NOTE, "rel=\"canonical\" href=\"", "rel=\"canonical\" href=\"https://other.example/", "address"),
    (NOTE, "og:url\" content=\"", "og:url\" content=\"https://other.example/", "address"),
    (NOTE, "class=\"u-url\" href=\"", "class=\"u-url\" href=\"/other", "address"),
    (NOTE, "name=\"description\" content=\"", "name=\"description\" content=\"Not ", "description"),
    (NOTE, "og:description\" content=\"", "og:description\" content=\"Not ", "description"),
    (NOTE, "p-summary\">", "p-summary\">Not ", "description"),
    ("feed.xml", "<summary type=\"text\">", "<summary type=\"text\">Not ", "description"),
    ("feed.json", "      \"summary\": \"", "      \"summary\": \"Not ", "description"),
    (NOTE, "name=\"author\" content=\"", "name=\"author\" content=\"Not ", "author"),
    (NOTE, "rel=\"author\">", "rel=\"author\">Not ", "author"),
    ("feed.xml", "<name>", "<name>Not ", "author"),
    ("feed.json", "\"name\": \"", "\"name\": \"Not ", "author"),
    (NOTE, "dt-published\" datetime=\"2026", "dt-published\" datetime=\"2025", "published"),
    (NOTE, "published_time\" content=\"2026", "published_time\" content=\"2025", "published"),
    (NOTE, "\"datePublished\":\"2026", "\"datePublished\":\"2025", "published"),
    ("feed.xml", "<published>2026", "<published>2025", "published"),
    ("feed.json", "\"date_published\": \"2026", "\"date_published\": \"2025", "published"),
    (NOTE, "\"dateModified\":\"2026", "\"dateModified\":\"2025", "changed"),
    ("feed.xml", "    <updated>2026", "    <updated>2025", "changed"),
    (NOTE, "class=\"p-category\" rel=\"tag\"", "class=\"other\" rel=\"tag\"", "tags"),
    (NOTE, "\"keywords\":[\"", "\"keywords\":[\"not-", "tags"),
    ("feed.xml", "<category term=\"", "<category term=\"not-", "tags"),
    ("feed.json", "\"tags\": [\n        \"", "\"tags\": [\n        \"not-", "tags"),
    (NOTE, "\"teaches\":[\"", "\"teaches\":[\"Not ", "skills of a page"),
    (NOTE, "og:image\" content=\"https://", "og:image\" content=\"https://not-", "picture"),
    (NOTE, "\"width\":1200", "\"width\":1201", "picture"),
    (NOTE, "\"position\":2,\"name\":\"", "\"position\":2,\"name\":\"Not ", "way"),
    ("posts/index.html", "\"blogPost\":[{\"@id\":\"https://", "\"blogPost\":[{\"@id\":\"https://not-", "posts"),
    (PROJECT, "\"programmingLanguage\":[\"", "\"programmingLanguage\":[\"Not ", "made with"),
    (PROJECT, "<dt>Release</dt><dd>", "<dt>Release</dt><dd>9", "release"),
    (PROJECT, "\"license\":\"https://spdx.org/licenses/", "\"license\":\"https://spdx.org/licenses/Not-", "licence"),
    (PROJECT, "\"codeRepository\":\"https://", "\"codeRepository\":\"https://not-", "repository"),
    ("index.html", "rel=\"me\">", "rel=\"me\">Not ", "name"),
    ("resume/index.html", "<h1 class=\"p-name\">", "<h1 class=\"p-name\">Not ", "name"),
    ("resume.json", "\"name\": \"", "\"name\": \"Not ", "name"),
    ("humans.txt", "Author: ", "Author: Not ", "name"),
    ("index.html", "\"jobTitle\":\"", "\"jobTitle\":\"not ", "work"),
    ("resume.json", "\"label\": \"", "\"label\": \"not ", "work"),
    ("index.html", "mailto:", "mailto:not-", "mail"),
    ("resume/index.html", "\"email\":\"", "\"email\":\"not-", "mail"),
    ("index.html", "\"sameAs\":[\"https://", "\"sameAs\":[\"https://not-", "elsewhere"),
    ("humans.txt", "Code: https://", "Code: https://not-", "elsewhere"),
    ("resume.json", "\"city\": \"", "\"city\": \"Not ", "place"),
    ("index.html", "p-note\">", "p-note\">Not ", "in a sentence"),
    ("resume.json", "\"language\": \"", "\"language\": \"Not ", "languages"),
    ("resume.json", "\"institution\": \"", "\"institution\": \"Not ", "studies"),
    ("index.html", "\"knowsAbout\":[\"", "\"knowsAbout\":[\"Not ", "skills"),
    ("progress.json", "\"proofs\": 13", "\"proofs\": 14", "proofs of skills"),
    (
        "index.html",
        "EducationalOccupationalCredential\",\"@id\":\"https://",
        "EducationalOccupationalCredential\",\"@id\":\"https://not-",
        "places of credentials",
    ),
    (
        "resume/index.html",
        "\"Organization\",\"name\":\"CompTIA",
        "\"Organization\",\"name\":\"Not CompTIA",
        "credentials",
    ),
    ("resume.json", "\"expires\": \"2", "\"expires\": \"3", "credentials"),
    ("credentials/index.html", "valid until <time datetime=\"2", "valid until <time datetime=\"3", "credentials"),
    ("progress.json", "\"items_proven\": ", "\"items_proven\": 1", "proven items"),
    ("progress/index.html", " proven\" loading", "9 proven\" loading", "proven items"),
    ("progress.json", "\"title\": \"Foundation\"", "\"title\": \"Other\"", "phases"),
    ("humans.txt", "Last update: 2026", "Last update: 2025", "last change"),
    ("sitemap.xml", "<lastmod>2026", "<lastmod>2025", "last change"),
];

const NOTE: &str = "notes/federated-averaging/index.html";
const PROJECT: &str = "projects/robustness/index.html";

/// Returns every text file of the sample's site.
fn sample() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["content", "components"].into_iter().flat_map(|folder| files(&root.join(folder), folder));
    let plan = source("plan.yaml", fs::read(root.join("plan.yaml")).expect("the plan of the sample"));
    let build = build(&Sources::new(folders.chain([plan])), &options());
    let texts = build.outputs.iter().filter_map(|(path, output)| {
        Some((path.as_str().to_owned(), String::from_utf8(output.bytes().to_vec()).ok()?))
    });
    texts.collect()
}

#[test]
fn what_the_sample_says_of_itself_agrees_and_one_changed_value_is_found() {
    let site = sample();
    let home = page::address_of(&site["index.html"]);
    let by_file: BTreeMap<&str, Vec<Said>> =
        site.iter().map(|(path, text)| (path.as_str(), claim::says(path, text, &home))).collect();
    let said: Vec<&Said> = by_file.values().flatten().collect();
    let wrong = disagreements(&said);
    assert!(wrong.is_empty(), "{}", wrong.into_values().collect::<String>());
    for (fact, sources) in SAID_BY {
        let says = |source: &&&str| said.iter().any(|said| said.fact == *fact && said.source == **source);
        let silent: Vec<_> = sources.iter().filter(|source| !says(source)).collect();
        assert!(silent.is_empty(), "nothing is said of `{fact}` by {silent:?}");
    }
    let untold: Vec<_> = said.iter().filter(|said| SAID_BY.iter().all(|(fact, _)| said.fact != *fact)).collect();
    assert!(untold.is_empty(), "{untold:?}");
    for (path, from, to, fact) in CHANGES {
        let text = site.get(*path).unwrap_or_else(|| panic!("the sample has no {path}"));
        assert!(text.contains(from), "{path} has no `{from}`:\n{text}");
        let changed = claim::says(path, &text.replacen(from, to, 1), &home);
        let others = by_file.iter().filter(|(other, _)| *other != path).flat_map(|(_, said)| said);
        let found = disagreements(&others.chain(&changed).collect::<Vec<_>>());
        assert!(found.keys().any(|found| found == fact), "{path}: `{to}` goes unnoticed; found {found:?}");
    }
    let unproven: Vec<_> =
        SAID_BY.iter().map(|(fact, _)| fact).filter(|fact| CHANGES.iter().all(|change| change.3 != **fact)).collect();
    assert!(unproven.is_empty(), "no change shows that these are compared: {unproven:?}");
}
