//! Places for labels, so that none covers another or leaves the drawing.

/// The room that a line of text takes from the next, in units of the viewBox.
pub(super) const LINE: f64 = 19.0;

/// A rectangle in the drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// Returns the room of a text that starts at `x` with its baseline at `y`.
    pub(super) fn of_text(x: f64, y: f64, width: f64) -> Self {
        Self { left: x, right: x + width, top: y - 14.0, bottom: y + 5.0 }
    }

    /// Returns whether `other` lies inside.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }

    /// Returns whether the two have a point in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Returns whether the line along `points` runs through it.
    pub(super) fn is_crossed_by(&self, points: &[(f64, f64)]) -> bool {
        points.windows(2).any(|pair| match pair {
            [from, to] => self.is_crossed_between(*from, *to),
            _ => false,
        })
    }

    fn is_crossed_between(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let (from, to) = if from.0 <= to.0 { (from, to) } else { (to, from) };
        if to.0 < self.left || self.right < from.0 {
            return false;
        }
        let height = |x: f64| from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0);
        let (start, end) = if to.0 - from.0 < 0.05 {
            (from.1, to.1)
        } else {
            (height(from.0.max(self.left)), height(to.0.min(self.right)))
        };
        start.min(end) < self.bottom && self.top < start.max(end)
    }
}

/// Moves the baselines `wanted` apart until they are [`LINE`] from each other and within
/// `top..=bottom`, each as near to its wish as that allows. Their order stays; equal wishes keep the
/// order in which they are given.
///
/// With the i-th label moved up by i lines the distances turn into an order, and the nearest ordered
/// numbers are the means of the runs that are out of order (isotonic regression).
pub(super) fn push_apart(wanted: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut runs: Vec<(f64, f64)> = vec![];
    let mut lines = 0.0;
    for place in &order {
        runs.push((wanted[*place] - lines, 1.0));
        lines += LINE;
        while let [.., (before, many), (mean, few)] = runs[..] {
            if before <= mean {
                break;
            }
            runs.truncate(runs.len() - 2);
            runs.push(((before * many + mean * few) / (many + few), many + few));
        }
    }
    let lowest = (bottom - (lines - LINE)).max(top);
    let mut placed = wanted.to_vec();
    let (mut offset, mut rest) = (0.0, order.iter());
    for (mean, count) in runs {
        let mut done = 0.0;
        while done < count {
            if let Some(place) = rest.next() {
                placed[*place] = mean.clamp(top, lowest) + offset;
            }
            offset += LINE;
            done += 1.0;
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_apart_stay_where_they_are() {
        assert_eq!(push_apart(&[200.0, 50.0], 20.0, 300.0), [200.0, 50.0]);
    }

    #[test]
    fn close_labels_move_apart_by_the_same_amount() {
        assert_eq!(push_apart(&[100.0, 100.0], 20.0, 300.0), [90.5, 109.5]);
        assert_eq!(
            push_apart(&[105.0, 100.0, 100.0], 20.0, 300.0),
            [120.666_666_666_666_67, 82.666_666_666_666_67, 101.666_666_666_666_67]
        );
    }

    #[test]
    fn labels_at_the_edge_move_inwards() {
        assert_eq!(push_apart(&[20.0, 20.0], 20.0, 300.0), [20.0, 39.0]);
        assert_eq!(push_apart(&[300.0, 299.0, 500.0], 20.0, 300.0), [281.0, 262.0, 300.0]);
    }

    #[test]
    fn lines_through_a_label_are_seen() {
        let area = Area::of_text(10.0, 20.0, 30.0);
        assert!(area.is_crossed_by(&[(0.0, 0.0), (50.0, 40.0)]));
        assert!(area.is_crossed_by(&[(20.0, 0.0), (20.0, 100.0)]));
        assert!(!area.is_crossed_by(&[(0.0, 100.0), (50.0, 90.0)]));
        assert!(!area.is_crossed_by(&[(50.0, 0.0), (60.0, 40.0)]));
    }
}
