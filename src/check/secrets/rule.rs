//! What secrets look like: for each family how it begins, which characters follow, and how many.
//!
//! Services give their keys prefixes so that they can be told from other text. A table of prefixes, alphabets and
//! lengths therefore finds them without regular expressions.

/// The characters of a secret after its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Letters and digits.
    Alphanumeric,
    /// Capital letters and digits.
    Capital,
    /// `0-9a-f`.
    Hex,
    /// Letters, digits, `-` and `_`.
    Url,
    /// Letters, digits, `-`, `_` and `.`.
    Dotted,
    /// Letters, digits, `+`, `/` and `=`.
    Base64,
    /// Letters, digits, `-`, `_` and `/`.
    Path,
}

impl Alphabet {
    /// Returns whether the character belongs to it.
    pub(super) fn has(self, byte: u8) -> bool {
        match self {
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
            Self::Capital => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Hex => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
            Self::Url => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
            Self::Dotted => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'),
            Self::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
            Self::Path => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/'),
        }
    }
}

/// One family of secrets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// What it is, with its article.
    pub(super) name: &'static str,
    /// How it begins.
    pub(super) prefixes: &'static [&'static str],
    /// What follows.
    pub(super) alphabet: Alphabet,
    /// The fewest and the most characters after the prefix.
    pub(super) length: (usize, usize),
}

const fn rule(
    name: &'static str,
    prefixes: &'static [&'static str],
    alphabet: Alphabet,
    length: (usize, usize),
) -> Rule {
    Rule { name, prefixes, alphabet, length }
}

use Alphabet::{Alphanumeric, Base64, Capital, Dotted, Hex, Path, Url};

/// Families that are known by their prefix.
pub(super) const RULES: &[Rule] = &[
    rule("an AWS access key", &["AKIA", "ASIA", "ABIA", "ACCA"], Capital, (16, 16)),
    rule("a Google API key", &["AIza"], Url, (35, 35)),
    rule("a Google OAuth secret", &["GOCSPX-"], Url, (28, 28)),
    rule("a Google access token", &["ya29."], Url, (40, 2000)),
    rule("an Azure storage key", &["AccountKey="], Base64, (86, 88)),
    rule("an Azure shared access key", &["SharedAccessKey="], Base64, (43, 44)),
    rule("a GitHub token", &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], Alphanumeric, (36, 255)),
    rule("a GitHub token", &["github_pat_"], Url, (82, 255)),
    rule("a GitLab token", &["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glft-"], Dotted, (20, 300)),
    rule("a Slack token", &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"], Url, (24, 300)),
    rule("the address of a Slack webhook", &["hooks.slack.com/services/"], Path, (40, 80)),
    rule(
        "the address of a Discord webhook",
        &["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
        Path,
        (80, 120),
    ),
    rule("a Stripe key", &["sk_live_", "rk_live_"], Alphanumeric, (24, 250)),
    rule("a Stripe webhook secret", &["whsec_"], Base64, (32, 64)),
    rule("an OpenAI key", &["sk-proj-", "sk-svcacct-", "sk-admin-"], Url, (40, 300)),
    rule("an OpenAI key", &["sk-"], Alphanumeric, (48, 48)),
    rule("an Anthropic key", &["sk-ant-"], Url, (80, 200)),
    rule("an OpenRouter key", &["sk-or-v1-"], Hex, (64, 64)),
    rule("a Hugging Face token", &["hf_", "api_org_"], Alphanumeric, (34, 40)),
    rule("a Replicate token", &["r8_"], Alphanumeric, (37, 40)),
    rule("a Groq key", &["gsk_"], Alphanumeric, (52, 52)),
    rule("an xAI key", &["xai-"], Alphanumeric, (80, 80)),
    rule("a Perplexity key", &["pplx-"], Alphanumeric, (48, 56)),
    rule("a Pinecone key", &["pcsk_"], Url, (60, 90)),
    rule("an npm token", &["npm_"], Alphanumeric, (36, 36)),
    rule("a PyPI token", &["pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZw"], Url, (50, 1000)),
    rule("a crates.io token", &["cio"], Alphanumeric, (32, 32)),
    rule("a RubyGems key", &["rubygems_"], Hex, (48, 48)),
    rule("a Docker Hub token", &["dckr_pat_"], Url, (27, 40)),
    rule("a Twilio key", &["SK"], Hex, (32, 32)),
    rule("a SendGrid key", &["SG."], Dotted, (66, 66)),
    rule("a Mailgun key", &["key-"], Hex, (32, 32)),
    rule("a DigitalOcean token", &["dop_v1_", "doo_v1_", "dor_v1_"], Hex, (64, 64)),
    rule("a Shopify token", &["shpat_", "shpss_", "shpca_", "shppa_"], Hex, (32, 32)),
    rule("a Databricks token", &["dapi"], Hex, (32, 34)),
    rule("a Linear key", &["lin_api_"], Alphanumeric, (40, 48)),
    rule("a Notion token", &["ntn_"], Alphanumeric, (40, 60)),
    rule("a Figma token", &["figd_"], Url, (40, 60)),
    rule("a Grafana token", &["glsa_", "glc_"], Base64, (32, 500)),
    rule("a New Relic key", &["NRAK-"], Capital, (27, 27)),
    rule("a Doppler token", &["dp.pt.", "dp.st.", "dp.ct."], Dotted, (40, 60)),
    rule("a Vault token", &["hvs.", "hvb."], Url, (90, 300)),
    rule("an age secret key", &["AGE-SECRET-KEY-1"], Capital, (58, 58)),
];

/// Schemes of databases and brokers, whose addresses may have a password: `scheme://user:password@host`.
pub(super) const SCHEMES: [&str; 12] = [
    "postgres://",
    "postgresql://",
    "mysql://",
    "mariadb://",
    "mongodb://",
    "mongodb+srv://",
    "redis://",
    "rediss://",
    "amqp://",
    "amqps://",
    "https://",
    "http://",
];

/// Names of variables and keys that hold a secret, in lower case; `-` and a blank count as `_`.
pub(super) const NAMES: [&str; 14] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "secret_key",
    "secret_access_key",
    "api_key",
    "apikey",
    "access_key",
    "auth_token",
    "access_token",
    "client_secret",
    "private_key",
    "api_token",
];
