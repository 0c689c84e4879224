//! A server for one program that was started by us: the site from memory, on this machine, until it is dropped.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Context as _;

use milepost::http::host;

use super::live::Site;
use super::route::{self, Route};

/// The longest request that is read.
const LONGEST: usize = 64 * 1024;
/// How long a connection may say nothing; browsers open some that they never use.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    port: u16,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves `site` on a free port.
    pub(crate) fn start(site: Site) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("could not listen on 127.0.0.1")?;
        let port = listener.local_addr().context("could not ask for the port of the server")?.port();
        let is_over = Arc::new(AtomicBool::new(false));
        let (site, over) = (Arc::new(site), Arc::clone(&is_over));
        let accept = move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::Acquire) {
                    break;
                }
                let site = Arc::clone(&site);
                // A browser that goes away in the middle is its own affair.
                std::thread::spawn(move || drop(answer(stream, port, &site)));
            }
        };
        Ok(Self { port, is_over, thread: Some(std::thread::spawn(accept)) })
    }

    /// Returns the address of a path on this server.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
        // The thread waits for a connection; this one wakes it up.
        let is_woken = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| is_woken) {
            // It cannot panic, and there is nobody to tell if it did.
            let _ = thread.join();
        }
    }
}

fn answer(mut stream: TcpStream, port: u16, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let length = stream.read(&mut piece)?;
        if length == 0 || request.len() + length > LONGEST {
            return Ok(());
        }
        request.extend_from_slice(&piece[..length]);
    }
    let request = String::from_utf8_lossy(&request);
    let host = request.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim())
    });
    let mut words = request.split_ascii_whitespace();
    let (method, target) = (words.next(), words.next().unwrap_or_default());
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    let is_ours = method == Some("GET") && host::is_ours(host, port, Ipv4Addr::LOCALHOST.into());
    let (status, media_type, bytes) = match route::route(path, query, is_ours.then_some(site)) {
        Route::File(file, media_type) => ("200 OK", media_type, &**file.bytes()),
        _ => ("404 Not Found", "text/plain", &b"there is no such file\n"[..]),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(bytes)?;
    stream.flush()
}
