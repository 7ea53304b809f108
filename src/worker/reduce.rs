//! The worker that gathers what the others compute.

use std::{cell::RefCell, rc::Rc};

use js_sys::Float32Array;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, MessagePort};

use super::{
    gather::Gather,
    host::report,
    mail::{Listener, open},
    protocol::{Job, decode},
};

/// The reducing worker.
#[derive(Default)]
pub(super) struct Reduce {
    gather: Rc<RefCell<Gather>>,
}

impl Reduce {
    /// Takes parcels from a compute worker.
    pub(super) fn listen(&self, port: MessagePort) {
        let gather = Rc::clone(&self.gather);
        let listener = Listener::new(move |event: MessageEvent| {
            let (bytes, enclosed) = open(&event);
            if let (Some(parcel), Ok(numbers)) = (decode(&bytes), enclosed.dyn_into::<Float32Array>()) {
                gather.borrow_mut().accept(parcel, numbers.to_vec()).iter().for_each(report);
            }
        });
        port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // Lives as long as the worker.
        listener.forget();
    }

    /// Takes a job in place of an older one.
    pub(super) fn start(&self, job: Job) {
        self.gather.borrow_mut().start(job).iter().for_each(report);
    }

    /// Drops the job, unless it is newer than `run`.
    pub(super) fn cancel(&self, run: u32) {
        self.gather.borrow_mut().cancel(run);
    }
}
