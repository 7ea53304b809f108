//! A plan among others.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    analysis::{
        PlanRow, Read,
        number::{money, percent},
        plan_text,
    },
    catalog::{Catalog, Date, Plan, ReadDate},
    program::Cost,
    ui::{copy_link::copy, desk::more, number_words, same::Same},
};

/// Prices and limits that are shown of a plan before the others are folded away.
const SHOWN: usize = 3;

#[derive(PartialEq, Properties)]
pub(super) struct RowProps {
    /// All rows, and which of them this is.
    pub(super) rows: Same<Vec<PlanRow>>,
    pub(super) at: usize,
    /// What the month costs on it.
    pub(super) cost: Option<Cost>,
    /// Takes the plan; absent where nobody chooses.
    pub(super) choose: Option<Callback<String>>,
    /// Makes an alternative with the plan; absent likewise.
    pub(super) compare: Option<Callback<String>>,
    /// Whether it stands under its provider's name.
    pub(super) by_provider: bool,
    /// First day of the run.
    pub(super) day: Date,
    pub(super) catalog: Same<Catalog>,
}

#[function_component]
pub(super) fn Row(props: &RowProps) -> Html {
    let RowProps { rows, at, cost, choose, compare, by_provider, day, catalog } = props;
    let row = &rows[*at];
    let is_by_use = row.price == "by use";
    let copied = use_state(|| None);
    let plan = catalog.plan(&row.id);
    let approximate =
        row.approximate.as_ref().map(|why| more("approximate".into(), html! { <p class="help">{ why }</p> }));
    let end = row.end.map(|end| if end <= *day { format!("ended {end}") } else { end.to_string() });
    let on_copy = {
        let (text, said) = (plan.map(|plan| plan_text(plan, *day)), copied.setter());
        move |_: MouseEvent| {
            let (text, said) = (text.clone(), said.clone());
            spawn_local(async move {
                said.set(Some(if copy(text).await.is_some() {
                    "Copied."
                } else {
                    "This browser does not allow copying."
                }));
            });
        }
    };
    let button = |takes: &Option<Callback<String>>, does: &'static str| {
        let (takes, id) = (takes.clone()?, row.id.clone());
        let onclick = move |_: MouseEvent| takes.emit(id.clone());
        let testid = format!("{}-{}", does.to_lowercase(), row.id);
        Some(html! {
            <button type="button" data-testid={testid} aria-label={format!("{does} {}", row.name)} {onclick}>{ does }</button>
        })
    };
    let (choose, compare) = (button(choose, "Choose"), button(compare, "Compare"));
    let limits = if row.limits.is_empty() {
        html! { <span class="help">{ "none stated" }</span> }
    } else {
        lines(&row.limits, SHOWN, "limit")
    };
    html! {
        <tr data-testid={format!("plan-row-{}", row.id)}>
            <th scope="row">
                { &row.name }
                if !by_provider { <span class="help">{ &row.provider }</span> }
                { for row.document.as_ref().map(|title| html! { <span class="help">{ format!("As “{title}” states it") }</span> }) }
                { for approximate }
            </th>
            { cell("Price", html! {
                <>
                    <span class="price">{ &row.price }</span>
                    { lines(&row.prices, if is_by_use { SHOWN } else { 0 }, "price") }
                </>
            }) }
            { cell("Limits", limits) }
            { cell("Ends", html! { { end.unwrap_or_else(|| "–".to_owned()) } }) }
            { cell("Cost", spent(*cost)) }
            { cell("Read", html! {
                <>
                    { read(row) }
                    <p class="help">{ plan.map(|plan| news(row, plan, *day)).unwrap_or_default() }</p>
                </>
            }) }
            <td>
                { for choose }
                { for compare }
                <button type="button" class="quiet" aria-label={format!("Copy as text: {}", row.name)} onclick={on_copy}>{ "Copy as text" }</button>
                <span class="help" role="status">{ copied.unwrap_or_default() }</span>
            </td>
        </tr>
    }
}

/// A cell with its heading, which is shown where the table is a list of cards.
fn cell(label: &'static str, content: Html) -> Html {
    html! { <td data-label={label}><div>{ content }</div></td> }
}

/// Some lines, and the others folded away.
fn lines(all: &[String], shown: usize, one: &str) -> Html {
    let list = |lines: &[String]| html! { <ul>{ for lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul> };
    let (first, rest) = all.split_at(shown.min(all.len()));
    let which = if first.is_empty() { "each" } else { "more" };
    let several = if which == "more" && rest.len() > 1 { "s" } else { "" };
    let more_words = format!("{which} {one}{several}");
    html! {
        <>
            if !first.is_empty() { { list(first) } }
            if !rest.is_empty() { { more(more_words.into(), list(rest)) } }
        </>
    }
}

/// What the month costs on it.
fn spent(cost: Option<Cost>) -> Html {
    let Some(cost) = cost else { return html! { "–" } };
    let but = match cost {
        Cost { foreign: true, .. } => {
            return html! { <span class="help">{ "counts nothing that is asked here" }</span> };
        }
        Cost { ended: true, .. } => return html! { <span class="help">{ "over by then" }</span> },
        Cost { forbidden: true, .. } => Some("not for apps that earn money".to_owned()),
        Cost { served, .. } if served >= 0.99 => None,
        Cost { served, .. } if served >= 0.5 => Some(format!("serves {} at most", percent(served))),
        Cost { served, .. } => Some(format!("would refuse most of it: serves {} at most", percent(served))),
    };
    html! { <><span class="price">{ money(cost.usd) }</span>{ for but.map(|words| html! { <span class="help">{ words }</span> }) }</> }
}

/// Where it was read last.
fn read(row: &PlanRow) -> Html {
    match &row.read {
        Some(read) => html! {
            <>
                { format!("{} ", read.on) }
                <a href={read.url.clone()} target="_blank" rel="noreferrer noopener">{ read.host().to_owned() }</a>
            </>
        },
        None => html! { "in no page" },
    }
}

/// What changed last: `2026-11-20: At most, requests (a day): 500 → 20`.
fn news(row: &PlanRow, plan: &Plan, day: Date) -> String {
    if row.news.day == Date::FIRST {
        return String::new();
    }
    let Some(change) = &row.news.change else {
        // Of a page whose day nobody noted the year is all that is known.
        return match &row.read {
            Some(Read { on: ReadDate::Year(year), .. }) => format!("New in {year}"),
            _ => format!("New on {}", row.news.day),
        };
    };
    let known = row.news.day;
    if change.path == "ends" {
        return format!("{known}: its end was announced");
    }
    let quoted = number_words::quoted(plan, &change.path, day);
    let words = number_words::of(&change.path, plan.currency, quoted.units);
    let shown =
        |number: Option<f64>| number.map_or_else(|| "none".to_owned(), |it| number_words::shown(it * quoted.factor));
    let from = if change.from > known { format!(" from {}", change.from) } else { String::new() };
    match change.values {
        [None, None] => format!("{known}: {} changed{from}", words.name),
        [before, after] => {
            format!("{known}: {} ({}): {} → {}{from}", words.name, words.unit, shown(before), shown(after))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::plan_rows;

    #[test]
    fn what_changed_last_is_said_with_what_was_before() {
        let (catalog, day) = (Catalog::builtin().unwrap(), Date { year: 2027, month: 1, day: 1 });
        let plan = catalog.plan("gpt-5.6-luna").unwrap();
        let rows = plan_rows(&catalog, plan.slot, day);
        let row = rows.iter().find(|row| row.id == plan.id).unwrap();
        let words = news(row, plan, day);
        assert!(words.starts_with(&row.news.day.to_string()) && words.contains(" → "), "{words}");
        for (row, plan) in rows.iter().zip(catalog.plans_of(plan.slot)) {
            assert!(!news(row, plan, day).is_empty());
        }
    }
}
