//! The limits that break, in the order in which they do, with what comes after each.

use std::rc::Rc;

use yew::prelude::*;

use super::{data_table::DataTable, state::Answer};
use crate::analysis::Breaks;

#[derive(PartialEq, Properties)]
pub(super) struct LimitsProps {
    /// The answer; `None` before the first.
    pub(super) answer: Option<Rc<Answer>>,
}

#[function_component]
pub(super) fn Limits(props: &LimitsProps) -> Html {
    let Some(answer) = &props.answer else { return Html::default() };
    let Breaks { limits, table } = &*answer.breaks;
    let texts = |texts: &[String]| texts.iter().cloned().map(AttrValue::from).collect::<Vec<_>>();
    let others = limits.len().saturating_sub(table.rows.len());
    let others = match others {
        0 => String::new(),
        1 => "1 other limit is met in no future.".to_owned(),
        others => format!("{others} other limits are met in no future."),
    };
    let (columns, terms, rows) = (texts(&table.columns), texts(&table.terms), table.rows.clone());
    html! {
        <section class={classes!("card", "months", "breaks", (!answer.is_settled).then_some("stale"))}>
            <div class="months-head"><h2>{ "Limits, and what comes after them" }</h2></div>
            <DataTable {columns} {terms} {rows} testid="table-limits" caption="Limits, and what comes after them" />
            <p class="help">{ "Months are those of a run in which plans change as set. " }{ others }</p>
        </section>
    }
}
