//! A page as a tree that can be asked: elements with all of their text.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// An element.
pub(super) struct Node {
    pub(super) name: String,
    attributes: BTreeMap<String, String>,
    /// All text in it, with every white space as one space.
    pub(super) text: String,
    parents: Vec<usize>,
}

/// A page.
pub(super) struct Tree(Vec<Node>);

impl Node {
    pub(super) fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    fn is(&self, wanted: &str) -> bool {
        let (name, rest) = wanted.split_at(wanted.find(['.', '[']).unwrap_or(wanted.len()));
        (name.is_empty() || self.name == name)
            && match (rest.strip_prefix('.'), rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))) {
                (Some(class), _) => self.get("class").split_whitespace().any(|own| own == class),
                (_, Some(attribute)) => {
                    let (name, value) = attribute.split_once('=').expect("an attribute with its value");
                    self.get(name).split_whitespace().any(|own| own == value) || self.get(name) == value
                }
                _ => true,
            }
    }
}

impl Tree {
    /// Reads a page as a browser does, as far as pages of Milepost go: every element that is not void has an end tag.
    pub(super) fn read(html: &str) -> Self {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let plain = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut nodes: Vec<Node> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = plain(&tag.name);
                    let attributes = tag.attributes.iter().map(|(name, value)| (plain(name), plain(value))).collect();
                    let is_open = !tag.self_closing && !VOID.contains(&name.as_str());
                    nodes.push(Node { name, attributes, text: String::new(), parents: open.clone() });
                    if is_open {
                        open.push(nodes.len() - 1);
                    }
                }
                Token::EndTag(tag) => {
                    let name = plain(&tag.name);
                    if let Some(at) = open.iter().rposition(|index| nodes[*index].name == name) {
                        open.truncate(at);
                    }
                }
                Token::String(text) => open.iter().for_each(|index| nodes[*index].text.push_str(&plain(&text))),
                _ => {}
            }
        }
        for node in &mut nodes {
            node.text = node.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        Self(nodes)
    }

    /// Returns what `path` leads to: `nav.crumbs a` is every `a` within a `nav` of that class.
    pub(super) fn all(&self, path: &str) -> Vec<&Node> {
        let (last, outer) = path.rsplit_once(' ').map_or((path, None), |(outer, last)| (last, Some(outer)));
        let of_last = self.0.iter().filter(|node| node.is(last));
        let Some(outer) = outer else { return of_last.collect() };
        let outer: Vec<*const Node> = self.all(outer).into_iter().map(std::ptr::from_ref).collect();
        let is_within =
            |node: &&Node| node.parents.iter().any(|parent| outer.contains(&std::ptr::from_ref(&self.0[*parent])));
        of_last.filter(is_within).collect()
    }

    /// Returns the texts of what `path` leads to.
    pub(super) fn texts(&self, path: &str) -> Vec<String> {
        self.all(path).into_iter().map(|node| node.text.clone()).collect()
    }

    /// Returns an attribute of what `path` leads to.
    pub(super) fn values(&self, path: &str, attribute: &str) -> Vec<String> {
        self.all(path).into_iter().map(|node| node.get(attribute).to_owned()).collect()
    }

    /// Returns the elements that are within `outer`.
    pub(super) fn within(&self, outer: &Node) -> Self {
        let index = self.0.iter().position(|node| std::ptr::eq(node, outer)).expect("a node of this page");
        let inner = self.0.iter().filter(|node| node.parents.contains(&index));
        Self(
            inner
                .map(|node| Node {
                    name: node.name.clone(),
                    attributes: node.attributes.clone(),
                    text: node.text.clone(),
                    parents: Vec::new(),
                })
                .collect(),
        )
    }
}
