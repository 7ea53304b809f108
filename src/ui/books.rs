//! What the company spends besides its providers, and the money it lives on.

use yew::prelude::*;

use super::{
    choice::{labelled, menu, option, picked_in},
    desk::{Desk, focus_soon},
    effects::effects,
    month_menu::{Happens, MonthMenu},
    named_card::NamedCard,
    state::{Action, Change, Entry},
};
use crate::scenario::{Books, CostLine, Field, KNOWN_LINES, KnownLine, LineKind, Round, grouped};
use crate::stats::KIND_NAMES;

/// The menu of one more line.
const ADD_LINE: &str = "add-line";
/// The button for one more round.
const ADD_ROUND: &str = "add-round";
/// What stands for a line of one's own in the menu.
const OWN: &str = "own";

/// Cash, cost lines and rounds.
pub(super) fn books(desk: &Desk<'_>) -> Html {
    let Books { lines, rounds, .. } = &desk.scenario.books;
    let add_round = {
        let dispatch = desk.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Change(Change::AddRound))
    };
    html! {
        <>
            { desk.rows(&[Field::Cash, Field::ProfitTax], 0) }
            if lines.is_empty() {
                <p class="help">{ "Nothing is spent besides the bills of providers. Add people, one-offs and other costs to see how long the money lasts." }</p>
            }
            { for lines.iter().enumerate().map(|(place, line)| card(desk, place, line)) }
            if lines.len() < Books::MAX_LINES {
                { add_line(desk) }
            }
            { for rounds.iter().enumerate().map(|(place, it)| round(desk, place, it)) }
            if rounds.len() < Books::MAX_ROUNDS {
                <button type="button" class="add" data-testid={ADD_ROUND} onclick={add_round}>{ "Add money from investors" }</button>
            }
        </>
    }
}

/// A menu of known lines and one of one's own.
fn add_line(desk: &Desk<'_>) -> Html {
    let dispatch = desk.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let picked = picked_in(&event);
        if !picked.is_empty() {
            let known = KNOWN_LINES.iter().position(|line| line.id == picked);
            dispatch.dispatch(Action::Change(Change::AddLine(known)));
        }
    });
    let known = KNOWN_LINES.iter().map(|line| {
        let (low, high) = line.dollars;
        let ours = if line.assumed { ", our assumption" } else { "" };
        let name = format!("{}: {} to {} {}{ours}", line.name, grouped(low), grouped(high), line.kind.unit());
        option(line.id, name.into(), false)
    });
    html! {
        <label class="menu">
            <span>{ "Add" }</span>
            <select data-testid={ADD_LINE} aria-label="Add a cost" ~value="" {onchange}>
                { option("", "a cost…".into(), true) }
                { option(OWN, "a cost of your own".into(), false) }
                { for known }
            </select>
        </label>
    }
}

/// What a kind is called, for programs and for people; bills of providers are the first kind of spending, and no line.
fn named(kind: LineKind) -> [&'static str; 2] {
    KIND_NAMES.get(kind as usize + 1).copied().unwrap_or_default()
}

fn card(desk: &Desk<'_>, place: usize, line: &CostLine) -> Html {
    let name = line.called(place);
    let card = NamedCard {
        entry: Entry::LineName(place),
        name: line.name.clone(),
        called: name.clone(),
        path: format!("books.lines[{place}].name"),
        label: "Name of the cost",
        testid: format!("line-{place}"),
        id: line.id.clone(),
        remove: Change::RemoveLine(place),
        then: ADD_LINE,
    };
    let on_off = {
        let (line, dispatch) = (line.clone(), desk.dispatch.clone());
        Callback::from(move |_: Event| {
            let line = CostLine { off: !line.off, ..line.clone() };
            dispatch.dispatch(Action::Change(Change::Line(place, line)));
        })
    };
    let twice = KnownLine::of(line).and_then(|known| known.simulated).map(|what| {
        let counted = if line.off { "left out, or it would be" } else { "it is now" };
        html! { <p class="help">{ format!("The simulation has it in {what} already: {counted} counted twice.") }</p> }
    });
    let late = (line.from > desk.scenario.months)
        .then(|| html! { <p class="help">{ "That is after the last month of the run." }</p> });
    let kinds = {
        let things = LineKind::ALL.map(|kind| (named(kind)[0], format!("{}, {}", named(kind)[1], kind.unit())));
        let edited = line.clone();
        let change = move |chosen: &str| {
            let kind = LineKind::ALL.into_iter().find(|kind| named(*kind)[0] == chosen)?;
            Some(Change::Line(place, CostLine { kind, ..edited.clone() }))
        };
        let (testid, called) = (format!("line-{place}-kind"), Some(format!("How {name} is paid")));
        menu(testid, called, things, named(line.kind)[0], change, desk.dispatch)
    };
    card.around(desk, html! {
        <>
            <label class="check">
                <input type="checkbox" checked={!line.off} data-testid={format!("line-{place}-on")} onchange={on_off} />
                <span>{ "Counted" }</span>
            </label>
            { for twice }
            { labelled("Paid", kinds) }
            <div class="menu">
                <span>
                    { "From" }
                    if KnownLine::of(line).is_some_and(|known| known.from == line.from) {
                        <span class="assumed" title="Headroom's assumption: yours once you change it">{ "assumed" }</span>
                    }
                </span>
                <MonthMenu
                    happens={Happens::Line(place)} month={line.from} start={desk.scenario.start}
                    testid={format!("line-{place}-from")} label={format!("First month of {name}")}
                    dispatch={desk.dispatch.clone()}
                />
            </div>
            { for late }
            { desk.rows(&[Field::LineAmount, Field::LineCount], place) }
            { effects(desk, place, line, &name) }
        </>
    })
}

fn round(desk: &Desk<'_>, place: usize, round: &Round) -> Html {
    let remove = {
        let dispatch = desk.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Change(Change::RemoveRound(place)));
            focus_soon(ADD_ROUND);
        }
    };
    let name = Round::called(place);
    html! {
        <div class="part" role="group" aria-label={name.clone()} key={round.id.clone()}>
            <div class="part-head">
                <h3>{ &name }</h3>
                <button
                    type="button" class="quiet" data-testid={format!("remove-round-{place}")}
                    aria-label={format!("Remove {name}")} onclick={remove}
                >
                    { "Remove" }
                </button>
            </div>
            <div class="menu">
                <span>{ "In" }</span>
                <MonthMenu
                    happens={Happens::Round(place)} month={round.month} start={desk.scenario.start}
                    testid={format!("round-{place}-month")} label={format!("Month of {name}")}
                    dispatch={desk.dispatch.clone()}
                />
            </div>
            { desk.rows(&[Field::RoundAmount, Field::RoundRepaid], place) }
            if round.repaid.is_some() {
                { desk.rows(&[Field::RoundTimes], place) }
            }
        </div>
    }
}
