//! Links to addresses that are only examples.

use super::gather::Gather;
use super::{Site, placeholder};
use crate::check::address::{self, Address};
use crate::check::place;
use crate::diagnostic::{Code, Span};
use crate::plan::PLAN_FILE;

pub(super) fn check(site: &Site<'_>, gather: &mut Gather) {
    let base = &site.subject.base;
    for (path, page) in &site.pages {
        for link in &page.links {
            let is_own = matches!(address::read(link, path, base), Address::Site { .. });
            let Some(why) = placeholder::in_address(link).filter(|_| !is_own) else { continue };
            let written = link.strip_prefix("mailto:").unwrap_or(link);
            let span = place::find(link, path, base, &site.origins())
                .or_else(|| place::find(written, path, base, &site.origins()))
                .or_else(|| place::shared(written, base, &site.origins()));
            let hint = "write the address that you mean, or leave the link out".to_owned();
            gather.on_page(Code::PlaceholderLink, link, path, span, (format!("`{link}` {why}"), hint));
        }
    }
    let own = base.absolute("");
    if let Some(why) = placeholder::in_address(&own) {
        let hint = "write the address that the site has in `site.url`, or give it with `--base-url`".to_owned();
        gather.on_site(
            Code::PlaceholderLink,
            own_address(site, &own),
            format!("the site is built for `{own}`, which {why}"),
            hint,
        );
    }
}

/// Returns where the plan has the address of the site.
fn own_address(site: &Site<'_>, own: &str) -> Option<Span> {
    let (id, _) = site.sources.find(PLAN_FILE)?;
    let text = site.sources.text(id).ok()?;
    let written = own.trim_end_matches('/');
    text.find(written).map(|at| Span::new(id, at..at + written.len()))
}
