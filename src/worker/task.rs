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
        let program = self.job.program(parcel.program as usize).filter(|_| parcel.futures > 0);
        let Some((program, _)) = program else { return Step::End };
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
        let alternatives = job.programs.len() as u32;
        let of_alternatives = alternatives.saturating_mul(job.futures.div_ceil(job.chunk.max(1)));
        let (before, programs, place) = match number.checked_sub(of_alternatives) {
            None => (0, alternatives, number),
            Some(number) => (alternatives, job.sweep.programs.len() as u32, number),
        };
        let (program, first) = (before + place % programs.max(1), (place / programs.max(1)).saturating_mul(job.chunk));
        let found = job.program(program as usize);
        let (shape, months) = found.map_or_else(Default::default, |(it, _)| (it.shape, it.months.len()));
        let futures = found.map_or(0, |(_, futures)| futures.saturating_sub(first).min(job.chunk));
        let part = Raw::new(&shape, futures as usize, months);
        Self { number, parcel: Parcel { run: job.run, program, first, futures }, part, done: 0 }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        catalog::Catalog,
        engine::{Reducer, by_volume, compare},
        program::{Program, Sweep},
        scenario::{PRESETS, Quantity},
        stats::{ByVolume, Comparison, Summary},
        worker::{gather::Gather, protocol::Report},
    };

    /// The program of the first preset, as short as possible.
    pub(in crate::worker) fn program() -> Program {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.months = 1;
        Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
    }

    /// The same two alternatives at two volumes.
    pub(in crate::worker) fn sweep() -> Sweep {
        let programs = vec![program(), dearer(), dearer(), program()];
        Sweep { volumes: vec![150.0, 300.0], alternatives: 2, programs, futures: 24 }
    }

    fn job(run: u32, worker: u32, workers: u32) -> Job {
        let programs = vec![program(), dearer()];
        Job { run, programs, compares: true, futures: 44, sweep: sweep(), chunk: 16, worker, workers }
    }

    /// An alternative: it has twice as many users.
    fn dearer() -> Program {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        (scenario.months, scenario.growth.users) = (1, Quantity::Exact(300.0));
        Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap()
    }

    /// All chunks of a job's worker.
    fn chunks(job: Job) -> Vec<(Parcel, Raw)> {
        let (mut task, mut parcels) = (Task::new(job), Vec::new());
        loop {
            match task.step() {
                Step::Group => {}
                Step::Chunk(parcel, raw) => parcels.push((parcel, raw)),
                Step::End => return parcels,
            }
        }
    }

    /// What the reducer makes of `workers` compute workers, the last of them first.
    fn answer(workers: u32) -> (Vec<Summary>, Comparison, ByVolume) {
        let mut gather = Gather::default();
        let mut parcels: Vec<_> = (0..workers).rev().flat_map(|worker| chunks(job(7, worker, workers))).collect();
        // One comes before the reducer knows of the run, and one of an older run after.
        let (parcel, raw) = parcels.remove(0);
        assert_eq!(gather.accept(parcel, raw.as_slice().to_vec()), None);
        let mut reports = gather.start(job(7, 0, workers));
        assert_eq!(gather.accept(Parcel { run: 6, ..parcel }, raw.as_slice().to_vec()), None);
        reports.extend(parcels.into_iter().filter_map(|(parcel, raw)| gather.accept(parcel, raw.as_slice().to_vec())));
        let Some(Report::Done { run: 7, summaries, comparison: Some(comparison), by_volume: Some(by_volume), .. }) =
            reports.pop()
        else {
            panic!("no answer: {reports:?}")
        };
        assert!(reports.iter().all(|report| matches!(report, Report::Progress { run: 7, .. })));
        (summaries, *comparison, *by_volume)
    }

    #[test]
    fn the_answer_does_not_depend_on_the_number_of_workers() {
        let reduced = |program: &Program, futures: usize| {
            let mut raw = Raw::new(&program.shape, futures, 1);
            (0..futures).step_by(cpu::GROUP).for_each(|start| cpu::run_group::<cpu::Lane>(program, 0, start, &mut raw));
            let mut reducer = Reducer::new(program, futures).unwrap();
            reducer.place(0, raw);
            reducer
        };
        let programs = [program(), dearer()];
        let reducers = programs.each_ref().map(|program| reduced(program, 44));
        let sweep = sweep();
        let swept: Vec<Reducer> = sweep.programs.iter().map(|program| reduced(program, 24)).collect();
        let swept = by_volume(&sweep, &swept);
        assert_eq!((swept.curves[0][0], swept.curves[1][0]), (swept.curves[1][1], swept.curves[0][1]));
        let comparison = compare(&reducers, &programs);
        let summaries: Vec<_> =
            reducers.into_iter().zip(&programs).map(|(reducer, program)| reducer.answer(program).summary).collect();
        for workers in [1, 2, 3, 16] {
            assert_eq!(answer(workers), (summaries.clone(), comparison.clone(), swept.clone()), "{workers} workers");
        }
    }

    /// Scenarios of other shapes and months, as of a guide.
    #[test]
    fn scenarios_of_their_own_are_answered_each_for_itself() {
        let catalog = Catalog::builtin().unwrap();
        let other = |preset: usize, months: u32| {
            let mut scenario = PRESETS[preset].scenario().unwrap().simulated(0).into_inner();
            scenario.months = months;
            Program::new(&scenario.validate().unwrap(), &catalog).unwrap()
        };
        let programs = vec![program(), other(1, 2), dearer()];
        let whole = |programs: Vec<Program>, worker, workers| {
            let sweep = Sweep::default();
            Job { run: 7, programs, compares: false, futures: 20, sweep, chunk: 8, worker, workers }
        };
        let answered = |programs: &[Program], workers: u32| {
            let mut gather = Gather::default();
            let mut reports = gather.start(whole(programs.to_vec(), 0, workers));
            let all = (0..workers).flat_map(|worker| chunks(whole(programs.to_vec(), worker, workers)));
            reports.extend(all.filter_map(|(parcel, raw)| gather.accept(parcel, raw.as_slice().to_vec())));
            let Some(Report::Done { summaries, comparison: None, by_volume: None, agreement: None, .. }) =
                reports.pop()
            else {
                panic!("no answer, or a comparison of what is not to be compared: {reports:?}")
            };
            summaries
        };
        let alone: Vec<_> = programs.iter().flat_map(|program| answered(std::slice::from_ref(program), 1)).collect();
        assert_eq!((alone.len(), alone[0].months.len(), alone[1].months.len()), (3, 1, 2));
        assert_eq!(answered(&programs, 2), alone);
    }

    #[test]
    fn cancelling_leaves_newer_runs_alone() {
        let (mut gather, shape) = (Gather::default(), program().shape);
        assert_eq!(gather.start(job(7, 0, 1)), []);
        let empty =
            || (Parcel { run: 7, program: 0, first: 0, futures: 16 }, Raw::new(&shape, 16, 1).as_slice().to_vec());
        gather.cancel(6);
        let (parcel, numbers) = empty();
        assert_eq!(gather.accept(parcel, numbers), Some(Report::Progress { run: 7, done: 16, of: 44 * 2 + 24 * 4 }));
        gather.cancel(7);
        let (parcel, numbers) = empty();
        assert_eq!(gather.accept(parcel, numbers), None);
    }
}
