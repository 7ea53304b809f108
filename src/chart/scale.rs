//! A frame with a vertical axis: its ticks, and how high a number stands.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Calendar, Failure, Unit,
    frame::{Frame, LABEL},
    pen::{Pen, room},
};

/// A frame whose heights are numbers.
pub(super) struct Scale {
    pub(super) frame: Frame,
    axis: Axis,
}

impl Scale {
    /// Space above the data, for the name of a limit.
    const HEAD: f64 = 18.0;

    /// Draws the ticks and the names of the months; `None` where there is too little room.
    pub(super) fn draw<DB: DrawingBackend>(
        pen: &Pen<'_, DB>,
        axis: Axis,
        unit: Unit,
        months: usize,
        calendar: Calendar,
    ) -> Result<Option<Self>, Failure<DB>> {
        let ticks: Vec<_> = axis.ticks().map(|tick| (tick, unit.tick(tick, axis.top, axis.step))).collect();
        let margin = ticks.iter().map(|(_, label)| room(label, LABEL)).fold(0.0, f64::max) + 8.0;
        let Some(frame) = Frame::new(pen, margin, Self::HEAD, months) else { return Ok(None) };
        let scale = Self { frame, axis };
        let (left, right) = (scale.frame.left, scale.frame.right);
        for (tick, label) in &ticks {
            let y = scale.height(*tick);
            pen.rule(left, right, y, pen.palette.grid)?;
            pen.write(label, (left - 8.0, y), LABEL, (HPos::Right, VPos::Center), pen.palette.soft)?;
        }
        scale.frame.name_months(pen, calendar)?;
        Ok(Some(scale))
    }

    /// Where a number stands; what is beyond the axis is at its end.
    pub(super) fn height(&self, number: f64) -> f64 {
        let share = if number.is_nan() { 0.0 } else { (number / self.axis.top).clamp(0.0, 1.0) };
        self.frame.bottom - share * (self.frame.bottom - self.frame.top)
    }
}
