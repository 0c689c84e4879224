//! What a command told of the journal, told again while nothing has changed.
#![expect(clippy::disallowed_methods, reason = "looking at the disk is what this is for")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use milepost::output::manifest::sha256;
use milepost::plan;
use milepost::source::Sources;
use milepost::source::load::state::{self, Look, Moment};
use milepost::source::load::{self, git};
use serde::{Deserialize, Serialize};

use super::{are_read_the_same, hashes, record, surroundings};
use crate::command::Context;
use crate::journal::WANTED;
use crate::memo::Folder;

/// The day that something was told for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    /// The day.
    pub(crate) day: NaiveDate,
    /// The time zone in which it is today; `None` when the day was asked for.
    pub(crate) zone: Option<chrono_tz::Tz>,
}

/// What was told, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    asked: String,
    day: String,
    zone: String,
    git: String,
    inputs: String,
    /// Files that had just been written, with the SHA-256 of what was read.
    young: BTreeMap<String, String>,
    text: String,
}

/// A look at a journal of which something is to be told.
#[derive(Debug)]
pub(crate) struct Question {
    root: PathBuf,
    folder: Folder,
    name: &'static str,
    asked: String,
    now: DateTime<Utc>,
    /// Before the look.
    moment: Moment,
    look: Look,
    git: String,
}

impl Question {
    /// Looks at the journal. What was told last is in the file `name` of the cache; `asked` is all that it depends on
    /// besides files and the day. Returns `None` where that is no use, because something cannot be looked at or written
    /// down.
    pub(crate) fn begin(name: &'static str, asked: &str, ctx: &Context<'_>) -> Option<Self> {
        let (root, folder) = (ctx.root, Folder::new(ctx.root));
        if !root.is_dir() {
            // No cache is made for a journal that there is not.
            return None;
        }
        let asked = sha256(format!("{asked}\n{}", surroundings(root)?).as_bytes());
        let moment = state::moment(folder.ready()?).ok()?;
        let has_private = root.join(plan::PRIVATE_FILE).symlink_metadata().is_ok();
        let (look, git) = std::thread::scope(|scope| {
            let git = scope.spawn(|| sha256(&git::facts(root, has_private)));
            (load::look(root, &WANTED).ok(), git.join().ok())
        });
        let (root, now) = (root.to_owned(), ctx.world.now);
        Some(Self { root, folder, name, asked, now, moment, look: look?, git: git? })
    }

    /// Returns what was told last, when it would be told again.
    pub(crate) fn answer(&self) -> Option<String> {
        let told: Told = record::decode(&fs::read(self.folder.path().join(self.name)).ok()?)?;
        let is_as_it_was = told.asked == self.asked
            && told.git == self.git
            && record::is_today(&told.day, &told.zone, self.now)
            && told.inputs == self.look.digest();
        (is_as_it_was && are_read_the_same(&self.root, &told.young)).then_some(told.text)
    }

    /// Writes down that `text` was told of `sources` for `day`.
    pub(crate) fn keep(self, sources: &Sources, day: Day, text: &str) {
        let Some(young) = hashes(&self.look, self.moment, sources) else { return };
        let told = Told {
            day: day.day.to_string(),
            zone: day.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
            inputs: self.look.digest(),
            young,
            text: text.to_owned(),
            asked: self.asked,
            git: self.git,
        };
        // Without it, it is all found out again.
        let _ = self.folder.write(self.name, &record::encode(&told));
    }
}
