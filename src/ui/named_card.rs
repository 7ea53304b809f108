//! A card of a list of named things: its name in a box, a button that removes it, and what it holds.

use yew::prelude::*;

use super::{
    desk::{Desk, focus_soon},
    field_box::FieldBox,
    state::{Action, Change, Entry},
};

/// What a card is of.
pub(super) struct NamedCard {
    /// Where the name is typed.
    pub(super) entry: Entry,
    /// The name as it is.
    pub(super) name: String,
    /// What it is called, where that is blank as well.
    pub(super) called: String,
    /// Where the name stands in the document.
    pub(super) path: String,
    /// What the box is called.
    pub(super) label: &'static str,
    /// Name for programs, of the card and, after a word, of what is in it.
    pub(super) testid: String,
    /// Name for programs of the thing, which stays when others go.
    pub(super) id: String,
    /// What removes it.
    pub(super) remove: Change,
    /// What takes the focus then.
    pub(super) then: &'static str,
}

impl NamedCard {
    /// The card around what it holds.
    pub(super) fn around(self, desk: &Desk<'_>, content: Html) -> Html {
        let Self { entry, name, called, path, label, testid, id, remove, then } = self;
        let draft = desk.draft(&entry);
        let error = draft.as_ref().and_then(|draft| draft.error.clone());
        let error_id = format!("{testid}-error");
        let onclick = {
            let dispatch = desk.dispatch.clone();
            move |_: MouseEvent| {
                dispatch.dispatch(Action::Change(remove.clone()));
                focus_soon(then);
            }
        };
        html! {
            <div class="part" role="group" aria-label={called.clone()} key={id} data-testid={testid.clone()}>
                <div class="part-head">
                    <FieldBox
                        {entry} value={name} {draft} numeric={false} testid={path}
                        {label} described_by={error_id.clone()} dispatch={desk.dispatch.clone()}
                    />
                    <button
                        type="button" class="quiet" data-testid={format!("remove-{testid}")}
                        aria-label={format!("Remove {called}")} {onclick}
                    >
                        { "Remove" }
                    </button>
                </div>
                <p class="error" id={error_id} role="alert" hidden={error.is_none()}>{ error.unwrap_or_default() }</p>
                { content }
            </div>
        }
    }
}
