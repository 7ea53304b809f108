//! Files of the page itself that are fetched when they are needed. Nothing else of the page asks a host for anything, and the content
//! security policy would refuse any other host.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file that lies beside the page; `None` where it does not come.
pub(super) async fn fetch(name: &str) -> Option<String> {
    text(name).await.ok()?.as_string()
}

async fn text(name: &str) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let answer: Response = JsFuture::from(window.fetch_with_str(name)).await?.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(answer.text()?).await
}
