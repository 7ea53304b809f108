//! Alternatives at one volume, as a table.

use super::super::comparison::{names, service};
use super::super::number::{chance, money, percent, seconds, spread};
use super::super::table::Table;
use crate::scenario::ValidScenario;
use crate::stats::{ByVolume, Chance};

/// What each alternative comes to at a volume, by its place among the volumes.
#[must_use]
pub fn at_volume(by_volume: &ByVolume, scenario: &ValidScenario, place: usize) -> Table {
    let targets = service(scenario);
    let columns: [(&str, String); 7] = [
        ("Alternative", "The alternative by its letter and name".to_owned()),
        ("Cost a month", "Bill of the month: median over the futures, and the range in which 8 of 10 lie".to_owned()),
        ("1,000 uses", "The bill by the uses of all features, for 1,000 of them: median".to_owned()),
        (
            "Slowest answers",
            "p95 of the time to the full answer: median over the futures, and the range in which 8 of 10 lie"
                .to_owned(),
        ),
        ("Turned away", "Share of visits and calls that is refused: median".to_owned()),
        ("Keeps targets", format!("Share of futures with {targets}")),
        ("Cheapest", "Share of futures in which it keeps them and has the lowest bill of those that do".to_owned()),
    ];
    let (columns, terms) = columns.map(|(heading, term)| (heading.to_owned(), term)).into_iter().unzip();
    let rows =
        names(scenario).into_iter().zip(&by_volume.curves).enumerate().filter_map(|(alternative, (name, curve))| {
            let at = curve.get(place)?;
            let wins = by_volume.race.get(place)?.get(alternative).copied().unwrap_or_default();
            let wins = Chance::new((wins * f64::from(by_volume.futures)).round() as u32, by_volume.futures);
            let is_answered = at.answer.p50 > 0.0;
            Some(vec![
                name,
                spread(&at.cost, money),
                money(at.each.p50.into()),
                if is_answered { spread(&at.answer, seconds) } else { "nobody is answered".to_owned() },
                percent(at.refused.p50.into()),
                chance(at.keeps),
                chance(wins),
            ])
        });
    let rows: Vec<_> = rows.collect();
    Table { columns, terms, topics: vec![None; 7], rows }
}
