//! YAML as people write it: short objects on one line, the others with a key on each.

use std::fmt::{Display, Write as _};

/// Longer lines are broken.
const WIDTH: usize = 120;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// A number, a date, `true`: as it stands.
    Plain(String),
    Text(String),
    /// Values on one line where they fit.
    Words(Vec<Node>),
    /// An object on one line where it fits.
    Line(Map),
    /// An object with a line for each key.
    Block(Map),
    /// Objects, each a [`Node::Line`] or a [`Node::Block`].
    List(Vec<Node>),
}

/// The keys of an object with their values, and what is said before it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Map {
    pub(super) comment: Option<String>,
    pub(super) pairs: Vec<(&'static str, Node)>,
    /// Keys that are made, such as months.
    pub(super) made: Vec<(String, Node)>,
}

impl Map {
    pub(super) fn put(&mut self, key: &'static str, value: Node) {
        self.pairs.push((key, value));
    }

    pub(super) fn text(&mut self, key: &'static str, value: &str) {
        self.put(key, Node::Text(value.to_owned()));
    }

    pub(super) fn plain(&mut self, key: &'static str, value: impl Display) {
        self.put(key, Node::Plain(value.to_string()));
    }

    pub(super) fn words<T: AsRef<str>>(&mut self, key: &'static str, values: &[T]) {
        if !values.is_empty() {
            self.put(key, Node::Words(values.iter().map(|value| Node::Text(value.as_ref().to_owned())).collect()));
        }
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.pairs
            .iter()
            .map(|(key, node)| (*key, node))
            .chain(self.made.iter().map(|(key, node)| (key.as_str(), node)))
    }
}

/// Writes `key: value` and what belongs to it, indented by `indent`.
pub(super) fn pair(key: &str, node: &Node, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    out.push_str(&pad);
    out.push_str(key);
    out.push(':');
    if let Some(flow) =
        flow(node).filter(|flow| indent + key.len() + 2 + flow.chars().count() <= WIDTH || is_scalar(node))
    {
        out.push(' ');
        out.push_str(&flow);
        out.push('\n');
        return;
    }
    match node {
        Node::Text(text) => block_text(text, indent + 2, out),
        Node::Line(map) | Node::Block(map) => {
            out.push('\n');
            map.entries().for_each(|(key, node)| pair(key, node, indent + 2, out));
        }
        Node::Words(nodes) | Node::List(nodes) => {
            out.push('\n');
            for (at, node) in nodes.iter().enumerate() {
                // Objects with objects of their own are easier to find with a gap between them.
                if at > 0 && indent == 0 && has_list(node) {
                    out.push('\n');
                }
                item(node, indent + 2, out);
            }
        }
        Node::Plain(_) => {}
    }
}

/// Writes `- value`.
fn item(node: &Node, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    if let Node::Line(Map { comment: Some(comment), .. }) | Node::Block(Map { comment: Some(comment), .. }) = node {
        let _ = writeln!(out, "{pad}# {comment}");
    }
    if let Some(flow) = flow(node).filter(|flow| indent + 2 + flow.chars().count() <= WIDTH || is_scalar(node)) {
        let _ = writeln!(out, "{pad}- {flow}");
        return;
    }
    let (Node::Line(map) | Node::Block(map)) = node else { return };
    let start = out.len();
    map.entries().for_each(|(key, node)| pair(key, node, indent + 2, out));
    // The first key stands behind the dash.
    out.replace_range(start + indent..=start + indent, "-");
}

fn has_list(node: &Node) -> bool {
    matches!(node, Node::Block(map) if map.entries().any(|(_, node)| matches!(node, Node::List(_))))
}

fn is_scalar(node: &Node) -> bool {
    match node {
        Node::Plain(_) => true,
        Node::Text(text) => !text.contains('\n'),
        _ => false,
    }
}

/// Returns the value on one line, if it may stand on one.
fn flow(node: &Node) -> Option<String> {
    match node {
        Node::Plain(text) => Some(text.clone()),
        Node::Text(text) if text.contains('\n') => None,
        Node::Text(text) => Some(scalar(text, false)),
        Node::Words(nodes) => {
            let words: Option<Vec<String>> = nodes.iter().map(in_flow).collect();
            Some(format!("[{}]", words?.join(", ")))
        }
        Node::Line(map) => {
            let pairs: Option<Vec<String>> =
                map.entries().map(|(key, node)| Some(format!("{key}: {}", in_flow(node)?))).collect();
            Some(format!("{{{}}}", pairs?.join(", ")))
        }
        Node::List(nodes) if nodes.is_empty() => Some("[]".to_owned()),
        Node::List(_) | Node::Block(_) => None,
    }
}

fn in_flow(node: &Node) -> Option<String> {
    match node {
        Node::Text(text) if !text.contains('\n') => Some(scalar(text, true)),
        node => flow(node),
    }
}

/// Writes several lines as they are, behind `|-`.
fn block_text(text: &str, indent: usize, out: &mut String) {
    out.push_str(" |-\n");
    for line in text.lines() {
        let _ = writeln!(out, "{}{line}", " ".repeat(indent));
    }
}

/// Returns a text on one line: plain where nothing in it means anything in YAML, else in double quotes.
fn scalar(text: &str, is_flow: bool) -> String {
    if is_plain(text, is_flow) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn is_plain(text: &str, is_flow: bool) -> bool {
    let means_something = matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n" | "none" | "nan" | "inf"
    );
    let is_word =
        |c: char| c.is_alphanumeric() || " -_/+.'’()&…–—“”!%=*@".contains(c) || (!is_flow && ",;?".contains(c));
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !text.contains(" -")
        && !means_something
        && text.chars().all(|c| is_word(c) || c == ':')
        && !text.contains(": ")
        && !text.ends_with(':')
        && !(is_flow && text.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_has_them() {
        for text in ["Python for ML", "AI/ML Security", "CI/CD & more (basics)", "Andrew Ng's course", "Größe"] {
            assert_eq!(scalar(text, true), text);
        }
        assert_eq!(scalar("a, b", true), "\"a, b\"");
        assert_eq!(scalar("a, b", false), "a, b");
        for text in [
            "yes",
            "12",
            "1.5",
            "a: b",
            "# a",
            "- a",
            "a #b",
            "*a",
            "\"a\"",
            "null",
            "",
            "true",
            "2027-01-01",
            "~",
            "a\\b",
            "[a]",
        ] {
            assert!(scalar(text, false).starts_with('"'), "{text}");
        }
    }

    #[test]
    fn short_objects_stand_on_one_line() {
        let mut row = Map::default();
        row.plain("id", "a");
        row.text("title", "A");
        let mut long = row.clone();
        long.text("summary", &"word ".repeat(30));
        let mut block = Map { comment: Some("said before".to_owned()), ..Map::default() };
        block.plain("id", "b");
        block.words("parts", &["x", "y z"]);
        block.text("note", "one\ntwo");
        let list = Node::List(vec![Node::Line(row), Node::Line(long), Node::Block(block)]);
        let mut out = String::new();
        pair("list", &list, 0, &mut out);
        let words = "word ".repeat(30);
        assert_eq!(
            out,
            format!(
                "list:\n  - {{id: a, title: A}}\n  - id: a\n    title: A\n    summary: \"{words}\"\n  # said before\n  - id: b\n    parts: [x, y z]\n    note: |-\n      one\n      two\n"
            )
        );
    }
}
