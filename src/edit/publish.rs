//! A draft, taken out of draft.

use chrono::NaiveDate;

use super::Refusal;
use super::front_matter::Edit;
use crate::content::page::Page;
use crate::plan::schema::Visibility;
use crate::source::value::Data;

/// A page as it is to be, and what was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The new text of its file.
    pub text: String,
    /// What was changed in the front matter, one thing each; empty when nothing had to be.
    pub changes: Vec<String>,
    /// The day on which it goes live, when that is after today.
    pub live_on: Option<NaiveDate>,
}

/// Takes `page`, whose file holds `text`, out of draft. `date` is set if it is given; today is set if the page has no
/// date.
///
/// # Errors
/// When the page is private or under an embargo, or when its front matter cannot be read or edited.
pub fn publish(text: &str, page: &Page, date: Option<NaiveDate>, today: NaiveDate) -> Result<Published, Refusal> {
    let Some(front) = &page.front else {
        return Err(Refusal::new("its front matter has mistakes: `milepost check` shows them"));
    };
    if front.visibility == Some(Visibility::Private) {
        let way_out = "set `visibility: public` or `unlisted` first, if it is meant for others";
        return Err(Refusal::new(format!("it is private: {way_out}")));
    }
    if let Some(until) = front.embargo_until.as_ref().filter(|until| until.value > today) {
        let way_out = "publish it then, or take `embargo_until:` out if it was lifted";
        return Err(Refusal::new(format!("it is under an embargo until {}: {way_out}", until.value)));
    }
    let mut edit = Edit::new(text)?;
    let mut changes = Vec::new();
    if front.draft == Some(true) {
        let is_removed = edit.lower_flag("draft");
        changes.push(if is_removed { "removed `draft: true`".to_owned() } else { "set `draft: false`".to_owned() });
    }
    let own = front.date.as_ref().map(|date| date.value);
    let missing = own.is_none() && page.date_in_name().is_none() && !changes.is_empty();
    let wanted = date.or(missing.then_some(today)).filter(|wanted| own != Some(*wanted));
    if let Some(wanted) = wanted {
        edit.set("date", Data::Text(wanted.to_string()));
        changes.push(format!("set `date: {wanted}`"));
    }
    let planned = front.publish_on.as_ref().map(|day| day.value);
    let live_on = planned.or(wanted).or(own).or_else(|| page.date_in_name()).filter(|day| *day > today);
    Ok(Published { text: edit.finish()?, changes, live_on })
}
