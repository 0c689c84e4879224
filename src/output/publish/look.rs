//! A look at a site as it stands, without reading it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

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
    let mut seen = below(&place.target, Path::new("")).ok()?;
    seen.shrink_to_fit();
    Some(Look::new(seen, String::new()))
}

/// Returns what the clock says where `target` is, or an error when nothing can be written beside it.
pub fn moment(target: &Path) -> io::Result<Moment> {
    let place = Place::existing(target).ok_or(io::ErrorKind::NotFound)?;
    state::moment(&place.work)
}

/// Lists `folder`, which is at `at` below the site: folders side by side, because a site has one for each page.
fn below(folder: &Path, at: &Path) -> io::Result<Vec<(PathBuf, Option<State>)>> {
    let (mut seen, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = at.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            seen.push((path.clone(), None));
            folders.push((entry.path(), path));
        } else {
            seen.push((path, Some(State::of(&entry.metadata()?))));
        }
    }
    let inner = folders.into_par_iter().map(|(folder, at)| below(&folder, &at)).collect::<io::Result<Vec<_>>>()?;
    seen.extend(inner.into_iter().flatten());
    Ok(seen)
}
