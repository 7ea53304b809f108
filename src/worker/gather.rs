//! Chunks of futures put back in order, whatever order they come in, and reduced when all are there.

use crate::{
    engine::{self, Raw},
    program::Program,
};

use super::protocol::{Job, Parcel, Report};

/// The reducer's part of a run.
#[derive(Default)]
pub(super) struct Gather {
    /// The newest run that was started or cancelled.
    newest: u32,
    current: Option<Current>,
    /// Parcels of runs that the page has not told us of yet: they come by another way, which may be faster.
    early: Vec<(Parcel, Vec<f32>)>,
}

struct Current {
    run: u32,
    futures: u32,
    program: Program,
    raw: Raw,
    arrived: u32,
}

impl Gather {
    /// Takes a job in place of an older one. Returns what to tell the page.
    pub(super) fn start(&mut self, job: Job) -> Vec<Report> {
        self.cancel(job.run.saturating_sub(1));
        self.newest = self.newest.max(job.run);
        let Job { run, program, futures, .. } = job;
        let raw = match Raw::whole(&program.shape, futures as usize, program.months.len()) {
            Ok(raw) => raw,
            Err(error) => return vec![Report::Failed { run, sentence: error.to_string() }],
        };
        self.current = Some(Current { run, futures, program, raw, arrived: 0 });
        let early = std::mem::take(&mut self.early);
        early.into_iter().flat_map(|(parcel, numbers)| self.accept(parcel, numbers)).collect()
    }

    /// Drops this run and everything older.
    pub(super) fn cancel(&mut self, run: u32) {
        self.newest = self.newest.max(run);
        self.current.take_if(|current| current.run <= run);
        self.early.retain(|(parcel, _)| parcel.run > run);
    }

    /// Takes a parcel. Returns what to tell the page.
    pub(super) fn accept(&mut self, parcel: Parcel, numbers: Vec<f32>) -> Option<Report> {
        if parcel.run > self.newest {
            self.early.push((parcel, numbers));
            return None;
        }
        let current = self.current.as_mut().filter(|current| current.run == parcel.run)?;
        let part =
            Raw::from_vec(&current.program.shape, parcel.futures as usize, current.program.months.len(), numbers)?;
        current.raw.place(parcel.first as usize, &part);
        let shown = |arrived: u32| u64::from(arrived) * 500 / u64::from(current.futures.max(1));
        let before = shown(current.arrived);
        current.arrived += parcel.futures;
        if current.arrived >= current.futures {
            let Current { run, program, raw, .. } = self.current.take()?;
            return Some(Report::Done { run, summary: engine::reduce(&program, &raw).into(), agreement: None });
        }
        // More often than the bar can show would only keep the page busy.
        (shown(current.arrived) > before).then_some(Report::Progress { run: parcel.run, done: current.arrived })
    }
}
