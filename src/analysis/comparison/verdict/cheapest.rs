//! Which alternative is the cheapest of those that keep the targets.

use super::super::super::number::odds;
use super::super::race::counted;
use super::super::{MONTH, Side, in_a_row, most_refused};
use super::{MOSTLY, Words};
use crate::scenario::{Alternative, ValidScenario};
use crate::stats::Measure;

/// A target that may be missed.
struct Miss {
    /// Whether half of the futures miss it.
    is: fn(&Side<'_>, &ValidScenario) -> bool,
    /// What an alternative does that misses it.
    one: &'static str,
    /// What several do.
    many: &'static str,
}

const MISSES: [Miss; 3] = [
    Miss {
        is: |side, _| side.summary.over_budget.share() >= MOSTLY,
        one: "passes the budget",
        many: "pass the budget",
    },
    Miss {
        is: |side, scenario| side.standing(Measure::Slowest).bands.p50 > scenario.money.target.middle() as f32,
        one: "is too slow",
        many: "are too slow",
    },
    Miss {
        is: |side, scenario| side.summary.months.iter().any(|month| month.refused_share.p50 > most_refused(scenario)),
        one: "turns away too much",
        many: "turn away too much",
    },
];

impl Words<'_> {
    /// Which is the cheapest of those that keep the targets in every month, and in how many futures.
    pub(super) fn cheapest(&self) -> Vec<String> {
        let keepers: Vec<&Side<'_>> = self.sides.iter().filter(|side| side.contender.keeps.share() >= MOSTLY).collect();
        let targets = self.targets();
        let sentence = match &keepers[..] {
            [] => return self.nobody(),
            [only] => {
                let (name, odds) = (self.name(only), odds(only.contender.keeps));
                format!("Only {name} keeps your targets in every month in most futures, {odds}: {targets}.")
            }
            _ => {
                let leaders = lowest(&keepers, |side| -(side.contender.wins.count as f32));
                let (names, be) = (self.names_of(&leaders), be(&leaders));
                let odds = leaders.first().map(|side| odds(side.contender.wins)).unwrap_or_default();
                format!("{names} {be} the cheapest of those that keep your targets in every month, {odds}: {targets}.")
            }
        };
        vec![sentence]
    }

    fn names_of(&self, sides: &[&Side<'_>]) -> String {
        in_a_row(&sides.iter().map(|side| self.name(side)).collect::<Vec<_>>())
    }

    /// Where none keeps the targets in every month: why, which serves at the lowest cost, and which keeps them at least in month 12.
    fn nobody(&self) -> Vec<String> {
        let none = format!("None keeps your targets in every month in most futures: {}.", self.targets());
        [none].into_iter().chain(self.why()).chain(self.cheapest_that_serves()).chain(self.in_month()).collect()
    }

    /// Which targets are missed in a month in half of the futures: `In at least one month, in most futures, A and B pass the budget`.
    fn why(&self) -> Option<String> {
        let parts = MISSES.iter().filter_map(|miss| {
            let who: Vec<&Side<'_>> = self.sides.iter().filter(|side| (miss.is)(side, self.scenario)).collect();
            let letters: Vec<String> = who.iter().map(|side| Alternative::letter(side.place).to_string()).collect();
            let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
            let does = if who.len() == 1 { miss.one } else { miss.many };
            (!who.is_empty()).then(|| format!("{} {does}", in_a_row(&letters)))
        });
        let parts = parts.collect::<Vec<_>>().join("; ");
        (!parts.is_empty()).then(|| format!("In at least one month, in most futures, {parts}."))
    }

    /// The cheapest of those that turn away no more than may be turned away.
    fn cheapest_that_serves(&self) -> Option<String> {
        let serving: Vec<&Side<'_>> = self.sides.iter().filter(|side| !side.refuses_too_much(self.scenario)).collect();
        let leaders = lowest(&serving, |side| -(side.standing(Measure::Cost).best.count as f32));
        let (names, be) = (self.names_of(&leaders), be(&leaders));
        let odds = odds(leaders.first()?.standing(Measure::Cost).best);
        let most = self.most_refused();
        Some(match serving.len() {
            1 => format!("Only {names} turns away at most {most}% of what users ask over all months, in most futures."),
            _ => {
                format!(
                    "{names} {be} the cheapest of those that turn away at most {most}% of what users ask over all months, {odds}."
                )
            }
        })
    }

    /// The cheapest that keeps the targets in the month that is compared.
    fn in_month(&self) -> Option<String> {
        let index = self.race.len().min(MONTH).checked_sub(1)?;
        let month = format!("month {} ({})", index + 1, self.scenario.start.plus(index).name());
        let of = self.sides.first().map_or(0, |side| side.contender.keeps.of);
        let shares = self.race.get(index)?;
        let wins = |side: &Side<'_>| counted(shares.get(side.place).copied().unwrap_or_default(), of);
        let best = self.sides.iter().max_by_key(|side| (wins(side).count, std::cmp::Reverse(side.place)))?;
        let odds = odds(wins(best));
        Some(if wins(best).count == 0 {
            format!("Not even in {month} alone does any of them keep them.")
        } else {
            format!("In {month} alone {} is the cheapest that keeps them, {odds}.", self.name(best))
        })
    }
}

/// Those with the lowest number.
fn lowest<'a>(sides: &[&'a Side<'a>], number: impl Fn(&Side<'_>) -> f32) -> Vec<&'a Side<'a>> {
    let least = sides.iter().map(|side| number(side)).fold(f32::INFINITY, f32::min);
    sides.iter().copied().filter(|side| number(side) <= least).collect()
}

const fn be(sides: &[&Side<'_>]) -> &'static str {
    if sides.len() == 1 { "is" } else { "are" }
}
