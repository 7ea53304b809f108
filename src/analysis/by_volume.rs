//! Alternatives against volume, in words: which is the cheapest from where on, and why.

mod crossing;
mod file;
mod table;

pub use file::{volume_csv, volume_json};
pub use table::at_volume;

use super::comparison::{in_a_row, names};
use super::number::{count, grouped};
use crate::catalog::Catalog;
use crate::scenario::{Alternative, ValidScenario, uses_a_month};
use crate::stats::ByVolume;

/// What happens in this share of the futures is what mostly happens.
const MOSTLY: f64 = 0.5;

/// What is counted: `monthly users`, `uses a month`, or `uses of Chat a month` where there are several features.
#[must_use]
pub fn volume_unit(scenario: &ValidScenario) -> String {
    match scenario.volumes.and_then(|volumes| volumes.feature) {
        None => "monthly users".to_owned(),
        Some(_) if scenario.features.len() == 1 => "uses a month".to_owned(),
        Some(feature) => format!("uses of {} a month", scenario.feature_name(feature)),
    }
}

/// How much the scenario itself asks for when it begins, in what its volumes count; `None` where it asks for no volumes.
#[must_use]
pub fn first_volume(scenario: &ValidScenario) -> Option<f64> {
    let volumes = scenario.volumes?;
    let days = f64::from(scenario.start.last_day().day);
    Some(match volumes.feature {
        None => scenario.growth.users.middle(),
        Some(feature) => uses_a_month(scenario, feature, days),
    })
}

/// What volumes say: which alternative is the cheapest that keeps the targets from which volume on, and where bills cross, with
/// the reason. Of a scenario without alternatives, up to which volume it keeps the targets.
#[must_use]
pub fn volume_verdict(by_volume: &ByVolume, scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let unit = volume_unit(scenario);
    let [Some(low), Some(high)] = [by_volume.volumes.first(), by_volume.volumes.last()] else {
        let volumes = scenario.volumes.unwrap_or_default();
        return vec![format!(
            "No number of users comes to between {} and {} {unit}: choose other volumes, or say how often users come and what they use.",
            grouped(volumes.from),
            grouped(volumes.to)
        )];
    };
    let mut sentences = winners(by_volume, scenario, &unit);
    if by_volume.curves.len() > 1 {
        sentences.extend(crossing::sentences(by_volume, scenario, catalog, &unit));
    }
    let begins = first_volume(scenario).map(|volume| format!(" The scenario itself begins at {}.", count(volume)));
    sentences.push(format!(
        "Looked at from {} to {} {unit}, each volume for itself: a month that has as many users as the two before it.{}",
        grouped(*low),
        grouped(*high),
        begins.unwrap_or_default()
    ));
    sentences
}

/// Some volumes in a row where the same is best: the alternative by its place, none that keeps the targets, or now one and now another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Best {
    Alternative(usize),
    Nobody,
    /// Several at the same cost, a bit each.
    Alike(u8),
    Open,
}

/// Who is the cheapest that keeps the targets, from which volume on to which.
fn winners(by_volume: &ByVolume, scenario: &ValidScenario, unit: &str) -> Vec<String> {
    let mut runs: Vec<(Best, usize, usize)> = Vec::new();
    for (place, shares) in by_volume.race.iter().enumerate() {
        let none = 1.0 - shares.iter().sum::<f64>();
        let most = shares.iter().copied().fold(0.0, f64::max);
        let alike = (0..shares.len()).filter(|place| shares[*place] > 0.0);
        let is_alike =
            shares.iter().all(|share| *share == 0.0 || (most - share).abs() < 1e-9) && most > 0.0 && none < 1e-9;
        let best = match shares.iter().position(|share| *share > MOSTLY) {
            Some(alternative) => Best::Alternative(alternative),
            None if none > MOSTLY => Best::Nobody,
            None if is_alike => Best::Alike(alike.fold(0, |bits, place| bits | 1 << place)),
            None => Best::Open,
        };
        match runs.last_mut() {
            Some((last, _, to)) if *last == best => *to = place,
            _ => runs.push((best, place, place)),
        }
    }
    let names = names(scenario);
    let several = by_volume.curves.len() > 1;
    let last = by_volume.volumes.len() - 1;
    let volume = |place: usize| grouped(by_volume.volumes[place]);
    let words = runs.iter().map(|&(best, from, to)| {
        let who = match best {
            Best::Alternative(place) if several => names[place].clone(),
            Best::Alternative(_) => "it keeps them".to_owned(),
            Best::Alike(bits) => {
                let letters = (0..names.len()).filter(|place| bits & (1 << place) != 0).map(Alternative::letter);
                let letters: Vec<String> = letters.map(String::from).collect();
                format!("{} alike", in_a_row(&letters.iter().map(String::as_str).collect::<Vec<_>>()))
            }
            Best::Nobody => if several { "none keeps them" } else { "it does not" }.to_owned(),
            Best::Open => if several { "now one and now another" } else { "it does in some futures" }.to_owned(),
        };
        match (from, to) {
            (0, to) if to == last => format!("{who} at every volume"),
            (0, to) => format!("{who} up to {}", volume(to)),
            (from, to) if to == last => format!("{who} from {} on", volume(from)),
            (from, to) if from == to => format!("{who} at {}", volume(from)),
            (from, to) => format!("{who} from {} to {}", volume(from), volume(to)),
        }
    });
    let targets = super::comparison::service(scenario);
    let what = if several { "Cheapest that keeps" } else { "Does it keep" };
    let question = if several { "" } else { "?" };
    vec![format!("{what} the targets ({targets}){question}, by {unit}: {}.", words.collect::<Vec<_>>().join("; "))]
}

#[cfg(test)]
mod tests;
