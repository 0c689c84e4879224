//! The server of `milepost serve`: the site from memory, on this machine only.
//!
//! 1. [`live`] holds what is shown, and wakes everybody who waits when it changes;
//! 2. [`route`] decides, from a path and a site, what the answer is; it opens no file;
//! 3. [`reply`] makes the answer, and adds the reload script to pages;
//! 4. [`brief`] serves a site, as it is, to a program that was started to print it.
//!
//! **Invariant:** nothing but the keys of an `OutputSet` is ever looked up, so no path, however it is
//! written, reaches the disk. A request whose Host is not ours is refused, because a page of another
//! site could otherwise read the journal through a name that it points at 127.0.0.1.

pub(crate) mod brief;
pub(crate) mod live;
mod reply;
mod route;

use std::convert::Infallible;
use std::future::{Future as _, poll_fn};
use std::net::{Ipv4Addr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use anyhow::Context as _;
use hyper::body::Incoming;
use hyper::header::HOST;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;

use self::live::Shown;
use self::reply::Reply;

/// How many ports are tried after one that is taken.
const PORTS_TRIED: u16 = 50;

/// Binds `port` on 127.0.0.1, or the next one that is free.
pub(crate) fn bind(port: u16) -> anyhow::Result<(TcpListener, u16)> {
    let last = port.saturating_add(if port == 0 { 0 } else { PORTS_TRIED });
    for candidate in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(listener) => {
                let port = listener.local_addr().context("could not ask for the port of the server")?.port();
                return Ok((listener, port));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("could not listen on 127.0.0.1:{candidate}: choose another --port"));
            }
        }
    }
    anyhow::bail!("the ports {port} to {last} are all taken: choose another --port")
}

/// Answers requests on `listener` until Ctrl-C. Calls `is_ready` as soon as Ctrl-C ends it in order.
pub(crate) fn run(
    listener: TcpListener,
    port: u16,
    shown: &watch::Receiver<Arc<Shown>>,
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
            result = accept(listener, port, shown) => result,
            result = stop => result.context("could not wait for Ctrl-C"),
        }
    });
    // Browsers keep the event stream open; nobody waits for them.
    runtime.shutdown_timeout(Duration::ZERO);
    result
}

async fn accept(listener: TcpListener, port: u16, shown: &watch::Receiver<Arc<Shown>>) -> anyhow::Result<()> {
    listener.set_nonblocking(true).context("could not prepare the server's socket")?;
    let listener = tokio::net::TcpListener::from_std(listener).context("could not prepare the server's socket")?;
    loop {
        // A connection that failed before it was accepted, or no free file handle: the next may do.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let shown = shown.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let reply = answer(&request, port, &shown);
                async { Ok::<_, Infallible>(reply) }
            });
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new());
            // It ends in an error when the browser goes away, which is its right.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn answer(request: &Request<Incoming>, port: u16, shown: &watch::Receiver<Arc<Shown>>) -> Response<Reply> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if !route::is_our_host(host, port) {
        return reply::wrong_host(port);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return reply::wrong_method();
    }
    let now = shown.borrow().clone();
    match request.uri().path() {
        live::SCRIPT => reply::script(),
        live::EVENTS => reply::events(shown.clone()),
        path => reply::page(&route::route(path, request.uri().query(), now.site.as_deref()), &now),
    }
}
