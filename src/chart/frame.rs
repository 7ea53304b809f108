//! The part of a chart that its data fills, and the names below it.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Failure,
    labels::labelled,
    pen::{Pen, Point, room},
};
use crate::date::Month;

/// Size of labels, in pixels.
pub(super) const LABEL: f64 = 11.5;
/// Height below the data for the names of places.
pub(super) const FOOT: f64 = 20.0;

/// A rectangle divided into places from left to right: months, or the bins of a histogram. In CSS pixels from the chart's
/// upper left corner.
///
/// Drawings and the cursor over them use the same one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left end of the first place.
    pub left: f64,
    /// Right end of the last place.
    pub right: f64,
    /// Upper end.
    pub top: f64,
    /// Lower end.
    pub bottom: f64,
    places: usize,
}

impl Frame {
    /// Least width and height that are drawn in.
    pub(super) const LEAST: f64 = 24.0;

    /// What margins of `left` and `top` pixels leave of a chart of some width and height; `None` where that is too little
    /// to draw in.
    pub(super) fn new((width, height): Point, left: f64, top: f64, places: usize) -> Option<Self> {
        let frame = Self { left, right: width - 4.0, top, bottom: height - FOOT, places };
        let least = (frame.right - frame.left).min(frame.bottom - frame.top);
        (places > 0 && least >= Self::LEAST).then_some(frame)
    }

    /// The same places between other ends.
    pub(super) const fn between(self, left: f64, right: f64) -> Self {
        Self { left, right, ..self }
    }

    /// Width of a place.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.right - self.left) / self.places as f64
    }

    /// Where a place begins.
    #[must_use]
    pub fn start(&self, place: usize) -> f64 {
        self.left + self.width() * place as f64
    }

    /// Middle of a place.
    #[must_use]
    pub fn middle(&self, place: usize) -> f64 {
        self.start(place) + self.width() / 2.0
    }

    /// The place at `x`, or the nearest one.
    #[must_use]
    pub fn place(&self, x: f64) -> usize {
        (((x - self.left) / self.width()).max(0.0) as usize).min(self.places - 1)
    }

    /// Names the months below the frame: a January by its year, the first also by its year, others by themselves.
    pub(super) fn name_months<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, first: Month) -> Result<(), Failure<DB>> {
        let labelled = labelled(first, self.places, (room("2027", LABEL) + 6.0) / self.width());
        let name = |(at, index): (usize, &usize)| match first.plus(*index) {
            month if month.month == 1 => month.year.to_string(),
            month if at == 0 => month.name(),
            month => month.short().to_owned(),
        };
        let names = labelled.iter().enumerate().map(name);
        self.name(pen, std::iter::zip(labelled.iter().map(|month| self.middle(*month)), names))
    }

    /// Writes names below the frame, each around its x; those that would touch the one before are left out.
    pub(super) fn name<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        names: impl Iterator<Item = (f64, String)>,
    ) -> Result<(), Failure<DB>> {
        let mut free = 0.0;
        for (x, name) in names {
            let half = room(&name, LABEL) / 2.0;
            // One at the edge moves inside.
            let x = x.min(self.right + 4.0 - half).max(half);
            if x - half >= free {
                pen.write(&name, (x, self.bottom + 5.0), LABEL, (HPos::Center, VPos::Top), pen.palette.soft)?;
                free = x + half + 4.0;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_at_a_middle_is_that_place() {
        for places in [1, 2, 24, 60] {
            let frame = Frame::new((469.0, 130.0), 41.5, 18.0, places).unwrap();
            for place in 0..places {
                assert_eq!(frame.place(frame.middle(place)), place);
                assert_eq!(frame.place(frame.start(place) + 0.01), place);
            }
            let ends = [f64::NEG_INFINITY, 0.0, frame.right, 9e9, f64::NAN].map(|x| frame.place(x));
            assert_eq!(ends, [0, 0, places - 1, places - 1, 0]);
        }
    }

    #[test]
    fn there_is_no_frame_without_room_or_places() {
        assert_eq!(Frame::new((469.0, 130.0), 41.5, 18.0, 0), None);
        assert_eq!(Frame::new((60.0, 130.0), 41.5, 18.0, 24), None);
        assert_eq!(Frame::new((469.0, 40.0), 41.5, 18.0, 24), None);
    }
}
