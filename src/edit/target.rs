//! Where a page is to go: what was typed, as a path of the journal.

use super::Refusal;
use super::rename::Moves;
use crate::content::page::{CONTENT, Page, is_page};
use crate::source::SourcePath;

/// Returns what moves where when `page` gets the name or path `to`. A page bundle moves with its folder.
pub(super) fn find(page: &Page, to: &str) -> Result<Moves, Refusal> {
    let (from, extension) = if page.is_bundle() {
        (page.path.folder().to_owned(), String::new())
    } else {
        (page.path.to_string(), format!(".{}", page.path.extension()))
    };
    let typed = to.trim().trim_start_matches("./");
    let is_folder = typed.ends_with('/');
    let typed = typed.trim_end_matches('/');
    let mut path = match typed.split_once('/') {
        Some((CONTENT, _)) => typed.to_owned(),
        Some(_) => format!("{CONTENT}/{typed}"),
        None => match from.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{typed}"),
            None => typed.to_owned(),
        },
    };
    if page.is_bundle() {
        path = path.strip_suffix("/index.md").unwrap_or(&path).to_owned();
        if has_extension(&path) {
            let reason = format!("`{}` is a page bundle, which moves with its folder", page.path);
            return Err(Refusal::new(format!("{reason}: name a folder")));
        }
    } else if is_folder {
        path = format!("{path}/{}", page.path.file_name());
    } else if !has_extension(&path) {
        path += &extension;
    }
    let from = SourcePath::new(&from).ok_or_else(|| Refusal::new("the page has no place in the journal"))?;
    let to = checked(&path, page.is_bundle())?;
    if to == from {
        return Err(Refusal::new(format!("`{from}` is what it is called already")));
    }
    if to.below(from.as_str()).is_some() {
        return Err(Refusal::new(format!("`{to}` is inside of `{from}`: choose a folder beside it")));
    }
    Ok(Moves { from, to })
}

fn checked(path: &str, is_folder: bool) -> Result<SourcePath, Refusal> {
    let is_read = |part: &str| {
        !part.starts_with('.') && !part.ends_with('~') && !part.contains(|c: char| c.is_control() || c == '\\')
    };
    let found =
        SourcePath::new(path).filter(|path| path.below(CONTENT).is_some() && path.as_str().split('/').all(is_read));
    let found = found.filter(|path| is_folder || is_page(path));
    found.ok_or_else(|| {
        Refusal::new(format!(
            "`{path}` is no place for a page: write a path below `{CONTENT}/`, such as `notes/web/caching.md`"
        ))
    })
}

/// Returns whether `path` names a file as pages have it.
fn has_extension(path: &str) -> bool {
    SourcePath::new(path).is_some_and(|path| matches!(path.extension().as_str(), "md" | "markdown"))
}
