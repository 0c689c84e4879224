//! The little that `new` and `serve` need of `plan.yaml`, read without asking whether all of it is right.
//!
//! A plan with a mistake in another place must not stop anybody from adding a note, so this reads
//! the tree and not the typed plan. Nor does it read anything else of the journal.
#![expect(clippy::disallowed_methods, reason = "the command line reads the plan")]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::str::FromStr as _;

use anyhow::{Context as _, anyhow, bail};
use chrono_tz::Tz;
use milepost::diagnostic::{Diagnostic, SourceId, nearest};
use milepost::source::Sources;
use milepost::source::value::{Data, Value, yaml};
use milepost::theme;

/// `plan.yaml` as a tree.
#[derive(Debug)]
pub(crate) struct PlanTree(Value);

/// The page that is to name something of the plan.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming<'a> {
    /// What the overlay has.
    pub(crate) overlay: &'a OverlayIds,
    /// Whether the page is for the owner only.
    pub(crate) is_private: bool,
    /// How to have such a page.
    pub(crate) way_out: &'a str,
}

impl Naming<'_> {
    fn may_name(&self, id: &String) -> bool {
        self.is_private && self.overlay.0.contains(id)
    }
}

/// What `plan.private.yaml` names, as far as a page may be about it.
#[derive(Debug, Default)]
pub(crate) struct OverlayIds(Vec<String>);

impl OverlayIds {
    /// Reads the overlay of the journal at `root`. One that is not there, or has a mistake, has no ids: the build tells
    /// what is wrong with it.
    pub(crate) fn of(root: &Path) -> Self {
        let text = fs::read_to_string(root.join("plan.private.yaml")).unwrap_or_default();
        let tree = yaml::parse(&text, SourceId(0), 0).map(PlanTree);
        Self(tree.map(|tree| tree.provable()).unwrap_or_default())
    }
}

impl PlanTree {
    /// Reads the plan of the journal at `root`, and nothing else.
    pub(crate) fn of(root: &Path) -> anyhow::Result<Self> {
        let path = root.join("plan.yaml");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => bail!(
                "there is no `plan.yaml` in `{}`: start a journal with `milepost init`, or name one with --root",
                root.display()
            ),
            Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
        };
        Ok(Self(yaml::parse(&text, SourceId(0), 0).map_err(|problem| unreadable(&problem))?))
    }

    /// Refuses the first of `ids` that a page cannot be about or prove. Only a page that is for the owner may name what
    /// only the overlay has.
    pub(crate) fn check(&self, ids: &[String], page: Naming<'_>) -> anyhow::Result<()> {
        let provable = self.provable();
        let Some(id) = ids.iter().find(|id| !provable.contains(id) && !page.may_name(id)) else { return Ok(()) };
        if page.overlay.0.contains(id) {
            bail!(
                "`{id}` is in `plan.private.yaml` only, and a page that others can read would give it away: {}",
                page.way_out
            );
        }
        let known = provable.iter().chain(page.overlay.0.iter().filter(|_| page.is_private));
        let near = nearest(id, known.map(String::as_str));
        let way_out =
            near.map_or_else(|| "the ids are in `plan.yaml`".to_owned(), |near| format!("did you mean `{near}`?"));
        bail!("the plan has no item `{id}`: {way_out}")
    }

    /// Returns the plan among `sources`, or `None` when there is none.
    pub(crate) fn read(sources: &Sources) -> anyhow::Result<Option<Self>> {
        let Some((id, _)) = sources.find("plan.yaml") else { return Ok(None) };
        let value = sources.text(id).and_then(|text| yaml::parse(text, id, 0));
        let value = value.map_err(|problem| unreadable(&problem))?;
        Ok(Some(Self(value)))
    }

    /// Returns what a page may prove: `ITEM`, and `ITEM#CRITERION` for the parts of it.
    pub(crate) fn provable(&self) -> Vec<String> {
        let phases = list(get(&self.0, "phases"));
        let items = phases.iter().flat_map(|phase| list(get(phase, "items")));
        let others =
            ["certifications", "projects", "goals", "outreach"].into_iter().flat_map(|key| list(get(&self.0, key)));
        items.chain(others).flat_map(with_parts).collect()
    }

    /// Returns whether `id` is a project of the plan.
    pub(crate) fn has_project(&self, id: &str) -> bool {
        list(get(&self.0, "projects")).iter().any(|project| get(project, "id").and_then(text) == Some(id))
    }

    /// Returns the name of the theme.
    pub(crate) fn theme(&self) -> &str {
        get(&self.0, "site").and_then(|site| get(site, "theme")).and_then(text).unwrap_or(theme::DEFAULT_NAME)
    }

    /// Returns the path of `site.url`, from slash to slash.
    pub(crate) fn base_path(&self) -> String {
        let url = get(&self.0, "site").and_then(|site| get(site, "url")).and_then(text).unwrap_or_default();
        let after_host = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        let path = after_host.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
        if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
    }

    /// Returns the time zone of the site; UTC unless it names one.
    pub(crate) fn timezone(&self) -> Tz {
        let name = get(&self.0, "site").and_then(|site| get(site, "timezone")).and_then(text);
        name.and_then(|name| Tz::from_str(name).ok()).unwrap_or(Tz::UTC)
    }
}

fn unreadable(problem: &Diagnostic) -> anyhow::Error {
    anyhow!("could not read `plan.yaml`: {}: run `milepost check` to see where", problem.message)
}

fn with_parts(object: &Value) -> Vec<String> {
    let Some(id) = get(object, "id").and_then(text) else { return Vec::new() };
    let parts = ["criteria", "features"].into_iter().flat_map(|key| list(get(object, key)));
    let parts = parts.filter_map(|part| get(part, "id").and_then(text)).map(|part| format!("{id}#{part}"));
    std::iter::once(id.to_owned()).chain(parts).collect()
}

fn get<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let Data::Map(entries) = &value.data else { return None };
    entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
}

fn list(value: Option<&Value>) -> &[Value] {
    match value.map(|value| &value.data) {
        Some(Data::List(values)) => values,
        _ => &[],
    }
}

fn text(value: &Value) -> Option<&str> {
    match &value.data {
        Data::Text(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> PlanTree {
        PlanTree(yaml::parse(text, SourceId(0), 0).unwrap())
    }

    #[test]
    fn items_and_their_parts_are_provable() {
        let plan = plan(
            "phases:\n  - id: one\n    items:\n      - {id: a, criteria: [{id: x}]}\nprojects: [{id: p, features: [{id: f}]}]\n",
        );
        assert_eq!(plan.provable(), ["a", "a#x", "p", "p#f"]);
    }

    #[test]
    fn base_path_is_the_path_of_the_address() {
        for (url, path) in
            [("https://a.github.io/", "/"), ("https://a.github.io", "/"), ("https://a.github.io/repo", "/repo/")]
        {
            assert_eq!(plan(&format!("site: {{url: \"{url}\"}}\n")).base_path(), path);
        }
        assert_eq!(plan("site: 3\n").base_path(), "/");
    }
}
