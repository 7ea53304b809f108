//! Plans, in the order in which the app moves through them.

use serde::{Deserialize, Serialize};

use super::Quantity;
use crate::parts::{Slot, each_slot};

/// Declares the ladders that are not of features: one for each part of an app in its table.
macro_rules! stack {
    ($($(#[$doc:meta])* $field:ident $slot:ident = $id:literal { $($about:tt)* })+ ; $($models:tt)*) => {
        /// The plans the app runs on, besides those of its features. A slot without plans is not used.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Stack {
            $($(#[$doc])* pub $field: Ladder,)+
        }

        impl Stack {
            /// The ladders in the order of [`Slot::ALL`].
            #[must_use]
            pub const fn slots(&self) -> [&Ladder; Slot::OF_STACK] {
                [$(&self.$field),+]
            }

            /// The ladders in the order of [`Slot::ALL`], to be edited.
            pub const fn slots_mut(&mut self) -> [&mut Ladder; Slot::OF_STACK] {
                [$(&mut self.$field),+]
            }
        }
    };
}

each_slot!(stack);

/// Which ladder of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LadderAt {
    /// A slot of the stack, by its place in [`Slot::ALL`].
    Slot(usize),
    /// The model provider of a feature, by its place.
    Feature(usize),
}

impl LadderAt {
    /// The ladder at a place among all: slots before features.
    #[must_use]
    pub fn at(place: usize) -> Self {
        place.checked_sub(Slot::OF_STACK).map_or(Self::Slot(place), Self::Feature)
    }

    /// Its place among all.
    #[must_use]
    pub const fn place(self) -> usize {
        match self {
            Self::Slot(slot) => slot,
            Self::Feature(feature) => Slot::OF_STACK + feature,
        }
    }

    /// The part of the app that its plans carry.
    #[must_use]
    pub fn slot(self) -> Slot {
        match self {
            Self::Slot(slot) => Slot::ALL.get(slot).copied().unwrap_or(Slot::Inference),
            Self::Feature(_) => Slot::Inference,
        }
    }

    /// Where it stands in the document.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Slot(_) => format!("stack.{}", self.slot().id()),
            Self::Feature(feature) => format!("features[{feature}].inference"),
        }
    }
}

/// Plans in the order in which they are moved through, and when to move on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ladder {
    /// Catalogue ids of the plans, first to last, at most [`Ladder::MAX_RUNGS`].
    pub plans: Vec<String>,
    /// What makes the app move to the next plan; whichever comes first.
    #[serde(skip_serializing_if = "MoveOn::is_never")]
    pub move_on: MoveOn,
    /// Days between the decision and the new plan.
    pub lead_days: Quantity,
    /// Whether to move back down after two months in which the plan below would have been cheaper with less than half of its
    /// allowance used, of the month and of its busiest day; not to a trial, nor to a first plan that was left on a date, with
    /// the first income or for the number of users.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub step_down: bool,
    /// What the first month has used when it begins, percent of what the first plan limits, includes or gives for a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_already: Option<Quantity>,
    /// Most that may be billed here in a month, dollars, fixed prices included: what comes after is refused. At parts
    /// that nobody passes, such as payments, it does nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spend_cap: Option<Quantity>,
}

impl Ladder {
    /// Most plans on one ladder.
    pub const MAX_RUNGS: usize = 8;
    /// Longest catalogue id, in characters.
    pub const MAX_PLAN_ID: usize = 64;
}

impl Default for Ladder {
    fn default() -> Self {
        Self {
            plans: Vec::new(),
            move_on: MoveOn::default(),
            lead_days: Quantity::Exact(3.0),
            step_down: false,
            used_already: None,
            spend_cap: None,
        }
    }
}

/// What makes the app move to the next plan. What is absent never does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MoveOn {
    /// A day on which more than this share of what users asked for was refused, percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Quantity>,
    /// More than this share of a limit or of the included amount is used, percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<Quantity>,
    /// More monthly users than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Quantity>,
    /// The first income.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub income: bool,
    /// The begin of a month of the run, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u32>,
    /// A month whose slowest answers (1 in 20) took longer than the target.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub slow: bool,
    /// The next plan would have been cheaper by this much in two months running, percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cheaper: Option<Quantity>,
}

impl MoveOn {
    /// Whether nothing makes the app move.
    #[must_use]
    pub fn is_never(&self) -> bool {
        *self == Self::default()
    }
}

/// A number of a plan that the founder knows better than the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Catalogue id of the plan.
    pub plan: String,
    /// Which of its numbers, such as `limit.day.requests`.
    pub number: String,
    /// What it is.
    pub value: f64,
}
