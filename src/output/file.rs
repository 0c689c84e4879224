//! One file of a site: its bytes, or what is known of them before somebody asks for them.

use std::fmt;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

/// One file of the site.
#[derive(Clone)]
pub struct Output(Held);

#[derive(Clone)]
enum Held {
    Bytes { bytes: Arc<[u8]>, digest: OnceLock<[u8; 32]> },
    Known { known: Known, made: OnceLock<Arc<[u8]>>, make: Make },
}

/// Makes the bytes of a file.
pub type Make = Arc<dyn Fn() -> Arc<[u8]> + Send + Sync>;

/// What is known of a file without its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// How many bytes it has.
    pub length: u64,
    /// Their SHA-256.
    pub digest: [u8; 32],
}

impl Output {
    /// Returns a file of which enough is known for who has the same: its bytes are made once somebody asks for them.
    pub fn known(known: Known, make: Make) -> Self {
        Self(Held::Known { known, made: OnceLock::new(), make })
    }

    /// Returns its bytes.
    pub fn bytes(&self) -> &Arc<[u8]> {
        match &self.0 {
            Held::Bytes { bytes, .. } => bytes,
            Held::Known { made, make, .. } => made.get_or_init(|| make()),
        }
    }

    /// Returns how many bytes it has.
    pub fn length(&self) -> u64 {
        match &self.0 {
            Held::Bytes { bytes, .. } => bytes.len() as u64,
            Held::Known { known, .. } => known.length,
        }
    }

    /// Returns the SHA-256 of its bytes, which is computed once.
    pub fn digest(&self) -> &[u8; 32] {
        match &self.0 {
            Held::Bytes { bytes, digest } => digest.get_or_init(|| Sha256::digest(bytes).into()),
            Held::Known { known, .. } => &known.digest,
        }
    }

    /// Returns whether its bytes are these, without making them.
    pub fn is(&self, bytes: &[u8]) -> bool {
        match &self.0 {
            Held::Bytes { bytes: own, .. } => **own == *bytes,
            Held::Known { known, .. } => known.length == bytes.len() as u64 && known.digest == *Sha256::digest(bytes),
        }
    }

    /// Returns what is known of it.
    pub fn stamp(&self) -> Known {
        Known { length: self.length(), digest: *self.digest() }
    }
}

impl PartialEq for Output {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for Output {}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Held::Bytes { bytes, .. } => f.debug_tuple("Output").field(bytes).finish(),
            Held::Known { known, .. } => f.debug_tuple("Output").field(known).finish(),
        }
    }
}

impl From<Arc<[u8]>> for Output {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self(Held::Bytes { bytes, digest: OnceLock::new() })
    }
}

impl From<Vec<u8>> for Output {
    fn from(bytes: Vec<u8>) -> Self {
        Arc::<[u8]>::from(bytes).into()
    }
}

impl From<String> for Output {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn bytes_are_made_once_and_only_when_somebody_asks() {
        let whole = Output::from("text".to_owned());
        let times = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&times);
        let make: Make = Arc::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Arc::from(&b"text"[..])
        });
        let known = Output::known(whole.stamp(), make);
        assert_eq!((known.length(), known.digest()), (4, whole.digest()));
        assert_eq!(known.stamp(), whole.stamp());
        assert!(known.is(b"text") && !known.is(b"test") && whole.is(b"text") && !whole.is(b"test"));
        assert_eq!(times.load(Ordering::Relaxed), 0);
        assert_eq!(known, whole);
        assert_eq!(&**known.bytes(), b"text");
        assert_eq!(times.load(Ordering::Relaxed), 1);
    }
}
