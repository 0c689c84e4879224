//! Words, numbers and marks of a text, with their places: what quantities and times are read from.

use std::ops::Range;

use super::text::folded;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, in lower case and without accents.
    Word(String),
    /// Digits; `None` when there are too many of them to mean anything.
    Number(Option<u64>),
    Mark(char),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// Returns the tokens of `text`; space only parts them.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let class = |c: char| match c {
        _ if c.is_ascii_digit() => 1,
        _ if c.is_alphabetic() => 2,
        _ if c.is_whitespace() => 0,
        _ => 3,
    };
    let mut found: Vec<Token> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let mut end = start + first.len_utf8();
        let own = class(first);
        while let Some((at, c)) = rest.peek().copied().filter(|(_, c)| own != 3 && class(*c) == own) {
            end = at + c.len_utf8();
            rest.next();
        }
        let part = &text[start..end];
        let kind = match own {
            0 => continue,
            1 => Kind::Number(if part.len() <= 12 { part.parse().ok() } else { None }),
            2 => Kind::Word(folded(part)),
            _ => Kind::Mark(first),
        };
        found.push(Token { kind, range: start..end });
    }
    found
}

/// A place among tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    tokens: &'a [Token],
    /// The next token.
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(tokens: &'a [Token], at: usize) -> Self {
        Self { tokens, at }
    }

    pub(super) fn peek(&self) -> Option<&'a Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// Returns the word that comes next, if one does.
    pub(super) fn word(&self) -> Option<&'a str> {
        match self.peek() {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// Takes a whole number that is small enough.
    pub(super) fn number(&mut self, largest: u64) -> Option<u32> {
        let Some(Kind::Number(Some(number))) = self.peek() else { return None };
        let number = u32::try_from(*number).ok().filter(|number| u64::from(*number) <= largest)?;
        self.at += 1;
        Some(number)
    }

    pub(super) fn take_word(&mut self, words: &[&str]) -> bool {
        let is_there = self.word().is_some_and(|word| words.contains(&word));
        self.at += usize::from(is_there);
        is_there
    }

    pub(super) fn take_mark(&mut self, marks: &[char]) -> bool {
        let is_there = matches!(self.peek(), Some(Kind::Mark(mark)) if marks.contains(mark));
        self.at += usize::from(is_there);
        is_there
    }

    /// Takes what stands between the two ends of a range.
    pub(super) fn take_between(&mut self) -> bool {
        self.take_mark(&['-', '–', '—', '~', '−', '‑'])
            || self.take_word(&["to", "bis", "through", "thru", "until", "a", "au", "al", "ate"])
    }

    /// Returns whether nothing is between the next token and the one before it.
    pub(super) fn is_attached(&self) -> bool {
        let (Some(before), Some(next)) =
            (self.at.checked_sub(1).and_then(|at| self.tokens.get(at)), self.tokens.get(self.at))
        else {
            return false;
        };
        before.range.end == next.range.start
    }

    /// Returns the bytes of the tokens from `first` up to here.
    pub(super) fn range_from(&self, first: usize) -> Range<usize> {
        let start = self.tokens.get(first).map_or(0, |token| token.range.start);
        let end = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(start, |token| token.range.end);
        start..end.max(start)
    }
}
