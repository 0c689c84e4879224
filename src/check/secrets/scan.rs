//! Finds secrets in one text.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::example;
use super::rule::{NAMES, RULES, Rule, SCHEMES};

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Secret {
    /// What it is, with its article.
    pub(super) name: &'static str,
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// How many characters of it tell only what it is, and may be shown.
    pub(super) shown: usize,
}

/// What a text is searched for.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Prefix(&'static Rule, usize),
    Telegram,
    Jwt,
    Pem,
    Address(usize),
    Name,
}

struct Signs {
    automaton: AhoCorasick,
    signs: Vec<Sign>,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let mut texts: Vec<&'static str> = Vec::new();
    let mut signs = Vec::new();
    let mut add = |text, sign| {
        texts.push(text);
        signs.push(sign);
    };
    for rule in RULES {
        rule.prefixes.iter().for_each(|prefix| add(prefix, Sign::Prefix(rule, prefix.len())));
    }
    add(":AA", Sign::Telegram);
    add("eyJ", Sign::Jwt);
    add("-----BEGIN ", Sign::Pem);
    for scheme in SCHEMES {
        add(scheme, Sign::Address(scheme.len()));
    }
    // The ends of names, in the three cases that are in use.
    for name in ["password", "passwd", "passphrase", "secret", "key", "token"] {
        add(name, Sign::Name);
    }
    for name in ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "KEY", "TOKEN"] {
        add(name, Sign::Name);
    }
    for name in ["Password", "Secret", "Key", "Token"] {
        add(name, Sign::Name);
    }
    // So many texts make a table that is walked slowly, unless it is asked to be large.
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(&texts);
    let automaton = automaton.expect("a fixed table of short texts makes an automaton");
    Signs { automaton, signs }
});

/// Returns the secrets in `text`, in order, none within another.
pub(super) fn secrets(text: &str) -> Vec<Secret> {
    let mut found: Vec<Secret> = Vec::new();
    for m in SIGNS.automaton.find_overlapping_iter(text) {
        let secret = match SIGNS.signs[m.pattern().as_usize()] {
            Sign::Prefix(rule, length) => prefixed(text, m.start(), rule, length),
            Sign::Telegram => telegram(text, m.start()),
            Sign::Jwt => jwt(text, m.start()),
            Sign::Pem => pem(text, m.start()),
            Sign::Address(length) => address(text, m.start() + length),
            Sign::Name => assignment(text, m.end()),
        };
        found.extend(secret);
    }
    found.sort_by_key(|secret| (secret.range.start, std::cmp::Reverse(secret.range.end)));
    let mut end = 0;
    found.retain(|secret| {
        let is_new = secret.range.start >= end;
        end = end.max(secret.range.end);
        is_new
    });
    found
}

/// Returns how far the characters of a token go on from `at`, up to a bound.
fn run(text: &str, at: usize, most: usize, is_in: impl Fn(u8) -> bool) -> usize {
    text.as_bytes()[at..].iter().take(most + 1).take_while(|byte| is_in(**byte)).count()
}

fn is_inside_word(text: &str, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| {
        let byte = text.as_bytes()[before];
        byte.is_ascii_alphanumeric() || byte == b'_'
    })
}

fn prefixed(text: &str, start: usize, rule: &Rule, prefix: usize) -> Option<Secret> {
    if is_inside_word(text, start) {
        return None;
    }
    let body = start + prefix;
    let (least, most) = rule.length;
    let mut length = run(text, body, most, |byte| rule.alphabet.has(byte));
    // A full stop at the end is that of the sentence.
    length -= text[body..body + length].bytes().rev().take_while(|byte| *byte == b'.').count();
    let token = text.get(body..body + length)?;
    ((least..=most).contains(&length) && !example::is_example(token)).then(|| Secret {
        name: rule.name,
        range: start..body + length,
        shown: prefix,
    })
}

/// `12345678:AA...`: a bot's number and 35 characters.
fn telegram(text: &str, colon: usize) -> Option<Secret> {
    let digits = text.as_bytes()[..colon].iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
    let length = run(text, colon + 1, 35, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let is_token = (8..=10).contains(&digits) && length == 35 && !is_inside_word(text, colon - digits);
    let token = text.get(colon + 1..colon + 1 + length)?;
    (is_token && !example::is_example(token)).then(|| Secret {
        name: "a Telegram bot token",
        range: colon - digits..colon + 1 + length,
        shown: 0,
    })
}

/// Three parts of base64 with full stops between; the first two are JSON.
fn jwt(text: &str, start: usize) -> Option<Secret> {
    // The second part begins like the first.
    if is_inside_word(text, start) || text[..start].ends_with('.') {
        return None;
    }
    let length = run(text, start, 4000, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    let token = text.get(start..start + length)?.trim_end_matches('.');
    let parts: Vec<&str> = token.split('.').collect();
    let [head, claims, signature] = parts.as_slice() else { return None };
    let is_token = head.len() >= 16 && claims.starts_with("eyJ") && claims.len() >= 16 && signature.len() >= 32;
    // The subject 1234567890 is that of the example which everybody copies.
    let is_example = claims.starts_with("eyJzdWIiOiIxMjM0NTY3ODkw") || example::is_example(signature);
    (is_token && !is_example).then(|| Secret { name: "a JSON web token", range: start..start + token.len(), shown: 3 })
}

/// A private key between its two lines, with at least a hundred characters of it.
fn pem(text: &str, start: usize) -> Option<Secret> {
    const BEGIN: usize = "-----BEGIN ".len();
    let head = text[start + BEGIN..].lines().next()?;
    let label = head.trim_end().strip_suffix("-----").filter(|label| label.contains("PRIVATE KEY"))?;
    let body = start + BEGIN + label.len() + 5;
    let length = run(text, body, 20_000, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'\n' | b'\r' | b' ' | b'\\' | b'>')
    });
    let key: String = text.get(body..body + length)?.split_ascii_whitespace().collect();
    (key.len() >= 100 && example::is_key(&key)).then(|| Secret {
        name: "a private key",
        range: start..(body + length).min(text.len()),
        shown: 0,
    })
}

/// The password in `scheme://user:password@host`, unless it is one of a study note.
fn address(text: &str, user: usize) -> Option<Secret> {
    let length = run(text, user, 300, |byte| {
        byte.is_ascii_graphic() && !matches!(byte, b'/' | b'"' | b'\'' | b'<' | b'>' | b'`')
    });
    let authority = text.get(user..user + length)?;
    let (credentials, host) = authority.rsplit_once('@')?;
    let (name, password) = credentials.split_once(':')?;
    let name_of_host = host.split([':', '?']).next().unwrap_or(host);
    let is_local = !name_of_host.contains('.') || name_of_host.starts_with("127.") || host.contains("example.");
    let is_password = password.len() >= 6 && !example::is_placeholder(password) && password != name;
    let start = user + name.len() + 1;
    (is_password && !is_local).then(|| Secret {
        name: "a password in an address",
        range: start..start + password.len(),
        shown: 0,
    })
}

/// The value of `api_key = "..."`, when it looks like a random text.
fn assignment(text: &str, name_end: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    let after = text.get(name_end..)?;
    let skipped = |rest: &str| rest.len() - rest.trim_start_matches([' ', '\t', '"', '\'']).len();
    let mut at = skipped(after);
    // Such words are in many sentences, and few of them are given a value.
    let sign = [":=", "=>", "=", ":"].into_iter().find(|sign| after[at..].starts_with(sign))?;
    at += sign.len();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let name_start = name_end - bytes[..name_end].iter().rev().take(60).take_while(|byte| is_name(**byte)).count();
    let name = text.get(name_start..name_end)?.to_lowercase().replace('-', "_");
    let flat = name.replace('_', "");
    if !NAMES.iter().any(|known| name.ends_with(known) || flat.ends_with(&known.replace('_', ""))) {
        return None;
    }
    at += skipped(&after[at..]);
    let start = name_end + at;
    let length = run(text, start, 200, |byte| byte.is_ascii_alphanumeric() || b"+/=_-.~!@#$%^&*".contains(&byte));
    let value = text.get(start..start + length)?.trim_end_matches(['.', ',']);
    let is_quoted = matches!(bytes.get(start.wrapping_sub(1)), Some(b'"' | b'\''));
    // Without quotes, `key = value(...)` and `token: other.name` are code.
    let is_code = matches!(bytes.get(start + length), Some(b'(' | b'[')) || (!is_quoted && value.contains('.'));
    (!is_code && example::is_random(value, name.contains("pass"))).then(|| Secret {
        name: "a secret in an assignment",
        range: start..start + value.len(),
        shown: 0,
    })
}
