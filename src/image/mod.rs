//! Pictures as bytes: what kind, how large, and what in them nobody is meant to see.
//!
//! 1. [`header`] reads format, size and orientation.
//! 2. [`clean`] takes out what a camera or an editor wrote beside the picture: place, time, serial numbers, names,
//!    comments, previews. One file for each format: `jpeg`, `png`, `webp`, `gif`; `exif` knows the one thing that is
//!    kept of EXIF, which is how to turn the picture. Not one pixel changes.
//! 3. [`variant`] makes smaller copies, where the feature `images` is on.
//!
//! **Invariant:** what is kept is listed, so that whatever is unknown is dropped. No input panics or takes more than
//! linear time.

mod exif;
mod gif;
pub mod header;
mod jpeg;
mod png;
pub mod variant;
mod webp;

pub use header::{Format, Header};

/// A picture without what was written beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Whether it could be read to its end. If not, it ends where it could not be read any further.
    pub is_whole: bool,
}

/// Returns whether `bytes` are of a format that cannot be cleaned and carry metadata: a HEIC, AVIF, TIFF or JPEG XL
/// picture, or a film of a phone.
pub fn carries_metadata(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 4] = [b"Exif", b"application/rdf+xml", b"\xA9xyz", b"com.apple.quicktime.location"];
    let is_tiff = bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*");
    let is_of_boxes = matches!(bytes.get(4..8), Some(b"ftyp" | b"JXL "));
    let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    is_tiff || (is_of_boxes && marks.into_iter().any(has))
}

/// Returns the picture in `bytes` without metadata, or `None` when it is of no format that can be cleaned.
pub fn clean(bytes: &[u8]) -> Option<Clean> {
    Some(match Format::of(bytes)? {
        Format::Jpeg => jpeg::clean(bytes),
        Format::Png => png::clean(bytes),
        Format::WebP => webp::clean(bytes),
        Format::Gif => gif::clean(bytes),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILES: [&[u8]; 7] = [
        include_bytes!("../../tests/golden/images/plain.jpg"),
        include_bytes!("../../tests/golden/images/progressive.jpg"),
        include_bytes!("../../tests/golden/images/plain.png"),
        include_bytes!("../../tests/golden/images/moving.png"),
        include_bytes!("../../tests/golden/images/moving.webp"),
        include_bytes!("../../tests/golden/images/lossless.webp"),
        include_bytes!("../../tests/golden/images/moving.gif"),
    ];

    #[test]
    fn heads_tell_the_size_and_whether_it_moves() {
        for file in FILES {
            let header = Header::read(file).expect("a picture");
            assert_eq!((header.width, header.height, header.orientation), (24, 16, 1), "{:?}", header.format);
        }
        let moving: Vec<bool> = FILES.iter().map(|file| Header::read(file).expect("a picture").is_animated).collect();
        assert_eq!(moving, [false, false, false, true, true, false, true]);
    }

    #[test]
    fn what_stands_behind_an_empty_extension_is_not_its_name() {
        let gif = include_bytes!("../../tests/golden/images/moving.gif");
        let at = gif.windows(11).position(|bytes| bytes == b"NETSCAPE2.0").expect("it moves");
        let mut damaged = gif.to_vec();
        damaged[at - 1] = 0;
        let cleaned = clean(&damaged).expect("a picture").bytes;
        assert_eq!(cleaned, gif[..at - 3]);
    }

    proptest! {
        #[test]
        fn no_damage_panics_or_makes_a_picture_that_changes_when_it_is_cleaned_again(
            which in 0..FILES.len(),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = FILES[which].to_vec();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            for end in [bytes.len(), cut.index(bytes.len())] {
                let _ = Header::read(&bytes[..end]);
                if let Some(once) = clean(&bytes[..end]) {
                    prop_assert!(once.bytes.len() <= end + 64);
                    if let Some(twice) = clean(&once.bytes) {
                        prop_assert_eq!(twice.bytes, once.bytes);
                    }
                }
            }
        }
    }
}
