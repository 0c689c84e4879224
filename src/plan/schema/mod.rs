//! `plan.yaml` as it is written: one record for each kind of object, with every key that may stand there.
//!
//! These records hold public and private fields side by side, as the file does. [`super::lower`] parts them
//! into [`super::Plan`] and [`super::private::PrivatePlan`]; nothing after that sees a record of this room.

pub mod career;
pub mod evidence;
pub mod look;
pub mod private;
pub mod resume;
pub mod site;
pub mod study;

use crate::diagnostic::Spanned;
use crate::source::value::record::{choice, record};
use crate::source::value::schema::Definitions;
use crate::source::value::{Data, Decode, Decoder, Table, Value};

record! {
    /// The plan of a learning journal: `plan.yaml`, or its private overlay `plan.private.yaml`.
    pub struct PlanFile: "the plan" {
        /// The version of this format: 1.
        required schema: Spanned<u32>,
        /// How the site is called, where it is, who it is about.
        optional site: site::SiteFile,
        /// The plan as a whole.
        optional plan: study::PlanHead,
        /// How much evidence each kind of item needs.
        optional evidence_policy: evidence::PolicyFile,
        /// The parts of the plan in order of time.
        list phases: study::PhaseFile,
        /// Certifications to earn.
        list certifications: career::CertificationFile,
        /// Skills to show. They have no levels: a skill shows its proofs.
        list skills: career::SkillFile,
        /// Goals that count something.
        list goals: career::GoalFile,
        /// Portfolio projects.
        list projects: career::ProjectFile,
        /// Writing, speaking and open-source work for others.
        list outreach: career::OutreachFile,
        /// Role titles one is open to; public only with `plan.open_to_work: true`.
        list roles: career::RoleFile,
        /// The reading list.
        list resources: career::ResourceFile,
        /// What the résumé says besides what the evidence shows.
        optional resume: resume::ResumeFile,
        /// Always private: target companies.
        list companies: private::CompanyFile,
        /// Always private: applications and how far they are.
        list applications: private::ApplicationFile,
        /// Always private: the income ladder.
        list income: private::IncomeFile,
        /// Always private: consulting services with rates.
        list services: private::ServiceFile,
        /// Always private: why this plan.
        optional rationale: private::RationaleFile,
        /// What is private and may appear on the site all the same.
        optional privacy: PrivacyFile,
        /// Severity by diagnostic code: `broken-link: warn`.
        optional checks: Table<CheckLevel>,
    }
}

record! {
    /// What is private and may appear on the site all the same.
    pub struct PrivacyFile: "`privacy`" {
        /// Private values that may appear: texts and numbers as they stand in the private part, or one spelling of them.
        list allow: AllowedValue,
    }
}

/// A private value that may appear: a text or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedValue(pub String);

impl Decode for AllowedValue {
    fn expected() -> String {
        "a text or a whole number".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match &value.data {
            Data::Text(text) => Some(Self(text.clone())),
            Data::Integer(number) => Some(Self(number.to_string())),
            _ => decoder.wrong_type(value, "text or a whole number"),
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": ["string", "integer"] })
    }
}

choice! {
    /// What a diagnostic of one code does.
    pub enum CheckLevel: "a level" {
        /// It stops the build.
        Deny = "deny",
        /// It is shown, and the site is written.
        Warn = "warn",
        /// It is not shown.
        Allow = "allow",
    }
}

choice! {
    /// Who may see an object.
    pub enum Visibility: "a visibility" {
        /// Everybody.
        Public = "public",
        /// Whoever has the address; in no list, feed or sitemap.
        Unlisted = "unlisted",
        /// Only the owner.
        Private = "private",
    }
}

/// Where an entry comes from in the document that the plan was made from: a line or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginLines(pub Vec<u32>);

impl Decode for OriginLines {
    fn expected() -> String {
        "a line number or a list of them".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match value.data {
            Data::List(_) => Vec::decode(value, decoder).map(Self),
            _ => u32::decode(value, decoder).map(|line| Self(vec![line])),
        }
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "anyOf": [u32::schema(definitions), Vec::<u32>::schema(definitions)] })
    }
}
