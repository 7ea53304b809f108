//! What the reducing worker does with chunks of futures: those of the run under way go to its reducer, the others wait or are dropped.

use crate::{
    engine::{Raw, Reducer},
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
    reducer: Reducer,
}

impl Gather {
    /// Takes a job in place of an older one. Returns what to tell the page.
    pub(super) fn start(&mut self, job: Job) -> Vec<Report> {
        self.cancel(job.run.saturating_sub(1));
        self.newest = self.newest.max(job.run);
        let Job { run, program, futures, .. } = job;
        let reducer = match Reducer::new(&program, futures as usize) {
            Ok(reducer) => reducer,
            Err(error) => return vec![Report::Failed { run, sentence: error.to_string() }],
        };
        self.current = Some(Current { run, futures, program, reducer });
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
        let shown = |arrived: usize| arrived as u64 * 500 / u64::from(current.futures.max(1));
        let before = shown(current.reducer.arrived());
        current.reducer.place(parcel.first as usize, part);
        if current.reducer.is_done() {
            let Current { run, program, reducer, .. } = self.current.take()?;
            let summary = reducer.answer(&program).summary;
            return Some(Report::Done { run, summary: summary.into(), agreement: None });
        }
        let done = current.reducer.arrived();
        // More often than the bar can show would only keep the page busy.
        (shown(done) > before).then_some(Report::Progress { run: parcel.run, done: done as u32 })
    }
}
