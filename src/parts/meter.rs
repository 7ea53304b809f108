//! What providers count: one table of names, words and formulas.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Call, Demand, Held, Slot, names};
use crate::value::Value;

macro_rules! meters {
    ($(
        $(#[$doc:meta])*
        $meter:ident = $id:literal, $words:literal, per $quoted:literal {
            $(in $slot:ident |$demand:ident| $flow:expr,)*
            $(held |$levels:ident| $level:expr,)?
            $(call |$call:ident| $of_call:expr,)?
        }
    )+) => {
        names! {
            /// What a provider counts. All are sums of the time counted, except levels: see [`Meter::is_stock`].
            Meter { $($(#[$doc])* $meter = $id,)+ }
        }

        impl Meter {
            /// Its units in plain words, plural.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$meter => $words,)+ }
            }

            /// Units that a price of it is quoted for: a million tokens, one of anything else.
            #[must_use]
            pub const fn quoted_per(self) -> f64 {
                match self { $(Self::$meter => $quoted,)+ }
            }
        }

        /// The meters of the slots, in the order of [`flows`].
        pub const FLOWS: &[(Slot, Meter)] = &[$($((Slot::$slot, Meter::$meter),)*)+];
        /// The meters that are levels, in the order of [`held`].
        pub const HELD: &[Meter] = &[$($({ let _ = stringify!($level); Meter::$meter },)?)+];
        /// The meters of model calls, in the order of [`of_call`].
        pub const CALLS: &[Meter] = &[$($({ let _ = stringify!($of_call); Meter::$meter },)?)+];

        /// Units that a demand uses, in the order of [`FLOWS`]; of a level its growth.
        pub fn flows<V: Value>(demand: &Demand<V>) -> [V; FLOWS.len()] {
            [$($({ let $demand = demand; $flow },)*)+]
        }

        /// What is held, in the order of [`HELD`].
        pub fn held<V: Value>(levels: &Held<V>) -> [V; HELD.len()] {
            [$($({ let $levels = levels; $level },)?)+]
        }

        /// Units of one model call, in the order of [`CALLS`].
        pub fn of_call<V: Value>(call: &Call<V>) -> [V; CALLS.len()] {
            [$($({ let $call = call; $of_call },)?)+]
        }
    };
}

// A row: the name in files, plain words, the units that prices are quoted for; then by slot what a demand uses there, where it
// is a level what is held, and what a model call uses.
meters! {
    /// Traffic out of the part, GB.
    EgressGb = "egress_gb", "GB sent to users", per 1.0 {
        in Frontend |it| it.visits * it.page_gb + it.work * it.answer_gb * it.functions,
        in Backend |it| it.work * it.answer_gb * it.servers,
        in Data |it| it.sent + it.visits * it.files_gb * it.with_data,
        in Files |it| it.visits * it.files_gb * it.files_apart,
    }
    /// Traffic between the network of the page's host and the functions beside it, GB.
    OriginGb = "origin_gb", "GB between network and functions", per 1.0 {
        in Frontend |it| it.work * it.answer_gb * it.functions,
    }
    /// Requests that reach the network of the page's host, files included.
    EdgeRequests = "edge_requests", "page and file requests", per 1.0 {
        in Frontend |it| it.visits * it.requests_per_visit + it.calls,
    }
    /// Pages that the page's host makes and keeps anew, in units of 8 KB.
    PagesAnew = "pages_anew", "pages made anew", per 1.0 {
        in Frontend |it| it.visits * it.pages_anew,
    }
    /// Pictures that the page's host resizes.
    Images = "images", "pictures resized", per 1.0 {
        in Frontend |it| it.visits * it.images,
    }
    /// Calls of functions beside the page.
    FunctionInvocations = "function_invocations", "function calls", per 1.0 {
        in Frontend |it| it.work * it.functions,
    }
    /// Hours of one processor core at work.
    CpuHours = "cpu_hours", "processor hours", per 1.0 {
        in Frontend |it| it.cpu * it.functions,
        in Backend |it| it.cpu * it.servers,
    }
    /// Hours of one GB of memory held.
    MemoryGbHours = "memory_gb_hours", "GB-hours of memory", per 1.0 {
        in Frontend |it| it.open * it.functions * it.ram_gb,
        in Backend |it| it.awake * it.servers * it.ram_gb,
    }
    /// Publications of a new version.
    Deploys = "deploys", "deployments", per 1.0 {
        in Frontend |it| it.days * it.deploys,
    }
    /// Hours that instances run.
    InstanceHours = "instance_hours", "server hours", per 1.0 {
        in Backend |it| it.awake * it.servers,
    }
    /// Disk of the backend, GB held; nothing of the app is counted on it.
    VolumeGb = "volume_gb", "GB of disk", per 1.0 {
        in Backend |_it| V::splat(0.0),
        held |_it| V::splat(0.0),
    }
    /// Requests to the app's own code.
    BackendRequests = "backend_requests", "backend requests", per 1.0 {
        in Backend |it| it.work * it.servers,
    }
    /// Size of the database, GB held.
    DatabaseGb = "database_gb", "GB of database", per 1.0 {
        in Data |it| it.stored,
        held |it| it.stored,
    }
    /// Size of the stored files, GB held.
    FileGb = "file_gb", "GB of files", per 1.0 {
        in Data |it| it.files * it.with_data,
        in Files |it| it.files * it.files_apart,
        held |it| it.files,
    }
    /// Files fetched.
    FileReads = "file_reads", "files fetched", per 1.0 {
        in Files |it| it.file_reads * it.files_apart,
    }
    /// Files stored.
    FileWrites = "file_writes", "files stored", per 1.0 {
        in Files |it| it.file_writes * it.files_apart,
    }
    /// Users who sign in during a month.
    ActiveUsers = "active_users", "signed-in users", per 1.0 {
        in Data |_it| V::splat(0.0),
        held |it| it.users,
    }
    /// Documents or rows read.
    Reads = "reads", "database reads", per 1.0 {
        in Data |it| it.reads,
    }
    /// Documents or rows written.
    Writes = "writes", "database writes", per 1.0 {
        in Data |it| it.writes,
    }
    /// Hours of one graphics card for training.
    TrainingHours = "training_hours", "GPU hours of training", per 1.0 {
        in Training |it| it.training,
    }
    /// Minutes of builds.
    BuildMinutes = "build_minutes", "minutes of builds", per 1.0 {
        in Frontend |it| it.days * it.deploys * it.build_minutes,
        in Delivery |it| it.days * it.deploys * it.build_minutes,
    }
    /// Events that are recorded: those of visits, and one of each call.
    Events = "events", "events", per 1.0 {
        in Observability |it| it.visits * it.events_per_visit + it.calls,
    }
    /// Errors that are recorded.
    Errors = "errors", "errors", per 1.0 {
        in Observability |it| it.work * it.failing,
    }
    /// Logs that are recorded, GB.
    LogGb = "log_gb", "GB of logs", per 1.0 {
        in Observability |it| it.work * it.log_gb,
    }
    /// Payments taken.
    Payments = "payments", "payments", per 1.0 {
        in Payments |it| it.payers,
    }
    /// Their sum, dollars.
    PaymentUsd = "payment_usd", "dollars paid by users", per 1.0 {
        in Payments |it| it.payers * it.price,
    }
    /// What of it is paid with cards of other countries, dollars.
    ForeignUsd = "foreign_usd", "dollars paid with foreign cards", per 1.0 {
        in Payments |it| it.payers * it.price * it.foreign,
    }
    /// Model calls.
    Requests = "requests", "requests", per 1.0 {
        call |it| it.requests,
    }
    /// Tokens sent, of whatever kind.
    InputTokens = "input_tokens", "input tokens", per 1e6 {
        call |it| it.sent(),
    }
    /// Of these, those that the provider still holds from an earlier call. Their price takes the place of the price of tokens
    /// sent; a plan without one takes that price for them too. So it is of all kinds of tokens sent.
    CachedInputTokens = "cached_input_tokens", "cached input tokens", per 1e6 {
        call |it| it.cached,
    }
    /// Those that it is to hold for minutes.
    CacheWriteTokens = "cache_write_tokens", "tokens written to the cache", per 1e6 {
        call |it| it.written,
    }
    /// Those that it is to hold for an hour.
    CacheWriteHourTokens = "cache_write_hour_tokens", "tokens written to the cache for an hour", per 1e6 {
        call |it| it.written_hour,
    }
    /// Tokens sent of none of these kinds, in long requests. How long those are is the plan's.
    LongInputTokens = "long_input_tokens", "input tokens of long requests", per 1e6 {
        call |it| it.input * it.long_sent,
    }
    /// Those of long requests that it still holds.
    LongCachedInputTokens = "long_cached_input_tokens", "cached input tokens of long requests", per 1e6 {
        call |it| it.cached * it.long_sent,
    }
    /// Those of long requests that it is to hold for minutes.
    LongCacheWriteTokens = "long_cache_write_tokens", "tokens of long requests written to the cache", per 1e6 {
        call |it| it.written * it.long_sent,
    }
    /// Those of long requests that it is to hold for an hour.
    LongCacheWriteHourTokens = "long_cache_write_hour_tokens", "tokens of long requests written to the cache for an hour", per 1e6 {
        call |it| it.written_hour * it.long_sent,
    }
    /// Tokens received of long requests.
    LongOutputTokens = "long_output_tokens", "output tokens of long requests", per 1e6 {
        call |it| it.output * it.long,
    }
    /// Tokens received, thinking included.
    OutputTokens = "output_tokens", "output tokens", per 1e6 {
        call |it| it.output,
    }
    /// Tokens sent and received, together.
    Tokens = "tokens", "tokens", per 1e6 {
        call |it| it.sent() + it.output,
    }
    /// Seconds of one graphics card.
    GpuSeconds = "gpu_seconds", "GPU seconds", per 1.0 {
        call |it| it.gpu_seconds,
    }
    /// Pictures made.
    Pictures = "pictures", "pictures", per 1.0 {
        call |it| it.pictures,
    }
    /// Minutes of speech, heard or spoken.
    AudioMinutes = "audio_minutes", "minutes of speech", per 1.0 {
        call |it| it.audio_minutes,
    }
}

/// Meters by slot, see [`Slot::meters`].
static OF_SLOTS: LazyLock<[Vec<Meter>; Slot::ALL.len()]> = LazyLock::new(|| {
    Slot::ALL.map(|slot| {
        let is_of = |meter: &Meter| FLOWS.contains(&(slot, *meter)) || slot == Slot::Inference && CALLS.contains(meter);
        Meter::ALL.into_iter().filter(is_of).collect()
    })
});

impl Slot {
    /// What a plan of the part may price or limit, in the order of [`Meter::ALL`].
    #[must_use]
    pub fn meters(self) -> &'static [Meter] {
        &OF_SLOTS[self as usize]
    }

    /// Where a meter stands among them.
    #[must_use]
    pub fn place(self, meter: Meter) -> Option<usize> {
        self.meters().iter().position(|it| *it == meter)
    }
}

impl Meter {
    /// The meter that counts the same units among others, and whose price that of this one takes the place of.
    #[must_use]
    pub const fn part_of(self) -> Option<Self> {
        match self {
            Self::CachedInputTokens | Self::CacheWriteTokens | Self::CacheWriteHourTokens | Self::LongInputTokens => {
                Some(Self::InputTokens)
            }
            Self::LongCachedInputTokens => Some(Self::CachedInputTokens),
            Self::LongCacheWriteTokens => Some(Self::CacheWriteTokens),
            Self::LongCacheWriteHourTokens => Some(Self::CacheWriteHourTokens),
            Self::LongOutputTokens => Some(Self::OutputTokens),
            _ => None,
        }
    }

    /// Whether it counts long requests alone.
    #[must_use]
    pub const fn is_of_long(self) -> bool {
        matches!(
            self,
            Self::LongInputTokens
                | Self::LongCachedInputTokens
                | Self::LongCacheWriteTokens
                | Self::LongCacheWriteHourTokens
                | Self::LongOutputTokens
        )
    }

    /// Whether it is a level that is held, priced for a month on its average, rather than a sum.
    #[must_use]
    pub fn is_stock(self) -> bool {
        HELD.contains(&self)
    }
}
