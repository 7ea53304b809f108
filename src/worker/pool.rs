//! The workers of a page.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageChannel, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType};

use super::{
    mail::{Listener, handed_over, letter, open},
    protocol::{BUILD, Job, Order, Report, decode},
    queue::{Finished, Kind},
};

/// Futures in a chunk of a full run: the fewer chunks, the less work for the reducer.
const FULL_CHUNK: u32 = 32;
/// Futures in a chunk of a live run: one group, so that a few futures still reach every worker.
const LIVE_CHUNK: u32 = 8;

/// Something a worker did.
pub(super) enum Sign {
    /// It spoke.
    Report(Report),
    /// It is of another build.
    Foreign,
    /// It broke or could not be loaded.
    Death,
}

/// Compute workers and one that reduces.
pub(super) struct Pool {
    compute: Vec<Member>,
    reduce: Member,
}

impl Pool {
    /// Starts `count` compute workers and a reducer; `watch` hears of everything they do.
    pub(super) fn new(count: u32, watch: Rc<dyn Fn(Sign)>) -> Option<Self> {
        let reduce = Member::new(Rc::clone(&watch))?;
        reduce.send(Order::Reduce, None);
        let mut compute = Vec::new();
        for _ in 0..count {
            let member = Member::new(Rc::clone(&watch))?;
            let channel = MessageChannel::new().ok()?;
            member.send(Order::Compute, Some(channel.port1()));
            reduce.send(Order::Port, Some(channel.port2()));
            compute.push(member);
        }
        Some(Self { compute, reduce })
    }

    /// Starts a run on every worker, in place of older ones.
    pub(super) fn start(&self, run: &Finished) {
        let chunk = match run.request.kind {
            Kind::Live => LIVE_CHUNK,
            Kind::Full => FULL_CHUNK,
        };
        let workers = self.compute.len() as u32;
        let scenario = run.request.scenario.to_json();
        let job = |worker| Job {
            run: run.run,
            scenario: scenario.clone(),
            futures: run.request.futures,
            chunk,
            worker,
            workers,
        };
        self.reduce.send(Order::Start(job(0)), None);
        for (worker, member) in (0..).zip(&self.compute) {
            member.send(Order::Start(job(worker)), None);
        }
    }

    /// Stops a run and everything older.
    pub(super) fn cancel(&self, run: u32) {
        self.compute.iter().chain([&self.reduce]).for_each(|member| member.send(Order::Cancel(run), None));
    }
}

/// A worker, and what to tell it as soon as it listens.
struct Member {
    worker: Worker,
    backlog: Rc<RefCell<Option<Vec<Letter>>>>,
    _on_message: Listener,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

type Letter = (Order, Option<MessagePort>);

impl Member {
    fn new(watch: Rc<dyn Fn(Sign)>) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // The files of a worker have the same names in every build: the query keeps an older one out of the cache.
        let worker = Worker::new_with_options(&format!("./worker_loader.js?{BUILD}"), &options).ok()?;
        let backlog = Rc::new(RefCell::new(Some(Vec::new())));

        let on_message = Listener::new({
            let (worker, backlog, watch) = (worker.clone(), Rc::clone(&backlog), Rc::clone(&watch));
            move |event: MessageEvent| match decode(&open(&event).0) {
                Some(Report::Ready { build }) if build == BUILD => {
                    let letters = backlog.take().unwrap_or_default();
                    letters.into_iter().for_each(|letter| post(&worker, letter));
                }
                Some(Report::Ready { .. }) | None => watch(Sign::Foreign),
                Some(report) => watch(Sign::Report(report)),
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            watch(Sign::Death);
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, backlog, _on_message: on_message, _on_error: on_error })
    }

    fn send(&self, order: Order, port: Option<MessagePort>) {
        match &mut *self.backlog.borrow_mut() {
            Some(backlog) => backlog.push((order, port)),
            None => post(&self.worker, (order, port)),
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn post(worker: &Worker, (order, port): Letter) {
    let port = port.map_or(JsValue::UNDEFINED, JsValue::from);
    // Fails only for ports that were handed over before; each is handed over once.
    let _ = worker.post_message_with_transfer(&letter(&order, &port), &handed_over(&port));
}
