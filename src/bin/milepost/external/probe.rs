//! What became of one address: the rules by which it is asked, and by which its answers are judged.
//!
//! It is asked with HEAD, which costs a server least. What is not an answer that a page would give is asked for with GET,
//! because many servers know no HEAD; of what comes then only the head is read. Only 404 and 410 are a death, and a host
//! that is no more, which [`super`] tells from a network that is down. What a server says of whoever asks (401, 403, 429), or of its own state (500, 503), and every failure on the way there are
//! no word about the page: it is unknown.

use std::collections::BTreeSet;
use std::time::Duration;

use milepost::lock::{Finding, Outcome, Reason};

use super::address;
use super::desk::{Desk, Pass};

/// How a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// For its head only.
    Head,
    /// As a browser does.
    Get,
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    /// Where it sends the visitor.
    pub(super) location: Option<String>,
    /// How long it wants to be left alone.
    pub(super) retry_after: Option<Duration>,
}

/// What can be asked.
pub(super) trait Web {
    /// Asks once.
    fn ask(&self, method: Method, url: &str) -> Result<Answer, Reason>;
}

/// How many addresses a visitor is led through at most.
const REDIRECTS: usize = 10;
/// How often something that may pass is asked for with GET.
const TRIES: u32 = 3;
/// The longest time for which a server may ask to be left alone and is asked again in the same run.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// Finds out what became of `url`. Returns nothing when its host may not be asked any more in this run.
pub(super) fn probe(url: &str, first: Pass<'_>, desk: &Desk, web: &dyn Web, backoff: Duration) -> Option<Finding> {
    let mut pass = Some(first);
    let mut at = url.to_owned();
    let mut moved = Moved::default();
    let mut seen = BTreeSet::new();
    for _ in 0..=REDIRECTS {
        if !seen.insert(at.clone()) {
            break;
        }
        let asked = Asked { url: &at, host: address::host(&at), desk, web, backoff };
        let answer = match asked.answer(pass.take())? {
            Ok(answer) => answer,
            Err(reason) => return Some(unknown(reason, None)),
        };
        let Some(location) = answer.location.as_ref().filter(|_| is_redirect(answer.status)) else {
            return Some(judge(answer.status, moved.to));
        };
        let Some(next) = address::join(&at, location) else {
            return Some(unknown(Reason::Answer, Some(answer.status)));
        };
        moved.follow(answer.status, &next);
        at = next;
    }
    Some(unknown(Reason::Redirects, None))
}

/// Where an address has moved for good: the end of those redirects at the beginning that are meant to stay.
#[derive(Default)]
struct Moved {
    to: Option<String>,
    is_over: bool,
}

impl Moved {
    fn follow(&mut self, status: u16, next: &str) {
        self.is_over |= !matches!(status, 301 | 308);
        if !self.is_over {
            self.to = Some(next.to_owned());
        }
    }
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

fn judge(status: u16, moved_to: Option<String>) -> Finding {
    match status {
        // Of an empty page no range can be had.
        200..=299 | 416 => Finding { outcome: Outcome::Ok, status: Some(status.into()), reason: None, moved_to },
        404 | 410 => Finding { outcome: Outcome::Dead, status: Some(status.into()), reason: None, moved_to: None },
        _ => unknown(Reason::Status, Some(status)),
    }
}

fn unknown(reason: Reason, status: Option<u16>) -> Finding {
    Finding { outcome: Outcome::Unknown, status: status.map(u32::from), reason: Some(reason), moved_to: None }
}

/// An address that is asked until it has answered.
struct Asked<'a> {
    url: &'a str,
    host: &'a str,
    desk: &'a Desk,
    web: &'a dyn Web,
    backoff: Duration,
}

impl Asked<'_> {
    /// Returns the answer that counts, or nothing when the host may not be asked any more.
    fn answer(&self, first: Option<Pass<'_>>) -> Option<Result<Answer, Reason>> {
        let head = self.ask(first, Method::Head)?;
        if is_final(&head) {
            return Some(self.done(head));
        }
        if may_pass(&head) && head.is_ok() && !self.rest(&head, 0) {
            return Some(self.done(head));
        }
        let mut tries = 1;
        loop {
            let got = self.ask(None, Method::Get)?;
            if !may_pass(&got) || tries == TRIES || !self.rest(&got, tries) {
                return Some(self.done(got));
            }
            tries += 1;
        }
    }

    fn ask(&self, pass: Option<Pass<'_>>, method: Method) -> Option<Result<Answer, Reason>> {
        let _pass = match pass {
            Some(pass) => pass,
            None => self.desk.enter(self.host)?,
        };
        Some(self.web.ask(method, self.url))
    }

    /// Leaves the host alone for as long as it asks, else for longer each time. Returns whether to ask again after that.
    fn rest(&self, answer: &Result<Answer, Reason>, tries: u32) -> bool {
        let asked = answer.as_ref().ok().and_then(|answer| answer.retry_after);
        let time = asked.unwrap_or_else(|| self.backoff.saturating_mul(2_u32.saturating_pow(tries)));
        if time > LONGEST_REST {
            return false;
        }
        self.desk.rest(self.host, time);
        true
    }

    /// Notes what the answer says of the host: one that is still busy, or cannot be reached, is left alone.
    fn done(&self, answer: Result<Answer, Reason>) -> Result<Answer, Reason> {
        match &answer {
            Ok(Answer { status: 429, .. }) => self.desk.close(self.host),
            Ok(_) => self.desk.note(self.host, true),
            Err(_) => self.desk.note(self.host, false),
        }
        answer
    }
}

/// Returns whether GET would not say anything else.
fn is_final(head: &Result<Answer, Reason>) -> bool {
    match head {
        Ok(answer) => matches!(answer.status, 200..=299) || is_redirect(answer.status) && answer.location.is_some(),
        Err(reason) => matches!(reason, Reason::Host | Reason::Address | Reason::Certificate),
    }
}

/// Returns whether it may be different in a moment. Who did not answer in time has had time enough.
fn may_pass(answer: &Result<Answer, Reason>) -> bool {
    match answer {
        Ok(answer) => matches!(answer.status, 429 | 500 | 502 | 503 | 504),
        Err(reason) => matches!(reason, Reason::Connection),
    }
}
