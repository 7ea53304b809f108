//! The answer as text, CSV or JSON.

use headroom::analysis::{Table, caveats, monthly_csv, monthly_table, verdict};
use headroom::catalog::Catalog;
use headroom::scenario::{Scenario, ValidScenario, grouped};
use headroom::stats::Summary;
use serde::Serialize;

use crate::arguments::Format;

/// The answer in one of the formats, with a line break at its end.
pub(crate) fn write(
    format: Format,
    scenario: &ValidScenario,
    catalog: &Catalog,
    summary: &Summary,
) -> Result<String, String> {
    match format {
        Format::Text => Ok(text(scenario, catalog, summary)),
        Format::Csv => Ok(monthly_csv(summary, scenario, catalog)),
        Format::Json => json(scenario, summary),
    }
}

fn text(scenario: &ValidScenario, catalog: &Catalog, summary: &Summary) -> String {
    let futures = grouped(summary.futures.into());
    let parts = [
        format!("{}\n{futures} futures, seed {}\n", scenario.title, scenario.seed),
        lines(&verdict(summary, scenario, catalog)),
        aligned(&monthly_table(summary, scenario, catalog)),
        lines(&caveats(scenario, catalog)),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

pub(crate) fn lines(sentences: &[String]) -> String {
    sentences.iter().map(|sentence| format!("{sentence}\n")).collect()
}

/// The table with its columns flush right.
pub(crate) fn aligned(table: &Table) -> String {
    let width = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(column)).map(String::as_str);
        cells.chain(table.columns.get(column).map(String::as_str)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<String> = cells.zip(&widths).map(|(cell, width)| format!("{cell:>width$}")).collect();
        cells.join("  ") + "\n"
    };
    let heading = line(&mut table.columns.iter().map(String::as_str));
    table.rows.iter().fold(heading, |text, row| text + &line(&mut row.iter().map(String::as_str)))
}

fn json(scenario: &Scenario, summary: &Summary) -> Result<String, String> {
    #[derive(Serialize)]
    struct Answer<'a> {
        scenario: &'a Scenario,
        summary: &'a Summary,
    }
    let answer = serde_json::to_string_pretty(&Answer { scenario, summary });
    answer.map(|text| text + "\n").map_err(|error| format!("The answer cannot be written as JSON: {error}."))
}
