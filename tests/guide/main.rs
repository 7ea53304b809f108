//! Guides: what a document states beside what the simulator makes of it. Every figure that is consistent is held to a number reckoned
//! by hand here, and to the document's own precision; every one that is not is known to differ.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod contradictions;
mod figures;
mod planted;
mod production;

use std::collections::BTreeSet;

use headroom::analysis::{Guide, GuideCell, GuideFile, GuideRow};
use headroom::catalog::Catalog;
use headroom::engine::threads;
use headroom::program::Program;
use headroom::scenario::ValidScenario;
use headroom::stats::{MonthSummary, Summary};

fn tasktrakr() -> Guide {
    guide("tasktrakr")
}

fn guide(id: &str) -> Guide {
    GuideFile::named(id).unwrap().guide().unwrap()
}

fn simulated(scenario: &ValidScenario) -> Summary {
    threads::run(&Program::new(scenario, &Catalog::builtin().unwrap()).unwrap(), 2).unwrap().summary
}

/// Rows of a guide with their figures, and the month behind each of the runs that they name.
struct Answered {
    rows: Vec<GuideRow>,
    summaries: Vec<Summary>,
}

impl Answered {
    /// The rows of some ids, simulated: no more than they need.
    fn of(guide: &Guide, ids: &[&str]) -> Self {
        let is_asked = |row: &GuideRow| row.ids.iter().any(|id| ids.contains(&id.as_str()));
        let rows = |summaries: &[Summary]| -> Vec<GuideRow> {
            let sections = guide.tables(summaries).into_iter();
            sections.flat_map(|section| section.rows).filter(|row| ids.is_empty() || is_asked(row)).collect()
        };
        let needed: BTreeSet<usize> = rows(&[]).iter().flat_map(|row| &row.cells).map(|cell| cell.run).collect();
        let scenarios = guide.scenarios();
        // What a figure is set against is named by a figure before it.
        let answer =
            |place: usize| if needed.contains(&place) { simulated(&scenarios[place]) } else { Summary::default() };
        let summaries: Vec<_> = (0..scenarios.len()).map(answer).collect();
        Self { rows: rows(&summaries), summaries }
    }

    /// All rows.
    fn all(guide: &Guide) -> Self {
        Self::of(guide, &[])
    }

    fn cells(&self) -> impl Iterator<Item = &GuideCell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// A run, by its name.
    fn run(&self, name: &str) -> &Summary {
        let cell = self.cells().find(|cell| cell.name == name).unwrap_or_else(|| panic!("no row has a run {name:?}"));
        &self.summaries[cell.run]
    }

    /// The month of a run, by what its name begins and ends with.
    fn month(&self, begins: &str, ends: &str) -> &MonthSummary {
        let cell = self.cells().find(|cell| cell.name.starts_with(begins) && cell.name.ends_with(ends));
        let cell = cell.unwrap_or_else(|| panic!("no row has a run {begins:?} … {ends:?}"));
        &self.summaries[cell.run].months[0]
    }
}

#[track_caller]
fn assert_near(got: f64, right: f64, relative: f64) {
    assert!((got - right).abs() <= right.abs() * relative, "{got}, not {right}");
}
