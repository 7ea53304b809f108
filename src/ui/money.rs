//! What may be spent, and what users buy.

use yew::prelude::*;

use super::{
    choice::{labelled, menu},
    desk::{Desk, more},
    month_menu::{Happens, MonthMenu},
    named_card::NamedCard,
    state::{Action, Change, Entry},
};
use crate::scenario::{Field, Sale, SaleKind};
use crate::stats::SALE_NAMES;

/// The button for one more thing that users buy.
const ADD: &str = "add-sale";

/// Budget and targets, when users begin to pay, and what for.
pub(super) fn money(desk: &Desk<'_>) -> Html {
    let sales = &desk.scenario.money.sales;
    let add = {
        let dispatch = desk.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Change(Change::AddSale))
    };
    html! {
        <>
            { desk.rows(&[Field::Budget, Field::HardCap, Field::Target, Field::MostRefused], 0) }
            <div class="menu">
                <span>{ "Users pay" }</span>
                <MonthMenu
                    happens={Happens::Income} month={desk.scenario.money.income_from} start={desk.scenario.start}
                    testid="income-from" label="Users pay from" dispatch={desk.dispatch.clone()}
                />
            </div>
            if sales.is_empty() {
                { desk.rows(&[Field::Paying, Field::Price], 0) }
            } else {
                if desk.scenario.money.income_from == 0 {
                    <p class="help">{ "Nobody buys anything until you say from when on users pay." }</p>
                }
                { for sales.iter().enumerate().map(|(place, sale)| card(desk, place, sale)) }
                { desk.rows(&[Field::Turnover], 0) }
            }
            if sales.len() < Sale::MOST {
                <button type="button" class="add" data-testid={ADD} onclick={add}>
                    { if sales.is_empty() { "Sell plans or packs" } else { "Sell one more" } }
                </button>
            }
            { more("Refunds, tax and currency".into(), desk.rows(&[Field::Refunds, Field::SalesTax, Field::Exchange], 0)) }
            { desk.rows(&[Field::Seats, Field::PriceChanges], 0) }
        </>
    }
}

/// Something that users buy.
fn card(desk: &Desk<'_>, place: usize, sale: &Sale) -> Html {
    let name = sale.called(place);
    let card = NamedCard {
        entry: Entry::SaleName(place),
        name: sale.name.clone(),
        called: name.clone(),
        path: format!("money.sales[{place}].name"),
        label: "Name of what users buy",
        testid: format!("sale-{place}"),
        id: sale.id.clone(),
        remove: Change::RemoveSale(place),
        then: ADD,
    };
    let kinds = {
        let things = SaleKind::ALL.map(|kind| SALE_NAMES[kind as usize]).map(|[id, name]| (id, name));
        let edited = sale.clone();
        let change = move |chosen: &str| {
            let kind = SaleKind::ALL.into_iter().find(|kind| SALE_NAMES[*kind as usize][0] == chosen)?;
            Some(Change::Sale(place, Sale { kind, ..edited.clone() }))
        };
        let (testid, called) = (format!("sale-{place}-kind"), Some(format!("How {name} is paid")));
        menu(testid, called, things, SALE_NAMES[sale.kind as usize][0], change, desk.dispatch)
    };
    let trials = || {
        let things = (0..=Sale::MAX_TRIAL).map(|months| (months, trial_words(months)));
        let edited = sale.clone();
        let change = move |chosen: &str| {
            let trial = chosen.parse().ok()?;
            Some(Change::Sale(place, Sale { trial, ..edited.clone() }))
        };
        let (testid, called) = (format!("sale-{place}-trial"), Some(format!("When {name} is paid for the first time")));
        menu(testid, called, things, sale.trial, change, desk.dispatch)
    };
    let is_plan = sale.kind != SaleKind::Pack;
    card.around(
        desk,
        html! {
            <>
                { labelled("How", kinds) }
                { desk.rows(&[Field::SalePrice, Field::SaleShare], place) }
                if is_plan {
                    { labelled("Paid", trials()) }
                    { desk.rows(&[Field::SaleChurn], place) }
                }
            </>
        },
    )
}

/// When a plan is paid for the first time.
fn trial_words(months: u32) -> String {
    match months {
        0 => "at once".to_owned(),
        1 => "after a month of trial".to_owned(),
        months => format!("after {months} months of trial"),
    }
}
