//! How long answers take: three fans, for the usual answer, the slow and the slowest.

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

const BOUND: usize = 3;

const SERIES: [Series; 4] = [
    Series { number: 0, id: "half", name: "typical", title: "p50: half of the answers take longer", key: "speed-0" },
    Series {
        number: 1,
        id: "slow",
        name: "slowest 1 in 20",
        title: "p95: 1 answer in 20 takes longer",
        key: "speed-1",
    },
    Series { number: 2, id: "slowest", name: "1 in 100", title: "p99: 1 answer in 100 takes longer", key: "speed-2" },
    Series { number: BOUND, id: "target", name: "target", title: "Your target for the slowest 1 in 20", key: "limit" },
];

/// The spread of three quantiles of the time to an answer over the futures, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Speed {
    subject: &'static str,
    first: Month,
    /// One entry a month: seconds that half of the answers exceed, 1 in 20, 1 in 100.
    fans: [Vec<Bands>; 3],
    bound: Option<Bound>,
    reach: Reach<4>,
}

impl Speed {
    /// Seconds to the full answer, against the target.
    #[must_use]
    pub fn full_answer(summary: &Summary, first: Month, target: f64) -> Self {
        let fan = |at: usize| summary.months.iter().map(|month| month.full_answer[at]).collect();
        let bound = Bound { name: "Target", number: target };
        Self::new("Time to the full answer", first, std::array::from_fn(fan), Some(bound))
    }

    /// Seconds to the first word.
    #[must_use]
    pub fn first_word(summary: &Summary, first: Month) -> Self {
        let fan = |at: usize| summary.months.iter().map(|month| month.first_word[at]).collect();
        Self::new("Time to the first word", first, std::array::from_fn(fan), None)
    }

    fn new(subject: &'static str, first: Month, fans: [Vec<Bands>; 3], bound: Option<Bound>) -> Self {
        let [half, slow, slowest] = [0, 1, 2].map(|fan| trace::largest(&fans[fan], trace::EIGHT.1));
        let bound_reach = bound.map_or(0.0, |bound| bound.reach(half.max(slow).max(slowest)));
        Self { subject, first, fans, bound, reach: Reach([half, slow, slowest, bound_reach]) }
    }

    /// The same fans on an axis that is at least as high as that of the fans `before`.
    #[must_use]
    pub fn growing_from(self, before: &Self) -> Self {
        Self { reach: self.reach.grown(before.reach), ..self }
    }

    fn scale(&self, view: View, size: Point) -> Option<Scale> {
        let axis = Axis::settled(Spacing::Linear, self.reach.largest(view), Unit::Seconds.finest());
        Scale::new(axis, Unit::Seconds, size, self.places())
    }

    /// The fans to draw: without a single answer there is none.
    fn shown(&self, view: View) -> impl Iterator<Item = (usize, &[Bands])> {
        let fans = self.fans.iter().enumerate().map(|(fan, months)| (fan, &months[..]));
        fans.filter(move |(fan, months)| view.shows(*fan) && trace::largest(months, trace::EIGHT.1) > 0.0)
    }

    fn is_answered(&self, month: usize) -> bool {
        self.fans.iter().any(|fan| fan.get(month).is_some_and(|bands| bands.p90 > 0.0))
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, view: View) -> Result<(), Failure<DB>> {
        let Some(scale) = self.scale(view, pen.size()) else { return Ok(()) };
        scale.draw(pen)?;
        scale.frame.name_months(pen, self.first)?;
        for (fan, months) in self.shown(view) {
            trace::band(pen, &scale, months, trace::EIGHT, pen.palette.speed[fan], Palette::OUTER)?;
        }
        for (fan, months) in self.shown(view) {
            trace::line(pen, &scale, months, trace::MEDIAN, pen.palette.speed[fan])?;
        }
        match self.bound {
            Some(bound) if view.shows(BOUND) => {
                let fans: Vec<_> = self.shown(view).map(|(_, months)| months).collect();
                bound.draw(pen, &scale, Unit::Seconds, &fans)
            }
            _ => Ok(()),
        }
    }

    /// A month of a fan as text: median, 10%, 90%.
    fn cells(&self, fan: usize, month: usize) -> [String; 3] {
        let bands = self.fans[fan].get(month).copied().unwrap_or_default();
        [bands.p50, bands.p10, bands.p90].map(|seconds| Unit::Seconds.full(seconds.into()))
    }
}

impl Chart for Speed {
    fn places(&self) -> usize {
        self.fans[0].len()
    }

    fn frame(&self, view: View, size: Point) -> Option<Frame> {
        self.scale(view, size).map(|scale| scale.frame)
    }

    fn series(&self) -> Vec<Series> {
        let bound = if self.bound.is_some() { BOUND + 1 } else { BOUND };
        SERIES[..bound].to_vec()
    }

    fn columns(&self) -> Vec<String> {
        let heads = ["Typical", "1 in 20", "1 in 100"];
        let columns = heads.into_iter().flat_map(|head| ["median", "10%", "90%"].map(|part| format!("{head}: {part}")));
        std::iter::once("Month".to_owned()).chain(columns).collect()
    }

    fn row(&self, place: usize) -> Vec<String> {
        let cells = (0..self.fans.len()).flat_map(|fan| self.cells(fan, place));
        std::iter::once(self.first.plus(place).name()).chain(cells).collect()
    }

    fn read_out(&self, place: usize) -> String {
        if !self.is_answered(place) {
            return format!("{}: nothing is answered", self.first.plus(place).name());
        }
        let fan = |(fan, name)| {
            let [median, low, high] = self.cells(fan, place);
            let spread = if low == high { String::new() } else { format!(" ({low} to {high})") };
            format!("{name} {median}{spread}")
        };
        let fans: Vec<_> = ["typical", "slowest 1 in 20:", "1 in 100:"].into_iter().enumerate().map(fan).collect();
        let bound = self.bound.map(|bound| format!("; {}", bound.words(Unit::Seconds).to_lowercase()));
        format!("{}: {}{}", self.first.plus(place).name(), fans.join("; "), bound.unwrap_or_default())
    }

    fn words(&self) -> String {
        let Some(last) = self.places().checked_sub(1) else {
            return format!("{}: nothing to show yet.", self.subject);
        };
        let [half, slow, slowest] = [0, 1, 2].map(|fan| {
            let [median, ..] = self.cells(fan, last);
            median
        });
        format!(
            "{}: in {} half of the answers take more than {half}, 1 in 20 more than {slow} and 1 in 100 more than {slowest}.",
            self.subject,
            self.first.plus(last).name(),
        )
    }
}
