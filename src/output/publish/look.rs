//! A look at a site as it stands, without reading it.

use std::io;
use std::path::Path;

use super::place::Place;
use super::sight::{Ask, Sight};
use super::stage;
use crate::source::load::state::{self, Moment};

/// Looks at all that is in `target`, and reads none of it. What was seen there `before` is looked at again for less.
///
/// Returns `None` when it takes a publishing to say what there is: no site, something that cannot be looked at, or what is
/// left of a publishing that was killed.
pub fn look(target: &Path, before: Option<&Sight>) -> Option<Sight> {
    let place = Place::existing(target)?;
    let is_folder = place.target.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    if !is_folder || !stage::is_tidy(&place.work) {
        return None;
    }
    let since = state::moment(&place.work).ok()?;
    Sight::of(&place.target, since, before, Ask::States).ok()
}

/// Returns what the clock says where `target` is, or an error when nothing can be written beside it.
pub fn moment(target: &Path) -> io::Result<Moment> {
    let place = Place::existing(target).ok_or(io::ErrorKind::NotFound)?;
    state::moment(&place.work)
}
