//! What the bill is made of: a bar for each month, a piece for each part of the app.

use plotters::prelude::DrawingBackend;

use super::{
    Axis, Chart, Failure, Frame, Palette, Series, Spacing, Unit, View,
    pen::{Pen, Point},
    scale::Scale,
};
use crate::date::Month;
use crate::parts::Slot;
use crate::stats::{KIND_NAMES, MonthSummary, Summary};

/// How many parts there are.
pub const PARTS: usize = Slot::ALL.len();

/// The parts from the bottom of a bar up, each with its colour: models, on which most bills end up, come first.
fn series() -> impl Iterator<Item = Series> {
    let slots = Slot::ALL.into_iter().cycle().skip(Slot::OF_STACK).take(PARTS);
    slots.enumerate().map(|(number, slot)| {
        let about = slot.about();
        let key = Palette::PART_KEYS[number];
        Series { number, id: about.key, name: about.bill, title: "Mean over the futures", key }
    })
}

/// What is spent by the company, the bills of providers at the bottom: a kind each.
fn of_books() -> impl Iterator<Item = Series> {
    KIND_NAMES.into_iter().enumerate().map(|(number, [id, name])| Series {
        number,
        id,
        name,
        title: "Mean over the futures",
        key: Palette::PART_KEYS[number],
    })
}

/// What the pieces of bars are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pieces {
    /// Parts of the app, of a bill.
    Bill,
    /// Kinds of spending.
    Books,
}

/// What each month costs on average, by part of the app or by kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    pieces: Pieces,
    first: Month,
    /// One entry a month, dollars, from the bottom of the bar up.
    months: Vec<[f64; PARTS]>,
    /// The most that each part cost in each month since the axis last settled.
    reach: Vec<[f64; PARTS]>,
}

impl Parts {
    /// The bills of a run.
    #[must_use]
    pub fn new(summary: &Summary, first: Month) -> Self {
        let dollars = |number: f64| if number.is_finite() { number.max(0.0) } else { 0.0 };
        let bottom_up = |mut bill: [f64; PARTS]| {
            bill.rotate_left(Slot::OF_STACK);
            bill.map(dollars)
        };
        let months: Vec<_> = summary.months.iter().map(|month| bottom_up(month.bill)).collect();
        Self { pieces: Pieces::Bill, first, reach: months.clone(), months }
    }

    /// What the company spends, by kind; `None` where no books are kept.
    #[must_use]
    pub fn books(summary: &Summary, first: Month) -> Option<Self> {
        let month = |month: &MonthSummary| {
            let spent = month.books.as_ref()?.spent;
            Some(std::array::from_fn(|kind| spent.get(kind).copied().unwrap_or_default().max(0.0)))
        };
        let months: Vec<[f64; PARTS]> = summary.months.iter().map(month).collect::<Option<_>>()?;
        (!months.is_empty()).then(|| Self { pieces: Pieces::Books, first, reach: months.clone(), months })
    }

    fn all(&self) -> Vec<Series> {
        match self.pieces {
            Pieces::Bill => series().collect(),
            Pieces::Books => of_books().collect(),
        }
    }

    /// The same bars on an axis that is at least as high as that of the bars `before`.
    #[must_use]
    pub fn growing_from(mut self, before: &Self) -> Self {
        self.reach.resize(self.reach.len().max(before.reach.len()), [0.0; PARTS]);
        for (month, before) in std::iter::zip(&mut self.reach, &before.reach) {
            for (dollars, before) in std::iter::zip(month, before) {
                *dollars = dollars.max(*before);
            }
        }
        self
    }

    fn axis(&self, view: View) -> Axis {
        let shown = |month: &[f64; PARTS]| (0..PARTS).filter(|part| view.shows(*part)).map(|part| month[part]).sum();
        Axis::settled(Spacing::Linear, self.reach.iter().map(shown).fold(0.0, f64::max), Unit::Dollars.finest())
    }

    fn scale(&self, view: View, size: Point) -> Option<Scale> {
        Scale::new(self.axis(view), Unit::Dollars, size, self.months.len())
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, view: View) -> Result<(), Failure<DB>> {
        let Some(scale) = self.scale(view, pen.size()) else { return Ok(()) };
        let frame = &scale.frame;
        scale.draw(pen)?;
        frame.name_months(pen, self.first)?;
        let gap = (frame.width() * 0.12).clamp(0.5, 4.0);
        for (index, month) in self.months.iter().enumerate() {
            let (left, right) = (frame.start(index) + gap, frame.start(index + 1) - gap);
            let mut below = 0.0;
            for part in (0..PARTS).filter(|part| view.shows(*part) && month[*part] > 0.0) {
                let above = below + month[part];
                pen.rectangle((left, scale.height(above)), (right, scale.height(below)), pen.palette.parts[part])?;
                below = above;
            }
        }
        Ok(())
    }

    /// The parts that ever cost something, with what they cost in a month.
    fn priced(&self, month: usize) -> Vec<String> {
        let bill = self.months.get(month).copied().unwrap_or_default();
        self.series().iter().map(|part| format!("{} {}", part.name, Unit::Dollars.full(bill[part.number]))).collect()
    }
}

impl Chart for Parts {
    fn places(&self) -> usize {
        self.months.len()
    }

    fn frame(&self, view: View, size: Point) -> Option<Frame> {
        self.scale(view, size).map(|scale| scale.frame)
    }

    fn series(&self) -> Vec<Series> {
        let costs = |part: &Series| self.months.iter().any(|month| month[part.number] > 0.0);
        self.all().into_iter().filter(costs).collect()
    }

    fn columns(&self) -> Vec<String> {
        std::iter::once("Month").chain(self.all().iter().map(|part| part.name)).map(str::to_owned).collect()
    }

    fn row(&self, place: usize) -> Vec<String> {
        let cells = self.months.get(place).into_iter().flatten().take(self.all().len());
        let cells = cells.map(|dollars| Unit::Dollars.full(*dollars));
        std::iter::once(self.first.plus(place).name()).chain(cells).collect()
    }

    fn read_out(&self, place: usize) -> String {
        match self.priced(place).as_slice() {
            [] => format!("{}: nothing costs anything", self.first.plus(place).name()),
            parts => format!("{}, on average: {}", self.first.plus(place).name(), parts.join(", ")),
        }
    }

    fn words(&self) -> String {
        let Some(last) = self.months.len().checked_sub(1) else {
            return "Cost by part: nothing to show yet.".to_owned();
        };
        match self.priced(last).as_slice() {
            [] => "Cost by part: nothing costs anything.".to_owned(),
            parts => format!("Mean cost in {}: {}.", self.first.plus(last).name(), parts.join(", ")),
        }
    }
}
