//! `terminal`: a recording of a terminal, which the page shows and plays itself.

use super::reference::{self, AddLink, Named};
use crate::content::markdown::LinkId;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::record::record;
use crate::source::value::{Decode, Decoder, Value};

/// The extension of recordings.
const EXTENSION: &str = "cast";

record! {
    /// A recording of a terminal.
    pub struct TerminalArgs: "the component `terminal`" {
        /// The path of an asciicast file from the page, `.cast`, as `asciinema rec` writes it.
        required file: Spanned<String>,
        /// What it shows.
        optional title: Spanned<String>,
    }
}

/// A recording of a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// The file.
    pub file: LinkId,
    /// What it shows, where the page says so.
    pub title: Option<String>,
}

/// Returns whether `path` is that of a recording of the journal, and no address.
pub fn is_recording(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.as_deref() == Some(EXTENSION) && !path.contains("://")
}

/// Reads the arguments, and adds the file to the links of the document.
pub(super) fn read(value: &Value, decoder: &mut Decoder, add: AddLink<'_>) -> Option<Terminal> {
    let args = TerminalArgs::decode(value, decoder)?;
    if !is_recording(&args.file.value) {
        let message = format!("`{}` is not a recording of a terminal", args.file.value);
        let hint = "write the path of a `.cast` file from this page, as `asciinema rec` makes it";
        return decoder.fail(Diagnostic::new(Code::BadValue, args.file.span, message).hint(hint));
    }
    let title = args.title.map(|title| title.value.trim().to_owned()).filter(|title| !title.is_empty());
    let file = reference::link(&args.file, Named::File, title.as_deref().unwrap_or_default(), decoder, add)?;
    Some(Terminal { file, title })
}
