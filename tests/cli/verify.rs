//! `milepost verify`, of folders and of a server.

use std::fs;

use crate::common::Journal;

fn built() -> Journal {
    let journal = Journal::new();
    journal.run(&["build", "--as-of", "2026-12-01"]).succeeds();
    journal
}

#[test]
fn a_copy_is_compared_file_by_file() {
    let journal = built();
    journal.run(&["verify", "site", "--no-extra"]).succeeds().says("right");
    journal.write("site/index.html", "defaced");
    fs::remove_file(journal.path("site/404.html")).unwrap();
    fs::remove_file(journal.path("site/robots.txt")).unwrap();
    fs::create_dir(journal.path("site/robots.txt")).unwrap();
    journal.write("site/extra.html", "x");
    let run = journal.run(&["verify", "site"]).ends_with(1);
    for said in [
        "missing   404.html",
        "changed   index.html  7 bytes",
        "changed   robots.txt  it is not a file",
        "extra     extra.html",
    ] {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
    let json = journal.run(&["verify", "site", "--json"]).ends_with(1).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["whole"], false);
    assert_eq!(json["remarks"][0]["finding"], "missing");
    assert_eq!(json["listed"].as_u64().unwrap() - json["right"].as_u64().unwrap(), 3);
}

#[test]
fn extra_files_are_told_and_private_ones_are_wrong() {
    let journal = built();
    journal.write("site/mine.txt", "x");
    journal.write("site/.git/config", "a clone has one");
    journal.run(&["verify", "site"]).succeeds().says("extra     mine.txt");
    journal.run(&["verify", "site", "--no-extra"]).ends_with(1);
    journal.write("site/notes/plan.private.yaml", "x");
    journal.run(&["verify", "site"]).ends_with(1).says("private   notes/plan.private.yaml");
}

#[test]
fn a_copy_of_another_build_is_not_this_one() {
    let journal = built();
    let old = journal.read("site/build-manifest.json");
    journal.write("old.json", &old);
    journal.write("content/notes/new.md", "---\ntitle: New\ndate: 2026-01-05\nsummary: S.\n---\n\nWords.\n");
    journal.run(&["build", "--as-of", "2026-12-01"]).succeeds();
    journal.run(&["verify", "site"]).succeeds();
    journal.run(&["verify", "site", "--manifest", "old.json"]).ends_with(1).says("changed");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let journal = built();
    journal.run(&["verify", "nowhere"]).ends_with(2).says("`nowhere` is not a folder");
    journal.run(&["verify", "content"]).ends_with(2).says("could not read `content/build-manifest.json`");
    journal.write("site/build-manifest.json", "{}");
    journal.run(&["verify", "site"]).ends_with(2).says("is no manifest of a site");
}

#[cfg(feature = "external")]
mod server {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::common::Run;

    /// What the server does beside handing files out below `/repo/`.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Habit {
        Plain,
        /// Says the home page to everything it does not have.
        Fallback,
        /// Cuts the connection in the middle of one page.
        Cuts,
        /// Never ends one page.
        Endless,
        /// Sends visitors from `/old/` to `/repo/`.
        Moved,
    }

    fn start(site: PathBuf, habit: Habit) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let site = Arc::new(site);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&site);
                std::thread::spawn(move || {
                    let _ = serve(stream, &site, habit);
                });
            }
        });
        address
    }

    fn serve(mut stream: TcpStream, site: &std::path::Path, habit: Habit) -> std::io::Result<()> {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            if stream.read(&mut byte)? == 0 {
                return Ok(());
            }
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        if habit == Habit::Moved
            && let Some(rest) = path.strip_prefix("/old/")
        {
            return write!(
                stream,
                "HTTP/1.1 301 Moved\r\nlocation: /repo/{rest}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
        }
        let inner = path.strip_prefix("/repo/").map(percent_decoded);
        let file = inner
            .map(|inner| if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner });
        let found = file.filter(|file| !file.ends_with(".nojekyll")).and_then(|file| fs::read(site.join(file)).ok());
        let is_about = path.ends_with("/about/");
        if habit == Habit::Endless && is_about {
            write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")?;
            loop {
                stream.write_all(&[b'x'; 4096])?;
            }
        }
        let (status, body) = match found {
            Some(body) => ("200 OK", body),
            None if habit == Habit::Fallback => ("200 OK", fs::read(site.join("index.html"))?),
            None => ("404 Not Found", fs::read(site.join("404.html"))?),
        };
        write!(stream, "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len())?;
        if habit == Habit::Cuts && is_about {
            return stream.write_all(&body[..body.len() / 2]);
        }
        stream.write_all(&body)
    }

    fn percent_decoded(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((byte, after)) = rest.split_first() {
            let hex = after.get(..2).filter(|_| *byte == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
            if let Some(value) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                bytes.push(value);
                rest = &after[2..];
            } else {
                bytes.push(*byte);
                rest = after;
            }
        }
        String::from_utf8(bytes).unwrap()
    }

    fn verify(journal: &Journal, arguments: &[&str]) -> Run {
        let mut command = journal.command(&[&["verify"], arguments].concat());
        for name in ["http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(name).env_remove(name.to_uppercase());
        }
        Run::from(command.output().unwrap())
    }

    #[test]
    fn a_copy_on_a_server_is_asked_for_as_visitors_do() {
        let journal = built();
        journal
            .write("content/notes/größe/index.md", "---\ntitle: Größe\ndate: 2026-01-05\nsummary: S.\n---\n\nWords.\n");
        journal.run(&["build", "--as-of", "2026-12-01"]).succeeds();
        let address = start(journal.path("site"), Habit::Plain);
        let url = format!("http://{address}/repo");
        verify(&journal, &[&url]).succeeds().says(".nojekyll not handed out");
        verify(&journal, &[&format!("http://{address}/")]).ends_with(2).says("answers 404").says("with its path");

        journal.write("site/index.html", "defaced");
        fs::remove_file(journal.path("site/sitemap.xml")).unwrap();
        journal.write("site/plan.private.yaml", "x");
        let run =
            verify(&journal, &[&url]).ends_with(1).says("missing   sitemap.xml  404").says("changed   index.html");
        assert!(run.stderr.contains("private   plan.private.yaml"), "{}", run.stderr);
    }

    #[test]
    fn servers_that_misbehave_are_told_of() {
        let journal = built();
        let site = || journal.path("site");
        let at = |address: SocketAddr, path: &str| format!("http://{address}/{path}");
        let fallback = verify(&journal, &[&at(start(site(), Habit::Fallback), "repo/")]);
        assert!(fallback.stderr.contains("any address is answered with 200"), "{}", fallback.stderr);
        verify(&journal, &[&at(start(site(), Habit::Cuts), "repo/")])
            .ends_with(1)
            .says("unreadable about/index.html  cut off");
        verify(&journal, &[&at(start(site(), Habit::Endless), "repo/")]).ends_with(1).says("about/index.html");
        verify(&journal, &[&at(start(site(), Habit::Moved), "old/")]).succeeds().says("leads here");
        let manifest = site().join("build-manifest.json").display().to_string();
        verify(&journal, &[&at(start(site(), Habit::Plain), "repo/"), "--manifest", &manifest]).succeeds();
        verify(&journal, &["http://127.0.0.1:1/"]).ends_with(2).says("127.0.0.1:1");
        verify(&journal, &[&at(start(site(), Habit::Plain), "repo/"), "--time-limit", "0"])
            .ends_with(2)
            .says("time is up");
    }
}
