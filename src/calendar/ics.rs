//! iCalendar (RFC 5545): lines that end in CRLF and are folded at 75 octets, and text that is escaped.
//!
//! Every entry is an event of whole days (`VEVENT` with `DTSTART;VALUE=DATE`). A task (`VTODO`) would be the nearer
//! word for something that is due, but Google Calendar and Outlook leave tasks out of an imported or subscribed file,
//! and a due date that is not shown is none. Events are transparent, so that a day with one stays free for
//! appointments, and have no alarm: each calendar has the reminders that its owner chose.

use chrono::{Days, NaiveDate};

use crate::words::primary;

/// The longest line, in octets, without its end.
const LONGEST: usize = 75;

/// A whole day on which something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What is the same in every edition of the calendar, so that a moved date moves the entry.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// What a calendar shows.
    pub summary: String,
    /// More on it; empty for nothing.
    pub description: String,
    /// An address that tells more.
    pub url: Option<String>,
    /// A word to filter by.
    pub category: String,
}

/// Returns a calendar called `name` with `events`, as it is on the day `stamp`. Its own words are in `language`.
pub fn calendar(name: &str, language: &str, stamp: NaiveDate, events: &[Event]) -> String {
    let mut text = String::new();
    let mut line = |content: &str| fold(content, &mut text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line(&format!("PRODID:-//Milepost//Milepost//{}", escape(&primary(language).to_uppercase())));
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escape(name)));
    for event in events {
        let end = event.day.checked_add_days(Days::new(1)).unwrap_or(event.day);
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escape(&event.uid)));
        line(&format!("DTSTAMP:{}T000000Z", event_day(stamp)));
        line(&format!("DTSTART;VALUE=DATE:{}", event_day(event.day)));
        line(&format!("DTEND;VALUE=DATE:{}", event_day(end)));
        line(&format!("SUMMARY:{}", escape(&event.summary)));
        if !event.description.is_empty() {
            line(&format!("DESCRIPTION:{}", escape(&event.description)));
        }
        if let Some(url) = &event.url {
            line(&format!("URL:{url}"));
        }
        line(&format!("CATEGORIES:{}", escape(&event.category)));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

fn event_day(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// Returns `text` as a value of the type TEXT. Control characters, which it cannot have, become spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds `content` to `text` as a line of its own, with a break and a space before what is too long. No character is cut.
fn fold(content: &str, text: &mut String) {
    let mut length = 0;
    for c in content.chars() {
        if length + c.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "http@a.example".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
            summary: summary.to_owned(),
            description: String::new(),
            url: None,
            category: "item".to_owned(),
        }
    }

    fn stamp() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, 1).unwrap()
    }

    /// Reads a calendar as RFC 5545 says: unfold, split, unescape.
    fn summaries(text: &str) -> Vec<String> {
        let unfolded = text.replace("\r\n ", "");
        let lines = unfolded.split("\r\n").filter_map(|line| line.strip_prefix("SUMMARY:"));
        let unescape = |value: &str| {
            let mut text = String::new();
            let mut chars = value.chars();
            while let Some(c) = chars.next() {
                match (c, if c == '\\' { chars.next() } else { None }) {
                    ('\\', Some('n' | 'N')) => text.push('\n'),
                    ('\\', Some(other)) => text.push(other),
                    (c, _) => text.push(c),
                }
            }
            text
        };
        lines.map(unescape).collect()
    }

    #[test]
    fn a_day_is_an_event_of_one_day() {
        let text = calendar("Plan, of Noor", "en-GB", stamp(), &[event("HTTP; TLS, DNS")]);
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Milepost//Milepost//EN\r\nCALSCALE:GREGORIAN\r\n\
            METHOD:PUBLISH\r\nX-WR-CALNAME:Plan\\, of Noor\r\nBEGIN:VEVENT\r\nUID:http@a.example\r\n\
            DTSTAMP:20261201T000000Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n\
            SUMMARY:HTTP\\; TLS\\, DNS\r\nCATEGORIES:item\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(text, expected);
    }

    proptest! {
        #[test]
        fn any_title_is_read_back(title in r"([ -~]|[äß漢🎓\n]){0,300}") {
            let text = calendar("Plan", "en", stamp(), &[event(&title)]);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LONGEST), "{text}");
            prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
            prop_assert_eq!(summaries(&text), [title]);
        }
    }
}
