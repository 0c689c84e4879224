//! The checksum of a picture, put together from those of its rows: most rows are the same from card to card.

/// The checksum of Adler, which is put together from those of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::card) struct Sum {
    bytes: u32,
    /// The bytes, each as often as it is far from the end.
    weighted: u32,
    length: u32,
}

/// Returns what is left of a sum, which is never more than 65520.
fn reduced(sum: u64) -> u32 {
    u32::try_from(sum % 65_521).expect("what is left of a division is small")
}

impl Sum {
    /// Of no bytes.
    pub(in crate::render::card) const NONE: Self = Self { bytes: 1, weighted: 0, length: 0 };

    /// Returns the one of a row, without the 1 that all of them begin with.
    pub(in crate::render::card) fn of(row: &[u8]) -> Self {
        const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
        let (words, rest) = row.as_chunks::<8>();
        let (mut bytes, mut weighted) = (0_u64, 0_u64);
        for (place, word) in words.iter().enumerate() {
            let word = u64::from_le_bytes(*word);
            // Most of a picture is its first colour.
            if word == 0 {
                continue;
            }
            let (even, odd) = (word & EVEN, (word >> 8) & EVEN);
            // A product of these has in its highest two bytes the four of them, each as often as its place says.
            let sum = (even + odd).wrapping_mul(0x0001_0001_0001_0001) >> 48;
            let places =
                (even.wrapping_mul(0x0008_0006_0004_0002) >> 48) + (odd.wrapping_mul(0x0007_0005_0003_0001) >> 48);
            bytes += sum;
            weighted += places + sum * (row.len() - place * 8 - 8) as u64;
        }
        for (place, byte) in (1..=rest.len()).rev().zip(rest) {
            bytes += u64::from(*byte);
            weighted += place as u64 * u64::from(*byte);
        }
        Self {
            bytes: reduced(bytes),
            weighted: reduced(weighted),
            length: u32::try_from(row.len()).unwrap_or(u32::MAX),
        }
    }

    /// Returns the one of what both are of, one after the other.
    pub(in crate::render::card) fn then(self, next: Self) -> Self {
        let weighted =
            u64::from(self.weighted) + u64::from(self.bytes) * u64::from(next.length) + u64::from(next.weighted);
        Self {
            bytes: reduced(u64::from(self.bytes) + u64::from(next.bytes)),
            weighted: reduced(weighted),
            length: self.length + next.length,
        }
    }

    /// Returns it as a stream ends with it.
    pub(super) fn to_bytes(self) -> [u8; 4] {
        (self.weighted << 16 | self.bytes).to_be_bytes()
    }
}
