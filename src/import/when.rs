//! Times in a text: `Month 3`, `Weeks 1–2`, `Q1 2027`, `15 January 2027`, `2027-03-31`, and lengths such as `12 weeks`.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use super::token::{Cursor, Kind, tokens};

/// What a plan counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Sprint,
    Month,
    Quarter,
    Semester,
    Year,
}

/// A time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Counted from the start of the plan.
    Counted { unit: Unit, from: u32, to: u32 },
    /// Days of the calendar; exact when the text names the last day itself.
    Dates { from: NaiveDate, to: NaiveDate, is_exact: bool },
    /// Months of a year that is not said.
    MonthNames { from: u32, to: u32 },
}

/// What a text says of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    At(When),
    /// So many units.
    Lasts(Unit, u32),
}

/// The largest number of any unit that is believed.
const LARGEST: u64 = 2000;

impl Unit {
    /// Returns about how many days it has.
    pub(super) fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Sprint => 14.0,
            Self::Month => 365.25 / 12.0,
            Self::Quarter => 365.25 / 4.0,
            Self::Semester => 365.25 / 2.0,
            Self::Year => 365.25,
        }
    }

    /// Returns the unit that a word in lower case without accents names.
    pub(super) fn of(word: &str) -> Option<Self> {
        let words: [(Self, &[&str]); 7] = [
            (
                Self::Day,
                &["day", "days", "tag", "tage", "jour", "jours", "dia", "dias", "giorno", "giorni", "день", "дни"],
            ),
            (
                Self::Week,
                &[
                    "week",
                    "weeks",
                    "wk",
                    "wks",
                    "woche",
                    "wochen",
                    "kw",
                    "semaine",
                    "semaines",
                    "semana",
                    "semanas",
                    "settimana",
                    "settimane",
                    "weken",
                    "неделя",
                    "недели",
                    "周",
                    "週",
                ],
            ),
            (Self::Sprint, &["sprint", "sprints"]),
            (
                Self::Month,
                &[
                    "month",
                    "months",
                    "monat",
                    "monate",
                    "monaten",
                    "mois",
                    "mes",
                    "meses",
                    "mese",
                    "mesi",
                    "maand",
                    "maanden",
                    "месяц",
                    "месяцы",
                ],
            ),
            (
                Self::Quarter,
                &[
                    "quarter",
                    "quarters",
                    "quartal",
                    "quartale",
                    "trimestre",
                    "trimestres",
                    "kwartaal",
                    "qtr",
                    "квартал",
                ],
            ),
            (Self::Semester, &["semester", "semesters", "semestre", "semestres", "halbjahr"]),
            (
                Self::Year,
                &["year", "years", "yr", "yrs", "jahr", "jahre", "annee", "annees", "ano", "anos", "anno", "anni"],
            ),
        ];
        words.into_iter().find(|(_, words)| words.contains(&word)).map(|(unit, _)| unit)
    }
}

/// Returns the number of a month by its name, and whether the name is written out.
pub(super) fn month_name(word: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["january", "jan", "januar", "janvier", "enero", "gennaio", "janeiro"],
        &["february", "feb", "februar", "fevrier", "febrero", "febbraio", "fevereiro"],
        &["march", "mar", "marz", "mars", "marzo", "marco"],
        &["april", "apr", "avril", "abril", "aprile"],
        &["may", "mai", "mayo", "maggio", "maio"],
        &["june", "jun", "juni", "juin", "junio", "giugno", "junho"],
        &["july", "jul", "juli", "juillet", "julio", "luglio", "julho"],
        &["august", "aug", "aout", "agosto"],
        &["september", "sep", "sept", "septembre", "septiembre", "settembre", "setembro"],
        &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "outubro"],
        &["november", "nov", "novembre", "noviembre", "novembro"],
        &["december", "dec", "dezember", "dez", "decembre", "diciembre", "dicembre", "dezembro"],
    ];
    (1..).zip(NAMES).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}

/// Returns the first time in `text`, with where it stands. Names of months without a year, and letters such as in `W3`,
/// count at the beginning and in brackets only: "may" is a word.
pub(super) fn find(text: &str) -> Option<(Time, Range<usize>)> {
    all(text).into_iter().next()
}

/// Returns every time in `text`.
pub(super) fn all(text: &str) -> Vec<(Time, Range<usize>)> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_head = at == 0 || matches!(tokens[at - 1].kind, Kind::Mark('(' | '[' | '|'));
        let mut cursor = Cursor::new(&tokens, at);
        match time(&mut cursor, is_head) {
            Some(time) => {
                found.push((time, cursor.range_from(at)));
                at = cursor.at.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

fn time(cursor: &mut Cursor<'_>, is_head: bool) -> Option<Time> {
    let readers: [fn(&mut Cursor<'_>, bool) -> Option<Time>; 4] = [dates, counted, ordinal, letters];
    for read in readers {
        let mut ahead = *cursor;
        if let Some(time) = read(&mut ahead, is_head) {
            *cursor = ahead;
            return Some(time);
        }
    }
    None
}

/// `Month 3`, `Weeks 1–2`, `Q1` as a word; with a year behind it a quarter of that year.
fn counted(cursor: &mut Cursor<'_>, _: bool) -> Option<Time> {
    let word = cursor.word()?;
    let unit = if word == "q" { Unit::Quarter } else { Unit::of(word)? };
    cursor.at += 1;
    let is_letter = word == "q";
    if is_letter && !cursor.is_attached() {
        return None;
    }
    cursor.take_mark(&['#', '.']);
    let from = cursor.number(LARGEST)?;
    let to = upper(cursor, &["q"], unit).unwrap_or(from);
    let (from, to) = (from.min(to), from.max(to));
    if unit == Unit::Quarter && to <= 4 {
        let mut after = *cursor;
        after.take_mark(&['/', ',', '\'', '’']);
        if let Some(year) = year(&mut after) {
            *cursor = after;
            return quarter(year, from, to).map(Time::At);
        }
    }
    let is_wrong = from == 0 || (is_letter && to > 4) || (unit == Unit::Year && from > 20);
    (!is_wrong).then_some(Time::At(When::Counted { unit, from, to }))
}

/// Takes the second end of a range, before which the unit may be repeated.
fn upper(cursor: &mut Cursor<'_>, letters: &[&str], unit: Unit) -> Option<u32> {
    let mut after = *cursor;
    if !(after.take_between() || after.take_mark(&['&', '+', '/']) || after.take_word(&["and", "und", "et", "y", "e"]))
    {
        return None;
    }
    if !after.take_word(letters) && after.word().and_then(Unit::of) == Some(unit) {
        after.at += 1;
    }
    let to = after.number(LARGEST)?;
    // `Month 1 - 10 projects` is no range, and neither is `Month 1 - 2027`.
    let is_end = !matches!(after.peek(), Some(Kind::Word(word)) if Unit::of(word).is_none()) || after.peek().is_none();
    (is_end && to > 0).then(|| {
        *cursor = after;
        to
    })
}

fn quarter(year: i32, from: u32, to: u32) -> Option<When> {
    let first = NaiveDate::from_ymd_opt(year, from.checked_sub(1)? * 3 + 1, 1)?;
    let last = end_of_month(year, to * 3)?;
    Some(When::Dates { from: first, to: last, is_exact: false })
}

/// `1st month`, `2. Woche`, `第3周`; otherwise `3 months`, which is a length.
fn ordinal(cursor: &mut Cursor<'_>, _: bool) -> Option<Time> {
    const ORDINALS: [(&str, u32); 10] = [
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
        ("erste", 1),
        ("erster", 1),
        ("zweite", 2),
        ("zweiter", 2),
        ("dritte", 3),
        ("dritter", 3),
    ];
    if let Some((_, number)) = ORDINALS.iter().find(|(word, _)| cursor.take_word(&[*word])) {
        let unit = Unit::of(cursor.word()?)?;
        cursor.at += 1;
        return Some(Time::At(When::Counted { unit, from: *number, to: *number }));
    }
    let is_counted = cursor.take_word(&["第"]);
    let mut number = cursor.number(LARGEST).filter(|number| *number > 0)?;
    let mut after = *cursor;
    if after.take_between()
        && let Some(to) = after.number(LARGEST)
    {
        number = to.max(number);
        *cursor = after;
    }
    let is_ordinal = cursor.take_word(&["st", "nd", "rd", "th"]) || cursor.take_mark(&['.']) || is_counted;
    cursor.take_mark(&['-', '‑', '+']);
    let unit = Unit::of(cursor.word()?)?;
    cursor.at += 1;
    Some(if is_ordinal {
        Time::At(When::Counted { unit, from: number, to: number })
    } else {
        Time::Lasts(unit, number)
    })
}

/// `M1`, `W3-W4`, at the beginning or in brackets.
fn letters(cursor: &mut Cursor<'_>, is_head: bool) -> Option<Time> {
    let word = cursor.word().filter(|_| is_head)?;
    let unit = match word {
        "m" => Unit::Month,
        "w" => Unit::Week,
        "d" => Unit::Day,
        _ => return None,
    };
    cursor.at += 1;
    let from = cursor.is_attached().then(|| cursor.number(100)).flatten().filter(|number| *number > 0)?;
    let to = upper(cursor, &[word], unit).unwrap_or(from);
    Some(Time::At(When::Counted { unit, from: from.min(to), to: from.max(to) }))
}

/// Days and months of the calendar, one or from and to.
fn dates(cursor: &mut Cursor<'_>, is_head: bool) -> Option<Time> {
    let (mut from, mut to, mut is_exact) = match date(cursor) {
        Some(date) => date,
        None if is_head => return month_names(cursor),
        None => return None,
    };
    let mut after = *cursor;
    if after.take_between()
        && let Some((_, last, exact)) = date(&mut after)
    {
        (to, is_exact) = (last, exact);
        *cursor = after;
    }
    if to < from {
        (from, to) = (to, from);
    }
    Some(Time::At(When::Dates { from, to, is_exact }))
}

fn month_names(cursor: &mut Cursor<'_>) -> Option<Time> {
    let from = month_name(cursor.word()?)?;
    cursor.at += 1;
    take_day(cursor);
    let mut after = *cursor;
    let mut to = from;
    if after.take_between() || after.take_mark(&['/', '&']) {
        if let Some((_, last, exact)) = date(&mut after) {
            // `Jan – Mar 2027`
            let year = chrono::Datelike::year(&last);
            *cursor = after;
            return Some(Time::At(When::Dates {
                from: NaiveDate::from_ymd_opt(year, from, 1)?.min(last),
                to: last,
                is_exact: exact,
            }));
        }
        if let Some(last) = after.word().and_then(month_name) {
            after.at += 1;
            take_day(&mut after);
            (to, *cursor) = (last, after);
        }
    }
    // `March on` is no month, but `March: on` and `March` are.
    matches!(cursor.peek(), None | Some(Kind::Mark(_))).then_some(Time::At(When::MonthNames { from, to }))
}

/// Takes the day of `Oct 12`; without a year it says no more than the month.
fn take_day(cursor: &mut Cursor<'_>) {
    let mut after = *cursor;
    if after.number(31).is_some() && !after.take_mark(&['.', ':']) {
        *cursor = after;
    }
}

/// A year, a month, and perhaps a day.
type Parts = (i32, u32, Option<u32>);

/// Takes a day or a month with its year: its first day, its last day, and whether it is a day.
fn date(cursor: &mut Cursor<'_>) -> Option<(NaiveDate, NaiveDate, bool)> {
    let readers: [fn(&mut Cursor<'_>) -> Option<Parts>; 4] = [iso, dotted, day_first, month_first];
    for read in readers {
        let mut ahead = *cursor;
        if let Some((year, month, day)) = read(&mut ahead) {
            let first = NaiveDate::from_ymd_opt(year, month, day.unwrap_or(1))?;
            let last = if day.is_some() { first } else { end_of_month(year, month)? };
            *cursor = ahead;
            return Some((first, last, day.is_some()));
        }
    }
    None
}

fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    cursor.number(2199).filter(|year| *year >= 1990).and_then(|year| i32::try_from(year).ok())
}

/// `2027-03-15`, `2027/03/15`, `2027-03`
fn iso(cursor: &mut Cursor<'_>) -> Option<Parts> {
    let year = year(cursor)?;
    let month = (cursor.take_mark(&['-', '/']) && cursor.is_attached()).then(|| cursor.number(12)).flatten()?;
    let mut after = *cursor;
    let day = (after.take_mark(&['-', '/']) && after.is_attached()).then(|| after.number(31)).flatten();
    if day.is_some() {
        *cursor = after;
    }
    (month > 0).then_some((year, month, day))
}

/// `15.03.2027`
fn dotted(cursor: &mut Cursor<'_>) -> Option<Parts> {
    let day = cursor.number(31)?;
    let month = cursor.take_mark(&['.']).then(|| cursor.number(12)).flatten()?;
    let year = cursor.take_mark(&['.']).then(|| year(cursor)).flatten()?;
    Some((year, month, Some(day)))
}

/// `15 January 2027`, `15. März 2027`
fn day_first(cursor: &mut Cursor<'_>) -> Option<Parts> {
    let day = cursor.number(31)?;
    cursor.take_mark(&['.']);
    cursor.take_word(&["st", "nd", "rd", "th", "de", "of"]);
    let month = month_name(cursor.word()?)?;
    cursor.at += 1;
    cursor.take_mark(&[',', '.']);
    Some((year(cursor)?, month, Some(day)))
}

/// `January 2027`, `Jan 15, 2027`
fn month_first(cursor: &mut Cursor<'_>) -> Option<Parts> {
    let month = month_name(cursor.word()?)?;
    cursor.at += 1;
    cursor.take_mark(&[',', '.', '-']);
    let mut after = *cursor;
    if let Some(year) = year(&mut after) {
        *cursor = after;
        return Some((year, month, None));
    }
    let day = cursor.number(31)?;
    cursor.take_word(&["st", "nd", "rd", "th"]);
    cursor.take_mark(&[',']);
    Some((year(cursor)?, month, Some(day)))
}

fn end_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, next, 1)?.checked_sub_days(Days::new(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(time: Time) -> String {
        match time {
            Time::Lasts(unit, number) => format!("{number} × {unit:?}"),
            Time::At(When::Counted { unit, from, to }) => format!("{unit:?} {from}-{to}"),
            Time::At(When::Dates { from, to, is_exact }) => format!("{from}..{to}{}", if is_exact { "!" } else { "" }),
            Time::At(When::MonthNames { from, to }) => format!("named {from}-{to}"),
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str, rest: &str) {
        let (time, range) = find(text).unwrap_or_else(|| panic!("nothing in {text}"));
        assert_eq!((shown(time).as_str(), &text[range]), (expected, rest), "{text}");
    }

    #[test]
    fn times_are_found_in_many_spellings() {
        check("Phase 1: Foundation (Months 1-3)", "Month 1-3", "Months 1-3");
        check("Week 1–2: Loops", "Week 1-2", "Week 1–2");
        check("Weeks 3 and 4", "Week 3-4", "Weeks 3 and 4");
        check("Monat 1 bis 3: Grundlagen", "Month 1-3", "Monat 1 bis 3");
        check("Week #12", "Week 12-12", "Week #12");
        check("Q2 – Depth", "Quarter 2-2", "Q2");
        check("Q1-Q2", "Quarter 1-2", "Q1-Q2");
        check("Q1 2027: Basics", "2027-01-01..2027-03-31", "Q1 2027");
        check("1st month", "Month 1-1", "1st month");
        check("2. Woche", "Week 2-2", "2. Woche");
        check("第3周", "Week 3-3", "第3周");
        check("M1-M3: Start", "Month 1-3", "M1-M3");
        check("Days 31-60", "Day 31-60", "Days 31-60");
        check("due by 2027-03-15", "2027-03-15..2027-03-15!", "2027-03-15");
        check("bis 15.03.2027", "2027-03-15..2027-03-15!", "15.03.2027");
        check("January 2027 – March 2027", "2027-01-01..2027-03-31", "January 2027 – March 2027");
        check("Jan – Mar 2027", "2027-01-01..2027-03-31", "Jan – Mar 2027");
        check("on Jan 15th, 2027", "2027-01-15..2027-01-15!", "Jan 15th, 2027");
        check("15. März 2027", "2027-03-15..2027-03-15!", "15. März 2027");
        check("March: Basics", "named 3-3", "March");
        check("15-Month Path", "15 × Month", "15-Month");
        check("12 weeks", "12 × Week", "12 weeks");
        check("2-3 weeks", "3 × Week", "2-3 weeks");
        check("Month 1 - 10 projects", "Month 1-1", "Month 1");
    }

    #[test]
    fn words_are_no_times() {
        for text in [
            "what may come",
            "March on",
            "the M1 chip",
            "Month",
            "week 999999999999",
            "Month 0",
            "2027 goals",
            "24/7",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
        assert_eq!(all("Weeks 1-2, then Week 5").len(), 2);
    }
}
