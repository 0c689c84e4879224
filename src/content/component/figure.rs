//! `figure`: an image of the journal with a caption, or several side by side.

use super::reference::{self, AddLink, Named};
use crate::content::markdown::LinkId;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::record::{choice, record};
use crate::source::value::{Decode, Decoder, Value};

record! {
    /// Images with a caption.
    pub struct FigureArgs: "the component `figure`" {
        /// The path of the image from the page.
        optional src: Spanned<String>,
        /// What the image shows, for those who do not see it; required unless it is `decorative`.
        optional alt: Spanned<String>,
        /// Whether the image says nothing, so that it needs no `alt`.
        optional decorative: Spanned<bool>,
        /// Several images side by side instead of `src`; each has `src`, `alt` or `decorative`, and may have a `caption`.
        list images: ImageArgs,
        /// The text below.
        optional caption: String,
        /// Whose work it is.
        optional credit: String,
        /// The address where it is from.
        optional source: Spanned<String>,
        /// How wide it may be: as the text, beyond it, or as the page.
        optional width: Width,
    }
}

record! {
    /// One of several images.
    pub struct ImageArgs: "an image of the component `figure`" {
        /// The path of the image from the page.
        required src: Spanned<String>,
        /// What the image shows, for those who do not see it; required unless it is `decorative`.
        optional alt: Spanned<String>,
        /// Whether the image says nothing, so that it needs no `alt`.
        optional decorative: Spanned<bool>,
        /// The text below this image.
        optional caption: String,
    }
}

choice! {
    /// How wide a figure may be.
    pub enum Width: "a width" {
        /// As the text.
        Text = "text",
        /// Beyond the text.
        Wide = "wide",
        /// As the page.
        Full = "full",
    }
}

/// Images with a caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The images, at least one.
    pub images: Vec<Picture>,
    /// The text below.
    pub caption: Option<String>,
    /// Whose work it is.
    pub credit: Option<String>,
    /// The address where it is from.
    pub source: Option<String>,
    /// How wide it may be.
    pub width: Width,
}

/// An image of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The image, by its place in the links of the document.
    pub link: LinkId,
    /// What it shows; empty for a decorative one.
    pub alt: String,
    /// The text below it.
    pub caption: Option<String>,
}

/// Reads the arguments, and adds the images to the links of the document.
pub(super) fn read(value: &Value, decoder: &mut Decoder, add: AddLink<'_>) -> Option<Figure> {
    let args = FigureArgs::decode(value, decoder)?;
    let before = decoder.diagnostics.len();
    let images = images(&args, value, decoder);
    if let Some(source) = &args.source {
        crate::plan::site::check_address(source, &mut decoder.diagnostics);
    }
    let mut pictures = Vec::new();
    for image in images {
        let alt = alternative(&image, decoder);
        let link = reference::link(&image.src, Named::Image, &alt, decoder, &mut *add);
        pictures.extend(link.map(|link| Picture { link, alt, caption: image.caption }));
    }
    (decoder.diagnostics.len() == before && !pictures.is_empty()).then(|| Figure {
        images: pictures,
        caption: args.caption,
        credit: args.credit,
        source: args.source.map(|source| source.value),
        width: args.width.unwrap_or(Width::Wide),
    })
}

/// Returns the images as if all were written in the list.
fn images(args: &FigureArgs, value: &Value, decoder: &mut Decoder) -> Vec<ImageArgs> {
    let mut wrong = |span, message: &str, hint: &str| {
        decoder.diagnostics.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
    };
    let Some(src) = &args.src else {
        let of_each = args.alt.as_ref().map(|alt| alt.span).or(args.decorative.as_ref().map(|is| is.span));
        match (args.images.is_empty(), of_each) {
            (true, _) => {
                let message = "the component `figure` needs the key `src`, or `images`";
                let hint = "add `src:` with the path of an image from this page";
                decoder.diagnostics.push(Diagnostic::new(Code::MissingKey, value.span, message).hint(hint));
            }
            (false, Some(span)) => {
                let hint = "move it to the entries of `images`; `caption` is the text below all of them";
                wrong(span, "with several images, each says what it shows", hint);
            }
            (false, None) => {}
        }
        return args.images.clone();
    };
    if let Some(first) = args.images.first() {
        wrong(first.span, "a figure has `src` or `images`, not both", "move the image of `src` into the list");
    }
    vec![ImageArgs {
        src: src.clone(),
        alt: args.alt.clone(),
        decorative: args.decorative,
        caption: None,
        span: args.span,
    }]
}

/// Returns what stands for the image where it cannot be seen.
fn alternative(image: &ImageArgs, decoder: &mut Decoder) -> String {
    let is_decorative = image.decorative.as_ref().is_some_and(|is| is.value);
    let alt = image.alt.as_ref().filter(|alt| !alt.value.trim().is_empty());
    match (alt, is_decorative) {
        (Some(alt), true) => {
            let message = "an image that is decorative says nothing, so it has no `alt`";
            let hint = "take out `alt`, or `decorative: true`";
            decoder.diagnostics.push(Diagnostic::new(Code::BadValue, alt.span, message).hint(hint));
        }
        (None, false) => {
            let hint = "add `alt:` with what the image shows, or `decorative: true` if it says nothing";
            let found = Diagnostic::new(Code::MissingKey, image.src.span, "the image has no `alt`").hint(hint);
            decoder.diagnostics.push(found);
        }
        _ => {}
    }
    alt.map(|alt| alt.value.trim().to_owned()).unwrap_or_default()
}
