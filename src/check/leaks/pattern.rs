//! Needles as patterns: every spelling of each, in the folded form.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::fold::{Reading, fold};
use crate::plan::needle::{Form, Needle, is_telling};

/// What must be so around a spelling for it to be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proviso {
    /// Nothing more.
    None,
    /// The letters are of the case that they are written in: `Meta` is no `<meta>`.
    Case,
    /// It is a number by itself.
    Number,
    /// It is a number with the sign or the name of a currency.
    Money,
    /// It is written as a path.
    Path,
}

/// One of the needles in one spelling.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    /// The needle, by its place.
    pub(super) needle: usize,
    /// What must be so around it.
    pub(super) proviso: Proviso,
}

/// Every spelling of every needle.
pub(super) struct Patterns {
    /// Finds them.
    pub(super) automaton: AhoCorasick,
    /// What each pattern stands for.
    pub(super) spellings: Vec<Vec<Spelling>>,
}

impl Patterns {
    /// Returns the patterns of `needles`; `None` when there is nothing to look for, or more than memory allows.
    pub(super) fn new(needles: &[Needle]) -> Option<Self> {
        let mut patterns: BTreeMap<Vec<u8>, Vec<Spelling>> = BTreeMap::new();
        for (index, needle) in needles.iter().enumerate() {
            for (text, proviso) in spellings(&needle.form) {
                let pattern = fold(text.as_bytes(), Reading::Plain);
                if !pattern.is_empty() {
                    patterns.entry(pattern).or_default().push(Spelling { needle: index, proviso });
                }
            }
        }
        if patterns.is_empty() {
            return None;
        }
        let (texts, spellings): (Vec<_>, Vec<_>) = patterns.into_iter().unzip();
        Some(Self { automaton: AhoCorasick::new(&texts).ok()?, spellings })
    }
}

fn spellings(form: &Form) -> Vec<(String, Proviso)> {
    match form {
        Form::Text(text) if text.contains(|c: char| !c.is_alphanumeric()) => vec![(text.clone(), Proviso::None)],
        Form::Text(word) => vec![(word.clone(), Proviso::Case)],
        Form::Path(path) => vec![(path.clone(), Proviso::Path)],
        Form::Figure(number) => {
            let proviso = if is_telling(*number) { Proviso::Number } else { Proviso::Money };
            let exact = of_figure(*number).into_iter().map(move |text| (text, proviso));
            let rough = of_thousands(*number).into_iter().map(move |text| (text, proviso));
            exact.chain(rough).collect()
        }
        Form::Range(from, to) => of_range(*from, *to).into_iter().map(|text| (text, Proviso::Number)).collect(),
    }
}

/// Returns 150000 as `150000` and as `150 000`, which stands for every mark between the groups.
fn of_figure(number: u64) -> Vec<String> {
    let digits = number.to_string();
    let mut spellings = vec![digits.clone()];
    if number >= 1000 {
        let first = (digits.len() - 1) % 3 + 1;
        let groups = digits.as_bytes()[first..].chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
        spellings.push(std::iter::once(digits[..first].to_owned()).chain(groups).collect::<Vec<_>>().join(" "));
    }
    spellings
}

/// Returns 150000 as `150k`, `150 k` and `150 thousand`, and 2500 as `2 5k`, which is `2.5k`.
fn of_thousands(number: u64) -> Vec<String> {
    let units: &[(u64, &[&str])] =
        &[(1000, &["k", " k", " thousand", " tsd", " grand"]), (1_000_000, &["m", " m", " million", " mio"])];
    let mut spellings = Vec::new();
    for (unit, names) in units.iter().filter(|(unit, _)| number >= *unit && number.is_multiple_of(unit / 10)) {
        let (whole, tenth) = (number / unit, number % unit * 10 / unit);
        let amount = if tenth == 0 { whole.to_string() } else { format!("{whole} {tenth}") };
        spellings.extend(names.iter().map(|name| format!("{amount}{name}")));
    }
    spellings
}

/// Returns the ways to write from and to: `150-200K`, `150K to 200K`, `150,000-200,000`.
fn of_range(from: u64, to: u64) -> Vec<String> {
    let mut spellings = Vec::new();
    let mut add = |from: &str, to: &str| {
        spellings.extend(["", "to ", "and ", "bis "].map(|between| format!("{from} {between}{to}")));
    };
    let (long_from, long_to) = (of_figure(from), of_figure(to));
    long_from.iter().zip(&long_to).for_each(|(from, to)| add(from, to));
    if from.is_multiple_of(1000) && to.is_multiple_of(1000) {
        let (from, to) = (from / 1000, to / 1000);
        add(&from.to_string(), &format!("{to}k"));
        add(&from.to_string(), &format!("{to} k"));
        add(&format!("{from}k"), &format!("{to}k"));
        add(&format!("{from} k"), &format!("{to} k"));
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_all_their_spellings() {
        assert_eq!(of_figure(1_250_000), ["1250000", "1 250 000"]);
        assert_eq!(of_figure(950), ["950"]);
        assert_eq!(of_thousands(2500)[..2], ["2 5k", "2 5 k"]);
        assert!(of_thousands(1_500_000).contains(&"1 5 million".to_owned()));
        assert_eq!(of_thousands(1234), [""; 0]);
        let range = of_range(150_000, 180_000);
        for spelling in ["150 180k", "150k to 180k", "150000 180000", "150 000 and 180 000"] {
            assert!(range.contains(&spelling.to_owned()), "{spelling}");
        }
    }

    #[test]
    fn round_numbers_are_no_secret_by_themselves() {
        assert!(is_telling(150_000) && is_telling(65_000) && is_telling(12_345));
        assert!(!is_telling(2000) && !is_telling(200_000) && !is_telling(9_999) && !is_telling(10_000));
    }
}
