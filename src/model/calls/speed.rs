//! How long models take to answer, and how long calls wait to be tried again.

use super::{on_cards, retry};
use crate::model::latency::{Backoff, Part, Service};
use crate::model::layout::SLOTS;
use crate::model::world::{of_account, of_service};
use crate::model::{Offer, Run, State};
use crate::value::{List, Value};

/// Spread of the time to the first word: squared coefficient of variation of a lognormal with sigma 0.4, `e^0.16 - 1`
/// (`docs/model.md`, Times of an answer: providers spread by 0.3 to 0.5).
const FIRST_WORD_VARIANCE: f32 = 0.173_5;

/// Mean of that lognormal against its median: `e^0.08`.
const MEAN_BY_MEDIAN: f32 = 1.083_3;

/// Seconds to the first word and for a token where neither the scenario nor the plan says: assumptions.
pub const ASSUMED_FIRST_WORD: f32 = 1.0;
/// See above.
pub const ASSUMED_TOKEN: f32 = 0.01;

/// What of a call says how long its answer takes.
#[derive(Clone, Copy, Debug)]
pub struct Asked<V> {
    /// Seconds to the first word, the median; 0 where the plan's hold.
    pub first_word: V,
    /// Seconds a token after that; 0 where the plan's hold.
    pub token_seconds: V,
    /// Million tokens sent that the provider does not hold already.
    pub sent: V,
    /// Million tokens received, and their squared coefficient of variation.
    pub output: [V; 2],
    /// Seconds of a card, 0 where they follow from the tokens, and their squared coefficient of variation.
    pub card: [V; 2],
    /// Seconds that it waits for its batch.
    pub wait: V,
}

/// What a feature asks for.
pub(in crate::model) fn asked<V: Value>(run: &Run<'_, V>, state: &State<V>, feature: V::Index) -> Asked<V> {
    let (p, of) = (&run.params, |numbers: &[V]| V::pick(numbers, feature));
    Asked {
        first_word: of(&p.first_word),
        token_seconds: of(&p.token_seconds),
        sent: of(&p.sent) - of(&p.cached),
        output: [of(&p.output), of(&p.output_variance)],
        card: [of(&p.gpu_seconds), of(&p.gpu_variance)],
        wait: state.features.see(feature, |it| it.now.batch_wait),
    }
}

/// Times to the first word and to the full answer, alone on a card.
///
/// On a card what is sent is read before the first word. Where it is said for how long a call needs a card, that is all of its
/// answer's time; an answer without tokens has no first word before the whole.
pub fn times<V: Value>(plan: &Offer<V>, asked: &Asked<V>) -> (Service<V>, Service<V>) {
    let zero = V::splat(0.0);
    let or = |first: V, second: V| V::select(zero.lt(first), first, second);
    // How fast a provider's model is known to be says nothing of one on cards.
    let known = |number: V| number.when(plan.cards.lt(V::splat(0.5)));
    let ([output, output_varies], [given, given_varies], wait) = (asked.output, asked.card, asked.wait);
    let first = or(known(asked.first_word), or(plan.first_word, V::splat(ASSUMED_FIRST_WORD)))
        * V::splat(MEAN_BY_MEDIAN)
        + wait;
    let first = first + asked.sent * plan.prompt_seconds;
    let rest = output * V::splat(1e6) * or(known(asked.token_seconds), or(plan.token_seconds, V::splat(ASSUMED_TOKEN)));
    let full = (first + rest).max(V::splat(1e-6));
    let varies = V::splat(FIRST_WORD_VARIANCE);
    let of_tokens = varies * first * first + output_varies * rest * rest;
    let given = given.when(V::splat(0.5).lt(plan.by_card));
    let before = [first.max(V::splat(1e-6)), varies, full, of_tokens / (full * full)];
    let [first, first_varies, full, full_varies] = V::only_where(zero.lt(given), before, || {
        let all = (given + wait).max(V::splat(1e-6));
        let of_all = given_varies * (given / all) * (given / all);
        let streams = zero.lt(output);
        [V::select(streams, first.min(all), all), V::select(streams, varies, of_all), all, of_all]
    });
    (Service { mean: first, variance: first_varies }, Service { mean: full, variance: full_varies })
}

/// The same of a feature at a model, on the tier in use.
pub(super) fn services<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    feature: V::Index,
    service: V::Index,
) -> (Service<V>, Service<V>) {
    let plan = Offer::at(run, service, of_account(run, state, service, |it| it.now.rank));
    times(&plan, &asked(run, state, feature))
}

/// Seconds of a card for a call of a feature at a model: those that the scenario says or, of a plan that counts them, as long as it
/// takes to answer. What waits for its batch has no card yet.
pub(super) fn card_seconds<V: Value>(run: &Run<'_, V>, state: &State<V>, feature: V::Index, service: V::Index) -> V {
    let given = V::pick(&run.params.gpu_seconds, feature);
    let offer = Offer::at(run, service, of_account(run, state, service, |it| it.now.rank));
    let [seconds] = V::only_where(V::splat(0.5).lt(offer.by_card), [given], || {
        let wait = state.features.see(feature, |it| it.now.batch_wait);
        [services(run, state, feature, service).1.mean - wait]
    });
    seconds
}

/// Mean seconds of the full answer to a call of a feature by the first of its models.
pub(in crate::model) fn answer_seconds<V: Value>(run: &Run<'_, V>, state: &State<V>, feature: V::Index) -> V {
    let place = feature + V::index(SLOTS);
    let at = state.places.see(place, |it| it.service);
    let [seconds] = of_service(run, place, at, |service| [services(run, state, feature, service).1.mean]);
    seconds
}

/// The same as users see them: the backend's own work, its processor's seconds for a call, comes before the model is asked (an
/// assumption) and so before the first word. A call takes one processor, or less where the plan has less. What it waits for, the model
/// above all, is no work: it is in the model's time.
pub(super) fn answered<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    feature: V::Index,
    service: V::Index,
) -> (Service<V>, Service<V>) {
    let (first, full) = services(run, state, feature, service);
    let work = state.features.see(feature, |it| it.now.work);
    let slow = on_cards::slowed(run, state, service);
    let after_work = |model: Service<V>| {
        // Seconds and squared seconds, with those that other calls on the same card cost.
        let [alone, square] = [model.mean, (V::splat(1.0) + model.variance) * model.mean * model.mean];
        let [mean, varied] = slow.map_or([alone, model.variance * alone * alone], |[slow, slow_square]| {
            [alone * slow, square * slow_square - alone * slow * (alone * slow)]
        });
        let variance = varied + run.params.request_variance * work * work;
        let mean = mean + work;
        Service { mean, variance: variance / (mean * mean) }
    };
    (after_work(first), after_work(full))
}

/// A feature's part in the month's latency, whatever plans it was on.
pub(in crate::model) fn part<V: Value>(state: &State<V>, feature: usize) -> Part<V> {
    let month = state.features.see(V::index(feature), |it| it.month);
    let served = month.served;
    let service = |sum: V, square: V| {
        let mean = (sum / served.max(V::splat(0.5))).max(V::splat(1e-6));
        let variance = square / served.max(V::splat(0.5)) / (mean * mean) - V::splat(1.0);
        Service { mean, variance: variance.max(V::splat(0.0)) }
    };
    Part {
        served,
        first_word: service(month.first_word, month.first_word_square),
        full_answer: service(month.full_answer, month.full_answer_square),
    }
}

/// How long a call waits for its retries together, by their number.
pub(in crate::model) fn backoff<V: Value>(run: &Run<'_, V>) -> Backoff<V> {
    retry(run).backoff()
}
