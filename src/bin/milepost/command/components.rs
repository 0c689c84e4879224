//! `milepost components`: what can be shown in a text, and what to write for it.

use std::fmt::Write as _;

use anyhow::{Context as _, bail};
use milepost::content::component::listing::Listed;
use milepost::diagnostic::{self, Diagnostic};
use milepost::source::Sources;
use milepost::source::load::Wanted;

use super::{Context, Outcome};
use crate::journal;
use crate::report;

/// Prints every component, or the one called `name`; outside of a journal those that are built in.
pub(super) fn run(name: Option<&str>, json: bool, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let is_journal = ctx.root.join("plan.yaml").is_file();
    let sources = if is_journal {
        journal::load(ctx.root, Wanted { private: false, git_dates: false })?
    } else {
        Sources::default()
    };
    let (mut all, diagnostics) = milepost::components(&sources);
    report::diagnostics(&diagnostics, &sources, ctx.terminal);
    if let Some(name) = name {
        let names: Vec<String> = all.iter().map(|known| known.name.clone()).collect();
        all.retain(|known| known.name == name);
        if all.is_empty() {
            bail!(unknown(name, &names));
        }
    }
    ctx.terminal.data(&if json { in_json(&all)? } else { in_words(&all) })?;
    let is_broken = diagnostics.iter().any(Diagnostic::is_error);
    Ok(if is_broken { Outcome::ContentErrors } else { Outcome::Fine })
}

fn unknown(name: &str, names: &[String]) -> String {
    let near = diagnostic::nearest(name, names.iter().map(String::as_str));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    format!("there is no component `{name}`: {near}the components are {}", names.join(", "))
}

fn in_json(all: &[Listed]) -> anyhow::Result<String> {
    let text = serde_json::to_string_pretty(all).context("could not write the components as JSON")?;
    Ok(format!("{text}\n"))
}

fn in_words(all: &[Listed]) -> String {
    all.iter().map(described).collect::<Vec<_>>().join("\n")
}

fn described(component: &Listed) -> String {
    let mut text = format!("{}\n  {}\n", component.name, component.summary.trim());
    if let Some(file) = &component.declared_in {
        let _ = writeln!(text, "  Declared in {file}.");
    }
    let width = component.arguments.iter().map(|argument| argument.name.chars().count()).max().unwrap_or_default();
    if width > 0 {
        text.push('\n');
    }
    for argument in &component.arguments {
        let need = match (&argument.default, argument.required) {
            (_, true) => "required".to_owned(),
            (Some(default), false) => format!("optional, by default: {default}"),
            (None, false) => "optional".to_owned(),
        };
        let _ = writeln!(text, "  {:<width$}  {}; {need}", argument.name, argument.expected);
        if !argument.about.trim().is_empty() {
            let _ = writeln!(text, "  {:<width$}  {}", "", argument.about.trim());
        }
    }
    text.push('\n');
    component.example.lines().for_each(|line| {
        let _ = writeln!(text, "  {line}");
    });
    text
}
