//! The Content-Security-Policy of every page: nothing but the site's own files.
//!
//! It is put together of `Source`, which has no word for `unsafe-inline` and `unsafe-eval`; a script or style that
//! stands in a template is allowed by its digest.

use crate::theme::Inline;

/// Where something may come from.
#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    /// Nowhere.
    None,
    /// A file of the site.
    Own,
    /// An address with its content in it, which asks nobody.
    Data,
    /// What has this digest.
    Digest(&'a str),
}

impl Source<'_> {
    fn text(self) -> String {
        match self {
            Self::None => "'none'".to_owned(),
            Self::Own => "'self'".to_owned(),
            Self::Data => "data:".to_owned(),
            Self::Digest(digest) => format!("'{digest}'"),
        }
    }
}

/// Returns the policy of the pages of a theme that has `inline` in its templates.
pub fn content_security_policy(inline: &Inline) -> String {
    let with = |digests: &'_ std::collections::BTreeSet<String>| {
        let own = std::iter::once(Source::Own.text());
        own.chain(digests.iter().map(|digest| Source::Digest(digest).text())).collect::<Vec<_>>().join(" ")
    };
    let fixed = |source: Source<'_>| source.text();
    let directives = [
        ("default-src", fixed(Source::None)),
        ("script-src", with(&inline.scripts)),
        ("style-src", with(&inline.styles)),
        ("img-src", format!("{} {}", Source::Own.text(), Source::Data.text())),
        ("font-src", fixed(Source::Own)),
        ("media-src", fixed(Source::Own)),
        ("manifest-src", fixed(Source::Own)),
        ("connect-src", fixed(Source::Own)),
        ("object-src", fixed(Source::None)),
        ("base-uri", fixed(Source::None)),
        // The one form is that of the search.
        ("form-action", fixed(Source::Own)),
    ];
    directives.map(|(name, sources)| format!("{name} {sources}")).join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_without_scripts_in_its_templates_needs_no_digest() {
        assert_eq!(
            content_security_policy(&Inline::default()),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
             media-src 'self'; manifest-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
             form-action 'self'"
        );
    }

    #[test]
    fn what_stands_in_templates_is_allowed_by_its_digest() {
        let inline = Inline { scripts: ["sha256-b".to_owned(), "sha256-a".to_owned()].into(), ..Inline::default() };
        let policy = content_security_policy(&inline);
        assert!(policy.contains("; script-src 'self' 'sha256-a' 'sha256-b'; style-src 'self'; "), "{policy}");
    }
}
