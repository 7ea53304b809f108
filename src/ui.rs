//! The page, in yew: a form on the left, its answer on the right.
//!
//! All that changes is in [`state`]; the hooks carry it to the workers, the address bar and the theme, and everything
//! else only shows it.

mod answer;
mod canvas;
mod chart_card;
mod checkbox;
mod choice;
mod copy_link;
mod data_table;
mod desk;
mod features;
mod field_box;
mod field_row;
mod file;
mod form;
mod growth;
mod header;
mod kept;
mod keys;
mod ladder_card;
mod launches;
mod link;
mod listener;
mod message;
mod month_menu;
mod months;
mod number;
mod number_words;
mod own_number;
mod page;
mod period;
mod plan_menu;
mod plan_numbers;
mod preset_menu;
mod progress;
mod root;
mod same;
mod slider;
mod slots;
pub mod state;
mod storage;
mod theme;
mod verdict;
mod workers;

use std::rc::Rc;

use crate::scenario::{PRESETS, ValidScenario};
use state::{Action, Origin, State};

/// Mounts the page in the element `#app`.
pub fn start() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(mount) = document.and_then(|document| document.get_element_by_id("app")) else { return };
    let (found, complaint) = opening();
    match State::new(found) {
        Ok(state) => {
            let state = complaint.map_or_else(|| state.clone(), |sentence| state.after(Action::Say(sentence)));
            let props = page::PageProps { opening: Rc::new(state) };
            yew::Renderer::<page::Page>::with_root_and_props(mount, props).render();
        }
        Err(sentence) => mount.set_text_content(Some(&sentence)),
    }
}

/// What the page opens with: the scenario of its link, else what this browser has kept, else nothing, and what is to be
/// said about it.
fn opening() -> (Option<(Origin, ValidScenario)>, Option<String>) {
    let mut complaint = match link::read() {
        Some(Ok(scenario)) => return (Some((Origin::Link, scenario)), None),
        Some(Err(sentence)) => Some(sentence),
        None => None,
    };
    let kept = kept::read().and_then(|fragment| match link::scenario_of(&fragment) {
        Ok(scenario) => Some(scenario),
        Err(sentence) => {
            complaint
                .get_or_insert_with(|| format!("What this browser kept of your last visit was not opened. {sentence}"));
            None
        }
    });
    let shown = match kept {
        Some(_) => "Your last scenario is shown instead.".to_owned(),
        None => format!("The scenario “{}” is shown instead.", PRESETS[0].title),
    };
    let complaint = complaint.map(|sentence| format!("{sentence} {shown}"));
    (kept.map(|scenario| (Origin::Kept, scenario)), complaint)
}
