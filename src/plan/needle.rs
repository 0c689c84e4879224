//! What must not appear on the site: every private value of `plan.yaml` and of its overlay, for the leak scan.
//!
//! The build opens `plan.private.yaml` for this purpose only. What is made of it are [`Needle`]s, which cannot be
//! serialised and do not even show themselves when they are printed, so that they go nowhere but into the scan.
//!
//! ```compile_fail
//! fn publish<T: serde::Serialize>(_: T) {}
//! fn leak(needle: milepost::plan::needle::Needle) { publish(needle); }
//! ```

use std::fmt;

use super::{PLAN_FILE, PRIVATE_FILE, read};
use crate::diagnostic::{Span, Spanned};
use crate::source::Sources;
use crate::source::load::tracked::PrivateValue;
use crate::source::value::{Data, Value};

/// Something that must not appear.
#[derive(Clone, PartialEq, Eq)]
pub struct Needle {
    /// What it is, without the value: `income[inc-y1].usd`.
    pub what: String,
    /// Where it is written.
    pub span: Span,
    /// How it may be spelled.
    pub form: Form,
    /// Where it is looked for.
    pub reach: Reach,
}

/// How something private may be spelled.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Words.
    Text(String),
    /// A sum of money, or a number as large as one.
    Figure(u64),
    /// From and to.
    Range(u64, u64),
    /// A path below the site, or the name of a file.
    Path(String),
}

/// Where a needle is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// In every file.
    Everywhere,
    /// In every file, unless a published page says it itself: what is merely not published yet may be announced.
    UnlessWritten,
    /// In what is made of the plan: a word such as the name of a company, which a post may well mention.
    PlanPages,
}

/// Shows what it is and where, never the value.
impl fmt::Debug for Needle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Needle").field("what", &self.what).field("span", &self.span).finish_non_exhaustive()
    }
}

impl Needle {
    /// Returns whether `bytes` of a file write the needle as a path or a word is written: with its own marks between the
    /// words, escaped perhaps, and a single word in its own case or in capitals.
    pub fn is_written_as(&self, bytes: &[u8]) -> bool {
        match &self.form {
            Form::Text(word) => bytes == word.as_bytes() || bytes == word.to_uppercase().as_bytes(),
            Form::Path(path) => unescaped(bytes).eq_ignore_ascii_case(path.as_bytes()),
            Form::Figure(_) | Form::Range(..) => false,
        }
    }
}

/// Undoes the escapes of addresses and of JSON, as far as paths have them.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|_| byte == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(decoded) => {
                plain.push(decoded);
                rest = &tail[2..];
            }
            None => {
                if byte != b'\\' {
                    plain.push(byte);
                }
                rest = tail;
            }
        }
    }
    plain
}

/// What is looked for, and what may be there all the same.
#[derive(Debug, Clone, Default)]
pub struct Needles {
    /// What must not appear.
    pub private: Vec<Needle>,
    /// Every public text of the plan. What stands here as well is not private.
    pub public: Vec<Spanned<String>>,
    /// The entries of `privacy.allow`.
    pub allowed: Vec<Spanned<String>>,
}

impl Needles {
    /// Returns the values that can be looked for as they are written, outside the site: long texts, and sums that are
    /// hardly anything else.
    pub fn telling(&self) -> Vec<PrivateValue> {
        let is_public = |text: &str| self.public.iter().any(|public| public.value.contains(text));
        let text = |needle: &Needle| match &needle.form {
            _ if needle.reach != Reach::Everywhere || is_remark(&needle.what) => None,
            Form::Text(text) if !text.contains('\n') && text.len() <= 200 && !is_public(text) => Some(text.clone()),
            Form::Figure(number) if is_telling(*number) => Some(number.to_string()),
            _ => None,
        };
        let value =
            |needle: &Needle| Some(PrivateValue { what: needle.what.clone(), text: text(needle)?, span: needle.span });
        self.private.iter().filter_map(value).collect()
    }
}

/// Returns whether it is a remark that the public plan has beside its objects, which is kept off the site only.
fn is_remark(what: &str) -> bool {
    what.ends_with(".naming_note")
        || what.starts_with("plan.pauses")
        || (what.starts_with("plan.baselines") && what.ends_with(".reason"))
        || (what.starts_with("resources[") && what.ends_with("].note"))
}

/// Returns whether a number is hardly anything else than the sum that it is: 185000, but not 2000 and not 200000,
/// which any text may have of other things.
pub fn is_telling(number: u64) -> bool {
    number >= 10_000 && number.to_string().trim_end_matches('0').len() >= 2
}

/// Sections that are private whatever they say.
pub const PRIVATE_SECTIONS: [&str; 5] = ["companies", "applications", "income", "services", "rationale"];

/// Keys whose values are of the format, or name what stands elsewhere: they say nothing by themselves.
const STRUCTURAL: [&str; 40] = [
    "schema",
    "visibility",
    "kind",
    "type",
    "status",
    "level",
    "count",
    "src",
    "month",
    "months",
    "due",
    "start",
    "year",
    "tier",
    "order",
    "min",
    "hours",
    "week_hours",
    "valid_months",
    "needs",
    "skills",
    "roles",
    "resources",
    "counts_for",
    "cert",
    "goal",
    "counts",
    "verifies",
    "page",
    "superseded_by",
    "retired_on",
    "date",
    "booked",
    "attempts",
    "stage",
    "since",
    "next",
    "timezone",
    "theme",
    "language",
];

/// Reads the plan and its overlay for what must not appear. What cannot be read is reported where it is read for use.
pub fn collect(sources: &Sources) -> Needles {
    let mut needles = Needles::default();
    for (file, is_private) in [(PLAN_FILE, false), (PRIVATE_FILE, true)] {
        let value = sources.find(file).and_then(|(id, _)| read(sources, id).ok());
        let Some(Value { data: Data::Map(entries), .. }) = value else { continue };
        for (key, value) in &entries {
            match key.value.as_str() {
                "privacy" => allowed(value, &mut needles.allowed),
                "checks" | "schema" => {}
                name => {
                    let at = At { path: name.to_owned(), key: name, section: name };
                    walk(value, &at, is_private || PRIVATE_SECTIONS.contains(&name), &mut needles);
                }
            }
        }
    }
    needles
}

/// Where the walk is.
struct At<'a> {
    path: String,
    key: &'a str,
    section: &'a str,
}

fn walk(value: &Value, at: &At<'_>, is_private: bool, needles: &mut Needles) {
    match &value.data {
        Data::Map(entries) => {
            let is_hidden = |(key, value): &(Spanned<String>, Value)| {
                key.value == "visibility" && value.data == Data::Text("private".to_owned())
            };
            let is_private = is_private || entries.iter().any(is_hidden);
            for (key, value) in entries {
                let at = At { path: format!("{}.{}", at.path, key.value), key: &key.value, section: at.section };
                walk(value, &at, is_private || is_private_key(&at), needles);
            }
        }
        Data::List(items) => {
            if let (true, [a, b]) = (is_private && !is_structural(at.key), items.as_slice())
                && let (Some(from), Some(to)) = (figure(a, at.key), figure(b, at.key))
            {
                let form = Form::Range(from, to);
                needles.private.push(Needle {
                    what: at.path.clone(),
                    span: value.span,
                    form,
                    reach: Reach::Everywhere,
                });
            }
            for item in items {
                let path = match id_of(item) {
                    Some(id) => format!("{}[{id}]", at.path),
                    None => at.path.clone(),
                };
                walk(item, &At { path, key: at.key, section: at.section }, is_private, needles);
            }
        }
        _ if is_private => needles.private.extend(needle(value, at)),
        Data::Text(text) => needles.public.push(Spanned::new(text.clone(), value.span)),
        _ => {}
    }
}

/// Returns whether the key holds something private in an object that is public.
fn is_private_key(at: &At<'_>) -> bool {
    match at.key {
        "private" | "naming_note" => true,
        "note" => at.section == "resources",
        "reason" => at.path.starts_with("plan.pauses") || at.path.starts_with("plan.baselines"),
        _ => false,
    }
}

fn is_structural(key: &str) -> bool {
    STRUCTURAL.contains(&key)
}

/// Returns the name that a list's entry has in a path. Ids are not secret in a message to the owner.
fn id_of(value: &Value) -> Option<&str> {
    let Data::Map(entries) = &value.data else { return None };
    let id = entries.iter().find(|(key, _)| key.value == "id").map(|(_, value)| &value.data);
    if let Some(Data::Text(id)) = id { Some(id) } else { None }
}

fn needle(value: &Value, at: &At<'_>) -> Option<Needle> {
    if is_structural(at.key) {
        return None;
    }
    let (form, reach) = match &value.data {
        Data::Text(id) if at.key == "id" => (Form::Path(id.clone()), Reach::PlanPages),
        Data::Text(text) => {
            (Form::Text(text.clone()), reach_of(text, at.section == "companies" || at.key == "company")?)
        }
        _ => (Form::Figure(figure(value, at.key)?), Reach::Everywhere),
    };
    Some(Needle { what: at.path.clone(), span: value.span, form, reach })
}

/// Returns the number, if it can be told from a page number or a month: sums of money, and what is as large.
fn figure(value: &Value, key: &str) -> Option<u64> {
    let Data::Integer(number) = value.data else { return None };
    let least = if key.ends_with("usd") { 10 } else { 1000 };
    u64::try_from(number).ok().filter(|number| *number >= least)
}

/// Returns where a text is looked for; `None` for a common word, which says nothing by itself.
pub fn reach_of(text: &str, is_name: bool) -> Option<Reach> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let first = words.first()?;
    if is_name {
        return (text.chars().count() > 2).then_some(Reach::PlanPages);
    }
    if is_distinctive(text) {
        return Some(Reach::Everywhere);
    }
    let is_plain = words.len() == 1 && (first.chars().count() < 3 || first.chars().all(char::is_lowercase));
    // `4-6` is in every other date; a small number that is no text is not looked for either.
    let is_range = text.chars().all(|c| c.is_ascii_digit() || " -–./".contains(c))
        && text.chars().filter(char::is_ascii_digit).count() < 4;
    (!is_plain && !is_range).then_some(Reach::PlanPages)
}

/// Returns whether nobody would write the text by chance: a sentence, an address, a long number.
pub fn is_distinctive(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // Chinese and Japanese have no spaces between words.
    let weight: usize = words.map(|word| 1 + word.chars().filter(|c| is_ideograph(*c)).count() / 2).sum();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_address = text.contains("://") || (text.contains('@') && text.contains('.'));
    (weight >= 4 && text.chars().count() >= 20) || weight > 8 || digits >= 7 || is_address
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

fn allowed(value: &Value, allowed: &mut Vec<Spanned<String>>) {
    let Data::Map(entries) = &value.data else { return };
    let lists = entries.iter().filter(|(key, _)| key.value == "allow").filter_map(|(_, value)| match &value.data {
        Data::List(items) => Some(items),
        _ => None,
    });
    for item in lists.flatten() {
        match &item.data {
            Data::Text(text) => allowed.push(Spanned::new(text.clone(), item.span)),
            Data::Integer(number) => allowed.push(Spanned::new(number.to_string(), item.span)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::fixture::journal;

    /// Returns `what: value` for every needle, with `~` before what is looked for in pages of the plan only.
    fn found(text: &str) -> Vec<String> {
        let line = |needle: &Needle| {
            let value = match &needle.form {
                Form::Text(text) | Form::Path(text) => text.clone(),
                Form::Figure(number) => number.to_string(),
                Form::Range(from, to) => format!("{from} to {to}"),
            };
            let mark = if needle.reach == Reach::PlanPages { "~" } else { "" };
            format!("{mark}{}: {value}", needle.what)
        };
        collect(&journal(text)).private.iter().map(line).collect()
    }

    #[test]
    fn what_is_private_in_the_plan_is_looked_for() {
        let plan = "=== plan.yaml
plan:
  title: Public title
  pauses: [{from: 2027-01-01, to: 2027-01-02, reason: An operation of the left knee}]
  private: {target_salary_usd: [150000, 200000], week_hours: 30}
phases:
  - {id: open, title: Open, private: {note: base}}
  - {id: shut, title: Interview season, visibility: private, items: [{id: apply, title: Apply at four good places, month: 3}]}
companies: [{id: tier-1, names: [OpenAI, JP]}]
resources: [{id: book, title: A book, note: Bought with money from the bonus}]
";
        let expected = [
            "plan.pauses.reason: An operation of the left knee",
            "plan.private.target_salary_usd: 150000 to 200000",
            "plan.private.target_salary_usd: 150000",
            "plan.private.target_salary_usd: 200000",
            "~phases[shut].id: shut",
            "~phases[shut].title: Interview season",
            "~phases[shut].items[apply].id: apply",
            "phases[shut].items[apply].title: Apply at four good places",
            "~companies[tier-1].id: tier-1",
            "~companies[tier-1].names: OpenAI",
            "resources[book].note: Bought with money from the bonus",
        ];
        assert_eq!(found(plan), expected);
    }

    #[test]
    fn everything_in_the_overlay_is_private() {
        let overlay = "=== plan.private.yaml\nschema: 1\nplan: {title: The title that only I use, months: 15}\nprivacy: {allow: [150000, AI teams]}\n";
        assert_eq!(found(overlay), ["plan.title: The title that only I use"]);
        let allowed = collect(&journal(overlay)).allowed;
        assert_eq!(allowed.iter().map(|entry| entry.value.as_str()).collect::<Vec<_>>(), ["150000", "AI teams"]);
    }

    #[test]
    fn a_range_of_months_says_nothing_and_a_sum_does() {
        for text in ["4-6", "1 – 3", "12", "4/6", "base"] {
            assert_eq!(reach_of(text, false), None, "{text}");
        }
        for text in ["4-6 weeks", "$300", "300k", "2027-04", "4-6-2027", "Core ML"] {
            assert_eq!(reach_of(text, false), Some(Reach::PlanPages), "{text}");
        }
    }

    #[test]
    fn a_needle_does_not_show_itself() {
        let needles = collect(&journal("=== plan.private.yaml\nincome: [{id: a, usd: [150000, null]}]\n"));
        let shown = format!("{:?}", needles.private);
        assert!(shown.contains("income[a].usd") && !shown.contains("150"), "{shown}");
    }
}
