//! From the path of a request to a file of the site.

use milepost::http::path;
use milepost::output::{Output, OutputPath, content_type};

use super::live::Site;

/// What the answer is.
#[derive(Debug)]
pub(super) enum Route<'a> {
    /// The file, and its media type.
    File(&'a Output, &'static str),
    /// Another address.
    Redirect(String),
    /// Nothing is there; the page that says so, when the site has one.
    NotFound(Option<&'a Output>),
    /// There is no site yet.
    NoSite,
}

/// Returns what to answer for `path`, as it stands in the request, with `site` on show.
pub(super) fn route<'a>(path: &str, query: Option<&str>, site: Option<&'a Site>) -> Route<'a> {
    let Some(site) = site else { return Route::NoSite };
    let not_found = || Route::NotFound(site.get("404.html"));
    let Some(decoded) = path::decode(path) else { return not_found() };
    if decoded == "/" && site.base_path != "/" || format!("{decoded}/") == site.base_path {
        return Route::Redirect(with_query(&site.base_path, query));
    }
    let Some(below) = decoded.strip_prefix(site.base_path.as_str()) else { return not_found() };
    let key = if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() };
    if let Some(file) = site.get(&key) {
        return Route::File(file, media_type(&key));
    }
    // A page is a folder: without the slash its relative links would point elsewhere.
    if site.get(&format!("{key}/index.html")).is_some() {
        return Route::Redirect(with_query(&format!("{path}/"), query));
    }
    not_found()
}

/// Returns the media type of the file at a path of the site.
pub(super) fn media_type(key: &str) -> &'static str {
    OutputPath::new(key).map_or("application/octet-stream", |path| content_type(&path))
}

fn with_query(path: &str, query: Option<&str>) -> String {
    query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}
