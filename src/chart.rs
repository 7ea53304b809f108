//! Charts, drawn with plotters on any backend: a canvas in the page, SVG text in the tests.
//!
//! A chart is a plain value made from a [`Summary`](crate::stats::Summary): equal values draw equal pictures, so the
//! page redraws only what changed. Each also says the same in words and as a table.
//!
//! Nothing here measures text. In a browser plotters does that by adding an element to the page for every label, which
//! costs a layout each time, so margins follow from the number of characters instead.

mod axis;
mod breaches;
mod calendar;
mod fan;
mod frame;
mod heat;
mod palette;
mod parts;
mod pen;
mod rungs;
mod scale;
mod units;

pub use axis::Axis;
pub use breaches::Breaches;
pub use calendar::Calendar;
pub use fan::Fan;
pub use palette::{Colour, Palette};
pub use parts::{PARTS, Parts};
pub use rungs::{LadderNames, Rung, Rungs};
pub use units::Unit;

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, DrawingAreaErrorKind},
    prelude::DrawingBackend,
};

use pen::Pen;

/// Why a backend did not draw.
pub type Failure<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;

/// One chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// The spread of a number month by month.
    Fan(Fan),
    /// What turns users away, and when.
    Breaches(Breaches),
    /// What the bill is made of.
    Parts(Parts),
    /// On which plan the app is, and when.
    Rungs(Rungs),
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
    ) -> Result<(), Failure<DB>> {
        let pen = Pen::new(area, scale, palette);
        pen.clear()?;
        match self {
            Self::Fan(fan) => fan.draw(&pen)?,
            Self::Breaches(breaches) => breaches.draw(&pen)?,
            Self::Parts(parts) => parts.draw(&pen)?,
            Self::Rungs(rungs) => rungs.draw(&pen)?,
        }
        area.present()
    }

    /// The height that suits the chart on `width` CSS pixels; `None` where any does.
    #[must_use]
    pub fn height(&self, width: f64) -> Option<f64> {
        match self {
            Self::Fan(_) | Self::Parts(_) => None,
            Self::Breaches(breaches) => Some(breaches.height(width)),
            Self::Rungs(rungs) => Some(rungs.height(width)),
        }
    }

    /// The chart in a sentence or two.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Fan(fan) => fan.words(),
            Self::Breaches(breaches) => breaches.words(),
            Self::Parts(parts) => parts.words(),
            Self::Rungs(rungs) => rungs.words(),
        }
    }

    /// The numbers behind the chart.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        match self {
            Self::Fan(fan) => fan.numbers(),
            Self::Breaches(breaches) => breaches.numbers(),
            Self::Parts(parts) => parts.numbers(),
            Self::Rungs(rungs) => rungs.numbers(),
        }
    }
}
