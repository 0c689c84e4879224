//! Dates and numbers as a language writes them, by patterns that are words of it.

use chrono::{Datelike, NaiveDate};

use super::{Key, Words, word};

const MONTHS: [Key; 12] = [
    word!("month.1"),
    word!("month.2"),
    word!("month.3"),
    word!("month.4"),
    word!("month.5"),
    word!("month.6"),
    word!("month.7"),
    word!("month.8"),
    word!("month.9"),
    word!("month.10"),
    word!("month.11"),
    word!("month.12"),
];

const SHORT_MONTHS: [Key; 12] = [
    word!("mon.1"),
    word!("mon.2"),
    word!("mon.3"),
    word!("mon.4"),
    word!("mon.5"),
    word!("mon.6"),
    word!("mon.7"),
    word!("mon.8"),
    word!("mon.9"),
    word!("mon.10"),
    word!("mon.11"),
    word!("mon.12"),
];

impl Words {
    /// Returns a date by the pattern `key`, which has places for `{day}`, `{month}`, `{mon}` and `{year}`.
    pub fn date(&self, key: Key, date: NaiveDate) -> String {
        let index = date.month0() as usize;
        let values = [
            ("day", &*self.digits(&date.day().to_string())),
            ("month", self.text(MONTHS[index])),
            ("mon", self.text(SHORT_MONTHS[index])),
            ("year", &*self.year(date.year())),
        ];
        self.with(key, &values)
    }

    /// Returns a year, which has no groups of digits.
    pub fn year(&self, year: i32) -> String {
        self.digits(&year.to_string())
    }

    /// Returns the short name of the month of `date`.
    pub fn short_month(&self, date: NaiveDate) -> &str {
        self.text(SHORT_MONTHS[date.month0() as usize])
    }

    /// Returns a whole number.
    pub fn whole(&self, n: usize) -> String {
        self.number(&n.to_string())
    }

    /// Returns a decimal number that is written as Rust does, `1234.5`, as the language writes it.
    pub fn number(&self, plain: &str) -> String {
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let least = self.text(word!("number.grouped_from")).trim().parse().unwrap_or(4);
        let digits = whole.bytes().filter(u8::is_ascii_digit).count();
        let mut out = String::new();
        let mut left = digits;
        for c in whole.chars() {
            out.push(c);
            if c.is_ascii_digit() {
                left -= 1;
                if left > 0 && left.is_multiple_of(3) && digits >= least {
                    out.push_str(self.text(word!("number.group")));
                }
            }
        }
        if !fraction.is_empty() {
            out.push_str(self.text(word!("number.decimal")));
            out.push_str(fraction);
        }
        self.digits(&out)
    }

    /// Returns a whole number of hundredths with the sign of them.
    pub fn percent(&self, n: usize) -> String {
        self.with(word!("number.percent"), &[("n", &self.whole(n))])
    }

    /// Returns `text` with the digits of the language.
    fn digits(&self, text: &str) -> String {
        let digits = self.text(word!("number.digits"));
        if digits.starts_with('0') {
            return text.to_owned();
        }
        let own = |c: char| c.to_digit(10).and_then(|digit| digits.chars().nth(digit as usize)).unwrap_or(c);
        text.chars().map(own).collect()
    }

    /// Returns texts as a list on one line.
    pub fn list(&self, texts: &[String]) -> String {
        texts.join(self.text(word!("list.separator")))
    }

    /// Returns a name with what belongs to it: `name: value`.
    pub fn pair(&self, name: &str, value: &str) -> String {
        self.with(word!("pair.colon"), &[("name", name), ("value", value)])
    }
}

/// Returns `text` with a capital first letter, as a word that stands alone has it.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
