//! Sums of money in texts that visitors read.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::plan::id::PlanId;
use crate::plan::schema::Visibility;

/// From how much on a sum is somebody's income and not the `$1` of a shell.
const LEAST: f64 = 1000.0;

const SIGNS: &[char] = &['$', '€', '£', '¥', '₹'];
const CODES: &[&str] = &["USD", "EUR", "GBP", "CHF", "JPY", "INR", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (text, span) in texts(subject) {
        // What stands in the overlay is private whatever its key.
        let is_public = span.source == subject.file.schema.span.source;
        let Some(sum) = sum_in(text).filter(|_| is_public) else { continue };
        let message = format!("a text that visitors read names a sum of money: `{sum}`");
        found.push(
            Diagnostic::new(Code::MoneyInPublic, span, message)
                .hint("say it without the sum, and keep that in `plan.private.yaml` or under `private:`"),
        );
    }
}

/// Returns every text of the plan that a visitor may read, with its place.
fn texts<'a>(subject: &'a Subject<'a>) -> Vec<(&'a str, Span)> {
    let file = subject.file;
    let mut texts: Vec<(&str, Span)> = Vec::new();
    let site = file.site.as_ref();
    let head = subject.head;
    let by_path = [
        ("site.title", site.map(|site| site.title.as_str())),
        ("site.description", site.and_then(|site| site.description.as_deref())),
        ("plan.title", Some(head.title.as_str())),
        ("plan.tagline", head.tagline.as_deref()),
        ("plan.focus", head.focus.as_deref()),
        ("resume.summary", file.resume.as_ref().and_then(|resume| resume.summary.as_deref())),
    ];
    let placed = by_path.into_iter().filter_map(|(path, text)| Some((text?, subject.places.path(path)?)));
    texts.extend(placed);
    let mut add = |id: &Spanned<PlanId>, title: &'a str, summary: Option<&'a str>, visibility: Option<Visibility>| {
        if visibility != Some(Visibility::Private) {
            texts.push((title, subject.places.key(id.span, "title")));
            texts.extend(summary.map(|summary| (summary, subject.places.key(id.span, "summary"))));
        }
    };
    for phase in file.phases.iter().filter(|phase| phase.visibility != Some(Visibility::Private)) {
        add(&phase.id, &phase.title, phase.summary.as_deref(), None);
        for item in &phase.items {
            add(&item.id, &item.title, item.summary.as_deref(), item.visibility);
            item.criteria.iter().for_each(|one| add(&one.id, &one.title, None, item.visibility));
        }
    }
    for project in &file.projects {
        add(&project.id, &project.title, project.summary.as_deref(), project.visibility);
        project.features.iter().for_each(|one| add(&one.id, &one.title, None, project.visibility));
    }
    file.certifications.iter().for_each(|one| add(&one.id, &one.title, None, one.visibility));
    file.skills.iter().for_each(|one| add(&one.id, &one.title, None, one.visibility));
    file.goals.iter().for_each(|one| add(&one.id, &one.title, None, one.visibility));
    file.outreach.iter().for_each(|one| add(&one.id, &one.title, None, one.visibility));
    file.roles.iter().for_each(|one| add(&one.id, &one.title, None, one.visibility));
    file.resources.iter().for_each(|one| add(&one.id, &one.title, None, one.visibility));
    texts
}

/// Returns the first sum of money in `text` that is large enough to be somebody's business.
fn sum_in(text: &str) -> Option<&str> {
    let starts = text.char_indices().filter(|(_, c)| SIGNS.contains(c) || c.is_ascii_digit() || c.is_ascii_uppercase());
    starts.map(|(start, _)| start).find_map(|start| sum_at(text, start))
}

/// Returns the sum that begins at `start`: a currency and an amount, or an amount and a currency.
fn sum_at(text: &str, start: usize) -> Option<&str> {
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',')) {
        return None;
    }
    let rest = &text[start..];
    let (length, amount) = match currency(rest) {
        Some(length) => {
            let gap = spaces(&rest[length..]);
            let (amount_length, amount) = amount(&rest[length + gap..])?;
            (length + gap + amount_length, amount)
        }
        None => {
            let (amount_length, amount) = amount(rest)?;
            let gap = spaces(&rest[amount_length..]);
            (amount_length + gap + currency(&rest[amount_length + gap..])?, amount)
        }
    };
    (amount >= LEAST).then(|| &rest[..length])
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len()
}

/// Returns the length of the currency that `text` begins with.
fn currency(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| SIGNS.contains(c)).map(char::len_utf8);
    let is_whole = |code: &str| !text[code.len()..].starts_with(|c: char| c.is_alphabetic());
    let code = CODES.iter().find(|code| text.starts_with(**code) && is_whole(code)).map(|code| code.len());
    let us = text.strip_prefix("US").filter(|rest| rest.starts_with('$')).map(|_| "US$".len());
    sign.or(code).or(us)
}

/// Returns the length and the value of the amount that `text` begins with: `150,000`, `150-200K`, `1.5M`.
fn amount(text: &str) -> Option<(usize, f64)> {
    let (mut length, mut value) = number(text)?;
    let rest = &text[length..];
    let dash = rest.chars().next().filter(|c| matches!(c, '-' | '–' | '—')).map_or(0, char::len_utf8);
    if dash > 0
        && let Some((more, upper)) = number(&rest[dash..])
    {
        length += dash + more;
        value = value.max(upper);
    }
    let factor = match text[length..].chars().next() {
        Some('k' | 'K') => 1e3,
        Some('m' | 'M') => 1e6,
        _ => 1.0,
    };
    let suffix = usize::from(factor > 1.0);
    // `5 km` and `$2 more` have no suffix but a word.
    if text[length + suffix..].starts_with(|c: char| c.is_alphabetic()) {
        return (suffix == 0).then_some((length, value));
    }
    Some((length + suffix, value * factor))
}

fn number(text: &str) -> Option<(usize, f64)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(text.len());
    let written = text[..end].trim_end_matches([',', '.']);
    if !written.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // Groups of three digits after a mark are thousands; anything else after it is a fraction.
    let mut groups = written.split([',', '.']);
    let mut digits = groups.next().unwrap_or_default().to_owned();
    for group in groups {
        if group.len() != 3 {
            break;
        }
        digits += group;
    }
    digits.parse().ok().map(|value| (written.len(), value))
}

#[cfg(test)]
mod tests {
    use super::sum_in;

    #[test]
    fn sums_are_seen_however_they_are_written() {
        for (text, sum) in [
            ("15-Month Path to $150-200K AI/ML Security Role", "$150-200K"),
            ("Investment: $65K", "$65K"),
            ("from 150.000 € on", "150.000 €"),
            ("about USD 150,000 a year", "USD 150,000"),
            ("US$ 2,000", "US$ 2,000"),
            ("90–120k EUR", "90–120k EUR"),
            ("£1.5M saved", "£1.5M"),
            ("$2000 more", "$2000"),
        ] {
            assert_eq!(sum_in(text), Some(sum), "{text}");
        }
    }

    #[test]
    fn other_figures_are_no_sums() {
        for text in [
            "awk: what $1 means",
            "$10 a month",
            "10+ projects",
            "CVE-2024-3094",
            "SEC595 in 2000 words",
            "EURO 2024",
            "1000 USDA records",
            "16 GB and 150 K",
            "PM2000",
            "",
        ] {
            assert_eq!(sum_in(text), None, "{text}");
        }
    }
}
