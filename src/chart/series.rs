//! What a legend names.

use super::View;

/// Something of a chart that can be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its number in a [`View`].
    pub number: usize,
    /// Name for programs.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What it is, in exact terms.
    pub title: &'static str,
    /// Class of its key in the style sheet, which has its colour.
    pub key: &'static str,
}

/// The largest number of each series that was drawn since the axis last settled, by the series' numbers.
///
/// While a slider moves they only grow, and so does the axis, whichever of them are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reach<const SERIES: usize>(pub(super) [f64; SERIES]);

impl<const SERIES: usize> Reach<SERIES> {
    /// At least what was reached `before`.
    pub(super) fn grown(self, before: Self) -> Self {
        Self(std::array::from_fn(|series| self.0[series].max(before.0[series])))
    }

    /// The largest number among those shown.
    pub(super) fn largest(self, view: View) -> f64 {
        let shown = self.0.iter().enumerate().filter(|(series, _)| view.shows(*series));
        shown.map(|(_, number)| *number).fold(0.0, f64::max)
    }
}
