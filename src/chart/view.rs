//! What a reader chose to see of a chart.

use super::Spacing;

/// What is shown of a chart, and how: at first everything, on the axis that suits it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// A bit for each series that is hidden.
    hidden: u32,
    /// The axis that was asked for.
    spacing: Option<Spacing>,
    /// The place at the cursor, for charts that show one.
    pub(super) place: Option<usize>,
}

impl View {
    /// Whether a series is shown, by its number.
    #[must_use]
    pub const fn shows(self, series: usize) -> bool {
        self.hidden & (1 << series) == 0
    }

    /// The same view with a series hidden that was shown, or shown that was hidden.
    #[must_use]
    pub const fn toggled(self, series: usize) -> Self {
        Self { hidden: self.hidden ^ (1 << series), ..self }
    }

    /// The same view on another axis.
    #[must_use]
    pub const fn spaced(self, spacing: Spacing) -> Self {
        Self { spacing: Some(spacing), ..self }
    }

    /// The same view with the cursor at a place, or nowhere.
    #[must_use]
    pub const fn at(self, place: Option<usize>) -> Self {
        Self { place, ..self }
    }

    /// The axis that was asked for, or else the one that suits.
    pub(super) fn spacing(self, suiting: Spacing) -> Spacing {
        self.spacing.unwrap_or(suiting)
    }
}
