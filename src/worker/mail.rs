//! Messages between the page, its workers and their ports: an array of postcard bytes and at most one enclosure.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::MessageEvent;

use super::protocol::encode;

/// A function that the browser calls with every message.
pub(super) type Listener = Closure<dyn FnMut(MessageEvent)>;

/// A message to post, `enclosed` being a port, numbers, or `undefined`.
pub(super) fn letter(message: &impl Serialize, enclosed: &JsValue) -> Array {
    Array::of2(&Uint8Array::from(&encode(message)[..]), enclosed)
}

/// The bytes and the enclosure of a message; empty where it is not one of ours.
pub(super) fn open(event: &MessageEvent) -> (Vec<u8>, JsValue) {
    let Ok(parts) = event.data().dyn_into::<Array>() else { return (Vec::new(), JsValue::UNDEFINED) };
    let bytes = parts.get(0).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
    (bytes, parts.get(1))
}

/// What must be handed over rather than copied.
pub(super) fn handed_over(thing: &JsValue) -> Array {
    if thing.is_undefined() { Array::new() } else { Array::of1(thing) }
}
