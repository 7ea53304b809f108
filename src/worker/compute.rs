//! A worker that computes futures, a group at a time, and listens in between.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use js_sys::Float32Array;
use wasm_bindgen::JsCast;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use super::{
    mail::{Listener, handed_over, letter},
    protocol::{Job, Parcel},
    task::{Step, Task},
};

/// A computing worker.
pub(super) struct Compute {
    reducer: MessagePort,
    task: RefCell<Option<Task>>,
    /// A message to ourselves comes back after those that wait, a cancel for instance; a timer would wait 4 ms.
    ticker: Option<MessageChannel>,
    ticking: Cell<bool>,
}

impl Compute {
    /// A worker that sends its chunks through `reducer`.
    pub(super) fn new(reducer: MessagePort) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let this = this.clone();
            let listener = Listener::new(move |_: MessageEvent| {
                if let Some(this) = this.upgrade() {
                    this.step();
                }
            });
            let ticker = MessageChannel::new().ok();
            if let Some(ticker) = &ticker {
                ticker.port2().set_onmessage(Some(listener.as_ref().unchecked_ref()));
            }
            // Both live as long as the worker.
            listener.forget();
            Self { reducer, task: RefCell::new(None), ticker, ticking: Cell::new(false) }
        })
    }

    /// Takes a job in place of an older one.
    pub(super) fn start(&self, job: Job) {
        self.task.replace(Some(Task::new(job)));
        self.tick();
    }

    /// Drops the job, unless it is newer than `run`.
    pub(super) fn cancel(&self, run: u32) {
        self.task.borrow_mut().take_if(|task| task.run() <= run);
    }

    fn step(&self) {
        self.ticking.set(false);
        let step = self.task.borrow_mut().as_mut().map_or(Step::End, Task::step);
        match step {
            Step::Group => self.tick(),
            Step::Chunk(parcel, raw) => {
                self.send(parcel, raw.as_slice());
                self.tick();
            }
            Step::End => {
                self.task.replace(None);
            }
        }
    }

    fn send(&self, parcel: Parcel, numbers: &[f32]) {
        let numbers = Float32Array::from(numbers);
        let buffer = handed_over(&numbers.buffer());
        // Fails only where the buffer was handed over before; it is new.
        let _ = self.reducer.post_message_with_transferable(&letter(&parcel, &numbers), &buffer);
    }

    fn tick(&self) {
        let Some(ticker) = &self.ticker else { return };
        if !self.ticking.replace(true) {
            let _ = ticker.port1().post_message(&wasm_bindgen::JsValue::NULL);
        }
    }
}
