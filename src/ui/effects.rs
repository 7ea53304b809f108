//! What a cost changes of the inputs from its first month on: a menu of inputs, and by how much for each.

use yew::prelude::*;

use super::{
    choice::{option, picked_in},
    desk::{Desk, focus_soon},
    state::{Action, Change},
};
use crate::scenario::{Books, CHANGEABLE, CostLine, Effect, Field, Input};

/// What a line, by its place, changes; or what it waits for, of which there is only one or the other: when that comes is
/// not known beforehand.
pub(super) fn effects(desk: &Desk<'_>, place: usize, line: &CostLine, name: &str) -> Html {
    let has_room = line.effects.len() < CostLine::MAX_EFFECTS && desk.scenario.books.effects() < Books::MAX_EFFECTS;
    html! {
        <>
            { for line.effects.iter().enumerate().map(|(at, effect)| row(desk, [place, at], effect, name)) }
            if has_room && !line.waits() {
                { add(desk, place, line, name) }
            }
            if line.effects.is_empty() {
                { desk.rows(&[Field::LineUsers, Field::LineIncome, Field::LineRefused], place) }
            }
        </>
    }
}

fn row(desk: &Desk<'_>, [place, at]: [usize; 2], effect: &Effect, name: &str) -> Html {
    let remove = {
        let dispatch = desk.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Change(Change::RemoveEffect(place, at)));
            focus_soon(add_id(place));
        }
    };
    let words = effect.words();
    html! {
        <div role="group" aria-label={format!("{name}: {words}")} key={effect.input.spec().path}>
            <div class="part-head">
                <span>{ format!("Changes {words}") }</span>
                <button
                    type="button" class="quiet" data-testid={format!("remove-effect-{place}-{at}")}
                    aria-label={format!("Remove {words}")} onclick={remove}
                >
                    { "Remove" }
                </button>
            </div>
            { for desk.row(Input::effect(place, at)) }
        </div>
    }
}

/// A menu of what the line does not change yet.
fn add(desk: &Desk<'_>, place: usize, line: &CostLine, name: &str) -> Html {
    let onchange = {
        let (dispatch, line) = (desk.dispatch.clone(), line.clone());
        Callback::from(move |event: Event| {
            let picked = picked_in(&event);
            if let Some((input, _)) = CHANGEABLE.iter().find(|(input, _)| input.spec().path == picked) {
                let mut line = line.clone();
                line.effects.push(Effect::none(*input));
                dispatch.dispatch(Action::Change(Change::Line(place, line)));
            }
        })
    };
    let others = CHANGEABLE.iter().filter(|(input, _)| line.effects.iter().all(|effect| effect.input != *input));
    html! {
        <label class="menu">
            <span>{ "Changes" }</span>
            <select data-testid={add_id(place)} aria-label={format!("What {name} changes")} ~value="" {onchange}>
                { option("", "an input…".into(), true) }
                { for others.map(|(input, words)| option(input.spec().path, (*words).into(), false)) }
            </select>
        </label>
    }
}

fn add_id(place: usize) -> String {
    format!("line-{place}-effect")
}
