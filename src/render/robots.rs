//! Files that every site has and that depend on its address alone: `robots.txt`, `.nojekyll`, `CNAME`.

use crate::plan::BaseUrl;
use crate::site::Permalink;

/// Returns the files that every site has: `robots.txt`, `.nojekyll` (without which GitHub Pages would leave out
/// folders that begin with `_` or `.`), and `CNAME` for a domain of one's own.
pub fn fixed_files(base: &BaseUrl) -> Vec<(Permalink, Vec<u8>)> {
    let mut files = vec![(file(".nojekyll"), Vec::new()), (file("robots.txt"), robots(base).into_bytes())];
    if base.is_custom_domain() {
        files.push((file("CNAME"), format!("{}\n", base.host()).into_bytes()));
    }
    files
}

/// Returns `robots.txt` (RFC 9309): every robot may read everything, and the sitemap is there.
pub fn robots(base: &BaseUrl) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", base.absolute("sitemap.xml"))
}

fn file(name: &str) -> Permalink {
    Permalink::file(name).expect("the name is a plain one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, expected: &[(&str, &str)]) {
        let files = fixed_files(&BaseUrl::parse(base).unwrap());
        let found: Vec<(&str, &str)> =
            files.iter().map(|(permalink, bytes)| (permalink.as_str(), std::str::from_utf8(bytes).unwrap())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn only_a_domain_of_ones_own_has_a_cname() {
        let robots = "User-agent: *\nAllow: /\n\nSitemap: https://x.github.io/r/sitemap.xml\n";
        check("https://x.github.io/r/", &[(".nojekyll", ""), ("robots.txt", robots)]);
        let robots = "User-agent: *\nAllow: /\n\nSitemap: https://noor.dev/sitemap.xml\n";
        check("https://noor.dev/", &[(".nojekyll", ""), ("robots.txt", robots), ("CNAME", "noor.dev\n")]);
    }
}
