//! Skills by kind of evidence: what somebody who hires can read at a glance, and open.
//!
//! A row is a skill, a column a kind of evidence, the strongest kind first. A cell has the number of proofs and leads to
//! the proof where there is one, and to the list of them on the skill's page where there are more. A strip shows in which
//! months they came to be. There is no rating in it: whatever is shown is counted.

use chrono::{Datelike, NaiveDate};

use super::frame::Frame;
use super::skill;
use super::view::{DateView, EvidenceCell, EvidenceColumn, EvidenceMatrix, EvidenceRow, ProofGroup};
use super::{date, entry};
use crate::plan::{ProofKind, Skill};
use crate::site::Site;
use crate::site::evidence::{EvidenceKind, Proof};
use crate::site::progress::SkillProgress;
use crate::words::{Words, word};

/// A strip shows at most so many months: a year tells whether a skill is alive.
const MONTHS: i32 = 12;

/// A family of kinds of evidence, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Verified,
    Code,
    Talks,
    Writing,
}

impl Family {
    const ALL: [Self; 4] = [Self::Verified, Self::Code, Self::Talks, Self::Writing];

    fn of(proof: &Proof) -> Self {
        if proof.level >= 3 {
            return Self::Verified;
        }
        match proof.kind {
            EvidenceKind::Own(_) | EvidenceKind::Hosted(ProofKind::Note | ProofKind::Post) => Self::Writing,
            EvidenceKind::Hosted(
                ProofKind::Talk | ProofKind::Slides | ProofKind::Video | ProofKind::Paper | ProofKind::Report,
            ) => Self::Talks,
            EvidenceKind::Hosted(_) => Self::Code,
        }
    }

    fn column(self, words: &Words) -> EvidenceColumn {
        let (id, title, meaning) = match self {
            Self::Verified => ("verified", word!("matrix.verified"), word!("matrix.verified_means")),
            Self::Code => ("code", word!("matrix.code"), word!("matrix.code_means")),
            Self::Talks => ("talks", word!("matrix.talks"), word!("matrix.talks_means")),
            Self::Writing => ("writing", word!("matrix.writing"), word!("matrix.writing_means")),
        };
        EvidenceColumn { id, title: words.text(title).to_owned(), meaning: words.text(meaning).to_owned() }
    }
}

/// Returns the proofs of a skill by kind, the strongest kind first.
pub fn groups(site: &Site, proofs: &[Proof]) -> Vec<ProofGroup> {
    let group = |family: Family| {
        let own: Vec<Proof> = of(proofs, family).cloned().collect();
        (!own.is_empty()).then(|| ProofGroup { kind: family.column(&site.words), proofs: entry::proofs(site, &own) })
    };
    Family::ALL.into_iter().filter_map(group).collect()
}

fn of(proofs: &[Proof], family: Family) -> impl Iterator<Item = &Proof> {
    proofs.iter().filter(move |proof| Family::of(proof) == family)
}

/// Returns the matrix of all skills that are shown, if there is any.
pub fn matrix(frame: &Frame<'_>) -> Option<EvidenceMatrix> {
    let mut skills: Vec<(&Skill, &SkillProgress)> = skill::shown(frame).collect();
    skills.sort_by_key(|(_, progress)| std::cmp::Reverse(progress.proofs.len()));
    let is_used = |family: &Family| skills.iter().any(|(_, progress)| of(&progress.proofs, *family).next().is_some());
    let families: Vec<Family> = Family::ALL.into_iter().filter(is_used).collect();
    let count = |progress: &SkillProgress, family| of(&progress.proofs, family).count();
    let most = skills.iter().flat_map(|(_, progress)| families.iter().map(|family| count(progress, *family))).max()?;
    let months = Months::up_to(frame.words, frame.site.as_of, frame.site.progress.calendar.start);
    let rows = skills.iter().filter_map(|(skill, progress)| {
        let line = skill::line(frame, skill, progress);
        let cells =
            families.iter().map(|family| cell(frame.words, (&line.title, &line.href), &progress.proofs, *family, most));
        Some(EvidenceRow {
            cells: cells.collect(),
            newest: progress.proofs.iter().map(|proof| proof.date).max().map(|day| month_and_year(frame.words, day))?,
            strip: months.strip(&progress.proofs),
            strip_label: months.in_words(&progress.proofs),
            skill: line,
        })
    });
    let rows: Vec<EvidenceRow> = rows.collect();
    let columns = families.iter().map(|family| family.column(frame.words)).collect();
    Some(EvidenceMatrix { columns, rows, months: months.named() })
}

fn cell(words: &Words, (title, href): (&str, &str), proofs: &[Proof], family: Family, most: usize) -> EvidenceCell {
    let own: Vec<&Proof> = of(proofs, family).collect();
    let column = family.column(words);
    let label =
        |what: &str| words.with(word!("matrix.cell"), &[("skill", title), ("kind", &column.title), ("what", what)]);
    let (href, label) = match own[..] {
        [] => (None, String::new()),
        [only] => {
            let (one, title) = (words.count(word!("count.proofs"), 1), entry::proof_title(words, only));
            let what = words.with(word!("pair.comma"), &[("name", &one), ("value", &title)]);
            (Some(only.href.clone()), label(&what))
        }
        _ => {
            let label = label(&words.count(word!("count.proofs"), own.len()));
            (Some(format!("{href}#proofs-{}", column.id)), label)
        }
    };
    let weight = u8::try_from((own.len() * 4).div_ceil(most.max(1))).unwrap_or(4).min(4);
    EvidenceCell { count: own.len(), weight, href, label }
}

fn month_and_year(words: &Words, day: NaiveDate) -> DateView {
    DateView { short: words.date(word!("date.mon"), day), ..date::view(words, day) }
}

/// The months of a strip, counted from the year 0.
struct Months<'a> {
    words: &'a Words,
    first: i32,
    last: i32,
}

impl<'a> Months<'a> {
    /// Returns the months from the start of the plan to `as_of`, the latest year of them.
    fn up_to(words: &'a Words, as_of: NaiveDate, start: NaiveDate) -> Self {
        let last = number(as_of);
        Self { words, first: number(start).clamp(last - MONTHS + 1, last), last }
    }

    fn count(proofs: &[Proof], month: i32) -> usize {
        proofs.iter().filter(|proof| number(proof.date) == month).count()
    }

    /// Returns one cell for each month. Classes: `cell` and `c0` to `c4`, as in the calendar of activity.
    fn strip(&self, proofs: &[Proof]) -> String {
        let cell = |(place, month)| {
            let level = Self::count(proofs, month).min(4);
            format!(r#"<rect class="cell c{level}" x="{}" width="14" height="14" rx="3"/>"#, place * 17)
        };
        let cells: String = (0..).zip(self.first..=self.last).map(cell).collect();
        let width = (self.last - self.first + 1) * 17 - 3;
        format!(
            r#"<svg class="strip" viewBox="0 0 {width} 14" width="{width}" height="14" aria-hidden="true">{cells}</svg>"#
        )
    }

    fn in_words(&self, proofs: &[Proof]) -> String {
        let months = (self.first..=self.last).rev().map(|month| (month, Self::count(proofs, month)));
        let words = months.filter(|(_, count)| *count > 0).map(|(month, count)| {
            let values = [("n", &*self.words.whole(count)), ("month", &self.name(month))];
            self.words.with(word!("matrix.in_month"), &values)
        });
        self.words.list(&words.collect::<Vec<_>>())
    }

    /// Returns a month as `Oct 2026`.
    fn name(&self, month: i32) -> String {
        let of_year = month.rem_euclid(12).cast_unsigned() + 1;
        let first = NaiveDate::from_ymd_opt(month.div_euclid(12), of_year, 1).unwrap_or(NaiveDate::MIN);
        self.words.date(word!("date.mon"), first)
    }

    fn named(&self) -> String {
        let (first, last) = (self.name(self.first), self.name(self.last));
        if self.first == self.last {
            last
        } else {
            self.words.with(word!("period.to"), &[("start", &first), ("end", &last)])
        }
    }
}

/// Returns the number of the month of a day, counted from the year 0.
fn number(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn proof(kind: EvidenceKind, date: &str) -> Proof {
        Proof {
            kind,
            also: vec![],
            title: "T".to_owned(),
            of: None,
            href: format!("https://example.org/{date}"),
            level: kind.level(),
            date: day(date),
            page: None,
            expires: None,
            archived: None,
        }
    }

    #[test]
    fn evidence_is_sorted_into_kinds_by_what_it_is_and_who_vouches() {
        let proofs = [
            proof(EvidenceKind::Hosted(ProofKind::Credential), "2026-10-01"),
            proof(EvidenceKind::Hosted(ProofKind::Pr), "2026-10-02"),
            proof(EvidenceKind::Hosted(ProofKind::Talk), "2026-10-03"),
            proof(EvidenceKind::Hosted(ProofKind::Post), "2026-10-04"),
        ];
        let ids: Vec<&str> =
            groups(&crate::render::feed::fixture::site(""), &proofs).iter().map(|group| group.kind.id).collect();
        assert_eq!(ids, ["verified", "code", "talks", "writing"]);
    }

    #[test]
    fn one_proof_is_opened_itself_and_several_on_the_page_of_the_skill() {
        let repo = EvidenceKind::Hosted(ProofKind::Repo);
        let proofs = [proof(repo, "2026-10-01"), proof(repo, "2026-11-01")];
        assert_eq!(
            cell(Words::english(), ("S", "/s/"), &proofs[..1], Family::Code, 8).href.as_deref(),
            Some("https://example.org/2026-10-01")
        );
        let both = cell(Words::english(), ("S", "/s/"), &proofs, Family::Code, 8);
        assert_eq!((both.href.as_deref(), both.count, both.weight), (Some("/s/#proofs-code"), 2, 1));
        assert_eq!(cell(Words::english(), ("S", "/s/"), &proofs, Family::Talks, 8).href, None);
    }

    #[test]
    fn a_strip_has_the_months_of_the_plan_and_at_most_a_year() {
        let months = Months::up_to(Words::english(), day("2026-11-29"), day("2026-10-15"));
        let proofs = [proof(EvidenceKind::Hosted(ProofKind::Ci), "2026-10-01")];
        assert_eq!(months.named(), "Oct 2026 to Nov 2026");
        assert_eq!(months.in_words(&proofs), "1 in Oct 2026");
        assert_eq!(months.strip(&proofs).matches("<rect").count(), 2);
        let long = Months::up_to(Words::english(), day("2028-01-05"), day("2020-01-01"));
        assert_eq!(long.named(), "Feb 2027 to Jan 2028");
        assert_eq!(
            Months::up_to(Words::english(), day("2026-11-29"), day("2027-03-01")).named(),
            "Nov 2026",
            "before the plan begins"
        );
    }
}
