//! `milepost resume`: the résumé on paper.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the file that it is to replace")]

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use milepost::diagnostic::nearest;
use milepost::render::resume::{Sheet, pdf};

use super::{Context, Outcome, build};
use crate::args::ResumeArgs;
use crate::memo::{Access, Store};
use crate::{print, report, write};

/// More sheets than these are not read.
const SHEETS: usize = 2;

/// Builds in memory, prints the page, and writes the PDF.
pub(super) fn run(args: &ResumeArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    refuse_other_file(&args.pdf)?;
    let (sources, build) = build::compute(&args.options, false, &Store::for_one_build(ctx.root, Access::Read), ctx)?;
    report::diagnostics(&build.diagnostics, &sources, ctx.terminal);
    if build.has_errors() {
        ctx.terminal.say(&report::failure(&build.diagnostics, "; nothing was printed"));
        return Ok(Outcome::ContentErrors);
    }
    let sheet = wanted(&build.sheets, args.role.as_deref())?;
    let paper = args.paper.map(Into::into);
    let printed = print::print(&build, std::slice::from_ref(sheet), paper, ctx)?;
    let bytes = printed.first().context("the page was not printed")?;
    write::replace(&args.pdf, bytes)?;
    ctx.terminal.data(&format!("{}\n", super::shown(&args.pdf)))?;
    let count = pdf::sheets(bytes);
    let size = paper.unwrap_or(sheet.paper).word();
    let mut said = report::line("printed", &format!("{} of {size}", report::plural(count, "sheet")));
    if count > SHEETS {
        said += &report::line("", "more than two are seldom read: shorten it, or set `layout: compact`");
    }
    ctx.terminal.report(&(said + &report::done(ctx.world.elapsed(), "")));
    Ok(Outcome::Fine)
}

/// Returns the résumé for `role`, or the one for everybody.
fn wanted<'a>(sheets: &'a [Sheet], role: Option<&str>) -> anyhow::Result<&'a Sheet> {
    let first = sheets
        .first()
        .context("there is no résumé to print: add `resume:` to `plan.yaml`, even an empty one (`resume: {}`)")?;
    let Some(role) = role else { return Ok(first) };
    let roles = || sheets.iter().filter_map(|sheet| Some((sheet, sheet.role.as_ref()?)));
    if let Some((sheet, _)) = roles().find(|(_, id)| id.as_str() == role || id.short() == role) {
        return Ok(sheet);
    }
    let names: Vec<&str> = roles().map(|(_, id)| id.short()).collect();
    if names.is_empty() {
        bail!("there is no résumé for `{role}`: roles are public only with `open_to_work: true` under `plan:`");
    }
    let near = nearest(role, names.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    bail!("there is no role `{role}`: {near}there are {}", names.join(", "))
}

/// Refuses to replace a file that is no PDF: it may be the only copy of something else.
fn refuse_other_file(path: &Path) -> anyhow::Result<()> {
    let Ok(mut file) = File::open(path) else { return Ok(()) };
    let mut head = Vec::new();
    let is_read = file.by_ref().take(5).read_to_end(&mut head);
    if is_read.is_ok() && !head.is_empty() && head != b"%PDF-" {
        bail!("`{}` is there already and is no PDF: it was left as it is", super::shown(path));
    }
    Ok(())
}
