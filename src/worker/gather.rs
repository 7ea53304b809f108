//! What the reducing worker does with chunks of futures: those of the run under way go to its reducer, the others wait or are dropped.

use crate::{
    engine::{OutOfMemory, Raw, Reducer, compare},
    program::Program,
};

use super::protocol::{Job, Parcel, Report};

impl Current {
    /// Futures that have come.
    fn arrived(&self) -> u64 {
        self.alternatives.iter().map(|(_, reducer)| reducer.arrived() as u64).sum()
    }

    fn answer(self) -> Report {
        let (programs, reducers): (Vec<_>, Vec<_>) = self.alternatives.into_iter().unzip();
        let first = programs.first().filter(|_| programs.len() > 1);
        let comparison = first.map(|first| compare(&reducers, &first.targets).into());
        let summaries = reducers.into_iter().zip(&programs).map(|(reducer, program)| reducer.answer(program).summary);
        Report::Done { run: self.run, summaries: summaries.collect(), comparison, agreement: None }
    }
}

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
    /// Those of all alternatives together.
    futures: u64,
    /// Each alternative with what reduces it.
    alternatives: Vec<(Program, Reducer)>,
}

impl Gather {
    /// Takes a job in place of an older one. Returns what to tell the page.
    pub(super) fn start(&mut self, job: Job) -> Vec<Report> {
        self.cancel(job.run.saturating_sub(1));
        self.newest = self.newest.max(job.run);
        let Job { run, programs, futures, .. } = job;
        let begun = programs.into_iter().map(|program| {
            let reducer = Reducer::new(&program, futures as usize)?;
            Ok::<_, OutOfMemory>((program, reducer))
        });
        let alternatives: Vec<_> = match begun.collect() {
            Ok(alternatives) => alternatives,
            Err(error) => return vec![Report::Failed { run, sentence: error.to_string() }],
        };
        let futures = u64::from(futures) * alternatives.len() as u64;
        self.current = Some(Current { run, futures, alternatives });
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
        let before = current.arrived();
        let (program, reducer) = current.alternatives.get_mut(parcel.alternative as usize)?;
        let part = Raw::from_vec(&program.shape, parcel.futures as usize, program.months.len(), numbers)?;
        reducer.place(parcel.first as usize, part);
        if current.alternatives.iter().all(|(_, reducer)| reducer.is_done()) {
            return self.current.take().map(Current::answer);
        }
        let shown = |arrived: u64| arrived * 500 / current.futures.max(1);
        let done = current.arrived();
        // More often than the bar can show would only keep the page busy.
        (shown(done) > shown(before)).then_some(Report::Progress { run: parcel.run, done: done as u32 })
    }
}
