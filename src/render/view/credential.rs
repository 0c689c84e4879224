//! The page of certifications.

use serde::Serialize;

use super::{BadgeView, DateView, TextLink};

/// The page of certifications.
#[derive(Debug, Clone, Serialize)]
pub struct CredentialsView {
    /// The heading.
    pub title: String,
    /// Verified and current ones.
    pub verified: Vec<CredentialView>,
    /// Ones that were verified and have lapsed.
    pub expired: Vec<CredentialView>,
    /// Ones the plan names and that can be earned: name and issuer only.
    pub planned: Vec<CredentialView>,
}

/// A certification.
#[derive(Debug, Clone, Serialize)]
pub struct CredentialView {
    /// The anchor.
    pub id: String,
    /// The name.
    pub title: String,
    /// Who gives it.
    pub issuer: Option<String>,
    /// When it was given.
    pub issued: Option<DateView>,
    /// When it lapses.
    pub expires: Option<DateView>,
    /// Where to verify it.
    pub href: Option<String>,
    /// Pages that are about it, newest first.
    pub mentions: Vec<TextLink>,
    /// Its badge.
    pub badge: Option<BadgeView>,
}
