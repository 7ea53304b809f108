//! A calendar of chances: a row for each thing that may be, a cell for each month.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Calendar, Colour, Failure,
    frame::{FOOT, Frame, LABEL},
    pen::{Pen, room},
};
use crate::stats::Chance;

/// Size of the numbers in the cells, in pixels.
const CELL: f64 = 11.0;
/// Height of a row's cells.
const ROW: f64 = 24.0;
/// Height of a name above its row.
const NAME: f64 = 18.0;
/// Names stand beside their rows where they take no more than this share of the width.
const BESIDE: f64 = 0.3;

/// A row of the calendar: its name and its chance in each month.
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    pub(super) chances: Vec<Chance>,
}

/// How high the calendar is on `width` pixels.
pub(super) fn height<'a>(names: impl Iterator<Item = &'a str> + Clone, width: f64) -> f64 {
    let row = if is_beside(names.clone(), width) { ROW } else { ROW + NAME };
    2.0 + names.count() as f64 * row + FOOT
}

/// Width of the names, with a little air.
fn margin<'a>(names: impl Iterator<Item = &'a str>) -> f64 {
    names.map(|name| room(name, LABEL)).fold(0.0, f64::max) * 0.86 + 8.0
}

fn is_beside<'a>(names: impl Iterator<Item = &'a str>, width: f64) -> bool {
    margin(names) <= BESIDE * width
}

/// Draws the rows, in shades of `colour`.
pub(super) fn draw<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    rows: &[Row<'_>],
    calendar: Calendar,
    colour: Colour,
) -> Result<(), Failure<DB>> {
    let names = rows.iter().map(|row| row.name);
    let months = rows.iter().map(|row| row.chances.len()).max().unwrap_or(0);
    let beside = is_beside(names.clone(), pen.size().0);
    // Half of a month's name stands out at the left.
    let left = if beside { margin(names) } else { room("2027", LABEL) / 2.0 };
    let Some(frame) = Frame::new(pen, left, 2.0, months) else { return Ok(()) };
    let row_height = (frame.bottom - frame.top) / rows.len() as f64;
    let above = if beside { 0.0 } else { NAME.min(row_height / 2.0) };
    let gap = if frame.month() > 8.0 { 2.0 } else { 1.0 };
    for (at, row) in rows.iter().enumerate() {
        let (top, bottom) = (frame.top + row_height * at as f64, frame.top + row_height * (at + 1) as f64);
        let middle = (top + above + bottom) / 2.0;
        let name_at = if beside { middle - 1.0 } else { top + above / 2.0 };
        pen.write(row.name, (0.0, name_at), LABEL, (HPos::Left, VPos::Center), pen.palette.soft)?;
        for (index, chance) in row.chances.iter().enumerate() {
            let (fill, ink) = pen.palette.heat(colour, chance.share());
            let (left, right) = (frame.start(index), frame.start(index + 1));
            pen.rectangle((left, top + above), (right - gap, bottom - 2.0), fill)?;
            if let Some(text) = fitting(*chance, frame.month() - gap) {
                let at = (left + (frame.month() - gap) / 2.0, middle - 1.0);
                pen.write(&text, at, CELL, (HPos::Center, VPos::Center), ink)?;
            }
        }
    }
    frame.name_months(pen, calendar)
}

/// What to write into a cell of `width` pixels: nothing for zero, no sign where it is narrow, and nothing in any cell where
/// some numbers would not fit.
///
/// Whole percents are enough here, but "never" and "always" stay what happened in every future.
fn fitting(chance: Chance, width: f64) -> Option<String> {
    let number = match chance.share() * 100.0 {
        percent if percent < 0.5 => "<1".to_owned(),
        percent if (99.5..100.0).contains(&percent) => ">99".to_owned(),
        percent => format!("{:.0}", percent.round()),
    };
    let fits = |text: &str| room(text, CELL) + 4.0 <= width;
    if chance.count == 0 || !fits(">99") {
        return None;
    }
    let with_sign = format!("{number}%");
    Some(if fits(&with_sign) { with_sign } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_fits() {
        let cell = |count, width| fitting(Chance::new(count, 1_000), width).unwrap_or_default();
        assert_eq!([cell(500, 34.0), cell(1_000, 25.2), cell(10, 20.0)], ["50%", "100", ""]);
        assert_eq!([0, 1, 5, 994, 999, 1_000].map(|count| cell(count, 40.0)), ["", "<1%", "1%", "99%", ">99%", "100%"]);
    }

    #[test]
    fn names_stand_above_their_rows_where_there_is_no_room_beside() {
        let names = ["Gemini 3.1 Flash-Lite, free"];
        assert!(height(names.into_iter(), 340.0) > height(names.into_iter(), 1_000.0));
    }
}
