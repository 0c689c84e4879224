//! Values on the command line: what is accepted, and what is said about the rest.

use std::net::{IpAddr, Ipv4Addr};

use chrono::NaiveDate;
use milepost::content::front_matter::Effort;
use milepost::diagnostic::{Code, SourceId, Span, nearest};
use milepost::edit::plan::Target as PlanTarget;
use milepost::plan::{BaseUrl, ItemKind, ProofKind};
use milepost::source::value::{Data, Decode, Decoder, Value};

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

/// Returns the address to listen on.
pub(super) fn ip(text: &str) -> Result<IpAddr, String> {
    let text = text.trim_matches(['[', ']']);
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    text.parse()
        .map_err(|_| "expected an address of this machine like 127.0.0.1, 192.168.1.20 or 0.0.0.0 for all".into())
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

/// Returns what of the plan is meant: `ID` or `ID#CRITERION`.
#[expect(clippy::unnecessary_wraps, reason = "it is what a parser of values returns")]
pub(super) fn plan_target(text: &str) -> Result<PlanTarget, String> {
    Ok(PlanTarget::new(text))
}

/// Returns the kind of a proof.
pub(super) fn proof_kind(text: &str) -> Result<ProofKind, String> {
    word(text)
}

/// Returns the kind of an item.
pub(super) fn item_kind(text: &str) -> Result<ItemKind, String> {
    word(text)
}

/// Returns what a word of the plan stands for, or what the plan would be told about it.
fn word<T: Decode>(text: &str) -> Result<T, String> {
    let mut decoder = Decoder::default();
    let value = Value { data: Data::Text(text.to_owned()), span: Span::new(SourceId(0), 0..0) };
    T::decode(&value, &mut decoder).ok_or_else(|| {
        let found = decoder.diagnostics.first();
        let hints = found.map(|found| found.hints.join("; ")).unwrap_or_default();
        format!("{}: {hints}", found.map_or("it has no meaning", |found| found.message.as_str()))
    })
}

/// Returns the first and last month of `4` or `4-6`.
pub(super) fn months(text: &str) -> Result<(u32, u32), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let month = |text: &str| text.trim().parse::<u32>().ok().filter(|month| *month > 0);
    let both = month(first).zip(month(last));
    both.ok_or_else(|| "expected a month like `4`, or the first and last like `4-6`".to_owned())
}

/// Returns a number of hours.
pub(super) fn hours(text: &str) -> Result<f64, String> {
    let hours = text.trim_end_matches('h').parse::<f64>().ok().filter(|hours| (0.0..100_000.0).contains(hours));
    hours.ok_or_else(|| "expected a number of hours, such as `12`".to_owned())
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
    fn months_and_words_of_the_plan_are_read() {
        assert_eq!(months("4"), Ok((4, 4)));
        assert_eq!(months("4-6"), Ok((4, 6)));
        for bad in ["", "0", "-4", "4-", "may", "4.5"] {
            assert!(months(bad).is_err(), "{bad}");
        }
        assert_eq!(hours("12.5h"), Ok(12.5));
        assert!(hours("-1").is_err() && hours("NaN").is_err());
        assert_eq!(proof_kind("repo"), Ok(ProofKind::Repo));
        assert!(proof_kind("repoo").unwrap_err().contains("did you mean `repo`?"));
    }

    #[test]
    fn what_leaks_cannot_be_lowered() {
        assert!(target("private-in-public").is_ok());
        assert!(lowered_target("private-in-public").unwrap_err().contains("stays an error"));
        assert!(lowered_target("broken-link").is_ok());
        assert!(target("broken-lnk").unwrap_err().contains("did you mean `broken-link`?"));
    }
}
