//! A frame with a vertical axis: its ticks, and how high a number stands.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Failure, Unit,
    frame::{Frame, LABEL},
    pen::{Pen, Point, room},
};

/// A frame whose heights are numbers.
pub(super) struct Scale {
    pub(super) frame: Frame,
    pub(super) axis: Axis,
    unit: Unit,
}

impl Scale {
    /// Space above the data, for the name of a limit.
    const HEAD: f64 = 16.0;

    /// The scale of a chart of some width and height; `None` where there is too little room.
    pub(super) fn new(axis: Axis, unit: Unit, size: Point, places: usize) -> Option<Self> {
        let labels = axis.ticks().into_iter().map(|tick| room(&axis.label(tick, unit), LABEL));
        let frame = Frame::new(size, labels.fold(0.0, f64::max) + 8.0, Self::HEAD, places)?;
        Some(Self { frame, axis, unit })
    }

    /// Draws the ticks.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        let (left, right) = (self.frame.left, self.frame.right);
        for tick in self.axis.ticks() {
            let (y, label) = (self.height(tick), self.axis.label(tick, self.unit));
            pen.rule(left, right, y, pen.palette.grid)?;
            pen.write(&label, (left - 8.0, y), LABEL, (HPos::Right, VPos::Center), pen.palette.soft)?;
        }
        Ok(())
    }

    /// Where a number stands; what is beyond the axis is at its end.
    pub(super) fn height(&self, number: f64) -> f64 {
        self.frame.bottom - self.axis.share(number) * (self.frame.bottom - self.frame.top)
    }
}
