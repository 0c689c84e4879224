//! Series: pages that are read one after the other, as parts of a whole.
//!
//! [`check`] looks at what all pages say of series, drafts included, so that none surprises on the day it goes live.
//! [`collect`] makes the [`Series`] of the site, of listed pages alone: what is not published is not counted.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};

use super::permalink::{Permalink, beside_devices, slugify};
use super::{PageId, SitePage};
use crate::content::front_matter::SeriesRef;
use crate::content::page::Page;
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};

/// The name of the folder of series.
pub const SERIES: &str = "series";

/// A series and its listed pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The name as its first part writes it.
    pub title: String,
    /// Its part of the address; names that give the same slug are one series.
    pub slug: String,
    /// The parts in the order of reading: numbered ones by number, the others behind them by date, then title.
    pub parts: Vec<PageId>,
    /// The same pages, newest first.
    pub newest: Vec<PageId>,
}

impl Series {
    /// Returns the address of the page of the series.
    pub fn permalink(&self) -> Permalink {
        Permalink::folder(&[SERIES, &self.slug])
    }
}

/// Where a page stands in its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The series, by its place in `Site::series`.
    pub series: usize,
    /// The place among its parts, from 0.
    pub index: usize,
}

/// Returns the part of an address that the series has; empty for a name without any letter or digit.
pub fn slug(name: &str) -> String {
    beside_devices(&slugify(name), "series")
}

/// Returns the series of the listed pages in `order`, which is newest first, in alphabetical order of their titles.
pub fn collect(pages: &[SitePage], order: &[PageId]) -> Vec<Series> {
    let mut by_slug: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
    for id in order {
        if let Some(series) = of(&pages[id.0].source) {
            by_slug.entry(slug(&series.name.value)).or_default().push(*id);
        }
    }
    let of_slug = |(slug, newest): (String, Vec<PageId>)| {
        let mut parts = newest.clone();
        parts.sort_by_cached_key(|id| reading_key(&pages[id.0]));
        let title = of(&pages[parts.first()?.0].source)?.name.value.trim().to_owned();
        Some(Series { title, slug, parts, newest })
    };
    let mut all: Vec<Series> = by_slug.into_iter().filter_map(of_slug).collect();
    all.sort_by_cached_key(|series| (series.title.to_lowercase(), series.slug.clone()));
    all
}

/// Tells each page where it stands in its series.
pub fn set_places(pages: &mut [SitePage], all: &[Series]) {
    for (series, parts) in all.iter().map(|series| &series.parts).enumerate() {
        for (index, id) in parts.iter().enumerate() {
            pages[id.0].series = Some(Place { series, index });
        }
    }
}

/// Orders the parts of a series: numbered ones first, pages without a date last.
fn reading_key(page: &SitePage) -> impl Ord + use<> {
    let part = of(&page.source).and_then(|series| series.part).map(|part| part.value);
    let undated = page.date.is_none();
    ((part.is_none(), part), (undated, page.date), page.title.clone(), page.permalink.clone())
}

fn of(page: &Page) -> Option<&SeriesRef> {
    page.front.as_ref()?.series.as_ref().filter(|series| !slug(&series.name.value).is_empty())
}

/// Reports what is wrong with the series of all pages, drafts included.
pub fn check(pages: &[Page], diagnostics: &mut Vec<Diagnostic>) {
    let written = pages.iter().filter_map(|page| page.front.as_ref()?.series.as_ref());
    let mut names: BTreeMap<String, Vec<&Spanned<String>>> = BTreeMap::new();
    let mut parts: BTreeMap<(String, u32), Span> = BTreeMap::new();
    for series in written {
        let slug = slug(&series.name.value);
        if slug.is_empty() {
            let message = "the name of a series needs a letter or a digit";
            let hint = "write the title that the series is to have, such as `Attacks from scratch`";
            diagnostics.push(Diagnostic::new(Code::BadValue, series.name.span, message).hint(hint));
            continue;
        }
        if let Some(part) = &series.part {
            check_part(part, &slug, &mut parts, diagnostics);
        }
        names.entry(slug).or_default().push(&series.name);
    }
    for names in names.values() {
        check_spelling(names, diagnostics);
    }
    check_near_misses(&names, diagnostics);
}

fn check_part(
    part: &Spanned<u32>,
    slug: &str,
    parts: &mut BTreeMap<(String, u32), Span>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if part.value == 0 {
        let message = "there is no part `0` of a series";
        diagnostics.push(Diagnostic::new(Code::BadValue, part.span, message).hint("parts are counted from 1"));
        return;
    }
    let first = *parts.entry((slug.to_owned(), part.value)).or_insert(part.span);
    if first != part.span {
        let message = format!("the series has two pages that are part `{}`", part.value);
        diagnostics.push(
            Diagnostic::new(Code::DuplicatePart, part.span, message)
                .label(first, "the other is here")
                .hint("give one of them another number, or leave `part` out of all: then dates decide"),
        );
    }
}

/// Reports names of one series that are not written as most of them are; of a draw, as the first.
fn check_spelling(names: &[&Spanned<String>], diagnostics: &mut Vec<Diagnostic>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name.value.trim()).or_default() += 1;
    }
    let Some(most) = counts.values().max() else { return };
    let Some(usual) = names.iter().find(|name| counts.get(name.value.trim()) == Some(most)) else { return };
    for name in names.iter().filter(|name| name.value.trim() != usual.value.trim()) {
        let message = format!("the series is called `{}` elsewhere", usual.value.trim());
        diagnostics.push(
            Diagnostic::new(Code::SimilarSeries, name.span, message)
                .label(usual.span, "here")
                .hint(format!("write `{}`", usual.value.trim())),
        );
    }
}

/// Reports series whose name is one slip away from that of a series with more pages.
///
/// Two words are one slip apart only if they become the same by leaving out at most one letter each. So every name is
/// filed under what it is without one of its letters, and compared with the largest series that is filed there: the
/// time grows with the length of the names, not with the square of their number.
fn check_near_misses(names: &BTreeMap<String, Vec<&Spanned<String>>>, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_size: Vec<(&str, &[&Spanned<String>])> =
        names.iter().map(|(slug, names)| (slug.as_str(), names.as_slice())).collect();
    by_size.sort_by_key(|(slug, names)| (std::cmp::Reverse(names.len()), *slug));
    let mut filed: BTreeMap<u64, usize> = BTreeMap::new();
    for (index, (slug, names)) in by_size.iter().enumerate() {
        let near = shortened(slug).iter().filter_map(|key| filed.get(key).copied()).collect::<BTreeSet<usize>>();
        let near = near.into_iter().find(|other| is_slip(slug, by_size[*other].0));
        for key in shortened(slug) {
            filed.entry(key).or_insert(index);
        }
        let (Some(near), Some(name)) = (near, names.first()) else { continue };
        let Some(other) = by_size[near].1.first() else { continue };
        let message = format!("the series `{}` is almost called like `{}`", name.value.trim(), other.value.trim());
        diagnostics.push(
            Diagnostic::new(Code::SimilarSeries, name.span, message)
                .label(other.span, "the other is named here")
                .hint(format!("if they are one, write `{}`", other.value.trim())),
        );
    }
}

/// Returns the hashes of `slug`, and of what it is without one of its letters.
fn shortened(slug: &str) -> Vec<u64> {
    let hash = |text: &str| {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        hasher.finish()
    };
    let without = slug.char_indices().map(|(at, c)| hash(&format!("{}{}", &slug[..at], &slug[at + c.len_utf8()..])));
    std::iter::once(hash(slug)).chain(without).collect()
}

/// Returns whether one of the two is most likely a slip for the other. Short names and numbers are meant as they are.
fn is_slip(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let is_short = a.chars().count().min(b.chars().count()) < 5;
    !is_short && digits(a) == digits(b) && strsim::damerau_levenshtein(a, b) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_too_many_too_few_wrong_or_swapped() {
        for (a, b) in [("attacks", "attack"), ("attacks", "atacks"), ("attacks", "attakcs"), ("attacks", "attaxks")] {
            assert!(is_slip(a, b) && is_slip(b, a), "{a} {b}");
            let (a, b) = (shortened(a), shortened(b));
            assert!(a.iter().any(|key| b.contains(key)), "both are filed in one place");
        }
        for (a, b) in [("attacks", "defences"), ("week-1", "week-2"), ("ai-x", "ai-y"), ("attacks", "attacks")] {
            assert!(!is_slip(a, b), "{a} {b}");
        }
    }
}
