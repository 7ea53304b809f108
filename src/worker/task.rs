//! A compute worker's part of a run, in steps short enough to listen between them.

use crate::engine::{Raw, cpu};

use super::protocol::{Job, Parcel};

/// What a step gave.
pub(super) enum Step {
    /// Nothing to hand on yet.
    Group,
    /// A finished chunk.
    Chunk(Parcel, Raw),
    /// All chunks have been handed on.
    End,
}

/// A worker's part of a run.
pub(super) struct Task {
    job: Job,
    chunk: Chunk,
}

/// A chunk being filled.
struct Chunk {
    /// Which of the run's it is.
    number: u32,
    parcel: Parcel,
    part: Raw,
    /// Futures done.
    done: usize,
}

impl Task {
    /// The part of `job` that falls to its worker.
    pub(super) fn new(job: Job) -> Self {
        let chunk = Chunk::new(&job, job.worker);
        Self { job, chunk }
    }

    /// The run it belongs to.
    pub(super) const fn run(&self) -> u32 {
        self.job.run
    }

    /// Computes one group of futures.
    pub(super) fn step(&mut self) -> Step {
        let Chunk { number, parcel, part, done } = &mut self.chunk;
        let program = self.job.programs.get(parcel.alternative as usize).filter(|_| parcel.futures > 0);
        let Some(program) = program else { return Step::End };
        cpu::run_group::<cpu::Lane>(program, parcel.first, *done, part);
        *done += cpu::GROUP;
        if *done < part.futures() {
            return Step::Group;
        }
        let next = Chunk::new(&self.job, number.saturating_add(self.job.workers));
        let full = std::mem::replace(&mut self.chunk, next);
        Step::Chunk(full.parcel, full.part)
    }
}

impl Chunk {
    /// The chunk of a number; empty behind the last future.
    fn new(job: &Job, number: u32) -> Self {
        let alternatives = job.programs.len().max(1) as u32;
        let (alternative, first) = (number % alternatives, (number / alternatives).saturating_mul(job.chunk));
        let program = job.programs.get(alternative as usize);
        let futures = if program.is_some() { job.futures.saturating_sub(first).min(job.chunk) } else { 0 };
        let (shape, months) = program.map_or_else(Default::default, |it| (it.shape, it.months.len()));
        let part = Raw::new(&shape, futures as usize, months);
        Self { number, parcel: Parcel { run: job.run, alternative, first, futures }, part, done: 0 }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        catalog::Catalog,
        engine::{Reducer, compare},
        program::Program,
        scenario::{PRESETS, Quantity},
        stats::{Comparison, Summary},
        worker::{gather::Gather, protocol::Report},
    };

    /// The program of the first preset, as short as possible.
    pub(in crate::worker) fn program() -> Program {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.months = 1;
        Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
    }

    fn job(run: u32, worker: u32, workers: u32) -> Job {
        Job { run, programs: vec![program(), dearer()], futures: 44, chunk: 16, worker, workers }
    }

    /// An alternative: it has twice as many users.
    fn dearer() -> Program {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        (scenario.months, scenario.growth.users) = (1, Quantity::Exact(300.0));
        Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
    }

    /// What the reducer makes of `workers` compute workers, the last of them first.
    fn answer(workers: u32) -> (Vec<Summary>, Comparison) {
        let mut gather = Gather::default();
        let mut parcels = Vec::new();
        for worker in (0..workers).rev() {
            let mut task = Task::new(job(7, worker, workers));
            loop {
                match task.step() {
                    Step::Group => {}
                    Step::Chunk(parcel, raw) => parcels.push((parcel, raw)),
                    Step::End => break,
                }
            }
        }
        // One comes before the reducer knows of the run, and one of an older run after.
        let (parcel, raw) = parcels.remove(0);
        assert_eq!(gather.accept(parcel, raw.as_slice().to_vec()), None);
        let mut reports = gather.start(job(7, 0, workers));
        assert_eq!(gather.accept(Parcel { run: 6, ..parcel }, raw.as_slice().to_vec()), None);
        reports.extend(parcels.into_iter().filter_map(|(parcel, raw)| gather.accept(parcel, raw.as_slice().to_vec())));
        let Some(Report::Done { run: 7, summaries, comparison: Some(comparison), .. }) = reports.pop() else {
            panic!("no answer: {reports:?}")
        };
        assert!(reports.iter().all(|report| matches!(report, Report::Progress { run: 7, .. })));
        (summaries, *comparison)
    }

    #[test]
    fn the_answer_does_not_depend_on_the_number_of_workers() {
        let programs = [program(), dearer()];
        let reducers = programs.each_ref().map(|program| {
            let mut raw = Raw::new(&program.shape, 44, 1);
            (0..44).step_by(cpu::GROUP).for_each(|start| cpu::run_group::<cpu::Lane>(program, 0, start, &mut raw));
            let mut reducer = Reducer::new(program, 44).unwrap();
            reducer.place(0, raw);
            reducer
        });
        let comparison = compare(&reducers, &programs[0].targets);
        let summaries: Vec<_> =
            reducers.into_iter().zip(&programs).map(|(reducer, program)| reducer.answer(program).summary).collect();
        for workers in [1, 2, 3, 16] {
            assert_eq!(answer(workers), (summaries.clone(), comparison.clone()), "{workers} workers");
        }
    }

    #[test]
    fn cancelling_leaves_newer_runs_alone() {
        let (mut gather, shape) = (Gather::default(), program().shape);
        assert_eq!(gather.start(job(7, 0, 1)), []);
        let empty =
            || (Parcel { run: 7, alternative: 0, first: 0, futures: 16 }, Raw::new(&shape, 16, 1).as_slice().to_vec());
        gather.cancel(6);
        let (parcel, numbers) = empty();
        assert_eq!(gather.accept(parcel, numbers), Some(Report::Progress { run: 7, done: 16 }));
        gather.cancel(7);
        let (parcel, numbers) = empty();
        assert_eq!(gather.accept(parcel, numbers), None);
    }
}
