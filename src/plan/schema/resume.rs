//! `resume:` of `plan.yaml`: what a résumé needs that neither plan nor content knows.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::record::{choice, record};
use crate::source::value::schema::Definitions;
use crate::source::value::{Data, Decode, Decoder, Value};

record! {
    /// The résumé. With this key, even an empty one, the site has the page `/resume/`; skills, projects and
    /// credentials come from the evidence.
    pub struct ResumeFile: "`resume`" {
        /// Two or three sentences; the plan's tagline without them.
        optional summary: String,
        /// City and country, as a reader should know them. Never a street.
        optional location: String,
        /// Jobs, newest first.
        list experience: ExperienceFile,
        /// Degrees and courses, newest first.
        list education: EducationFile,
        /// Languages that people speak.
        list languages: LanguageFile,
        /// How it looks, on the screen and on paper; `classic` by default.
        optional layout: ResumeLayout,
        /// The size of the sheet in a PDF; `a4` by default. A browser prints on what is in the printer.
        optional paper: Paper,
    }
}

choice! {
    /// How a résumé looks. Each is one column that is read, copied and parsed from top to bottom.
    pub enum ResumeLayout: "a layout of the résumé" {
        /// Headings with a line below them, dates behind what they are of.
        Classic = "classic",
        /// Small type and short paragraphs, for much on one sheet.
        Compact = "compact",
        /// Name and headings in the middle, dates in italics.
        Centered = "centered",
    }
}

choice! {
    /// A size of paper.
    pub enum Paper: "a size of paper" {
        /// 210 by 297 millimetres.
        A4 = "a4",
        /// 8.5 by 11 inches.
        Letter = "letter",
    }
}

record! {
    /// A job.
    pub struct ExperienceFile: "an entry of `experience`" {
        /// What one was, such as `Cloud engineer`.
        required role: String,
        /// Where.
        required organization: String,
        /// The address of the organization.
        optional url: Spanned<String>,
        /// City, or `remote`.
        optional location: String,
        /// The first day, month or year.
        required start: Spanned<PartialDate>,
        /// The last day, month or year; absent when it goes on.
        optional end: Spanned<PartialDate>,
        /// One sentence.
        optional summary: String,
        /// What was achieved, each with where to see it if it can be seen.
        list highlights: HighlightFile,
    }
}

record! {
    /// A degree or a course of study.
    pub struct EducationFile: "an entry of `education`" {
        /// The degree or course, such as `BSc Computer Science`.
        required title: String,
        /// Who gave it.
        required institution: String,
        /// The address of the institution.
        optional url: Spanned<String>,
        /// The first day, month or year.
        optional start: Spanned<PartialDate>,
        /// The last day, month or year.
        optional end: Spanned<PartialDate>,
        /// One sentence.
        optional summary: String,
    }
}

record! {
    /// A language that one speaks.
    pub struct LanguageFile: "an entry of `languages`" {
        /// Its name.
        required name: String,
        /// How well, in words or by a scale that others know, such as `native` or `C1`.
        optional level: String,
    }
}

record! {
    /// An achievement with the place that shows it.
    pub struct HighlightLink: "a highlight" {
        /// The achievement.
        required text: String,
        /// Where to see it: an address with `https://`, or a path on the site such as `/posts/x/`.
        optional url: Spanned<String>,
    }
}

/// An achievement: a text, or a text with an address.
#[derive(Debug, Clone, PartialEq)]
pub struct HighlightFile(pub HighlightLink);

impl Decode for HighlightFile {
    fn expected() -> String {
        "text, or `{text, url}`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match &value.data {
            Data::Text(text) => Some(Self(HighlightLink { text: text.clone(), url: None, span: value.span })),
            Data::Map(_) => HighlightLink::decode(value, decoder).map(Self),
            _ => decoder.wrong_type(value, "text, or `{text, url}`"),
        }
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "anyOf": [{ "type": "string" }, HighlightLink::schema(definitions)] })
    }
}

/// A year, a month or a day, as exact as one knows or wants to say. Earlier ones are smaller; a year is smaller than
/// its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: Option<u32>,
    /// The day, from 1; only with a month.
    pub day: Option<u32>,
}

impl fmt::Display for PartialDate {
    /// Writes `2024`, `2024-03` or `2024-03-09`, the forms of JSON Resume.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

const EXPECTED: &str = "a year, a month or a date, such as 2024, 2024-03 or 2024-03-09";

impl PartialDate {
    /// Returns the date that `text` names.
    fn parse(text: &str) -> Option<Self> {
        let numbers = |part: &str, length: usize| {
            let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u32>().ok()).flatten()
        };
        let mut parts = text.splitn(3, '-');
        let year = i32::try_from(numbers(parts.next()?, 4)?).ok().filter(|year| (1900..=2200).contains(year))?;
        let Some(month) = parts.next() else { return Some(Self { year, month: None, day: None }) };
        let month = numbers(month, 2).filter(|month| (1..=12).contains(month))?;
        let Some(day) = parts.next() else { return Some(Self { year, month: Some(month), day: None }) };
        let day = numbers(day, 2)?;
        chrono::NaiveDate::from_ymd_opt(year, month, day)?;
        Some(Self { year, month: Some(month), day: Some(day) })
    }
}

impl Decode for PartialDate {
    fn expected() -> String {
        EXPECTED.to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let text = match &value.data {
            Data::Text(text) => text.clone(),
            Data::Integer(year) => year.to_string(),
            _ => return decoder.wrong_type(value, EXPECTED),
        };
        Self::parse(&text).or_else(|| {
            let message = format!("`{text}` is not a year, a month or a date");
            let hint = "write it as 2024, 2024-03 or 2024-03-09";
            decoder.fail(Diagnostic::new(Code::BadDate, value.span, message).hint(hint))
        })
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "anyOf": [
            { "type": "integer", "minimum": 1900, "maximum": 2200 },
            { "type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$" },
        ] })
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(PartialDate::parse(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_date_is_as_exact_as_it_is_written() {
        check("2024", Some("2024"));
        check("2024-03", Some("2024-03"));
        check("2024-02-29", Some("2024-02-29"));
        for bad in ["", "24", "2024-3", "2024-13", "2023-02-29", "2024-03-09-01", "+202", "1066", "2024-", "März 2024"]
        {
            check(bad, None);
        }
    }

    #[test]
    fn earlier_is_smaller() {
        let dates = ["2023", "2024", "2024-02", "2024-03", "2024-03-09"].map(PartialDate::parse);
        assert!(dates.is_sorted() && dates.iter().all(Option::is_some));
    }
}
