//! The page's side: asks for runs and hears of their results.

use std::{
    cell::{RefCell, RefMut},
    rc::{Rc, Weak},
};

use gloo_timers::callback::Interval;

use super::{
    choice::{Engine, Wanted},
    event::Event,
    member::Sign,
    pool::Pool,
    queue::Request,
    runs::Runs,
};

use crate::catalog::Catalog;

/// Said when the browser has files of two builds.
const FOREIGN: &str = "This page is older than its worker; reload the page.";
/// Said when restarting did not help.
const DEAD: &str = "The simulation stopped twice in a row. Your scenario is kept.";
/// Said when the worker with the GPU broke.
const GPU_DEAD: &str = "The part of the page that computes on the GPU has stopped.";
/// Milliseconds between two looks whether a run goes on.
const WATCH: u32 = 1_000;
/// Said where a page cannot compute on any GPU.
const NO_WEBGPU: &str = "This browser does not let pages compute on a GPU (it has no WebGPU).";

/// Why this browser cannot compute on a GPU; `None` if it may, which only opening one tells.
#[must_use]
pub fn without_gpu() -> Option<&'static str> {
    let navigator = web_sys::window().map(|window| window.navigator());
    let has =
        navigator.and_then(|it| js_sys::Reflect::get(&it, &"gpu".into()).ok()).is_some_and(|gpu| !gpu.is_undefined());
    (!has).then_some(NO_WEBGPU)
}

/// Runs scenarios on a pool of workers or on the GPU. Clones share both.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Inner>>);

struct Inner {
    runs: Runs,
    /// Counts pools: what a worker of an earlier one did no longer matters.
    generation: u32,
    /// Pools that died at work since the last answer.
    deaths: u32,
    /// Whether the pool died with nothing to do; the next request starts another.
    is_away: bool,
    /// Looks for workers that end without a word, as those do that the browser takes away.
    _watch: Interval,
    notify: Rc<dyn Fn(Event)>,
}

impl Client {
    /// Starts the workers, one for each processor the browser shows; `notify` hears of everything.
    #[must_use]
    pub fn new(catalog: Rc<Catalog>, notify: impl Fn(Event) + 'static) -> Self {
        let processors = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
        let workers = processors.clamp(1.0, 16.0) as u32;
        let client = Self(Rc::new_cyclic(|weak: &Weak<RefCell<Inner>>| {
            let weak = weak.clone();
            let has_gpu = without_gpu().is_none();
            let watched = weak.clone();
            let watch = Interval::new(WATCH, move || look(&watched));
            let runs = Runs::new(catalog, workers, has_gpu, Rc::new(move |sign| heed_gpu(&weak, sign)));
            RefCell::new(Inner {
                runs,
                generation: 0,
                deaths: 0,
                is_away: false,
                _watch: watch,
                notify: Rc::new(notify),
            })
        }));
        client.start_pool();
        client
    }

    /// Asks for a run. It starts now, or when the live run under way has finished, unless something newer comes first.
    pub fn ask(&self, request: Request) {
        let is_away = self.0.borrow().is_away;
        if is_away {
            self.start_pool();
        }
        let mut inner = self.0.borrow_mut();
        let event = inner.runs.ask(request);
        tell(inner, event);
    }

    /// Stops the run under way and drops what waits.
    pub fn cancel(&self) {
        self.0.borrow_mut().runs.cancel();
    }

    /// Says what full runs should be done by, the one that is shown included.
    pub fn want(&self, wanted: Wanted) {
        let runs = &mut self.0.borrow_mut().runs;
        runs.choice.want(wanted);
        runs.follow_choice();
    }

    /// Opens a GPU again that stopped.
    pub fn retry_gpu(&self) {
        let runs = &mut self.0.borrow_mut().runs;
        runs.choice.retry();
        runs.follow_choice();
    }

    /// Starts new workers and repeats what the old ones left undone.
    pub fn restart(&self) {
        self.0.borrow_mut().deaths = 0;
        self.start_pool();
    }

    fn start_pool(&self) {
        let (generation, workers) = {
            let mut inner = self.0.borrow_mut();
            inner.drop_pool();
            (inner.generation, inner.runs.workers)
        };
        let weak = Rc::downgrade(&self.0);
        let pool = Pool::new(workers, Rc::new(move |sign| heed(&weak, generation, sign)));
        let dead = pool.is_none();
        let mut inner = self.0.borrow_mut();
        inner.is_away = false;
        inner.runs.pool = pool;
        inner.runs.repeat();
        tell(inner, dead.then(|| Event::Dead(DEAD.to_owned())));
    }
}

impl Inner {
    fn drop_pool(&mut self) {
        self.generation += 1;
        self.runs.pool = None;
    }

    fn foreign(&mut self) -> Option<Event> {
        self.drop_pool();
        Some(Event::Foreign(FOREIGN.to_owned()))
    }
}

/// Heeds what a worker of a pool did.
fn heed(inner: &Weak<RefCell<Inner>>, generation: u32, sign: Sign) {
    let Some(shared) = inner.upgrade() else { return };
    let mut inner = shared.borrow_mut();
    if inner.generation != generation {
        return;
    }
    let event = match sign {
        Sign::Report(report) => {
            let event = inner.runs.take(report);
            if matches!(event, Some(Event::Done { .. })) {
                inner.deaths = 0;
            }
            event
        }
        Sign::Foreign => inner.foreign(),
        Sign::Death => {
            drop(inner);
            return bury(shared);
        }
    };
    tell(inner, event);
}

/// Replaces a pool that died: at once if it was at work, and not again if the next one dies of the same work.
fn bury(shared: Rc<RefCell<Inner>>) {
    let mut inner = shared.borrow_mut();
    inner.drop_pool();
    if !inner.runs.needs_pool() {
        inner.is_away = true;
        return;
    }
    inner.deaths += 1;
    if inner.deaths == 1 {
        drop(inner);
        return Client(shared).start_pool();
    }
    tell(inner, Some(Event::Dead(DEAD.to_owned())));
}

/// Looks whether the run under way goes on.
fn look(inner: &Weak<RefCell<Inner>>) {
    let Some(shared) = inner.upgrade() else { return };
    let mut inner = shared.borrow_mut();
    // What has come back to the pool since it died, from the GPU for instance.
    if inner.is_away && inner.runs.needs_pool() {
        drop(inner);
        return Client(shared).start_pool();
    }
    match inner.runs.silent() {
        Some(Engine::Cpu) => {
            drop(inner);
            bury(shared);
        }
        Some(Engine::Gpu) => {
            let event = inner.runs.stop_gpu(GPU_DEAD.to_owned());
            tell(inner, event);
        }
        None => {}
    }
}

/// Heeds what the worker with the GPU did.
fn heed_gpu(inner: &Weak<RefCell<Inner>>, sign: Sign) {
    let Some(shared) = inner.upgrade() else { return };
    let mut inner = shared.borrow_mut();
    let event = match sign {
        Sign::Report(report) => inner.runs.take(report),
        Sign::Foreign => inner.foreign(),
        Sign::Death => inner.runs.stop_gpu(GPU_DEAD.to_owned()),
    };
    tell(inner, event);
}

/// Tells the page, which may ask for something at once.
fn tell(inner: RefMut<'_, Inner>, event: Option<Event>) {
    let notify = Rc::clone(&inner.notify);
    drop(inner);
    if let Some(event) = event {
        notify(event);
    }
}

/// Milliseconds of the page's clock.
#[must_use]
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}
