//! Findings as diagnostics.

use super::judge::{Finding, Problem};
use super::scan::Outputs;
use super::{Origins, place};
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::plan::BaseUrl;

/// From how many pages on a finding that none of them wrote is told once.
const MANY: usize = 4;

/// Makes diagnostics of findings, which are sorted.
pub(super) fn report(
    findings: &[Finding],
    outputs: &Outputs<'_>,
    base: &BaseUrl,
    origins: &Origins<'_>,
) -> Vec<Diagnostic> {
    let is_same = |a: &Finding, b: &Finding| (&a.target, &a.problem) == (&b.target, &b.problem);
    let alike = findings.chunk_by(is_same);
    let mut diagnostics: Vec<Diagnostic> =
        alike.flat_map(|alike| report_alike(alike, outputs, base, origins)).collect();
    crate::diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// Makes diagnostics of findings that differ only by the output they are in.
fn report_alike(findings: &[Finding], outputs: &Outputs<'_>, base: &BaseUrl, origins: &Origins<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut made: Vec<&Finding> = Vec::new();
    for finding in findings {
        if place::is_known(&finding.target, &finding.output, code(&finding.problem), origins) {
            continue;
        }
        match find(finding, base, origins) {
            None => made.push(finding),
            span => diagnostics.push(Diagnostic { span, ..describe(finding, outputs, base, "") }),
        }
    }
    // The plan and the templates of the journal write on many pages from one place.
    let shared = made.first().and_then(|first| place::shared(&first.target, base, origins));
    if let (true, Some(first)) = (made.len() >= MANY || shared.is_some(), made.first()) {
        let others = match made.len() - 1 {
            0 => String::new(),
            1 => " and another page".to_owned(),
            many => format!(" and {many} other pages"),
        };
        let place = format!(", on `{}`{others}", first.output);
        diagnostics.push(Diagnostic { span: shared, ..describe(first, outputs, base, &place) });
        return diagnostics;
    }
    diagnostics.extend(made.into_iter().map(|finding| {
        let span = place::top(&finding.output, origins);
        let place = format!(", on `{}`", finding.output);
        Diagnostic { span, ..describe(finding, outputs, base, &place) }
    }));
    diagnostics
}

/// Returns where a finding is written in the content file of its page.
fn find(finding: &Finding, base: &BaseUrl, origins: &Origins<'_>) -> Option<Span> {
    match &finding.problem {
        Problem::Outline(flaw) => flaw.place(&finding.target, &finding.output, base, origins),
        _ => place::find(&finding.target, &finding.output, base, origins),
    }
}

fn code(problem: &Problem) -> Code {
    match problem {
        Problem::NoPlace(_) => Code::BrokenAnchor,
        Problem::Twice => Code::DuplicateHtmlId,
        Problem::Outline(flaw) => flaw.code(),
        _ => Code::BrokenLink,
    }
}

/// Says what is wrong; `place` is the end of the message.
fn describe(finding: &Finding, outputs: &Outputs<'_>, base: &BaseUrl, place: &str) -> Diagnostic {
    let target = &finding.target;
    let new = |message: String| Diagnostic::without_place(code(&finding.problem), format!("{message}{place}"));
    match &finding.problem {
        Problem::Nothing => {
            let diagnostic = new(format!("`{target}` leads to nothing on the site"));
            match near(target, outputs, base) {
                Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                None => diagnostic,
            }
        }
        Problem::NoSlash => {
            let end = target.find(['?', '#']).unwrap_or(target.len());
            let hint = format!("write `{}/{}`", &target[..end], &target[end..]);
            new(format!("`{target}` is the address of a folder without the slash at its end")).hint(hint)
        }
        Problem::Outside => {
            let diagnostic = new(format!("`{target}` is not below the site, which is at `{}`", base.path()));
            match target.strip_prefix('/') {
                Some(path) => diagnostic.hint(format!("write `{}`", base.href(path))),
                None => diagnostic.hint("it has too many `..`"),
            }
        }
        Problem::Adrift => new(format!("`{target}` is relative, but the page is shown at any depth"))
            .hint(format!("write an address that begins with `{}`", base.path())),
        Problem::Remote => {
            let diagnostic = new(format!("`{target}` is relative, but a feed is read far from the page"));
            match target.strip_prefix(base.path()).or_else(|| target.strip_prefix('/')) {
                Some(path) => diagnostic.hint(format!("write `{}`", base.absolute(path))),
                None => diagnostic.hint(format!("write an address that begins with `{}`", base.absolute(""))),
            }
        }
        Problem::Empty => new("a link or image has an empty address".to_owned()),
        Problem::NoPlace(file) => {
            let fragment = target.split_once('#').map_or("", |(_, fragment)| fragment);
            let diagnostic = new(format!("`{target}` leads to no element: `{file}` has no id `{fragment}`"));
            let ids = outputs.find(file.as_str()).and_then(|(_, file)| file.ids.as_ref()).into_iter().flatten();
            match nearest(fragment, ids.map(|id| &**id)) {
                Some(near) => diagnostic.hint(format!("did you mean `#{near}`?")),
                None => diagnostic,
            }
        }
        Problem::Twice => new(format!("two elements have the id `{target}`")).hint("give one of them another id"),
        Problem::Outline(flaw) => {
            let (message, hint) = flaw.describe(target);
            new(message).hint(hint)
        }
    }
}

/// Returns an address of the site that looks like `target`: in the same folder, or of the same name.
fn near(target: &str, outputs: &Outputs<'_>, base: &BaseUrl) -> Option<String> {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let path = target[..end].strip_prefix(base.path()).unwrap_or(target[..end].trim_start_matches('/'));
    let (folder, name) = split(path);
    let addresses = outputs.iter().map(|(path, _)| path.strip_suffix("index.html").unwrap_or(path));
    let candidates = addresses.filter(|address| {
        let (other_folder, other_name) = split(address);
        other_folder == folder || other_name == name
    });
    let same_name = |address: &&str| !name.is_empty() && split(address).1 == name;
    let candidates: Vec<&str> = candidates.collect();
    let near = nearest(path, candidates.iter().copied()).or_else(|| candidates.iter().copied().find(same_name));
    near.map(|path| base.href(path))
}

/// Returns the folder and the name of an address; a slash at the end belongs to the name.
fn split(path: &str) -> (&str, &str) {
    let name = path.strip_suffix('/').unwrap_or(path);
    name.rfind('/').map_or(("", name), |slash| (&name[..slash], &name[slash + 1..]))
}
