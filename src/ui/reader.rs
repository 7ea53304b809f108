//! What lies over a chart, hears pointers and keys, and shows the cursor.

use std::rc::Rc;

use yew::prelude::*;

use super::cursor::Cursor;
use crate::chart::{Frame, Picture};

/// A chart and the cursor over it.
pub(super) struct Reader {
    pub(super) picture: Rc<Picture>,
    /// Where its months or bins are; `None` where it is not drawn.
    pub(super) frame: Option<Frame>,
    pub(super) cursor: Cursor,
}

impl Reader {
    /// A year of months.
    const LEAP: usize = 12;

    pub(super) fn show(self, heading: &'static str, testid: &str) -> Html {
        let frame = self.frame;
        let (now, last) = (self.now(), self.last());
        let text = self.picture.read_out(self.cursor.place);
        let is_marked = self.cursor.place.is_some() && !self.picture.follows();
        let mark = frame.filter(|_| is_marked).map(|frame| mark(&frame, now, testid));
        let onpointermove = {
            let move_to = self.cursor.move_to.clone();
            Callback::from(move |event: PointerEvent| {
                if let Some(frame) = frame {
                    move_to.emit(Some(frame.place(event.offset_x().into())));
                }
            })
        };
        let onpointerdown = onpointermove.clone();
        let onpointerleave = {
            let move_to = self.cursor.move_to.clone();
            Callback::from(move |event: PointerEvent| {
                // A finger leaves whenever it is lifted.
                if event.pointer_type() != "touch" {
                    move_to.emit(None);
                }
            })
        };
        let onkeydown = Callback::from(move |event: KeyboardEvent| self.press(&event));
        html! {
            <div
                class="reader"
                role="slider"
                tabindex="0"
                aria-label={heading}
                aria-valuemin="1"
                aria-valuemax={(last + 1).to_string()}
                aria-valuenow={(now + 1).to_string()}
                aria-valuetext={text}
                data-testid={format!("{testid}-reader")}
                {onpointermove}
                {onpointerdown}
                {onpointerleave}
                {onkeydown}
            >
                { for mark }
            </div>
        }
    }

    fn last(&self) -> usize {
        self.picture.places().saturating_sub(1)
    }

    fn now(&self) -> usize {
        self.cursor.place.filter(|place| *place <= self.last()).unwrap_or_else(|| self.picture.rest())
    }

    /// Moves the cursor as a slider's keys do.
    fn press(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => Some(self.now().saturating_sub(1)),
            "ArrowRight" | "ArrowUp" => Some(self.now() + 1),
            "PageDown" => Some(self.now().saturating_sub(Self::LEAP)),
            "PageUp" => Some(self.now() + Self::LEAP),
            "Home" => Some(0),
            "End" => Some(self.last()),
            "Escape" => None,
            _ => return,
        };
        event.prevent_default();
        self.cursor.move_to.emit(to.map(|to| to.min(self.last())));
    }
}

/// The place under the cursor, and its middle.
fn mark(frame: &Frame, place: usize, testid: &str) -> Html {
    let (x, y) = (frame.middle(place).to_string(), frame.top.to_string());
    html! {
        <svg aria-hidden="true" data-testid={format!("{testid}-cursor")}>
            <rect
                x={frame.start(place).to_string()}
                y={y.clone()}
                width={frame.width().to_string()}
                height={(frame.bottom - frame.top).to_string()}
            />
            <line x1={x.clone()} x2={x} y1={y} y2={frame.bottom.to_string()} />
        </svg>
    }
}
