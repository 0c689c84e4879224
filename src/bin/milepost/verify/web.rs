//! A copy on a server: every file is asked for as a visitor does, a few at a time, and no answer is read for ever.
#![expect(clippy::disallowed_methods, reason = "a run over the network has a limit of time")]

use std::fmt::Write as _;
use std::io::Read as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use milepost::output::OutputPath;
use milepost::output::manifest::{MANIFEST, Manifest, sha256};
use milepost::plan::BaseUrl;
use ureq::http::header;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, ResponseExt as _};

use super::{Finding, LARGEST_MANIFEST, Remark, Verdict};

/// How many files are asked for at once.
const THREADS: usize = 8;
/// How many redirects are followed: to HTTPS, to a domain of one's own, to an address with a slash.
const REDIRECTS: u32 = 4;
/// A file of more bytes is not read to its end: nothing that GitHub Pages takes is larger.
const LARGEST: u64 = 100 << 20;
/// What must not be there. None of it is in a manifest.
const PRIVATE: [&str; 4] = ["plan.private.yaml", ".git/config", ".milepost/edit.lock", ".env"];
/// Files for the host, which hosts do not hand out to visitors.
const FOR_THE_HOST: [&str; 2] = [".nojekyll", "CNAME"];
/// An address that no site has.
const NOWHERE: &str = "milepost-verify/there-is-no-such-page";

/// A server with a copy.
pub(crate) struct Server {
    agent: Agent,
    /// Where the copy is, with a slash at the end.
    base: String,
    deadline: Instant,
}

/// What a server answered.
struct Answer {
    status: u16,
    bytes: Vec<u8>,
    is_cut: bool,
    address: String,
}

impl Server {
    /// Returns the server of the copy at `url`.
    pub(crate) fn new(url: &str, timeout: Duration, limit: Duration) -> anyhow::Result<Self> {
        let base = BaseUrl::parse(url).map_err(|why| {
            anyhow::anyhow!("expected an address like https://example.org/ or https://example.org/repo/: `{url}` {why}")
        })?;
        let config = Agent::config_builder()
            .user_agent(concat!("milepost/", env!("CARGO_PKG_VERSION")))
            .accept("*/*")
            // The hash is that of the file, not of what a server has packed it into.
            .accept_encoding("identity")
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .max_redirects(REDIRECTS)
            .max_response_header_size(64 * 1024)
            .tls_config(TlsConfig::builder().root_certs(RootCerts::WebPki).build())
            .build();
        // What is absurdly long is as good as for ever.
        let deadline = Instant::now().checked_add(limit).unwrap_or_else(|| Instant::now() + Duration::from_hours(24));
        Ok(Self { agent: Agent::new_with_config(config), base: base.to_string(), deadline })
    }

    /// Reads the manifest of the copy. The address that it is found at is where the copy is.
    pub(crate) fn manifest(&mut self) -> anyhow::Result<Manifest> {
        let place = format!("{}{MANIFEST}", self.base);
        let answer = self.get(&place, LARGEST_MANIFEST).map_err(|why| anyhow::anyhow!("{place}: {why}"))?;
        if answer.status != 200 || answer.is_cut {
            bail!(
                "{place} answers {}: is this the address of the site, with its path such as `/repo/`, and is it made by \
                 Milepost? `--manifest FILE` compares with a manifest that you have",
                if answer.is_cut { "without an end".to_owned() } else { answer.status.to_string() }
            );
        }
        self.follow(&answer.address, MANIFEST);
        super::manifest(&answer.bytes, &place)
    }

    /// Looks where the home page is, for a manifest that is known already.
    pub(crate) fn find(&mut self) -> anyhow::Result<()> {
        let answer = self.get(&self.base.clone(), LARGEST).map_err(|why| anyhow::anyhow!("{}: {why}", self.base))?;
        self.follow(&answer.address, "");
        Ok(())
    }

    fn follow(&mut self, address: &str, file: &str) {
        if let Some(base) = address.strip_suffix(file).filter(|base| base.ends_with('/')) {
            base.clone_into(&mut self.base);
        }
    }

    /// Compares the copy with `manifest`.
    pub(crate) fn compare(&self, manifest: &Manifest, asked: &str) -> anyhow::Result<Verdict> {
        let files: Vec<(&OutputPath, &String)> = manifest.files.0.iter().collect();
        let next = AtomicUsize::new(0);
        let found: Mutex<Vec<Option<Remark>>> = Mutex::new(vec![None; files.len()]);
        let done = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..THREADS.min(files.len()) {
                scope.spawn(|| {
                    while Instant::now() < self.deadline {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some((path, hash)) = files.get(number) else { return };
                        let remark = self.look(path.as_str(), hash);
                        done.fetch_add(1, Ordering::Relaxed);
                        if remark.is_some()
                            && let Some(place) = found.lock().expect("no thread panics").get_mut(number)
                        {
                            *place = remark;
                        }
                    }
                });
            }
        });
        let (done, all) = (done.into_inner(), files.len());
        if done < all {
            bail!("the time is up after {done} of {all} files: `--time-limit MINUTES` gives more");
        }
        let (hidden, mut remarks) = apart(found.into_inner().expect("no thread panics").into_iter().flatten());
        let right = all - remarks.len() - hidden.len();
        let mut notes = self.notes(asked);
        if !hidden.is_empty() {
            notes.push(format!("{} not handed out, as usual: they are for the host", hidden.join(" and ")));
        }
        self.look_for_private(manifest, &mut remarks, &mut notes);
        let (copy, generator) = (self.base.clone(), manifest.generator.clone());
        Ok(Verdict { copy, generator, right, listed: all, remarks, notes, whole: false })
    }

    fn notes(&self, asked: &str) -> Vec<String> {
        let is_same = self.base.trim_end_matches('/') == asked.trim_end_matches('/');
        if is_same { Vec::new() } else { vec![format!("{asked} leads here")] }
    }

    /// Returns what is wrong with the file at `path`.
    fn look(&self, path: &str, hash: &str) -> Option<Remark> {
        let remark = |finding, detail: String| Some(Remark { finding, path: path.to_owned(), detail });
        match self.get(&self.address(path), LARGEST) {
            Err(why) => remark(Finding::Unreadable, why),
            Ok(answer) if answer.status == 404 || answer.status == 410 => {
                remark(Finding::Missing, answer.status.to_string())
            }
            Ok(answer) if answer.status != 200 => remark(Finding::Unreadable, answer.status.to_string()),
            Ok(answer) if answer.is_cut => remark(Finding::Changed, "it has no end".to_owned()),
            Ok(answer) if sha256(&answer.bytes) == hash => None,
            Ok(answer) => remark(Finding::Changed, format!("{} bytes", answer.bytes.len())),
        }
    }

    /// Returns the address that visitors have for the file at `path`: a page is its folder.
    fn address(&self, path: &str) -> String {
        let visited = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        let encoded = visited.bytes().fold(String::new(), |mut text, byte| {
            if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
                text.push(char::from(byte));
            } else {
                let _ = write!(text, "%{byte:02X}");
            }
            text
        });
        format!("{}{encoded}", self.base)
    }

    /// Looks for files that must not be there, and at what a wrong address shows.
    fn look_for_private(&self, manifest: &Manifest, remarks: &mut Vec<Remark>, notes: &mut Vec<String>) {
        let Ok(nowhere) = self.get(&self.address(NOWHERE), LARGEST) else { return };
        if nowhere.status == 200 {
            notes.push(
                "any address is answered with 200, so nobody finds a dead link, and private files cannot be told"
                    .into(),
            );
            return;
        }
        let is_ours = manifest.files.0.get("404.html").is_some_and(|hash| sha256(&nowhere.bytes) == *hash);
        if !is_ours {
            notes.push("a wrong address does not show the site's own 404.html".into());
        }
        for path in PRIVATE {
            if self.get(&self.address(path), LARGEST).is_ok_and(|answer| answer.status == 200) {
                remarks.push(Remark { finding: Finding::Private, path: path.to_owned(), detail: "200".to_owned() });
            }
        }
    }

    /// Asks for `url`, and reads at most `limit` bytes.
    fn get(&self, url: &str, limit: u64) -> Result<Answer, String> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err("the time is up".to_owned());
        }
        let request = self.agent.get(url).header(header::CACHE_CONTROL, "no-cache");
        let response = request.call().map_err(|error| error.to_string())?;
        let (status, address) = (response.status().as_u16(), response.get_uri().to_string());
        let mut bytes = Vec::new();
        let mut reader = response.into_body().into_with_config().limit(limit + 2).reader().take(limit + 1);
        reader.read_to_end(&mut bytes).map_err(|error| format!("cut off: {error}"))?;
        let is_cut = bytes.len() as u64 > limit;
        Ok(Answer { status, bytes, is_cut, address })
    }
}

/// Parts files for the host that are missing from all else.
fn apart(remarks: impl Iterator<Item = Remark>) -> (Vec<String>, Vec<Remark>) {
    let is_hidden = |remark: &Remark| {
        FOR_THE_HOST.contains(&remark.path.as_str()) && matches!(remark.finding, Finding::Missing | Finding::Unreadable)
    };
    let (hidden, wrong): (Vec<Remark>, Vec<Remark>) = remarks.partition(is_hidden);
    (hidden.into_iter().map(|remark| remark.path).collect(), wrong)
}

/// Compares the copy at `url` with `manifest`, else with its own.
pub(crate) fn compare(
    url: &str,
    manifest: Option<Manifest>,
    timeout: Duration,
    limit: Duration,
) -> anyhow::Result<Verdict> {
    let mut server = Server::new(url, timeout, limit)?;
    let manifest = match manifest {
        Some(manifest) => {
            server.find()?;
            manifest
        }
        None => server.manifest()?,
    };
    server.compare(&manifest, url).with_context(|| format!("could not compare {url}"))
}
