//! Lines and bands through the middles of the months.

use plotters::prelude::DrawingBackend;

use super::{
    Colour, Failure, Spacing,
    pen::{Pen, Point},
    scale::Scale,
};
use crate::stats::Bands;

/// A quantile of a month.
pub(super) type Quantile = fn(&Bands) -> f32;

/// Eight futures in ten lie between these.
pub(super) const EIGHT: (Quantile, Quantile) = (|month| month.p10, |month| month.p90);
/// Half of the futures lie between these.
pub(super) const HALF: (Quantile, Quantile) = (|month| month.p25, |month| month.p75);
/// Half of the futures lie below.
pub(super) const MEDIAN: Quantile = |month| month.p50;

/// Draws the area between two quantiles.
pub(super) fn band<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    scale: &Scale,
    months: &[Bands],
    (low, high): (Quantile, Quantile),
    colour: Colour,
    opacity: f64,
) -> Result<(), Failure<DB>> {
    band_from(pen, scale, (0, months), (low, high), colour, opacity)
}

/// The same of months of which the first is number `first`.
pub(super) fn band_from<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    scale: &Scale,
    months: (usize, &[Bands]),
    (low, high): (Quantile, Quantile),
    colour: Colour,
    opacity: f64,
) -> Result<(), Failure<DB>> {
    let mut outline = trace(scale, months, high);
    outline.extend(trace(scale, months, low).into_iter().rev());
    pen.polygon(&outline, colour, opacity)
}

/// Draws a quantile.
pub(super) fn line<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    scale: &Scale,
    months: &[Bands],
    quantile: Quantile,
    colour: Colour,
) -> Result<(), Failure<DB>> {
    pen.line(&trace(scale, (0, months), quantile), 2.0, colour)
}

/// The largest of a quantile over the months.
pub(super) fn largest(months: &[Bands], quantile: Quantile) -> f64 {
    months.iter().map(|month| f64::from(quantile(month))).fold(0.0, f64::max)
}

/// The axis that suits numbers up to the `largest`, going by the medians of all `fans`.
pub(super) fn suiting(fans: &[&[Bands]], largest: f64) -> Spacing {
    /// Numbers so many times another cannot both be read off a linear axis.
    const WIDE: f64 = 1_000.0;
    let medians = fans.iter().flat_map(|months| months.iter()).map(|month| f64::from(month.p50));
    // Infinite where no median is above zero.
    let smallest = medians.filter(|median| *median > 0.0).fold(f64::INFINITY, f64::min);
    if largest > smallest * WIDE { Spacing::Symlog } else { Spacing::Linear }
}

/// The way through months of which the first is number `first`; one month alone is half a month wide.
pub(super) fn trace(scale: &Scale, (first, months): (usize, &[Bands]), of: Quantile) -> Vec<Point> {
    let frame = &scale.frame;
    let height = |month: &Bands| scale.height(f64::from(of(month)));
    match months {
        [month] => [0.25, 0.75].map(|at| (frame.start(first) + frame.width() * at, height(month))).to_vec(),
        months => {
            months.iter().enumerate().map(|(index, month)| (frame.middle(first + index), height(month))).collect()
        }
    }
}
