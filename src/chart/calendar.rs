//! The months along the bottom of a chart.

const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Consecutive months of the calendar, counted from a first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Year of the first month.
    pub year: u16,
    /// First month, 1 to 12.
    pub month: u8,
}

impl Calendar {
    /// Months since January, from 0.
    pub(super) fn of_year(self, index: usize) -> usize {
        (usize::from(self.month.max(1)) - 1 + index) % 12
    }

    /// Year of the month number `index`.
    #[must_use]
    pub fn year(self, index: usize) -> usize {
        usize::from(self.year) + (usize::from(self.month.max(1)) - 1 + index) / 12
    }

    /// Name of the month number `index` without its year, such as `Jan`.
    #[must_use]
    pub fn short(self, index: usize) -> &'static str {
        NAMES[self.of_year(index)]
    }

    /// Name of the month number `index`, such as `Jan 2027`.
    #[must_use]
    pub fn name(self, index: usize) -> String {
        format!("{} {}", self.short(index), self.year(index))
    }

    /// Which of `months` are named below a chart when there is room for one name every `apart` months: every month,
    /// or the same months of each year, so that a January is always among them.
    pub(super) fn labelled(self, months: usize, apart: f64) -> Vec<usize> {
        let every = [1, 3, 6].into_iter().find(|&every| every as f64 >= apart).unwrap_or(12);
        let mut labelled: Vec<usize> = (0..months).filter(|&index| self.of_year(index).is_multiple_of(every)).collect();
        if labelled.first().is_none_or(|&first| first as f64 >= apart) {
            labelled.insert(0, 0);
        }
        labelled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_turn() {
        let calendar = Calendar { year: 2027, month: 11 };
        assert_eq!([0, 1, 2, 14].map(|index| calendar.name(index)), ["Nov 2027", "Dec 2027", "Jan 2028", "Jan 2029"]);
    }

    #[test]
    fn labels_keep_their_distance() {
        let calendar = Calendar { year: 2027, month: 2 };
        assert_eq!(calendar.labelled(4, 0.9), [0, 1, 2, 3]);
        assert_eq!(calendar.labelled(12, 2.5), [2, 5, 8, 11]);
        assert_eq!(calendar.labelled(24, 9.0), [0, 11, 23]);
        assert_eq!(calendar.labelled(1, 1.5), [0]);
    }
}
