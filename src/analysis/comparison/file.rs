//! A comparison for programs and spreadsheets.

use serde::Serialize;

use super::{Asks, Side, comparison_verdict, given, names};
use crate::catalog::Catalog;
use crate::scenario::{Alternative, Scenario, ValidScenario};
use crate::stats::{Bands, Comparison, Measure, MonthDifference, MonthSummary, Summary};

/// What a row of the file is about.
struct Row<'a> {
    side: Side<'a>,
    /// The month; none for all of them.
    month: Option<usize>,
    race: &'a [Vec<f64>],
}

impl Row<'_> {
    /// Of all months a measure, of one month a number of its own.
    fn spread(&self, measure: Measure, of: fn(&MonthSummary) -> Bands) -> Option<Bands> {
        match self.month {
            None => Some(self.side.known(measure)?.bands),
            Some(month) => self.side.summary.months.get(month).map(of),
        }
    }

    /// The same as a difference from the first alternative.
    fn more(&self, measure: Measure, of: fn(&MonthDifference) -> Bands) -> Option<Bands> {
        match self.month {
            None => Some(self.side.known(measure)?.more),
            Some(month) => self.side.contender.months.get(month).map(of),
        }
    }

    /// What only all months together have of a measure.
    fn all(&self, measure: Measure) -> Option<Bands> {
        self.whole(self.side.known(measure)?.bands)
    }

    /// The same as a difference from the first alternative.
    fn more_of_all(&self, measure: Measure) -> Option<Bands> {
        self.whole(self.side.known(measure)?.more)
    }

    /// What only all months together have.
    fn whole<T>(&self, number: T) -> Option<T> {
        self.month.is_none().then_some(number)
    }

    /// Of one month the share of futures in which it has the lowest bill of those that keep the targets.
    fn wins(&self) -> Option<f64> {
        self.race.get(self.month?)?.get(self.side.place).copied()
    }

    /// Futures in which the money has run out, by the month's end.
    fn broke(&self) -> Option<f64> {
        let Some(month) = self.month else { return Some(self.side.cash()?.broke.share()) };
        Some(self.side.summary.months.get(month)?.books.as_ref()?.broke.share())
    }

    fn over_budget(&self) -> Option<f64> {
        let Some(month) = self.month else { return Some(self.side.summary.over_budget.share()) };
        // The last limit is the budget.
        Some(self.side.summary.months.get(month)?.limits.last()?.met.share())
    }
}

/// A number with its spread, in a column for each of [`QUANTILES`].
struct Spread {
    key: &'static str,
    of: fn(&Row<'_>) -> Option<Bands>,
    asks: Asks,
}

/// A number alone.
struct Number {
    key: &'static str,
    of: fn(&Row<'_>) -> Option<f64>,
    asks: Asks,
}

/// A quantile of which a spread has a column.
pub(in crate::analysis) struct Quantile {
    pub(in crate::analysis) key: &'static str,
    pub(in crate::analysis) of: fn(&Bands) -> f32,
}

pub(in crate::analysis) const QUANTILES: [Quantile; 3] = [
    Quantile { key: "p10", of: |bands| bands.p10 },
    Quantile { key: "p50", of: |bands| bands.p50 },
    Quantile { key: "p90", of: |bands| bands.p90 },
];

const fn spread(key: &'static str, of: fn(&Row<'_>) -> Option<Bands>) -> Spread {
    Spread { key, of, asks: Asks::Nothing }
}

const fn number(key: &'static str, of: fn(&Row<'_>) -> Option<f64>) -> Number {
    Number { key, of, asks: Asks::Nothing }
}

const SPREADS: [Spread; 14] = [
    spread("cost_usd", |row| row.spread(Measure::Cost, |month| month.cost)),
    spread("more_cost_usd", |row| row.more(Measure::Cost, |month| month.cost)),
    spread("refused_share", |row| row.spread(Measure::Refused, |month| month.refused_share)),
    spread("more_refused_share", |row| row.more(Measure::Refused, |month| month.refused)),
    spread("slowest_answers_s", |row| row.spread(Measure::Slowest, |month| month.full_answer[1])),
    spread("more_slowest_answers_s", |row| row.more(Measure::Slowest, |month| month.answer)),
    Spread { asks: Asks::NoBooks, ..spread("income_less_bills_usd", |row| row.all(Measure::Left)) },
    Spread { asks: Asks::NoBooks, ..spread("more_income_less_bills_usd", |row| row.more_of_all(Measure::Left)) },
    Spread { asks: Asks::Books, ..spread("spent_usd", |row| row.all(Measure::Spent)) },
    Spread { asks: Asks::Books, ..spread("more_spent_usd", |row| row.more_of_all(Measure::Spent)) },
    Spread { asks: Asks::Books, ..spread("income_less_spent_usd", |row| row.all(Measure::Left)) },
    Spread { asks: Asks::Books, ..spread("more_income_less_spent_usd", |row| row.more_of_all(Measure::Left)) },
    Spread { asks: Asks::Cash, ..spread("cash_at_end_usd", |row| row.all(Measure::Cash)) },
    Spread { asks: Asks::Cash, ..spread("more_cash_at_end_usd", |row| row.more_of_all(Measure::Cash)) },
];

const NUMBERS: [Number; 11] = [
    number("share_cheaper", |row| row.whole(row.side.standing(Measure::Cost).better.share())),
    number("share_dearer", |row| row.whole(row.side.standing(Measure::Cost).worse.share())),
    number("share_cheapest_that_serves", |row| row.whole(row.side.standing(Measure::Cost).best.share())),
    number("share_cheapest_of_keepers", |row| row.whole(row.side.contender.wins.share())),
    number("share_cheapest_within_targets", |row| row.wins()),
    number("share_within_targets", |row| row.whole(row.side.contender.keeps.share())),
    number("share_over_budget", |row| row.over_budget()),
    number("first_wall_month_p50", |row| row.whole(row.side.summary.first_wall.month.p50).flatten().map(f64::from)),
    Number { asks: Asks::Cash, ..number("share_broke", |row| row.broke()) },
    Number { asks: Asks::Cash, ..number("share_broke_only_here", |row| row.whole(row.side.cash()?.only_here.share())) },
    Number {
        asks: Asks::Cash,
        ..number("share_broke_only_in_first", |row| row.whole(row.side.cash()?.only_first.share()))
    },
];

/// A comparison as one table, comma-separated with a line of names: for each alternative a row for all months together, whose
/// month is `all`, and a row a month. What begins with `more` is the difference from the first alternative, future by future; what
/// only the one or the other has is empty.
#[must_use]
pub fn comparison_csv(comparison: &Comparison, summaries: &[&Summary], scenario: &ValidScenario) -> String {
    let sides = Side::all(comparison, summaries);
    let spreads: Vec<&Spread> = SPREADS.iter().filter(|it| it.asks.is_met(&sides)).collect();
    let numbers: Vec<&Number> = NUMBERS.iter().filter(|it| it.asks.is_met(&sides)).collect();
    let spread_names = spreads.iter().flat_map(|it| QUANTILES.map(|quantile| format!("{}_{}", it.key, quantile.key)));
    let number_names = numbers.iter().map(|it| it.key.to_owned());
    let names = ["alternative", "name", "month"].map(str::to_owned).into_iter().chain(spread_names).chain(number_names);
    let rows = sides.into_iter().flat_map(|side| {
        let months = std::iter::once(None).chain((0..side.summary.months.len()).map(Some));
        months.map(move |month| Row { side, month, race: &comparison.race })
    });
    let lines = rows.map(|row| line(&row, (&spreads, &numbers), scenario));
    std::iter::once(names.collect::<Vec<_>>().join(",")).chain(lines).map(|line| line + "\n").collect()
}

fn line(row: &Row<'_>, (spreads, numbers): (&[&Spread], &[&Number]), scenario: &ValidScenario) -> String {
    let month = row.month.map_or_else(|| "all".to_owned(), |month| scenario.start.plus(month).to_string());
    let place = row.side.place;
    let spreads = spreads.iter().flat_map(|it| {
        let bands = (it.of)(row);
        QUANTILES.map(|quantile| bands.map(|bands| (quantile.of)(&bands)))
    });
    let numbers = numbers.iter().map(|it| (it.of)(row).map(|number| number as f32));
    // The seven digits that the simulation carries.
    let cells = spreads.chain(numbers).map(|number| number.map(|number| number.to_string()).unwrap_or_default());
    let named = [Alternative::letter(place).to_string(), quoted(given(scenario, place)), month];
    named.into_iter().chain(cells).collect::<Vec<_>>().join(",")
}

/// A text as a cell: in quotes where it holds what ends a cell, and never what a spreadsheet would take for a formula.
pub(in crate::analysis) fn quoted(text: &str) -> String {
    let plain = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    if plain.contains([',', '"']) { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
}

/// A comparison as JSON: the scenario with its alternatives, what they are called, the verdict, and all numbers.
#[must_use]
pub fn comparison_json(
    comparison: &Comparison,
    summaries: &[&Summary],
    scenario: &ValidScenario,
    catalog: &Catalog,
) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        scenario: &'a Scenario,
        names: Vec<String>,
        verdict: Vec<String>,
        comparison: &'a Comparison,
        summaries: &'a [&'a Summary],
    }
    let verdict = comparison_verdict(comparison, summaries, scenario, catalog);
    let file = File { scenario, names: names(scenario), verdict, comparison, summaries };
    // Writing to memory fails only for map keys that are not strings, and there are no maps.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::sample::{comparison, scenario, summaries};
    use super::*;

    #[test]
    fn a_row_is_an_alternative_and_a_month() {
        let summaries = summaries();
        let csv = comparison_csv(&comparison(), &summaries.each_ref(), &scenario(&["today", "=Groq, \"fast\""]));
        let lines: Vec<&str> = csv.lines().collect();
        // A and B: all months together, and each of 24.
        assert_eq!(lines.len(), 1 + 2 * 25);
        assert!(lines[26].starts_with("B,\"'=Groq, \"\"fast\"\"\",all,"), "{}", lines[26]);
        let names: Vec<&str> = lines[0].split(',').collect();
        assert_eq!(names.len(), 3 + 8 * 3 + 8);
        let csv = comparison_csv(&comparison(), &summaries.each_ref(), &scenario(&["today", "Groq"]));
        let lines: Vec<&str> = csv.lines().collect();
        let cell = |line: usize, name: &str| {
            lines[line].split(',').nth(names.iter().position(|it| *it == name).unwrap()).unwrap().to_owned()
        };
        for (line, name, text) in [
            (1, "month", "all"),
            (1, "more_cost_usd_p50", "0"),
            (1, "first_wall_month_p50", "5"),
            (26, "name", "Groq"),
            (26, "cost_usd_p50", "3760"),
            (26, "more_cost_usd_p10", "-2900"),
            (26, "more_cost_usd_p90", "100"),
            (26, "share_cheaper", "0.83"),
            (26, "share_cheapest_that_serves", "1"),
            (26, "share_cheapest_within_targets", ""),
            (26, "share_within_targets", "0.97"),
            (26, "first_wall_month_p50", ""),
            // The first month of B: $80 in 83 futures of 100 for A's $90, the run made by hand is the other's.
            (27, "month", "2027-01"),
            (27, "cost_usd_p50", "8"),
            (27, "more_cost_usd_p50", "-10"),
            (27, "share_cheapest_within_targets", "0.83"),
            (27, "share_cheaper", ""),
            (27, "income_less_bills_usd_p50", ""),
            // A month without a comparison.
            (29, "more_cost_usd_p50", ""),
        ] {
            assert_eq!(cell(line, name), text, "{name} in line {line}");
        }
    }

    #[test]
    fn a_document_holds_everything() {
        let summaries = summaries();
        let catalog = Catalog::builtin().unwrap();
        let json = comparison_json(&comparison(), &summaries.each_ref(), &scenario(&["today", "Groq"]), &catalog);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["names"][1], "B (Groq)");
        assert!(value["verdict"][0].as_str().unwrap().starts_with("Only B (Groq) "), "{}", value["verdict"]);
        let again: Comparison = serde_json::from_value(value["comparison"].clone()).unwrap();
        assert_eq!(again, comparison());
        assert_eq!(value["summaries"].as_array().unwrap().len(), 2);
    }
}
