//! Where two alternatives change places, and why.

use super::super::comparison::names;
use super::super::number::{grouped, money, odds, percent};
use super::MOSTLY;
use crate::catalog::{Catalog, FactName};
use crate::program::in_use;
use crate::scenario::{Alternative, LadderAt, ValidScenario};
use crate::stats::{AtVolume, ByVolume, Compared, Crossing};

/// Most crossings that are told; the chart shows all.
const MOST: usize = 3;

/// Where bills cross in most futures, from the smallest volume on; and which two do not, where there are but two.
pub(super) fn sentences(by_volume: &ByVolume, scenario: &ValidScenario, catalog: &Catalog, unit: &str) -> Vec<String> {
    let names = names(scenario);
    let of_bills = by_volume.crossings.iter().filter(|it| it.by == Compared::Cost && it.is_likely());
    let mut crossings: Vec<&Crossing> = of_bills.collect();
    // Those between two that nobody would choose matter less.
    let wins =
        |place: usize| by_volume.race.iter().any(|shares| shares.get(place).is_some_and(|share| *share > MOSTLY));
    let matters = |it: &&Crossing| wins(it.below) || wins(it.above);
    if crossings.iter().any(matters) {
        crossings.retain(matters);
    }
    crossings.sort_by(|a, b| a.at.p50.total_cmp(&b.at.p50));
    if crossings.is_empty() {
        return never(by_volume, &names).into_iter().collect();
    }
    let words = Words { by_volume, scenario, catalog, unit };
    crossings.into_iter().take(MOST).map(|crossing| words.sentence(crossing)).collect()
}

/// Which of two alternatives costs less at every volume.
fn never(by_volume: &ByVolume, names: &[String]) -> Option<String> {
    let [first, second] = &by_volume.curves[..] else { return None };
    let less = |a: &[AtVolume], b: &[AtVolume]| std::iter::zip(a, b).all(|(a, b)| a.cost.p50 < b.cost.p50);
    let (cheap, dear) = match () {
        () if less(first, second) => (0, 1),
        () if less(second, first) => (1, 0),
        () => return None,
    };
    Some(format!("{} costs less than {} at every volume.", names[cheap], names[dear]))
}

struct Words<'a> {
    by_volume: &'a ByVolume,
    scenario: &'a ValidScenario,
    catalog: &'a Catalog,
    unit: &'a str,
}

impl Words<'_> {
    fn sentence(&self, crossing: &Crossing) -> String {
        let Crossing { below, above, chance, at, .. } = *crossing;
        let [low, volume, high] = [at.p10, at.p50, at.p90].map(|it| grouped(two_digits(it.into())));
        let spread = if low == high { String::new() } else { format!(" (8 of 10 of them: {low} to {high})") };
        format!(
            "Above about {volume} {} {} costs less than {}: they change places there {}{spread}. {}.{}",
            self.unit,
            Alternative::letter(above),
            Alternative::letter(below),
            odds(chance),
            self.reason(below, above, at.p50.into()),
            self.turned_away(above).unwrap_or_default()
        )
    }

    /// What both cost at the smallest volume, and what more uses cost around another.
    fn reason(&self, below: usize, above: usize, volume: f64) -> String {
        let [below, above] = [below, above].map(|place| (Alternative::letter(place), self.bill(place, volume)));
        let more = format!(
            "1,000 more {} cost {} with {} and {} with {}",
            if self.counts_users() { "users" } else { "uses" },
            money(below.1.more),
            below.0,
            money(above.1.more),
            above.0
        );
        if above.1.least <= below.1.least {
            return more;
        }
        let idle = if above.1.is_card { ", whose card idles then" } else { "" };
        let with = |(letter, bill): &(char, Bill)| format!("{} with {letter}", money(bill.least));
        let smallest = self.by_volume.volumes.first().copied().unwrap_or_default();
        format!("At {} a month costs {} and {}{idle}; {more}", grouped(smallest), with(&below), with(&above))
    }

    /// What an alternative's bill is made of.
    fn bill(&self, place: usize, volume: f64) -> Bill {
        let (volumes, curve) = (&self.by_volume.volumes, &self.by_volume.curves[place]);
        let cost = |at: usize| curve.get(at).map_or(0.0, |it| f64::from(it.cost.p50));
        let slope = |from: usize, to: usize| (cost(to) - cost(from)) / (volumes[to] - volumes[from]).max(1.0);
        let last = volumes.len() - 1;
        let from = volumes.iter().rposition(|it| *it <= volume).unwrap_or(0).min(last.saturating_sub(1));
        Bill { least: cost(0), more: slope(from, last).max(0.0) * 1_000.0, is_card: self.is_card(place) }
    }

    /// Whether a feature whose uses are counted, or any of the app, is answered by a card that is always on.
    fn is_card(&self, place: usize) -> bool {
        let scenario = self.scenario.simulated(place);
        let catalog = super::super::catalog_of(&scenario, self.catalog);
        let counted = scenario.volumes.and_then(|volumes| volumes.feature);
        let features = (0..scenario.features.len()).filter(|feature| counted.is_none_or(|counted| counted == *feature));
        let mut plans = features.filter_map(|it| in_use(&scenario, &catalog, LadderAt::Feature(it)).ok()).flatten();
        let day = scenario.start.first_day();
        plans.any(|plan| plan.fact(FactName::CardsLeast, day).is_some_and(|cards| cards >= 1.0))
    }

    fn counts_users(&self) -> bool {
        self.scenario.volumes.is_none_or(|volumes| volumes.feature.is_none())
    }

    /// A cheap alternative may be cheap for turning users away.
    fn turned_away(&self, place: usize) -> Option<String> {
        let refused = self.by_volume.curves[place].last()?.refused.p50;
        let most = super::super::comparison::most_refused(self.scenario);
        let (letter, volume) = (Alternative::letter(place), grouped(*self.by_volume.volumes.last()?));
        (refused > most).then(|| format!(" At {volume} {letter} turns away {}.", percent(refused.into())))
    }
}

/// What an alternative's bill is made of.
struct Bill {
    /// At the smallest volume, dollars a month.
    least: f64,
    /// Dollars for 1,000 more.
    more: f64,
    is_card: bool,
}

/// A number to two digits: where bills cross is no more certain than that.
fn two_digits(number: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(number.max(1.0))) - 1.0).max(1.0);
    (number / unit).round() * unit
}
