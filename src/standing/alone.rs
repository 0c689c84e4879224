//! One file made again by itself, on the site as it stands: when nothing else that somebody looks at shows anything of it.

use std::collections::BTreeSet;

use super::edits::Edits;
use super::{Again, Made};
use crate::content::page::Page;
use crate::image::header::Header;
use crate::image::variant;
use crate::memo::Memo;
use crate::output::Output;
use crate::render;
use crate::site;
use crate::source::Sources;

/// How what was saved is made again.
pub(super) enum Way {
    /// It was.
    Made(Box<Made>, Again),
    /// It takes the whole site, put together anew.
    Anew(Box<Made>, Edits),
}

/// Makes a page or a picture again that is the only file that was saved.
pub(super) fn again(
    sources: &Sources,
    mut made: Made,
    mut edits: Edits,
    open: &BTreeSet<String>,
    memo: &dyn Memo,
) -> Option<Way> {
    let is_whole = |page: &Page| made.related.as_ref().is_none_or(|known| known.contains(&page.source));
    if edits.paths.len() == 1
        && edits.pages.first().is_some_and(is_whole)
        && let Some(page) = edits.pages.pop()
    {
        let id = match site::again::replace(&mut made.site, &made.off_site, sources, page, open) {
            Ok(id) => id,
            Err(page) => {
                edits.pages.push(*page);
                return Some(Way::Anew(Box::new(made), edits));
            }
        };
        let with = Made::with(&made.options, memo);
        let rendered = render::again::page(&made.site, &made.theme, made.common, id, with).ok()?;
        let page = Some(made.site.page(id).permalink.output_path());
        let made = Made { common: rendered.common, ..made };
        return Some(Way::Made(Box::new(made), Again { files: rendered.files, gone: rendered.gone, page }));
    }
    match picture(sources, &made, &edits) {
        Some(file) => Some(Way::Made(Box::new(made), Again { files: vec![file], ..Again::default() })),
        None => Some(Way::Anew(Box::new(made), edits)),
    }
}

/// Returns a picture for the place of itself, when pages show it as before: in the same size, and not as a copy.
fn picture(sources: &Sources, made: &Made, edits: &Edits) -> Option<(String, Output)> {
    let id = edits.written.first().filter(|_| edits.paths.len() == 1)?;
    let (permalink, asset) = made.site.assets.iter().find(|(_, asset)| asset.source == *id)?;
    let file = sources.get(*id);
    let header = Header::read(&file.bytes)?;
    let has_copies = asset.is_shown && variant::is_wanted(&file.bytes, &header);
    if Some(header) != asset.header || has_copies || !made.common.copies.of(permalink).is_empty() {
        return None;
    }
    let (bytes, found) = render::image::published(file, asset.span);
    found.is_none().then(|| (permalink.as_str().to_owned(), Output::from(bytes)))
}
