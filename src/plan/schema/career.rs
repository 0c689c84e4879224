//! Certifications, skills, goals, projects, outreach, roles and resources, as they are written.

use chrono::NaiveDate;

use super::evidence::ProofFile;
use super::private::{CertificationPrivate, NotePrivate, RolePrivate, SkillPrivate};
use super::study::DeclaredStatus;
use super::{OriginLines, Visibility};
use crate::diagnostic::Spanned;
use crate::plan::id::PlanId;
use crate::source::value::record::{choice, record};

record! {
    /// A certification to earn.
    pub struct CertificationFile: "a certification" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its name.
        required title: String,
        /// Who gives it.
        optional issuer: String,
        /// The code of the exam.
        optional exam_code: String,
        /// Its place in the list.
        optional order: u32,
        /// Its month.
        optional month: Spanned<u32>,
        /// Its first and last month.
        optional months: Spanned<[u32; 2]>,
        /// The day it is due.
        optional due: Spanned<NaiveDate>,
        /// Planned effort in hours, besides the items that prepare it.
        optional hours: Spanned<f64>,
        /// Whether `hours` is an estimate.
        optional est: bool,
        /// When it is needed at all.
        optional condition: ConditionFile,
        /// What has to come first.
        list needs: Spanned<PlanId>,
        /// Skills that it shows.
        list skills: Spanned<PlanId>,
        /// Alternatives, of which one is enough.
        list any_of: AlternativeFile,
        /// How long it is valid.
        optional valid_months: u32,
        /// From when on it cannot be earned any more.
        optional retired_on: Spanned<NaiveDate>,
        /// What replaces it.
        list superseded_by: Spanned<PlanId>,
        /// Whether it is left out of progress; false by default.
        optional optional: bool,
        /// Whether it can be earned at all; true by default.
        optional available: bool,
        /// Names to watch for while it is not available.
        list watch: String,
        /// The credential.
        list proof: ProofFile,
        /// What evidence cannot say.
        optional status: Spanned<DeclaredStatus>,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: CertificationPrivate,
    }
}

record! {
    /// When a certification is needed at all.
    pub struct ConditionFile: "a condition" {
        /// Only when it is not held already.
        optional if_not_held: bool,
    }
}

record! {
    /// One of several certifications of which one is enough.
    pub struct AlternativeFile: "an alternative" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its name.
        required title: String,
        /// Who gives it.
        optional issuer: String,
        /// The code of the exam.
        optional exam_code: String,
        /// How long it is valid.
        optional valid_months: u32,
        /// From when on it cannot be earned any more.
        optional retired_on: Spanned<NaiveDate>,
        /// What replaces it.
        list superseded_by: Spanned<PlanId>,
        /// The credential.
        list proof: ProofFile,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: NotePrivate,
    }
}

record! {
    /// A skill to show.
    pub struct SkillFile: "a skill" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its name.
        required title: String,
        /// The group it is listed in, such as `technical`.
        optional group: String,
        /// Alternatives, such as two libraries of which one is enough.
        list any_of: String,
        /// What it consists of.
        list parts: String,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: SkillPrivate,
    }
}

record! {
    /// A goal that counts something.
    pub struct GoalFile: "a goal" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its title.
        required title: String,
        /// Its month.
        optional month: Spanned<u32>,
        /// Its first and last month.
        optional months: Spanned<[u32; 2]>,
        /// The day it is due.
        optional due: Spanned<NaiveDate>,
        /// What is counted, and how many there should be.
        required target: TargetFile,
        /// Whose proofs count; those that say `counts_for` count too.
        list counts: Spanned<PlanId>,
        /// From when on it is shown.
        optional show_when: ShowWhenFile,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: NotePrivate,
    }
}

record! {
    /// What is counted, and how many there should be.
    pub struct TargetFile: "a target" {
        /// What is counted.
        required count: Spanned<Countable>,
        /// How many there should be.
        required min: Spanned<u32>,
    }
}

choice! {
    /// Something that can be counted.
    pub enum Countable: "something to count" {
        /// Public repositories.
        PublicRepo = "public-repo",
        /// Published posts.
        Post = "post",
        /// Published notes.
        Note = "note",
        /// Merged pull requests.
        MergedPr = "merged-pr",
        /// Talks.
        Talk = "talk",
        /// Releases.
        Release = "release",
    }
}

record! {
    /// From when on a goal is shown.
    pub struct ShowWhenFile: "`show_when`" {
        /// From this many on.
        optional min: u32,
    }
}

record! {
    /// A portfolio project.
    pub struct ProjectFile: "a project" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its title in the plan; its page may give it a name of its own.
        required title: String,
        /// One sentence.
        optional summary: String,
        /// A remark on how to call it; for the owner only.
        optional naming_note: String,
        /// Other names of the same thing.
        list aliases: String,
        /// Its month.
        optional month: Spanned<u32>,
        /// Its first and last month.
        optional months: Spanned<[u32; 2]>,
        /// The day it is due.
        optional due: Spanned<NaiveDate>,
        /// Planned effort in hours.
        optional hours: Spanned<f64>,
        /// Whether `hours` is an estimate.
        optional est: bool,
        /// What has to come first.
        list needs: Spanned<PlanId>,
        /// Skills that it shows.
        list skills: Spanned<PlanId>,
        /// Roles that it matters for.
        list roles: Spanned<PlanId>,
        /// Its repository.
        optional repo: Spanned<String>,
        /// Its demonstration.
        optional demo: Spanned<String>,
        /// What it must be able to do.
        list features: FeatureFile,
        /// Evidence that lives elsewhere.
        list proof: ProofFile,
        /// What evidence cannot say.
        optional status: Spanned<DeclaredStatus>,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: NotePrivate,
    }
}

record! {
    /// Something that a project must be able to do.
    pub struct FeatureFile: "a feature" {
        /// Its id, unique in the project.
        required id: Spanned<PlanId>,
        /// Its title.
        required title: String,
        /// Evidence that lives elsewhere.
        list proof: ProofFile,
        /// Where it comes from.
        optional src: OriginLines,
    }
}

choice! {
    /// What outreach is.
    pub enum OutreachKind: "a kind of outreach" {
        /// Writing.
        Writing = "writing",
        /// Work on projects of others, or tools for others.
        OpenSource = "open-source",
        /// Talks.
        Speaking = "speaking",
    }
}

record! {
    /// Writing, speaking or open-source work for others.
    pub struct OutreachFile: "an outreach entry" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its title.
        required title: String,
        /// What it is.
        required kind: OutreachKind,
        /// Its month.
        optional month: Spanned<u32>,
        /// Its first and last month.
        optional months: Spanned<[u32; 2]>,
        /// The day it is due.
        optional due: Spanned<NaiveDate>,
        /// What is counted, and how many there should be.
        optional target: TargetFile,
        /// Planned effort in hours.
        optional hours: Spanned<f64>,
        /// Whether `hours` is an estimate.
        optional est: bool,
        /// What has to come first.
        list needs: Spanned<PlanId>,
        /// Skills that it shows.
        list skills: Spanned<PlanId>,
        /// Resources that it uses.
        list resources: Spanned<PlanId>,
        /// Goals that its proofs count for.
        list counts_for: Spanned<PlanId>,
        /// Evidence that lives elsewhere.
        list proof: ProofFile,
        /// What evidence cannot say.
        optional status: Spanned<DeclaredStatus>,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: NotePrivate,
    }
}

record! {
    /// A role title one is open to.
    pub struct RoleFile: "a role" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its title.
        required title: String,
        /// Two or three sentences for the résumé of this role, instead of those of the résumé.
        optional summary: String,
        /// Skills that it asks for, the most important first; before those of the items and projects that name it.
        list skills: Spanned<PlanId>,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: RolePrivate,
    }
}

choice! {
    /// How far an application is.
    pub enum Stage: "a stage of an application" {
        /// Found, and not applied for yet.
        Found = "found",
        /// Applied for.
        Applied = "applied",
        /// Somebody has answered.
        Screening = "screening",
        /// Interviews.
        Interview = "interview",
        /// There is an offer.
        Offer = "offer",
        /// The offer was accepted.
        Accepted = "accepted",
        /// One does not want it any more.
        Declined = "declined",
        /// They do not want it.
        Rejected = "rejected",
    }
}

choice! {
    /// What a resource is.
    pub enum ResourceKind: "a type of resource" {
        /// A course.
        Course = "course",
        /// A book.
        Book = "book",
        /// A paper.
        Paper = "paper",
        /// A video or talk.
        Video = "video",
        /// A tool.
        Tool = "tool",
        /// A community.
        Community = "community",
        /// A site.
        Site = "site",
    }
}

choice! {
    /// How far one is with a resource.
    pub enum ReadingStatus: "a reading status" {
        /// Not begun.
        ToRead = "to-read",
        /// Begun.
        Reading = "reading",
        /// Finished.
        Finished = "finished",
    }
}

record! {
    /// Something to read, watch or take part in.
    pub struct ResourceFile: "a resource" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// What it is.
        required r#type: ResourceKind,
        /// Its title.
        required title: String,
        /// Who wrote it.
        list authors: String,
        /// Who published it.
        optional publisher: String,
        /// Whether it costs nothing.
        optional free: bool,
        /// Its address.
        optional url: Spanned<String>,
        /// Whether the address was checked; an unchecked resource stays off the site.
        optional checked: bool,
        /// How far one is with it.
        optional status: ReadingStatus,
        /// A remark for the owner.
        optional note: String,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: NotePrivate,
    }
}
