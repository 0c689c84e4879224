//! The cockpit under `/_owner/`: for the owner, on this machine, from memory.
//!
//! 1. [`Caller`] decides who may see it; for everybody else it is not there;
//! 2. [`Desk`] reads the journal anew for each request and makes the page.
//!
//! **Invariant:** no answer of this room is written anywhere, and none comes from the site that is published.

mod desk;

use std::sync::Arc;

use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ALLOW, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY, X_FRAME_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};
use milepost::cockpit;

pub(crate) use self::desk::Desk;
use super::Way;
use super::guard::Caller;
use super::reply::{self, Reply, TEXT};

const HTML: &str = "text/html; charset=utf-8";

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// Returns whether `path` is the cockpit's.
pub(super) fn is_at(path: &str) -> bool {
    path.starts_with(cockpit::ROOT) || format!("{path}/") == cockpit::ROOT
}

/// Returns the answer to a request of this machine for the cockpit. For others it is not there.
pub(super) async fn answer(request: &Request<Incoming>, desk: &Arc<Desk>, way: Way) -> Response<Reply> {
    let caller = Caller::of(request.headers(), way.listens_on, way.peer);
    let mut response = match *request.method() {
        Method::GET | Method::HEAD => match caller.why_not_read() {
            Some(reason) => reply::whole(StatusCode::FORBIDDEN, TEXT, reason),
            None => read(request.uri().path(), desk).await,
        },
        _ => wrong_method("GET, HEAD"),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn read(path: &str, desk: &Arc<Desk>) -> Response<Reply> {
    if path == cockpit::STYLE_SHEET {
        return reply::whole(StatusCode::OK, "text/css; charset=utf-8", cockpit::style_sheet());
    }
    if let Some(font) = path.strip_prefix(cockpit::FONTS).and_then(cockpit::font) {
        return reply::whole(StatusCode::OK, "font/woff2", font);
    }
    match path {
        cockpit::ROOT => page(desk).await,
        path if format!("{path}/") == cockpit::ROOT => see(cockpit::ROOT),
        _ => reply::whole(StatusCode::NOT_FOUND, TEXT, "there is no such page in the cockpit\n"),
    }
}

async fn page(desk: &Arc<Desk>) -> Response<Reply> {
    let worker = Arc::clone(desk);
    match tokio::task::spawn_blocking(move || worker.page()).await {
        Ok(Ok(page)) => reply::whole(StatusCode::OK, HTML, page),
        Ok(Err(error)) => {
            let text = format!("the journal could not be read: {}\n", crate::terminal::chain(&error));
            reply::whole(StatusCode::INTERNAL_SERVER_ERROR, TEXT, text)
        }
        Err(_) => broken(),
    }
}

fn broken() -> Response<Reply> {
    reply::whole(StatusCode::INTERNAL_SERVER_ERROR, TEXT, "this is a bug of Milepost; the terminal says more\n")
}

fn see(address: &'static str) -> Response<Reply> {
    let mut response = reply::whole(StatusCode::SEE_OTHER, TEXT, Bytes::new());
    response.headers_mut().insert(LOCATION, HeaderValue::from_static(address));
    response
}

fn wrong_method(allowed: &'static str) -> Response<Reply> {
    let mut response = reply::whole(StatusCode::METHOD_NOT_ALLOWED, TEXT, format!("only {allowed} is answered here\n"));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    response
}
