//! The page, in yew: a form on the left, its answer on the right.
//!
//! All that changes is in [`state`]; the hooks carry it to the workers, the address bar and the theme, and everything
//! else only shows it.

mod accounts;
mod alternatives;
mod answer;
mod bar;
mod books;
mod by_volume;
mod canvas;
mod chart_card;
mod charts;
mod checkbox;
mod choice;
mod comparison;
mod copy_link;
mod cursor;
mod data_table;
mod derived_row;
mod desk;
mod effects;
mod engine_menu;
mod features;
mod field_box;
mod field_row;
mod file;
mod files;
mod form;
mod growth;
mod guide;
mod header;
mod kept;
mod keys;
mod knob;
mod ladder_card;
mod launches;
mod legend;
mod limits;
mod link;
mod listener;
mod message;
mod money;
mod month_menu;
mod months;
mod named_card;
mod number;
mod number_words;
mod other_plans;
mod own_account;
mod own_file;
mod own_number;
mod own_plan;
mod page;
mod period;
mod plan_browser;
mod plan_menu;
mod plan_numbers;
mod plan_options;
mod plot;
mod preset_menu;
mod prices;
mod progress;
mod reader;
mod root;
mod same;
mod search_button;
mod slider;
mod slots;
pub mod state;
mod storage;
mod theme;
mod verdict;
mod workers;

use std::rc::Rc;

use crate::{
    analysis,
    catalog::Catalog,
    scenario::{PRESETS, ValidScenario},
    worker::{Event, without_gpu},
};
use state::{Action, Origin, State};

/// Mounts the page in the element `#app`.
pub fn start() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(mount) = document.and_then(|document| document.get_element_by_id("app")) else { return };
    let catalog = Catalog::builtin().map_err(|error| error.to_string());
    let opened = catalog.and_then(|catalog| {
        let (found, remark) = opening(&catalog);
        Ok((State::new(catalog, found)?, remark))
    });
    match opened {
        Ok((state, remark)) => {
            let no_gpu = without_gpu().map(|sentence| Action::Heard(Event::NoGpu(sentence.to_owned())));
            let engine = Action::Want(engine_menu::kept());
            let actions = no_gpu.into_iter().chain([engine]).chain(remark.map(Action::Say));
            let state = actions.fold(state, |state, action| state.after(action));
            let props = page::PageProps { opening: Rc::new(state) };
            yew::Renderer::<page::Page>::with_root_and_props(mount, props).render();
        }
        Err(sentence) => mount.set_text_content(Some(&sentence)),
    }
}

/// What the page opens with, and what is to be said about it: the scenario of its
/// link, else what this browser has kept, else nothing.
fn opening(catalog: &Catalog) -> (Option<(Origin, ValidScenario)>, Option<String>) {
    let runs = |opened: link::Opened| analysis::runs(&opened.0, catalog).map(|()| opened);
    let known = catalog.date();
    let refused = match link::read(known).map(|read| read.and_then(runs)) {
        Some(Ok((scenario, remark))) => return (Some((Origin::Link, scenario)), remark),
        Some(Err(sentence)) => Some(sentence),
        None => None,
    };
    let preset = || format!("The scenario “{}” is shown instead.", PRESETS[0].title);
    match (kept::read().map(|fragment| link::open(&fragment, known).and_then(runs)), refused) {
        (Some(Ok((scenario, _))), Some(refused)) => {
            (Some((Origin::Kept, scenario)), Some(format!("{refused} Your last scenario is shown instead.")))
        }
        (Some(Ok((scenario, remark))), None) => (Some((Origin::Kept, scenario)), remark),
        (_, Some(refused)) => (None, Some(format!("{refused} {}", preset()))),
        (Some(Err(sentence)), None) => {
            (None, Some(format!("What this browser kept of your last visit was not opened. {sentence} {}", preset())))
        }
        (None, None) => (None, None),
    }
}
