//! Going back and forth between the scenarios that the page has had.

use std::{mem, rc::Rc};

use super::{Action, Entry, Knob};
use crate::scenario::ValidScenario;

/// What was opened: what the page goes back to when everything since is taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// Where it came from.
    pub origin: Origin,
    /// The scenario as it was then, with its alternatives.
    pub scenario: Rc<ValidScenario>,
}

/// Where a scenario came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A preset, by its place.
    Preset(usize),
    /// A link.
    Link,
    /// What this browser had kept.
    Kept,
    /// A run of the guide to a document, by its place.
    Guide(usize),
    /// A file, by its name.
    File(String),
}

/// The page at one moment, as far as it can be gone back to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    pub(super) document: Rc<ValidScenario>,
    /// The alternative that was shown.
    pub(super) shown: usize,
    pub(super) base: Rc<Base>,
}

/// Moments before and after the present one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Moment>,
    ahead: Vec<Moment>,
    gesture: Option<Gesture>,
    /// Whether the moment before the gesture is kept already.
    kept: bool,
}

/// Many small changes that are one to the user.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gesture {
    /// A slider on its way.
    Slide(Knob),
    /// A text being typed.
    Type(Entry),
}

impl Gesture {
    /// The gesture that an action is part of.
    fn of(action: &Action) -> Option<Self> {
        match action {
            Action::Slide { knob, .. } => Some(Self::Slide(knob.clone())),
            Action::Type(entry, _) | Action::Nudge(entry, _) => Some(Self::Type(entry.clone())),
            _ => None,
        }
    }
}

impl History {
    /// Most moments to go back to.
    const DEPTH: usize = 200;

    /// Hears of an action before it changes anything.
    pub(super) fn begin(&mut self, action: &Action) {
        if matches!(action, Action::Heard(_) | Action::Say(_) | Action::Abandon(_)) {
            // Nothing the user did, or what is asked about the gesture: it ends none.
            return;
        }
        let gesture = Gesture::of(action);
        self.kept &= gesture.is_some() && gesture == self.gesture;
        self.gesture = gesture;
    }

    /// The moment before a slider was touched, if it was not let go since; nobody wants to go forward again.
    pub(super) fn abandon(&mut self, knob: Knob) -> Option<Moment> {
        let is_sliding = self.kept && self.gesture == Some(Gesture::Slide(knob));
        (self.gesture, self.kept) = (None, false);
        if is_sliding { self.past.pop() } else { None }
    }

    /// Keeps the moment before a change, once a gesture.
    pub(super) fn keep(&mut self, before: Moment) {
        self.ahead.clear();
        if !mem::replace(&mut self.kept, true) {
            if self.past.len() == Self::DEPTH {
                self.past.remove(0);
            }
            self.past.push(before);
        }
    }

    /// The last moment that differs from the present one, which can then be gone forward to.
    pub(super) fn back(&mut self, now: Moment) -> Option<Moment> {
        let found = different(&mut self.past, &now)?;
        self.ahead.push(now);
        Some(found)
    }

    /// The next moment that was gone back from.
    pub(super) fn forward(&mut self, now: Moment) -> Option<Moment> {
        let found = different(&mut self.ahead, &now)?;
        self.past.push(now);
        Some(found)
    }

    /// Whether there is something to go back to.
    #[must_use]
    pub fn has_past(&self, now: &ValidScenario) -> bool {
        self.past.iter().rev().any(|moment| *moment.document != *now)
    }

    /// Whether there is something to go forward to.
    #[must_use]
    pub fn has_ahead(&self, now: &ValidScenario) -> bool {
        self.ahead.iter().rev().any(|moment| *moment.document != *now)
    }
}

/// Takes the newest moment with another scenario; moments with the same are of edits that came to nothing.
fn different(moments: &mut Vec<Moment>, now: &Moment) -> Option<Moment> {
    let place = moments.iter().rposition(|moment| moment.document != now.document)?;
    moments.truncate(place + 1);
    moments.pop()
}
