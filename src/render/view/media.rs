//! Images and videos in texts.

use serde::Serialize;

use super::TextLink;

/// An image of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// Its address.
    pub src: String,
    /// Its width in pixels, if it could be read.
    pub width: Option<u32>,
    /// Its height in pixels, if it could be read.
    pub height: Option<u32>,
}

/// One image, or several side by side.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView {
    /// The images, at least one.
    pub images: Vec<FigureImage>,
    /// The text below all of them.
    pub caption: Option<String>,
    /// Whose work it is or where it is from, with the address.
    pub credit: Option<TextLink>,
    /// How wide it may be: `text`, `wide` or `full`.
    pub width: &'static str,
}

/// An image of a figure.
#[derive(Debug, Clone, Serialize)]
pub struct FigureImage {
    /// The image as finished markup.
    pub html: String,
    /// The text below this image.
    pub caption: Option<String>,
}

/// A video elsewhere, or a file of the journal.
#[derive(Debug, Clone, Serialize)]
pub struct VideoView {
    /// The title.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// The absolute address, to be printed.
    pub address: String,
    /// Who shows it; absent for a file of the journal.
    pub provider: Option<String>,
    /// What a player needs; absent for a video elsewhere.
    pub file: Option<VideoFileView>,
    /// The picture that stands for it.
    pub poster: Option<PictureView>,
    /// The same as finished markup, with an empty alternative text.
    pub poster_html: Option<String>,
    /// How long it is.
    pub duration: Option<DurationView>,
    /// Where what is said can be read.
    pub transcript: Option<TextLink>,
}

/// A recording of a terminal.
#[derive(Debug, Clone, Serialize)]
pub struct TerminalView {
    /// What it shows.
    pub title: String,
    /// The rows of its last screen, each as finished markup with classes.
    pub screen: Vec<String>,
    /// The last screen as plain text.
    pub text: String,
    /// How many rows of the screen are used while it plays.
    pub height: usize,
    /// How wide the screen is, in letters.
    pub columns: usize,
    /// How long it takes, in milliseconds.
    pub length: u32,
    /// The same in words.
    pub duration: DurationView,
    /// The address of what a player loads: JSON with `height`, `length`, `rows` and `frames`.
    pub player: String,
    /// The address of the recording itself.
    pub href: String,
}

/// What a player needs to know of a file.
#[derive(Debug, Clone, Serialize)]
pub struct VideoFileView {
    /// Its media type, such as `video/mp4`.
    pub media_type: &'static str,
    /// Its captions.
    pub captions: Option<CaptionsView>,
}

/// Captions of a video.
#[derive(Debug, Clone, Serialize)]
pub struct CaptionsView {
    /// Their address.
    pub src: String,
    /// Their language, such as `en`.
    pub language: String,
}

/// A length of time.
#[derive(Debug, Clone, Serialize)]
pub struct DurationView {
    /// As `PT12M34S`, for the attribute `datetime`.
    pub iso: String,
    /// As `12:34`.
    pub label: String,
}
