//! Charts of several alternatives: what they say and where it stands.

use headroom::chart::{LadderNames, Odds, Overlay, Palette, Picture, Rungs, View};
use headroom::stats::{Bands, MonthSummary};

use crate::drawn::*;

/// Bills that differ: each alternative costs half as much as A more than the one before.
fn several(alternatives: usize) -> Picture {
    let run = |at: usize| growing(24).into_iter().map(|month| bands(month.p50 * (1.0 + at as f32 / 2.0))).collect();
    overlay(&(0..alternatives).map(run).collect::<Vec<_>>(), 100.0)
}

/// Where a text of a drawing stands.
fn height(drawing: &str, text: &str) -> f64 {
    let is_it = |element: &&str| element.split_once('>').is_some_and(|(_, rest)| rest.trim().starts_with(text));
    let element = drawing.split("<text").skip(1).find(is_it).unwrap();
    element.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
}

#[test]
fn alternatives_are_told_apart_by_letters_and_dashes_as_well() {
    let picture = several(3);
    let drawing = seen(&picture, View::default());
    let heights = ["C", "B", "A"].map(|letter| height(&drawing, letter));
    assert!(heights.is_sorted() && texts(&drawing).contains(&"Budget $100"), "{heights:?}");
    assert_eq!(drawing.matches("<polygon").count(), 3, "a band each");
    assert!(drawing.matches("<polyline").count() > 20, "lines in strokes");
    let series: Vec<_> = picture.series().iter().map(|series| (series.id, series.name, series.key)).collect();
    let [a, b, c] = [("a", "A", "alternative-a"), ("b", "B", "alternative-b"), ("c", "C", "alternative-c")];
    assert_eq!(series, [a, b, c, ("budget", "budget", "limit")]);
    let without_b = seen(&picture, without(&picture, "b"));
    assert!(!texts(&without_b).contains(&"B") && texts(&without_b).contains(&"C"));
}

#[test]
fn letters_of_equal_lines_stand_apart() {
    let drawing = seen(&overlay(&vec![growing(24); 6], 100.0), View::default());
    let mut heights = ["A", "B", "C", "D", "E", "F"].map(|letter| height(&drawing, letter));
    heights.sort_by(f64::total_cmp);
    assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 11.0), "{heights:?}");
}

#[test]
fn bands_are_drawn_where_they_can_be_read_and_the_axis_goes_by_what_is_drawn() {
    let picture = several(4);
    let all = seen(&picture, View::default());
    let without_d = seen(&picture, without(&picture, "d"));
    let bands = [&all, &without_d].map(|drawing| drawing.matches("<polygon").count());
    assert_eq!(bands, [0, 3]);
    assert!(texts(&all).contains(&"$3,000") && texts(&without_d).contains(&"$4,000"), "{:?}", texts(&all));
}

#[test]
fn an_overlay_is_read_by_letters_and_told_by_names() {
    let picture = overlay(&[vec![bands(50.0)], vec![bands(20.0)], vec![Bands::default()]], 100.0);
    assert_eq!(picture.read_out(None), "Jan 2027: A $50 ($30 to $100); B $20 ($12 to $40); C $0; budget $100");
    assert_eq!(
        picture.words(),
        "Cost a month in Jan 2027: A (Today) median $50, 8 of 10 futures $30 to $100; \
         B (Groq first) median $20, 8 of 10 futures $12 to $40; C median $0."
    );
    assert_eq!(picture.numbers().columns[..3], ["Month", "A (Today): median", "A (Today): 10%"]);
}

#[test]
fn every_number_has_an_overlay() {
    let month = MonthSummary {
        users: bands(1_000.0),
        full_answer: [bands(1.0), bands(4.0), bands(9.0)],
        refused_share: bands(0.02),
        ..MonthSummary::default()
    };
    let (run, names) = (run(64, vec![month]), alternative_names());
    let read = |overlay: Overlay| Picture::Overlay(overlay).read_out(None);
    assert_eq!(read(Overlay::users(&[&run], &names, START)), "Jan 2027: A 1,000 (600 to 2,000)");
    let slow = read(Overlay::full_answer(&[&run], &names, START, 5.0));
    assert_eq!(slow, "Jan 2027: A 4.0 s (2.4 s to 8.0 s); target 5.0 s");
    // A month without an answer is a gap, and not 0 s.
    let none = self::run(64, vec![MonthSummary::default()]);
    let slow = read(Overlay::full_answer(&[&none, &run], &names, START, 5.0));
    assert_eq!(slow, "Jan 2027: A nobody is answered; B 4.0 s (2.4 s to 8.0 s); target 5.0 s");
    assert_eq!(read(Overlay::refused(&[&run], &names, START, 0.01)), "Jan 2027: A 2% (1.2% to 4%); at most 1%");
}

#[test]
fn a_difference_stands_around_zero() {
    let months = vec![Bands { p10: -300.0, p25: -200.0, p50: -120.0, p75: -50.0, p90: 20.0, ..Bands::default() }; 24];
    let picture = difference(&months);
    let drawing = seen(&picture, View::default());
    for text in ["\u{2212}$300", "\u{2212}$100", "$0", "$100", "above the line B costs more than A"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    assert!(
        height(&drawing, "$100") < height(&drawing, "$0") && height(&drawing, "$0") < height(&drawing, "\u{2212}$")
    );
    assert_eq!(
        picture.words(),
        "B (Groq first) costs less than A (Today) in Dec 2028: median $120 less, 8 of 10 futures between $300 less and $20 more."
    );
    assert_eq!(
        picture.read_out(Some(0)),
        "Jan 2027, B less A: median \u{2212}$120, middle half \u{2212}$200 to \u{2212}$50, 8 of 10 \u{2212}$300 to +$20"
    );
    let none = difference(&[Bands::default()]).words();
    assert_eq!(
        none,
        "B (Groq first) costs as much as A (Today) in Jan 2027: no difference in at least 8 of 10 futures."
    );
}

#[test]
fn a_race_names_its_areas_and_leaves_none_blank() {
    let picture = race(3, vec![vec![0.5, 0.25, 0.0]; 24]);
    let drawing = seen(&picture, View::default());
    let [none, b, a] = ["none keeps the targets", "B", "A"].map(|text| height(&drawing, text));
    assert!(none < b && b < a && !texts(&drawing).contains(&"C"), "{:?}", texts(&drawing));
    assert_eq!(picture.numbers().rows[0], ["Jan 2027", "50%", "25%", "<6%", "25%"]);
    assert_eq!(
        picture.words(),
        "Cheapest that keeps the targets in Dec 2028, of the futures: A (Today) in 50%, B (Groq first) in 25%, \
         C in less than 6%; none keeps them in 25%."
    );
    let full = seen(&race(2, vec![vec![1.0, 0.0]; 24]), View::default());
    assert!(!texts(&full).iter().any(|text| text.starts_with("none")), "there is no room for it");
}

#[test]
fn odds_have_a_row_for_each_alternative() {
    let picture = odds(&[vec![0, 16, 64], vec![0, 0, 16], vec![0, 0, 0]]);
    let drawing = svg(&picture, (900, 90), 1.0, &Palette::LIGHT);
    for text in ["A (Today)", "B (Groq first)", "C", "25%", "&gt;99%"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    let read = "share of the futures in which somebody is turned away, at least";
    assert_eq!(picture.read_out(Some(2)), format!("Mar 2027, {read}: A >94%, B 25%"));
    let words = picture.words();
    assert!(
        words.starts_with("A (Today) turns somebody away in at least half of the futures from Mar 2027."),
        "{words}"
    );
    assert!(words.ends_with("C turns somebody away in fewer than half of the futures in every month."), "{words}");
}

#[test]
fn a_single_row_is_drawn_at_its_height() {
    let picture = odds(&[vec![16; 24]]);
    let height = picture.height(900.0).unwrap() as u32;
    assert!(texts(&svg(&picture, (900, height), 1.0, &Palette::LIGHT)).contains(&"A (Today)"));
}

#[test]
fn plans_of_alternatives_have_their_letter_in_front() {
    let months = |moved: u32| {
        vec![MonthSummary { rungs: vec![[64 - moved, moved, 0, 0, 0, 0, 0, 0]], ..MonthSummary::default() }]
    };
    let [first, second] = [16, 64].map(|moved| run(64, months(moved)));
    let plans = ["Small", "Large"].map(str::to_owned).to_vec();
    let ladders = [LadderNames { place: 0, name: "Frontend".to_owned(), plans }];
    let runs = [(&first, &ladders[..]), (&second, &ladders[..])];
    let picture = Picture::Rungs(Rungs::of_alternatives(&runs, START).unwrap());
    let columns = ["Month", "A: Frontend: Small", "A: Frontend: Large", "B: Frontend: Large"];
    assert_eq!(picture.numbers().columns, columns);
    assert_eq!(picture.read_out(Some(0)), "Jan 2027, share of the futures: A: Small 75%, B: Large >94%");
    assert_eq!(Rungs::of_alternatives(&[(&first, &[])], START), None);
}

#[test]
fn more_alternatives_than_letters_are_left_out() {
    assert_eq!(several(9).series().len(), 7);
    assert_eq!(race(9, vec![vec![0.1; 9]]).numbers().columns.len(), 8);
    let run = run(64, vec![MonthSummary::default()]);
    let odds = Picture::Odds(Odds::refused(&vec![(&run, &[][..]); 9], &[], START));
    assert_eq!(odds.numbers().columns.len(), 7);
}
