//! A table of numbers.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct DataTableProps {
    pub(super) columns: Vec<AttrValue>,
    /// What each column is in exact terms, said on hover; a column that is not mentioned has nothing to add.
    #[prop_or_default]
    pub(super) terms: Vec<AttrValue>,
    /// Which columns are not shown; a column that is not mentioned is.
    #[prop_or_default]
    pub(super) hidden: Vec<bool>,
    /// Rows of as many cells as there are columns; the first cell names the row.
    pub(super) rows: Vec<Vec<String>>,
    pub(super) testid: AttrValue,
    /// What it is about, for screen readers.
    pub(super) caption: AttrValue,
}

#[function_component]
pub(super) fn DataTable(props: &DataTableProps) -> Html {
    let hidden = |column: usize| props.hidden.get(column).copied().unwrap_or(false);
    let headings = props.columns.iter().enumerate();
    let headings = headings.map(|(column, name)| {
        let title = props.terms.get(column).cloned();
        html! { <th scope="col" {title} hidden={hidden(column)}>{ name }</th> }
    });
    let rows = props.rows.iter().map(|row| {
        let cells = row.iter().enumerate().map(|(column, cell)| match column {
            0 => html! { <th scope="row">{ cell }</th> },
            _ => html! { <td hidden={hidden(column)}>{ cell }</td> },
        });
        html! { <tr>{ for cells }</tr> }
    });
    // Focusable, so that the keyboard can scroll it.
    html! {
        <div class="table" tabindex="0" role="group" aria-label={&props.caption}>
            <table data-testid={&props.testid}>
                <thead><tr>{ for headings }</tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}
