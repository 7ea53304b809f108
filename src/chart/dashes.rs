//! A line cut into strokes.

use super::pen::Point;

/// The strokes of a line through `points`, of strokes and gaps by turns; the whole line where there are none.
pub(super) fn strokes(points: &[Point], dashes: &[f64]) -> Vec<Vec<Point>> {
    if dashes.iter().sum::<f64>() <= 0.0 {
        return vec![points.to_vec()];
    }
    let mut turns = dashes.iter().copied().enumerate().cycle();
    let mut strokes = Vec::new();
    let (mut turn, mut left) = turns.next().unwrap_or_default();
    let mut stroke: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let [mut from, to] = [pair[0], pair[1]];
        let mut length = libm::hypot(to.0 - from.0, to.1 - from.1);
        while length > left {
            let share = left / length;
            from = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            length -= left;
            if turn % 2 == 0 {
                stroke.push(from);
                strokes.push(std::mem::take(&mut stroke));
            } else {
                stroke = vec![from];
            }
            (turn, left) = turns.next().unwrap_or_default();
        }
        left -= length;
        if turn % 2 == 0 {
            stroke.push(to);
        }
    }
    strokes.extend((stroke.len() > 1).then_some(stroke));
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_go_around_corners() {
        let corner = [(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)];
        assert_eq!(strokes(&corner, &[]), [corner.to_vec()]);
        let cut = strokes(&corner, &[3.0, 1.0, 2.0, 1.0]);
        let expected =
            [vec![(0.0, 0.0), (3.0, 0.0)], vec![(4.0, 0.0), (5.0, 0.0), (5.0, 1.0)], vec![(5.0, 2.0), (5.0, 5.0)]];
        assert_eq!(cut, expected);
        assert_eq!(strokes(&[], &[2.0, 2.0]), [] as [Vec<Point>; 0]);
        assert_eq!(strokes(&[(1.0, 1.0); 3], &[2.0, 2.0]).len(), 1, "a point is a stroke");
    }
}
