//! A fan: the median of a number and the bands around it, month by month.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Calendar, Failure, Unit,
    frame::{Frame, LABEL},
    pen::{Pen, Point, room},
};
use crate::{
    analysis::Table,
    stats::{Bands, Summary},
};

/// The spread of a number over the futures, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// What is counted, as in "Cost a month".
    pub subject: &'static str,
    /// Unit of the numbers.
    pub unit: Unit,
    /// First month.
    pub calendar: Calendar,
    /// One entry a month.
    pub months: Vec<Bands>,
    /// A limit to draw, with its name.
    pub limit: Option<(&'static str, f64)>,
    /// Vertical axis.
    pub axis: Axis,
}

impl Fan {
    /// Monthly users at the end of each month.
    #[must_use]
    pub fn users(summary: &Summary, calendar: Calendar) -> Self {
        let months: Vec<Bands> = summary.months.iter().map(|month| month.users).collect();
        Self::new("Monthly users at the month's end", Unit::Users, calendar, months, None)
    }

    /// Bills a month against the budget, dollars.
    #[must_use]
    pub fn cost(summary: &Summary, calendar: Calendar, budget: f64) -> Self {
        let months: Vec<Bands> = summary.months.iter().map(|month| month.cost).collect();
        Self::new("Cost a month", Unit::Dollars, calendar, months, Some(("Budget", budget)))
    }

    fn new(
        subject: &'static str,
        unit: Unit,
        calendar: Calendar,
        months: Vec<Bands>,
        limit: Option<(&'static str, f64)>,
    ) -> Self {
        let mut fan = Self { subject, unit, calendar, months, limit, axis: Axis::settled(0.0, unit.finest()) };
        fan.axis = Axis::settled(fan.largest(), unit.finest());
        fan
    }

    /// The same fan on an axis that is at least as high as `axis`.
    #[must_use]
    pub fn on_growing(mut self, axis: Axis) -> Self {
        self.axis = axis.grown(self.largest(), self.unit.finest());
        self
    }

    /// The largest number to show. A limit far above all data would press it flat, so that is left out.
    fn largest(&self) -> f64 {
        let data = self.months.iter().map(|month| f64::from(month.p95)).fold(0.0, f64::max);
        match self.limit {
            Some((_, limit)) if data == 0.0 || limit <= data * 3.0 => data.max(limit),
            _ => data,
        }
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        let ticks: Vec<(f64, String)> =
            self.axis.ticks().map(|tick| (tick, self.unit.tick(tick, self.axis.top, self.axis.step))).collect();
        let margin = ticks.iter().map(|(_, label)| room(label, LABEL)).fold(0.0, f64::max) + 8.0;
        let Some(frame) = Frame::new(pen, margin, 18.0, self.months.len()) else { return Ok(()) };
        for (tick, label) in &ticks {
            let y = self.height(&frame, *tick);
            pen.rule(frame.left, frame.right, y, pen.palette.grid)?;
            pen.write(label, (frame.left - 8.0, y), LABEL, (HPos::Right, VPos::Center), pen.palette.soft)?;
        }
        frame.name_months(pen, self.calendar)?;

        pen.polygon(&self.band(&frame, |month| (month.p5, month.p95)), pen.palette.outer())?;
        pen.polygon(&self.band(&frame, |month| (month.p25, month.p75)), pen.palette.inner())?;
        pen.line(&self.trace(&frame, |month| month.p50), 2.0, pen.palette.accent)?;
        self.draw_limit(pen, &frame)
    }

    fn draw_limit<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, frame: &Frame) -> Result<(), Failure<DB>> {
        let Some((name, limit)) = self.limit else { return Ok(()) };
        let colour = pen.palette.limit;
        let label = format!("{name} {}", self.unit.full(limit));
        if limit > self.axis.top {
            let label = format!("{label}, above this chart");
            return pen.write(&label, (frame.left + 6.0, 2.0), LABEL, (HPos::Left, VPos::Top), colour);
        }
        let y = self.height(frame, limit);
        pen.line(&[(frame.left, y), (frame.right, y)], 1.5, colour)?;
        pen.write(&label, (frame.left + 6.0, y - 4.0), LABEL, (HPos::Left, VPos::Bottom), colour)
    }

    /// The outline of a band: along its upper edge and back along the lower one.
    fn band(&self, frame: &Frame, ends: impl Fn(&Bands) -> (f32, f32)) -> Vec<Point> {
        let mut outline = self.trace(frame, |month| ends(month).1);
        outline.extend(self.trace(frame, |month| ends(month).0).into_iter().rev());
        outline
    }

    /// A line through the middles of the months; one month alone is drawn as wide as half a month.
    fn trace(&self, frame: &Frame, of: impl Fn(&Bands) -> f32) -> Vec<Point> {
        let height = |month: &Bands| self.height(frame, f64::from(of(month)));
        match &self.months[..] {
            [month] => [0.25, 0.75].map(|at| (frame.start(0) + frame.month() * at, height(month))).to_vec(),
            months => months.iter().enumerate().map(|(index, month)| (frame.middle(index), height(month))).collect(),
        }
    }

    fn height(&self, frame: &Frame, number: f64) -> f64 {
        let share = if number.is_nan() { 0.0 } else { (number / self.axis.top).clamp(0.0, 1.0) };
        frame.bottom - share * (frame.bottom - frame.top)
    }

    pub(super) fn words(&self) -> String {
        let (Some(first), Some(last)) = (self.months.first(), self.months.last()) else {
            return format!("{}: nothing to show yet.", self.subject);
        };
        let full = |number: f32| self.unit.full(f64::from(number));
        format!(
            "{}: the median goes from {} in {} to {} in {}, where 9 of 10 futures lie between {} and {}.",
            self.subject,
            full(first.p50),
            self.calendar.name(0),
            full(last.p50),
            self.calendar.name(self.months.len() - 1),
            full(last.p5),
            full(last.p95),
        )
    }

    pub(super) fn numbers(&self) -> Table {
        let columns = vec!["Month", "5%", "25%", "Median", "75%", "95%"];
        let row = |(index, month): (usize, &Bands)| {
            let numbers = [month.p5, month.p25, month.p50, month.p75, month.p95];
            let cells = numbers.iter().map(|&number| self.unit.full(f64::from(number)));
            std::iter::once(self.calendar.name(index)).chain(cells).collect()
        };
        Table { columns, rows: self.months.iter().enumerate().map(row).collect() }
    }
}
