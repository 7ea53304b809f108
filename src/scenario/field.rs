//! Every numeric input of a scenario, once: its path, words, unit and allowed range.
//!
//! The form, the checks, the program and the help texts all walk over [`Field::ALL`], so a new input is one row here
//! and one line where the program turns it into a parameter.

use super::{Quantity, Scenario};

/// Part of the form a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// How the number of users moves.
    Growth,
    /// When users come.
    Audience,
    /// What an active user does.
    Feature,
    /// Plans and when to move on.
    Stack,
    /// What may be spent.
    Money,
}

impl Group {
    /// The groups in the order of the form.
    pub const ALL: [Self; 5] = [Self::Growth, Self::Audience, Self::Feature, Self::Stack, Self::Money];

    /// Heading of the group.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Growth => "Growth",
            Self::Audience => "Audience",
            Self::Feature => "What users do",
            Self::Stack => "Model provider",
            Self::Money => "Money",
        }
    }
}

/// What is known of a field besides its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spec {
    /// Where it stands in the document, e.g. `growth.users`.
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
}

macro_rules! fields {
    ($($name:ident: $($part:ident).+, $group:ident, $label:literal, $unit:literal, $help:literal,
        $min:literal..=$max:literal, slider $from:literal..=$to:literal $scale:ident, step $step:literal;)+) => {
        /// A numeric input.
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
                        path: fields!(@path $($part).+),
                        group: Group::$group,
                        label: $label,
                        unit: $unit,
                        help: $help,
                        min: $min,
                        max: $max,
                        slider: ($from, $to),
                        logarithmic: fields!(@scale $scale),
                        step: $step,
                    },)+
                }
            }

            /// The field's value in a scenario.
            #[must_use]
            pub const fn get(self, scenario: &Scenario) -> Quantity {
                match self { $(Self::$name => scenario.$($part).+,)+ }
            }

            /// Sets the field's value in a scenario.
            pub const fn set(self, scenario: &mut Scenario, quantity: Quantity) {
                match self { $(Self::$name => scenario.$($part).+ = quantity,)+ }
            }
        }
    };
    (@path $first:ident $(. $rest:ident)*) => { concat!(stringify!($first) $(, ".", stringify!($rest))*) };
    (@scale log) => { true };
    (@scale lin) => { false };
}

fields! {
    Users: growth.users, Growth, "Monthly users at the start", "users",
        "People who use the app at least once a month when the first month begins.",
        1.0..=100_000_000.0, slider 10.0..=1_000_000.0 log, step 1.0;
    MonthlyGrowth: growth.monthly_growth, Growth, "Growth", "% a month",
        "How much the number of users grows each month while there are still many to win; below zero they leave.",
        -50.0..=200.0, slider -20.0..=100.0 lin, step 0.5;
    Ceiling: growth.ceiling, Growth, "Levels off at", "users",
        "The most monthly users the app can have: its market. Growth slows down on the way there.",
        1.0..=10_000_000_000.0, slider 1_000.0..=1_000_000_000.0 log, step 1.0;
    PermanentNoise: growth.permanent_noise, Growth, "Lasting surprises", "% a month",
        "How far a month's growth strays from the plan, for good. 15% is typical of real projects.",
        0.0..=100.0, slider 0.0..=60.0 lin, step 1.0;
    PassingNoise: growth.passing_noise, Growth, "Passing surprises", "% a month",
        "How far a month's demand strays from its trend and comes back. 15% to 25% is typical.",
        0.0..=100.0, slider 0.0..=60.0 lin, step 1.0;
    HourlyNoise: audience.hourly_noise, Audience, "Hour-to-hour noise", "%",
        "How far an hour strays from the same hour of a usual week. 30% is typical, 100% for a single customer.",
        0.0..=150.0, slider 0.0..=120.0 lin, step 1.0;
    DailyNoise: audience.daily_noise, Audience, "Day-to-day noise", "%",
        "How far a day strays from a usual day of its kind. 20% is typical.",
        0.0..=100.0, slider 0.0..=60.0 lin, step 1.0;
    Burstiness: audience.burstiness, Audience, "Bursts within an hour", "%",
        "How unevenly the calls of an hour fall into its minutes: 5% for a chat with many users, 25% for a small app, 100% for agents.",
        0.0..=400.0, slider 0.0..=200.0 lin, step 1.0;
    ActiveShare: feature.active_share, Feature, "Active on a day", "% of users",
        "The share of the month's users who come on a given day.",
        0.0..=100.0, slider 0.0..=100.0 lin, step 1.0;
    CallsPerActiveDay: feature.calls_per_active_day, Feature, "Messages a day", "calls per active user",
        "How often an active user calls the model on a day.",
        0.0..=10_000.0, slider 0.0..=50.0 lin, step 0.5;
    InputTokens: feature.input_tokens, Feature, "Sent per message", "tokens",
        "Tokens sent with a call: system prompt, history and question. About 0.75 words each.",
        0.0..=2_000_000.0, slider 50.0..=50_000.0 log, step 10.0;
    OutputTokens: feature.output_tokens, Feature, "Received per message", "tokens",
        "Tokens of the answer, hidden thinking included.",
        0.0..=200_000.0, slider 10.0..=10_000.0 log, step 10.0;
    RefusedShare: stack.inference.refused_share, Stack, "Move on when refused", "% of a day's calls",
        "Move to the next plan after a day on which the provider refused more than this share of the calls.",
        0.0..=100.0, slider 0.0..=50.0 lin, step 0.5;
    LeadDays: stack.inference.lead_days, Stack, "Time to move", "days",
        "Days between deciding to move and being on the new plan.",
        0.0..=90.0, slider 0.0..=30.0 lin, step 1.0;
    Budget: money.budget, Money, "Budget", "$ a month",
        "Provider bills a month that you are ready to pay.",
        0.0..=100_000_000.0, slider 1.0..=10_000.0 log, step 1.0;
}
