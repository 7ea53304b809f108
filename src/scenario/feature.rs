//! Who comes, what a visit loads, and what users do with the model.

use serde::{Deserialize, Serialize};

use super::{Ladder, Quantity, json::by_name};

/// When users come: the shape of a week and how bursty an hour is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Audience {
    /// Shape of the week.
    #[serde(deserialize_with = "by_name")]
    pub profile: Profile,
    /// Share of registered users who come in a month, percent. Nothing simulated depends on it.
    pub monthly_share: Quantity,
    /// Share of monthly users active on a day, percent.
    pub active_share: Quantity,
    /// Noise of an hour around its usual level: standard deviation of the logarithm, percent.
    pub hourly_noise: Quantity,
    /// How much of an hour's noise is still there an hour later, percent.
    pub noise_memory: Quantity,
    /// Noise of a day around its usual level: standard deviation of the logarithm, percent.
    pub daily_noise: Quantity,
    /// How unevenly calls come within an hour: squared coefficient of variation of the rate of a burst, percent. In each of the hour's
    /// bursts calls come independently of each other at one rate, drawn anew for each from a gamma distribution around the hour's.
    pub burstiness: Quantity,
    /// How long a burst lasts, seconds: the rate stays for so long. An hour's count varies by its own noise, whatever its bursts.
    pub burst_seconds: Quantity,
}

/// Values of measured services (`docs/model.md`, Demand and noise), for a small app; the shares of users who come are assumptions.
impl Default for Audience {
    fn default() -> Self {
        Self {
            profile: Profile::OneRegion,
            monthly_share: Quantity::Exact(30.0),
            active_share: Quantity::Exact(20.0),
            hourly_noise: Quantity::Exact(30.0),
            noise_memory: Quantity::Exact(70.0),
            daily_noise: Quantity::Exact(20.0),
            burstiness: Quantity::Exact(25.0),
            burst_seconds: Quantity::Exact(60.0),
        }
    }
}

/// Shape of a week of demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Consumers of one region: strong evenings, weekends as busy as weekdays.
    OneRegion,
    /// Consumers all over the world: flat days.
    Global,
    /// Office workers of one region: quiet nights and weekends.
    Business,
}

/// What a visit loads, and what is done around the app besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// Visits of a monthly user in a month.
    pub visits_per_user: Quantity,
    /// Data sent for a visit, megabytes.
    pub page_mb: Quantity,
    /// Requests of a visit that the frontend host counts.
    pub requests_per_visit: Quantity,
    /// Requests of a visit that reach the backend, model calls apart.
    pub backend_per_visit: Quantity,
    /// Visits of programs in an hour.
    pub crawlers: Quantity,
    /// Requests to the backend in an hour that no visit makes.
    pub background: Quantity,
    /// New versions put online in a month.
    pub deploys: Quantity,
    /// Pages that the host makes anew in 1,000 visits, in units of 8 KB.
    pub pages_anew: Quantity,
    /// Pictures that the host resizes in 1,000 visits.
    pub images: Quantity,
    /// Kilobytes that the database sends for a request of a visit to the backend.
    pub rows_kb: Quantity,
    /// Megabytes of stored files that a visit loads.
    pub files_mb: Quantity,
    /// How many files those are.
    pub file_reads: Quantity,
    /// Gigabytes that the database holds on the first day.
    pub held_gb: Quantity,
    /// Gigabytes of files that are stored on the first day.
    pub held_files_gb: Quantity,
    /// Users who sign in, percent of all.
    pub signed_in: Quantity,
    /// Minutes of builds and tests for a new version.
    pub build_minutes: Quantity,
    /// Hours of a GPU for training in a month, apart from what the app itself uses.
    pub training_hours: Quantity,
    /// Events that analytics record of a visit; a call is one more.
    pub events_per_visit: Quantity,
    /// Errors in 1,000 requests to the backend, model calls included.
    pub errors: Quantity,
    /// Kilobytes of logs of a request to the backend, model calls included.
    pub log_kb: Quantity,
}

/// Kilobytes, minutes, events and errors are assumptions.
impl Default for Site {
    fn default() -> Self {
        Self {
            visits_per_user: Quantity::Exact(6.0),
            page_mb: Quantity::Exact(1.5),
            requests_per_visit: Quantity::Exact(25.0),
            backend_per_visit: Quantity::Exact(2.0),
            crawlers: Quantity::Exact(0.0),
            background: Quantity::Exact(0.0),
            deploys: Quantity::Exact(10.0),
            pages_anew: Quantity::Exact(0.0),
            images: Quantity::Exact(0.0),
            rows_kb: Quantity::Exact(1.0),
            files_mb: Quantity::Exact(0.0),
            file_reads: Quantity::Exact(0.0),
            held_gb: Quantity::Exact(0.0),
            held_files_gb: Quantity::Exact(0.0),
            signed_in: Quantity::Exact(100.0),
            build_minutes: Quantity::Exact(5.0),
            training_hours: Quantity::Exact(0.0),
            events_per_visit: Quantity::Exact(10.0),
            errors: Quantity::Exact(1.0),
            log_kb: Quantity::Exact(1.0),
        }
    }
}

/// One thing that users do with a model: how often, how much of it, and whose model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Feature {
    /// What it is called, at most [`Feature::MAX_NAME`] characters. Plain text.
    pub name: String,
    /// Uses of an active user on a day.
    pub calls_per_active_day: Quantity,
    /// Calls of the model in an hour that no user makes.
    pub scheduled: Quantity,
    /// Mean tokens sent with a call: prompt, system prompt and history.
    pub input_tokens: Quantity,
    /// Share of the tokens sent that the provider has in its cache, percent.
    pub cached_input: Quantity,
    /// Share of the other tokens sent that the provider is to hold for minutes, percent.
    pub cache_written: Quantity,
    /// Share of what is then left that it is to hold for an hour, percent.
    pub cache_written_hour: Quantity,
    /// Standard deviation of the tokens sent from call to call, percent of their mean.
    pub sent_spread: Quantity,
    /// Mean tokens received from a call, thinking included.
    pub output_tokens: Quantity,
    /// Standard deviation of these from call to call, percent of their mean.
    pub output_spread: Quantity,
    /// Seconds of a GPU that a call takes, where the plan counts them; 0: as long as its tokens take there.
    pub gpu_seconds: Quantity,
    /// Standard deviation of these from call to call, percent of their mean.
    pub gpu_spread: Quantity,
    /// Pictures that a call makes, where the plan counts them.
    pub pictures: Quantity,
    /// Minutes of speech of a call, where the plan counts them.
    pub audio_minutes: Quantity,
    /// Seconds to the first word; where absent, what the plan says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_word: Option<Quantity>,
    /// Tokens a second after that; where absent, what the plan says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens_a_second: Option<Quantity>,
    /// Share of uses that a template answers, percent.
    pub templates: Quantity,
    /// Templates that answer what users want most, and of the other uses the more the more there are.
    pub template_count: Quantity,
    /// Templates that answer half of the uses.
    pub template_half: Quantity,
    /// Share of uses whose answer may be given again to somebody else, percent.
    pub cacheable: Quantity,
    /// Hours for which an answer is kept.
    pub cache_hours: Quantity,
    /// Different things that users ask for.
    pub prompts: Quantity,
    /// Seconds for which a use occupies one of the backend's workers.
    pub worker_seconds: Quantity,
    /// Seconds of a processor that a use takes in the backend.
    pub cpu_seconds: Quantity,
    /// Kilobytes that a use leaves in the database.
    pub stored_kb: Quantity,
    /// Kilobytes that a use leaves in file storage.
    pub file_kb: Quantity,
    /// Rows that a use reads from the database.
    pub reads: Quantity,
    /// Kilobytes of such a row.
    pub row_kb: Quantity,
    /// Rows that a use writes to the database.
    pub writes: Quantity,
    /// Plans that answer its calls.
    pub inference: Ladder,
    /// Whether it has an account of its own; else it shares that of the other features which use the provider.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own_account: bool,
    /// Other plans that answer its calls, at most [`Feature::MAX_OTHERS`]: each takes its share of them and what those before
    /// it refuse.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Choice>,
}

/// Another plan that answers a feature's calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Catalogue id of the plan.
    pub plan: String,
    /// Share of the feature's calls that it gets to begin with, percent; 0 for a plan that only takes what is refused.
    #[serde(default = "Choice::nothing")]
    pub share: Quantity,
}

impl Choice {
    const fn nothing() -> Quantity {
        Quantity::Exact(0.0)
    }

    /// A plan that takes what is refused before it.
    #[must_use]
    pub const fn on_refusal(plan: String) -> Self {
        Self { plan, share: Self::nothing() }
    }
}

impl Feature {
    /// Most other plans.
    pub const MAX_OTHERS: usize = 2;
    /// Longest name, in characters.
    pub const MAX_NAME: usize = 40;

    /// What a feature without a name is called, by its number from 1.
    #[must_use]
    pub fn numbered(number: usize) -> String {
        format!("Feature {number}")
    }
}

/// A chat message.
impl Default for Feature {
    fn default() -> Self {
        let exact = Quantity::Exact;
        Self {
            name: "Chat".to_owned(),
            calls_per_active_day: exact(5.0),
            scheduled: exact(0.0),
            input_tokens: exact(1_500.0),
            cached_input: exact(0.0),
            cache_written: exact(0.0),
            cache_written_hour: exact(0.0),
            sent_spread: exact(100.0),
            output_tokens: exact(300.0),
            output_spread: exact(100.0),
            gpu_seconds: exact(0.0),
            gpu_spread: exact(20.0),
            pictures: exact(0.0),
            audio_minutes: exact(0.0),
            first_word: None,
            tokens_a_second: None,
            templates: exact(0.0),
            template_count: exact(0.0),
            // An assumption: with it 20 templates answer 90% of the uses, as TaskTrakr's plan states, and 5 answer 69%.
            template_half: exact(2.2),
            cacheable: exact(0.0),
            cache_hours: exact(24.0),
            prompts: exact(1_000.0),
            worker_seconds: exact(0.1),
            cpu_seconds: exact(0.05),
            stored_kb: exact(3.0),
            file_kb: exact(0.0),
            reads: exact(4.0),
            row_kb: exact(1.0),
            writes: exact(2.0),
            inference: Ladder::default(),
            own_account: false,
            others: Vec::new(),
        }
    }
}
