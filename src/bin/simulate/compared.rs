//! A comparison as text, CSV or JSON.

use headroom::analysis::{
    ComparisonCell, Table, caveats, comparison_csv, comparison_json, comparison_table, comparison_verdict, names,
    race_table,
};
use headroom::catalog::Catalog;
use headroom::scenario::{ValidScenario, grouped};
use headroom::stats::{Comparison, Summary};

use crate::arguments::Format;
use crate::output::{aligned, lines};

/// Alternatives and what they come to.
pub(crate) struct Compared<'a> {
    pub(crate) scenario: &'a ValidScenario,
    pub(crate) catalog: &'a Catalog,
    /// One for each alternative, with its own plans.
    pub(crate) catalogs: &'a [Catalog],
    pub(crate) comparison: &'a Comparison,
    pub(crate) summaries: &'a [&'a Summary],
}

impl Compared<'_> {
    /// The comparison in one of the formats, with a line break at its end.
    pub(crate) fn write(&self, format: Format) -> String {
        let Self { scenario, catalog, comparison, summaries, .. } = *self;
        match format {
            Format::Text => self.text(),
            Format::Csv => comparison_csv(comparison, summaries, scenario),
            Format::Json => comparison_json(comparison, summaries, scenario, catalog),
        }
    }

    fn text(&self) -> String {
        let Self { scenario, catalog, comparison, summaries, .. } = *self;
        let futures = grouped(scenario.futures.into());
        let parts = [
            format!("{}\n{futures} futures, seed {}, the same for all\n", scenario.title, scenario.seed),
            lines(&comparison_verdict(comparison, summaries, scenario, catalog)),
            aligned(&self.sides()),
            "In how many futures each is the cheapest that keeps the targets in a month:\n".to_owned()
                + &aligned(&race_table(comparison, scenario)),
            lines(&self.caveats()),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// The table with a column for each alternative, since there are more numbers than alternatives.
    fn sides(&self) -> Table {
        let table = comparison_table(self.comparison, self.summaries, self.scenario);
        let names = names(self.scenario);
        let row = |(at, column): (usize, &headroom::analysis::ComparisonColumn)| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(cell);
            std::iter::once(column.title.clone()).chain(cells).collect()
        };
        Table {
            terms: vec![String::new(); names.len() + 1],
            topics: vec![None; names.len() + 1],
            columns: std::iter::once(String::new()).chain(names).collect(),
            rows: table.columns.iter().enumerate().map(row).collect(),
        }
    }

    /// What is to be known of the numbers of each alternative, once.
    fn caveats(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for (place, catalog) in self.catalogs.iter().enumerate() {
            for sentence in caveats(&self.scenario.simulated(place), catalog) {
                if !all.contains(&sentence) {
                    all.push(sentence);
                }
            }
        }
        all
    }
}

/// The number, and of the best and the second in how many futures they are the best.
fn cell(cell: &ComparisonCell) -> String {
    match cell.rank {
        Some(rank) => format!("{}, {}", cell.text, rank.short()),
        None => cell.text.clone(),
    }
}
