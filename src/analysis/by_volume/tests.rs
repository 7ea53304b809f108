use super::*;
use crate::scenario::{PRESETS, Scenario};
use crate::stats::{AtVolume, Bands, Chance, Compared, Crossing};

const FUTURES: u32 = 100;

/// The preset that compares an API, a card by the second and a card of one's own, from 10,000 to 1,000,000 uses a month.
fn scenario() -> ValidScenario {
    let mut scenario: Scenario =
        PRESETS.iter().find(|preset| preset.id == "api-or-gpu").unwrap().scenario().unwrap().into_inner();
    scenario.alternatives.remove(1);
    scenario.volumes = Some(crate::scenario::Volumes { feature: Some(0), from: 1e5, to: 1e6 });
    scenario.validate().unwrap()
}

fn exact(number: f32) -> Bands {
    Bands::of(&mut [number; 4])
}

/// A at a tenth of a cent, B at $250 a month and slower; at a million uses both are too slow in most futures.
fn by_volume() -> ByVolume {
    let volumes = vec![1e5, 2e5, 5e5, 1e6];
    let keeps = |place: usize| Chance::new(if place < 3 { FUTURES } else { 20 }, FUTURES);
    let curve = |cost: fn(f64) -> f64, seconds: f32| -> Vec<AtVolume> {
        let at = |(place, volume): (usize, &f64)| AtVolume {
            cost: exact(cost(*volume) as f32),
            each: exact((cost(*volume) / volume * 1_000.0) as f32),
            answer: exact(seconds),
            refused: exact(0.0),
            keeps: keeps(place),
        };
        volumes.iter().enumerate().map(at).collect()
    };
    let at = Bands { p10: 240_000.0, p50: 250_000.0, p90: 260_000.0, ..Bands::default() };
    ByVolume {
        futures: FUTURES,
        curves: vec![curve(|volume| volume / 1_000.0, 2.0), curve(|_| 250.0, 4.0)],
        race: vec![vec![1.0, 0.0], vec![0.9, 0.1], vec![0.0, 1.0], vec![0.0, 0.2]],
        crossings: vec![Crossing { by: Compared::Cost, below: 0, above: 1, chance: Chance::new(80, FUTURES), at }],
        volumes,
    }
}

fn verdict(by_volume: &ByVolume) -> Vec<String> {
    volume_verdict(by_volume, &scenario(), &Catalog::builtin().unwrap())
}

#[test]
fn sentences_say_who_wins_where_bills_cross_and_why() {
    assert_eq!(
        verdict(&by_volume()),
        [
            "Cheapest that keeps the targets (19 of 20 answers within 5 s and at most 1% turned away), by uses a month: \
             A (API: Gemini 3.5 Flash-Lite) up to 200,000; B (Own T4 at Google) at 500,000; none keeps them from 1,000,000 on.",
            "Above about 250,000 uses a month B costs less than A: they change places there in 80 of 100 futures (8 of 10 of them: \
             240,000 to 260,000). At 100,000 a month costs $100 with A and $250 with B, whose card idles then; 1,000 more uses cost \
             $1.00 with A and $0 with B.",
            "Looked at from 100,000 to 1,000,000 uses a month, each volume for itself: a month that has as many users as the two \
             before it. The scenario itself begins at 102,300.",
        ]
    );
}

#[test]
fn a_cheap_one_that_turns_users_away_is_told_of() {
    let mut by_volume = by_volume();
    by_volume.curves[1][3].refused = exact(0.3);
    assert!(verdict(&by_volume)[1].ends_with("with B. At 1,000,000 B turns away 30%."), "{:?}", verdict(&by_volume));
}

#[test]
fn bills_that_never_cross_are_told_of() {
    let mut by_volume = by_volume();
    by_volume.crossings.clear();
    by_volume.curves[1].iter_mut().for_each(|at| at.cost = exact(2_000.0));
    assert!(verdict(&by_volume)[1].ends_with(" costs less than B (Own T4 at Google) at every volume."));
    by_volume.volumes.clear();
    assert_eq!(
        verdict(&by_volume),
        [
            "No number of users comes to between 100,000 and 1,000,000 uses a month: choose other volumes, or say how often users come \
             and what they use."
        ]
    );
}

#[test]
fn a_volume_is_a_table() {
    let table = at_volume(&by_volume(), &scenario(), 2);
    assert_eq!(table.rows[0], ["A (API: Gemini 3.5 Flash-Lite)", "$500", "$1.00", "2.0 s", "0%", ">96%", "<4%"]);
    assert_eq!(table.rows[1][1..], ["$250", "$0.50", "4.0 s", "0%", ">96%", ">96%"]);
    assert_eq!((table.columns.len(), table.terms.len()), (7, 7));
    assert!(at_volume(&by_volume(), &scenario(), 9).rows.is_empty());
}

#[test]
fn files_hold_every_volume() {
    let csv = volume_csv(&by_volume(), &scenario());
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 1 + 4 * 2);
    assert_eq!(lines[0].split(',').count(), 3 + 4 * 3 + 2);
    assert_eq!(lines[6], "500000,B,Own T4 at Google,250,250,250,0.5,0.5,0.5,4,4,4,0,0,0,1,1");
    let json = volume_json(&by_volume(), &scenario(), &Catalog::builtin().unwrap());
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["by_volume"]["crossings"][0]["above"], 1);
    assert_eq!(value["names"][1], "B (Own T4 at Google)");
}
