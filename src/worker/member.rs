//! A worker as the page holds it.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType};

use super::{
    mail::{Listener, handed_over, letter, open},
    protocol::{BUILD, Order, Report, decode},
};

/// Something a worker did.
pub(super) enum Sign {
    /// It spoke.
    Report(Report),
    /// It is of another build.
    Foreign,
    /// It broke or could not be loaded.
    Death,
}

/// Which program a worker runs: the file's name, which the loader knows.
#[derive(Clone, Copy)]
pub(super) enum Runs {
    /// Computes futures or reduces them.
    Pool,
    /// Has the GPU.
    Gpu,
}

/// A worker, and what to tell it as soon as it listens. It ends with this.
pub(super) struct Member {
    worker: Worker,
    backlog: Rc<RefCell<Option<Vec<Letter>>>>,
    _on_message: Listener,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

type Letter = (Order, Option<MessagePort>);

impl Member {
    /// Starts a worker; `watch` hears of everything it does.
    pub(super) fn new(runs: Runs, watch: Rc<dyn Fn(Sign)>) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // The files of a worker have the same names in every build: the query keeps an older one out of the cache.
        let file = match runs {
            Runs::Pool => "worker",
            Runs::Gpu => "gpu",
        };
        let worker = Worker::new_with_options(&format!("./worker_loader.js?{file}&{BUILD}"), &options).ok()?;
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

    /// Whether it is loaded and hears what it is told.
    pub(super) fn listens(&self) -> bool {
        self.backlog.borrow().is_none()
    }

    /// Tells the worker something, with a port or without.
    pub(super) fn send(&self, order: Order, port: Option<MessagePort>) {
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
