//! A comparison in sentences, with odds.

mod books;
mod cheapest;

use super::super::catalog_of;
use super::super::limits::limits;
use super::super::missing::missing;
use super::super::number::{count, grouped, money, odds, percent, seconds};
use super::super::verdict::months;
use super::{Side, in_a_row, most_refused, names, service};
use crate::catalog::Catalog;
use crate::scenario::{Alternative, ValidScenario};
use crate::stats::{Bands, Chance, Comparison, Measure, Standing, Summary};

/// What happens in this share of the futures is what mostly happens.
const MOSTLY: f64 = 0.5;

/// Slowest answers are apart from so many seconds on.
const FELT: f32 = 0.05;

/// What a comparison says: which alternative is the cheapest that keeps the targets, how each stands to the first, whom it turns
/// away, and when its first wall comes; before that how long the money lasts with each, where books are kept. Nothing where there is nothing to compare.
///
/// `summaries` has one for each alternative; `catalog` need not hold the plans of the founder's own.
#[must_use]
pub fn comparison_verdict(
    comparison: &Comparison,
    summaries: &[&Summary],
    scenario: &ValidScenario,
    catalog: &Catalog,
) -> Vec<String> {
    let sides = Side::all(comparison, summaries);
    let [first, others @ ..] = &sides[..] else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    let words = Words { sides: &sides, race: &comparison.race, scenario, catalog, names: names(scenario) };
    let mut sentences = words.missing();
    // First what matters most: how long the money lasts.
    sentences.extend(words.books(first, others));
    sentences.extend(words.cheapest());
    let is_cheap = |side: &&Side<'_>| Direction::of(side.standing(Measure::Cost)) == Direction::Worse;
    sentences.extend(words.turned_away(first).map(|away| {
        let cheap = if others.iter().all(|side| is_cheap(&side)) { " is the cheapest, but" } else { "" };
        format!("{}{cheap} {away}.", words.name(first))
    }));
    sentences.extend(others.iter().map(|side| words.beside(side, first)));
    sentences.push(words.first_walls());
    sentences
}

/// What an alternative mostly is, beside the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// Better in most futures.
    Better,
    /// Worse in most futures.
    Worse,
    /// The same in every future.
    Same,
    /// Now the one, now the other.
    Mixed,
}

impl Direction {
    fn of(standing: &Standing) -> Self {
        let is_most = |chance: Chance| f64::from(chance.count) > MOSTLY * f64::from(chance.of);
        match standing {
            Standing { better, .. } if is_most(*better) => Self::Better,
            Standing { worse, .. } if is_most(*worse) => Self::Worse,
            Standing { better, worse, .. } if better.count + worse.count == 0 => Self::Same,
            _ => Self::Mixed,
        }
    }
}

/// What an alternative does that costs or spends as much as another, less or more.
struct Verbs {
    same: &'static str,
    less: &'static str,
    more: &'static str,
}

const COSTS: Verbs = Verbs { same: "costs the same", less: "is cheaper", more: "is dearer" };
const SPENDS: Verbs = Verbs { same: "spends the same", less: "spends less", more: "spends more" };

/// Shares of what is turned away are apart from this difference on.
const SHOWN: f32 = 0.001;

struct Words<'a> {
    sides: &'a [Side<'a>],
    race: &'a [Vec<f64>],
    scenario: &'a ValidScenario,
    catalog: &'a Catalog,
    names: Vec<String>,
}

impl Words<'_> {
    fn name(&self, side: &Side<'_>) -> &str {
        self.names.get(side.place).map_or("?", String::as_str)
    }

    /// The span of the run: `24 months`.
    fn within(&self) -> String {
        months(self.scenario.months as usize)
    }

    /// What is kept: `at most $100 a month, 19 of 20 answers within 5 s and at most 1% turned away`.
    fn targets(&self) -> String {
        format!("at most ${} a month, {}", grouped(self.scenario.money.budget.middle()), service(self.scenario))
    }

    /// What may be turned away, percent.
    fn most_refused(&self) -> String {
        grouped(self.scenario.money.most_refused.middle())
    }

    /// What is missing in each alternative; what is missing in all is said once.
    fn missing(&self) -> Vec<String> {
        let of = |side: &Side<'_>| {
            let simulated = self.scenario.simulated(side.place);
            missing(&simulated, &catalog_of(&simulated, self.catalog))
        };
        let all: Vec<Vec<String>> = self.sides.iter().map(of).collect();
        let in_first = |sentence: &String| all.first().is_some_and(|first| first.contains(sentence));
        let others = all.iter().enumerate().skip(1).flat_map(|(place, sentences)| {
            let new = sentences.iter().filter(|sentence| !in_first(sentence));
            new.map(move |sentence| format!("With {}: {sentence}", Alternative::letter(place)))
        });
        all.first().into_iter().flatten().cloned().chain(others).collect()
    }

    /// How an alternative stands to the first.
    fn beside(&self, side: &Side<'_>, first: &Side<'_>) -> String {
        let letter = Alternative::letter(first.place);
        let cost = self.apart(side, Measure::Cost, &COSTS, letter);
        let name = self.name(side);
        let is_cheaper = Direction::of(side.standing(Measure::Cost)) == Direction::Better;
        let mut rest: Vec<String> = Vec::new();
        let away = self.turned_away(side);
        if away.is_none() {
            rest.extend(self.seldom_turned_away(side));
            rest.extend(refusals(side, first));
        }
        rest.extend(slowness(side, first));
        rest.extend(left(side, Measure::Cost, "income less bills").filter(|_| side.contender.books.is_none()));
        let rest = in_a_row_of_clauses(&rest);
        match (away, rest) {
            (Some(away), rest) => {
                let joint = if is_cheaper { ", but it" } else { "; it" };
                let than = percent(first.standing(Measure::Refused).bands.p50.into());
                let rest =
                    rest.map(|rest| format!(" {}.", super::super::number::capitalised(&rest))).unwrap_or_default();
                format!("{name} {cost}{joint} {away} ({letter}: {than}).{rest}")
            }
            (None, Some(rest)) => format!("{name} {cost}; {rest}."),
            (None, None) => format!("{name} {cost}."),
        }
    }

    /// What an alternative costs or spends beside the first, as what follows its name.
    fn apart(&self, side: &Side<'_>, measure: Measure, verbs: &Verbs, letter: char) -> String {
        let Verbs { same, less, more: dearer } = verbs;
        let standing = side.known(measure).copied().unwrap_or_default();
        let Standing { better, worse, more, .. } = &standing;
        let within = self.within();
        match Direction::of(&standing) {
            Direction::Same => format!("{same} as {letter} in every future"),
            Direction::Better => {
                let by = by(&more_of(more, -1.0), &within, ["more", "less"]);
                format!("{less} than {letter} {}, {by}", odds(*better))
            }
            Direction::Worse => {
                let by = by(&more_of(more, 1.0), &within, ["less", "more"]);
                format!("{dearer} than {letter} {}, {by}", odds(*worse))
            }
            Direction::Mixed => {
                let range = range(&more_of(more, 1.0), ["less", "more"]);
                let range =
                    if more.p10 == more.p90 { String::new() } else { format!(" (8 of 10: {range} over {within})") };
                match (better, worse) {
                    (_, Chance { count: 0, .. }) => {
                        format!("{less} than {letter} {} and {same} in the others{range}", odds(*better))
                    }
                    (Chance { count: 0, .. }, _) => {
                        format!("{dearer} than {letter} {} and {same} in the others{range}", odds(*worse))
                    }
                    _ => {
                        let other = dearer.trim_start_matches("is ").trim_start_matches("spends ");
                        format!("{less} than {letter} {} and {other} {}{range}", odds(*better), odds(*worse))
                    }
                }
            }
        }
    }

    /// What an alternative turns away, where that is more than may be: `turns away 6% of what users ask, above your 1%: about
    /// 60,000 visits and calls over 24 months`.
    fn turned_away(&self, side: &Side<'_>) -> Option<String> {
        side.refuses_too_much(self.scenario).then(|| {
            let share = percent(side.standing(Measure::Refused).bands.p50.into());
            let (most, within) = (self.most_refused(), self.within());
            let requests = count(self.requests_turned_away(side));
            format!(
                "turns away {share} of what users ask, above your {most}%: about {requests} visits and calls over {within}"
            )
        })
    }

    /// What an alternative turns away where that is more than may be, though not in most futures: it may be why it is cheaper there.
    fn seldom_turned_away(&self, side: &Side<'_>) -> Option<String> {
        let bands = side.standing(Measure::Refused).bands;
        let is_seldom = bands.p90 > most_refused(self.scenario) && !side.refuses_too_much(self.scenario);
        is_seldom.then(|| {
            format!("in 1 of 10 futures it turns away {} of what users ask or more", percent(bands.p90.into()))
        })
    }

    /// Visits and calls turned away in all months, mean over the futures.
    fn requests_turned_away(&self, side: &Side<'_>) -> f64 {
        let limits = limits(&self.scenario.simulated(side.place), self.catalog);
        // Of the budget, and of limits past which something else happens, it is no number of requests.
        let turns_away: Vec<bool> = limits.iter().map(|it| it.account.is_some() && it.instead.is_none()).collect();
        let months = side.summary.months.iter().flat_map(|month| month.limits.iter().zip(&turns_away));
        months.filter(|(_, turns_away)| **turns_away).map(|(limit, _)| limit.refused).sum()
    }

    /// When each meets its first wall; those that meet it alike are named together.
    fn first_walls(&self) -> String {
        let within = self.within();
        let when = |side: &Side<'_>| {
            let wall = &side.summary.first_wall;
            match wall.month.p50 {
                Some(month) => format!("by month {month} in half of the futures"),
                None => format!("{} within {within}", odds(wall.ever)),
            }
        };
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for side in self.sides {
            let (when, letter) = (when(side), Alternative::letter(side.place).to_string());
            match groups.iter_mut().find(|(other, _)| *other == when) {
                Some((_, letters)) => letters.push(letter),
                None => groups.push((when, vec![letter])),
            }
        }
        let parts = groups.iter().map(|(when, letters)| {
            let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
            format!("{} {when}", in_a_row(&letters))
        });
        format!("First wall if you stay on the first plans: {}.", parts.collect::<Vec<_>>().join("; "))
    }
}

/// Low end, middle and high end of a difference, in the direction in which it is told.
fn more_of(more: &Bands, sign: f32) -> [f32; 3] {
    let ends = [more.p10, more.p50, more.p90].map(|number| number * sign);
    if sign < 0.0 { [ends[2], ends[1], ends[0]] } else { ends }
}

/// By how much something differs: `by $1,240 over 24 months (8 of 10: $300 to $2,900)`.
fn by(difference: &[f32; 3], within: &str, words: [&str; 2]) -> String {
    let [low, middle, high] = difference.map(|dollars| money(dollars.abs().into()));
    if difference[0] >= 0.0 && low == high {
        format!("by {middle} over {within} in at least 8 of 10 futures")
    } else {
        format!("by {middle} over {within} (8 of 10: {})", range(difference, words))
    }
}

/// The range of a difference: amounts alone where all are on one side, else `from $300 less to $200 more`.
fn range([low, _, high]: &[f32; 3], [below, above]: [&str; 2]) -> String {
    let amount = |dollars: f32| money(dollars.abs().into());
    match (*low >= 0.0, *high <= 0.0) {
        (true, false) => format!("{} to {}", amount(*low), amount(*high)),
        (_, true) => format!("{} to {} {below}", amount(*high), amount(*low)),
        (false, false) => format!("from {} {below} to {} {above}", amount(*low), amount(*high)),
    }
}

/// Whether it turns away less or more, where that shows.
fn refusals(side: &Side<'_>, first: &Side<'_>) -> Option<String> {
    let [mine, theirs] = [side, first].map(|it| it.standing(Measure::Refused).bands.p50);
    let [here, there] = [mine, theirs].map(|share| percent(share.into()));
    let word = if mine < theirs { "less" } else { "more" };
    ((mine - theirs).abs() >= SHOWN && here != there).then(|| format!("it turns away {word} ({here} against {there})"))
}

/// Whether its slowest answers come sooner or later, where that is felt.
fn slowness(side: &Side<'_>, first: &Side<'_>) -> Option<String> {
    let longer = side.standing(Measure::Slowest).more.p50;
    let time = seconds(longer.abs().into());
    let how = if longer > 0.0 { format!("take {time} longer") } else { format!("come {time} sooner") };
    (side.answers() && first.answers() && longer.abs() >= FELT).then(|| format!("its slowest answers {how}"))
}

/// What is left of the income, where that tells another story than what is spent does; `what` is left.
fn left(side: &Side<'_>, spent: Measure, what: &str) -> Option<String> {
    let (spent, left) = (side.known(spent)?, side.standing(Measure::Left));
    let amount = money(left.more.p50.abs().into());
    match (Direction::of(spent), Direction::of(left)) {
        (Direction::Better | Direction::Same, Direction::Worse) => {
            Some(format!("{what} is lower {}, by {amount}", odds(left.worse)))
        }
        (Direction::Worse | Direction::Same, Direction::Better) => {
            Some(format!("{what} is higher {}, by {amount}", odds(left.better)))
        }
        _ => None,
    }
}

/// Clauses in a row: `it .., and its ..`.
fn in_a_row_of_clauses(clauses: &[String]) -> Option<String> {
    match clauses {
        [] => None,
        [one] => Some(one.clone()),
        [others @ .., last] => Some(format!("{}, and {last}", others.join(", "))),
    }
}

#[cfg(test)]
mod tests;
