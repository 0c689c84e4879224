//! A look at a site as it stands, without reading it.

use std::io;
use std::path::Path;

use super::listing;
use super::place::Place;
use super::stage;
use crate::source::load::state::{self, Look, Moment, State};

/// Looks at all that is in `target`, and reads none of it: the files with their states, and the folders.
///
/// Returns `None` when it takes a publishing to say what there is: no site, something that cannot be looked at, or what is
/// left of a publishing that was killed.
pub fn look(target: &Path) -> Option<Look> {
    let place = Place::existing(target)?;
    let is_folder = place.target.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    if !is_folder || !stage::is_tidy(&place.work) {
        return None;
    }
    let entries = listing::list(&place.target).ok()?;
    let seen = entries.into_iter().map(|entry| (entry.path, entry.metadata.as_ref().map(State::of)));
    Some(Look::new(seen.collect(), String::new()))
}

/// Returns what the clock says where `target` is, or an error when nothing can be written beside it.
pub fn moment(target: &Path) -> io::Result<Moment> {
    let place = Place::existing(target).ok_or(io::ErrorKind::NotFound)?;
    state::moment(&place.work)
}
