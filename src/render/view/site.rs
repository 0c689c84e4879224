//! The site as a whole, and the small parts that every page is made of.

use std::collections::BTreeMap;

use serde::Serialize;

/// The site as a whole.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// `site.title`
    pub title: String,
    /// `site.description`, one sentence.
    pub description: String,
    /// The absolute address of the home page, with a slash at the end.
    pub url: String,
    /// The address of the home page on its host, such as `/repo/`.
    pub home: String,
    /// A BCP 47 language tag.
    pub language: String,
    /// The direction of its writing: `ltr` or `rtl`.
    pub direction: &'static str,
    /// Who the site is about.
    pub author: AuthorView,
    /// The words of navigation, in order.
    pub nav: Vec<NavLink>,
    /// Small links of the footer: feeds, archive, tags, badges, and so on, as far as they exist.
    pub footer: Vec<NavLink>,
    /// The address of the page to search on, when there is anything to find.
    pub search: Option<String>,
    /// The licence of the text, when `site.license` is set.
    pub license: Option<TextLink>,
    /// Addresses of the theme's assets by their path in `assets/`, such as `site.assets["css/site.css"]`.
    pub assets: BTreeMap<String, String>,
    /// The colours by the name of their token without `--`, such as `site.colors.accent.light` and
    /// `site.colors.accent.dark`.
    pub colors: BTreeMap<String, ColorView>,
    /// Addresses of the fonts above the fold, to be loaded first.
    pub preload: Vec<String>,
    /// The Content-Security-Policy for the `<meta>` of every page.
    pub csp: String,
    /// The year of the build date, for the footer.
    pub year: i32,
    /// The date that the figures are computed for.
    pub as_of: DateView,
    /// `Milepost 0.1.0`
    pub generator: String,
}

/// A colour in both schemes, as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColorView {
    /// On light ground.
    pub light: String,
    /// On dark ground.
    pub dark: String,
}

/// Who the site is about.
#[derive(Debug, Clone, Serialize)]
pub struct AuthorView {
    /// The name.
    pub name: String,
    /// What they do, to be read after the name.
    pub headline: Option<String>,
    /// The address of mail, as text.
    pub email: Option<String>,
    /// At most five links to other places; `rel` is `me`.
    pub links: Vec<TextLink>,
}

/// A link of the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavLink {
    /// The word.
    pub label: String,
    /// The address.
    pub href: String,
    /// `page` on that page itself, `true` below it, absent elsewhere: the value of `aria-current`.
    pub current: Option<&'static str>,
}

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextLink {
    /// The text.
    pub label: String,
    /// The address; absent when there is nothing to open.
    pub href: Option<String>,
    /// The language of the text, if it is another than that of the site.
    pub language: Option<LanguageView>,
}

/// A language that is not that of the site, for `lang=` and `dir=` of what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageView {
    /// The tag, such as `de`.
    pub tag: String,
    /// `ltr` or `rtl`, if it is written in the other direction than the language of the site.
    pub direction: Option<&'static str>,
}

/// A date in the forms that a page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2026-11-05`, for `datetime=`.
    pub iso: String,
    /// `5 Nov 2026`
    pub short: String,
    /// `5 November 2026`
    pub long: String,
}
