//! Certifications, skills, projects, outreach, roles and resources.

use super::{Leaf, Open, Place, Sorter};
use crate::import::draft::{Base, Certification, Outreach, Part, Project, Resource, Role, Skill};
use crate::import::id;
use crate::import::kind;
use crate::import::outline::Entry;
use crate::import::quantity;
use crate::import::text::{bare, enumerated, folded, key_and_value, parentheses, trimmed, without, words};
use crate::import::vocabulary::{self, Section};
use crate::plan::{ItemKind, ResourceKind};

impl Sorter<'_> {
    /// An entry of a section: what it is follows from the heading.
    pub(super) fn of_section(&mut self, section: Section, heading: &str, entry: &Entry) -> Place {
        let placed = match section {
            Section::Companies => self.company(entry),
            Section::Roles => self.role(entry),
            Section::Income => self.income(entry),
            Section::Services => self.service(entry),
            Section::Budget => Some(self.of_budget(entry)),
            Section::Reasons(is_plan) => Some(self.reason(is_plan, entry)),
            Section::Certifications => self.certification(entry),
            Section::Projects => self.project(entry),
            Section::Resources(kind) => self.resource(kind, entry),
            Section::Skills | Section::Plan if self.phase().is_some() => Some(self.study(entry, None)),
            Section::Skills => self.skill(heading, entry),
            Section::Outreach => self.outreach(entry),
            Section::Goals => Some(self.of_goals(entry)),
            Section::Tasks(kind) => Some(self.study(entry, kind)),
            Section::Summary => Some(self.of_summary(entry)),
            Section::Plan => Some(self.at_root(entry)),
            Section::Notes => None,
        };
        // What is no object of its kind is kept all the same.
        placed.unwrap_or_else(|| self.owner_note(entry))
    }

    /// A line of text below the heading of a section.
    pub(super) fn line_of_section(&mut self, section: Section, heading: &str, entry: &Entry) -> Place {
        match section {
            Section::Reasons(is_plan) => self.closing_or_reason(is_plan, entry),
            Section::Summary | Section::Plan => self.of_summary(entry),
            Section::Income | Section::Services | Section::Roles if !quantity::money(&entry.text, true).is_empty() => {
                self.of_section(section, heading, entry)
            }
            Section::Companies => self.of_section(section, heading, entry),
            // `### Project` with a sentence below it instead of a list.
            Section::Projects if self.phase().is_some() && !self.is_before_bullets() => {
                self.of_section(section, heading, entry)
            }
            Section::Budget => self.of_budget(entry),
            Section::Tasks(_) if self.phase().is_some() => match self.phase() {
                Some(phase) => self.line_of_phase(phase, entry),
                None => self.owner_note(entry),
            },
            _ => self.owner_note(entry),
        }
    }

    fn certification(&mut self, entry: &Entry) -> Option<Place> {
        let mut certification = Certification::default();
        let mut text = bare(&entry.text);
        for (range, inner) in parentheses(&text).into_iter().rev() {
            let inner = words(&inner).join(" ");
            let is_held =
                ["if needed", "if not current", "if not held", "if required", "if expired"].contains(&inner.as_str());
            let is_later =
                ["when available", "once available", "not yet available", "coming soon"].contains(&inner.as_str());
            let is_optional = ["optional", "nice to have", "bonus", "stretch"].contains(&inner.as_str());
            certification.if_not_held |= is_held;
            certification.is_unavailable |= is_later;
            certification.is_optional |= is_optional;
            if is_held || is_later || is_optional {
                text = without(&text, &range);
            }
        }
        if let Some((key, value)) =
            key_and_value(&text).filter(|(key, value)| folded(key) == "optional" && !value.is_empty())
        {
            debug_assert!(!key.is_empty());
            certification.is_optional = true;
            text = value;
        }
        let alternatives: Vec<&str> = [" or ", " oder "]
            .iter()
            .find(|word| text.contains(**word))
            .map_or(Vec::new(), |word| text.split(word).collect());
        if alternatives.iter().all(|one| one.trim().len() > 3) {
            certification.any_of = alternatives.iter().map(|one| (trimmed(one), String::new())).collect();
        }
        certification.base = Base::of(&entry.with_text(text))?;
        certification.base.when = certification.base.when.or_else(|| self.when());
        certification.base.is_private = self.hides();
        self.draft.certifications.push(certification);
        self.leaf(entry, Leaf::Certification(self.draft.certifications.len() - 1));
        Some(Place::Certification)
    }

    /// A bullet of several names, such as `SQL, pandas`, is several skills.
    fn skill(&mut self, heading: &str, entry: &Entry) -> Option<Place> {
        let names = enumerated(&entry.text);
        let are_names = names.len() > 1
            && !entry.text.contains(['(', ':'])
            && names.iter().all(|name| name.split_whitespace().count() <= 3);
        if !are_names || self.has_children(entry) {
            return self.one_skill(heading, entry);
        }
        names.into_iter().filter_map(|name| self.one_skill(heading, &entry.with_text(name))).reduce(|_, place| place)
    }

    fn one_skill(&mut self, heading: &str, entry: &Entry) -> Option<Place> {
        const LEVELS: [&str; 12] = [
            "expert",
            "advanced",
            "intermediate",
            "beginner",
            "basic",
            "proficient",
            "fluent",
            "fortgeschritten",
            "grundlagen",
            "experte",
            "solid",
            "working",
        ];
        let mut skill = Skill { base: Base::of(entry)?, ..Skill::default() };
        let title = skill.base.title.clone();
        for (range, inner) in parentheses(&title).into_iter().rev() {
            let level = words(&inner).into_iter().find(|word| LEVELS.contains(&word.as_str()));
            let parts = enumerated(&inner);
            if let Some(level) = level {
                skill.level = Some(level);
            } else if parts.len() > 1 {
                skill.parts = parts;
            } else {
                continue;
            }
            skill.base.title = without(&skill.base.title, &range);
        }
        if let Some((key, value)) = key_and_value(&skill.base.title).filter(|(_, value)| !value.is_empty()) {
            match words(&value).first().filter(|word| LEVELS.contains(&word.as_str())) {
                Some(level) => skill.level = Some(level.clone()),
                None => skill.parts.extend(enumerated(&value)),
            }
            skill.base.title = key;
        }
        let sides: Vec<&str> = skill.base.title.split('/').collect();
        let is_name = |side: &&str| side.len() > 2 && !side.contains(' ') && side.starts_with(char::is_uppercase);
        if sides.len() == 2 && sides.iter().all(is_name) && skill.parts.is_empty() {
            skill.any_of = sides.iter().map(|side| (*side).to_owned()).collect();
        }
        let group = id::words_of(&without_word(heading));
        skill.group = Some(group).filter(|group| !group.is_empty());
        self.draft.skills.push(skill);
        self.leaf(entry, Leaf::Skill(self.draft.skills.len() - 1));
        Some(Place::Skill)
    }

    fn project(&mut self, entry: &Entry) -> Option<Place> {
        if let Some(place) = self.goal(entry, self.phase()) {
            return Some(place);
        }
        let text = bare(&entry.text);
        let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let text = if numbered.len() < text.len() { numbered.trim_start_matches(['.', ')', ':', ' ']) } else { &text };
        let text = ["Project ", "Projekt "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
        let text = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches([':', '.', ' ']);
        let text = if text.is_empty() { &entry.text } else { text };
        let mut base = Base::of(&entry.with_text(text))?;
        let in_bold = entry.bold.first().and_then(|bold| Some((bold.clone(), base.title.strip_prefix(bold.as_str())?)));
        let in_bold = in_bold.filter(|(_, rest)| rest.trim_start().starts_with(['–', '—', '-']));
        let in_bold = in_bold.map(|(bold, rest)| (bold, trimmed(rest)));
        if let Some((key, value)) =
            in_bold.or_else(|| key_and_value(&base.title)).filter(|(key, value)| key.len() > 2 && !value.is_empty())
        {
            base.title = key;
            base.summary = base.summary.or(Some(value));
        }
        base.when = base.when.or_else(|| self.when());
        base.is_private = self.hides();
        self.draft.projects.push(Project { base, ..Project::default() });
        self.push(entry, Open::Project(self.draft.projects.len() - 1));
        Some(Place::Project)
    }

    pub(super) fn feature(&mut self, project: usize, entry: &Entry) -> Place {
        let project = &mut self.draft.projects[project];
        project.base.links.extend(entry.links.iter().cloned());
        match Part::of(entry) {
            Some(part) if quantity::money(&entry.text, false).is_empty() => {
                project.parts.push(part);
                Place::Feature
            }
            _ => {
                project.base.note("more", &entry.text);
                Place::Note
            }
        }
    }

    fn outreach(&mut self, entry: &Entry) -> Option<Place> {
        let mut base = Base::of(entry)?;
        base.when = base.when.or_else(|| self.when());
        base.is_private = self.hides() || kind::is_job_search(&entry.text);
        let target = super::study::counted(&entry.text);
        self.draft.outreach.push(Outreach { kind: kind::of_outreach(&base.title), base, target });
        self.leaf(entry, Leaf::Outreach(self.draft.outreach.len() - 1));
        Some(Place::Outreach)
    }

    fn role(&mut self, entry: &Entry) -> Option<Place> {
        let text = bare(&entry.text);
        let money = quantity::money(&text, true);
        let (plain, salary) = match money.first() {
            Some((sum, _)) => (quantity::without_money(&text, true)?, Some(sum.clone())),
            None => (text.clone(), None),
        };
        let mut base = Base::of(&entry.with_text(plain))?;
        let is_whole =
            salary.as_ref().is_none_or(|sum| sum.is_usd && sum.from.is_some() && sum.to.is_some()) && money.len() < 2;
        if !is_whole {
            base.note("from the plan", &text);
        }
        self.draft.roles.push(Role { base, salary });
        self.leaf(entry, Leaf::Role(self.draft.roles.len() - 1));
        Some(Place::Role)
    }

    pub(super) fn resource(&mut self, kind: Option<ResourceKind>, entry: &Entry) -> Option<Place> {
        let mut base = Base::of(entry)?;
        let link = entry.links.iter().find(|link| is_address(&link.url));
        let url = link.map(|link| link.url.clone()).or_else(|| address_in(&entry.text));
        let is_listed_loosely = kind.is_none();
        let kind = kind.unwrap_or_else(|| kind::of_resource(&entry.text));
        let mut resource =
            Resource { base: Base::default(), kind, authors: Vec::new(), publisher: None, is_free: false, url };
        let mut title = match &resource.url {
            Some(url) if base.title.contains(url.as_str()) => trimmed(&base.title.replace(url.as_str(), "")),
            _ => base.title.clone(),
        };
        for (range, inner) in parentheses(&title).into_iter().rev() {
            let is_free = matches!(folded(&inner).as_str(), "free" | "kostenlos" | "gratis" | "gratuit");
            let is_name = kind == ResourceKind::Book
                && inner.split_whitespace().count() <= 3
                && inner.starts_with(char::is_uppercase)
                && !inner.contains(',');
            if is_free {
                resource.is_free = true;
            } else if is_name && resource.publisher.is_none() {
                resource.publisher = Some(inner);
            } else {
                continue;
            }
            title = without(&title, &range);
        }
        for end in [" – free", " - free", " — free", ", free"] {
            if let Some(plain) = title.strip_suffix(end) {
                resource.is_free = true;
                title.truncate(plain.len());
            }
        }
        if is_listed_loosely && title.rsplit_once(" by ").is_some_and(|(_, name)| is_name(name)) {
            resource.kind = ResourceKind::Book;
        }
        let kind = resource.kind;
        if let Some((name, authors)) = [" by ", " von ", " de "].iter().find_map(|word| title.rsplit_once(*word))
            && (kind == ResourceKind::Book || link.is_some_and(|link| !link.text.contains(authors)))
            && authors.starts_with(char::is_uppercase)
            && (title.contains(" by ") || name.ends_with(['"', '”', '“']))
        {
            resource.authors = authors.split(" and ").flat_map(enumerated).collect();
            title.truncate(name.len());
        }
        let plain = title.trim_matches(|c: char| c.is_whitespace() || "\"“”„«»".contains(c));
        if !plain.is_empty() && plain.matches('"').count().is_multiple_of(2) {
            title = String::from(plain);
        }
        base.title = if title.contains(char::is_alphanumeric) { title } else { base.title };
        base.links.clear();
        base.is_private = self.hides();
        resource.base = base;
        self.draft.resources.push(resource);
        self.leaf(entry, Leaf::Resource(self.draft.resources.len() - 1));
        Some(Place::Resource)
    }

    pub(super) fn leaf(&mut self, entry: &Entry, leaf: Leaf) {
        if self.has_children(entry) {
            self.push(entry, Open::Leaf(leaf));
        }
    }

    /// What stands below something that takes remarks only.
    pub(super) fn remark(&mut self, leaf: Leaf, entry: &Entry) -> Place {
        let draft = &mut self.draft;
        let base = match leaf {
            Leaf::Certification(at) => &mut draft.certifications[at].base,
            Leaf::Skill(at) => {
                if entry.text.split_whitespace().count() <= 4 && quantity::money(&entry.text, false).is_empty() {
                    draft.skills[at].parts.push(bare(&entry.text));
                    return Place::Skill;
                }
                &mut draft.skills[at].base
            }
            Leaf::Outreach(at) => &mut draft.outreach[at].base,
            Leaf::Role(at) => &mut draft.roles[at].base,
            Leaf::Resource(at) => &mut draft.resources[at].base,
            Leaf::Company(at) => {
                let company = &mut draft.companies[at];
                company.names.extend(enumerated(&entry.text));
                return Place::Company;
            }
            Leaf::Income(at) => return super::private::more(&mut draft.income[at].note, entry),
            Leaf::Service(at) => return super::private::more(&mut draft.services[at].note, entry),
            Leaf::Reason(is_plan, at) => {
                let reasons = if is_plan { &mut draft.plan_reasons } else { &mut draft.field_reasons };
                reasons[at].text = format!("{}; {}", reasons[at].text, entry.text);
                return Place::Reason;
            }
        };
        base.note("more", &entry.text);
        Place::Note
    }

    /// An item of the phase that is open, for a cell of a table.
    pub(super) fn built(&mut self, entry: &Entry) -> Place {
        let place = self.study(entry, Some(ItemKind::Build));
        self.open.pop_if(|(rank, _)| *rank >= entry.rank);
        place
    }
}

/// Returns whether a visitor could open it, which is what `url:` takes.
pub(in crate::import) fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.len() > 10
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// `Martin Kleppmann` is the name of an author.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

fn address_in(text: &str) -> Option<String> {
    let word = text
        .split_whitespace()
        .map(|word| word.trim_matches(['(', ')', '<', '>', ',', ';', '.']))
        .find(|word| is_address(word));
    word.map(str::to_owned)
}

/// `Technical Skills` is the group `technical`.
fn without_word(heading: &str) -> String {
    let is_kept = |word: &&str| {
        vocabulary::section(word) != Some(Section::Skills)
            && !["required", "required:", "key", "core"].contains(&word.to_lowercase().as_str())
    };
    heading.split_whitespace().filter(is_kept).collect::<Vec<_>>().join(" ")
}
