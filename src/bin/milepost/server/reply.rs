//! The answers of the server.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS};
use hyper::{Response, StatusCode};
use tokio::sync::{mpsc, watch};

use super::live::Shown;
use super::route::Route;

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
/// How often a silent stream is written to, so that a browser that left is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The body of an answer.
#[derive(Debug)]
pub(super) enum Reply {
    /// All of it at once.
    Whole(Full<Bytes>),
    /// Events as they happen.
    Events(mpsc::Receiver<Bytes>),
}

impl Body for Reply {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, ctx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(body) => Pin::new(body).poll_frame(ctx),
            Self::Events(events) => events.poll_recv(ctx).map(|event| event.map(|bytes| Ok(Frame::data(bytes)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_end_stream(),
            Self::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => body.size_hint(),
            Self::Events(_) => SizeHint::default(),
        }
    }
}

/// Returns the answer for a path of the site.
pub(super) fn page(route: &Route<'_>, shown: &Shown) -> Response<Reply> {
    match route {
        Route::File(file, HTML) => whole(StatusCode::OK, HTML, with_script(&file.bytes, shown)),
        Route::File(file, media_type) => whole(StatusCode::OK, media_type, file.bytes.to_vec()),
        Route::NotFound(Some(file)) => whole(StatusCode::NOT_FOUND, HTML, with_script(&file.bytes, shown)),
        Route::NotFound(None) => whole(StatusCode::NOT_FOUND, TEXT, "there is no such page\n"),
        Route::NoSite => {
            whole(StatusCode::SERVICE_UNAVAILABLE, HTML, with_script(include_bytes!("waiting.html"), shown))
        }
        Route::Redirect(to) => redirect(to),
    }
}

/// Returns the script that reloads pages and shows errors.
pub(super) fn script() -> Response<Reply> {
    whole(StatusCode::OK, "text/javascript; charset=utf-8", include_str!("reload.js"))
}

/// Returns the stream of events: what is shown now, and then every change.
pub(super) fn events(mut shown: watch::Receiver<Arc<Shown>>) -> Response<Reply> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        let mut next = format!("retry: 500\n\n{}", shown.borrow_and_update().event());
        // Until the browser goes away, or the program ends.
        while sender.send(Bytes::from(next)).await.is_ok() {
            next = tokio::select! {
                changed = shown.changed() => match changed {
                    Ok(()) => shown.borrow_and_update().event(),
                    Err(_) => break,
                },
                () = tokio::time::sleep(HEARTBEAT) => ": still here\n\n".to_owned(),
                () = sender.closed() => break,
            };
        }
    });
    finish(StatusCode::OK, "text/event-stream", Reply::Events(receiver))
}

/// Returns the refusal of a request for another name than ours.
pub(super) fn wrong_host(port: u16) -> Response<Reply> {
    whole(StatusCode::FORBIDDEN, TEXT, format!("this server answers to http://localhost:{port}/ only\n"))
}

/// Returns the refusal of a request that wants more than to read.
pub(super) fn wrong_method() -> Response<Reply> {
    let mut response = whole(StatusCode::METHOD_NOT_ALLOWED, TEXT, "only GET and HEAD are answered\n");
    response.headers_mut().insert(ALLOW, hyper::header::HeaderValue::from_static("GET, HEAD"));
    response
}

fn redirect(to: &str) -> Response<Reply> {
    let mut response = whole(StatusCode::FOUND, TEXT, "");
    match to.parse() {
        Ok(to) => {
            response.headers_mut().insert(LOCATION, to);
        }
        Err(_) => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    response
}

/// Returns the page with the reload script before `</body>`. The renderer never writes it.
fn with_script(page: &[u8], shown: &Shown) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let tag = shown.script_tag();
    let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

fn whole(status: StatusCode, media_type: &'static str, bytes: impl Into<Bytes>) -> Response<Reply> {
    finish(status, media_type, Reply::Whole(Full::new(bytes.into())))
}

fn finish(status: StatusCode, media_type: &'static str, body: Reply) -> Response<Reply> {
    let response = Response::builder()
        .status(status)
        .header(CONTENT_TYPE, media_type)
        .header(CACHE_CONTROL, "no-store")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff");
    response.body(body).expect("the headers are constants")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_goes_before_the_last_end_of_body() {
        let shown = Shown { version: "1".into(), ..Shown::default() };
        let page = String::from_utf8(with_script(b"<code>&lt;/body></code></body></html>", &shown)).unwrap();
        assert!(page.ends_with("<script src=\"/_milepost/reload.js?v=1\" defer></script></body></html>"), "{page}");
        assert!(String::from_utf8(with_script(b"<p>open", &shown)).unwrap().starts_with("<p>open<script"));
    }
}
