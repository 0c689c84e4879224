//! What of the plan visitors see.

use super::Site;
use super::progress::{ItemState, OutreachProgress, PhaseTime};
use crate::plan::{PlanId, Upcoming};

impl Site {
    /// Returns whether visitors see the item: it is under way or done, or it is upcoming as the plan wishes to show.
    pub fn shows_item(&self, id: &PlanId) -> bool {
        let Some(progress) = self.progress.items.get(id) else { return false };
        match progress.state.public() {
            ItemState::Dropped | ItemState::Unavailable => false,
            ItemState::Proven | ItemState::Waived | ItemState::Active | ItemState::Claimed => true,
            ItemState::Planned | ItemState::Blocked => match self.plan.display.upcoming {
                Upcoming::None => false,
                Upcoming::All => true,
                Upcoming::CurrentPhase => self.has_begun(id),
            },
        }
    }

    /// Returns whether the phase of the item has begun.
    fn has_begun(&self, id: &PlanId) -> bool {
        let phase = self.plan.phases.iter().position(|phase| phase.items.iter().any(|item| item.id.value == *id));
        phase.and_then(|at| self.progress.phases.get(at)).is_some_and(|phase| phase.time != PhaseTime::Future)
    }

    /// Returns whether there is anything to show on the progress page.
    pub fn shows_progress(&self) -> bool {
        !self.plan.phases.is_empty()
            || self.progress.goals.values().any(|goal| goal.is_shown)
            || self.progress.outreach.values().any(OutreachProgress::is_proven)
    }
}
