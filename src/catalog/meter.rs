//! The parts of an app and what providers count on them.

use serde::Deserialize;

use super::names::names;

names! {
    /// A part of an app that a provider can carry.
    Slot {
        /// Serving the pages.
        Frontend = "frontend",
        /// Running the app's own code.
        Backend = "backend",
        /// Database, files and sign-in.
        Data = "data",
        /// Taking the users' money.
        Payments = "payments",
        /// The app's address.
        Domain = "domain",
        /// Answering model calls.
        Inference = "inference",
    }
}

names! {
    /// What a provider counts. All are sums of the time counted, except levels: see [`Meter::is_stock`].
    Meter {
        /// Traffic out of the part, GB.
        EgressGb = "egress_gb",
        /// Requests that reach the network of the page's host, files included.
        EdgeRequests = "edge_requests",
        /// Calls of functions beside the page.
        FunctionInvocations = "function_invocations",
        /// Hours of one processor core at work.
        CpuHours = "cpu_hours",
        /// Hours of one GB of memory held.
        MemoryGbHours = "memory_gb_hours",
        /// Publications of a new version.
        Deploys = "deploys",
        /// Hours that instances run.
        InstanceHours = "instance_hours",
        /// Disk of the backend, GB held.
        VolumeGb = "volume_gb",
        /// Requests to the app's own code.
        BackendRequests = "backend_requests",
        /// Size of the database, GB held.
        DatabaseGb = "database_gb",
        /// Size of the stored files, GB held.
        FileGb = "file_gb",
        /// Users who sign in during a month.
        ActiveUsers = "active_users",
        /// Documents or rows read.
        Reads = "reads",
        /// Documents or rows written.
        Writes = "writes",
        /// Payments taken.
        Payments = "payments",
        /// Their sum, dollars.
        PaymentUsd = "payment_usd",
        /// Model calls.
        Requests = "requests",
        /// Tokens sent.
        InputTokens = "input_tokens",
        /// Tokens sent that the provider still holds from an earlier call. Their price takes the place of the price of
        /// other tokens sent; a plan without one takes that price for them too. Limits of tokens sent count them.
        CachedInputTokens = "cached_input_tokens",
        /// Tokens received, thinking included.
        OutputTokens = "output_tokens",
        /// Tokens sent and received, together.
        Tokens = "tokens",
        /// Seconds of one graphics card.
        GpuSeconds = "gpu_seconds",
    }
}

impl Slot {
    /// What a plan of the slot may price or limit, at most six, in an order that does not change.
    #[must_use]
    pub const fn meters(self) -> &'static [Meter] {
        use Meter::*;
        match self {
            Self::Frontend => &[EgressGb, EdgeRequests, FunctionInvocations, CpuHours, MemoryGbHours, Deploys],
            Self::Backend => &[CpuHours, MemoryGbHours, EgressGb, InstanceHours, VolumeGb, BackendRequests],
            Self::Data => &[DatabaseGb, FileGb, ActiveUsers, EgressGb, Reads, Writes],
            Self::Payments => &[Payments, PaymentUsd],
            Self::Domain => &[],
            Self::Inference => &[Requests, InputTokens, CachedInputTokens, OutputTokens, Tokens, GpuSeconds],
        }
    }
}

impl Meter {
    /// Whether it is a level that is held, priced for a month on its average, rather than a sum.
    #[must_use]
    pub const fn is_stock(self) -> bool {
        matches!(self, Self::VolumeGb | Self::DatabaseGb | Self::FileGb | Self::ActiveUsers)
    }

    /// Units that a price of it is quoted for: a million tokens, one of anything else.
    #[must_use]
    pub const fn quoted_per(self) -> f64 {
        match self {
            Self::InputTokens | Self::CachedInputTokens | Self::OutputTokens | Self::Tokens => 1e6,
            _ => 1.0,
        }
    }

    /// Its units in plain words, plural.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::EgressGb => "GB sent to users",
            Self::EdgeRequests => "page and file requests",
            Self::FunctionInvocations => "function calls",
            Self::CpuHours => "processor hours",
            Self::MemoryGbHours => "GB-hours of memory",
            Self::Deploys => "deployments",
            Self::InstanceHours => "server hours",
            Self::VolumeGb => "GB of disk",
            Self::BackendRequests => "backend requests",
            Self::DatabaseGb => "GB of database",
            Self::FileGb => "GB of files",
            Self::ActiveUsers => "signed-in users",
            Self::Reads => "database reads",
            Self::Writes => "database writes",
            Self::Payments => "payments",
            Self::PaymentUsd => "dollars paid by users",
            Self::Requests => "requests",
            Self::InputTokens => "input tokens",
            Self::CachedInputTokens => "cached input tokens",
            Self::OutputTokens => "output tokens",
            Self::Tokens => "tokens",
            Self::GpuSeconds => "GPU seconds",
        }
    }
}
