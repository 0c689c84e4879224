//! The icon, and the picture in link previews.

use super::Site;
use super::gather::Gather;
use crate::check::address::{self, Address};
use crate::diagnostic::Code;
use crate::theme::default_file;

/// The page that links to the site are about.
const HOME: &str = "index.html";

pub(super) fn check(site: &Site<'_>, gather: &mut Gather) {
    let Some((_, home)) = site.pages.iter().find(|(path, _)| *path == HOME) else { return };
    let mut ask = |what: &str, picture: Option<&str>, file: &str| {
        let verdict = match picture {
            None => "is missing",
            Some(address) if is_of_theme(site, address) => "is that of the default theme",
            Some(_) => return,
        };
        let message = format!("the {what} of the site {verdict}");
        let hint = format!("put your own at `static/{file}` of the theme that the journal has in `themes/`");
        gather.on_site(Code::PlaceholderPicture, None, message, hint);
    };
    ask("icon", home.icon.as_deref(), "icon.svg");
    if !site.subject.has_cards {
        ask("picture in link previews", home.preview.as_deref(), "og.png");
    }
}

/// Returns whether an address leads to a picture that comes with Milepost.
fn is_of_theme(site: &Site<'_>, address: &str) -> bool {
    let Address::Site { path, .. } = address::read(address, HOME, &site.subject.base) else { return false };
    let own = site.outputs.get(&path).map(|output| &**output.bytes());
    own.is_some() && (site.subject.of_theme.contains(&path) || own == default_file(&format!("static/{path}")))
}
