//! No size and no data whatever stops a chart.

use headroom::chart::{Breaches, LadderNames, Odds, PARTS, Palette, Picture, Rungs, Spacing, View};
use headroom::stats::{Bands, Chance, LimitMonth, MonthSummary};
use proptest::prelude::*;

use crate::books::{pictures, two_months};
use crate::drawn::*;

#[test]
fn every_chart_is_drawn_at_every_size() {
    let bill = parts(vec![bill(&SEVERAL); 60]);
    let plans = rungs(&[3; 60]).unwrap();
    let costs = [cost(growing(24), 100.0), cost(growing(60), 1.0), cost(growing(1), 1e9)];
    let total = totals(&[1.0, 5.0, 5.0, 9.0]);
    let alone = [seconds(growing(9), 5.0), bill, plans, breaches(1), breaches(60), total];
    let books = [1, 60].into_iter().flat_map(|months| {
        let month = two_months().into_iter().cycle().take(months).collect();
        pictures(month, &["Engineer", "", "Laptop"])
    });
    let several = [1, 6].into_iter().flat_map(of_alternatives);
    for picture in costs.into_iter().chain(alone).chain(books).chain(several) {
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

/// The charts of so many alternatives over a month, over several, and over the most.
fn of_alternatives(alternatives: usize) -> Vec<Picture> {
    let of = |months: usize| {
        [
            overlay(&vec![growing(months); alternatives], 100.0),
            overlay(&vec![vec![Bands::default(); months]; alternatives], 0.0),
            difference(&growing(months)),
            difference(&vec![Bands::default(); months]),
            race(alternatives, vec![vec![1.0 / alternatives as f64; alternatives]; months]),
            race(alternatives, vec![vec![0.0; alternatives]; months]),
            odds(&vec![vec![9; months]; alternatives]),
        ]
    };
    [1, 9, 60].into_iter().flat_map(of).collect()
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
fn without_months_there_is_nothing_to_draw() {
    for picture in [
        cost(Vec::new(), 100.0),
        cost(Vec::new(), 0.0),
        seconds(Vec::new(), 5.0),
        parts(Vec::new()),
        breaches(0),
        totals(&[]),
        overlay(&[], 100.0),
        overlay(&[Vec::new(), Vec::new()], 100.0),
        difference(&[]),
        race(2, Vec::new()),
        odds(&[Vec::new()]),
    ] {
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
    fn any_alternatives_are_drawn(
        runs in prop::collection::vec(prop::collection::vec(any::<f32>(), 0..40), 0..9),
        shares in prop::collection::vec(prop::collection::vec(any::<f64>(), 0..9), 0..40),
        budget in any::<f64>(),
    ) {
        let months = |run: &Vec<f32>| run.iter().map(|&number| Bands { p10: -number, ..bands(number) }).collect();
        let runs: Vec<Vec<Bands>> = runs.iter().map(months).collect();
        let lines = overlay(&runs, budget);
        let pictures =
            [lines.clone(), difference(runs.first().map_or(&[], |run| &run[..])), race(runs.len(), shares)];
        for picture in pictures {
            let drawing = svg(&picture, (480, 232), 1.0, &Palette::LIGHT);
            prop_assert!(!drawing.contains("NaN") && picture.words().ends_with('.'));
            prop_assert!(picture.numbers().rows.iter().all(|row| row.len() == picture.numbers().columns.len()));
            for place in 0..picture.places() {
                prop_assert!(!picture.read_out(Some(place)).is_empty());
            }
        }
        for spacing in [Spacing::Linear, Spacing::Symlog] {
            prop_assert!(!seen(&lines, View::default().toggled(0).spaced(spacing)).contains("NaN"));
        }
        svg(&overlay(&[growing(3)], 1.0).growing_from(&lines), (480, 232), 2.0, &Palette::DARK);
    }

    #[test]
    fn any_total_is_drawn(dollars in prop::collection::vec(any::<f32>(), 0..40)) {
        let picture = totals(&dollars);
        prop_assert!(!svg(&picture, (480, 232), 1.0, &Palette::LIGHT).contains("NaN"));
        svg(&picture.growing_from(&totals(&[5.0, 900.0])), (480, 232), 1.0, &Palette::LIGHT);
    }

    #[test]
    fn any_chance_is_drawn(counts in prop::collection::vec((any::<u32>(), any::<u32>()), 0..40)) {
        // Some months know nothing of the last limits.
        let limits_of = |&(count, of): &(u32, u32)| {
            let limit = LimitMonth { met: Chance::new(count, of), ..LimitMonth::default() };
            MonthSummary { limits: vec![limit; count as usize % 5], ..MonthSummary::default() }
        };
        let breaches = Breaches::new(&run(64, counts.iter().map(limits_of).collect()), START, &limits());
        svg(&Picture::Breaches(breaches), (900, 140), 1.0, &Palette::LIGHT);
        let month = |&(a, b): &(u32, u32)| MonthSummary { rungs: vec![[a, b, 0, a, 0, 0, 0, 0]; 3], ..MonthSummary::default() };
        let run = run(counts.first().map_or(0, |(_, of)| *of), counts.iter().map(month).collect());
        let plans = vec!["A".to_owned(); 5];
        let ladders = [2, 9].map(|place| LadderNames { place, name: String::new(), plans: plans.clone() });
        svg(&Picture::Rungs(Rungs::new(&run, START, &ladders).unwrap()), (300, 140), 1.0, &Palette::LIGHT);
        let (words, several) = (limits(), [(&run, &ladders[..]); 6]);
        svg(&Picture::Rungs(Rungs::of_alternatives(&several, START).unwrap()), (300, 400), 1.0, &Palette::LIGHT);
        let odds = Odds::refused(&[(&run, &words[..]); 6], &alternative_names(), START);
        svg(&Picture::Odds(odds), (300, 140), 1.0, &Palette::LIGHT);
    }

    #[test]
    fn any_bill_is_drawn(bills in prop::collection::vec(prop::array::uniform::<_, PARTS>(any::<f64>()), 0..40)) {
        let picture = parts(bills);
        let drawing = svg(&picture, (480, 232), 1.0, &Palette::LIGHT);
        prop_assert!(!drawing.contains("NaN") && picture.words().ends_with('.'));
        prop_assert!(picture.numbers().rows.iter().all(|row| row.len() == PARTS + 1));
    }
}
