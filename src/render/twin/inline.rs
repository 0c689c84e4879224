//! Text, links and code within a line of Markdown.

/// Adds `c` to `out`, which becomes a line of Markdown, so that it means itself. `next` is what follows it.
pub(super) fn push_char(out: &mut String, c: char, next: Option<char>) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_special = match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
        '_' => !(is_word(out.chars().next_back()) && is_word(next)),
        '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()),
        _ => false,
    };
    if is_special {
        out.push('\\');
    }
    out.push(c);
}

/// Returns `text` on one line of Markdown, in which it means itself.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let mut chars = word.chars().peekable();
        while let Some(c) = chars.next() {
            push_char(&mut out, c, chars.peek().copied());
        }
    }
    out
}

/// Returns a link whose text is Markdown already.
pub(super) fn link(label: &str, address: &str) -> String {
    format!("[{label}]({})", destination(address))
}

/// Returns an address as it is written between the parentheses of a link.
pub(super) fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// Returns a line of Markdown as the first of a paragraph: what would begin a heading, a list or a quote does not.
pub(super) fn line(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let at = match line.chars().next() {
        Some('#' | '>' | '+' | '-' | '=' | '|' | ':') => 0,
        Some('0'..='9') if line[digits..].starts_with(['.', ')']) => digits,
        _ => return line.to_owned(),
    };
    format!("{}\\{}", &line[..at], &line[at..])
}

/// Returns code within a line.
pub(super) fn code(code: &str) -> String {
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    if code.is_empty() {
        return code;
    }
    let fence = "`".repeat(longest_run(&code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// Returns a block of code.
pub(super) fn code_block(code: &str, language: &str, title: Option<&str>) -> String {
    let fence = "`".repeat((longest_run(code) + 1).max(3));
    let is_plain = |text: &&str| !text.contains(['`', '"', '\n']);
    let language = Some(language).filter(is_plain).unwrap_or_default();
    let title = title.filter(is_plain).map(|title| format!(" title=\"{title}\"")).unwrap_or_default();
    format!("{fence}{}\n{}\n{fence}", format!("{language}{title}").trim(), code.trim_end_matches('\n'))
}

fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_means_itself() {
        assert_eq!(
            text("a *b*  [c](d) <e> `f` snake_case _g_ & &amp; ~x~"),
            "a \\*b\\* \\[c\\](d) \\<e> \\`f\\` snake_case \\_g\\_ & \\&amp; \\~x\\~"
        );
        assert_eq!(line("- a"), "\\- a");
        assert_eq!(line("12. a"), "12\\. a");
        assert_eq!(line("12 a"), "12 a");
    }

    #[test]
    fn code_has_longer_fences_than_it_contains() {
        assert_eq!(code("a `b` c"), "``a `b` c``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code_block("```\nx\n```\n", "md", Some("a.md")), "````md title=\"a.md\"\n```\nx\n```\n````");
    }

    #[test]
    fn an_address_cannot_end_the_link() {
        assert_eq!(link("a", "https://y.org/x_(y) z"), "[a](https://y.org/x_%28y%29%20z)");
    }
}
