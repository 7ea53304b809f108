//! A fan: the median of a number and the bands around it, month by month.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Calendar, Failure, Numbers, Unit,
    frame::LABEL,
    pen::{Pen, Point, room},
    scale::Scale,
};
use crate::stats::{Bands, Summary};

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

    /// Seconds that the slowest 1 in 20 answers take, against the target.
    #[must_use]
    pub fn answer(summary: &Summary, calendar: Calendar, target: f64) -> Self {
        let months: Vec<Bands> = summary.months.iter().map(|month| month.full_answer[1]).collect();
        Self::new("Time of the slowest 1 in 20 answers", Unit::Seconds, calendar, months, Some(("Target", target)))
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
        let months = self.months.len();
        let Some(scale) = Scale::draw(pen, self.axis, self.unit, months, self.calendar)? else { return Ok(()) };
        pen.polygon(&self.band(&scale, |month| (month.p5, month.p95)), pen.palette.outer())?;
        pen.polygon(&self.band(&scale, |month| (month.p25, month.p75)), pen.palette.inner())?;
        pen.line(&self.trace(&scale, |month| month.p50), 2.0, pen.palette.accent)?;
        self.draw_limit(pen, &scale)
    }

    fn draw_limit<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, scale: &Scale) -> Result<(), Failure<DB>> {
        let Some((name, limit)) = self.limit else { return Ok(()) };
        let frame = &scale.frame;
        let colour = pen.palette.limit;
        let label = format!("{name} {}", self.unit.full(limit));
        if limit > self.axis.top {
            let label = format!("{label}, above this chart");
            return pen.write(&label, (frame.left + 6.0, 2.0), LABEL, (HPos::Left, VPos::Top), colour);
        }
        let y = scale.height(limit);
        pen.line(&[(frame.left, y), (frame.right, y)], 1.5, colour)?;
        self.name_limit(pen, scale, y, &label)
    }

    /// Writes the name of a limit at the end of its line where it covers least of the bands.
    fn name_limit<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        scale: &Scale,
        y: f64,
        label: &str,
    ) -> Result<(), Failure<DB>> {
        let (frame, width) = (&scale.frame, room(label, LABEL));
        let (left, right) = (frame.left + 6.0, frame.right - 6.0);
        let (above, below) = (y - 4.0, y + 4.0);
        let places = [
            ((left, above), HPos::Left, VPos::Bottom),
            ((left, below), HPos::Left, VPos::Top),
            ((right, above), HPos::Right, VPos::Bottom),
            ((right, below), HPos::Right, VPos::Top),
        ];
        let covered = |((x, y), across, down): &(Point, HPos, VPos)| {
            let from = if matches!(across, HPos::Left) { *x } else { x - width };
            let top = if matches!(down, VPos::Bottom) { y - LABEL } else { *y };
            if top < 0.0 || top + LABEL > frame.bottom { f64::INFINITY } else { self.covered(scale, from, width, top) }
        };
        let [first, rest @ ..] = places;
        let (mut best, mut least) = (first, covered(&first));
        for place in rest {
            let covers = covered(&place);
            if covers < least {
                (best, least) = (place, covers);
            }
        }
        let (at, across, down) = best;
        pen.write(label, at, LABEL, (across, down), pen.palette.limit)
    }

    /// How much of the outer band a label covers, in months times pixels.
    fn covered(&self, scale: &Scale, left: f64, width: f64, top: f64) -> f64 {
        let frame = &scale.frame;
        let overlap = |(index, month): (usize, &Bands)| {
            let beside = frame.start(index + 1) < left || frame.start(index) > left + width;
            let (high, low) = (scale.height(month.p95.into()), scale.height(month.p5.into()));
            if beside { 0.0 } else { (low.min(top + LABEL) - high.max(top)).max(0.0) }
        };
        self.months.iter().enumerate().map(overlap).sum()
    }

    /// The outline of a band: along its upper edge and back along the lower one.
    fn band(&self, scale: &Scale, ends: impl Fn(&Bands) -> (f32, f32)) -> Vec<Point> {
        let mut outline = self.trace(scale, |month| ends(month).1);
        outline.extend(self.trace(scale, |month| ends(month).0).into_iter().rev());
        outline
    }

    /// A line through the middles of the months; one month alone is drawn as wide as half a month.
    fn trace(&self, scale: &Scale, of: impl Fn(&Bands) -> f32) -> Vec<Point> {
        let frame = &scale.frame;
        let height = |month: &Bands| scale.height(f64::from(of(month)));
        match &self.months[..] {
            [month] => [0.25, 0.75].map(|at| (frame.start(0) + frame.month() * at, height(month))).to_vec(),
            months => months.iter().enumerate().map(|(index, month)| (frame.middle(index), height(month))).collect(),
        }
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

    pub(super) fn numbers(&self) -> Numbers {
        let columns = ["Month", "5%", "25%", "Median", "75%", "95%"].map(str::to_owned).to_vec();
        let row = |(index, month): (usize, &Bands)| {
            let numbers = [month.p5, month.p25, month.p50, month.p75, month.p95];
            let cells = numbers.iter().map(|&number| self.unit.full(f64::from(number)));
            std::iter::once(self.calendar.name(index)).chain(cells).collect()
        };
        Numbers { columns, rows: self.months.iter().enumerate().map(row).collect() }
    }
}
