//! The worker that computes on a GPU.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen_futures::spawn_local;

use super::{
    host::report,
    protocol::{Adapter, Job, Report},
};
use crate::engine::{
    Reducer, by_volume,
    check::{Agreement, Check},
    compare,
    gpu::{Gpu, Heard, Trouble},
};
use crate::program::Program;

/// A worker with a GPU. Orders come while it waits for the device, and do not wait: a run looks between its slices whether
/// it is still wanted.
#[derive(Default)]
pub(super) struct GpuWorker {
    /// Away while it is at work, and for good after trouble.
    gpu: RefCell<Option<Gpu>>,
    /// What comes next. The page tries nothing while a run may follow, so the newest is all there is to do.
    next: RefCell<Option<Work>>,
    /// The oldest run that is still wanted.
    wanted: Cell<u32>,
}

enum Work {
    Try(Job),
    Run(Job),
}

impl GpuWorker {
    /// Opens the GPU and tells the page of it.
    pub(super) fn open() -> Rc<Self> {
        let this = Rc::new(Self::default());
        let opened = Rc::clone(&this);
        spawn_local(async move {
            match Gpu::open().await {
                Ok(gpu) => {
                    let device = gpu.device();
                    report(&Report::Opened(Adapter { name: device.name.clone(), is_software: device.is_software }));
                    opened.rest(gpu);
                }
                Err(Trouble::None) => report(&Report::NoGpu(Trouble::None.to_string())),
                Err(trouble) => report(&Report::Stopped(trouble.to_string())),
            }
        });
        this
    }

    /// Compiles for a job and measures how fast it would be.
    pub(super) fn try_out(self: &Rc<Self>, job: Job) {
        self.take(Work::Try(job));
    }

    /// Takes a job in place of an older one.
    pub(super) fn start(self: &Rc<Self>, job: Job) {
        self.wanted.set(job.run);
        self.take(Work::Run(job));
    }

    /// Drops the job, unless it is newer than `run`.
    pub(super) fn cancel(&self, run: u32) {
        self.wanted.set(self.wanted.get().max(run.saturating_add(1)));
    }

    fn take(self: &Rc<Self>, work: Work) {
        self.next.replace(Some(work));
        if let Some(gpu) = self.gpu.take() {
            self.rest(gpu);
        }
    }

    /// Goes on with what comes next, or waits for it.
    fn rest(self: &Rc<Self>, mut gpu: Gpu) {
        let Some(work) = self.next.take() else {
            self.gpu.replace(Some(gpu));
            return;
        };
        let this = Rc::clone(self);
        spawn_local(async move {
            let done = match work {
                Work::Try(job) => this.measure(&mut gpu, &job).await,
                Work::Run(job) if job.keeps_futures() => this.run_all(&mut gpu, &job).await,
                Work::Run(job) => this.run(&mut gpu, &job).await,
            };
            match done {
                Ok(said) => {
                    said.iter().for_each(report);
                    this.rest(gpu);
                }
                Err(trouble) => report(&Report::Stopped(trouble.to_string())),
            }
        });
    }

    async fn measure(&self, gpu: &mut Gpu, job: &Job) -> Result<Option<Report>, Trouble> {
        for program in &job.programs {
            gpu.prepare(program).await?;
        }
        let Some(program) = job.programs.first() else { return Ok(None) };
        let seconds = gpu.estimate(program, job.futures).await?;
        Ok(Some(Report::Tried { rate: f64::from(program.hours()) * f64::from(job.futures) / seconds.max(1e-9) }))
    }

    /// One program after the other, each compared with the others future by future: so all that is kept of the futures comes
    /// back, where of one run a summary does.
    async fn run_all(&self, gpu: &mut Gpu, job: &Job) -> Result<Option<Report>, Trouble> {
        let Job { run, programs, sweep, .. } = job;
        let (mut reducers, mut summaries, mut agreement) = (Vec::new(), Vec::new(), Agreement::default());
        let work = |(program, futures): (&Program, u32)| f64::from(futures) * program.months.len() as f64;
        let all: f64 = (0..).map_while(|place| job.program(place)).map(work).sum();
        let mut before = 0.0;
        for (program, futures) in (0..).map_while(|place| job.program(place)) {
            let mut check = Check::new(program, futures);
            let heard = |share: f64| {
                check.step(program);
                let share = (before + share * work((program, futures))) / all;
                let months = (share * programs.first().map_or(0, |first| first.months.len()) as f64) as u32;
                report(&Report::Advance { run: *run, share: share as f32, months });
                *run >= self.wanted.get()
            };
            let Some((raw, summary)) = gpu.run_to_compare(program, futures, heard).await? else { return Ok(None) };
            if raw.as_slice().iter().any(|number| number.is_nan()) {
                return Err(Trouble::Incomplete);
            }
            before += work((program, futures));
            agreement += check.agreement(program, &raw);
            match Reducer::new(program, futures as usize) {
                Ok(mut reducer) => {
                    reducer.place(0, raw);
                    summaries.push(summary);
                    reducers.push(reducer);
                }
                Err(error) => return Ok(Some(Report::Failed { run: *run, sentence: error.to_string() })),
            }
        }
        summaries.truncate(programs.len());
        let swept = reducers.split_off(programs.len());
        let by_volume = (sweep.alternatives > 0).then(|| by_volume(sweep, &swept).into());
        let comparison = (programs.len() > 1).then(|| compare(&reducers, programs).into());
        Ok(Some(Report::Done { run: *run, summaries, comparison, by_volume, agreement: Some(agreement) }))
    }

    /// Between two slices the CPU, which has nothing else to do here, checks some futures.
    async fn run(&self, gpu: &mut Gpu, job: &Job) -> Result<Option<Report>, Trouble> {
        let Job { run, programs, futures, .. } = job;
        let Some(program) = programs.first() else { return Ok(None) };
        let (run, futures) = (*run, *futures);
        let is_wanted = || run >= self.wanted.get();
        let mut check = Check::new(program, futures);
        // The first slice is told at once, so that there is something to cancel.
        let (mut percent, mut months) = (u32::MAX, 0);
        let heard = |heard: Heard<'_>| {
            match heard {
                Heard::Slice(share) => {
                    check.step(program);
                    // More often than the bar can show would only keep the page busy.
                    let now = (share * 100.0) as u32;
                    if std::mem::replace(&mut percent, now) != now {
                        report(&Report::Advance { run, share: share as f32, months });
                    }
                }
                Heard::Month(index, month) => {
                    months = index as u32 + 1;
                    report(&Report::Month { run, index: index as u32, month: month.clone().into() });
                }
            }
            is_wanted()
        };
        let answer = if is_wanted() { gpu.run(program, futures, heard).await? } else { None };
        Ok(answer.map(|answer| {
            let agreement = check.agreement(program, &answer.totals);
            Report::Done {
                run,
                summaries: vec![answer.summary],
                comparison: None,
                by_volume: None,
                agreement: Some(agreement),
            }
        }))
    }
}
