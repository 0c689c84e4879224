//! `milepost new`: a note, a post or a project page, with the front matter written for you.
#![expect(clippy::disallowed_methods, reason = "the command line writes the new file")]

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use milepost::source::SourcePath;
use serde::Serialize;

use super::{Context, Outcome};
use crate::args::{Kind, NewArgs};
use crate::plan_ids::PlanTree;

/// The front matter of a new page, in the order of writing.
#[derive(Debug, Serialize)]
struct FrontMatter<'a> {
    title: &'a str,
    date: String,
    summary: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    proves: &'a [String],
    tags: [&'a str; 0],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    draft: bool,
}

/// Writes the page and prints its path.
pub(super) fn run(args: &NewArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let plan = PlanTree::of(ctx.root)?;
    plan.check(&args.item)?;

    let path = place(args)?;
    let today = ctx.world.now.with_timezone(&plan.timezone()).date_naive();
    let path = ctx.root.join(path.as_str());
    write_new(&path, &page(args, args.date.unwrap_or(today))?)?;
    ctx.terminal.data(&format!("{}\n", super::shown(&path)))?;
    if args.kind != Kind::Note {
        ctx.terminal
            .report("it is a draft: see it with `milepost serve --drafts`, publish it with `milepost publish`\n");
    }
    Ok(Outcome::Fine)
}

fn place(args: &NewArgs) -> anyhow::Result<SourcePath> {
    let folder = match (args.kind, &args.topic) {
        (Kind::Note, None) => "content/notes".to_owned(),
        (Kind::Note, Some(topic)) => format!("content/notes/{}", topic.trim_matches('/')),
        (Kind::Post, None) => "content/posts".to_owned(),
        (Kind::Project, None) => "content/projects".to_owned(),
        (_, Some(_)) => bail!("only notes have topics: leave out --topic, or add a note"),
    };
    let slug = slug(&args.title);
    if slug.is_empty() {
        bail!("the title `{}` has no letter or digit to name the file by", args.title);
    }
    let path = SourcePath::new(&format!("{folder}/{slug}.md"));
    path.with_context(|| {
        format!("the topic `{}` is not a folder below `content/notes`", args.topic.as_deref().unwrap_or_default())
    })
}

/// Returns the file name for `title`: letters and digits in lower case, joined by single hyphens.
fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        let gap = usize::from(!slug.is_empty());
        // File systems allow 255 bytes; far fewer are pleasant in an address.
        if slug.len() + gap + word.len() > 80 && !slug.is_empty() {
            break;
        }
        if gap == 1 {
            slug.push('-');
        }
        slug.extend(word.chars().take(60));
    }
    slug
}

fn page(args: &NewArgs, date: NaiveDate) -> anyhow::Result<String> {
    let front_matter = FrontMatter {
        title: &args.title,
        date: date.to_string(),
        summary: "",
        proves: &args.item,
        tags: [],
        draft: args.kind != Kind::Note,
    };
    let yaml = serde_yaml::to_string(&front_matter).context("could not write the front matter as YAML")?;
    Ok(format!("---\n{yaml}---\n\n"))
}

/// Writes `text` to a file that does not exist yet.
pub(super) fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("could not create the folder `{}`", folder.display()))?;
    let file = File::options().write(true).create_new(true).open(path);
    let mut file = match file {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!(
                "`{}` is there already and was left as it is: choose another title, or edit that file",
                path.display()
            )
        }
        other => other.with_context(|| format!("could not create `{}`", path.display()))?,
    };
    file.write_all(text.as_bytes()).with_context(|| format!("could not write `{}`", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_words_joined_by_hyphens() {
        assert_eq!(slug("What is `FGSM`, really?"), "what-is-fgsm-really");
        assert_eq!(slug("Überblick: ε-DP"), "überblick-ε-dp");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("?!"), "");
        assert!(slug(&"word ".repeat(50)).len() <= 80);
        assert!(slug(&"é".repeat(500)).len() <= 120);
    }
}
