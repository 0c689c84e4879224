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
use crate::words::format::capitalized;
use crate::words::word;

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
    Some(TextLink { label: skill.title.clone(), href: Some(frame.href(&permalink(skill))), language: None })
}

/// Returns the line of a skill in a list.
pub fn line(frame: &Frame<'_>, skill: &Skill, progress: &SkillProgress) -> SkillLine {
    SkillLine {
        title: skill.title.clone(),
        href: frame.href(&permalink(skill)),
        group: group_title(frame, skill.group.as_deref()),
        count_label: frame.words.count(word!("count.proofs"), progress.proofs.len()),
        count: progress.proofs.len(),
        best: progress.proofs.iter().take(BEST).map(|one| entry::proof(frame.site, one)).collect(),
    }
}

/// Returns the title of a group as the author writes it, with a capital first letter.
fn group_title(frame: &Frame<'_>, group: Option<&str>) -> String {
    capitalized(group.unwrap_or_else(|| frame.words.text(word!("skill.group"))))
}

/// Returns the index of skills.
pub fn list(frame: &Frame<'_>) -> Page {
    let values = [("name", frame.site.settings.author.name.as_str())];
    let head = frame.section_head("skills", frame.words.with(word!("describe.skills"), &values));
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
    let view = SkillsView { title: head.title.clone(), groups };
    Page::new(head, None, Content::Skills(view))
}

/// Returns the page of each skill that has a proof.
pub fn pages(frame: &Frame<'_>) -> Vec<Page> {
    shown(frame).map(|(skill, progress)| page(frame, skill, progress)).collect()
}

fn page(frame: &Frame<'_>, skill: &Skill, progress: &SkillProgress) -> Page {
    let site = frame.site;
    let values = [("skill", skill.title.as_str()), ("name", site.settings.author.name.as_str())];
    let head = Head {
        kind: "skill",
        title: skill.title.clone(),
        description: frame.words.count_with(word!("describe.skill"), progress.proofs.len(), &values),
        permalink: permalink(skill),
        noindex: false,
        above: vec![frame.section_link("skills")],
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
        proofs: entry::proofs(frame.site, &progress.proofs),
        kinds: matrix::groups(frame.site, &progress.proofs),
        mentions: mentions.map(|id| entry::entry(frame, *id)).collect(),
        items: items.collect(),
        badge: badges::of(frame, skill.id.as_str()),
    };
    Page::new(head, None, Content::Skill(Box::new(view)))
}
