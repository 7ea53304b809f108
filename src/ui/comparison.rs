//! How the alternatives compare: sentences, a table that can be sorted, charts.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    alternatives::key,
    charts::{Find, card},
    file,
    state::{Action, Compare, Compared, ComparedPictures, Dispatch},
    verdict::Verdict,
};
use crate::analysis::{ComparisonCell, ComparisonTable, Rank};

#[derive(PartialEq, Properties)]
pub(super) struct ComparisonViewProps {
    pub(super) compared: Rc<Compared>,
    /// The alternative that is shown, by its place.
    pub(super) shown: usize,
    pub(super) dark: bool,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn ComparisonView(props: &ComparisonViewProps) -> Html {
    let ComparisonViewProps { compared, shown, dark, dispatch } = props;
    let pictures = Some(&compared.pictures);
    let save = {
        let compared = Rc::clone(compared);
        move |_: MouseEvent| {
            // Where a browser saves no files, the table can still be selected and copied.
            let _ = file::save(&compared.document, "csv", "text/csv", &compared.csv());
        }
    };
    let stale = !compared.is_settled;
    let mut heading = "Users turned away, when";
    let mut when: Vec<Find<ComparedPictures>> = vec![("odds", "users are turned away", |charts| Some(&charts.odds))];
    if compared.pictures.rungs.is_some() {
        heading = "When";
        when.push(("rungs", "on which plan", |charts| charts.rungs.as_ref()));
    }
    let mut money: Vec<Find<ComparedPictures>> = Vec::new();
    if compared.pictures.cash.is_some() {
        money.push(("cash", "in the bank", |charts| charts.cash.as_ref()));
    }
    if compared.pictures.of_user.is_some() {
        money.push(("user", "spent for each user", |charts| charts.of_user.as_ref()));
    }
    html! {
        <>
            <Verdict sentences={compared.verdict.clone()} busy={stale} />
            <section class={classes!("card", "comparison", stale.then_some("stale"))}>
                <div class="months-head">
                    <h2>{ "Side by side, on the same futures" }</h2>
                    <button type="button" class="quiet" data-testid="save-comparison" disabled={stale} onclick={save}>
                        { "Save as CSV" }
                    </button>
                </div>
                <Table table={Rc::clone(&compared.table)} shown={*shown} dispatch={dispatch.clone()} />
            </section>
            <div class="charts">
                if !money.is_empty() {
                    { card(pictures, *dark, "Money", "compare-money", &money) }
                }
                { card(pictures, *dark, "Cost a month", "compare-cost", &[
                    ("overlay", "all", |charts| Some(&charts.cost)),
                    ("difference", "difference from A", |charts| Some(&charts.more_cost)),
                ]) }
                { card(pictures, *dark, "Slowest answers", "compare-answer", &[
                    ("overlay", "all", |charts| Some(&charts.answer)),
                    ("difference", "difference from A", |charts| Some(&charts.more_answer)),
                ]) }
                { card(pictures, *dark, "Turned away", "compare-refused", &[
                    ("overlay", "all", |charts| Some(&charts.refused)),
                    ("difference", "difference from A", |charts| Some(&charts.more_refused)),
                ]) }
                { card(pictures, *dark, "Cheapest that keeps your targets", "compare-race", &[
                    ("", "", |charts| Some(&charts.race)),
                ]) }
                { card(pictures, *dark, heading, "compare-when", &when) }
                { card(pictures, *dark, "Monthly users", "compare-users", &[("", "", |charts| Some(&charts.users))]) }
            </div>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct TableProps {
    table: Rc<ComparisonTable>,
    shown: usize,
    dispatch: Dispatch,
}

/// The alternatives, a row each, in the order of any column.
#[function_component]
fn Table(props: &TableProps) -> Html {
    let TableProps { table, shown, dispatch } = props;
    let order = use_state(|| None::<(usize, bool)>);
    let headings = table.columns.iter().enumerate().map(|(column, heading)| {
        let sorted = order.filter(|(by, _)| *by == column);
        let onclick = {
            let order = order.setter();
            let next = match sorted {
                None => Some((column, false)),
                Some((_, false)) => Some((column, true)),
                Some((_, true)) => None,
            };
            move |_: MouseEvent| order.set(next)
        };
        let sort = match sorted {
            None => "none",
            Some((_, false)) => "ascending",
            Some((_, true)) => "descending",
        };
        html! {
            <th scope="col" title={heading.help} aria-sort={sort}>
                <button type="button" class="quiet sort" data-testid={format!("sort-{column}")} {onclick}>
                    { &heading.title }
                </button>
            </th>
        }
    });
    let rows = order.map_or_else(|| (0..table.rows.len()).collect(), |(column, down)| table.sorted(column, down));
    let rows = rows.into_iter().filter_map(|place| Some((place, table.rows.get(place)?))).map(|(place, row)| {
        let onclick = {
            let dispatch = dispatch.clone();
            move |_: MouseEvent| dispatch.dispatch(Action::Compare(Compare::Show(place)))
        };
        html! {
            <tr key={place} aria-current={(place == *shown).then_some("true")}>
                <th scope="row">
                    <button
                        type="button" class={classes!("quiet", "key", key(place))} title="Show it in the form"
                        data-testid={format!("row-{place}")} {onclick}
                    >
                        <b>{ row.letter }</b>{ " " }{ &row.name }
                    </button>
                </th>
                { for row.cells.iter().map(cell) }
            </tr>
        }
    });
    // Focusable, so that the keyboard can scroll it.
    html! {
        <div class="table" tabindex="0" role="group" aria-label="Alternatives side by side">
            <table data-testid="table-comparison">
                <thead><tr><th scope="col">{ "Alternative" }</th>{ for headings }</tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

fn cell(cell: &ComparisonCell) -> Html {
    let class = cell.rank.map(|rank| match rank {
        Rank::Best(_) => "best",
        Rank::Second(_) => "second",
    });
    let rank = cell.rank.map(|rank| html! { <span class="rank" title={rank.words()}>{ rank.short() }</span> });
    // The middle first, and below it what is around it.
    let (middle, around) = cell
        .text
        .split_once(" (")
        .map_or((&cell.text[..], None), |(middle, around)| (middle, Some(around.trim_end_matches(')'))));
    html! { <td class={classes!(class)}>{ middle }{ for around.map(|it| html! { <span>{ it }</span> }) }{ for rank }</td> }
}
