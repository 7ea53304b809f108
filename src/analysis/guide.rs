//! Guides: what a document states, each of its figures beside what the simulator makes of it.
//!
//! A guide is data (`static/guides`): one steady month of an app as its base, what each of its runs changes of that or of a preset, and
//! rows that name a run, a measure and the document's figure of it. A figure agrees where the mean over the futures is within what the
//! document's own precision leaves open.

mod file;
mod measure;
mod table;

pub use measure::GuideMeasure;
pub use table::{GuideCell, GuideRow, GuideSection, guide_count};

use crate::scenario::{Document, ValidScenario};
use file::File;

/// A guide that comes with Headroom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuideFile {
    /// Name of its file in `static/guides`, without the ending.
    pub id: &'static str,
    /// Whose figures these are, as the guide says it, too.
    pub title: &'static str,
    /// The presets that are of the document, by their names.
    pub presets: &'static [&'static str],
    /// The document. The page is downloaded without it, and asks its host for the file when somebody opens the guide.
    #[cfg(not(target_arch = "wasm32"))]
    pub json: &'static str,
}

macro_rules! guide {
    ($id:literal, $title:literal, $presets:expr) => {
        GuideFile {
            id: $id,
            title: $title,
            presets: &$presets,
            #[cfg(not(target_arch = "wasm32"))]
            json: include_str!(concat!("../../static/guides/", $id, ".json")),
        }
    };
}

/// Every guide.
pub const GUIDES: [GuideFile; 2] = [
    guide!("tasktrakr", "TaskTrakr AI Scaling Strategy", ["tasktrakr"]),
    guide!(
        "prototype-to-production",
        "From Prototype to Production",
        ["prototype-to-production", "mid-size", "enterprise"]
    ),
];

impl GuideFile {
    /// The guide of a name, if there is one.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        GUIDES.into_iter().find(|guide| guide.id == id)
    }

    /// The guide, checked.
    ///
    /// # Errors
    /// None for the guides here; the tests read them all.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn guide(&self) -> Result<Guide, String> {
        Guide::from_json(self.json)
    }
}

/// What a document states, ready to be reckoned: checked, with the scenario of each run.
///
/// ```
/// use headroom::analysis::GuideFile;
/// use headroom::{catalog::Catalog, engine::threads, program::Program};
///
/// let guide = GuideFile::named("tasktrakr").ok_or("no such guide")?.guide()?;
/// let catalog = Catalog::builtin()?;
/// let mut summaries = Vec::new();
/// for scenario in &guide.scenarios()[..1] {
///     let mut few = scenario.clone().into_inner();
///     few.futures = 64;
///     summaries.push(threads::run(&Program::new(&few.validate()?, &catalog)?, 1)?.summary);
/// }
/// // What has not been simulated yet is left open.
/// let first = &guide.tables(&summaries)[0].rows[0].cells[0];
/// assert_eq!((first.document.as_deref(), first.simulated.is_some()), (Some("10,000"), true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    file: File,
    /// The file's runs, in the order in which its rows first name them.
    runs: Vec<Run>,
}

/// A run that rows name.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    /// What rows name it by.
    id: String,
    scenario: ValidScenario,
}

impl Guide {
    /// Reads a guide and checks it.
    ///
    /// # Errors
    /// What is wrong, and where, in a sentence.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let wrong = |error| format!("This is not a guide: {error}.");
        // Of two runs of one name a reader keeps the last.
        serde_json::from_str::<Document>(text).map_err(wrong)?;
        let file: File = serde_json::from_str(text).map_err(wrong)?;
        let runs = file.checked()?;
        Ok(Self { file, runs: runs.into_iter().map(|(id, scenario)| Run { id, scenario }).collect() })
    }

    /// Whose figures these are.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.file.title
    }

    /// How they are reckoned, in sentences.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.file.about
    }

    /// What is to be simulated, each once, in the order in which the rows need it: [`GuideCell::run`] is a place in this list.
    /// Each is a scenario that can be opened by itself; its title says what it is.
    #[must_use]
    pub fn scenarios(&self) -> Vec<ValidScenario> {
        self.runs.iter().map(|run| run.scenario.clone()).collect()
    }
}
