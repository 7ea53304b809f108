//! What every part of the form is made from.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    checkbox::Checkbox,
    field_row::FieldRow,
    same::Same,
    state::{Base, Check, Dispatch, Draft, Entry, Origin},
};
use crate::{
    catalog::{Catalog, Date},
    scenario::{CostLine, Effect, Field, Input, KnownLine, Quantity, Root, Round, Sale, Scenario, ValidScenario},
};

/// The scenario, what the user is typing, and where to tell of it.
pub(super) struct Desk<'a> {
    pub(super) scenario: &'a Rc<ValidScenario>,
    pub(super) catalog: Same<Catalog>,
    /// The same as menus show it.
    pub(super) offered: Same<Catalog>,
    /// What was opened.
    pub(super) base: &'a Base,
    /// What a document holds that says nothing.
    pub(super) bare: &'a Scenario,
    pub(super) drafts: &'a [Draft],
    pub(super) dispatch: &'a Dispatch,
}

impl Desk<'_> {
    /// First day of the run.
    pub(super) fn day(&self) -> Date {
        let start = self.scenario.start;
        start.first_day()
    }

    /// What the user has typed into some boxes.
    pub(super) fn drafts(&self, ours: impl Fn(&Entry) -> bool) -> Vec<Draft> {
        self.drafts.iter().filter(|draft| ours(&draft.entry)).cloned().collect()
    }

    /// What the user has typed into a box.
    pub(super) fn draft(&self, entry: &Entry) -> Option<Draft> {
        self.drafts.iter().find(|draft| draft.entry == *entry).cloned()
    }

    /// The row of a number, if the scenario has it.
    pub(super) fn row(&self, input: Input) -> Option<Html> {
        let quantity = input.get(self.scenario)?;
        let drafts = self.drafts(|entry| matches!(entry, Entry::Number(other, _) if *other == input));
        let (assumed, dispatch) = (self.is_assumed(input, quantity), self.dispatch.clone());
        Some(html! { <FieldRow key={input.path()} {input} {quantity} {assumed} {drafts} {dispatch} /> })
    }

    /// Whether nobody said a number but Headroom: it is as in a preset, or as in a document that leaves it out.
    fn is_assumed(&self, input: Input, quantity: Quantity) -> bool {
        let is_in = |scenario: &Scenario| input.get(scenario) == Some(quantity);
        is_in(self.bare)
            || self.is_as_added(input, quantity)
            || (matches!(self.base.origin, Origin::Preset(_)) && is_in(&self.base.scenario))
    }

    /// Whether a number of a thing of a list, or one that may be left out, is as it was when that was added.
    fn is_as_added(&self, input: Input, quantity: Quantity) -> bool {
        if Check::may_be_absent(input.field) {
            return Check::beginning(input, self.scenario, &self.catalog) == quantity;
        }
        let mut added = Scenario::clone(self.scenario);
        for line in &mut added.books.lines {
            let known = KnownLine::of(line);
            let new = known.map_or_else(|| CostLine::own(line.id.clone()), |known| known.line(line.id.clone()));
            let of_new = |it: &Effect| new.effects.iter().find(|other| other.input == it.input).copied();
            let effects = line.effects.iter().map(|it| of_new(it).unwrap_or(Effect::none(it.input))).collect();
            *line = CostLine { effects, ..new };
        }
        added.books.rounds.iter_mut().for_each(|round| *round = Round::own(round.id.clone(), round.month));
        added.money.sales.iter_mut().for_each(|sale| *sale = Sale::own(sale.id.clone(), String::new()));
        let is_of_list = matches!(input.spec().root, Root::Line | Root::Effect | Root::Round | Root::Sale);
        is_of_list && input.get(&added) == Some(quantity)
    }

    /// The rows of some fields at a place; those that may be left out have a checkbox before.
    pub(super) fn rows(&self, fields: &[Field], place: usize) -> Html {
        let rows = fields.iter().map(|&field| {
            let input = Input { field, place };
            let words = absent_words(field);
            let check = words.map(|words| self.checkbox(Check::Number(input), words));
            html! { <>{ for check }{ for self.row(input) }</> }
        });
        html! { { for rows } }
    }

    /// A checkbox.
    pub(super) fn checkbox(&self, check: Check, label: &'static str) -> Html {
        let (on, dispatch) = (check.is_on(self.scenario), self.dispatch.clone());
        html! { <Checkbox {check} {on} {label} {dispatch} /> }
    }
}

/// What is said beside the checkbox of a number that may be left out, outside of ladders.
const fn absent_words(field: Field) -> Option<&'static str> {
    match field {
        Field::FirstWord => Some("I know better when the first word comes"),
        Field::TokensASecond => Some("I know better how fast the rest comes"),
        Field::Limiter => Some("The app limits its own calls"),
        Field::HardCap => Some("Stop when the bills get too high"),
        Field::PriceChanges => Some("Prices may change"),
        Field::LineUsers => Some("Only from so many users on"),
        Field::LineIncome => Some("Only from so much income on"),
        Field::LineRefused => Some("Only once something is turned away"),
        Field::ProfitTax => Some("Profit is taxed"),
        Field::RoundRepaid => Some("It is paid back out of income"),
        Field::RoundTimes => Some("More than once over"),
        _ => None,
    }
}

/// The heading of the answer, which takes the focus of a button that goes away.
pub(super) const HEADING: &str = "heading";

/// Gives the focus to another element once the button that has it is gone, as the button that adds to a list when something
/// was removed from it: else the focus would be nowhere, and the keyboard begin again at the top.
pub(super) fn focus_soon(testid: impl Into<String>) {
    let testid = testid.into();
    let focus = move || {
        let document = web_sys::window().and_then(|window| window.document());
        let found = document.and_then(|document| document.query_selector(&format!("[data-testid='{testid}']")).ok()?);
        if let Some(button) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            // An element that takes no focus leaves it where it is.
            let _ = button.focus();
        }
    };
    Timeout::new(0, focus).forget();
}

/// A part of the form that can be folded away.
pub(super) fn section(title: &str, open: bool, content: Html) -> Html {
    html! {
        <details class="group" key={title.to_owned()} {open}>
            <summary>{ title }</summary>
            { content }
        </details>
    }
}

/// A part of a part that is folded away at first.
pub(super) fn more(title: AttrValue, content: Html) -> Html {
    html! {
        <details class="more">
            <summary>{ title }</summary>
            { content }
        </details>
    }
}
