//! The document of a guide, and what must be right in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::GuideMeasure;
use crate::scenario::{Changes, PRESETS, Scenario, ValidScenario};

/// A guide as it is written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) title: String,
    pub(super) about: String,
    /// The scenario that every run changes something of. It is read as all scenarios are: a second way would be a tenth of the
    /// page's code.
    base: Value,
    runs: BTreeMap<String, Changed>,
    pub(super) sections: Vec<Section>,
}

/// What a run changes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    /// Title of its scenario.
    name: String,
    /// The preset that it changes; the base, where none is named.
    #[serde(default)]
    preset: Option<String>,
    changes: Changes,
}

/// Rows about one chapter of the document.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

/// Something that the document says.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    /// Its ids in the list of all that the documents say (`docs/sources.md`).
    pub(super) ids: Vec<String>,
    /// What the document says, in our words.
    pub(super) says: String,
    #[serde(default)]
    pub(super) figures: Vec<Figure>,
    /// Where they differ: which is used, and why.
    #[serde(default)]
    pub(super) why: Option<String>,
}

/// A number of a run and, where the document has one, its own.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figure {
    pub(super) run: String,
    pub(super) measure: GuideMeasure,
    #[serde(default)]
    pub(super) says: Option<Stated>,
    /// Half a unit of what the document rounds to: so far the two may be apart and agree.
    #[serde(default)]
    within: f64,
    /// Where in the document, if it has another figure elsewhere.
    #[serde(default)]
    pub(super) place: Option<String>,
    /// Whether they are known to differ.
    #[serde(default)]
    pub(super) differs: bool,
    /// The months of the run, from and to, counted from 1; its first, where nothing is said.
    #[serde(default = "Figure::first_month")]
    pub(super) months: [usize; 2],
    /// The run that it is set against.
    #[serde(default)]
    pub(super) than: Option<String>,
    /// The cost line that is measured, by its id.
    #[serde(default)]
    pub(super) line: Option<String>,
    /// What the prototype cost, dollars.
    #[serde(default)]
    pub(super) prototype: Option<f64>,
}

/// A number of the document, or a range.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub(super) enum Stated {
    Number(f64),
    Range([f64; 2]),
}

impl Stated {
    pub(super) fn ends(self) -> [f64; 2] {
        match self {
            Self::Number(number) => [number; 2],
            Self::Range(ends) => ends,
        }
    }
}

impl Figure {
    const fn first_month() -> [usize; 2] {
        [1, 1]
    }

    /// Whether a number is what the document says; `None` where that says nothing.
    pub(super) fn agrees(&self, number: f64) -> Option<bool> {
        let [least, most] = self.says?.ends();
        Some((least - self.within..=most + self.within).contains(&number))
    }
}

impl File {
    /// The runs in the order in which rows first name them, with their scenarios.
    ///
    /// # Errors
    /// The first thing that is wrong, in a sentence.
    pub(super) fn checked(&self) -> Result<Vec<(String, ValidScenario)>, String> {
        let base = Scenario::from_value(&self.base).map_err(|error| format!("The guide's base is wrong: {error}"))?;
        let mut runs: Vec<(String, ValidScenario)> = Vec::new();
        let mut stated = BTreeSet::new();
        for (section, row) in self.sections.iter().flat_map(|it| it.rows.iter().map(move |row| (it, row))) {
            let place = row.ids.first().ok_or_else(|| format!("A row of “{}” has no id.", section.title))?;
            for id in &row.ids {
                if !stated.insert(id) {
                    return Err(format!("{id} is said in two rows."));
                }
            }
            let differs = row.figures.iter().any(|figure| figure.differs);
            if row.why.is_none() && (differs || row.figures.is_empty()) {
                return Err(format!("{place} does not say why."));
            }
            for figure in &row.figures {
                if runs.iter().all(|(id, _)| *id != figure.run) {
                    runs.push((figure.run.clone(), self.scenario(&base, &figure.run, place)?));
                }
                figure.check(place, &runs)?;
            }
        }
        let unused = self.runs.keys().find(|id| runs.iter().all(|(used, _)| used != *id));
        unused.map_or(Ok(runs), |id| Err(format!("No row names the run “{id}”.")))
    }

    fn scenario(&self, base: &Scenario, run: &str, place: &str) -> Result<ValidScenario, String> {
        let it = self.runs.get(run).ok_or_else(|| format!("{place} names the run “{run}”, which is not there."))?;
        let preset = it.preset.as_ref().map(|id| {
            let preset = PRESETS.iter().find(|preset| preset.id == id);
            preset
                .ok_or_else(|| format!("The run “{run}” is of the preset “{id}”, which is not there."))?
                .scenario()
                .map_err(|error| error.to_string())
        });
        let preset = preset.transpose()?;
        let base = preset.as_deref().unwrap_or(base);
        let changed = base.changed(&it.changes).map(|changed| Scenario { title: it.name.clone(), ..changed });
        changed.and_then(Scenario::validate).map_err(|error| format!("The run “{run}” cannot be simulated: {error}"))
    }
}

impl Figure {
    /// Among the runs up to its own: what it is set against comes before it.
    fn check(&self, place: &str, runs: &[(String, ValidScenario)]) -> Result<(), String> {
        let run = |name: &str| runs.iter().find(|(id, _)| id == name).map(|(_, scenario)| scenario);
        let is_of = |scenario: &ValidScenario| {
            let is_line = |id: &String| scenario.books.lines.iter().any(|line| line.id == *id && !line.off);
            let [first, last] = self.months;
            (1..=last).contains(&first) && last <= scenario.months as usize && self.line.iter().all(is_line)
        };
        let needs = match self.measure {
            GuideMeasure::Less => self.than.is_some(),
            GuideMeasure::Line => self.line.is_some(),
            GuideMeasure::Times | GuideMeasure::Missed => self.prototype.is_some_and(|dollars| dollars > 0.0),
            _ => true,
        };
        let compared = [Some(&self.run), self.than.as_ref()];
        if !needs || !compared.into_iter().flatten().all(|name| run(name).is_some_and(is_of)) {
            return Err(format!("{place} asks of “{}” what cannot be measured.", self.run));
        }
        let ends = self.says.map(Stated::ends).unwrap_or_default();
        let is_range = ends.iter().all(|end| end.is_finite()) && ends[0] <= ends[1];
        let right = is_range && self.within.is_finite() && self.within >= 0.0;
        // Without a figure of the document there is nothing to agree with.
        if right && (self.says.is_some() || !self.differs) {
            return Ok(());
        }
        Err(format!("{place} has a figure of “{}” that nothing can be held to.", self.run))
    }
}
