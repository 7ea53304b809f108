//! The charts, drawn as SVG: what they say.
#![cfg(feature = "web")]
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod alternatives;
mod anything;
mod books;
mod drawn;
mod reading;

use drawn::*;
use headroom::chart::{Colour, PARTS, Palette, Picture};
use headroom::stats::Bands;

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
    for text in ["Model: per day", "Database: 5 GB", "Over budget", "2", "&gt;99", "2027", "Apr"] {
        assert!(texts(&drawing).contains(&text), "{text} is not in {:?}", texts(&drawing));
    }
    assert!(!texts(&drawing).contains(&"Model: per minute"), "it never turns anybody away");
    let table = picture.numbers();
    assert_eq!((table.columns.len(), table.rows.len()), (4, 24));
    assert_eq!(table.rows[1], ["Feb 2027", "2%", ">94%", "<6%"]);
    assert!(picture.words().contains("Database: 5 GB happens in at least half of the futures from Jan 2027"));
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
    let picture = parts(vec![[0.0; PARTS], bill(&THREE)]);
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
fn the_style_sheet_has_the_colours_of_the_charts() {
    let css = include_str!("../../static/style.css");
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
    let alternatives = std::iter::zip(light.alternatives, dark.alternatives);
    let alternatives = std::iter::zip(Palette::ALTERNATIVE_KEYS.map(str::to_owned), alternatives);
    for (name, (light, dark)) in parts.chain(speed).chain(alternatives) {
        let line = format!("--{name}: light-dark({}, {});", hex(light), hex(dark));
        assert!(css.contains(&line), "{line} is not in the style sheet");
        assert!(css.contains(&format!(".key.{name} {{ --colour: var(--{name}); }}")), "no key is {name}");
    }
}
