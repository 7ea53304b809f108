//! Which engine does a full run: what the user wants, or else what was seen to be faster.
//!
//! Nothing is decided by a GPU's name. Both engines' speeds are measured, for every size of run: a GPU is the faster the more
//! futures it has, and for an app of another shape it runs another program.

use std::collections::BTreeMap;

use crate::model::Shape;

/// How many times as fast as the CPU a GPU must be to be worth it: its numbers differ in the last digit.
const WORTH: f64 = 1.25;

/// What the user wants full runs to be done by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Whatever is faster.
    #[default]
    Automatic,
    /// The CPU.
    Cpu,
    /// The GPU, where there is one.
    Gpu,
}

/// What can do a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    /// The pool of workers.
    Cpu,
    /// The graphics card.
    Gpu,
}

/// What an engine's speed depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Size {
    /// How many of everything the app has: each shape is a program of its own.
    pub(super) shape: Shape,
    /// Futures of the run.
    pub(super) futures: u32,
}

/// What is to be done so that the GPU can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Open it.
    Open,
    /// Compile for the run's size, and measure.
    Try,
}

/// How far the GPU is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// There is none.
    Missing,
    /// Nobody has asked for it.
    Closed,
    /// It is being opened.
    Opening,
    /// It waits for work, or does some.
    Open,
    /// Something went wrong with it; whether somebody was waiting for it.
    Stopped(bool),
}

/// Chooses by what is wanted and what was measured: simulated hours of a future a second, each counted once.
#[derive(Debug)]
pub(super) struct Choice {
    wanted: Wanted,
    stage: Stage,
    /// The size that is being compiled and measured. Nothing else runs on the GPU meanwhile.
    trying: Option<Size>,
    /// Whether any run has had its answer, so that the user sees something while the GPU is got ready.
    answered: bool,
    cpu: BTreeMap<Size, f64>,
    gpu: BTreeMap<Size, f64>,
}

impl Choice {
    /// Nothing is wanted nor measured yet.
    pub(super) fn new(has_gpu: bool) -> Self {
        let stage = if has_gpu { Stage::Closed } else { Stage::Missing };
        let (cpu, gpu) = (BTreeMap::new(), BTreeMap::new());
        Self { wanted: Wanted::default(), stage, trying: None, answered: false, cpu, gpu }
    }

    /// The user wants something. A GPU that stopped is tried again when it is asked for anew.
    pub(super) fn want(&mut self, wanted: Wanted) {
        if wanted == Wanted::Gpu && self.wanted != wanted {
            self.retry();
        }
        self.wanted = wanted;
    }

    /// The engine of the next full run.
    pub(super) fn engine(&self, size: Size) -> Engine {
        let is_faster = || match (self.gpu.get(&size), self.cpu.get(&size)) {
            (Some(gpu), Some(cpu)) => *gpu >= WORTH * cpu,
            _ => false,
        };
        let is_chosen = match self.wanted {
            Wanted::Automatic => is_faster(),
            Wanted::Cpu => false,
            Wanted::Gpu => self.is_compiled(&size.shape),
        };
        if is_chosen && self.stage == Stage::Open && self.trying.is_none() { Engine::Gpu } else { Engine::Cpu }
    }

    fn is_compiled(&self, shape: &Shape) -> bool {
        self.gpu.keys().any(|size| size.shape.has_shaders_of(shape))
    }

    /// Whether a run that an engine did or is doing should be done by the other, which is wanted.
    pub(super) fn should_repeat(&self, size: Size, by: Engine) -> bool {
        self.wanted != Wanted::Automatic && self.engine(size) != by
    }

    /// What to do now for runs of a size, which is taken as begun. Compiling takes seconds, so the CPU answers first: in full,
    /// unless the GPU is wanted whatever comes.
    pub(super) fn step(&mut self, size: Size) -> Option<Step> {
        let is_due = match self.wanted {
            Wanted::Automatic => self.cpu.contains_key(&size) && !self.gpu.contains_key(&size),
            Wanted::Cpu => false,
            Wanted::Gpu => self.answered && !self.is_compiled(&size.shape),
        };
        match self.stage {
            Stage::Closed if is_due => {
                self.stage = Stage::Opening;
                Some(Step::Open)
            }
            Stage::Open if is_due && self.trying.is_none() => {
                self.trying = Some(size);
                Some(Step::Try)
            }
            _ => None,
        }
    }

    /// The GPU is open.
    pub(super) fn opened(&mut self) {
        self.stage = Stage::Open;
    }

    /// The GPU is compiled for what was to be tried, and so fast.
    pub(super) fn tried(&mut self, rate: f64) {
        if let Some(size) = self.trying.take() {
            self.gpu.insert(size, rate);
        }
    }

    /// Some run has its answer.
    pub(super) fn answered(&mut self) {
        self.answered = true;
    }

    /// An engine has done a full run, so fast.
    pub(super) fn ran(&mut self, by: Engine, size: Size, rate: f64) {
        let rates = match by {
            Engine::Cpu => &mut self.cpu,
            Engine::Gpu => &mut self.gpu,
        };
        rates.insert(size, rate);
    }

    /// The GPU can no longer be used, while a run was on it or not. Says whether somebody should know.
    pub(super) fn stopped(&mut self, was_running: bool) -> bool {
        let is_missed = was_running || self.wanted == Wanted::Gpu;
        self.stage = Stage::Stopped(is_missed);
        self.trying = None;
        self.gpu.clear();
        is_missed
    }

    /// There is no GPU after all.
    pub(super) fn missing(&mut self) {
        self.stage = Stage::Missing;
    }

    /// A GPU that stopped may be opened again.
    pub(super) fn retry(&mut self) {
        if matches!(self.stage, Stage::Stopped(_)) {
            self.stage = Stage::Closed;
        }
    }

    /// Whether the CPU does what the GPU would do had it not stopped.
    pub(super) fn misses_gpu(&self) -> bool {
        self.stage == Stage::Stopped(true) && self.wanted != Wanted::Cpu
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape { features: 1, choices: 1, ends: [1; _], accounts: 2, rows: 8, cards: false };
    const SIZE: Size = Size { shape: SHAPE, futures: 4_096 };
    const LARGER: Size = Size { shape: SHAPE, futures: 65_536 };
    const OTHER: Size = Size { shape: Shape { features: 2, ..SHAPE }, futures: 4_096 };

    /// What has become of a choice with a GPU after the first full answer of the CPU, at a million hours a second.
    fn answered(wanted: Wanted) -> Choice {
        let mut choice = Choice::new(true);
        choice.want(wanted);
        choice.answered();
        choice.ran(Engine::Cpu, SIZE, 1e6);
        choice
    }

    /// The same after a trial of the GPU.
    fn tried(wanted: Wanted, rate: f64) -> Choice {
        let mut choice = answered(wanted);
        assert_eq!(choice.step(SIZE), Some(Step::Open));
        assert_eq!(choice.step(SIZE), None, "it is being opened");
        choice.opened();
        assert_eq!(choice.step(SIZE), Some(Step::Try));
        assert_eq!((choice.step(SIZE), choice.engine(SIZE)), (None, Engine::Cpu), "it is being tried");
        choice.tried(rate);
        choice
    }

    #[test]
    fn the_faster_engine_is_chosen() {
        for (rate, engine) in [(1.24e6, Engine::Cpu), (1.26e6, Engine::Gpu)] {
            let choice = tried(Wanted::Automatic, rate);
            assert_eq!(choice.engine(SIZE), engine, "{rate}");
            assert!(!choice.should_repeat(SIZE, Engine::Cpu), "there is an answer already");
        }
    }

    #[test]
    fn what_was_measured_last_counts() {
        let mut choice = tried(Wanted::Automatic, 9e6);
        choice.ran(Engine::Gpu, SIZE, 0.9e6);
        assert_eq!(choice.engine(SIZE), Engine::Cpu);
        choice.ran(Engine::Cpu, SIZE, 0.1e6);
        assert_eq!(choice.engine(SIZE), Engine::Gpu);
    }

    #[test]
    fn every_size_is_tried_after_its_first_full_answer() {
        let mut choice = tried(Wanted::Automatic, 9e6);
        for size in [OTHER, LARGER] {
            assert_eq!((choice.engine(size), choice.step(size)), (Engine::Cpu, None), "no full answer yet");
            choice.ran(Engine::Cpu, size, 1e6);
            assert_eq!(choice.step(size), Some(Step::Try));
            assert_eq!(choice.engine(SIZE), Engine::Cpu, "the GPU is busy");
            choice.tried(2e6);
            assert_eq!((choice.engine(size), choice.engine(SIZE)), (Engine::Gpu, Engine::Gpu));
        }
    }

    #[test]
    fn nothing_is_opened_before_there_is_something_to_see() {
        for wanted in [Wanted::Automatic, Wanted::Gpu] {
            let mut choice = Choice::new(true);
            choice.want(wanted);
            assert_eq!(choice.step(SIZE), None, "{wanted:?}");
        }
        let mut choice = Choice::new(true);
        choice.answered();
        assert_eq!(choice.step(SIZE), None, "a preview is not enough");
        choice.want(Wanted::Gpu);
        assert_eq!(choice.step(SIZE), Some(Step::Open), "unless the GPU is wanted");
        assert_eq!(answered(Wanted::Cpu).step(SIZE), None);
    }

    #[test]
    fn a_wanted_gpu_runs_however_slow_as_soon_as_it_is_compiled() {
        let mut choice = tried(Wanted::Gpu, 1.0);
        assert_eq!((choice.engine(SIZE), choice.engine(LARGER)), (Engine::Gpu, Engine::Gpu));
        assert!(choice.should_repeat(SIZE, Engine::Cpu) && !choice.should_repeat(SIZE, Engine::Gpu));
        assert!(!choice.should_repeat(OTHER, Engine::Cpu), "it is not compiled");
        assert_eq!((choice.step(LARGER), choice.step(OTHER)), (None, Some(Step::Try)));
    }

    #[test]
    fn a_wanted_cpu_runs_however_slow() {
        let mut choice = tried(Wanted::Automatic, 9e6);
        choice.want(Wanted::Cpu);
        assert_eq!(choice.engine(SIZE), Engine::Cpu);
        assert!(choice.should_repeat(SIZE, Engine::Gpu));
    }

    #[test]
    fn a_gpu_that_stopped_is_left_alone_until_it_is_asked_for() {
        let mut choice = tried(Wanted::Automatic, 9e6);
        assert!(choice.stopped(true));
        assert!(choice.misses_gpu());
        assert_eq!((choice.engine(SIZE), choice.step(SIZE)), (Engine::Cpu, None));
        choice.want(Wanted::Cpu);
        assert!(!choice.misses_gpu(), "nobody waits for it");
        choice.want(Wanted::Gpu);
        assert_eq!(choice.step(SIZE), Some(Step::Open));
        choice.stopped(false);
        choice.want(Wanted::Gpu);
        assert_eq!(choice.step(SIZE), None, "nothing was asked anew");
        choice.retry();
        assert_eq!(choice.step(SIZE), Some(Step::Open));
        choice.opened();
        assert_eq!(choice.engine(SIZE), Engine::Cpu, "nothing is compiled");
        assert_eq!(choice.step(SIZE), Some(Step::Try));
    }

    #[test]
    fn a_trial_that_goes_wrong_is_nobodys_trouble_but_his_who_wants_the_gpu() {
        let mut automatic = tried(Wanted::Automatic, 9e6);
        assert!(!automatic.stopped(false) && !automatic.misses_gpu());
        assert!(tried(Wanted::Gpu, 9e6).stopped(false));
    }

    #[test]
    fn without_a_gpu_it_is_the_cpu() {
        for wanted in [Wanted::Automatic, Wanted::Gpu] {
            let mut choice = answered(wanted);
            assert_eq!(choice.step(SIZE), Some(Step::Open));
            choice.missing();
            choice.retry();
            assert_eq!((choice.step(SIZE), choice.engine(SIZE)), (None, Engine::Cpu));
            assert!(!choice.misses_gpu());
        }
    }
}
