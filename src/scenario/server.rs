//! How the app's own parts work: its backend, and how it treats the providers of its models.

use serde::{Deserialize, Serialize};

use super::Quantity;

/// How the app's backend works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Requests that it works on at the same time.
    pub workers: Quantity,
    /// Seconds for which a request that is no model call occupies a worker.
    pub request_seconds: Quantity,
    /// Standard deviation of these, and of a call's own work, from one to the next, percent of their mean.
    pub request_spread: Quantity,
    /// Seconds of a processor that such a request takes.
    pub request_cpu: Quantity,
    /// Memory it needs, gigabytes.
    pub ram_gb: Quantity,
    /// Kilobytes sent back for a request or a use.
    pub answer_kb: Quantity,
    /// Seconds after which users give up waiting for a worker.
    pub patience: Quantity,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            workers: Quantity::Exact(8.0),
            request_seconds: Quantity::Exact(0.05),
            request_spread: Quantity::Exact(100.0),
            request_cpu: Quantity::Exact(0.02),
            ram_gb: Quantity::Exact(0.25),
            answer_kb: Quantity::Exact(10.0),
            patience: Quantity::Exact(60.0),
        }
    }
}

/// How the app treats the providers of its models.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Client {
    /// How often a refused call is tried again.
    pub retries: Quantity,
    /// Seconds before the first retry.
    pub backoff: Quantity,
    /// How many times longer each further wait is.
    pub backoff_factor: Quantity,
    /// Longest wait before a retry, seconds.
    pub backoff_cap: Quantity,
    /// How much of a wait is left to chance, percent.
    pub jitter: Quantity,
    /// Seconds without calls after one was refused.
    pub cooldown: Quantity,
    /// Calls a minute that the app lets through to a provider by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limiter: Option<Quantity>,
    /// Calls put into one request, at most.
    pub batch: Quantity,
    /// Seconds for which a call waits for others to share its request.
    pub batch_wait: Quantity,
}

/// What clients do by default: two retries after one and two seconds, half of each left to chance.
impl Default for Client {
    fn default() -> Self {
        Self {
            retries: Quantity::Exact(2.0),
            backoff: Quantity::Exact(1.0),
            backoff_factor: Quantity::Exact(2.0),
            backoff_cap: Quantity::Exact(20.0),
            jitter: Quantity::Exact(50.0),
            cooldown: Quantity::Exact(0.0),
            limiter: None,
            batch: Quantity::Exact(1.0),
            batch_wait: Quantity::Exact(0.0),
        }
    }
}
