//! What the page hears of its runs.

use std::rc::Rc;

use super::{
    Summary,
    protocol::Adapter,
    queue::{Finished, Kind},
};
use crate::{
    engine::check::Agreement,
    scenario::ValidScenario,
    stats::{ByVolume, Comparison, MonthSummary},
};

/// Something that happened to a run or to the workers.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A run is under way.
    Progress {
        /// How thorough it is.
        kind: Kind,
        /// How far it is.
        progress: Progress,
    },
    /// A full run under way is done with a month.
    Month {
        /// What is simulated.
        scenario: Rc<ValidScenario>,
        /// The month, from 0.
        index: usize,
        /// What it comes to over all futures.
        month: Rc<MonthSummary>,
    },
    /// A run has its answer.
    Done {
        /// The run.
        finished: Finished,
        /// Its answer, one for each alternative or scenario.
        summaries: Vec<Rc<Summary>>,
        /// What they differ in, where there are several alternatives.
        comparison: Option<Rc<Comparison>>,
        /// What they do at several volumes, if that was asked.
        by_volume: Option<Rc<ByVolume>>,
        /// How it was computed.
        how: How,
    },
    /// A run cannot be done.
    Failed {
        /// How thorough it was to be.
        kind: Kind,
        /// Why, in a sentence.
        sentence: String,
    },
    /// The workers are gone until [`Client::restart`](super::Client::restart): a sentence.
    Dead(String),
    /// The page must be reloaded: a sentence.
    Foreign(String),
    /// There is no GPU to compute on, whatever is wanted: a sentence.
    NoGpu(String),
    /// The GPU that was wanted or in use is gone until [`Client::retry_gpu`](super::Client::retry_gpu), and the CPU goes on:
    /// a sentence.
    GpuStopped(String),
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// The CPU finishes some futures after the others.
    Futures {
        /// Futures done.
        done: u32,
        /// Futures in all.
        of: u32,
    },
    /// On a GPU all futures advance together.
    Months {
        /// What is done of the whole run, 0 to 1. After the last month comes the search for the first wall.
        share: f32,
        /// Months done.
        done: u32,
        /// Months in all.
        of: u32,
    },
}

/// How an answer was computed.
#[derive(Clone, Debug, PartialEq)]
pub struct How {
    /// What did it.
    pub by: By,
    /// Milliseconds from the start to the answer.
    pub took: f64,
    /// Simulated hours of all futures, each counted once, a second.
    pub rate: f64,
}

/// What computed an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// Workers on the CPU.
    Cpu {
        /// How many.
        workers: u32,
        /// Whether a GPU would have done it, had it not stopped.
        since_gpu_stopped: bool,
    },
    /// A GPU.
    Gpu {
        /// Which one.
        adapter: Adapter,
        /// What the CPU says of its first futures.
        agreement: Agreement,
    },
}
