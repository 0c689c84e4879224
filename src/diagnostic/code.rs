//! Every kind of diagnostic: its name, whether it stops the build, and its explanation.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident,)*) => {
        /// The kind of a diagnostic. Its name reads after "allow": `allow broken-link`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(
                #[doc = concat!("`", $name, "`")]
                $variant,
            )*
        }

        impl Code {
            /// Every code, in alphabetical order of the names.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the name that users see.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Returns the severity that the code has unless the user sets another.
            pub fn default_severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// Returns the page that `milepost explain` prints.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explain/", $name, ".md"))),* }
            }
        }
    };
}

codes! {
    AmbiguousLink "ambiguous-link" Error,
    BadAttribute "bad-attribute" Warning,
    BadComponent "bad-component" Error,
    BadDate "bad-date" Error,
    BadDiagram "bad-diagram" Error,
    BadFrontMatter "bad-front-matter" Error,
    BadLock "bad-lock" Error,
    BadMath "bad-math" Error,
    BadName "bad-name" Error,
    BadPath "bad-path" Error,
    BadRecording "bad-recording" Error,
    BadToml "bad-toml" Error,
    BadValue "bad-value" Error,
    BadYaml "bad-yaml" Error,
    BlockedContent "blocked-content" Error,
    BrokenAnchor "broken-anchor" Error,
    BrokenImage "broken-image" Warning,
    BrokenLink "broken-link" Error,
    ClaimedWithoutProof "claimed-without-proof" Warning,
    DeadLink "dead-link" Warning,
    DeadProof "dead-proof" Warning,
    DuplicateDescription "duplicate-description" Warning,
    DuplicateEntry "duplicate-entry" Warning,
    DuplicateHtmlId "duplicate-html-id" Warning,
    DuplicateId "duplicate-id" Error,
    DuplicateKey "duplicate-key" Error,
    DuplicatePart "duplicate-part" Error,
    DuplicatePath "duplicate-path" Error,
    DuplicateTitle "duplicate-title" Warning,
    EmptySection "empty-section" Error,
    ExposedSecret "exposed-secret" Error,
    FaintColor "faint-color" Error,
    FewProjects "few-projects" Error,
    FileTooLarge "file-too-large" Error,
    GoalOutOfReach "goal-out-of-reach" Warning,
    HeadingOrder "heading-order" Warning,
    HeavyPage "heavy-page" Error,
    IdleMonths "idle-months" Warning,
    InvalidUtf8 "invalid-utf8" Error,
    KeptMetadata "kept-metadata" Warning,
    LinkToUnpublished "link-to-unpublished" Error,
    LocalLink "local-link" Warning,
    LowContrast "low-contrast" Error,
    MissingAlt "missing-alt" Warning,
    MissingAuthorization "missing-authorization" Warning,
    MissingCapacity "missing-capacity" Warning,
    MissingDate "missing-date" Warning,
    MissingDescription "missing-description" Warning,
    MissingHours "missing-hours" Warning,
    MissingKey "missing-key" Error,
    MissingPlan "missing-plan" Error,
    MissingTitle "missing-title" Warning,
    MissingWord "missing-word" Warning,
    MoneyInPublic "money-in-public" Warning,
    MonthOutOfRange "month-out-of-range" Error,
    MonthOverCapacity "month-over-capacity" Warning,
    MovedLink "moved-link" Warning,
    NameCollision "name-collision" Warning,
    NeedsCycle "needs-cycle" Error,
    NeedsLater "needs-later" Warning,
    OptimisticExam "optimistic-exam" Warning,
    OrphanPage "orphan-page" Warning,
    OutdatedExam "outdated-exam" Warning,
    OutdatedResume "outdated-resume" Error,
    OutsideLink "outside-link" Warning,
    OutsidePhase "outside-phase" Warning,
    OverusedProof "overused-proof" Warning,
    PlaceholderLink "placeholder-link" Error,
    PlaceholderPicture "placeholder-picture" Error,
    PlaceholderText "placeholder-text" Error,
    PrivateInPublic "private-in-public" Error,
    PrivateLeak "private-leak" Error,
    RetiredCertification "retired-certification" Warning,
    SimilarSeries "similar-series" Warning,
    SkillWithoutItem "skill-without-item" Warning,
    StalePage "stale-page" Warning,
    StaleSite "stale-site" Warning,
    TemplateError "template-error" Error,
    TrackedPrivate "tracked-private" Warning,
    UnavailableCertification "unavailable-certification" Warning,
    UndatedEntry "undated-entry" Warning,
    UnknownComponent "unknown-component" Error,
    UnknownId "unknown-id" Error,
    UnknownKey "unknown-key" Error,
    UnknownLanguage "unknown-language" Warning,
    UnknownPlaceholder "unknown-placeholder" Warning,
    UnknownSlot "unknown-slot" Error,
    UnknownTheme "unknown-theme" Error,
    UnlinkedExamPrep "unlinked-exam-prep" Warning,
    UntaughtFeature "untaught-feature" Warning,
    UnusableProof "unusable-proof" Warning,
    UnusableSecurityTxt "unusable-security-txt" Warning,
    UnusedAllow "unused-allow" Warning,
    UnusedFile "unused-file" Warning,
    UnverifiedResource "unverified-resource" Warning,
    VideoWithoutCaptions "video-without-captions" Warning,
    WeakProof "weak-proof" Warning,
    WrongType "wrong-type" Error,
    WrongValidity "wrong-validity" Warning,
}

impl Code {
    /// Returns the code of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Returns the first sentence of the explanation, without its full stop.
    pub fn gist(self) -> String {
        let lines = self.explanation().lines().skip(1).skip_while(|line| line.trim().is_empty());
        let paragraph = lines.take_while(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ");
        let first = paragraph.split_once(". ").map_or(paragraph.as_str(), |(first, _)| first);
        first.trim_end_matches('.').to_owned()
    }

    /// Returns whether a user may lower an error of this kind to a warning or allow it.
    ///
    /// What would lose or leak data, or leave a page out, cannot be lowered: only checks on links
    /// between things that are published all the same.
    pub fn can_be_lowered(self) -> bool {
        self.default_severity() == Severity::Warning
            || matches!(self, Self::AmbiguousLink | Self::BrokenLink | Self::BrokenAnchor | Self::FaintColor)
            || self.is_on_request()
    }
}

impl Code {
    /// Returns whether it is a remark on the plan itself, which `milepost plan lint` makes and a build does not.
    pub fn is_plan_lint(self) -> bool {
        matches!(
            self,
            Self::DuplicateEntry
                | Self::GoalOutOfReach
                | Self::IdleMonths
                | Self::MissingCapacity
                | Self::MissingHours
                | Self::MoneyInPublic
                | Self::MonthOverCapacity
                | Self::NameCollision
                | Self::NeedsLater
                | Self::OptimisticExam
                | Self::OutdatedExam
                | Self::OutsidePhase
                | Self::RetiredCertification
                | Self::SkillWithoutItem
                | Self::UnavailableCertification
                | Self::UndatedEntry
                | Self::UnlinkedExamPrep
                | Self::UntaughtFeature
                | Self::UnverifiedResource
                | Self::WrongValidity
        )
    }

    /// Returns whether it is an opinion, which `check` has only when it is asked for.
    pub fn is_on_request(self) -> bool {
        self == Self::StalePage || self.is_of_recruiter()
    }

    /// Returns whether only `check --recruiter` looks for it.
    pub fn is_of_recruiter(self) -> bool {
        matches!(
            self,
            Self::EmptySection
                | Self::FewProjects
                | Self::HeavyPage
                | Self::LowContrast
                | Self::OutdatedResume
                | Self::PlaceholderLink
                | Self::PlaceholderPicture
                | Self::PlaceholderText
                | Self::StaleSite
        )
    }

    /// Returns whether what a diagnostic of this kind points at must not be printed, because logs may be public.
    pub fn is_confidential(self) -> bool {
        matches!(self, Self::PrivateLeak | Self::ExposedSecret | Self::TrackedPrivate)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
