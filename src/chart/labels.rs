//! Which months are named below a chart.

use crate::date::Month;

/// Which of `months` from `first` on are named when there is room for one name every `apart` months: every month, or the
/// same months of each year, so that a January is always among them.
pub(super) fn labelled(first: Month, months: usize, apart: f64) -> Vec<usize> {
    let every = [1, 3, 6].into_iter().find(|&every| f64::from(every) >= apart).unwrap_or(12);
    let is_named = |index: &usize| (first.plus(*index).month - 1).is_multiple_of(every);
    let mut labelled: Vec<usize> = (0..months).filter(is_named).collect();
    if labelled.first().is_none_or(|&first| first as f64 >= apart) {
        labelled.insert(0, 0);
    }
    labelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_distance() {
        let february = Month { year: 2027, month: 2 };
        let labelled = |months, apart| labelled(february, months, apart);
        assert_eq!(labelled(4, 0.9), [0, 1, 2, 3]);
        assert_eq!(labelled(12, 2.5), [2, 5, 8, 11]);
        assert_eq!(labelled(24, 9.0), [0, 11, 23]);
        assert_eq!(labelled(1, 1.5), [0]);
    }
}
