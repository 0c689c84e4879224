//! Plural forms: which form of a word a whole number takes in a language, by the rules of CLDR 48
//! (`supplemental/plurals.xml`). The numbers of a site are whole, so that what the rules say of fractions is left out.

/// A plural form, as CLDR calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `zero`
    Zero,
    /// `one`
    One,
    /// `two`
    Two,
    /// `few`
    Few,
    /// `many`
    Many,
    /// `other`, which every language has.
    Other,
}

impl Form {
    /// Every form, as it is written.
    pub const ALL: [(&'static str, Self); 6] = [
        ("zero", Self::Zero),
        ("one", Self::One),
        ("two", Self::Two),
        ("few", Self::Few),
        ("many", Self::Many),
        ("other", Self::Other),
    ];
}

/// Returns the form that `n` takes in a language, which is the first part of its tag: `de` for German.
///
/// A language that is not listed has the rule of English, as most have whose rule CLDR does not spell out here.
pub fn form(language: &str, n: u64) -> Form {
    let (ten, hundred) = (n % 10, n % 100);
    let in_teens = (11..=14).contains(&hundred);
    let is_million = n != 0 && n.is_multiple_of(1_000_000);
    match language {
        "fr" | "pt" | "hi" | "bn" | "gu" | "fa" | "am" | "zu" if n <= 1 => Form::One,
        "fr" | "pt" | "es" | "it" | "ca" if is_million => Form::Many,
        "fr" | "pt" | "hi" | "bn" | "gu" | "fa" | "am" | "zu" => Form::Other,
        "ar" => match n {
            0 => Form::Zero,
            1 => Form::One,
            2 => Form::Two,
            _ if (3..=10).contains(&hundred) => Form::Few,
            _ if (11..=99).contains(&hundred) => Form::Many,
            _ => Form::Other,
        },
        "he" => match n {
            1 => Form::One,
            2 => Form::Two,
            _ => Form::Other,
        },
        "ru" | "uk" | "be" => match ten {
            1 if hundred != 11 => Form::One,
            2..=4 if !in_teens => Form::Few,
            _ => Form::Many,
        },
        "sr" | "hr" | "bs" => match ten {
            1 if hundred != 11 => Form::One,
            2..=4 if !in_teens => Form::Few,
            _ => Form::Other,
        },
        "pl" => match (n, ten) {
            (1, _) => Form::One,
            (_, 2..=4) if !in_teens => Form::Few,
            _ => Form::Many,
        },
        "cs" | "sk" => match n {
            1 => Form::One,
            2..=4 => Form::Few,
            _ => Form::Other,
        },
        "sl" => match hundred {
            1 => Form::One,
            2 => Form::Two,
            3 | 4 => Form::Few,
            _ => Form::Other,
        },
        "lt" => match ten {
            1 if !(11..=19).contains(&hundred) => Form::One,
            2..=9 if !(11..=19).contains(&hundred) => Form::Few,
            _ => Form::Other,
        },
        "ro" => match n {
            1 => Form::One,
            0 => Form::Few,
            _ if (1..=19).contains(&hundred) => Form::Few,
            _ => Form::Other,
        },
        _ if n == 1 && !has_one_form(language) => Form::One,
        _ => Form::Other,
    }
}

fn has_one_form(language: &str) -> bool {
    ["ja", "ko", "zh", "yue", "vi", "th", "lo", "my", "id", "ms", "jv"].contains(&language)
}

/// Returns the forms that whole numbers take in a language, in the order of [`Form::ALL`].
///
/// Every rule looks at the last two digits and at a few small numbers, except that millions are a form of their own in
/// some languages, where `other` does as well.
pub fn forms(language: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = (0..=200).map(|n| form(language, n)).chain([Form::Other]).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The samples that CLDR 48 gives for whole numbers.
    #[track_caller]
    fn check(language: &str, expected: Form, samples: &[std::ops::RangeInclusive<u64>]) {
        for n in samples.iter().cloned().flatten() {
            assert_eq!(form(language, n), expected, "{language}: {n}");
        }
    }

    #[test]
    fn the_languages_of_the_theme_have_the_samples_of_cldr() {
        for language in ["en", "de"] {
            check(language, Form::One, &[1..=1]);
            check(language, Form::Other, &[0..=0, 2..=16, 100..=100, 1000..=1000, 1_000_000..=1_000_000]);
        }
        check("es", Form::One, &[1..=1]);
        check("es", Form::Many, &[1_000_000..=1_000_000]);
        check("es", Form::Other, &[0..=0, 2..=16, 100..=100, 1000..=1000, 100_000..=100_000]);
        check("fr", Form::One, &[0..=1]);
        check("fr", Form::Many, &[1_000_000..=1_000_000]);
        check("fr", Form::Other, &[2..=17, 100..=100, 1000..=1000, 100_000..=100_000]);
        check("ja", Form::Other, &[0..=15, 100..=100, 1_000_000..=1_000_000]);
        check("ar", Form::Zero, &[0..=0]);
        check("ar", Form::One, &[1..=1]);
        check("ar", Form::Two, &[2..=2]);
        check("ar", Form::Few, &[3..=10, 103..=110, 1003..=1003]);
        check("ar", Form::Many, &[11..=26, 111..=111, 1011..=1011]);
        check("ar", Form::Other, &[100..=102, 200..=202, 300..=302, 1000..=1000, 1_000_000..=1_000_000]);
    }

    #[test]
    fn other_languages_have_the_samples_of_cldr() {
        check("ru", Form::One, &[1..=1, 21..=21, 31..=31, 101..=101, 1001..=1001]);
        check("ru", Form::Few, &[2..=4, 22..=24, 102..=102, 1002..=1002]);
        check("ru", Form::Many, &[0..=0, 5..=19, 100..=100, 111..=114, 1000..=1000]);
        check("pl", Form::One, &[1..=1]);
        check("pl", Form::Few, &[2..=4, 22..=24, 32..=34, 102..=102]);
        check("pl", Form::Many, &[0..=0, 5..=19, 21..=21, 100..=101, 112..=114]);
        check("cs", Form::Few, &[2..=4]);
        check("sl", Form::Two, &[2..=2, 102..=102, 1002..=1002]);
        check("sl", Form::Few, &[3..=4, 103..=104]);
        check("lt", Form::One, &[1..=1, 21..=21, 101..=101]);
        check("lt", Form::Few, &[2..=9, 22..=29, 102..=102]);
        check("lt", Form::Other, &[0..=0, 10..=20, 30..=30, 100..=100]);
        check("ro", Form::Few, &[0..=0, 2..=16, 101..=101, 1001..=1001]);
        check("ro", Form::Other, &[20..=35, 100..=100, 1000..=1000]);
        check("he", Form::Two, &[2..=2]);
    }

    #[test]
    fn the_forms_of_a_language_are_known() {
        assert_eq!(forms("de"), [Form::One, Form::Other]);
        assert_eq!(forms("ja"), [Form::Other]);
        assert_eq!(forms("ar").len(), 6);
        assert_eq!(forms("pl"), [Form::One, Form::Few, Form::Many, Form::Other]);
    }
}
