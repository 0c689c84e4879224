//! What an item, a resource or outreach is, as far as its words tell.

use super::text::words;
use crate::plan::{ItemKind, OutreachKind, ResourceKind};

/// Returns whether somebody looks for work there, which is nobody's business.
pub(super) fn is_job_search(text: &str) -> bool {
    const PAIRS: [&str; 14] = [
        "job search",
        "job hunt",
        "job hunting",
        "job applications",
        "apply to",
        "apply for",
        "applying for",
        "applications to",
        "interview",
        "interviews",
        "interviewing",
        "salary",
        "negotiate",
        "negotiation",
    ];
    const MORE: [&str; 16] = [
        "jobsuche",
        "bewerbung",
        "bewerbungen",
        "vorstellungsgesprach",
        "recruiter",
        "recruiters",
        "referral",
        "referrals",
        "resign",
        "jobsearch",
        "employment search",
        "candidature",
        "entrevista",
        "entrevistas",
        "headhunter",
        "headhunters",
    ];
    let joined = format!(" {} ", words(text).join(" "));
    PAIRS.iter().chain(&MORE).any(|phrase| joined.contains(&format!(" {phrase} ")))
}

/// Returns what an item is, as far as its words tell.
pub(super) fn of_item(title: &str) -> ItemKind {
    const COURSE: [&str; 19] = [
        "course",
        "courses",
        "coursera",
        "udemy",
        "edx",
        "udacity",
        "nanodegree",
        "mooc",
        "bootcamp",
        "kurs",
        "curso",
        "cours",
        "lecture",
        "lectures",
        "vorlesung",
        "codecademy",
        "freecodecamp",
        "cs50",
        "tutorial",
    ];
    const EXAM: [&str; 9] = [
        "certified",
        "certification",
        "certificate",
        "exam",
        "cert",
        "zertifizierung",
        "prufung",
        "certificacion",
        "zertifikat",
    ];
    const BUILD: [&str; 18] = [
        "build",
        "create",
        "develop",
        "project",
        "demo",
        "demos",
        "deploy",
        "app",
        "website",
        "clone",
        "capstone",
        "portfolio",
        "baue",
        "projekt",
        "construir",
        "proyecto",
        "ship",
        "prototype",
    ];
    const PRACTICE: [&str; 20] = [
        "practice",
        "exercise",
        "exercises",
        "lab",
        "labs",
        "leetcode",
        "solve",
        "implement",
        "implementation",
        "automation",
        "hands",
        "katas",
        "write",
        "uben",
        "ubung",
        "ubungen",
        "problems",
        "tools",
        "refactor",
        "pipelines",
    ];
    let words = words(title);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&EXAM) {
        ItemKind::ExamPrep
    } else if has(&COURSE) || words.windows(2).any(|pair| pair == ["fast", "ai"]) {
        ItemKind::Course
    } else if has(&BUILD) {
        ItemKind::Build
    } else if has(&PRACTICE) {
        ItemKind::Practice
    } else {
        ItemKind::Topic
    }
}

/// Returns what outreach is, as far as its words tell.
pub(super) fn of_outreach(title: &str) -> OutreachKind {
    let words = words(title);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&[
        "blog",
        "blogs",
        "post",
        "posts",
        "article",
        "articles",
        "write",
        "writing",
        "newsletter",
        "series",
        "artikel",
    ]) {
        OutreachKind::Writing
    } else if has(&[
        "speak",
        "talk",
        "talks",
        "meetup",
        "meetups",
        "conference",
        "conferences",
        "present",
        "network",
        "networking",
        "vortrag",
        "podcast",
        "attend",
    ]) {
        OutreachKind::Speaking
    } else {
        OutreachKind::OpenSource
    }
}

/// Returns what a resource is, as far as its words tell.
pub(super) fn of_resource(title: &str) -> ResourceKind {
    let words = words(title);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let kinds: [(ResourceKind, &[&str]); 6] = [
        (ResourceKind::Book, &["book", "books", "buch", "handbook", "isbn", "libro", "livre", "edition"]),
        (
            ResourceKind::Course,
            &[
                "course",
                "courses",
                "coursera",
                "udemy",
                "edx",
                "kurs",
                "curso",
                "tutorial",
                "tutorials",
                "bootcamp",
                "academy",
                "freecodecamp",
            ],
        ),
        (ResourceKind::Video, &["video", "videos", "youtube", "podcast", "lecture", "lectures", "channel"]),
        (ResourceKind::Paper, &["paper", "papers", "arxiv"]),
        (ResourceKind::Community, &["community", "slack", "discord", "forum", "reddit", "meetup", "village"]),
        (ResourceKind::Tool, &["tool", "tools", "app", "software", "ide"]),
    ];
    kinds.into_iter().find(|(_, list)| has(list)).map_or(ResourceKind::Site, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_for_work_is_private() {
        assert!(
            is_job_search("Job Search")
                && is_job_search("Apply to 10 places")
                && is_job_search("Bewerbungen schreiben")
        );
        assert!(!is_job_search("Apply regularisation") && !is_job_search("Search engines"));
    }

    #[test]
    fn kinds_follow_from_words() {
        for (title, kind) in [
            ("Andrew Ng's ML Course", ItemKind::Course),
            ("Fast.ai Practical Deep Learning", ItemKind::Course),
            ("Fast Fourier transform", ItemKind::Topic),
            ("Security+ certification", ItemKind::ExamPrep),
            ("Build 3 demos", ItemKind::Build),
            ("Compliance automation", ItemKind::Practice),
            ("Basic ML concepts", ItemKind::Topic),
        ] {
            assert_eq!(of_item(title), kind, "{title}");
        }
        assert_eq!(of_outreach("Blog series on AI"), OutreachKind::Writing);
        assert_eq!(of_outreach("Speak at meetups"), OutreachKind::Speaking);
        assert_eq!(of_resource("MLOps Slack"), ResourceKind::Community);
    }
}
