//! Projects as source code.

use chrono::NaiveDate;

use super::node::{Node, Reference, SoftwareSourceCode};
use super::{PageFacts, page, person};
use crate::render::moment;
use crate::site::{PageId, Site};

/// Words of `stack:` that are languages and not libraries or services.
const LANGUAGES: &[&str] = &[
    "ada",
    "assembly",
    "bash",
    "c",
    "c#",
    "c++",
    "clojure",
    "cuda",
    "dart",
    "elixir",
    "erlang",
    "f#",
    "fortran",
    "go",
    "golang",
    "haskell",
    "hcl",
    "html",
    "java",
    "javascript",
    "julia",
    "kotlin",
    "lisp",
    "lua",
    "matlab",
    "nix",
    "ocaml",
    "perl",
    "php",
    "powershell",
    "prolog",
    "python",
    "r",
    "rego",
    "ruby",
    "rust",
    "scala",
    "scheme",
    "shell",
    "solidity",
    "sql",
    "swift",
    "tex",
    "typescript",
    "verilog",
    "vhdl",
    "webassembly",
    "zig",
];

/// Returns the code that the page of a project is about.
pub(super) fn node(site: &Site, facts: &PageFacts, id: PageId) -> Node {
    let page = site.page(id);
    let front = page.source.front.as_ref();
    let format = |date: NaiveDate| moment::rfc3339(date, site.settings.timezone);
    let stack = front.map(|front| front.stack.as_slice()).unwrap_or_default();
    let (languages, others): (Vec<String>, Vec<String>) = stack.iter().cloned().partition(|word| is_language(word));
    let tags = page.tags().map(str::to_owned).filter(|tag| !others.contains(tag));
    Node::Code(Box::new(SoftwareSourceCode {
        kind: "SoftwareSourceCode",
        id: reference(facts).id,
        url: facts.url.clone(),
        name: facts.title.clone(),
        description: facts.description.clone(),
        author: person::author(site),
        main_entity_of_page: facts.url.clone(),
        code_repository: repository(site, id),
        programming_language: languages,
        license: front.and_then(|front| front.license.as_deref()).map(license),
        version: front.and_then(|front| front.release.clone()),
        date_published: page.date.map(format),
        date_modified: page.last_change().map(format),
        keywords: others.iter().cloned().chain(tags).collect(),
        image: facts.image.as_ref().map(page::image),
    }))
}

/// Returns what the code is known by.
pub(super) fn reference(facts: &PageFacts) -> Reference {
    Reference { id: format!("{}#code", facts.url) }
}

/// Returns the repository that the page names, else that of the plan.
fn repository(site: &Site, id: PageId) -> Option<String> {
    let front = site.page(id).source.front.as_ref()?;
    let of_plan = || site.progress.projects.get(&front.project.as_ref()?.value)?.repo.clone();
    let own = front.repo.as_ref().map(|repo| repo.value.clone());
    own.or_else(of_plan).filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

fn is_language(word: &str) -> bool {
    // A version may follow: `Python 3.12`.
    let name = word.split_whitespace().next().unwrap_or(word).to_lowercase();
    LANGUAGES.contains(&name.as_str())
}

/// Returns the address of a licence that is named by its SPDX identifier, else the text as it is.
fn license(text: &str) -> String {
    let is_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'+');
    if !text.is_empty() && text.bytes().all(is_id) && text.contains('-') || matches!(text, "MIT" | "ISC" | "Unlicense")
    {
        format!("https://spdx.org/licenses/{text}.html")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_from_libraries() {
        assert!(is_language("Python 3.12") && is_language("rust") && is_language("C++"));
        assert!(!is_language("PyTorch") && !is_language("GitHub Actions"));
    }

    #[test]
    fn licences_have_an_address_when_they_have_an_identifier() {
        assert_eq!(license("MIT"), "https://spdx.org/licenses/MIT.html");
        assert_eq!(license("Apache-2.0"), "https://spdx.org/licenses/Apache-2.0.html");
        assert_eq!(license("MIT OR Apache-2.0"), "MIT OR Apache-2.0");
    }
}
