//! A web server that misbehaves in every way, one for each name of its hosts.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) agent: String,
}

/// What the server saw.
#[derive(Default)]
struct Seen {
    requests: Vec<Request>,
    /// How many requests each host has at the moment, and had at most.
    open: BTreeMap<String, (usize, usize)>,
}

/// The server. Its threads end with the test.
pub(crate) struct Server {
    address: SocketAddr,
    closed: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    is_well: Arc<AtomicBool>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        // A port that was free a moment ago, and that nobody listens on.
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let server = Self { address, closed, seen: Arc::default(), is_well: Arc::default() };
        let (seen, is_well) = (Arc::clone(&server.seen), Arc::clone(&server.is_well));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, is_well) = (Arc::clone(&seen), Arc::clone(&is_well));
                std::thread::spawn(move || {
                    // Whoever is cut off says so to nobody.
                    let _ = serve(stream, &seen, &is_well);
                });
            }
        });
        server
    }

    /// From now on all hosts answer as they should.
    pub(crate) fn recover(&self) {
        self.is_well.store(true, Ordering::SeqCst);
    }

    /// The arguments by which `milepost` finds these hosts.
    pub(crate) fn resolve(&self, hosts: &[&str]) -> Vec<String> {
        let place = |host: &&str| match *host {
            "nowhere.test" => format!("--resolve={host}=0.0.0.0:0"),
            "closed.test" => format!("--resolve={host}={}", self.closed),
            _ => format!("--resolve={host}={}", self.address),
        };
        hosts.iter().map(place).collect()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap().requests.clone()
    }

    /// The most requests that one host had at once.
    pub(crate) fn most_at_once(&self) -> usize {
        self.seen.lock().unwrap().open.values().map(|(_, most)| *most).max().unwrap_or_default()
    }

    /// Methods and paths that a host was asked for, in order.
    pub(crate) fn asked(&self, host: &str) -> Vec<String> {
        let requests = self.requests();
        let of_host = requests.iter().filter(|request| request.host == host);
        of_host.map(|request| format!("{} {}", request.method, request.path)).collect()
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Seen>, is_well: &AtomicBool) -> std::io::Result<()> {
    let Some(request) = read(&mut stream)? else { return Ok(()) };
    let host = request.host.clone();
    let number = {
        let mut seen = seen.lock().unwrap();
        let before = seen.requests.iter().filter(|old| old.host == host && old.path == request.path).count();
        seen.requests.push(request.clone());
        let open = seen.open.entry(host.clone()).or_default();
        open.0 += 1;
        open.1 = open.1.max(open.0);
        before + 1
    };
    // Long enough for a second request to be noticed, if there were one; an answer lets the next one come.
    std::thread::sleep(Duration::from_millis(5));
    seen.lock().unwrap().open.get_mut(&host).unwrap().0 -= 1;
    if is_well.load(Ordering::SeqCst) { say(&mut stream, "200 OK", "") } else { answer(&mut stream, &request, number) }
}

fn read(stream: &mut TcpStream) -> std::io::Result<Option<Request>> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    let header = |name: &str| {
        let value = |line: &str| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        };
        head.lines().find_map(value).unwrap_or_default()
    };
    Ok(Some(Request { method, host: header("host"), path, agent: header("user-agent") }))
}

fn say(stream: &mut TcpStream, status: &str, headers: &str) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n{headers}\r\n")
}

/// Does nothing until the other side has had enough.
fn hang(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.read(&mut [0]).map(drop)
}

/// Answers as the name of the host says; `number` counts requests for the same path.
fn answer(stream: &mut TcpStream, request: &Request, number: usize) -> std::io::Result<()> {
    let is_head = request.method == "HEAD";
    let elsewhere = |status: &str, to: &str| format!("{status}|location: {to}\r\n");
    let simple = match request.host.as_str() {
        "gone.test" => if request.path == "/410" { "410 Gone" } else { "404 Not Found" }.to_owned(),
        "forbidden.test" => "403 Forbidden".to_owned(),
        "busy.test" => "429 Too Many Requests|retry-after: 3600\r\n".to_owned(),
        "patient.test" if number < 3 => "429 Too Many Requests|retry-after: 0\r\n".to_owned(),
        "flaky.test" if number < 3 => "500 Internal Server Error".to_owned(),
        "broken.test" => "503 Service Unavailable".to_owned(),
        "nohead.test" | "endless.test" | "slow.test" | "gzip.test" if is_head => "405 Method Not Allowed".to_owned(),
        "hidinghead.test" if is_head => "404 Not Found".to_owned(),
        "moved.test" if request.path == "/old" => elsewhere("301 Moved Permanently", "/new"),
        "moved.test" if request.path == "/away" => elsewhere("308 Permanent Redirect", "http://ok.test/new"),
        "moved.test" if request.path == "/lost" => elsewhere("301 Moved Permanently", "http://gone.test/404"),
        "temporary.test" => elsewhere("302 Found", "http://ok.test/login"),
        "loop.test" => elsewhere("302 Found", "/loop"),
        "spiral.test" => elsewhere("301 Moved Permanently", &format!("{}x", request.path)),
        "hang.test" => return hang(stream),
        "hanghead.test" if is_head => return hang(stream),
        // The connection is reset, because what was sent has not been read to the end.
        "reset.test" => return Ok(()),
        "garbage.test" => return stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n\x00\xff\r\n\r\n"),
        "cut.test" => return stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-le"),
        "huge.test" => return huge(stream),
        "endless.test" => return endless(stream),
        "slow.test" => return slow(stream),
        "gzip.test" => {
            return stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 9\r\n\r\nnot gzip!");
        }
        _ => "200 OK".to_owned(),
    };
    let (status, headers) = simple.split_once('|').unwrap_or((&simple, ""));
    say(stream, status, headers)
}

fn huge(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
    let line = format!("x-filler: {}\r\n", "x".repeat(1000));
    (0..4000).try_for_each(|_| stream.write_all(line.as_bytes()))?;
    stream.write_all(b"\r\n")
}

fn endless(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
    loop {
        stream.write_all(&[b'x'; 4096])?;
    }
}

fn slow(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")?;
    loop {
        stream.write_all(b"x")?;
        std::thread::sleep(Duration::from_millis(100));
    }
}
