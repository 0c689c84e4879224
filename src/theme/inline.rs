//! Scripts and style sheets that stand in templates. The policy of a page forbids what stands in it, and allows these
//! by their digest: they are the theme's, and known before a page is rendered. What a page adds has no digest.

use std::collections::BTreeSet;
use std::ops::Range;

use super::digest::digest;

/// The digests of what stands in the templates of a theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline {
    /// Those of scripts.
    pub scripts: BTreeSet<String>,
    /// Those of style sheets.
    pub styles: BTreeSet<String>,
}

impl Inline {
    /// Takes up what stands in a template. Returns where template code makes it differ from page to page, so that no
    /// digest can be known.
    pub(super) fn read(&mut self, template: &str) -> Vec<Range<usize>> {
        let mut varying = Vec::new();
        for (name, all) in [("script", &mut self.scripts), ("style", &mut self.styles)] {
            for range in contents(template, name) {
                let text = &template[range.clone()];
                if ["{{", "{%", "{#"].iter().any(|code| text.contains(code)) {
                    varying.push(range);
                } else if !text.trim().is_empty() {
                    // A browser reads every end of a line as one character.
                    all.insert(digest(text.replace("\r\n", "\n").replace('\r', "\n").as_bytes()));
                }
            }
        }
        varying
    }
}

/// Returns the contents of every element `name` that a browser would run or apply.
fn contents(template: &str, name: &str) -> Vec<Range<usize>> {
    // Without another byte in it, lower case has the same length.
    let lower = template.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = lower[at..].find(&format!("<{name}")).map(|start| at + start) {
        at = start + name.len() + 1;
        if !lower[at..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>') {
            continue;
        }
        let Some(begin) = lower[at..].find('>').map(|end| at + end + 1) else { break };
        let end = lower[begin..].find(&format!("</{name}")).map_or(lower.len(), |end| begin + end);
        if name == "style" || is_run(&lower[at..begin - 1]) {
            found.push(begin..end);
        }
        at = end;
    }
    found
}

/// Returns whether a script with these attributes, in lower case, is run where it stands: data is not.
fn is_run(attributes: &str) -> bool {
    let words: Vec<&str> = attributes.split_ascii_whitespace().collect();
    if words.iter().any(|word| word.starts_with("src=")) {
        return false;
    }
    let kind = words.iter().find_map(|word| word.strip_prefix("type="));
    kind.is_none_or(|kind| {
        let kind = kind.trim_matches(['"', '\'']);
        kind.is_empty() || kind.contains("javascript") || matches!(kind, "module" | "importmap" | "speculationrules")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, scripts: &[&str], styles: &[&str], varying: usize) {
        let mut inline = Inline::default();
        let found = inline.read(template);
        assert_eq!(found.len(), varying, "{template}");
        let digests = |texts: &[&str]| texts.iter().map(|text| digest(text.as_bytes())).collect::<BTreeSet<_>>();
        assert_eq!((inline.scripts, inline.styles), (digests(scripts), digests(styles)), "{template}");
    }

    #[test]
    fn what_stands_in_a_template_has_its_digest() {
        check("<p><SCRIPT>a()\r\n</script> <style media=print>p{}</style>", &["a()\n"], &["p{}"], 0);
        check("<script type=\"module\">a()</script><script>b()</script>", &["a()", "b()"], &[], 0);
        check("<script>a()", &["a()"], &[], 0);
    }

    #[test]
    fn data_and_files_have_none() {
        check("<script src=\"{{ x }}\" defer></script><styles>p</styles><script", &[], &[], 0);
        check("<script type=\"application/ld+json\">{{ page.json_ld | safe }}</script>", &[], &[], 0);
    }

    #[test]
    fn what_differs_from_page_to_page_is_told() {
        check("<script>a({{ x }})</script><style>{% if x %}p{}{% endif %}</style>", &[], &[], 2);
    }
}
