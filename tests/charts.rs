//! The charts, drawn as SVG: what they say, and that no data whatever stops them.
#![cfg(feature = "web")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use headroom::chart::{
    Breaches, Colour, Fan, LadderNames, PARTS, Palette, Parts, Picture, Rungs, Spacing, Speed, Totals, View,
};
use headroom::date::Month;
use headroom::stats::{Bands, Chance, FirstWall, Histogram, Limit, MonthSummary, Summary};
use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;
use proptest::prelude::*;

const START: Month = Month { year: 2027, month: 1 };

fn bands(median: f32) -> Bands {
    let at = |share: f32| median * share;
    Bands {
        p5: at(0.5),
        p10: at(0.6),
        p25: at(0.8),
        p50: median,
        p75: at(1.2),
        p90: at(2.0),
        p95: at(2.5),
        mean: median.into(),
        error: 0.0,
    }
}

/// A run of so many futures.
fn run(futures: u32, months: Vec<MonthSummary>) -> Summary {
    let nothing = Bands::default();
    Summary {
        futures,
        months,
        first_wall: FirstWall::default(),
        total_cost: nothing,
        total_costs: Histogram::default(),
        total_income: nothing,
        worst_month: nothing,
        worst_day: nothing,
        slowest: nothing,
        over_budget: Chance::new(0, futures),
    }
}

fn cost(months: Vec<Bands>, budget: f64) -> Picture {
    let months = months.into_iter().map(|cost| MonthSummary { cost, ..MonthSummary::default() });
    Picture::Fan(Fan::cost(&run(64, months.collect()), START, budget))
}

/// Answers of which half take as long as told, 1 in 20 twice and 1 in 100 three times as long.
fn seconds(months: Vec<Bands>, target: f64) -> Picture {
    let times =
        |bands: Bands, by: f32| Bands { p10: bands.p10 * by, p50: bands.p50 * by, p90: bands.p90 * by, ..bands };
    let month =
        |bands| MonthSummary { full_answer: [1.0, 2.0, 3.0].map(|by| times(bands, by)), ..MonthSummary::default() };
    Picture::Speed(Speed::full_answer(&run(64, months.into_iter().map(month).collect()), START, target))
}

/// The histogram of so many dollars in all.
fn totals(dollars: &[f32]) -> Picture {
    let summary = Summary {
        total_cost: Bands::of(&mut dollars.to_vec()),
        total_costs: Histogram::of(dollars),
        ..run(dollars.len() as u32, Vec::new())
    };
    Picture::Totals(Totals::new(&summary))
}

fn parts(bills: Vec<[f64; PARTS]>) -> Picture {
    let months = bills.into_iter().map(|bill| MonthSummary { bill, ..MonthSummary::default() });
    Picture::Parts(Parts::new(&run(64, months.collect()), START))
}

/// A ladder of two plans, which `moved` of 64 futures have climbed by the end of each month.
fn rungs(moved: &[u32]) -> Option<Picture> {
    let month = |moved: &u32| MonthSummary { rungs: vec![[64 - moved, *moved, 0, 0]], ..MonthSummary::default() };
    let plans = ["Small", "A plan with quite a long name"].map(str::to_owned).to_vec();
    let ladder = LadderNames { place: 0, name: "Frontend".to_owned(), plans };
    Rungs::new(&run(64, moved.iter().map(month).collect()), START, &[ladder]).map(Picture::Rungs)
}

fn growing(months: usize) -> Vec<Bands> {
    std::iter::successors(Some(5.0_f32), |cost| Some(cost * 1.25)).take(months).map(bands).collect()
}

fn breaches(months: u32) -> Picture {
    let month = |month: u32| {
        let mut breached = [Chance::new(0, 64); Limit::COUNT];
        breached[Limit::Day as usize] = Chance::new(month.min(64), 64);
        breached[Limit::Month as usize] = Chance::new(64, 64);
        MonthSummary { breached, ..MonthSummary::default() }
    };
    Picture::Breaches(Breaches::new(&run(64, (0..months).map(month).collect()), START))
}

fn svg(picture: &Picture, size: (u32, u32), scale: f64, palette: &Palette) -> String {
    let mut text = String::new();
    picture
        .draw(&SVGBackend::with_string(&mut text, size).into_drawing_area(), scale, palette, View::default())
        .unwrap();
    text
}

/// A drawing as a reader chose to see it.
fn seen(picture: &Picture, view: View) -> String {
    let mut text = String::new();
    let area = SVGBackend::with_string(&mut text, (480, 232)).into_drawing_area();
    picture.draw(&area, 1.0, &Palette::LIGHT, view).unwrap();
    drop(area);
    text
}

/// The view without a series.
fn without(picture: &Picture, id: &str) -> View {
    View::default().toggled(picture.series().iter().find(|series| series.id == id).unwrap().number)
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
    for text in ["$0", "$1,500", "2027", "Apr", "Oct", "2028", "Budget $100"] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
    assert!(texts.len() < 20, "few labels: {texts:?}");
    assert_eq!(drawing.matches("<polygon").count(), 2, "two bands");
}

#[test]
fn nothing_but_zero_dollars_is_a_chart() {
    let zeros = vec![Bands::default(); 24];
    assert!(cost(zeros.clone(), 0.0).read_out(None).contains("$0 in at least 8 of 10 futures"));
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
    for text in ["Model: per day", "Model: per month", "Over budget", "2", "&gt;99", "2027", "Apr"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    assert!(!texts(&drawing).contains(&"Model: per minute"), "it never turns anybody away");
    let table = picture.numbers();
    assert_eq!((table.columns.len(), table.rows.len()), (4, 24));
    assert_eq!(table.rows[1], ["Feb 2027", "2%", ">94%", "<6%"]);
    assert!(picture.words().contains("Model: per month happens in at least half of the futures from Jan 2027"));
}

#[test]
fn rows_that_were_there_stay_while_a_slider_moves() {
    let month = |limit: Limit| {
        let mut breached = [Chance::new(0, 64); Limit::COUNT];
        breached[limit as usize] = Chance::new(64, 64);
        Breaches::new(&run(64, vec![MonthSummary { breached, ..MonthSummary::default() }]), START)
    };
    let moved = month(Limit::Month).growing_from(&month(Limit::Frontend));
    assert_eq!(moved.limits, [Limit::Month, Limit::Frontend, Limit::Budget]);
}

#[test]
fn calendars_are_as_high_as_their_rows() {
    let height = |picture: Option<Picture>| picture.unwrap().height(900.0).unwrap();
    assert!(height(Some(breaches(24))) > height(Some(breaches(0))));
    let rungs = rungs(&[0, 32]).unwrap();
    assert!(rungs.height(320.0).unwrap() > rungs.height(900.0).unwrap(), "names stand above their rows");
    assert_eq!(cost(growing(3), 1.0).height(900.0), None);
}

#[test]
fn plans_are_told_with_their_share_of_the_futures() {
    let picture = rungs(&[0, 16, 64]).unwrap();
    let drawing = svg(&picture, (900, 88), 1.0, &Palette::LIGHT);
    for text in ["Small", "A plan with quite a long name", "75%", "25%", "&gt;99%"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    assert_eq!(picture.numbers().columns[1], "Frontend: Small");
    assert!(picture.words().contains("A plan with quite a long name has at least half of the futures from Mar 2027."));
}

#[test]
fn a_bill_is_stacked_from_the_parts_that_cost_something() {
    let picture = parts(vec![[0.0; PARTS], [20.0, 5.0, 0.0, 0.0, 0.0, 75.0]]);
    let drawing = svg(&picture, (480, 232), 1.0, &Palette::LIGHT);
    assert_eq!(drawing.matches("<rect").count(), 1 + 3 + 3, "paper, ticks and three pieces");
    let names: Vec<_> = picture.series().iter().map(|series| series.name).collect();
    assert_eq!(names, ["Models", "Frontend", "Backend"]);
    assert_eq!(picture.words(), "Mean cost in Feb 2027: Models $75, Frontend $20, Backend $5.00.");
}

#[test]
fn a_target_is_named_beside_the_bands_rather_than_on_them() {
    let drawing =
        svg(&seconds(vec![Bands { p10: 4.9, p90: 6.0, ..bands(5.4) }; 24], 4.5), (480, 232), 1.0, &Palette::LIGHT);
    assert!(texts(&drawing).contains(&"Target 4.5 s"), "{:?}", texts(&drawing));
    let y = |text: &str| {
        let element = drawing.split("<text").find(|element| element.contains(text)).unwrap();
        element.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap()
    };
    assert!(y("Target") > y("10 s") && y("Target") < y("0 s"));
}

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
    let bill = parts(vec![[1.0, 0.0, 2.0, 0.5, 0.1, 90.0]; 3]);
    let pictures = [cost(growing(3), 100.0), seconds(growing(3), 5.0), bill, rungs(&[0, 16, 64]).unwrap()];
    for picture in pictures.into_iter().chain([breaches(3), totals(&[1.0, 5.0, 5.0, 9.0])]) {
        for (place, row) in picture.numbers().rows.iter().enumerate() {
            let read = picture.read_out(Some(place));
            // A part that never costs anything is not read.
            let mut cells = row.iter().filter(|cell| *cell != "$0");
            assert!(read.starts_with(row[0].as_str()), "{read}: {row:?}");
            // Of plans and limits only what matters is read; the table has the rest.
            let is_heat = matches!(picture, Picture::Breaches(_) | Picture::Rungs(_));
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

    let bill = parts(vec![[20.0, 5.0, 0.0, 0.0, 0.0, 75.0]]);
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
    ] {
        let ticks = |picture| {
            let drawing = svg(picture, (480, 232), 1.0, &Palette::LIGHT);
            let is_tick = |text: &&str| text.starts_with('$') || text.ends_with(" s");
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
fn totals_are_counted_in_bins_with_the_median_marked() {
    let dollars: Vec<f32> = (0..100).map(|future| 1_000.0 + 10.0 * future as f32).collect();
    let picture = totals(&dollars);
    let drawing = svg(&picture, (480, 140), 1.0, &Palette::LIGHT);
    for text in ["0%", "6%", "$1,000", "median $1,490"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    assert_eq!(picture.numbers().rows[0], ["$1,000 to $1,050", "5%", "5%"]);
    assert_eq!(picture.read_out(Some(0)), "$1,000 to $1,050: 5% of the futures, 5% up to here");
    assert!(picture.read_out(None).starts_with("All months: median $1,490, middle half "));
    assert_eq!(picture.numbers().rows[picture.rest()][0], "$1,450 to $1,500");
    let mut odd = dollars;
    odd[0] = 90_000.0;
    let picture = totals(&odd);
    assert_eq!(picture.numbers().rows.last().unwrap()[0], "$1,950 or more");
}

#[test]
fn equal_totals_are_one_bar() {
    for dollars in [0.0, 95.0] {
        let picture = totals(&[dollars; 64]);
        assert_eq!(picture.places(), 1);
        let drawing = svg(&picture, (480, 140), 1.0, &Palette::LIGHT);
        assert!(texts(&drawing).contains(&"100%"), "{:?}", texts(&drawing));
    }
}

#[test]
fn every_chart_is_drawn_at_every_size() {
    let bill = parts(vec![[1.0, 0.0, 2.0, 0.5, 0.1, 90.0]; 60]);
    let plans = rungs(&[3; 60]).unwrap();
    let costs = [cost(growing(24), 100.0), cost(growing(60), 1.0), cost(growing(1), 1e9)];
    let total = totals(&[1.0, 5.0, 5.0, 9.0]);
    for picture in costs.into_iter().chain([seconds(growing(9), 5.0), bill, plans, breaches(1), breaches(60), total]) {
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
    let (outer, inner) = (Palette::OUTER, Palette::OUTER + (1.0 - Palette::OUTER) * Palette::INNER);
    for (name, opacity) in [("outer", outer), ("inner", inner)] {
        let percent = (opacity * 100.0).round();
        let line = format!("--{name}: color-mix(in srgb, var(--accent) {percent}%, var(--paper));");
        assert!(css.contains(&line), "{line} is not in the style sheet");
    }
    let parts = std::iter::zip(light.parts, dark.parts).enumerate().map(|(part, of)| (format!("part-{part}"), of));
    let speed = std::iter::zip(light.speed, dark.speed).enumerate().map(|(fan, of)| (format!("speed-{fan}"), of));
    for (name, (light, dark)) in parts.chain(speed) {
        let line = format!("--{name}: light-dark({}, {});", hex(light), hex(dark));
        assert!(css.contains(&line), "{line} is not in the style sheet");
        assert!(css.contains(&format!(".key.{name} {{ --colour: var(--{name}); }}")), "no key is {name}");
    }
}

#[test]
fn without_months_there_is_nothing_to_draw() {
    for picture in [cost(Vec::new(), 100.0), seconds(Vec::new(), 5.0), parts(Vec::new()), breaches(0), totals(&[])] {
        assert_eq!((picture.frame(View::default(), (480.0, 232.0)), picture.places()), (None, 0));
        assert!(!picture.read_out(None).is_empty() && picture.read_out(Some(3)) == picture.read_out(None));
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
        svg(&cost(growing(3), 1.0).growing_from(&picture), (480, 232), 2.0, &Palette::DARK);
        for spacing in [Spacing::Linear, Spacing::Symlog] {
            prop_assert!(!seen(&picture, without(&picture, "eight").spaced(spacing)).contains("NaN"));
        }
    }

    #[test]
    fn any_time_is_drawn(numbers in prop::collection::vec(any::<f32>(), 0..40), target in any::<f64>()) {
        let picture = seconds(numbers.iter().map(|&number| bands(number)).collect(), target);
        prop_assert!(!svg(&picture, (480, 232), 1.0, &Palette::LIGHT).contains("NaN"));
    }

    #[test]
    fn any_total_is_drawn(dollars in prop::collection::vec(any::<f32>(), 0..40)) {
        let picture = totals(&dollars);
        prop_assert!(!svg(&picture, (480, 232), 1.0, &Palette::LIGHT).contains("NaN"));
        svg(&picture.growing_from(&totals(&[5.0, 900.0])), (480, 232), 1.0, &Palette::LIGHT);
    }

    #[test]
    fn any_chance_is_drawn(counts in prop::collection::vec((any::<u32>(), any::<u32>()), 0..40)) {
        let chance = |&(count, of): &(u32, u32)| [Chance::new(count, of); Limit::COUNT];
        let limits = Limit::ALL.to_vec();
        let breaches = Breaches { first: START, months: counts.iter().map(chance).collect(), limits };
        svg(&Picture::Breaches(breaches), (900, 140), 1.0, &Palette::LIGHT);
        let month = |&(a, b): &(u32, u32)| MonthSummary { rungs: vec![[a, b, 0, a]; 3], ..MonthSummary::default() };
        let run = run(counts.first().map_or(0, |(_, of)| *of), counts.iter().map(month).collect());
        let plans = vec!["A".to_owned(); 5];
        let ladders = [2, 9].map(|place| LadderNames { place, name: String::new(), plans: plans.clone() });
        svg(&Picture::Rungs(Rungs::new(&run, START, &ladders).unwrap()), (300, 140), 1.0, &Palette::LIGHT);
    }

    #[test]
    fn any_bill_is_drawn(bills in prop::collection::vec(prop::array::uniform6(any::<f64>()), 0..40)) {
        let picture = parts(bills);
        let drawing = svg(&picture, (480, 232), 1.0, &Palette::LIGHT);
        prop_assert!(!drawing.contains("NaN") && picture.words().ends_with('.'));
        prop_assert!(picture.numbers().rows.iter().all(|row| row.len() == PARTS + 1));
    }
}
