//! Every numeric input of a scenario, once: its path, words, unit and allowed range.
//!
//! The form, the checks, the program and the help texts all walk over [`Field::ALL`], so a new input is one row here
//! and one line where the program turns it into a parameter. A field may be there once ([`Root::App`]), for every feature,
//! ladder or cost line; which of those is meant is the place of an [`Input`](super::Input).

use super::input::Input;
use super::{Books, CostLine, Feature, Group, Sale, Scenario};
use crate::parts::Slot;

/// What a field's path starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// The document: the field is there once.
    App,
    /// A feature.
    Feature,
    /// A ladder of plans.
    Ladder,
    /// Another plan of a feature.
    Choice,
    /// A cost line.
    Line,
    /// A round of money from investors.
    Round,
    /// Something that users buy.
    Sale,
    /// What a cost line changes of an input.
    Effect,
}

impl Root {
    /// Most places that a field can have there.
    #[must_use]
    pub const fn places(self) -> usize {
        match self {
            Self::App => 1,
            Self::Feature => Scenario::MAX_FEATURES,
            Self::Ladder => Slot::OF_STACK + Scenario::MAX_FEATURES,
            Self::Choice => Scenario::MAX_FEATURES * Feature::MAX_OTHERS,
            Self::Line => Books::MAX_LINES,
            Self::Round => Books::MAX_ROUNDS,
            Self::Sale => Sale::MOST,
            Self::Effect => Books::MAX_LINES * CostLine::MAX_EFFECTS,
        }
    }
}

/// What is known of a field besides its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spec {
    /// Where its path starts.
    pub root: Root,
    /// Where it stands from there, e.g. `growth.users`.
    pub path: &'static str,
    /// Part of the form.
    pub group: Group,
    /// Name in plain words.
    pub label: &'static str,
    /// Unit as printed after the number.
    pub unit: &'static str,
    /// One sentence that explains it to a founder.
    pub help: &'static str,
    /// Smallest allowed number.
    pub min: f64,
    /// Largest allowed number.
    pub max: f64,
    /// Ends of the slider, inside the allowed range.
    pub slider: (f64, f64),
    /// Whether the slider moves by ratios rather than by equal steps.
    pub logarithmic: bool,
    /// Smallest step of the number box.
    pub step: f64,
    /// Whether only whole numbers are meant, the same in every future.
    pub whole: bool,
}

macro_rules! fields {
    ($($name:ident: $root:ident $($part:ident).+, $group:ident, $label:literal, $unit:literal, $help:literal,
        $min:literal..=$max:literal, slider $from:literal..=$to:literal $scale:ident, step $step:literal;)+) => {
        /// A numeric input, wherever it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field {
            $(#[doc = $label] $name,)+
        }

        impl Field {
            /// Every field in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// What is known of the field.
            #[must_use]
            pub const fn spec(self) -> Spec {
                match self {
                    $(Self::$name => Spec {
                        root: fields!(@root $root),
                        path: fields!(@path $($part).+),
                        group: Group::$group,
                        label: $label,
                        unit: $unit,
                        help: $help,
                        min: $min,
                        max: $max,
                        slider: ($from, $to),
                        logarithmic: fields!(@log $scale),
                        step: $step,
                        whole: fields!(@whole $scale),
                    },)+
                }
            }

            /// The field's value at a place; `None` where the scenario does not have it.
            pub(in crate::scenario) fn get(self, scenario: &Scenario, place: usize) -> Option<Quantity> {
                match self {
                    $(Self::$name => fields!(@get $root, scenario, place).and_then(|it| it.$($part).+.into()),)+
                }
            }

            /// Sets the field's value at a place that the scenario has.
            pub(in crate::scenario) fn set(self, scenario: &mut Scenario, place: usize, quantity: Quantity) {
                match self {
                    $(Self::$name => if let Some(it) = fields!(@set $root, scenario, place) {
                        it.$($part).+ = quantity.into();
                    },)+
                }
            }
        }
    };
    (@path $first:ident $(. $rest:ident)*) => { concat!(stringify!($first) $(, ".", stringify!($rest))*) };
    (@root app) => { Root::App };
    (@root feature) => { Root::Feature };
    (@root ladder) => { Root::Ladder };
    (@root choice) => { Root::Choice };
    (@root line) => { Root::Line };
    (@root round) => { Root::Round };
    (@root sale) => { Root::Sale };
    (@root effect) => { Root::Effect };
    (@get app, $scenario:ident, $place:ident) => { ($place == 0).then_some($scenario) };
    (@get feature, $scenario:ident, $place:ident) => { $scenario.features.get($place) };
    (@get line, $scenario:ident, $place:ident) => { $scenario.books.lines.get($place) };
    (@get round, $scenario:ident, $place:ident) => { $scenario.books.rounds.get($place) };
    (@get sale, $scenario:ident, $place:ident) => { $scenario.money.sales.get($place) };
    (@get effect, $scenario:ident, $place:ident) => { $scenario.books.effect($place) };
    (@get ladder, $scenario:ident, $place:ident) => { $scenario.ladder(LadderAt::at($place)) };
    (@get choice, $scenario:ident, $place:ident) => {
        $scenario.features.get($place / Feature::MAX_OTHERS).and_then(|it| it.others.get($place % Feature::MAX_OTHERS))
    };
    (@set choice, $scenario:ident, $place:ident) => {
        $scenario.features.get_mut($place / Feature::MAX_OTHERS).and_then(|it| it.others.get_mut($place % Feature::MAX_OTHERS))
    };
    (@set app, $scenario:ident, $place:ident) => { ($place == 0).then_some($scenario) };
    (@set feature, $scenario:ident, $place:ident) => { $scenario.features.get_mut($place) };
    (@set line, $scenario:ident, $place:ident) => { $scenario.books.lines.get_mut($place) };
    (@set round, $scenario:ident, $place:ident) => { $scenario.books.rounds.get_mut($place) };
    (@set sale, $scenario:ident, $place:ident) => { $scenario.money.sales.get_mut($place) };
    (@set effect, $scenario:ident, $place:ident) => { $scenario.books.effect_mut($place) };
    (@set ladder, $scenario:ident, $place:ident) => { $scenario.ladder_mut(LadderAt::at($place)) };
    (@log log) => { true };
    (@log $other:ident) => { false };
    (@whole whole) => { true };
    (@whole $other:ident) => { false };
}

impl From<Field> for Input {
    /// The field of the app, or of its first feature or ladder.
    fn from(field: Field) -> Self {
        Self::app(field)
    }
}

mod table;

pub use table::Field;
