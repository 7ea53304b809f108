//! A canvas with a chart on it, as sharp as the screen.

use std::{cell::RefCell, rc::Rc};

use plotters::drawing::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlCanvasElement, ResizeObserver};
use yew::prelude::*;

use super::listener::Listener;
use crate::chart::{Palette, Picture, View};

#[derive(PartialEq, Properties)]
pub(super) struct CanvasProps {
    /// The chart; `None` before the first answer.
    pub(super) picture: Option<Rc<Picture>>,
    pub(super) view: View,
    pub(super) testid: &'static str,
    pub(super) dark: bool,
    /// Hears the width and height in CSS pixels.
    pub(super) onsize: Callback<(f64, f64)>,
}

#[function_component]
pub(super) fn Canvas(props: &CanvasProps) -> Html {
    let node = use_node_ref();
    let drawn = use_mut_ref(Drawn::default);
    {
        let (node, drawn) = (node.clone(), Rc::clone(&drawn));
        use_effect_with((props.picture.clone(), props.view, props.dark), move |(picture, view, dark)| {
            let mut drawn = drawn.borrow_mut();
            (drawn.picture, drawn.view, drawn.dark) = (picture.clone(), *view, *dark);
            drawn.draw(&node);
        });
    }
    {
        let (node, onsize) = (node.clone(), props.onsize.clone());
        use_effect_with((), move |()| {
            let watch = watch(node, drawn, onsize);
            move || drop(watch)
        });
    }
    let words = props.picture.as_ref().map(|picture| picture.words()).unwrap_or_default();
    html! { <canvas ref={node} role="img" aria-label={words} data-testid={props.testid} /> }
}

/// What is on a canvas.
#[derive(Default)]
struct Drawn {
    picture: Option<Rc<Picture>>,
    view: View,
    dark: bool,
    /// Width and height in CSS pixels, remembered because asking for them makes the browser lay out the page.
    size: (f64, f64),
}

impl Drawn {
    fn draw(&self, node: &NodeRef) {
        let (Some(canvas), Some(picture)) = (node.cast::<HtmlCanvasElement>(), &self.picture) else { return };
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let (width, height) = ((self.size.0 * ratio).round() as u32, (self.size.1 * ratio).round() as u32);
        // Setting a size clears the canvas, even where it is the same.
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let palette = if self.dark { Palette::DARK } else { Palette::LIGHT };
        if let Some(backend) = CanvasBackend::with_canvas_object(canvas) {
            // A canvas refuses nothing that is drawn here.
            let _ = picture.draw(&backend.into_drawing_area(), ratio, &palette, self.view);
        }
    }
}

/// Draws anew whenever the canvas has another size, which an observer tells, or the screen other pixels, which the
/// window does. Ends when the result is dropped.
fn watch(node: NodeRef, drawn: Rc<RefCell<Drawn>>, onsize: Callback<(f64, f64)>) -> impl Sized {
    let canvas = node.cast::<HtmlCanvasElement>();
    let redraw = Rc::new(move || {
        let Some(canvas) = node.cast::<HtmlCanvasElement>() else { return };
        let box_ = canvas.get_bounding_client_rect();
        let size = (box_.width(), box_.height());
        drawn.borrow_mut().size = size;
        drawn.borrow().draw(&node);
        onsize.emit(size);
    });
    let on_window = {
        let redraw = Rc::clone(&redraw);
        web_sys::window().map(|window| Listener::new(&window, "resize", move |_| redraw()))
    };
    let on_canvas = Closure::<dyn FnMut()>::new(move || redraw());
    let observer = ResizeObserver::new(on_canvas.as_ref().unchecked_ref()).ok();
    if let (Some(observer), Some(canvas)) = (&observer, &canvas) {
        observer.observe(canvas);
    }
    (on_window, Observing(observer), on_canvas)
}

/// An observer that stops with its owner.
struct Observing(Option<ResizeObserver>);

impl Drop for Observing {
    fn drop(&mut self) {
        self.0.iter().for_each(ResizeObserver::disconnect);
    }
}
