//! `humans.txt` (<https://humanstxt.org/>): who made the site, when it last changed, and with what.

use super::frame::Frame;
use crate::site::Site;

/// Where it is.
pub const PATH: &str = "humans.txt";

/// Returns the file.
pub fn render(frame: &Frame<'_>) -> String {
    let site = frame.site;
    let settings = &site.settings;
    let author = &settings.author;
    let mut text = String::from("/* TEAM */\n");
    line(&mut text, "Author", Some(author.name.as_str()));
    line(&mut text, "Work", author.headline.as_deref());
    line(&mut text, "Contact", author.email.as_deref());
    for link in &author.links {
        line(&mut text, &link.label, link.url.as_deref());
    }
    line(&mut text, "From", site.plan.resume.as_ref().and_then(|resume| resume.location.as_deref()));
    text.push_str("\n/* SITE */\n");
    line(&mut text, "Address", Some(&settings.base.absolute("")));
    line(&mut text, "Last update", Some(&last_update(site)));
    line(&mut text, "Language", Some(&settings.language));
    line(&mut text, "Licence of the text", settings.license.as_ref().map(|license| license.label.as_str()));
    line(&mut text, "Made with", Some(&frame.generator()));
    text
}

/// Adds a line; a value that goes over several lines would begin others.
fn line(text: &mut String, term: &str, value: Option<&str>) {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(value) = value.map(one_line).filter(|value| !value.is_empty()) else { return };
    let term = one_line(term);
    text.extend([&term, ": ", &value, "\n"]);
}

fn last_update(site: &Site) -> String {
    super::jsonld::life(site).1.format("%Y/%m/%d").to_string()
}
