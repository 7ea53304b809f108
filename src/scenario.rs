//! The document a user edits, shares and saves.
//!
//! A [`Scenario`] is free input; [`Scenario::validate`] checks it once and gives a [`ValidScenario`], which everything
//! later may trust. Numbers are in the units the user sees (percent as 25, not 0.25), so that an error message, the
//! page and the file all speak of the same number. What a document leaves out is as in [`Default`].

mod alternative;
mod bare;
mod books;
mod changes;
mod effect;
mod error;
mod feature;
mod field;
mod group;
mod growth;
mod input;
mod json;
mod known_lines;
mod ladder;
mod money;
mod number;
mod own_plan;
mod presets;
mod quantity;
mod sale;
mod server;
mod strict;
mod uses;
mod validate;
mod volumes;

pub use alternative::Alternative;
pub use books::{Books, CostLine, LineKind, Round};
pub use changes::Changes;
pub(crate) use changes::short;
pub use effect::{CHANGEABLE, Effect};
pub use error::{End, ScenarioError};
pub use feature::{Audience, Choice, Feature, Profile, Site};
pub use field::{Field, Root, Spec};
pub use group::Group;
pub use growth::{Curve, Growth, Launch, Launches};
pub use input::Input;
pub(crate) use json::read_text;
pub use known_lines::{KNOWN_LINES, KnownLine};
pub use ladder::{Ladder, LadderAt, MoveOn, Override, Stack};
pub use money::Money;
pub use number::grouped;
pub use own_plan::OwnPlan;
pub use presets::{PRESETS, Preset};
pub use quantity::{Quantity, Range};
pub use sale::{Sale, SaleKind};
pub use server::{Client, Server};
pub(crate) use strict::Document;
pub use uses::{registered, users_for, users_of_registered, uses_a_month, uses_a_registered_user};
pub use validate::ValidScenario;
pub use volumes::Volumes;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::date::Month;
use crate::parts::Slot;

/// A growth scenario of one app: what its users do, which plans it is on, and what it may spend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Title shown above the answer, at most [`Scenario::MAX_TITLE`] characters. Plain text.
    pub title: String,
    /// First simulated month.
    pub start: Month,
    /// Simulated months, 1 to 60.
    pub months: u32,
    /// Futures in a full run, 64 to 65,536.
    pub futures: u32,
    /// Seed of every random draw.
    pub seed: u32,
    /// Prices and limits are those that the catalogue knew on this day; absent, all that it knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices: Option<Date>,
    /// How the number of users moves.
    pub growth: Growth,
    /// Days on which many strangers come.
    #[serde(default)]
    pub launches: Launches,
    /// When users come.
    #[serde(default)]
    pub audience: Audience,
    /// What a visit loads.
    #[serde(default)]
    pub site: Site,
    /// What users do with the model, 1 to [`Scenario::MAX_FEATURES`].
    pub features: Vec<Feature>,
    /// The plans the app runs on, besides those of its features.
    #[serde(default)]
    pub stack: Stack,
    /// How the app's backend works.
    #[serde(default)]
    pub server: Server,
    /// How the app treats the providers of its models.
    #[serde(default)]
    pub client: Client,
    /// What the app may spend and what it earns.
    #[serde(default)]
    pub money: Money,
    /// What the company spends besides its providers, and the money it lives on.
    #[serde(default, skip_serializing_if = "Books::is_empty")]
    pub books: Books,
    /// Plans that the founder makes, at most [`Scenario::MAX_OWN_PLANS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_plans: Vec<OwnPlan>,
    /// Numbers of plans that the founder knows better than the catalogue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// Ways that are compared on the same futures: none, or 2 to [`Alternative::MOST`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
    /// Volumes that they are compared at, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Volumes>,
}

impl Scenario {
    /// The name of a feature, by its place; one that is blank is called by its place, counted from 1.
    #[must_use]
    pub fn feature_name(&self, place: usize) -> String {
        let name = self.features.get(place).map(|feature| feature.name.as_str()).filter(|name| !name.trim().is_empty());
        name.map_or_else(|| Feature::numbered(place + 1), str::to_owned)
    }

    /// Longest title, in characters.
    pub const MAX_TITLE: usize = 120;
    /// Allowed number of simulated months.
    pub const MONTHS: std::ops::RangeInclusive<u32> = 1..=60;
    /// Allowed number of futures.
    pub const FUTURES: std::ops::RangeInclusive<u32> = 64..=65_536;
    /// Allowed days for [`Scenario::prices`].
    pub const PRICES: std::ops::RangeInclusive<Date> =
        Date { year: 2020, month: 1, day: 1 }..=Date { year: 2100, month: 12, day: 31 };
    /// Most features.
    pub const MAX_FEATURES: usize = 6;
    /// Most plans of one's own.
    pub const MAX_OWN_PLANS: usize = 8;
    /// Most overridden numbers.
    pub const MAX_OVERRIDES: usize = 64;

    /// A ladder of the scenario, if it has it.
    #[must_use]
    pub fn ladder(&self, at: LadderAt) -> Option<&Ladder> {
        match at {
            LadderAt::Slot(slot) => self.stack.slots().get(slot).copied(),
            LadderAt::Feature(feature) => self.features.get(feature).map(|feature| &feature.inference),
        }
    }

    /// A ladder of the scenario, to be edited.
    pub fn ladder_mut(&mut self, at: LadderAt) -> Option<&mut Ladder> {
        match at {
            LadderAt::Slot(slot) => self.stack.slots_mut().into_iter().nth(slot),
            LadderAt::Feature(feature) => self.features.get_mut(feature).map(|feature| &mut feature.inference),
        }
    }

    /// Where the scenario has ladders, slots before features.
    pub fn ladders(&self) -> impl Iterator<Item = LadderAt> + use<> {
        let slots = (0..Slot::OF_STACK).map(LadderAt::Slot);
        slots.chain((0..self.features.len()).map(LadderAt::Feature))
    }
}
