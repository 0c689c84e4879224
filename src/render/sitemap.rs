//! `sitemap.xml`: every page that search engines may show (sitemaps.org, protocol 0.9).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::xml::Xml;
use crate::plan::BaseUrl;
use crate::site::Permalink;

/// The most addresses that the protocol allows in one file.
const MOST: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Returns one sitemap of the pages, each with its absolute address and the day of its last change, in the
/// order of the addresses.
pub fn sitemap(pages: impl Iterator<Item = (String, Option<NaiveDate>)>) -> String {
    let pages: BTreeMap<String, Option<NaiveDate>> = pages.collect();
    url_set(pages.iter())
}

/// Returns the files of the sitemap of any number of pages: `sitemap.xml`, which is an index of `sitemap-1.xml`
/// and so on when the pages are too many for one file.
pub fn sitemaps(pages: impl Iterator<Item = (String, Option<NaiveDate>)>, base: &BaseUrl) -> Vec<(Permalink, Vec<u8>)> {
    split(&pages.collect(), base, MOST)
}

fn split(pages: &BTreeMap<String, Option<NaiveDate>>, base: &BaseUrl, most: usize) -> Vec<(Permalink, Vec<u8>)> {
    if pages.len() <= most {
        return vec![(file("sitemap.xml"), url_set(pages.iter()).into_bytes())];
    }
    let pages: Vec<(&String, &Option<NaiveDate>)> = pages.iter().collect();
    let parts = pages.chunks(most).enumerate();
    let mut files: Vec<(Permalink, Vec<u8>)> = parts
        .map(|(index, part)| (file(&format!("sitemap-{}.xml", index + 1)), url_set(part.iter().copied()).into_bytes()))
        .collect();
    let index = index(files.iter().map(|(permalink, _)| permalink.absolute(base)));
    files.insert(0, (file("sitemap.xml"), index.into_bytes()));
    files
}

fn url_set<'a>(pages: impl Iterator<Item = (&'a String, &'a Option<NaiveDate>)>) -> String {
    let mut xml = Xml::new();
    xml.open("urlset", &[("xmlns", NAMESPACE)]);
    for (url, last_change) in pages {
        xml.open("url", &[]);
        xml.element("loc", &[], url);
        if let Some(date) = last_change {
            xml.element("lastmod", &[], &date.format("%Y-%m-%d").to_string());
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

fn index(sitemaps: impl Iterator<Item = String>) -> String {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", NAMESPACE)]);
    for url in sitemaps {
        xml.open("sitemap", &[]);
        xml.element("loc", &[], &url);
        xml.close("sitemap");
    }
    xml.close("sitemapindex");
    xml.finish()
}

fn file(name: &str) -> Permalink {
    Permalink::file(name).expect("the name is a plain one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_once_in_the_order_of_their_addresses() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 5);
        let pages = [("https://x.org/b/?a&b", None), ("https://x.org/", day), ("https://x.org/", day)];
        let found = sitemap(pages.into_iter().map(|(url, day)| (url.to_owned(), day)));
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
            <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n  \
            <url>\n    <loc>https://x.org/</loc>\n    <lastmod>2026-11-05</lastmod>\n  </url>\n  \
            <url>\n    <loc>https://x.org/b/?a&amp;b</loc>\n  </url>\n</urlset>\n";
        assert_eq!(found, expected);
    }

    #[test]
    fn too_many_pages_get_an_index() {
        let base = BaseUrl::parse("https://x.org/r/").unwrap();
        let pages = (0..5).map(|number| (format!("https://x.org/r/{number}/"), None)).collect();
        let files = split(&pages, &base, 2);
        let names: Vec<&str> = files.iter().map(|(permalink, _)| permalink.as_str()).collect();
        assert_eq!(names, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]);
        let index = String::from_utf8(files[0].1.clone()).unwrap();
        assert!(index.contains("<loc>https://x.org/r/sitemap-3.xml</loc>"), "{index}");
        assert!(String::from_utf8(files[3].1.clone()).unwrap().contains("https://x.org/r/4/"));
    }
}
