//! How alternatives compare, ready to be shown.

use std::rc::Rc;

use super::Outcome;
use crate::{catalog::Catalog, scenario::ValidScenario};

/// What the alternatives of a run come to, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The scenario with the alternatives that it answers.
    pub document: Rc<ValidScenario>,
}

impl Compared {
    pub(super) fn new(outcome: &Outcome, _: &Catalog, _: Option<&Self>) -> Option<Self> {
        outcome.comparison.as_ref()?;
        Some(Self { document: Rc::clone(&outcome.finished.request.scenario) })
    }
}
