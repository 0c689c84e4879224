//! `milepost schema`: JSON Schema for editors, from the types that read the files.

use anyhow::Context as _;

use super::{Context, Outcome};
use crate::args::SchemaOf;
use crate::format;

/// Prints the schema.
pub(super) fn run(of: SchemaOf, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let schema = match of {
        SchemaOf::Plan => milepost::plan_schema(),
        SchemaOf::FrontMatter => milepost::front_matter_schema(),
        SchemaOf::Component => milepost::component_schema(),
        SchemaOf::Diagnostics => format::json::schema(),
    };
    let text = serde_json::to_string_pretty(&schema).context("could not write the schema as JSON")?;
    ctx.terminal.data(&format!("{text}\n"))?;
    Ok(Outcome::Fine)
}
