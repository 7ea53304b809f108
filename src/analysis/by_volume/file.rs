//! Alternatives against volume for programs and spreadsheets.

use serde::Serialize;

use super::super::comparison::{QUANTILES, given, names, quoted};
use super::volume_verdict;
use crate::catalog::Catalog;
use crate::scenario::{Alternative, Scenario, ValidScenario};
use crate::stats::{AtVolume, Bands, ByVolume};

/// A number with its spread, in a column for each quantile.
type Spread = (&'static str, fn(&AtVolume) -> Bands);

const SPREADS: [Spread; 4] = [
    ("cost_usd", |at| at.cost),
    ("usd_per_1000_uses", |at| at.each),
    ("slowest_answers_s", |at| at.answer),
    ("refused_share", |at| at.refused),
];

/// One table, comma-separated with a line of names: a row for each volume and alternative.
#[must_use]
pub fn volume_csv(by_volume: &ByVolume, scenario: &ValidScenario) -> String {
    let spreads = SPREADS.iter().flat_map(|(key, _)| QUANTILES.map(|quantile| format!("{key}_{}", quantile.key)));
    let numbers = ["share_within_targets", "share_cheapest_within_targets"].map(str::to_owned);
    let heading = ["volume", "alternative", "name"].map(str::to_owned).into_iter().chain(spreads).chain(numbers);
    let line = |(place, alternative, at): (usize, usize, &AtVolume)| {
        let spreads = SPREADS.iter().flat_map(|(_, of)| QUANTILES.map(|quantile| (quantile.of)(&of(at))));
        let wins = by_volume.race.get(place).and_then(|shares| shares.get(alternative)).copied().unwrap_or_default();
        // The seven digits that the simulation carries.
        let numbers = spreads.chain([at.keeps.share() as f32, wins as f32]).map(|number| number.to_string());
        let volume = by_volume.volumes[place].to_string();
        let letter = Alternative::letter(alternative).to_string();
        [volume, letter, quoted(given(scenario, alternative))].into_iter().chain(numbers).collect::<Vec<_>>().join(",")
    };
    let alternatives = || by_volume.curves.iter().enumerate();
    let rows = (0..by_volume.volumes.len()).flat_map(|place| {
        alternatives().filter_map(move |(alternative, curve)| Some((place, alternative, curve.get(place)?)))
    });
    let lines = std::iter::once(heading.collect::<Vec<_>>().join(",")).chain(rows.map(line));
    lines.map(|line| line + "\n").collect()
}

/// The same as JSON: the scenario, what its alternatives are called, the verdict, and all numbers.
#[must_use]
pub fn volume_json(by_volume: &ByVolume, scenario: &ValidScenario, catalog: &Catalog) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        scenario: &'a Scenario,
        names: Vec<String>,
        verdict: Vec<String>,
        by_volume: &'a ByVolume,
    }
    let verdict = volume_verdict(by_volume, scenario, catalog);
    let file = File { scenario, names: names(scenario), verdict, by_volume };
    // Writing to memory fails only for map keys that are not strings, and there are no maps.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}
