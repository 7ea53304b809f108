//! What an alternative has more or less than the first, month by month, future by future.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Chart, Failure, Frame, Palette, Series, Unit, View,
    alternatives::{called, letter},
    fan::spread_words,
    frame::LABEL,
    pen::{Pen, Point},
    scale::Scale,
    series::Reach,
    trace,
};
use crate::date::Month;
use crate::stats::{Bands, Comparison, MonthDifference};

const MEDIAN: usize = 0;
const HALF: usize = 1;
const EIGHT: usize = 2;

const SERIES: [Series; 3] = [
    Series { number: MEDIAN, id: "median", name: "median", title: "p50 of the differences", key: "median" },
    Series { number: HALF, id: "half", name: "middle half", title: "Half of the futures: p25 to p75", key: "inner" },
    Series { number: EIGHT, id: "eight", name: "8 of 10", title: "8 of 10 futures: p10 to p90", key: "outer" },
];

/// What the difference is of.
#[derive(Clone, Debug, PartialEq)]
struct Subject {
    name: &'static str,
    unit: Unit,
    /// What an alternative does beside the first that has as much, less or more.
    verbs: [&'static str; 3],
}

const COST: Subject = Subject {
    name: "Cost a month",
    unit: Unit::Dollars,
    verbs: ["costs as much as", "costs less than", "costs more than"],
};
const ANSWER: Subject = Subject {
    name: "Slowest 1 in 20 answers",
    unit: Unit::Seconds,
    verbs: ["answers as fast as", "answers faster than", "answers slower than"],
};
const REFUSED: Subject = Subject {
    name: "Share turned away",
    unit: Unit::Share,
    verbs: ["turns away as much as", "turns away less than", "turns away more than"],
};

/// The spread of the differences between an alternative and the first over the same futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    subject: Subject,
    first: Month,
    /// Letter of the alternative.
    letter: &'static str,
    /// The alternative and the first with their names.
    called: [String; 2],
    months: Vec<Bands>,
    /// How far each series goes above zero since the axis last settled.
    above: Reach<3>,
    /// How far below it, as numbers above zero.
    below: Reach<3>,
}

impl Difference {
    /// By how much the bills of the alternative at a `place` differ from those of the first, dollars a month.
    #[must_use]
    pub fn cost(comparison: &Comparison, place: usize, names: &[String], first: Month) -> Self {
        Self::new(COST, comparison, place, names, first, |month| month.cost)
    }

    /// By how much its slowest 1 in 20 answers differ, seconds.
    #[must_use]
    pub fn full_answer(comparison: &Comparison, place: usize, names: &[String], first: Month) -> Self {
        Self::new(ANSWER, comparison, place, names, first, |month| month.answer)
    }

    /// By how much the share of visits and calls differs that it turns away.
    #[must_use]
    pub fn refused(comparison: &Comparison, place: usize, names: &[String], first: Month) -> Self {
        Self::new(REFUSED, comparison, place, names, first, |month| month.refused)
    }

    fn new(
        subject: Subject,
        comparison: &Comparison,
        place: usize,
        names: &[String],
        first: Month,
        of: fn(&MonthDifference) -> Bands,
    ) -> Self {
        let months = comparison.contenders.get(place).map(|it| &it.months[..]).unwrap_or_default();
        let months: Vec<Bands> = months.iter().map(of).collect();
        let above = |quantile| trace::largest(&months, quantile);
        let below =
            |quantile: trace::Quantile| months.iter().map(|month| -f64::from(quantile(month))).fold(0.0, f64::max);
        Self {
            subject,
            first,
            letter: letter(place),
            called: [place, 0].map(|place| called(place, names)),
            above: Reach([above(trace::MEDIAN), above(trace::HALF.1), above(trace::EIGHT.1)]),
            below: Reach([below(trace::MEDIAN), below(trace::HALF.0), below(trace::EIGHT.0)]),
            months,
        }
    }

    /// The same differences on an axis that reaches at least as far both ways as that of those `before`.
    #[must_use]
    pub fn growing_from(self, before: &Self) -> Self {
        Self { above: self.above.grown(before.above), below: self.below.grown(before.below), ..self }
    }

    fn scale(&self, view: View, size: Point) -> Option<Scale> {
        let unit = self.subject.unit;
        let axis = Axis::signed(self.below.largest(view), self.above.largest(view), unit.finest());
        Scale::new(axis, unit, size, self.months.len())
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, view: View) -> Result<(), Failure<DB>> {
        let Some(scale) = self.scale(view, pen.size()) else { return Ok(()) };
        let (frame, months, accent) = (&scale.frame, &self.months[..], pen.palette.accent);
        scale.draw(pen)?;
        frame.name_months(pen, self.first)?;
        if view.shows(EIGHT) {
            trace::band(pen, &scale, months, trace::EIGHT, accent, Palette::OUTER)?;
        }
        if view.shows(HALF) {
            trace::band(pen, &scale, months, trace::HALF, accent, Palette::INNER)?;
        }
        let zero = scale.height(0.0);
        pen.rule(frame.left, frame.right, zero, pen.palette.ink)?;
        if view.shows(MEDIAN) {
            trace::line(pen, &scale, months, trace::MEDIAN, accent)?;
        }
        let [.., more] = self.subject.verbs;
        let side = format!("above the line {} {more} A", self.letter);
        pen.write(&side, (frame.left + 6.0, 1.0), LABEL, (HPos::Left, VPos::Top), pen.palette.soft)
    }

    /// A month's quantiles with their signs: 10%, 25%, median, 75%, 90%.
    fn cells(&self, month: usize) -> [String; 5] {
        let bands = self.months.get(month).copied().unwrap_or_default();
        [bands.p10, bands.p25, bands.p50, bands.p75, bands.p90]
            .map(|number| self.subject.unit.difference(number.into()))
    }

    /// A difference in words: "$300 less".
    fn amount(&self, number: f32) -> String {
        let amount = self.subject.unit.amount(f64::from(number).abs()).replace('<', "under ");
        self.side(number, ["no difference", &format!("{amount} less"), &format!("{amount} more")]).to_owned()
    }

    /// What is so where there is no difference to speak of, less or more.
    fn side<'a>(&self, number: f32, [none, less, more]: [&'a str; 3]) -> &'a str {
        match number {
            number if self.subject.unit.is_none(number.into()) => none,
            number if number < 0.0 => less,
            _ => more,
        }
    }

    /// What the alternative does beside the first in a month, and how sure that is.
    fn verdict(&self, month: usize) -> String {
        let [one, other] = &self.called;
        let bands = self.months.get(month).copied().unwrap_or_default();
        let name = self.first.plus(month).name();
        let verb = self.side(bands.p50, self.subject.verbs);
        let [low, median, high] = [bands.p10, bands.p50, bands.p90].map(|number| self.amount(number));
        if low == high {
            return format!("{one} {verb} {other} in {name}: {median} in at least 8 of 10 futures");
        }
        format!("{one} {verb} {other} in {name}: median {median}, 8 of 10 futures between {low} and {high}")
    }
}

impl Chart for Difference {
    fn places(&self) -> usize {
        self.months.len()
    }

    fn frame(&self, view: View, size: Point) -> Option<Frame> {
        self.scale(view, size).map(|scale| scale.frame)
    }

    fn series(&self) -> Vec<Series> {
        SERIES.to_vec()
    }

    fn columns(&self) -> Vec<String> {
        ["Month", "10%", "25%", "Median", "75%", "90%"].map(str::to_owned).to_vec()
    }

    fn row(&self, place: usize) -> Vec<String> {
        std::iter::once(self.first.plus(place).name()).chain(self.cells(place)).collect()
    }

    fn read_out(&self, place: usize) -> String {
        let cells = self.cells(place);
        let month = self.first.plus(place).name();
        format!("{month}, {} less A: {}", self.letter, spread_words(&cells))
    }

    fn words(&self) -> String {
        match self.months.len().checked_sub(1) {
            Some(last) => format!("{}.", self.verdict(last)),
            None => format!("{}, {}: nothing to show yet.", self.subject.name, self.called.join(" beside ")),
        }
    }
}
