//! A chart that can be read at a cursor, by pointer and by keyboard.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::{canvas::Canvas, cursor::Cursor, reader::Reader};
use crate::chart::{Picture, View};

#[derive(PartialEq, Properties)]
pub(super) struct PlotProps {
    /// What the chart is about.
    pub(super) heading: &'static str,
    pub(super) testid: &'static str,
    /// The chart; `None` before the first answer.
    pub(super) picture: Option<Rc<Picture>>,
    pub(super) view: View,
    pub(super) dark: bool,
}

#[function_component]
pub(super) fn Plot(props: &PlotProps) -> Html {
    let PlotProps { heading, testid, picture, view, dark } = props;
    let node = use_node_ref();
    let size = use_state_eq(|| (0.0, 0.0));
    let onsize = {
        let size = size.setter();
        use_callback((), move |to, ()| size.set(to))
    };
    // Charts with rows are as high as their rows; the others as the style sheet says.
    let height = picture.as_ref().and_then(|picture| picture.height(size.0));
    let has_rows = height.is_some();
    {
        let node = node.clone();
        use_effect_with(height, move |height| {
            if let (Some(plot), Some(height)) = (node.cast::<HtmlElement>(), height) {
                let _ = plot.style().set_property("min-height", &format!("{height}px"));
            }
        });
    }
    let cursor = use_context::<Cursor>();
    let follows = picture.as_ref().is_some_and(|picture| picture.follows());
    // Any other drawing is the same wherever the cursor is.
    let view = &view.at(cursor.as_ref().filter(|_| follows).and_then(|cursor| cursor.place));
    let at = cursor.zip(picture.clone());
    let is_read = at.as_ref().is_some_and(|(cursor, _)| cursor.place.is_some());
    let read_out = at.as_ref().map(|(cursor, picture)| picture.read_out(cursor.place));
    let reader = at.map(|(cursor, picture)| {
        let frame = picture.frame(*view, *size);
        Reader { picture, frame, cursor }.show(heading, testid)
    });
    html! {
        <>
            <div class={classes!("plot", has_rows.then_some("rows"))} ref={node}>
                <Canvas picture={picture.clone()} view={*view} {testid} dark={*dark} {onsize} />
                { for reader }
            </div>
            <p class={classes!("readout", is_read.then_some("at"))} data-testid={format!("{testid}-readout")}>{ for read_out }</p>
        </>
    }
}
