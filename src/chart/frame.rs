//! The part of a chart that its data fills, and the months below it.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Calendar, Failure,
    pen::{Pen, room},
};

/// Size of labels, in pixels.
pub(super) const LABEL: f64 = 11.5;
/// Height below the data for the names of months and their years.
pub(super) const FOOT: f64 = 34.0;

/// A rectangle divided into months from left to right.
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    months: usize,
}

impl Frame {
    /// What margins of `left` and `top` pixels leave of the chart; `None` where that is too little to draw in.
    pub(super) fn new<DB: DrawingBackend>(pen: &Pen<'_, DB>, left: f64, top: f64, months: usize) -> Option<Self> {
        let (width, height) = pen.size();
        let frame = Self { left, right: width - 4.0, top, bottom: height - FOOT, months };
        (months > 0 && frame.right - frame.left >= 24.0 && frame.bottom - frame.top >= 24.0).then_some(frame)
    }

    /// Width of a month.
    pub(super) fn month(&self) -> f64 {
        (self.right - self.left) / self.months as f64
    }

    /// Where a month begins.
    pub(super) fn start(&self, index: usize) -> f64 {
        self.left + self.month() * index as f64
    }

    /// Middle of a month.
    pub(super) fn middle(&self, index: usize) -> f64 {
        self.start(index) + self.month() / 2.0
    }

    /// Names the months below the frame, and the year at the first and at every January.
    pub(super) fn name_months<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        calendar: Calendar,
    ) -> Result<(), Failure<DB>> {
        let apart = (room("Mar", LABEL) + 10.0) / self.month();
        let mut last_year = 0;
        for index in calendar.labelled(self.months, apart) {
            let (x, anchor) = (self.middle(index), (HPos::Center, VPos::Top));
            pen.write(calendar.short(index), (x, self.bottom + 6.0), LABEL, anchor, pen.palette.soft)?;
            if calendar.year(index) != last_year {
                last_year = calendar.year(index);
                pen.write(&last_year.to_string(), (x, self.bottom + 20.0), LABEL, anchor, pen.palette.soft)?;
            }
        }
        Ok(())
    }
}
