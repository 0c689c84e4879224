//! Relative addresses made absolute (RFC 3986, section 5.2).

/// Returns the absolute address that `reference` means on the page at the absolute address `page`; `None` for
/// one that runs something.
pub fn absolute(reference: &str, page: &str) -> Option<String> {
    let reference = reference.trim_matches(|c: char| c.is_ascii_whitespace() || c.is_ascii_control());
    if let Some(scheme) = scheme(reference) {
        let is_harmless = !matches!(scheme.to_ascii_lowercase().as_str(), "javascript" | "vbscript" | "file");
        return is_harmless.then(|| reference.to_owned());
    }
    let host_start = page.find("://").map_or(0, |colon| colon + 3);
    let path_start = page[host_start..].find('/').map_or(page.len(), |slash| host_start + slash);
    let (origin, own_path) = page.split_at(path_start);
    if reference.starts_with("//") {
        let scheme = page.split_once("//").map_or("https:", |(scheme, _)| scheme);
        return Some(format!("{scheme}{reference}"));
    }
    if reference.is_empty() || reference.starts_with(['#', '?']) {
        return Some(format!("{page}{reference}"));
    }
    if reference.starts_with('/') {
        return Some(format!("{origin}{reference}"));
    }
    let folder = own_path.rfind('/').map_or("/", |slash| &own_path[..=slash]);
    Some(format!("{origin}{}", without_dots(&format!("{folder}{reference}"))))
}

/// Returns the value of a `srcset` with absolute addresses.
pub(super) fn absolute_set(set: &str, page: &str) -> String {
    let candidates = set.split(", ").flat_map(|part| part.split(",\n")).map(str::trim).filter(|part| !part.is_empty());
    let absolute = candidates.filter_map(|candidate| {
        let (address, descriptor) = candidate.split_once(char::is_whitespace).unwrap_or((candidate, ""));
        let address = absolute(address, page)?;
        Some(if descriptor.is_empty() { address } else { format!("{address} {}", descriptor.trim()) })
    });
    absolute.collect::<Vec<_>>().join(", ")
}

fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// Resolves `.` and `..` in a path; what stands behind it is kept.
fn without_dots(reference: &str) -> String {
    let end = reference.find(['?', '#']).unwrap_or(reference.len());
    let (path, rest) = reference.split_at(end);
    let mut parts: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push("");
                }
            }
            other => parts.push(other),
        }
    }
    format!("/{}{rest}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reference: &str, expected: &str) {
        assert_eq!(absolute(reference, "https://x.org/r/notes/a/").as_deref(), Some(expected));
    }

    #[test]
    fn references_are_resolved_against_the_page() {
        check("", "https://x.org/r/notes/a/");
        check("#x", "https://x.org/r/notes/a/#x");
        check("b.png", "https://x.org/r/notes/a/b.png");
        check("./b/?q=../c#d", "https://x.org/r/notes/a/b/?q=../c#d");
        check("../b/", "https://x.org/r/notes/b/");
        check("..", "https://x.org/r/notes/");
        check("../../../../b", "https://x.org/b");
        check("/b", "https://x.org/b");
        check("//y.org/b", "https://y.org/b");
        check("mailto:a@b.c", "mailto:a@b.c");
        check(" https://y.org ", "https://y.org");
    }

    #[test]
    fn what_runs_is_no_address() {
        for bad in ["javascript:x()", "JAVASCRIPT:x()", "\u{1}vbscript:x"] {
            assert_eq!(absolute(bad, "https://x.org/"), None, "{bad}");
        }
    }
}
