//! The desk of the cockpit: reads the journal for each page, and changes the plan as the command line does.

use std::path::PathBuf;

use milepost::cockpit::{self, Cockpit, Notice};
use milepost::edit::plan::{self as edit, Plan, Target};
use milepost::plan::PlanId;

use super::token::Token;
use crate::args::Shown;
use crate::command::plan::edit::apply;
use crate::journal;
use crate::levels::Levels;
use crate::world::World;

/// What the cockpit works with.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The folder of the journal.
    root: PathBuf,
    world: World,
    levels: Levels,
    shown: Shown,
    /// What a form has to send along.
    pub(super) token: Token,
}

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tick {
    /// Declares a step done.
    Done,
    /// Takes that back.
    Open,
}

impl Tick {
    /// Returns the word of the command.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Done => "tick",
            Self::Open => "untick",
        }
    }
}

impl Desk {
    /// Opens the desk of the journal below `root`.
    pub(crate) fn new(root: PathBuf, world: World, levels: Levels, shown: Shown) -> anyhow::Result<Self> {
        Ok(Self { root, world, levels, shown, token: Token::random()? })
    }

    /// Returns the page, of the journal as it is on the disk now.
    pub(super) fn page(&self, notice: Option<&Notice>) -> anyhow::Result<String> {
        let sources = journal::load(&self.root, journal::WANTED)?;
        let world = self.world.again();
        let options = milepost::Options {
            now: world.now,
            as_of: world.source_date()?,
            base_url: None,
            drafts: self.shown.drafts,
            future: self.shown.future,
            cards: false,
            pdfs: std::collections::BTreeMap::new(),
            levels: self.levels.by_code.clone(),
        };
        let (report, mut diagnostics) = milepost::owner(&sources, &options);
        self.levels.apply(&mut diagnostics);
        let mut lint = milepost::lint_plan(&sources, &options);
        lint.retain(|found| !diagnostics.contains(found));
        Ok(cockpit::page(&Cockpit {
            report: report.as_ref(),
            lint: &lint,
            diagnostics: &diagnostics,
            sources: &sources,
            notice,
            token: self.token.as_str(),
            site: "/",
        }))
    }

    /// Presses a button: the plan changes as with the command of that name.
    pub(super) fn tick(&self, id: &PlanId, tick: Tick) -> anyhow::Result<()> {
        let target = Target::new(id.as_str());
        let edit = |plan: &Plan| match tick {
            Tick::Done => edit::tick(plan, &target, None),
            Tick::Open => edit::untick(plan, &target, None),
        };
        apply(&self.root, false, edit).map(|_| ())
    }
}
