//! The codes of Huffman: the more often something is said, the fewer bits say it.

/// Returns how many bits each thing takes that is said as often as `counts` says: none for what is never said, and no
/// more than `most`.
pub(super) fn lengths(counts: &[u32], most: usize) -> Vec<u8> {
    let mut said: Vec<(u32, usize)> = counts.iter().copied().zip(0..).filter(|(count, _)| *count > 0).collect();
    said.sort_unstable();
    let mut lengths = vec![0; counts.len()];
    let mut left = shares(&depths(&said), most);
    // The rarest first, with the longest.
    let mut length = most;
    for (_, place) in said {
        while left[length] == 0 {
            length -= 1;
        }
        left[length] -= 1;
        lengths[place] = u8::try_from(length).expect("a code has no more than 15 bits");
    }
    lengths
}

/// Returns how deep each leaf is in the tree that joins, again and again, the two that are said least.
fn depths(said: &[(u32, usize)]) -> Vec<usize> {
    if said.len() < 2 {
        return vec![1; said.len()];
    }
    // Joints are made in the order of their counts, so the two least are at the front of the leaves or of the joints.
    let mut joints: Vec<u32> = Vec::with_capacity(said.len() - 1);
    let mut above = vec![0; 2 * said.len() - 1];
    let (mut leaf, mut joint) = (0, 0);
    for made in 0..said.len() - 1 {
        let mut sum = 0;
        for _ in 0..2 {
            let is_leaf = leaf < said.len() && (joint == made || said[leaf].0 <= joints[joint]);
            let (place, count) = if is_leaf { (leaf, said[leaf].0) } else { (said.len() + joint, joints[joint]) };
            *(if is_leaf { &mut leaf } else { &mut joint }) += 1;
            above[place] = said.len() + made;
            sum += count;
        }
        joints.push(sum);
    }
    let mut depths = vec![0; above.len()];
    for place in (0..above.len() - 1).rev() {
        depths[place] = depths[above[place]] + 1;
    }
    depths.truncate(said.len());
    depths
}

/// Returns how many codes have each length, when none may have more than `most` bits.
fn shares(depths: &[usize], most: usize) -> Vec<usize> {
    let mut shares = vec![0; most + 1];
    for depth in depths {
        shares[(*depth).min(most)] += 1;
    }
    // Each code takes a share of all there can be. What was cut short takes too much, so others are made longer.
    let mut taken: usize = (1..=most).map(|length| shares[length] << (most - length)).sum();
    while taken > 1 << most {
        let shorter = (1..most).rev().find(|length| shares[*length] > 0).expect("there are fewer things than codes");
        shares[shorter] -= 1;
        shares[shorter + 1] += 2;
        shares[most] -= 1;
        taken -= 1;
    }
    shares
}

/// Returns the codes of those lengths, the bit that is read first lowest.
pub(super) fn codes(lengths: &[u8]) -> Vec<u32> {
    let mut next = [0_u32; 17];
    for length in lengths.iter().filter(|length| **length > 0) {
        next[usize::from(*length) + 1] += 1;
    }
    for length in 1..next.len() {
        // So far `next` has how many codes are shorter by one bit.
        next[length] = (next[length - 1] + next[length]) << 1;
    }
    let code = |length: &u8| {
        let code = next[usize::from(*length)];
        next[usize::from(*length)] += 1;
        if *length == 0 { 0 } else { code.reverse_bits() >> (32 - u32::from(*length)) }
    };
    lengths.iter().map(code).collect()
}
