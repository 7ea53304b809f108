//! The page's side: asks for runs and hears of their results.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use super::{
    Summary,
    pool::{Pool, Sign},
    protocol::Report,
    queue::{Finished, Kind, Queue, Request},
};

/// Said when the browser has files of two builds.
const FOREIGN: &str = "This page is older than its worker; reload the page.";
/// Said when restarting did not help.
const DEAD: &str = "The simulation stopped twice in a row. Your scenario is kept.";

/// What the page hears of its runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A run is under way.
    Progress {
        /// How thorough it is.
        kind: Kind,
        /// Futures done.
        done: u32,
        /// Futures in all.
        of: u32,
    },
    /// A run has its answer.
    Done {
        /// The run.
        finished: Finished,
        /// Its answer.
        summary: Rc<Summary>,
        /// Workers that computed it.
        workers: u32,
        /// Milliseconds from its start to its answer.
        took: f64,
    },
    /// A run cannot be done: a sentence.
    Failed(String),
    /// The workers are gone until [`Client::restart`]: a sentence.
    Dead(String),
    /// The page must be reloaded: a sentence.
    Foreign(String),
}

/// Runs scenarios on a pool of workers. Clones share it.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Inner>>);

struct Inner {
    queue: Queue,
    pool: Option<Pool>,
    workers: u32,
    /// Counts pools: what a worker of an earlier one did no longer matters.
    generation: u32,
    /// Pools that died since the last answer.
    deaths: u32,
    notify: Rc<dyn Fn(Event)>,
}

impl Client {
    /// Starts the workers, one for each processor the browser shows; `notify` hears of everything.
    #[must_use]
    pub fn new(notify: impl Fn(Event) + 'static) -> Self {
        let processors = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
        let inner = Inner {
            queue: Queue::default(),
            pool: None,
            workers: processors.clamp(1.0, 16.0) as u32,
            generation: 0,
            deaths: 0,
            notify: Rc::new(notify),
        };
        let client = Self(Rc::new(RefCell::new(inner)));
        client.start_pool();
        client
    }

    /// Asks for a run. It starts now, or when the live run under way has finished, unless something newer comes first.
    pub fn ask(&self, request: Request) {
        let mut inner = self.0.borrow_mut();
        let run = inner.queue.ask(request, now());
        inner.start(run);
    }

    /// Stops the run under way and drops what waits.
    pub fn cancel(&self) {
        let mut inner = self.0.borrow_mut();
        if let (Some(run), Some(pool)) = (inner.queue.cancel(), &inner.pool) {
            pool.cancel(run);
        }
    }

    /// Starts new workers and repeats what the old ones left undone.
    pub fn restart(&self) {
        self.0.borrow_mut().deaths = 0;
        self.start_pool();
    }

    fn start_pool(&self) {
        let (generation, workers) = {
            let mut inner = self.0.borrow_mut();
            inner.generation += 1;
            inner.pool = None;
            (inner.generation, inner.workers)
        };
        let weak = Rc::downgrade(&self.0);
        let pool = Pool::new(workers, Rc::new(move |sign| heed(&weak, generation, sign)));
        let dead = pool.is_none();
        let mut inner = self.0.borrow_mut();
        inner.pool = pool;
        let run = inner.queue.repeat(now());
        inner.start(run);
        if dead {
            let notify = Rc::clone(&inner.notify);
            drop(inner);
            notify(Event::Dead(DEAD.to_owned()));
        }
    }
}

impl Inner {
    fn start(&self, run: Option<Finished>) {
        if let (Some(run), Some(pool)) = (run, &self.pool) {
            pool.start(&run);
        }
    }

    /// Takes a report; returns what the page should hear.
    fn take(&mut self, report: Report) -> Option<Event> {
        let event = match report {
            Report::Ready { .. } => return None,
            Report::Progress { run, done } => {
                let request = &self.queue.running(run)?.request;
                return Some(Event::Progress { kind: request.kind, done, of: request.futures });
            }
            Report::Done { run, summary } => {
                self.deaths = 0;
                let finished = self.queue.finish(run)?;
                let took = now() - finished.started_at;
                Event::Done { finished, summary: Rc::from(summary), workers: self.workers, took }
            }
            Report::Failed { run, sentence } => {
                self.queue.finish(run)?;
                Event::Failed(sentence)
            }
        };
        let next = self.queue.next(now());
        self.start(next);
        Some(event)
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
        Sign::Report(report) => inner.take(report),
        Sign::Foreign => {
            inner.generation += 1;
            inner.pool = None;
            Some(Event::Foreign(FOREIGN.to_owned()))
        }
        Sign::Death => {
            inner.deaths += 1;
            if inner.deaths == 1 {
                drop(inner);
                return Client(shared).start_pool();
            }
            inner.generation += 1;
            inner.pool = None;
            Some(Event::Dead(DEAD.to_owned()))
        }
    };
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
