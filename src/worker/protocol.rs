//! What the page and its workers tell each other.
//!
//! Messages are postcard bytes: small, checked when read, and the same on both sides because both are built from this
//! file. [`BUILD`] makes sure of the latter.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    engine::check::Agreement,
    program::Program,
    stats::{MonthSummary, Summary},
};

/// Name of this build. A browser may have a worker of an older one in its cache.
pub(super) const BUILD: &str = env!("HEADROOM_BUILD");

/// From the page to a worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Order {
    /// Compute futures, and send them through the port that comes with this message.
    Compute,
    /// Take what the compute workers send, and reduce it.
    Reduce,
    /// Take this port of a compute worker.
    Port,
    /// Open the GPU.
    Gpu,
    /// Compile for this on the GPU, and measure how fast it would be.
    Try(Job),
    /// Do this in place of anything older.
    Start(Job),
    /// Stop this run and everything older.
    Cancel(u32),
}

/// A run, as one worker sees it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// Number of the run; later runs have higher ones.
    pub(super) run: u32,
    /// What is simulated. The page compiles it, so that workers need neither documents nor plans.
    pub(super) program: Program,
    /// Futures to compute.
    pub(super) futures: u32,
    /// Futures in a chunk, a multiple of an engine group.
    pub(super) chunk: u32,
    /// This worker's place among `workers`: it takes every chunk whose number leaves this remainder.
    pub(super) worker: u32,
    /// Compute workers.
    pub(super) workers: u32,
}

/// Header of a chunk of raw futures on its way to the reducer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Parcel {
    /// The run it belongs to.
    pub(super) run: u32,
    /// Its first future.
    pub(super) first: u32,
    /// Number of its futures.
    pub(super) futures: u32,
}

/// From a worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Report {
    /// The worker listens. Must stay the first, so that pages of other builds can read it.
    Ready {
        /// Its build.
        build: String,
    },
    /// So many futures of a run have arrived at the reducer.
    Progress {
        /// The run.
        run: u32,
        /// Futures.
        done: u32,
    },
    /// All futures of a run on the GPU have come so far.
    Advance {
        /// The run.
        run: u32,
        /// What is done of the whole, 0 to 1.
        share: f32,
        /// Months that are done.
        months: u32,
    },
    /// A run on the GPU is done with a month.
    Month {
        /// The run.
        run: u32,
        /// The month, from 0.
        index: u32,
        /// What it comes to.
        month: Box<MonthSummary>,
    },
    /// A run has finished.
    Done {
        /// The run.
        run: u32,
        /// Its answer.
        summary: Box<Summary>,
        /// What the CPU says of one on the GPU.
        agreement: Option<Agreement>,
    },
    /// A run cannot be done: a sentence.
    Failed {
        /// The run.
        run: u32,
        /// Why.
        sentence: String,
    },
    /// The GPU is open.
    Opened(Adapter),
    /// There is no GPU: a sentence.
    NoGpu(String),
    /// What was to be tried can run on the GPU.
    Tried {
        /// Hours of a future a second, each counted once.
        rate: f64,
    },
    /// The GPU can no longer be used: a sentence.
    Stopped(String),
}

/// A GPU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adapter {
    /// What the browser calls it.
    pub name: String,
    /// Whether it is a program on the CPU that plays a GPU.
    pub is_software: bool,
}

/// A message as bytes.
#[must_use]
pub(super) fn encode(message: &impl Serialize) -> Vec<u8> {
    // Writing to memory fails only for sequences of unknown length, which no message has.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message from bytes; `None` for those of another build.
#[must_use]
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_way() {
        let program = crate::worker::task::tests::program();
        let order = Order::Start(Job { run: 7, program, futures: 4_096, chunk: 32, worker: 1, workers: 2 });
        // Numbers that are not there are NaN, which equals nothing.
        assert_eq!(format!("{:?}", decode::<Order>(&encode(&order)).unwrap()), format!("{order:?}"));
        let ready = Report::Ready { build: BUILD.to_owned() };
        assert_eq!(decode(&encode(&ready)), Some(ready));
    }

    #[test]
    fn foreign_bytes_are_refused() {
        assert_eq!(decode::<Report>(&[]), None);
        assert_eq!(decode::<Report>(&[200; 9]), None);
    }
}
