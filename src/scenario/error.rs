//! What can be wrong with a scenario: one variant per rule, one sentence each.

use std::fmt;

use super::number::grouped;
use super::{
    Alternative, Books, CostLine, Feature, Input, Ladder, LadderAt, Launches, OwnPlan, Sale, Scenario, Volumes,
};

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
    /// A list stands where a scenario has `fields`, or the other way round.
    Shape {
        /// Where; empty for the whole document.
        place: String,
        /// Whether fields belong there.
        fields: bool,
    },
    /// The title is too long, or holds characters that break a line or turn the text around.
    Title,
    /// The first month is outside 2020-01 to 2100-12.
    Start,
    /// The number of months is not allowed.
    Months(u32),
    /// The number of futures is not allowed.
    Futures(u32),
    /// The day of the prices does not exist or is outside [`Scenario::PRICES`].
    Prices,
    /// A number is infinite or not a number at all.
    NotFinite {
        /// The input.
        input: Input,
        /// Which of its numbers.
        end: End,
    },
    /// A number is outside the field's range.
    OutOfRange {
        /// The input.
        input: Input,
        /// Which of its numbers.
        end: End,
        /// The number, in the field's unit.
        value: f64,
    },
    /// The lower end of a range is above the upper end.
    RangeReversed {
        /// The input.
        input: Input,
        /// Lower end as given.
        low: f64,
        /// Upper end as given.
        high: f64,
    },
    /// A number that must be whole and the same in every future is not.
    NotWhole(Input),
    /// There are no features, or too many.
    Features(usize),
    /// The name of a feature, by its place, is too long or holds characters that disturb a line.
    FeatureName(usize),
    /// A feature, by its place, has no plan.
    NoPlans(usize),
    /// A ladder with too many plans.
    TooManyPlans(LadderAt, usize),
    /// The same plan twice on a ladder.
    DuplicatePlan(LadderAt, String),
    /// The name of a plan of a ladder, by its place, cannot be a catalogue id.
    PlanId(LadderAt, usize),
    /// A month of the run that a ladder moves on in is not allowed.
    MoveMonth(LadderAt, u32),
    /// A feature, by its place, with too many other plans.
    Others(usize, usize),
    /// The name of another plan of a feature, by both places, cannot be a catalogue id.
    OtherPlan(usize, usize),
    /// The shares of a feature's other plans, percent, are more than all of its calls.
    OtherShares(usize, f64),
    /// The month of the run from which users pay is not allowed.
    IncomeFrom(u32),
    /// Too many launches on known days.
    Launches(usize),
    /// A launch, by its place: its month, day or number of visits is not allowed.
    Launch(usize),
    /// Own numbers of users: too many, or one that is not allowed.
    Series,
    /// The curve is the founder's own, but there are no numbers for it.
    NoSeries,
    /// There are too many plans of the founder's own.
    OwnPlans(usize),
    /// A plan of the founder's own, by its place, without a usable id, name or plan that it is like.
    OwnPlan(usize),
    /// Two plans of the founder's own, by their places, with one id.
    SameOwnPlan(usize, usize),
    /// Too many overridden numbers.
    Overrides(usize),
    /// An overridden number, by its place, has no name or is not finite.
    Override(usize),
    /// Two overridden numbers, by their places, are of the same plan and name.
    SameOverride(usize, usize),
    /// There are too many cost lines or rounds.
    Books,
    /// A cost line, by its place: its name or its months are not allowed.
    CostLine(usize),
    /// The effects of a cost line, by its place, are too many, or two are of one input.
    Effects(usize),
    /// A cost line, by its place, has effects and waits for users.
    EffectsWait(usize),
    /// The month of a round, by its place, is not allowed.
    Round(usize),
    /// More sales than are allowed.
    Sales(usize),
    /// A sale, by its place: its id, its name or its trial is not allowed.
    Sale(usize),
    /// The range of volumes is none, reaches too far, or counts the uses of a feature that is not there.
    Volumes,
    /// There is one alternative, or there are too many.
    Alternatives(usize),
    /// The name of an alternative, by its place, is too long or holds characters that disturb a line.
    AlternativeName(usize),
    /// The first alternative changes something.
    FirstAlternative,
    /// An alternative, by its place, changes a field that all have in common.
    InCommon(usize, &'static str),
    /// The changes of all alternatives are too long.
    LongAlternatives,
    /// The changes of an alternative, by its place, break a rule.
    Alternative(usize, Box<Self>),
}

impl ScenarioError {
    /// The same for somebody who looks at one alternative, by its place: what is wrong there needs no letter.
    #[must_use]
    pub fn seen_from(self, place: usize) -> Self {
        match self {
            Self::Alternative(index, error) if index == place => *error,
            other => other,
        }
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(out, "The scenario is longer than {} bytes.", grouped(Scenario::MAX_JSON as f64)),
            Self::Json(what) => write!(out, "This is not a scenario: {what}."),
            Self::Shape { place, fields } => {
                let what = if place.is_empty() { "it" } else { place };
                let (belongs, is) = if *fields {
                    ("fields in braces, {\"name\": value, ..}", "a list")
                } else {
                    ("a list in brackets", "fields in braces")
                };
                write!(out, "This is not a scenario: {what} must be {belongs}, not {is}.")
            }
            Self::Title => {
                write!(out, "title must be at most {} characters of plain text on one line.", Scenario::MAX_TITLE)
            }
            Self::Start => write!(out, "start must be between 2020-01 and 2100-12."),
            Self::Months(months) => outside(out, "months", f64::from(*months), Scenario::MONTHS),
            Self::Futures(futures) => outside(out, "futures", f64::from(*futures), Scenario::FUTURES),
            Self::Prices => {
                let (first, last) = (Scenario::PRICES.start(), Scenario::PRICES.end());
                write!(out, "prices must be a day between {first} and {last}.")
            }
            Self::NotFinite { input, end } => write!(out, "{} is not a finite number.", path(*input, *end)),
            Self::OutOfRange { input, end, value } => {
                let spec = input.spec();
                outside(out, &path(*input, *end), *value, spec.min..=spec.max)
            }
            Self::RangeReversed { input, low, high } => write!(
                out,
                "{} runs from {} down to {}; its low end must not be above its high end.",
                input.path(),
                grouped(*low),
                grouped(*high)
            ),
            Self::NotWhole(input) => write!(out, "{} must be one whole number.", input.path()),
            Self::Features(count) => {
                write!(out, "features holds {count} features; it must hold 1 to {}.", Scenario::MAX_FEATURES)
            }
            Self::FeatureName(index) => write!(
                out,
                "features[{index}].name must be at most {} characters of plain text on one line.",
                Feature::MAX_NAME
            ),
            Self::NoPlans(feature) => {
                write!(out, "features[{feature}].inference.plans is empty; it needs at least one plan.")
            }
            Self::TooManyPlans(at, count) => {
                write!(out, "{}.plans holds {count} plans; at most {} are allowed.", at.path(), Ladder::MAX_RUNGS)
            }
            Self::DuplicatePlan(at, plan) => write!(out, "{}.plans names {plan} twice.", at.path()),
            Self::PlanId(at, index) => write!(
                out,
                "{}.plans[{index}] must be 1 to {} small letters, digits, dots or hyphens.",
                at.path(),
                Ladder::MAX_PLAN_ID
            ),
            Self::MoveMonth(at, month) => {
                outside(out, &format!("{}.move_on.month", at.path()), f64::from(*month), Scenario::MONTHS)
            }
            Self::Others(feature, count) => write!(
                out,
                "features[{feature}].others holds {count} plans; at most {} are allowed.",
                Feature::MAX_OTHERS
            ),
            Self::OtherPlan(feature, index) => write!(
                out,
                "features[{feature}].others[{index}].plan must be 1 to {} small letters, digits, dots or hyphens.",
                Ladder::MAX_PLAN_ID
            ),
            Self::OtherShares(feature, share) => write!(
                out,
                "The shares of features[{feature}].others are {}% together; they must not be more than 100%.",
                grouped(*share)
            ),
            Self::IncomeFrom(month) => {
                outside(out, "money.income_from", f64::from(*month), 0..=*Scenario::MONTHS.end())
            }
            Self::Launches(count) => write!(
                out,
                "launches.scheduled holds {count} launches; at most {} are allowed.",
                Launches::MAX_SCHEDULED
            ),
            Self::Launch(index) => write!(
                out,
                "launches.scheduled[{index}] must have a month of 1 to {}, a day of 1 to 28 and 0 to 100,000,000 visits.",
                Scenario::MONTHS.end()
            ),
            Self::Series => write!(
                out,
                "growth.series must hold at most {} numbers of users, each between 1 and 10,000,000,000.",
                Scenario::MONTHS.end()
            ),
            Self::NoSeries => write!(out, "growth.series is empty; the curve \"series\" needs at least one number."),
            Self::OwnPlans(count) => {
                write!(out, "own_plans holds {count} plans; at most {} are allowed.", Scenario::MAX_OWN_PLANS)
            }
            Self::OwnPlan(index) => write!(
                out,
                "own_plans[{index}] must have an id of {:?} and at most {} small letters, digits, points and dashes, a name of at most \
                 {} plain characters on one line, and as like, if anything, the id of a plan of the catalogue.",
                OwnPlan::PREFIX,
                Ladder::MAX_PLAN_ID - OwnPlan::PREFIX.len(),
                OwnPlan::MAX_NAME
            ),
            Self::SameOwnPlan(first, second) => {
                write!(out, "own_plans[{second}] has the id of own_plans[{first}]; each needs another.")
            }
            Self::Overrides(count) => {
                write!(out, "overrides holds {count} numbers; at most {} are allowed.", Scenario::MAX_OVERRIDES)
            }
            Self::Override(index) => {
                write!(out, "overrides[{index}] must name a plan and one of its numbers, and give a finite value.")
            }
            Self::SameOverride(first, second) => {
                write!(
                    out,
                    "overrides[{second}] is the same number of the same plan as overrides[{first}]; it may be there once."
                )
            }
            Self::Books => {
                write!(out, "books must have at most {} lines and {} rounds.", Books::MAX_LINES, Books::MAX_ROUNDS)
            }
            Self::CostLine(index) => write!(
                out,
                "books.lines[{index}] must have an id of its own of at most {} characters, a name of at most {} characters of plain \
                 text on one line, and a month from 1 to {}.",
                CostLine::MAX_ID,
                CostLine::MAX_NAME,
                Scenario::MONTHS.end()
            ),
            Self::Effects(index) => write!(
                out,
                "books.lines[{index}].effects must be at most {}, each of another input, and at most {} in all lines.",
                CostLine::MAX_EFFECTS,
                Books::MAX_EFFECTS
            ),
            Self::EffectsWait(index) => write!(
                out,
                "books.lines[{index}] changes inputs from its month on, which must be known beforehand: it may not \
                 wait for users, income or refusals."
            ),
            Self::Round(index) => {
                write!(
                    out,
                    "books.rounds[{index}] must have an id of its own, which no cost has either, of at most {} characters and a month between 1 and {}.",
                    CostLine::MAX_ID,
                    Scenario::MONTHS.end()
                )
            }
            Self::Sales(count) => write!(out, "money.sales holds {count} things; at most {} are allowed.", Sale::MOST),
            Self::Sale(index) => write!(
                out,
                "money.sales[{index}] must have an id of its own, a name of at most {} characters of plain text on one line, and a trial \
                 of at most {} months.",
                Sale::MAX_NAME,
                Sale::MAX_TRIAL
            ),
            Self::Volumes => {
                let (least, most) = (grouped(*Volumes::RANGE.start()), grouped(*Volumes::RANGE.end()));
                write!(
                    out,
                    "volumes must go from {least} or more up to {most} or less, over at most {} decades, and count users or, where all \
                     alternatives have as many features, the uses of one.",
                    Volumes::MOST_DECADES
                )
            }
            Self::Alternatives(count) => {
                let are = if *count == 1 { "alternative" } else { "alternatives" };
                write!(out, "alternatives holds {count} {are}; it must hold none or 2 to {}.", Alternative::MOST)
            }
            Self::AlternativeName(index) => write!(
                out,
                "alternatives[{index}].name must be at most {} characters of plain text on one line.",
                Alternative::MAX_NAME
            ),
            Self::FirstAlternative => {
                write!(out, "alternatives[0].changes must be empty: the first alternative is the scenario itself.")
            }
            Self::InCommon(index, field) => {
                write!(out, "alternatives[{index}].changes names {field}, which all alternatives have in common.")
            }
            Self::LongAlternatives => write!(
                out,
                "The changes of all alternatives together are longer than {} bytes.",
                grouped(Alternative::MAX_CHANGES as f64)
            ),
            Self::Alternative(index, error) => {
                // Within a sentence: "In alternative B, this is not a scenario: ..".
                let error = error.to_string();
                let mut letters = error.chars();
                let first = letters.next().map(|first| first.to_ascii_lowercase());
                write!(
                    out,
                    "In alternative {}, {}{}",
                    Alternative::letter(*index),
                    first.unwrap_or(' '),
                    letters.as_str()
                )
            }
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

fn path(input: Input, end: End) -> String {
    let path = input.path();
    match end {
        End::Exact => path,
        End::Low => format!("{path}.low"),
        End::High => format!("{path}.high"),
    }
}
