//! Which run comes next: at most one is under way, at most one waits.
//!
//! While a slider moves, a live run is let finish and the newest input waits for it, so the charts move as fast as runs
//! finish. A full run gives way to anything newer at once, and so does that of a guide, which never stops another.

use std::{mem, rc::Rc};

use crate::scenario::ValidScenario;

/// How thorough a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A few futures, while a slider moves.
    Live,
    /// All futures that the scenario asks for.
    Full,
    /// All futures of several scenarios, each for itself: what a guide puts beside a document.
    Guide,
}

/// Something to compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// How thoroughly.
    pub kind: Kind,
    /// What to simulate, with all its alternatives.
    pub scenario: Rc<ValidScenario>,
    /// What else to simulate, each for itself; where there is something, nothing is compared.
    pub others: Rc<[ValidScenario]>,
    /// Futures of each.
    pub futures: u32,
    /// When a slider caused it, in milliseconds of the page's clock.
    pub slid_at: Option<f64>,
}

/// A request that was given a number, and later an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// Number of the run.
    pub run: u32,
    /// When it was started, in milliseconds of the page's clock.
    pub started_at: f64,
    /// What was asked.
    pub request: Request,
}

/// The runs of a page.
#[derive(Debug, Default)]
pub(super) struct Queue {
    last: u32,
    running: Option<Finished>,
    waiting: Option<Request>,
}

impl Queue {
    /// Takes a request. Returns the run to start, if it is to start now. A guide that comes while something else is under way is
    /// dropped: the page asks again once that has its answer.
    pub(super) fn ask(&mut self, request: Request, now: f64) -> Option<Finished> {
        match &self.running {
            Some(running) if request.kind == Kind::Guide && running.request.kind != Kind::Guide => None,
            Some(running) if running.request.kind == Kind::Live => {
                self.waiting = Some(request);
                None
            }
            _ => Some(self.start(request, now)),
        }
    }

    /// Ends a run, if it is the one under way.
    pub(super) fn finish(&mut self, run: u32) -> Option<Finished> {
        self.running.take_if(|running| running.run == run)
    }

    /// Starts what waits, unless a run is under way.
    pub(super) fn next(&mut self, now: f64) -> Option<Finished> {
        let request = if self.running.is_none() { self.waiting.take() } else { None };
        request.map(|request| self.start(request, now))
    }

    /// Drops what waits and what is under way; returns the latter's number.
    pub(super) fn cancel(&mut self) -> Option<u32> {
        self.waiting = None;
        mem::take(&mut self.running).map(|running| running.run)
    }

    /// Whether a run is under way.
    pub(super) fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// The run under way, if it is this one.
    pub(super) fn running(&self, run: u32) -> Option<&Finished> {
        self.running.as_ref().filter(|running| running.run == run)
    }

    /// Starts the run under way once more, for workers that know nothing of it.
    pub(super) fn repeat(&mut self, now: f64) -> Option<Finished> {
        let undone = self.running.take()?.request;
        let request = self.waiting.take().unwrap_or(undone);
        Some(self.start(request, now))
    }

    fn start(&mut self, request: Request, now: f64) -> Finished {
        self.last = self.last.wrapping_add(1);
        self.running.insert(Finished { run: self.last, started_at: now, request }).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    fn request(kind: Kind, futures: u32) -> Request {
        let scenario = Rc::new(PRESETS[0].scenario().unwrap());
        Request { kind, scenario, others: Rc::default(), futures, slid_at: None }
    }

    fn numbers(run: Option<Finished>) -> Option<(u32, u32)> {
        run.map(|run| (run.run, run.request.futures))
    }

    #[test]
    fn the_newest_waits_for_a_live_run() {
        let mut queue = Queue::default();
        assert_eq!(numbers(queue.ask(request(Kind::Live, 64), 0.0)), Some((1, 64)));
        assert_eq!(queue.ask(request(Kind::Live, 65), 0.0), None);
        assert_eq!(queue.ask(request(Kind::Full, 66), 0.0), None);
        assert_eq!(queue.next(0.0), None, "one at a time");
        assert!(queue.finish(1).is_some());
        assert_eq!(numbers(queue.next(0.0)), Some((2, 66)));
    }

    #[test]
    fn a_full_run_gives_way_at_once() {
        let mut queue = Queue::default();
        queue.ask(request(Kind::Full, 64), 0.0);
        assert_eq!(numbers(queue.ask(request(Kind::Live, 65), 0.0)), Some((2, 65)));
        assert_eq!(queue.finish(1), None, "its late answer is dropped");
        assert!(queue.running(2).is_some());
    }

    #[test]
    fn a_guide_gives_way_and_stops_nothing() {
        let mut queue = Queue::default();
        assert_eq!(numbers(queue.ask(request(Kind::Guide, 64), 0.0)), Some((1, 64)));
        assert_eq!(numbers(queue.ask(request(Kind::Live, 65), 0.0)), Some((2, 65)));
        assert_eq!(queue.ask(request(Kind::Full, 66), 0.0), None);
        assert_eq!(queue.ask(request(Kind::Guide, 67), 0.0), None);
        assert!(queue.finish(1).is_none() && queue.finish(2).is_some());
        assert_eq!(numbers(queue.next(0.0)), Some((3, 66)), "the guide did not take its place");
        assert_eq!(queue.ask(request(Kind::Guide, 68), 0.0), None);
        assert!(queue.finish(3).is_some());
        assert_eq!(queue.next(0.0), None, "it is asked for again");
        assert_eq!(numbers(queue.ask(request(Kind::Guide, 69), 0.0)), Some((4, 69)));
    }

    #[test]
    fn cancelling_drops_everything() {
        let mut queue = Queue::default();
        queue.ask(request(Kind::Live, 64), 0.0);
        queue.ask(request(Kind::Live, 65), 0.0);
        assert_eq!(queue.cancel(), Some(1));
        assert_eq!((queue.cancel(), queue.next(0.0)), (None, None));
    }

    #[test]
    fn repeating_takes_the_newest() {
        let mut queue = Queue::default();
        assert_eq!(queue.repeat(0.0), None);
        queue.ask(request(Kind::Live, 64), 0.0);
        assert_eq!(numbers(queue.repeat(0.0)), Some((2, 64)));
        queue.ask(request(Kind::Full, 65), 0.0);
        assert_eq!(numbers(queue.repeat(0.0)), Some((3, 65)));
    }
}
