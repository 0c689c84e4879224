//! Previous and next within a section.

use super::{PageId, SitePage};

/// Sets the neighbours of the pages in `order`, which is newest first: the previous one is older.
pub fn set_neighbours(pages: &mut [SitePage], order: &[PageId]) {
    for (index, id) in order.iter().enumerate() {
        let newer = index.checked_sub(1).and_then(|index| order.get(index)).copied();
        let older = order.get(index + 1).copied();
        pages[id.0].newer = newer;
        pages[id.0].older = older;
    }
}
