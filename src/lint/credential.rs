//! What is known about certifications, in one table.
//!
//! Every row says when it was last held against its sources. A row states only what a source states; what is not known
//! is left out, and nothing is concluded from its absence. To add one, put it above the families at the end: the first
//! row that fits is taken.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::word::{set, tokens};

/// What is known about a certification.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Its name.
    pub(super) name: &'static str,
    /// The ways to call it: each a set of words that a title and its issuer have together.
    called: &'static [&'static str],
    /// Its exam, where an older one has been replaced.
    pub(super) exam: Option<Exam>,
    /// How long it is valid.
    pub(super) valid_months: Option<u32>,
    /// The last day on which it could be earned: year, month, day.
    retired: Option<(i32, u32, u32)>,
    /// What can be earned instead.
    pub(super) instead: &'static [&'static str],
    /// Years of experience that the issuer recommends, at least.
    pub(super) experience_years: u32,
    /// Whether it exists.
    pub(super) is_offered: bool,
    /// Whether the row is about all certifications of an issuer, and not about one.
    pub(super) is_family: bool,
}

/// The exam of a certification.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Exam {
    /// The code of the present one.
    pub(super) code: &'static str,
    /// Codes of earlier ones.
    pub(super) earlier: &'static [&'static str],
    /// From when on the last of these could not be taken: year, month, day.
    replaced: (i32, u32, u32),
}

impl Known {
    const fn new(name: &'static str, called: &'static [&'static str]) -> Self {
        Self {
            name,
            called,
            exam: None,
            valid_months: None,
            retired: None,
            instead: &[],
            experience_years: 0,
            is_offered: true,
            is_family: false,
        }
    }

    /// Returns the last day on which it could be earned.
    pub(super) fn retired_on(&self) -> Option<NaiveDate> {
        self.retired.and_then(date)
    }

    /// Returns the words by which `words` call it, if they do.
    fn names(&self, words: &BTreeSet<String>) -> Option<BTreeSet<String>> {
        self.called.iter().map(|name| set(name)).find(|name| name.is_subset(words))
    }
}

impl Exam {
    /// Returns from when on only the present exam could be taken.
    pub(super) fn replaced_on(&self) -> Option<NaiveDate> {
        date(self.replaced)
    }

    /// Returns the earlier exam whose code is in `text`.
    pub(super) fn earlier_in(&self, text: &str) -> Option<&'static str> {
        let text = tokens(text).join("-");
        self.earlier.iter().copied().find(|code| text.contains(&code.to_lowercase()))
    }
}

fn date((year, month, day): (i32, u32, u32)) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Returns what is known about a certification of that title and issuer.
pub(super) fn find(title: &str, issuer: Option<&str>) -> Option<&'static Known> {
    let mut words = set(title);
    words.extend(set(issuer.unwrap_or_default()));
    KNOWN.iter().find(|known| known.names(&words).is_some())
}

/// Returns the certification that `title` names, and the words of it that do not name it; no family.
pub(super) fn named_in(title: &str) -> Option<(&'static Known, BTreeSet<String>)> {
    let words = set(title);
    let mut single = KNOWN.iter().filter(|known| !known.is_family);
    single.find_map(|known| known.names(&words).map(|name| (known, words.difference(&name).cloned().collect())))
}

/// All rows; sources as of November 2026 unless a row says otherwise.
const KNOWN: &[Known] = &[
    // SY0-601 could be taken until 2024-07-31 (exam-labs.com); three years (certblaster.com, legalclarity.org).
    Known {
        exam: Some(Exam { code: "SY0-701", earlier: &["SY0-601", "SY0-501"], replaced: (2024, 8, 1) }),
        valid_months: Some(36),
        ..Known::new("CompTIA Security+", &["security+"])
    },
    // SCS-C03 since 2025-12-02, SCS-C02 until the day before; 3 to 5 years of experience (pluralsight.com, and the exam
    // guide of SCS-C02); three years (newhorizons.com on all of AWS).
    Known {
        exam: Some(Exam { code: "SCS-C03", earlier: &["SCS-C02", "SCS-C01"], replaced: (2025, 12, 2) }),
        valid_months: Some(36),
        experience_years: 3,
        ..Known::new("AWS Certified Security – Specialty", &["aws security specialty", "scs"])
    },
    // Retired on 2026-03-31 (ctaio.dev, techjacksolutions.com, dev.to/mgonzalezo); 2 years of experience (its exam guide).
    Known {
        valid_months: Some(36),
        retired: Some((2026, 3, 31)),
        instead: &[
            "AWS Certified Machine Learning Engineer – Associate",
            "AWS Certified Generative AI Developer – Professional",
        ],
        experience_years: 2,
        ..Known::new("AWS Certified Machine Learning – Specialty", &["aws ml specialty", "mls c01"])
    },
    // Retired on 2026-06-30 with its exam AI-102; valid for a year (learn.microsoft.com on role-based certifications).
    Known {
        valid_months: Some(12),
        retired: Some((2026, 6, 30)),
        instead: &["Microsoft Certified: Azure AI Apps and Agents Developer Associate"],
        ..Known::new("Microsoft Certified: Azure AI Engineer Associate", &["azure ai engineer", "ai 102"])
    },
    // Three years of industry experience (the issuer, as on flane.se); two years (support.google.com).
    Known {
        valid_months: Some(24),
        experience_years: 3,
        ..Known::new("Google Cloud Professional Machine Learning Engineer", &["google cloud ml engineer", "pmle"])
    },
    // Four years (secprove.com); SEC595 is its course (sans.org).
    Known {
        valid_months: Some(48),
        ..Known::new("GIAC Machine Learning Engineer (GMLE)", &["gmle", "giac ml engineer"])
    },
    // No such certification; GMLE is the nearest (sans.org, secprove.com).
    Known {
        is_offered: false,
        instead: &["GIAC Machine Learning Engineer (GMLE)"],
        ..Known::new("GIAC ML Security", &["giac ml security"])
    },
    // 24 months since 2024-04-01 (cncf.io, 2024-03-01).
    Known {
        valid_months: Some(24),
        ..Known::new("Certified Kubernetes Administrator", &["cka", "certified kubernetes administrator"])
    },
    Known {
        valid_months: Some(24),
        ..Known::new(
            "Certified Kubernetes Application Developer",
            &["ckad", "certified kubernetes application developer"],
        )
    },
    // Families. All of AWS, whatever the level: three years (newhorizons.com).
    Known { valid_months: Some(36), is_family: true, ..Known::new("certifications of AWS", &["aws certified"]) },
    // Professional certifications of Google Cloud: two years (support.google.com).
    Known {
        valid_months: Some(24),
        is_family: true,
        ..Known::new("professional certifications of Google Cloud", &["google cloud professional"])
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn name(title: &str, issuer: &str) -> Option<&'static str> {
        find(title, Some(issuer)).map(|known| known.name)
    }

    #[test]
    fn certifications_are_known_by_many_names() {
        for (title, issuer, expected) in [
            ("Security+", "", "CompTIA Security+"),
            ("AWS Security Specialty", "", "AWS Certified Security – Specialty"),
            ("Certified Security: Specialty", "Amazon Web Services", "AWS Certified Security – Specialty"),
            ("AWS ML Specialty", "AWS", "AWS Certified Machine Learning – Specialty"),
            ("Google Cloud ML Engineer", "", "Google Cloud Professional Machine Learning Engineer"),
            ("GIAC ML security certification", "GIAC", "GIAC ML Security"),
            ("AWS Certified Cloud Practitioner", "AWS", "certifications of AWS"),
        ] {
            assert_eq!(name(title, issuer), Some(expected), "{title}");
        }
        assert_eq!(name("Cloud ML certification", ""), None);
        assert_eq!(name("Security analyst", "A"), None);
    }

    #[test]
    fn rows_make_sense() {
        for known in KNOWN {
            assert!(known.retired.is_none() || known.retired_on().is_some(), "{}: no such day", known.name);
            assert!(known.is_offered || !known.instead.is_empty(), "{}: nothing instead", known.name);
            if let Some(exam) = &known.exam {
                assert!(exam.replaced_on().is_some() && !exam.earlier.contains(&exam.code), "{}", known.name);
            }
        }
    }
}
