//! Graphics cards to lend, for models that an app runs itself.

use serde::{Deserialize, Serialize};

use super::History;
use crate::parts::names;

/// A card of a provider, and how it comes. A single card on which a model fits is a plan, too, by the same id.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gpu {
    /// Unique name for programs.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The card: `T4`, `L4`, `H100`.
    pub card: String,
    /// How it comes.
    pub kind: GpuKind,
    /// Where, if prices differ.
    pub region: Option<String>,
    /// Why its numbers are only near the truth; absent where they are not.
    pub approximate: Option<String>,
    /// What it bills besides, in words.
    #[serde(default)]
    pub besides: Vec<String>,
    /// Its numbers.
    pub facts: Vec<GpuFact>,
}

names! {
    /// How a card comes.
    GpuKind {
        /// Billed while it serves.
        Serverless = "serverless",
        /// Billed while it is held.
        Rented = "rented",
        /// Billed while it is held, and may be taken away.
        Spot = "spot",
        /// For notebooks.
        Notebook = "notebook",
        /// An address of its own for a model, billed while it is up.
        Endpoint = "endpoint",
    }
}

/// A number of a card, or the two ends of a range.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GpuFact {
    /// Which.
    pub name: GpuFactName,
    /// Its value over time, in the unit that the name states.
    pub history: History<GpuNumber>,
}

/// One number, or the least and the most.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum GpuNumber {
    /// One number.
    One(f64),
    /// The least and the most.
    Range([f64; 2]),
}

names! {
    /// What a number of a card says.
    GpuFactName {
        /// Dollars a second.
        SecondUsd = "second_usd",
        /// Dollars an hour.
        HourUsd = "hour_usd",
        /// Dollars a month.
        MonthUsd = "month_usd",
        /// Memory of the card, GB.
        MemoryGb = "memory_gb",
        /// How many cards it has. Absent: one.
        Cards = "cards",
        /// Processor cores of the machine.
        Vcpus = "vcpus",
        /// Memory of the machine, GB.
        RamGb = "ram_gb",
        /// Disk of the machine, GB.
        DiskGb = "disk_gb",
        /// Seconds from nothing to the first word.
        ColdStartSeconds = "cold_start_seconds",
        /// Seconds that it waits, billed, before it stops.
        KeepWarmSeconds = "keep_warm_seconds",
        /// The fewest seconds that are billed.
        LeastSeconds = "least_seconds",
        /// How many the account may run.
        AtOnce = "at_once",
        /// Hours a week that may be used.
        HoursAWeek = "hours_a_week",
        /// Dollars for a GB of its disk a month.
        DiskGbUsd = "disk_gb_usd",
        /// Dollars a GB sent.
        EgressUsd = "egress_usd",
    }
}

impl GpuNumber {
    /// Its least and its most.
    #[must_use]
    pub const fn bounds(self) -> [f64; 2] {
        match self {
            Self::One(number) => [number; 2],
            Self::Range(bounds) => bounds,
        }
    }
}
