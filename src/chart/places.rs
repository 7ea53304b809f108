//! What the places of a chart are, from left to right.

use plotters::prelude::DrawingBackend;

use super::{Failure, Frame, pen::Pen};
use crate::analysis::number;
use crate::date::Month;

/// What the places of a chart are.
#[derive(Clone, Debug, PartialEq)]
pub enum Places {
    /// Months of the calendar, from the first on.
    Months(Month),
    /// Volumes, evenly spaced however far apart they are: 1, 2 and 5 of each decade make an axis that is nearly logarithmic.
    Volumes {
        /// What is counted: "uses a month".
        what: String,
        /// How much of it, rising.
        at: Vec<f64>,
    },
}

impl From<Month> for Places {
    fn from(first: Month) -> Self {
        Self::Months(first)
    }
}

impl Places {
    /// The heading of their column.
    pub(super) fn column(&self) -> String {
        match self {
            Self::Months(_) => "Month".to_owned(),
            Self::Volumes { what, .. } => number::capitalised(what),
        }
    }

    /// A place by itself: "Jan 2027", "100,000 uses a month".
    pub(super) fn name(&self, place: usize) -> String {
        match self {
            Self::Months(first) => first.plus(place).name(),
            Self::Volumes { what, at } => {
                format!("{} {what}", number::count(at.get(place).copied().unwrap_or_default()))
            }
        }
    }

    /// The same in a sentence: "in Jan 2027", "at 100,000 uses a month".
    pub(super) fn within(&self, place: usize) -> String {
        let preposition = if matches!(self, Self::Months(_)) { "in" } else { "at" };
        format!("{preposition} {}", self.name(place))
    }

    /// The same in a row whose column says what is counted.
    pub(super) fn cell(&self, place: usize) -> String {
        match self {
            Self::Months(_) => self.name(place),
            Self::Volumes { at, .. } => number::count(at.get(place).copied().unwrap_or_default()),
        }
    }

    /// Where a number stands among volumes, counted in places from the middle of the first; `None` where it is beyond them.
    pub(super) fn position(&self, volume: f64) -> Option<f64> {
        let Self::Volumes { at, .. } = self else { return None };
        let after = at.iter().position(|it| *it >= volume)?;
        let Some(before) = after.checked_sub(1) else { return (at[after] == volume).then_some(0.0) };
        let [low, here, high] = [at[before], volume, at[after]].map(libm::log);
        Some(before as f64 + (here - low) / (high - low))
    }

    /// Writes their names below a frame.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, frame: &Frame) -> Result<(), Failure<DB>> {
        match self {
            Self::Months(first) => frame.name_months(pen, *first),
            Self::Volumes { at, .. } => {
                let name = |(place, volume): (usize, &f64)| (frame.middle(place), number::short_count(*volume));
                frame.name(pen, at.iter().enumerate().map(name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_have_a_logarithmic_place() {
        let at = vec![1e3, 2e3, 5e3, 1e4];
        let volumes = Places::Volumes { what: "uses a month".to_owned(), at };
        assert_eq!([1e3, 2e3, 1e4].map(|volume| volumes.position(volume)), [Some(0.0), Some(1.0), Some(3.0)]);
        assert!((volumes.position(libm::sqrt(2.0) * 1e3).unwrap() - 0.5).abs() < 1e-12);
        assert_eq!([999.0, 1.1e4, f64::NAN].map(|volume| volumes.position(volume)), [None; 3]);
        assert_eq!(volumes.within(3), "at 10,000 uses a month");
        assert_eq!((volumes.column(), volumes.cell(0)), ("Uses a month".to_owned(), "1,000".to_owned()));
        let months = Places::from(Month { year: 2027, month: 1 });
        assert_eq!((months.within(2), months.position(2.0)), ("in Mar 2027".to_owned(), None));
    }
}
