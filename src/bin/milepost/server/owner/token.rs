//! The token that a form of the cockpit sends along: random for each run, and in no other page.

use std::fmt;

/// A random text that nobody can guess.
#[derive(Clone)]
pub(super) struct Token(String);

impl Token {
    /// Makes a new one.
    pub(super) fn random() -> anyhow::Result<Self> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("the system gives no random numbers: {error}"))?;
        Ok(Self(bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))))
    }

    /// Returns it as text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether `other` is the same, in a time that tells nothing of where they differ.
    pub(super) fn is(&self, other: &str) -> bool {
        let pairs = self.0.bytes().zip(other.bytes());
        let difference = pairs.fold(0, |difference, (own, other)| std::hint::black_box(difference | (own ^ other)));
        self.0.len() == other.len() && difference == 0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_itself_only_and_new_each_time() {
        let token = Token::random().unwrap();
        assert!(token.is(token.as_str()) && token.as_str().len() == 64);
        let first_changed = format!("g{}", &token.as_str()[1..]);
        for other in ["", &token.as_str()[1..], &first_changed, &format!("{}0", token.as_str())] {
            assert!(!token.is(other), "{other}");
        }
        assert!(!token.is(Token::random().unwrap().as_str()));
        assert!(!format!("{token:?}").contains(token.as_str()));
    }
}
