//! What can be read off the source of a diagram without drawing it.

use std::ops::Range;

/// Returns the title that a diagram gives itself by `accTitle: …`.
pub fn title(source: &str) -> Option<&str> {
    value(source, "accTitle")
}

/// Returns the value of a line such as `accTitle: Data flow`.
pub(super) fn value<'a>(source: &'a str, name: &str) -> Option<&'a str> {
    source.lines().find_map(|line| {
        let value = line.trim().strip_prefix(name)?.trim_start().strip_prefix(':')?.trim();
        (!value.is_empty()).then_some(value)
    })
}

/// Returns the bytes of the first line that says something: neither empty nor a comment.
pub(super) fn first_line(source: &str) -> Range<usize> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim();
        if !text.is_empty() && !text.starts_with("%%") {
            let indentation = line.len() - line.trim_start().len();
            return start + indentation..start + indentation + text.len();
        }
        start += line.len();
    }
    0..source.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_and_the_first_line_are_found() {
        let source = "%% é\n\n  flowchart TD\n  accTitle : Data flow \n";
        assert_eq!(title(source), Some("Data flow"));
        assert_eq!(&source[first_line(source)], "flowchart TD");
        assert_eq!((title("accTitle:"), first_line("")), (None, 0..0));
    }
}
