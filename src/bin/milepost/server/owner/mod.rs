//! The cockpit under `/_owner/`: for the owner, on this machine, from memory.
//!
//! 1. [`Caller`] decides who may see it and who may press a button; for everybody else it is not there;
//! 2. [`Desk`] reads the journal anew for each request, makes the page, and changes the plan with the same code as the
//!    command line;
//! 3. a button answers with a redirect, so that loading the page again changes nothing.
//!
//! **Invariant:** no answer of this room is written anywhere, and none comes from the site that is published.

mod desk;
mod token;

use std::sync::Arc;

use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ALLOW, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY, X_FRAME_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};
use milepost::cockpit::{self, Notice};
use milepost::plan::PlanId;

pub(crate) use self::desk::Desk;
use self::desk::Tick;
use super::guard::Caller;
use super::reply::{self, Reply, TEXT};
use super::{Way, form};

const HTML: &str = "text/html; charset=utf-8";

/// Headers of every answer. Forms send an origin only where the policy for referrers lets them.
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
pub(super) async fn answer(request: Request<Incoming>, desk: &Arc<Desk>, way: Way) -> Response<Reply> {
    let (head, body) = request.into_parts();
    let caller = Caller::of(&head.headers, way.listens_on, way.peer);
    let mut response = match (head.uri.path(), &head.method) {
        (path, &(Method::GET | Method::HEAD)) if tick_of(path).is_none() => match caller.why_not_read() {
            Some(reason) => reply::whole(StatusCode::FORBIDDEN, TEXT, reason),
            None => read(path, head.uri.query(), desk).await,
        },
        (path, &Method::POST) if tick_of(path).is_some() => match (caller.why_not_change(), tick_of(path)) {
            (None, Some(tick)) => change(body, tick, desk).await,
            (reason, _) => reply::whole(StatusCode::FORBIDDEN, TEXT, reason.unwrap_or_default()),
        },
        (path, _) => wrong_method(if tick_of(path).is_some() { "POST" } else { "GET, HEAD" }),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Returns what the button at `path` does.
fn tick_of(path: &str) -> Option<Tick> {
    match path.strip_prefix(cockpit::ROOT)? {
        "tick" => Some(Tick::Done),
        "untick" => Some(Tick::Open),
        _ => None,
    }
}

async fn read(path: &str, query: Option<&str>, desk: &Arc<Desk>) -> Response<Reply> {
    if path == cockpit::STYLE_SHEET {
        return reply::whole(StatusCode::OK, "text/css; charset=utf-8", cockpit::style_sheet());
    }
    if let Some(font) = path.strip_prefix(cockpit::FONTS).and_then(cockpit::font) {
        return reply::whole(StatusCode::OK, "font/woff2", font);
    }
    match path {
        cockpit::ROOT => page(StatusCode::OK, desk, query.and_then(notice)).await,
        path if format!("{path}/") == cockpit::ROOT => see(cockpit::ROOT),
        _ => reply::whole(StatusCode::NOT_FOUND, TEXT, "there is no such page in the cockpit\n"),
    }
}

/// Returns what came of the button that led here. It says nothing that the plan does not say.
fn notice(query: &str) -> Option<Notice> {
    let id = |name| form::value(query.as_bytes(), name).and_then(|id| PlanId::new(&id));
    id("ticked").map(Notice::Ticked).or_else(|| id("unticked").map(Notice::Unticked))
}

async fn change(body: Incoming, tick: Tick, desk: &Arc<Desk>) -> Response<Reply> {
    let Some(bytes) = form::arrived(body).await else { return reply::too_long() };
    if !form::value(&bytes, "token").is_some_and(|token| desk.token.is(&token)) {
        let text = "the form is not of this run of milepost serve: load the cockpit again\n";
        return reply::whole(StatusCode::FORBIDDEN, TEXT, text);
    }
    let Some(id) = form::value(&bytes, "id").and_then(|id| PlanId::new(&id)) else {
        return reply::whole(StatusCode::BAD_REQUEST, TEXT, "the form does not say which step\n");
    };
    let (worker, step) = (Arc::clone(desk), id.clone());
    match tokio::task::spawn_blocking(move || worker.tick(&step, tick)).await {
        Ok(Ok(())) => see(&format!("{}?{}ed={id}#notice", cockpit::ROOT, tick.word())),
        Ok(Err(error)) => {
            let reason = crate::terminal::chain(&error);
            // The heading of the message says that much.
            let reason = reason.trim_start_matches("nothing was changed: ").to_owned();
            page(StatusCode::UNPROCESSABLE_ENTITY, desk, Some(Notice::Refused(reason))).await
        }
        Err(_) => broken(),
    }
}

async fn page(status: StatusCode, desk: &Arc<Desk>, notice: Option<Notice>) -> Response<Reply> {
    let worker = Arc::clone(desk);
    match tokio::task::spawn_blocking(move || worker.page(notice.as_ref())).await {
        Ok(Ok(page)) => reply::whole(status, HTML, page),
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

fn see(address: &str) -> Response<Reply> {
    let mut response = reply::whole(StatusCode::SEE_OTHER, TEXT, Bytes::new());
    let address = HeaderValue::from_str(address).expect("ids are plain letters");
    response.headers_mut().insert(LOCATION, address);
    response
}

fn wrong_method(allowed: &'static str) -> Response<Reply> {
    let mut response = reply::whole(StatusCode::METHOD_NOT_ALLOWED, TEXT, format!("only {allowed} is answered here\n"));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    response
}
