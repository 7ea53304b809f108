//! A guide as tables of words.

use serde::Serialize;

use super::file::{Figure, Row};
use super::measure::Measured;
use super::{Guide, GuideMeasure};
use crate::stats::Summary;

/// Rows about one chapter of the document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuideSection {
    /// The chapter.
    pub title: String,
    /// What it says.
    pub rows: Vec<GuideRow>,
}

/// Something that the document says, and what the simulator makes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuideRow {
    /// Its ids in `docs/sources.md`.
    pub ids: Vec<String>,
    /// What the document says, in our words.
    pub says: String,
    /// Its figures, and those of the simulator beside them; none where it has none that could be simulated.
    pub cells: Vec<GuideCell>,
    /// Which is used where they differ, and why.
    pub why: Option<String>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuideCell {
    /// Of which of [`Guide::scenarios`], by its place.
    pub run: usize,
    /// What that is.
    pub name: String,
    /// What is measured.
    pub measure: GuideMeasure,
    /// What that is called, and of which months where the run has several.
    pub what: String,
    /// Where in the document its figure stands, if it has another one elsewhere.
    pub place: Option<String>,
    /// The document's figure in words, if it has one.
    pub document: Option<String>,
    /// The simulator's figure in words; `None` while it is not known.
    pub simulated: Option<String>,
    /// Whether they agree; `None` where there is nothing to compare.
    pub agrees: Option<bool>,
    /// Whether the guide says that they differ.
    pub differs: bool,
}

/// In a sentence, how many figures of the document agree and how many differ; `None` while nothing is simulated.
#[must_use]
pub fn guide_count(sections: &[GuideSection]) -> Option<String> {
    let cells = || sections.iter().flat_map(|it| &it.rows).flat_map(|row| &row.cells);
    let [agree, differ] = [true, false].map(|as_said| cells().filter(|cell| cell.agrees == Some(as_said)).count());
    let all = agree + differ;
    match differ {
        _ if all == 0 => None,
        0 => Some(format!("All {all} figures agree.")),
        _ => Some(format!("{agree} of {all} figures agree; {differ} differ, each with the reason.")),
    }
}

impl GuideCell {
    /// In a word, whether they agree.
    #[must_use]
    pub const fn verdict(&self) -> &'static str {
        match self.agrees {
            Some(true) => "agrees",
            Some(false) => "differs",
            None => "",
        }
    }
}

impl Guide {
    /// The guide in words, with the answers of its [`scenarios`](Self::scenarios) so far, in their order.
    #[must_use]
    pub fn tables(&self, summaries: &[Summary]) -> Vec<GuideSection> {
        let section = |it: &super::file::Section| GuideSection {
            title: it.title.clone(),
            rows: it.rows.iter().map(|row| self.row(row, summaries)).collect(),
        };
        self.file.sections.iter().map(section).collect()
    }

    fn row(&self, row: &Row, summaries: &[Summary]) -> GuideRow {
        GuideRow {
            ids: row.ids.clone(),
            says: row.says.clone(),
            cells: row.figures.iter().filter_map(|figure| self.cell(figure, summaries)).collect(),
            why: row.why.clone(),
        }
    }

    fn cell(&self, figure: &Figure, summaries: &[Summary]) -> Option<GuideCell> {
        let place = self.runs.iter().position(|run| run.id == figure.run)?;
        let (measure, scenario) = (figure.measure, &self.runs[place].scenario);
        let than = self.runs.iter().position(|run| Some(&run.id) == figure.than.as_ref());
        let than = than.and_then(|place| self.measured(place, figure, summaries));
        let number = self.measured(place, figure, summaries).and_then(|it| measure.of(figure, &it, than.as_ref()));
        Some(GuideCell {
            run: place,
            name: scenario.title.clone(),
            measure,
            what: figure.what(scenario.months),
            place: figure.place.clone(),
            document: figure.says.map(|says| words(measure, says.ends())),
            simulated: number.map(|number| measure.words(number)),
            agrees: number.and_then(|number| figure.agrees(number)),
            differs: figure.differs,
        })
    }
}

impl Guide {
    /// The months of a run that a figure is of, as far as they are simulated.
    fn measured<'a>(&'a self, place: usize, figure: &Figure, summaries: &'a [Summary]) -> Option<Measured<'a>> {
        let [first, last] = figure.months;
        let months = summaries.get(place)?.months.get(first - 1..last)?;
        Some(Measured { months, scenario: &self.runs[place].scenario })
    }
}

impl Figure {
    /// What is measured, with the months of a run of so many.
    fn what(&self, all: u32) -> String {
        let title = self.measure.title();
        match self.months {
            _ if all == 1 => title.to_owned(),
            [first, last] if first == last => format!("{title}, month {first}"),
            [first, last] => format!("{title}, months {first} to {last}"),
        }
    }
}

fn words(measure: GuideMeasure, [least, most]: [f64; 2]) -> String {
    let words = |number| measure.words(number);
    if least == most { words(least) } else { format!("{} to {}", words(least), words(most)) }
}
