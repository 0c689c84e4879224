//! The files of a new journal.

use chrono::NaiveDate;
use milepost::import::Import;

use crate::args::Preset;
use crate::workflow;

/// The address in the plans below, until the owner gives another.
const PLACEHOLDER_URL: &str = "\"https://example.github.io/\"";

/// The first note.
const NOTE_FILE: &str = "content/notes/how-this-journal-works.md";

/// What is filled into the files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filling<'a> {
    /// The title of the site.
    pub(super) title: &'a str,
    /// The owner's name.
    pub(super) author: &'a str,
    /// The address of the site.
    pub(super) url: Option<&'a str>,
    /// The first day of the plan.
    pub(super) start: NaiveDate,
    /// The date of the first note.
    pub(super) today: NaiveDate,
}

/// A file to write.
#[derive(Debug)]
pub(super) struct StarterFile {
    /// Where it goes in the journal.
    pub(super) path: &'static str,
    /// What is in it.
    pub(super) text: String,
    /// Whether a file that is there already is kept instead.
    pub(super) may_exist: bool,
}

/// Returns the files of a journal that starts from `preset`.
pub(super) fn files(preset: Option<Preset>, filling: &Filling<'_>) -> Vec<StarterFile> {
    let yaml = |path, text| StarterFile { path, text: fill_yaml(text, filling), may_exist: false };
    let plain = |path, text| StarterFile { path, text: fill_text(text, filling), may_exist: path == "README.md" };
    let mut files = match preset {
        None => vec![
            yaml("plan.yaml", include_str!("../../starter/plan.yaml")),
            plain(NOTE_FILE, include_str!("../../starter/first-note.md")),
        ],
        Some(Preset::AiMlSecurity) => vec![
            yaml("plan.yaml", include_str!("../../preset/ai-ml-security/plan.yaml")),
            yaml("plan.private.yaml", include_str!("../../preset/ai-ml-security/plan.private.yaml")),
            plain(NOTE_FILE, include_str!("../../starter/first-note-ai-ml-security.md")),
        ],
    };
    files.extend([
        plain("content/about.md", include_str!("../../starter/about.md")),
        plain("content/posts/why-i-learn-in-public.md", include_str!("../../starter/first-post.md")),
        StarterFile { path: workflow::PATH, text: workflow::text(false), may_exist: false },
        StarterFile { path: workflow::UPDATES, text: workflow::UPDATES_TEXT.to_owned(), may_exist: true },
        plain("README.md", include_str!("../../starter/README.md")),
    ]);
    files
}

/// Returns the files of a journal for a plan that was imported. The first note is about the first item of it, and proves
/// nothing.
pub(super) fn imported(plan: &Import, filling: &Filling<'_>) -> Vec<StarterFile> {
    const NOTE: &str = include_str!("../../starter/first-note-ai-ml-security.md");
    let note = match &plan.first_item {
        Some(item) => NOTE.replace("python-for-ml", item),
        None => NOTE.replacen("about: [python-for-ml]\n", "", 1),
    };
    let note = fill_text(&note, filling);
    let mut files = files(None, filling);
    files.retain(|file| file.path != "plan.yaml" && file.path != NOTE_FILE);
    let file = |path, text: &str| StarterFile { path, text: text.to_owned(), may_exist: false };
    let own = [file("plan.yaml", &plan.public), file("plan.private.yaml", &plan.private), file(NOTE_FILE, &note)];
    own.into_iter().chain(files).collect()
}

/// Fills a YAML file, in which title and author stand between double quotes.
fn fill_yaml(text: &str, filling: &Filling<'_>) -> String {
    let url = filling.url.map_or_else(|| PLACEHOLDER_URL.to_owned(), |url| format!("\"{}\"", escaped(url)));
    let text = text.replace(PLACEHOLDER_URL, &url).replace("{{start}}", &filling.start.to_string());
    fill(&text, &escaped(filling.title), &escaped(filling.author))
}

fn fill_text(text: &str, filling: &Filling<'_>) -> String {
    let text = text.replace("{{today}}", &filling.today.to_string());
    fill(&text, filling.title, filling.author)
}

/// Fills in what the user chose, in one pass: a title of `{{author}}` is a title.
fn fill(text: &str, title: &str, author: &str) -> String {
    let fill_author = |part: &str| part.replace("{{author}}", author);
    text.split("{{title}}").map(fill_author).collect::<Vec<_>>().join(title)
}

/// Returns `text` as it stands between double quotes in YAML. Control characters are refused earlier.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filling<'a>(title: &'a str, author: &'a str) -> Filling<'a> {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        Filling { title, author, url: Some("https://noor.example/repo/"), start: day, today: day }
    }

    #[test]
    fn no_placeholder_is_left() {
        for preset in [None, Some(Preset::AiMlSecurity)] {
            for file in files(preset, &filling("T", "A")) {
                // `${{ … }}` is GitHub's, and has a space after it.
                assert!(!file.text.replace("${{ ", "").contains("{{"), "{}", file.path);
                assert!(!file.text.contains("https://example.github.io/\""), "{}", file.path);
            }
        }
    }

    #[test]
    fn a_title_of_quotes_and_backslashes_stays_one() {
        let title = r#"Noor's "C:\" {{author}}: notes #1"#;
        for file in files(None, &filling(title, "A")).iter().filter(|file| file.path == "plan.yaml") {
            let plan: serde_yaml::Value = serde_yaml::from_str(&file.text).unwrap();
            assert_eq!(plan["site"]["title"].as_str(), Some(title));
            assert_eq!(plan["site"]["url"].as_str(), Some("https://noor.example/repo/"));
        }
    }

    #[test]
    fn yaml_files_are_yaml() {
        for preset in [None, Some(Preset::AiMlSecurity)] {
            for file in files(preset, &filling("T", "A")) {
                if file.path.ends_with("yaml") || file.path.ends_with("yml") {
                    assert!(serde_yaml::from_str::<serde_yaml::Value>(&file.text).is_ok(), "{}", file.path);
                }
            }
        }
    }
}
