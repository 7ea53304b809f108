//! A canvas with a chart on it, as sharp as the screen.

use std::{cell::RefCell, rc::Rc};

use plotters::drawing::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlCanvasElement, ResizeObserver};
use yew::prelude::*;

use super::listener::Listener;
use crate::chart::{Palette, Picture};

#[derive(PartialEq, Properties)]
pub(super) struct CanvasProps {
    /// The chart; `None` before the first answer.
    pub(super) picture: Option<Rc<Picture>>,
    pub(super) testid: &'static str,
    pub(super) dark: bool,
}

#[function_component]
pub(super) fn Canvas(props: &CanvasProps) -> Html {
    let node = use_node_ref();
    let drawn = use_mut_ref(Drawn::default);
    {
        let (node, drawn) = (node.clone(), Rc::clone(&drawn));
        use_effect_with((props.picture.clone(), props.dark), move |(picture, dark)| {
            let mut drawn = drawn.borrow_mut();
            (drawn.picture, drawn.dark) = (picture.clone(), *dark);
            drawn.draw(&node);
        });
    }
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let watch = watch(node, drawn);
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
    dark: bool,
    /// Width and height in CSS pixels, remembered because asking for them makes the browser lay out the page.
    size: (i32, i32),
}

impl Drawn {
    fn draw(&self, node: &NodeRef) {
        let (Some(canvas), Some(picture)) = (node.cast::<HtmlCanvasElement>(), &self.picture) else { return };
        // Charts with rows are as high as their rows; the others as the style sheet says.
        let height = picture.height(f64::from(self.size.0)).filter(|_| self.size.0 > 0);
        let height = height.map(|height| height.round() as i32);
        if let Some(height) = height {
            let _ = canvas.style().set_property("height", &format!("{height}px"));
        }
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let pixels = |css: i32| (f64::from(css.max(0)) * ratio).round() as u32;
        let (width, height) = (pixels(self.size.0), pixels(height.unwrap_or(self.size.1)));
        // Setting a size clears the canvas, even where it is the same.
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let palette = if self.dark { Palette::DARK } else { Palette::LIGHT };
        if let Some(backend) = CanvasBackend::with_canvas_object(canvas) {
            // A canvas refuses nothing that is drawn here.
            let _ = picture.draw(&backend.into_drawing_area(), ratio, &palette);
        }
    }
}

/// Draws anew whenever the canvas has another size, which an observer tells, or the screen other pixels, which the
/// window does. Ends when the result is dropped.
fn watch(node: NodeRef, drawn: Rc<RefCell<Drawn>>) -> impl Sized {
    let canvas = node.cast::<HtmlCanvasElement>();
    let redraw = Rc::new(move || {
        let Some(canvas) = node.cast::<HtmlCanvasElement>() else { return };
        drawn.borrow_mut().size = (canvas.client_width(), canvas.client_height());
        drawn.borrow().draw(&node);
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
