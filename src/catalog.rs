//! Providers, their plans, dated prices and limits, with the source of every number.
//!
//! The facts are in `static/catalog`, one file a provider, and are part of the binary; `static/catalog/README.md` says
//! how the files are written. Reading them checks the whole schema: tiers that are there, histories in order, price tiers
//! ascending, amounts positive, ids unique, meters that the slot has.

mod card_plan;
mod check;
mod end;
mod fact;
mod file;
mod gpu;
mod history;
mod limit;
mod number;
mod offer;
mod own;
mod packed;
mod plan;
mod source;
mod tiers;
mod written;

pub use crate::date::Date;
pub use crate::parts::Past;
pub use end::End;
pub use fact::{Fact, FactName};
pub use gpu::{Gpu, GpuFact, GpuFactName, GpuKind, GpuNumber};
pub use history::{Entry, History};
pub use limit::{Limit, Reset, Whose, Window};
pub use number::{MOST, Number, SetError};
pub use plan::{Currency, Plan, Price, Provider};
pub use source::{Confidence, Origin, ReadDate, Source};
pub use tiers::{Tier, Tiers};

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::parts::Slot;

/// Every provider the page knows.
///
/// ```
/// use headroom::catalog::{Catalog, Window};
/// use headroom::parts::{Meter, Slot};
///
/// let catalog = Catalog::builtin()?;
/// let plan = catalog.plan("gemini-3.5-flash-lite-free").ok_or("no such plan")?;
/// let entry = plan.limit(Window::Minute, Meter::Requests, catalog.date()).ok_or("no such limit")?;
/// println!("{}: {} requests a minute", plan.name, entry.value);
/// assert!(catalog.plans_of(Slot::Inference).any(|it| it.id == plan.id));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    /// Plans of a scenario's own.
    own: Option<Provider>,
    /// Those of the files.
    files: Arc<[Provider]>,
}

/// A catalogue file that does not keep the schema: one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError(pub(crate) String);

impl fmt::Display for CatalogError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for CatalogError {}

fn unusable(file: &str, reason: &str) -> CatalogError {
    CatalogError(format!("The catalogue file {file} cannot be used: {reason}."))
}

impl Catalog {
    /// Reads catalogue files, each given as its name and its text.
    ///
    /// # Errors
    /// The first thing that does not keep the schema.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, CatalogError> {
        Self::read_with(None, files)
    }

    /// The same with the plans that the providers' cards are, by what the text of a file of cards says of all of them.
    ///
    /// # Errors
    /// The first thing that does not keep the schema.
    pub fn read_with_cards(cards: &str, files: &[(&str, &str)]) -> Result<Self, CatalogError> {
        let cards = card_plan::Cards::read(cards).map_err(|reason| unusable("of cards", &reason))?;
        Self::read_with(Some(&cards), files)
    }

    fn read_with(cards: Option<&card_plan::Cards>, files: &[(&str, &str)]) -> Result<Self, CatalogError> {
        let mut providers: Vec<Provider> = Vec::new();
        for (name, text) in files {
            providers.push(file::read(text, cards).map_err(|reason| unusable(name, &reason))?);
        }
        let mut ids = BTreeSet::new();
        // A plan that is a card has the card's id.
        let is_plan = |provider: &Provider, id: &str| {
            let is_card = |plan: &Plan| plan.facts.iter().any(|fact| fact.name == FactName::CardsMost);
            provider.plans.iter().any(|plan| plan.id == id && is_card(plan))
        };
        let gpus = providers.iter().flat_map(|it| it.gpus.iter().filter(|gpu| !is_plan(it, &gpu.id))).map(|it| &it.id);
        let plans = providers.iter().flat_map(|it| &it.plans).map(|it| &it.id);
        for id in providers.iter().map(|it| &it.id).chain(plans).chain(gpus) {
            if !ids.insert(id) {
                return Err(CatalogError(format!("The catalogue uses the id {id} twice.")));
            }
        }
        Ok(Self { own: None, files: providers.into() })
    }

    /// The providers, in the order of the files; before them, what holds the plans of a scenario's own.
    pub fn providers(&self) -> impl Iterator<Item = &Provider> {
        self.own.iter().chain(&*self.files)
    }

    /// Every plan of every provider.
    pub fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.providers().flat_map(|provider| &provider.plans)
    }

    /// The plans that carry a part of an app.
    pub fn plans_of(&self, slot: Slot) -> impl Iterator<Item = &Plan> {
        self.plans().filter(move |plan| plan.slot == slot)
    }

    /// The plan with an id.
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans().find(|plan| plan.id == id)
    }

    /// The plan with an id, as it was known on a day; `None` as the day is all that is known.
    #[must_use]
    pub fn plan_as_of(&self, id: &str, day: Option<Date>) -> Option<Plan> {
        self.plan(id).map(|plan| day.map_or_else(|| plan.clone(), |day| plan.as_of(day)))
    }

    /// The newest day on which anything of it was read: on that day and later ones, all of it is known.
    #[must_use]
    pub fn date(&self) -> Date {
        self.plans().flat_map(Plan::read_on).fold(Date::FIRST, Date::max)
    }
}

#[cfg(test)]
mod tests;
