//! What may be spent, and what users buy.

use yew::prelude::*;

use super::{
    choice::{chosen_in, option},
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
    let card = NamedCard {
        entry: Entry::SaleName(place),
        name: sale.name.clone(),
        unnamed: format!("Plan {}", place + 1),
        path: format!("money.sales[{place}].name"),
        label: "Name of what users buy",
        testid: format!("sale-{place}"),
        id: sale.id.clone(),
        remove: Change::RemoveSale(place),
        then: ADD,
    };
    let change = {
        let dispatch = desk.dispatch.clone();
        move |sale: Sale| dispatch.dispatch(Action::Change(Change::Sale(place, sale)))
    };
    let on_kind = {
        let (sale, change) = (sale.clone(), change.clone());
        Callback::from(move |event: Event| {
            let chosen = chosen_in(&event);
            if let Some(kind) = SaleKind::ALL.into_iter().find(|kind| SALE_NAMES[*kind as usize][0] == chosen) {
                change(Sale { kind, ..sale.clone() });
            }
        })
    };
    let on_trial = {
        let sale = sale.clone();
        Callback::from(move |event: Event| {
            if let Ok(trial) = chosen_in(&event).parse() {
                change(Sale { trial, ..sale.clone() });
            }
        })
    };
    let kinds = SaleKind::ALL.map(|kind| {
        let [id, name] = SALE_NAMES[kind as usize];
        option(id, name.into(), kind == sale.kind)
    });
    let trials = (0..=Sale::MAX_TRIAL).map(|months| {
        let words = match months {
            0 => "at once".to_owned(),
            1 => "after a month of trial".to_owned(),
            months => format!("after {months} months of trial"),
        };
        option(&months.to_string(), words.into(), months == sale.trial)
    });
    let name = card.called();
    let is_plan = sale.kind != SaleKind::Pack;
    card.around(desk, html! {
        <>
            <label class="menu">
                <span>{ "How" }</span>
                <select
                    aria-label={format!("How {name} is paid")} data-testid={format!("sale-{place}-kind")}
                    ~value={SALE_NAMES[sale.kind as usize][0]} onchange={on_kind}
                >
                    { for kinds }
                </select>
            </label>
            { desk.rows(&[Field::SalePrice, Field::SaleShare], place) }
            if is_plan {
                <label class="menu">
                    <span>{ "Paid" }</span>
                    <select
                        aria-label={format!("When {name} is paid for the first time")} data-testid={format!("sale-{place}-trial")}
                        ~value={sale.trial.to_string()} onchange={on_trial}
                    >
                        { for trials }
                    </select>
                </label>
                { desk.rows(&[Field::SaleChurn], place) }
            }
        </>
    })
}
