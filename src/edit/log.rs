//! An entry in the log: one note for each day, which grows by a line at a time.

use chrono::{NaiveDate, NaiveTime};

use super::Refusal;
use super::front_matter::{Edit, newline};
use super::splice::{Splice, apply};
use crate::content::front_matter::Effort;
use crate::source::value::Data;

/// What is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What was learned, in one line of Markdown.
    pub text: &'a str,
    /// The time of day, when it was written down on the day itself.
    pub at: Option<NaiveTime>,
    /// What of the plan it is about.
    pub about: &'a [String],
    /// The effort, which is for the owner and stands in the front matter only.
    pub time: Option<Effort>,
}

/// Returns where the log of `day` is, below the root of the journal.
pub fn path(day: NaiveDate) -> String {
    format!("content/notes/log/{day}.md")
}

/// Returns the log of `day` before its first entry.
pub fn blank(day: NaiveDate) -> String {
    format!("---\ntitle: Log of {}\ndate: {day}\nslug: log-{day}\n---\n", day.format("%-d %B %Y"))
}

/// Returns whether only the owner can read `note`.
pub fn is_private(note: &str) -> bool {
    let is_private = |edit: &Edit<'_>| matches!(edit.get("visibility").map(|value| &value.data), Some(Data::Text(text)) if text == "private");
    Edit::new(note).is_ok_and(|edit| is_private(&edit))
}

/// Returns `note` with one more entry. Everything that the entry is not about stays as it is, byte for byte.
///
/// # Errors
/// When the front matter of the note cannot be read or edited.
pub fn add(note: &str, entry: &Entry<'_>) -> Result<String, Refusal> {
    let mut edit = Edit::new(note)?;
    edit.extend("about", entry.about)?;
    if let Some(time) = entry.time {
        let total = Effort { minutes: logged(&edit)?.minutes.saturating_add(time.minutes) };
        // Front matter takes up to four digits of hours.
        if total.minutes >= 10_000 * 60 {
            return Err(Refusal::new(format!("`time:` would be {total}: check what the note says already")));
        }
        edit.set("time", Data::Text(total.to_string()));
    }
    let note = edit.finish()?;
    Ok(with_line(&note, entry))
}

fn logged(edit: &Edit<'_>) -> Result<Effort, Refusal> {
    match edit.get("time").map(|value| &value.data) {
        None | Some(Data::Null) => Ok(Effort { minutes: 0 }),
        Some(Data::Text(text)) => {
            let reason = || Refusal::new(format!("`time: {text}` in its front matter is not a time like `1h30m`"));
            Effort::parse(text).ok_or_else(reason)
        }
        Some(other) => {
            let found = other.describe();
            Err(Refusal::new(format!("`time:` in its front matter is {found}, not a time like `1h30m`")))
        }
    }
}

/// Adds the line of an entry at the end: to the list that the text ends with, else below an empty line.
fn with_line(note: &str, entry: &Entry<'_>) -> String {
    let newline = newline(note);
    let end = note.trim_end().len();
    let last = note[..end].rsplit('\n').next().unwrap_or_default();
    let gap = if last.starts_with("- ") { newline.to_owned() } else { format!("{newline}{newline}") };
    let at = entry.at.map(|at| format!("{} ", at.format("%H:%M"))).unwrap_or_default();
    // White space behind the last word is what an editor left there, and says nothing.
    apply(note, vec![Splice::new(end..note.len(), format!("{gap}- {at}{}{newline}", entry.text))])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Entry<'_> {
        Entry { text, at: None, about: &[], time: None }
    }

    #[test]
    fn the_first_entry_makes_a_note_and_others_follow() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 8).unwrap();
        let about = ["http-basics".to_owned()];
        let first = Entry { at: NaiveTime::from_hms_opt(9, 5, 0), about: &about, ..entry("read about `ETag`") };
        let note = add(&blank(day), &first).unwrap();
        let head = "---\ntitle: Log of 8 November 2026\ndate: 2026-11-08\nslug: log-2026-11-08\nabout: [http-basics]\n";
        assert_eq!(note, format!("{head}---\n\n- 09:05 read about `ETag`\n"));
        let second = Entry { time: Effort::parse("45m"), about: &about, ..entry("more") };
        let note = add(&note, &second).unwrap();
        assert_eq!(note, format!("{head}time: 45m\n---\n\n- 09:05 read about `ETag`\n- more\n"));
        let note = add(&note, &second).unwrap();
        assert!(note.contains("\ntime: 1h30m\n"), "{note}");
    }

    #[test]
    fn what_the_author_wrote_stays() {
        let text = "---\r\ntitle: X # mine\r\ntime: 1h\r\n---\r\n\r\nWords.  \r\n";
        let longer = Entry { time: Effort::parse("2h"), ..entry("x") };
        assert_eq!(
            add(text, &longer).unwrap(),
            "---\r\ntitle: X # mine\r\ntime: 3h\r\n---\r\n\r\nWords.\r\n\r\n- x\r\n"
        );
        assert!(add("---\ntime: 3\n---\n", &longer).is_err());
        assert!(add("---\ntime: 9999h\n---\n", &longer).is_err());
        assert!(add("---\ntime: 3\n---\n", &entry("x")).is_ok());
    }
}
