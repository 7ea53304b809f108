//! Carries the state's wishes to the workers, and their news back.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    engine_menu,
    state::{Action, Dispatch, State},
};
use crate::worker::{Client, Kind, LIVE_FUTURES, Request};

/// The workers of the page.
#[hook]
pub(super) fn use_workers(state: &State, dispatch: &Dispatch) -> Rc<Client> {
    let client = {
        let (catalog, dispatch) = (Rc::clone(&state.catalog), dispatch.clone());
        use_memo((), move |()| Client::new(catalog, move |event| dispatch.dispatch(Action::Heard(event))))
    };
    let (asked, scenario) = (Rc::clone(&client), Rc::clone(&state.document));
    use_effect_with(state.wish, move |wish| {
        for &kind in wish.kinds {
            let futures = match kind {
                Kind::Live => live_futures(scenario.runs()).min(scenario.futures),
                Kind::Full | Kind::Guide => scenario.futures,
            };
            let (scenario, others, slid_at) = (Rc::clone(&scenario), Rc::default(), wish.slid_at);
            asked.ask(Request { kind, scenario, others, futures, slid_at });
        }
    });
    // After what is asked for above, which comes first.
    let asked = Rc::clone(&client);
    let guide = state.guides.iter().enumerate().find_map(|(place, guide)| Some((place, guide.asked()?)));
    let scenarios = guide.map(|(place, _)| Rc::clone(&state.guides[place].scenarios));
    use_effect_with(guide, move |_| {
        if let Some([first, others @ ..]) = scenarios.as_deref() {
            let (scenario, futures) = (Rc::new(first.clone()), first.futures);
            let others = others.iter().cloned().collect();
            asked.ask(Request { kind: Kind::Guide, scenario, others, futures, slid_at: None });
        }
    });
    let told = Rc::clone(&client);
    use_effect_with(state.engine, move |engine| {
        engine_menu::keep(*engine);
        told.want(*engine);
    });
    client
}

/// Futures of each alternative of a live run: together about as many as of one, so that the charts still follow the slider.
fn live_futures(alternatives: usize) -> u32 {
    (LIVE_FUTURES / alternatives as u32).next_multiple_of(8).max(16)
}
