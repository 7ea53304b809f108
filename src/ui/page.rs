//! The page as a whole.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    answer::AnswerView,
    bar::{Bar, Short},
    form::Form,
    header::Header,
    kept::use_kept,
    keys::use_keys,
    link::use_followed_links,
    message::Message,
    plan_browser::PlanBrowser,
    prices::Prices,
    root,
    same::Same,
    state::{Action, State},
    theme::use_theme,
    workers::use_workers,
};

#[derive(PartialEq, Properties)]
pub(super) struct PageProps {
    /// What the page opens with.
    pub(super) opening: Rc<State>,
}

#[function_component]
pub(super) fn Page(props: &PageProps) -> Html {
    let state = {
        let opening = Rc::clone(&props.opening);
        use_reducer(move || State::clone(&opening))
    };
    let dispatch = state.dispatcher();
    let theme = use_theme();
    let dark = theme.dark;
    let client = use_workers(&state, &dispatch);
    let known = state.catalog.date();
    use_kept(&state.document, known, &dispatch);
    use_followed_links(known, &dispatch);
    use_keys(&dispatch);
    {
        let drawn_before = use_mut_ref(|| false);
        use_effect_with(state.answer.clone(), move |answer| {
            if let Some(answer) = answer {
                root::note(answer, !drawn_before.replace(true));
            }
        });
    }
    let (on_cancel, on_restart, on_retry_gpu) = {
        let (cancelled, restarted, retried) = (Rc::clone(&client), Rc::clone(&client), client);
        let (cancels, restarts, retries) = (dispatch.clone(), dispatch.clone(), dispatch.clone());
        let on_cancel = use_callback((), move |(), ()| {
            cancelled.cancel();
            cancels.dispatch(Action::Cancel);
        });
        let on_restart = use_callback((), move |(), ()| {
            restarts.dispatch(Action::Restart);
            restarted.restart();
        });
        let on_retry_gpu = use_callback((), move |(), ()| {
            retries.dispatch(Action::RetryGpu);
            retried.retry_gpu();
        });
        (on_cancel, on_restart, on_retry_gpu)
    };
    let shown = state.answer.as_ref().filter(|_| !state.opened);
    let steps = [state.can_undo(), state.history.has_ahead(&state.document), !state.is_as_opened()];
    html! {
        <>
            <Header
                preset={state.preset()}
                {steps}
                scenario={Rc::clone(&state.document)}
                {known}
                badge={state.answer.as_ref().map(|answer| answer.badge.clone())}
                engine={state.engine}
                no_gpu={state.no_gpu.clone()}
                dispatch={dispatch.clone()}
                {theme}
            />
            <div class="columns">
                <Form
                    document={Rc::clone(&state.document)}
                    shown={state.shown}
                    scenario={Rc::clone(&state.scenario)}
                    catalog={Same(Rc::clone(&state.catalog))}
                    offered={Same(Rc::clone(&state.offered))}
                    base={Rc::clone(&state.base)}
                    drafts={state.drafts.clone()}
                    breaks={shown.map(|answer| Same(Rc::clone(&answer.breaks)))}
                    tiers={shown.map(|answer| Same(Rc::clone(&answer.tiers)))}
                    dispatch={dispatch.clone()}
                />
                <main class="answer">
                    <Message trouble={state.trouble.clone()} {on_restart} {on_retry_gpu} dispatch={dispatch.clone()} />
                    <Prices
                        scenario={Rc::clone(&state.scenario)}
                        catalog={Same(Rc::clone(&state.catalog))}
                        dispatch={dispatch.clone()}
                    />
                    <AnswerView
                        heading={state.heading().to_owned()}
                        answer={state.answer.clone()}
                        compared={state.compared().cloned()}
                        by_volume={state.by_volume().cloned()}
                        document={Rc::clone(&state.document)}
                        shown={state.shown}
                        catalog={Same(Rc::clone(&state.catalog))}
                        guides={state.guides.clone().map(Same)}
                        guide_of={state.guide_of()}
                        progress={state.progress}
                        {dark}
                        dispatch={dispatch.clone()}
                        {on_cancel}
                    />
                </main>
            </div>
            <Bar shorts={state.summaries().map(|summary| Short::new(summary)).collect::<Vec<_>>()} />
            if let Some(browse) = state.browse {
                <PlanBrowser
                    {browse}
                    scenario={Rc::clone(&state.scenario)}
                    catalog={Same(Rc::clone(&state.offered))}
                    dispatch={dispatch.clone()}
                />
            }
        </>
    }
}
