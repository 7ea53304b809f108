//! Hearing an event of the browser for as long as one is interested.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// Calls a function with every event of one type, until it is dropped.
pub(super) struct Listener {
    target: EventTarget,
    event: &'static str,
    function: Closure<dyn FnMut(Event)>,
}

impl Listener {
    pub(super) fn new(target: &EventTarget, event: &'static str, call: impl FnMut(Event) + 'static) -> Self {
        let function = Closure::new(call);
        // Fails only for functions that cannot be called.
        let _ = target.add_event_listener_with_callback(event, function.as_ref().unchecked_ref());
        Self { target: target.clone(), event, function }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.function.as_ref().unchecked_ref());
    }
}
