//! A chart with its heading, its legend and the numbers behind it.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::{canvas::Canvas, data_table::DataTable};
use crate::chart::{Numbers, Picture};

#[derive(PartialEq, Properties)]
pub(super) struct ChartCardProps {
    pub(super) heading: AttrValue,
    pub(super) testid: &'static str,
    /// The chart; `None` before the first answer.
    pub(super) picture: Option<Rc<Picture>>,
    pub(super) dark: bool,
}

#[function_component]
pub(super) fn ChartCard(props: &ChartCardProps) -> Html {
    let ChartCardProps { heading, testid, picture, dark } = props;
    let open = use_state(|| false);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |event: Event| {
            open.set(event.target_dyn_into::<HtmlElement>().is_some_and(|details| details.has_attribute("open")));
        })
    };
    // Rows nobody sees would only slow down a moving slider.
    let table = picture.as_deref().filter(|_| *open).map(|picture| {
        let Numbers { columns, rows } = picture.numbers();
        let columns: Vec<AttrValue> = columns.into_iter().map(AttrValue::from).collect();
        let testid = format!("{testid}-table");
        html! { <DataTable {columns} {rows} {testid} caption={heading.clone()} /> }
    });
    let legend = match picture.as_deref() {
        Some(Picture::Fan(_)) => html! {
            <>
                <span class="key median">{ "median" }</span>
                <span class="key inner">{ "half of the futures" }</span>
                <span class="key outer">{ "9 of 10 futures" }</span>
            </>
        },
        Some(Picture::Breaches(_)) => html! { <span>{ "Share of the futures in which it happens in a month" }</span> },
        Some(Picture::Rungs(_)) => html! { <span>{ "Share of the futures on the plan at the month's end" }</span> },
        Some(Picture::Parts(parts)) => {
            let keys = parts.legend().map(|(part, name)| {
                html! { <span key={part} class={format!("key part-{part}")}>{ name }</span> }
            });
            html! { <>{ for keys }</> }
        }
        None => Html::default(),
    };
    html! {
        <section class={classes!("card", *testid)}>
            <h2>{ heading }</h2>
            <p class="legend">{ legend }</p>
            <Canvas picture={picture.clone()} {testid} dark={*dark} />
            <details {ontoggle}>
                <summary>{ "The numbers behind it" }</summary>
                { for table }
            </details>
        </section>
    }
}
