//! A month's way from income down to what is left of it: a bar for each kind, which begins where the one before it ends.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Chart, Failure, Parts, View,
    frame::LABEL,
    parts::EARNED,
    pen::{Pen, Point},
    scale::Scale,
};

impl Parts {
    /// Draws the month of the view, or the last one. A hidden kind leaves a gap, so that the bars still add up.
    pub(super) fn draw_fall<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        scale: &Scale,
        view: View,
    ) -> Result<(), Failure<DB>> {
        let (frame, shown) = (&scale.frame, self.series());
        let month = view.place.filter(|place| *place < self.places()).unwrap_or_else(|| self.rest());
        scale.draw(pen)?;
        let width = (frame.right - frame.left) / (shown.len() + 1) as f64;
        let bar = |at: usize, from: f64, to: f64| -> [Point; 2] {
            let (left, right) = (frame.left + width * at as f64, frame.left + width * (at + 1) as f64);
            let gap = (width * 0.12).clamp(0.5, 8.0);
            [(left + gap, scale.height(from.max(to))), (right - gap, scale.height(from.min(to)))]
        };
        let mut level = 0.0;
        for (at, series) in shown.iter().enumerate() {
            let dollars = self.dollars(month, series.number);
            // What comes in is above the kinds of spending.
            let to = if series.number >= EARNED { level + dollars } else { level - dollars };
            if view.shows(series.number) && dollars != 0.0 {
                let [from, end] = bar(at, level, to);
                pen.rectangle(from, end, pen.palette.parts[series.number])?;
            }
            // To where the next begins.
            let [(left, _), (right, _)] = bar(at, 0.0, 0.0);
            pen.line(&[(left, scale.height(to)), (right + width / 4.0, scale.height(to))], 1.0, pen.palette.soft)?;
            level = to;
        }
        let [from, end] = bar(shown.len(), 0.0, self.net(month));
        pen.rectangle(from, end, pen.palette.soft)?;
        pen.rule(frame.left, frame.right, scale.height(0.0), pen.palette.ink)?;
        let words = format!("{}: net {}", self.first.plus(month).name(), self.left(month).unwrap_or_default());
        pen.write(&words, (frame.left + 6.0, 1.0), LABEL, (HPos::Left, VPos::Top), pen.palette.ink)?;
        frame.name(pen, std::iter::once(((from.0 + end.0) / 2.0, "Net".to_owned())))
    }
}
