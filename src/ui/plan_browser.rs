//! Looking through the plans of a part: found by words, filtered, in an order, with what a month of this app would cost on each.

mod row;
mod tools;

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use self::{
    row::Row,
    tools::{Tools, cost_title},
};
use super::{
    listener::Listener,
    same::Same,
    state::{Action, Browse, Compare, Dispatch, PlanPlace},
};
use crate::{
    analysis::{PlanOrder, PlanQuery, PlanRow, found_plans, plan_costs, plan_rows},
    catalog::Catalog,
    scenario::ValidScenario,
};

/// Milliseconds after which the rows come that are not in the first frame: that is shown by then.
const AFTER: u32 = 32;
/// Rows that are there in the first frame: more than are seen at once.
const FIRST: usize = 24;

#[derive(PartialEq, Properties)]
pub(super) struct PlanBrowserProps {
    pub(super) browse: Browse,
    pub(super) scenario: Rc<ValidScenario>,
    pub(super) catalog: Same<Catalog>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn PlanBrowser(props: &PlanBrowserProps) -> Html {
    let PlanBrowserProps { browse, scenario, catalog, dispatch } = props;
    let day = scenario.start.first_day();
    // Who chooses looks for a provider, and who only looks on for what is new.
    let order = if browse.place.is_some() { PlanOrder::Provider } else { PlanOrder::News };
    let query = use_state(|| PlanQuery { order, ..PlanQuery::default() });
    let slot = use_state(|| browse.slot);
    let users = use_state(|| None);
    let dialog = use_modal(dispatch);
    let rows = use_memo(*slot, |slot| rows(browse, scenario, &plan_rows(catalog, *slot, day)));
    let costs = use_memo((*slot, *users), |(slot, users)| {
        plan_costs(scenario, catalog, *slot, browse.place.map(PlanPlace::at), *users)
    });
    let mut found = found_plans(&rows, costs.as_ref().as_ref(), &query, day);
    let cost = |row: &PlanRow| costs.as_ref().as_ref().and_then(|costs| costs.by_plan.get(&row.id)).copied();
    let is_shown = |row: &PlanRow| browse.place.is_none() || !cost(row).is_some_and(|cost| cost.foreign);
    found.retain(|at| is_shown(&rows[*at]));
    let all = rows.iter().filter(|row| is_shown(row)).count();
    let on_close = {
        let dialog = dialog.clone();
        use_callback((), move |_: MouseEvent, ()| close(&dialog))
    };
    let choose = use_taking(&dialog, props, |place, scenario, id| Action::Change(place.choose(scenario, id)));
    let compare = use_taking(&dialog, props, |place, _, id| Action::Compare(Compare::Plan(place, id)));
    let mut provider = None;
    let is_whole = use_whole();
    let shown = found.iter().take(if is_whole { usize::MAX } else { FIRST }).map(|&at| {
        let (row, rows) = (&rows[at], Same(Rc::clone(&rows)));
        let is_next = query.order == PlanOrder::Provider && provider.replace(&row.provider) != Some(&row.provider);
        let heading = is_next.then(|| {
            html! { <tr class="provider" key={row.provider.clone()}><th colspan="7" scope="colgroup">{ &row.provider }</th></tr> }
        });
        let cost = cost(row);
        let [choose, compare] = [&choose, &compare].map(|take| browse.place.map(|_| take.clone()));
        let by_provider = query.order == PlanOrder::Provider;
        html! { <>{ for heading }<Row key={row.id.clone()} {rows} {at} {cost} {choose} {compare} {by_provider} {day} catalog={catalog.clone()} /></> }
    });
    let title = match browse.place {
        Some(_) => format!("Choose a plan: {}", slot.about().name),
        None => "All plans side by side".to_owned(),
    };
    let title_of_cost = costs.as_ref().as_ref().map_or_else(|| "Cost".to_owned(), cost_title);
    html! {
        <dialog class="browser" ref={dialog} aria-labelledby="browser-title" data-testid="browser">
            <div class="browser-head">
                <h2 id="browser-title">{ title }</h2>
                <button type="button" class="quiet" data-testid="browser-close" onclick={on_close}>{ "Close" }</button>
            </div>
            <Tools
                query={(*query).clone()} on_query={Callback::from({ let query = query.setter(); move |it| query.set(it) })}
                slot={browse.place.is_none().then_some(*slot)}
                on_slot={Callback::from({ let slot = slot.setter(); move |it| slot.set(it) })}
                users={*users} on_users={Callback::from({ let users = users.setter(); move |it| users.set(it) })}
            />
            <p class="help" role="status" data-testid="browser-count">{ counted(found.len(), all) }</p>
            <div class="table" role="region" aria-label="Plans" tabindex="0">
                <table data-testid="browser-plans">
                    <thead>
                        <tr>
                            { for ["Plan", "Price", "Limits, and what comes past them", "Ends", &title_of_cost, "Read and changed"].map(|name| html! { <th scope="col">{ name }</th> }) }
                            <th scope="col"><span class="unseen">{ "Use" }</span></th>
                        </tr>
                    </thead>
                    <tbody>{ for shown }</tbody>
                </table>
            </div>
            <p class="help">
                { "Costs are without chance: growth and every range at their middle, calls spread evenly over each hour, the plan \
                   alone on its account, and no more than its limits let pass. A number is wrong? The catalogue is the folder " }
                <code>{ "static/catalog" }</code>
                { " of Headroom’s source, and the README there says how a number is corrected. “Copy as text” gives a plan’s numbers with \
                   their sources and days, to be sent with what is right." }
            </p>
        </dialog>
    }
}

/// Whether all rows are there. In the first frame they are not: hundreds take longer than anybody should wait for a dialog.
#[hook]
fn use_whole() -> bool {
    let is_whole = use_state(|| false);
    let set = is_whole.setter();
    use_effect_with((), move |()| {
        let timeout = Timeout::new(AFTER, move || set.set(true));
        move || drop(timeout)
    });
    *is_whole
}

/// What a button of a row does with its plan, after which the dialog closes.
#[hook]
fn use_taking(
    dialog: &NodeRef,
    props: &PlanBrowserProps,
    act: fn(PlanPlace, &ValidScenario, String) -> Action,
) -> Callback<String> {
    let (dialog, dispatch, scenario) = (dialog.clone(), props.dispatch.clone(), Rc::clone(&props.scenario));
    let place = props.browse.place;
    use_callback((), move |id: String, ()| {
        if let Some(place) = place {
            dispatch.dispatch(act(place, &scenario, id));
        }
        close(&dialog);
    })
}

/// What can be looked through: to choose from, what can be chosen on the run's first day and stands nowhere else on the ladder.
fn rows(browse: &Browse, scenario: &ValidScenario, all: &[PlanRow]) -> Vec<PlanRow> {
    let day = scenario.start.first_day();
    let beside = browse.place.map(|place| place.beside(scenario)).unwrap_or_default();
    let can_be_chosen = |row: &&PlanRow| !row.is_reached && !row.has_ended(day) && !beside.contains(&row.id);
    all.iter().filter(|row| browse.place.is_none() || can_be_chosen(row)).cloned().collect()
}

fn counted(found: usize, all: usize) -> String {
    match found {
        0 => "No plan is like that.".to_owned(),
        found if found == all => format!("{all} plans."),
        found => format!("{found} of {all} plans."),
    }
}

/// Closes the dialog, which gives the focus back to what opened it.
fn close(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// A dialog that is open above the page as soon as it is there, and is told of once it is closed, however that was.
#[hook]
fn use_modal(dispatch: &Dispatch) -> NodeRef {
    let dialog = use_node_ref();
    let (node, dispatch) = (dialog.clone(), dispatch.clone());
    use_effect_with((), move |()| {
        let element = node.cast::<HtmlDialogElement>();
        let listeners = element.map(|element| {
            // Refused only where it is open already.
            let _ = element.show_modal();
            // What is looked for is what most type first. An attribute would say so too, and the browser complain of it.
            let search =
                element.query_selector("input").ok().flatten().and_then(|it| it.dyn_into::<HtmlElement>().ok());
            search.into_iter().for_each(|search| search.focus().unwrap_or_default());
            let closed = Listener::new(&element, "close", move |_| dispatch.dispatch(Action::Browse(None)));
            // What is pressed here undoes nothing of the page below.
            let pressed = Listener::new(&element, "keydown", |event| event.stop_propagation());
            [closed, pressed]
        });
        move || drop(listeners)
    });
    dialog
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        parts::Slot,
        scenario::{LadderAt, PRESETS},
    };

    #[test]
    fn only_what_can_be_chosen_is_there_to_choose_from() {
        let (scenario, catalog) = (PRESETS[0].scenario().unwrap(), Catalog::builtin().unwrap());
        let all = plan_rows(&catalog, Slot::Inference, scenario.start.first_day());
        let second = scenario.features[0].inference.plans[1].clone();
        let browse = PlanPlace::Rung(LadderAt::Feature(0), 0).browse();
        let choice = rows(&browse, &scenario, &all);
        let has = |rows: &[PlanRow], id: &str| rows.iter().any(|row| row.id == id);
        assert!(has(&choice, "gpt-6-luna"));
        for id in [&second, "gpt-6-luna-tier-3", "gpt-3.5-turbo"] {
            assert!(!has(&choice, id) && has(&all, id), "{id}");
        }
        assert_eq!(rows(&Browse { place: None, ..browse }, &scenario, &all).len(), all.len());
    }

    #[test]
    fn plans_are_counted_in_words() {
        assert_eq!(
            [counted(0, 3), counted(2, 3), counted(3, 3)],
            ["No plan is like that.", "2 of 3 plans.", "3 plans."]
        );
    }
}
