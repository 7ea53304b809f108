//! What the reducing worker does with chunks of futures: those of the run under way go to its reducer, the others wait or are dropped.

use crate::engine::{OutOfMemory, Raw, Reducer, by_volume, compare};

use super::protocol::{Job, Parcel, Report};

impl Current {
    /// Futures that have come.
    fn arrived(&self) -> u64 {
        self.reducers.iter().map(|reducer| reducer.arrived() as u64).sum()
    }

    fn answer(self) -> Report {
        let Self { job: Job { run, programs, compares, sweep, .. }, mut reducers } = self;
        let swept = reducers.split_off(programs.len());
        // Where no volume can be reached, that is the answer.
        let by_volume = (sweep.alternatives > 0).then(|| by_volume(&sweep, &swept).into());
        let comparison = (compares && programs.len() > 1).then(|| compare(&reducers, &programs).into());
        let summaries = reducers.into_iter().zip(&programs).map(|(reducer, program)| reducer.answer(program).summary);
        Report::Done { run, summaries: summaries.collect(), comparison, by_volume, agreement: None }
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
    job: Job,
    /// What reduces each of its programs.
    reducers: Vec<Reducer>,
}

impl Gather {
    /// Takes a job in place of an older one. Returns what to tell the page.
    pub(super) fn start(&mut self, job: Job) -> Vec<Report> {
        self.cancel(job.run.saturating_sub(1));
        self.newest = self.newest.max(job.run);
        let programs = (0..).map_while(|place| job.program(place));
        let reducers = programs.map(|(program, futures)| Reducer::new(program, futures as usize));
        let reducers = match reducers.collect::<Result<Vec<_>, OutOfMemory>>() {
            Ok(reducers) => reducers,
            Err(error) => return vec![Report::Failed { run: job.run, sentence: error.to_string() }],
        };
        self.current = Some(Current { job, reducers });
        let early = std::mem::take(&mut self.early);
        early.into_iter().flat_map(|(parcel, numbers)| self.accept(parcel, numbers)).collect()
    }

    /// Drops this run and everything older.
    pub(super) fn cancel(&mut self, run: u32) {
        self.newest = self.newest.max(run);
        self.current.take_if(|current| current.job.run <= run);
        self.early.retain(|(parcel, _)| parcel.run > run);
    }

    /// Takes a parcel. Returns what to tell the page.
    pub(super) fn accept(&mut self, parcel: Parcel, numbers: Vec<f32>) -> Option<Report> {
        if parcel.run > self.newest {
            self.early.push((parcel, numbers));
            return None;
        }
        let current = self.current.as_mut().filter(|current| current.job.run == parcel.run)?;
        let before = current.arrived();
        let (program, _) = current.job.program(parcel.program as usize)?;
        let part = Raw::from_vec(&program.shape, parcel.futures as usize, program.months.len(), numbers)?;
        current.reducers.get_mut(parcel.program as usize)?.place(parcel.first as usize, part);
        if current.reducers.iter().all(Reducer::is_done) {
            return self.current.take().map(Current::answer);
        }
        let (done, of) = (current.arrived(), current.job.all_futures());
        let shown = |arrived: u64| arrived * 500 / of.max(1);
        // More often than the bar can show would only keep the page busy.
        (shown(done) > shown(before)).then_some(Report::Progress { run: parcel.run, done: done as u32, of: of as u32 })
    }
}
