//! What the plan says of a page that moves: the `page:` of a `proof:`, a path below `content/` or an address.
//!
//! `plan.yaml` is read as data, not as a plan, so that this also holds for what is private, and while something else in it
//! is wrong.

use super::{Moves, Rename};
use crate::content::page::CONTENT;
use crate::edit::front_matter::literal;
use crate::edit::splice::{Splice, apply};
use crate::plan::{PLAN_FILE, PRIVATE_FILE};
use crate::source::value::{Data, Value, yaml};
use crate::source::{SourcePath, Sources};

/// Turns the pages that proofs of the plan and of its private half name, in `rename`.
///
/// A file that is no YAML stays as it is: nothing in it can be told from anything else.
pub(super) fn turn(sources: &Sources, moves: &Moves, rename: &mut Rename) {
    for name in [PLAN_FILE, PRIVATE_FILE] {
        let Some((id, file)) = sources.find(name) else { continue };
        let Ok(text) = sources.text(id) else { continue };
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let Ok(root) = yaml::parse(&text[mark..], id, mark) else { continue };
        let splices: Vec<Splice> = named(&root)
            .into_iter()
            .filter_map(|(value, written)| {
                let new = turned(written, moves, rename)?;
                Some(Splice::new(value.span.range(), literal(&Data::Text(new), super::Language::Yaml)))
            })
            .collect();
        if !splices.is_empty() {
            rename.links.insert(file.path.clone(), splices.len());
            rename.texts.insert(file.path.clone(), apply(text, splices));
        }
    }
}

/// Returns every `page:` of every `proof:` below `root`.
fn named(root: &Value) -> Vec<(&Value, &str)> {
    let (mut found, mut rest) = (Vec::new(), vec![(false, root)]);
    while let Some((is_proof, value)) = rest.pop() {
        match &value.data {
            Data::List(items) => rest.extend(items.iter().map(|item| (is_proof, item))),
            Data::Map(entries) => {
                for (key, value) in entries {
                    match &value.data {
                        Data::Text(text) if is_proof && key.value == "page" => found.push((value, text.as_str())),
                        _ => rest.push((key.value == "proof", value)),
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns what `written` has to be afterwards, if it means something that moves.
fn turned(written: &str, moves: &Moves, rename: &Rename) -> Option<String> {
    let plain = written.trim();
    if plain.starts_with('/') {
        let is_old = |old: &str| old.trim_matches('/') == plain.trim_matches('/');
        let (_, new) = rename.aliases.iter().find(|(old, _)| is_old(old.as_str()))?;
        return Some(format!("/{}", new.as_str().trim_start_matches('/')));
    }
    let prefix = format!("{CONTENT}/");
    let below = plain.strip_prefix(&prefix).unwrap_or(plain);
    let path = SourcePath::new(&format!("{prefix}{below}"))?;
    let new = moves.of(&path);
    let is_long = below.len() != plain.len();
    (new != path).then(|| if is_long { new.to_string() } else { new.below(CONTENT).unwrap_or(new.as_str()).to_owned() })
}
