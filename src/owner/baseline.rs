//! Baselines for the owner: all of them with their reasons, and what one of today would be.

use crate::plan::private::PrivatePlan;
use crate::plan::{Item, Phase, PlanId, Window};
use crate::site::Site;
use crate::site::schedule::{BaselineCurve, baseline};

/// The plan as it was agreed on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// Why it was made anew.
    pub reason: Option<String>,
    /// Its curves.
    pub curve: BaselineCurve,
}

/// Something that counts today, as a step of a baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Its id.
    pub id: PlanId,
    /// Its months or its due day, as the plan has them.
    pub window: Window,
    /// Hours that it weighs.
    pub hours: f64,
    /// Whether it belongs into the private half.
    pub is_private: bool,
}

/// Returns the baselines that hold by now, earliest first.
pub(super) fn all(site: &Site, private: &PrivatePlan) -> Vec<Baseline> {
    let curves = baseline::curves(&site.plan, &site.progress.units, site.as_of).into_iter();
    curves.map(|curve| Baseline { reason: private.baseline_reasons.get(&curve.id).cloned(), curve }).collect()
}

/// Returns everything that carries weight today, in order of the plan.
pub(super) fn snapshot(site: &Site, private: &PrivatePlan) -> Vec<Snapshot> {
    let plan = &site.plan;
    let of_item = |(phase, item): (&Phase, &Item)| {
        let months = item.window.months.or(Some(phase.months));
        (item.id.value.clone(), Window { months, ..item.window })
    };
    let whole = |window: Window| Window { months: window.months.or(Some((1, plan.months))), ..window };
    let items = plan.items().map(of_item);
    let certifications = plan.certifications.iter().map(|entry| (entry.id.value.clone(), whole(entry.window)));
    let projects = plan.projects.iter().map(|entry| (entry.id.value.clone(), whole(entry.window)));
    let outreach = plan.outreach.iter().map(|entry| (entry.id.value.clone(), whole(entry.window)));
    let all = items.chain(certifications).chain(projects).chain(outreach);
    let weighty = all.filter_map(|(id, window)| {
        let unit = site.progress.units.iter().find(|unit| unit.id == id && unit.weight > 0.0)?;
        let is_private = private.hidden.contains_key(&id);
        Some(Snapshot { id, window, hours: unit.weight, is_private })
    });
    weighty.collect()
}
