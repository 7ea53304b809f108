//! The scenario as a file: saved, and opened again.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

use super::state::{Action, Dispatch, Origin, title};
use crate::date::Date;
use crate::scenario::{Scenario, ScenarioError, ValidScenario};
use crate::share;

/// Milliseconds for which a file that is being saved is kept.
const KEPT: u32 = 40_000;

/// Longest name of a saved file without its ending, in characters.
const LONGEST_NAME: usize = 60;

/// Gives a text about a scenario to the browser as a file to save. `None` where it saves none.
pub(super) fn save(scenario: &Scenario, ending: &str, kind: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link = web_sys::window()?.document()?.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok()?;
    link.set_href(&address);
    link.set_download(&format!("{}.{ending}", name(title(scenario))));
    link.click();
    // Some browsers begin to read only later.
    Timeout::new(KEPT, move || drop(Url::revoke_object_url(&address))).forget();
    Some(())
}

/// A title as the name of a file: small letters, digits and hyphens.
fn name(title: &str) -> String {
    let plain = title.to_lowercase().chars().map(|it| if it.is_alphanumeric() { it } else { '-' }).collect::<String>();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(LONGEST_NAME).collect();
    if name.is_empty() { "scenario".to_owned() } else { name }
}

/// Opens the file that was chosen in an input, beside a catalogue of the day `known`.
pub(super) fn open(input: &HtmlInputElement, known: Date, dispatch: &Dispatch) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    // Else choosing the same file again would not be noticed.
    input.set_value("");
    let dispatch = dispatch.clone();
    spawn_local(async move {
        let name = file.name();
        dispatch.dispatch(match read(&file).await {
            Ok(scenario) => {
                let remark = share::newer_prices(&scenario, known);
                Action::Open(Origin::File(name), Box::new(scenario.opened(known)), remark)
            }
            Err(sentence) => Action::Say(format!("{name} was not opened. {sentence} Your scenario stays.")),
        });
    });
}

async fn read(file: &File) -> Result<ValidScenario, String> {
    let sentence = |error: ScenarioError| error.to_string();
    // Asked before it is read: anything can be chosen.
    if file.size() > Scenario::MAX_JSON as f64 {
        return Err(sentence(ScenarioError::TooLong));
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    let text = text.ok_or("The browser could not read it.")?;
    Scenario::from_json(&text).and_then(Scenario::validate).map_err(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_that_every_system_takes() {
        assert_eq!(name("A chat app on free tiers"), "a-chat-app-on-free-tiers");
        assert_eq!(name("../Été: 2027/28?"), "été-2027-28");
        assert_eq!(name("<>"), "scenario");
        assert_eq!(name(&"x".repeat(300)).len(), LONGEST_NAME);
    }
}
