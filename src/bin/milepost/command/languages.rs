//! `milepost languages`: what code can be coloured, and how to name it.

use anyhow::{Context as _, bail};
use milepost::content::highlight::{Language, languages};
use serde_json::json;

use super::{Context, Outcome};

/// Prints the languages whose name or token contains `wanted`, or all.
pub(super) fn run(wanted: Option<&str>, is_json: bool, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let all = languages();
    let wanted = wanted.unwrap_or_default().to_lowercase();
    let found: Vec<&Language> = all.iter().filter(|language| language.matches(&wanted)).collect();
    if found.is_empty() {
        bail!("no language has `{wanted}` in its name or among its tokens; `milepost languages` lists all");
    }
    let text = if is_json { as_json(&found)? } else { table(&found) };
    ctx.terminal.data(&text)?;
    if !is_json {
        ctx.terminal.report("\nAny of the words on the right names the language of a block: ```python\n");
    }
    Ok(Outcome::Fine)
}

fn table(languages: &[&Language]) -> String {
    let width = languages.iter().map(|language| language.name.chars().count()).max().unwrap_or_default();
    let row = |language: &&Language| format!("{:<width$}  {}\n", language.name, language.tokens.join(" "));
    languages.iter().map(row).collect()
}

fn as_json(languages: &[&Language]) -> anyhow::Result<String> {
    let list: Vec<_> =
        languages.iter().map(|language| json!({"name": language.name, "tokens": language.tokens})).collect();
    let text = serde_json::to_string_pretty(&json!({"languages": list})).context("could not write the list as JSON")?;
    Ok(text + "\n")
}
