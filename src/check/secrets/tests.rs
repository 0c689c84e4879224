//! What counts as a secret, and what study notes may have. Tokens are put together here, so that no scan of this
//! repository takes them for real ones.

use super::scan::secrets;
use super::*;

/// Returns `count` characters without a pattern.
fn noise(count: usize, alphabet: &str) -> String {
    let letters: Vec<char> = alphabet.chars().collect();
    let mut state = 0x2545_F491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        letters[state as usize % letters.len()]
    };
    (0..count).map(|_| next()).collect()
}

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEX: &str = "0123456789abcdef";

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<&str> = secrets(text).iter().map(|secret| secret.name).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn every_family_is_found_in_the_middle_of_a_text() {
    for rule in rule::RULES {
        let letters = match rule.alphabet {
            rule::Alphabet::Capital => CAPITALS,
            rule::Alphabet::Hex => HEX,
            _ => LETTERS,
        };
        for prefix in rule.prefixes {
            let token = format!("{prefix}{}", noise(rule.length.0, letters));
            check(&format!("Set it: \"{token}\", and go on."), &[rule.name]);
            check(&format!("https://x.example/?t={token}"), &[rule.name]);
            // Less of it, or more than a token has, is something else.
            assert!(
                !secrets(&format!("({prefix}{})", noise(rule.length.0 - 2, letters)))
                    .iter()
                    .any(|one| one.name == rule.name)
            );
            assert!(!secrets(&format!("(z{token})")).iter().any(|one| one.name == rule.name), "{token}");
        }
    }
}

#[test]
fn secrets_with_a_form_of_their_own_are_found() {
    check(&format!("bot 123456789:AA{} it is", noise(33, LETTERS)), &["a Telegram bot token"]);
    let token = format!("eyJ{}.eyJ{}.{}", noise(30, LETTERS), noise(60, LETTERS), noise(43, LETTERS));
    check(&format!("Bearer {token}."), &["a JSON web token"]);
    let key = format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n{}\n-----END", noise(64, LETTERS), noise(64, LETTERS));
    check(&key, &["a private key"]);
    let address = format!("postgres://app:{}@db.prod.internal.net:5432/main", noise(16, LETTERS));
    check(&address, &["a password in an address"]);
    for sign in ["api_key = \"", "API_KEY=", "apiKey: '", "client-secret := \"", "\"password\": \""] {
        check(&format!("{sign}{}", noise(32, LETTERS)), &["a secret in an assignment"]);
    }
}

#[test]
fn what_manuals_and_notes_have_is_no_secret() {
    let long = noise(64, HEX);
    let harmless = [
        ["AKIA", "IOSFODNN7EXAMPLE"].concat(),
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
        ["ghp_", &"x".repeat(36)].concat(),
        "api_key = \"your-api-key-goes-here-1234\"".to_owned(),
        "api_key: <token>".to_owned(),
        "password = os.environ[\"PASSWORD\"]".to_owned(),
        "token = tokenizer.encode(text_1, max_length=128)".to_owned(),
        "postgres://user:password@db.internal.net/main".to_owned(),
        "postgres://app:s3cr3tpw9@localhost:5432/main".to_owned(),
        "redis://:${REDIS_PASSWORD}@cache.internal.net".to_owned(),
        format!("password: {}", &long[..32]),
        format!("sha256: {long}"),
        format!("git commit {}", &long[..40]),
        "-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----".to_owned(),
        "The secret: it is the key to everything, a token of 2 parts".to_owned(),
        "key = adversarial-training-with-pgd-2023".to_owned(),
        ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ", ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"].concat(),
    ];
    for text in harmless {
        check(&text, &[]);
    }
}

/// Returns what is said of a file.
fn said_of(text: &str, is_public: bool) -> Vec<Diagnostic> {
    let path = SourcePath::new("content/a.md").expect("a path");
    let found = find_in(SourceId(0), &path, text.as_bytes());
    found.map(|found| of_file(&found, |_| is_public)).unwrap_or_default()
}

#[test]
fn a_secret_is_named_and_never_told() {
    let body = noise(36, LETTERS);
    let text = format!("Use `ghp_{body}` here.\n");
    let found = said_of(&text, true);
    assert_eq!(found.len(), 1);
    assert!(found[0].is_error());
    assert_eq!(found[0].message, "a GitHub token (`ghp_…`) would be published");
    assert_eq!(found[0].span.map(|span| &text[span.range()]), Some(format!("ghp_{body}").as_str()));
    assert!(!format!("{}{:?}", found[0].message, found[0].hints).contains(&body[..4]));
    let found = said_of(&text, false);
    assert_eq!(found[0].severity, Severity::Warning);
    let sources = crate::source::fixture::journal(&format!("=== a.md\n{text}"));
    let shown = crate::source::excerpt::render_all(&found, &sources, crate::source::excerpt::Style::Plain);
    assert!(!shown.contains(&body[..4]) && shown.contains("Use `****"), "{shown}");
}

#[test]
fn a_marker_allows_what_is_on_its_line_below_it_or_in_the_block_below_it() {
    let token = format!("ghp_{}", noise(36, LETTERS));
    let marker = "<!-- milepost: allow secret -->";
    for text in [
        format!("{marker}\n{token}\n"),
        format!("{token} {marker}\n"),
        format!("{marker}\n```sh\necho a\necho {token}\n```\n"),
        format!("---\n# milepost: allow secret\ntitle: {token}\n---\n"),
    ] {
        assert_eq!(said_of(&text, true), [], "{text}");
    }
    for text in [
        format!("{marker}\n\n{token}\n"),
        format!("{marker}\n```sh\necho a\n```\n{token}\n"),
        format!("{token}\n{marker}\n"),
    ] {
        let codes: Vec<Code> = said_of(&text, true).iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::ExposedSecret, Code::UnusedAllow], "{text}");
    }
}

/// With steps that grew by the square of the text, this would not end today.
#[test]
fn long_rows_of_what_begins_a_secret_come_to_an_end() {
    for text in [
        "eyJ.".repeat(100_000),
        "ya29.".repeat(50_000),
        "key = ".repeat(100_000),
        "-----BEGIN PRIVATE KEY-----\n".repeat(10_000),
        "https://a:b".repeat(50_000),
    ] {
        secrets(&text);
        marker::markers(&text);
    }
    let markers = "<!-- milepost: allow secret -->\n```\n".repeat(2_000);
    assert!(marker::markers(&markers).len() <= 2_000);
}
