//! `--deny`, `--warn` and `--allow`: how much each diagnostic matters in this run.
//!
//! A code beats the group `warnings`, whatever the order of the flags; the same target at two
//! levels is refused. The library is told about codes; the group is applied to what it returns,
//! because only then is it known what is a warning after all that `plan.yaml` says.

use std::collections::BTreeMap;

use anyhow::bail;
use milepost::diagnostic::{Code, Diagnostic, Severity};
use milepost::plan::schema::CheckLevel;

/// What a flag names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// Whatever is a warning.
    Warnings,
    /// One kind of diagnostic.
    Code(Code),
}

/// What becomes of all warnings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Group {
    /// They keep the level they have.
    #[default]
    Kept,
    /// They are errors.
    Denied,
    /// They are not mentioned.
    Allowed,
}

/// What the flags say together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Levels {
    /// The levels of single codes.
    pub(crate) by_code: BTreeMap<Code, CheckLevel>,
    warnings: Group,
}

impl Levels {
    /// Applies the group `warnings` to what a build found.
    pub(crate) fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        let in_group = |diagnostic: &Diagnostic| !diagnostic.is_error() && !self.by_code.contains_key(&diagnostic.code);
        match self.warnings {
            Group::Kept => {}
            Group::Allowed => diagnostics.retain(|diagnostic| !in_group(diagnostic)),
            Group::Denied => diagnostics.iter_mut().filter(|d| in_group(d)).for_each(|d| d.severity = Severity::Error),
        }
    }
}

/// Returns what the three flags say together.
pub(crate) fn combine(deny: &[Target], warn: &[Target], allow: &[Target]) -> anyhow::Result<Levels> {
    let flags =
        [("--deny", deny, CheckLevel::Deny), ("--warn", warn, CheckLevel::Warn), ("--allow", allow, CheckLevel::Allow)];
    let mut seen: BTreeMap<Target, (&str, CheckLevel)> = BTreeMap::new();
    for (flag, targets, level) in flags {
        for &target in targets {
            let (earlier, _) = *seen.entry(target).or_insert((flag, level));
            if earlier != flag {
                let name = match target {
                    Target::Warnings => "warnings",
                    Target::Code(code) => code.name(),
                };
                bail!("`{name}` is given to both {earlier} and {flag}: keep one of them");
            }
        }
    }
    let mut levels = Levels::default();
    for (target, (_, level)) in seen {
        match target {
            Target::Warnings => {
                levels.warnings = match level {
                    CheckLevel::Deny => Group::Denied,
                    CheckLevel::Warn => Group::Kept,
                    CheckLevel::Allow => Group::Allowed,
                }
            }
            Target::Code(code) => {
                levels.by_code.insert(code, level);
            }
        }
    }
    Ok(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn severities(levels: &Levels) -> Vec<(Code, Severity)> {
        let mut found = vec![
            Diagnostic::without_place(Code::WeakProof, "weak"),
            Diagnostic::without_place(Code::UnusedFile, "unused"),
            Diagnostic::without_place(Code::BadDate, "bad"),
        ];
        levels.apply(&mut found);
        found.iter().map(|diagnostic| (diagnostic.code, diagnostic.severity)).collect()
    }

    #[test]
    fn a_code_beats_the_group() {
        let levels = combine(&[Target::Warnings], &[Target::Code(Code::UnusedFile)], &[]).unwrap();
        let expected = [
            (Code::WeakProof, Severity::Error),
            (Code::UnusedFile, Severity::Warning),
            (Code::BadDate, Severity::Error),
        ];
        assert_eq!(severities(&levels), expected);
    }

    #[test]
    fn allowed_warnings_go_and_errors_stay() {
        let levels = combine(&[], &[], &[Target::Warnings]).unwrap();
        assert_eq!(severities(&levels), [(Code::BadDate, Severity::Error)]);
    }

    #[test]
    fn two_levels_for_one_target_are_refused() {
        let error = combine(&[Target::Code(Code::WeakProof)], &[], &[Target::Code(Code::WeakProof)]).unwrap_err();
        assert_eq!(error.to_string(), "`weak-proof` is given to both --deny and --allow: keep one of them");
    }
}
