//! What can be wrong with a scenario: one variant per rule, one sentence each.

use std::fmt;

use super::number::grouped;
use super::{Field, Ladder, Scenario};

/// Which number of a [`Quantity`](super::Quantity) is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The only one.
    Exact,
    /// The lower end of a range.
    Low,
    /// The upper end of a range.
    High,
}

/// The first rule that a scenario breaks.
#[derive(Clone, Debug, PartialEq)]
pub enum ScenarioError {
    /// The text is longer than [`Scenario::MAX_JSON`] bytes.
    TooLong,
    /// The text is not a scenario in JSON: what is wrong, and where.
    Json(String),
    /// The title is too long, or holds characters that break a line or turn the text around.
    Title,
    /// The first month is outside 2020-01 to 2100-12.
    Start,
    /// The number of months is not allowed.
    Months(u32),
    /// The number of futures is not allowed.
    Futures(u32),
    /// A number is infinite or not a number at all.
    NotFinite {
        /// The input.
        field: Field,
        /// Which of its numbers.
        end: End,
    },
    /// A number is outside the field's range.
    OutOfRange {
        /// The input.
        field: Field,
        /// Which of its numbers.
        end: End,
        /// The number, in the field's unit.
        value: f64,
    },
    /// The lower end of a range is above the upper end.
    RangeReversed {
        /// The input.
        field: Field,
        /// Lower end as given.
        low: f64,
        /// Upper end as given.
        high: f64,
    },
    /// A ladder without plans.
    NoPlans,
    /// A ladder with too many plans.
    TooManyPlans(usize),
    /// The same plan twice on a ladder.
    DuplicatePlan(String),
    /// The name of a plan, by its place counted from 0, cannot be a catalogue id.
    PlanId(usize),
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(out, "The scenario is longer than {} bytes.", grouped(Scenario::MAX_JSON as f64)),
            Self::Json(what) => write!(out, "This is not a scenario: {what}."),
            Self::Title => {
                write!(out, "title must be at most {} characters of plain text on one line.", Scenario::MAX_TITLE)
            }
            Self::Start => write!(out, "start must be between 2020-01 and 2100-12."),
            Self::Months(months) => outside(out, "months", f64::from(*months), Scenario::MONTHS),
            Self::Futures(futures) => outside(out, "futures", f64::from(*futures), Scenario::FUTURES),
            Self::NotFinite { field, end } => write!(out, "{} is not a finite number.", path(*field, *end)),
            Self::OutOfRange { field, end, value } => {
                let spec = field.spec();
                outside(out, &path(*field, *end), *value, spec.min..=spec.max)
            }
            Self::RangeReversed { field, low, high } => write!(
                out,
                "{} runs from {} down to {}; its low end must not be above its high end.",
                field.spec().path,
                grouped(*low),
                grouped(*high)
            ),
            Self::NoPlans => write!(out, "stack.inference.plans is empty; it needs at least one plan."),
            Self::TooManyPlans(count) => {
                write!(out, "stack.inference.plans holds {count} plans; at most {} are allowed.", Ladder::MAX_RUNGS)
            }
            Self::DuplicatePlan(plan) => write!(out, "stack.inference.plans names {plan} twice."),
            Self::PlanId(index) => write!(
                out,
                "stack.inference.plans[{index}] must be 1 to {} small letters, digits, dots or hyphens.",
                Ladder::MAX_PLAN_ID
            ),
        }
    }
}

impl std::error::Error for ScenarioError {}

fn outside<T: Into<f64> + Copy>(
    out: &mut fmt::Formatter<'_>,
    path: &str,
    value: f64,
    allowed: std::ops::RangeInclusive<T>,
) -> fmt::Result {
    let (min, max) = ((*allowed.start()).into(), (*allowed.end()).into());
    write!(out, "{path} is {}; it must be between {} and {}.", grouped(value), grouped(min), grouped(max))
}

fn path(field: Field, end: End) -> String {
    let path = field.spec().path;
    match end {
        End::Exact => path.to_owned(),
        End::Low => format!("{path}.low"),
        End::High => format!("{path}.high"),
    }
}
