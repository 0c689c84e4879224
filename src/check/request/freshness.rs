//! Projects, and how old things are: the newest page, a résumé that is kept by hand.

use chrono::NaiveDate;

use super::gather::Gather;
use super::{Dated, Site};
use crate::diagnostic::Code;

/// Projects that a site shows at least.
const PROJECTS: usize = 2;
/// Days that the newest page may be old.
const DAYS: i64 = 60;

pub(super) fn check(site: &Site<'_>, gather: &mut Gather) {
    let subject = site.subject;
    if subject.projects < PROJECTS {
        let message = match subject.projects {
            0 => "the site shows no project".to_owned(),
            count => format!("the site shows {count} project"),
        };
        let hint = "publish two or three in `content/projects`, each with its code and one result".to_owned();
        gather.on_site(Code::FewProjects, None, message, hint);
    }
    let newest = subject.pages.iter().filter_map(|page| Some((page.day?, page))).max_by_key(|(day, _)| *day);
    if let Some((day, page)) = newest.filter(|(day, _)| (subject.as_of - *day).num_days() > DAYS) {
        let age = (subject.as_of - day).num_days();
        let message = format!("nothing is newer than `{}` of {day}, {age} days ago", page.title);
        let hint = "a line with `milepost log` is enough".to_owned();
        gather.on_site(Code::StaleSite, Some(page.span), message, hint);
    }
    if let Some(issued) = subject.newest_credential {
        resume(site, issued, gather);
    }
}

fn resume(site: &Site<'_>, issued: NaiveDate, gather: &mut Gather) {
    let hint = "make it anew, or let `resume:` in the plan make it of the evidence";
    let tell =
        |what: &str, day: NaiveDate| format!("`{what}` is of {day}, and the newest credential was issued on {issued}");
    let pages = site.subject.pages.iter().filter(|page| is_resume(name_of(page)));
    for (page, day) in pages.filter_map(|page| Some((page, page.day?))).filter(|(_, day)| *day < issued) {
        gather.on_site(Code::OutdatedResume, Some(page.span), tell(&page.title, day), hint.to_owned());
    }
    for (path, output) in site.outputs.iter().filter(|(path, _)| path.extension() == "pdf") {
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        if let Some(day) = pdf_day(output.bytes()).filter(|day| *day < issued && is_resume(name)) {
            let span = site.sources.iter().find(|(_, file)| file.path.as_str().rsplit('/').next() == Some(name));
            let span = span.map(|(id, _)| crate::diagnostic::Span::new(id, 0..0));
            gather.on_site(Code::OutdatedResume, span, tell(path.as_str(), day), hint.to_owned());
        }
    }
}

/// Returns the last part of a page's address.
fn name_of(page: &Dated) -> &str {
    let folder = page.output.strip_suffix("/index.html").unwrap_or(&page.output);
    folder.rsplit('/').next().unwrap_or_default()
}

fn is_resume(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| matches!(word, "resume" | "résumé" | "cv" | "lebenslauf"))
}

/// Returns the latest day that a PDF says it was made or changed on.
fn pdf_day(bytes: &[u8]) -> Option<NaiveDate> {
    let text = String::from_utf8_lossy(bytes);
    let of_info = text.match_indices("(D:").filter_map(|(at, mark)| {
        let digits = text.get(at + mark.len()..at + mark.len() + 8)?;
        NaiveDate::parse_from_str(digits, "%Y%m%d").ok()
    });
    let of_metadata = text.match_indices("Date>").filter_map(|(at, mark)| {
        let date = text.get(at + mark.len()..at + mark.len() + 10)?;
        date.parse().ok()
    });
    of_info.chain(of_metadata).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_says_when_it_was_made() {
        let day = |text: &str| pdf_day(text.as_bytes()).map(|day| day.to_string());
        assert_eq!(day("/CreationDate (D:20260301120000Z) /ModDate(D:20260402)"), Some("2026-04-02".to_owned()));
        assert_eq!(day("<xmp:ModifyDate>2026-05-01T00:00:00Z</xmp:ModifyDate>"), Some("2026-05-01".to_owned()));
        assert_eq!(day("(D:2026)"), None);
    }

    #[test]
    fn a_resume_is_told_by_its_name() {
        assert!(["resume.pdf", "noor-cv.pdf", "Lebenslauf_2026.pdf", "cv"].into_iter().all(is_resume));
        assert!(!["cve-2026.pdf", "resumed.pdf"].into_iter().any(is_resume));
    }
}
