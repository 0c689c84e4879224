//! The server of `milepost serve`: the site from memory, on this machine unless it is told otherwise.
//!
//! 1. [`live`] holds what is shown, and wakes everybody who waits when it changes;
//! 2. [`route`] decides, from a path and a site, what the answer is; it opens no file;
//! 3. [`reply`] makes the answer, and adds the reload script to pages; [`range`] cuts files into parts;
//! 4. [`owner`] is the cockpit, which is not of the site, and [`open`] opens an error in the editor of the owner, when
//!    [`guard`] lets the request do more than read, in its [`window`];
//! 5. [`readers`] knows which pages are open, and [`event`] what each of these windows is told;
//! 6. [`brief`] serves a site, as it is, to a program that was started to print it.
//!
//! **Invariant:** nothing but the keys of an `OutputSet`, the few addresses of the cockpit and the places of errors on show
//! is ever looked up, so no path, however it is written, reaches the disk. A request whose Host is not ours is refused,
//! because a page of another site could otherwise read the journal through a name that it points at 127.0.0.1.

pub(crate) mod brief;
mod event;
mod form;
mod guard;
pub(crate) mod live;
pub(crate) mod open;
pub(crate) mod owner;
pub(crate) mod readers;
mod reply;
mod route;
mod window;

use std::convert::Infallible;
use std::future::{Future as _, poll_fn};
use std::net::{IpAddr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use anyhow::Context as _;
use hyper::body::Incoming;
use hyper::header::{HOST, IF_RANGE, RANGE};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use milepost::http::host;
use tokio::sync::watch;

use self::guard::Caller;
use self::live::Shown;
use self::open::Editor;
use self::owner::Desk;
use self::readers::Readers;
use self::reply::Reply;

/// What is served.
#[derive(Debug)]
pub(crate) struct Served {
    /// The site, and what is wrong.
    pub(crate) shown: watch::Receiver<Arc<Shown>>,
    /// The pages that are open.
    pub(crate) readers: Arc<Readers>,
    /// The editor that opens what is wrong.
    pub(crate) editor: Editor,
    /// What only the owner sees.
    pub(crate) desk: Arc<Desk>,
}

/// How many ports are tried after one that is taken.
const PORTS_TRIED: u16 = 50;

/// Binds `port` on `own`, or the next one that is free.
pub(crate) fn bind(own: IpAddr, port: u16) -> anyhow::Result<(TcpListener, u16)> {
    let last = port.saturating_add(if port == 0 { 0 } else { PORTS_TRIED });
    for candidate in port..=last {
        match TcpListener::bind((own, candidate)) {
            Ok(listener) => {
                let port = listener.local_addr().context("could not ask for the port of the server")?.port();
                return Ok((listener, port));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                let place = format!("{}:{candidate}", host::authority(own));
                return Err(error)
                    .with_context(|| format!("could not listen on {place}: choose another --port or --host"));
            }
        }
    }
    anyhow::bail!("the ports {port} to {last} are all taken: choose another --port")
}

/// Answers requests on `listener` until Ctrl-C. Calls `is_ready` as soon as Ctrl-C ends it in order.
pub(crate) fn run(
    listener: TcpListener,
    port: u16,
    served: &Arc<Served>,
    is_ready: impl FnOnce(),
) -> anyhow::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("could not start the server")?;
    let result = runtime.block_on(async {
        let mut stop = pin!(tokio::signal::ctrl_c());
        // Only when it is polled does it begin to listen; until then Ctrl-C kills the program.
        let early = poll_fn(|ctx| Poll::Ready(stop.as_mut().poll(ctx))).await;
        is_ready();
        if let Poll::Ready(result) = early {
            return result.context("could not wait for Ctrl-C");
        }
        tokio::select! {
            result = accept(listener, port, served) => result,
            result = stop => result.context("could not wait for Ctrl-C"),
        }
    });
    // Browsers keep the event stream open; nobody waits for them.
    runtime.shutdown_timeout(Duration::ZERO);
    result
}

async fn accept(listener: TcpListener, port: u16, served: &Arc<Served>) -> anyhow::Result<()> {
    listener.set_nonblocking(true).context("could not prepare the server's socket")?;
    let listener = tokio::net::TcpListener::from_std(listener).context("could not prepare the server's socket")?;
    let listens_on = listener.local_addr().context("could not ask for the address of the server")?.ip();
    loop {
        // A connection that failed before it was accepted, or no free file handle: the next may do.
        let Ok((stream, peer)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let own = stream.local_addr().map_or(listens_on, |address| address.ip());
        let way = Way { port, listens_on, own, peer: peer.ip() };
        let served = Arc::clone(served);
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let served = Arc::clone(&served);
                async move { Ok::<_, Infallible>(answer(request, &served, way).await) }
            });
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new());
            // It ends in an error when the browser goes away, which is its right.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// Which way a request came.
#[derive(Debug, Clone, Copy)]
struct Way {
    port: u16,
    /// The address that the server listens on, which may stand for all of this machine.
    listens_on: IpAddr,
    /// The address that the request came to.
    own: IpAddr,
    /// The address that it came from.
    peer: IpAddr,
}

async fn answer(request: Request<Incoming>, served: &Served, way: Way) -> Response<Reply> {
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if !host::is_ours(text(HOST), way.port, way.own) {
        return reply::wrong_host(way.own, way.port);
    }
    // A condition on a version that nobody was told of never holds, so that the whole file is the answer.
    let range = text(RANGE).filter(|_| !headers.contains_key(IF_RANGE));
    let now = served.shown.borrow().clone();
    if owner::is_at(request.uri().path()) && Caller::of(headers, way.listens_on, way.peer).is_on_this_machine() {
        return owner::answer(request, &served.desk, way).await;
    }
    match (request.method(), request.uri().path()) {
        (&Method::POST, live::OPEN) => open::answer(request, &served.editor, &now, way).await,
        (&(Method::GET | Method::HEAD), live::SCRIPT) => reply::script(),
        (&(Method::GET | Method::HEAD), live::EVENTS) => {
            reply::events(served.shown.clone(), served.readers.enter(request.uri().query()))
        }
        (&(Method::GET | Method::HEAD), path) => {
            reply::page(&route::route(path, request.uri().query(), now.site.as_deref()), range, &now)
        }
        _ => reply::wrong_method(),
    }
}
