//! What the bill is made of, or all that the company spends: a bar for each month, a piece for each part.

use std::borrow::Cow;

use plotters::prelude::DrawingBackend;

use super::{
    Axis, Chart, Failure, Frame, Palette, Series, Spacing, Unit, View,
    pen::{Pen, Point},
    scale::Scale,
};
use crate::analysis::number;
use crate::date::Month;
use crate::parts::Slot;
use crate::stats::{BooksMonth, KIND_NAMES, KINDS, MonthSummary, SALE_NAMES, SALES, Summary};

/// How many parts there are.
pub const PARTS: usize = Slot::ALL.len();

/// Something that bars have a piece of.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    /// Its number, and so its colour.
    number: usize,
    /// Name for programs.
    id: &'static str,
    /// Name for people.
    name: Cow<'static, str>,
}

impl Piece {
    fn series(&self) -> Series {
        let Self { number, id, .. } = *self;
        // What the scenario names is asked for by `Chart::name`.
        let name = if let Cow::Borrowed(name) = self.name { name } else { "" };
        Series { number, id, name, title: "Mean over the futures", key: Palette::PART_KEYS[number] }
    }
}

/// What bars are of.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Subject {
    /// What it is called.
    name: &'static str,
    /// What a month's numbers are, before its name.
    mean: &'static str,
}

const BILL: Subject = Subject { name: "Cost by part", mean: "Mean cost" };
const BY_KIND: Subject = Subject { name: "All that is spent, by kind", mean: "Spent on average" };
const BY_LINE: Subject = Subject { name: "All that is spent, by cost line", mean: "Spent on average" };
const FALL: Subject = Subject { name: "From income to what is left of it", mean: "On average" };

/// The first piece of income, after all kinds of spending.
pub(super) const EARNED: usize = PARTS - SALES;
const _: () = assert!(KINDS <= EARNED, "each kind of income and of spending has a colour");

/// The lines that have a piece each, beside bills, other lines, and what follows from profit and income.
const LINES: usize = PARTS - 3;

/// What each month costs on average, by part of the app, by kind of spending or by cost line; or a month's way from income to what is
/// left of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    subject: Subject,
    /// In the order of the legend.
    pieces: Vec<Piece>,
    pub(super) first: Month,
    /// One entry a month, dollars by number of a piece, from the bottom of the bar up.
    months: Vec<[f64; PARTS]>,
    /// The most that each part cost in each month since the axis last settled.
    reach: Vec<[f64; PARTS]>,
    /// Of a way from income to what is left: how far it goes above zero and below, since the axis last settled.
    pub(super) ends: Option<[f64; 2]>,
}

impl Parts {
    /// The bills of a run.
    #[must_use]
    pub fn new(summary: &Summary, first: Month) -> Self {
        // From the bottom of a bar up models, on which most bills end up, come first.
        let bottom_up = |mut bill: [f64; PARTS]| {
            bill.rotate_left(Slot::OF_STACK);
            bill
        };
        let slots = Slot::ALL.into_iter().cycle().skip(Slot::OF_STACK).take(PARTS).map(Slot::about);
        let names = slots.map(|about| (about.key, about.bill.into()));
        let months = summary.months.iter().map(|month| bottom_up(month.bill)).collect();
        Self::of(BILL, pieces(0, names), first, months)
    }

    /// What the company spends, by kind, the bills of providers at the bottom; `None` where no books are kept.
    #[must_use]
    pub fn books(summary: &Summary, first: Month) -> Option<Self> {
        Self::of_books(summary, |books| filled(&books.spent, &[]))
            .map(|months| Self::of(BY_KIND, pieces(0, of_kinds()), first, months))
    }

    /// The same by cost line, whose names are given; `None` where nothing is spent on any.
    #[must_use]
    pub fn lines(summary: &Summary, first: Month, names: &[String]) -> Option<Self> {
        let all = |line: usize| -> f64 {
            let months = summary.months.iter().filter_map(|month| month.books.as_ref()?.lines.get(line));
            months.sum()
        };
        let mut largest: Vec<usize> = (0..names.len()).filter(|line| all(*line) > 0.0).collect();
        largest.sort_by(|a, b| all(*b).total_cmp(&all(*a)));
        let others = largest.split_off(largest.len().min(LINES));
        largest.sort_unstable();
        let month = |books: &BooksMonth| {
            let line = |line: &usize| books.lines.get(*line).copied().unwrap_or_default();
            let lines: Vec<f64> = std::iter::once(books.spent[0]).chain(largest.iter().map(line)).collect();
            let rest = [others.iter().map(line).sum(), books.spent[KINDS - 2..].iter().sum()];
            filled(&lines, &rest)
        };
        let months = Self::of_books(summary, month).filter(|_| !largest.is_empty())?;
        let [bills, ..] = KIND_NAMES;
        let name = |(at, line): (usize, &usize)| (Palette::PART_KEYS[at + 1], names[*line].clone().into());
        let named = std::iter::once((bills[0], bills[1].into())).chain(largest.iter().enumerate().map(name));
        let rest = [("others", "Other lines".into()), ("after", "Tax, and what is paid back".into())];
        let pieces = [pieces(0, named), pieces(PARTS - rest.len(), rest.into_iter())].concat();
        Some(Self::of(BY_LINE, pieces, first, months))
    }

    /// The way of each month from income to what is left of it, by kind of sale and of spending; `None` where no books are kept.
    #[must_use]
    pub fn fall(summary: &Summary, first: Month) -> Option<Self> {
        let months = Self::of_books(summary, |books| filled(&books.spent, &books.earned))?;
        // Costs are by the month and by the year, too.
        let ids = ["sold-monthly", "sold-yearly", "sold-packs"];
        let sales = ids.into_iter().zip(SALE_NAMES.map(|[_, name]| name.into()));
        let mut parts = Self::of(FALL, [pieces(EARNED, sales), pieces(0, of_kinds())].concat(), first, months);
        let largest = |of: &dyn Fn(usize) -> f64| (0..parts.months.len()).map(of).fold(0.0, f64::max);
        parts.ends = Some([largest(&|month| parts.income(month)), largest(&|month| -parts.net(month))]);
        Some(parts)
    }

    fn of_books(summary: &Summary, of: impl Fn(&BooksMonth) -> [f64; PARTS]) -> Option<Vec<[f64; PARTS]>> {
        let of = |month: &MonthSummary| month.books.as_ref().map(&of);
        let months: Vec<_> = summary.months.iter().map(of).collect::<Option<_>>()?;
        (!months.is_empty()).then_some(months)
    }

    fn of(subject: Subject, pieces: Vec<Piece>, first: Month, months: Vec<[f64; PARTS]>) -> Self {
        // Below the largest, so that sums are numbers.
        let dollars = |number: f64| if number.is_finite() { number.clamp(0.0, 1e300) } else { 0.0 };
        let months: Vec<_> = months.into_iter().map(|month| month.map(dollars)).collect();
        Self { subject, pieces, first, reach: months.clone(), months, ends: None }
    }

    /// What a piece comes to in a month.
    pub(super) fn dollars(&self, month: usize, piece: usize) -> f64 {
        self.months.get(month).map_or(0.0, |month| month[piece])
    }

    fn income(&self, month: usize) -> f64 {
        (EARNED..PARTS).map(|piece| self.dollars(month, piece)).sum()
    }

    /// What is left of a month's income.
    pub(super) fn net(&self, month: usize) -> f64 {
        self.income(month) - (0..KINDS).map(|piece| self.dollars(month, piece)).sum::<f64>()
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
        if let (Some(ends), Some(before)) = (&mut self.ends, before.ends) {
            *ends = [0, 1].map(|end| ends[end].max(before[end]));
        }
        self
    }

    fn axis(&self, view: View) -> Axis {
        if let Some([above, below]) = self.ends {
            return Axis::signed(below, above, Unit::Dollars.finest());
        }
        let shown = |month: &[f64; PARTS]| (0..PARTS).filter(|part| view.shows(*part)).map(|part| month[part]).sum();
        Axis::settled(Spacing::Linear, self.reach.iter().map(shown).fold(0.0, f64::max), Unit::Dollars.finest())
    }

    fn scale(&self, view: View, size: Point) -> Option<Scale> {
        Scale::new(self.axis(view), Unit::Dollars, size, self.months.len())
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, view: View) -> Result<(), Failure<DB>> {
        let Some(scale) = self.scale(view, pen.size()) else { return Ok(()) };
        if self.ends.is_some() {
            return self.draw_fall(pen, &scale, view);
        }
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

    /// The parts that ever cost something, with what they cost in a month, and what is left of income where it is told.
    fn priced(&self, month: usize) -> Vec<String> {
        let had = self.pieces.iter().filter(|piece| self.dollars(month, piece.number) != 0.0);
        let part = |piece: &Piece| format!("{} {}", piece.name, Unit::Dollars.full(self.dollars(month, piece.number)));
        had.map(part).chain(self.left(month).map(|left| format!("net {left}"))).collect()
    }

    /// Whether a part ever costs something.
    fn is_had(&self, piece: &Piece) -> bool {
        self.months.iter().any(|month| month[piece.number] > 0.0)
    }

    /// What is left of a month's income as text, where it is told.
    pub(super) fn left(&self, month: usize) -> Option<String> {
        self.ends.map(|_| number::balance(self.net(month)))
    }
}

/// Pieces with numbers from the first on, of names for programs and for people.
fn pieces(first: usize, names: impl Iterator<Item = (&'static str, Cow<'static, str>)>) -> Vec<Piece> {
    (first..).zip(names).map(|(number, (id, name))| Piece { number, id, name }).collect()
}

fn of_kinds() -> impl Iterator<Item = (&'static str, Cow<'static, str>)> {
    KIND_NAMES.into_iter().map(|[id, name]| (id, name.into()))
}

/// Numbers of the first pieces and of the last ones.
fn filled(first: &[f64], last: &[f64]) -> [f64; PARTS] {
    let mut all = [0.0; PARTS];
    all.iter_mut().zip(first).for_each(|(to, from)| *to = *from);
    all.iter_mut().rev().zip(last.iter().rev()).for_each(|(to, from)| *to = *from);
    all
}

impl Chart for Parts {
    fn places(&self) -> usize {
        self.months.len()
    }

    fn frame(&self, view: View, size: Point) -> Option<Frame> {
        self.scale(view, size).map(|scale| scale.frame)
    }

    fn series(&self) -> Vec<Series> {
        self.pieces.iter().filter(|piece| self.is_had(piece)).map(Piece::series).collect()
    }

    fn name(&self, series: &Series) -> String {
        let piece = self.pieces.iter().find(|piece| piece.number == series.number);
        piece.map(|piece| piece.name.to_string()).unwrap_or_default()
    }

    fn follows(&self) -> bool {
        self.ends.is_some()
    }

    fn columns(&self) -> Vec<String> {
        let names = self.pieces.iter().map(|piece| piece.name.to_string());
        std::iter::once("Month".to_owned()).chain(names).chain(self.ends.map(|_| "Net".to_owned())).collect()
    }

    fn row(&self, place: usize) -> Vec<String> {
        let cells = self.pieces.iter().map(|piece| Unit::Dollars.full(self.dollars(place, piece.number)));
        std::iter::once(self.first.plus(place).name()).chain(cells).chain(self.left(place)).collect()
    }

    fn read_out(&self, place: usize) -> String {
        match self.priced(place).as_slice() {
            [] => format!("{}: nothing costs anything", self.first.plus(place).name()),
            parts => format!("{}, on average: {}", self.first.plus(place).name(), parts.join(", ")),
        }
    }

    fn words(&self) -> String {
        let Some(last) = self.months.len().checked_sub(1) else {
            return format!("{}: nothing to show yet.", self.subject.name);
        };
        match self.priced(last).as_slice() {
            [] => format!("{}: nothing costs anything.", self.subject.name),
            parts => format!("{} in {}: {}.", self.subject.mean, self.first.plus(last).name(), parts.join(", ")),
        }
    }
}
