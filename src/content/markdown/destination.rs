//! What a link may lead to.

/// Returns the scheme of `destination` when a browser would run or show it as a document of this site:
/// `javascript:`, `vbscript:`, and `data:` except for plain images.
pub(super) fn forbidden_scheme(destination: &str) -> Option<&'static str> {
    // Browsers ignore control characters and spaces before a scheme, and line breaks within it.
    let seen: String = destination
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .take(24)
        .collect::<String>()
        .to_ascii_lowercase();
    let is_image = ["png", "jpeg", "gif", "webp"]
        .iter()
        .filter_map(|kind| seen.strip_prefix("data:image/")?.strip_prefix(kind))
        .any(|rest| rest.starts_with([';', ',']));
    ["javascript:", "vbscript:", "data:"].into_iter().find(|scheme| seen.starts_with(scheme) && !is_image)
}

/// Returns whether `destination` is on another site.
pub(super) fn is_external(destination: &str) -> bool {
    let start = destination.get(..8).unwrap_or(destination).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(destination: &str, expected: Option<&str>) {
        assert_eq!(forbidden_scheme(destination), expected, "{destination:?}");
    }

    #[test]
    fn scripts_are_forbidden_however_they_are_spelt() {
        check("javascript:alert(1)", Some("javascript:"));
        check(" \u{1}JaVa\tScript\n:alert(1)", Some("javascript:"));
        check("VBSCRIPT:x", Some("vbscript:"));
        check("data:text/html,<script>", Some("data:"));
        check("data:image/svg+xml,<svg onload=x>", Some("data:"));
    }

    #[test]
    fn pages_and_images_are_allowed() {
        check("data:image/png;base64,AA", None);
        check("data:image/webp,x", None);
        check("../data:x", None);
        check("https://x.org/javascript:", None);
    }
}
