//! The words of every language that is embedded, against those of English.

use chrono::NaiveDate;

use super::plural::forms;
use super::*;
use crate::source::fixture::journal;

/// Returns the words of the default theme in `language`, of which nothing may be wrong.
#[track_caller]
fn words(language: &str) -> Words {
    let (words, found) = compile(&journal(""), "default", language, None);
    assert_eq!(found, [], "{language}");
    words
}

#[test]
fn every_language_says_what_english_says() {
    let english = file::embedded("en").unwrap();
    for language in file::languages() {
        let own = file::embedded(language).unwrap();
        let (ours, theirs): (Vec<&String>, Vec<&String>) = (own.keys().collect(), english.keys().collect());
        assert_eq!(ours, theirs, "{language}");
        for (name, text) in &own {
            assert_eq!(text.places(), english[name].places(), "{language}: {name}");
            let is_same_kind = matches!((text, &english[name]), (Text::Plain(_), Text::Plain(_)))
                || matches!((text, &english[name]), (Text::Plural(_), Text::Plural(_)));
            assert!(is_same_kind, "{language}: {name} has plural forms in one of the two");
            if let Text::Plural(own) = text {
                assert_eq!(own.keys().copied().collect::<Vec<_>>(), forms(language), "{language}: {name}");
            }
            // What stands between two parts of a line begins or ends with a space on purpose; nothing else does.
            let is_between =
                ["list.separator", "list.semicolon", "number.group", "script.theme"].contains(&name.as_str());
            assert!(is_between || text.all().all(|form| form.trim() == form && !form.is_empty()), "{language}: {name}");
        }
        words(language);
    }
}

#[test]
fn the_keys_of_the_compiler_are_those_of_the_file() {
    let english = file::embedded("en").unwrap();
    let mut names = key::NAMES.to_vec();
    names.sort_unstable();
    assert_eq!(names, english.keys().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(Key::of("home.now").unwrap().name(), "home.now");
    assert_eq!(Key::of("home.no"), None);
}

#[test]
fn dates_and_numbers_are_english() {
    let words = words("en");
    let date = |key| words.date(key, NaiveDate::from_ymd_opt(2026, 3, 9).unwrap());
    assert_eq!(date(word!("date.long")), "9 March 2026");
    assert_eq!(date(word!("date.short")), "9 Mar 2026");
    assert_eq!(date(word!("date.month")), "March 2026");
    assert_eq!(words.number("1234567.5"), "1,234,567.5");
    assert_eq!(words.number("-999"), "-999");
    assert_eq!(words.percent(33), "33%");
    assert_eq!(words.count(word!("count.proofs"), 1), "1 proof");
    assert_eq!(words.count(word!("count.proofs"), 1200), "1,200 proofs");
}

#[test]
fn a_country_has_the_words_of_its_language() {
    assert_eq!(words("en-GB").text(word!("home.now")), "Now");
    assert_eq!(words("en-GB").language(), "en-GB");
}

#[test]
fn a_journal_changes_words_and_adds_languages() {
    let sources = journal(
        "=== themes/default/words/en.yaml\nhome.now: Today\nown.slogan: Learning\n\
         === themes/default/words/pl.yaml\ncount.proofs: {one: '{n} dowód', few: '{n} dowody', many: '{n} dowodów', other: '{n} dowodu'}\n\
         number.digits: '0123456789'\nnumber.group: ' '\nnumber.grouped_from: '5'\n",
    );
    let (words, found) = compile(&sources, "default", "en", None);
    assert_eq!(
        (found.len(), words.text(word!("home.now")), words.form("own.slogan", 0)),
        (0, "Today", Some("Learning"))
    );
    let (words, found) = compile(&sources, "default", "pl", None);
    let count = |n| words.count(word!("count.proofs"), n);
    assert_eq!([count(1), count(3), count(12), count(10_000)], ["1 dowód", "3 dowody", "12 dowodów", "10 000 dowodów"]);
    // What Polish lacks is English, with the plural forms of English, also where the journal changed it.
    assert_eq!(words.text(word!("home.now")), "Today");
    assert_eq!(words.count(word!("count.days"), 2), "2 days");
    assert_eq!(found.len(), 1);
    assert!(found[0].message.starts_with("the words in `pl` lack `article.about`"), "{}", found[0].message);
}

#[test]
fn places_are_filled_in_once() {
    assert_eq!(fill("{a} of {b}{c}", &[("a", "{b}"), ("b", "2")]), "{b} of 2{c}");
    assert_eq!(fill("{ {a {} {A} {a}", &[("a", "1")]), "{ {a {} {A} 1");
    assert_eq!(parts("x{a}"), [Part::Text("x"), Part::Place("a")]);
}

#[test]
fn a_theme_may_have_other_digits() {
    let sources = journal("=== themes/default/words/en.yaml\nnumber.digits: '٠١٢٣٤٥٦٧٨٩'\nnumber.decimal: '٫'\n");
    let (words, _) = compile(&sources, "default", "en", None);
    assert_eq!(words.number("12.5"), "١٢٫٥");
}

#[test]
fn directions_are_those_of_scripts() {
    assert_eq!([direction("ar-EG"), direction("he"), direction("de")], ["rtl", "rtl", "ltr"]);
}
