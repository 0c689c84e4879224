//! What only looks like a secret: keys of manuals, placeholders, hashes.

/// Words that stand in for a secret.
const WORDS: [&str; 20] = [
    "example",
    "your",
    "xxxx",
    "placeholder",
    "changeme",
    "redacted",
    "dummy",
    "sample",
    "fake",
    "insert",
    "replace",
    "token",
    "password",
    "secret",
    "hunter2",
    "12345678",
    "abcdef",
    "deadbeef",
    "todo",
    "....",
];

/// Returns whether the random part of a token is not random: a word for an example, a row of one letter, few letters.
pub(super) fn is_example(token: &str) -> bool {
    let lower = token.to_lowercase();
    has_row(token) || WORDS.iter().any(|word| lower.contains(word)) || (token.len() >= 16 && entropy(token) < 2.8)
}

/// Returns whether the text between the lines of a key is a key; rows of `A` are usual in one.
pub(super) fn is_key(text: &str) -> bool {
    !text.to_lowercase().contains("example") && entropy(text) >= 4.0
}

/// Returns whether a password is a placeholder: a variable, something in brackets, a word that says so.
pub(super) fn is_placeholder(password: &str) -> bool {
    let lower = password.to_lowercase();
    let is_variable = password.contains(['$', '{', '}', '<', '>', '*', '%', '[', '(']);
    let words = ["pass", "pwd", "user", "admin", "root", "postgres", "test", "my", "foo", "bar"];
    is_variable || is_example(password) || words.iter().any(|word| lower.starts_with(word))
}

/// Returns whether a value is random enough to be a secret and none of what study notes have: a hash where a password
/// is expected, an identifier, a path.
pub(super) fn is_random(value: &str, is_of_password: bool) -> bool {
    let has = |test: fn(&u8) -> bool| value.bytes().filter(test).count();
    let (digits, letters) = (has(u8::is_ascii_digit), has(u8::is_ascii_alphabetic));
    let is_mixed = digits >= 2 && letters >= 4;
    let is_hex = value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_hash = is_hex && is_of_password && [32, 40, 56, 64, 96, 128].contains(&value.len());
    let is_long = value.len() >= 20;
    let is_words = value.split(['_', '-', '.', '/', ' ']).all(|part| part.len() < 12);
    // Hexadecimal has 16 characters only.
    let least = if is_hex { 3.0 } else { 3.6 };
    is_long
        && is_mixed
        && !is_words
        && !is_hash
        && !is_example(value)
        && !value.contains(['$', '%', '*'])
        && entropy(value) >= least
}

/// Returns whether five characters in a row are the same.
fn has_row(text: &str) -> bool {
    text.as_bytes().windows(5).any(|row| row.iter().all(|byte| *byte == row[0]))
}

/// Returns the entropy of the characters of `text`, in bits for each.
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    text.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let length = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let share = |count: &u32| f64::from(*count) / length;
    -counts.iter().filter(|count| **count > 0).map(|count| share(count) * share(count).log2()).sum::<f64>()
}
