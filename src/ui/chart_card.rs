//! A chart with its heading, its legend and the numbers behind it.

use std::rc::Rc;

use yew::prelude::*;

use super::{data_table::DataTable, legend::legend, plot::Plot};
use crate::chart::{Numbers, Picture, Spacing, View};

/// One of the ways that a card shows its subject.
#[derive(Clone, PartialEq)]
pub(super) struct Side {
    /// Name for programs.
    pub(super) id: &'static str,
    /// Name for people.
    pub(super) name: &'static str,
    /// The chart; `None` before the first answer.
    pub(super) picture: Option<Rc<Picture>>,
}

#[derive(PartialEq, Properties)]
pub(super) struct ChartCardProps {
    pub(super) heading: &'static str,
    pub(super) testid: &'static str,
    /// The first is shown at first.
    pub(super) sides: Vec<Side>,
    pub(super) dark: bool,
}

#[function_component]
pub(super) fn ChartCard(props: &ChartCardProps) -> Html {
    let ChartCardProps { heading, testid, sides, dark } = props;
    let chosen = use_state(|| 0);
    let views = use_state(|| vec![View::default(); sides.len()]);
    let open = use_state(|| false);
    let Some((side, view)) = sides.get(*chosen).zip(views.get(*chosen).copied()) else { return Html::default() };
    let picture = side.picture.as_deref();

    let on_view = {
        let (chosen, views) = (*chosen, views.clone());
        Callback::from(move |view| {
            let mut changed = Vec::clone(&views);
            changed[chosen] = view;
            views.set(changed);
        })
    };
    let button = |(at, side): (usize, &Side)| {
        let onclick = {
            let chosen = chosen.setter();
            Callback::from(move |_: MouseEvent| chosen.set(at))
        };
        let (pressed, testid) = (*chosen == at, format!("{testid}-view-{}", side.id));
        html! {
            <button type="button" aria-pressed={pressed.to_string()} data-testid={testid} {onclick}>{ side.name }</button>
        }
    };
    let spacing = picture.and_then(|picture| picture.spacing(view)).map(|spacing| {
        let is_log = spacing == Spacing::Symlog;
        let to = if is_log { Spacing::Linear } else { Spacing::Symlog };
        let onclick = on_view.reform(move |_: MouseEvent| view.spaced(to));
        html! {
            <button
                type="button"
                title="Logarithmic axis: every step from $1 up is ten times the one below"
                aria-pressed={is_log.to_string()}
                data-testid={format!("{testid}-log")}
                {onclick}
            >
                { "log" }
            </button>
        }
    });
    let on_numbers = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let is_switched = sides.len() > 1;
    let has_legend = |picture: &&Picture| is_switched || !picture.series().is_empty();
    let legend = picture.filter(has_legend).map(|picture| legend(picture, view, testid, &on_view));
    // Rows nobody sees would only slow down a moving slider.
    let table = picture.filter(|_| *open).map(|picture| {
        let Numbers { columns, rows } = picture.numbers();
        let columns: Vec<AttrValue> = columns.into_iter().map(AttrValue::from).collect();
        html! { <DataTable {columns} {rows} testid={format!("{testid}-table")} caption={*heading} /> }
    });
    html! {
        <section class="card chart">
            <div class="chart-head">
                <h2>{ heading }</h2>
                if !is_switched {
                    { for legend.clone() }
                }
                { for picture.and_then(shades) }
                <div class="chart-tools">
                    if is_switched {
                        <div class="switch-views" role="group" aria-label={*heading}>
                            { for sides.iter().enumerate().map(button) }
                        </div>
                    }
                    { for spacing }
                    <button
                        type="button"
                        title="The numbers behind it"
                        aria-expanded={open.to_string()}
                        data-testid={format!("{testid}-numbers")}
                        onclick={on_numbers}
                    >
                        { "numbers" }
                    </button>
                </div>
                // Beside so many buttons there is no room for it.
                if is_switched {
                    { for legend }
                }
            </div>
            <Plot heading={*heading} testid={*testid} picture={side.picture.clone()} {view} dark={*dark} />
            { for table }
        </section>
    }
}

/// What the shades of a calendar of chances mean.
fn shades(picture: &Picture) -> Option<Html> {
    let colour = match picture {
        Picture::Breaches(_) | Picture::Odds(_) => "limit",
        Picture::Rungs(_) => "accent",
        _ => return None,
    };
    Some(html! {
        <p class={classes!("heat-key", colour)}>{ "0%" }<span />{ "100% of futures" }</p>
    })
}
