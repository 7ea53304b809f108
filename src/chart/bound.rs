//! The line of a budget or a target across a chart.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Failure, Unit,
    frame::LABEL,
    pen::{Pen, Point, room},
    scale::Scale,
    trace,
};
use crate::stats::Bands;

/// A number to stay below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound {
    /// What it is, such as "Budget".
    pub(super) name: &'static str,
    pub(super) number: f64,
}

impl Bound {
    /// How far the axis has to reach for it, where the data reach to `data`: nowhere if it is so far above that it would
    /// press them flat.
    pub(super) fn reach(self, data: f64) -> f64 {
        if data == 0.0 || self.number <= data * 3.0 { self.number } else { 0.0 }
    }

    /// Its name and number, as in "Budget $100".
    pub(super) fn words(self, unit: Unit) -> String {
        format!("{} {}", self.name, unit.full(self.number))
    }

    /// Draws the line, and its name where it covers least of the bands of all `fans`.
    pub(super) fn draw<DB: DrawingBackend>(
        self,
        pen: &Pen<'_, DB>,
        scale: &Scale,
        unit: Unit,
        fans: &[&[Bands]],
    ) -> Result<(), Failure<DB>> {
        let (frame, colour, label) = (&scale.frame, pen.palette.limit, self.words(unit));
        if self.number > scale.axis.top {
            let label = format!("{label}, above this chart");
            return pen.write(&label, (frame.left + 6.0, 1.0), LABEL, (HPos::Left, VPos::Top), colour);
        }
        let y = scale.height(self.number);
        pen.line(&[(frame.left, y), (frame.right, y)], 1.5, colour)?;
        let width = room(&label, LABEL);
        let (left, right) = (frame.left + 6.0, frame.right - 6.0);
        let (above, below) = (y - 4.0, y + 4.0);
        let places = [
            ((left, above), HPos::Left, VPos::Bottom),
            ((left, below), HPos::Left, VPos::Top),
            ((right, above), HPos::Right, VPos::Bottom),
            ((right, below), HPos::Right, VPos::Top),
        ];
        let covers = |((x, y), across, down): &(Point, HPos, VPos)| {
            let from = if matches!(across, HPos::Left) { *x } else { x - width };
            let top = if matches!(down, VPos::Bottom) { y - LABEL } else { *y };
            let outside = top < 0.0 || top + LABEL > frame.bottom;
            if outside { f64::INFINITY } else { fans.iter().map(|fan| covered(scale, fan, from, width, top)).sum() }
        };
        let [first, rest @ ..] = places;
        let (mut best, mut least) = (first, covers(&first));
        for place in rest {
            let covers = covers(&place);
            if covers < least {
                (best, least) = (place, covers);
            }
        }
        let (at, across, down) = best;
        pen.write(&label, at, LABEL, (across, down), colour)
    }
}

/// How much of a fan's outer band a label covers, in months times pixels.
fn covered(scale: &Scale, months: &[Bands], left: f64, width: f64, top: f64) -> f64 {
    let frame = &scale.frame;
    let overlap = |(index, month): (usize, &Bands)| {
        let beside = frame.start(index + 1) < left || frame.start(index) > left + width;
        let [low, high] = [trace::EIGHT.0, trace::EIGHT.1].map(|of| scale.height(f64::from(of(month))));
        if beside { 0.0 } else { (low.min(top + LABEL) - high.max(top)).max(0.0) }
    };
    months.iter().enumerate().map(overlap).sum()
}
