//! The legend of a chart: a button for each series, which hides and shows it.

use yew::prelude::*;

use crate::chart::{Picture, Series, View};

/// The buttons of the series of a chart.
pub(super) fn legend(picture: &Picture, view: View, testid: &str, on_view: &Callback<View>) -> Html {
    let button = |series: &Series| {
        let number = series.number;
        let onclick = on_view.reform(move |_: MouseEvent| view.toggled(number));
        html! {
            <button
                type="button"
                key={series.id}
                class={classes!("key", series.key)}
                title={series.title}
                aria-pressed={view.shows(number).to_string()}
                data-testid={format!("{testid}-legend-{}", series.id)}
                {onclick}
            >
                { picture.name(series) }
            </button>
        }
    };
    html! { <div class="legend" role="group" aria-label="Shown">{ for picture.series().iter().map(button) }</div> }
}
