//! What is looked for among plans.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    analysis::{PlanCosts, PlanOrder, PlanQuery, number::count},
    parts::Slot,
    ui::choice::{chosen_in, option},
};

/// Orders by their name for programs and for people.
const ORDERS: [(PlanOrder, &str, &str); 3] = [
    (PlanOrder::Provider, "provider", "By provider"),
    (PlanOrder::Cost, "cost", "Cheapest for this use"),
    (PlanOrder::News, "news", "Newest change first"),
];

/// Numbers of users that a cost may be asked for, besides the scenario's own.
const USERS: [u32; 4] = [100, 1_000, 10_000, 100_000];

#[derive(PartialEq, Properties)]
pub(super) struct ToolsProps {
    pub(super) query: PlanQuery,
    pub(super) on_query: Callback<PlanQuery>,
    /// The part whose plans are shown, where another may be chosen.
    pub(super) slot: Option<Slot>,
    pub(super) on_slot: Callback<Slot>,
    /// The number of users that costs are for; absent, the scenario's own.
    pub(super) users: Option<u32>,
    pub(super) on_users: Callback<Option<u32>>,
}

#[function_component]
pub(super) fn Tools(props: &ToolsProps) -> Html {
    let ToolsProps { query, on_query, slot, on_slot, users, on_users } = props;
    let oninput = {
        let (query, on_query) = (query.clone(), on_query.clone());
        move |event: InputEvent| {
            let text = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            on_query.emit(PlanQuery { text, ..query.clone() });
        }
    };
    let toggle = |testid: &'static str, words: &'static str, on: bool, with: fn(PlanQuery, bool) -> PlanQuery| {
        let (query, on_query) = (query.clone(), on_query.clone());
        let onclick = move |_: MouseEvent| on_query.emit(with(query.clone(), !on));
        html! {
            <button type="button" data-testid={testid} aria-pressed={on.to_string()} {onclick}>{ words }</button>
        }
    };
    let order = {
        let (query, on_query) = (query.clone(), on_query.clone());
        move |event: Event| {
            let id = chosen_in(&event);
            if let Some((order, ..)) = ORDERS.iter().find(|(_, other, _)| *other == id) {
                on_query.emit(PlanQuery { order: *order, ..query.clone() });
            }
        }
    };
    let orders = ORDERS.map(|(order, id, words)| option(id, words.into(), order == query.order));
    let ordered = ORDERS.iter().find(|(order, ..)| *order == query.order).map_or("", |(_, id, _)| *id);
    let part = slot.map(|slot| {
        let on_slot = on_slot.clone();
        let onchange = Callback::from(move |event: Event| {
            Slot::named(&chosen_in(&event)).into_iter().for_each(|slot| on_slot.emit(slot));
        });
        // Models first: they are what most founders look for.
        let parts = Slot::ALL.iter().rev().map(|it| option(it.id(), it.about().name.into(), *it == slot));
        menu("Part", "browser-part", slot.id().to_owned(), onchange, parts.collect())
    });
    let onusers = {
        let on_users = on_users.clone();
        Callback::from(move |event: Event| on_users.emit(chosen_in(&event).parse().ok()))
    };
    let numbers = USERS.map(|number| {
        option(&number.to_string(), format!("{} users", count(number.into())).into(), *users == Some(number))
    });
    let own = option("", "This scenario".into(), users.is_none());
    let chosen = users.map(|users| users.to_string()).unwrap_or_default();
    html! {
        <div class="browser-tools">
            <label class="browser-search">
                <span>{ "Search" }</span>
                <input
                    type="text" data-testid="browser-search" autocomplete="off" spellcheck="false"
                    placeholder="GPT, Claude Haiku, Groq, Llama…" value={query.text.clone()} {oninput}
                />
            </label>
            { for part }
            { menu("Order", "browser-order", ordered.to_owned(), Callback::from(order), orders.into_iter().collect()) }
            { menu("Cost for", "browser-users", chosen, onusers, html! { <>{ own }{ for numbers }</> }) }
            <div class="switch-row" role="group" aria-label="Only plans that">
                { toggle("browser-free", "Free", query.free, |query, free| PlanQuery { free, ..query }) }
                { toggle("browser-ends", "End within a year", query.ends_soon, |query, ends_soon| PlanQuery { ends_soon, ..query }) }
            </div>
        </div>
    }
}

/// A menu with its label.
fn menu(label: &'static str, testid: &'static str, chosen: String, onchange: Callback<Event>, options: Html) -> Html {
    html! {
        <label>
            <span>{ label }</span>
            <select data-testid={testid} ~value={chosen} {onchange}>{ options }</select>
        </label>
    }
}

/// What the costs are of: `Cost of month 12, 2,310 users`.
pub(super) fn cost_title(costs: &PlanCosts) -> String {
    format!("Cost of month {}, {} users", costs.month, count(costs.users))
}
