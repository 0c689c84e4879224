//! `video`: a poster that links to a video elsewhere, or a player for a file of the journal. Nothing is embedded.

use super::reference::{self, AddLink, Named};
use crate::content::markdown::LinkId;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::record::record;
use crate::source::value::{Decode, Decoder, Value};

record! {
    /// A video.
    pub struct VideoArgs: "the component `video`" {
        /// The title.
        required title: Spanned<String>,
        /// The address of a video elsewhere. It is a link: nothing is loaded from there.
        optional url: Spanned<String>,
        /// The path of a video of the journal from the page: `.mp4`, `.m4v`, `.webm` or `.ogv`.
        optional src: Spanned<String>,
        /// The path of the picture that stands for the video; required with `url`.
        optional poster: Spanned<String>,
        /// Who shows the video elsewhere.
        optional provider: String,
        /// How long it is, such as `12:34` or `1:02:03`.
        optional duration: Spanned<String>,
        /// The path of the captions from the page, a `.vtt` file.
        optional captions: Spanned<String>,
        /// The language of the captions, such as `en`.
        optional language: Spanned<String>,
        /// Whether nothing is said or heard in it, so that it needs no captions.
        optional silent: bool,
        /// The path of a page or file with what is said, from the page, or its address.
        optional transcript: Spanned<String>,
    }
}

/// A video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Video {
    /// The title.
    pub title: String,
    /// Where it is.
    pub place: VideoPlace,
    /// The picture that stands for it.
    pub poster: Option<LinkId>,
    /// How long it is, in seconds.
    pub seconds: Option<u32>,
    /// Where what is said can be read.
    pub transcript: Option<Transcript>,
}

/// Where a video is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VideoPlace {
    /// At an address of somebody else, with the name of who shows it.
    Elsewhere(String, String),
    /// A file of the journal with its media type, and its captions with their language.
    File(LinkId, &'static str, Option<(LinkId, Option<String>)>),
}

/// Where what is said in a video can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transcript {
    /// In a page or a file of the journal.
    Link(LinkId),
    /// At an address.
    Address(String),
}

/// The videos that browsers play, by extension.
const MEDIA_TYPES: &[(&str, &str)] =
    &[("mp4", "video/mp4"), ("m4v", "video/mp4"), ("webm", "video/webm"), ("ogv", "video/ogg")];

/// Reads the arguments, and adds the files to the links of the document.
pub(super) fn read(value: &Value, decoder: &mut Decoder, add: AddLink<'_>) -> Option<Video> {
    let args = VideoArgs::decode(value, decoder)?;
    let before = errors(decoder);
    let place = place(&args, value, decoder, &mut *add);
    let poster = args.poster.as_ref().and_then(|path| reference::link(path, Named::Image, "", decoder, &mut *add));
    let seconds = args.duration.as_ref().and_then(|text| duration(text, decoder));
    let transcript = args.transcript.as_ref().and_then(|path| transcript(path, decoder, add));
    if args.title.value.trim().is_empty() {
        let found = Diagnostic::new(Code::BadValue, args.title.span, "the title of the video is empty");
        decoder.diagnostics.push(found.hint("write what the video is called"));
    }
    let title = args.title.value.trim().to_owned();
    (errors(decoder) == before).then_some(Video { title, place: place?, poster, seconds, transcript })
}

fn errors(decoder: &Decoder) -> usize {
    decoder.diagnostics.iter().filter(|found| found.is_error()).count()
}

fn place(args: &VideoArgs, value: &Value, decoder: &mut Decoder, add: AddLink<'_>) -> Option<VideoPlace> {
    match (&args.url, &args.src) {
        (Some(url), None) => elsewhere(args, url, decoder),
        (None, Some(src)) => file(args, src, decoder, add),
        (Some(_), Some(src)) => {
            let found = Diagnostic::new(Code::BadValue, src.span, "a video has `url` or `src`, not both");
            decoder.fail(found.hint("keep `src` for a file of the journal, `url` for an address elsewhere"))
        }
        (None, None) => {
            let message = "the component `video` needs the key `url`, or `src`";
            let hint =
                "add `url:` with the address of a video elsewhere, or `src:` with the path of a file from this page";
            decoder.fail(Diagnostic::new(Code::MissingKey, value.span, message).hint(hint))
        }
    }
}

fn elsewhere(args: &VideoArgs, url: &Spanned<String>, decoder: &mut Decoder) -> Option<VideoPlace> {
    let of_a_file = [args.captions.as_ref(), args.language.as_ref()];
    if let Some(stray) = of_a_file.into_iter().flatten().next() {
        let found = Diagnostic::new(Code::BadValue, stray.span, "captions are shown with a file of the journal only");
        decoder.diagnostics.push(found.hint("take it out; link to what is said with `transcript`"));
    }
    if args.poster.is_none() {
        let found = Diagnostic::new(Code::MissingKey, url.span, "a video elsewhere needs the key `poster`");
        decoder.diagnostics.push(found.hint("add `poster:` with the path of a picture from this page"));
    }
    let Some(host) = host(&url.value) else {
        let message = format!("`{}` is not an address that a visitor can open", url.value);
        return decoder.fail(Diagnostic::new(Code::BadValue, url.span, message).hint("begin it with `https://`"));
    };
    let provider = args.provider.clone().filter(|name| !name.trim().is_empty());
    Some(VideoPlace::Elsewhere(url.value.clone(), provider.unwrap_or(host)))
}

/// Returns the host of an address on the web, without `www.`.
pub(crate) fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_good = !host.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    is_good.then(|| host.strip_prefix("www.").unwrap_or(host).to_owned())
}

fn file(args: &VideoArgs, src: &Spanned<String>, decoder: &mut Decoder, add: AddLink<'_>) -> Option<VideoPlace> {
    let extension = extension(&src.value);
    let Some((_, media_type)) = MEDIA_TYPES.iter().find(|(known, _)| *known == extension) else {
        let message = format!("`{}` is not a video that browsers play", src.value);
        let hint =
            "write the path of a `.mp4`, `.m4v`, `.webm` or `.ogv` file from this page, or `url:` for an address";
        return decoder.fail(Diagnostic::new(Code::BadValue, src.span, message).hint(hint));
    };
    let link = reference::link(src, Named::File, &args.title.value, decoder, &mut *add);
    let captions = match &args.captions {
        Some(captions) => captions_of(captions, args.language.as_ref(), decoder, add),
        None => {
            if args.silent != Some(true) {
                let found = Diagnostic::new(Code::VideoWithoutCaptions, src.span, "the video has no captions");
                let hint = "add `captions:` with a `.vtt` file, or `silent: true` if nothing is said or heard in it";
                decoder.diagnostics.push(found.hint(hint));
            }
            None
        }
    };
    Some(VideoPlace::File(link?, media_type, captions))
}

fn captions_of(
    captions: &Spanned<String>,
    language: Option<&Spanned<String>>,
    decoder: &mut Decoder,
    add: AddLink<'_>,
) -> Option<(LinkId, Option<String>)> {
    if extension(&captions.value) != "vtt" {
        let found = Diagnostic::new(Code::BadValue, captions.span, "captions are a WebVTT file, `.vtt`");
        return decoder.fail(found.hint("convert them, and write the path of the `.vtt` file from this page"));
    }
    if let Some(language) = language {
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !language.value.split('-').all(is_part) {
            let message = format!("`{}` is not a language", language.value);
            let hint = "write its code: `en`, `de`, `pt-BR`";
            decoder.diagnostics.push(Diagnostic::new(Code::BadValue, language.span, message).hint(hint));
        }
    }
    let link = reference::link(captions, Named::File, "", decoder, add)?;
    Some((link, language.map(|language| language.value.clone())))
}

fn transcript(path: &Spanned<String>, decoder: &mut Decoder, add: AddLink<'_>) -> Option<Transcript> {
    if host(&path.value).is_some() {
        return Some(Transcript::Address(path.value.clone()));
    }
    let is_page = matches!(extension(path.value.split('#').next().unwrap_or_default()).as_str(), "md" | "markdown");
    let named = if is_page { Named::Page } else { Named::File };
    reference::link(path, named, "", decoder, add).map(Transcript::Link)
}

fn extension(path: &str) -> String {
    path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Returns the seconds of `12:34` or `1:02:03`.
fn duration(text: &Spanned<String>, decoder: &mut Decoder) -> Option<u32> {
    let parts: Vec<&str> = text.value.split(':').collect();
    let is_number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_sixty = |part: &&str| part.len() == 2 && **part < *"60";
    if matches!(parts.len(), 2 | 3) && parts.iter().all(is_number) && parts[1..].iter().all(is_sixty) {
        return Some(parts.iter().fold(0, |seconds, part| seconds * 60 + part.parse().unwrap_or(0)));
    }
    let found = Diagnostic::new(Code::BadValue, text.span, format!("`{}` is not a duration", text.value));
    decoder.fail(found.hint("write minutes and seconds, `12:34`, or with hours, `1:02:03`"))
}
