//! Providers, their plans, dated prices and limits, with the source of every number.
//!
//! The facts are in `static/catalog`, one file a provider, and are part of the binary. Reading them checks the whole
//! schema: histories in order, tiers ascending, amounts positive, ids unique.

mod date;
mod history;
mod plan;
mod source;
mod tiers;

pub use date::Date;
pub use history::{Entry, History};
pub use plan::{Limit, Meter, Past, Plan, Price, Provider, Reset, Slot, Window};
pub use source::{Confidence, Origin, ReadDate, Source};
pub use tiers::{Tier, Tiers};

use std::collections::BTreeSet;
use std::fmt;

/// Every provider the page knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    providers: Vec<Provider>,
}

/// A catalogue file that does not keep the schema: one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError(String);

impl fmt::Display for CatalogError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for CatalogError {}

macro_rules! files {
    ($($name:literal),+) => { &[$(($name, include_str!(concat!("../static/catalog/", $name)))),+] };
}

/// Name and text of the catalogue files.
const FILES: &[(&str, &str)] = files!["gemini.toml", "openai.toml"];

impl Catalog {
    /// The catalogue that comes with this build.
    ///
    /// # Errors
    /// None in a build whose tests pass; the reason is a sentence rather than a panic all the same.
    pub fn builtin() -> Result<Self, CatalogError> {
        Self::read(FILES)
    }

    /// Reads catalogue files, each given as its name and its text.
    ///
    /// # Errors
    /// The first thing that does not keep the schema.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, CatalogError> {
        let mut providers: Vec<Provider> = Vec::new();
        for (name, text) in files {
            let reason = |reason: String| CatalogError(format!("The catalogue file {name} cannot be used: {reason}."));
            let provider: Provider = toml::from_str(text).map_err(|error| reason(error.message().to_owned()))?;
            provider.check().map_err(reason)?;
            providers.push(provider);
        }
        let catalog = Self { providers };
        let mut ids = BTreeSet::new();
        for id in catalog.providers.iter().map(|it| &it.id).chain(catalog.plans().map(|it| &it.id)) {
            if !ids.insert(id) {
                return Err(CatalogError(format!("The catalogue uses the id {id} twice.")));
            }
        }
        Ok(catalog)
    }

    /// The providers, in the order of the files.
    #[must_use]
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// Every plan of every provider.
    pub fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.providers.iter().flat_map(|provider| &provider.plans)
    }

    /// The plan with an id.
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans().find(|plan| plan.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        id = "provider"
        name = "Provider"
        [[plans]]
        id = "plan"
        name = "Plan"
        slot = "inference"
        model = "model"
        base = [{ from = "2026-01-01", value = 5, source = { document = "Plan", confidence = "low" } }]
        [[plans.prices]]
        meter = "input_tokens"
        history = [{ from = "2026-01-01", value = [{ from = 0, usd = 2, per = 1_000 }, { from = 5_000, usd = 1, per = 1_000 }], source = { url = "https://example.org", read = "2026", confidence = "low" } }]
        [[plans.limits]]
        window = "day"
        meter = "requests"
        past = "refuse"
        reset = { utc_hour = 8, note = "midnight" }
        history = [{ from = "2026-01-01", value = 500, source = { document = "Plan", confidence = "low" } }]
    "#;

    #[test]
    fn a_good_file_is_read() {
        let catalog = Catalog::read(&[("good.toml", GOOD)]).unwrap();
        let plan = catalog.plan("plan").unwrap();
        let day = Date { year: 2027, month: 1, day: 1 };
        assert_eq!(plan.base_usd(day), 5.0);
        assert_eq!(plan.tiers(Meter::InputTokens, day).len(), 2);
        assert_eq!(plan.tiers(Meter::OutputTokens, day), []);
        assert_eq!(plan.limit(Window::Day, Meter::Requests, day).map(|it| it.value), Some(500.0));
        assert_eq!(plan.limit(Window::Month, Meter::Requests, day), None);
        assert_eq!(plan.reset_utc_hour(), 8);
        assert_eq!(catalog.plan("other"), None);
    }

    #[test]
    fn a_bad_file_is_refused_with_its_name_and_the_reason() {
        for (old, new, reason) in [
            ("value = 500", "value = 0", "plan: a limit must be above zero"),
            ("value = 500", "value = inf", "plan: a limit must be above zero"),
            ("value = 5,", "value = -5,", "plan: a base price must not be negative"),
            ("usd = 2", "usd = -2", "a tier needs a price of zero or more for a positive number of units"),
            ("per = 1_000 }, {", "per = 0 }, {", "a tier needs a price of zero or more for a positive number of units"),
            ("from = 5_000", "from = 0", "tiers must start at 0 and ascend"),
            ("from = 0,", "from = 1,", "tiers must start at 0 and ascend"),
            ("utc_hour = 8", "utc_hour = 24", "plan: a limit resets at an hour of 0 to 23"),
            (
                "\"2026-01-01\", value = 500",
                "\"2026-02-30\", value = 500",
                "2026-02-30 is not a date written like 2026-07-18",
            ),
            ("read = \"2026\"", "read = \"2026-07\"", "2026-07 is not a year or a date written like 2026-07-18"),
            ("read = \"2026\", ", "", "a source is either a url with the date it was read, or a document"),
            ("window = \"day\"", "window = \"week\"", "unknown variant `week`"),
            ("model = \"model\"", "modle = \"model\"", "unknown field `modle`"),
            ("[[plans.limits]]", "[[plans]]\nid = \"plan2\"\n[[plans.limits]]", "missing field `name`"),
        ] {
            assert!(GOOD.contains(old), "{old}");
            let error = Catalog::read(&[("bad.toml", &GOOD.replacen(old, new, 1))]).unwrap_err().to_string();
            assert!(error.starts_with("The catalogue file bad.toml cannot be used: "), "{error}");
            assert!(error.contains(reason), "{error} for {reason}");
        }
        let twice = Catalog::read(&[("a.toml", GOOD), ("b.toml", GOOD)]).unwrap_err();
        assert_eq!(twice.to_string(), "The catalogue uses the id provider twice.");
    }
}
