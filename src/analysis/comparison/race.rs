//! Which alternative is the cheapest that keeps the targets, month by month.

use super::super::columns::Topic;
use super::super::number::chance;
use super::super::table::Table;
use super::names;
use crate::scenario::{Alternative, ValidScenario};
use crate::stats::{Chance, Comparison};

/// By month, the share of futures in which each alternative is the cheapest of those that keep the targets, and the share in
/// which none keeps them.
#[must_use]
pub fn race_table(comparison: &Comparison, scenario: &ValidScenario) -> Table {
    let of = comparison.contenders.first().map_or(0, |first| first.keeps.of);
    let letters = (0..comparison.contenders.len()).map(|place| Alternative::letter(place).to_string());
    let names = names(scenario).into_iter().map(|name| {
        format!(
            "Share of futures in which {name} has the lowest bill of the month of those that keep the targets in it"
        )
    });
    let around = |first: &str, between: &mut dyn Iterator<Item = String>, last: &str| -> Vec<String> {
        std::iter::once(first.to_owned()).chain(between).chain([last.to_owned()]).collect()
    };
    let rows = comparison.race.iter().enumerate().map(|(index, shares)| {
        let none = (1.0 - shares.iter().sum::<f64>()).max(0.0);
        let mut cells = shares.iter().map(|share| chance(counted(*share, of)));
        around(&scenario.start.plus(index).name(), &mut cells, &chance(counted(none, of)))
    });
    let topics = vec![Some(Topic::Short); comparison.contenders.len() + 1];
    Table {
        columns: around("Month", &mut { letters }, "None"),
        terms: around(
            "Month of the calendar",
            &mut { names },
            "Share of futures in which no alternative keeps the targets in the month",
        ),
        topics: std::iter::once(None).chain(topics).collect(),
        rows: rows.collect(),
    }
}

/// A share as futures; those with several winners count in part for each.
pub(super) fn counted(share: f64, of: u32) -> Chance {
    Chance::new((share * f64::from(of)).round() as u32, of)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{comparison, scenario};
    use super::*;

    #[test]
    fn a_row_says_who_wins_a_month_and_whether_none_does() {
        let table = race_table(&comparison(), &scenario(&["today", "Groq"]));
        assert_eq!(table.columns, ["Month", "A", "B", "None"]);
        assert_eq!((table.terms.len(), table.topics.len(), table.rows.len()), (4, 4, 2));
        assert!(table.terms[2].starts_with("Share of futures in which B (Groq) has the lowest bill"));
        // In the first month B is cheaper in 83 futures of 100, in the second it refuses too much and A costs too much in 40.
        assert_eq!(table.rows, [["Jan 2027", "17%", "83%", "<4%"], ["Feb 2027", "60%", "<4%", "40%"]]);
    }
}
