//! Figures and videos: what their templates see, and what stands in feeds.

use crate::content::component::figure::{Figure, Picture};
use crate::content::component::video::{Transcript, Video, VideoPlace, host};
use crate::content::markdown::{Image, LinkId, Position, escape};
use crate::render::frame::Frame;
use crate::render::image;
use crate::render::view::{
    CaptionsView, DurationView, FigureImage, FigureView, PictureView, TextLink, VideoFileView, VideoView,
};
use crate::site::{Asset, SitePage, Target};

/// Returns what the link of a page leads to.
pub(in crate::render) fn target(page: &SitePage, LinkId(link): LinkId) -> &Target {
    page.targets.get(link as usize).unwrap_or(&Target::Broken)
}

/// Returns the address on the host of a link.
fn href(frame: &Frame<'_>, page: &SitePage, link: LinkId) -> String {
    target(page, link).href(&frame.site.pages, &frame.site.settings.base)
}

/// Returns an image with its size.
pub(super) fn picture(frame: &Frame<'_>, page: &SitePage, link: LinkId) -> PictureView {
    let size = match target(page, link) {
        Target::File(permalink) => frame.site.assets.get(permalink).and_then(Asset::size),
        _ => None,
    };
    let (width, height) = (size.map(|size| size.0), size.map(|size| size.1));
    PictureView { src: href(frame, page, link), width, height }
}

/// Returns a link to a page or a file, with its title or its name.
pub(super) fn file_or_page(frame: &Frame<'_>, page: &SitePage, link: LinkId) -> TextLink {
    let label = match target(page, link) {
        Target::Page { page, .. } => frame.site.page(*page).title.clone(),
        Target::File(permalink) => permalink.as_str().rsplit('/').next().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    TextLink { label, href: Some(href(frame, page, link)), language: None }
}

/// Returns an image as HTML.
fn image(frame: &Frame<'_>, page: &SitePage, link: LinkId, alt: &str) -> String {
    let alt = alt.to_owned();
    let image = Image { link, alt, title: None, is_figure: true, is_in_link: false, position: Position::Later };
    image::html(frame, target(page, link), &image)
}

/// Returns the view of a figure on `page`.
pub(super) fn figure(frame: &Frame<'_>, page: &SitePage, figure: &Figure) -> FigureView {
    let picture = |picture: &Picture| FigureImage {
        html: image(frame, page, picture.link, &picture.alt),
        caption: picture.caption.clone(),
    };
    let label = figure
        .credit
        .clone()
        .or_else(|| figure.source.as_deref().map(|url| host(url).unwrap_or_else(|| url.to_owned())));
    FigureView {
        images: figure.images.iter().map(picture).collect(),
        caption: figure.caption.clone(),
        credit: label.map(|label| TextLink { label, href: figure.source.clone(), language: None }),
        width: figure.width.word(),
    }
}

/// Returns the view of a video on `page`.
pub(super) fn video(frame: &Frame<'_>, page: &SitePage, video: &Video) -> VideoView {
    let transcript = video.transcript.as_ref().map(|transcript| match transcript {
        Transcript::Link(link) => file_or_page(frame, page, *link),
        Transcript::Address(url) => {
            TextLink { label: host(url).unwrap_or_default(), href: Some(url.clone()), language: None }
        }
    });
    let (href, provider, file) = match &video.place {
        VideoPlace::Elsewhere(url, provider) => (url.clone(), Some(provider.clone()), None),
        VideoPlace::File(link, media_type, captions) => {
            let captions = captions.as_ref().map(|(link, language)| CaptionsView {
                src: self::href(frame, page, *link),
                language: language.clone().unwrap_or_else(|| frame.site.settings.language.clone()),
            });
            (self::href(frame, page, *link), None, Some(VideoFileView { media_type, captions }))
        }
    };
    let address = match &video.place {
        VideoPlace::Elsewhere(url, _) => url.clone(),
        VideoPlace::File(..) => frame.site.settings.base.absolute_href(&href),
    };
    VideoView {
        title: video.title.clone(),
        href,
        address,
        provider,
        file,
        poster: video.poster.map(|link| picture(frame, page, link)),
        poster_html: video.poster.map(|link| image(frame, page, link, "")),
        duration: video.seconds.map(duration),
        transcript,
    }
}

/// Returns a length of time.
pub(in crate::render) fn duration(seconds: u32) -> DurationView {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        let label = format!("{hours}:{minutes:02}:{rest:02}");
        DurationView { iso: format!("PT{hours}H{minutes}M{rest}S"), label }
    } else {
        DurationView { iso: format!("PT{minutes}M{rest}S"), label: format!("{minutes}:{rest:02}") }
    }
}

/// Returns a figure without a theme.
pub(super) fn plain_figure(figure: &FigureView) -> String {
    let image = |image: &FigureImage| {
        let caption = image.caption.as_ref().map(|text| format!("<p>{}</p>\n", escape::text(text)));
        format!("<p>{}</p>\n{}", image.html, caption.unwrap_or_default())
    };
    let images: String = figure.images.iter().map(image).collect();
    let credit = figure.credit.as_ref().map(|credit| match &credit.href {
        Some(href) => format!("<a href=\"{}\">{}</a>", escape::attribute(href), escape::text(&credit.label)),
        None => escape::text(&credit.label),
    });
    let caption = figure.caption.as_ref().map(|text| escape::text(text));
    let below = caption.into_iter().chain(credit).collect::<Vec<_>>().join(" · ");
    if below.is_empty() { images } else { format!("{images}<p>{below}</p>\n") }
}

/// Returns a video without a theme: its poster, and a link to it.
pub(super) fn plain_video(video: &VideoView) -> String {
    let href = escape::attribute(&video.href);
    let poster = video.poster_html.as_ref().map(|image| format!("<p><a href=\"{href}\">{image}</a></p>\n"));
    let facts = [video.duration.as_ref().map(|duration| &duration.label), video.provider.as_ref()];
    let facts: Vec<String> = facts.into_iter().flatten().map(|fact| format!(" · {}", escape::text(fact))).collect();
    let facts = facts.concat();
    let title = escape::text(&video.title);
    format!("{}<p><a href=\"{href}\">{title}</a>{facts}</p>\n", poster.unwrap_or_default())
}
