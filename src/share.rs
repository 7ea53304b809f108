//! A scenario as the fragment of a link.
//!
//! Version 1 is `#1.` and a text, packed (`packing`): the version of the model, the day whose prices and limits are meant,
//! and what the scenario changes of version 1's defaults (`patch`), as JSON. A link means the same for good: its version
//! has defaults of its own, and the catalogue knows what it knew on any day.
//!
//! ```
//! use headroom::{catalog::Catalog, scenario::PRESETS, share};
//!
//! let known = Catalog::builtin()?.date();
//! let scenario = PRESETS[0].scenario()?;
//! let fragment = share::to_fragment(&scenario, known);
//! assert!(fragment.starts_with("#1."));
//!
//! let shared = share::from_fragment(&fragment)?;
//! assert_eq!(shared.scenario.opened(known), scenario);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod packing;
mod patch;

pub use error::ShareError;

use crate::date::Date;
use crate::model;
use crate::scenario::{Document, Scenario, ValidScenario, read_text};

/// The version written.
const VERSION: u32 = 1;

/// Longest fragment read, in bytes: the largest scenario that is allowed makes nearly all of it. Browsers take longer ones.
pub const MAX_FRAGMENT: usize = 80 * 1024;

/// What a link holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// The scenario, with the day whose prices and limits it was made with.
    pub scenario: ValidScenario,
    /// [`model::VERSION`] of the Headroom that made it.
    pub model: u32,
}

impl Shared {
    /// Why the numbers may differ from those that the sender saw, in sentences: nothing where they are the same.
    #[must_use]
    pub fn differences(&self, known: Date) -> Vec<String> {
        let (made, here) = (self.model, model::VERSION);
        let model = (made != here).then(|| {
            format!("This scenario was saved with model {made} and is computed with model {here}: numbers may differ.")
        });
        let newer = newer_prices(&self.scenario, known);
        model.into_iter().chain(newer).collect()
    }
}

/// What to know of a scenario with prices of a later day than the catalogue's, in a sentence.
#[must_use]
pub fn newer_prices(scenario: &Scenario, known: Date) -> Option<String> {
    let prices = scenario.prices.filter(|prices| *prices > known)?;
    Some(format!("This scenario was saved with prices of {prices}; those here are of {known}: numbers may differ."))
}

/// The fragment of a link to a scenario, `#` included. Where the scenario has no day of prices, `known` is written: the
/// [`date`](crate::catalog::Catalog::date) of the catalogue.
#[must_use]
pub fn to_fragment(scenario: &ValidScenario, known: Date) -> String {
    let mut scenario = Scenario::clone(scenario);
    let prices = scenario.prices.take().unwrap_or(known);
    let text = format!("{} {prices} {}", model::VERSION, patch::to(&scenario));
    format!("#{VERSION}.{}", packing::pack(&text))
}

/// What a fragment holds, with or without its `#`.
///
/// # Errors
/// Whatever is wrong with the link or with the scenario in it.
pub fn from_fragment(fragment: &str) -> Result<Shared, ShareError> {
    let text = fragment.trim_start_matches('#');
    if text.is_empty() {
        return Err(ShareError::Empty);
    }
    if text.len() > MAX_FRAGMENT {
        return Err(ShareError::TooLarge);
    }
    match text.split_once('.').ok_or(ShareError::Damaged)? {
        // What messengers and trackers put after a link is none of ours; the checksum notices what is missing.
        ("1", body) => read_1(body.split(|letter| !packing::is_ours(letter)).next().unwrap_or_default()),
        ("0", _) => Err(ShareError::Preview),
        (version, _) => Err(newer(version).map_or(ShareError::Damaged, ShareError::Newer)),
    }
}

/// The number of a version above ours.
fn newer(version: &str) -> Option<u32> {
    number(version).filter(|number| *number > VERSION)
}

/// A number as we would write it: no sign, no zeros before it.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| number.to_string() == text)
}

fn read_1(body: &str) -> Result<Shared, ShareError> {
    let text = packing::unpack(body)?;
    let (model, text) = text.split_once(' ').ok_or(ShareError::Damaged)?;
    let (prices, changes) = text.split_once(' ').ok_or(ShareError::Damaged)?;
    let model = number(model).ok_or(ShareError::Damaged)?;
    let prices = Date::try_from(prices.to_owned()).map_err(|_| ShareError::Damaged)?;
    let Document(changes) = read_text(changes)?;
    let mut scenario = Scenario::from_value(&patch::apply(changes)?)?;
    scenario.prices = Some(prices);
    Ok(Shared { scenario: scenario.validate()?, model })
}
