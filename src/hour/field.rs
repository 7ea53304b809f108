//! The numbers of the document: where each stands, its unit, its range.

use super::document::{Cards, Hour, Limit, Seconds, Serves, Sleeping};

/// A number of the document.
pub struct Field {
    /// Where it stands.
    pub path: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it is.
    pub words: &'static str,
    /// Least and most that it may be.
    pub range: [f64; 2],
    /// Whether it must be whole.
    pub whole: bool,
    /// The number in a document, if it is there.
    pub get: fn(&Hour) -> Option<f64>,
}

/// All numbers but for `calls_an_hour`, which may be 24.
pub const FIELDS: &[Field] = &[
    field("burstiness", "%", "How unevenly calls fall into minutes, as in a scenario.", [0.0, 400.0], |it| {
        Some(it.burstiness)
    }),
    field("burst_seconds", "seconds", "How long a burst lasts, as in a scenario.", [5.0, 600.0], |it| {
        Some(it.burst_seconds)
    }),
    field("service.seconds", "seconds", "Mean time of a call, without any wait.", [0.001, 3_600.0], |it| {
        Some(it.service.seconds)
    }),
    field("service.spread", "% of the mean", "Standard deviation of that.", [0.0, 500.0], |it| Some(it.service.spread)),
    field("first_word.seconds", "seconds", "Mean time to the first word.", [0.001, 3_600.0], |it| {
        it.first_word.map(|it| it.seconds)
    }),
    field("first_word.spread", "% of the mean", "Standard deviation of that.", [0.0, 500.0], |it| {
        it.first_word.map(|it| it.spread)
    }),
    whole("serves.servers", "calls", "Servers, each with one call at a time.", [1.0, 1_024.0], |it| match it.serves {
        Serves::Servers(servers) => Some(servers),
        _ => None,
    }),
    whole("serves.cards.most", "cards", "Cards at most.", [1.0, 10_000.0], |it| cards(it, |it| it.most)),
    whole("serves.cards.least", "cards", "Cards that are always on.", [0.0, 10_000.0], |it| cards(it, |it| it.least)),
    whole("serves.cards.calls", "calls", "Calls that a card serves at once.", [1.0, 1_024.0], |it| {
        cards(it, |it| it.calls)
    }),
    field(
        "serves.cards.knee",
        "calls",
        "Calls at once with which each takes twice as long as alone. Absent: they do not slow each other.",
        [1.5, 100_000.0],
        |it| card_list(it).and_then(|it| it.knee),
    ),
    field(
        "serves.cards.start_seconds",
        "seconds",
        "Mean time until a card that starts serves.",
        [0.0, 3_600.0],
        |it| cards(it, |it| it.start_seconds),
    ),
    field("serves.cards.start_spread", "% of the mean", "Standard deviation of that.", [0.0, 300.0], |it| {
        cards(it, |it| it.start_spread)
    }),
    field("serves.cards.start_billed", "% of a start", "How much of that is billed.", [0.0, 100.0], |it| {
        cards(it, |it| it.start_billed)
    }),
    field(
        "serves.cards.keep_seconds",
        "seconds",
        "Time without a call after which a card stops.",
        [0.0, 86_400.0],
        |it| cards(it, |it| it.keep_seconds),
    ),
    field("serves.cards.step_seconds", "seconds", "Steps in which a card's time is billed.", [0.0, 3_600.0], |it| {
        cards(it, |it| it.step_seconds)
    }),
    whole("serves.sleeping.servers", "calls", "Calls that the container serves at once.", [1.0, 1_024.0], |it| {
        sleeping(it, |it| it.servers)
    }),
    field(
        "serves.sleeping.after_seconds",
        "seconds",
        "Time without a call after which the container sleeps.",
        [1.0, 86_400.0],
        |it| sleeping(it, |it| it.after_seconds),
    ),
    field("serves.sleeping.wake_seconds", "seconds", "Mean time until it is awake.", [0.0, 3_600.0], |it| {
        sleeping(it, |it| it.wake_seconds)
    }),
    field("limit.a_minute", "calls or tokens", "What is admitted a minute.", [0.01, 1e12], |it| {
        limit(it, |it| it.a_minute)
    }),
    field("limit.tokens_a_call", "tokens", "Mean tokens of a call, where these are limited.", [1.0, 1e7], |it| {
        limit(it, |it| it.tokens_a_call)
    }),
    field("limit.spread", "% of the mean", "Standard deviation of these.", [0.0, 500.0], |it| {
        limit(it, |it| it.spread)
    }),
    field(
        "limit.holds",
        "calls or tokens",
        "What may come at once: what the bucket holds. Absent: a minute's.",
        [0.01, 1e12],
        |it| it.limit.and_then(|it| it.holds),
    ),
    field("calls_a_day", "calls", "What is admitted a day. Absent: all.", [0.0, 1e12], |it| it.calls_a_day),
    whole("client.retries", "times", "How often a refused call is tried again.", [0.0, 6.0], |it| {
        Some(it.client.retries)
    }),
    field("client.backoff", "seconds", "Wait before the first retry.", [0.0, 600.0], |it| Some(it.client.backoff)),
    field("client.backoff_factor", "times", "How many times longer each further wait is.", [1.0, 10.0], |it| {
        Some(it.client.backoff_factor)
    }),
    field("client.backoff_cap", "seconds", "Longest wait before a retry.", [0.0, 3_600.0], |it| {
        Some(it.client.backoff_cap)
    }),
    field("client.jitter", "% of a wait", "How much of a wait is left to chance.", [0.0, 100.0], |it| {
        Some(it.client.jitter)
    }),
    field("client.cooldown", "seconds", "Time without calls after one was refused.", [0.0, 60.0], |it| {
        Some(it.client.cooldown)
    }),
    field("patience", "seconds", "How long users wait for a place before they give up.", [1.0, 3_600.0], |it| {
        Some(it.patience)
    }),
    field("usd.a_second", "$", "Price of a second of a card.", [0.0, 1e6], |it| Some(it.usd.a_second)),
    field("usd.an_hour", "$", "Price of an hour of a server, or of the container awake.", [0.0, 1e6], |it| {
        Some(it.usd.an_hour)
    }),
    field("usd.a_call", "$", "Price of a call that is served.", [0.0, 1e6], |it| Some(it.usd.a_call)),
];

/// The range of `calls_an_hour`.
pub(super) const CALLS: [f64; 2] = [0.0, 1e9];

impl Hour {
    /// A document that has every number, for the defaults of those that are not always there.
    #[must_use]
    pub fn with(serves: Serves) -> Self {
        let (first_word, limit) = (Some(Seconds::default()), Some(Limit::default()));
        Self { serves, first_word, limit, ..Self::default() }
    }
}

const fn field(
    path: &'static str,
    unit: &'static str,
    words: &'static str,
    range: [f64; 2],
    get: fn(&Hour) -> Option<f64>,
) -> Field {
    Field { path, unit, words, range, whole: false, get }
}

const fn whole(
    path: &'static str,
    unit: &'static str,
    words: &'static str,
    range: [f64; 2],
    get: fn(&Hour) -> Option<f64>,
) -> Field {
    Field { path, unit, words, range, whole: true, get }
}

fn card_list(hour: &Hour) -> Option<Cards> {
    match hour.serves {
        Serves::Cards(cards) => Some(cards),
        _ => None,
    }
}

fn cards(hour: &Hour, number: impl Fn(Cards) -> f64) -> Option<f64> {
    card_list(hour).map(number)
}

fn sleeping(hour: &Hour, number: impl Fn(Sleeping) -> f64) -> Option<f64> {
    match hour.serves {
        Serves::Sleeping(sleeping) => Some(number(sleeping)),
        _ => None,
    }
}

fn limit(hour: &Hour, number: impl Fn(Limit) -> f64) -> Option<f64> {
    hour.limit.map(number)
}
