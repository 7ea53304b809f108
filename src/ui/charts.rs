//! The charts of the answer.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    chart_card::{ChartCard, Side},
    cursor::CursorScope,
    state::Pictures,
};
use crate::chart::Picture;

#[derive(PartialEq, Properties)]
pub(super) struct ChartsProps {
    /// What is shown; `None` before the first answer.
    pub(super) pictures: Option<Pictures>,
    pub(super) dark: bool,
}

/// Where a card finds its chart among some, with the names of that side for programs and for people.
pub(super) type Find<P> = (&'static str, &'static str, fn(&P) -> Option<&Rc<Picture>>);

/// A card with one chart or several that show the same from other sides.
pub(super) fn card<P>(
    pictures: Option<&P>,
    dark: bool,
    heading: &'static str,
    testid: &'static str,
    sides: &[Find<P>],
) -> Html {
    let side = |&(id, name, of): &Find<P>| Side { id, name, picture: pictures.and_then(of).cloned() };
    let sides: Vec<_> = sides.iter().map(side).collect();
    // A card with one side more is another one: each remembers how its sides are looked at.
    let key = format!("{testid} {}", sides.len());
    html! { <ChartCard {key} {heading} {testid} {sides} {dark} /> }
}

#[function_component]
pub(super) fn Charts(props: &ChartsProps) -> Html {
    let ChartsProps { pictures, dark } = props;
    let card = |heading, testid, sides: &[Find<Pictures>]| card(pictures.as_ref(), *dark, heading, testid, sides);
    let has = |of: fn(&Pictures) -> &Option<Rc<Picture>>| pictures.as_ref().is_some_and(|all| of(all).is_some());
    let mut spent: Vec<Find<Pictures>> = vec![("kind", "by kind", |charts| charts.spent.as_ref())];
    if has(|charts| &charts.lines) {
        spent.push(("line", "by line", |charts| charts.lines.as_ref()));
    }
    spent.push(("user", "for each user", |charts| charts.of_user.as_ref()));
    html! {
        <div class="charts">
                if has(|charts| &charts.cash) {
                    { card("Money in the bank", "chart-cash", &[("", "", |charts| charts.cash.as_ref())]) }
                }
                if has(|charts| &charts.spent) {
                    { card("All that is spent", "chart-spent", &spent) }
                    { card("From income to net, in a month", "chart-fall", &[("", "", |charts| charts.fall.as_ref())]) }
                }
                if has(|charts| &charts.per_user) {
                    { card("Cost of a user against users", "chart-per-user", &[("", "", |charts| charts.per_user.as_ref())]) }
                }
                { card("Cost a month", "chart-cost", &[
                    ("spread", "spread", |charts| Some(&charts.cost)),
                    ("parts", "by part", |charts| Some(&charts.parts)),
                ]) }
                { card("Speed", "chart-answer", &[
                    ("full", "full answer", |charts| Some(&charts.full_answer)),
                    ("first", "first word", |charts| Some(&charts.first_word)),
                ]) }
                { card("What breaks, and when", "chart-breaches", &[("", "", |charts| Some(&charts.breaches))]) }
                { card("Monthly users", "chart-users", &[("", "", |charts| Some(&charts.users))]) }
                if has(|charts| &charts.rungs) {
                    { card("On which plan, when", "chart-rungs", &[("", "", |charts| charts.rungs.as_ref())]) }
                }
            // Its cursor is at an amount, not at a month.
            <CursorScope>
                { card("Total cost of all months", "chart-total", &[("", "", |charts| Some(&charts.total))]) }
            </CursorScope>
        </div>
    }
}
