//! `simulate guide NAME`: what a document states, each figure beside what the simulator makes of it.

use std::thread::available_parallelism;

use headroom::analysis::{GUIDES, Guide, GuideCell, GuideFile, GuideRow, GuideSection, guide_count};
use headroom::catalog::Catalog;
use headroom::engine::threads;
use headroom::program::Program;
use headroom::scenario::{Scenario, ValidScenario};
use headroom::stats::Summary;
use lexopt::prelude::*;
use serde::Serialize;

use crate::arguments::hint;

/// Which guide, and how it is printed.
pub(crate) struct Asked {
    guide: GuideFile,
    json: bool,
}

impl Asked {
    /// Reads what follows the word `guide`; none where it asks for help. An error is one sentence.
    pub(crate) fn read(parser: &mut lexopt::Parser) -> Result<Option<Self>, String> {
        let (mut name, mut json) = (None, false);
        while let Some(argument) = parser.next().map_err(hint)? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("json") => json = true,
                Value(given) if name.is_none() => name = Some(given),
                other => return Err(hint(other.unexpected())),
            }
        }
        let names = GUIDES.map(|guide| guide.id).join(", ");
        let name = name.ok_or_else(|| format!("Which guide? There is {names}."))?;
        let guide = name.to_str().and_then(GuideFile::named);
        let guide = guide.ok_or_else(|| format!("There is no guide {}; there is {names}.", name.display()))?;
        Ok(Some(Self { guide, json }))
    }

    /// The guide with all its figures, with a line break at its end.
    pub(crate) fn answer(&self) -> Result<String, String> {
        let guide = self.guide.guide()?;
        let catalog = Catalog::builtin().map_err(|error| error.to_string())?;
        let threads = available_parallelism().map_or(1, usize::from);
        let answer = |scenario: &ValidScenario| run(scenario, &catalog, threads);
        let summaries = guide.scenarios().iter().map(answer).collect::<Result<Vec<_>, _>>()?;
        let sections = guide.tables(&summaries);
        if self.json { json(&guide, &sections) } else { Ok(text(&guide, &sections)) }
    }
}

fn run(scenario: &ValidScenario, catalog: &Catalog, threads: usize) -> Result<Summary, String> {
    let about = |error: String| format!("{}: {error}", scenario.title);
    let program = Program::new(scenario, catalog).map_err(|error| about(error.to_string()))?;
    threads::run(&program, threads).map(|answer| answer.summary).map_err(|error| about(error.to_string()))
}

fn text(guide: &Guide, all: &[GuideSection]) -> String {
    let section = |it: &GuideSection| {
        let rows: String = it.rows.iter().map(row).collect();
        format!("\n{}\n{rows}", it.title.to_uppercase())
    };
    let sections: String = all.iter().map(section).collect();
    let count = guide_count(all).unwrap_or_default();
    format!("{}\n\n{}\n\n{count}\n{sections}", guide.title(), guide.about())
}

/// What the document says, its figures beside the simulator's, and why they differ.
fn row(row: &GuideRow) -> String {
    let lines: Vec<[String; 5]> = row.cells.iter().map(columns).collect();
    let width = |column: usize| lines.iter().map(|it| it[column].chars().count()).max().unwrap_or(0);
    let [name, measure, document, simulated] = [0, 1, 2, 3].map(width);
    let line = |[a, b, c, d, e]: &[String; 5]| {
        let line = format!("  {a:<name$}  {b:<measure$}  {c:>document$}  {d:>simulated$}  {e}");
        line.trim_end().to_owned() + "\n"
    };
    let cells: String = lines.iter().map(line).collect();
    let why = row.why.iter().map(|why| format!("  {why}\n")).collect::<String>();
    format!("\n{}\n{cells}{why}", row.says)
}

/// The run, the measure, the document's figure, the simulator's, whether they agree.
fn columns(cell: &GuideCell) -> [String; 5] {
    let place = cell.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
    let document = cell.document.as_ref().map(|figure| format!("says {figure}{place}"));
    let [document, simulated] = [document, cell.simulated.clone()].map(Option::unwrap_or_default);
    [cell.name.clone(), cell.what.clone(), document, simulated, cell.verdict().to_owned()]
}

fn json(guide: &Guide, sections: &[GuideSection]) -> Result<String, String> {
    #[derive(Serialize)]
    struct Answer<'a> {
        title: &'a str,
        about: &'a str,
        scenarios: Vec<Scenario>,
        sections: &'a [GuideSection],
    }
    let scenarios = guide.scenarios().into_iter().map(ValidScenario::into_inner).collect();
    let answer = Answer { title: guide.title(), about: guide.about(), scenarios, sections };
    let text = serde_json::to_string_pretty(&answer);
    text.map(|text| text + "\n").map_err(|error| format!("The guide cannot be written as JSON: {error}."))
}
