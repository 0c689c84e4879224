//! Results as bytes: numbers, and texts behind their lengths, in the order in which they are read again.
//!
//! What is not whole is nothing: who reads a result returns `None` at the first part that is not there, and asks at the end
//! whether [`Form::is_over`].

/// Adds a number.
///
/// # Panics
/// When it does not fit into 32 bits. What is remembered is of one file, and files have limits far below that.
pub fn push_number(out: &mut Vec<u8>, number: usize) {
    let number = u32::try_from(number).expect("a file has fewer than four thousand million bytes");
    out.extend_from_slice(&number.to_le_bytes());
}

/// Adds a text.
pub fn push(out: &mut Vec<u8>, text: &str) {
    push_number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

/// Adds a text or that there is none.
pub fn push_optional(out: &mut Vec<u8>, text: Option<&str>) {
    out.push(u8::from(text.is_some()));
    if let Some(text) = text {
        push(out, text);
    }
}

/// What of a result is still to be read.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a>(&'a [u8]);

impl<'a> Form<'a> {
    /// Returns a result that is to be read.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Returns whether all of it was read.
    pub fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many bytes are still to be read.
    pub fn left(&self) -> usize {
        self.0.len()
    }

    /// Reads a byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    /// Reads whether something is so.
    pub fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// Reads a number.
    pub fn number(&mut self) -> Option<usize> {
        usize::try_from(self.short()?).ok()
    }

    /// Reads a number of 32 bits.
    pub fn short(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    /// Reads so many bytes.
    pub fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    /// Reads bytes behind their number.
    pub fn slice(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// Reads a text.
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.slice()?).ok()
    }

    /// Reads a text that may not be there.
    pub fn optional(&mut self) -> Option<Option<&'a str>> {
        if self.flag()? { self.text().map(Some) } else { Some(None) }
    }

    /// Reads as many things as a number says.
    pub fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Each has a byte at least, so that a wrong number takes no memory.
        let mut list = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            list.push(read(self)?);
        }
        Some(list)
    }
}
