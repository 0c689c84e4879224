//! What became of every line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Longer lines are shown by their beginning.
const LONGEST_SHOWN: usize = 300;

/// What a line became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Title, length, focus of the plan.
    Head,
    /// What only the owner knows of the plan: budget, salary, hours.
    PrivateHead,
    /// A phase, or its length.
    Phase,
    /// A month or a week in a phase.
    Time,
    /// A study item.
    Item,
    /// A part of an item.
    Criterion,
    /// A certification.
    Certification,
    /// A skill.
    Skill,
    /// A goal that counts something.
    Goal,
    /// Something that a goal counts: another name of a project, or a project.
    Counted,
    /// A project.
    Project,
    /// A feature of a project.
    Feature,
    /// Outreach.
    Outreach,
    /// A role; what it pays is private.
    Role,
    /// A resource.
    Resource,
    /// A company, which is private.
    Company,
    /// A step of income, which is private.
    Income,
    /// A service with its rate, which is private.
    Service,
    /// A reason, which is private.
    Reason,
    /// A sentence beside a phase, an item or a project.
    Summary,
    /// A remark for the owner.
    Note,
    /// A heading that says what is below it.
    Heading,
    /// A line without words: a rule, the frame of a table, a fence.
    Mark,
    /// It has no place in a plan.
    Nowhere,
}

impl Place {
    /// Returns how lines of that kind are counted, one and several.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Head => ("of the plan as a whole", "of the plan as a whole"),
            Self::PrivateHead => ("of the plan, for you only", "of the plan, for you only"),
            Self::Phase => ("phase", "phases"),
            Self::Time => ("month or week", "months or weeks"),
            Self::Item => ("item", "items"),
            Self::Criterion => ("part of an item", "parts of items"),
            Self::Certification => ("certification", "certifications"),
            Self::Skill => ("skill", "skills"),
            Self::Goal => ("goal", "goals"),
            Self::Counted => ("thing that a goal counts", "things that a goal counts"),
            Self::Project => ("project", "projects"),
            Self::Feature => ("feature of a project", "features of projects"),
            Self::Outreach => ("outreach", "outreach"),
            Self::Role => ("role", "roles"),
            Self::Resource => ("resource", "resources"),
            Self::Company => ("company or tier of companies (private)", "companies or tiers of companies (private)"),
            Self::Income => ("step of income (private)", "steps of income (private)"),
            Self::Service => ("service (private)", "services (private)"),
            Self::Reason => ("reason (private)", "reasons (private)"),
            Self::Summary => ("summary", "summaries"),
            Self::Note => ("remark (private)", "remarks (private)"),
            Self::Heading => ("heading of what is below it", "headings of what is below them"),
            Self::Mark => ("mark without words", "marks without words"),
            Self::Nowhere => ("not placed", "not placed"),
        }
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The file, as it is shown.
    pub file: String,
    /// Lines that are not empty, by what became of them.
    pub counts: BTreeMap<Place, usize>,
    /// The lines that have no place, with their numbers.
    pub not_placed: Vec<(u32, String)>,
    /// What to look at in the draft.
    pub remarks: Vec<String>,
}

impl Report {
    /// Counts the lines of a file, of which `places` are known.
    pub(super) fn new(file: &str, lines: &[&str], places: &BTreeMap<u32, Place>) -> Self {
        let mut report = Self { file: file.to_owned(), ..Self::default() };
        for (number, line) in (1..).zip(lines) {
            if line.trim().is_empty() {
                continue;
            }
            let is_mark = !line.contains(char::is_alphanumeric)
                || line.trim_start().starts_with("```")
                || line.trim_start().starts_with("~~~");
            let place = match places.get(&number) {
                Some(place) => *place,
                None if is_mark => Place::Mark,
                None => Place::Nowhere,
            };
            *report.counts.entry(place).or_default() += 1;
            if place == Place::Nowhere {
                let line = super::text::clean(line);
                let shown: String = line.chars().take(LONGEST_SHOWN).collect();
                let end = if shown.len() < line.len() { " …" } else { "" };
                report.not_placed.push((number, shown + end));
            }
        }
        report
    }

    /// Returns the number of lines that are not empty.
    pub fn lines(&self) -> usize {
        self.counts.values().sum()
    }

    /// Returns the report as text: the counts, which add up to the lines, and every line without a place.
    pub fn text(&self) -> String {
        let count = self.lines();
        let mut text = format!("{}: {count} {} with text\n", self.file, if count == 1 { "line" } else { "lines" });
        for (place, count) in &self.counts {
            let (one, several) = place.names();
            let _ = writeln!(text, "{count:>6}  {}", if *count == 1 { one } else { several });
        }
        if !self.counts.contains_key(&Place::Nowhere) {
            text += "     0  not placed\n";
        }
        if !self.not_placed.is_empty() {
            text += "\nnot placed; write them where they belong:\n";
            for (number, line) in &self.not_placed {
                let _ = writeln!(text, "  {}:{number}: {line}", self.file);
            }
        }
        if !self.remarks.is_empty() {
            text += "\nlook at:\n";
            for remark in &self.remarks {
                let _ = writeln!(text, "  {remark}");
            }
        }
        text
    }
}
