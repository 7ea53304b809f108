//! What a user costs against how many users there are: a dot a month.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Chart, Failure, Frame, Series, Spacing, Unit, View,
    frame::LABEL,
    pen::{Pen, Point, room},
    scale::Scale,
    series::Reach,
    trace,
};
use crate::analysis::number;
use crate::date::Month;
use crate::stats::{Bands, Summary};

const SPENT: usize = 0;
const BILLS: usize = 1;

const SERIES: [Series; 2] = [
    Series { number: SPENT, id: "spent", name: "all that is spent", title: "p50 for each user", key: "speed-2" },
    Series { number: BILLS, id: "bills", name: "bills alone", title: "p50 for each user", key: "part-0" },
];

/// All that is spent for each monthly user and the bills alone, against the users of the month: medians.
#[derive(Clone, Debug, PartialEq)]
pub struct PerUser {
    first: Month,
    /// By month: users at its end.
    users: Vec<f64>,
    /// By series, dollars for each of them, by month.
    dollars: [Vec<Bands>; SERIES.len()],
    /// Fewest and most users since the axes last settled.
    span: (f64, f64),
    reach: Reach<{ SERIES.len() }>,
}

impl PerUser {
    /// The first user costs thousands of times what the last one does, and bills are cents of it.
    const SUITING: Spacing = Spacing::Symlog;

    /// The months of a run; `None` where no books are kept.
    #[must_use]
    pub fn new(summary: &Summary, first: Month) -> Option<Self> {
        let books: Vec<_> = summary.months.iter().map(|month| month.books.as_ref()).collect::<Option<_>>()?;
        let users: Vec<f64> = summary.months.iter().map(|month| month.users.p50.into()).collect();
        let some = users.iter().copied().filter(|users| *users > 0.0 && users.is_finite());
        let span = some.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), it| (low.min(it), high.max(it)));
        let dollars = [
            books.iter().map(|books| books.of_user).collect::<Vec<_>>(),
            books.iter().map(|books| books.bills_of_user).collect(),
        ];
        let reach = Reach(dollars.each_ref().map(|months| trace::largest(months, trace::MEDIAN)));
        (span.1 > 0.0).then_some(Self { first, users, dollars, span, reach })
    }

    /// The same dots on axes that reach at least as far as those `before`.
    #[must_use]
    pub fn growing_from(self, before: &Self) -> Self {
        let span = (self.span.0.min(before.span.0), self.span.1.max(before.span.1));
        Self { span, reach: self.reach.grown(before.reach), ..self }
    }

    fn scale(&self, view: View, size: Point) -> Option<Scale> {
        let axis = Axis::settled(view.spacing(Self::SUITING), self.reach.largest(view), Unit::Dollars.finest());
        Scale::new(axis, Unit::Dollars, size, self.users.len())
    }

    /// Where so many users stand from left to right: equal ratios are equally far apart.
    fn across(&self, frame: &Frame, users: f64) -> f64 {
        /// Room beside the first and the last dot.
        const EDGE: f64 = 8.0;
        let (low, high) = self.span;
        let share = if high > low { libm::log(users / low) / libm::log(high / low) } else { 0.5 };
        frame.left + EDGE + (frame.right - frame.left - 2.0 * EDGE) * share.clamp(0.0, 1.0)
    }

    /// The dots of a series, each with its month. A month without users has none.
    fn dots(&self, scale: &Scale, series: usize) -> Vec<(usize, Point)> {
        let months = self.users.iter().zip(&self.dollars[series]).enumerate();
        let some = months.filter(|(_, (users, _))| **users > 0.0 && users.is_finite());
        let dot = |(month, (users, dollars)): (usize, (&f64, &Bands))| {
            (month, (self.across(&scale.frame, *users), scale.height(dollars.p50.into())))
        };
        some.map(dot).collect()
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, view: View) -> Result<(), Failure<DB>> {
        let Some(scale) = self.scale(view, pen.size()) else { return Ok(()) };
        let frame = &scale.frame;
        scale.draw(pen)?;
        frame.name(pen, round(self.span).map(|users| (self.across(frame, users), number::short_count(users))))?;
        let [.., dark] = pen.palette.speed;
        let looks = [(SPENT, dark, &[][..]), (BILLS, pen.palette.parts[0], &[6.0, 3.0])];
        for (series, colour, dashes) in looks.into_iter().filter(|(series, ..)| view.shows(*series)) {
            let dots = self.dots(&scale, series);
            let line: Vec<Point> = dots.iter().map(|(_, dot)| *dot).collect();
            pen.dashed(&line, 1.0, colour, dashes)?;
            for (month, (x, y)) in dots {
                let half = if view.place == Some(month) { 4.5 } else { 2.0 };
                pen.rectangle((x - half, y - half), (x + half, y + half), colour)?;
            }
        }
        let month = self.shown(view);
        let users = self.users.get(month).copied().unwrap_or_default();
        let name = format!("{}: {} users", self.first.plus(month).name(), number::count(users));
        let left = self.across(frame, users).min(frame.right - room(&name, LABEL)).max(frame.left + 6.0);
        pen.write(&name, (left, 1.0), LABEL, (HPos::Left, VPos::Top), pen.palette.soft)
    }

    /// The month at the cursor, or else the last one.
    fn shown(&self, view: View) -> usize {
        view.place.filter(|place| *place < self.places()).unwrap_or_else(|| self.rest())
    }

    /// What a series comes to for each user in a month.
    fn cell(&self, series: usize, month: usize) -> String {
        Unit::Dollars.full(self.dollars[series].get(month).map_or(0.0, |dollars| dollars.p50.into()))
    }
}

/// Round numbers of users within a span: 1, 2 and 5 of each decade.
fn round((low, high): (f64, f64)) -> impl Iterator<Item = f64> {
    let decades = libm::log10(low).floor() as i32..=libm::log10(high).ceil() as i32;
    let all = decades.flat_map(|decade| [1.0, 2.0, 5.0].map(|digit| digit * libm::pow(10.0, decade.into())));
    all.filter(move |users| (low..=high).contains(users))
}

impl Chart for PerUser {
    fn places(&self) -> usize {
        self.users.len()
    }

    /// Months are pointed at in their order, wherever their dots are: where users grow steadily, that is below them.
    fn frame(&self, view: View, size: Point) -> Option<Frame> {
        self.scale(view, size).map(|scale| scale.frame)
    }

    fn series(&self) -> Vec<Series> {
        SERIES.to_vec()
    }

    fn follows(&self) -> bool {
        true
    }

    fn spacing(&self, view: View) -> Option<Spacing> {
        Some(view.spacing(Self::SUITING))
    }

    fn columns(&self) -> Vec<String> {
        ["Month", "Users", "All that is spent for each", "Bills alone"].map(str::to_owned).to_vec()
    }

    fn row(&self, place: usize) -> Vec<String> {
        let users = number::count(self.users.get(place).copied().unwrap_or_default());
        vec![self.first.plus(place).name(), users, self.cell(SPENT, place), self.cell(BILLS, place)]
    }

    fn read_out(&self, place: usize) -> String {
        let [month, users, spent, bills] = [0, 1, 2, 3].map(|cell| self.row(place)[cell].clone());
        format!("{month}, {users} users: {spent} spent for each of them, {bills} of it bills; medians")
    }

    fn words(&self) -> String {
        let [first, last] = [0, self.rest()].map(|place| self.read_out(place));
        format!("What a user costs against users, a dot a month. {first}. {last}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_are_those_within_the_span() {
        assert_eq!(round((150.0, 2_400.0)).collect::<Vec<_>>(), [200.0, 500.0, 1_000.0, 2_000.0]);
        assert_eq!(round((0.5, 1.0)).map(|it| (it * 10.0).round()).collect::<Vec<_>>(), [5.0, 10.0]);
        assert_eq!(round((300.0, 300.0)).count(), 0);
    }
}
