//! Images on pages, and the files of images.
//!
//! [`html`] is the one place where an image becomes HTML, whether Markdown, a component or a template wants it.

use std::fmt::Write as _;
use std::sync::Arc;

use super::frame::Frame;
use super::variant::Copy;
use crate::content::markdown::{Image, Position, escape};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::image;
use crate::site::{Asset, Target};
use crate::source::Source;

/// The widest column of the theme: 46 rem.
const COLUMN: u32 = 736;
/// What the theme leaves free on both sides on a small screen: 2.5 rem.
const MARGINS: u32 = 40;
/// From this width on there is more to see in the original than in the column.
const ZOOMABLE: u32 = 960;

/// Returns an image that is found at `target`, for a page of the site.
pub fn html(frame: &Frame<'_>, target: &Target, image: &Image) -> String {
    let site = frame.site;
    let src = target.href(&site.pages, &site.settings.base);
    let Target::File(permalink) = target else { return tag(&src, None, image) };
    let asset = site.assets.get(permalink);
    let html = with_copies(frame, frame.common.copies.of(permalink), tag(&src, asset, image));
    let width = asset.and_then(Asset::size).map_or(0, |(width, _)| width);
    if image.is_figure && !image.is_in_link && !image.alt.is_empty() && width >= ZOOMABLE {
        // Without a script it leads to the original, which is what one wants to see.
        return format!("<a class=\"zoom\" href=\"{}\">{html}</a>", escape::attribute(&src));
    }
    html
}

/// Returns an image with its copies, of which a browser takes the one that fits.
fn with_copies(frame: &Frame<'_>, copies: &[Copy], img: String) -> String {
    let Some(widest) = copies.last() else { return img };
    let candidates: Vec<String> =
        copies.iter().map(|copy| format!("{} {}w", frame.href(&copy.permalink), copy.width)).collect();
    let shown = widest.width.min(COLUMN);
    format!(
        "<picture><source type=\"image/webp\" srcset=\"{}\" sizes=\"(min-width: {}px) {shown}px, calc(100vw - {MARGINS}px)\">{img}</picture>",
        escape::attribute(&candidates.join(", ")),
        shown + MARGINS,
    )
}

fn tag(src: &str, asset: Option<&Asset>, image: &Image) -> String {
    let mut html = format!("<img src=\"{}\" alt=\"{}\"", escape::attribute(src), escape::attribute(&image.alt));
    if let Some(title) = &image.title {
        let _ = write!(html, " title=\"{}\"", escape::attribute(title));
    }
    if let Some((width, height)) = asset.and_then(Asset::size) {
        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
    }
    html.push_str(match image.position {
        // Waiting for the layout would only delay what is seen first.
        Position::Top => " fetchpriority=\"high\"",
        Position::First => "",
        Position::Later => " loading=\"lazy\"",
    });
    html + " decoding=\"async\">"
}

/// Returns a file of the journal as it is published, a picture without its metadata; and what is wrong with it.
pub fn published(file: &Source, span: Span) -> (Arc<[u8]>, Option<Diagnostic>) {
    let report = |code, message: String, hint: &str| Some(Diagnostic::new(code, span, message).hint(hint));
    let path = &file.path;
    match image::clean(&file.bytes) {
        Some(clean) => {
            let found = (!clean.is_whole)
                .then(|| format!("the image `{path}` is damaged: it could not be read to its end"))
                .and_then(|message| {
                    report(Code::BrokenImage, message, "replace it by a copy that an image viewer opens")
                });
            let is_same = *clean.bytes == *file.bytes;
            (if is_same { file.bytes.clone() } else { clean.bytes.into() }, found)
        }
        None if matches!(path.extension().as_str(), "jpg" | "jpeg" | "png" | "gif" | "webp") => {
            let message = format!("the file `{path}` is not the image that its name says");
            let hint = "it is no JPEG, PNG, GIF or WebP file, and browsers show none";
            (file.bytes.clone(), report(Code::BrokenImage, message, hint))
        }
        None if image::carries_metadata(&file.bytes) => {
            let message = format!("the file `{path}` carries metadata that Milepost cannot remove");
            let hint = "it may tell where and when it was made: convert it to JPEG, PNG or WebP, or clean it yourself";
            (file.bytes.clone(), report(Code::KeptMetadata, message, hint))
        }
        None => (file.bytes.clone(), None),
    }
}
