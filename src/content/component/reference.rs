//! Arguments that name a file of the journal or a page: what they look like. Whether they are there is found when
//! pages are put together, as for links in Markdown.

use crate::content::markdown::{Link, LinkId, LinkKind};
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::Decoder;

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// An image that is shown.
    Image,
    /// Any other file.
    File,
    /// A page, by its Markdown file.
    Page,
}

/// Adds a link to the document that a component is in, and returns its place.
pub type AddLink<'a> = &'a mut dyn FnMut(Link) -> LinkId;

/// What is shown as an image.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// Returns the link to `path`, of which `text` is the text, or reports that it cannot be `named` so.
pub(super) fn link(
    path: &Spanned<String>,
    named: Named,
    text: &str,
    decoder: &mut Decoder,
    add: AddLink<'_>,
) -> Option<LinkId> {
    if let Some((what, hint)) = problem(&path.value, named) {
        let message = format!("`{}` is not {what}", path.value);
        return decoder.fail(Diagnostic::new(Code::BadValue, path.span, message).hint(hint));
    }
    Some(add(Link {
        kind: if named == Named::Image { LinkKind::Image } else { LinkKind::Link },
        destination: path.value.clone(),
        is_wikilink: false,
        is_argument: true,
        span: path.span,
        text: text.to_owned(),
        context: String::new(),
    }))
}

/// Returns what `path` is not, and what to write.
fn problem(path: &str, named: Named) -> Option<(&'static str, String)> {
    let (file, fragment) = path.split_once('#').unwrap_or((path, ""));
    let scheme =
        path.split_once(':').is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let is_relative = !file.trim().is_empty() && !file.starts_with('/') && !scheme && !file.contains('?');
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let is_page = matches!(extension.as_str(), "md" | "markdown");
    match named {
        Named::Image if is_relative && fragment.is_empty() && IMAGES.contains(&extension.as_str()) => None,
        Named::Image => {
            Some(("an image of the journal", format!("write the path of a file from this page: {}", IMAGES.join(", "))))
        }
        Named::File if is_relative && fragment.is_empty() && !is_page => None,
        Named::File => {
            Some(("a file of the journal", "write the path of a file from this page, such as `data.csv`".to_owned()))
        }
        Named::Page if is_relative && is_page => None,
        Named::Page => Some(("a page", "write the path of a `.md` file from this page, as in a link".to_owned())),
    }
}
