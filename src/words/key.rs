//! The keys of the words: those that the English file has. `word!` knows them when the program is compiled.

/// The words in English, which every other language says in its own way.
const ENGLISH: &str = include_str!("../../themes/default/words/en.yaml");

const COUNT: usize = count();

/// Every key, in the order of the English file.
pub(super) static NAMES: [&str; COUNT] = NAMES_IN_ORDER;

const NAMES_IN_ORDER: [&str; COUNT] = names();

/// A word of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub(super) usize);

impl Key {
    /// Returns the key called `name`, if the English file has it.
    pub const fn of(name: &str) -> Option<Self> {
        let mut index = 0;
        while index < COUNT {
            if equal(name.as_bytes(), NAMES_IN_ORDER[index].as_bytes()) {
                return Some(Self(index));
            }
            index += 1;
        }
        None
    }

    /// Returns the key called `name`, for `word!`.
    ///
    /// # Panics
    /// When the English file has no such key, which stops the compiler.
    pub const fn known(name: &str) -> Self {
        match Self::of(name) {
            Some(key) => key,
            None => panic!("themes/default/words/en.yaml has no such key"),
        }
    }

    /// Returns how it is written.
    pub fn name(self) -> &'static str {
        NAMES[self.0]
    }
}

/// The word with that key; a key that the English file does not have is an error of the compiler.
macro_rules! word {
    ($name:literal) => {
        const { $crate::words::Key::known($name) }
    };
}
pub(crate) use word;

const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns whether a line that begins at `at` begins with a key.
const fn begins_key(text: &[u8], at: usize) -> bool {
    at < text.len() && text[at].is_ascii_lowercase() && (at == 0 || text[at - 1] == b'\n')
}

const fn count() -> usize {
    let text = ENGLISH.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < text.len() {
        if begins_key(text, at) {
            count += 1;
        }
        at += 1;
    }
    count
}

const fn names() -> [&'static str; COUNT] {
    let text = ENGLISH.as_bytes();
    let mut names = [""; COUNT];
    let (mut at, mut index) = (0, 0);
    while at < text.len() {
        if begins_key(text, at) {
            let mut end = at;
            while text[end] != b':' {
                end += 1;
            }
            let (_, rest) = ENGLISH.split_at(at);
            let (name, _) = rest.split_at(end - at);
            names[index] = name;
            index += 1;
        }
        at += 1;
    }
    names
}
