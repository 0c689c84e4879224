//! Which pages have a word, how much it says of each, and in which of its passages.
//!
//! The weights are computed here, so that the browser only adds them up. Each page is weighed by itself: a page
//! that is added changes no weight of another.

use super::quick::QuickMap;
use super::subject::Subject;
use super::word::each_term;

/// A weight is between 1 and this, so that it fits into a digit with one bit to spare.
const HIGHEST: u32 = 31;
/// In thousandths: what a word weighs where it stands, however often it does.
const TITLE: u32 = 2000;
const TAG: u32 = 1000;
const HEADING: u32 = 800;
const SUMMARY: u32 = 400;
const BODY: u32 = 1000;
/// The words of a text in which a word of the body weighs half at its first use.
const USUAL_LENGTH: u64 = 300;
/// How many passages of one page a word leads to.
const MOST_PASSAGES: usize = 8;
/// A word that is on more pages leads only to those on which it weighs most.
const MOST_PAGES: usize = 2000;
/// The digits of a list of postings, six bits each.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// In how many parts the words of all pages are put together, each by itself.
pub(super) const PARTS: usize = 32;

/// The words of a page, with all that is told of each. There are a million of these on a large site, so they are
/// places in two texts and not texts themselves.
#[derive(Debug)]
pub(super) struct PageWords {
    /// The number of the page.
    page: u32,
    /// The words, one after another.
    terms: String,
    /// What is told of them, as it is written.
    told: String,
    /// For each word where it ends in both, by the part that it belongs to.
    ends: [Vec<Entry>; PARTS],
}

/// A word of a page: where it and what is told of it stand.
#[derive(Debug, Clone, Copy)]
struct Entry {
    term: (u32, u32),
    told: (u32, u32),
}

impl PageWords {
    /// Returns the words of one part.
    pub(super) fn part(&self, part: usize) -> impl Iterator<Item = (&str, Posting<'_>)> {
        let of = |text: &'_ str, (start, end): (u32, u32)| start as usize..(end as usize).min(text.len());
        self.ends[part].iter().map(move |entry| {
            let told = &self.told[of(&self.told, entry.told)];
            (&self.terms[of(&self.terms, entry.term)], Posting { page: self.page, told })
        })
    }
}

/// A word on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting<'a> {
    /// The number of the page.
    page: u32,
    /// Its weight and its passages, as they are written.
    told: &'a str,
}

impl Posting<'_> {
    fn weight(self) -> usize {
        let digit = self.told.bytes().next().unwrap_or_default();
        DIGITS.iter().position(|known| *known == digit).unwrap_or_default() & 31
    }
}

/// Where a word stands on a page.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent places")]
struct Uses {
    title: bool,
    tag: bool,
    summary: bool,
    heading: bool,
    body: u64,
    /// The passages in order, with how much each is about the word.
    passages: Vec<(u32, u32)>,
}

impl Uses {
    fn add_to_passage(&mut self, place: u32, weight: u32) {
        match self.passages.last_mut() {
            Some((last, sum)) if *last == place => *sum += weight,
            _ => self.passages.push((place, weight)),
        }
    }
}

/// Where each word of a page stands.
struct Page {
    uses: QuickMap<String, Uses>,
    is_english: bool,
}

impl Page {
    /// Tells of each word of `text` that it stands there.
    fn add(&mut self, text: &str, mut told: impl FnMut(&mut Uses)) {
        each_term(text, self.is_english, |term| match self.uses.get_mut(term) {
            Some(uses) => told(uses),
            None => told(self.uses.entry(term.to_owned()).or_default()),
        });
    }
}

/// Returns the words of the page with that number.
pub(super) fn of_page(page: u32, subject: &Subject, is_english: bool) -> PageWords {
    let mut all = Page { uses: QuickMap::default(), is_english };
    all.add(&subject.title, |uses| uses.title = true);
    let length_of_title = all.uses.len().max(1);
    for tag in &subject.tags {
        all.add(tag, |uses| uses.tag = true);
    }
    if let Some(summary) = &subject.summary {
        all.add(summary, |uses| uses.summary = true);
    }
    let mut length = 0;
    for (place, passage) in (0..).zip(&subject.passages) {
        all.add(&passage.heading, |uses| {
            uses.heading = true;
            uses.add_to_passage(place, 4);
        });
        all.add(&passage.text, |uses| {
            uses.body += 1;
            uses.add_to_passage(place, 1);
            length += 1;
        });
    }
    let mut words = PageWords { page, terms: String::new(), told: String::new(), ends: [const { Vec::new() }; PARTS] };
    let here = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
    let mut uses: Vec<(String, Uses)> = all.uses.into_iter().collect();
    for (term, uses) in &mut uses {
        let start = (here(&words.terms), here(&words.told));
        words.terms.push_str(term);
        let weight = weight(uses, length_of_title, length);
        push_told(&mut words.told, weight, &passages(std::mem::take(&mut uses.passages)));
        let entry = Entry { term: (start.0, here(&words.terms)), told: (start.1, here(&words.told)) };
        words.ends[part_of(term)].push(entry);
    }
    words
}

/// Returns the part that a word belongs to, the same on every page.
fn part_of(term: &str) -> usize {
    let mixed = term.bytes().fold(0_usize, |mixed, byte| mixed.wrapping_mul(31).wrapping_add(usize::from(byte)));
    mixed % PARTS
}

/// Returns how much a page is about a word. A short title says more by each of its words than a long one, and a
/// word in a short text more than in a long one.
fn weight(uses: &Uses, length_of_title: usize, length: u64) -> u32 {
    let in_title = TITLE * 3 / 5 + TITLE * 2 / 5 / u32::try_from(length_of_title).unwrap_or(u32::MAX);
    let half = 300 + 900 * length / USUAL_LENGTH;
    let in_body = u64::from(BODY) * 1000 * uses.body / (1000 * uses.body + half).max(1);
    let in_body = u32::try_from(in_body).unwrap_or(BODY);
    let where_it_is = [(uses.title, in_title), (uses.tag, TAG), (uses.heading, HEADING), (uses.summary, SUMMARY)];
    let sum: u32 = where_it_is.iter().filter(|(is_there, _)| *is_there).map(|(_, weight)| weight).sum();
    ((sum + in_body) * HIGHEST).div_ceil(TITLE + TAG + HEADING + SUMMARY + BODY).clamp(1, HIGHEST)
}

/// Returns the passages that are most about a word, in order.
fn passages(mut all: Vec<(u32, u32)>) -> Vec<u32> {
    if all.len() > MOST_PASSAGES {
        all.sort_by_key(|(place, weight)| (std::cmp::Reverse(*weight), *place));
        all.truncate(MOST_PASSAGES);
        all.sort_unstable();
    }
    all.into_iter().map(|(place, _)| place).collect()
}

/// Returns the postings of a word, which are in the order of their pages, as text.
///
/// A number is written in groups of five bits, the lowest first, with the sixth bit set while more follow. A posting
/// is the distance from the page before, a digit of the weight whose sixth bit says whether passages follow, and the
/// passages: the distance from the one before, doubled, and one more while others follow. Without them it is the
/// first passage. A list that is cut begins with `!` and the number of all pages.
pub(super) fn encoded(mut postings: Vec<Posting<'_>>) -> String {
    let mut out = String::with_capacity(postings.iter().map(|posting| posting.told.len() + 2).sum());
    if postings.len() > MOST_PAGES {
        out.push('!');
        push_number(&mut out, u32::try_from(postings.len()).unwrap_or(u32::MAX));
        postings.sort_by_cached_key(|posting| std::cmp::Reverse((posting.weight(), posting.page)));
        postings.truncate(MOST_PAGES);
        postings.sort_unstable_by_key(|posting| posting.page);
    }
    let mut before = 0;
    for posting in postings {
        push_number(&mut out, posting.page - before);
        before = posting.page;
        out.push_str(posting.told);
    }
    out
}

/// Writes what a posting tells besides its page.
fn push_told(out: &mut String, weight: u32, passages: &[u32]) {
    let has_passages = !matches!(passages, [] | [0]);
    push_digit(out, weight | if has_passages { 32 } else { 0 });
    let mut last = 0;
    for (index, passage) in passages.iter().enumerate().filter(|_| has_passages) {
        let more = u32::from(index + 1 < passages.len());
        push_number(out, (passage - last) * 2 + more);
        last = *passage;
    }
}

fn push_number(out: &mut String, mut number: u32) {
    while number > 31 {
        push_digit(out, (number & 31) | 32);
        number >>= 5;
    }
    push_digit(out, number);
}

fn push_digit(out: &mut String, digit: u32) {
    out.push(char::from(DIGITS[digit as usize & 63]));
}

#[cfg(test)]
mod tests {
    use super::super::subject::{Group, Passage};
    use super::*;

    fn list(postings: &[(u32, u32, &[u32])]) -> String {
        let told: Vec<String> = postings
            .iter()
            .map(|(_, weight, passages)| {
                let mut told = String::new();
                push_told(&mut told, *weight, passages);
                told
            })
            .collect();
        encoded(postings.iter().zip(&told).map(|((page, ..), told)| Posting { page: *page, told }).collect())
    }

    #[test]
    fn postings_are_short_texts() {
        assert_eq!(list(&[(0, 1, &[0]), (1, 31, &[]), (34, 2, &[3])]), "ABBfhBiG");
        assert_eq!(list(&[(0, 1, &[0, 2, 40])]), "AhBFsC");
    }

    #[test]
    fn a_word_on_too_many_pages_leads_to_the_best() {
        let many = u32::try_from(MOST_PAGES).expect("it is small") + 10;
        let all: Vec<(u32, u32, &[u32])> =
            (0..many).map(|page| (page, if page < 10 { 1 } else { 5 }, [].as_slice())).collect();
        let text = list(&all);
        assert!(text.starts_with("!6-BKF"), "{}", &text[..10]);
        assert_eq!(text.len(), 4 + 2 * MOST_PAGES);
    }

    #[test]
    fn a_page_that_is_called_so_goes_before_one_that_says_so() {
        let subject = |title: &str, text: &str| Subject {
            group: Group::Notes,
            href: "/".to_owned(),
            title: title.to_owned(),
            kind: "Note".to_owned(),
            date: None,
            tags: Vec::new(),
            language: None,
            summary: None,
            passages: vec![Passage { anchor: None, heading: String::new(), text: text.to_owned() }],
        };
        let weight = |subject: &Subject| {
            let words = of_page(0, subject, true);
            let found = words.part(part_of("gradient")).find(|(term, _)| *term == "gradient");
            found.map(|(_, posting)| posting.weight())
        };
        let called = weight(&subject("Gradients", "text"));
        let called_at_length = weight(&subject("What I read on gradients", "text"));
        let often = weight(&subject("T", &"gradient ".repeat(50)));
        let once = weight(&subject("T", &format!("gradient {}", "word ".repeat(500))));
        assert!(called > called_at_length && called_at_length > often && often > once && once > Some(0));
    }
}
