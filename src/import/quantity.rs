//! Hours and money in a text, and texts without them.

use std::ops::Range;

use super::text::{trimmed, without, without_all};
use super::token::{Cursor, Kind, Token, tokens};

/// Nothing that somebody learns takes longer.
const MOST_HOURS: f64 = 10_000.0;

/// Planned effort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hours {
    pub(super) value: f64,
    /// Whether the text says that it is rough, or says a range.
    pub(super) is_rough: bool,
    pub(super) per: Option<Per>,
}

/// What a number of hours comes again with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Per {
    Day,
    Week,
    Month,
}

/// A sum of money, from and to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Money {
    /// As it is written.
    pub(super) written: String,
    pub(super) from: Option<u32>,
    /// The same as `from` when it is one sum; `None` when the end is open.
    pub(super) to: Option<u32>,
    /// Whether it is in dollars, which is what the plan's fields hold.
    pub(super) is_usd: bool,
    pub(super) per: Option<&'static str>,
}

/// Returns the first effort in `text`, with where it stands.
pub(super) fn hours(text: &str) -> Option<(Hours, Range<usize>)> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| hours_at(&tokens, at))
}

/// Returns the effort of `text` and the text without it, where that reads on.
pub(super) fn take_hours(text: &str) -> Option<(Hours, String)> {
    let (hours, range) = hours(text)?;
    Some((hours, cut(text, &range).unwrap_or_else(|| text.to_owned())))
}

/// Takes `range` out of `text` when it stands in brackets, at the end or at the beginning: elsewhere a sentence would
/// break.
pub(super) fn cut(text: &str, range: &Range<usize>) -> Option<String> {
    let (before, after) = (text.get(..range.start)?.trim_end(), text.get(range.end..)?.trim_start());
    let is_open = before.ends_with(['(', '[']);
    if is_open && after.starts_with([')', ']']) {
        return Some(without(text, &(before.len() - 1..text.len() - after.len() + 1)));
    }
    let inside = is_open && after.starts_with([',', ';']) || before.ends_with([',', ';']) && after.starts_with(')');
    if inside {
        let head = before.trim_end_matches([',', ';']);
        let tail = if is_open { after.trim_start_matches([',', ';', ' ']) } else { after };
        return Some(format!("{head}{tail}"));
    }
    let rest = if after.is_empty() { before } else { after };
    let is_edge = after.is_empty() || (before.is_empty() && after.starts_with([':', '-', '–', '—', '|', ',']));
    is_edge.then(|| trimmed(rest))
}

fn hours_at(tokens: &[Token], first: usize) -> Option<(Hours, Range<usize>)> {
    let mut cursor = Cursor::new(tokens, first);
    let mut is_rough =
        cursor.take_mark(&['~', '≈']) | cursor.take_word(&["ca", "approx", "about", "around", "circa", "etwa"]);
    cursor.take_mark(&['.']);
    let mut value = decimal(&mut cursor)?;
    let is_open = cursor.take_mark(&['+']);
    let mut after = cursor;
    if after.take_between()
        && let Some(upper) = decimal(&mut after)
    {
        (value, is_rough, cursor) = (f64::midpoint(value, upper), true, after);
    }
    cursor.take_mark(&['-', '‑']);
    value *= unit(&mut cursor)?;
    let end = cursor;
    let per = per(&mut cursor);
    let cursor = if per.is_some() { cursor } else { end };
    let is_believed = value > 0.0 && value <= MOST_HOURS;
    let value = (value * 4.0).round() / 4.0;
    is_believed.then(|| (Hours { value, is_rough: is_rough || is_open, per }, cursor.range_from(first)))
}

fn decimal(cursor: &mut Cursor<'_>) -> Option<f64> {
    let whole = cursor.number(1_000_000)?;
    let mut after = *cursor;
    if cursor.is_attached()
        && after.take_mark(&['.', ','])
        && after.is_attached()
        && let Some(tenth) = after.number(9)
    {
        *cursor = after;
        return Some(f64::from(whole) + f64::from(tenth) / 10.0);
    }
    Some(f64::from(whole))
}

/// Takes a unit of time and returns how many hours it has.
fn unit(cursor: &mut Cursor<'_>) -> Option<f64> {
    const HOURS: [&str; 20] = [
        "h",
        "hr",
        "hrs",
        "hour",
        "hours",
        "std",
        "stunde",
        "stunden",
        "heure",
        "heures",
        "hora",
        "horas",
        "ora",
        "ore",
        "uur",
        "uren",
        "час",
        "часа",
        "часов",
        "timmar",
    ];
    let before = *cursor;
    if cursor.take_word(&HOURS) {
        // `10 h2o` is no time.
        let is_number = matches!(cursor.peek(), Some(Kind::Number(_))) && cursor.is_attached();
        cursor.take_mark(&['.']);
        return (!is_number).then_some(1.0);
    }
    *cursor = before;
    cursor.take_word(&["min", "mins", "minute", "minutes", "minuten", "minutos"]).then_some(1.0 / 60.0)
}

fn per(cursor: &mut Cursor<'_>) -> Option<Per> {
    const WEEK: [&str; 10] =
        ["week", "wk", "woche", "semaine", "semana", "settimana", "weekly", "wochentlich", "w", "неделю"];
    const DAY: [&str; 10] = ["day", "tag", "jour", "dia", "giorno", "daily", "taglich", "d", "dag", "день"];
    const MONTH: [&str; 7] = ["month", "monat", "mois", "mes", "mese", "monthly", "monatlich"];
    let is_said =
        cursor.take_mark(&['/']) || cursor.take_word(&["per", "a", "pro", "por", "par", "each", "every", "al", "в"]);
    let word = cursor.word()?;
    if !is_said && !word.ends_with("ly") && !word.ends_with("lich") {
        return None;
    }
    [(Per::Week, &WEEK[..]), (Per::Day, &DAY), (Per::Month, &MONTH)]
        .into_iter()
        .find_map(|(per, words)| cursor.take_word(words).then_some(per))
}

/// Returns the sums of money in `text`, with where they stand. With `is_about_money`, `150-200K` is one too.
pub(super) fn money(text: &str, is_about_money: bool) -> Vec<(Money, Range<usize>)> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match money_at(text, &tokens, at, is_about_money) {
            Some((money, range, next)) => {
                found.push((money, range));
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Returns `text` without its sums of money, or `None` when it has none.
pub(super) fn without_money(text: &str, is_about_money: bool) -> Option<String> {
    const DANGLING: [&str; 20] = [
        "to", "for", "of", "at", "from", "up", "around", "about", "a", "worth", "and", "or", "the", "with", "earn",
        "over", "under", "between", "on", "costs",
    ];
    let found = money(text, is_about_money);
    if found.is_empty() {
        return None;
    }
    let mut plain = trimmed(&without_all(text, found.iter().map(|(_, range)| range)));
    while let Some((head, last)) = plain.rsplit_once(' ').map(|(head, last)| (head.to_owned(), last.to_lowercase())) {
        if !DANGLING.contains(&last.as_str()) {
            break;
        }
        plain = trimmed(&head);
    }
    Some(plain)
}

fn money_at(text: &str, tokens: &[Token], first: usize, is_loose: bool) -> Option<(Money, Range<usize>, usize)> {
    let mut cursor = Cursor::new(tokens, first);
    let mut currency = currency(&mut cursor);
    let (from, mut scale) = sum(&mut cursor)?;
    let mut to = Some(from);
    let (mut is_scaled, mut is_open, mut is_range) = (scale.is_some(), false, false);
    let mut after = cursor;
    if cursor.take_mark(&['+']) {
        (to, is_open) = (None, true);
    } else if after.take_between() {
        let second = self::currency(&mut after);
        if let Some((upper, upper_scale)) = sum(&mut after) {
            (currency, cursor, is_range) = (currency.or(second), after, true);
            is_scaled |= upper_scale.is_some();
            // In `150-200K` the K is for both.
            scale = scale.or(upper_scale);
            to = Some(upper * upper_scale.unwrap_or(1.0));
        }
    }
    let factor = scale.unwrap_or(1.0);
    if to.is_some() && !is_range {
        to = Some(from * factor);
    }
    currency = currency.or_else(|| self::currency(&mut cursor));
    if !(currency.is_some() || (is_loose && is_scaled)) {
        return None;
    }
    if !is_open && cursor.take_mark(&['+']) {
        to = None;
    }
    let per = rate(&mut cursor);
    let range = cursor.range_from(first);
    let money = Money {
        written: text.get(range.clone()).unwrap_or_default().to_owned(),
        from: whole(from * factor),
        to: to.and_then(whole),
        is_usd: currency.is_none_or(|currency| currency == "usd"),
        per,
    };
    Some((money, range, cursor.at))
}

fn whole(sum: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within the bounds of the type")]
    (0.0..=f64::from(u32::MAX)).contains(&sum).then(|| sum.round() as u32)
}

fn currency(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    const SIGNS: [(char, &str); 7] =
        [('$', "usd"), ('€', "eur"), ('£', "gbp"), ('₹', "inr"), ('¥', "jpy"), ('₽', "rub"), ('₩', "krw")];
    const WORDS: [(&str, &str); 20] = [
        ("usd", "usd"),
        ("dollar", "usd"),
        ("dollars", "usd"),
        ("eur", "eur"),
        ("euro", "eur"),
        ("euros", "eur"),
        ("gbp", "gbp"),
        ("pounds", "gbp"),
        ("chf", "chf"),
        ("cad", "cad"),
        ("aud", "aud"),
        ("inr", "inr"),
        ("jpy", "jpy"),
        ("brl", "brl"),
        ("sek", "sek"),
        ("nok", "nok"),
        ("pln", "pln"),
        ("lpa", "inr"),
        ("rupees", "inr"),
        ("lakh", "inr"),
    ];
    let before = cursor.at;
    let is_us = cursor.take_word(&["us", "r"]);
    if let Some((_, name)) = SIGNS.iter().find(|(sign, _)| cursor.take_mark(&[*sign])) {
        return Some(name);
    }
    if is_us {
        cursor.at = before;
    }
    WORDS.iter().find(|(word, _)| cursor.take_word(&[*word])).map(|(_, name)| *name)
}

/// Takes a sum such as `1,200`, `1.5` or `150K`, and returns it with what its letter multiplies it by.
fn sum(cursor: &mut Cursor<'_>) -> Option<(f64, Option<f64>)> {
    if !matches!(cursor.peek(), Some(Kind::Number(_))) {
        return None;
    }
    let mut value = match cursor.peek() {
        Some(Kind::Number(Some(number))) => f64::from(u32::try_from(*number).unwrap_or(u32::MAX)),
        // More digits than anybody earns: money all the same, and not to be published.
        _ => f64::INFINITY,
    };
    cursor.at += 1;
    loop {
        let mut after = *cursor;
        if !(cursor.is_attached() && after.take_mark(&[',', '.', '\'', '’']) && after.is_attached()) {
            break;
        }
        let digits = after.range_from(after.at).len();
        let start = after.at;
        let Some(Kind::Number(Some(part))) = after.peek() else { break };
        let part = f64::from(u32::try_from(*part).unwrap_or(u32::MAX));
        after.at += 1;
        let length = after.range_from(start).len().max(digits);
        value = match length {
            3 => value * 1000.0 + part,
            1 => value + part / 10.0,
            2 => value + part / 100.0,
            _ => break,
        };
        *cursor = after;
    }
    let mut after = *cursor;
    let scale = if after.take_word(&["k", "tsd", "thousand", "grand"]) {
        Some(1e3)
    } else if after.take_word(&["m", "mio", "million", "mm"]) {
        Some(1e6)
    } else {
        None
    };
    if scale.is_some() {
        *cursor = after;
    }
    Some((value, scale))
}

fn rate(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    const UNITS: [(&str, &[&str]); 6] = [
        ("hour", &["hour", "hr", "h", "stunde", "std"]),
        ("day", &["day", "tag", "d"]),
        ("week", &["week", "wk", "woche"]),
        ("month", &["month", "mo", "monat", "monthly"]),
        ("year", &["year", "yr", "annum", "jahr", "yearly", "annually", "y"]),
        ("engagement", &["engagement", "project", "assessment", "audit", "piece", "session"]),
    ];
    if cursor.take_word(&["each"]) {
        return Some("engagement");
    }
    let mut after = *cursor;
    let is_said = after.take_mark(&['/']) || after.take_word(&["per", "a", "an", "pro"]);
    let found =
        UNITS.iter().find(|(_, words)| (is_said || words.len() > 3) && after.take_word(words)).map(|(unit, _)| *unit);
    if is_said && found.is_some() {
        *cursor = after;
        return found;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_hours(text: &str, expected: Option<(f64, &str)>) {
        let found = take_hours(text);
        assert_eq!(found.as_ref().map(|(hours, rest)| (hours.value, rest.as_str())), expected, "{text}");
    }

    #[test]
    fn effort_is_taken_out_of_a_title() {
        check_hours("Python for ML (60 hours)", Some((60.0, "Python for ML")));
        check_hours("Python for ML (~10h, hard)", Some((10.0, "Python for ML (hard)")));
        check_hours("Read the book – 1.5 hrs", Some((1.5, "Read the book")));
        check_hours("2h: read", Some((2.0, "read")));
        check_hours("Ableitungen (ca. 10-12 Std.)", Some((11.0, "Ableitungen")));
        check_hours("Spend 10 hours on Rust", Some((10.0, "Spend 10 hours on Rust")));
        check_hours("Katas, 90 min", Some((1.5, "Katas")));
        check_hours("30-hour course", Some((30.0, "30-hour course")));
        check_hours("999999999999999 hours of it", None);
        check_hours("Build 3 demos, 24/7, 10 h2o", None);
        let weekly = hours("2 hrs/week").unwrap().0;
        assert_eq!((weekly.value, weekly.per), (2.0, Some(Per::Week)));
        assert_eq!(hours("10 Stunden pro Woche").unwrap().0.per, Some(Per::Week));
        assert_eq!(hours("10 hours weekly").unwrap().0.per, Some(Per::Week));
        assert_eq!(hours("10 hours at last").unwrap().0.per, None);
    }

    /// From, to, whether it is in dollars, and per what.
    type Sum<'a> = (Option<u32>, Option<u32>, bool, Option<&'a str>);

    #[track_caller]
    fn check_money(text: &str, expected: &[Sum<'_>]) {
        let found: Vec<_> =
            money(text, false).into_iter().map(|(sum, _)| (sum.from, sum.to, sum.is_usd, sum.per)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn money_is_found_in_every_spelling() {
        let k = |from: u32, to: u32| (Some(from * 1000), Some(to * 1000), true, None);
        check_money("AI Engineer: $150-180K", &[k(150, 180)]);
        check_money("$150K–$180K and 65K USD", &[k(150, 180), k(65, 65)]);
        check_money("$500K+ (leadership)", &[(Some(500_000), None, true, None)]);
        check_money("Audits: $5-10K/day", &[(Some(5000), Some(10_000), true, Some("day"))]);
        check_money("$2-5K each", &[(Some(2000), Some(5000), true, Some("engagement"))]);
        check_money("US$ 1,250.50 a month", &[(Some(1251), Some(1251), true, Some("month"))]);
        check_money(
            "60.000 € bis 70.000 €",
            &[(Some(60_000), Some(60_000), false, None), (Some(70_000), Some(70_000), false, None)],
        );
        check_money("$1.5M to $2M", &[(Some(1_500_000), Some(2_000_000), true, None)]);
        check_money("$99999999999999999999", &[(None, None, true, None)]);
        check_money("run 10K in 50 min, $HOME, 15-20 apples", &[]);
        assert_eq!(money("150-200K base", true).len(), 1);
    }

    #[test]
    fn a_title_reads_on_without_its_money() {
        let plain = |text| without_money(text, false).unwrap();
        assert_eq!(plain("15-Month Path to $150-200K AI/ML Security Role"), "15-Month Path to AI/ML Security Role");
        assert_eq!(plain("Buy lab hardware ($300)"), "Buy lab hardware");
        assert_eq!(plain("Become an engineer earning up to $200K"), "Become an engineer earning");
        assert_eq!(plain("$65K"), "");
        assert_eq!(without_money("Nothing of that", false), None);
    }
}
