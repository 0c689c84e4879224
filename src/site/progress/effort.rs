//! Effort by month, for plans that make it public. It earns nothing and proves nothing.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::Context;

/// Returns the minutes that published pages say they took, by the year and month in which they are dated. Only months
/// with any are there.
pub(super) fn by_month(ctx: &Context<'_>) -> BTreeMap<(i32, u32), u32> {
    let mut months: BTreeMap<(i32, u32), u32> = BTreeMap::new();
    for page in ctx.pages.iter().filter(|page| page.minutes > 0) {
        if let Some(date) = page.date {
            let sum = months.entry((date.year(), date.month())).or_default();
            *sum = sum.saturating_add(page.minutes);
        }
    }
    months
}
