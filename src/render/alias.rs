//! Aliases: at an old address, a page that sends visitors and search engines to the new one.
//!
//! GitHub Pages has no redirects, so it is done by `<meta http-equiv="refresh">`, which needs no script.

use super::xml::allowed;
use crate::plan::SiteSettings;
use crate::site::{Alias, Permalink, Site};
use crate::words::{self, Words, word};

/// Returns every alias of the site with the page that stands there.
pub fn aliases(site: &Site) -> impl Iterator<Item = (&Alias, Vec<u8>)> {
    site.aliases.iter().map(|old| {
        let to = site.page(old.to);
        (old, alias(&to.permalink, &to.title, &site.settings, &site.words).into_bytes())
    })
}

/// Returns the page that stands at an alias of the page `to`.
pub fn alias(to: &Permalink, title: &str, settings: &SiteSettings, words: &Words) -> String {
    let escape = |text: &str| quick_xml::escape::escape(allowed(text)).into_owned();
    let (href, absolute) = (escape(&to.href(&settings.base)), escape(&to.absolute(&settings.base)));
    let (title, language) = (escape(title), escape(&settings.language));
    let direction = if words::direction(&settings.language) == "rtl" { " dir=\"rtl\"" } else { "" };
    let link = format!("<a href=\"{href}\"><bdi>{absolute}</bdi></a>");
    // The text is escaped first; the place to fill in has no character that would be.
    let moved = words::fill(&escape(words.text(word!("moved.text"))), &[("link", &link)]);
    format!(
        r#"<!doctype html>
<html lang="{language}"{direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{absolute}">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{moved}</p>
</main>
</body>
</html>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::feed::fixture;

    #[test]
    fn leads_to_the_new_address_without_a_script() {
        let settings = fixture::settings();
        let page = alias(&Permalink::folder(&["notes", "ä&o"]), "<A> & \"O\"", &settings, Words::english());
        assert!(page.contains(r#"<meta http-equiv="refresh" content="0; url=/r/notes/%C3%A4&amp;o/">"#), "{page}");
        assert!(page.contains(r#"<link rel="canonical" href="https://x.org/r/notes/%C3%A4&amp;o/">"#), "{page}");
        assert!(page.contains("<title>&lt;A&gt; &amp; &quot;O&quot;</title>"), "{page}");
        assert!(page.contains("<html lang=\"en\">") && !page.contains("<script"));
    }
}
