//! The bills of all months together: how many futures lie where.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Chart, Failure, Frame, Spacing, Unit, View,
    fan::{spread, spread_words},
    frame::LABEL,
    pen::{Pen, Point, room},
    scale::Scale,
};
use crate::{
    analysis::number,
    stats::{Bands, Chance, Histogram, Summary},
};

/// A histogram of the total bill over the futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    histogram: Histogram,
    bands: Bands,
    /// Dollars at the left and at the right end.
    span: (f64, f64),
    /// The largest share of the futures in a bin since the axes last settled.
    reach: f64,
}

impl Totals {
    /// Widest bar, in pixels: where all futures cost the same there is only one.
    const WIDEST: f64 = 48.0;

    /// The totals of a run.
    #[must_use]
    pub fn new(summary: &Summary) -> Self {
        let histogram = summary.total_costs.clone();
        let span = (histogram.from, histogram.edge(histogram.counts.len()));
        let totals = Self { histogram, bands: summary.total_cost, span, reach: 0.0 };
        let reach = (0..totals.places()).map(|bin| totals.chance(bin).share()).fold(0.0, f64::max);
        Self { reach, ..totals }
    }

    /// The same histogram on axes that reach at least as far as those of the one `before`.
    #[must_use]
    pub fn growing_from(mut self, before: &Self) -> Self {
        self.span = (self.span.0.min(before.span.0), self.span.1.max(before.span.1));
        self.reach = self.reach.max(before.reach);
        self
    }

    fn chance(&self, bin: usize) -> Chance {
        Chance::new(self.histogram.counts.get(bin).copied().unwrap_or(0), self.histogram.futures())
    }

    /// Share of the futures in a bin or below.
    fn up_to(&self, bin: usize) -> Chance {
        Chance::new(self.histogram.counts.iter().take(bin + 1).sum(), self.histogram.futures())
    }

    /// The scale over the whole span, and where an amount stands on it from left to right.
    fn scale(&self, size: Point) -> Option<(Scale, impl Fn(f64) -> f64)> {
        let axis = Axis::settled(Spacing::Linear, self.reach, Unit::Share.finest());
        let scale = Scale::new(axis, Unit::Share, size, self.places())?;
        let (left, width, (from, to)) = (scale.frame.left, scale.frame.right - scale.frame.left, self.span);
        Some((scale, move |dollars: f64| left + width * ((dollars - from) / (to - from)).clamp(0.0, 1.0)))
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        let (Some((scale, across)), Some(bins)) = (self.scale(pen.size()), self.frame(View::default(), pen.size()))
        else {
            return Ok(());
        };
        scale.draw(pen)?;
        let bar = (bins.width() - 1.0).clamp(0.5, Self::WIDEST);
        for bin in 0..self.places() {
            let (middle, top) = (bins.middle(bin), scale.height(self.chance(bin).share()));
            // What has no upper end is lighter: it is no second peak.
            let lighter = if self.is_open(bin) { 0.5 } else { 0.0 };
            let fill = pen.palette.bars().towards(pen.palette.paper, lighter);
            pen.rectangle((middle - bar / 2.0, top), (middle + bar / 2.0, bins.bottom), fill)?;
        }
        let median = self.bands.p50.into();
        if self.places() == 1 {
            let middle = bins.middle(0);
            self.draw_median(pen, &scale.frame, middle)?;
            return scale.frame.name(pen, std::iter::once((middle, Unit::Dollars.full(median))));
        }
        self.draw_median(pen, &scale.frame, across(median))?;
        self.name_amounts(pen, &scale.frame, across)
    }

    fn draw_median<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, frame: &Frame, x: f64) -> Result<(), Failure<DB>> {
        let label = format!("median {}", Unit::Dollars.full(self.bands.p50.into()));
        pen.line(&[(x, frame.top), (x, frame.bottom)], 2.0, pen.palette.accent)?;
        let half = room(&label, LABEL) / 2.0;
        let x = x.min(frame.right - half).max(frame.left + half);
        pen.write(&label, (x, 1.0), LABEL, (HPos::Center, VPos::Top), pen.palette.accent)
    }

    /// Names round amounts below the frame.
    fn name_amounts<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        frame: &Frame,
        across: impl Fn(f64) -> f64,
    ) -> Result<(), Failure<DB>> {
        let (from, to) = self.span;
        // Ticks of an axis as long as the span, at their multiples within it.
        let [_, step, ..] = Axis::settled(Spacing::Linear, to - from, Unit::Dollars.finest()).ticks()[..] else {
            return Ok(());
        };
        let (first, last) = ((from / step).ceil() as u64, (to / step).floor() as u64);
        let amounts = (first..=last).map(|tick| tick as f64 * step);
        frame.name(pen, amounts.map(|amount| (across(amount), Unit::Dollars.tick(amount, to, step))))
    }

    /// Whether a bin holds all that is above it as well.
    fn is_open(&self, bin: usize) -> bool {
        bin + 1 == self.places() && self.histogram.highest > self.histogram.edge(bin + 1)
    }

    /// A bin as text: from, to, futures in it, futures up to it.
    fn cells(&self, bin: usize) -> [String; 3] {
        let (from, to) = (self.histogram.edge(bin), self.histogram.edge(bin + 1));
        let [low, high] = [from, to].map(|edge| Unit::Dollars.full(edge));
        let amounts = if self.is_open(bin) { format!("{low} or more") } else { format!("{low} to {high}") };
        [amounts, number::chance(self.chance(bin)), number::chance(self.up_to(bin))]
    }
}

impl Chart for Totals {
    fn places(&self) -> usize {
        self.histogram.counts.len()
    }

    /// The bins, which fill less than the span while a slider moves.
    fn frame(&self, _: View, size: Point) -> Option<Frame> {
        let (scale, across) = self.scale(size)?;
        let [left, right] = [0, self.places()].map(|bin| across(self.histogram.edge(bin)));
        Some(scale.frame.between(left, right))
    }

    fn columns(&self) -> Vec<String> {
        ["Total of all months", "Futures", "Up to here"].map(str::to_owned).to_vec()
    }

    fn row(&self, place: usize) -> Vec<String> {
        self.cells(place).to_vec()
    }

    fn rest(&self) -> usize {
        self.histogram.bin(self.bands.p50.into())
    }

    fn read_out(&self, place: usize) -> String {
        let [amounts, share, up_to] = self.cells(place);
        format!("{amounts}: {share} of the futures, {up_to} up to here")
    }

    fn at_rest(&self) -> String {
        format!("All months: {}", spread_words(&spread(Unit::Dollars, &self.bands)))
    }

    fn words(&self) -> String {
        match self.places() {
            0 => "Total cost of all months: nothing to show yet.".to_owned(),
            _ => format!("Total cost of all months: {}.", spread_words(&spread(Unit::Dollars, &self.bands))),
        }
    }
}
