//! Of all that EXIF can say, the orientation: the one thing that changes what is seen.

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;
/// A whole number of two bytes.
const SHORT: u16 = 3;

/// Returns the orientation in `tiff`, 1 to 8; 1 when it says none.
pub(super) fn orientation(tiff: &[u8]) -> u8 {
    read(tiff.strip_prefix(b"Exif\0\0").unwrap_or(tiff)).filter(|value| (1..=8).contains(value)).unwrap_or(1)
}

fn read(tiff: &[u8]) -> Option<u8> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let bytes: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
    let first = usize::try_from(first).ok()?;
    let entries = usize::from(short(first)?);
    // Each entry has 12 bytes: tag, type, count, value.
    let at =
        (0..entries).map_while(|entry| first.checked_add(2 + 12 * entry)).find(|at| short(*at) == Some(ORIENTATION))?;
    (short(at + 2)? == SHORT).then(|| short(at + 8))?.and_then(|value| u8::try_from(value).ok())
}

/// Returns EXIF that says the orientation and nothing else.
pub(super) fn only_orientation(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.push(orientation);
    tiff.extend_from_slice(&[0; 6]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_read_as_it_is_written() {
        for value in 1..=8 {
            assert_eq!(orientation(&only_orientation(value)), value);
            assert_eq!(orientation(&[b"Exif\0\0", &only_orientation(value)[..]].concat()), value);
        }
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(orientation(little), 6);
    }

    #[test]
    fn what_makes_no_sense_is_no_orientation() {
        let whole = only_orientation(6);
        for end in 0..20 {
            assert_eq!(orientation(&whole[..end]), 1, "cut at {end}");
        }
        for (at, byte) in [(0, b'X'), (4, 0xFF), (13, 4), (19, 9), (19, 0)] {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            assert_eq!(orientation(&damaged), 1, "{byte} at {at}");
        }
    }
}
