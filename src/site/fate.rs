//! What becomes of each content file: exactly one of seven things.

use chrono::NaiveDate;

use crate::content::front_matter::FrontMatter;
use crate::content::page::Page;
use crate::plan::schema::Visibility;

/// What became of a content file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is on the site.
    Published,
    /// It is on the site, but in no list, feed or sitemap.
    Unlisted,
    /// It goes live on a later day.
    Scheduled,
    /// Its author marked it as unfinished.
    Draft,
    /// Only the owner may see it.
    Private,
    /// It speaks of a folder for which the site makes a list of its own.
    Skipped,
    /// Something is wrong with it.
    Error,
}

impl Fate {
    /// Returns the word for the report.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Unlisted => "unlisted",
            Self::Scheduled => "scheduled",
            Self::Draft => "draft",
            Self::Private => "private",
            Self::Skipped => "skipped",
            Self::Error => "error",
        }
    }

    /// Returns whether the page is on the site.
    pub fn is_on_site(self) -> bool {
        matches!(self, Self::Published | Self::Unlisted)
    }
}

/// Returns the date of `page`: of its front matter, its name, or its first commit.
pub fn date(page: &Page) -> Option<NaiveDate> {
    let front = page.front.as_ref()?;
    front.date.as_ref().map(|date| date.value).or_else(|| page.date_in_name()).or(page.added)
}

/// Returns the day on which `page` goes live: `publish_on`, else its date; never before `embargo_until`.
pub fn live_on(page: &Page) -> Option<NaiveDate> {
    let front = page.front.as_ref()?;
    let planned = front.publish_on.as_ref().map(|date| date.value).or_else(|| date(page));
    planned.max(embargo(front))
}

fn embargo(front: &FrontMatter) -> Option<NaiveDate> {
    front.embargo_until.as_ref().map(|date| date.value)
}

/// Returns what becomes of `page` when the site is built for `as_of`. `with_drafts` and `with_future` are the
/// owner's wishes for a preview; neither lifts an embargo or makes something private public.
pub fn of(page: &Page, as_of: NaiveDate, with_drafts: bool, with_future: bool) -> Fate {
    let Some(front) = &page.front else { return Fate::Error };
    let is_early = |day: Option<NaiveDate>| day.is_some_and(|day| day > as_of);
    match front.visibility {
        Some(Visibility::Private) => Fate::Private,
        _ if front.draft == Some(true) && !with_drafts => Fate::Draft,
        _ if is_early(embargo(front)) || (!with_future && is_early(live_on(page))) => Fate::Scheduled,
        Some(Visibility::Unlisted) => Fate::Unlisted,
        Some(Visibility::Public) | None => Fate::Published,
    }
}
