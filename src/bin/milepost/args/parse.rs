//! Values on the command line: what is accepted, and what is said about the rest.

use chrono::NaiveDate;
use milepost::content::front_matter::Effort;
use milepost::diagnostic::{Code, nearest};
use milepost::plan::BaseUrl;

use crate::levels::Target;

/// Returns what `--deny` names.
pub(super) fn target(text: &str) -> Result<Target, String> {
    if text == "warnings" {
        return Ok(Target::Warnings);
    }
    Code::from_name(text).map(Target::Code).ok_or_else(|| unknown_code(text))
}

/// Returns what `--warn` or `--allow` names, unless it has to stay an error.
pub(super) fn lowered_target(text: &str) -> Result<Target, String> {
    match target(text)? {
        Target::Code(code) if !code.can_be_lowered() => Err(format!(
            "`{code}` stays an error, because a site built in spite of it would lack or leak something; `milepost explain {code}` says how to mend it"
        )),
        target => Ok(target),
    }
}

/// Returns what to say about a code that does not exist.
pub(crate) fn unknown_code(text: &str) -> String {
    let names = Code::ALL.iter().map(|code| code.name()).chain(["warnings"]);
    let near = nearest(text, names).map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
    format!("there is no diagnostic `{text}`{near} (`milepost explain` lists them)")
}

/// Returns the date, which has to be written in full.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    let is_full = text.len() == 10;
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| is_full);
    date.ok_or_else(|| "expected a date that exists, written like 2026-12-01".to_owned())
}

/// Returns an effort of at least a minute.
pub(super) fn effort(text: &str) -> Result<Effort, String> {
    let effort = Effort::parse(text).filter(|effort| effort.minutes > 0);
    effort.ok_or_else(|| "expected a time like `6h`, `45m` or `1h30m`".to_owned())
}

/// Returns the address that the site is built for.
pub(super) fn base_url(text: &str) -> Result<BaseUrl, String> {
    let example = "expected an address like https://example.org/ or https://example.org/repo/";
    BaseUrl::parse(text).map_err(|reason| format!("{example}: `{text}` {reason}"))
}

/// Returns a host and where it is.
pub(super) fn resolve(text: &str) -> Result<(String, std::net::SocketAddr), String> {
    let pair = text.split_once('=').and_then(|(name, address)| Some((name.to_owned(), address.parse().ok()?)));
    pair.ok_or_else(|| "expected `NAME=ADDRESS:PORT`".to_owned())
}

/// Returns text of one line, without space around it.
pub(super) fn line(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("expected some text".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err("expected a single line without control characters".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_in_one_slash() {
        assert_eq!(base_url("https://a.github.io/repo//").unwrap().to_string(), "https://a.github.io/repo/");
        assert_eq!(base_url("https://a.github.io").unwrap().to_string(), "https://a.github.io/");
        for bad in ["a.github.io", "ftp://a/", "https:///repo", "https://a/?q", "https://a/#x", "https://a b/"] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn dates_are_written_in_full() {
        assert!(date("2026-02-28").is_ok());
        for bad in ["2026-2-28", "2026-02-29", "28.02.2026", ""] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_leaks_cannot_be_lowered() {
        assert!(target("private-in-public").is_ok());
        assert!(lowered_target("private-in-public").unwrap_err().contains("stays an error"));
        assert!(lowered_target("broken-link").is_ok());
        assert!(target("broken-lnk").unwrap_err().contains("did you mean `broken-link`?"));
    }
}
