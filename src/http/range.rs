//! Parts of a file: players of films ask for the part that they play (RFC 9110, section 14).

use std::ops::Range;

/// What a request wants of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of it: no part is asked for, or not in a way that has to be understood.
    Whole,
    /// That part.
    Part(Range<usize>),
    /// A part that the file does not have.
    Nowhere,
}

/// Returns what `header` wants of a file of `length` bytes. Several parts at once are answered with the whole file, which
/// is allowed.
pub fn wanted(header: Option<&str>, length: usize) -> Wanted {
    let Some(ranges) = header.and_then(unit_is_bytes) else { return Wanted::Whole };
    let Some((first, last)) = ranges.split_once('-').map(|(first, last)| (first.trim(), last.trim())) else {
        return Wanted::Whole;
    };
    let part = match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => return Wanted::Whole,
        (Some(first), Some(last)) => first..last.saturating_add(1).min(length),
        (Some(first), None) if last.is_empty() => first..length,
        (None, Some(count)) if first.is_empty() => length.saturating_sub(count)..length,
        _ => return Wanted::Whole,
    };
    if part.start < part.end { Wanted::Part(part) } else { Wanted::Nowhere }
}

fn unit_is_bytes(header: &str) -> Option<&str> {
    let (unit, ranges) = header.split_once('=')?;
    unit.trim().eq_ignore_ascii_case("bytes").then_some(ranges)
}

/// Returns a number of digits only; one that is too large is the largest.
fn number(text: &str) -> Option<usize> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_part_is_from_to_or_the_end() {
        let check = |header: &str, wanted_part: Wanted| assert_eq!(wanted(Some(header), 10), wanted_part, "{header}");
        check("bytes=0-0", Wanted::Part(0..1));
        check("bytes=2-5", Wanted::Part(2..6));
        check("Bytes=2-99999999999999999999999", Wanted::Part(2..10));
        check("bytes=4-", Wanted::Part(4..10));
        check("bytes=-3", Wanted::Part(7..10));
        check("bytes=-99", Wanted::Part(0..10));
        check("bytes=10-", Wanted::Nowhere);
        check("bytes=-0", Wanted::Nowhere);
        for whole in
            ["bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=+1-2", "items=0-1", "bytes=0-1,3-4", "0-1", ""]
        {
            check(whole, Wanted::Whole);
        }
        assert_eq!(wanted(None, 10), Wanted::Whole);
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Nowhere);
    }

    proptest! {
        #[test]
        fn a_part_lies_in_the_file(header in "(bytes=)?[-0-9 ,=a-z]{0,24}", length in 0_usize..1000) {
            if let Wanted::Part(part) = wanted(Some(&header), length) {
                prop_assert!(part.start < part.end && part.end <= length);
            }
        }
    }
}
