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
    parcel: Parcel,
    part: Raw,
    /// Futures done.
    done: usize,
}

impl Task {
    /// The part of `job` that falls to its worker.
    pub(super) fn new(job: Job) -> Self {
        let chunk = Chunk::new(&job, job.worker.saturating_mul(job.chunk));
        Self { job, chunk }
    }

    /// The run it belongs to.
    pub(super) const fn run(&self) -> u32 {
        self.job.run
    }

    /// Computes one group of futures.
    pub(super) fn step(&mut self) -> Step {
        let Chunk { parcel, part, done } = &mut self.chunk;
        if parcel.futures == 0 {
            return Step::End;
        }
        cpu::run_group::<cpu::Lane>(&self.job.program, parcel.first, *done, part);
        *done += cpu::GROUP;
        if *done < part.futures() {
            return Step::Group;
        }
        let stride = self.job.chunk.saturating_mul(self.job.workers);
        let next = Chunk::new(&self.job, parcel.first.saturating_add(stride));
        let full = std::mem::replace(&mut self.chunk, next);
        Step::Chunk(full.parcel, full.part)
    }
}

impl Chunk {
    /// The chunk that begins at `first`; empty behind the last future.
    fn new(job: &Job, first: u32) -> Self {
        let futures = job.futures.saturating_sub(first).min(job.chunk);
        let part = Raw::new(&job.program.shape, futures as usize, job.program.months.len());
        Self { parcel: Parcel { run: job.run, first, futures }, part, done: 0 }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        catalog::Catalog,
        engine::Reducer,
        program::Program,
        scenario::PRESETS,
        stats::Summary,
        worker::{gather::Gather, protocol::Report},
    };

    /// The program of the first preset, as short as possible.
    pub(in crate::worker) fn program() -> Program {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.months = 1;
        Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
    }

    fn job(run: u32, worker: u32, workers: u32) -> Job {
        Job { run, program: program(), futures: 44, chunk: 16, worker, workers }
    }

    /// What the reducer makes of `workers` compute workers, the last of them first.
    fn summary(workers: u32) -> Summary {
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
        let Some(Report::Done { run: 7, summary, .. }) = reports.pop() else { panic!("no answer: {reports:?}") };
        assert!(reports.iter().all(|report| matches!(report, Report::Progress { run: 7, .. })));
        *summary
    }

    #[test]
    fn the_answer_does_not_depend_on_the_number_of_workers() {
        let program = program();
        let mut raw = Raw::new(&program.shape, 44, 1);
        (0..44).step_by(cpu::GROUP).for_each(|start| cpu::run_group::<cpu::Lane>(&program, 0, start, &mut raw));
        let mut reducer = Reducer::new(&program, 44).unwrap();
        reducer.place(0, raw);
        let expected = reducer.answer(&program).summary;
        for workers in [1, 2, 3, 16] {
            assert_eq!(summary(workers), expected, "{workers} workers");
        }
    }

    #[test]
    fn cancelling_leaves_newer_runs_alone() {
        let (mut gather, shape) = (Gather::default(), program().shape);
        assert_eq!(gather.start(job(7, 0, 1)), []);
        let empty = || (Parcel { run: 7, first: 0, futures: 16 }, Raw::new(&shape, 16, 1).as_slice().to_vec());
        gather.cancel(6);
        let (parcel, numbers) = empty();
        assert_eq!(gather.accept(parcel, numbers), Some(Report::Progress { run: 7, done: 16 }));
        gather.cancel(7);
        let (parcel, numbers) = empty();
        assert_eq!(gather.accept(parcel, numbers), None);
    }
}
