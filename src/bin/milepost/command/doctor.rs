//! `milepost doctor`: is the repository ready for GitHub Pages?
#![expect(clippy::disallowed_methods, reason = "the command line reads the workflow that it is to replace")]

use std::fs;
use std::io::ErrorKind;

use anyhow::{Context as _, bail};

use super::{Context, Outcome, build};
use crate::args::{BuildOptions, DoctorArgs, Shown};
use crate::doctor::{self, Repository, Visit};
use crate::memo::{Access, Store};
use crate::{report, workflow, write};

/// Looks at everything, and says what to do.
pub(super) fn run(args: &DoctorArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let options = BuildOptions {
        base_url: None,
        github_pages: false,
        shown: Shown { drafts: false, future: false },
        as_of: args.as_of,
    };
    let (_, build) = build::compute(&options, false, &Store::for_one_build(ctx.root, Access::ReadWrite), ctx)?;
    let repository = Repository::find(ctx.root, args.remote.as_deref())?;
    let visit = Visit { root: ctx.root, build: &build, repository };
    if args.write_workflow {
        write_workflow(&visit, ctx)?;
    }
    let checks = doctor::look(&visit);
    ctx.terminal.data(&if args.json { doctor::json(&checks)? } else { doctor::text(&checks) })?;
    Ok(if doctor::is_ready(&checks) { Outcome::Fine } else { Outcome::ContentErrors })
}

/// Writes the workflow of this version, with a schedule if something is scheduled, unless somebody has edited the one that
/// is there.
fn write_workflow(visit: &Visit<'_>, ctx: &Context<'_>) -> anyhow::Result<()> {
    let place = visit.repository.as_ref().map_or_else(|| ctx.root.join(workflow::PATH), Repository::workflow);
    let new = workflow::text(!visit.build.report.scheduled.is_empty());
    let old = fs::read_to_string(&place);
    // What Dependabot has made newer stays newer.
    let new = old.as_ref().map_or_else(|_| new.clone(), |old| workflow::with_newer_pins(&new, old));
    match old {
        Ok(old) if old == new => return Ok(()),
        Ok(old) if !workflow::is_untouched(&old) => bail!(
            "`{}` was edited by hand and was left as it is: move it away first, and take over what you need from it",
            place.display()
        ),
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("could not read `{}`", place.display()));
        }
        _ => {}
    }
    write::replace(&place, new.as_bytes())?;
    ctx.terminal.report(&report::line("wrote", &place.display().to_string()));
    Ok(())
}
