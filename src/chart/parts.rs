//! What the bill is made of: a bar for each month, a piece for each part of the app.

use plotters::prelude::DrawingBackend;

use super::{Axis, Calendar, Failure, Numbers, Unit, pen::Pen, scale::Scale};
use crate::stats::Summary;

/// How many parts there are.
pub const PARTS: usize = 6;

/// Names of the parts, from the bottom of a bar up, and their places in
/// [`MonthSummary::bill`](crate::stats::MonthSummary::bill).
const ORDER: [(&str, usize); PARTS] =
    [("Models", 5), ("Frontend", 0), ("Backend", 1), ("Data", 2), ("Payments", 3), ("Domain", 4)];

/// The mean bill of each month by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// First month.
    pub calendar: Calendar,
    /// One entry a month, dollars, from the bottom of the bar up.
    pub months: Vec<[f64; PARTS]>,
    /// Vertical axis.
    pub axis: Axis,
}

impl Parts {
    /// The bills of a run.
    #[must_use]
    pub fn new(summary: &Summary, calendar: Calendar) -> Self {
        let dollars = |number: f64| if number.is_finite() { number.max(0.0) } else { 0.0 };
        let months = summary.months.iter().map(|month| ORDER.map(|(_, place)| dollars(month.bill[place])));
        let mut parts = Self { calendar, months: months.collect(), axis: Axis::settled(0.0, Unit::Dollars.finest()) };
        parts.axis = Axis::settled(parts.largest(), Unit::Dollars.finest());
        parts
    }

    /// The same bars on an axis that is at least as high as `axis`.
    #[must_use]
    pub fn on_growing(mut self, axis: Axis) -> Self {
        self.axis = axis.grown(self.largest(), Unit::Dollars.finest());
        self
    }

    /// Names of the parts that ever cost something, with the number of their colour.
    pub fn legend(&self) -> impl Iterator<Item = (usize, &'static str)> {
        let costs = |part: &usize| self.months.iter().any(|month| month[*part] > 0.0);
        (0..PARTS).filter(costs).map(|part| (part, ORDER[part].0))
    }

    fn largest(&self) -> f64 {
        self.months.iter().map(|month| month.iter().sum()).fold(0.0, f64::max)
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        let months = self.months.len();
        let Some(scale) = Scale::draw(pen, self.axis, Unit::Dollars, months, self.calendar)? else { return Ok(()) };
        let frame = &scale.frame;
        let gap = (frame.month() * 0.12).clamp(0.5, 4.0);
        for (index, month) in self.months.iter().enumerate() {
            let (left, right) = (frame.start(index) + gap, frame.start(index + 1) - gap);
            let mut below = 0.0;
            for (dollars, colour) in std::iter::zip(month, pen.palette.parts) {
                if *dollars > 0.0 {
                    pen.rectangle((left, scale.height(below + dollars)), (right, scale.height(below)), colour)?;
                    below += dollars;
                }
            }
        }
        Ok(())
    }

    pub(super) fn words(&self) -> String {
        let Some(last) = self.months.last() else { return "Cost by part: nothing to show yet.".to_owned() };
        let month = self.calendar.name(self.months.len() - 1);
        let part = |(part, name): (usize, &str)| format!("{name} {}", Unit::Dollars.full(last[part]));
        let parts: Vec<_> = self.legend().map(part).collect();
        match parts.as_slice() {
            [] => "Cost by part: nothing costs anything.".to_owned(),
            parts => format!("Mean cost in {month}: {}.", parts.join(", ")),
        }
    }

    pub(super) fn numbers(&self) -> Numbers {
        let row = |(index, month): (usize, &[f64; PARTS])| {
            let cells = month.iter().map(|dollars| Unit::Dollars.full(*dollars));
            std::iter::once(self.calendar.name(index)).chain(cells).collect()
        };
        Numbers {
            columns: std::iter::once("Month").chain(ORDER.map(|(name, _)| name)).map(str::to_owned).collect(),
            rows: self.months.iter().enumerate().map(row).collect(),
        }
    }
}
