//! Which alternative is the cheapest that keeps the targets: the share of the futures of each, month by month or volume by
//! volume.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Axis, Chart, Colour, Failure, Frame, Places, Spacing, Unit, View,
    alternatives::{MOST, called, letter},
    frame::LABEL,
    pen::{Pen, Point, room},
    scale::Scale,
};
use crate::analysis::number;
use crate::date::Month;
use crate::stats::{ByVolume, Chance, Comparison};

/// The shares of the alternatives, A at the bottom. What is left blank above them is where none keeps the targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Race {
    places: Places,
    /// What the alternatives are called.
    called: Vec<String>,
    /// By month, which share of the futures lies below the upper end of each alternative.
    ends: Vec<Vec<f64>>,
    futures: u32,
}

impl Race {
    /// The race of alternatives on the same futures.
    #[must_use]
    pub fn new(comparison: &Comparison, names: &[String], first: Month) -> Self {
        let futures = comparison.contenders.first().map_or(0, |it| it.keeps.of);
        Self::of(&comparison.race, comparison.contenders.len(), names, first.into(), futures)
    }

    /// The same at several volumes, of which so much (`what`) is asked.
    #[must_use]
    pub fn by_volume(by_volume: &ByVolume, names: &[String], what: &str) -> Self {
        let places = Places::Volumes { what: what.to_owned(), at: by_volume.volumes.clone() };
        Self::of(&by_volume.race, by_volume.curves.len(), names, places, by_volume.futures)
    }

    fn of(race: &[Vec<f64>], alternatives: usize, names: &[String], places: Places, futures: u32) -> Self {
        let count = alternatives.min(MOST);
        let ends = |month: &Vec<f64>| {
            let shares = (0..count).map(|place| month.get(place).copied().unwrap_or(0.0));
            let end = |below: &mut f64, share: f64| {
                *below = if share > 0.0 { (*below + share).min(1.0) } else { *below };
                Some(*below)
            };
            shares.scan(0.0, end).collect()
        };
        Self {
            places,
            called: (0..count).map(|place| called(place, names)).collect(),
            ends: race.iter().map(ends).collect(),
            futures,
        }
    }

    fn scale(&self, size: Point) -> Option<Scale> {
        let axis = Axis::settled(Spacing::Linear, 1.0, Unit::Share.finest());
        Scale::new(axis, Unit::Share, size, if self.called.is_empty() { 0 } else { self.ends.len() })
    }

    /// From and to which share of the futures the piece of an alternative reaches in a month; after the last that of none.
    fn piece(&self, place: usize, month: usize) -> (f64, f64) {
        let end = |place: usize| self.ends.get(month).and_then(|ends| ends.get(place)).copied();
        (place.checked_sub(1).and_then(end).unwrap_or(0.0), end(place).unwrap_or(1.0))
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        let Some(scale) = self.scale(pen.size()) else { return Ok(()) };
        scale.draw(pen)?;
        self.places.draw(pen, &scale.frame)?;
        for place in 0..self.called.len() {
            self.draw_area(pen, &scale, place)?;
        }
        // Letters last, or the next area would be drawn over their feet.
        for place in 0..self.called.len() {
            let ink = pen.palette.text_on(pen.palette.alternatives[place]);
            self.name_area(pen, &scale, place, &[letter(place)], ink)?;
        }
        self.name_area(pen, &scale, self.called.len(), &["none keeps the targets", "none"], pen.palette.soft)
    }

    /// Draws the area of an alternative in steps of a month, with a line of paper to the one above it.
    fn draw_area<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, scale: &Scale, place: usize) -> Result<(), Failure<DB>> {
        let frame = &scale.frame;
        let steps = |end: fn((f64, f64)) -> f64| {
            (0..self.places()).flat_map(move |month| {
                let y = scale.height(end(self.piece(place, month)));
                [(frame.start(month), y), (frame.start(month + 1), y)]
            })
        };
        let (upper, lower) = (steps(|piece| piece.1), steps(|piece| piece.0));
        let mut outline: Vec<Point> = lower.collect();
        outline.reverse();
        let upper: Vec<Point> = upper.collect();
        outline.extend(&upper);
        pen.polygon(&outline, pen.palette.alternatives[place], 1.0)?;
        pen.line(&upper, 1.0, pen.palette.paper)
    }

    /// Writes the first of some names that has room in an area where it is highest.
    fn name_area<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        scale: &Scale,
        place: usize,
        names: &[&str],
        ink: Colour,
    ) -> Result<(), Failure<DB>> {
        let spot = |name: &&str| Some((name.to_string(), self.spot(scale, place, room(name, LABEL))?));
        let Some((name, at)) = names.iter().find_map(spot) else { return Ok(()) };
        if place == self.called.len() {
            // Lines of the grid end beside the words.
            let half = (room(&name, LABEL) / 2.0, LABEL / 2.0);
            pen.rectangle((at.0 - half.0, at.1 - half.1), (at.0 + half.0, at.1 + half.1), pen.palette.paper)?;
        }
        pen.write(&name, at, LABEL, (HPos::Center, VPos::Center), ink)
    }

    /// Where a text of some width stands best in an area: the middle of the months over which it is highest.
    fn spot(&self, scale: &Scale, place: usize, width: f64) -> Option<Point> {
        let frame = &scale.frame;
        let months = ((width + 2.0) / frame.width()).ceil() as usize;
        let inside = |from: usize| {
            let piece = |month| self.piece(place, month);
            let low = (from..from + months).map(|month| piece(month).0).fold(0.0, f64::max);
            let high = (from..from + months).map(|month| piece(month).1).fold(1.0, f64::min);
            (from, scale.height(high), scale.height(low))
        };
        let all = (0..(self.places() + 1).saturating_sub(months)).map(inside);
        // Of equal ones that nearest to the middle of the chart.
        let aside = |from: usize| (2 * from + months).abs_diff(self.places());
        let (from, top, bottom) =
            all.max_by(|a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)).then(aside(b.0).cmp(&aside(a.0))))?;
        let middle = (frame.start(from) + frame.start(from + months)) / 2.0;
        (bottom - top >= LABEL + 1.0).then_some((middle, (top + bottom) / 2.0))
    }

    /// The share of an alternative in a month, after the last that of none.
    fn chance(&self, place: usize, month: usize) -> Chance {
        let (from, to) = self.piece(place, month);
        Chance::new(((to - from) * f64::from(self.futures)).round() as u32, self.futures)
    }
}

impl Chart for Race {
    fn places(&self) -> usize {
        self.ends.len()
    }

    fn frame(&self, _: View, size: Point) -> Option<Frame> {
        self.scale(size).map(|scale| scale.frame)
    }

    fn columns(&self) -> Vec<String> {
        let names = self.called.iter().cloned().chain(["None".to_owned()]);
        std::iter::once(self.places.column()).chain(names).collect()
    }

    fn row(&self, place: usize) -> Vec<String> {
        let cells = (0..=self.called.len()).map(|at| number::chance(self.chance(at, place)));
        std::iter::once(self.places.cell(place)).chain(cells).collect()
    }

    fn read_out(&self, place: usize) -> String {
        let share = |at: usize| {
            let name = if at < self.called.len() { letter(at) } else { "none" };
            format!("{name} {}", number::chance(self.chance(at, place)))
        };
        let shares: Vec<_> = (0..=self.called.len()).map(share).collect();
        format!("{}, cheapest that keeps the targets: {}", self.places.name(place), shares.join(", "))
    }

    fn words(&self) -> String {
        let Some(last) = self.places().checked_sub(1) else {
            return "Cheapest that keeps the targets: nothing to show yet.".to_owned();
        };
        let share = |(at, name)| format!("{name} in {}", number::chance_words(self.chance(at, last)));
        let shares: Vec<_> = self.called.iter().enumerate().map(share).collect();
        format!(
            "Cheapest that keeps the targets {}, of the futures: {}; none keeps them in {}.",
            self.places.within(last),
            shares.join(", "),
            number::chance_words(self.chance(self.called.len(), last)),
        )
    }
}
