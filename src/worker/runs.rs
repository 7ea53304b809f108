//! The runs of a page, and the engines that do them.

use std::rc::Rc;

use super::{
    choice::{Choice, Engine, Size, Step},
    event::{By, Event, How, Progress},
    member::{self, Member, Sign},
    now,
    pool::Pool,
    protocol::{Adapter, Job, Order, Report, keeps_futures},
    queue::{Finished, Kind, Queue, Request},
};
use crate::{
    catalog::Catalog,
    engine::Raw,
    program::{Program, ProgramError, Sweep},
};

/// Looks in a row without a word from who is at work on a run, after which it is taken for dead: more than any step of
/// a run takes. Looks are counted, not seconds, so that a page which was
/// put to sleep does not take its workers for dead when it wakes.
const SILENCE: u32 = 30;
/// The same of workers that are still being loaded, over a slow line for instance.
const LOADING: u32 = 180;
/// Futures at each volume of a live run: two groups, for a line that follows the slider.
const LIVE_SWEEP: u32 = 16;
/// Most bytes of one alternative that come back of a GPU to be compared.
const MOST_BACK: usize = 256 << 20;

/// What is asked, what does it, and what may do it next.
pub(super) struct Runs {
    /// What is under way and what waits.
    queue: Queue,
    /// Does what the GPU does not.
    pub(super) pool: Option<Pool>,
    /// Workers of the pool.
    pub(super) workers: u32,
    gpu: Option<Member>,
    adapter: Option<Adapter>,
    watch_gpu: Rc<dyn Fn(Sign)>,
    /// Says which of the two comes next.
    pub(super) choice: Choice,
    /// The run under way, or the last one.
    on: Started,
    /// What did the last run that was no guide's.
    asked_by: Engine,
    /// Looks since anything was heard.
    silence: u32,
    /// Looks since the workers are being loaded.
    loading: u32,
    catalog: Rc<Catalog>,
    /// The newest request, unless it was cancelled. Whatever starts is this, or the guide.
    asked: Option<Asked>,
    /// The guide that was asked for last, until it is answered.
    guide: Option<Asked>,
}

/// What is known of a run that was started.
struct Started {
    by: Engine,
    size: Size,
    /// Simulated hours of all futures, each counted once.
    hours: f64,
}

/// A request and its programs, one for each alternative or scenario.
#[derive(Clone)]
struct Asked {
    request: Request,
    programs: Rc<[Program]>,
    /// The same at several volumes, if that is asked.
    sweep: Rc<Sweep>,
}

impl Runs {
    /// Nothing is asked yet; `watch_gpu` hears of all that a worker with the GPU does.
    pub(super) fn new(catalog: Rc<Catalog>, workers: u32, has_gpu: bool, watch_gpu: Rc<dyn Fn(Sign)>) -> Self {
        Self {
            queue: Queue::default(),
            pool: None,
            workers,
            gpu: None,
            adapter: None,
            watch_gpu,
            choice: Choice::new(has_gpu),
            on: Started { by: Engine::Cpu, size: Size::default(), hours: 0.0 },
            asked_by: Engine::Cpu,
            silence: 0,
            loading: 0,
            catalog,
            asked: None,
            guide: None,
        }
    }

    /// Takes a request; returns what the page should hear.
    pub(super) fn ask(&mut self, request: Request) -> Option<Event> {
        let kind = request.kind;
        let compiled = || {
            let mut programs = Program::all(&request.scenario, &self.catalog)?;
            for other in &*request.others {
                programs.push(Program::new(other, &self.catalog)?);
            }
            Ok::<_, ProgramError>((programs, Sweep::new(&request.scenario, &self.catalog)?))
        };
        match compiled() {
            Ok((programs, mut sweep)) => {
                if kind == Kind::Live {
                    sweep.futures = sweep.futures.min(LIVE_SWEEP);
                }
                self.ask_for(Asked { request, programs: programs.into(), sweep: sweep.into() });
                None
            }
            Err(error) => {
                if kind != Kind::Guide {
                    self.cancel();
                }
                Some(Event::Failed { kind, sentence: error.to_string() })
            }
        }
    }

    fn ask_for(&mut self, asked: Asked) {
        let run = self.queue.ask(asked.request.clone(), now());
        let place = if asked.request.kind == Kind::Guide { &mut self.guide } else { &mut self.asked };
        *place = Some(asked);
        self.start(run);
    }

    /// Stops the run under way and drops what waits.
    pub(super) fn cancel(&mut self) {
        (self.asked, self.guide) = (None, None);
        if let Some(run) = self.queue.cancel() {
            self.pool.iter().for_each(|pool| pool.cancel(run));
            self.gpu.iter().for_each(|gpu| gpu.send(Order::Cancel(run), None));
        }
    }

    /// Starts what was under way once more, for workers that know nothing of it.
    pub(super) fn repeat(&mut self) {
        let run = self.queue.repeat(now());
        self.start(run);
    }

    fn start(&mut self, run: Option<Finished>) {
        let Some(run) = run else { return };
        let is_guide = run.request.kind == Kind::Guide;
        let asked = if is_guide { self.guide.as_ref() } else { self.asked.as_ref() };
        let Some(asked) = asked else { return };
        let (size, programs, sweep) = (asked.size(), &asked.programs, &asked.sweep);
        let by = if asked.suits_gpu() { self.choice.engine(size) } else { Engine::Cpu };
        (self.silence, self.loading) = (0, 0);
        self.on = Started { by, size, hours: asked.hours() };
        if !is_guide {
            self.asked_by = by;
        }
        // What the other engine may be doing was asked before.
        let older = run.run.saturating_sub(1);
        match (by, &self.gpu) {
            (Engine::Gpu, Some(gpu)) => {
                self.pool.iter().for_each(|pool| pool.cancel(older));
                gpu.send(Order::Start(asked.whole(run.run)), None);
            }
            _ => {
                self.gpu.iter().for_each(|gpu| gpu.send(Order::Cancel(older), None));
                self.pool.iter().for_each(|pool| pool.start(&run, programs, sweep));
            }
        }
    }

    /// Takes a report; returns what the page should hear.
    pub(super) fn take(&mut self, report: Report) -> Option<Event> {
        self.silence = 0;
        let event = match report {
            Report::Ready { .. } => return None,
            Report::Progress { run, done, of } => {
                let kind = self.queue.running(run)?.request.kind;
                return Some(Event::Progress { kind, progress: Progress::Futures { done, of } });
            }
            Report::Advance { run, share, months } => {
                let request = &self.queue.running(run)?.request;
                let progress = Progress::Months { share, done: months, of: request.scenario.months };
                return Some(Event::Progress { kind: request.kind, progress });
            }
            Report::Month { run, index, month } => {
                let scenario = Rc::clone(&self.queue.running(run)?.request.scenario);
                return Some(Event::Month { scenario, index: index as usize, month: Rc::from(month) });
            }
            Report::Done { run, summaries, comparison, by_volume, agreement } => {
                let finished = self.queue.finish(run)?;
                let took = now() - finished.started_at;
                let rate = self.on.hours / (took / 1_000.0).max(1e-6);
                self.choice.answered();
                if finished.request.kind == Kind::Guide {
                    self.guide = None;
                } else if self.asked.as_ref().is_some_and(Asked::suits_gpu) {
                    self.choice.ran(self.on.by, self.on.size, rate);
                }
                let by = match (agreement, &self.adapter) {
                    (Some(agreement), Some(adapter)) => By::Gpu { adapter: adapter.clone(), agreement },
                    _ => By::Cpu { workers: self.workers, since_gpu_stopped: self.choice.misses_gpu() },
                };
                let summaries = summaries.into_iter().map(Rc::new).collect();
                let how = How { by, took, rate };
                let (comparison, by_volume) = (comparison.map(Rc::from), by_volume.map(Rc::from));
                Some(Event::Done { finished, summaries, comparison, by_volume, how })
            }
            Report::Failed { run, sentence } => {
                let kind = self.queue.finish(run)?.request.kind;
                self.pool.iter().for_each(|pool| pool.cancel(run));
                Some(Event::Failed { kind, sentence })
            }
            Report::Opened(adapter) => {
                self.adapter = Some(adapter);
                self.choice.opened();
                None
            }
            Report::Tried { rate } => {
                self.choice.tried(rate);
                None
            }
            Report::NoGpu(sentence) => {
                self.gpu = None;
                self.choice.missing();
                Some(Event::NoGpu(sentence))
            }
            Report::Stopped(sentence) => self.stop_gpu(sentence),
        };
        let next = self.queue.next(now());
        self.start(next);
        self.follow_choice();
        event
    }

    /// Whether the pool has work to do.
    pub(super) fn needs_pool(&self) -> bool {
        self.queue.is_busy() && self.on.by == Engine::Cpu
    }

    /// Takes a look: who has a run and has not been heard of for too long, if anybody.
    pub(super) fn silent(&mut self) -> Option<Engine> {
        let listens = match self.on.by {
            Engine::Cpu => self.pool.as_ref()?.listens(),
            Engine::Gpu => self.gpu.as_ref()?.listens(),
        };
        if listens {
            (self.silence, self.loading) = (self.silence + 1, 0);
        } else {
            self.loading += 1;
        }
        let is_missed = self.silence > SILENCE || self.loading > LOADING;
        (self.queue.is_busy() && is_missed).then_some(self.on.by)
    }

    /// Goes on without the GPU: what it was at work on starts on the pool.
    pub(super) fn stop_gpu(&mut self, sentence: String) -> Option<Event> {
        self.gpu = None;
        let was_running = self.on.by == Engine::Gpu && self.queue.is_busy();
        let is_missed = self.choice.stopped(was_running);
        if was_running {
            self.repeat();
        }
        is_missed.then_some(Event::GpuStopped(sentence))
    }

    /// Moves what was asked last to the engine that is wanted for it, and gets the GPU ready for it.
    pub(super) fn follow_choice(&mut self) {
        let Some(asked) = self.asked.clone().filter(Asked::suits_gpu) else { return };
        let size = asked.size();
        if self.choice.should_repeat(size, self.asked_by) {
            self.ask_for(asked.clone());
        }
        match self.choice.step(size) {
            Some(Step::Open) => {
                self.gpu = Member::new(member::Runs::Gpu, Rc::clone(&self.watch_gpu));
                match &self.gpu {
                    Some(gpu) => gpu.send(Order::Gpu, None),
                    // A browser that starts no more workers.
                    None => self.choice.missing(),
                }
            }
            Some(Step::Try) => {
                self.gpu.iter().for_each(|gpu| gpu.send(Order::Try(asked.whole(0)), None));
            }
            None => {}
        }
    }
}

impl Asked {
    /// What it costs an engine.
    fn size(&self) -> Size {
        let shape = self.programs.first().map_or_else(Default::default, |program| program.shape);
        Size { shape, futures: self.request.futures }
    }

    /// Whether a GPU may do it: so few futures as of a live run are nothing for it, and of several programs all that is kept
    /// of their futures comes back, for which there must be room.
    fn suits_gpu(&self) -> bool {
        let bytes = |it: &Program| Raw::bytes(&it.shape, self.request.futures as usize, it.months.len());
        let has_room =
            !keeps_futures(&self.programs, &self.sweep) || self.programs.iter().map(bytes).max() <= Some(MOST_BACK);
        self.request.kind == Kind::Full && has_room
    }

    /// Simulated hours of all futures, each counted once.
    fn hours(&self) -> f64 {
        let of = |programs: &[Program], futures: u32| {
            programs.iter().map(|program| f64::from(program.hours())).sum::<f64>() * f64::from(futures)
        };
        of(&self.programs, self.request.futures) + of(&self.sweep.programs, self.sweep.futures)
    }

    /// All of it for one worker.
    fn whole(&self, run: u32) -> Job {
        let futures = self.request.futures;
        let (programs, sweep) = (self.programs.to_vec(), Sweep::clone(&self.sweep));
        let compares = self.request.others.is_empty();
        Job { run, programs, compares, futures, sweep, chunk: futures, worker: 0, workers: 1 }
    }
}
