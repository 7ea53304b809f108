//! What limits of an account count: the use of all its models.
//!
//! An hour knows nothing of accounts. So each model gets its part of what such a limit has left, by what the account's models
//! are expected to use of it today: once the parts are used up, so is the limit. While there is more left than they are expected
//! to use, each may have what the others will not need, so that nobody is refused for having been expected to ask for little.

use super::limit::{DAY, HOUR, MINUTE, MONTH};
use super::meters::{Counters, Levels};
use super::plan::{UNLIMITED, is_limit};
use super::quota::{NONE, SELDOM, requests};
use super::terms::{Term, Terms};
use super::world::{account_of, is, shares_limits};
use super::{Run, State, meters, quota};
use crate::value::{List, Value};

/// What is kept for others on a day, against what they are expected to need: an assumption, a day and a third for each.
const MORE: f32 = 4.0 / 3.0;

/// By how much a part is enlarged, so that no rounding takes a request of it.
const ROUND: f32 = 1e-6;

/// At the day's begin: what a model is expected to be asked for, no more than its own limits let through.
pub(super) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index) {
    let account = account_of(run, service);
    let [within] = V::only_where(shares_limits(run, account), [V::splat(0.0)], || {
        let terms = Terms::new(run, service, state.accounts.see(account, |it| it.now.rank));
        let counters = Counters::new(run, state, service);
        let own = |list: usize| {
            let [least] = terms.fold(list, [V::splat(UNLIMITED)], |term, limit, [least]| {
                let most = requests(limit, limit, counters.rate(term.meter));
                [V::select(term.is_of_account(), least, least.min(most))]
            });
            least
        };
        let an_hour = (own(DAY) * V::splat(1.0 / 24.0)).min(own(MINUTE) * V::splat(60.0));
        let most = an_hour / state.daily.users.max(V::splat(SELDOM));
        let rate =
            state.services.see(service, |it| it.now.rate.max(V::splat(SELDOM)).when(V::splat(0.5).lt(it.now.on)));
        [rate.min(most)]
    });
    state.services.change(service, |it| it.now.within = within);
}

/// Requests of a service until a limit of a window is met, from the beginning of the day's count: a limit of its own, or one that
/// its account's models share, of which it has its part or, if that is more, what the others will not need today.
#[inline(always)]
pub(super) fn room<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    service: V::Index,
    (term, limit): (&Term<V>, V),
    window: usize,
    levels: &Levels<V>,
) -> V {
    let counters = Counters::new(run, state, service);
    let used = if window == MONTH { term.counted(counters, levels) } else { V::splat(0.0) };
    let own = requests(limit, quota::rest(limit, used), counters.rate(term.meter));
    let [room] = V::only_where(term.is_of_account() & is_limit(limit), [own], || {
        [shared(run, state, service, (term, limit), window)]
    });
    room
}

/// The same of a limit that the account's models share.
fn shared<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    service: V::Index,
    (term, limit): (&Term<V>, V),
    window: usize,
) -> V {
    let zero = V::splat(0.0);
    let index = V::whole(service);
    let [used, before, all] = over_models(run, account_of(run, service), |model| {
        let counters = Counters::new(run, state, model);
        let rate = counters.rate(term.meter);
        let [within, since_reset] = state.services.see(model, |it| [it.now.within, it.now.since_reset]);
        let used = match window {
            MONTH => counters.used(term.meter),
            DAY => since_reset * rate,
            _ => zero,
        };
        let wanted = within * rate;
        [used, wanted.when(V::whole(model).lt(index)), wanted]
    });
    let each = Counters::new(run, state, service).rate(term.meter);
    let [within, since_reset] = state.services.see(service, |it| [it.now.within, it.now.since_reset]);
    let mine = within * each;
    let left = quota::rest(limit, used);
    // Requests of a day or more are whole; up to this model, less up to the one before, they add up.
    let is_whole = is(V::splat(meters::REQUESTS as f32), term.meter);
    let whole = |units: V| match window {
        DAY | MONTH => V::select(is_whole, (units + V::splat(0.5)).floor(), units),
        _ => units,
    };
    let per = left / all.max(V::splat(NONE));
    let part = whole((before + mine) * per) - whole(before * per);
    let room = part.max(left - needed(run, state, all - mine, window)) * V::splat(1.0 + ROUND);
    let room = V::select(each.lt(V::splat(NONE)), V::splat(UNLIMITED), room / each.max(V::splat(NONE)));
    if window == DAY { room + since_reset } else { room }
}

/// What others need within a window, or today if it is longer, at so much an hour of each user of the level. They may need more
/// than expected: what they then have is theirs before it is anybody else's. Those who come by a launch are expected to try the
/// app today.
pub(super) fn needed<V: Value>(run: &Run<'_, V>, state: &State<V>, an_hour: V, window: usize) -> V {
    let (p, hourly) = (&run.params, &state.hourly);
    let level = (state.daily.ln_level + V::splat(0.5) * p.hourly_noise * p.hourly_noise).exp();
    let newcomers = (hourly.spike_due + hourly.spike_fast + hourly.spike_slow) * p.activation;
    // Of the day of a user who is there, as a newcomer is; calls that no user makes are no more for them.
    let a_day = newcomers * state.daily.of_users / p.active_share.max(V::splat(1e-6));
    let (hours, more) = match window {
        // Assumptions on the safe side: an hour is seldom twice as busy as the day's mean, and the first of a launch, its busiest, brings
        // a ninth of its visits.
        MINUTE => (1.0 / 60.0, 2.0),
        HOUR => (1.0, 2.0),
        _ => (24.0, MORE),
    };
    let launched = if hours < 24.0 { hours * 24.0 / 5.0 } else { 24.0 };
    an_hour * (level * V::splat(hours * more) + a_day * V::splat(launched))
}

/// What all models of an account used of a meter this month, and on the busiest day of each.
pub(super) fn used<V: Value>(run: &Run<'_, V>, state: &State<V>, account: V::Index, meter: V::Index) -> [V; 2] {
    over_models(run, account, |model| {
        let counters = Counters::new(run, state, model);
        let busiest = state.services.see(model, |it| it.month.busiest);
        [counters.used(meter), counters.rate(meter) * busiest]
    })
}

/// The sum of `numbers` over the models of an account.
#[inline(always)]
fn over_models<V: Value, const N: usize>(
    run: &Run<'_, V>,
    account: V::Index,
    numbers: impl Fn(V::Index) -> [V; N],
) -> [V; N] {
    V::fold(run.models(), [V::splat(0.0); N], |service, sum| {
        let mine = is(V::whole(account_of(run, service)), account);
        V::only_where(mine, sum, || {
            let more = numbers(service);
            std::array::from_fn(|number| sum[number] + more[number])
        })
    })
}
