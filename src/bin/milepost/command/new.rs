//! `milepost new`: a note, a post or a project page, begun for you.
#![expect(clippy::disallowed_methods, reason = "the command line reads the archetype and writes the new file")]

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use milepost::content::archetype;
use milepost::diagnostic::Severity;
use milepost::edit::archetype::{NewPage, begin};
use milepost::edit::front_matter::Edit;
use milepost::source::value::Data;
use milepost::source::{Source, SourcePath, Sources};
use milepost::theme;

use super::{Context, Outcome};
use crate::args::{Kind, NewArgs};
use crate::editor::Editor;
use crate::plan_ids::{Naming, OverlayIds, PlanTree};
use crate::report;

/// Writes the page, prints its path, and opens it if that was asked for.
pub(super) fn run(args: &NewArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let editor = args.edit.then(|| Editor::of(ctx.world)).transpose()?;
    let plan = PlanTree::of(ctx.root)?;
    let way_out = "leave out --item, and write `visibility: private` and `about: [...]` to the new page yourself";
    plan.check(&args.item, Naming { overlay: &OverlayIds::of(ctx.root), is_private: false, way_out })?;
    let slug = slug(&args.title);
    let path = place(args, &slug)?;
    let archetypes = archetype_of(args.kind, &plan, ctx.root)?;
    let mut found = archetype::check(&archetypes);
    if !found.is_empty() {
        for mistake in &mut found {
            mistake.severity = Severity::Error;
        }
        report::diagnostics(&found, &archetypes, ctx.terminal);
        ctx.terminal.say(&report::failure(&found, "; no page was added"));
        return Ok(Outcome::ContentErrors);
    }

    let text = text(args, &slug, &archetypes, &plan, ctx)?;
    let path = ctx.root.join(path.as_str());
    write_new(&path, &text)?;
    ctx.terminal.data(&format!("{}\n", super::shown(&path)))?;
    if is_draft(&text) {
        ctx.terminal
            .report("it is a draft: see it with `milepost serve --drafts`, publish it with `milepost publish`\n");
    }
    if let Some(editor) = editor {
        editor.open(&path)?;
    }
    Ok(Outcome::Fine)
}

/// Reads the archetype that the journal or its theme has for pages of `kind`; there may be none.
fn archetype_of(kind: Kind, plan: &PlanTree, root: &Path) -> anyhow::Result<Sources> {
    for path in archetype::paths(kind.name(), plan.theme()) {
        // A theme with an odd name is reported by a build, and has no files.
        let Some(path) = SourcePath::new(&path) else { continue };
        let on_disk = root.join(path.as_str());
        match fs::read(&on_disk) {
            Ok(bytes) => return Ok(Sources::new([Source { path, bytes: bytes.into(), added: None }])),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(error).with_context(|| format!("could not read `{}`", on_disk.display())),
        }
    }
    Ok(Sources::default())
}

fn text(
    args: &NewArgs,
    slug: &str,
    archetypes: &Sources,
    plan: &PlanTree,
    ctx: &Context<'_>,
) -> anyhow::Result<String> {
    let own = archetypes.iter().next().map(|(id, file)| (id, file.path.as_str()));
    let (archetype, name) = match own {
        Some((id, path)) => (archetypes.text(id).map_err(|problem| anyhow!("{}", problem.message))?, path),
        None => (theme::archetype(args.kind.name()).unwrap_or_default(), "archetype"),
    };
    let is_its_page = |id: &&String| args.kind == Kind::Project && plan.has_project(id);
    let (projects, proves): (Vec<&String>, Vec<&String>) = args.item.iter().partition(is_its_page);
    if let [_, second, ..] = projects.as_slice() {
        bail!("a page is of one project: leave out `--item {second}`");
    }
    let today = ctx.world.now.with_timezone(&plan.timezone()).date_naive();
    let page = NewPage {
        title: &args.title,
        slug,
        topic: args.topic.as_deref().map_or("", |topic| topic.trim_matches('/')),
        date: args.date.unwrap_or(today),
        is_dated: args.date.is_some(),
        proves: &proves.into_iter().cloned().collect::<Vec<_>>(),
        project: projects.first().map(|id| id.as_str()),
    };
    begin(archetype, &page).map_err(|refusal| anyhow!("no page can begin with `{name}`: {refusal}"))
}

fn is_draft(text: &str) -> bool {
    let front_matter = Edit::new(text);
    front_matter.is_ok_and(|front| front.get("draft").is_some_and(|value| value.data == Data::Bool(true)))
}

fn place(args: &NewArgs, slug: &str) -> anyhow::Result<SourcePath> {
    let folder = match (args.kind, &args.topic) {
        (Kind::Note, None) => "content/notes".to_owned(),
        (Kind::Note, Some(topic)) => format!("content/notes/{}", topic.trim_matches('/')),
        (Kind::Post, None) => "content/posts".to_owned(),
        (Kind::Project, None) => "content/projects".to_owned(),
        (_, Some(_)) => bail!("only notes have topics: leave out --topic, or add a note"),
    };
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
