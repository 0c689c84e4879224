//! An error on show, opened in the editor of the owner.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use hyper::body::Incoming;
use hyper::{Request, Response, StatusCode};

use super::guard::Caller;
use super::live::{Place, Shown};
use super::reply::{self, Reply, TEXT};
use super::{Way, form, window};

/// The editor of the owner, and what it opens.
#[derive(Debug)]
pub(crate) struct Editor {
    /// The folder of the journal.
    pub(crate) root: PathBuf,
    /// The command, as `VISUAL` or `EDITOR` has it.
    pub(crate) command: Option<String>,
}

/// Opens a place that is shown as an error, when a page of this server asks for it.
pub(super) async fn answer(request: Request<Incoming>, editor: &Editor, shown: &Shown, way: Way) -> Response<Reply> {
    let (head, body) = request.into_parts();
    let caller = Caller::of(&head.headers, way.listens_on, way.peer);
    if !caller.is_on_this_machine() {
        return reply::whole(StatusCode::FORBIDDEN, TEXT, "only this machine opens an editor\n");
    }
    if let Some(reason) = caller.why_not_change() {
        return reply::whole(StatusCode::FORBIDDEN, TEXT, reason);
    }
    let Some(bytes) = form::arrived(body).await else { return reply::too_long() };
    let value = |name| form::value(&bytes, name).unwrap_or_default();
    let (file, line) = (value("file"), value("line"));
    let mut places = shown.problems.iter().filter_map(|problem| problem.place.as_ref());
    let Some(place) = places.find(|place| place.file == file && place.line.to_string() == line) else {
        return reply::whole(StatusCode::NOT_FOUND, TEXT, "there is no error at that place\n");
    };
    match open(editor, place) {
        Ok(()) => reply::whole(StatusCode::OK, TEXT, ""),
        Err(error) => {
            let reason = format!("{}\n", crate::terminal::chain(&error));
            reply::whole(StatusCode::UNPROCESSABLE_ENTITY, TEXT, reason)
        }
    }
}

fn open(editor: &Editor, place: &Place) -> anyhow::Result<()> {
    let file = editor.root.join(Path::new(&place.file));
    let file = file.canonicalize().with_context(|| format!("could not find `{}`", place.file))?;
    window::open(editor.command.as_deref(), &file, place.line, place.column)
}
