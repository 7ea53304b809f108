//! Prices and limits of a plan: where each was read, and a box for a founder who knows better.

use std::collections::BTreeMap;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    desk::more,
    number_words,
    own_number::OwnNumber,
    own_plan::{OwnPlanView, make_own, own_plan},
    same::Same,
    state::{Dispatch, Draft, Entry, PlanNumber},
};
use crate::{
    catalog::{Catalog, Date, Plan, Source, Tier},
    scenario::{LadderAt, Override, grouped},
};

#[derive(PartialEq, Properties)]
pub(super) struct PlanNumbersProps {
    /// Whose ladder it is on.
    pub(super) at: LadderAt,
    /// Catalogue id of the plan.
    pub(super) plan: String,
    pub(super) catalog: Same<Catalog>,
    /// The day on which its numbers were known; absent, all that is known.
    pub(super) prices: Option<Date>,
    /// The day whose numbers are meant.
    pub(super) day: Date,
    /// The founder's own numbers of the plan.
    pub(super) own: Vec<Override>,
    /// The plan, if it is the founder's own.
    pub(super) made: Option<OwnPlanView>,
    /// What the user has typed into its boxes.
    pub(super) drafts: Vec<Draft>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn PlanNumbers(props: &PlanNumbersProps) -> Html {
    let is_own = props.made.is_some();
    let open = use_state(|| is_own);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |event: Event| {
            open.set(event.target_dyn_into::<HtmlElement>().is_some_and(|details| details.has_attribute("open")));
        })
    };
    let Some(plan) = props.catalog.plan_as_of(&props.plan, props.prices) else { return Html::default() };
    let count = props.own.len();
    let testid = format!("numbers-{}-{}", props.at.path(), props.plan);
    html! {
        <details class="more" data-testid={testid} open={is_own} {ontoggle}>
            <summary>
                { format!("Prices and limits: {}", plan.name) }
                if count > 0 { <span class="own">{ format!(" ({count} your own)") }</span> }
            </summary>
            // Rows nobody sees would only slow down the page.
            if *open {
                if let Some(made) = &props.made {
                    { own_plan(made, props.at, &props.dispatch) }
                }
                { rows(props, &plan) }
                { make_own(&plan.id, props.at, &props.dispatch) }
            }
        </details>
    }
}

fn rows(props: &PlanNumbersProps, plan: &Plan) -> Html {
    let own: BTreeMap<&str, f64> = props.own.iter().map(|own| (own.number.as_str(), own.value)).collect();
    let row = |path: &str, stated: Option<f64>, origin: Html| {
        let number = PlanNumber { plan: plan.id.clone(), number: path.to_owned() };
        let quoted = number_words::quoted(plan, path, props.day);
        let words = number_words::of(path, plan.currency, quoted.units);
        let shown = |number: f64| number_words::shown(number * quoted.factor);
        let draft = props.drafts.iter().find(|draft| draft.entry == Entry::Own(number.clone())).cloned();
        let priced = stated.filter(|stated| *stated > 0.0 && number_words::is_dollars(path));
        let price =
            priced.map(|stated| (stated * quoted.factor, own.get(path).copied().unwrap_or(stated) * quoted.factor));
        html! {
            <OwnNumber
                key={path.to_owned()} {number} at={props.at.path()} name={words.name} unit={words.unit} stated={stated.map(shown)} {price} {origin}
                own={own.get(path).copied().map(shown)} {draft} dispatch={props.dispatch.clone()}
            />
        }
    };
    let stated = plan.numbers(props.day);
    let is_shown = |path: &str| number_words::is_read(path) || own.contains_key(path);
    let stated = stated.iter().filter(|number| is_shown(&number.path));
    let stated = stated.map(|number| row(&number.path, Some(number.value), source(&number.source)));
    let tiered = plan.prices.iter().filter_map(|price| {
        let entry = price.history.at(props.day);
        let tiers: &[Tier] = &entry.value;
        let units = tiers.last().map_or(1.0, |tier| tier.per);
        let words = number_words::price(price.meter, plan.currency, units);
        let is_listed = matches!(tiers, [_] | [Tier { price: 0.0, .. }, _]);
        (!is_listed).then(|| {
            html! {
                <div class="own-number" key={price.meter.id()}>
                    <p class="own-name">{ words.name }<span>{ format!(", {}", words.unit) }</span></p>
                    <p class="help">{ in_steps(tiers, units) }{ " " }{ source(&entry.source) }</p>
                </div>
            }
        })
    });
    let unknown = number_words::unstated(plan);
    let unstated = if props.made.is_some() {
        let fold = |title: &'static str, is_here: fn(&str) -> bool| {
            let rows = unknown.iter().filter(|path| is_here(path)).map(|path| row(path, None, Html::default()));
            more(title.into(), html! { { for rows } })
        };
        html! {
            <>
                { fold("Add a price", number_words::is_price) }
                { fold("Add a limit", number_words::is_limit) }
                { fold("Add credits, terms, speed", |path| !number_words::is_price(path) && !number_words::is_limit(path)) }
            </>
        }
    } else {
        let rows = unknown.iter().map(|path| row(path, None, html! { "Not stated." }));
        html! { if !unknown.is_empty() { { more("Not stated by the plan".into(), html! { { for rows } }) } } }
    };
    html! { <div class="own-numbers">{ for stated }{ for tiered }{ unstated }</div> }
}

/// A price with tiers, from the first unit on: `0 up to 1,000, then 0.15`.
fn in_steps(tiers: &[Tier], units: f64) -> String {
    let price = |tier: &Tier| number_words::shown(tier.price * (units / tier.per));
    let steps = tiers.iter().enumerate().map(|(index, tier)| match tiers.get(index + 1) {
        Some(next) => format!("{} up to {}, then ", price(tier), grouped(next.from)),
        None => price(tier),
    });
    steps.collect::<String>() + "."
}

/// Where a number was read, and how far to trust it.
fn source(source: &Source) -> Html {
    use crate::catalog::{Confidence, Origin};
    let trust = match source.confidence {
        Confidence::High => "",
        Confidence::Medium => " Second hand.",
        Confidence::Low => " Uncertain.",
    };
    let origin = match &source.origin {
        Origin::Page { url, read } => {
            let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or_default().to_owned();
            html! {
                <>
                    <a href={url.clone()} target="_blank" rel="noreferrer noopener">{ host }</a>
                    { format!(", {read}.") }
                </>
            }
        }
        Origin::Document(title) => html! { { format!("{title}.") } },
        Origin::Scenario => html! { "Yours." },
    };
    let note = (!source.note.is_empty()).then(|| format!(" {}", source.note));
    html! { <>{ origin }{ trust }{ for note }</> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_said_in_the_unit_of_the_price() {
        let tier = |from, price, per| Tier { from, price, per };
        assert_eq!(in_steps(&[tier(0.0, 0.0, 1.0), tier(1_000.0, 0.15, 1.0)], 1.0), "0 up to 1,000, then 0.15.");
        let tokens = [tier(0.0, 0.002, 1e3), tier(5e6, 1.0, 1e6)];
        assert_eq!(in_steps(&tokens, 1e6), "2 up to 5,000,000, then 1.");
    }
}
