//! Headroom: what happens to an AI app's free tiers, bills and limits as its users grow.
//!
//! The map is in `ARCHITECTURE.md`. In one breath: a [`scenario`] and the [`catalog`] are compiled to a [`program`],
//! which an [`engine`] runs on the [`model`] over thousands of futures; [`stats`] reduces the raw futures and
//! [`analysis`] says what they mean.
//!
//! ```
//! use headroom::{analysis, catalog::Catalog, engine, program::Program, scenario::Scenario};
//!
//! let catalog = Catalog::builtin()?;
//! let mut scenario = Scenario::from_json(include_str!("../static/presets/first-wall.json"))?;
//! (scenario.months, scenario.futures) = (1, 64);
//! let scenario = scenario.validate()?;
//! let program = Program::new(&scenario, &catalog)?;
//! let summary = engine::threads::run(&program, 1)?.summary;
//! println!("{}", analysis::verdict(&summary, &scenario, &catalog).join("\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod analysis;
#[path = "catalog/builtin.rs"]
mod builtin;
pub mod catalog;
#[cfg(feature = "web")]
pub mod chart;
pub mod date;
pub mod engine;
pub mod hour;
pub mod model;
pub mod parts;
pub mod program;
pub mod scenario;
pub mod share;
pub mod stats;
#[cfg(feature = "web")]
pub mod ui;
pub mod value;
#[cfg(feature = "web")]
pub mod worker;
