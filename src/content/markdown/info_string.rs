//! The info string of a fenced block: ```` ```python title="fgsm.py" ````.

/// What an info string says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct InfoString<'a> {
    /// The first word: what language the code is in; empty when there is none.
    pub(super) language: &'a str,
    /// The value of `title`, such as a file name.
    pub(super) title: Option<&'a str>,
}

/// Reads an info string. Attributes may stand in braces; other attributes are ignored.
pub(super) fn read(info: &str) -> InfoString<'_> {
    let info = info.trim();
    let length = info.find(|c: char| c.is_whitespace() || matches!(c, '{' | ',')).unwrap_or(info.len());
    let (language, rest) = info.split_at(length);
    // `title="x"` may come first, and then there is no language.
    if language.contains('=') {
        return InfoString { language: "", title: title(info) };
    }
    InfoString { language, title: title(rest) }
}

fn title(attributes: &str) -> Option<&str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | ','));
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '}' | ',')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(length);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after),
            None => ("", after),
        };
        if name == "title" && !value.trim().is_empty() {
            return Some(value.trim());
        }
        rest = after;
    }
}

/// Returns a value, in quotes or bare, and what comes after it.
fn value(text: &str) -> (&str, &str) {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inner = &text[1..];
        return inner.split_once(quote).unwrap_or((inner, ""));
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || matches!(c, '}' | ',')).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(info: &str, language: &str, title: Option<&str>) {
        assert_eq!(read(info), InfoString { language, title });
    }

    #[test]
    fn a_title_may_be_bare_quoted_or_in_braces() {
        check("python title=\"a b.py\"", "python", Some("a b.py"));
        check("python {linenos, title='a.py'}", "python", Some("a.py"));
        check("rust,ignore title=a.rs", "rust", Some("a.rs"));
        check("title=\"a\"", "", Some("a"));
        check("{title=\"a\"}", "", Some("a"));
    }

    #[test]
    fn what_is_unknown_or_broken_is_ignored() {
        check("", "", None);
        check("c++ hl_lines=\"1 2\" = ={}", "c++", None);
        check("py title=\"", "py", None);
        check("py title=\"a", "py", Some("a"));
    }
}
