//! What prices and limits the answer is from, where that is not all that the catalogue knows.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    desk::{HEADING, focus_soon},
    number_words,
    same::Same,
    state::{Action, Change, Dispatch},
};
use crate::{
    analysis::{Revision, revisions},
    catalog::{Catalog, Currency, Date},
    scenario::ValidScenario,
};

/// Changes that are listed, at most.
const LISTED: usize = 4;

#[derive(PartialEq, Properties)]
pub(super) struct PricesProps {
    pub(super) scenario: Rc<ValidScenario>,
    pub(super) catalog: Same<Catalog>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Prices(props: &PricesProps) -> Html {
    let PricesProps { scenario, catalog, dispatch } = props;
    let Some(day) = scenario.prices else { return Html::default() };
    let changes = revisions(scenario, catalog);
    let start = scenario.start.first_day();
    let rows = changes.iter().take(LISTED).map(|change| html! { <li>{ sentence(change, catalog, start) }</li> });
    let others = changes.len().saturating_sub(LISTED);
    let said = match changes.len() {
        0 => "Nothing that this scenario uses has changed since.".to_owned(),
        1 => "One number of its plans has changed since:".to_owned(),
        several => format!("{several} numbers of its plans have changed since:"),
    };
    let onclick = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Change(Change::AllPrices));
            focus_soon(HEADING);
        }
    };
    html! {
        <div class="message prices" role="status" data-testid="prices">
            <div>
                <p>{ format!("Prices and limits are those known on {day}. {said}") }</p>
                <ul>
                    { for rows }
                    if others > 0 {
                        <li>{ format!("and {others} more") }</li>
                    }
                </ul>
            </div>
            if !changes.is_empty() {
                <button type="button" data-testid="todays-prices" {onclick}>{ "Use today's prices" }</button>
            }
        </div>
    }
}

/// A change in words: `Plan: at most, requests a day, 500 then, 250 now.`
fn sentence(change: &Revision, catalog: &Catalog, start: Date) -> String {
    let plan = catalog.plans().find(|plan| plan.name == change.plan);
    let quoted = plan.map(|plan| number_words::quoted(plan, &change.path, start));
    let (units, factor) = quoted.map_or((1.0, 1.0), |quoted| (quoted.units, quoted.factor));
    let words = number_words::of(&change.path, plan.map_or(Currency::Usd, |plan| plan.currency), units);
    let shown = |number: Option<f64>| number.map(|number| number_words::shown(number * factor));
    let how = match (shown(change.before), shown(change.after)) {
        (Some(before), Some(after)) => format!("{before} then, {after} now"),
        (None, Some(after)) => format!("nothing then, {after} now"),
        _ if change.path.starts_with("price.") => "other steps now".to_owned(),
        (Some(before), None) => format!("{before} then, nothing now"),
        (None, None) => "other steps now".to_owned(),
    };
    format!("{}: {} ({}), {how}.", change.plan, words.name, words.unit)
}
