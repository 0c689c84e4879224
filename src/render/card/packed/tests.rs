//! What is packed is what comes out, as others read it.

use std::io::Read as _;

use proptest::prelude::*;

use super::codes::{codes, lengths};
use super::rows::{self, BEGIN};
use super::stream::stream;
use super::sum::Sum;

/// Returns what the stream of a picture holds, as zlib reads it, which looks at its checksum too.
fn unpacked(width: usize, pixels: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let all: Vec<Vec<u8>> = pixels.chunks_exact(width).map(|row| [&[BEGIN], row].concat()).collect();
    let (mut parts, mut sum) = (Vec::new(), Sum::NONE);
    for (place, row) in all.iter().enumerate() {
        rows::cut(place.checked_sub(1).map(|above| &*all[above]), row, &mut parts);
        sum = sum.then(Sum::of(row));
    }
    let packed = stream(width + 1, std::iter::once(&*parts), sum);
    let mut read = Vec::new();
    flate2::read::ZlibDecoder::new(&*packed).read_to_end(&mut read).expect("the stream is whole");
    (all.concat(), read)
}

/// Returns pixels that are drawn as cards are: stretches of one colour, which often go on in the next row.
fn drawn() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let stretches = prop::collection::vec((0..6_u8, 1..400_usize), 1..40);
    (1..700_usize, 1..9_usize, stretches).prop_map(|(width, repeated, stretches)| {
        let line: Vec<u8> = stretches.iter().flat_map(|(color, length)| vec![*color; *length]).collect();
        let rows = line.chunks_exact(width).flat_map(|row| row.repeat(repeated));
        (width, rows.collect())
    })
}

proptest! {
    #[test]
    fn what_is_drawn_flat_comes_out_as_it_was((width, pixels) in drawn()) {
        let (was, is) = unpacked(width, &pixels);
        prop_assert!(was == is);
    }

    #[test]
    fn so_does_noise(width in 1..90_usize, pixels in prop::collection::vec(any::<u8>(), 0..4000)) {
        let (was, is) = unpacked(width, &pixels);
        prop_assert!(was == is);
    }

    #[test]
    fn no_code_is_too_long_and_none_is_the_beginning_of_another(
        counts in prop::collection::vec(prop_oneof![Just(0_u32), 1..9_u32, 1..1_000_000_u32], 2..300),
        most in 9..=15_usize,
    ) {
        let lengths = lengths(&counts, most);
        for (count, length) in counts.iter().zip(&lengths) {
            prop_assert_eq!(*count > 0, *length > 0);
            prop_assert!(usize::from(*length) <= most);
        }
        let said: Vec<(u32, u8)> = codes(&lengths).into_iter().zip(lengths).filter(|(_, length)| *length > 0).collect();
        for (place, (code, length)) in said.iter().enumerate() {
            for (other, longer) in said.iter().skip(place + 1) {
                let common = u32::MAX >> (32 - u32::from(*length.min(longer)));
                prop_assert!(code & common != other & common);
            }
        }
    }
}

#[test]
fn a_code_for_what_is_rarer_and_rarer_is_no_longer_than_it_may_be() {
    let fibonacci = (0..30).scan((1_u32, 1_u32), |(a, b), _| {
        (*a, *b) = (*b, *a + *b);
        Some(*a)
    });
    let counts: Vec<u32> = fibonacci.collect();
    let lengths = lengths(&counts, 15);
    assert_eq!(lengths.iter().max(), Some(&15));
    assert!(lengths.is_sorted_by(|rare, often| rare >= often), "{lengths:?}");
    let taken: u32 = lengths.iter().map(|length| 1 << (15 - length)).sum();
    assert_eq!(taken, 1 << 15, "no code is left over");
}
