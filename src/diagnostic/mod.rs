//! What is wrong with a journal, as data: the diagnostics that every stage makes.
//!
//! A [`Diagnostic`] says what is wrong, where, and what to type instead. It imports nothing of the
//! other rooms, because all of them make diagnostics. [`Code`] lists every kind there is, with the
//! text that `milepost explain CODE` prints. How a diagnostic looks on a terminal is decided in
//! [`crate::source::excerpt`], where the source lines are at hand.

mod code;

pub use code::Code;

/// A file of the journal, by its place in [`crate::source::Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A range of bytes in one source, counted from the top of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that the range is in.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte; never less than `start`.
    pub end: u32,
}

impl Span {
    /// Returns the span of `range` in `source`; offsets beyond 4 GiB are clamped.
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let start = clamp(range.start);
        Self { source, start, end: clamp(range.end).max(start) }
    }

    /// Returns the span of the bytes `start..start + len` within this one, or this one when they do
    /// not fit.
    pub fn within(self, range: std::ops::Range<usize>) -> Self {
        let inner = Self::new(self.source, range.start + self.start as usize..range.end + self.start as usize);
        if inner.end <= self.end { inner } else { self }
    }

    /// Returns the range of bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value together with the place where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Returns `value` at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Returns the value that `change` makes of this one, at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written while there is one.
    Error,
    /// The site is written; the author should look.
    Warning,
}

/// A second place that belongs to a diagnostic, such as where the other of two equal ids stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// One thing that is wrong with the content of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the build.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where; `None` when it concerns no one file.
    pub span: Option<Span>,
    /// What to say under the marked source; empty for nothing.
    pub note: String,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What to do, in the words to type.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// Returns a diagnostic of `code` at `span`, with the severity that the code has by default.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { span: Some(span), ..Self::without_place(code, message) }
    }

    /// Returns a diagnostic that concerns no single place.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: code.default_severity(),
            code,
            message: message.into(),
            span: None,
            note: String::new(),
            labels: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Adds what to say under the marked source.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = text.into();
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hints.push(text.into());
        self
    }

    /// Adds "did you mean" when one of `candidates` is close to `found`.
    #[must_use]
    pub fn did_you_mean<'a>(self, found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(found, candidates) {
            Some(near) => self.hint(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// Returns whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Returns the candidate that `found` was most likely meant to be, if one is near enough.
///
/// Near means a Damerau-Levenshtein distance of at most a third of the longer word. Ties go to the
/// candidate that sorts first, so that the answer does not depend on the order of the candidates.
pub fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = |text: &str| text.chars().count();
    if length(found) > 80 {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(found, candidate), candidate))
        .filter(|(distance, candidate)| *distance > 0 && *distance <= length(found).max(length(candidate)).div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Sorts by file, place, severity and code, and drops exact repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.span.map_or((1, None), |span| (0, Some(span))), d.severity, d.code);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();
}
