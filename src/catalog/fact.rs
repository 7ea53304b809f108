//! The remaining numbers of a plan: its terms, its credits, its speed, its hardware.

use serde::{Deserialize, Serialize};

use super::History;
use crate::parts::names;

/// A number of a plan that is neither a price nor a limit of a meter.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Which.
    pub name: FactName,
    /// Its value over time, in the unit that the name states.
    pub history: History<f64>,
}

names! {
    /// What a number of a plan says. Absent is what each states.
    FactName {
        /// Dollars a month for each seat after the first. Absent: seats are free.
        SeatUsd = "seat_usd",
        /// Pool that prices draw on first, in the plan's currency: of a month, or in all where `credit_past` lasts. Absent: none.
        CreditIncluded = "credit_included",
        /// The most that may be used in the same time, in the plan's currency; past it comes the plan's `credit_past`. Absent:
        /// what goes past the pool is billed.
        CreditLimit = "credit_limit",
        /// Dollars for a credit billed past the pool. Absent: 1 for a plan in dollars.
        CreditUsd = "credit_usd",
        /// Days after which the plan ends and the part is out until the account moves to a plan above. Absent: never.
        TrialDays = "trial_days",
        /// Days after which credits that are given once are lost. Absent: never.
        CreditDays = "credit_days",
        /// Days without use after which the part is paused. Absent: never.
        IdleDays = "idle_days",
        /// Dollars that the account must have been billed in all before it is on the tier. Absent: none.
        AfterUsd = "after_usd",
        /// Days that must have passed since the account was first used. Absent: none.
        AfterDays = "after_days",
        /// 0 where an app that earns money is forbidden. Absent: allowed.
        CommercialUse = "commercial_use",
        /// Seconds to the first word of the answer, median. Absent: not known.
        FirstTokenSeconds = "first_token_seconds",
        /// Seconds for each token of the answer, median. Absent: not known.
        TokenSeconds = "token_seconds",
        /// Requests that send more tokens than this, cached ones included, are long: all of each has the prices of those. Absent: none.
        LongPromptTokens = "long_prompt_tokens",
        /// The most processor cores a service has. Absent: not known.
        Vcpus = "vcpus",
        /// The most memory a service has, GB. Absent: not known.
        RamGb = "ram_gb",
        /// Seconds without use after which the container sleeps. Absent: never.
        SleepAfterSeconds = "sleep_after_seconds",
        /// Seconds it takes to wake. Absent: not known.
        WakeSeconds = "wake_seconds",
        /// Seconds for each token sent, before the first word. Absent: none, or in the seconds to the first word.
        PromptTokenSeconds = "prompt_token_seconds",
        /// The most cards that run a model. Absent: the provider serves it, and has as many as it takes.
        CardsMost = "cards_most",
        /// Cards that are always on. Absent: none.
        CardsLeast = "cards_least",
        /// Calls that one card serves at once. Absent: one.
        CardCalls = "card_calls",
        /// Calls at once with which each takes twice as long as alone. Absent: they do not slow each other.
        CardKnee = "card_knee",
        /// Mean seconds that a card takes from nothing until it serves. Absent: none.
        CardStartSeconds = "card_start_seconds",
        /// Standard deviation of these seconds, as a part of their mean. Absent: 0.2.
        CardStartSpread = "card_start_spread",
        /// 0 where the seconds in which a card starts cost nothing. Absent: they cost what others do.
        CardStartBilled = "card_start_billed",
        /// Seconds without a call after which a card stops. Absent: it stops at once.
        CardKeepSeconds = "card_keep_seconds",
        /// A card's time is billed in steps of so many seconds. Absent: as it is.
        CardStepSeconds = "card_step_seconds",
        /// How often a day a card is taken away and has to start anew. Absent: never.
        CardLosses = "card_losses",
    }
}

impl FactName {
    /// Whether it is said of an account's tier, once for all that the account carries; the rest is said of a model or part.
    #[must_use]
    pub const fn is_of_account(self) -> bool {
        use FactName::*;
        matches!(
            self,
            SeatUsd
                | CreditIncluded
                | CreditLimit
                | CreditUsd
                | TrialDays
                | CreditDays
                | IdleDays
                | AfterUsd
                | AfterDays
                | CommercialUse
        )
    }
}
