//! What the browser keeps for the page from one visit to the next.

/// What is kept under a name; `None` where there is nothing, or the browser keeps nothing.
pub(super) fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps something under a name in place of what was there, or with `None` nothing. Says whether the browser did so: it
/// may be full, or asked to keep nothing.
pub(super) fn set(name: &str, text: Option<&str>) -> bool {
    let Some(storage) = storage() else { return false };
    let done = match text {
        Some(text) => storage.set_item(name, text),
        None => storage.remove_item(name),
    };
    done.is_ok()
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
