//! The worker's side: listens, and does as its role says.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

use super::{
    compute::Compute,
    gpu::GpuWorker,
    mail::{Listener, letter, open},
    protocol::{BUILD, Order, Report, decode},
    reduce::Reduce,
};

/// What a worker of the pool is for; the first message says it.
enum Role {
    New,
    Compute(Rc<Compute>),
    Reduce(Rc<Reduce>),
}

/// Starts listening as a worker of the pool.
pub fn start() {
    let role = RefCell::new(Role::New);
    listen(move |order, enclosed| {
        role.replace_with(|role| std::mem::replace(role, Role::New).obey(order, enclosed));
    });
}

/// Starts listening as the worker with the GPU, which is a program of its own: most runs need no GPU, and a page should load
/// nothing that it does not need.
pub fn start_gpu() {
    let worker = RefCell::new(None::<Rc<GpuWorker>>);
    listen(move |order, _| {
        let mut worker = worker.borrow_mut();
        match (&*worker, order) {
            (None, Order::Gpu) => *worker = Some(GpuWorker::open()),
            (Some(gpu), Order::Try(job)) => gpu.try_out(job),
            (Some(gpu), Order::Start(job)) => gpu.start(job),
            (Some(gpu), Order::Cancel(run)) => gpu.cancel(run),
            _ => {}
        }
    });
}

/// Hands on every order, and tells the page that it listens: what was posted before is lost.
fn listen(mut obey: impl FnMut(Order, JsValue) + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let listener = Listener::new(move |event: MessageEvent| {
        let (bytes, enclosed) = open(&event);
        // Orders of another build are left unread: the page has seen that from the build's name and says so.
        if let Some(order) = decode(&bytes) {
            obey(order, enclosed);
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    report(&Report::Ready { build: BUILD.to_owned() });
}

impl Role {
    fn obey(self, order: Order, enclosed: JsValue) -> Self {
        let port = enclosed.dyn_into::<MessagePort>().ok();
        match (&self, order, port) {
            (Self::New, Order::Compute, Some(port)) => return Self::Compute(Compute::new(port)),
            (Self::New, Order::Reduce, _) => return Self::Reduce(Rc::new(Reduce::default())),
            (Self::Reduce(reduce), Order::Port, Some(port)) => reduce.listen(port),
            (Self::Compute(compute), Order::Start(job), _) => compute.start(job),
            (Self::Compute(compute), Order::Cancel(run), _) => compute.cancel(run),
            (Self::Reduce(reduce), Order::Start(job), _) => reduce.start(job),
            (Self::Reduce(reduce), Order::Cancel(run), _) => reduce.cancel(run),
            _ => {}
        }
        self
    }
}

/// Tells the page something.
pub(super) fn report(report: &Report) {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        // Fails only for messages that cannot be copied; bytes can.
        let _ = scope.post_message(&letter(report, &JsValue::UNDEFINED));
    }
}
