//! What stays in sight on a narrow screen: the wall and the cost of each alternative, and the way to the numbers behind them.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::alternatives::key;
use crate::{analysis::number::money, scenario::Alternative, stats::Summary};

/// Id of the form, which the bar leads to.
pub(super) const FORM: &str = "form";
/// Id of the answer's heading, which it leads back to: on a narrow screen the answer itself is no box that could be scrolled to.
pub(super) const ANSWER: &str = "answer";
/// The month whose cost is shown, counted from 1.
const MONTH: usize = 12;

/// What is shown of one alternative.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Short {
    /// Month of the first wall in half of the futures, counted from 1.
    wall: Option<u32>,
    /// Month whose bills it is, counted from 1, and dollars in the middle future.
    cost: Option<(usize, f64)>,
    /// Month by whose end the money has run out in half of the futures, counted from 1.
    broke: Option<u32>,
}

impl Short {
    /// Of an answer.
    pub(super) fn new(summary: &Summary) -> Self {
        let month = summary.months.len().min(MONTH);
        let cost = month.checked_sub(1).and_then(|last| summary.months.get(last));
        let broke = summary.books.as_ref().and_then(|books| books.broke_month.p50);
        Self { wall: summary.first_wall.month.p50, cost: cost.map(|it| (month, it.cost.p50.into())), broke }
    }

    /// The wall in a few words.
    fn wall(&self) -> String {
        self.wall.map_or_else(|| "no wall in most futures".to_owned(), |month| format!("wall in month {month}"))
    }

    /// The cost in a few words.
    fn cost(&self) -> String {
        self.cost.map_or_else(String::new, |(_, dollars)| money(dollars))
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct BarProps {
    /// Of each alternative; nothing before the first answer.
    pub(super) shorts: Vec<Short>,
}

#[function_component]
pub(super) fn Bar(props: &BarProps) -> Html {
    let several = props.shorts.len() > 1;
    let line = |(place, short): (usize, &Short)| {
        let letter =
            several.then(|| html! { <b class={classes!("key", key(place))}>{ Alternative::letter(place) }</b> });
        // Side by side there is room for a number each, and alone for what matters most.
        let wall = match (several, short.wall, short.broke) {
            (true, _, Some(month)) => format!(", broke {month}"),
            (true, Some(month), _) => format!(", wall {month}"),
            (true, None, _) => String::new(),
            (false, _, Some(month)) => format!(", money gone in month {month}"),
            (false, ..) => format!(", {}", short.wall()),
        };
        html! { <span key={place}>{ for letter }{ short.cost() }{ wall }</span> }
    };
    let month = props.shorts.iter().find_map(|short| short.cost).map(|(month, _)| format!("Bills of month {month}:"));
    let lead = |testid: &'static str, id: &'static str, words: &'static str| {
        html! { <button type="button" data-testid={testid} onclick={move |_: MouseEvent| go(id)}>{ words }</button> }
    };
    html! {
        <nav class="bar" aria-label="In short" data-testid="bar">
            <p>{ for month.map(|month| html! { <span>{ month }</span> }) }{ for props.shorts.iter().enumerate().map(line) }</p>
            <div>
                { lead("to-form", FORM, "Change the numbers") }
                { lead("to-answer", ANSWER, "See the answer") }
            </div>
        </nav>
    }
}

/// Goes to a part of the page, and takes the keyboard along. The address bar holds the scenario, so this is no link.
pub(super) fn go(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.get_element_by_id(id));
    if let Some(part) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        part.scroll_into_view();
        // An element that takes no focus leaves it where it is.
        let _ = part.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Bands, MonthSummary};

    #[test]
    fn the_twelfth_month_or_the_last_is_shown() {
        let month =
            |dollars: f32| MonthSummary { cost: Bands { p50: dollars, ..Bands::default() }, ..MonthSummary::default() };
        let mut summary =
            Summary { months: (1..=24).map(|number| month(number as f32 * 100.0)).collect(), ..Summary::default() };
        assert_eq!(
            (Short::new(&summary).cost, Short::new(&summary).cost()),
            (Some((12, 1_200.0)), "$1,200".to_owned())
        );
        summary.months.truncate(3);
        summary.first_wall.month.p50 = Some(2);
        let short = Short::new(&summary);
        assert_eq!((short.cost, short.wall()), (Some((3, 300.0)), "wall in month 2".to_owned()));
        assert_eq!(Short::new(&Summary::default()).wall(), "no wall in most futures");
    }
}
