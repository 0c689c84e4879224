//! The words of headings: what a section of a plan is about, in the languages that plans are written in.

use super::text::words;
use super::when::{self, Time, Unit};
use crate::plan::{ItemKind, ResourceKind};

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Companies,
    Roles,
    Income,
    Services,
    Budget,
    /// Why this field, or with `true` why this plan.
    Reasons(bool),
    Certifications,
    Projects,
    Resources(Option<ResourceKind>),
    Skills,
    Outreach,
    Goals,
    /// Things to do, of this kind where the words tell.
    Tasks(Option<ItemKind>),
    Summary,
    /// The plan itself: its phases are below.
    Plan,
    /// What has no field: it goes to the owner's notes.
    Notes,
}

/// Words that tell a section, the more telling first.
const WORDS: [(Section, &[&str]); 22] = [
    (
        Section::Companies,
        &["companies", "employers", "firmen", "unternehmen", "arbeitgeber", "empresas", "entreprises"],
    ),
    (Section::Roles, &["roles", "positions", "stellen", "rollen", "puestos", "postes"]),
    (
        Section::Income,
        &["income", "salary", "salaries", "compensation", "earnings", "gehalt", "einkommen", "salario", "salaire"],
    ),
    (Section::Services, &["consulting", "freelance", "freelancing", "services", "beratung", "rates"]),
    (Section::Budget, &["budget", "cost", "costs", "expenses", "investment", "kosten", "presupuesto", "finances"]),
    (
        Section::Certifications,
        &[
            "certification",
            "certifications",
            "certificates",
            "certs",
            "exams",
            "credentials",
            "zertifikate",
            "zertifizierungen",
            "prufungen",
            "certificaciones",
            "certificacoes",
            "certificats",
        ],
    ),
    (
        Section::Projects,
        &[
            "project",
            "projects",
            "portfolio",
            "capstone",
            "capstones",
            "projekt",
            "projekte",
            "proyectos",
            "projets",
            "projetos",
            "progetti",
        ],
    ),
    (
        Section::Resources(Some(ResourceKind::Course)),
        &["course", "courses", "moocs", "kurse", "cursos", "cours", "tutorials", "bootcamps"],
    ),
    (
        Section::Resources(Some(ResourceKind::Book)),
        &["books", "book", "reading", "bucher", "literatur", "libros", "livres", "livros"],
    ),
    (Section::Resources(Some(ResourceKind::Paper)), &["papers", "paper", "articles"]),
    (Section::Resources(Some(ResourceKind::Video)), &["videos", "youtube", "podcasts", "channels", "lectures"]),
    (Section::Resources(Some(ResourceKind::Tool)), &["tools", "software", "werkzeuge", "herramientas", "outils"]),
    (
        Section::Resources(Some(ResourceKind::Community)),
        &["communities", "community", "forums", "discord", "gemeinschaften", "comunidades"],
    ),
    (Section::Resources(Some(ResourceKind::Site)), &["websites", "blogs", "newsletters", "links"]),
    (
        Section::Resources(None),
        &[
            "resources",
            "resource",
            "materials",
            "references",
            "ressourcen",
            "material",
            "materialien",
            "quellen",
            "recursos",
            "ressources",
            "bibliography",
        ],
    ),
    (
        Section::Skills,
        &["skills", "competencies", "fahigkeiten", "kenntnisse", "kompetenzen", "habilidades", "competences"],
    ),
    (Section::Outreach, &["leadership", "networking", "outreach", "speaking", "blogging", "branding", "visibility"]),
    (Section::Tasks(Some(ItemKind::Build)), &["deliverable", "deliverables", "artifacts", "ergebnisse"]),
    (
        Section::Tasks(Some(ItemKind::Practice)),
        &[
            "exercises",
            "exercise",
            "practice",
            "labs",
            "lab",
            "assignments",
            "homework",
            "drills",
            "ubungen",
            "praxis",
            "ejercicios",
        ],
    ),
    (
        Section::Goals,
        &[
            "goal",
            "goals",
            "objective",
            "objectives",
            "milestones",
            "outcomes",
            "ziel",
            "ziele",
            "meilensteine",
            "objetivos",
            "objectifs",
        ],
    ),
    (
        Section::Tasks(None),
        &[
            "topic",
            "topics",
            "task",
            "tasks",
            "themen",
            "aufgaben",
            "inhalte",
            "lernen",
            "temas",
            "tareas",
            "checklist",
            "todo",
            "concepts",
            "theory",
            "learn",
            "study",
            "sujets",
            "focus",
            "activities",
            "actions",
            "steps",
        ],
    ),
    (
        Section::Notes,
        &[
            "notes",
            "note",
            "tips",
            "routine",
            "habits",
            "metrics",
            "tracking",
            "risks",
            "faq",
            "rules",
            "review",
            "notizen",
            "tipps",
            "reminders",
            "principles",
            "advice",
            "hints",
            "disclaimer",
            "motivation",
            "reflection",
            "regeln",
        ],
    ),
];
const SUMMARY: [&str; 18] = [
    "summary",
    "overview",
    "about",
    "introduction",
    "intro",
    "glance",
    "uberblick",
    "ubersicht",
    "zusammenfassung",
    "einleitung",
    "resumen",
    "profile",
    "background",
    "context",
    "facts",
    "steckbrief",
    "eckdaten",
    "apercu",
];
const PLAN: [&str; 20] = [
    "plan",
    "roadmap",
    "timeline",
    "schedule",
    "curriculum",
    "syllabus",
    "lernplan",
    "studienplan",
    "fahrplan",
    "zeitplan",
    "path",
    "program",
    "programme",
    "programm",
    "phases",
    "weeks",
    "stages",
    "modules",
    "breakdown",
    "learning",
];
const REASONS: [&str; 6] = ["why", "warum", "pourquoi", "porque", "rationale", "perche"];

/// Words that number the parts of a plan.
const PHASES: [&str; 40] = [
    "phase",
    "phases",
    "stage",
    "part",
    "module",
    "level",
    "step",
    "block",
    "section",
    "unit",
    "chapter",
    "milestone",
    "period",
    "track",
    "term",
    "stufe",
    "teil",
    "modul",
    "abschnitt",
    "etappe",
    "schritt",
    "einheit",
    "kapitel",
    "etape",
    "partie",
    "fase",
    "etapa",
    "parte",
    "modulo",
    "deel",
    "фаза",
    "этап",
    "модуль",
    "часть",
    "阶段",
    "フェーズ",
    "bloque",
    "niveau",
    "nivel",
    "epic",
];
const ORDINALS: [&str; 24] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "zero", "eins", "zwei", "drei", "vier", "i", "ii",
    "iii", "iv", "v", "vi", "vii", "viii", "a", "b", "c",
];

/// Returns what a section with this heading is about.
pub(super) fn section(heading: &str) -> Option<Section> {
    let words = words(heading);
    let (first, last) = (words.first()?.as_str(), words.last()?.as_str());
    if REASONS.contains(&first) {
        return Some(Section::Reasons(words.iter().any(|word| word == "plan" || word == "path" || word == "succeeds")));
    }
    let is_short = words.len() <= 4 || heading.trim_end().ends_with(':');
    let tells = |list: &[&str]| {
        list.contains(&last)
            || list.contains(&first)
            || (is_short && words.iter().any(|word| list.contains(&word.as_str())))
    };
    let is_income = |word: &String| WORDS[2].1.contains(&word.as_str());
    debug_assert_eq!(WORDS[2].0, Section::Income);
    if is_short && words.iter().any(is_income) {
        return Some(Section::Income);
    }
    if let Some((section, _)) = WORDS.iter().find(|(_, list)| list.contains(&last)) {
        return Some(*section);
    }
    if let Some((section, _)) = WORDS.iter().find(|(_, list)| tells(list)) {
        return Some(*section);
    }
    // What comes again every week is no plan of months.
    if words.iter().any(|word| matches!(word.as_str(), "daily" | "weekly" | "taglich" | "wochentlich" | "wochenplan"))
        && !words.iter().any(|word| matches!(word.as_str(), "breakdown" | "milestones" | "roadmap"))
    {
        return Some(Section::Notes);
    }
    if SUMMARY.contains(&last) || SUMMARY.contains(&first) && words.len() <= 3 {
        return Some(Section::Summary);
    }
    (PLAN.contains(&last) || words.iter().any(|word| matches!(word.as_str(), "roadmap" | "plan")))
        .then_some(Section::Plan)
}

/// Returns the title of a phase after the words that number it, such as `Foundation` of `Phase 1: Foundation`; empty
/// when there is none.
pub(super) fn phase(heading: &str) -> Option<String> {
    let mut parts = heading.split_whitespace();
    let (first, second) = (parts.next()?, parts.next());
    let is_phase = |part: &str| words(part).first().is_some_and(|word| PHASES.contains(&word.as_str()));
    let is_number = |part: &str| {
        words(part)
            .first()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()) || ORDINALS.contains(&word.as_str()))
    };
    if let Some(second) = second
        && ((is_phase(first) && is_number(second)) || (is_ordinal(first) && is_phase(second)))
    {
        // `Part a` is a part; `Part a letter` is a sentence.
        let rest = heading.trim_start().get(first.len()..).unwrap_or_default();
        let after = rest.find(second).map_or("", |at| &rest[at + second.len()..]);
        let is_letter =
            second.trim_end_matches([':', '.', ')', '-', '–', '—']).len() == 1 && second.starts_with(['a', 'i', 'v']);
        if is_letter
            && second.len() == 1
            && after.starts_with(' ')
            && !after.trim_start().starts_with([':', '-', '–', '—', '('])
        {
            return None;
        }
        return Some(super::text::trimmed(after));
    }
    // `第一阶段:基础`
    let rest = first.strip_prefix('第').and_then(|rest| rest.find("阶段").map(|at| &rest[at + "阶段".len()..]));
    rest.map(|rest| super::text::trimmed(rest.trim_start_matches(':')))
}

fn is_ordinal(part: &str) -> bool {
    let numbered =
        part.strip_suffix('.').is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    numbered
        || matches!(
            words(part).first().map(String::as_str),
            Some("first" | "second" | "third" | "fourth" | "erste" | "zweite" | "dritte" | "1st" | "2nd" | "3rd")
        )
}

/// Returns the time that a heading begins with, and its title after it.
pub(super) fn timed(heading: &str) -> Option<(when::When, String)> {
    let (time, range) = when::find(heading)?;
    let Time::At(when) = time else { return None };
    let before = super::text::trimmed(&heading[..range.start]);
    if !before.trim_matches(['(', '[']).is_empty() {
        return None;
    }
    // A year is a step of a ladder or a part of a plan; it is read as a time like the others.
    Some((when, super::text::trimmed(heading[range.end..].trim_start_matches([')', ']', '.', ' ']))))
}

/// Returns whether `word` says how long something is or when; ids leave such words out, with their numbers.
pub(super) fn is_time_word(word: &str) -> bool {
    Unit::of(word).is_some() || when::month_name(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_what_is_below_them() {
        for (heading, expected) in [
            ("Target Companies:", Section::Companies),
            ("Target Roles:", Section::Roles),
            ("Income Progression", Section::Income),
            ("Consulting Opportunities:", Section::Services),
            ("Certifications Path:", Section::Certifications),
            ("Must-Build Projects:", Section::Projects),
            ("Portfolio Projects", Section::Projects),
            ("AI/ML Security Skills:", Section::Skills),
            ("Study Resources", Section::Resources(None)),
            ("Books:", Section::Resources(Some(ResourceKind::Book))),
            ("Establish Thought Leadership:", Section::Outreach),
            ("Why AI/ML Security is the Future", Section::Reasons(false)),
            ("Why This Plan Succeeds", Section::Reasons(true)),
            ("Executive Summary", Section::Summary),
            ("15-Month AI/ML Security Plan", Section::Plan),
            ("Meine Ziele", Section::Goals),
            ("Bücher", Section::Resources(Some(ResourceKind::Book))),
        ] {
            assert_eq!(section(heading), Some(expected), "{heading}");
        }
        for heading in ["Web Fundamentals", "Linear Algebra", "HTTP", "🚀", ""] {
            assert_eq!(section(heading), None, "{heading}");
        }
    }

    #[test]
    fn phases_are_numbered_in_many_ways() {
        for (heading, title) in [
            ("Phase 1: Foundation (Months 1-3)", "Foundation (Months 1-3)"),
            ("Stage Two - Depth", "Depth"),
            ("Module III", ""),
            ("Part A: Start", "Start"),
            ("Teil 2 – Vertiefung", "Vertiefung"),
            ("1. Phase: Start", "Start"),
            ("Этап 1: Основы", "Основы"),
            ("第一阶段:基础", "基础"),
        ] {
            assert_eq!(phase(heading).as_deref(), Some(title), "{heading}");
        }
        for heading in ["Part a letter", "Step by step", "Level up", "Phase", "Basics", "Unit tests"] {
            assert_eq!(phase(heading), None, "{heading}");
        }
    }
}
