//! `milepost plan ids`: everything in the plan that has an id.

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use milepost::edit::plan::{Kind, Object};
use serde_json::json;

use super::edit::Texts;
use super::state::Standing;
use super::{Context, Outcome};
use crate::args::IdsArgs;
use crate::journal;

/// Prints them.
pub(super) fn run(args: &IdsArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let plan = Texts::read(ctx.root)?.plan()?;
    let objects = plan.objects();
    if let Some(prefix) = &args.complete {
        ctx.terminal.data(&completions(&objects, prefix))?;
        return Ok(Outcome::Fine);
    }
    let found: Vec<&Object> = objects.iter().filter(|object| is_wanted(object, args.query.as_deref())).collect();
    let sources = journal::load(ctx.root, journal::WANTED)?;
    let day = match args.as_of {
        Some(day) => Some(day),
        None => ctx.world.source_date()?,
    };
    let standing = Standing::on(&sources, day, ctx);
    let rows: Vec<[&str; 4]> = found
        .iter()
        .map(|object| [object.id.as_str(), object.kind.word(), standing.word(object), object.title.as_str()])
        .collect();
    if args.json {
        let list: Vec<_> = found
            .iter()
            .zip(&rows)
            .map(|(object, row)| {
                json!({
                    "id": object.id, "kind": object.kind.word(), "title": object.title,
                    "state": (!row[2].is_empty()).then_some(row[2]), "parts": object.parts,
                    "private": object.is_private, "file": object.file.path(),
                })
            })
            .collect();
        ctx.terminal.data(&format!("{}\n", serde_json::to_string_pretty(&list)?))?;
    } else if std::io::stdout().is_terminal() {
        ctx.terminal.data(&table(&rows))?;
    } else {
        let lines: Vec<String> = rows.iter().map(|row| format!("{}\n", row.join("\t"))).collect();
        ctx.terminal.data(&lines.concat())?;
    }
    if let (true, Some(query)) = (rows.is_empty(), &args.query) {
        ctx.terminal.report(&format!("nothing in the plan is like `{query}`\n"));
    }
    Ok(Outcome::Fine)
}

/// Returns a line for each id that begins with `prefix` and can be given to the commands, criteria included once a `#` is
/// typed.
fn completions(objects: &[Object], prefix: &str) -> String {
    let mut text = String::new();
    for object in objects.iter().filter(|object| !object.id.is_empty() && object.kind != Kind::Reason) {
        if object.id.starts_with(prefix) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}\t{}", object.id, object.title);
        }
        for part in object.parts.iter().filter(|_| prefix.contains('#')) {
            let id = format!("{}#{part}", object.id);
            if id.starts_with(prefix) {
                let _ = writeln!(text, "{id}\t{}", object.title);
            }
        }
    }
    text
}

/// Returns whether `query` is in the id or the title, or its letters stand in the id in this order.
fn is_wanted(object: &Object, query: Option<&str>) -> bool {
    let Some(query) = query.map(str::to_lowercase) else { return !object.id.is_empty() };
    let title = object.title.to_lowercase();
    let id = object.id.as_str();
    let mut letters = id.chars();
    let is_abbreviated =
        query.chars().count() > 2 && query.chars().all(|wanted| letters.any(|letter| letter == wanted));
    id.contains(&query)
        || title.contains(&query)
        || object.kind.word() == query
        || query.split_whitespace().all(|word| title.contains(word) || id.contains(word))
        || is_abbreviated
}

fn table(rows: &[[&str; 4]]) -> String {
    let head = ["ID", "KIND", "STATE", "TITLE"];
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).chain([head[column].len()]).max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    let line = |row: &[&str; 4]| {
        let [a, b, c] = widths;
        format!("{:<a$}  {:<b$}  {:<c$}  {}\n", row[0], row[1], row[2], row[3])
    };
    std::iter::once(&head).chain(rows).map(line).collect()
}

#[cfg(test)]
mod tests {
    use milepost::edit::plan::Plan;

    use super::*;

    fn objects() -> Vec<Object> {
        let text = "phases:\n  - id: one\n    title: One\n    items:\n      - {id: cloud-basics, title: Clouds, criteria: [{id: aws}, {id: gcp}]}\n";
        Plan::read(text, None).unwrap().objects()
    }

    #[test]
    fn criteria_are_offered_once_a_hash_is_typed() {
        assert_eq!(completions(&objects(), "cl"), "cloud-basics\tClouds\n");
        assert_eq!(completions(&objects(), "cloud-basics#a"), "cloud-basics#aws\tClouds\n");
        assert_eq!(completions(&objects(), "x"), "");
    }

    #[test]
    fn a_query_finds_by_id_title_and_letters() {
        let found = |query: &str| {
            objects()
                .into_iter()
                .filter(|object| is_wanted(object, Some(query)))
                .map(|object| object.id)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("CLOUDS"), ["cloud-basics"]);
        assert_eq!(found("cbas"), ["cloud-basics"]);
        assert_eq!(found("basics cloud"), ["cloud-basics"]);
        assert_eq!(found("zzz"), [""; 0]);
    }
}
