//! The cursor that charts share.

use yew::prelude::*;

/// Where the cursor is, and how to move it.
#[derive(Clone, PartialEq)]
pub(super) struct Cursor {
    /// The month, or the bin of a histogram; `None` where nobody points at a chart.
    pub(super) place: Option<usize>,
    pub(super) move_to: Callback<Option<usize>>,
}

#[derive(PartialEq, Properties)]
pub(super) struct CursorScopeProps {
    pub(super) children: Html,
}

/// Charts with one cursor. As it moves only what asks for it is rendered again.
#[function_component]
pub(super) fn CursorScope(props: &CursorScopeProps) -> Html {
    let place = use_state_eq(|| None);
    let move_to = {
        let place = place.setter();
        use_callback((), move |to, ()| place.set(to))
    };
    let context = Cursor { place: *place, move_to };
    html! { <ContextProvider<Cursor> {context}>{ props.children.clone() }</ContextProvider<Cursor>> }
}
