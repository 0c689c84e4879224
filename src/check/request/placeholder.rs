//! Texts and addresses that were meant to be replaced.

/// Words that stand for what is not there yet, as they are written.
// In two halves, so that nobody who looks for work that is left finds them.
const WORDS: [&str; 4] = [concat!("TO", "DO"), concat!("FIX", "ME"), "TBD", "TBA"];

/// Phrases that stand for what is not there yet, or for somebody else, in small letters.
const PHRASES: [&str; 28] = [
    "lorem ipsum",
    "dolor sit amet",
    "coming soon",
    "under construction",
    "stay tuned",
    "to be written",
    "your name here",
    "your name",
    "your title here",
    "your text here",
    "your tagline",
    "your job title",
    "your company",
    "insert text here",
    "insert your",
    "replace this text",
    "replace me",
    "description goes here",
    "text goes here",
    "placeholder text",
    "sample text",
    "john doe",
    "jane doe",
    "my awesome project",
    "just another blog",
    "this is my first post",
    "example project",
    "hello world, this is",
];

/// Sentences of `milepost init` that are about its reader, in small letters.
pub(super) const STARTER: [&str; 3] = [
    "three questions that are worth answering in a first post",
    "what will i be able to do when the plan is done, that i cannot do today?",
    "when you have answered them",
];

/// Names of hosts that nobody can have.
const HOSTS: [&str; 6] =
    ["example.com", "example.net", "example.org", "example.edu", "example.github.io", "example.gitlab.io"];
/// Ends of such names.
const ENDS: [&str; 3] = [".example", ".test", ".invalid"];
/// Names of accounts that stand for one's own.
const ACCOUNTS: [&str; 10] = [
    "your-username",
    "your_username",
    "yourusername",
    "username",
    "your-name",
    "yourname",
    "your-handle",
    "yourhandle",
    "your-profile",
    "<you>",
];

/// Returns the first piece of `text` that was meant to be replaced, as it is written.
pub(super) fn in_text(text: &str) -> Option<&str> {
    let small = text.to_ascii_lowercase();
    let words = WORDS.iter().filter_map(|word| whole(text, word));
    let phrases = PHRASES.iter().chain(&STARTER).filter_map(|phrase| whole(&small, phrase));
    let found = words.chain(phrases).chain(variable(text)).min_by_key(|range| range.start)?;
    text.get(found)
}

/// Returns why an address is only an example, if it is.
pub(super) fn in_address(address: &str) -> Option<&'static str> {
    if address == "#" {
        return Some("leads to nothing");
    }
    let (scheme, rest) = address.split_once(':')?;
    let (host, path) = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let rest = rest.strip_prefix("//")?;
            rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()))
        }
        "mailto" => (rest.split('?').next()?.rsplit_once('@')?.1, ""),
        _ => return None,
    };
    let host = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or_default().to_ascii_lowercase();
    let is_below = |name: &str| host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
    if HOSTS.iter().any(|name| is_below(name)) || ENDS.iter().any(|end| host.ends_with(end)) {
        return Some("is an address for examples, which nobody can have");
    }
    let first = path.split(['/', '?', '#']).find(|part| !part.is_empty()).unwrap_or_default();
    let label = host.split('.').next().unwrap_or_default();
    let is_nobody = |name: &str| ACCOUNTS.contains(&name.trim_start_matches('@').to_ascii_lowercase().as_str());
    (is_nobody(first) || is_nobody(label) || second_of_linked_in(&host, path).is_some_and(is_nobody))
        .then_some("stands for an account that it does not name")
}

fn second_of_linked_in<'a>(host: &str, path: &'a str) -> Option<&'a str> {
    let path = path.strip_prefix("/in/").filter(|_| host.ends_with("linkedin.com"))?;
    path.split('/').next()
}

/// Returns where `phrase` stands in `text` as words of its own.
fn whole(text: &str, phrase: &str) -> Option<std::ops::Range<usize>> {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let mut places = text.match_indices(phrase);
    let (at, _) = places.find(|(at, _)| {
        let end = at + phrase.len();
        // `TBDs` and `tbd_list` are names of something.
        !is_word(text[..*at].chars().next_back()) && !is_word(text[end..].chars().next())
    })?;
    Some(at..at + phrase.len())
}

/// Returns where a variable of a template stands that nobody has filled in.
fn variable(text: &str) -> Option<std::ops::Range<usize>> {
    [("{{", "}}"), ("{%", "%}")].into_iter().find_map(|(begin, end)| {
        let start = text.find(begin)?;
        let length = text[start..].find(end)? + end.len();
        Some(start..start + length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_as_they_are_written() {
        for (text, expected) in [
            ("Results: TBD: measure", Some("TBD")),
            ("Lorem ipsum dolor", Some("Lorem ipsum")),
            ("More is Coming Soon.", Some("Coming Soon")),
            ("I am {{ author }}.", Some("{{ author }}")),
            ("Überall: Jane Doe", Some("Jane Doe")),
            ("TBDs of a day, tbd.txt, MYTBD", None),
            ("A set {{1}, {2}}", Some("{{1}, {2}}")),
            ("What it is: {1}", None),
        ] {
            assert_eq!(in_text(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses_of_nobody_are_found() {
        for address in [
            "#",
            "https://example.com/",
            "https://www.example.org:8080/a",
            "http://demo.example/x",
            "mailto:me@example.com",
            "https://github.com/your-username/it",
            "https://username.github.io/",
            "https://www.linkedin.com/in/yourname/",
        ] {
            assert!(in_address(address).is_some(), "{address}");
        }
        for address in [
            "#top",
            "/example.com/",
            "https://noor.dev/",
            "https://counterexample.com/",
            "mailto:noor@noor.dev",
            "tel:1",
        ] {
            assert_eq!(in_address(address), None, "{address}");
        }
    }

    #[test]
    fn sentences_of_a_new_journal_are_those_that_it_has() {
        let starter = include_str!("../../bin/milepost/starter/first-post.md").to_lowercase();
        for sentence in STARTER {
            assert!(starter.contains(sentence), "{sentence}");
        }
    }
}
