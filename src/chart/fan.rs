//! A fan: the median of a number and the bands around it, month by month.

use plotters::prelude::DrawingBackend;

use super::{
    Axis, Chart, Failure, Frame, Palette, Series, Spacing, Unit, View,
    bound::Bound,
    pen::{Pen, Point},
    scale::Scale,
    series::Reach,
    trace,
};
use crate::date::Month;
use crate::stats::{Bands, Summary};

const MEDIAN: usize = 0;
const HALF: usize = 1;
const EIGHT: usize = 2;
const BOUND: usize = 3;

const SERIES: [Series; 4] = [
    Series { number: MEDIAN, id: "median", name: "median", title: "p50", key: "median" },
    Series { number: HALF, id: "half", name: "middle half", title: "Half of the futures: p25 to p75", key: "inner" },
    Series { number: EIGHT, id: "eight", name: "8 of 10", title: "8 of 10 futures: p10 to p90", key: "outer" },
    Series { number: BOUND, id: "budget", name: "budget", title: "Your budget of a month", key: "limit" },
];

/// The spread of a number over the futures, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// One entry a month.
    pub months: Vec<Bands>,
    /// What is counted, as in "Cost a month".
    subject: &'static str,
    unit: Unit,
    first: Month,
    bound: Option<Bound>,
    reach: Reach<4>,
    /// The axis that suits.
    spacing: Spacing,
    /// Whether there is a choice of axis.
    has_choice: bool,
}

impl Fan {
    /// Monthly users at the end of each month.
    #[must_use]
    pub fn users(summary: &Summary, first: Month) -> Self {
        let months = summary.months.iter().map(|month| month.users).collect();
        Self::new("Users at the month's end", Unit::Users, first, months, None)
    }

    /// Bills a month against the budget, dollars. They may start at nothing and end in the thousands, so their axis can be
    /// symlog, and is where it helps.
    #[must_use]
    pub fn cost(summary: &Summary, first: Month, budget: f64) -> Self {
        let months = summary.months.iter().map(|month| month.cost).collect();
        let bound = Bound { name: "Budget", number: budget };
        Self::new("Cost a month", Unit::Dollars, first, months, Some(bound)).with_choice()
    }

    /// Money in the bank at the end of each month, dollars; `None` where nobody says how much there is.
    #[must_use]
    pub fn cash(summary: &Summary, first: Month) -> Option<Self> {
        summary.books.as_ref().filter(|books| books.says_cash)?;
        let months = summary.months.iter().map(|month| Some(month.books.as_ref()?.cash));
        let months: Vec<Bands> = months.collect::<Option<_>>()?;
        (!months.is_empty()).then(|| Self::new("Money in the bank", Unit::Dollars, first, months, None))
    }

    /// All that is spent for each monthly user, dollars; `None` where no books are kept. It may be a thousand times as much in the
    /// first months as in the last.
    #[must_use]
    pub fn of_user(summary: &Summary, first: Month) -> Option<Self> {
        let months = summary.months.iter().map(|month| Some(month.books.as_ref()?.of_user));
        let months: Vec<Bands> = months.collect::<Option<_>>()?;
        (!months.is_empty()).then(|| Self::new("Spent for each user", Unit::Dollars, first, months, None).with_choice())
    }

    fn new(subject: &'static str, unit: Unit, first: Month, months: Vec<Bands>, bound: Option<Bound>) -> Self {
        let largest = |quantile| trace::largest(&months, quantile);
        let data = largest(trace::EIGHT.1);
        let bound_reach = bound.map_or(0.0, |bound| bound.reach(data));
        let reach = Reach([largest(trace::MEDIAN), largest(trace::HALF.1), data, bound_reach]);
        Self { months, subject, unit, first, bound, reach, spacing: Spacing::Linear, has_choice: false }
    }

    /// The same on the axis that suits, with a choice.
    fn with_choice(self) -> Self {
        let spacing = trace::suiting(&[&self.months], self.reach.largest(View::default()));
        Self { has_choice: true, spacing, ..self }
    }

    /// The same fan on an axis of the same kind that is at least as high as that of the fan `before`.
    #[must_use]
    pub fn growing_from(self, before: &Self) -> Self {
        Self { reach: self.reach.grown(before.reach), spacing: before.spacing, ..self }
    }

    /// The vertical axis.
    #[must_use]
    pub fn axis(&self, view: View) -> Axis {
        Axis::settled(view.spacing(self.spacing), self.reach.largest(view), self.unit.finest())
    }

    fn scale(&self, view: View, size: Point) -> Option<Scale> {
        Scale::new(self.axis(view), self.unit, size, self.months.len())
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, view: View) -> Result<(), Failure<DB>> {
        let Some(scale) = self.scale(view, pen.size()) else { return Ok(()) };
        let (months, accent) = (&self.months[..], pen.palette.accent);
        scale.draw(pen)?;
        scale.frame.name_months(pen, self.first)?;
        if view.shows(EIGHT) {
            trace::band(pen, &scale, months, trace::EIGHT, accent, Palette::OUTER)?;
        }
        if view.shows(HALF) {
            trace::band(pen, &scale, months, trace::HALF, accent, Palette::INNER)?;
        }
        if view.shows(MEDIAN) {
            trace::line(pen, &scale, months, trace::MEDIAN, accent)?;
        }
        match self.bound {
            Some(bound) if view.shows(BOUND) => bound.draw(pen, &scale, self.unit, &[months]),
            _ => Ok(()),
        }
    }

    /// A month as text: its name, 10%, 25%, median, 75%, 90%.
    fn cells(&self, month: usize) -> Option<[String; 6]> {
        let [p10, p25, p50, p75, p90] = spread(self.unit, self.months.get(month)?);
        Some([self.first.plus(month).name(), p10, p25, p50, p75, p90])
    }
}

impl Chart for Fan {
    fn places(&self) -> usize {
        self.months.len()
    }

    fn frame(&self, view: View, size: Point) -> Option<Frame> {
        self.scale(view, size).map(|scale| scale.frame)
    }

    fn series(&self) -> Vec<Series> {
        let bound = if self.bound.is_some() { BOUND + 1 } else { BOUND };
        SERIES[..bound].to_vec()
    }

    fn spacing(&self, view: View) -> Option<Spacing> {
        self.has_choice.then(|| view.spacing(self.spacing))
    }

    fn columns(&self) -> Vec<String> {
        ["Month", "10%", "25%", "Median", "75%", "90%"].map(str::to_owned).to_vec()
    }

    fn row(&self, place: usize) -> Vec<String> {
        self.cells(place).map(Vec::from).unwrap_or_default()
    }

    fn read_out(&self, place: usize) -> String {
        let Some([month, cells @ ..]) = self.cells(place) else { return String::new() };
        let bound = self.bound.map(|bound| format!(", {}", bound.words(self.unit).to_lowercase())).unwrap_or_default();
        format!("{month}: {}{bound}", spread_words(&cells))
    }

    fn words(&self) -> String {
        let cells = (self.cells(0), self.months.len().checked_sub(1).and_then(|last| self.cells(last)));
        let (Some([first, _, _, from, ..]), Some([last, low, _, to, _, high])) = cells else {
            return format!("{}: nothing to show yet.", self.subject);
        };
        format!(
            "{}: the median goes from {from} in {first} to {to} in {last}, where 8 of 10 futures lie between {low} and {high}.",
            self.subject,
        )
    }
}

/// Quantiles as text: 10%, 25%, median, 75%, 90%.
pub(super) fn spread(unit: Unit, bands: &Bands) -> [String; 5] {
    [bands.p10, bands.p25, bands.p50, bands.p75, bands.p90].map(|number| unit.full(number.into()))
}

/// The same in words.
pub(super) fn spread_words([p10, p25, p50, p75, p90]: &[String; 5]) -> String {
    if p10 == p90 {
        return format!("{p50} in at least 8 of 10 futures");
    }
    format!("median {p50}, middle half {p25} to {p75}, 8 of 10 {p10} to {p90}")
}
