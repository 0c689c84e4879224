//! The desk of the cockpit: reads the journal for each page.

use std::path::PathBuf;

use milepost::cockpit::{self, Cockpit};

use crate::args::Shown;
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
}

impl Desk {
    /// Opens the desk of the journal below `root`.
    pub(crate) fn new(root: PathBuf, world: World, levels: Levels, shown: Shown) -> Self {
        Self { root, world, levels, shown }
    }

    /// Returns the page, of the journal as it is on the disk now.
    pub(super) fn page(&self) -> anyhow::Result<String> {
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
            site: "/",
        }))
    }
}
