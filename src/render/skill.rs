//! Skills: each is the list of its proofs. There are no levels and no bars.

use std::collections::{BTreeMap, BTreeSet};

use super::entry;
use super::frame::{Frame, Head};
use super::view::{Content, SkillGroup, SkillLine, SkillView, SkillsView, TextLink};
use super::{Page, badges, jsonld, matrix};
use crate::plan::{PlanId, Skill};
use crate::site::permalink::beside_devices;
use crate::site::progress::SkillProgress;
use crate::site::{PageId, Permalink};

/// How many proofs a line of a list shows.
const BEST: usize = 3;

fn permalink(skill: &Skill) -> Permalink {
    Permalink::folder(&["skills", &beside_devices(skill.id.short(), "skill")])
}

/// Returns the skills that have a proof, in the order of the plan.
pub fn shown<'a>(frame: &'a Frame<'_>) -> impl Iterator<Item = (&'a Skill, &'a SkillProgress)> {
    let site = frame.site;
    site.plan
        .skills
        .iter()
        .filter_map(|skill| Some((skill, site.progress.skills.get(&skill.id)?)))
        .filter(|(_, progress)| progress.is_shown())
}

/// Returns a link to the skill, if it is shown.
pub fn link(frame: &Frame<'_>, id: &PlanId) -> Option<TextLink> {
    let (skill, _) = shown(frame).find(|(skill, _)| skill.id == *id)?;
    Some(TextLink { label: skill.title.clone(), href: Some(frame.href(&permalink(skill))) })
}

/// Returns the line of a skill in a list.
pub fn line(frame: &Frame<'_>, skill: &Skill, progress: &SkillProgress) -> SkillLine {
    SkillLine {
        title: skill.title.clone(),
        href: frame.href(&permalink(skill)),
        group: group_title(skill.group.as_deref()),
        count_label: entry::count(progress.proofs.len(), "proof", "proofs"),
        count: progress.proofs.len(),
        best: progress.proofs.iter().take(BEST).map(entry::proof).collect(),
    }
}

/// Returns the title of a group as the author writes it, with a capital first letter.
fn group_title(group: Option<&str>) -> String {
    let mut chars = group.unwrap_or("Skills").chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// Returns the index of skills.
pub fn list(frame: &Frame<'_>) -> Page {
    let description = format!("What {} can do, each skill with the evidence for it.", frame.site.settings.author.name);
    let head = Head::of_section("skills", "Skills", description);
    let mut groups: Vec<SkillGroup> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (skill, progress) in shown(frame) {
        let line = line(frame, skill, progress);
        let place = *places.entry(line.group.clone()).or_insert_with(|| {
            groups.push(SkillGroup { title: line.group.clone(), skills: Vec::new() });
            groups.len() - 1
        });
        groups[place].skills.push(line);
    }
    Page::new(head, None, Content::Skills(SkillsView { title: "Skills".to_owned(), groups }))
}

/// Returns the page of each skill that has a proof.
pub fn pages(frame: &Frame<'_>) -> Vec<Page> {
    shown(frame).map(|(skill, progress)| page(frame, skill, progress)).collect()
}

fn page(frame: &Frame<'_>, skill: &Skill, progress: &SkillProgress) -> Page {
    let site = frame.site;
    let proofs = entry::count(progress.proofs.len(), "proof", "proofs");
    let head = Head {
        kind: "skill",
        title: skill.title.clone(),
        description: format!("{}: {proofs} that {} has shown it.", skill.title, site.settings.author.name),
        permalink: permalink(skill),
        noindex: false,
        above: vec![("Skills".to_owned(), Permalink::folder(&["skills"]))],
        feeds: Vec::new(),
        facts: jsonld::FactKind::Collection,
    };
    let proving: BTreeSet<usize> = progress.proofs.iter().filter_map(|proof| proof.page).collect();
    let is_proof = |id: &PageId| proving.contains(&id.0);
    let taught: BTreeSet<usize> = progress
        .items
        .iter()
        .filter(|id| site.shows_item(id))
        .filter_map(|id| site.progress.items.get(id))
        .flat_map(|item| item.mentions.iter().map(|mention| mention.page))
        .collect();
    let shows = |id: &&PageId| site.page(**id).skills.contains(&skill.id) || taught.contains(&id.0);
    let mentions = site.writing.iter().filter(shows).filter(|id| !is_proof(id));
    let items = progress.items.iter().filter(|id| entry::item_href(frame, id).is_some());
    let items = items.filter_map(|id| entry::claim(frame, &crate::plan::Claim { target: id.clone(), part: None }));
    let view = SkillView {
        line: line(frame, skill, progress),
        parts: skill.parts.clone(),
        proofs: entry::proofs(&progress.proofs),
        kinds: matrix::groups(&progress.proofs),
        mentions: mentions.map(|id| entry::entry(frame, *id)).collect(),
        items: items.collect(),
        badge: badges::of(frame, skill.id.as_str()),
    };
    Page::new(head, None, Content::Skill(Box::new(view)))
}
