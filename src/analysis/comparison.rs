//! Alternatives beside each other: what they come to on the same futures, in words, as tables and as files.

mod file;
mod race;
#[cfg(test)]
mod sample;
mod table;
mod verdict;

pub(super) use file::{QUANTILES, quoted};
pub use file::{comparison_csv, comparison_json};
pub use race::race_table;
pub use table::{ComparisonCell, ComparisonColumn, ComparisonRow, ComparisonTable, Rank, comparison_table};
pub use verdict::comparison_verdict;

use super::number::grouped;
use crate::scenario::{Alternative, ValidScenario};
use crate::stats::{Comparison, Contender, Measure, PairedCash, Standing, Summary};

/// The month whose cost is compared, counted from 1; a shorter run's last.
const MONTH: usize = 12;

/// What each alternative is called: by its letter, `A`, and its name, if it has one: `B (Groq first)`.
#[must_use]
pub fn names(scenario: &ValidScenario) -> Vec<String> {
    let name = |place: usize| match given(scenario, place) {
        "" => Alternative::letter(place).to_string(),
        given => format!("{} ({given})", Alternative::letter(place)),
    };
    (0..scenario.runs()).map(name).collect()
}

/// The name that an alternative was given, if any.
pub(super) fn given(scenario: &ValidScenario, place: usize) -> &str {
    scenario.alternatives.get(place).map_or("", |alternative| alternative.name.trim())
}

/// Some names in a row: `A, B and C`.
pub(super) fn in_a_row(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

/// An alternative, by its place among the others.
#[derive(Clone, Copy)]
struct Side<'a> {
    place: usize,
    contender: &'a Contender,
    summary: &'a Summary,
}

impl<'a> Side<'a> {
    fn all(comparison: &'a Comparison, summaries: &[&'a Summary]) -> Vec<Self> {
        let both = comparison.contenders.iter().zip(summaries).enumerate();
        both.map(|(place, (contender, summary))| Self { place, contender, summary }).collect()
    }

    const fn standing(&self, measure: Measure) -> &'a Standing {
        &self.contender.standings[measure as usize]
    }

    /// The same of any measure; `None` where nothing is known of it.
    fn known(&self, measure: Measure) -> Option<&'a Standing> {
        match measure {
            Measure::Spent => Some(&self.contender.books.as_ref()?.spent),
            Measure::Cash => Some(&self.cash()?.end),
            measure => self.contender.standings.get(measure as usize),
        }
    }

    /// What is in the bank; `None` where it is not said of all alternatives what the company lives on.
    fn cash(&self) -> Option<&'a PairedCash> {
        self.contender.books.as_ref()?.cash.as_ref()
    }

    /// Whether any question is answered at all in half of the futures.
    fn answers(&self) -> bool {
        self.standing(Measure::Slowest).bands.p50 > 0.0
    }

    /// Whether half of the futures turn away more than may be turned away, over all months.
    fn refuses_too_much(&self, scenario: &ValidScenario) -> bool {
        self.standing(Measure::Refused).bands.p50 > most_refused(scenario)
    }
}

/// What is to be known of alternatives so that a number is shown of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nothing,
    /// That no books are kept.
    NoBooks,
    /// That books are kept.
    Books,
    /// What the company lives on.
    Cash,
}

impl Asks {
    fn is_met(self, sides: &[Side<'_>]) -> bool {
        let first = sides.first();
        let has_books = first.is_some_and(|side| side.contender.books.is_some());
        match self {
            Self::Nothing => true,
            Self::NoBooks => !has_books,
            Self::Books => has_books,
            Self::Cash => first.is_some_and(|side| side.cash().is_some()),
        }
    }
}

/// How users should be served: `19 of 20 answers within 5 s and at most 1% turned away`.
pub(super) fn service(scenario: &ValidScenario) -> String {
    let [target, refused] = [scenario.money.target, scenario.money.most_refused].map(|it| grouped(it.middle()));
    format!("19 of 20 answers within {target} s and at most {refused}% turned away")
}

/// Share of visits and calls that may be turned away, as the engine compares it.
pub(super) fn most_refused(scenario: &ValidScenario) -> f32 {
    (scenario.money.most_refused.middle() / 100.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_called_by_letter_and_name() {
        assert_eq!(names(&sample::scenario(&["today", " Groq first ", ""])), ["A (today)", "B (Groq first)", "C"]);
        assert_eq!(names(&super::super::sample::scenario()), ["A"]);
    }

    #[test]
    fn names_stand_in_a_row() {
        assert_eq!([&["A"][..], &["A", "B"], &["A", "B", "C"]].map(in_a_row), ["A", "A and B", "A, B and C"]);
    }
}
