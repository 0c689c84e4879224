//! What the build says: is it clean, is it for the right address, and is it small enough for Pages?

use milepost::diagnostic::Severity;

use super::{Check, Visit};
use crate::report::plural;

/// What a published site may have.
const LARGEST_SITE: u64 = 1_000_000_000;
/// What git on GitHub takes of one file, and what it grumbles about.
const LARGEST_FILE: u64 = 100 << 20;
const LARGE_FILE: u64 = 50 << 20;

pub(super) fn checks(visit: &Visit<'_>) -> Vec<Check> {
    [Some(build(visit)), address(visit), domain(visit), size(visit)].into_iter().flatten().collect()
}

fn build(visit: &Visit<'_>) -> Check {
    let found = &visit.build.diagnostics;
    let count = |severity| found.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors > 0 {
        Check::error("build", format!("the build has {}", plural(errors, "error")), &["milepost check"])
    } else if warnings > 0 {
        Check::warning("build", format!("the build has {}", plural(warnings, "warning")), &["milepost check"])
    } else {
        Check::ok("build", format!("the build is clean: {}", plural(visit.build.report.pages, "page")))
    }
}

fn address(visit: &Visit<'_>) -> Option<Check> {
    let base = visit.build.base.as_ref()?;
    let host = base.host();
    let remote = visit.repository.as_ref().and_then(|repository| repository.remote.as_ref().ok());
    let repository = remote.and_then(|remote| remote.repository());
    let is_reserved = |name: &str| host == name || host.ends_with(&format!(".{name}"));
    Some(if let Some(address) = repository.and_then(|repository| repository.mismatch(base)) {
        let fix = format!("set `url: {address}` below `site:` in plan.yaml");
        Check::error(
            "address",
            format!("the site is for {base}, and the repository is published at {address}"),
            &[&fix],
        )
    } else if host == "example.github.io"
        || ["example.com", "example.org", "example.net", "example"].into_iter().any(is_reserved)
    {
        Check::error(
            "address",
            format!("the address of the site is still {base}"),
            &["set `url:` below `site:` in plan.yaml"],
        )
    } else if base.origin().starts_with("http://") {
        Check::warning("address", format!("{base} is not https"), &["set `url: https://…` below `site:` in plan.yaml"])
    } else {
        Check::ok("address", format!("the site is for {base}"))
    })
}

fn domain(visit: &Visit<'_>) -> Option<Check> {
    let base = visit.build.base.as_ref()?;
    let has_file = visit.build.outputs.get("CNAME").is_some();
    let is_foreign = !base.host().ends_with(".github.io");
    (is_foreign && base.is_custom_domain()).then(|| {
        let host = base.host();
        if has_file {
            Check::ok(
                "domain",
                format!("`CNAME` says {host}; with a workflow, set it under Settings → Pages → Custom domain too"),
            )
        } else {
            Check::error(
                "domain",
                format!("{host} is a domain of your own, and the site has no `CNAME`"),
                &["milepost build"],
            )
        }
    })
}

fn size(visit: &Visit<'_>) -> Option<Check> {
    let files: Vec<(&str, u64)> =
        visit.build.outputs.iter().map(|(path, output)| (path.as_str(), output.length())).collect();
    let total: u64 = files.iter().map(|(_, size)| size).sum();
    let (largest, size) = files.iter().max_by_key(|(_, size)| *size).copied()?;
    let shown = format!(
        "{} in {}, the largest `{largest}` with {}",
        readable(total),
        plural(files.len(), "file"),
        readable(size)
    );
    let smaller = "make it smaller, or link to it from elsewhere";
    Some(if size > LARGEST_FILE {
        Check::error(
            "size",
            format!("`{largest}` has {}, more than the 100 MiB that GitHub takes", readable(size)),
            &[smaller],
        )
    } else if total > LARGEST_SITE {
        Check::error(
            "size",
            format!("the site has {}, more than the 1 GB that Pages takes", readable(total)),
            &[smaller],
        )
    } else if size > LARGE_FILE || total > LARGEST_SITE / 10 * 8 {
        Check::warning("size", format!("the site is close to the limits of GitHub: {shown}"), &[smaller])
    } else {
        Check::ok("size", format!("the site is small enough: {shown}"))
    })
}

/// Returns bytes in kB, or in MB with one digit.
fn readable(bytes: u64) -> String {
    if bytes < 1_000_000 {
        return format!("{} kB", bytes.div_ceil(1_000));
    }
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn sizes_are_short() {
        assert_eq!(readable(0), "0 kB");
        assert_eq!(readable(1), "1 kB");
        assert_eq!(readable(1_250_000), "1.2 MB");
    }
}
