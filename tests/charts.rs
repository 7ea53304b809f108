//! The charts, drawn as SVG: what they say, and that no data whatever stops them.
#![cfg(feature = "web")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use headroom::chart::{Axis, Breaches, Calendar, Colour, Fan, Palette, Picture};
use headroom::stats::{Bands, Chance, FirstWall, MonthSummary, Summary, WallQuantiles};
use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;
use proptest::prelude::*;

const START: Calendar = Calendar { year: 2027, month: 1 };

fn bands(median: f32) -> Bands {
    let at = |share: f32| median * share;
    Bands {
        p5: at(0.5),
        p10: at(0.6),
        p25: at(0.8),
        p50: median,
        p75: at(1.2),
        p90: at(1.6),
        p95: at(2.0),
        mean: median.into(),
        error: 0.0,
    }
}

fn cost(months: Vec<Bands>, budget: f64) -> Picture {
    let never = Chance::new(0, 64);
    let month = |cost| MonthSummary {
        users: Bands::default(),
        calls: Bands::default(),
        cost,
        refused_share: Bands::default(),
        breached: [never; 3],
        over_budget: never,
        on_last_plan: never,
    };
    let count_by_month = vec![0; months.len()];
    let summary = Summary {
        futures: 64,
        months: months.into_iter().map(month).collect(),
        first_wall: FirstWall { ever: never, by: [never; 3], month: WallQuantiles::default(), count_by_month },
        total_cost: Bands::default(),
        over_budget: never,
    };
    Picture::Fan(Fan::cost(&summary, START, budget))
}

fn growing(months: usize) -> Vec<Bands> {
    std::iter::successors(Some(5.0_f32), |cost| Some(cost * 1.25)).take(months).map(bands).collect()
}

fn breaches(months: u32) -> Picture {
    let chances = (0..months).map(|month| [Chance::new(0, 64), Chance::new(month.min(64), 64), Chance::new(64, 64)]);
    Picture::Breaches(Breaches { calendar: START, months: chances.collect() })
}

fn svg(picture: &Picture, size: (u32, u32), scale: f64, palette: &Palette) -> String {
    let mut text = String::new();
    picture.draw(&SVGBackend::with_string(&mut text, size).into_drawing_area(), scale, palette).unwrap();
    text
}

/// The texts of a drawing.
fn texts(svg: &str) -> Vec<&str> {
    let contents = svg.split("<text").skip(1).filter_map(|element| element.split_once('>')?.1.split("</text").next());
    contents.map(str::trim).collect()
}

#[test]
fn a_fan_names_its_months_its_numbers_and_its_budget() {
    let drawing = svg(&cost(growing(24), 100.0), (480, 232), 1.0, &Palette::LIGHT);
    let texts = texts(&drawing);
    for text in ["$0", "$1,500", "Jan", "2027", "Apr", "Oct", "2028", "Budget $100"] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
    assert!(texts.len() < 20, "few labels: {texts:?}");
    assert_eq!(drawing.matches("<polygon").count(), 2, "two bands");
}

#[test]
fn nothing_but_zero_dollars_is_a_chart() {
    let zeros = vec![Bands::default(); 24];
    let with_budget = svg(&cost(zeros.clone(), 100.0), (480, 232), 1.0, &Palette::LIGHT);
    assert!(texts(&with_budget).contains(&"Budget $100"));
    let without = svg(&cost(zeros, 0.0), (480, 232), 1.0, &Palette::LIGHT);
    assert!(texts(&without).contains(&"$0") && texts(&without).contains(&"$0.01"), "{:?}", texts(&without));
}

#[test]
fn a_budget_far_above_all_data_does_not_press_it_flat() {
    let drawing = svg(&cost(growing(3), 5_000.0), (480, 232), 1.0, &Palette::LIGHT);
    assert!(texts(&drawing).contains(&"Budget $5,000, above this chart"), "{:?}", texts(&drawing));
    assert!(texts(&drawing).contains(&"$20"), "{:?}", texts(&drawing));
}

#[test]
fn breaches_are_told_by_more_than_colour() {
    let picture = breaches(24);
    let drawing = svg(&picture, (900, 140), 1.0, &Palette::DARK);
    for text in ["Per minute", "Per day", "Per month", "2%", "100%", "Jan"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    let table = picture.numbers();
    assert_eq!((table.columns.len(), table.rows.len()), (4, 24));
    assert_eq!(table.rows[1], ["Feb 2027", "<6%", "2%", ">94%"]);
    assert!(picture.words().contains("per month refuses users in at least half of the futures from Jan 2027"));
}

#[test]
fn every_chart_is_drawn_at_every_size() {
    for picture in [cost(growing(24), 100.0), cost(growing(60), 1.0), cost(growing(1), 1e9), breaches(1), breaches(60)]
    {
        for palette in [&Palette::LIGHT, &Palette::DARK] {
            for size in [(0, 0), (1, 1), (40, 300), (300, 40), (340, 232), (3_000, 1_200)] {
                for scale in [1.0, 1.5, 3.0, 0.0, f64::NAN] {
                    svg(&picture, size, scale, palette);
                }
            }
        }
        assert!(picture.words().ends_with('.'));
        assert!(picture.numbers().rows.iter().all(|row| row.len() == picture.numbers().columns.len()));
    }
}

#[test]
fn sharper_screens_get_larger_letters_and_the_same_words() {
    let picture = cost(growing(24), 100.0);
    let plain = svg(&picture, (480, 232), 1.0, &Palette::LIGHT);
    let sharp = svg(&picture, (960, 464), 2.0, &Palette::LIGHT);
    assert_eq!(texts(&plain), texts(&sharp));
    assert!(plain.contains("font-size=\"9.2") || plain.contains("11.5"), "letters of 11.5 pixels");
    assert_ne!(plain, sharp);
}

#[test]
fn the_style_sheet_has_the_colours_of_the_charts() {
    let css = include_str!("../static/style.css");
    let hex = |Colour(red, green, blue): Colour| format!("#{red:02x}{green:02x}{blue:02x}");
    let (light, dark) = (Palette::LIGHT, Palette::DARK);
    for (name, of) in [
        ("paper", (light.paper, dark.paper)),
        ("ink", (light.ink, dark.ink)),
        ("soft", (light.soft, dark.soft)),
        ("grid", (light.grid, dark.grid)),
        ("accent", (light.accent, dark.accent)),
        ("limit", (light.limit, dark.limit)),
    ] {
        let line = format!("--{name}: light-dark({}, {});", hex(of.0), hex(of.1));
        assert!(css.contains(&line), "{line} is not in the style sheet");
    }
}

#[test]
fn without_months_there_is_nothing_to_draw() {
    for picture in [cost(Vec::new(), 100.0), breaches(0)] {
        assert!(texts(&svg(&picture, (480, 232), 1.0, &Palette::LIGHT)).len() < 9);
        assert!(picture.words().ends_with('.') && picture.numbers().rows.is_empty());
    }
}

proptest! {
    #[test]
    fn any_number_is_drawn(numbers in prop::collection::vec(any::<f32>(), 0..40), budget in any::<f64>()) {
        let months = numbers.iter().map(|&number| Bands { p50: -number, p75: number / 3.0, ..bands(number) }).collect();
        let picture = cost(months, budget);
        let drawing = svg(&picture, (480, 232), 1.0, &Palette::LIGHT);
        prop_assert!(!drawing.contains("NaN") && picture.words().ends_with('.'));
        let Picture::Fan(fan) = picture else { return Ok(()) };
        svg(&Picture::Fan(fan.on_growing(Axis::settled(1.0, 0.01))), (480, 232), 2.0, &Palette::DARK);
    }

    #[test]
    fn any_chance_is_drawn(counts in prop::collection::vec((any::<u32>(), any::<u32>()), 0..40)) {
        let months = counts.iter().map(|&(count, of)| [Chance::new(count, of); 3]).collect();
        svg(&Picture::Breaches(Breaches { calendar: START, months }), (900, 140), 1.0, &Palette::LIGHT);
    }
}
