//! How a chart is read: at a cursor, without some of its series, on another axis, while a slider moves.

use headroom::chart::{Breaches, PARTS, Palette, Picture, Spacing, View};
use headroom::stats::Bands;

use crate::drawn::*;

#[test]
fn the_cursor_stands_where_the_chart_is_drawn() {
    let picture = cost(growing(24), 100.0);
    let frame = picture.frame(View::default(), (480.0, 232.0)).unwrap();
    let drawing = svg(&picture, (480, 232), 1.0, &Palette::LIGHT);
    // The median is the first line of the drawing, through the middle of every month.
    let points =
        drawing.split("<polyline").nth(1).unwrap().split("points=\"").nth(1).unwrap().split('"').next().unwrap();
    let xs: Vec<f64> =
        points.split_whitespace().map(|point| point.split(',').next().unwrap().parse().unwrap()).collect();
    assert_eq!(xs.len(), 24);
    for (month, x) in xs.into_iter().enumerate() {
        assert!((x - frame.middle(month)).abs() <= 0.5, "{month}: {x} is not {}", frame.middle(month));
        assert_eq!(frame.place(x), month);
    }
}

#[test]
fn what_is_read_at_the_cursor_stands_in_the_table() {
    let bill = parts(vec![bill(&SEVERAL); 3]);
    let pictures = [cost(growing(3), 100.0), seconds(growing(3), 5.0), bill, rungs(&[0, 16, 64]).unwrap()];
    let months = [bands(-50.0), Bands { p10: -30.0, ..bands(20.0) }, Bands::default()];
    let compared = [
        overlay(&[growing(3), growing(3)], 100.0),
        difference(&months),
        race(2, vec![vec![0.25, 0.5]; 3]),
        odds(&[vec![0, 9, 64], vec![9, 9, 9]]),
    ];
    let of_books = crate::books::pictures(crate::books::two_months(), &["Engineer", "", "Laptop"]);
    let pictures = pictures.into_iter().chain(compared).chain(of_books);
    for picture in pictures.chain([breaches(3), totals(&[1.0, 5.0, 5.0, 9.0])]) {
        for (place, row) in picture.numbers().rows.iter().enumerate() {
            let read = picture.read_out(Some(place));
            // A part that never costs anything is not read.
            let mut cells = row.iter().filter(|cell| *cell != "$0");
            assert!(read.starts_with(row[0].as_str()), "{read}: {row:?}");
            // Of plans and limits only what matters is read; the table has the rest.
            let is_heat = matches!(picture, Picture::Breaches(_) | Picture::Odds(_) | Picture::Rungs(_));
            let is_read = |cell: &String| read.contains(cell.as_str());
            assert!(if is_heat { cells.skip(1).any(is_read) } else { cells.all(is_read) }, "{read}: {row:?}");
        }
    }
    assert_eq!(
        cost(vec![bands(50.0)], 100.0).read_out(None),
        "Jan 2027: median $50, middle half $40 to $60, 8 of 10 $30 to $100, budget $100"
    );
    assert_eq!(rungs(&[0, 16, 64]).unwrap().read_out(Some(0)), "Jan 2027, share of the futures: Small >94%");
}

#[test]
fn a_hidden_series_leaves_the_drawing_and_the_axis_and_is_still_read() {
    let picture = cost(growing(24), 100.0);
    let all = seen(&picture, View::default());
    assert_eq!((all.matches("<polygon").count(), texts(&all).contains(&"$2,000")), (2, true));
    let narrow = seen(&picture, without(&picture, "eight"));
    assert_eq!((narrow.matches("<polygon").count(), texts(&narrow).contains(&"$2,000")), (1, false));
    assert!(!texts(&seen(&picture, without(&picture, "budget"))).contains(&"Budget $100"));
    assert_eq!(without(&picture, "eight").toggled(2), View::default());
    let none = picture.series().iter().fold(View::default(), |view, series| view.toggled(series.number));
    assert_eq!(seen(&picture, none).matches("<polyline").count(), 0);

    let bill = parts(vec![bill(&THREE)]);
    let drawing = seen(&bill, without(&bill, "models"));
    assert!(texts(&drawing).contains(&"$30") && !texts(&drawing).contains(&"$100"), "{:?}", texts(&drawing));
    let slow = seconds(growing(3), 5.0);
    assert_eq!(seen(&slow, without(&slow, "slowest")).matches("<polygon").count(), 2);
}

#[test]
fn dollars_from_nothing_to_thousands_get_a_symlog_axis_unless_asked_otherwise() {
    let months: Vec<Bands> = [0.0, 0.5, 90.0, 2_000.0].map(bands).to_vec();
    let wide = cost(months, 100.0);
    assert_eq!(wide.spacing(View::default()), Some(Spacing::Symlog));
    let drawing = seen(&wide, View::default());
    for text in ["$0", "$1", "$10", "$100", "$1,000"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    let linear = View::default().spaced(Spacing::Linear);
    assert_eq!(wide.spacing(linear), Some(Spacing::Linear));
    assert!(!texts(&seen(&wide, linear)).contains(&"$10"));
    let narrow = cost(growing(3), 100.0);
    assert_eq!(narrow.spacing(View::default()), Some(Spacing::Linear));
    assert_eq!(narrow.growing_from(&wide).spacing(View::default()), Some(Spacing::Symlog), "it flips under the slider");
    assert_eq!(seconds(growing(3), 5.0).spacing(View::default()), None);
}

#[test]
fn nothing_shrinks_while_a_slider_moves() {
    let pair = |large: Picture, small: Picture| (small.clone().growing_from(&large), large, small);
    for (moved, large, small) in [
        pair(cost(growing(24), 100.0), cost(growing(2), 100.0)),
        pair(seconds(growing(24), 5.0), seconds(growing(2), 5.0)),
        pair(parts(vec![[900.0; PARTS]]), parts(vec![[9.0; PARTS]])),
        pair(overlay(&[growing(24), growing(9)], 100.0), overlay(&[growing(2)], 100.0)),
        pair(difference(&[bands(900.0), bands(-90.0)]), difference(&[bands(-9.0)])),
    ] {
        let ticks = |picture| {
            let drawing = svg(picture, (480, 232), 1.0, &Palette::LIGHT);
            let is_tick = |text: &&str| text.trim_start_matches('\u{2212}').starts_with('$') || text.ends_with(" s");
            texts(&drawing).into_iter().filter(is_tick).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(ticks(&moved), ticks(&large));
        assert_ne!(ticks(&small), ticks(&large));
    }
    // A histogram keeps its ends: the bins of a smaller one fill a part of them.
    let (wide, narrow) = (totals(&[100.0, 150.0, 900.0]), totals(&[300.0, 310.0, 320.0]));
    let frame = |picture: &Picture| picture.frame(View::default(), (480.0, 232.0)).unwrap();
    let (whole, part) = (frame(&wide), frame(&narrow.growing_from(&wide)));
    assert!(part.left > whole.left + 50.0 && part.right < whole.right - 50.0, "{part:?} {whole:?}");
}

#[test]
fn rows_that_were_there_stay_while_a_slider_moves() {
    let month = |counts| Breaches::new(&run(64, vec![met(counts)]), START, &limits());
    let shown = |breaches: &Breaches| {
        let shown = breaches.limits.iter().filter(|limit| limit.shown);
        shown.map(|limit| limit.name.clone()).collect::<Vec<_>>()
    };
    let [of_minute, _, of_data, budget] = LIMITS;
    let (before, after) = (month([64, 0, 0, 0]), month([0, 0, 64, 0]));
    assert_eq!((shown(&before), shown(&after)), (names(&[of_minute, budget]), names(&[of_data, budget])));
    assert_eq!(shown(&after.growing_from(&before)), names(&[of_minute, of_data, budget]));
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A limit is known by its name: with a limit more or less the others keep their rows.
#[test]
fn rows_stay_where_other_limits_come_and_go() {
    let before = Breaches::new(&run(64, vec![met([0, 64, 0, 0])]), START, &limits());
    let mut fewer = limits();
    fewer.remove(0);
    let moved = Breaches::new(&run(64, vec![met([0; 4])]), START, &fewer).growing_from(&before);
    let shown = moved.limits.iter().map(|limit| (limit.name.as_str(), limit.shown));
    assert_eq!(shown.collect::<Vec<_>>(), [(LIMITS[1], true), (LIMITS[2], false), (LIMITS[3], true)]);
}
