//! What the owner earns and asks: the ladder of income and the rates of services.

use super::html::Html;
use crate::plan::private::PrivatePlan;
use crate::render::chart::range::{self, Range, Ranges};

/// Writes the sections on money that the plan has something for.
pub(super) fn write(html: &mut Html, private: &PrivatePlan) {
    html.within("div", &[("class", "two")], |html| {
        income(html, private);
        rates(html, private);
    });
}

fn income(html: &mut Html, private: &PrivatePlan) {
    super::section(html, "income", "Income ladder", |html| {
        let target = private.head.as_ref().and_then(|head| head.target_salary_usd);
        if let Some([low, high]) = target {
            html.element("p", &[("class", "lead")], &format!("Aimed at: {}.", dollars(Some(low), Some(high))));
        }
        let mut steps: Vec<_> = private.income.iter().collect();
        steps.sort_by_key(|step| step.year);
        let rows: Vec<Range> = steps
            .iter()
            .map(|step| Range {
                label: format!("Year {}", step.year),
                low: step.usd[0].map(f64::from),
                high: step.usd[1].map(f64::from),
                text: dollars(step.usd[0], step.usd[1]),
                remark: step.note.clone().unwrap_or_default(),
            })
            .collect();
        chart(html, "Income by year after the plan", "Year", "Income", rows, "income");
    });
}

fn rates(html: &mut Html, private: &PrivatePlan) {
    super::section(html, "rates", "Consulting rates", |html| {
        let rows: Vec<Range> = private
            .services
            .iter()
            .map(|service| Range {
                label: service.title.clone(),
                low: service.rate_usd[0].map(f64::from),
                high: service.rate_usd[1].map(f64::from),
                text: match &service.per {
                    Some(per) => format!("{} per {per}", dollars(service.rate_usd[0], service.rate_usd[1])),
                    None => dollars(service.rate_usd[0], service.rate_usd[1]),
                },
                remark: service.note.clone().unwrap_or_default(),
            })
            .collect();
        chart(html, "Rates of services", "Service", "Rate", rows, "rates");
    });
}

fn chart(html: &mut Html, title: &str, head: &str, value: &str, rows: Vec<Range>, key: &str) {
    if rows.is_empty() {
        html.within("p", &[("class", "none")], |html| {
            html.text("Nothing yet. Add ");
            html.element("code", &[], if key == "rates" { "services:" } else { "income:" });
            html.text(" to ");
            html.element("code", &[], "plan.private.yaml");
            html.text(".");
        });
        return;
    }
    let ranges = Ranges { title: title.to_owned(), head: head.to_owned(), value: value.to_owned(), rows };
    html.chart(&range::draw(&ranges, key), title);
}

/// Returns a range of dollars as people write it.
pub(super) fn dollars(low: Option<u32>, high: Option<u32>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("${}", grouped(low)),
        (Some(low), Some(high)) => format!("${}–{}", grouped(low), grouped(high)),
        (Some(low), None) => format!("${} and more", grouped(low)),
        (None, Some(high)) => format!("up to ${}", grouped(high)),
        (None, None) => "open".to_owned(),
    }
}

/// Returns `amount` with commas between groups of three digits.
pub(super) fn grouped(amount: u32) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_dollars_read_as_written() {
        assert_eq!(dollars(Some(150_000), Some(200_000)), "$150,000–200,000");
        assert_eq!(dollars(Some(500_000), None), "$500,000 and more");
        assert_eq!(dollars(None, Some(900)), "up to $900");
        assert_eq!(dollars(Some(5), Some(5)), "$5");
    }
}
