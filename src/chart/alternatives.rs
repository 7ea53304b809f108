//! How the alternatives of a scenario look in every chart, and what they are called there.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Failure, Palette, Series,
    frame::LABEL,
    pen::{Pen, Point},
};

/// Most alternatives of a chart; more are left out.
pub(super) const MOST: usize = Palette::ALTERNATIVE_KEYS.len();

/// What an alternative is called and how its line is drawn, which tells it apart where colours do not.
pub(super) struct Look {
    /// Its series, with the letter for a name.
    pub(super) series: Series,
    /// Strokes and gaps of its line by turns, in pixels; none where it is whole.
    pub(super) dashes: &'static [f64],
}

/// The looks of all alternatives. Series after theirs begin at [`MOST`].
pub(super) const LOOKS: [Look; MOST] = [
    look(0, "a", "A", "Alternative A: median, and 8 of 10 futures", &[]),
    look(1, "b", "B", "Alternative B: median, and 8 of 10 futures", &[9.0, 4.0]),
    look(2, "c", "C", "Alternative C: median, and 8 of 10 futures", &[2.5, 2.5]),
    look(3, "d", "D", "Alternative D: median, and 8 of 10 futures", &[12.0, 3.0, 2.5, 3.0]),
    look(4, "e", "E", "Alternative E: median, and 8 of 10 futures", &[18.0, 5.0]),
    look(5, "f", "F", "Alternative F: median, and 8 of 10 futures", &[9.0, 3.0, 2.5, 3.0, 2.5, 3.0]),
];

const fn look(
    number: usize,
    id: &'static str,
    name: &'static str,
    title: &'static str,
    dashes: &'static [f64],
) -> Look {
    Look { series: Series { number, id, name, title, key: Palette::ALTERNATIVE_KEYS[number] }, dashes }
}

/// The letter of an alternative.
pub(super) fn letter(place: usize) -> &'static str {
    LOOKS.get(place).map_or("?", |look| look.series.name)
}

/// An alternative by its letter and its name, if it has one: "B (Groq first)".
pub(super) fn called(place: usize, names: &[String]) -> String {
    match names.get(place).map(|name| name.trim()) {
        Some(name) if !name.is_empty() => format!("{} ({name})", letter(place)),
        _ => letter(place).to_owned(),
    }
}

/// Writes the letters of alternatives beside the ends of their lines, moved apart so that each can be read. They are in
/// ink, which every colour vision reads; a line in the colour of the alternative leads to a letter that had to move.
pub(super) fn name_ends<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    ends: &[(usize, Point)],
    (top, bottom): (f64, f64),
) -> Result<(), Failure<DB>> {
    /// From the end of a line to its letter.
    const APART: f64 = 7.0;
    let mut ends = ends.to_vec();
    ends.sort_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
    let heights: Vec<f64> = ends.iter().map(|(_, end)| end.1).collect();
    for ((place, end), y) in ends.into_iter().zip(moved_apart(&heights, LABEL + 0.5, top, bottom)) {
        if (y - end.1).abs() > 1.0 {
            pen.line(&[end, (end.0 + APART - 1.0, y)], 1.0, pen.palette.alternatives[place])?;
        }
        pen.write(letter(place), (end.0 + APART, y), LABEL, (HPos::Left, VPos::Center), pen.palette.ink)?;
    }
    Ok(())
}

/// Heights near `wanted`, which go from above to below, but `apart` from each other and between two ends; nearer where there
/// is no room for that.
fn moved_apart(wanted: &[f64], apart: f64, top: f64, bottom: f64) -> Vec<f64> {
    let apart = apart.min((bottom - top) / wanted.len().saturating_sub(1).max(1) as f64);
    // Those that would touch are a block with its middle where its members want theirs: first height and members.
    let mut blocks: Vec<(f64, Vec<f64>)> = Vec::new();
    for height in wanted {
        let mut members = vec![*height];
        while let Some((_, above)) = blocks
            .pop_if(|(from, above)| from.max(top) + apart * above.len() as f64 > first(&members, apart, top, bottom))
        {
            members = [above, members].concat();
        }
        blocks.push((first(&members, apart, top, bottom), members));
    }
    let place = |(from, members): (f64, Vec<f64>)| (0..members.len()).map(move |at| from + apart * at as f64);
    blocks.into_iter().flat_map(place).collect()
}

/// Where the first of a block stands, all of which is between two ends.
fn first(members: &[f64], apart: f64, top: f64, bottom: f64) -> f64 {
    let count = members.len() as f64;
    let middle = members.iter().sum::<f64>() / count;
    let length = apart * (count - 1.0);
    (middle - length / 2.0).min(bottom - length).max(top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_keep_their_distance_and_stay_near() {
        let moved = |wanted: &[f64]| moved_apart(wanted, 12.0, 10.0, 110.0);
        assert_eq!(moved(&[]), [] as [f64; 0]);
        assert_eq!(moved(&[20.0, 60.0]), [20.0, 60.0], "there is room");
        assert_eq!(moved(&[60.0, 60.0, 60.0]), [48.0, 60.0, 72.0]);
        assert_eq!(moved(&[10.0, 10.0, 30.0]), [10.0, 22.0, 34.0], "not above the top");
        assert_eq!(moved(&[105.0, 110.0]), [98.0, 110.0]);
        assert_eq!(
            moved_apart(&[5.0; 6], 12.0, 0.0, 30.0),
            [0.0, 6.0, 12.0, 18.0, 24.0, 30.0],
            "as far as there is room"
        );
        for seed in 0..200_u32 {
            let mut wanted: Vec<f64> = (0..6).map(|at| f64::from((seed * 37 + at * at * 53) % 101) + 10.0).collect();
            wanted.sort_by(f64::total_cmp);
            let moved = moved(&wanted);
            assert!(moved.windows(2).all(|pair| pair[1] - pair[0] >= 11.999), "{wanted:?} {moved:?}");
            assert!(moved[0] >= 10.0 && moved[5] <= 110.0 + 1e-9, "{wanted:?} {moved:?}");
        }
    }

    #[test]
    fn alternatives_have_letters_and_lines_of_their_own() {
        for (place, look) in LOOKS.iter().enumerate() {
            assert_eq!((look.series.number, look.series.name.to_lowercase()), (place, look.series.id.to_owned()));
            assert!(look.series.key.ends_with(look.series.id) && look.series.title.contains(look.series.name));
            assert!(LOOKS[..place].iter().all(|other| other.dashes != look.dashes) && look.dashes.len() % 2 == 0);
        }
        let names = ["Today", "", " "].map(str::to_owned);
        assert_eq!([0, 1, 2, 5, 9].map(|place| called(place, &names)), ["A (Today)", "B", "C", "F", "?"]);
    }
}
