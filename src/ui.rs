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
mod form;
mod growth;
mod header;
mod ladder_card;
mod launches;
mod link;
mod listener;
mod message;
mod month_menu;
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
mod theme;
mod verdict;
mod workers;

use std::rc::Rc;

use state::{Action, State};

/// Mounts the page in the element `#app`, with the scenario of its link or the first preset.
pub fn start() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(mount) = document.and_then(|document| document.get_element_by_id("app")) else { return };
    let (linked, complaint) = match link::read() {
        None => (None, None),
        Some(Ok(shared)) => (Some(shared), None),
        Some(Err(sentence)) => (None, Some(sentence)),
    };
    match State::new(linked) {
        Ok(state) => {
            let state = complaint.map_or_else(|| state.clone(), |sentence| state.after(Action::Say(sentence)));
            let props = page::PageProps { opening: Rc::new(state) };
            yew::Renderer::<page::Page>::with_root_and_props(mount, props).render();
        }
        Err(sentence) => mount.set_text_content(Some(&sentence)),
    }
}
