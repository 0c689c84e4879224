//! One request over HTTP or HTTPS. The body of an answer is never read: the connection is closed after the head.

use std::fmt::Debug;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use milepost::lock::Reason;
use ureq::config::Config;
use ureq::http::{Request, Uri, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::probe::{Answer, Method, Web};
use super::{Settings, address};

/// How many bytes the head of an answer may have.
const LONGEST_HEAD: usize = 64 * 1024;

/// Asks servers.
pub(super) struct Client {
    agent: Agent,
}

impl Client {
    /// Returns a client that calls itself `name`.
    pub(super) fn new(name: &str, settings: &Settings) -> anyhow::Result<Self> {
        let roots = match &settings.trust {
            Some(path) => {
                let bytes = std::fs::read(path).with_context(|| format!("could not read `{}`", path.display()))?;
                RootCerts::new_with_certs(&[Certificate::from_der(&bytes).to_owned()])
            }
            None => RootCerts::WebPki,
        };
        let config = Agent::config_builder()
            .user_agent(name)
            .accept("*/*")
            .timeout_global(Some(settings.timeout))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_response_header_size(LONGEST_HEAD)
            .max_idle_connections(0)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        let resolver = Names { known: settings.resolve.clone(), system: DefaultResolver::default() };
        Ok(Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) })
    }
}

impl Web for Client {
    fn ask(&self, method: Method, url: &str) -> Result<Answer, Reason> {
        let request = match method {
            Method::Head => Request::head(address::encode(url)),
            Method::Get => Request::get(address::encode(url)).header(header::RANGE, "bytes=0-0"),
        };
        let request = request.body(()).map_err(|_| Reason::Address)?;
        let response = self.agent.run(request).map_err(|error| reason(&error))?;
        let text =
            |name| response.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        Ok(Answer {
            status: response.status().as_u16(),
            location: text(header::LOCATION),
            retry_after: text(header::RETRY_AFTER).map(|value| rest(&value)),
        })
    }
}

/// Returns for how long a server wants to be left alone. A date is too far away to wait for.
fn rest(retry_after: &str) -> Duration {
    retry_after.trim().parse().map_or(Duration::MAX, Duration::from_secs)
}

fn reason(error: &Error) -> Reason {
    match error {
        Error::Timeout(_) => Reason::Timeout,
        Error::HostNotFound => Reason::Host,
        Error::BadUri(_) | Error::Http(_) => Reason::Address,
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => Reason::Certificate,
        Error::Io(error) => match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Reason::Timeout,
            // So is an error of the handshake handed on.
            ErrorKind::InvalidData => Reason::Certificate,
            _ => Reason::Connection,
        },
        Error::ConnectionFailed => Reason::Connection,
        _ => Reason::Answer,
    }
}

/// Finds the machines of hosts: those of the settings, else as the system does.
#[derive(Debug)]
struct Names {
    known: Vec<(String, SocketAddr)>,
    system: DefaultResolver,
}

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let known = self.known.iter().find(|(name, _)| uri.host() == Some(name.as_str()));
        if let Some((_, address)) = known {
            // A host without a port is one that there is not.
            if address.port() == 0 {
                return Err(Error::HostNotFound);
            }
            let mut found = self.empty();
            found.push(*address);
            return Ok(found);
        }
        match self.system.resolve(uri, config, timeout) {
            Err(Error::Io(_)) => Err(Error::HostNotFound),
            other => other,
        }
    }
}
