//! A calendar of chances: a row for each thing that may be, a cell for each month.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Chart, Colour, Failure, Frame, View,
    frame::{FOOT, LABEL},
    pen::{Pen, Point, room},
};
use crate::date::Month;
use crate::{analysis::number, stats::Chance};

/// Size of the numbers in the cells, in pixels.
const CELL: f64 = 11.0;
/// Height of a row's cells.
const ROW: f64 = 18.0;
/// Their height where there is more room than that.
const HIGHEST: f64 = 32.0;
/// Height of a name above its row.
const NAME: f64 = 16.0;
/// Names stand beside their rows where they take no more than this share of the width.
const BESIDE: f64 = 0.4;

/// A row of the calendar: its name and its chance in each month.
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    /// Name in a table, where other rows do not say what it is about.
    pub(super) full_name: String,
    pub(super) chances: Vec<Chance>,
}

/// A chart of such rows.
pub(super) trait Heat {
    /// What is so likely, from above to below.
    fn rows(&self) -> Vec<Row<'_>>;
    /// First month.
    fn first(&self) -> Month;
    /// The rows that are read of a month, with their chances: those of which anything happens.
    fn read(&self, place: usize) -> Vec<(&str, Chance)>;
    /// What is said of a row that is likely from some month on: "has at least half of the futures".
    const LIKELY: &str;
    /// What is said of any other.
    const UNLIKELY: &str;
    /// What the numbers of a month are.
    const READ: &str = "share of the futures";
}

impl<H: Heat> Chart for H {
    fn places(&self) -> usize {
        self.rows().iter().map(|row| row.chances.len()).max().unwrap_or(0)
    }

    fn frame(&self, _: View, size: Point) -> Option<Frame> {
        let rows = self.rows();
        // Half of a year's name stands out at the left.
        let left = if is_beside(&rows, size.0) { margin(&rows) } else { room("2027", LABEL) / 2.0 };
        let most = height(&rows, size.0, HIGHEST);
        Frame::new((size.0, size.1.min(most)), left, 2.0, self.places())
    }

    fn height(&self, width: f64) -> Option<f64> {
        Some(height(&self.rows(), width, ROW))
    }

    fn columns(&self) -> Vec<String> {
        std::iter::once("Month".to_owned()).chain(self.rows().into_iter().map(|row| row.full_name)).collect()
    }

    fn row(&self, place: usize) -> Vec<String> {
        let rows = self.rows();
        let chances = rows.iter().filter_map(|row| row.chances.get(place)).map(|chance| number::chance(*chance));
        std::iter::once(self.first().plus(place).name()).chain(chances).collect()
    }

    fn read_out(&self, place: usize) -> String {
        let read = self.read(place);
        let parts: Vec<_> = read.iter().map(|(name, chance)| format!("{name} {}", number::chance(*chance))).collect();
        let parts = if parts.is_empty() { "nothing in any".to_owned() } else { parts.join(", ") };
        format!("{}, {}: {parts}", self.first().plus(place).name(), Self::READ)
    }

    fn words(&self) -> String {
        let sentence = |row: Row<'_>| match row.chances.iter().position(|month| month.share() >= 0.5) {
            Some(index) => format!("{} {} from {}.", row.full_name, Self::LIKELY, self.first().plus(index).name()),
            None => format!("{} {} in every month.", row.full_name, Self::UNLIKELY),
        };
        self.rows().into_iter().map(sentence).collect::<Vec<_>>().join(" ")
    }
}

/// Height of a chart on `width` pixels, with cells of some height.
fn height(rows: &[Row<'_>], width: f64, cell: f64) -> f64 {
    let row = if is_beside(rows, width) { cell } else { cell + NAME };
    2.0 + (rows.len() as f64 * row).max(Frame::LEAST) + FOOT
}

/// Width of the names, with a little air.
fn margin(rows: &[Row<'_>]) -> f64 {
    rows.iter().map(|row| room(row.name, LABEL)).fold(0.0, f64::max) * 0.86 + 8.0
}

fn is_beside(rows: &[Row<'_>], width: f64) -> bool {
    margin(rows) <= BESIDE * width
}

/// Draws the rows, in shades of `colour`.
pub(super) fn draw<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    chart: &impl Heat,
    colour: Colour,
) -> Result<(), Failure<DB>> {
    let Some(frame) = chart.frame(View::default(), pen.size()) else { return Ok(()) };
    let rows = chart.rows();
    let beside = is_beside(&rows, pen.size().0);
    let row_height = (frame.bottom - frame.top) / rows.len() as f64;
    let above = if beside { 0.0 } else { NAME.min(row_height / 2.0) };
    let gap = if frame.width() > 8.0 { 2.0 } else { 1.0 };
    for (at, row) in rows.iter().enumerate() {
        let (top, bottom) = (frame.top + row_height * at as f64, frame.top + row_height * (at + 1) as f64);
        let middle = (top + above + bottom) / 2.0;
        let name_at = if beside { middle - 1.0 } else { top + above / 2.0 };
        pen.write(row.name, (0.0, name_at), LABEL, (HPos::Left, VPos::Center), pen.palette.soft)?;
        for (index, chance) in row.chances.iter().enumerate() {
            let (fill, ink) = pen.palette.heat(colour, chance.share());
            let (left, right) = (frame.start(index), frame.start(index + 1));
            pen.rectangle((left, top + above), (right - gap, bottom - 2.0), fill)?;
            if let Some(text) = fitting(*chance, frame.width() - gap) {
                let at = (left + (frame.width() - gap) / 2.0, middle - 1.0);
                pen.write(&text, at, CELL, (HPos::Center, VPos::Center), ink)?;
            }
        }
    }
    frame.name_months(pen, chart.first())
}

/// What to write into a cell of `width` pixels: nothing for zero, and no sign or nothing in any cell where it would not fit in
/// some.
///
/// Whole percents are enough here, and as in the tables nothing is said to be certain.
fn fitting(chance: Chance, width: f64) -> Option<String> {
    let number = match chance.share() * 100.0 {
        percent if percent < 0.5 => "<1".to_owned(),
        percent if percent >= 99.5 => ">99".to_owned(),
        percent => format!("{:.0}", percent.round()),
    };
    let fits = |text: &str| room(text, CELL) + 4.0 <= width;
    if chance.count == 0 || !fits(">99") {
        return None;
    }
    Some(if fits(">99%") { number + "%" } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_fits() {
        let cell = |count, width| fitting(Chance::new(count, 1_000), width).unwrap_or_default();
        assert_eq!([cell(500, 34.0), cell(1_000, 25.2), cell(10, 20.0)], ["50", ">99", ""]);
        assert_eq!([0, 1, 5, 994, 999, 1_000].map(|count| cell(count, 40.0)), ["", "<1%", "1%", "99%", ">99%", ">99%"]);
    }
}
