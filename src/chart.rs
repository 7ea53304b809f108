//! Charts, drawn with plotters on any backend: a canvas in the page, SVG text in the tests.
//!
//! A chart is a plain value made from one or several [`Summary`](crate::stats::Summary)s, or from what alternatives come to
//! on the same futures: equal values draw equal pictures, so the page redraws only what changed. Each also says the same in
//! words, of a month and as a table, all from one text a number, and where its months stand, from the same code that draws
//! them.
//!
//! Nothing here measures text. In a browser plotters does that by adding an element to the page for every label, which
//! costs a layout each time, so margins follow from the number of characters instead.

mod alternatives;
mod axis;
mod bound;
mod breaches;
mod dashes;
mod difference;
mod fall;
mod fan;
mod frame;
mod heat;
mod labels;
mod odds;
mod overlay;
mod palette;
mod parts;
mod pen;
mod per_user;
mod places;
mod race;
mod rungs;
mod scale;
mod series;
mod speed;
mod totals;
mod trace;
mod units;
mod view;

pub use axis::{Axis, Spacing};
pub use breaches::Breaches;
pub use difference::Difference;
pub use fan::Fan;
pub use frame::Frame;
pub use odds::Odds;
pub use overlay::{Overlay, VolumeCurve};
pub use palette::{Colour, Palette};
pub use parts::{PARTS, Parts};
pub use per_user::PerUser;
pub use places::Places;
pub use race::Race;
pub use rungs::{LadderNames, Rung, Rungs};
pub use series::Series;
pub use speed::Speed;
pub use totals::Totals;
pub use units::Unit;
pub use view::View;

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, DrawingAreaErrorKind},
    prelude::DrawingBackend,
};

use pen::{Pen, Point};

/// Why a backend did not draw.
pub type Failure<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;

/// One chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// The spread of a number month by month.
    Fan(Fan),
    /// How long answers take.
    Speed(Speed),
    /// What turns users away, and when.
    Breaches(Breaches),
    /// What the bill is made of.
    Parts(Parts),
    /// On which plan the app is, and when.
    Rungs(Rungs),
    /// The bills of all months together.
    Totals(Totals),
    /// One number of several alternatives month by month.
    Overlay(Overlay),
    /// What an alternative has more or less than the first.
    Difference(Difference),
    /// Which alternative is the cheapest that keeps the targets, and when.
    Race(Race),
    /// How likely each alternative turns somebody away, and when.
    Odds(Odds),
    /// What a user costs, against how many there are.
    PerUser(PerUser),
}

/// What is asked of every chart. Its places are months, or the bins of a histogram.
trait Chart {
    /// How many places there are.
    fn places(&self) -> usize;
    /// Where they are drawn on a chart of some width and height; `None` where it is too small to draw.
    fn frame(&self, view: View, size: Point) -> Option<Frame>;
    /// The height that suits the chart on `width` CSS pixels; `None` where any does.
    fn height(&self, _width: f64) -> Option<f64> {
        None
    }
    /// What can be hidden.
    fn series(&self) -> Vec<Series> {
        Vec::new()
    }
    /// What a series is called.
    fn name(&self, series: &Series) -> String {
        series.name.to_owned()
    }
    /// Whether it shows where the cursor is itself.
    fn follows(&self) -> bool {
        false
    }
    /// The kind of its axis, where there is a choice.
    fn spacing(&self, _view: View) -> Option<Spacing> {
        None
    }
    /// Headings of the table.
    fn columns(&self) -> Vec<String>;
    /// A place in the table.
    fn row(&self, place: usize) -> Vec<String>;
    /// A place in words, with the texts of its row.
    fn read_out(&self, place: usize) -> String;
    /// Where a reader without a cursor begins.
    fn rest(&self) -> usize {
        self.places().saturating_sub(1)
    }
    /// What is read without a cursor.
    fn at_rest(&self) -> String {
        self.read_out(self.rest())
    }
    /// The chart in a sentence or two.
    fn words(&self) -> String;
}

/// The numbers behind a chart: every row is as long as `columns`, and its first cell names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Headings.
    pub columns: Vec<String>,
    /// Cells as text.
    pub rows: Vec<Vec<String>>,
}

impl Picture {
    /// Draws the chart over the whole of `area`, of which `scale` units make a CSS pixel.
    ///
    /// # Errors
    /// When the backend refuses to draw.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        scale: f64,
        palette: &Palette,
        view: View,
    ) -> Result<(), Failure<DB>> {
        let pen = Pen::new(area, scale, palette);
        pen.clear()?;
        match self {
            Self::Fan(fan) => fan.draw(&pen, view)?,
            Self::Speed(speed) => speed.draw(&pen, view)?,
            Self::Breaches(breaches) => breaches.draw(&pen)?,
            Self::Parts(parts) => parts.draw(&pen, view)?,
            Self::Rungs(rungs) => rungs.draw(&pen)?,
            Self::Totals(totals) => totals.draw(&pen)?,
            Self::Overlay(overlay) => overlay.draw(&pen, view)?,
            Self::Difference(difference) => difference.draw(&pen, view)?,
            Self::Race(race) => race.draw(&pen)?,
            Self::Odds(odds) => odds.draw(&pen)?,
            Self::PerUser(per_user) => per_user.draw(&pen, view)?,
        }
        area.present()
    }

    fn chart(&self) -> &dyn Chart {
        match self {
            Self::Fan(fan) => fan,
            Self::Speed(speed) => speed,
            Self::Breaches(breaches) => breaches,
            Self::Parts(parts) => parts,
            Self::Rungs(rungs) => rungs,
            Self::Totals(totals) => totals,
            Self::Overlay(overlay) => overlay,
            Self::Difference(difference) => difference,
            Self::Race(race) => race,
            Self::Odds(odds) => odds,
            Self::PerUser(per_user) => per_user,
        }
    }

    /// The same chart for the time that a slider moves, after the one `before`: axes reach at least as far and are of the
    /// same kind, and rows that were there stay.
    #[must_use]
    pub fn growing_from(self, before: &Self) -> Self {
        match (self, before) {
            (Self::Fan(fan), Self::Fan(before)) => Self::Fan(fan.growing_from(before)),
            (Self::Speed(speed), Self::Speed(before)) => Self::Speed(speed.growing_from(before)),
            (Self::Breaches(breaches), Self::Breaches(before)) => Self::Breaches(breaches.growing_from(before)),
            (Self::Parts(parts), Self::Parts(before)) => Self::Parts(parts.growing_from(before)),
            (Self::Rungs(rungs), Self::Rungs(before)) => Self::Rungs(rungs.growing_from(before)),
            (Self::Totals(totals), Self::Totals(before)) => Self::Totals(totals.growing_from(before)),
            (Self::Overlay(overlay), Self::Overlay(before)) => Self::Overlay(overlay.growing_from(before)),
            (Self::PerUser(per_user), Self::PerUser(before)) => Self::PerUser(per_user.growing_from(before)),
            (Self::Difference(difference), Self::Difference(before)) => {
                Self::Difference(difference.growing_from(before))
            }
            (picture, _) => picture,
        }
    }

    /// Where the months or bins are drawn on a chart of `width` and `height` CSS pixels; `None` where it is too small.
    #[must_use]
    pub fn frame(&self, view: View, (width, height): (f64, f64)) -> Option<Frame> {
        self.chart().frame(view, (width, height))
    }

    /// The height that suits the chart on `width` CSS pixels; `None` where any does.
    #[must_use]
    pub fn height(&self, width: f64) -> Option<f64> {
        self.chart().height(width)
    }

    /// What can be hidden, in the order of the legend.
    #[must_use]
    pub fn series(&self) -> Vec<Series> {
        self.chart().series()
    }

    /// What one of them is called.
    #[must_use]
    pub fn name(&self, series: &Series) -> String {
        self.chart().name(series)
    }

    /// Whether the drawing itself shows where the cursor of its view is.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.chart().follows()
    }

    /// The kind of the vertical axis; `None` where there is no choice.
    #[must_use]
    pub fn spacing(&self, view: View) -> Option<Spacing> {
        self.chart().spacing(view)
    }

    /// How many months or bins there are.
    #[must_use]
    pub fn places(&self) -> usize {
        self.chart().places()
    }

    /// The month or bin where a reader without a cursor begins.
    #[must_use]
    pub fn rest(&self) -> usize {
        self.chart().rest()
    }

    /// The numbers of the month or bin at the cursor in words, the same texts as in the table; without one, or where it is
    /// beyond the last, those to begin with.
    #[must_use]
    pub fn read_out(&self, cursor: Option<usize>) -> String {
        let chart = self.chart();
        match (chart.places(), cursor) {
            (0, _) => chart.words(),
            (places, Some(place)) if place < places => chart.read_out(place),
            _ => chart.at_rest(),
        }
    }

    /// The chart in a sentence or two.
    #[must_use]
    pub fn words(&self) -> String {
        self.chart().words()
    }

    /// The numbers behind the chart.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        let chart = self.chart();
        Numbers { columns: chart.columns(), rows: (0..chart.places()).map(|place| chart.row(place)).collect() }
    }
}
