//! `milepost verify`: compares a copy of a site with its manifest.

use std::path::Path;

use anyhow::bail;
use milepost::output::manifest::{MANIFEST, Manifest};

use super::{Context, Outcome};
use crate::args::VerifyArgs;
use crate::report;
use crate::verify::{self, Verdict, folder};

/// Compares, and says what is wrong.
pub(super) fn run(args: &VerifyArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let manifest = args.manifest.as_deref().map(folder::read_manifest).transpose()?;
    let is_address = args.copy.starts_with("http://") || args.copy.starts_with("https://");
    let verdict = if is_address { of_server(args, manifest)? } else { of_folder(&args.copy, manifest)? };
    let verdict = verdict.judge(args.no_extra);
    if args.json {
        ctx.terminal.data(&verdict.json()?)?;
    } else if verdict.whole {
        ctx.terminal.report(&(verdict.text(ctx.terminal.is_verbose()) + &report::done(ctx.world.elapsed(), "")));
    } else {
        ctx.terminal.say(&verdict.text(ctx.terminal.is_verbose()));
    }
    if verdict.whole {
        return Ok(Outcome::Fine);
    }
    if !args.json {
        ctx.terminal.say(&report::wrong(&format!("{} is not what its manifest says", verdict.copy)));
    }
    Ok(Outcome::ContentErrors)
}

fn of_folder(copy: &str, manifest: Option<Manifest>) -> anyhow::Result<Verdict> {
    let dir = Path::new(copy);
    if !dir.is_dir() {
        bail!("`{copy}` is not a folder: give the folder of a site, or an address beginning with https://");
    }
    let manifest = match manifest {
        Some(manifest) => manifest,
        None => folder::read_manifest(&dir.join(MANIFEST))?,
    };
    folder::compare(dir, &manifest)
}

#[cfg(feature = "external")]
fn of_server(args: &VerifyArgs, manifest: Option<Manifest>) -> anyhow::Result<Verdict> {
    use std::time::Duration;
    let limit = Duration::from_secs(args.time_limit.saturating_mul(60));
    verify::web::compare(&args.copy, manifest, Duration::from_millis(args.timeout), limit)
}

#[cfg(not(feature = "external"))]
fn of_server(args: &VerifyArgs, _: Option<Manifest>) -> anyhow::Result<Verdict> {
    let (_, _, _) = (args.time_limit, args.timeout, verify::LARGEST_MANIFEST);
    bail!("this milepost cannot go on the network: it was built without the feature `external`")
}
