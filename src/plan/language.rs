//! Tags of languages (BCP 47): `de`, `pt-BR`. A tag that browsers and readers would not know is an error with what was
//! meant.

use crate::diagnostic::{Code, Diagnostic, Spanned, nearest};
use crate::source::value::schema::Definitions;
use crate::source::value::{Decode, Decoder, Value};

/// The tag of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Returns the tag as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Decode for LanguageTag {
    fn expected() -> String {
        "the tag of a language like `en`, `de` or `pt-BR`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let tag: Spanned<String> = Spanned::decode(value, decoder)?;
        match mistake(&tag) {
            Some(mistake) => decoder.fail(mistake),
            None => Some(Self(tag.value)),
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" })
    }
}

/// Returns what is wrong with a tag.
pub(super) fn mistake(tag: &Spanned<String>) -> Option<Diagnostic> {
    if is_tag(&tag.value) {
        return None;
    }
    let found = Diagnostic::new(Code::BadValue, tag.span, format!("`{}` is not a language tag", tag.value));
    let found = match meant(&tag.value) {
        Some(meant) => found.hint(format!("did you mean `{meant}`?")),
        None => found,
    };
    Some(found.hint("write a BCP 47 tag such as `en`, `de` or `pt-BR`"))
}

/// Returns whether a tag has the form of one and begins with a language that there is. Of those with three letters, only
/// the ones that have a shorter tag are known; there are thousands of others.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_known = match first.len() {
        2 => LANGUAGES.iter().any(|(code, ..)| *code == first),
        3 => first.bytes().all(|byte| byte.is_ascii_lowercase()) && !OTHER_CODES.iter().any(|(code, _)| *code == first),
        _ => false,
    };
    is_known && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Returns the tag that was meant by another code, by the name of the language, or by a tag with other marks in it.
fn meant(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase().replace(['_', ' '], "-");
    let (first, rest) = lower.split_once('-').map_or((lower.as_str(), ""), |(first, rest)| (first, rest));
    let known = |name: &str| LANGUAGES.iter().find(|(_, names)| names.split(", ").any(|known| known == name));
    let of_code = |code: &str| OTHER_CODES.iter().find(|(other, _)| *other == code).map(|(_, code)| *code);
    let code = of_code(first).or_else(|| known(first).map(|(code, _)| *code)).or_else(|| {
        let names = LANGUAGES.iter().flat_map(|(_, names)| names.split(", "));
        let near = nearest(first, names.filter(|_| first.chars().count() > 3))?;
        known(near).map(|(code, _)| *code)
    });
    let code = code.unwrap_or(first);
    // `de_CH` is read as `de-CH`: what stands behind the language is a country.
    let tag = if rest.is_empty() { code.to_owned() } else { format!("{code}-{}", rest.to_uppercase()) };
    let meant = if is_tag(&tag) { tag } else { code.to_owned() };
    (is_tag(&meant) && meant != text).then_some(meant)
}

/// Codes that are not the tag of their language: longer ones, old ones, and those of countries.
const OTHER_CODES: &[(&str, &str)] = &[
    ("ara", "ar"),
    ("chi", "zh"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("deu", "de"),
    ("dk", "da"),
    ("dut", "nl"),
    ("eng", "en"),
    ("fas", "fa"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gr", "el"),
    ("heb", "he"),
    ("hin", "hi"),
    ("in", "id"),
    ("ita", "it"),
    ("iw", "he"),
    ("ji", "yi"),
    ("jp", "ja"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("nld", "nl"),
    ("per", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("rus", "ru"),
    ("spa", "es"),
    ("tur", "tr"),
    ("ua", "uk"),
    ("ukr", "uk"),
    ("vn", "vi"),
    ("zho", "zh"),
];

/// The languages that have a code of two letters (ISO 639-1), with their names in English and, of many, in themselves.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str)] = &[
    ("aa", "afar"), ("ab", "abkhazian"), ("ae", "avestan"), ("af", "afrikaans"), ("ak", "akan"), ("am", "amharic"),
    ("an", "aragonese"), ("ar", "arabic, عربي, العربية"), ("as", "assamese"), ("av", "avaric"), ("ay", "aymara"),
    ("az", "azerbaijani"), ("ba", "bashkir"), ("be", "belarusian"), ("bg", "bulgarian, български"), ("bi", "bislama"),
    ("bm", "bambara"), ("bn", "bengali, bangla"), ("bo", "tibetan"), ("br", "breton"), ("bs", "bosnian, bosanski"),
    ("ca", "catalan, català"), ("ce", "chechen"), ("ch", "chamorro"), ("co", "corsican"), ("cr", "cree"),
    ("cs", "czech, čeština"), ("cu", "slavonic"), ("cv", "chuvash"), ("cy", "welsh, cymraeg"), ("da", "danish, dansk"),
    ("de", "german, deutsch"), ("dv", "divehi, maldivian"), ("dz", "dzongkha"), ("ee", "ewe"),
    ("el", "greek, ελληνικά"), ("en", "english"), ("eo", "esperanto"), ("es", "spanish, español, castellano"),
    ("et", "estonian, eesti"), ("eu", "basque, euskara"), ("fa", "persian, farsi, فارسی"), ("ff", "fulah"),
    ("fi", "finnish, suomi"), ("fj", "fijian"), ("fo", "faroese"), ("fr", "french, français"), ("fy", "frisian"),
    ("ga", "irish, gaeilge"), ("gd", "gaelic"), ("gl", "galician, galego"), ("gn", "guarani"), ("gu", "gujarati"),
    ("gv", "manx"), ("ha", "hausa"), ("he", "hebrew, עברית"), ("hi", "hindi, हिन्दी"), ("ho", "hiri-motu"),
    ("hr", "croatian, hrvatski"), ("ht", "haitian"), ("hu", "hungarian, magyar"), ("hy", "armenian"),
    ("hz", "herero"), ("ia", "interlingua"), ("id", "indonesian"), ("ie", "interlingue"), ("ig", "igbo"),
    ("ii", "nuosu"), ("ik", "inupiaq"), ("io", "ido"), ("is", "icelandic, íslenska"), ("it", "italian, italiano"),
    ("iu", "inuktitut"), ("ja", "japanese, 日本語"), ("jv", "javanese"), ("ka", "georgian"), ("kg", "kongo"),
    ("ki", "kikuyu"), ("kj", "kuanyama"), ("kk", "kazakh"), ("kl", "kalaallisut, greenlandic"), ("km", "khmer"),
    ("kn", "kannada"), ("ko", "korean, 한국어"), ("kr", "kanuri"), ("ks", "kashmiri"), ("ku", "kurdish"),
    ("kv", "komi"), ("kw", "cornish"), ("ky", "kyrgyz"), ("la", "latin"), ("lb", "luxembourgish"), ("lg", "ganda"),
    ("li", "limburgish"), ("ln", "lingala"), ("lo", "lao"), ("lt", "lithuanian, lietuvių"), ("lu", "luba-katanga"),
    ("lv", "latvian, latviešu"), ("mg", "malagasy"), ("mh", "marshallese"), ("mi", "maori"), ("mk", "macedonian"),
    ("ml", "malayalam"), ("mn", "mongolian"), ("mr", "marathi"), ("ms", "malay"), ("mt", "maltese"), ("my", "burmese"),
    ("na", "nauru"), ("nb", "bokmål"), ("nd", "north-ndebele"), ("ne", "nepali"), ("ng", "ndonga"),
    ("nl", "dutch, nederlands, flemish"), ("nn", "nynorsk"), ("no", "norwegian, norsk"), ("nr", "south-ndebele"),
    ("nv", "navajo"), ("ny", "chichewa"), ("oc", "occitan"), ("oj", "ojibwa"), ("om", "oromo"), ("or", "oriya"),
    ("os", "ossetian"), ("pa", "punjabi"), ("pi", "pali"), ("pl", "polish, polski"), ("ps", "pashto"),
    ("pt", "portuguese, português"), ("qu", "quechua"), ("rm", "romansh"), ("rn", "rundi"), ("ro", "romanian, română"),
    ("ru", "russian, русский"), ("rw", "kinyarwanda"), ("sa", "sanskrit"), ("sc", "sardinian"), ("sd", "sindhi"),
    ("se", "sami"), ("sg", "sango"), ("si", "sinhala"), ("sk", "slovak, slovenčina"), ("sl", "slovenian, slovenščina"),
    ("sm", "samoan"), ("sn", "shona"), ("so", "somali"), ("sq", "albanian, shqip"), ("sr", "serbian, srpski, српски"),
    ("ss", "swati"), ("st", "sotho"), ("su", "sundanese"), ("sv", "swedish, svenska"), ("sw", "swahili, kiswahili"),
    ("ta", "tamil"), ("te", "telugu"), ("tg", "tajik"), ("th", "thai"), ("ti", "tigrinya"), ("tk", "turkmen"),
    ("tl", "tagalog, filipino"), ("tn", "tswana"), ("to", "tonga"), ("tr", "turkish, türkçe"), ("ts", "tsonga"),
    ("tt", "tatar"), ("tw", "twi"), ("ty", "tahitian"), ("ug", "uyghur"), ("uk", "ukrainian, українська"),
    ("ur", "urdu, اردو"), ("uz", "uzbek"), ("ve", "venda"), ("vi", "vietnamese"), ("vo", "volapük"), ("wa", "walloon"),
    ("wo", "wolof"), ("xh", "xhosa"), ("yi", "yiddish"), ("yo", "yoruba"), ("za", "zhuang"),
    ("zh", "chinese, mandarin, 中文"), ("zu", "zulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_languages_that_there_are_pass() {
        for tag in ["en", "de", "pt-BR", "zh-Hans-CN", "de-CH-1996", "gsw", "EN-gb", "sr-Latn", "es-419"] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in ["", "e", "english", "de_CH", "jp", "ger", "x-klingon", "de-", "12", "dé", "de-Deutschland", "qq"] {
            assert!(!is_tag(tag), "{tag}");
        }
    }

    #[test]
    fn what_was_meant_is_said() {
        for (text, tag) in [
            ("german", "de"),
            ("Deutsch", "de"),
            ("germna", "de"),
            ("français", "fr"),
            ("jp", "ja"),
            ("ger", "de"),
            ("de_CH", "de-CH"),
            ("pt br", "pt-BR"),
            ("english-us", "en-US"),
            ("de-Deutschland", "de"),
            ("العربية", "ar"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(tag), "{text}");
        }
        for text in ["", "qq", "klingonisch", "12"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn every_language_is_there_once() {
        assert!(LANGUAGES.is_sorted_by(|(a, _), (b, _)| a < b) && OTHER_CODES.is_sorted_by(|(a, _), (b, _)| a < b));
        assert_eq!(LANGUAGES.len(), 183);
        // A code that is a tag is none of the others.
        assert!(OTHER_CODES.iter().all(|(other, code)| !is_tag(other) && is_tag(code)));
    }
}
