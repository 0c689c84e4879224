//! The answers of the server.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use milepost::http::host;
use milepost::http::range::{self, Wanted};
use tokio::sync::{mpsc, watch};

use super::event::Listener;
use super::live::Shown;
use super::readers::Reader;
use super::route::Route;

/// The media type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// The media type of plain text.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";
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

/// Returns the answer for a path of the site. `range` is the part that is asked for.
pub(super) fn page(route: &Route<'_>, range: Option<&str>, shown: &Shown) -> Response<Reply> {
    match route {
        Route::File(file, HTML) => whole(StatusCode::OK, HTML, with_script(file.bytes(), shown)),
        Route::File(file, media_type) => part(file.bytes(), media_type, range),
        Route::NotFound(Some(file)) => whole(StatusCode::NOT_FOUND, HTML, with_script(file.bytes(), shown)),
        Route::NotFound(None) => whole(StatusCode::NOT_FOUND, TEXT, "there is no such page\n"),
        Route::NoSite => {
            whole(StatusCode::SERVICE_UNAVAILABLE, HTML, with_script(include_bytes!("waiting.html"), shown))
        }
        Route::Redirect(to) => redirect(to),
    }
}

/// Returns a file, or the part of it that is asked for.
fn part(bytes: &[u8], media_type: &'static str, range: Option<&str>) -> Response<Reply> {
    let length = bytes.len();
    let (mut response, place) = match range::wanted(range, length) {
        Wanted::Whole => (whole(StatusCode::OK, media_type, bytes.to_vec()), None),
        Wanted::Part(part) => {
            let place = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            (whole(StatusCode::PARTIAL_CONTENT, media_type, bytes[part].to_vec()), Some(place))
        }
        Wanted::Nowhere => {
            let reason = "the file has no such part\n";
            (whole(StatusCode::RANGE_NOT_SATISFIABLE, TEXT, reason), Some(format!("bytes */{length}")))
        }
    };
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(place) = place.and_then(|place| HeaderValue::from_str(&place).ok()) {
        response.headers_mut().insert(CONTENT_RANGE, place);
    }
    response
}

/// Returns the script that reloads pages and shows errors.
pub(super) fn script() -> Response<Reply> {
    whole(StatusCode::OK, "text/javascript; charset=utf-8", include_str!("reload.js"))
}

/// Returns the stream of events: what is shown now, and then every change. `reader` is the window that asks for it.
pub(super) fn events(mut shown: watch::Receiver<Arc<Shown>>, reader: Option<Reader>) -> Response<Reply> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        let mut listener = Listener::new(reader);
        let now = |shown: &mut watch::Receiver<Arc<Shown>>| Arc::clone(&shown.borrow_and_update());
        let mut next = format!("retry: 500\n\n{}", listener.event(&now(&mut shown)));
        // Until the browser goes away, or the program ends.
        while sender.send(Bytes::from(next)).await.is_ok() {
            next = tokio::select! {
                changed = shown.changed() => match changed {
                    Ok(()) => listener.event(&now(&mut shown)),
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
pub(super) fn wrong_host(own: IpAddr, port: u16) -> Response<Reply> {
    let name = if own.is_loopback() { "localhost".to_owned() } else { host::authority(own) };
    whole(StatusCode::FORBIDDEN, TEXT, format!("this server answers to http://{name}:{port}/ only\n"))
}

/// Returns the refusal of a request that wants more than to read.
pub(super) fn wrong_method() -> Response<Reply> {
    let mut response = whole(StatusCode::METHOD_NOT_ALLOWED, TEXT, "only GET and HEAD are answered\n");
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

/// Returns the refusal of a form.
pub(super) fn too_long() -> Response<Reply> {
    whole(StatusCode::PAYLOAD_TOO_LARGE, TEXT, "the form is too long, or did not arrive\n")
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
pub(super) fn with_script(page: &[u8], shown: &Shown) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let tag = shown.script_tag();
    let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

/// Returns an answer that is there at once.
pub(super) fn whole(status: StatusCode, media_type: &'static str, bytes: impl Into<Bytes>) -> Response<Reply> {
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
